"""The order in which items that need review teach most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["review_order"]

AnyFloats = NDArray[np.floating]
Singles = NDArray[np.float32]

# So many are ranked with regard to each other; nobody sees more in one sitting.
DIVERSE = 500
# Items are compared with so many others; a share of them is known well enough from these.
COMPARED = 4000
ROWS = 1024


def review_order(
    vectors: AnyFloats, probabilities: AnyFloats, margins: AnyFloats, hashes: Sequence[str]
) -> tuple[int, ...]:
    """Numbers of the items in the order of review: hardest and most instructive first.

    An item's score is how unsure it is times how many of the other undecided items are
    like it ("information density": Settles and Craven, "An analysis of active learning
    strategies for sequence labeling tasks", 2008). Among the 500 with the highest scores an
    item is put back as it is like one already ranked (maximal marginal relevance: Carbonell
    and Goldstein, 1998); the others follow by score. The order of the input has no say.

    Args:
        vectors: (n, d) of the undecided items, each of length 1.
        probabilities: (n,) of the best category, 0 to 1.
        margins: (n,) between those of the best and the second best, 0 to 1.
        hashes: (n,) of the items' texts, all different; they settle ties.
    """
    by_hash = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")
    if not len(by_hash):
        return ()
    rows = centred(np.asarray(vectors, dtype=np.float32)[by_hash])
    sure = np.asarray(probabilities, dtype=np.float64) + np.asarray(margins)
    scores = np.clip(1.0 - sure[by_hash] / 2, 0.0, 1.0) * density(rows)
    order = np.argsort(-scores, kind="stable")
    first = order[:DIVERSE]
    diverse = first[put_back(scores[first], rows[first])]
    return tuple(by_hash[np.concatenate([diverse, order[DIVERSE:]])].tolist())


def centred(rows: Singles) -> Singles:
    """Rows (n, d) without what all have in common, each of length 1 or 0."""
    away = rows - rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    lengths = np.linalg.norm(away, axis=1, keepdims=True)
    # What is left of rows that are all the same is rounding.
    return np.where(lengths > 1e-5, away / np.maximum(lengths, 1e-5), np.float32(0))


def likeness(rows: Singles, others: Singles) -> Singles:
    """How much rows (n, d) are like others (m, d): 0 for unlike, 1 for the same (n, m)."""
    alike = rows @ others.T
    # The third power: many that are hardly alike do not make up for one that is.
    return np.asarray(np.clip(alike, 0.0, 1.0) ** 3)


def density(rows: Singles) -> NDArray[np.float64]:
    """Share (n,) of the items that are like each, itself counted, above 0."""
    others = rows[:COMPARED]
    sums = np.empty(len(rows))
    for start in range(0, len(rows), ROWS):
        alike = likeness(rows[start : start + ROWS], others)
        sums[start : start + ROWS] = alike.sum(axis=1, dtype=np.float64)
    compared = np.full(len(rows), len(others))
    # An item's likeness to itself says nothing of others; the first ones met themselves.
    compared[: len(others)] -= 1
    sums[: len(others)] -= np.einsum("ij,ij->i", others, others)
    means = np.maximum(sums, 0.0) / np.maximum(compared, 1)
    return np.asarray(means + 1 / len(rows))


def put_back(scores: NDArray[np.float64], rows: Singles) -> list[int]:
    """Numbers in order of the scores, each less for what is already ranked like it."""
    alike = likeness(rows, rows)
    new = np.ones(len(rows))
    waiting = np.ones(len(rows), dtype=np.bool_)
    ranked = []
    for _ in range(len(rows)):
        best = int(np.argmax(np.where(waiting, scores * new, -1.0)))
        waiting[best] = False
        ranked.append(best)
        new = np.minimum(new, 1.0 - alike[best])
    return ranked
