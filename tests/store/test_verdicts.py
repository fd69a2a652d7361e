from __future__ import annotations

from dataclasses import replace

import pytest

from app import store
from app.records import DocumentState, RowFilter, Status, Verdict
from tests.store.made import letter, letter_item, read_in, row_item, text_hash, verdict


@pytest.fixture(autouse=True)
def three_items(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(text) for text in ("lamp", "pothole", "tree")])


def begin(case: store.CaseFile) -> int:
    return store.begin_run(case, "sort", settings={}, scheme={}, models={})


def test_a_verdict_comes_back_whole(case: store.CaseFile):
    whole = verdict("Lighting", 0.25, quote="the “lamp” is out\nagain")
    bare = Verdict(
        category=None, status=Status.FAILED, reason="No text.", reason_code="no text"
    )
    assert store.put_verdicts(case, begin(case), [(1, whole), (3, bare)]) == 2
    stored = [store.verdict(case, key) for key in (1, 2, 3)]
    assert stored == [whole, None, bare]


def test_a_later_run_replaces_what_an_earlier_one_decided(case: store.CaseFile):
    store.put_verdicts(case, begin(case), [(1, verdict("Lighting"))])
    store.put_verdicts(case, begin(case), [(1, verdict("Roads"))])
    assert store.verdict(case, 1) == verdict("Roads")


def test_what_a_person_has_reviewed_no_run_changes(case: store.CaseFile):
    store.put_verdicts(case, begin(case), [(1, verdict("Lighting", 0.5, "lamp"))])
    store.review(case, 1, "Lighting", "ana")
    store.review(case, 2, "Roads", "ana")
    stored = [store.verdict(case, key) for key in (1, 2)]
    assert (
        store.put_verdicts(case, begin(case), [(n, verdict("Waste")) for n in (1, 2, 3)])
        == 1
    )
    assert [store.verdict(case, key) for key in (1, 2)] == stored
    assert store.verdict(case, 3) == verdict("Waste")


def test_confirming_a_category_keeps_what_spoke_for_it(case: store.CaseFile):
    unsure = replace(
        verdict("Lighting", 0.5, "lamp"),
        status=Status.NEEDS_REVIEW,
        reason="Two categories fit.",
        reason_code="unsure",
    )
    store.put_verdicts(case, begin(case), [(1, unsure)])
    store.review(case, 1, "Lighting", "ana")
    assert store.verdict(case, 1) == replace(
        verdict("Lighting", 0.5, "lamp"), reviewed=True
    )


def test_another_category_drops_what_spoke_for_the_old_one(case: store.CaseFile):
    store.put_verdicts(case, begin(case), [(1, verdict("Lighting", 0.5, "lamp"))])
    store.review(case, 1, "Roads", "ana")
    assert store.verdict(case, 1) == Verdict(
        category="Roads",
        runner_up="Lighting",
        status=Status.SORTED,
        language="en",
        read_by_model=True,
        reviewed=True,
    )


def test_all_reviews_are_kept_and_none_can_be_changed(case: store.CaseFile):
    store.review(case, 1, "Lighting", "ana")
    store.review(case, 1, "Roads", "ben")
    said = [(r.item, r.person, r.before, r.category) for r in store.reviews(case, 1)]
    assert said == [(1, "ana", None, "Lighting"), (1, "ben", "Lighting", "Roads")]
    with pytest.raises(Exception, match="a review is never changed"):
        case.execute("UPDATE review SET person = 'eve'")
    with pytest.raises(Exception, match="goes only when its item goes"):
        case.execute("DELETE FROM review")
    store.remove_document(case, 1)
    assert case.number("SELECT count(*) FROM review") == 0


def test_the_items_that_a_run_has_still_to_decide_are_those_left(case: store.CaseFile):
    store.put_verdicts(case, begin(case), [(n, verdict()) for n in (1, 2, 3)])
    run = begin(case)
    assert store.count_items(case, not_by=run) == 3
    store.put_verdicts(case, run, [(2, verdict())])
    store.review(case, 3, "Roads", "ana")
    left = [s.item.key for b in store.each_items(case, not_by=run, batch=1) for s in b]
    assert left == [1]
    assert store.count_items(case, not_by=run) == 1
    assert store.count_items(case) == 3


def test_verdicts_may_be_stored_while_items_are_walked(case: store.CaseFile):
    run = begin(case)
    walked = []
    for batch in store.each_items(case, not_by=run, batch=1):
        walked += [entry.item.key for entry in batch]
        store.put_verdicts(case, run, [(entry.item.key, verdict()) for entry in batch])
    assert walked == [1, 2, 3]
    assert store.count_items(case, not_by=run) == 0


def test_an_item_that_is_not_there_is_a_fault_of_the_asker(case: store.CaseFile):
    for ask in (store.item, store.verdict, store.row):
        with pytest.raises(KeyError, match="no item 9"):
            ask(case, 9)
    with pytest.raises(KeyError, match="no item 9"):
        store.review(case, 9, "Roads", "ana")


def test_decided_items_come_in_input_order_and_in_pages(case: store.CaseFile):
    run = begin(case)
    store.put_verdicts(case, run, [(3, verdict("Trees", 0.75)), (1, verdict("Lighting"))])
    read_in(case, letter("b.pdf"), [letter_item("Dear office")])
    bare = Verdict(category=None, status=Status.FAILED)
    store.put_verdicts(case, run, [(4, bare)])
    store.review(case, 3, "Noise", "ana")
    store.set_private(case, [1, 4], private=True)
    expected = [
        store.DecidedItem(
            item=1,
            text_hash=text_hash("lamp"),
            category="Lighting",
            probability=0.5,
            status=Status.SORTED,
            reviewed=False,
            private=True,
            language="en",
            sheet="Requests",
        ),
        store.DecidedItem(
            item=3,
            text_hash=text_hash("tree"),
            category="Noise",
            probability=None,
            status=Status.SORTED,
            reviewed=True,
            private=False,
            language="en",
            sheet="Requests",
        ),
        store.DecidedItem(
            item=4,
            text_hash=text_hash("Dear office"),
            category=None,
            probability=None,
            status=Status.FAILED,
            reviewed=False,
            private=True,
            language="",
            sheet="",
        ),
    ]
    assert list(store.each_decided(case)) == [expected]
    assert list(store.each_decided(case, batch=2)) == [expected[:2], expected[2:]]
    assert list(store.each_decided(case, batch=1)) == [[one] for one in expected]


def test_a_document_without_items_is_no_decided_item(case: store.CaseFile):
    read_in(case, letter("broken.pdf"), [], state=DocumentState.FAILED)
    assert list(store.each_decided(case)) == []


def test_verdicts_may_be_stored_while_decided_items_are_walked(case: store.CaseFile):
    run = begin(case)
    store.put_verdicts(case, run, [(n, verdict()) for n in (1, 2, 3)])
    walked = []
    for batch in store.each_decided(case, batch=1):
        walked += [one.item for one in batch]
        store.put_verdicts(case, run, [(one.item, verdict("Waste")) for one in batch])
    assert walked == [1, 2, 3]


def test_items_are_marked_private_and_no_longer_so(case: store.CaseFile):
    def private() -> list[bool]:
        return [row.private for row in store.rows(case, RowFilter(), 0, 10)]

    assert private() == [False, False, False]
    assert store.set_private(case, [1, 3, 99], private=True) == 2
    assert private() == [True, False, True]
    assert store.row(case, 3).private
    assert store.set_private(case, [1, 2], private=True) == 1
    assert store.set_private(case, [1], private=False) == 1
    assert store.set_private(case, [1], private=False) == 0
    assert private() == [False, True, True]
    told = [entry.detail for entry in store.audit_trail(case)][-3:]
    assert told == [
        {"items": 2, "private": True},
        {"items": 1, "private": True},
        {"items": 1, "private": False},
    ]


def test_neither_a_run_nor_a_person_changes_what_is_private(case: store.CaseFile):
    store.set_private(case, [1], private=True)
    store.put_verdicts(case, begin(case), [(1, verdict())])
    store.review(case, 1, "Waste", "ana")
    store.undo_review(case, 1, "ana")
    assert store.row(case, 1).private
