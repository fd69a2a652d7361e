from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage.ridge import JITTER, fit_ridge
from tests.triage.worlds import unit

PENALTY = 0.1


def world(count: int, categories: int, seed: int, folds: int = 4):
    chance = np.random.default_rng(seed)
    vectors = unit(chance.normal(size=(count, 12)))
    gold = chance.integers(0, categories, count)
    return likeness(vectors, vectors), gold, chance.integers(0, folds, count)


def likeness(rows, others):
    return np.exp(-2 * (1 - rows @ others.T))


def refitted(kernel, landmarks, gold, others, categories):
    """Coefficients and middle of a regression on some of the labels, by the textbook."""
    middle = (np.bincount(gold[others], minlength=categories) + 1) / (
        others.sum() + categories
    )
    wanted = np.eye(categories)[gold[others]] - middle
    some = kernel[others]
    among = kernel[landmarks] + JITTER * np.eye(len(landmarks))
    return np.linalg.solve(some.T @ some + PENALTY * among, some.T @ wanted), middle


@settings(max_examples=40, deadline=None)
@given(st.integers(6, 40), st.integers(2, 6), st.integers(0, 10**6), st.floats(0.2, 1.0))
def test_what_is_held_out_is_what_a_fit_without_the_fold_says(count, k, seed, share):
    kernel, gold, folds = world(count, k, seed)
    landmarks = np.arange(max(1, round(share * count)))
    kernel = kernel[:, landmarks]
    found = fit_ridge(kernel, landmarks, (gold, folds), categories=k, penalty=PENALTY)
    for fold in np.unique(folds):
        these = folds == fold
        coefficients, middle = refitted(kernel, landmarks, gold, ~these, k)
        said = kernel[these] @ coefficients + middle
        assert np.allclose(found.held_out[these], said, atol=1e-6)


def test_a_label_alone_in_its_category_does_not_vouch_for_it():
    kernel, _, _ = world(30, 10, seed=0)
    gold = np.array([0] * 28 + [1, 2])
    folds = np.arange(30) % 5
    numbers = np.arange(30)
    found = fit_ridge(kernel, numbers, (gold, folds), categories=4, penalty=PENALTY)
    # Category 3 has no label at all, and without this label category 1 has none either.
    assert found.held_out[28, 1] == pytest.approx(found.held_out[28, 3], abs=1e-9)


def test_with_all_labels_as_landmarks_it_is_plain_kernel_ridge_regression():
    kernel, gold, folds = world(50, 5, seed=1)
    found = fit_ridge(kernel, np.arange(50), (gold, folds), categories=5, penalty=PENALTY)
    wanted = np.eye(5)[gold] - found.middle
    plain = np.linalg.solve(kernel + PENALTY * np.eye(50), wanted)
    assert np.allclose(found.scores(kernel), kernel @ plain + found.middle, atol=1e-4)


def test_many_near_repetitions_in_one_fold_are_held_out_together_exactly():
    chance = np.random.default_rng(2)
    same = unit(chance.normal(size=12) + 0.001 * chance.normal(size=(200, 12)))
    vectors = np.concatenate([same, unit(chance.normal(size=(20, 12)))])
    gold = np.concatenate([np.zeros(200, dtype=int), chance.integers(0, 3, 20)])
    folds = np.concatenate([np.zeros(200, dtype=int), 1 + np.arange(20) % 3])
    kernel = likeness(vectors, vectors)
    numbers = np.arange(220)
    found = fit_ridge(kernel, numbers, (gold, folds), categories=3, penalty=PENALTY)
    coefficients, middle = refitted(kernel, numbers, gold, folds != 0, 3)
    said = kernel[folds == 0] @ coefficients + middle
    assert np.allclose(found.held_out[folds == 0], said, atol=1e-4)


def test_the_middle_is_said_of_what_resembles_nothing():
    kernel, gold, folds = world(20, 3, seed=3)
    found = fit_ridge(kernel, np.arange(20), (gold, folds), categories=3, penalty=PENALTY)
    assert np.allclose(found.scores(np.zeros((1, 20))), found.middle)
    assert found.middle.sum() == pytest.approx(1)
