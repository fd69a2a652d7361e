"""How the documents of a case were read, as its runs tell."""

from __future__ import annotations

from app import store
from app.records import SortSettings
from app.store import CaseFile
from app.workflow.run_facts import KIND as SORTING
from app.workflow.run_facts import settings_of as sort_settings_of
from app.workflow.theme_facts import COUNTING, KIND, settings_of

__all__ = ["read_before"]


def read_before(case: CaseFile) -> SortSettings | None:
    """How the documents of a case were read the last time; None before the first."""
    runs = [store.last_run(case, kind) for kind in (SORTING, KIND, COUNTING)]
    done = [run for run in runs if run is not None]
    if not done:
        return None
    last = max(done, key=lambda run: run.key)
    by_sorting = next((run for run in done if run.kind == SORTING), None)
    if by_sorting is not None and last is by_sorting:
        return sort_settings_of(last)
    asked = settings_of(last)
    return SortSettings(
        column=asked.column,
        sheet=asked.sheet,
        recognize_all=bool(by_sorting and sort_settings_of(by_sorting).recognize_all),
    )
