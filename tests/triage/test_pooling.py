from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.triage.pooling import fit_weights, log_shares, pooled

SCORES = arrays(np.float64, (6, 4), elements=st.floats(-500, 500))


def source(gold, knows: float, seed: int, categories: int = 4):
    scores = np.random.default_rng(seed).normal(size=(len(gold), categories))
    scores[np.arange(len(gold)), gold] += knows
    return scores


GOLD = np.random.default_rng(0).integers(0, 4, 400)


@given(SCORES)
def test_logarithms_of_shares_sum_to_one_once_raised(scores):
    found = log_shares(scores)
    assert np.allclose(np.exp(found).sum(axis=1), 1)
    assert (found <= 0).all()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(SCORES, min_size=1, max_size=4),
    arrays(np.int64, 6, elements=st.integers(0, 3)),
)
def test_no_weight_is_negative_or_without_end(sources, gold):
    found = fit_weights(sources, gold, [0.5] * len(sources))
    assert np.isfinite(found).all()
    assert (found > 0).all()


def test_a_useless_source_gets_little_weight():
    good, useless = source(GOLD, 2.0, seed=1), source(GOLD, 0.0, seed=2)
    found = fit_weights([good, useless], GOLD, [1.0, 1.0])
    assert found[1] < 0.2 * found[0]


def test_a_source_that_misleads_gets_next_to_none():
    good, wrong = source(GOLD, 2.0, seed=1), source(GOLD, -2.0, seed=2)
    found = fit_weights([good, wrong], GOLD, [1.0, 1.0])
    assert found[1] < 0.05 * found[0]


def test_two_that_know_different_things_are_better_together():
    ours, theirs = source(GOLD, 1.5, seed=1), source(GOLD, 1.5, seed=2)
    found = fit_weights([ours, theirs], GOLD, [1.0, 1.0])
    assert found[0] == pytest.approx(found[1], rel=0.3)
    rows = np.arange(len(GOLD))
    both = log_shares(pooled([ours, theirs], found))[rows, GOLD].sum()
    assert both > log_shares(ours * fit_weights([ours], GOLD, [1.0]))[rows, GOLD].sum()


def test_without_labels_the_usual_weights_hold():
    empty = np.empty((0, 4))
    found = fit_weights([empty, empty], np.empty(0, dtype=np.int64), [5.0, 0.1])
    assert np.allclose(found, [5.0, 0.1])


def test_a_few_labels_hardly_move_the_usual_weights():
    few = GOLD[:3]
    found = fit_weights([source(few, 2.0, 1), source(few, 0.0, 2)], few, [1.0, 1.0])
    assert (found > 0.6).all()
    assert (found < 1.7).all()


@given(SCORES, SCORES)
def test_the_pool_is_the_weighted_sum(ours, theirs):
    assert np.allclose(pooled([ours, theirs], np.array([2.0, 0.5])), 2 * ours + theirs / 2)
