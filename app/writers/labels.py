"""A scheme's labels out, as a workbook or table that can be read in again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from app.records.errors import PostroomError
from app.records.learning import Label
from app.records.results import ResultsAbout
from app.writers.book import Book
from app.writers.formulas import defused
from app.writers.results import SUFFIXES
from app.writers.target import whole_or_nothing

__all__ = ["write_labels"]

HEADINGS = ("Text", "Category", "Source", "Person", "Time")
WIDTHS = (90.0, 32.0, 14.0, 18.0, 24.0)
STYLES = ("wrapped", "text", "text", "text", "text")


def write_labels(path: Path, labels: Sequence[Label], about: ResultsAbout) -> None:
    """Write labels as .xlsx or .csv by the suffix, whole or not at all.

    Text that looks like a formula stays text: by its cell's type in a workbook, by an
    apostrophe before it in a table.

    Raises:
        PostroomError: The suffix is neither, or the file cannot be written.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise PostroomError(
            f"Labels cannot be written to {path.name}.",
            "Choose a name that ends in .xlsx or .csv.",
        )
    rows = [(one.text, one.category, one.source, one.person, one.at) for one in labels]
    with whole_or_nothing(path, SUFFIXES) as part:
        if part.suffix == ".xlsx":
            write_sheet(part, rows, about)
        else:
            with part.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
                csv.writer(file).writerows(
                    [defused(cell.replace("\0", "\ufffd")) for cell in row]
                    for row in (HEADINGS, *rows)
                )


def write_sheet(path: Path, rows: Sequence[Sequence[str]], about: ResultsAbout) -> None:
    """Write rows as a workbook of one sheet."""
    book = Book(path, f"Labels: {about.scheme.name}", about.version, about.finished)
    try:
        stream = book.add_sheet("Labels", WIDTHS, "A2")
        stream.add([(heading, "header") for heading in HEADINGS])
        for row in rows:
            stream.add(list(zip(row, STYLES, strict=True)))
        book.save()
    finally:
        book.abandon()
