"""What could not be read: each document with the reason, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.import_words import account_words, unread
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import button, column, enable, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import plain_line, remedy_words
from app.records import Document, DocumentState

__all__ = ["UnreadDialog"]

_WIDE, _HIGH = 760, 460


class UnreadDialog(QDialog):
    """The documents at the left; why and what to do at the right.

    Args:
        look: Colours and icons.
        documents: All of the case.
        items: How many items they hold.
        parent: The window.
    """

    folder_wanted = Signal(object)
    again_wanted = Signal(object)
    passwords_wanted = Signal()

    def __init__(
        self, look: Look, documents: Sequence[Document], items: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What could not be read \u2013 Postroom"))
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(max(_WIDE, 90 * letter), max(_HIGH, 22 * line))
        self.documents = unread(documents)
        self.account = label(account_words(documents, items), tone="muted")
        self.account.setWordWrap(True)
        model = DocumentsModel(look, parent=self)
        model.show_documents(self.documents)
        self.view = DocumentsView(model, self.tr("Documents that were not read whole"))
        self.view.setObjectName("waiting")
        self.view.chosen.connect(self._show)
        self._make_details()
        self.everything = button(self.tr("Try &all again"))
        self.everything.clicked.connect(lambda: self._again(self.documents))
        self.leave = button(self.tr("&Close"))
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.reject)
        self._arrange()
        locked = [one for one in self.documents if one.reason_code == "password"]
        self.passwords.setVisible(bool(locked))
        self.view.setCurrentIndex(model.index(0, 0))
        self.view.setFocus()

    @property
    def document(self) -> Document:
        """The one that is shown."""
        return self.documents[max(0, self.view.currentIndex().row())]

    def _make_details(self) -> None:
        self.name = label(size=TYPE.heading)
        self.state = label(tone="failed", strong=True)
        self.why = label()
        self.what_to_do = label()
        for each in (self.name, self.why, self.what_to_do):
            each.setWordWrap(True)
        self.folder = button(self.tr("Show in f&older"))
        self.again = button(self.tr("&Try again"))
        self.passwords = button(self.tr("Enter &passwords\u2026"))
        self.folder.clicked.connect(lambda: self.folder_wanted.emit(self.document))
        self.again.clicked.connect(lambda: self._again((self.document,)))
        self.passwords.clicked.connect(self._want_passwords)

    def _show(self) -> None:
        document = self.document
        self.name.setText(plain_line(document.name))
        self.state.setText(
            {
                DocumentState.PARTLY: self.tr("Read in part"),
                DocumentState.EMPTY: self.tr("Nothing in it"),
            }.get(document.state, self.tr("Could not be read"))
        )
        self.why.setText(told(document.reason) or self.tr("It holds no text."))
        self.what_to_do.setText(remedy_words(document))
        inside = self.tr("It lies inside another document; try that one again.")
        says = self.tr("Read it once more when the work goes on")
        enable(self.again, says, inside if document.inner else "")

    def _again(self, documents: Sequence[Document]) -> None:
        self.accept()
        self.again_wanted.emit(tuple(one.key for one in documents if not one.inner))

    def _want_passwords(self) -> None:
        self.accept()
        self.passwords_wanted.emit()

    def _arrange(self) -> None:
        title = label(self.tr("What could not be read"), size=TYPE.heading)
        why = label(self.tr("Why"), tone="muted")
        to_do = label(self.tr("What to do"), tone="muted")
        details = QWidget()
        details.setLayout(
            column(
                self.name,
                self.state,
                SPACE.small,
                why,
                self.why,
                SPACE.small,
                to_do,
                self.what_to_do,
                SPACE.normal,
                row(self.folder, self.again, None),
                row(self.passwords, None),
                None,
                spacing=SPACE.hair,
            )
        )
        # A long reason in large type is scrolled, not cut.
        room = QScrollArea()
        room.setWidget(details)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setMinimumWidth(details.minimumSizeHint().width() + 16)
        both = row(self.view, room, spacing=SPACE.section)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        whole.addWidget(title)
        whole.addWidget(self.account)
        whole.addLayout(both, 1)
        whole.addLayout(row(self.everything, None, self.leave))
