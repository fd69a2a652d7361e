"""What a written summary is made of, whatever file it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Block",
    "Heading",
    "Look",
    "Paragraph",
    "Run",
    "Style",
    "Table",
    "run",
    "together",
]


class Look(StrEnum):
    """How a stretch of text looks; always told in words too, never by looks alone."""

    PLAIN = "plain"
    BOLD = "bold"
    DIM = "dim"
    ALERT = "alert"
    QUOTE = "quote"


class Style(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    ITEM = "item"
    NOTE = "note"
    SOURCE = "source"
    BOX = "box"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A stretch of text.

    Attributes:
        text: Its words.
        look: How they look.
        link: Name of the place that it leads to; empty for none.
    """

    text: str
    look: Look = Look.PLAIN
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading; level 0 is the title."""

    text: str
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph; ``anchor`` names it as a place that runs lead to."""

    runs: tuple[Run, ...]
    style: Style = Style.TEXT
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table.

    Attributes:
        headings: Of the columns.
        rows: Cells, each of them paragraphs of runs.
        widths: Of the columns, as shares of the page's width that add up to 1.
        about: What it shows, in a sentence for those who cannot see it.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[tuple[Run, ...], ...], ...], ...]
    widths: tuple[float, ...]
    about: str = ""


Block = Heading | Paragraph | Table


def run(text: str, look: Look = Look.PLAIN, link: str = "") -> Run:
    """A stretch of text."""
    return Run(text=text, look=look, link=link)


def together(place: str) -> str:
    """A page in words whose parts are not put on two lines."""
    return place.replace("p. ", "p.\u00a0").replace("(printed ", "(printed\u00a0")
