"""The message that a reply quotes, told apart from what the reply says itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["mark_earlier"]

QUOTED = re.compile(r"\s{0,8}>")
# "On Tue, 3 Mar 2026 at 16:41, Permit Center wrote:" before the lines that it speaks of.
INTRODUCED = re.compile(
    r"\S.{0,200}\b(?:wrote|writes|schrieb|escribi\u00f3|a \u00e9crit|scrisse)\s?:",
    re.IGNORECASE,
)
LINES_OF_INTRODUCTION = 2


def mark_earlier(rows: Sequence[Row]) -> None:
    """Mark the rows of a page without places that a reply quotes from earlier messages.

    A text of nothing but such lines is left as it is: there is no reply to tell apart.
    """
    if any(row.placed for row in rows):
        return
    quoted = [bool(QUOTED.match(row.text[row.start : row.end][:16])) for row in rows]
    if all(quoted) or not any(quoted):
        return
    for number, row in enumerate(rows):
        if quoted[number]:
            row.kind = BlockKind.EARLIER
            if number and not quoted[number - 1]:
                mark_introduction(rows[max(0, number - LINES_OF_INTRODUCTION) : number])


def mark_introduction(before: Sequence[Row]) -> None:
    """Mark the line, wrapped or not, that says who wrote what follows."""
    for count in range(1, LINES_OF_INTRODUCTION + 1):
        lines = before[-count:]
        if INTRODUCED.fullmatch(" ".join(row.words for row in lines)[:400]):
            for row in lines:
                row.kind = BlockKind.EARLIER
            return
