from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage import classify, decide, find_statistics, resemblance, speaks_for
from tests.triage.worlds import background, items, meaning, places, scheme

NAMES = ("snow plowing", "street light", "park bench", "water bill")


def statistics_over(vectors, hashes, of=None):
    return find_statistics(vectors, hashes, places(of or scheme(*NAMES)), background())


def test_items_near_a_category_are_sorted_into_it():
    vectors, hashes, gold = items(NAMES, 40)
    scores = decide(vectors, statistics_over(vectors, hashes))
    assert (scores.argmax(axis=1) == gold).mean() > 0.9


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([1, 7, 40]))
def test_the_order_of_the_items_changes_no_decision(chance, each):
    vectors, hashes, _ = items(NAMES, each)
    order = list(range(len(hashes)))
    chance.shuffle(order)
    before = decide(vectors, statistics_over(vectors, hashes))
    shuffled = statistics_over(vectors[order], [hashes[number] for number in order])
    after = decide(vectors[order], shuffled)
    assert np.allclose(before[order], after, atol=1e-9)
    assert (before[order].argmax(axis=1) == after.argmax(axis=1)).all()


@pytest.mark.parametrize("size", [1, 3, 64, 1000])
def test_the_size_of_a_batch_changes_no_decision(size):
    vectors, hashes, _ = items(NAMES, 80)
    statistics = statistics_over(vectors, hashes)
    whole = decide(vectors, statistics)
    parts = [
        decide(vectors[start : start + size], statistics)
        for start in range(0, len(vectors), size)
    ]
    assert np.allclose(np.concatenate(parts), whole, atol=1e-9)
    assert (np.concatenate(parts).argmax(axis=1) == whole.argmax(axis=1)).all()


def test_only_the_items_with_the_lowest_hashes_make_the_statistics(monkeypatch):
    monkeypatch.setattr(classify, "SAMPLE", 20)
    vectors, hashes, _ = items(NAMES, 30)
    lowest = np.argsort(hashes)[:20]
    few = statistics_over(vectors[lowest], [hashes[number] for number in lowest])
    assert (decide(vectors, few) == decide(vectors, statistics_over(vectors, hashes))).all()


def test_a_run_without_items_has_statistics_and_decides_nothing():
    statistics = statistics_over(np.empty((0, 96), dtype=np.float32), [])
    assert decide(np.empty((0, 96)), statistics).shape == (0, 4)


def test_a_single_item_is_sorted_by_what_it_says():
    vector = meaning("snow plowing please")[None]
    assert decide(vector, statistics_over(vector, ["a"])).argmax() == 0


def test_what_resembles_nothing_goes_to_the_category_for_it():
    of = scheme("snow plowing", "street light", "Other", other="Other")
    vectors = np.stack([meaning("snow plowing"), meaning("zebra quartz violin")])
    scores = decide(vectors, statistics_over(vectors, ["a", "b"], of))
    assert scores.argmax(axis=1).tolist() == [0, 2]


def test_one_category_beside_the_one_for_the_rest_is_enough():
    of = scheme("snow plowing", "Other", other="Other")
    vectors, hashes, gold = items(("snow plowing", "zebra quartz violin"), each=20)
    scores = decide(vectors, statistics_over(vectors, hashes, of))
    assert scores.argmax(axis=1).tolist() == gold.tolist()


def test_likeness_alone_never_chooses_the_category_for_the_rest():
    of = scheme("snow plowing", "street light", "Other", other="Other")
    vectors = np.stack([meaning("street light broken"), meaning("zebra quartz violin")])
    scores = resemblance(vectors, places(of))
    assert scores.argmax(axis=1)[0] == 1
    assert scores.argmin(axis=1).tolist() == [2, 2]


def test_a_category_that_lists_two_things_attracts_both():
    of = scheme("snow plowing or street light", "water bill", "park bench")
    vectors, hashes, gold = items(("snow plowing", "street light", "water bill"), 40)
    scores = decide(vectors, statistics_over(vectors, hashes, of))
    assert (scores.argmax(axis=1) == np.array([0, 0, 1])[gold]).mean() > 0.9


def test_the_sentence_that_says_it_speaks_most_and_one_without_words_not_at_all():
    vectors, hashes, _ = items(NAMES, 10)
    segments = np.stack([meaning("hello there"), meaning("snow plowing"), np.zeros(96)])
    speaks = speaks_for(segments, 0, 1, statistics_over(vectors, hashes))
    assert speaks.argmax() == 1
    assert speaks[2] == -np.inf
