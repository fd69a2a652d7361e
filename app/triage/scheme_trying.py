"""The same items decided by other categories, again and again, as quickly as may be.

Who the neighbours of an item are does not depend on the categories. So it is found once,
and whatever a person changes about the categories after that costs a few products of
matrices. The outcome is the one that ``find_statistics`` and ``decide`` give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.triage.classify import (
    ROWS,
    SAMPLE,
    UNLABELLED,
    Near,
    Statistics,
    before_refinement,
    centred_places,
    heard,
    neighbours_of,
    own_scores,
    refine,
    sample_with_labels,
)
from app.triage.prototypes import Prototypes, unit

__all__ = ["UNLABELLED", "Bench", "find_bench", "tried"]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """Items laid out to be decided by one scheme after another.

    Attributes:
        vectors: (n, d) of the items, each of length 1.
        start: Statistics over the sample; its categories are those of nobody.
        among: The neighbours of the sample's items among themselves.
        near: The neighbours of the items.
        labels: (m,), number of the category of each item of the sample that a person has
            labelled, ``UNLABELLED`` for the others.
    """

    vectors: NDArray[np.float32]
    start: Statistics
    among: Near
    near: Near
    labels: NDArray[np.int64]


def find_bench(
    vectors: NDArray[np.float32],
    sample: tuple[AnyFloats, Sequence[str]],
    places: Prototypes,
    background: AnyFloats,
    gold: NDArray[np.int64] | None = None,
) -> Bench:
    """Lay out items.

    Args:
        vectors: (n, d) of the items, each of length 1.
        sample: Vectors (m, d) and hashes (m,) of those that the statistics are made of, as
            for ``find_statistics``.
        places: Of any categories.
        background: (b, d) of everyday sentences.
        gold: (m,), numbers of the categories of labelled ones among the sample, as for
            ``guided_statistics``, ``UNLABELLED`` for the others; None where none is.
    """
    of_sample, hashes = sample
    if gold is None:
        gold = np.full(len(hashes), UNLABELLED)
        order = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")[:SAMPLE]
    else:
        order = sample_with_labels(hashes, gold)
    start = before_refinement(of_sample, order, places, background)
    among = neighbours_of(start.sample.astype(np.float64), start)
    parts = [
        neighbours_of(centred(vectors[first : first + ROWS], start), start)
        for first in range(0, len(vectors), ROWS)
    ]
    empty = neighbours_of(np.empty((0, len(start.middle))), start)
    near = Near(
        numbers=np.concatenate([empty.numbers, *(part.numbers for part in parts)]),
        weights=np.concatenate([empty.weights, *(part.weights for part in parts)]),
    )
    return Bench(vectors=vectors, start=start, among=among, near=near, labels=gold[order])


def tried(bench: Bench, places: Prototypes) -> tuple[Floats, Statistics]:
    """Scores (n, k) of the items, as ``decide`` gives them, and the statistics."""
    first = centred_places(places, bench.start.middle)
    start = replace(
        bench.start,
        first=first,
        refined=first,
        owners=places.owners,
        categories=places.categories,
        other=places.other,
        belongs=np.zeros((len(bench.start.sample), places.categories)),
    )
    found = refine(start, bench.among, bench.labels)
    scores = [np.empty((0, places.categories))]
    for at in range(0, len(bench.vectors), ROWS):
        rows = slice(at, at + ROWS)
        near = Near(numbers=bench.near.numbers[rows], weights=bench.near.weights[rows])
        own = own_scores(centred(bench.vectors[rows], found), found)
        scores.append(own + heard(near, found.belongs))
    return np.concatenate(scores), found


def centred(vectors: AnyFloats, statistics: Statistics) -> Floats:
    """Vectors without what all items have in common, at length 1."""
    return unit(np.asarray(vectors, dtype=np.float64) - statistics.middle)
