"""Groups by the values of another column, with small counts hidden for privacy.

A small count is hidden, and so is what it could be worked out from (complementary
suppression; Willenborg and de Waal, "Elements of statistical disclosure control", 2001).
An item may be in several groups or none, so that the counts of a value need not sum to its
total, yet where every item is in one group they do, and whoever reads the table may know
that: rows and columns are taken to sum. What counts as worked out is decided as a stranger
would do it: from all sums that are shown, by elimination.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.records import Breakdown

__all__ = ["EMPTY", "MOST_VALUES", "OTHERS", "breakdown", "can_be_told"]

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_VALUES = 12
EMPTY = "(empty)"
OTHERS = "other values"
CLOSE = 1e-9
NARROWINGS = 50


def breakdown(
    column: str,
    values: Sequence[str],
    pairs: Integers,
    groups: Sequence[str],
    smallest: int,
) -> Breakdown:
    """How many items of each group have each value of a column.

    Args:
        column: Its header.
        values: (n,), each item's value; blank ones are one value of their own.
        pairs: (m, 2), number of an item and number of a group that it is in.
        groups: Names, by number.
        smallest: Counts from 1 to one below this are hidden; 0 or 1 hides none.
    """
    names = [" ".join(value.split()) or EMPTY for value in values]
    shown, number = listed(names)
    of_item = np.array([number[name] for name in names], dtype=np.int64)
    pairs = np.unique(np.asarray(pairs, dtype=np.int64).reshape(-1, 2), axis=0)
    cells = pairs[:, 1] * len(shown) + of_item[pairs[:, 0]]
    shape = len(groups), len(shown)
    counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    totals = np.bincount(of_item, minlength=len(shown))
    table = np.vstack([counts, totals]).astype(np.int64)
    hidden = suppressed(table, smallest)
    return Breakdown(
        column=column,
        values=tuple(shown),
        groups=tuple(groups),
        counts=tuple(
            tuple(None if gone else int(count) for count, gone in zip(*row, strict=True))
            for row in zip(counts, hidden[:-1], strict=True)
        ),
        totals=tuple(
            None if gone else int(count)
            for count, gone in zip(totals, hidden[-1], strict=True)
        ),
        smallest=smallest,
    )


def listed(names: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """The values that are shown, the most frequent first, and each value's number."""
    ranked = sorted(Counter(names).items(), key=lambda one: (-one[1], one[0]))
    ordered = [name for name, _ in ranked]
    if len(ordered) <= MOST_VALUES:
        return ordered, {name: place for place, name in enumerate(ordered)}
    kept = ordered[: MOST_VALUES - 1]
    number = {name: min(place, len(kept)) for place, name in enumerate(ordered)}
    others = OTHERS
    while others in kept:
        others += " (rest)"
    return [*kept, others], number


def suppressed(table: Integers, smallest: int) -> Flags:
    """Which cells of a table are hidden; its last row holds the totals of the columns.

    First the small counts. Then, as long as one that is hidden can be told from what is
    shown, three more that make a rectangle with it, those of the smallest sum: each sum
    then has two hidden cells (the hypercube method). Where no rectangle is left, all
    counts above 0 go.
    """
    hidden = (table > 0) & (table < smallest)
    while True:
        open_ones = np.argwhere(can_be_told(table, hidden))
        if not len(open_ones):
            return hidden
        more = [rectangle(table, hidden, int(row), int(at)) for row, at in open_ones]
        good = [one for one in more if one is not None]
        if not good:
            return np.asarray(hidden | (table > 0))
        for place in min(good)[1]:
            hidden[place] = True


def rectangle(
    table: Integers, hidden: Flags, row: int, at: int
) -> tuple[int, list[tuple[int, int]]] | None:
    """The cells to hide with one, and their sum: the least that make a rectangle."""
    best: tuple[int, list[tuple[int, int]]] | None = None
    rows = np.flatnonzero(table[:, at] > 0)
    for other in rows[rows != row].tolist():
        both = np.flatnonzero((table[row] > 0) & (table[other] > 0))
        for beside in both[both != at].tolist():
            corners = [(row, beside), (other, at), (other, beside)]
            new = [one for one in corners if not hidden[one]]
            choice = sum(int(table[one]) for one in new), new
            if new and (best is None or choice < best):
                best = choice
    return best


def can_be_told(table: Integers, hidden: Flags) -> Flags:
    """Which hidden cells follow from what is shown.

    Known to a stranger: that the groups of a value sum to its total where each item is in
    one group, the sum of every row over all values, which other pages show, and that a
    hidden count is at least 1. A cell is told where the sums leave it no other value, by
    elimination or because lowest and highest meet.
    """
    told = np.zeros_like(hidden)
    places = [(int(row), int(at)) for row, at in np.argwhere(hidden)]
    if not places:
        return told
    number = {place: one for one, place in enumerate(places)}
    lines = np.array([line for line in equations(table.shape, number) if line.any()])
    true = np.array([table[place] for place in places], dtype=np.float64)
    reduced, pivots = eliminated(lines)
    for line, pivot in zip(reduced, pivots, strict=True):
        if np.count_nonzero(np.abs(line) > CLOSE) == 1:
            told[places[pivot]] = True
    low, high = ranges(lines, lines @ true, np.minimum(true, 1.0))
    for place, narrow in zip(places, high - low < 1, strict=True):
        told[place] |= bool(narrow)
    return told


def ranges(
    lines: NDArray[np.float64], sums: NDArray[np.float64], least: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest value of every hidden cell, narrowed from sum to sum.

    Args:
        lines: (s, h), 1 for a cell that is in a sum, -1 for one that is taken from it.
        sums: (s,), what each comes to.
        least: (h,), below which no cell is.
    """
    low, high = least.copy(), np.full(len(least), np.abs(sums).sum() + least.sum() + 1)
    added, taken = (lines > 0).astype(np.float64), (lines < 0).astype(np.float64)
    for _ in range(NARROWINGS):
        lowest = (added @ low - taken @ high)[:, None]
        highest = (added @ high - taken @ low)[:, None]
        total = sums[:, None]
        floors = np.where(added > 0, total - highest + high, -np.inf)
        floors = np.where(taken > 0, lowest + high - total, floors)
        tops = np.where(added > 0, total - lowest + low, np.inf)
        tops = np.where(taken > 0, highest + low - total, tops)
        narrower = np.maximum(low, floors.max(axis=0)), np.minimum(high, tops.min(axis=0))
        if np.array_equal(low, narrower[0]) and np.array_equal(high, narrower[1]):
            break
        low, high = narrower
    return low, high


def equations(
    shape: tuple[int, ...], number: dict[tuple[int, int], int]
) -> Iterator[NDArray[np.float64]]:
    """Every sum, as a line over the hidden cells: 1 where one is in it, -1 for a total."""
    rows, columns = shape
    for row in range(rows):
        line = np.zeros(len(number))
        for at in range(columns):
            if (row, at) in number:
                line[number[row, at]] = 1.0
        yield line
    for at in range(columns):
        line = np.zeros(len(number))
        for row in range(rows):
            if (row, at) in number:
                line[number[row, at]] = -1.0 if row == rows - 1 else 1.0
        yield line


def eliminated(lines: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[int]]:
    """Lines in reduced echelon form, and the number of each one's first cell."""
    lines = lines.copy()
    pivots: list[int] = []
    for cell in range(lines.shape[1]):
        at = len(pivots)
        if at == len(lines):
            break
        best = at + int(np.argmax(np.abs(lines[at:, cell])))
        if abs(lines[best, cell]) < CLOSE:
            continue
        lines[[at, best]] = lines[[best, at]]
        lines[at] /= lines[at, cell]
        others = np.arange(len(lines)) != at
        lines[others] -= np.outer(lines[others, cell], lines[at])
        pivots.append(cell)
    return lines[: len(pivots)], pivots
