"""What a person does to a summary: a fact put right, a sentence left out, both undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.language import told
from app.desktop.pieces import enable, label, restyle
from app.desktop.question_dialog import QuestionDialog
from app.desktop.summary_page import SummaryPage
from app.desktop.summary_questions import (
    AskDocuments,
    CorrectFact,
    DropSentence,
    ForgetQuestion,
    UndoSummary,
)
from app.desktop.summary_words import (
    clean,
    fact_words,
    in_one_line,
    is_changed,
    wait_words,
    where_on_page,
)
from app.desktop.written_dates import is_date
from app.records import Fact

__all__ = ["FactDialog", "SummaryEditing"]

_LONGEST = 2000  # characters of a value


class FactDialog(QuestionDialog):
    """Another value for a fact; the document's own stays beside it.

    Args:
        fact: To be put right.
        parent: The screen.
        wants_date: Whether a date is wanted, which goes into the calendar file.
    """

    def __init__(self, fact: Fact, parent: QWidget, *, wants_date: bool = False) -> None:
        super().__init__(parent.tr("Put a fact right"), parent.tr("&Keep it"), parent)
        shown = clean(fact.corrected if fact.corrected is not None else fact.value)
        self.value = QLineEdit(shown)
        self.value.setMaxLength(_LONGEST)
        self.value.selectAll()
        called = told(fact.name)
        name = clean(f"{called}, {fact.label}" if fact.label else called, 120)
        self.ask_for(name.replace("&", "&&"), self.value)
        said = self.tr("The document does not say.")
        if fact.source is not None:
            where = where_on_page(fact.source.page, fact.source.label)
            said = self.tr("The document says, {where}: \u201c{quote}\u201d").format(
                where=where, quote=clean(fact.source.quote, 300)
            )
        self.explain(said)
        self.about_date = label(tone="muted")
        self.about_date.setWordWrap(True)
        self.about_date.setVisible(wants_date)
        self.add(self.about_date)
        if wants_date:
            self.value.textChanged.connect(self._tell_date)
            self._tell_date()
        self.end()
        self.value.setFocus()

    def _tell_date(self) -> None:
        said = self.tr(
            "A date is wanted: 2027-01-15, 2027-01-15 17:00, or as the document writes it."
        )
        is_none = bool(self.text) and not is_date(self.text)
        if is_none:
            said = self.tr("This is no date: it will not be in the calendar file.")
        restyle(self.about_date, "tone", "review" if is_none else "muted")
        self.about_date.setText(said)
        self.value.setAccessibleDescription(said)

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
            ("Del", reading.asking.answers, reading.asking.forget),
        )
        for key, owner, does in keys:
            shortcut = QShortcut(QKeySequence(key), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does.click)
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
        dates = any(each.when for each in summary.facts if each.key == fact.key)
        dialog = FactDialog(fact, self._page, wants_date=dates)

        def take() -> None:
            if dialog.text != clean(in_one_line(fact_words(fact), " ")) or not fact.stated:
                wish = CorrectFact(
                    document=summary.document,
                    key=fact.key,
                    number=number,
                    value=dialog.text,
                    expected=fact.source,
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
                document=summary.document,
                section=section,
                sentence=sentence,
                expected=summary.sections[section].sentences[sentence].source,
            )
            self.wanted.emit(wish)

    def undo(self) -> None:
        """The last of it is taken back."""
        summary = self._page.summary
        if summary is not None and self._page.reading.undo.isEnabled():
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
        page, reading = self._page, self._page.reading
        line, summary = reading.current_line, page.summary
        wait = "" if self._is_free else wait_words()
        chosen = page.tr("Choose a line first.")
        reading.correct.setVisible(reading.is_on_facts)
        there = summary is not None and line is not None
        why = wait or ("" if there else chosen)
        enable(reading.correct, page.tr("Put the fact right (F2)"), why)
        reading.drop.setVisible(reading.is_on_sentences)
        there = there and line is not None and bool(line.at)
        why = wait or ("" if there else page.tr("Choose a sentence first."))
        enable(reading.drop, page.tr("Leave it out of the summary (Del)"), why)
        reading.undo.setVisible(reading.is_on_facts or reading.is_on_sentences)
        changed = summary is not None and is_changed(summary)
        why = wait or ("" if changed else page.tr("Nothing was changed here by a person."))
        enable(reading.undo, page.tr("Take the last change back (Ctrl+Z)"), why)
