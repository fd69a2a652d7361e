"""A list of lines: the cursor shows what each stands on; the keyboard is enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStackedWidget,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.pieces import column, label
from app.desktop.summary_cited import Line
from app.desktop.summary_lines import LineDelegate, LineModel
from app.desktop.tokens import SPACE

__all__ = ["Lines", "LinesOrWords"]

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Lines(QListView):
    """Lines that can be walked through; Return, Space or a click shows a line anew.

    Args:
        look: Colours and icons.
        name: For screen readers.
    """

    shown = Signal(object)
    opened = Signal(object)
    returned = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(look, self))
        self.setObjectName("lines")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._follow)
        self.clicked.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """These lines are shown; the cursor stays on its line where that is still there."""
        before = self.current_line
        at = self.currentIndex().row()
        top = self.verticalScrollBar().value()
        self.lines.show_lines(lines)
        refs = [line.ref for line in lines]
        if before is not None and before.ref is not None and before.ref in refs:
            at = refs.index(before.ref)
        if before is not None and lines:
            self.choose(min(max(at, 0), len(lines) - 1))
            self.verticalScrollBar().setValue(top)

    @property
    def current_line(self) -> Line | None:
        """The line that the cursor is on."""
        at = self.currentIndex().row()
        return self.lines.lines[at] if 0 <= at < len(self.lines.lines) else None

    def choose(self, at: int) -> None:
        """The cursor is on this line."""
        self.setCurrentIndex(self.lines.index(at, 0))

    def choose_ref(self, ref: object) -> bool:
        """The cursor is on the line of this ``ref``; whether there is one."""
        for at, line in enumerate(self.lines.lines):
            if line.ref == ref:
                self.choose(at)
                self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtTop)
                return True
        return False

    def go_on(self, by: int) -> None:
        """The cursor goes to the next or the previous line that stands on a quotation."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.lines.lines):
            cited = self.lines.lines[at].cited
            if cited is not None and any(s.quotation for s in cited.sources):
                self.choose(at)
                return
            at += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space show the line; copying takes its reference with it."""
        if event.key() in _OPENING:
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_line()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor begins on a sentence; by itself it would begin on a heading."""
        if not self.currentIndex().isValid():
            self.go_on(1)
        super().focusInEvent(event)
        if self.current_line is not None:
            self.returned.emit(self.current_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew in the new width; the cursor stays in sight."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def copy_line(self) -> None:
        """The line that the cursor is on is in the clipboard, with its reference."""
        line = self.current_line
        if line is not None and line.cited is not None and line.cited.copied:
            QApplication.clipboard().setText(line.cited.copied)

    def _follow(self, current: QModelIndex) -> None:
        if current.isValid():
            self.shown.emit(self.lines.lines[current.row()])

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.lines.lines[index.row()])


class LinesOrWords(QStackedWidget):
    """Lines, or a sentence that says why there are none and what to do."""

    def __init__(self, lines: QWidget) -> None:
        super().__init__()
        self._says = label(tone="muted")
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._says.setWordWrap(True)
        nothing = QWidget()
        nothing.setLayout(column(None, self._says, None, margin=SPACE.page))
        self.addWidget(lines)
        self.addWidget(nothing)

    @property
    def said(self) -> str:
        """What is said in place of lines; empty while there are some."""
        return self._says.text() if self.currentIndex() else ""

    def say(self, words: str) -> None:
        """These words stand in place of the lines; none for the lines themselves."""
        self._says.setText(words)
        self.setCurrentIndex(1 if words else 0)
