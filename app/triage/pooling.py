"""Several opinions on the same items made one: the logarithmic opinion pool.

Each source gives scores, and the pool's probability is the softmax of their weighted sum
(Genest and Zidek, "Combining probability distributions", 1986). The weights are those
that make the labels, each scored while it was held out, most likely; none is negative, and
while labels are few they stay near those that did well elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["fit_weights", "log_shares", "pooled"]

Floats = NDArray[np.float64]

# How many labels the usual weights count for.
PRIOR_LABELS = 10.0
LARGEST = 200.0


def pooled(sources: Sequence[Floats], weights: Floats) -> Floats:
    """The weighted sum of the sources' scores (n, k)."""
    total = np.zeros_like(sources[0])
    for scores, weight in zip(sources, weights, strict=True):
        total += weight * scores
    return total


def log_shares(scores: Floats) -> Floats:
    """Scores as logarithms of probabilities; rows sum to 1 once raised."""
    less = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(less - np.log(np.exp(less).sum(axis=1, keepdims=True)))


def fit_weights(
    sources: Sequence[Floats], gold: NDArray[np.int64], usual: Sequence[float]
) -> Floats:
    """The weights (s,) of the sources.

    Args:
        sources: s arrays (n, k), each item's scores held out from its label.
        gold: (n,), number of the right category.
        usual: (s,), weights to stay near to, all above 0.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - takes half a second to load

    stacked = np.stack(sources)
    rows = np.arange(len(gold))
    right = stacked[:, rows, gold]
    start = np.asarray(usual, dtype=np.float64)

    def loss(logarithms: Floats) -> tuple[float, Floats]:
        weights = start * np.exp(logarithms)
        found = log_shares(np.einsum("s,snk->nk", weights, stacked))
        expected = np.einsum("nk,snk->s", np.exp(found), stacked)
        value = -found[rows, gold].sum() + PRIOR_LABELS * (logarithms**2).sum() / 2
        slope = weights * (expected - right.sum(axis=1)) + PRIOR_LABELS * logarithms
        return float(value), slope

    bound = np.log(LARGEST)
    found = minimize(
        loss,
        np.zeros(len(start)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-bound, bound)] * len(start),
    )
    return np.asarray(start * np.exp(found.x))
