"""The documents of a case, by name and state."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desktop import words
from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.tokens import SPACE
from app.records import Document, DocumentState

__all__ = ["DEPTH", "DocumentsModel", "DocumentsView"]

Index = QModelIndex | QPersistentModelIndex

_ICON = 16  # pixels, beside text of the usual size

# How many documents a document lies in, beside Qt's own roles.
DEPTH = Qt.ItemDataRole.UserRole + 1


class DocumentsModel(QAbstractListModel):
    """Documents with an icon each; the first line may stand for all of them.

    Args:
        look: Draws the icons.
        with_all: Whether the list begins with a line for all documents.
        parent: Owner.
    """

    def __init__(
        self, look: Look, *, with_all: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.documents: tuple[Document, ...] = ()
        self.look = look
        self._head = 1 if with_all else 0

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """These documents are listed; what did not change keeps its selection."""
        if [d.key for d in documents] == [d.key for d in self.documents]:
            self.documents = documents
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
            return
        self.beginResetModel()
        self.documents = documents
        self.endResetModel()

    def document_at(self, row: int) -> Document | None:
        """The document in a line; None for the line that stands for all."""
        at = row - self._head
        return self.documents[at] if 0 <= at < len(self.documents) else None

    def row_of(self, key: int) -> int:
        """The line of a document, or of all for 0; -1 where there is none."""
        if key == 0:
            return self._head - 1
        keys = [document.key for document in self.documents]
        return keys.index(key) + self._head if key in keys else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.documents) + self._head

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a line says."""
        document = self.document_at(index.row())
        if document is None:
            return self._all(role)
        failed = document.state is DocumentState.FAILED
        said: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            narrow = self._head > 0  # the sidebar; the folders are in its tool tips
            said = words.file_name(document) if narrow else words.plain_line(document.name)
        elif role == Qt.ItemDataRole.DecorationRole:
            tone = "failed" if failed else "muted"
            said = self.look.icon(words.document_icon(document), tone)
        elif role == Qt.ItemDataRole.ForegroundRole and failed:
            said = QColor(self.look.colours.failed)
        elif role == DEPTH:
            said = len(document.inner) if self._head > 0 else 0
        elif role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = words.document_words(document)
            said = as_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return said

    def _all(self, role: int) -> Any:  # noqa: ANN401 - Qt's signature
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("All documents")
        if role == Qt.ItemDataRole.DecorationRole:
            return self.look.icon("tray", "muted")
        return None


class _Nested(QStyledItemDelegate):
    """Documents that came out of another stand a little to the right of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line is drawn."""
        depth = index.data(DEPTH) or 0
        if depth:
            option = QStyleOptionViewItem(option)
            option.rect.setLeft(option.rect.left() + SPACE.wide * min(depth, 4))
        super().paint(painter, option, index)


class DocumentsView(QListView):
    """A list of documents; choosing one tells its key, the first line tells 0."""

    chosen = Signal(int)

    def __init__(self, model: DocumentsModel, name: str) -> None:
        super().__init__()
        self._documents = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setObjectName("documents")
        self._fit_icons()
        model.look.changed.connect(self._fit_icons)
        self.setItemDelegate(_Nested(self))
        self.setUniformItemSizes(True)
        self.setSpacing(1)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._key = 0
        self.selectionModel().currentChanged.connect(self._choose)
        model.modelReset.connect(lambda: self.stand_on(self._key))

    def _fit_icons(self) -> None:
        self.setIconSize(self._documents.look.icon_size(_ICON))

    def stand_on(self, key: int) -> None:
        """The line of this document is the current one; nothing is told."""
        row = self._documents.row_of(key)
        with QSignalBlocker(self):
            self.setCurrentIndex(self._documents.index(row, 0))

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            document = self._documents.document_at(current.row())
            self._key = document.key if document else 0
            self.chosen.emit(self._key)
