"""The fields of a scheme and of one of its categories, each with its problem beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.desktop.pieces import button, column, label, row
from app.desktop.tokens import SPACE, TYPE
from app.records import DraftCategory, SchemeDraft

__all__ = ["CategoryFields", "SchemeFields", "UndoKeys"]


class UndoKeys(QObject):
    """Ctrl+Z in a field takes back what was done on the page, not in the field alone."""

    wanted = Signal()

    def watch(self, field: QWidget) -> None:
        """This field too."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key is left to the window's action, which it reaches as a shortcut."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if not event.matches(QKeySequence.StandardKey.Undo):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            self.wanted.emit()
        else:
            event.ignore()
        return True


class SchemeFields(QWidget):
    """Name and description of a scheme."""

    name_typed = Signal(str)
    about_typed = Signal(str)

    def __init__(self, keys: UndoKeys) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.about = QLineEdit()
        self.problem = _problem()
        for field in (self.name, self.about):
            keys.watch(field)
        name = _titled(self.tr("Na&me of the scheme"), self.name)
        about = _titled(self.tr("A&bout it"), self.about)
        self.about.setPlaceholderText(self.tr("What is sorted with it"))
        self.name.textEdited.connect(self.name_typed)
        self.about.textEdited.connect(self.about_typed)
        left = column(name, self.name, spacing=2)
        right = column(about, self.about, spacing=2)
        both = row(left, right, spacing=SPACE.normal)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.setLayout(column(both, self.problem, spacing=2))

    def show_draft(self, draft: SchemeDraft, problem: str, *, own: bool) -> None:
        """These are the words of this scheme."""
        _show_line(self.name, draft.name)
        _show_line(self.about, draft.description)
        for field in (self.name, self.about):
            field.setReadOnly(not own)
        _show_problem(self.problem, problem, self.name)


class CategoryFields(QWidget):
    """Name, description and examples of a category."""

    name_typed = Signal(str)
    about_typed = Signal(str)
    examples_typed = Signal(tuple)

    def __init__(self, keys: UndoKeys) -> None:
        super().__init__()
        self.key = 0
        self.name = QLineEdit()
        self.problem = _problem()
        self.about = _several(3)
        self.hint = _problem(tone="muted")
        self.examples = _several(4)
        self.pick = button(self.tr("Pic&k from corrected items\u2026"))
        for field in (self.name, self.about, self.examples):
            keys.watch(field)
        self.about.setPlaceholderText(
            self.tr("One sentence, in the words that people use when they write to you")
        )
        self.examples.setPlaceholderText(
            self.tr("Short texts as they come in; they help most where two categories meet")
        )
        self.name.textEdited.connect(self.name_typed)
        self.about.textChanged.connect(
            lambda: self.about_typed.emit(self.about.toPlainText())
        )
        self.examples.textChanged.connect(self._tell_examples)
        titles = (
            _titled(self.tr("Categor&y name"), self.name),
            _titled(self.tr("What belongs &in it"), self.about),
            _titled(self.tr("Exam&ples, one on a line"), self.examples),
        )
        whole = column(
            *(titles[0], self.name, self.problem, SPACE.hair),
            *(titles[1], self.about, self.hint, SPACE.hair),
            *(titles[2], self.examples, row(self.pick, None)),
            spacing=2,
        )
        whole.setStretch(whole.indexOf(self.about), 2)
        whole.setStretch(whole.indexOf(self.examples), 3)
        self.setLayout(whole)

    def show_category(
        self, category: DraftCategory | None, problem: str, hint: str, *, own: bool
    ) -> None:
        """These are the words of this category; None where none is chosen."""
        shown = category or DraftCategory(key=0, name="")
        self.key = shown.key
        _show_line(self.name, shown.name)
        _show_lines(self.about, shown.description)
        _show_lines(self.examples, "\n".join(shown.examples))
        for field in (self.name, self.about, self.examples):
            field.setReadOnly(not own)
            field.setEnabled(category is not None)
        _show_problem(self.problem, problem, self.name)
        _show_problem(self.hint, hint, self.about)

    def _tell_examples(self) -> None:
        text = self.examples.toPlainText()
        self.examples_typed.emit(tuple(text.split("\n")) if text else ())


def _titled(text: str, field: QWidget) -> QLabel:
    made = label(text, size=TYPE.small, tone="muted")
    made.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    return made


def _problem(tone: str = "error") -> QLabel:
    made = label(tone=tone, size=TYPE.small)
    made.setWordWrap(True)
    made.hide()
    return made


def _several(lines: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName("written")
    made.setTabChangesFocus(True)
    made.setUndoRedoEnabled(False)
    made.setMinimumHeight(lines * made.fontMetrics().height() + 16)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return made


def _show_line(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        at = field.cursorPosition()
        field.setText(text)
        field.setCursorPosition(min(at, len(text)))


def _show_lines(field: QPlainTextEdit, text: str) -> None:
    if field.toPlainText() == text:
        return
    blocker = QSignalBlocker(field)
    cursor = field.textCursor()
    at = cursor.position()
    field.setPlainText(text)
    cursor = field.textCursor()
    cursor.setPosition(min(at, len(text)))
    field.setTextCursor(cursor)
    blocker.unblock()


def _show_problem(shown: QLabel, text: str, field: QWidget) -> None:
    """A problem is told beside its field, and by the field itself to screen readers."""
    shown.setText(text)
    shown.setVisible(bool(text))
    if field.accessibleDescription() != text:
        field.setAccessibleDescription(text)
