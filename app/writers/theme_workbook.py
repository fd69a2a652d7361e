"""Themes as an Excel workbook: themes, trends, every row, and how they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.records.errors import PostroomError
from app.records.themes import ThemedRow, ThemesReport
from app.records.trends import TrendsReport
from app.writers.book import Book
from app.writers.results_overview import fact, headings
from app.writers.sheet_stream import Cell
from app.writers.theme_breakdowns import write_breakdown
from app.writers.theme_places import ThemePlaces
from app.writers.theme_rows import row_layout, write_rows
from app.writers.theme_sheets import (
    method,
    sentences,
    write_campaigns,
    write_method,
    write_questions,
    write_theme_list,
)
from app.writers.trend_sheets import write_trend_sheets

__all__ = ["write_theme_workbook", "write_trend_workbook"]

SHEET_COLUMNS = 16_384  # Excel's limit


def write_theme_workbook(
    path: Path, report: ThemesReport, rows: Iterable[ThemedRow], columns: Sequence[str]
) -> Iterator[int]:
    """Write an analysis as a workbook; yields how many rows are written.

    Memory does not grow with the texts of the rows. Unfinished sheets lie beside ``path``.

    Raises:
        PostroomError: There are more columns than a sheet holds.
        ValueError: A row has a header that is not among ``columns``.
    """
    groups = {theme.name: theme.group for theme in report.themes}
    layout = row_layout(columns, groups)
    if len(layout.headings) > SHEET_COLUMNS:
        raise PostroomError(
            f"An Excel sheet holds {SHEET_COLUMNS:,} columns; these rows have"
            f" {len(layout.headings):,}.",
            "Write them as .json instead.",
        )
    about = report.about
    book = Book(path, "Themes and trends", about.version, about.finished)
    try:
        write_theme_list(book, report)
        if report.trends is not None:
            write_trend_sheets(book, report.trends)
        for breakdown in report.breakdowns:
            write_breakdown(book, breakdown)
        places = ThemePlaces()
        yield from write_rows(book, rows, layout, places)
        write_campaigns(book, report)
        write_questions(book, report, places.words())
        write_method(book, method(report))
        book.save()
    finally:
        book.abandon()


def write_trend_workbook(path: Path, report: TrendsReport) -> None:
    """Write trends alone as a workbook."""
    book = Book(path, f"Trends of {report.of}", "", "")
    try:
        write_trend_sheets(book, report)
        lines: list[list[Cell]] = [
            [("How these trends were found", "title")],
            [],
            headings("What came in", "Number"),
            fact("Items", f"{report.dated + report.undated:,}"),
            fact("  of these with a date", f"{report.dated:,}"),
            fact("  of these without a date that can be read", f"{report.undated:,}"),
            fact("Column with the dates", report.date_column),
            fact("Column with the categories", report.of),
            fact("First date", report.first),
            fact("Last date", report.last),
            [],
            *sentences("Methods", report.methods),
            *sentences("Notes", report.notes),
        ]
        write_method(book, lines)
        book.save()
    finally:
        book.abandon()
