"""What faces and writers show of a case: one row per item, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.records.documents import Document, Item
from app.records.learning import LearningReport
from app.records.runs import RunCounts
from app.records.schemes import Scheme
from app.records.verdicts import Status, Verdict

__all__ = [
    "PagePicture",
    "ResultRow",
    "ResultsAbout",
    "RowFacets",
    "RowFilter",
    "RowGroup",
    "RowListing",
    "SearchHit",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultRow:
    """One line of the results: an item, or a document that failed before it had any.

    Attributes:
        document: Where it comes from.
        item: None for a document that could not be read.
        verdict: None while it is undecided.
        private: Whether nothing may be learned from the item outside its case.
        note: What a person wrote on the item; filled only where notes are asked for.
        date: The day of the item, ISO 8601, where it is known; only in a list of
            shortened rows.
    """

    document: Document
    item: Item | None
    verdict: Verdict | None
    private: bool = False
    note: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFilter:
    """Which rows are wanted; empty fields ask for all.

    Attributes:
        status: Only this status.
        category: Only this category.
        document: Only items of the document with this key.
        words: Only items whose text has all of these words.
        order: ``"input"``, ``"probability"``, ``"category"``, ``"status"``,
            ``"document"``, ``"language"``, ``"date"``, ``"column"`` or ``"priority"``
            (the hardest and most instructive items first, those without a rank last);
            ties in input order.
        descending: Whether the order is turned round; rows without a rank stay last.
        reviewed: Only items that a person has (True) or has not (False) reviewed.
        language: Only items in this language, ISO 639-1; ``""`` for those in none.
        private: Only items that are (True) or are not (False) marked private.
        noted: Only items with (True) or without (False) a person's note.
        since: Only items with a date from this day on, ISO 8601; empty for all.
        until: Only items with a date up to this day; empty for all.
        group: What comes before the order: ``"category"``, ``"status"``,
            ``"document"``, ``"language"``, ``"week"`` or ``"month"`` of the date, or
            ``"column"``; empty for no groups.
        group_column: Header of the column of a sheet that ``"column"`` means as a group.
        column: The same as an order.
    """

    status: Status | None = None
    category: str | None = None
    document: int | None = None
    words: str = ""
    order: str = "input"
    descending: bool = False
    reviewed: bool | None = None
    language: str | None = None
    private: bool | None = None
    noted: bool | None = None
    since: str = ""
    until: str = ""
    group: str = ""
    group_column: str = ""
    column: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowGroup:
    """Rows that share something, as they follow each other in a grouped list.

    Attributes:
        value: What they share, as text: a category, a status, the key of a document, a
            language, the Monday of a week, a month (``"2026-03"``) or a cell; empty for
            those that have none.
        title: The name of a document; else the value again.
        count: How many rows.
    """

    value: str
    title: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RowListing:
    """How long a list of rows is.

    Attributes:
        by_status: How many rows there would be with each status, None for all.
        groups: In their order; empty where the filter asks for none.
    """

    by_status: Mapping[Status | None, int]
    groups: tuple[RowGroup, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFacets:
    """What the rows of a case can be filtered, grouped and shown by.

    Attributes:
        languages: Of the items, the most frequent first; ``""`` for those in none.
        reviewed: How many items a person has reviewed.
        private: How many are private.
        noted: How many have a note.
        first: The earliest date, ISO 8601; empty where none is known.
        last: The latest.
        undated: How many rows of sheets have not been looked through for a date.
        columns: Headers of the sheets' columns, in their order.
    """

    languages: tuple[str, ...] = ()
    reviewed: int = 0
    private: int = 0
    noted: int = 0
    first: str = ""
    last: str = ""
    undated: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultsAbout:
    """How results were made: what the method sheet and a file's head say.

    Attributes:
        scheme: The categories.
        counts: How many stand where.
        models: Name and SHA-256 of every model that took part.
        settings: Name and value of every setting, as text for people.
        notes: Sentences a reader must know ("probabilities are uncalibrated", ...).
        version: Of the program.
        finished: Time in ISO 8601 with zone.
        case: Path of the case file, empty where none was kept.
        learned: What the run had learned from labels; None without any.
    """

    scheme: Scheme
    counts: RunCounts
    models: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    version: str = ""
    finished: str = ""
    case: str = ""
    learned: LearningReport | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """An item whose text has the words, with a snippet ``before [match] after``."""

    item: Item
    document: Document
    snippet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePicture:
    """One page as pixels.

    Attributes:
        width: In pixels.
        height: In pixels.
        pixels: RGBA, 8 bits each, ``width * height * 4`` bytes, rows without padding.
        marks: Rectangles (x, y, width, height) in pixels around the marked text.
    """

    width: int
    height: int
    pixels: bytes
    marks: tuple[tuple[float, float, float, float], ...] = ()
