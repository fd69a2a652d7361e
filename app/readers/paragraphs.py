"""Paragraphs and list items: which lines belong together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from app.readers.rows import MARKER, Row

__all__ = ["grouped", "is_torn", "usual_leading"]

LARGER_GAP = 1.35
INDENT = 0.8
SHORT = 0.85
ENDS = tuple(".!?:;")
CLOSERS = "\"'\u201d\u2019)]}\u00bb0123456789\u00b9\u00b2\u00b3*"
NEAREST, FARTHEST = 0.8, 2.6
OTHER_SIZE = 0.12
SHORT_PIECE = 3
LONG_LINE = 120
LEAST_LINE = 45
RAGGED = 8
SHORT_LINE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How running text is set.

    Attributes:
        leading: From line to line, in type sizes.
        right: Where full lines end, in points.
        letters: Characters of full lines where only the text is known; 0 where no line is
            broken.
    """

    leading: float
    right: float
    letters: int


def usual_leading(rows: Sequence[Row]) -> float:
    """From one line to the next within paragraphs, in type sizes."""
    steps = []
    for above, below in itertools.pairwise(rows):
        if above.placed and below.placed and above.size > 0:
            step = (below.top - above.top) / above.size
            if abs(above.size - below.size) < 0.5 and NEAREST < step < FARTHEST:
                steps.append(step)
    return median(steps) if steps else 1.2


def grouped(rows: Sequence[Row], leading: float) -> list[list[Row]]:
    """Rows of running text, those of one paragraph or list item together.

    Args:
        rows: In reading order, of one page and one kind.
        leading: As ``usual_leading`` tells.
    """
    groups: list[list[Row]] = []
    setting = Setting(leading=leading, right=column_width(rows), letters=line_length(rows))
    for row in rows:
        joined = bool(groups) and joins(groups[-1], row, setting)
        if joined and touches(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            row.goes_on = joined
            groups.append([row])
    return groups


def touches(last: Row, row: Row) -> bool:
    """Whether nothing stands between two rows in the text: they can be one block."""
    return last.end <= row.start and not last.text[last.end : row.start].strip()


def column_width(rows: Sequence[Row]) -> float:
    """Right edge that full lines reach."""
    rights = sorted(row.right for row in rows if row.placed)
    return rights[int(len(rights) * 0.9)] if rights else 0.0


def line_length(rows: Sequence[Row]) -> int:
    """How many characters full lines have where only the text is known; 0 for no lines.

    Lines much longer than on paper are paragraphs, and none of them is broken.
    """
    lengths = sorted(len(row.words) for row in rows if not row.placed)
    usual = lengths[int(0.9 * len(lengths))] if lengths else 0
    return usual if LEAST_LINE <= usual <= LONG_LINE else 0


def joins(group: Sequence[Row], row: Row, setting: Setting) -> bool:
    """Whether a row goes on with the rows before it."""
    last = group[-1]
    if row.opens or row.kind is not None:
        return not row.opens
    if MARKER.match(row.words[:12]):
        return False
    if not (row.placed and last.placed):
        return joins_plainly(last, row, setting.letters)
    step = row.top - last.top
    if not 0 <= step <= LARGER_GAP * setting.leading * max(last.size, row.size, 1.0):
        return False
    return same_size(last, row) and joins_placed(group, row, setting)


def same_size(last: Row, row: Row) -> bool:
    """Whether two rows are set in one size; a note's number says nothing of it."""
    short = min(len(row.words), len(last.words)) <= SHORT_PIECE
    return short or abs(row.size - last.size) <= OTHER_SIZE * last.size


def joins_placed(group: Sequence[Row], row: Row, setting: Setting) -> bool:
    """Whether a row close below goes on with a paragraph, by indents and full lines."""
    last, first = group[-1], group[0]
    step = (row.top - last.top) / max(row.size, 1.0)
    if MARKER.match(first.words[:12]):
        return row.left >= first.left + 0.3 * row.size or step < 1.05 * setting.leading
    indented = row.left > last.left + INDENT * row.size and last.left <= first.left
    if indented and len(group) > 1:
        return False
    ended = last.words.rstrip(CLOSERS).endswith(ENDS)
    parted = last.right < SHORT * setting.right and step > 1.1 * setting.leading
    return not (ended and parted and row.left <= first.left + row.size)


def joins_plainly(last: Row, row: Row, letters: int) -> bool:
    """The same for lines of which only the text is known: the line before was full."""
    between = row.text[last.end : row.start]
    if not letters or between.count("\n") != 1 or row.style or last.style:
        return False
    return len(last.words) + 1 + len(row.words.split(" ", 1)[0]) >= letters - RAGGED


def is_torn(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether a paragraph that a page or column ends goes on in the next one.

    Args:
        before: Rows of the last paragraph or list item.
        after: Rows of this one.
    """
    last, first = before[-1], after[0]
    moved = last.page != first.page or (
        first.placed and last.placed and first.top < last.top - 2 * last.size
    )
    words = last.words.rstrip(CLOSERS)
    if not moved or words.endswith(ENDS) or MARKER.match(first.words[:12]):
        return False
    if (
        last.placed
        and first.placed
        and abs(last.size - first.size) > OTHER_SIZE * last.size
    ):
        return False
    opening = next((c for c in first.words if c.isalnum()), "")
    joined = last.words.endswith((",", "-", "\u2014", "\u2013")) or opening.islower()
    return joined or (last.placed and len(last.words) > SHORT_LINE) or len(before) > 1
