"""Results out of the case file into a file for people or other programs."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from app import store
from app.records import Phase, ResultRow, ResultsAbout, RowFilter, Step
from app.store import CaseFile, Run
from app.workflow.run_facts import NOTES, models_of, scheme_of, settings_of
from app.writers import write_results

__all__ = ["about_run", "export"]

# So many rows have their notes looked up together.
BATCH = 500


def about_run(case: CaseFile, run: Run) -> ResultsAbout:
    """How the results of a run were made, without the program's version and the path."""
    settings = settings_of(run)
    asked = {
        "Text column": settings.column or "found by Postroom",
        "Sheet": settings.sheet or "all sheets",
        "Language model": settings.language_model or "the best one installed",
        "Minutes for the language model": f"{settings.model_minutes:g}",
        "Text recognition": "all pages" if settings.recognize_all else "pages without text",
        "Right of 100 that are decided alone": f"{100 * settings.accuracy:g}",
        "Scheme's memory": "used" if settings.memory else "not used",
    }
    notes = store.fact(case, run.key, NOTES) or []
    return ResultsAbout(
        scheme=scheme_of(run),
        counts=store.counts(case),
        models=models_of(run),
        settings=asked,
        notes=tuple(str(note) for note in notes),
        finished=run.finished or "not finished",
    )


def export(case: CaseFile, path: Path, about: ResultsAbout) -> Iterator[Step]:
    """Write every row of the results in input order; a step now and then.

    Raises:
        PostroomError: The file cannot be written.
    """
    everything = RowFilter()
    total = store.count_rows(case, everything)
    columns: dict[str, None] = {}
    for row in store.each_row(case, everything):
        if row.item is not None:
            columns.update(dict.fromkeys(row.item.columns))
    rows = store.each_row(case, everything)
    notes = store.count_notes(case) > 0
    if notes:
        rows = with_notes(case, rows)
    for written in write_results(path, rows, about, tuple(columns), notes=notes):
        yield Step(phase=Phase.WRITING, done=written, total=total, counts=about.counts)
    store.audit(case, "results exported", {"rows": total, "kind": path.suffix.lower()})
    yield Step(phase=Phase.DONE, done=total, total=total, counts=about.counts)


def with_notes(case: CaseFile, rows: Iterable[ResultRow]) -> Iterator[ResultRow]:
    """The same rows, each with what a person wrote on its item."""
    coming = iter(rows)
    while batch := list(itertools.islice(coming, BATCH)):
        notes = store.notes(case, [row.item.key for row in batch if row.item])
        for row in batch:
            note = notes.get(row.item.key, "") if row.item else ""
            yield dataclasses.replace(row, note=note) if note else row
