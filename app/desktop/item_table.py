"""The table of results."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.desktop.item_delegate import ItemDelegate, row_height
from app.desktop.item_model import Column, ItemModel
from app.desktop.look import Look
from app.desktop.words import status_words
from app.records import ResultRow, Status

__all__ = ["ItemTable"]

# Shares of the width that the short columns leave, to begin with; a person may drag them.
_SHARES = {Column.ITEM: 0.55, Column.CATEGORY: 0.27}
# Beside its text a cell has this much: padding, and in the status column the icon.
_AROUND = {Column.PROBABILITY: 28, Column.STATUS: 46}  # its reason takes what is left


class ItemTable(QTableView):
    """Rows of results; the one the cursor is on is told, also when it has changed."""

    row_shown = Signal(object)
    selected = Signal(int)

    def __init__(self, look: Look, model: ItemModel) -> None:
        super().__init__()
        self._items = model
        self._shown: ResultRow | None = None
        self._stays_on: int | None = None
        self._dragged: dict[int, int] = {}
        self.setModel(model)
        self.setItemDelegate(ItemDelegate(look))
        self.setAccessibleName(self.tr("Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_headers()
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._count)
        model.modelReset.connect(self._begin_again)
        model.page_came.connect(self._stay)
        model.rowsInserted.connect(self._begin)
        look.changed.connect(self.viewport().update)

    def select_row(self, row: int) -> None:
        """The cursor stands on this row."""
        self.selectionModel().setCurrentIndex(
            self._items.index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    def go_on(self) -> None:
        """The cursor goes on to the row below the selected ones."""
        below = self.currentIndex().row() + 1
        last = max((at + length for at, length in self.stretches()), default=below)
        if last < self._items.rowCount():
            self.select_row(last)

    def go_back_to(self, key: int) -> None:
        """The cursor goes to this item as soon as it stands near again."""
        self._stays_on = key

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The selected rows: the first row of each stretch, and its length."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        return tuple(sorted({(each.top(), each.height()) for each in ranges}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row, not to the first and last column."""
        last = self._items.rowCount() - 1
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and last >= 0 and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select_row(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width, but for those that a person has dragged."""
        super().resizeEvent(event)
        titles = QFontMetrics(self.horizontalHeader().font())
        longest = {
            Column.PROBABILITY: titles.horizontalAdvance(self.tr("Probability")) * 1.1,
            Column.STATUS: titles.horizontalAdvance(status_words(Status.NEEDS_REVIEW)),
        }
        widths = {column: int(text) + _AROUND[column] for column, text in longest.items()}
        left = max(0, self.viewport().width() - sum(widths.values()))
        widths |= {column: int(share * left) for column, share in _SHARES.items()}
        for column in list(Column)[:-1]:
            self.horizontalHeader().resizeSection(
                column, self._dragged.get(column, widths[column])
            )

    def changeEvent(self, event: object) -> None:
        """Rows are as high as the font asks for."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(self.font()))
        rows.hide()
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Column titles"))
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(60)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionResized.connect(self._keep_width)
        self.setSortingEnabled(True)

    def _keep_width(self, column: int, _old: int, new: int) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._dragged[column] = new

    def _begin_again(self) -> None:
        self._shown = self._stays_on = None
        if self._items.rowCount():
            self.scrollToTop()
            self._begin()
        else:
            self.row_shown.emit(None)

    def _begin(self) -> None:
        if not self.currentIndex().isValid():
            self.select_row(0)

    def _count(self) -> None:
        self.selected.emit(sum(length for _, length in self.stretches()))

    def _stay(self) -> None:
        """Rows came anew: the cursor stays on its item, wherever that stands now."""
        at, key = self.currentIndex().row(), self._stays_on
        if key is not None and at >= 0:
            found = self._items.find(key, at)
            if found is None and not self._items.is_settled(at):
                return  # the item may be in a page that is on its way
            if found is not None and found != at:
                self.select_row(found)
        self._tell()

    def _tell(self, _current: QModelIndex | None = None) -> None:
        current = self.currentIndex()
        row = self._items.result_row(current.row()) if current.isValid() else None
        if row is not None:
            self._stays_on = row.item.key if row.item else None
        if row is not None and row != self._shown:
            self._shown = row
            self.row_shown.emit(row)
