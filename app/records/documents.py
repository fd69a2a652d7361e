"""What came in: documents, the ledger of their parts, and the items made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Document", "DocumentState", "Item", "Part", "PartState", "Passage", "Place"]


class DocumentState(StrEnum):
    """How the reading of a document ended."""

    WAITING = "waiting"
    READ = "read"
    PARTLY = "partly read"
    EMPTY = "empty"
    FAILED = "failed"


class PartState(StrEnum):
    """How the reading of one page, or of a stretch of rows, ended."""

    READ = "read"
    RECOGNIZED = "read by text recognition"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where something stands: a page of a document, or a row of a sheet.

    Attributes:
        page: Page, counted from 1 as in the file; None in a sheet.
        sheet: Name of the sheet; None for pages and for text tables, which have none.
        row: Row as the spreadsheet program shows it, from 1; in a CSV the physical line.
    """

    page: int | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch ``text[start:end]`` of an item's text, with the place it comes from.

    Attributes:
        start: First character, counted from 0 in the item's text.
        end: One past the last character.
        place: The page or row it stands on.
    """

    start: int
    end: int
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A line of a document's ledger: one page, or a stretch of rows that ended alike.

    Attributes:
        state: How it ended.
        first: The page, or the first row, from 1.
        last: The same page, or the last row of the stretch.
        sheet: Name of the sheet, None for pages and text tables.
        reason: Why it failed, or what a reader should know; empty otherwise.
        confidence: Mean confidence of text recognition, 0 to 1; None where it took no part.
    """

    state: PartState
    first: int
    last: int
    sheet: str | None = None
    reason: str = ""
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file that came in, or one file found inside another.

    Attributes:
        key: Its number in the case file, from 1; 0 before it is stored.
        name: The name shown to people: path below the folder that was given, and for a
            file inside a file the outer name, " > ", and the inner one.
        path: Where the file lies on disk (the outermost one).
        inner: Names of the members that lead from the outer file to this one; empty for
            a file on disk.
        kind: ``"pdf"``, ``"image"``, ``"workbook"``, ``"table"``, ``"letter"``,
            ``"mail"``, ``"text"``, ``"archive"`` or ``"unknown"``.
        sha256: Of its bytes, lower-case hex; empty where they could not be had.
        size: In bytes.
        state: How reading ended.
        reason: Why it failed, or what was left out; empty otherwise.
        reason_code: The same as a fixed word: ``"password"``, ``"damaged"``,
            ``"unsupported"``, ``"too big"``, ``"crashed"``, ``"stalled"``, ``"memory"``,
            ``"missing"``, ``"no text column"``; empty where nothing is wrong.
    """

    key: int = 0
    name: str
    path: str
    inner: tuple[str, ...] = ()
    kind: str = "unknown"
    sha256: str = ""
    size: int = 0
    state: DocumentState = DocumentState.WAITING
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing to sort: a whole letter, or one row of a sheet.

    Attributes:
        key: Its number in the case file, from 1, in input order; 0 before it is stored.
        document: Key of its document.
        place: First page of a letter, or the row.
        text: What is sorted. A letter's pages follow each other with a form feed between.
        passages: The places that the text is made of, in order; they cover it except for
            the form feeds between them.
        columns: All original cells of a row by header, in the sheet's order, as text;
            empty for letters.
        confidence: Lowest page confidence of text recognition, None where it took no part.
    """

    key: int = 0
    document: int = 0
    place: Place
    text: str
    passages: tuple[Passage, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None
