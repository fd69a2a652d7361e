"""Which themes of a new analysis are themes that the case knows already.

Two themes are the same where they share enough items (the Jaccard index over items that
both analyses saw, as communities are followed through time: Greene, Doyle and Cunningham,
2010), or, where one of them has none of the other's items, where their middles are near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import ThemeOrigin
from app.store import StoredTheme, ThemeState

__all__ = ["Known", "followed", "parts_of", "root_of"]

SAME_ITEMS = 0.3
# Cosine of two middles: of halves of one intent of banking77 train it is 0.94 and more, of
# different intents 0.86 and less.
SAME_MIDDLE = 0.9

Floats = NDArray[np.floating]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the case knows from earlier.

    Attributes:
        themes: All, by key.
        members: Item and theme of everything that was found.
    """

    themes: Mapping[int, StoredTheme]
    members: Sequence[tuple[int, int]]


def followed(
    known: Known, clusters: Mapping[int, Iterable[int]], centres: Floats
) -> dict[int, int]:
    """The known theme that each new one is, for those that are one; no theme twice.

    Args:
        known: From earlier.
        clusters: By number of the new theme, the keys of its items.
        centres: (t, d), middles of the new themes, of length 1.
    """
    ranked = sorted(
        (*by_items(known, clusters), *by_middles(known, clusters, centres)),
        key=lambda one: (-one[0], one[2], one[1]),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, cluster, theme in ranked:
        if cluster not in found and theme not in taken:
            found[cluster] = theme
            taken.add(theme)
    return found


def by_items(
    known: Known, clusters: Mapping[int, Iterable[int]]
) -> list[tuple[float, int, int]]:
    """Likeness, new theme and known theme of pairs that share enough items.

    They come before all pairs that are told by their middles.
    """
    before: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for item, theme in known.members:
        before.setdefault(item, []).append(theme)
        sizes[theme] = sizes.get(theme, 0) + 1
    found = []
    for cluster, items in clusters.items():
        shared: dict[int, int] = {}
        old = 0
        for item in items:
            old += item in before
            for theme in before.get(item, ()):
                shared[theme] = shared.get(theme, 0) + 1
        for theme, both in shared.items():
            likeness = both / (old + sizes[theme] - both)
            if likeness >= SAME_ITEMS:
                found.append((1.0 + likeness, cluster, theme))
    return found


def by_middles(
    known: Known, clusters: Mapping[int, Iterable[int]], centres: Floats
) -> list[tuple[float, int, int]]:
    """The same of pairs of which one has no item that the other analysis saw."""
    with_items = {theme for _, theme in known.members}
    seen = {item for item, _ in known.members}
    fresh = [number for number, items in clusters.items() if seen.isdisjoint(items)]
    found = []
    for key, theme in known.themes.items():
        if theme.centre is None or theme.origin is not ThemeOrigin.FOUND:
            continue
        for number in clusters if key not in with_items else fresh:
            likeness = float(centres[number] @ theme.centre)
            if likeness >= SAME_MIDDLE:
                found.append((likeness, number, key))
    return found


def root_of(themes: Mapping[int, StoredTheme], key: int) -> StoredTheme:
    """The theme that one was merged into in the end; itself where it was not."""
    theme = themes[key]
    for _ in themes:
        into = theme.merged_into
        if theme.state is not ThemeState.MERGED or into is None or into not in themes:
            break
        theme = themes[into]
    return theme


def parts_of(themes: Mapping[int, StoredTheme], key: int) -> list[StoredTheme]:
    """The themes that one was split into and that have a middle, in order of key."""
    return [
        theme
        for theme in themes.values()
        if theme.part_of == key and theme.centre is not None
    ]
