"""An analysis of themes out of the case file: workbook, JSON, short report, pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from app import store
from app.records import Phase, PostroomError, Step, ThemeFilter, ThemesReport
from app.store import CaseFile
from app.writers.theme_files import write_themes

__all__ = ["export", "need_another_name"]


def export(case: CaseFile, path: Path, report: ThemesReport) -> Iterator[Step]:
    """Write an analysis as .xlsx, .json or .docx; a step now and then.

    Raises:
        PostroomError: The file is one of the documents, or cannot be written.
    """
    need_another_name(case, path)
    counts = store.counts(case)
    total = store.count_themed_rows(case, ThemeFilter())
    columns, data_rows = rows_of_sheets(case)
    rows = store.each_themed_row(case)
    for written in write_themes(path, report, rows, columns, data_rows):
        yield Step(phase=Phase.WRITING, done=written, total=total, counts=counts)
    if not case.read_only:
        kind = path.suffix.lower()
        store.audit(case, "themes exported", {"rows": total, "kind": kind})
    yield Step(phase=Phase.DONE, done=total, total=total, counts=counts)


def need_another_name(case: CaseFile, path: Path) -> None:
    """See that a file to be written is none of the documents that were read.

    Raises:
        PostroomError: It is one.
    """
    for document in store.documents(case):
        # A document that is gone, or on a share that is away, is not the target.
        with contextlib.suppress(OSError):
            if path.samefile(document.path):
                raise PostroomError(
                    f"{path} is one of the documents that were read.",
                    "Choose another name, so that it stays as it is.",
                )


def rows_of_sheets(case: CaseFile) -> tuple[tuple[str, ...], dict[int, int]]:
    """All headers, and by key of an item its number among the data rows of its document."""
    columns: dict[str, None] = {}
    seen: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for batch in store.each_items(case):
        for entry in batch:
            item = entry.item
            columns.update(dict.fromkeys(item.columns))
            if item.place.row is not None:
                seen[item.document] = seen.get(item.document, 0) + 1
                numbers[item.key] = seen[item.document]
    return tuple(columns), numbers
