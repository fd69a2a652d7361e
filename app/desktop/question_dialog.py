"""A small question: a title, its fields, and the buttons to keep or to cancel."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.desktop.pieces import button, label, row
from app.desktop.tokens import SPACE, TYPE

__all__ = ["QuestionDialog"]

_WIDTH = 520


class QuestionDialog(QDialog):
    """A title, its fields with their names above them, and the two buttons."""

    def __init__(self, title: str, does: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("{title} \u2013 Postroom").format(title=title))
        self.setMinimumWidth(_WIDTH)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(
            SPACE.section, SPACE.section, SPACE.section, SPACE.wide
        )
        self._whole.setSpacing(SPACE.small)
        self._whole.addWidget(label(title, size=TYPE.heading))
        self.do = button(does, kind="primary")
        self.do.setDefault(True)
        self.do.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)

    def ask_for(self, title: str, field: QWidget) -> None:
        """A field with its name above it."""
        shown = label(title)
        shown.setBuddy(field)
        field.setAccessibleName(title.replace("&", ""))
        self._whole.addWidget(shown)
        self._whole.addWidget(field)

    def explain(self, text: str) -> None:
        """A remark below the last field."""
        said = label(text, tone="muted", size=TYPE.small)
        said.setWordWrap(True)
        self._whole.addWidget(said)

    def add(self, widget: QWidget) -> None:
        """Something of the dialog's own below the last remark."""
        self._whole.addWidget(widget)

    def end(self) -> None:
        """The two buttons; nothing comes after them."""
        self._whole.addSpacing(SPACE.small)
        self._whole.addLayout(row(None, self.leave, self.do))
