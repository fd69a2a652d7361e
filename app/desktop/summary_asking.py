"""Asking the document: a line for the question, and the passages that answer it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.desktop.look import Look
from app.desktop.pieces import button, column, enable, row
from app.desktop.summary_cited import Line
from app.desktop.summary_lines_view import Lines, LinesOrWords
from app.desktop.summary_telling import answer_lines
from app.desktop.summary_words import wait_words
from app.desktop.tokens import SPACE
from app.records import Summary

__all__ = ["SummaryAsking"]

_LONGEST = 500  # characters of a question


class SummaryAsking(QWidget):
    """Answers are quotations only; what the document does not say is said so."""

    asked = Signal(str, bool)
    forget_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_free = True
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(self.tr("For example: Is there a match requirement?"))
        self.line.setAccessibleName(self.tr("Question to the document"))
        self.line.returnPressed.connect(self._ask)
        self.line.textChanged.connect(lambda _text: self._follow())
        self.ask = button(self.tr("&Ask"), kind="primary")
        self.ask.clicked.connect(self._ask)
        self.everywhere = QCheckBox(self.tr("Ask a&ll documents"))
        self.answers = Lines(look, self.tr("Questions and answers"))
        self.words = LinesOrWords(self.answers)
        self.forget = button(self.tr("F&orget the question"), kind="quiet")
        self.forget.clicked.connect(self._forget)
        self.answers.shown.connect(lambda _line: self._follow())
        asking = row(self.line, self.ask)
        asking.setStretch(0, 1)
        below = row(self.everywhere, None, self.forget)
        whole = column(asking, below, self.words, spacing=SPACE.hair)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._follow()

    def show_summary(self, summary: Summary | None, documents: int) -> None:
        """The questions of this document; so many documents can be asked."""
        lines = answer_lines(summary) if summary else []
        self.answers.show_lines(lines)
        self.everywhere.setVisible(documents > 1)
        self.words.say(
            ""
            if lines
            else self.tr("Ask anything. Postroom shows the passages that answer it, word "
                         "for word and with their pages, or says that the document does "
                         "not say.")
        )  # fmt: skip
        self._follow()

    def show_busy(self, *, busy: bool) -> None:
        """A question is being looked for."""
        self.ask.setText(self.tr("Looking\u2026") if busy else self.tr("&Ask"))
        self._follow()

    def show_newest(self) -> None:
        """The cursor is on the first passage of the newest answer, if it has any."""
        lines = self.answers.lines.lines
        questions = [at for at, line in enumerate(lines) if _is_question(line)]
        if not questions:
            return
        at = questions[-1]
        following = lines[at + 1 : at + 2]
        cited = bool(following) and following[0].cited is not None
        self.answers.choose(len(lines) - 1)  # all of the answer is in sight
        self.answers.choose(at + 1 if cited else at)

    def clear_line(self) -> None:
        """The question was answered; the line is ready for the next one."""
        self.line.clear()

    def follow(self, *, is_free: bool) -> None:
        """Nothing can be asked while a job runs."""
        self._is_free = is_free
        self._follow()

    @property
    def current_question(self) -> str:
        """The question that the cursor is on, or whose answers it is among."""
        line = self.answers.current_line
        ref = line.ref if line else None
        return str(ref[1]) if isinstance(ref, tuple) else ""

    def _ask(self) -> None:
        question = self.line.text().strip()
        if question and self.ask.isEnabled():
            everywhere = self.everywhere.isChecked() and self.everywhere.isVisibleTo(self)
            self.asked.emit(question, everywhere)

    def _forget(self) -> None:
        if self.forget.isEnabled():
            self.forget_wanted.emit(self.current_question)

    def _follow(self) -> None:
        busy = self.ask.text() == self.tr("Looking\u2026")
        typed = bool(self.line.text().strip())
        why = "" if self._is_free else wait_words()
        if not why and not typed:
            why = self.tr("Type a question first.")
        if not why and busy:
            why = self.tr("The last question is still being looked for.")
        enable(self.ask, self.tr("Look for the passages that answer it (Return)"), why)
        self.forget.setVisible(bool(self.current_question))
        forgets = self.tr("Take it out of the summary (Del)")
        enable(self.forget, forgets, "" if self._is_free else wait_words())


def _is_question(line: Line) -> bool:
    return isinstance(line.ref, tuple) and line.ref[0] == "question"
