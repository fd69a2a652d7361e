"""How the threads of the window answer questions and fulfil wishes about summaries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from app.desktop.contracts import Workspace
from app.desktop.questions import Job
from app.desktop.summary_contracts import Summaries
from app.desktop.summary_questions import (
    AskDocuments,
    ChangesAsked,
    ChangesRead,
    CorrectFact,
    DropSentence,
    ExportSummaries,
    FactTableAsked,
    FactTableRead,
    ForgetQuestion,
    PageTextAsked,
    PageTextRead,
    SummariesAsked,
    SummariesDone,
    SummariesRead,
    Summarize,
    SummaryAsked,
    SummaryChoices,
    SummaryChoicesAsked,
    SummaryDeed,
    SummaryJob,
    SummaryPictureAsked,
    SummaryPictureDrawn,
    SummaryRead,
    UndoSummary,
)
from app.records import Answer, RowFilter, Step
from app.records.summary_lines import looked_for

__all__ = [
    "AboutSummaries",
    "answer_of_summaries",
    "deed_done",
    "job_of_summaries",
    "steps_of_summaries",
    "target_of_summaries",
]

AboutSummaries: TypeAlias = (
    SummariesAsked
    | SummaryAsked
    | SummaryChoicesAsked
    | FactTableAsked
    | ChangesAsked
    | PageTextAsked
    | SummaryPictureAsked
)


def answer_of_summaries(workspace: Workspace, question: AboutSummaries) -> object:
    """What a reader found."""
    answer: object
    summaries = workspace.summaries
    match question:
        case SummariesAsked():
            documents = summaries.documents()
            answer = SummariesRead(question=question, documents=documents)
        case SummaryAsked():
            summary = summaries.summary(question.document)
            answer = SummaryRead(question=question, summary=summary)
        case SummaryChoicesAsked():
            answer = SummaryChoices(
                purposes=summaries.purposes(),
                lengths=summaries.lengths(),
                documents=summaries.documents(),
                settings=summaries.settings,
            )
        case FactTableAsked():
            answer = _table(summaries, question)
        case ChangesAsked():
            changes = summaries.changes(question.old, question.new)
            answer = ChangesRead(question=question, changes=changes)
        case PageTextAsked() | SummaryPictureAsked():
            answer = _page(workspace, question)
    return answer


def _table(summaries: Summaries, question: FactTableAsked) -> FactTableRead:
    table = summaries.fact_table(question.documents)
    made = [summaries.summary(document) for document, _ in table.documents]
    names = dict(summaries.purposes())
    return FactTableRead(
        question=question,
        table=table,
        kinds=tuple(names.get(s.about.purpose, s.about.purpose) for s in made),
        looked=looked_for(made),
    )


def _page(
    workspace: Workspace, question: PageTextAsked | SummaryPictureAsked
) -> PageTextRead | SummaryPictureDrawn:
    if isinstance(question, SummaryPictureAsked):
        picture = workspace.summaries.page(
            question.document,
            question.page,
            question.width,
            question.mark,
            question.passwords,
        )
        return SummaryPictureDrawn(question=question, picture=picture)
    return PageTextRead(question=question, text=_text_of_page(workspace, question))


def _text_of_page(workspace: Workspace, question: PageTextAsked) -> str:
    """A page as it was read; the item of a letter is its pages, one passage each."""
    rows = workspace.rows(RowFilter(document=question.document), 0, 1)
    item = rows[0].item if rows else None
    if item is None:
        return ""
    for passage in item.passages:
        if (passage.place.page or 1) == question.page:
            return item.text[passage.start : passage.end]
    return ""


def job_of_summaries(wish: SummaryJob) -> Job:
    """Which job of the worker the wish is."""
    return Job.SUMMARIZE if isinstance(wish, Summarize) else Job.EXPORT_SUMMARIES


def target_of_summaries(wish: SummaryJob) -> Path | None:
    """Where the job writes to; None where it writes no file."""
    return wish.path if isinstance(wish, ExportSummaries) else None


def steps_of_summaries(summaries: Summaries, wish: SummaryJob) -> Iterator[Step]:
    """The steps of a job."""
    if isinstance(wish, Summarize):
        return summaries.summarize(wish.settings, wish.documents, wish.passwords)
    return summaries.export(wish.path, wish.documents, wish.changes)


def deed_done(summaries: Summaries, wish: SummaryDeed) -> SummariesDone:
    """The wish was done, and this is how the summaries stand.

    Raises:
        PostroomError: It was not done.
    """
    answers: tuple[tuple[int, Answer], ...] = ()
    said = ""
    match wish:
        case AskDocuments():
            answers = summaries.ask(wish.question, wish.documents)
        case ForgetQuestion():
            summaries.forget_question(wish.document, wish.question)
        case CorrectFact():
            summaries.correct_fact(
                wish.document, wish.key, wish.number, wish.value, expected=wish.expected
            )
        case DropSentence():
            summaries.drop_sentence(
                wish.document, wish.section, wish.sentence, expected=wish.expected
            )
        case UndoSummary():
            said = summaries.undo(wish.document)
    about = wish.documents if isinstance(wish, AskDocuments) else (wish.document,)
    return SummariesDone(
        wish=wish,
        summaries=tuple(summaries.summary(document) for document in about),
        answers=answers,
        said=said,
    )
