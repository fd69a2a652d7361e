from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.triage.calibration import (
    BELIEVED,
    SUREST,
    Calibration,
    calibrate,
    calibration_error,
    exact_interval,
    fit_calibration,
    promise,
    reliability,
    sampling_error,
    shares,
)

SURE = arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 1))


def world(temperature: float, count: int = 3000, categories: int = 5, seed: int = 0):
    """Scores whose shares, divided by the temperature, are exactly true."""
    chance = np.random.default_rng(seed)
    true = chance.normal(scale=2.0, size=(count, categories))
    draws = chance.random((count, 1))
    gold = (shares(true).cumsum(axis=1) < draws).sum(axis=1).clip(0, categories - 1)
    return true * temperature, gold, np.arange(count) % 5


def bent(count: int = 4000, seed: int = 0):
    """Scores of two categories that are sure of themselves and right in but 7 of 10."""
    chance = np.random.default_rng(seed)
    scores = np.zeros((count, 2))
    best = chance.integers(0, 2, count)
    scores[np.arange(count), best] = np.where(chance.random(count) < 0.5, 0.4, 6.0)
    right = chance.random(count) < 0.7
    return scores, np.where(right, best, 1 - best), np.arange(count) % 5


@pytest.mark.parametrize("temperature", [0.7, 1.0, 2.0])
def test_the_temperature_is_found_back(temperature):
    scores, gold, folds = world(temperature)
    found = calibrate(scores, gold, folds)
    assert found.kind == "temperature"
    assert found.temperature == pytest.approx(temperature, rel=0.1)
    top = found.probabilities(scores).max(axis=1)
    right = scores.argmax(axis=1) == gold
    assert calibration_error(top, right) < 2.5 * sampling_error(top)


def test_what_no_temperature_can_mend_is_mended_by_steps():
    scores, gold, folds = bent()
    found = calibrate(scores, gold, folds)
    assert found.kind == "isotonic"
    assert np.abs(found.probabilities(scores).max(axis=1) - 0.7).max() < 0.05


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(2, 80))
def test_steps_rise_and_the_best_category_stays_the_best(seed, categories, count):
    chance = np.random.default_rng(seed)
    scores = chance.normal(scale=3, size=(count, categories))
    found = fit_calibration("isotonic", scores, chance.integers(0, categories, count))
    before = shares(scores / found.temperature)
    after = found.probabilities(scores)
    assert (after.argmax(axis=1) == before.argmax(axis=1)).all()
    order = np.argsort(before.max(axis=1), kind="stable")
    assert (np.diff(after.max(axis=1)[order]) >= 0).all()
    assert (after >= 0).all()
    assert (after.sum(axis=1) < 1 + 1e-9).all()
    assert after.max() <= 0.98 * SUREST + 0.02


@given(arrays(np.float64, (5, 3), elements=st.sampled_from([0.0, 1.0, 40.0, 800.0])))
def test_steps_keep_the_best_category_where_scores_are_equal_or_endless(scores):
    steps = np.array([[0.3, 0.34], [1.0, 0.9]])
    found = Calibration(kind="isotonic", steps=steps).probabilities(scores)
    assert (found.argmax(axis=1) == scores.argmax(axis=1)).all()
    assert np.isfinite(found).all()


def test_no_items_have_no_probabilities():
    found = fit_calibration("isotonic", *bent(50)[:2])
    assert found.probabilities(np.empty((0, 2))).shape == (0, 2)


@settings(deadline=None)
@given(SURE, SURE, st.floats(0.01, 1), st.integers(0, 99))
def test_a_promise_is_kept_by_probabilities_and_labels_together(
    held_out, waiting, wanted, seed
):
    right = np.random.default_rng(seed).random(len(held_out)) < held_out
    found = promise(held_out, right, waiting, wanted)
    if not found.share:
        assert (found.right, found.judged, found.threshold) == (None, 0, 1.0)
        return
    above, labels = waiting >= found.threshold, right[held_out >= found.threshold]
    assert above.mean() == pytest.approx(found.share)
    assert len(labels) == found.judged
    together = BELIEVED * waiting[above].mean() + labels.sum()
    assert together >= (wanted - 1e-9) * (BELIEVED + len(labels))
    assert (found.right is None) == (found.interval is None) == (not len(labels))
    if found.right is not None and found.interval is not None:
        assert found.right == labels.mean()
        assert found.interval.low <= found.right <= found.interval.high


@given(SURE, SURE, st.floats(0.5, 1), st.floats(0.5, 1))
def test_whoever_wants_less_gets_no_fewer_decided_alone(held_out, waiting, one, other):
    right = held_out > 0.4
    less, more = sorted((one, other))
    found = promise(held_out, right, waiting, less)
    assert found.share >= promise(held_out, right, waiting, more).share


def test_a_promise_of_true_probabilities_is_kept_on_the_labels():
    chance = np.random.default_rng(0)
    sure = chance.uniform(0.4, 1.0, 4000)
    right = chance.random(4000) < sure
    found = promise(sure, right, sure, 0.9)
    assert found.right == pytest.approx(0.9, abs=0.01)
    assert 0.2 < found.share < 0.5


def test_labels_that_are_wrong_where_all_seemed_sure_raise_the_threshold():
    sure = np.linspace(1.0, 0.5, 400)
    believed = promise(sure, sure > 0.1, sure, 0.9)
    doubted = promise(sure, (sure > 0.95) | (np.arange(400) % 3 > 0), sure, 0.9)
    assert doubted.threshold > believed.threshold
    assert promise(sure, sure > 2, sure, 0.9).share < 0.1


def test_without_items_or_labels_nothing_is_made_up():
    empty = np.empty(0)
    nobody = promise(np.array([0.9]), np.array([True]), empty, 0.9)
    assert (nobody.share, nobody.threshold, nobody.right) == (0.0, 1.0, None)
    unlabelled = promise(empty, empty > 0, np.array([0.99, 0.3]), 0.9)
    assert (unlabelled.share, unlabelled.judged, unlabelled.right) == (0.5, 0, None)


# From tables and the definition: Clopper and Pearson (1934); the rule of three for none.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (95, 100, 0.8872, 0.9836),
        (0, 1, 0.0, 0.975),
        (0, 0, 0.0, 1.0),
    ],
)
def test_exact_intervals_are_those_of_the_tables(successes, trials, low, high):
    found = exact_interval(successes, trials)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_the_error_by_sampling_is_what_a_simulation_finds(scale):
    chance = np.random.default_rng(1)
    sure = shares(chance.normal(scale=scale, size=(800, 4))).max(axis=1)
    errors = [calibration_error(sure, chance.random(800) < sure) for _ in range(300)]
    assert sampling_error(sure) == pytest.approx(float(np.mean(errors)), rel=0.08)


@given(SURE, st.randoms(use_true_random=False))
def test_bins_hold_every_label_once(sure, chance):
    right = np.array([chance.random() < 0.5 for _ in sure])
    bins = reliability(sure, right)
    assert sum(one.count for one in bins) == len(sure)
    assert sum(one.count * one.right for one in bins) == pytest.approx(right.sum())
    assert all(one.low - 1e-9 <= one.claimed <= one.high + 1e-9 for one in bins)
    assert 0 <= calibration_error(sure, right) <= 1
