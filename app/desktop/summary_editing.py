"""What a person does to a summary: a fact put right, a sentence left out, both undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.question_dialog import QuestionDialog
from app.desktop.summary_page import SummaryPage
from app.desktop.summary_questions import (
    AskDocuments,
    CorrectFact,
    DropSentence,
    ForgetQuestion,
    UndoSummary,
)
from app.desktop.summary_words import clean, fact_words, where_on_page
from app.records import Fact

__all__ = ["FactDialog", "SummaryEditing"]

_LONGEST = 2000  # characters of a value


class FactDialog(QuestionDialog):
    """Another value for a fact; the document's own stays beside it."""

    def __init__(self, fact: Fact, parent: QWidget) -> None:
        super().__init__(parent.tr("Put a fact right"), parent.tr("&Keep it"), parent)
        shown = clean(fact.corrected if fact.corrected is not None else fact.value)
        self.value = QLineEdit(shown)
        self.value.setMaxLength(_LONGEST)
        self.value.selectAll()
        name = clean(f"{fact.name}, {fact.label}" if fact.label else fact.name, 120)
        self.ask_for(name.replace("&", "&&"), self.value)
        said = self.tr("The document does not say.")
        if fact.source is not None:
            where = where_on_page(fact.source.page, fact.source.label)
            said = self.tr("The document says, {where}: \u201c{quote}\u201d").format(
                where=where, quote=clean(fact.source.quote, 300)
            )
        self.explain(said)
        self.end()
        self.value.setFocus()

    @property
    def text(self) -> str:
        """The value that was typed."""
        return self.value.text().strip()


class SummaryEditing(QObject):
    """Buttons and keys of the screen; nothing is asked where it can be undone.

    Args:
        page: Whose buttons they are.
    """

    wanted = Signal(object)

    def __init__(self, page: SummaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._is_free = True
        reading = page.reading
        reading.correct.clicked.connect(self.correct)
        reading.drop.clicked.connect(self.drop)
        reading.undo.clicked.connect(self.undo)
        reading.turned.connect(self._follow)
        reading.shown.connect(lambda _line: self._follow())
        reading.asking.asked.connect(self._ask)
        reading.asking.forget_wanted.connect(self._forget)
        keys = (
            ("F2", reading.facts, reading.correct),
            ("Del", reading.sentences, reading.drop),
            ("Ctrl+Z", page, None),
            ("Del", reading.asking.answers, reading.asking.forget),
        )
        for key, owner, does in keys:
            shortcut = QShortcut(QKeySequence(key), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does.click if does else self.undo)
        reading.correct.setToolTip(page.tr("Put the fact right (F2)"))
        reading.drop.setToolTip(page.tr("Leave the sentence out of the summary (Del)"))
        reading.undo.setToolTip(page.tr("Take the last change back (Ctrl+Z)"))
        self._follow()

    def follow(self, *, is_free: bool) -> None:
        """Nothing can be changed while a job runs."""
        self._is_free = is_free
        self._page.reading.asking.follow(is_free=is_free)
        self._follow()

    def correct(self) -> None:
        """The fact that the cursor is on gets another value."""
        summary, found = self._page.summary, self._fact()
        if summary is None or found is None:
            return
        fact, number = found
        dialog = FactDialog(fact, self._page)

        def take() -> None:
            if dialog.text != clean(fact_words(fact)) or not fact.stated:
                wish = CorrectFact(
                    document=summary.document,
                    key=fact.key,
                    number=number,
                    value=dialog.text,
                )
                self.wanted.emit(wish)

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def drop(self) -> None:
        """The sentence that the cursor is on is left out."""
        summary, line = self._page.summary, self._page.reading.current_line
        if summary is None or line is None or not self._page.reading.is_on_sentences:
            return
        if line.at:
            section, sentence = line.at
            wish = DropSentence(
                document=summary.document, section=section, sentence=sentence
            )
            self.wanted.emit(wish)

    def undo(self) -> None:
        """The last of it is taken back."""
        summary = self._page.summary
        if summary is not None and self._is_free:
            self.wanted.emit(UndoSummary(document=summary.document))

    def _ask(self, question: str, everywhere: bool) -> None:  # noqa: FBT001 - a signal's own
        summary = self._page.summary
        if summary is None:
            return
        others = self._page.summarized if everywhere else ()
        rest = tuple(key for key in others if key != summary.document)
        self._page.reading.asking.show_busy(busy=True)
        documents = (summary.document, *rest)
        self.wanted.emit(AskDocuments(question=question, documents=documents))

    def _forget(self, question: str) -> None:
        summary = self._page.summary
        if summary is not None:
            self.wanted.emit(ForgetQuestion(document=summary.document, question=question))

    def _fact(self) -> tuple[Fact, int] | None:
        """The fact that the cursor is on, and its number among those of its key."""
        summary, line = self._page.summary, self._page.reading.facts.current_line
        ref = line.ref if line else None
        if summary is None or not isinstance(ref, tuple):
            return None
        _, key, number = ref
        facts = [fact for fact in summary.facts if fact.key == key]
        return (facts[number], number) if number < len(facts) else None

    def _follow(self) -> None:
        reading, free = self._page.reading, self._is_free
        line = reading.current_line
        there = self._page.summary is not None
        reading.correct.setVisible(reading.is_on_facts)
        reading.correct.setEnabled(free and there and line is not None)
        reading.drop.setVisible(reading.is_on_sentences)
        reading.drop.setEnabled(free and there and line is not None and bool(line.at))
        reading.undo.setVisible(reading.is_on_facts or reading.is_on_sentences)
        reading.undo.setEnabled(free and there)
