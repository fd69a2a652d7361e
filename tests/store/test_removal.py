from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import store
from app.records import Item, Part, PartState, Passage, Place, PostroomError, RowFilter
from tests.store.made import (
    MODEL,
    Read,
    ended,
    letter,
    letter_item,
    read_in,
    read_waiting,
    row_item,
    text_hash,
    verdict,
)


def canary() -> str:
    return f"canary{secrets.token_hex(8)}"


def canary_item(word: str, row: int) -> Item:
    place = Place(sheet=f"sheet {word}", row=row)
    text = f"{word} " * (1 + row % 40) + f"and {word} again"
    return Item(
        place=place,
        text=text,
        passages=(Passage(start=0, end=len(text), place=place),),
        columns={f"head {word}": f"cell {word}"},
    )


def put_canaries(case: store.CaseFile, words: list[str]) -> int:
    """Stores a mail with an attachment that have the words wherever words are stored."""
    outer = letter(f"{words[0]}.eml", reason=f"reason {words[1]}")
    inner = letter(f"{words[2]}.txt", path=outer.path, inner=(words[2],))
    store.add_documents(case, [outer])
    key = store.waiting(case, -1)[-1].key
    part = Part(state=PartState.FAILED, first=1, last=1, reason=words[3], sheet=words[4])
    items = [canary_item(word, row) for row, word in enumerate(words[:-5], 2)]
    read: list[Read] = [part, *items, inner, replace(ended(outer), reason=words[5])]
    for _ in store.keep_reading(case, key, read, text_hash):
        pass
    inside = store.documents_inside(case, key)[0].key
    read_waiting(case, inside, [letter_item(*words[-5:])])
    return key


def decide_all(case: store.CaseFile) -> None:
    """Verdicts that grow the lines of the results, so that SQLite moves them about."""
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    for batch in store.each_items(case, batch=7):
        decided = [
            (s.item.key, verdict("Roads", 0.5, s.item.text[: 30 + s.item.key % 200]))
            for s in batch
        ]
        store.put_verdicts(case, run, decided)
        vectors = np.ones((len(batch), 8), dtype=np.float32)
        hashes = [stored.text_hash for stored in batch]
        store.put_vectors(case, MODEL, hashes, vectors, [vectors[:1]] * len(batch))
    store.review(case, 2, "Waste", "ana")


def left(folder: Path, words: list[str]) -> list[str]:
    """Which of the words some file of the folder still has, in any of its bytes."""
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    content = content.lower()
    return [word for word in words if word.encode() in content]


def ordinary(case: store.CaseFile, name: str) -> None:
    items = [row_item(f"ordinary {name} {n} " + "x" * (n % 90), n) for n in range(2, 400)]
    read_in(case, letter(name), items)


def test_nothing_of_a_removed_document_is_left_in_any_byte(path: Path):
    words = [canary() for _ in range(50)]
    with store.open_case(path) as case:
        ordinary(case, "before.xlsx")
        key = put_canaries(case, words)
        ordinary(case, "after.xlsx")
        decide_all(case)
        assert left(path.parent, words) == words
        kept = [r for r in store.each_row(case, RowFilter()) if r.document.key != key]
        kept = [r for r in kept if r.document.path != store.document(case, key).path]
        assert store.remove_document(case, key) is True
        assert left(path.parent, words) == []
        assert list(store.each_row(case, RowFilter())) == kept
        assert [store.search(case, word) for word in words[:3]] == [[], [], []]
        assert len(store.search(case, "ordinary", 1000)) == len(kept) == 796
        assert store.check_audit(case) == ""
    assert left(path.parent, words) == []


def test_nothing_is_left_of_a_document_removed_from_a_synchronized_folder(tmp_path: Path):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    words = [canary() for _ in range(20)]
    with store.open_case(folder / "x.postroom") as case:
        key = put_canaries(case, words)
        decide_all(case)
        assert store.remove_document(case, key) is True
        assert left(folder, words) == []


def test_what_a_reader_keeps_from_being_wiped_goes_at_the_next_opening(path: Path):
    words = [canary() for _ in range(20)]
    with store.open_case(path) as case, store.open_case(path, read_only=True) as reader:
        key = put_canaries(case, words)
        reader.select("BEGIN")
        assert len(store.documents(reader)) == 2
        case.select("PRAGMA busy_timeout = 0")
        assert store.remove_document(case, key) is False
        assert store.documents(case) == []
        assert left(path.parent, words) != []
    with store.open_case(path):
        assert left(path.parent, words) == []


def test_removing_what_is_not_there_is_a_fault_of_the_asker(case: store.CaseFile):
    with pytest.raises(KeyError, match="no document 1"):
        store.remove_document(case, 1)


def test_a_removed_document_can_be_added_again(case: store.CaseFile):
    read_in(case, letter(), [row_item("one")])
    store.remove_document(case, 1)
    assert store.add_documents(case, [letter()]) == 1
    assert [document.key for document in store.documents(case)] == [2]


def test_purging_leaves_nothing_behind(path: Path):
    words = [canary() for _ in range(50)]
    with store.open_case(path) as case:
        put_canaries(case, words)
        decide_all(case)
        # As after a kill: the log beside the file still holds most of it.
        beside = {
            file: file.read_bytes()
            for file in path.parent.iterdir()
            if not file.name.endswith("-lock")
        }
    for file, content in beside.items():
        file.write_bytes(content)
    path.with_name(f"{path.name}-journal").write_text(words[0])
    assert left(path.parent, words) == words
    store.purge(path)
    assert list(path.parent.iterdir()) == []


def test_what_is_purged_is_overwritten_first(path: Path, tmp_path: Path):
    words = [canary() for _ in range(50)]
    with store.open_case(path) as case:
        put_canaries(case, words)
    second_name = tmp_path / "second name of the same bytes"
    second_name.hardlink_to(path)
    with second_name.open("rb") as held:
        store.purge(path)
        assert held.read() == b""
    assert left(tmp_path, words) == []


def test_a_case_that_somebody_works_on_is_not_purged(path: Path):
    with store.open_case(path) as case:
        store.add_documents(case, [letter()])
        with pytest.raises(PostroomError, match="Another Postroom is working on"):
            store.purge(path)
        assert len(store.documents(case)) == 1


@pytest.mark.parametrize(
    "content", [b"Dear Sir or Madam", b"SQLite format 3\x00" + bytes(200)]
)
def test_a_file_that_is_no_case_file_is_not_purged(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(PostroomError, match="is not a Postroom case file"):
        store.purge(path)
    assert path.read_bytes() == content


def test_a_missing_case_file_cannot_be_purged(path: Path):
    with pytest.raises(PostroomError, match="There is no case file"):
        store.purge(path)
    assert list(path.parent.iterdir()) == []
