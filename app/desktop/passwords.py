"""Asking for the passwords of locked documents; they are kept in memory only."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.look import Look
from app.desktop.pieces import button, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import documents_words
from app.records import Document

__all__ = ["PasswordsDialog"]


class PasswordsDialog(QDialog):
    """A line for passwords and the documents they are for.

    Args:
        look: Colours and icons.
        locked: The documents.
        parent: The window.
        does: What is done with what was typed; sorting where nothing is said.
    """

    def __init__(
        self, look: Look, locked: tuple[Document, ...], parent: QWidget, does: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Passwords \u2013 Postroom"))
        self.setMinimumWidth(460)
        title = label(
            self.tr("Locked with a password: {documents}").format(
                documents=documents_words(len(locked))
            ),
            size=TYPE.heading,
        )
        title.setWordWrap(True)
        model = DocumentsModel(look, parent=self)
        model.show_documents(locked)
        listing = DocumentsView(model, self.tr("Locked documents"))
        listing.setObjectName("waiting")
        line = self.fontMetrics().height() + SPACE.normal
        listing.setFixedHeight(SPACE.section + line * min(max(len(locked), 1), 5))
        self.lines = tuple(self._line(at) for at in range(1, 4))
        note = label(
            self.tr(
                "Every password is tried on every locked document. Passwords are "
                "forgotten when the case is closed and never written down."
            ),
            tone="muted",
        )
        note.setWordWrap(True)
        self.open_button = button(does or self.tr("&Open and sort"), kind="primary")
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self.accept)
        self.cancel_button = button(self.tr("&Not now"))
        self.cancel_button.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        for each in (title, listing, *self.lines, note):
            whole.addWidget(each)
        whole.addSpacing(SPACE.small)
        whole.addLayout(row(None, self.cancel_button, self.open_button))
        # Words that wrap: only the whole width tells how high the dialog must be.
        width = max(self.minimumWidth(), whole.totalMinimumSize().width())
        self.setMinimumHeight(whole.totalHeightForWidth(width))
        self.lines[0].setFocus()

    def passwords(self) -> tuple[str, ...]:
        """What was typed; empty lines left out."""
        return tuple(line.text() for line in self.lines if line.text())

    def _line(self, at: int) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        name = self.tr("Password") if at == 1 else self.tr("Another password, if needed")
        line.setPlaceholderText(name)
        line.setAccessibleName(self.tr("{name} ({number})").format(name=name, number=at))
        return line
