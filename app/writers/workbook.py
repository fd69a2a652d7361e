"""Results as an Excel workbook: the results, a summary, and how they were made."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from app.records.errors import PostroomError
from app.records.lines import result_line
from app.records.results import ResultRow, ResultsAbout
from app.writers.accuracy_sheet import ACCURACY_WIDTHS, write_accuracy
from app.writers.book import Book
from app.writers.layout import Layout, values_of
from app.writers.results_overview import METHOD_WIDTHS, SUMMARY_WIDTHS, method, summary
from app.writers.sheet_stream import Cell, SheetStream
from app.writers.tally import Tally

__all__ = ["write_workbook"]

SHEET_ROWS = 1_048_576  # Excel's limits
SHEET_COLUMNS = 16_384
LOOKED_AT = 200  # rows that the widths are taken from
OWN_WIDTHS = (30.0, 28.0, 12.0, 28.0, 60.0, 18.0, 14.0, 44.0)
OWN_STYLES = ("text", "text", "probability", "text", "wrapped", "text", "status", "wrapped")
PREVIEW_WIDTH = 60.0
NOTE_WIDTH = 44.0


def write_workbook(
    path: Path,
    rows: Iterable[ResultRow],
    about: ResultsAbout,
    layout: Layout,
    *,
    sheet_rows: int = SHEET_ROWS,
) -> Iterator[int]:
    """Write rows as a workbook; yields how many are written.

    Memory does not grow with the rows. The unfinished sheets lie beside ``path``.

    Args:
        path: The file to write, in a folder of its own.
        rows: In input order.
        about: For the method sheet.
        layout: The columns.
        sheet_rows: Rows of one sheet with its heading; the rest goes on in a next sheet.

    Raises:
        PostroomError: There are more columns than a sheet holds.
    """
    if len(layout.headings) > SHEET_COLUMNS:
        raise PostroomError(
            f"An Excel sheet holds {SHEET_COLUMNS:,} columns; these results have"
            f" {len(layout.headings):,}.",
            "Write them as .csv instead.",
        )
    book = Book(path, f"Results: {about.scheme.name}", about.version, about.finished)
    try:
        tally = Tally()
        yield from write_results_sheets(book, rows, layout, (tally, sheet_rows))
        if about.learned is not None:
            write_accuracy(book.add_sheet("Accuracy", ACCURACY_WIDTHS), about.learned)
        for title, widths, lines in (
            ("Summary", SUMMARY_WIDTHS, summary(tally, about)),
            ("Method", METHOD_WIDTHS, method(tally, about)),
        ):
            stream = book.add_sheet(title, widths)
            for line in lines:
                stream.add(line)
        book.save()
    finally:
        book.abandon()


def write_results_sheets(
    book: Book, rows: Iterable[ResultRow], layout: Layout, counting: tuple[Tally, int]
) -> Iterator[int]:
    """Write the rows and count them; a new sheet begins where one is full."""
    tally, sheet_rows = counting
    coming = iter(rows)
    first = list(itertools.islice(coming, LOOKED_AT))
    widths = widths_of(first, layout)
    styles = styles_in(layout)
    stream = results_sheet(book, 1, widths, layout)
    sheets = 1
    for number, row in enumerate(itertools.chain(first, coming), 1):
        if stream.rows_written == sheet_rows:
            filter_all(stream, layout)
            sheets += 1
            stream = results_sheet(book, sheets, widths, layout)
        line = result_line(row)
        tally.add(row, line)
        stream.add(
            [
                (value, line.status.value if style == "status" else style)
                for value, style in zip(values_of(row, line, layout), styles, strict=True)
            ]
        )
        yield number
    filter_all(stream, layout)


def results_sheet(
    book: Book, number: int, widths: Sequence[float], layout: Layout
) -> SheetStream:
    """Begin a sheet of results with its heading."""
    title = "Results" if number == 1 else f"Results {number}"
    stream = book.add_sheet(title, widths, "A2")
    others = len(layout.headings) - len(layout.own)
    stream.add([(heading, "header") for heading in layout.headings[:others]] + own(layout))
    return stream


def own(layout: Layout) -> list[Cell]:
    """The headings of Postroom's own columns."""
    return [(heading, "own header") for heading in layout.own]


def filter_all(stream: SheetStream, layout: Layout) -> None:
    """Put filters on the heading of a sheet whose rows are written."""
    last = get_column_letter(len(layout.headings))
    stream.ws.auto_filter.ref = f"A1:{last}{stream.rows_written}"


def styles_in(layout: Layout) -> tuple[str, ...]:
    """The name of the style of every column; ``"status"`` stands for the row's own."""
    preview = ("wrapped",) if layout.preview else ()
    notes = ("wrapped",) if layout.notes else ()
    return ("text",) * len(layout.original) + preview + OWN_STYLES + notes


def widths_of(rows: Sequence[ResultRow], layout: Layout) -> list[float]:
    """The width of every column in characters, of original ones from what they hold."""
    widths = []
    for header in layout.original:
        lengths = sorted(
            len(row.item.columns.get(header, "")) for row in rows if row.item is not None
        )
        most = lengths[len(lengths) * 9 // 10] if lengths else 0
        widths.append(float(min(max(most + 2, len(header) + 4, 8), 50)))
    preview = [PREVIEW_WIDTH] if layout.preview else []
    notes = [NOTE_WIDTH] if layout.notes else []
    return [*widths, *preview, *OWN_WIDTHS, *notes]
