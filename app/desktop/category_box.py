"""A list of categories in which typing finds."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QSizePolicy

from app.records import Scheme

__all__ = ["CategoryBox"]


class CategoryBox(QComboBox):
    """The categories of a scheme; Return settles on the one that is found, Esc gives up."""

    settled = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.line = QLineEdit()
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.line.setPlaceholderText(self.tr("Type to find a category"))
        for each in (self, self.line):
            each.setAccessibleName(self.tr("Category of this item"))
        self._finding = QCompleter(self.model(), self)
        self._finding.setFilterMode(Qt.MatchFlag.MatchContains)
        self._finding.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found = QListView()
        found.setObjectName("choices")
        found.setAccessibleName(self.tr("Categories that were found"))
        self._finding.setPopup(found)
        self.setCompleter(self._finding)
        # Once the list that typing opens has closed and has written what was chosen.
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self.settled)
        self.line.returnPressed.connect(self._settling.start)

    @property
    def category(self) -> str:
        """The category that stands there or is found by what was typed; empty for none."""
        typed = self.currentText().strip().casefold()
        if not typed:
            return ""
        exact = [name for name in self._names if name.casefold() == typed]
        found = exact or [name for name in self._names if typed in name.casefold()]
        return found[0] if found else ""

    def show_categories(self, scheme: Scheme | None) -> bool:
        """The categories of this scheme can be chosen; whether they are others now."""
        names = scheme.names if scheme else ()
        if names == self._names:
            return False
        self._names = names
        self.clear()
        self.addItems(names)
        return True

    def stand_on(self, category: str | None) -> None:
        """This category stands there; None for none."""
        self.setCurrentIndex(self._names.index(category) if category in self._names else -1)
        if category not in self._names:
            self.clearEditText()
        self.line.setCursorPosition(0)
        if self.line.hasFocus():
            self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past never chooses anything."""
        event.ignore()
