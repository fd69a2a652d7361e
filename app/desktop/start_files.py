"""The documents of the case on the start page, and what can be done with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.import_words import account_words, is_sheet, unread
from app.desktop.pieces import button, column, enable, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import documents_words
from app.records import Document

__all__ = ["FilesListing"]

_FEWEST, _MOST = 2, 5


class FilesListing(QWidget):
    """The documents with their count, what was read of them, and how to take some out."""

    unread_wanted = Signal()
    remove_wanted = Signal(object)
    columns_wanted = Signal(int)

    def __init__(self, files: DocumentsModel) -> None:
        super().__init__()
        self._files = files
        self._is_free = True
        self._items = 0
        self.count = label(size=TYPE.heading)
        self.account = label(tone="muted")
        self.account.setWordWrap(True)
        self.view = DocumentsView(files, self.tr("Documents"))
        self.view.setObjectName("waiting")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.unread = button("")
        self.columns = button(self.tr("Co&lumns\u2026"))
        self.remove = button(self.tr("R&emove\u2026"))
        self.unread.clicked.connect(self.unread_wanted)
        self.columns.clicked.connect(self._want_columns)
        self.remove.clicked.connect(self._want_removal)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.remove.click)
        self.view.selectionModel().selectionChanged.connect(self._follow)
        files.modelReset.connect(self._fit)
        files.modelReset.connect(self._follow)
        head = row(self.count, None, self.unread, self.columns, self.remove)
        self.setLayout(column(head, self.account, self.view, spacing=SPACE.hair))
        self._fit()

    def show_items(self, items: int) -> None:
        """So many items came of the documents."""
        self._items = items
        self.show_documents(self._files.documents)

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """How many there are, and how their reading ended."""
        self.count.setText(documents_words(len(documents)))
        said = account_words(documents, self._items)
        self.account.setText(said)
        self.account.setVisible(bool(said))
        missing = len(unread(documents))
        self.unread.setVisible(bool(missing))
        one, many = (
            self.tr("1 &not fully read\u2026"),
            self.tr("{count} &not fully read\u2026"),
        )
        text = (one if missing == 1 else many).format(count=missing)
        self.unread.setText(text)
        self.unread.setAccessibleName(text.replace("&", ""))
        self._follow()

    def follow(self, *, is_free: bool) -> None:
        """Nothing is taken out while something else is done."""
        self._is_free = is_free
        self._follow()

    def chosen(self) -> tuple[Document, ...]:
        """The documents that are selected."""
        lines = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = (self._files.document_at(line) for line in lines)
        return tuple(document for document in found if document is not None)

    def _want_columns(self) -> None:
        (document,) = self.chosen()
        self.columns_wanted.emit(document.key)

    def _want_removal(self) -> None:
        self.remove_wanted.emit(self.chosen())

    def _follow(self) -> None:
        chosen = self.chosen()
        sheets = [one for one in chosen if is_sheet(one)]
        busy = ""
        if not self._is_free:
            busy = self.tr("Wait until the work that is going on has ended.")
        none = "" if chosen else self.tr("Choose a document in the list first.")
        # What lies inside a mail or an archive goes with it.
        inside = ""
        if any(one.inner for one in chosen):
            inside = self.tr("It lies inside another document; remove that one.")
        says = self.tr("Take the chosen documents out of this case; the files stay (Del)")
        enable(self.remove, says, busy or none or inside)
        one_sheet = len(chosen) == len(sheets) == 1 and Path(chosen[0].path).is_file()
        why = "" if one_sheet else self.tr("Choose one spreadsheet in the list first.")
        says = self.tr("See the first rows, and say which columns hold what")
        enable(self.columns, says, busy or why)

    def _fit(self) -> None:
        lines = min(max(self.view.model().rowCount(), _FEWEST), _MOST)
        line = max(self.view.sizeHintForRow(0), self.fontMetrics().height() + 10) + 2
        self.view.setFixedHeight(lines * line + 12)
