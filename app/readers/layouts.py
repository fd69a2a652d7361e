"""Where lines stand, as the child says it, checked before it becomes a record."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.readers.cleaning import clean_text
from app.readers.requests import Outline
from app.records import Heading, PageLayout, TextLine

__all__ = ["as_layout", "as_outline", "plain_layout", "plain_lines"]

FARTHEST = 20_000.0
MOST_LINES = 20_000
MOST_HEADINGS = 5_000
DEEPEST = 15
LABEL_LENGTH = 20
TITLE_LENGTH = 500
VALUES = 9
LINE = re.compile(r"\S[^\n]*")


def plain_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[TextLine]:
    """The lines of a stretch of text of which nothing else is known."""
    for found in LINE.finditer(text, start, len(text) if end is None else end):
        yield TextLine(start=found.start(), end=found.start() + len(found[0].rstrip()))


def plain_layout(page: int, text: str) -> PageLayout:
    """The layout of a page of which only the text is known."""
    return PageLayout(page=page, lines=tuple(plain_lines(text)), text=text)


def as_layout(untrusted: Mapping[str, Any], page: int, text: str) -> PageLayout:
    """The layout of a page out of the child's answer; lines beyond the text are left out.

    Raises:
        KeyError: A value is missing.
        TypeError: A value is of another type than agreed.
        ValueError: A value is out of range.
    """
    lines = untrusted["lines"]
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise ValueError("too many lines")
    return PageLayout(
        page=page,
        label=short_line(untrusted["label"], LABEL_LENGTH),
        width=length(untrusted["width"]),
        height=length(untrusted["height"]),
        lines=tuple(checked_lines(lines, text)),
        text=text,
    )


def checked_lines(untrusted: Sequence[Any], text: str) -> Iterator[TextLine]:
    """Lines in the order of the text, none over another, none empty."""
    last = 0
    for values in untrusted:
        if not isinstance(values, list) or len(values) != VALUES:
            raise ValueError("a line of another form")
        start, end = whole(values[0]), whole(values[1])
        if not last <= start < end:
            raise ValueError("a line out of order")
        last = end
        piece = text[start:end]
        words = piece.strip()
        if not words:
            continue
        begin = start + piece.index(words[0])
        yield TextLine(
            start=begin,
            end=begin + len(words),
            left=length(values[2]),
            top=length(values[3]),
            right=length(values[4]),
            bottom=length(values[5]),
            size=length(values[6]),
            bold=values[7] == 1,
            style=min(whole(values[8]), DEEPEST),
        )


def as_outline(untrusted: Mapping[str, Any], pages: int) -> Outline:
    """What a file says of its structure, out of the child's answer.

    Args:
        untrusted: The answer.
        pages: How many pages the document has.

    Raises:
        KeyError: A value is missing.
        TypeError: A value is of another type than agreed.
        ValueError: A value is out of range.
    """
    entries = untrusted["headings"]
    if not isinstance(entries, list) or len(entries) > MOST_HEADINGS:
        raise ValueError("too many headings")
    headings = []
    for title, depth, page in entries:
        words = short_line(title, TITLE_LENGTH)
        leads = whole(page) if whole(page) <= pages else 0
        level = max(1, min(whole(depth), DEEPEST))
        if words:
            headings.append(Heading(title=words, level=level, page=leads))
    title = short_line(untrusted["title"], TITLE_LENGTH)
    return Outline(title=title, headings=tuple(headings))


def short_line(untrusted: object, most: int) -> str:
    """Words on one line of bounded length."""
    if not isinstance(untrusted, str):
        raise TypeError("no text")
    printable = (c if c.isprintable() else " " for c in clean_text(untrusted[: 4 * most]))
    return " ".join("".join(printable).split())[:most]


def whole(untrusted: object) -> int:
    """A whole number that is not negative."""
    if not isinstance(untrusted, int) or isinstance(untrusted, bool) or untrusted < 0:
        raise ValueError("no whole number")
    return untrusted


def length(untrusted: object) -> float:
    """A length in points."""
    if not isinstance(untrusted, int | float) or isinstance(untrusted, bool):
        raise TypeError("no length")
    if not math.isfinite(untrusted) or abs(untrusted) > FARTHEST:
        raise ValueError("an impossible length")
    return float(untrusted)
