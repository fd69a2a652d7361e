from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import store
from app.records import Label, Review, RowFilter, Status, Verdict
from tests.store.made import letter, read_in, row_item, text_hash, verdict

TEXTS = ("lamp", "pothole", "tree", "Lamp")
UNSURE = replace(
    verdict("Lighting", 0.125, "lamp"),
    status=Status.NEEDS_REVIEW,
    reason="Two categories fit.",
    reason_code="unsure",
    calibrated=True,
)


@pytest.fixture(autouse=True)
def four_items(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(text, row) for row, text in enumerate(TEXTS, 2)])
    store.put_verdicts(case, begin(case), [(1, UNSURE)])


def begin(case: store.CaseFile) -> int:
    return store.begin_run(case, "sort", settings={}, scheme={}, models={})


def learned(case: store.CaseFile) -> list[tuple[int, int, str]]:
    found = store.standing_reviews(case)
    return [(one.review, one.item, one.label.category) for one in found]


def test_a_review_keeps_how_long_the_person_looked(case: store.CaseFile):
    store.review(case, 1, "Roads", "ana", seconds=7.25)
    store.review(case, 1, "Lighting", "ben")
    first, second = store.reviews(case, 1)
    assert first == Review(
        item=1,
        at=first.at,
        person="ana",
        before="Lighting",
        category="Roads",
        seconds=7.25,
    )
    assert second.seconds is None


@pytest.mark.parametrize("category", ["Lighting", "Roads"])
def test_a_review_that_is_taken_back_leaves_the_verdict_as_it_was(
    case: store.CaseFile, category: str
):
    before = tuple(case.select("SELECT * FROM result WHERE item = 1")[0])
    store.review(case, 1, category, "ana")
    assert store.undo_review(case, 1, "ben") is True
    assert store.verdict(case, 1) == UNSURE
    assert tuple(case.select("SELECT * FROM result WHERE item = 1")[0]) == before
    assert store.reviews(case, 1) == []


def test_an_undecided_item_is_undecided_again_and_a_run_decides_it(case: store.CaseFile):
    store.review(case, 2, "Roads", "ana")
    assert store.undo_review(case, 2, "ana")
    assert store.verdict(case, 2) is None
    assert store.put_verdicts(case, begin(case), [(2, verdict("Waste"))]) == 1
    assert store.verdict(case, 2) == verdict("Waste")


def test_an_earlier_word_stands_again_when_a_later_one_is_taken_back(case: store.CaseFile):
    store.review(case, 1, "Roads", "ana")
    said_first = store.verdict(case, 1)
    store.review(case, 1, "Waste", "ben")
    store.review(case, 1, "Noise", "cleo")
    assert store.undo_review(case, 1, "cleo")
    assert [r.person for r in store.reviews(case, 1)] == ["ana", "ben"]
    assert store.undo_review(case, 1, "cleo")
    assert store.verdict(case, 1) == said_first
    assert [r.person for r in store.reviews(case, 1)] == ["ana"]
    assert store.put_verdicts(case, begin(case), [(1, verdict("Waste"))]) == 0
    assert store.undo_review(case, 1, "cleo")
    assert store.verdict(case, 1) == UNSURE
    assert store.undo_review(case, 1, "cleo") is False
    assert store.verdict(case, 1) == UNSURE


def test_an_item_can_be_reviewed_again_after_its_review_was_taken_back(
    case: store.CaseFile,
):
    store.review(case, 1, "Roads", "ana")
    store.undo_review(case, 1, "ana")
    store.review(case, 1, "Waste", "ana")
    assert [r.category for r in store.reviews(case, 1)] == ["Waste"]
    assert store.undo_review(case, 1, "ana")
    assert store.verdict(case, 1) == UNSURE


def test_taking_back_is_recorded_and_nothing_is_deleted(case: store.CaseFile):
    store.review(case, 1, "Roads", "ana")
    store.undo_review(case, 1, "ben")
    kept = case.select("SELECT person, before, category, undoes FROM review ORDER BY key")
    assert [tuple(row) for row in kept] == [
        ("ana", "Lighting", "Roads", None),
        ("ben", "Roads", "Lighting", 1),
    ]
    last = list(store.audit_trail(case))[-1]
    assert (last.action, last.detail) == (
        "review taken back",
        {"item": 1, "before": "Roads", "category": "Lighting", "person": "ben"},
    )
    assert store.check_audit(case) == ""
    assert store.undo_review(case, 2, "ben") is False
    assert list(store.audit_trail(case))[-1] == last


def test_taking_back_a_review_of_no_item_is_a_fault_of_the_asker(case: store.CaseFile):
    with pytest.raises(KeyError, match="no item 9"):
        store.undo_review(case, 9, "ana")


def test_each_item_teaches_by_the_newest_word_that_stands(case: store.CaseFile):
    for item, category in ((2, "Roads"), (1, "Lighting"), (2, "Noise"), (4, "Trees")):
        store.review(case, item, category, "ana")
    store.undo_review(case, 4, "ana")
    store.set_private(case, [2], private=True)
    lighting, noise = store.standing_reviews(case)
    assert (lighting.review, lighting.item, lighting.private) == (2, 1, False)
    assert (noise.review, noise.item, noise.private) == (3, 2, True)
    assert noise.label == Label(
        text="pothole",
        text_hash=text_hash("pothole"),
        category="Noise",
        source="correction",
        person="ana",
        at=store.reviews(case, 2)[-1].at,
    )


def test_what_is_taken_back_teaches_no_more_and_what_stood_before_teaches_again(
    case: store.CaseFile,
):
    assert learned(case) == []
    store.review(case, 1, "Lighting", "ana")  # 1
    store.review(case, 2, "Roads", "ana")  # 2
    store.review(case, 1, "Noise", "ana")  # 3
    assert learned(case) == [(2, 2, "Roads"), (3, 1, "Noise")]
    store.undo_review(case, 1, "ana")
    assert learned(case) == [(1, 1, "Lighting"), (2, 2, "Roads")]
    store.undo_review(case, 2, "ana")
    assert learned(case) == [(1, 1, "Lighting")]


def test_two_items_of_the_same_text_both_teach(case: store.CaseFile):
    store.review(case, 1, "Lighting", "ana")
    store.review(case, 4, "Noise", "ben")
    first, second = store.standing_reviews(case)
    assert first.label.text_hash == second.label.text_hash
    assert [first.label.text, second.label.text] == ["lamp", "Lamp"]


def test_no_review_has_a_key_that_another_one_had(case: store.CaseFile):
    store.review(case, 1, "Lighting", "ana")
    store.remove_document(case, 1)
    assert store.standing_reviews(case) == []
    (item,) = read_in(case, letter("next"), [row_item("lamp")])
    store.review(case, item, "Lighting", "ana")
    assert learned(case) == [(2, item, "Lighting")]


def test_what_a_review_kept_of_a_text_goes_with_its_document(
    case: store.CaseFile, path: Path
):
    store.put_verdicts(case, begin(case), [(2, verdict("Roads", 0.5, "canaryinevidence"))])
    store.review(case, 2, "Waste", "ana")
    store.undo_review(case, 2, "ana")
    assert store.remove_document(case, 1) is True
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"canaryinevidence" not in content


def test_rows_tell_what_a_person_has_reviewed(case: store.CaseFile):
    store.review(case, 1, "Lighting", "ana")
    store.review(case, 3, "Noise", "ana")
    store.undo_review(case, 3, "ana")

    def found(wanted: RowFilter) -> list[int]:
        return [row.item.key for row in store.rows(case, wanted, 0, 10) if row.item]

    assert found(RowFilter()) == [1, 2, 3, 4]
    assert found(RowFilter(reviewed=True)) == [1]
    assert found(RowFilter(reviewed=False)) == [2, 3, 4]


def test_a_failed_item_that_a_person_sorted_fails_again_when_that_is_taken_back(
    case: store.CaseFile,
):
    empty = Verdict(
        category=None, status=Status.FAILED, reason="No text.", reason_code="no text"
    )
    store.put_verdicts(case, begin(case), [(3, empty)])
    store.review(case, 3, "Noise", "ana")
    store.undo_review(case, 3, "ana")
    assert store.verdict(case, 3) == empty
