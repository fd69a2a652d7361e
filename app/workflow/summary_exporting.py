"""Summaries out of the case file, as files that others can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app import store
from app.records import Phase, PostroomError, Step, VersionChanges
from app.store import CaseFile
from app.workflow.summary_shown import shown
from app.workflow.theme_exporting import need_another_name
from app.writers.summary_files import write_summaries

__all__ = ["export"]


def export(
    case: CaseFile, path: Path, keys: Sequence[int], changes: VersionChanges | None
) -> Iterator[Step]:
    """Write summaries as .docx, .md, .json, .pdf, .xlsx or .ics; a step for each.

    Args:
        case: The case file.
        path: Of the file; its ending says what is written.
        keys: Of the documents; all that have a summary where none is named.
        changes: Between two versions, to be written too.

    Raises:
        PostroomError: There is nothing to write, the file is one of the documents, or it
            cannot be written.
    """
    need_another_name(case, path)
    chosen = list(keys) or summarized(case)
    if not chosen:
        raise PostroomError(
            "No document of this case file has been summarized yet.", "Summarize one first."
        )
    counts = store.counts(case)
    summaries = []
    for done, key in enumerate(chosen):
        summaries.append(shown(case, key))
        yield Step(
            phase=Phase.WRITING,
            done=done,
            total=len(chosen),
            document=summaries[-1].name,
            counts=counts,
        )
    write_summaries(path, summaries, changes)
    if not case.read_only:
        detail = {"documents": chosen, "kind": path.suffix.lower()}
        store.audit(case, "summaries exported", detail)
    yield Step(phase=Phase.DONE, done=len(chosen), total=len(chosen), counts=counts)


def summarized(case: CaseFile) -> list[int]:
    """Keys of all documents that have a summary, in input order."""
    there = store.summary_marks(case)
    return [one.key for one in store.documents(case) if one.key in there]
