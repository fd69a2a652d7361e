"""The text of an item, its evidence and the words looked for marked and scrolled to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from app.desktop.look import Look
from app.desktop.quoted import ShownText
from app.desktop.tokens import SPACE
from app.records import hits

__all__ = ["TextView"]


class TextView(QPlainTextEdit):
    """Read-only text that can be selected and copied, by keyboard too."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown = ShownText(text="")
        self._words = ""
        self._hits: tuple[tuple[int, int], ...] = ()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Text of the item"))
        self.setPlaceholderText(self.tr("This item has no text."))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE.wide)
        look.changed.connect(self._mark)

    def show_text(self, shown: ShownText, words: str = "") -> None:
        """This text is shown from what was looked for on, or from its evidence on."""
        if (shown, words) == (self._shown, self._words):
            return
        is_other = shown != self._shown
        self._shown, self._words = shown, words
        if is_other:
            self.setPlainText(shown.text)
        self._hits = _in_units(shown.text, hits(shown.text, words)) if words else ()
        self._mark()
        first = self._hits[0][0] if self._hits else shown.start
        cursor = self.textCursor()
        cursor.setPosition(max(first, 0))
        self.setTextCursor(cursor)
        if first >= 0:
            self.centerCursor()

    def marked_text(self) -> str:
        """The words of the evidence that are marked; empty where there are none."""
        return "".join(
            selection.cursor.selectedText()
            for selection in self.extraSelections()
            if not selection.format.fontUnderline()
        )

    def found_texts(self) -> list[str]:
        """The words that are marked as those that were looked for."""
        return [
            selection.cursor.selectedText()
            for selection in self.extraSelections()
            if selection.format.fontUnderline()
        ]

    def _mark(self) -> None:
        colours = self._look.colours
        marks = []
        if self._shown.start >= 0:
            looks = QTextCharFormat()
            looks.setBackground(QColor(colours.mark))
            looks.setForeground(QColor(colours.on_mark))
            marks.append(self._selection((self._shown.start, self._shown.end), looks))
        found = QTextCharFormat()
        found.setBackground(QColor(colours.accent))
        found.setForeground(QColor(colours.on_accent))
        found.setFontUnderline(True)
        marks += [self._selection(each, found) for each in self._hits]
        self.setExtraSelections(marks)

    def _selection(
        self, stretch: tuple[int, int], looks: QTextCharFormat
    ) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(stretch[0])
        cursor.setPosition(stretch[1], QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = looks
        return selection


def _in_units(
    text: str, stretches: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """The stretches as Qt counts, which takes some characters for two."""
    if not stretches or max(text) <= "\uffff":
        return stretches
    counted, found = [0, 0], []
    for stretch in stretches:
        ends = []
        for at in stretch:
            passed = text[counted[0] : at].encode("utf-16-le", "surrogatepass")
            counted[1] += len(passed) // 2
            counted[0] = at
            ends.append(counted[1])
        found.append((ends[0], ends[1]))
    return tuple(found)
