"""Themes found among texts: how many, which texts, how steady, and what they are part of.

Ward's method (Ward, 1963) over smoothed vectors gives a tree; the mean silhouette
(Rousseeuw, 1987) tells from where on cutting it finer gains little; k-means from there
(Lloyd, 1982) puts texts right that were merged early. All is repeated with texts left out:
that evens out the silhouettes, and tells how steady each theme is (Hennig, 2007). The upper
level is a coarser cut of the same tree.

Every constant was chosen on banking77 train and clinc150 train, never on test rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.triage.prototypes import unit
from app.triage.theme_graph import Graph, centred, nearest_neighbours, smoothed, without
from app.triage.theme_tree import Merges, cut, ward

__all__ = ["FoundThemes", "find_themes"]

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

# Themes and repeats are looked for from so many different texts on.
FEWEST_TEXTS = 6
# Silhouettes of so many texts, among all, tell as much as all.
SAMPLE = 4000
GRID = 1.15
TEXTS_PER_THEME = 6
# More than these nobody signs off.
MOST_THEMES = 250
# A cut is good enough from this share of the best silhouette on. From there a finer one
# must gain so much, as a share of the best, for each e-fold of themes: people can read 100
# themes, not 220.
GOOD_ENOUGH = 0.88
GAIN_WANTED = 0.15
LEFT_OUT = 0.05
REPEATS = 3
LLOYD_ROUNDS = 20
# A text less like its theme's centre than this is odd.
ODD_BELOW = 0.3
# A theme has at least so many texts: 3, and more where there are many texts.
FEWEST_IN_THEME = 3
TEXTS_PER_FEWEST = 1000
GROUPS_SHARE = (0.12, 0.4)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundThemes:
    """Themes of n distinct texts, t of them, the largest first.

    Attributes:
        theme: (n,), number of each text's theme; -1 for a text in none.
        group: (t,), number of the upper-level theme that each is a part of; numbers of
            groups go by size, the largest first.
        centres: (t, d), middle of each, length 1, in the space of the vectors that came in.
        stability: (t,), 0 to 1, mean Jaccard likeness to the most alike theme of each
            repeat, over the texts that took part in it; NaN where there were too few texts
            for repeats.
        centrality: (n,), cosine to the centre of the own theme once what all texts have in
            common is taken away; 0 for texts in none.
        silhouette: Mean silhouette of the chosen cut; 0 where there is one theme only.
    """

    theme: Integers
    group: Integers
    centres: Floats
    stability: NDArray[np.float64]
    centrality: NDArray[np.float64]
    silhouette: float


def find_themes(
    vectors: NDArray[np.floating], hashes: Sequence[str], most: int = 0
) -> FoundThemes:
    """The themes among distinct texts, the same whatever their order.

    Args:
        vectors: (n, d), each of length 1.
        hashes: (n,) of the texts, all different, hexadecimal.
        most: Most themes that are wanted; 0 for as many as there are.
    """
    order = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")
    given = np.ascontiguousarray(np.asarray(vectors, dtype=np.float32)[order])
    if len(given) < FEWEST_TEXTS:
        return nothing_found(len(given), given.shape[1] if given.ndim == 2 else 0)
    items = centred(given)
    graph = nearest_neighbours(items)
    whole = grown(items, graph)
    repeats = [
        (kept, grown(items[kept], without(graph, kept))) for kept in left_out(len(items))
    ]
    count, width = chosen_cut([whole, *(tree for _, tree in repeats)], most)
    labels = refined(whole, count)
    repeated = [(kept, refined(tree, count)) for kept, tree in repeats]
    # Where a person wants fewer themes than there are, they are wide, and nothing is odd.
    capped = 0 < most == count
    theme = without_odd(items, labels, -1.0 if capped else ODD_BELOW)
    found = described(given, items, theme, (whole, count), repeated)
    back = np.argsort(order, kind="stable")
    return FoundThemes(
        theme=found.theme[back],
        group=found.group,
        centres=found.centres,
        stability=found.stability,
        centrality=found.centrality[back],
        silhouette=width,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """Smoothed vectors (n, d) and the merges (n - 1, 4) of Ward's method over them."""

    vectors: Floats
    merges: Merges


def nothing_found(count: int, dimensions: int) -> FoundThemes:
    """What is found among too few texts: all are in no theme."""
    return FoundThemes(
        theme=np.full(count, -1, dtype=np.int64),
        group=np.empty(0, dtype=np.int64),
        centres=np.empty((0, dimensions), dtype=np.float32),
        stability=np.empty(0),
        centrality=np.zeros(count),
        silhouette=0.0,
    )


def grown(items: Floats, graph: Graph) -> Tree:
    """The tree of some texts."""
    drawn, links = smoothed(items, graph)
    return Tree(vectors=drawn, merges=ward(drawn, links))


def left_out(count: int) -> list[Integers]:
    """Numbers of the texts that take part in each repeat; texts are in the order of hashes.

    That order is as good as chance, so every so-manieth is left out.
    """
    if count * LEFT_OUT < 1:
        return []
    every = round(1 / LEFT_OUT)
    numbers = np.arange(count)
    return [numbers[numbers % every != repeat * 7] for repeat in range(REPEATS)]


def chosen_cut(trees: Sequence[Tree], most: int) -> tuple[int, float]:
    """How many themes, and the mean silhouette of that cut, over all trees."""
    sizes = grid(min(len(tree.vectors) for tree in trees), most)
    widths = np.array(
        [np.mean([silhouette(tree, size) for tree in trees]) for size in sizes]
    )
    shares = widths / max(widths.max(), 1e-9)
    gain = np.where(shares >= GOOD_ENOUGH, shares - GAIN_WANTED * np.log(sizes), -np.inf)
    best = int(np.argmax(gain))
    return sizes[best], float(widths[best])


def grid(count: int, most: int) -> list[int]:
    """Numbers of themes that are looked at, each a seventh more than the one before."""
    top = min(max(count // TEXTS_PER_THEME, 2), MOST_THEMES)
    if most > 0:
        top = min(top, max(most, 1))
    found, now = [min(2, top)], 2.0
    while now < top:
        now *= GRID
        found.append(min(round(now), top))
    return sorted(set(found))


def silhouette(tree: Tree, size: int) -> float:
    """Mean silhouette of a cut, with cosine distances; of the first texts by hash.

    The mean distance of a text to the texts of a cluster is 1 less its product with their
    mean, so that no pair of texts is looked at.
    """
    labels = cut(tree.merges, size)
    sizes = np.bincount(labels)
    if len(sizes) < 2:
        return 0.0
    alike = tree.vectors[:SAMPLE] @ totals(tree.vectors, labels).T
    labels = labels[:SAMPLE]
    own = np.take_along_axis(alike, labels[:, None], axis=1)[:, 0]
    within = (sizes[labels] - own) / np.maximum(sizes[labels] - 1, 1)
    apart = 1.0 - alike / sizes
    np.put_along_axis(apart, labels[:, None], np.inf, axis=1)
    nearest = apart.min(axis=1)
    widths = (nearest - within) / np.maximum(np.maximum(nearest, within), 1e-9)
    return float(np.where(sizes[labels] > 1, widths, 0.0).mean())


def refined(tree: Tree, size: int) -> Integers:
    """The cluster (n,) of each text: the cut of the tree, put right by k-means."""
    labels = cut(tree.merges, size)
    for _ in range(LLOYD_ROUNDS):
        centres = middles(tree.vectors, labels)
        now = np.argmax(tree.vectors @ centres.T, axis=1)
        if np.array_equal(now, labels):
            break
        labels = np.unique(now, return_inverse=True)[1].astype(np.int64)
    return labels


def middles(vectors: NDArray[np.floating], labels: Integers) -> Floats:
    """Middle (t, d) of each theme, length 1; labels are 0 to t - 1, -1 counts nowhere."""
    return unit(totals(vectors, labels).astype(np.float64)).astype(np.float32)


def totals(vectors: NDArray[np.floating], labels: Integers) -> Floats:
    """The sum (t, d) of each theme's vectors."""
    inside = np.flatnonzero(labels >= 0)
    count = int(labels.max(initial=-1)) + 1
    where = (labels[inside], inside)
    ones = np.ones(len(inside), dtype=np.float32)
    member = csr_array((ones, where), (count, len(vectors)))
    return np.asarray(member @ vectors, dtype=np.float32)


def without_odd(items: Floats, labels: Integers, odd_below: float) -> Integers:
    """The themes again, the largest first, without texts that are odd and themes too small.

    Texts of themes that are too small go to the theme they are most like, if they are like
    any.
    """
    fewest = max(FEWEST_IN_THEME, round(len(items) / TEXTS_PER_FEWEST))
    for _ in range(2):
        sizes = np.bincount(labels[labels >= 0])
        large = np.flatnonzero(sizes >= fewest)
        if len(large) == 0:
            return np.full(len(items), -1, dtype=np.int64)
        place = np.full(len(sizes) + 1, -1, dtype=np.int64)
        place[large] = np.arange(len(large))
        labels = place[labels]
        alike = items @ middles(items, labels).T
        labels = np.where(labels >= 0, labels, np.argmax(alike, axis=1))
        own = np.take_along_axis(alike, labels[:, None], axis=1)[:, 0]
        labels = np.where(own >= odd_below, labels, -1)
    return by_size(labels)


def by_size(labels: Integers) -> Integers:
    """The same themes numbered by size, the largest first; -1 stays."""
    inside = labels >= 0
    names, first, sizes = np.unique(labels[inside], return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    place = np.full(int(labels.max(initial=0)) + 2, -1, dtype=np.int64)
    place[names[order]] = np.arange(len(names))
    return place[labels]


def described(
    given: Floats,
    items: Floats,
    theme: Integers,
    chosen: tuple[Tree, int],
    repeated: Sequence[tuple[Integers, Integers]],
) -> FoundThemes:
    """What is told of themes: groups, centres, stability, centrality."""
    centres = middles(items, theme)
    count = len(centres)
    centrality = np.zeros(len(theme))
    inside = np.flatnonzero(theme >= 0)
    centrality[inside] = (items[inside] * centres[theme[inside]]).sum(axis=1)
    likeness = [jaccard(theme[kept], labels, count) for kept, labels in repeated]
    stability = np.mean(likeness, axis=0) if likeness else np.full(count, np.nan)
    return FoundThemes(
        theme=theme,
        group=groups(theme, chosen),
        centres=middles(given, theme),
        stability=np.asarray(stability, dtype=np.float64),
        centrality=centrality,
        silhouette=0.0,
    )


def jaccard(themes: Integers, labels: Integers, count: int) -> NDArray[np.float64]:
    """For each of the themes the likeness (t,) of the most alike of other clusters."""
    inside = themes >= 0
    both = np.zeros((count, int(labels.max(initial=0)) + 1))
    np.add.at(both, (themes[inside], labels[inside]), 1.0)
    own = np.bincount(themes[inside], minlength=count).astype(np.float64)
    # Texts in no theme do not tell for or against.
    others = np.bincount(labels[inside], minlength=both.shape[1]).astype(np.float64)
    either = own[:, None] + others[None, :] - both
    return np.asarray((both / np.maximum(either, 1.0)).max(axis=1))


def groups(theme: Integers, chosen: tuple[Tree, int]) -> Integers:
    """The upper-level theme (t,) of each theme: a coarser cut of the same tree.

    Cut where the tree's heights make the largest step, among so many groups that each has a
    few themes.
    """
    tree, count = chosen
    themes = int(theme.max(initial=-1)) + 1
    if themes == 0:
        return np.empty(0, dtype=np.int64)
    low = max(round(GROUPS_SHARE[0] * count), 2)
    high = max(round(GROUPS_SHARE[1] * count), low)
    heights = tree.merges[::-1, 2]
    sizes = np.arange(low, min(high, len(heights) - 1) + 1)
    steps = heights[sizes - 2] / np.maximum(heights[sizes - 1], 1e-12)
    size = int(sizes[np.argmax(steps)]) if len(sizes) else 1
    coarse = cut(tree.merges, size)
    inside = theme >= 0
    votes = np.zeros((themes, size))
    np.add.at(votes, (theme[inside], coarse[inside]), 1.0)
    owner = votes.argmax(axis=1)
    texts = np.bincount(owner, weights=votes.sum(axis=1), minlength=size)
    order = np.argsort(-texts, kind="stable")
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size)
    return np.asarray(place[owner])
