"""All keys of the page of review, in a small window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.desktop.pieces import button, column, label, row
from app.desktop.review_words import key_words
from app.desktop.tokens import SPACE, TYPE

__all__ = ["KeysDialog"]


class KeysDialog(QDialog):
    """What each key does; Esc, Return or F1 closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys \u2013 Postroom"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.section)
        grid.setVerticalSpacing(SPACE.hair)
        for at, (keys, does) in enumerate(key_words()):
            grid.addWidget(label(keys, strong=True), at, 0)
            grid.addWidget(label(does), at, 1)
        self.setAccessibleDescription(
            "\n".join(f"{keys}: {does}" for keys, does in key_words())
        )
        self.shut = button(self.tr("&Close"), kind="primary")
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.accept)
        title = label(self.tr("Keys for review"), size=TYPE.heading)
        whole = column(title, grid, row(None, self.shut), margin=SPACE.section)
        whole.setSpacing(SPACE.wide)
        self.setLayout(whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it too."""
        if event.key() == Qt.Key.Key_F1 or event.text() == "?":
            self.accept()
        else:
            super().keyPressEvent(event)
