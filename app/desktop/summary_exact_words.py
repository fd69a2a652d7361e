"""The exact words of one place, where they stand, and why they were chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.desktop.look import Look
from app.desktop.pieces import button, column, label, row, tool_button
from app.desktop.summary_cited import Cited, one_line
from app.desktop.summary_words import where_on_page
from app.desktop.tokens import SPACE, TYPE

__all__ = ["ExactWords"]

_MOMENT = 1500  # milliseconds
_LINES = 5  # that are seen at once
_MEASURED = 4000  # characters; far more than fit


class ExactWords(QWidget):
    """Words that can be selected and copied; of several places, one after the other.

    Args:
        look: Colours and icons.
    """

    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.words = QPlainTextEdit()
        self.where = label(tone="muted", size=TYPE.small)
        self.back = tool_button(look, "previous", self.tr("Previous place of this line"))
        self.forward = tool_button(look, "next", self.tr("Next place of this line"))
        self.which = label(tone="muted", size=TYPE.small)
        self.copy = button(self.tr("Cop&y"), name=self.tr("Copy with page"))
        self.copy.setToolTip(self.tr("Copy the sentence with its document and page"))
        self.why = button(self.tr("&Why is it here?"), kind="quiet")
        self.why.setCheckable(True)
        self.reason = label(tone="muted", size=TYPE.small)
        self.reason.setWordWrap(True)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_MOMENT)
        self._arrange()
        copies = self.copy.text()
        self._copied.timeout.connect(lambda: self.copy.setText(copies))
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.forward.clicked.connect(lambda: self.moved.emit(1))
        self.why.toggled.connect(lambda _on: self._show_reason())

    def show_place(self, cited: Cited, at: int) -> None:
        """This one of the places is shown."""
        source = cited.sources[at]
        quotation = source.quotation
        where = where_on_page(source.page, quotation.label if quotation else "")
        said = where[:1].upper() + where[1:]
        if quotation is not None:
            said = self.tr("Exact words, {where}").format(where=where)
        self.where.setText(f"{source.says}: {said}" if source.says else said)
        quote = quotation.quote if quotation else ""
        said, _ = one_line(quote, longest=len(quote) + 1)
        self.words.setPlainText(said)
        self.words.setVisible(quotation is not None)
        self._fit()
        for each in (self.back, self.which, self.forward):
            each.setVisible(len(cited.sources) > 1)
        which = self.tr("{at} of {count}")
        self.which.setText(which.format(at=at + 1, count=len(cited.sources)))
        self.copy.setVisible(bool(cited.copied))
        self.why.setVisible(bool(cited.why))
        self.reason.setText(cited.why)
        self._show_reason()

    def show_copied(self) -> None:
        """The button says for a moment that it was done."""
        self.copy.setText(self.tr("Copied"))
        alert = QAccessibleEvent(self.copy, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(alert)
        self._copied.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew in the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The words keep their height in lines when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _show_reason(self) -> None:
        self.reason.setVisible(self.why.isChecked() and bool(self.reason.text()))

    def _fit(self) -> None:
        """As high as the words are, up to a few lines; the page has the rest."""
        line = self.words.fontMetrics().lineSpacing()
        lines = min(max(self._count_lines(), 1), _LINES)
        self.words.setMinimumHeight(line + 26)
        self.words.setMaximumHeight(lines * line + 26)

    def _count_lines(self) -> int:
        metrics = self.words.fontMetrics()
        wide = max(self.words.viewport().width() - 12, 80)
        flags = int(Qt.TextFlag.TextWordWrap)
        text = self.words.toPlainText()[:_MEASURED]
        box = metrics.boundingRect(QRect(0, 0, wide, 1_000_000), flags, text)
        return -(-box.height() // max(metrics.lineSpacing(), 1))

    def _arrange(self) -> None:
        self.words.setObjectName("written")
        self.words.setReadOnly(True)
        self.words.setAccessibleName(self.tr("Exact words"))
        self.words.setTabChangesFocus(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._fit()
        places = row(self.where, None, self.back, self.which, self.forward, spacing=2)
        doing = row(self.copy, self.why, None)
        whole = column(places, self.words, doing, self.reason, spacing=6)
        whole.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        self.setLayout(whole)
