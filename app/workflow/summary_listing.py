"""The documents of a case, as the list of summaries shows them."""

from __future__ import annotations

from collections.abc import Iterator

from app import store
from app.records import DocumentState, SummarizedDocument
from app.store import CaseFile
from app.workflow.summary_facts import PAGED, why_not

__all__ = ["listed"]


def listed(case: CaseFile) -> Iterator[SummarizedDocument]:
    """Every document in input order: counts in are counts out."""
    structures = store.structure_marks(case)
    summaries = store.summary_marks(case)
    for document in store.documents(case):
        key = document.key
        state = "none"
        if document.state is DocumentState.FAILED:
            state = "failed"
        elif key in summaries:
            state = "whole" if summaries[key][1] else "first"
        pages = structures[key][1] if key in structures else 0
        if not pages and document.kind in PAGED:
            pages = store.count_pages(case, key)
        yield SummarizedDocument(
            document=key,
            name=document.name,
            kind=document.kind,
            pages=pages,
            state=state,
            reason=why_not(document) or document.reason,
        )
