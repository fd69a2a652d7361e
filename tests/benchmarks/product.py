"""The program itself, run over some files, for benchmarks that look at what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.records import Category, ResultRow, RowFilter, Scheme, SortSettings
from app.startup import Postroom

__all__ = ["scheme_of_names", "sorted_rows"]


def scheme_of_names(names: Sequence[str]) -> Scheme:
    """A scheme of bare names."""
    return Scheme(
        name="Benchmark",
        description="",
        categories=tuple(Category(name=name) for name in names),
        other="Other" if "Other" in names else None,
    )


def sorted_rows(
    postroom: Postroom, inputs: Sequence[Path], scheme: Scheme
) -> Iterator[ResultRow]:
    """Every row of the results of sorting some files into a case file that is not kept."""
    workspace = postroom.workspace(None)
    try:
        workspace.add(inputs)
        for _ in workspace.sort(scheme, SortSettings()):
            pass
        everything = RowFilter()
        for offset in range(0, workspace.count_rows(everything), 500):
            yield from workspace.rows(everything, offset, 500)
    finally:
        workspace.purge()
