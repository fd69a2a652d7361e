from __future__ import annotations

from dataclasses import replace

import pytest

from app import store
from app.records import Status, Verdict
from tests.store.made import letter, read_in, row_item, verdict


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
