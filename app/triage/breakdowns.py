"""Groups by the values of another column, with small counts hidden for privacy.

A small count is hidden, and so is what it could be worked out from (complementary
suppression; Willenborg and de Waal, "Elements of statistical disclosure control", 2001).
An item may be in several groups or none, so that the counts of a value need not sum to its
total, yet where every item is in one group they do, and whoever reads the table may know
that: rows and columns are taken to sum. What counts as worked out is decided as a stranger
would do it: from all sums that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.records import Breakdown

__all__ = ["EMPTY", "MOST_VALUES", "OTHERS", "breakdown", "can_be_told"]

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_VALUES = 12
EMPTY = "(empty)"
OTHERS = "other values"
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
        before = int(hidden.sum())
        touched: set[int] = set()
        for row, at in open_ones.tolist():
            # A row that this round has changed already is looked at again in the next.
            if row not in touched:
                touched |= hide_rectangle(table, hidden, row, at)
        if hidden.sum() == before:
            return np.asarray(hidden | (table > 0))


def hide_rectangle(table: Integers, hidden: Flags, row: int, at: int) -> set[int]:
    """Hide, in place, the cells of the smallest sum that make a rectangle with one.

    Returns:
        The rows in which something was hidden; empty where there is no rectangle.
    """
    cost = np.where(hidden, 0, table)
    sums = cost + cost[row][None, :] + cost[:, at][:, None]
    fits = (table > 0) & (table[row] > 0)[None, :] & (table[:, at] > 0)[:, None]
    fits[row], fits[:, at] = False, False
    # One whose cells are hidden already adds nothing.
    fits &= sums > 0
    if not fits.any():
        return set()
    best = int(np.argmin(np.where(fits, sums, np.iinfo(np.int64).max)))
    other, beside = divmod(best, table.shape[1])
    for place in ((row, beside), (other, at), (other, beside)):
        hidden[place] = True
    return {row, other}


def can_be_told(table: Integers, hidden: Flags) -> Flags:
    """Which hidden cells follow from what is shown.

    Known to a stranger: that the groups of a value sum to its total where each item is in
    one group, the sum of every row over all values, which other pages show, and that a
    hidden count is at least 1. The hidden cells are links between rows and columns; the
    sums alone tell a cell where its link is a bridge (Gusfield, "A graph theoretic approach
    to statistical data security", 1988), the rest where lowest and highest meet.
    """
    told = np.zeros_like(hidden)
    rows, columns = np.nonzero(hidden)
    if len(rows) == 0:
        return told
    low, high = ranges(table, rows, columns)
    told[rows, columns] = bridges(rows, columns + len(table)) | (high - low < 1)
    return told


def ranges(
    table: Integers, rows: Integers, columns: Integers
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest value (h,) of every hidden cell, narrowed from sum to sum.

    Args:
        table: Counts, with totals in the last row.
        rows: (h,) of the hidden cells.
        columns: (h,) of the hidden cells.
    """
    true = table[rows, columns].astype(np.float64)
    low = np.minimum(true, 1.0)
    high = np.full(len(true), true.sum() + len(true) + 1)
    # In its column a total is what the others come to, and so is taken from them.
    signs = np.where(rows == len(table) - 1, -1.0, 1.0)
    lines = ((rows, np.ones(len(rows))), (columns, signs))
    sums = [np.bincount(line, weights=sign * true) for line, sign in lines]
    for _ in range(NARROWINGS):
        before = low, high
        for (line, sign), total in zip(lines, sums, strict=True):
            ends = np.where(sign > 0, (low, high), (-high, -low))
            lowest = np.bincount(line, weights=ends[0])[line]
            highest = np.bincount(line, weights=ends[1])[line]
            floors = total[line] - highest + ends[1]
            tops = total[line] - lowest + ends[0]
            low = np.maximum(low, np.where(sign > 0, floors, -tops))
            high = np.minimum(high, np.where(sign > 0, tops, -floors))
        if np.array_equal(low, before[0]) and np.array_equal(high, before[1]):
            break
    return low, high


def bridges(ones: Integers, others: Integers) -> Flags:
    """Which links (h,) between numbered points hold two parts together by themselves.

    By the lowest point that each can reach another way (Tarjan, 1974).
    """
    near: dict[int, list[tuple[int, int]]] = {}
    for link, (one, other) in enumerate(zip(ones.tolist(), others.tolist(), strict=True)):
        near.setdefault(one, []).append((other, link))
        near.setdefault(other, []).append((one, link))
    found = np.zeros(len(ones), dtype=bool)
    seen: dict[int, int] = {}
    for start, links in near.items():
        if start not in seen:
            seen[start] = len(seen)
            walk(near, (start, links), seen, found)
    return found


def walk(
    near: dict[int, list[tuple[int, int]]],
    begin: tuple[int, list[tuple[int, int]]],
    seen: dict[int, int],
    found: Flags,
) -> None:
    """Mark, in place, the bridges of the part that a point is in."""
    low = {begin[0]: seen[begin[0]]}
    path = [(begin[0], -1, iter(begin[1]))]
    while path:
        point, came, links = path[-1]
        step = next(links, None)
        if step is None:
            path.pop()
            if path:
                below = path[-1][0]
                low[below] = min(low[below], low[point])
                found[came] = low[point] > seen[below]
            continue
        other, link = step
        if other not in seen:
            seen[other] = low[other] = len(seen)
            path.append((other, link, iter(near[other])))
        elif link != came:
            low[point] = min(low[point], seen[other])
