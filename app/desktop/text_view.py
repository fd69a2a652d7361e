"""The text of an item, its evidence marked and scrolled to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from app.desktop.look import Look
from app.desktop.quoted import ShownText
from app.desktop.tokens import SPACE

__all__ = ["TextView"]


class TextView(QPlainTextEdit):
    """Read-only text that can be selected and copied, by keyboard too."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown = ShownText(text="")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Text of the item"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE.wide)
        look.changed.connect(self._mark)

    def show_text(self, shown: ShownText) -> None:
        """This text is shown from its evidence on."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setPlainText(shown.text)
        self._mark()
        cursor = self.textCursor()
        cursor.setPosition(max(shown.start, 0))
        self.setTextCursor(cursor)
        if shown.start >= 0:
            self.centerCursor()

    def marked_text(self) -> str:
        """The words that are marked; empty where there are none."""
        return "".join(
            selection.cursor.selectedText() for selection in self.extraSelections()
        )

    def _mark(self) -> None:
        if self._shown.start < 0:
            self.setExtraSelections([])
            return
        looks = QTextCharFormat()
        looks.setBackground(QColor(self._look.colours.mark))
        looks.setForeground(QColor(self._look.colours.on_mark))
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._shown.start)
        cursor.setPosition(self._shown.end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = looks
        self.setExtraSelections([selection])
