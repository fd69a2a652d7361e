"""Archives and workbooks inflated for counting, before a parser may touch them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.readers.answers import Refused, count
from app.readers.requests import ReadCaps

__all__ = ["guard_workbook", "guard_zip"]

CHUNK_BYTES = 1024 * 1024
OVERLAP_BYTES = 256
MEGABYTE = 10**6
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
    RuntimeError, KeyError,
)  # fmt: skip

# A cell that holds something: one that only has a style is closed at once.
CELL_PLACE = re.compile(
    rb"""<(?:\w+:)?c\s[^>]{0,200}?\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,10})["'][^>]{0,200}(?<!/)>"""
)
ROW_MARK = re.compile(rb"<(?:\w+:)?row\b")
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def guard_zip(file: BinaryIO, caps: ReadCaps) -> None:
    """Inflate every entry once and count, so that no parser meets a bomb.

    Raises:
        Refused: It is damaged, or has more entries or bytes than the caps allow.
    """
    for _ in inflated(file, caps):
        pass


def inflated(file: BinaryIO, caps: ReadCaps) -> Iterator[tuple[str, bytes]]:
    """Every entry's bytes in pieces, counted while they inflate; an empty piece ends it.

    What an archive says of its own sizes is not believed.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            check_entries(len(entries), caps)
            total = 0
            for entry in entries:
                size = 0
                with archive.open(entry) as stream:
                    while chunk := stream.read(CHUNK_BYTES):
                        size += len(chunk)
                        total += len(chunk)
                        check_sizes(size, total, caps)
                        yield entry.filename, chunk
                yield entry.filename, b""
    except Refused:
        raise
    except ZIP_ERRORS as error:
        raise Refused(
            f"The file is damaged: it cannot be unpacked ({type(error).__name__}).",
            "damaged",
        ) from None


def check_entries(entries: int, caps: ReadCaps) -> None:
    """Refuse a file with more entries than its cap."""
    if entries > caps.zip_entries:
        raise Refused(
            f"The file holds {count(entries, 'entry', 'entries')};"
            f" at most {caps.zip_entries:,} are read.",
            "too big",
        )


def check_sizes(size: int, total: int, caps: ReadCaps) -> None:
    """Refuse an entry, or a file, that inflates beyond its cap."""
    if size > caps.entry_bytes:
        raise Refused(
            "A part of the file unpacks to more than"
            f" {count(max(1, caps.entry_bytes // MEGABYTE), 'megabyte')}.",
            "too big",
        )
    if total > caps.total_bytes:
        raise Refused(
            "The file unpacks to more than"
            f" {count(max(1, caps.total_bytes // MEGABYTE), 'megabyte')}.",
            "too big",
        )


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet that hold something reach."""

    rows: int = 0
    columns: int = 0
    row_marks: int = 0


def guard_workbook(file: BinaryIO, caps: ReadCaps) -> None:
    """Count a workbook's entries, bytes, rows and cells before it is parsed.

    A parser sets aside memory for the whole rectangle that a sheet spans, so that two cells
    in far corners cost as much as a full sheet.

    Raises:
        Refused: It is damaged or over a cap; the sentence names the cap.
    """
    tail, extent, current = b"", Extent(), ""
    for name, chunk in inflated(file, caps):
        lowered = name.replace("\\", "/").casefold().lstrip("/")
        if lowered != current:
            tail, extent, current = b"", Extent(), lowered
        if not lowered.endswith((".xml", ".rels")):
            continue
        window = tail + chunk
        if DOCTYPE.search(window):
            raise Refused(
                "The file defines its own XML entities, which is refused.", "damaged"
            )
        if "worksheets/" in lowered:
            # A chunk is measured up to its last mark; what follows waits for the next one.
            cut = window.rfind(b">") + 1 if chunk else len(window)
            measure(window[:cut], extent)
            tail = window[cut:][-CHUNK_BYTES:]
            check_extent(extent, caps)
        else:
            tail = window[-OVERLAP_BYTES:]


def measure(window: bytes, extent: Extent) -> None:
    """Take the cells of a stretch of a sheet's XML into its extent."""
    # Rows that do not say their number follow each other.
    extent.row_marks += len(ROW_MARK.findall(window))
    letters = set()
    last = 0
    for letter, number in CELL_PLACE.findall(window):
        letters.add(letter)
        last = max(last, int(number))
    extent.rows = max(extent.rows, last)
    for letter in letters:
        extent.columns = max(extent.columns, column_number(letter))


def column_number(letters: bytes) -> int:
    """The number of a column by its letters, A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def check_extent(extent: Extent, caps: ReadCaps) -> None:
    """Refuse a sheet that reaches beyond its caps."""
    rows = max(extent.rows, extent.row_marks)
    if rows > caps.rows:
        raise Refused(
            f"A sheet has {count(rows, 'row')} or more; at most {caps.rows:,} are read.",
            "too big",
        )
    if extent.rows * extent.columns > caps.cells:
        raise Refused(
            f"A sheet reaches to column {extent.columns:,} and row {extent.rows:,};"
            f" together that is more than {count(caps.cells, 'cell')}.",
            "too big",
        )
