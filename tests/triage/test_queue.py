from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage import queue
from app.triage.queue import review_order
from tests.triage.worlds import DIMENSIONS, unit


def world(count: int, seed: int = 0):
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(4, DIMENSIONS))
    vectors = unit(
        centres[chance.integers(0, 4, count)] + chance.normal(size=(count, DIMENSIONS))
    )
    sure = chance.uniform(0.2, 0.6, count)
    hashes = [f"{number:06d}" for number in chance.permutation(count)]
    return vectors, sure, sure * chance.random(count), hashes


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 10**6), st.sampled_from([0, 5, 500]))
def test_every_item_is_in_the_order_once_and_input_order_has_no_say(count, seed, diverse):
    vectors, sure, margins, hashes = world(count, seed)
    order = np.random.default_rng(seed).permutation(count)
    before = queue.DIVERSE
    queue.DIVERSE = diverse
    try:
        found = review_order(vectors, sure, margins, hashes)
        moved = review_order(
            vectors[order], sure[order], margins[order], [hashes[n] for n in order]
        )
    finally:
        queue.DIVERSE = before
    assert sorted(found) == list(range(count))
    assert [hashes[n] for n in found] == [hashes[order[n]] for n in moved]


def test_of_items_equally_like_others_the_hardest_comes_first():
    vectors = np.eye(6)
    sure = np.array([0.5, 0.3, 0.5, 0.4, 0.9, 0.5])
    margins = np.array([0.4, 0.05, 0.1, 0.1, 0.8, 0.2])
    assert review_order(vectors, sure, margins, list("abcdef")) == (1, 3, 2, 5, 0, 4)


def test_what_many_others_are_like_comes_before_what_is_like_nothing():
    chance = np.random.default_rng(0)
    crowd = unit(np.eye(DIMENSIONS)[0] + 0.05 * chance.normal(size=(30, DIMENSIONS)))
    alone = unit(chance.normal(size=(30, DIMENSIONS)))
    vectors = np.concatenate([alone, crowd])
    same = np.full(60, 0.4)
    assert review_order(vectors, same, same, [f"{n:02d}" for n in range(60)])[0] >= 30


def test_after_one_of_each_kind_come_their_repetitions():
    chance = np.random.default_rng(1)
    kinds = np.repeat(np.arange(5), 6)
    vectors = unit(np.eye(DIMENSIONS)[kinds] + 0.01 * chance.normal(size=(30, DIMENSIONS)))
    same = np.full(30, 0.4)
    found = review_order(vectors, same, same, [f"{n:02d}" for n in range(30)])
    assert sorted(kinds[list(found[:5])].tolist()) == [0, 1, 2, 3, 4]


def test_of_equals_the_lowest_hash_comes_first():
    vectors = np.tile(np.eye(3)[0], (4, 1))
    same = np.full(4, 0.5)
    assert review_order(vectors, same, same, ["d", "b", "c", "a"]) == (3, 1, 2, 0)


def test_beyond_those_compared_items_still_hear_how_many_are_like_them(monkeypatch):
    vectors, sure, margins, hashes = world(300)
    whole = queue.density(queue.centred(vectors.astype(np.float32)))
    monkeypatch.setattr(queue, "COMPARED", 150)
    monkeypatch.setattr(queue, "ROWS", 64)
    part = queue.density(queue.centred(vectors.astype(np.float32)))
    assert np.corrcoef(whole, part)[0, 1] > 0.9
    assert (part > 0).all()
    assert sorted(review_order(vectors, sure, margins, hashes)) == list(range(300))
