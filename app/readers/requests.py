"""What a reader is asked for, what it may use up, and what it shows before a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.records import Heading, SheetChoice

__all__ = ["Outline", "ReadCaps", "ReadRequest", "SheetPreview"]

MEBIBYTE = 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRequest:
    """How a document is to be read.

    Attributes:
        column: Header of the text column; empty to let the reader propose one.
        sheet: Name of the only sheet to read; empty for every visible one.
        passwords: Tried in turn on whatever is encrypted.
        recognize_all: Whether pages that have text are read by text recognition too.
        layout: Whether to say where the lines of each page stand, too.
        sheets: What a person has confirmed of sheets of this document; others are read as
            the rest of the request says.
    """

    column: str = ""
    sheet: str = ""
    passwords: tuple[str, ...] = ()
    recognize_all: bool = False
    layout: bool = False
    sheets: tuple[SheetChoice, ...] = ()

    def chosen(self, sheet: str | None) -> SheetChoice | None:
        """What was confirmed of a sheet; None where nobody has looked at it."""
        return next((one for one in self.sheets if one.sheet == sheet), None)

    def sheets_as_header(self) -> list[dict[str, Any]]:
        """What was confirmed, as JSON values."""
        return [asdict(one) for one in self.sheets]

    @staticmethod
    def sheets_from_header(values: Sequence[Mapping[str, Any]]) -> tuple[SheetChoice, ...]:
        """The same out of the JSON values that ``sheets_as_header`` made."""
        return tuple(SheetChoice(**{**one, "by": tuple(one["by"])}) for one in values)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """What a file itself says of its structure.

    Attributes:
        title: Of the document, from its properties; may be empty.
        headings: Its bookmarks, in their order.
    """

    title: str = ""
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCaps:
    """What reading one document may use up; every cap names itself when it is reached.

    Attributes:
        zip_entries: Entries of one archive or workbook.
        entry_bytes: Bytes of one entry, and of one file that is read whole.
        total_bytes: Bytes of all entries of one archive or workbook.
        rows: Rows of one sheet.
        columns: Columns used in one sheet.
        cells: Cells in the rectangle that a sheet spans, which a parser sets aside.
        pages: Pages of one document.
        page_seconds: Seconds without a finished page.
        ocr_page_seconds: Seconds for one page that is read by text recognition.
        sheet_seconds: Seconds without a finished sheet or batch of rows.
        memory_bytes: Memory of the child process.
        depth: Files inside files.
        members: Files inside one file that is no archive (messages of a mailbox).
        characters: Characters of one page or cell.
        item_characters: Characters of one letter.
        pixels: Pixels of one picture.
    """

    zip_entries: int = 2_000
    entry_bytes: int = 200 * 10**6
    total_bytes: int = 500 * 10**6
    rows: int = 1_048_576
    columns: int = 512
    cells: int = 24_000_000
    pages: int = 10_000
    page_seconds: float = 20.0
    ocr_page_seconds: float = 60.0
    sheet_seconds: float = 120.0
    memory_bytes: int = 1024 * MEBIBYTE
    depth: int = 3
    members: int = 100_000
    characters: int = 4_000_000
    item_characters: int = 20_000_000
    pixels: int = 120_000_000

    def as_header(self) -> dict[str, Any]:
        """These caps as JSON values."""
        return asdict(self)

    @classmethod
    def from_header(cls, values: Mapping[str, Any]) -> ReadCaps:
        """Caps out of the JSON values that ``as_header`` made."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in names})


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPreview:
    """What a person needs to choose the sheet and the text column.

    Attributes:
        name: Of the sheet; None for a text table.
        header_row: Row of the headers as the spreadsheet shows it; None without headers.
        headers: Unique names of the columns.
        text_column: The header proposed as the text; None where no column holds text.
        kinds: ``"text"``, ``"email"``, ``"code"``, ``"number"``, ``"date"`` or ``"empty"``
            for each header.
        rows: The first rows below the header, as text, as long as ``headers``.
        hidden: Whether the sheet is hidden in the workbook.
        top: The first rows of all with their numbers, those above the header too; long
            cells are cut.
        date_column: The header proposed for the dates; empty for none.
        by: Headers proposed to group by.
        private_column: The header proposed as the mark of private rows; empty for none.
    """

    name: str | None
    header_row: int | None
    headers: tuple[str, ...]
    text_column: str | None
    kinds: Mapping[str, str]
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    top: tuple[tuple[int, tuple[str, ...]], ...] = ()
    date_column: str = ""
    by: tuple[str, ...] = ()
    private_column: str = ""
