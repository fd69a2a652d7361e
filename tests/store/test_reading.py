from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import store
from app.records import Document, DocumentState, Item, Part, PartState, Passage, Place
from tests.store.made import Read, ended, letter, letter_item, read_in, row_item, text_hash

PARTS = (
    Part(state=PartState.READ, first=1, last=1),
    Part(state=PartState.RECOGNIZED, first=2, last=2, confidence=0.5),
    Part(state=PartState.FAILED, first=3, last=3, reason="The page is damaged."),
    Part(state=PartState.EMPTY, first=4, last=9, sheet="Requests"),
)


def test_a_reading_is_stored_whole(case: store.CaseFile):
    store.add_documents(case, [letter()])
    item = letter_item("Dear office", "the lamp is out")
    found = letter("letter.pdf > a.txt", path="/in/letter.pdf", inner=("a.txt",))
    end = replace(
        letter(),
        key=1,
        kind="pdf",
        state=DocumentState.PARTLY,
        reason="Page 3 is damaged.",
        reason_code="damaged",
        sha256="e" * 64,
        size=77,
    )
    counts = list(store.keep_reading(case, 1, [*PARTS, item, found, end], text_hash))
    assert counts == [1]
    assert store.document(case, 1) == end
    assert store.parts(case, 1) == PARTS
    assert list(store.each_items(case)) == [
        [
            store.StoredItem(
                item=replace(item, key=1, document=1), text_hash=text_hash(item.text)
            )
        ]
    ]
    assert store.documents_inside(case, 1) == [replace(found, key=2)]


def test_long_readings_are_committed_in_batches(case: store.CaseFile):
    store.add_documents(case, [letter()])
    items = [row_item(f"request {n}", n) for n in range(2, 1300)]
    read: list[Read] = [*items, ended(letter())]
    assert list(store.keep_reading(case, 1, read, text_hash)) == [500, 1000, 1298]
    assert [s.item.place.row for b in store.each_items(case) for s in b] == list(
        range(2, 1300)
    )


def test_a_reading_that_was_cut_off_is_done_again_from_nothing(case: store.CaseFile):
    store.add_documents(case, [letter()])
    found = letter("a > b", path="/in/letter.pdf", inner=("b",))
    items = [row_item(f"request {n}", n) for n in range(2, 1002)]
    reading = store.keep_reading(case, 1, [PARTS[0], found, *items], text_hash)
    assert next(reading) == 498
    reading.close()  # type: ignore[attr-defined]  # a generator behind an iterator
    assert store.document(case, 1).state is DocumentState.WAITING
    assert store.count_items(case) == 498

    again: list[Read] = [PARTS[0], found, *items, ended(letter())]
    assert list(store.keep_reading(case, 1, again, text_hash))[-1] == 1000
    assert [s.item.place.row for b in store.each_items(case) for s in b] == list(
        range(2, 1002)
    )
    assert store.parts(case, 1) == PARTS[:1]
    assert [d.inner for d in store.documents_inside(case, 1)] == [("b",)]


def test_items_get_their_keys_in_input_order(case: store.CaseFile):
    assert read_in(case, letter("1"), [row_item("a"), row_item("b")]) == [1, 2]
    assert read_in(case, letter("2"), [row_item("c")]) == [3]


def test_a_document_that_is_not_waiting_is_not_read(case: store.CaseFile):
    read_in(case, letter(), [row_item("a")])
    with pytest.raises(ValueError, match="is not waiting"):
        store.begin_reading(case, 1)


def test_a_reading_without_its_end_is_a_fault_of_the_reader(case: store.CaseFile):
    store.add_documents(case, [letter()])
    with pytest.raises(ValueError, match="ended without the document"):
        list(store.keep_reading(case, 1, [row_item("a")], text_hash))
    with pytest.raises(ValueError, match="has not been read"):
        store.finish_reading(case, replace(letter(), key=1))
    assert store.document(case, 1).state is DocumentState.WAITING


def test_half_characters_are_replaced_one_for_one(case: store.CaseFile):
    item = row_item("caf\ud800 x", 2, **{"he\udfffad": "ce\ud83dll"})
    read_in(case, letter(), [item])
    stored = store.item(case, 1)
    assert stored.text == "caf\ufffd x"
    assert stored.columns == {"id": "2", "text": "caf\ufffd x", "he\ufffdad": "ce\ufffdll"}


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
places = st.builds(
    Place,
    page=st.none() | st.integers(1, 10_000),
    sheet=st.none() | words,
    row=st.none() | st.integers(1, 2_000_000),
)
passages = st.builds(
    Passage, start=st.integers(0, 10**9), end=st.integers(0, 10**9), place=places
)
items = st.builds(
    Item,
    place=places,
    text=words,
    passages=st.lists(passages, max_size=3).map(tuple),
    columns=st.dictionaries(words, words, max_size=4),
    confidence=st.none() | st.floats(0, 1),
)


@settings(max_examples=20, deadline=None)
@given(given_items=st.lists(items, max_size=5))
def test_whatever_an_item_holds_comes_back(given_items: list[Item]):
    with (
        tempfile.TemporaryDirectory() as folder,
        store.open_case(Path(folder) / "x.postroom") as case,
    ):
        keys = read_in(case, letter(), given_items)
        stored = [store.item(case, key) for key in keys]
        assert stored == [
            replace(item, key=key, document=1)
            for key, item in zip(keys, given_items, strict=True)
        ]
        assert [list(item.columns) for item in stored] == [
            list(item.columns) for item in given_items
        ]


def test_only_the_document_itself_ends_its_reading(case: store.CaseFile):
    inner = ("mail.mbox", "1.eml")
    outer: Document = letter("box", inner=("mail.mbox",))
    found = letter("box > 1", path=outer.path, inner=inner)
    store.add_documents(case, [outer])
    read = [found, ended(outer)]
    assert list(store.keep_reading(case, 1, read, text_hash)) == [0]
    assert store.document(case, 1).state is DocumentState.READ
    assert store.document(case, 2).state is DocumentState.WAITING
