"""A copied text becomes a document of its own, after a look at it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.desktop.pieces import button, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number

__all__ = ["PasteDialog"]

_SHOWN = 20_000


class PasteDialog(QDialog):
    """The text, and where it will be kept.

    Args:
        text: As it was copied.
        parent: The window.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.setWindowTitle(self.tr("Add copied text \u2013 Postroom"))
        self.resize(560, 420)
        title = label(self.tr("Add this text as a document?"), size=TYPE.heading)
        says = label(
            self.tr("{count} characters. Postroom keeps the text as a file in its own "
                    "folder; none of your folders is touched.").format(
                count=number(len(text))
            ),
            tone="muted",
        )  # fmt: skip
        says.setWordWrap(True)
        self.preview = QPlainTextEdit(text[:_SHOWN])
        self.preview.setReadOnly(True)
        self.preview.setObjectName("written")
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("The copied text"))
        self.add = button(self.tr("&Add this text"), kind="primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        for each in (title, says, self.preview):
            whole.addWidget(each)
        if len(text) > _SHOWN:
            cut = self.tr("Only the beginning is shown here. All of it is added.")
            whole.addWidget(label(cut, tone="muted"))
        whole.addLayout(row(None, self.leave, self.add))
        self.add.setFocus()
