"""A theme that a person wants in two: whether its texts fall apart, and into what."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["halves"]

FEWEST_TEXTS = 4
FEWEST_IN_PART = 2
ROUNDS = 30
# Mean difference of the cosines to the own middle and to the other one, below which two
# halves are one thing cut in two: single intents of banking77 train have 0.08 and more.
APART = 0.05

Floats = NDArray[np.floating]
Integers = NDArray[np.int64]


def halves(given: Floats) -> Integers | None:
    """The part (n,) of each of n texts, 0 or 1; None where they do not fall apart.

    By k-means (Lloyd, 1982), from the direction in which the texts differ most. Of pairs
    of like intents of banking77 train it finds the two again better than looking for themes
    among their texts does, which finds up to six.

    Args:
        given: (n, d), vectors of different texts in the order of their hashes, length 1.
    """
    if len(given) < FEWEST_TEXTS:
        return None
    vectors = np.asarray(given, dtype=np.float64)
    away = vectors - vectors.mean(axis=0)
    # The direction of the largest spread, with a sign that is always the same.
    direction = np.linalg.eigh(away.T @ away)[1][:, -1]
    direction = direction * np.sign(direction[np.argmax(np.abs(direction))])
    labels = (away @ direction > 0).astype(np.int64)
    for _ in range(ROUNDS):
        if np.bincount(labels, minlength=2).min() < FEWEST_IN_PART:
            return None
        now = (vectors @ middles(vectors, labels).T).argmax(axis=1)
        if np.array_equal(now, labels):
            break
        labels = now
    if np.bincount(labels, minlength=2).min() < FEWEST_IN_PART:
        return None
    near = vectors @ middles(vectors, labels).T
    own = np.take_along_axis(near, labels[:, None], axis=1)[:, 0]
    other = np.take_along_axis(near, 1 - labels[:, None], axis=1)[:, 0]
    return labels if float((own - other).mean()) >= APART else None


def middles(vectors: Floats, labels: Integers) -> Floats:
    """The middles (2, d) of two parts, of length 1."""
    sums = np.stack([vectors[labels == part].sum(axis=0) for part in (0, 1)])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(lengths, 1e-12))
