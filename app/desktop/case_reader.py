"""A thread that only reads: table pages, counts and page pictures, while a run writes."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import (
    About,
    CountsAsked,
    CountsRead,
    DocumentsAsked,
    DocumentsRead,
    PictureAsked,
    PictureDrawn,
    Problem,
    RowsAsked,
    RowsRead,
)
from app.desktop.worker import our_fault
from app.records import PostroomError, RowFilter, Status

__all__ = ["CaseReader"]

log = logging.getLogger(__name__)

Question: TypeAlias = RowsAsked | CountsAsked | DocumentsAsked | PictureAsked


class CaseReader(QObject):
    """Answers questions about a case from a read-only connection of its own.

    Args:
        postroom: Opens the case file, on this reader's own thread.
    """

    answered = Signal(object)
    problem = Signal(object)

    def __init__(self, postroom: Postroom) -> None:
        super().__init__()
        self._postroom = postroom
        self._path: Path | None = None
        self._workspace: Workspace | None = None
        self._newest = 0

    def want_only(self, token: int) -> None:
        """Pictures with an older token are not drawn any more; from any thread."""
        self._newest = token

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
        if self._path is None or self._is_stale(question):
            return
        try:
            if self._workspace is None:
                self._workspace = self._postroom.workspace(self._path, read_only=True)
            self.answered.emit(_answer(self._workspace, question))
        except PostroomError as error:
            self._tell(question, error.what, error.remedy)
        except Exception:  # the edge of the thread: a fault of ours, told as one
            log.exception("a question about the case could not be answered")
            self._tell(question, *our_fault())

    @Slot()
    def leave(self) -> None:
        """The connection is closed and the thread ends."""
        try:
            self.turn_to(None)
        except Exception:  # the edge of the thread: leaving must end it whatever happens
            log.exception("closing the reader failed")
        QThread.currentThread().quit()

    def _is_stale(self, question: Question) -> bool:
        return isinstance(question, PictureAsked) and question.token < self._newest

    def _tell(self, question: Question, what: str, remedy: str) -> None:
        problem = Problem(about=About.ROWS, what=what, remedy=remedy)
        if isinstance(question, PictureAsked):
            problem = replace(problem, about=About.PICTURE, token=question.token)
        elif isinstance(question, RowsAsked):
            problem = replace(problem, offset=question.offset)
        self.problem.emit(problem)


def _answer(
    workspace: Workspace, question: Question
) -> RowsRead | CountsRead | DocumentsRead | PictureDrawn:
    match question:
        case RowsAsked():
            rows = workspace.rows(question.row_filter, question.offset, question.limit)
            return RowsRead(question=question, rows=tuple(rows))
        case CountsAsked():
            return CountsRead(
                question=question, by_status=_by_status(workspace, question.row_filter)
            )
        case DocumentsAsked():
            return DocumentsRead(documents=tuple(workspace.documents()))
        case PictureAsked():
            picture = workspace.page(
                question.item_key, question.page, question.width, question.passwords
            )
            return PictureDrawn(question=question, picture=picture)


def _by_status(workspace: Workspace, row_filter: RowFilter) -> dict[Status | None, int]:
    return {
        status: workspace.count_rows(replace(row_filter, status=status))
        for status in (None, *Status)
    }
