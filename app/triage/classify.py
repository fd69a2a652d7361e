"""From vectors to a score for every category, corrected for what the run's items are like.

Three steps, none of which needs a label, and all of which heed those there are:

1. Centering: items lose what all items of the run have in common, categories what all
   categories have in common (Mu and Viswanath, "All-but-the-Top", 2018). Everyday sentences
   count as a few items more, so that a run of three is not centred on itself; this smooth
   weight did better than a fixed background below 50 items.
2. Refinement: the places of the categories move a little towards items that they attract,
   as in a mixture of von Mises-Fisher distributions (Banerjee et al., 2005) with a strong
   prior.
3. Neighbours: items of like meaning tend to belong together (label propagation, Zhou,
   2004). A fixed sample of the run's distinct items stands for all, so that the next batch,
   or the same one after a break, is decided alike.

Where persons have labelled some of the items, these belong to their category whatever they
resemble: they draw its places, and their neighbours hear of it (semi-supervised learning by
seeded mixtures: Basu, Banerjee and Mooney, 2002).

Every constant was chosen on development rows (banking77 train, clinc150 train and val, a
small public set of 311 requests, the sample inbox), never on test rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.triage.prototypes import Prototypes, unit

__all__ = [
    "SAMPLE",
    "Known",
    "Statistics",
    "decide",
    "find_statistics",
    "guided_statistics",
    "resemblance",
    "speaks_for",
]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Integers = NDArray[np.int64]

# Most distinct items that the statistics are made of.
SAMPLE = 4000
BACKGROUND_WEIGHT = 30.0
SHARPNESS = 20.0
ROUNDS = 3
PRIOR_WEIGHT = 20.0
NEIGHBOURS = 20
ITEMS_PER_NEIGHBOUR = 8
NEIGHBOUR_ROUNDS = 3
NEIGHBOUR_WEIGHT = 2.0
# Say of nobody in particular among the neighbours, so that distant ones are hardly heard: a
# long letter among rows of a sheet has no others.
NOBODY = 0.5
# Similarity, once centred, below which an item resembles no category.
OTHER_AT = 0.2
# More alike than this is the item itself.
SELF = 0.9995
FLOOR = 1e-3
ROWS = 256
# A labelled item draws its category's places like so many items that are sure to be in it.
LABEL_WEIGHT = 3.0
UNLABELLED = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """What decisions need to know of a run; the same record decides the same for ever.

    Attributes:
        middle: (d,), what the run's items have in common.
        first: (c, d), the places of the categories, centred.
        refined: (c, d), the same after they moved towards the items.
        owners: (c,), the category of each place.
        categories: How many categories there are.
        other: Number of the category for what fits nowhere else, or -1.
        sample: (m, d), centred vectors of the sample, float32.
        belongs: (m, k), share of each category in each item of the sample.
        neighbours: How many of the sample have a say in one decision; 0 for none.
    """

    middle: Floats
    first: Floats
    refined: Floats
    owners: NDArray[np.int64]
    categories: int
    other: int
    sample: NDArray[np.float32]
    belongs: Floats
    neighbours: int

    @property
    def trust(self) -> float:
        """How much say neighbours have, 0 to 1: few ones are too often strangers."""
        return self.neighbours / NEIGHBOURS


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """The labelled ones among some items.

    Attributes:
        numbers: (l,), which of the items.
        gold: (l,), number of the category of each.
        folds: (l,), number of the fold with which each is held out.
    """

    numbers: Integers
    gold: Integers
    folds: Integers


def find_statistics(
    vectors: AnyFloats, hashes: Sequence[str], places: Prototypes, background: AnyFloats
) -> Statistics:
    """The statistics of a run, whatever the order of its items.

    Args:
        vectors: (n, d) of distinct items, each of length 1. Of more than ``SAMPLE`` items
            only those with the lowest hashes take part; a caller may leave out the others.
        hashes: (n,) of the items' texts, all different.
        places: Of the categories.
        background: (b, d) of everyday sentences, b > 0, each of length 1.
    """
    order = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")[:SAMPLE]
    start = before_refinement(vectors, order, places, background)
    near = neighbours_of(start.sample.astype(np.float64), start)
    return refine(start, near, np.full(len(order), UNLABELLED))


def guided_statistics(
    vectors: AnyFloats,
    hashes: Sequence[str],
    places: Prototypes,
    background: AnyFloats,
    known: Known,
) -> tuple[Statistics, Floats]:
    """The statistics of a run whose items are labelled in part.

    Args:
        vectors: (n, d), as for ``find_statistics``, with labelled items from elsewhere.
        hashes: (n,) of the items' texts, all different.
        places: Of the categories.
        background: (b, d) of everyday sentences, as for ``find_statistics``.
        known: The labelled ones, at least one.

    Returns:
        The statistics that heed all labels, and scores (l, k) as ``decide`` gives them: of
        each label by statistics that do not heed its fold.
    """
    labels = np.full(len(vectors), UNLABELLED)
    labels[known.numbers] = known.gold
    folds = np.full(len(vectors), UNLABELLED)
    folds[known.numbers] = known.folds
    order = sample_with_labels(hashes, labels)
    start = before_refinement(vectors, order, places, background)
    near = neighbours_of(start.sample.astype(np.float64), start)
    held_out = np.empty((len(known.numbers), places.categories))
    for fold in np.unique(known.folds):
        heeded = np.where(folds[order] == fold, UNLABELLED, labels[order])
        these = known.folds == fold
        without = refine(start, near, heeded)
        held_out[these] = decide(np.asarray(vectors)[known.numbers[these]], without)
    return refine(start, near, labels[order]), held_out


def sample_with_labels(hashes: Sequence[str], labels: Integers) -> Integers:
    """Numbers of the items in the sample: labelled ones fill up to half of it.

    They fill more where there are not so many others.
    """
    order = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")
    labelled = order[labels[order] != UNLABELLED]
    others = order[labels[order] == UNLABELLED]
    room = max(SAMPLE // 2, SAMPLE - len(others))
    return np.concatenate([labelled[:room], others[: SAMPLE - len(labelled[:room])]])


def before_refinement(
    vectors: AnyFloats, order: Integers, places: Prototypes, background: AnyFloats
) -> Statistics:
    """The statistics as they are after centering, of the sample with these numbers."""
    items = np.asarray(vectors, dtype=np.float64).reshape(-1, background.shape[1])[order]
    away = BACKGROUND_WEIGHT * background.mean(axis=0, dtype=np.float64)
    middle = (items.sum(axis=0) + away) / (len(items) + BACKGROUND_WEIGHT)
    # Stored as float32 and used as such from here on: a resumed run sees the same numbers.
    sample = unit(items - middle).astype(np.float32)
    first = centred_places(places, middle)
    return Statistics(
        middle=middle,
        first=first,
        refined=first,
        owners=places.owners,
        categories=places.categories,
        other=places.other,
        sample=sample,
        belongs=np.zeros((len(sample), places.categories)),
        neighbours=min(NEIGHBOURS, len(sample) // ITEMS_PER_NEIGHBOUR),
    )


def decide(vectors: AnyFloats, statistics: Statistics) -> Floats:
    """A score for every item and category (n, k): logarithms, the higher the better.

    An item's scores depend on its own vector and the statistics only.

    Args:
        vectors: (n, d), each of length 1.
        statistics: Of the run.
    """
    items = np.asarray(vectors, dtype=np.float64).reshape(-1, len(statistics.middle))
    found = [np.empty((0, statistics.categories))]
    for start in range(0, len(items), ROWS):
        centred = unit(items[start : start + ROWS] - statistics.middle)
        own = own_scores(centred, statistics)
        near = neighbours_of(centred, statistics)
        found.append(own + heard(near, statistics.belongs))
    return np.concatenate(found)


def resemblance(vectors: AnyFloats, places: Prototypes) -> Floats:
    """Scores (n, k) by likeness to the nearest place of each category, and nothing else.

    For items that the statistics are not about, such as those in another language: what
    the run's items have in common, they have not. Never for the category of the rest.

    Args:
        vectors: (n, d), each of length 1.
        places: Of the categories.
    """
    alike = np.asarray(vectors, dtype=np.float64) @ places.vectors.T
    scores = np.full((len(alike), places.categories), -SHARPNESS)
    for number in range(places.categories):
        if number != places.other:
            scores[:, number] = SHARPNESS * alike[:, places.owners == number].max(axis=1)
    return scores


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """The nearest of the sample: numbers (n, j), weights (n, j) summing to less than 1."""

    numbers: NDArray[np.int64]
    weights: Floats


def centred_places(places: Prototypes, middle: Floats) -> Floats:
    """The categories' places without what all categories have in common."""
    kept = [number for number in range(places.categories) if number != places.other]
    means = [places.vectors[places.owners == number].mean(axis=0) for number in kept]
    # One category has nothing in common with others; it is then centred like the items.
    common = np.mean(means, axis=0) if len(means) > 1 else middle
    return unit(places.vectors - common)


def refine(statistics: Statistics, near: Near, labels: Integers) -> Statistics:
    """Let categories move towards the sample's items, then give neighbours their say.

    Args:
        statistics: As they are after centering.
        near: The neighbours of the sample's items among themselves.
        labels: (m,), the category of each item of the sample, ``UNLABELLED`` for most.
    """
    items = statistics.sample.astype(np.float64)
    refined = statistics.refined
    for _ in range(ROUNDS):
        now = place_scores(items, statistics, refined)
        shares = settle(by_category(now, statistics), near, labels)
        refined = moved(items, statistics, now, shares, labels)
    own = by_category(place_scores(items, statistics, refined), statistics)
    # The last round but one is what neighbours tell; the last is the decision itself.
    belongs = settle(own, near, labels, rounds=NEIGHBOUR_ROUNDS - 1)
    return replace(statistics, refined=refined, belongs=belongs)


def moved(
    items: Floats, statistics: Statistics, now: Floats, shares: Floats, labels: Integers
) -> Floats:
    """The places drawn towards the items in their share; sure items draw more."""
    owners = statistics.owners
    sizes = np.bincount(owners, minlength=statistics.categories)[owners]
    # Within a category an item belongs to its places as it is like them.
    within = np.exp(now - by_category(now, statistics)[:, owners]) / sizes
    sure = np.where(labels == UNLABELLED, shares.max(axis=1), LABEL_WEIGHT)
    pull = within * shares[:, owners] * sure[:, None]
    prior = (PRIOR_WEIGHT / sizes)[:, None] * statistics.first
    return unit(prior + pull.T @ items)


def own_scores(centred: Floats, statistics: Statistics) -> Floats:
    """Scores of items by themselves, before their neighbours are heard (n, k)."""
    return by_category(place_scores(centred, statistics, statistics.refined), statistics)


def place_scores(centred: Floats, statistics: Statistics, refined: Floats) -> Floats:
    """How much items are like each place of the categories (n, c)."""
    scores = np.asarray(SHARPNESS * (centred @ refined.T))
    if statistics.other >= 0:
        scores[:, statistics.owners == statistics.other] = SHARPNESS * OTHER_AT
    return scores


def by_category(scores: Floats, statistics: Statistics) -> Floats:
    """Scores of places put together by category: the logarithm of their mean likelihood."""
    owners = statistics.owners
    member = np.zeros((len(owners), statistics.categories))
    member[np.arange(len(owners)), owners] = 1.0
    top = scores.max(axis=1, keepdims=True, initial=-np.inf)
    likelihood = np.exp(scores - top) @ (member / member.sum(axis=0))
    return np.asarray(np.log(np.maximum(likelihood, 1e-300)) + top)


def speaks_for(
    segments: AnyFloats, chosen: int, against: int, statistics: Statistics
) -> Floats:
    """How much more each segment resembles one category than another (s,); any number.

    Args:
        segments: (s, d); a row of zeros stands for a segment without words and gets -inf.
        chosen: Number of the category that was decided.
        against: Number of the runner-up.
        statistics: Of the run.
    """
    rows = np.asarray(segments, dtype=np.float64).reshape(-1, len(statistics.middle))
    worded = np.linalg.norm(rows, axis=1) > 0.5
    scores = own_scores(unit(rows - statistics.middle), statistics)
    more = scores[:, chosen] - scores[:, against]
    return np.where(worded, more, -np.inf)


def neighbours_of(centred: Floats, statistics: Statistics) -> Near:
    """The nearest of the sample, an item's own entry left out."""
    count = statistics.neighbours
    if count == 0:
        empty = np.zeros((len(centred), 0))
        return Near(numbers=empty.astype(np.int64), weights=empty)
    sample = statistics.sample.astype(np.float64)
    numbers = np.empty((len(centred), count), dtype=np.int64)
    weights = np.empty((len(centred), count))
    for start in range(0, len(centred), ROWS):
        rows = slice(start, start + ROWS)
        alike = centred[rows] @ sample.T
        alike[alike > SELF] = -1.0
        nearest = np.argpartition(-alike, count - 1, axis=1)[:, :count]
        numbers[rows] = nearest
        weights[rows] = np.maximum(np.take_along_axis(alike, nearest, axis=1), 0.0) ** 3
    return Near(numbers=numbers, weights=weights / (weights.sum(axis=1)[:, None] + NOBODY))


def heard(near: Near, belongs: Floats) -> Floats:
    """What neighbours add to the scores (n, k)."""
    count = near.numbers.shape[1]
    if count == 0:
        return np.zeros((len(near.numbers), belongs.shape[1]))
    starts = np.arange(0, near.numbers.size + 1, count)
    shape = (len(near.numbers), len(belongs))
    votes = csr_array((near.weights.ravel(), near.numbers.ravel(), starts), shape) @ belongs
    votes += (1.0 - near.weights.sum(axis=1, keepdims=True)) / belongs.shape[1]
    say = NEIGHBOUR_WEIGHT * count / NEIGHBOURS
    return np.asarray(say * np.log(votes + FLOOR))


def settle(
    own: Floats, near: Near, labels: Integers, rounds: int = NEIGHBOUR_ROUNDS
) -> Floats:
    """Shares of the categories after items and their neighbours have agreed."""
    labelled = np.flatnonzero(labels != UNLABELLED)

    def heeding(shares: Floats) -> Floats:
        shares[labelled] = 0.0
        shares[labelled, labels[labelled]] = 1.0
        return shares

    shares = heeding(shares_of(own))
    for _ in range(rounds):
        shares = heeding(shares_of(own + heard(near, shares)))
    return shares


def shares_of(scores: Floats) -> Floats:
    """Scores as shares that sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
