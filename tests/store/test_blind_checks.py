from __future__ import annotations

from pathlib import Path

import pytest

from app import store
from app.records import BlindAnswer, BlindCheck, Label, PostroomError
from tests.store.made import (
    letter,
    letter_item,
    read_in,
    row_item,
    text_hash,
    verdict,
)


@pytest.fixture(autouse=True)
def decided(case: store.CaseFile) -> None:
    """A workbook with items 1 to 3, a letter with item 4, all but item 3 decided."""
    read_in(case, letter("a.xlsx"), [row_item(text) for text in ("lamp", "hole", "tree")])
    read_in(case, letter("b.pdf"), [letter_item("Dear office")])
    decide(case, "Lighting")


def decide(case: store.CaseFile, category: str) -> None:
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    store.put_verdicts(case, run, [(key, verdict(category, 0.75)) for key in (1, 2, 4)])


def programs(case: store.CaseFile, check: int) -> dict[int, str | None]:
    return {one.item: one.program for one in store.check_answers(case, check)}


def test_a_check_keeps_its_sample_in_the_order_it_was_drawn(case: store.CaseFile):
    assert store.checks(case) == []
    assert store.begin_check(case, [(4, 1.0), (1, 2.5), (3, 1.0)]) == 1
    assert store.begin_check(case, [(2, 1.0)]) == 2
    at = [check.at for check in store.checks(case)]
    assert store.checks(case) == [
        BlindCheck(key=1, at=at[0], items=(4, 1, 3)),
        BlindCheck(key=2, at=at[1], items=(2,)),
    ]


def test_answers_come_back_with_what_the_program_had_said(case: store.CaseFile):
    check = store.begin_check(case, [(4, 1.0), (1, 2.5), (3, 1.0)])
    store.answer_check(case, check, 1, "ben", "Roads")
    store.answer_check(case, check, 3, "ana", "Trees", 8.5)
    store.answer_check(case, check, 1, "ana", "Lighting", 3.0)
    store.answer_check(case, check, 4, "ana", "Noise", 2.0)
    told = {
        "program": "Lighting",
        "probability": 0.75,
        "alone": True,
        "language": "en",
    }
    row = told | {"weight": 2.5, "sheet": "Requests"}
    assert store.check_answers(case, check) == [
        BlindAnswer(item=4, person="ana", category="Noise", seconds=2.0, **told),  # type: ignore[arg-type]  # as the fields are
        BlindAnswer(item=1, person="ana", category="Lighting", seconds=3.0, **row),  # type: ignore[arg-type]  # as the fields are
        BlindAnswer(item=1, person="ben", category="Roads", **row),  # type: ignore[arg-type]  # as the fields are
        BlindAnswer(item=3, person="ana", category="Trees", seconds=8.5, sheet="Requests"),
    ]


def test_what_the_program_says_later_does_not_change_a_check(case: store.CaseFile):
    check = store.begin_check(case, [(1, 1.0), (2, 1.0)])
    decide(case, "Roads")
    store.review(case, 2, "Noise", "ana")
    for item in (1, 2):
        store.answer_check(case, check, item, "ana", "Lighting")
    assert programs(case, check) == {1: "Lighting", 2: "Lighting"}


def test_a_persons_word_is_not_taken_for_the_programs(case: store.CaseFile):
    store.review(case, 1, "Roads", "ana")
    store.review(case, 1, "Noise", "ben")
    store.review(case, 2, "Roads", "ana")
    store.undo_review(case, 2, "ana")
    store.review(case, 3, "Trees", "ana")
    check = store.begin_check(case, [(1, 1.0), (2, 1.0), (3, 1.0)])
    for item in (1, 2, 3):
        store.answer_check(case, check, item, "ana", "Waste")
    assert programs(case, check) == {1: "Lighting", 2: "Lighting", 3: None}
    alone = [one.alone for one in store.check_answers(case, check)]
    assert alone == [True, True, False]


def test_each_person_answers_the_whole_sample(case: store.CaseFile):
    check = store.begin_check(case, [(4, 1.0), (1, 1.0), (3, 1.0)])
    store.answer_check(case, check, 1, "ana", "Lighting")
    assert store.unanswered(case, check, "ana") == [4, 3]
    assert store.unanswered(case, check, "ben") == [4, 1, 3]


def test_a_second_answer_takes_the_place_of_the_first_and_is_newer(case: store.CaseFile):
    check = store.begin_check(case, [(1, 1.0), (2, 1.0)])
    store.answer_check(case, check, 1, "ana", "Lighting")
    store.answer_check(case, check, 2, "ana", "Lighting")
    store.answer_check(case, check, 1, "ana", "Roads", 5.0)
    said = [(one.item, one.category) for one in store.check_answers(case, check)]
    assert said == [(1, "Roads"), (2, "Lighting")]


def test_what_no_check_has_cannot_be_answered(case: store.CaseFile):
    check = store.begin_check(case, [(1, 1.0)])
    for number, item in ((check, 2), (check + 1, 1)):
        with pytest.raises(KeyError, match=f"no item {item} in check {number}"):
            store.answer_check(case, number, item, "ana", "Roads")
    assert store.check_answers(case, check) == []


def test_a_sample_with_an_item_that_is_not_there_begins_no_check(case: store.CaseFile):
    with pytest.raises(KeyError, match="no item 9"):
        store.begin_check(case, [(1, 1.0), (9, 1.0)])
    assert store.checks(case) == []


def test_answers_teach_by_the_newest_of_each_item(case: store.CaseFile):
    first = store.begin_check(case, [(1, 1.0), (2, 1.0)])
    store.answer_check(case, first, 1, "ana", "Lighting")
    store.answer_check(case, first, 2, "ana", "Roads")
    second = store.begin_check(case, [(1, 1.0)])
    store.answer_check(case, second, 1, "ben", "Noise")
    store.set_private(case, [1], private=True)

    found = store.checked_labels(case)
    taught = [(one.review, one.item, one.label.category) for one in found]
    assert taught == [(2, 2, "Roads"), (3, 1, "Noise")]
    hole, lamp = store.checked_labels(case)
    assert (hole.private, lamp.private) == (False, True)
    assert lamp.label == Label(
        text="lamp",
        text_hash=text_hash("lamp"),
        category="Noise",
        source="check",
        person="ben",
        at=lamp.label.at,
    )


def test_a_removed_document_takes_its_items_and_answers_out_of_a_check(
    case: store.CaseFile, path: Path
):
    check = store.begin_check(case, [(4, 1.0), (1, 1.0)])
    for item in (4, 1):
        store.answer_check(case, check, item, "ana", f"canary{item}")
    assert store.remove_document(case, 1) is True
    assert [one.items for one in store.checks(case)] == [(4,)]
    assert [one.item for one in store.check_answers(case, check)] == [4]
    assert store.unanswered(case, check, "ben") == [4]
    assert b"canary1" not in path.read_bytes()
    assert case.select("PRAGMA foreign_key_check") == []


def test_a_document_with_an_item_that_a_person_labelled_is_not_read_again(
    case: store.CaseFile,
):
    check = store.begin_check(case, [(4, 1.0), (1, 1.0)])
    store.answer_check(case, check, 4, "ana", "Noise")
    with pytest.raises(PostroomError, match="reviewed"):
        store.wait_again(case, 2)
    store.wait_again(case, 1)
    assert [one.items for one in store.checks(case)] == [(4,)]


def test_the_audit_trail_tells_of_a_check_but_not_what_was_answered(case: store.CaseFile):
    check = store.begin_check(case, [(4, 1.0), (1, 1.0)])
    store.answer_check(case, check, 4, "ana", "Noise")
    told = [(entry.action, entry.detail) for entry in store.audit_trail(case)][-2:]
    assert told == [
        ("blind check begun", {"check": 1, "items": 2}),
        ("check answered", {"check": 1, "item": 4, "person": "ana"}),
    ]
    assert store.check_audit(case) == ""
