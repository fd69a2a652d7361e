"""A thread that only reads: table pages, counts and page pictures, while a run writes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from app.desktop.asking import Answered, CaseQuestion, ProgramQuestion
from app.desktop.check_questions import (
    ChecksAsked,
    ChecksRead,
    ItemAsked,
    ItemRead,
    LeftAsked,
    LeftRead,
    ReportAsked,
    ReportRead,
)
from app.desktop.contracts import Postroom, Workspace
from app.desktop.faults import our_fault
from app.desktop.processes import end_of
from app.desktop.questions import (
    About,
    AccuracyAsked,
    AccuracyRead,
    CountsAsked,
    CountsRead,
    DocumentsAsked,
    DocumentsRead,
    KeysAsked,
    KeysRead,
    PictureAsked,
    PictureDrawn,
    Problem,
    RowsAsked,
    RowsRead,
)
from app.desktop.summary_answers import AboutSummaries, answer_of_summaries
from app.desktop.summary_questions import PageTextAsked, SummaryPictureAsked
from app.desktop.theme_answers import AboutThemes, answer_of_themes
from app.desktop.theme_questions import ThemeRowsAsked
from app.records import PostroomError, RowFilter, Status

__all__ = ["CaseReader", "Question"]

log = logging.getLogger(__name__)

# After so long without a question a reader that rests lets go of its process, in
# milliseconds: what draws pages is large.
_REST = 120_000

AboutCheck: TypeAlias = ChecksAsked | LeftAsked | ItemAsked | ReportAsked
AboutTable: TypeAlias = (
    RowsAsked | CountsAsked | DocumentsAsked | KeysAsked | AccuracyAsked | PictureAsked
)
Question: TypeAlias = (
    AboutTable | AboutCheck | AboutThemes | AboutSummaries | CaseQuestion | ProgramQuestion
)


class CaseReader(QObject):
    """Answers questions about a case from a read-only connection of its own.

    Args:
        postroom: Opens the case file, on this reader's own thread.
        rests: Whether it lets go of everything after a while without questions.
    """

    answered = Signal(object)
    problem = Signal(object)

    def __init__(self, postroom: Postroom, *, rests: bool = False) -> None:
        super().__init__()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self._rest)
        self._rests = rests
        self._postroom = postroom
        self._path: Path | None = None
        self._workspace: Workspace | None = None
        self._newest = 0

    def want_only(self, token: int) -> None:
        """Pictures with an older token are not drawn any more; from any thread."""
        self._newest = token

    @Slot()
    def get_ready(self) -> None:
        """What answers need is loaded, before anybody waits for one."""
        try:
            self._postroom.get_ready()
        except Exception:  # the edge of the thread: the first answer will tell of it
            log.exception("a reader could not be made ready")

    @Slot(object)
    def turn_to(self, path: Path | None) -> None:
        """Questions are about this case from now on; it is opened with the first one."""
        self._path = path
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    @Slot(object)
    def ask(self, question: Question) -> None:
        """The question is answered, or a problem told."""
        if self._is_stale(question):
            return
        try:
            if isinstance(question, ProgramQuestion):
                value = question.answer(self._postroom)
                self.answered.emit(Answered(question=question, value=value))
            elif self._path is not None:
                self.answered.emit(_answer_of(self._opened(self._path), question))
        except PostroomError as error:
            self._tell(question, error.what, error.remedy)
        except Exception:  # the edge of the thread: a fault of ours, told as one
            log.exception("a question about the case could not be answered")
            self._tell(question, *our_fault())
        if self._rests:
            self._resting.start()

    @Slot()
    def leave(self) -> None:
        """The connection is closed and the thread ends."""
        self._resting.stop()
        self._path = None
        self._rest()
        QThread.currentThread().quit()

    @Slot()
    def _rest(self) -> None:
        """Let go of the case file and of the process; the next question gets them anew."""
        workspace, self._workspace = self._workspace, None
        try:
            if workspace is not None:
                workspace.close()
        except Exception:  # the edge of the thread: it must end or go on whatever happens
            log.exception("closing the reader failed")
        end_of(self._postroom)

    def _opened(self, path: Path) -> Workspace:
        if self._workspace is None:
            self._workspace = self._postroom.workspace(path, read_only=True)
        return self._workspace

    def _is_stale(self, question: Question) -> bool:
        pictures = PictureAsked | SummaryPictureAsked
        return isinstance(question, pictures) and question.token < self._newest

    def _tell(self, question: Question, what: str, remedy: str) -> None:
        problem = Problem(about=About.ROWS, what=what, remedy=remedy)
        if isinstance(question, CaseQuestion | ProgramQuestion):
            problem = replace(problem, about=About.ASKED, asked=question)
        elif isinstance(question, PictureAsked):
            problem = replace(problem, about=About.PICTURE, token=question.token)
        elif isinstance(question, RowsAsked):
            problem = replace(problem, offset=question.offset)
        elif isinstance(question, AboutCheck):
            problem = replace(problem, about=About.CHECK)
        elif isinstance(question, AboutThemes):
            offset = question.offset if isinstance(question, ThemeRowsAsked) else -1
            problem = replace(problem, about=About.THEMES, offset=offset)
        elif isinstance(question, AboutSummaries):
            token = 0
            if isinstance(question, PageTextAsked | SummaryPictureAsked):
                token = question.token
            problem = replace(problem, about=About.SUMMARIES, token=token)
        self.problem.emit(problem)


def _answer_of(
    workspace: Workspace,
    question: AboutTable | AboutCheck | AboutThemes | AboutSummaries | CaseQuestion,
) -> object:
    if isinstance(question, CaseQuestion):
        return Answered(question=question, value=question.answer(workspace))
    if isinstance(question, AboutCheck):
        return _answer_of_check(workspace, question)
    if isinstance(question, AboutThemes):
        return answer_of_themes(workspace, question)
    if isinstance(question, AboutSummaries):
        return answer_of_summaries(workspace, question)
    return _answer(workspace, question)


def _answer(workspace: Workspace, question: AboutTable) -> object:
    answer: object
    match question:
        case RowsAsked():
            rows = workspace.rows(question.row_filter, question.offset, question.limit)
            answer = RowsRead(question=question, rows=tuple(rows))
        case CountsAsked():
            by_status = _by_status(workspace, question.row_filter)
            answer = CountsRead(question=question, by_status=by_status)
        case DocumentsAsked():
            answer = DocumentsRead(documents=tuple(workspace.documents()))
        case PictureAsked():
            picture = workspace.page(
                question.item_key, question.page, question.width, question.passwords
            )
            answer = PictureDrawn(question=question, picture=picture)
        case KeysAsked():
            keys = tuple(_keys(workspace, question))
            answer = KeysRead(wish=replace(question.wish, keys=keys))
        case AccuracyAsked():
            answer = AccuracyRead(meanings=tuple(workspace.at_accuracy(question.wanted)))
    return answer


def _answer_of_check(workspace: Workspace, question: AboutCheck) -> object:
    answer: object
    match question:
        case ChecksAsked():
            checks = tuple(workspace.checks())
            left = {
                c.key: len(workspace.unanswered(c.key, question.person)) for c in checks
            }
            answer = ChecksRead(checks=checks, left=left)
        case LeftAsked():
            keys = tuple(workspace.unanswered(question.check, question.person))
            answer = LeftRead(question=question, keys=keys)
        case ItemAsked():
            row = workspace.row(question.key)
            if row.item is None:
                raise ValueError(f"{question.key} is no item")
            answer = ItemRead(item=row.item, document=row.document)
        case ReportAsked():
            report = workspace.check_report(question.check)
            answer = ReportRead(question=question, report=report)
    return answer


def _keys(workspace: Workspace, question: KeysAsked) -> Iterator[int]:
    """The items of these stretches; documents that could not be read have none."""
    for first, length in question.stretches:
        yield from workspace.items.keys(question.row_filter, first, length)


def _by_status(workspace: Workspace, row_filter: RowFilter) -> dict[Status | None, int]:
    return {
        status: workspace.count_rows(replace(row_filter, status=status))
        for status in (None, *Status)
    }
