"""What faces and writers show of a case: one row per item, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.records.documents import Document, Item
from app.records.learning import LearningReport
from app.records.runs import RunCounts
from app.records.schemes import Scheme
from app.records.verdicts import Status, Verdict

__all__ = ["PagePicture", "ResultRow", "ResultsAbout", "RowFilter", "SearchHit"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultRow:
    """One line of the results: an item, or a document that failed before it had any.

    Attributes:
        document: Where it comes from.
        item: None for a document that could not be read.
        verdict: None while it is undecided.
        private: Whether nothing may be learned from the item outside its case.
    """

    document: Document
    item: Item | None
    verdict: Verdict | None
    private: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFilter:
    """Which rows are wanted; empty fields ask for all.

    Attributes:
        status: Only this status.
        category: Only this category.
        document: Only items of the document with this key.
        words: Only items whose text has all of these words.
        order: ``"input"``, ``"probability"``, ``"category"``, ``"status"``,
            ``"document"`` or ``"priority"`` (the hardest and most instructive items
            first, those without a rank last); ties in input order.
        descending: Whether the order is turned round; rows without a rank stay last.
        reviewed: Only items that a person has (True) or has not (False) reviewed.
    """

    status: Status | None = None
    category: str | None = None
    document: int | None = None
    words: str = ""
    order: str = "input"
    descending: bool = False
    reviewed: bool | None = None


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
