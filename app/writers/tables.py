"""Results as a CSV table and as JSON lines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.records.lines import line_as_json, result_line
from app.records.results import ResultRow
from app.writers.formulas import defused
from app.writers.layout import Layout, Value, values_of

__all__ = ["write_csv", "write_json_lines"]


def write_csv(path: Path, rows: Iterable[ResultRow], layout: Layout) -> Iterator[int]:
    """Write rows as a CSV table with a heading line; yields how many are written.

    UTF-8 with a byte order mark, without which Excel takes it for another encoding. Text
    that looks like a formula gets an apostrophe before it.
    """
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        table = csv.writer(file)
        table.writerow([defused(heading) for heading in layout.headings])
        for number, row in enumerate(rows, 1):
            values = values_of(row, result_line(row), layout)
            table.writerow([csv_cell(value) for value in values])
            yield number


def csv_cell(value: Value) -> str:
    """A value as the text of a CSV cell."""
    if isinstance(value, float):
        return f"{value:.4f}"
    return defused((value or "").replace("\0", "\ufffd"))


def write_json_lines(path: Path, rows: Iterable[ResultRow]) -> Iterator[int]:
    """Write rows as JSON, one line each; yields how many are written."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, row in enumerate(rows, 1):
            file.write(line_as_json(result_line(row)) + "\n")
            yield number
