"""Themes and trends out by the ending of a file's name, whole or not at all."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path

from app.records.themes import ThemedRow, ThemesReport
from app.records.trends import TrendsReport
from app.writers.target import documents_kept, whole_or_nothing
from app.writers.theme_json import trends_as_json, write_theme_json
from app.writers.theme_workbook import write_theme_workbook, write_trend_workbook
from app.writers.word_report import write_word_report

__all__ = ["THEME_SUFFIXES", "TREND_SUFFIXES", "write_themes", "write_trends"]

THEME_SUFFIXES = (".xlsx", ".json", ".docx")
TREND_SUFFIXES = (".json", ".xlsx")


def write_themes(
    path: Path,
    report: ThemesReport,
    rows: Iterable[ThemedRow],
    columns: Sequence[str] = (),
    data_rows: Mapping[int, int] | None = None,
) -> Generator[int]:
    """Write an analysis as .xlsx, .json or .docx; yields how many rows are written.

    Everything is written in a hidden folder beside the file and takes the file's place
    only when it is whole; closing the generator early leaves the old file as it was.

    Args:
        path: The file to write; it may exist, unless it is one of the documents.
        report: What was found.
        rows: Every item in input order; read once, and not at all for a .docx.
        columns: Headers of all sheets that the items come from, in first-seen order;
            empty for letters. Needed for a .xlsx.
        data_rows: By key of an item that is a row of a sheet, its number from 1 among the
            data rows of its document. Needed for a .json.

    Raises:
        PostroomError: The suffix is none of the three, the file is one of the documents, is
            open elsewhere, or cannot be written where it is to be.
        ValueError: A header or the data row of an item is missing from what was handed in.
    """
    with whole_or_nothing(path, THEME_SUFFIXES) as part:
        guarded = documents_kept(rows, path)
        match part.suffix:
            case ".xlsx":
                yield from write_theme_workbook(part, report, guarded, columns)
            case ".json":
                yield from write_theme_json(part, report, guarded, data_rows or {})
            case _:
                yield from write_word_report(part, report)


def write_trends(path: Path, report: TrendsReport) -> None:
    """Write trends alone as .json or .xlsx, whole or not at all.

    Raises:
        PostroomError: The suffix is neither, or the file cannot be written.
    """
    with whole_or_nothing(path, TREND_SUFFIXES) as part:
        if part.suffix == ".xlsx":
            write_trend_workbook(part, report)
        else:
            part.write_text(trends_as_json(report), encoding="utf-8", newline="\n")
