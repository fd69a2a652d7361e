from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import store
from app.records import PostroomError
from app.store.header import ask_header, read_header
from app.store.memory_migrations import MEMORY
from tests.store.made import label, ordinary_person, readable_folder, trial

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are lists there")

LOCKED = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    sys.exit(0)
sys.exit("nobody holds it")
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    with readable_folder() as folder:
        yield folder


def filled(path: Path) -> Path:
    with store.open_memory(path) as memory:
        store.keep_labels(memory, [label("the street lamp is out", "Lighting")])
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_new_memory_is_kept_safe_without_a_write_ahead_log(memory: store.Memory):
    names = ("synchronous", "secure_delete", "foreign_keys", "temp_store", "busy_timeout")
    assert [memory.number(f"PRAGMA {name}") for name in names] == [2, 1, 1, 2, 5000]
    assert memory.select("PRAGMA journal_mode")[0][0] == "truncate"
    assert (memory.read_only, memory.read_only_note) == (False, "")
    assert [entry.action for entry in store.audit_trail(memory)] == ["scheme memory made"]


@posix
def test_a_memory_and_what_lies_beside_it_is_its_owners_alone(memory: store.Memory):
    store.keep_labels(memory, [label("one")])
    modes = {stat.S_IMODE(f.stat().st_mode) for f in memory.path.parent.iterdir()}
    assert modes == {0o600}


@posix
def test_a_memory_that_others_could_read_is_closed_to_them(memory_path: Path):
    filled(memory_path).chmod(0o664)
    store.open_memory(memory_path).close()
    assert stat.S_IMODE(memory_path.stat().st_mode) == 0o600


def test_what_was_kept_is_there_when_the_memory_is_opened_again(memory_path: Path):
    filled(memory_path)
    with store.open_memory(memory_path, create=False) as memory:
        assert [one.text for one in store.labels(memory)] == ["the street lamp is out"]
        assert store.check_audit(memory) == ""


def test_the_header_tells_that_it_is_a_memory(memory_path: Path):
    filled(memory_path)
    for header in (read_header(memory_path), ask_header(memory_path, MEMORY)):
        assert header is not None
        assert (header.application, header.version) == (MEMORY.application, MEMORY.newest)


def test_a_missing_memory_is_not_made_where_none_was_asked_for(memory_path: Path):
    with pytest.raises(PostroomError, match="There is no scheme memory"):
        store.open_memory(memory_path, create=False)
    with pytest.raises(PostroomError, match="There is no scheme memory"):
        store.open_memory(memory_path, read_only=True)
    assert list(memory_path.parent.iterdir()) == []


def test_a_memory_is_made_in_a_folder_that_exists(tmp_path: Path):
    with pytest.raises(PostroomError, match="is a folder"):
        store.open_memory(tmp_path)
    with pytest.raises(PostroomError, match=r"The folder .*nowhere does not exist"):
        store.open_memory(tmp_path / "nowhere" / "x")


@pytest.mark.parametrize(
    "content", [b"Dear Sir or Madam", b"SQLite format 3\x00", b"\x00" * 200]
)
def test_a_file_that_is_no_memory_is_refused_and_left_alone(
    memory_path: Path, content: bytes
):
    memory_path.write_bytes(content)
    for use in (store.open_memory, store.purge_memory):
        with pytest.raises(PostroomError, match="is not a Postroom scheme memory"):
            use(memory_path)
    assert contents(memory_path.parent) == {memory_path.name: content}


def test_a_case_file_is_no_memory_and_a_memory_no_case_file(path: Path, memory_path: Path):
    store.open_case(path).close()
    filled(memory_path)
    before = contents(path.parent)
    for use in (store.open_memory, store.purge_memory):
        with pytest.raises(PostroomError, match="is not a Postroom scheme memory"):
            use(path)
    for refuse in (store.open_case, store.purge):
        with pytest.raises(PostroomError, match="is not a Postroom case file"):
            refuse(memory_path)
    assert contents(path.parent) == before


def test_a_memory_newer_than_the_program_is_refused_and_left_alone(memory_path: Path):
    filled(memory_path)
    other = sqlite3.connect(memory_path)
    other.execute(f"PRAGMA user_version = {MEMORY.newest + 1}")
    other.close()
    before = memory_path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(PostroomError, match=r"scheme memory .* made by a newer"):
            store.open_memory(memory_path, read_only=read_only)
    assert memory_path.read_bytes() == before


def test_a_memory_older_than_the_program_is_not_changed_by_a_reader(memory_path: Path):
    other = sqlite3.connect(memory_path)
    other.execute(f"PRAGMA application_id = {MEMORY.application}")
    other.close()
    with pytest.raises(PostroomError, match="comes from an older Postroom"):
        store.open_memory(memory_path, read_only=True)
    with store.open_memory(memory_path) as memory:
        assert store.keep_labels(memory, [label("one")]) == 1


def test_a_damaged_memory_is_called_damaged_and_can_be_purged(memory_path: Path):
    content = bytearray(filled(memory_path).read_bytes())
    content[100:] = b"\xa5" * (len(content) - 100)
    memory_path.write_bytes(content)
    with pytest.raises(PostroomError, match=r"The scheme memory .* is damaged.") as error:
        store.open_memory(memory_path)
    assert error.value.remedy.startswith("Restore it from a backup")
    store.purge_memory(memory_path)
    assert list(memory_path.parent.iterdir()) == []


def test_an_empty_file_left_by_a_start_that_was_cut_off_becomes_a_memory(
    memory_path: Path,
):
    memory_path.touch()
    with pytest.raises(PostroomError, match="is not a Postroom scheme memory"):
        store.open_memory(memory_path, create=False)
    with store.open_memory(memory_path) as memory:
        assert store.keep_labels(memory, [label("one")]) == 1


def test_a_reader_of_a_memory_cannot_write(memory_path: Path):
    filled(memory_path)
    with store.open_memory(memory_path, read_only=True) as memory:
        assert memory.read_only
        assert store.count_labels(memory) == {"Lighting": 1}
        with pytest.raises(PostroomError, match=r"The scheme memory .* can only be read"):
            store.keep_labels(memory, [label("more")])
        with pytest.raises(PostroomError, match=r"The scheme memory .* cannot be written"):
            memory.execute("DELETE FROM label")


@posix
@pytest.mark.parametrize("writable", ["the file", "the folder"])
def test_a_memory_that_cannot_be_written_is_opened_for_reading(shelf: Path, writable: str):
    path = filled(shelf / "x.memory")
    Path(f"{path}-journal").unlink()
    path.chmod(0o600 if writable == "the file" else 0o400)
    shelf.chmod(0o755 if writable == "the folder" else 0o555)
    with ordinary_person(shelf, path), store.open_memory(path) as memory:
        assert "cannot be written" in memory.read_only_note
        assert store.count_labels(memory) == {"Lighting": 1}
        with pytest.raises(PostroomError, match="can only be read"):
            store.keep_labels(memory, [label("more")])
    assert [file.name for file in shelf.iterdir()] == [path.name]


@posix
def test_no_memory_is_promised_where_none_can_be_made(shelf: Path):
    shelf.chmod(0o555)
    with ordinary_person(shelf), pytest.raises(PostroomError, match="cannot be made"):
        store.open_memory(shelf / "x.memory")


@posix
def test_a_memory_that_may_not_be_read_is_told(shelf: Path):
    path = filled(shelf / "x.memory")
    path.chmod(0o000)
    with (
        ordinary_person(shelf, path),
        pytest.raises(PostroomError, match=r"The scheme memory .* cannot be opened"),
    ):
        store.open_memory(path)


def test_two_windows_share_a_memory(memory: store.Memory):
    with store.open_memory(memory.path) as other:
        store.keep_labels(memory, [label("one")])
        store.keep_labels(other, [label("two")])
        store.put_trial(other, trial())
        assert [one.text for one in store.labels(memory)] == ["one", "two"]
        assert store.labels(other) == store.labels(memory)
        assert store.trials(memory) == [trial()]
        assert store.check_audit(memory) == ""


def test_windows_that_make_and_teach_a_memory_at_the_same_moment_lose_nothing(
    memory_path: Path,
):
    def teach(window: int) -> int:
        with store.open_memory(memory_path) as memory:
            return sum(
                store.keep_labels(memory, [label(f"text {window} {n}")]) for n in range(5)
            )

    with ThreadPoolExecutor(6) as windows:
        assert list(windows.map(teach, range(6))) == [5] * 6
    with store.open_memory(memory_path, read_only=True) as memory:
        assert len(store.labels(memory)) == 30
        assert store.check_audit(memory) == ""
        made = [e for e in store.audit_trail(memory) if e.action == "scheme memory made"]
        assert len(made) == 1


def test_a_window_that_holds_a_memory_for_long_is_told(memory: store.Memory):
    with store.open_memory(memory.path) as other:
        memory.select("PRAGMA busy_timeout = 0")
        with (
            other.writing(),
            pytest.raises(PostroomError, match=r"scheme memory .* is in use by another"),
        ):
            store.keep_labels(memory, [label("one")])
        assert store.keep_labels(memory, [label("one")]) == 1


@posix
def test_opening_a_memory_again_leaves_its_writer_the_lock(memory: store.Memory):
    def is_locked() -> bool:
        asked = subprocess.run(
            [sys.executable, "-c", LOCKED, str(memory.path)], check=False, timeout=60
        )
        return asked.returncode == 0

    with memory.writing():
        store.open_memory(memory.path, read_only=True).close()
        assert is_locked()
    assert not is_locked()


def test_a_full_disk_is_told_and_no_label_kept_before_is_lost(memory: store.Memory):
    store.keep_labels(memory, [label("one")])
    memory.select(f"PRAGMA max_page_count = {memory.number('PRAGMA page_count') + 2}")
    with pytest.raises(PostroomError, match="no space left for the scheme memory"):
        store.keep_labels(memory, [label(f"{n} " + "x" * 900) for n in range(40)])
    assert [one.text for one in store.labels(memory)] == ["one"]
    assert store.check_audit(memory) == ""


def test_purging_a_memory_leaves_nothing_behind(memory_path: Path):
    filled(memory_path)
    memory_path.with_name(f"{memory_path.name}-journal").write_text("the street lamp")
    store.purge_memory(memory_path)
    assert list(memory_path.parent.iterdir()) == []


def test_a_purged_memory_is_overwritten_first(memory_path: Path, tmp_path: Path):
    second_name = tmp_path / "second name of the same bytes"
    second_name.hardlink_to(filled(memory_path))
    with second_name.open("rb") as held:
        store.purge_memory(memory_path)
        assert held.read() == b""


def test_a_memory_is_not_purged_while_somebody_writes(
    memory: store.Memory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.store.connecting._PATIENCE", 0.0)
    store.keep_labels(memory, [label("one")])
    with memory.writing(), pytest.raises(PostroomError, match="is in use by another"):
        store.purge_memory(memory.path)
    assert len(store.labels(memory)) == 1


def test_a_missing_memory_cannot_be_purged(memory_path: Path):
    with pytest.raises(PostroomError, match="There is no scheme memory"):
        store.purge_memory(memory_path)
    assert list(memory_path.parent.iterdir()) == []
