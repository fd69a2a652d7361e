"""Columns of running text whose lines come across the page, put one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from app.records import TextLine

__all__ = ["in_columns"]

GRAIN = 4.0
MOST_GRAINS = 2_000
COLUMN_LINES = 12
FILLED = 0.6
MOST_CROSSING = 0.25
CHANGES = 0.6
# Characters that most lines of a column of running text have at least.
RUNNING_LENGTH = 22


def in_columns(lines: Sequence[TextLine], width: float) -> Sequence[TextLine]:
    """The lines of a page in reading order.

    The order of the text is kept, but where it goes to and fro across the gap between two
    columns that running text fills: there the left column comes first. A line across the
    gap parts what is above it from what is below.

    Args:
        lines: In the order of the page's text.
        width: Of the page in points; 0 if not known.
    """
    gap = gap_between(lines, width)
    if gap is None:
        return lines
    ordered: list[TextLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    for line in lines:
        if line.left < gap < line.right:
            ordered.extend((*left, *right, line))
            left, right = [], []
        else:
            (left if line.right <= gap else right).append(line)
    return [*ordered, *left, *right]


def gap_between(lines: Sequence[TextLine], width: float) -> float | None:
    """The middle of the gap between two columns that the text's order mixes up."""
    laid = [line for line in lines if line.bottom > line.top]
    if width <= 0 or len(laid) < 2 * COLUMN_LINES or len(laid) < len(lines):
        return None
    grains = min(MOST_GRAINS, int(width / GRAIN) + 1)
    edges = [0] * (grains + 1)
    for line in laid:
        first = max(0, min(grains, int(line.left / GRAIN)))
        edges[first] += 1
        edges[max(first, min(grains, int(line.right / GRAIN) + 1))] -= 1
    crossing: list[int] = []
    for edge in edges:
        crossing.append((crossing[-1] if crossing else 0) + edge)
    middle = range(grains // 4, max(grains // 4 + 1, 3 * grains // 4))
    best = min(middle, key=lambda grain: (crossing[grain], abs(grain - grains // 2)))
    if crossing[best] > MOST_CROSSING * len(laid):
        return None
    gap = (best + 0.5) * GRAIN
    return gap if mixed_columns(laid, gap) else None


def mixed_columns(lines: Sequence[TextLine], gap: float) -> bool:
    """Whether running text on both sides of a gap comes by turns."""
    sides = [line.left > gap for line in lines if line.right <= gap or line.left >= gap]
    left = [line for line in lines if line.right <= gap]
    right = [line for line in lines if line.left >= gap]
    least = min(len(left), len(right))
    if least < COLUMN_LINES or not (fills(left) and fills(right)):
        return False
    changes = sum(one and not other for one, other in itertools.pairwise(sides))
    return changes >= CHANGES * least


def fills(column: Sequence[TextLine]) -> bool:
    """Whether most lines fill the width of their column, as running text does."""
    width = max(line.right for line in column) - min(line.left for line in column)
    widths = sorted(line.right - line.left for line in column)
    lengths = sorted(line.end - line.start for line in column)
    long = lengths[len(lengths) // 2] >= RUNNING_LENGTH
    return long and widths[len(widths) // 2] >= FILLED * width
