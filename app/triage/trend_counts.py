"""Counts of groups over periods, and of how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import PeriodKind
from app.triage.trend_periods import Cut, cut

__all__ = ["Counted", "Table", "count"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# With more days than this they are no longer shown one by one.
DAYS_SHOWN = 800

# A group whose share swings by more than this (standard deviation, part of the others)
# would make all others seem to move the other way, by as much as is worth telling.
SWING = 0.1
# Of what is left to compare with, no group may be more than this.
LARGEST = 0.5
LEAST_LEFT = 0.15


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Counts in one cut of time.

    Attributes:
        cut: The periods.
        counts: (g, p), items of each group.
        sizes: (g, p), items that they are compared with: all but those that fall only to
            groups set apart.
    """

    cut: Cut
    counts: Floats
    sizes: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Dated items counted in every cut.

    Attributes:
        tables: By cut.
        apart: Numbers of the groups that move so much that others are not compared with
            them.
        first: First day, as ``date.toordinal`` counts.
        last: Last day.
    """

    tables: dict[PeriodKind, Table]
    apart: tuple[int, ...]
    first: int
    last: int

    @property
    def span(self) -> int:
        """Days from the first to the last, both included."""
        return self.last - self.first + 1

    @property
    def cuts(self) -> Sequence[Cut]:
        """All cuts of time."""
        return [table.cut for table in self.tables.values()]


def count(days: Integers, pairs: Integers, groups: int) -> Counted:
    """Count items by group and period.

    Args:
        days: (n,), 0 where undated; at least one is dated.
        pairs: (m, 2), number of an item and of a group that it is in.
        groups: Number of groups.
    """
    pairs = np.unique(pairs.reshape(-1, 2), axis=0)
    pairs = pairs[days[pairs[:, 0]] > 0]
    first, last = int(days[days > 0].min()), int(days.max())
    kinds = [
        kind
        for kind in PeriodKind
        if kind is not PeriodKind.DAY or last - first < DAYS_SHOWN
    ]
    cuts = {kind: cut(days, kind) for kind in kinds}
    months = cuts[PeriodKind.MONTH]
    apart = set_apart(months if months.count >= 8 else cuts[PeriodKind.WEEK], pairs, groups)
    return Counted(
        tables={kind: table(one, pairs, groups, apart) for kind, one in cuts.items()},
        apart=apart,
        first=first,
        last=last,
    )


def table(cut: Cut, pairs: Integers, groups: int, apart: Sequence[int]) -> Table:
    """Counts and sizes with some groups set apart."""
    outside = np.zeros(len(cut.place), dtype=np.bool_)
    outside[pairs[np.isin(pairs[:, 1], np.array(apart, dtype=np.int64)), 0]] = True
    dated = cut.place >= 0
    common = np.bincount(cut.place[dated & ~outside], minlength=cut.count)
    cells = pairs[:, 1] * cut.count + cut.place[pairs[:, 0]]
    inside = cells[~outside[pairs[:, 0]]]
    shape, length = (groups, cut.count), groups * cut.count
    counts = np.bincount(cells, minlength=length).reshape(shape)
    shared = np.bincount(inside, minlength=length).reshape(shape)
    return Table(
        cut=cut,
        counts=counts.astype(np.float64),
        sizes=(common + counts - shared).astype(np.float64),
    )


def set_apart(cut: Cut, pairs: Integers, groups: int) -> tuple[int, ...]:
    """The groups whose share swings too much for others to be compared with them.

    One after the other, the one that swings most first: what seems to swing because of it
    no longer does once it is out (as reference genes are kept in counts of genes).
    """
    apart: list[int] = []
    for _ in range(groups):
        found = table(cut, pairs, groups, apart)
        swings = swing(found)
        swings[apart] = 0.0
        worst = int(np.argmax(swings)) if groups else 0
        if not groups or swings[worst] <= SWING:
            break
        left = table(cut, pairs, groups, [*apart, worst])
        others = np.setdiff1d(np.arange(groups), [*apart, worst])
        common = (left.sizes - left.counts)[worst].sum()
        largest = left.counts[others].sum(axis=1).max(initial=0.0)
        if common < LEAST_LEFT * cut.totals.sum() or largest > LARGEST * common:
            break
        apart.append(worst)
    return tuple(sorted(apart))


def swing(table: Table) -> Floats:
    """By how much each group moves the shares of the others, beyond chance (g,)."""
    sizes, counts = table.sizes, table.counts
    total = np.maximum(sizes.sum(axis=1), 1)
    share = counts.sum(axis=1) / total
    away = counts - sizes * share[:, None]
    squares = np.divide(away**2, sizes, out=np.zeros_like(sizes), where=sizes > 0)
    by_chance = share * (1 - share) * ((sizes > 0).sum(axis=1) - 1)
    beyond = np.maximum(squares.sum(axis=1) - by_chance, 0) / total
    return np.asarray(np.sqrt(beyond) / np.maximum(1 - share, 0.05))
