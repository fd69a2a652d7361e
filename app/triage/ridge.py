"""Kernel ridge regression to the categories, with every prediction held out in closed form.

One linear system gives the model and, without fitting anything again, what it would have
said of each fold of the labels had it not seen that fold (the identity behind leave-one-out
in Golub, Heath and Wahba, "Generalized cross-validation", 1979; for groups: Cook and
Weisberg, "Residuals and Influence in Regression", 1982). Beyond ``MOST_LANDMARKS`` labels
the kernel is known at that many of them only (the method of Nystroem; Williams and Seeger,
2001), so that time and memory grow with the labels and not with their square.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular

__all__ = ["MOST_LANDMARKS", "Ridge", "fit_ridge"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_LANDMARKS = 4000
# Keeps the landmarks' own matrix positive where two of them are the same but for rounding.
JITTER = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class Ridge:
    """A fitted regression.

    Attributes:
        coefficients: (m, k), to be multiplied with the kernel to the landmarks.
        middle: (k,), what is said of an item that resembles no landmark.
        held_out: (n, k), what is said of each label without its fold.
    """

    coefficients: Floats
    middle: Floats
    held_out: Floats

    def scores(self, kernel: Floats) -> Floats:
        """Scores (q, k) of items by their kernel (q, m) to the landmarks."""
        return np.asarray(kernel @ self.coefficients + self.middle)


def fit_ridge(
    kernel: Floats,
    landmarks: Integers,
    labels: tuple[Integers, Integers],
    *,
    categories: int,
    penalty: float,
) -> Ridge:
    """Fit the regression of the categories on a kernel.

    Args:
        kernel: (n, m), of the labels to the landmarks.
        landmarks: (m,), which of the labels those are.
        labels: (n,), number of each label's category, and (n,), number of the fold with
            which it is held out.
        categories: How many categories there are.
        penalty: On the length of the regression's weights.
    """
    gold, folds = labels
    middle = middle_of(gold, categories)
    among = kernel[landmarks]
    # The categories, and a last column of ones for what the middle takes away from them.
    wanted = np.zeros((len(gold), categories + 1))
    wanted[np.arange(len(gold)), gold] = 1.0
    wanted[:, -1] = 1.0
    root = cholesky(among + JITTER * np.eye(len(among)), lower=True)
    features = solve_triangular(root, kernel.T, lower=True)
    square = features @ features.T
    square[np.diag_indices_from(square)] += penalty
    inner = cholesky(square, lower=True, overwrite_a=True)
    hat = solve_triangular(inner, features, lower=True, overwrite_b=True)
    weights = solve_triangular(inner, hat @ wanted, lower=True, trans="T")
    columns = solve_triangular(root, weights, lower=True, trans="T")
    errors = held_out_errors(wanted - hat.T @ (hat @ wanted), hat, folds)
    held_out = wanted[:, :-1] - errors[:, :-1]
    for fold in np.unique(folds):
        these = folds == fold
        # Without its fold the middle is another one too.
        held_out[these] += errors[these, -1:] * middle_of(gold[~these], categories)
    return Ridge(
        coefficients=columns[:, :-1] - columns[:, -1:] * middle,
        middle=middle,
        held_out=held_out,
    )


def middle_of(gold: Integers, categories: int) -> Floats:
    """The share (k,) of each category, as if there were one label more of each."""
    counts = np.bincount(gold, minlength=categories) + 1.0
    return np.asarray(counts / counts.sum())


def held_out_errors(errors: Floats, hat: Floats, folds: Integers) -> Floats:
    """What the errors (n, k) would be had each label's fold not been fitted."""
    found = np.empty_like(errors)
    for fold in np.unique(folds):
        these = np.flatnonzero(folds == fold)
        own = hat[:, these]
        # Never singular, as the penalty is above 0.
        rest = np.eye(len(these)) - own.T @ own
        found[these] = np.linalg.solve(rest, errors[these])
    return found
