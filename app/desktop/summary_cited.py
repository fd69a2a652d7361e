"""What a line of a summary stands on, and what the line says; both are only carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desktop.quoted_lines import kept_breaks
from app.desktop.tokens import TYPE
from app.records import PageQuotation

__all__ = ["Cited", "Line", "Part", "Source", "Tag", "one_line", "sources_of"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A place in a document that can be looked at.

    Attributes:
        document: Its key.
        name: Its name.
        page: From 1.
        quotation: The words there; None for the page as a whole.
        says: What this place is among others ("Before"); may be empty.
    """

    document: int
    name: str
    page: int
    quotation: PageQuotation | None = None
    says: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """What is shown beside a line when the cursor is on it.

    Attributes:
        sources: The first one is shown first.
        copied: What copying gives.
        why: Why it was chosen; may be empty.
    """

    sources: tuple[Source, ...]
    copied: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A paragraph of a line.

    Attributes:
        text: On one line, or on several where they stand apart on the page.
        tone: One of the colours of the token table.
        size: Multiple of the person's font.
        bold: Whether all of it is.
        spans: First and one past the last character of what is bold and underlined.
        indent: From the left, in device-independent pixels.
        struck: Whether ``spans`` are struck out instead.
        elided: Whether it keeps to one line, its middle left out where it is too long.
    """

    text: str
    tone: str = "text"
    size: float = TYPE.normal
    bold: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    indent: int = 0
    struck: bool = False
    elided: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A remark with an icon of its own, so that no colour has to be told apart."""

    icon: str
    tone: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a list: paragraphs, remarks below them, and a page at the right.

    Attributes:
        parts: From top to bottom.
        tags: Below them.
        chip: At the right; may be empty.
        spoken: The whole line as it is read out.
        cited: What it stands on; None where it stands on nothing.
        ref: What it is to whoever made it; lines of equal ``ref`` are the same line.
        icon: Before the first paragraph, with its tone; empty for none.
        at: Where it stands in what it was made from, for whoever made it.
    """

    parts: tuple[Part, ...]
    tags: tuple[Tag, ...] = ()
    chip: str = ""
    spoken: str = ""
    cited: Cited | None = None
    ref: object = None
    icon: tuple[str, str] = ("", "")
    at: tuple[int, ...] = ()


def sources_of(
    document: int, name: str, quotations: Sequence[PageQuotation], says: str = ""
) -> tuple[Source, ...]:
    """The places of these quotations, in their order."""
    return tuple(
        Source(document=document, name=name, page=q.page, quotation=q, says=says)
        for q in quotations
    )


def one_line(
    text: str, spans: Sequence[tuple[int, int]] = (), longest: int = 4000
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without the paper's line breaks, and where its spans stand in that.

    What stands apart on the page keeps its line.

    Args:
        text: As it stands on its page.
        spans: First and one past the last character of each.
        longest: Characters that are kept; a text is bounded however long it is.
    """
    kept: list[str] = []
    at = []  # at[i]: where character i of the text stands on the line
    breaks = kept_breaks(text)
    for place, character in enumerate(text[:longest]):
        at.append(len(kept))
        blank = character.isspace()
        if place in breaks and kept:
            kept[-1:] = ["\n"] if kept[-1] == " " else [kept[-1], "\n"]
        elif blank and kept and not kept[-1].isspace():
            kept.append(" ")
        elif not blank and character.isprintable():
            kept.append(character)
    at.append(len(kept))
    last = len(at) - 1
    placed = ((at[min(a, last)], at[min(b, last)]) for a, b in spans if 0 <= a < b)
    said = "".join(kept).rstrip() + ("\u2026" if len(text) > longest else "")
    return said, tuple((a, min(b, len(said))) for a, b in placed if a < min(b, len(said)))
