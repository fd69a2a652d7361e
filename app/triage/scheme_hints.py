"""What may be wrong with categories: too much alike, too greedy, never chosen, too short.

Nothing here decides an item. Every threshold was chosen on development rows (see each).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.records import SHORTEST_DESCRIPTION, HintKind, Scheme, SchemeHint
from app.triage.prototypes import Prototypes, unit

__all__ = ["likeness_of", "scheme_hints"]

Floats = NDArray[np.float64]

# All chosen on train rows of banking77 and clinc150, the categories given by name only, in
# 120 draws of 6 to 16 categories of uneven size and over all 77 and 150. A pair counts as
# truly mixed up where a tenth of its items is sorted into the wrong one of the two: 3 % of
# all pairs are.
# Cosine of the categories' places: 43 % of such pairs are mixed up.
ALIKE = 0.8
# Fewer items say too little.
FEWEST_ITEMS = 40
# An item is split where the second category has so much of the first one's probability, and
# a pair where that happens to so many items of the smaller category: 73 % are mixed up.
CLOSE = 0.5
SPLIT_SHARE = 0.3
SPLIT_ITEMS = 8
# Times its even share, and sureness beside that of all other items: of such categories 62 %
# take at least half as many items again as they should.
GREEDY = 1.5
UNSURE = 0.8
# Items for each category, from which on an empty one is worth a word.
IDLE_ITEMS = 10


def scheme_hints(
    scheme: Scheme, places: Prototypes, shares: Floats | None = None
) -> tuple[SchemeHint, ...]:
    """What may be mended about categories, what matters most first.

    Args:
        scheme: The categories.
        places: Of these, for which meaning counts.
        shares: (n, k), probabilities of the categories for each item of a case; None where
            there is none.
    """
    found: list[SchemeHint] = []
    if shares is not None and len(shares) >= FEWEST_ITEMS:
        found += attracts_much(scheme, shares)
        found += split_between(scheme, shares)
    known = {frozenset((one.category, one.other)) for one in found}
    found += [
        one
        for one in alike(scheme, places)
        if frozenset((one.category, one.other)) not in known
    ]
    if shares is not None:
        found += attracts_nothing(scheme, shares)
    return (*found, *short(scheme))


def likeness_of(places: Prototypes) -> Floats:
    """How much each two categories mean the same (k, k), -1 to 1.

    The category of what fits nowhere else is like none.
    """
    means = unit(
        np.stack(
            [
                places.vectors[places.owners == number].mean(axis=0)
                for number in range(places.categories)
            ]
        )
    )
    found = np.asarray(means @ means.T)
    if places.other >= 0:
        found[places.other] = found[:, places.other] = -1.0
    return found


def alike(scheme: Scheme, places: Prototypes) -> Iterator[SchemeHint]:
    """Two categories that say nearly the same, the most alike first."""
    found = likeness_of(places)
    pairs = [
        (float(found[one, two]), one, two)
        for one, two in combinations(range(places.categories), 2)
        if found[one, two] >= ALIKE
    ]
    for _, one, two in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        yield SchemeHint(
            kind=HintKind.ALIKE, category=scheme.names[one], other=scheme.names[two]
        )


def split_between(scheme: Scheme, shares: Floats) -> Iterator[SchemeHint]:
    """Two categories that many items belong to nearly evenly."""
    order = np.argsort(-shares, axis=1, kind="stable")[:, :2]
    rows = np.arange(len(shares))
    close = shares[rows, order[:, 1]] >= CLOSE * shares[rows, order[:, 0]]
    sizes = np.bincount(order[:, 0], minlength=shares.shape[1])
    pairs = []
    for one, two in combinations(range(shares.shape[1]), 2):
        if scheme.other in (scheme.names[one], scheme.names[two]):
            continue
        both = np.isin(order, (one, two)).all(axis=1) & close
        count, smaller = int(both.sum()), int(min(sizes[one], sizes[two]))
        if count >= SPLIT_ITEMS and count >= SPLIT_SHARE * max(smaller, 1):
            pairs.append((count, one, two))
    for count, one, two in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        yield SchemeHint(
            kind=HintKind.SPLIT,
            category=scheme.names[one],
            other=scheme.names[two],
            items=count,
            share=count / len(shares),
        )


def attracts_much(scheme: Scheme, shares: Floats) -> Iterator[SchemeHint]:
    """A category that takes far more than its share, and is unsure of it."""
    best, sure = shares.argmax(axis=1), shares.max(axis=1)
    for number, name in enumerate(scheme.names):
        mine = best == number
        share = float(mine.mean())
        if name == scheme.other or share < GREEDY / shares.shape[1]:
            continue
        others = sure[~mine]
        if len(others) and sure[mine].mean() < UNSURE * others.mean():
            yield SchemeHint(
                kind=HintKind.ATTRACTS_MUCH,
                category=name,
                items=int(mine.sum()),
                share=share,
            )


def attracts_nothing(scheme: Scheme, shares: Floats) -> Iterator[SchemeHint]:
    """A category that no item goes to although there are items enough."""
    if len(shares) < IDLE_ITEMS * shares.shape[1]:
        return
    sizes = np.bincount(shares.argmax(axis=1), minlength=shares.shape[1])
    for name, size in zip(scheme.names, sizes, strict=True):
        if not size and name != scheme.other:
            yield SchemeHint(kind=HintKind.ATTRACTS_NOTHING, category=name)


def short(scheme: Scheme) -> Iterator[SchemeHint]:
    """A category with neither examples nor a sentence that says what belongs in it."""
    for one in scheme.categories:
        told = len(one.description.split())
        if one.name != scheme.other and not one.examples and told < SHORTEST_DESCRIPTION:
            yield SchemeHint(kind=HintKind.SHORT, category=one.name)
