"""Footnotes: small type at the foot of a page that begins with a number or mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["mark_footnotes"]

SMALL = 0.95
FARTHEST_AHEAD = 3
NUMBER = re.compile(
    r"[\[(]?(\d{1,4})[\])]?[.)]?\s{0,3}(?=[^\W\d_]|[\"'\u201c\u2018(\[]|\d+\s[A-Z])"
)
MARK = re.compile(r"[*\u2020\u2021\u00a7]{1,3}\s{0,3}(?=\w)|[a-z][.)]?\s(?=[A-Z\"\u201c])")
ENDS = (".", "!", "?", "\u201d", '"', ")")


def mark_footnotes(pages: Sequence[Sequence[Row]], body: float) -> int:
    """Mark the footnotes of all pages; returns the highest number of one, 0 for none.

    Args:
        pages: The rows of every page.
        body: Size of the type of the text.
    """
    last, highest, torn = 0, 0, False
    for rows in pages:
        last, torn = mark_page(rows, body, last, torn=torn)
        highest = max(highest, last)
    return highest


def mark_page(
    rows: Sequence[Row], body: float, last: int, *, torn: bool
) -> tuple[int, bool]:
    """Mark the footnotes of a page.

    Args:
        rows: Of the page.
        body: Size of the type of the text.
        last: Number of the last footnote before; 0 for none.
        torn: Whether that footnote may go on here.

    Returns:
        Number of the last footnote, and whether it may go on on the next page.
    """
    notes = foot_of(rows, body)
    begun: list[tuple[int, int]] = []
    for index, row in enumerate(notes):
        number = number_of(row, begun[-1][1] if begun else last, first=not begun)
        if number is not None:
            begun.append((index, number))
    if not begun:
        return last, False
    first = 0 if torn else begun[0][0]
    opening = {index for index, _ in begun}
    for index, row in enumerate(notes[first:], start=first):
        row.kind, row.table, row.header = BlockKind.FOOTNOTE, 0, False
        row.opens = index in opening
    return begun[-1][1], not notes[-1].words.endswith(ENDS)


def foot_of(rows: Sequence[Row], body: float) -> list[Row]:
    """The rows at the foot of a page that are set small, from top to bottom."""
    ordered = sorted(
        (row for row in rows if row.placed and row.kind in {None, BlockKind.TABLE_ROW}),
        key=lambda row: row.bottom,
    )
    first = len(ordered)
    while (
        first
        and 0 < ordered[first - 1].size <= SMALL * body
        and not ordered[first - 1].table
    ):
        first -= 1
    return ordered[first:]


def number_of(row: Row, last: int, *, first: bool) -> int | None:
    """The number a row begins a footnote with; the last one for a mark, None for none.

    Numbers go up by one, or begin anew on a page; a line may begin with others by chance.
    """
    found = NUMBER.match(row.words[:24])
    if found is not None:
        number = int(found[1])
        ahead = last < number <= last + FARTHEST_AHEAD
        return number if ahead or (first and number == 1) else None
    return last if MARK.match(row.words[:8]) else None
