"""The title of a document: from its properties, or what is set largest at its start."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.readers.contents import bare
from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["title_of"]

LONGEST = 300
LARGER = 1.15
FIRST_PAGES = 2
NO_TITLE = re.compile(
    r"\(?(?:anonymous|untitled|unknown|no title|title|document\d*|slide \d+|page \d+)\)?"
    r"|microsoft (?:word|powerpoint|excel)\s*-.*"
    r"|.*\.(?:docx?|pdf|rtf|indd|xlsx?|pptx?)",
    re.IGNORECASE,
)


def title_of(pages: Sequence[Sequence[Row]], named: str, body: float) -> str:
    """The title of a document; empty where none can be told.

    Args:
        pages: The rows of every page, headings marked.
        named: The title in the file's properties.
        body: Size of the type of the text.
    """
    named = "" if NO_TITLE.fullmatch(named.strip()) else " ".join(named.split())[:LONGEST]
    named = named if " " in named else ""
    first = [row for rows in pages[:FIRST_PAGES] for row in rows]
    if named and bare(named) in "".join(bare(row.words) for row in first):
        return named
    return largest_of(pages[0] if pages else (), body) or named or first_heading(first)


def largest_of(rows: Sequence[Row], body: float) -> str:
    """What is set largest on a page, if it is larger than the text; a few lines of it."""
    shown = [row for row in rows if row.placed and row.kind is not BlockKind.FURNITURE]
    if not shown:
        return ""
    size = max(row.size for row in shown)
    if size < LARGER * body:
        return ""
    title: list[str] = []
    for row in shown:
        if abs(row.size - size) <= 0.5:
            title.append(row.words)
        elif title:
            break
    words = " ".join(title)
    return words if sum(c.isalpha() for c in words) > 3 and len(words) <= LONGEST else ""


def first_heading(rows: Sequence[Row]) -> str:
    """The first heading, with what goes on with it."""
    words: list[str] = []
    for row in rows:
        if row.kind is BlockKind.HEADING and (not words or not row.opens):
            words.append(row.words)
        elif words:
            break
    return " ".join(words)[:LONGEST]
