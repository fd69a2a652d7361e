"""What a run that summarizes works with."""

from __future__ import annotations

from dataclasses import dataclass

from app import store
from app.engine import Embedder
from app.readers import ReadRequest
from app.records import Document, Phase, Step, SummarySettings
from app.store import CaseFile
from app.triage.rewording_prompts import Prompts
from app.workflow.summary_making import Wanted
from app.workflow.tools import Tools

__all__ = ["Job", "chosen", "told"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What a run works with.

    Attributes:
        case: The case file.
        tools: Of the workspace.
        embedder: Whose vectors tell what matters.
        wanted: What is asked of every summary.
        settings: As they were given.
        asked: Keys of the documents that were named; none for all.
        request: How documents are read.
        prompts: What a language model is asked.
    """

    case: CaseFile
    tools: Tools
    embedder: Embedder
    wanted: Wanted
    settings: SummarySettings
    asked: frozenset[int]
    request: ReadRequest
    prompts: Prompts


def chosen(job: Job) -> list[Document]:
    """The documents that are asked for, with all that is inside them, in input order."""
    if not job.asked:
        return store.documents(job.case)
    return store.with_inside(job.case, job.asked)


def told(job: Job, document: Document, message: str) -> Step:
    """A step that says something of a document."""
    return Step(
        phase=Phase.SUMMARIZING,
        document=document.name,
        message=message,
        counts=store.counts(job.case),
    )
