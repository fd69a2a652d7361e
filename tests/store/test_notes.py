"""Notes on items, and what is known of items that need review."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app import store
from app.records import RowFilter, Status
from app.store import CaseFile
from tests.store.made import MODEL, letter, read_in, row_item, text_hash, verdict


@pytest.fixture
def sheet(case: CaseFile) -> CaseFile:
    texts = ("lamp is out", "lamp is dark", "lamp is out", "secret lamp", "hole", "luz")
    rows = [row_item(text, number) for number, text in enumerate(texts, 2)]
    read_in(case, letter("a.xlsx", kind="workbook"), rows)
    unsure = replace(verdict("Lighting", 0.3, "lamp"), status=Status.NEEDS_REVIEW)
    store.put_verdicts(case, 1, [(key, unsure) for key in range(1, 7)])
    return case


def test_a_note_stands_until_another_takes_its_place(sheet: CaseFile):
    store.put_note(sheet, 1, " Ask the ward office ", "ana")
    store.put_note(sheet, 2, "Call back", "ana")
    store.put_note(sheet, 1, "Asked", "ben")
    assert store.notes(sheet, [1, 2, 3]) == {1: "Asked", 2: "Call back"}
    assert store.count_notes(sheet) == 2


def test_an_empty_note_takes_the_note_away(sheet: CaseFile):
    store.put_note(sheet, 1, "Ask", "ana")
    store.put_note(sheet, 1, "  ", "ana")
    assert store.notes(sheet, [1]) == {}


def test_the_trail_tells_of_a_note_but_not_what_it_says(sheet: CaseFile):
    store.put_note(sheet, 1, "Mrs. Whitcombe is ill", "ana")
    entry = list(store.audit_trail(sheet))[-1]
    assert entry.action == "note kept"
    assert "Whitcombe" not in str(entry)
    assert store.check_audit(sheet) == ""


def test_a_note_goes_with_its_document(sheet: CaseFile):
    store.put_note(sheet, 1, "Ask", "ana")
    store.remove_document(sheet, 1)
    assert store.count_notes(sheet) == 0
    assert b"Ask" not in sheet.path.read_bytes()


def test_there_is_no_note_on_an_item_that_is_not_there(sheet: CaseFile):
    with pytest.raises(KeyError):
        store.put_note(sheet, 99, "Ask", "ana")


def test_the_queue_has_what_needs_review_in_order_of_rank(sheet: CaseFile):
    store.put_priorities(sheet, [5, 2, 1])
    store.review(sheet, 2, "Lighting", "ana")
    assert store.review_queue(sheet) == [5, 1, 3, 4, 6]
    assert store.count_reviewed(sheet) == 1


def test_the_queue_is_read_in_order_from_an_index(sheet: CaseFile):
    plan = " ".join(
        row["detail"]
        for row in sheet.select(
            "EXPLAIN QUERY PLAN SELECT item FROM result WHERE result.status = "
            "'needs review' AND result.reviewed = 0 AND item IS NOT NULL "
            "ORDER BY result.priority NULLS LAST, result.position"
        )
    )
    assert "result_status_priority" in plan


def test_likely_categories_come_back_with_their_run(sheet: CaseFile):
    store.put_likely(sheet, [(1, [(2, 0.5), (0, 0.25)]), (2, ())])
    assert store.likely(sheet, [1, 2, 3]) == {1: (1, [(2, 0.5), (0, 0.25)])}


def test_a_reviewed_item_keeps_what_was_likely_when_it_was_reviewed(sheet: CaseFile):
    store.put_likely(sheet, [(1, [(2, 0.5)])])
    store.review(sheet, 1, "Roads", "ana")
    store.put_likely(sheet, [(1, [(0, 0.9)])])
    assert store.likely(sheet, [1])[1][1] == [(2, 0.5)]


def test_categories_that_were_chosen_most_come_first(sheet: CaseFile):
    for key, category in ((1, "Roads"), (2, "Lighting"), (3, "Roads")):
        store.review(sheet, key, category, "ana")
    store.undo_review(sheet, 2, "ana")
    assert store.chosen_categories(sheet) == ["Roads", "Lighting"]


def _vectors(case: CaseFile) -> None:
    texts = ("lamp is out", "lamp is dark", "secret lamp", "hole", "luz")
    rows = np.eye(5, dtype=np.float32)
    store.put_vectors(case, MODEL, [text_hash(text) for text in texts], rows)


def test_waiting_texts_leave_out_private_reviewed_and_unknown_languages(sheet: CaseFile):
    _vectors(sheet)
    store.set_private(sheet, [4], private=True)
    store.review(sheet, 5, "Roads", "ana")
    sheet.execute("UPDATE result SET reason_code = 'language' WHERE item = 6")
    found = store.waiting_texts(sheet, MODEL, 100)
    assert found.items.tolist() == [1, 2, 3]
    assert found.vectors.tolist() == np.eye(5)[[0, 1, 0]].tolist()
    assert store.waiting_with_text(sheet, text_hash("lamp is out"), 9) == [1, 3]
    assert store.waiting_with_text(sheet, text_hash("secret lamp"), 9) == []


def test_waiting_texts_are_at_most_as_many_as_asked_for(sheet: CaseFile):
    _vectors(sheet)
    assert store.waiting_texts(sheet, MODEL, 2).items.tolist() == [1, 2]
    assert len(store.waiting_texts(sheet, "c" * 64, 2).vectors) == 0


def test_the_vector_of_an_item_tells_its_model(sheet: CaseFile):
    _vectors(sheet)
    found = store.vector_of_item(sheet, 2, ["c" * 64, MODEL])
    assert found is not None
    assert found[0] == text_hash("lamp is dark")
    assert found[1] == MODEL
    assert found[2].tolist() == [0, 1, 0, 0, 0]
    assert store.vector_of_item(sheet, 2, ["c" * 64]) is None
    with pytest.raises(KeyError):
        store.vector_of_item(sheet, 99, [MODEL])


def test_rows_carry_no_note_unless_asked(sheet: CaseFile):
    store.put_note(sheet, 1, "Ask", "ana")
    assert [row.note for row in store.rows(sheet, RowFilter(), 0, 2)] == ["", ""]
    assert store.row(sheet, 1).note == "Ask"
    assert store.row(sheet, 2).note == ""
