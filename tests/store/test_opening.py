from __future__ import annotations

import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import store
from app.records import PostroomError
from app.store.header import read_header
from app.store.lock import lock_path
from app.store.migrations import CASE
from tests.store.made import letter, ordinary_person, read_in, readable_folder, row_item

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are lists there")


@pytest.fixture
def shelf() -> Iterator[Path]:
    with readable_folder() as folder:
        yield folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def filled(path: Path) -> Path:
    with store.open_case(path) as case:
        read_in(case, letter(), [row_item("the street lamp is out")])
    return path


def test_a_new_case_file_keeps_a_write_ahead_log(case: store.CaseFile):
    assert (case.journal_mode, case.journal_note) == ("wal", "")
    assert (case.read_only, case.read_only_note) == (False, "")


def test_every_commit_waits_for_the_disk_and_deleted_content_is_overwritten(
    case: store.CaseFile,
):
    names = ("synchronous", "secure_delete", "foreign_keys", "temp_store")
    assert [case.number(f"PRAGMA {name}") for name in names] == [2, 1, 1, 2]


@posix
def test_a_case_file_and_what_lies_beside_it_is_its_owners_alone(case: store.CaseFile):
    store.add_documents(case, [letter()])
    modes = {
        file.name: stat.S_IMODE(file.stat().st_mode) for file in case.path.parent.iterdir()
    }
    name = case.path.name
    assert modes == {
        name: 0o600,
        f"{name}-wal": 0o600,
        f"{name}-shm": 0o600,
        f"{name}-lock": 0o600,
    }


@posix
def test_a_case_file_that_others_could_read_is_closed_to_them(path: Path):
    filled(path).chmod(0o664)
    store.open_case(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_closing_leaves_one_file_and_nothing_beside_it(path: Path):
    filled(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_was_stored_is_there_when_the_file_is_opened_again(path: Path):
    filled(path)
    with store.open_case(path, create=False) as case:
        assert [d.name for d in store.documents(case)] == ["letter.pdf"]
        assert store.item(case, 1).text == "the street lamp is out"


def test_the_header_tells_whose_file_it_is_and_in_which_shape(path: Path):
    filled(path)
    header = read_header(path)
    assert header is not None
    assert (header.application, header.version) == (CASE.application, CASE.newest)


def test_a_missing_case_file_is_not_made_where_none_was_asked_for(path: Path):
    with pytest.raises(PostroomError, match="There is no case file"):
        store.open_case(path, create=False)
    with pytest.raises(PostroomError, match="There is no case file"):
        store.open_case(path, read_only=True)
    assert list(path.parent.iterdir()) == []


def test_a_folder_is_refused_as_a_case_file(tmp_path: Path):
    with pytest.raises(PostroomError, match="is a folder"):
        store.open_case(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(PostroomError, match=r"The folder .*nowhere does not exist"):
        store.open_case(tmp_path / "nowhere" / "x.postroom")


@pytest.mark.parametrize(
    "content", [b"Dear Sir or Madam", b"SQLite format 3\x00", b"\x00" * 200]
)
def test_a_file_that_is_no_case_file_is_refused_and_left_alone(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(PostroomError, match="is not a Postroom case file"):
        store.open_case(path)
    assert contents(path.parent) == {path.name: content}


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE address (name TEXT)")
    other.close()
    before = contents(path.parent)
    with pytest.raises(PostroomError, match="is not a Postroom case file"):
        store.open_case(path)
    assert contents(path.parent) == before


def test_a_case_file_newer_than_the_program_is_refused_and_left_alone(path: Path):
    filled(path)
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {CASE.newest + 1}")
    other.close()
    before = contents(path.parent)
    for read_only in (False, True):
        with pytest.raises(PostroomError, match="made by a newer Postroom"):
            store.open_case(path, read_only=read_only)
    assert contents(path.parent) == before


def test_a_closed_case_is_whole_in_its_one_file_though_another_still_reads_it(
    path: Path, tmp_path: Path
):
    filled(path)
    writer = store.open_case(path)
    reader = store.open_case(path, read_only=True)
    read_in(writer, letter("late.txt"), [row_item("the second lamp is out")])
    assert store.counts(reader).documents == 2
    writer.close()
    sent = tmp_path / "sent.postroom"
    sent.write_bytes(path.read_bytes())
    reader.close()
    with store.open_case(sent) as case:
        assert store.counts(case).documents == 2
        assert store.check_audit(case) == ""


def test_a_reader_in_the_midst_of_a_question_does_not_keep_a_case_from_closing(path: Path):
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    writer = store.open_case(path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM item").fetchall()
    read_in(writer, letter("late.txt"), [row_item("the second lamp is out")])
    writer.close()
    other.close()
    assert not lock_path(path).exists()
    with store.open_case(path) as case:
        assert store.counts(case).documents == 2


def test_a_damaged_case_file_is_called_damaged(path: Path):
    content = bytearray(filled(path).read_bytes())
    content[100:] = b"\xa5" * (len(content) - 100)
    path.write_bytes(content)
    with pytest.raises(PostroomError, match="is damaged"):
        store.open_case(path)
    assert not lock_path(path).exists()


def test_an_empty_file_left_by_a_start_that_was_cut_off_becomes_a_case(path: Path):
    path.touch()
    with store.open_case(path) as case:
        assert store.add_documents(case, [letter()]) == 1


def test_a_start_cut_off_before_the_first_shape_is_complete_goes_on(path: Path):
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA application_id = {CASE.application}")
    other.close()
    with store.open_case(path) as case:
        assert store.add_documents(case, [letter()]) == 1


def test_a_second_writer_is_refused_while_readers_come_and_go(path: Path):
    with store.open_case(path) as writer:
        store.add_documents(writer, [letter()])
        with pytest.raises(PostroomError, match="Another Postroom is working on"):
            store.open_case(path)
        with store.open_case(path, read_only=True) as reader:
            assert len(store.documents(reader)) == 1
            store.add_documents(writer, [letter("second.pdf")])
            assert len(store.documents(reader)) == 2
    with store.open_case(path) as writer:
        assert len(store.documents(writer)) == 2


def test_a_lock_file_that_nobody_holds_keeps_nobody_out(path: Path):
    lock_path(path).touch()
    store.open_case(path).close()
    assert not lock_path(path).exists()


def test_a_reader_cannot_write(path: Path):
    filled(path)
    with store.open_case(path, read_only=True) as case:
        with pytest.raises(PostroomError, match="can only be read"):
            store.add_documents(case, [letter("more.pdf")])
        with pytest.raises(PostroomError, match="cannot be written"):
            case.execute("DELETE FROM item")


@posix
def test_a_case_in_a_folder_that_cannot_be_written_is_opened_for_reading(shelf: Path):
    path = filled(shelf / "x.postroom")
    shelf.chmod(0o555)
    with ordinary_person(shelf, path), store.open_case(path) as case:
        assert case.read_only
        assert "cannot be written" in case.read_only_note
        assert store.item(case, 1).text == "the street lamp is out"
        assert len(store.search(case, "lamp")) == 1
    assert [file.name for file in shelf.iterdir()] == [path.name]


@posix
def test_a_case_file_that_cannot_be_written_is_opened_for_reading(shelf: Path):
    path = filled(shelf / "x.postroom")
    path.chmod(0o400)
    with ordinary_person(shelf, path), store.open_case(path) as case:
        assert "The case file" in case.read_only_note
        assert store.item(case, 1).text == "the street lamp is out"
    path.chmod(0o600)
    with store.open_case(path) as case:
        assert store.add_documents(case, [letter("more.pdf")]) == 1


@posix
def test_a_case_whose_last_changes_cannot_be_brought_together_says_so(shelf: Path):
    path = shelf / "x.postroom"
    with store.open_case(shelf / "first.postroom") as case:
        store.add_documents(case, [letter()])
        # What a machine that was switched off leaves behind: both files, not folded.
        for end in ("", "-wal"):
            content = case.path.with_name(case.path.name + end).read_bytes()
            path.with_name(path.name + end).write_bytes(content)
    shelf.chmod(0o555)
    log = path.with_name("x.postroom-wal")
    with (
        ordinary_person(shelf, path, log),
        pytest.raises(PostroomError, match="lie in a second file beside it"),
    ):
        store.open_case(path)
    shelf.chmod(0o755)
    with store.open_case(path) as case:
        assert [d.name for d in store.documents(case)] == ["letter.pdf"]


@posix
def test_no_case_file_is_promised_where_none_can_be_made(shelf: Path):
    shelf.chmod(0o555)
    with (
        ordinary_person(shelf),
        pytest.raises(PostroomError, match="No case file can be made there"),
    ):
        store.open_case(shelf / "x.postroom")


@posix
def test_a_case_file_that_may_not_be_read_is_told(shelf: Path):
    path = filled(shelf / "x.postroom")
    path.chmod(0o000)
    with ordinary_person(shelf, path), pytest.raises(PostroomError, match="cannot be read"):
        store.open_case(path)


def test_a_full_disk_is_told_and_nothing_stored_before_is_lost(case: store.CaseFile):
    store.add_documents(case, [letter()])
    case.select(f"PRAGMA max_page_count = {case.number('PRAGMA page_count') + 4}")
    with pytest.raises(PostroomError, match="no space left"):
        store.add_documents(
            case, [letter(f"{n}.pdf", reason="x" * 900) for n in range(400)]
        )
    assert [d.name for d in store.documents(case)] == ["letter.pdf"]
    case.select("PRAGMA max_page_count = 1000000")
    assert store.add_documents(case, [letter("after.pdf")]) == 1
    assert store.check_audit(case) == ""


def test_another_programs_lock_is_told(case: store.CaseFile):
    case.select("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(case.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(PostroomError, match="in use by another program"):
        store.add_documents(case, [letter()])
    other.execute("ROLLBACK")
    other.close()
    assert store.add_documents(case, [letter()]) == 1


def test_a_synchronized_folder_is_used_without_a_write_ahead_log(tmp_path: Path):
    folder = tmp_path / "OneDrive - City of Springfield" / "mail"
    folder.mkdir(parents=True)
    path = folder / "x.postroom"
    with store.open_case(path) as case:
        assert case.journal_mode == "truncate"
        assert "OneDrive synchronizes" in case.journal_note
        store.add_documents(case, [letter()])
        with store.open_case(path, read_only=True) as reader:
            assert len(store.documents(reader)) == 1
        assert not path.with_name("x.postroom-wal").exists()


def test_a_case_moved_into_a_synchronized_folder_and_back_changes_its_way(
    path: Path, tmp_path: Path
):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    moved = filled(path).rename(folder / "x.postroom")
    with store.open_case(moved) as case:
        assert case.journal_mode == "truncate"
        assert store.item(case, 1).text == "the street lamp is out"
        # The lock that the change needed has been let go again.
        store.open_case(moved, read_only=True).close()
    back = moved.rename(path)
    with store.open_case(back) as case:
        assert (case.journal_mode, case.journal_note) == ("wal", "")


def test_all_of_one_transaction_stays_or_nothing(case: store.CaseFile):
    def halfway() -> None:
        with case.writing():
            store.add_documents(case, [letter()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        halfway()
    assert store.documents(case) == []
    assert [entry.action for entry in store.audit_trail(case)] == ["case file made"]


def test_an_inner_transaction_that_fails_takes_only_itself_away(case: store.CaseFile):
    def inner() -> None:
        with case.writing():
            store.add_documents(case, [letter("second.pdf")])
            raise RuntimeError

    with case.writing():
        store.add_documents(case, [letter()])
        with pytest.raises(RuntimeError):
            inner()
    assert [d.name for d in store.documents(case)] == ["letter.pdf"]


def test_names_that_an_address_would_misread_open_all_the_same(tmp_path: Path):
    path = tmp_path / "50% of #3 & ä+b case.postroom"
    filled(path)
    with store.open_case(path, read_only=True) as case:
        assert store.item(case, 1).text == "the street lamp is out"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
