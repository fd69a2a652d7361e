"""Results out, written aside and renamed when whole."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from app.records.results import ResultRow, ResultsAbout
from app.writers.layout import layout_of
from app.writers.tables import write_csv, write_json_lines
from app.writers.target import documents_kept, whole_or_nothing
from app.writers.workbook import write_workbook

__all__ = ["SUFFIXES", "write_results"]

SUFFIXES = (".xlsx", ".csv", ".jsonl")


def write_results(
    path: Path,
    rows: Iterable[ResultRow],
    about: ResultsAbout,
    columns: Sequence[str] = (),
    *,
    notes: bool = False,
) -> Generator[int]:
    """Write results as .xlsx, .csv or .jsonl by the suffix; yields rows written so far.

    Everything is written in a hidden folder beside the file and takes the file's place
    only when it is whole; closing the generator early leaves the old file as it was.

    Args:
        path: The file to write; it may exist, unless it is one of the documents.
        rows: In input order; read once.
        about: What the method sheet says.
        columns: Headers of all sheets that the rows come from, in first-seen order; empty
            for letters.
        notes: Whether a column of tables holds what persons wrote on items.

    Raises:
        PostroomError: The suffix is none of the three, the file is one of the documents, is
            open elsewhere, or cannot be written where it is to be.
        ValueError: A row has a header that is not among ``columns``.
    """
    with whole_or_nothing(path, SUFFIXES) as part:
        guarded, layout = documents_kept(rows, path), layout_of(columns, notes=notes)
        match part.suffix:
            case ".xlsx":
                yield from write_workbook(
                    part, guarded, about, layout_of(columns, notes=notes)
                )
            case ".csv":
                yield from write_csv(part, guarded, layout)
            case _:
                yield from write_json_lines(part, guarded)
