"""The table of results."""

from __future__ import annotations

import json
from typing import TypeAlias

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.desktop.item_columns import ORDERS, Column
from app.desktop.item_delegate import ItemDelegate, row_height
from app.desktop.item_model import ItemModel
from app.desktop.look import Look
from app.desktop.words import status_words
from app.records import ResultRow, RowFilter, Status

__all__ = ["ItemTable"]

Index: TypeAlias = QModelIndex | QPersistentModelIndex

# Shares of the width that the other columns leave, to begin with; a person may drag them.
_SHARES = {Column.ITEM: 0.55, Column.CATEGORY: 0.27}
# Beside its text a cell has this much: padding, and in the status column the icon.
_AROUND = {Column.PROBABILITY: 28, Column.STATUS: 46}  # its reason takes what is left
_CELL = 18  # characters that a column has room for which is shown on request
_LEAST = 54  # characters that item and category have room for together
_HIDDEN = (Column.DATE, Column.DOCUMENT, Column.LANGUAGE)  # until a person wants them
_PAUSE = 900  # milliseconds after which typing begins anew


class ItemTable(QTableView):
    """Rows of results; the one the cursor is on is told, also when it has changed."""

    row_shown = Signal(object)
    selected = Signal(int)
    opened = Signal()
    copy_wanted = Signal()
    typed = Signal(str, int)
    menu_wanted = Signal(object)

    def __init__(self, look: Look, model: ItemModel) -> None:
        super().__init__()
        self._items = model
        self._shown: ResultRow | None = None
        self._stays_on: int | None = None
        self._dragged: dict[str, int] = {}
        self._spot: tuple[int, int] | None = None
        self._beginning = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE)
        self._typing.timeout.connect(self._forget_typing)
        self.setModel(model)
        self._drawer = ItemDelegate(look, model)
        self.setItemDelegate(self._drawer)
        self.setAccessibleName(self.tr("Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._set_headers()
        self._connect(model)
        look.changed.connect(self.viewport().update)

    # ---------------------------------------------------------------- where the cursor is

    def select_row(self, row: int) -> None:
        """The cursor stands on this line."""
        self.selectionModel().setCurrentIndex(
            self._items.index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    def go_on(self) -> None:
        """The cursor goes on to the item below the selected ones."""
        below = self.currentIndex().row() + 1
        chosen = self.selectionModel().selection()
        bottoms = [chosen.at(number).bottom() + 1 for number in range(chosen.count())]
        at = max(bottoms, default=below)
        while at < self._items.rowCount() and self._items.group(at) is not None:
            at += 1
        if at < self._items.rowCount():
            self.select_row(at)

    def show_order(self, wanted: RowFilter) -> None:
        """The title of the column that orders these rows shows it; nothing is asked."""
        orders = {name: column for column, name in reversed(ORDERS.items())}
        column = int(orders.get(wanted.order, -1))
        if wanted.order == "column" and wanted.column in self._items.cells:
            column = len(Column) + self._items.cells.index(wanted.column)
        down = Qt.SortOrder.DescendingOrder
        with QSignalBlocker(self.horizontalHeader()):
            self.horizontalHeader().setSortIndicator(
                column, down if wanted.descending else Qt.SortOrder.AscendingOrder
            )

    def go_back_to(self, key: int) -> None:
        """The cursor goes to this item as soon as it stands near again."""
        self._stays_on = key

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The selected rows: the first row of each stretch, and its length."""
        chosen = self.selectionModel().selection()
        lines = {
            (chosen.at(number).top(), chosen.at(number).bottom())
            for number in range(chosen.count())
        }
        found = [each for pair in lines for each in self._items.layout.stretches(*pair)]
        return tuple(sorted(set(found)))

    def select_group(self) -> None:
        """All rows of the group that the cursor is in are selected; else all there are."""
        layout, at = self._items.layout, self.currentIndex().row()
        number = layout.group_at(at) if at >= 0 else -1
        if number < 0:
            self.selectAll()
            return
        first = layout.heading(number)
        last = first
        if layout.is_open(number):
            last += layout.groups[number].count
        model = self._items
        chosen = QItemSelection(
            model.index(first, 0), model.index(last, model.columnCount() - 1)
        )
        self.selectionModel().select(
            chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    # ---------------------------------------------------------------- keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a spreadsheet and a tree do at these keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif not (self._go(event) or self._fold(event)):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A heading opens or closes, an item is read."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open_current()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrow of a heading opens and closes it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        on_arrow = event.position().x() - self.visualRect(index).left() < 30
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.column() == Column.ITEM and on_arrow:
            self._toggle(index.row())

    def keyboardSearch(self, text: str) -> None:
        """What is typed is looked for by the program: most rows are not here."""
        self._beginning += text
        self._typing.start()
        if self._beginning.strip():
            again = len(set(self._beginning)) == 1 and len(self._beginning) > 1
            self.typed.emit(self._beginning[:1] if again else self._beginning, int(again))

    def _go(self, event: QKeyEvent) -> bool:
        last = self._items.rowCount() - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        at = ends.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if at is None or last < 0 or held & ~_END_KEYS:
            return False
        if held & Qt.KeyboardModifier.ShiftModifier:
            current = self.selectionModel().currentIndex().row()
            chosen = QItemSelection(
                self._items.index(min(at, current), 0),
                self._items.index(max(at, current), self._items.columnCount() - 1),
            )
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)
            self.scrollTo(self._items.index(at, 0))
        else:
            self.select_row(at)
        return True

    def _fold(self, event: QKeyEvent) -> bool:
        """Left and right close and open groups, and so does Return on a heading."""
        at, key = self.currentIndex().row(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if at < 0 or not plain:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
            return True
        layout = self._items.layout
        if not layout.groups or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        if layout.is_heading(at):
            self._items.open_group(at, opened=key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Left:
            self.select_row(layout.heading(layout.group_at(at)))
        return True

    def _open_current(self) -> None:
        at = self.currentIndex().row()
        if at >= 0 and not self._toggle(at):
            self.opened.emit()

    def _toggle(self, line: int) -> bool:
        layout = self._items.layout
        if line < 0 or not layout.is_heading(line):
            return False
        is_open = layout.is_open(layout.group_at(line))
        self._items.open_group(line, opened=not is_open)
        return True

    def _forget_typing(self) -> None:
        self._beginning = ""

    # ---------------------------------------------------------------- columns

    def show_column(self, column: Column, *, shown: bool) -> None:
        """A column that every table has is shown, or not."""
        self.setColumnHidden(column, not shown)
        self._share_width()

    def kept_columns(self) -> QByteArray:
        """Which columns are shown, and how wide those are that a person has dragged."""
        shown = [column.name for column in Column if not self.isColumnHidden(column)]
        kept = {"shown": shown, "cells": self._items.cells, "widths": self._dragged}
        return QByteArray(json.dumps(kept).encode("ascii"))

    def return_columns(self, kept: QByteArray) -> None:
        """The columns are as they were kept; what cannot be read changes nothing."""
        try:
            told = json.loads(bytes(kept.data()))
            shown = {str(name) for name in told["shown"]}
            cells = tuple(str(header) for header in told["cells"])
            widths = {str(name): int(width) for name, width in told["widths"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        self._dragged = widths
        for column in Column:
            if column is not Column.ITEM:
                self.setColumnHidden(column, column.name not in shown)
        self._items.show_cells(cells)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width, but for those that a person has dragged."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: object) -> None:
        """Rows are as high as the font asks for."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self._drawer.forget_font()
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))

    def _share_width(self) -> None:
        titles = QFontMetrics(self.horizontalHeader().font())
        probability = titles.horizontalAdvance(self.tr("Probability")) * 1.1
        status = titles.horizontalAdvance(status_words(Status.NEEDS_REVIEW))
        widths: dict[int, int] = dict.fromkeys(
            range(self._items.columnCount()), _CELL * titles.averageCharWidth()
        )
        widths[Column.PROBABILITY] = int(probability) + _AROUND[Column.PROBABILITY]
        widths[Column.STATUS] = status + _AROUND[Column.STATUS]
        there = [column for column in widths if not self.isColumnHidden(column)]
        narrow = sum(widths[column] for column in there if column not in _SHARES)
        left = max(self.viewport().width() - narrow, _LEAST * titles.averageCharWidth())
        widths |= {column: int(share * left) for column, share in _SHARES.items()}
        header = self.horizontalHeader()
        for column in there[:-1]:
            width = self._dragged.get(self._name(column), widths[column])
            header.resizeSection(column, width)

    def _name(self, column: int) -> str:
        """By what the width of a column is kept."""
        if column < len(Column):
            return Column(column).name
        return f"={self._items.cells[column - len(Column)]}"

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
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.sectionResized.connect(self._keep_width)
        for column in _HIDDEN:
            self.setColumnHidden(column, True)  # noqa: FBT003 - Qt's signature
        self.setSortingEnabled(True)

    def _keep_width(self, column: int, _old: int, new: int) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._dragged[self._name(column)] = new

    # ---------------------------------------------------------------- rows come anew

    def _connect(self, model: ItemModel) -> None:
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._count)
        model.modelAboutToBeReset.connect(self._keep_spot)
        model.modelReset.connect(self._begin_again)
        model.page_came.connect(self._stay)
        model.rowsInserted.connect(self._begin)
        self.customContextMenuRequested.connect(self._want_menu)

    def _want_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def _keep_spot(self) -> None:
        self._spot = (self.currentIndex().row(), self.verticalScrollBar().value())

    def _begin_again(self) -> None:
        spot = self._spot if self._items.is_same_list else None
        if spot is not None and self._items.rowCount():
            at = min(max(spot[0], 0), self._items.rowCount() - 1)
            key = self._stays_on
            self.select_row(at)
            self.verticalScrollBar().setValue(spot[1])
            self._stays_on = key
            self._share_width()
            return
        self._shown = self._stays_on = None
        if self._items.rowCount():
            self.scrollToTop()
            self._begin()
        else:
            self.row_shown.emit(None)

    def _begin(self) -> None:
        if not self.currentIndex().isValid():
            plain = not self._items.layout.groups or self._items.rowCount() < 2
            self.select_row(0 if plain else 1)

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

    def _tell(self, _current: Index | None = None) -> None:
        current = self.currentIndex()
        row = self._items.row_on(current.row()) if current.isValid() else None
        if row is not None:
            self._stays_on = row.item.key if row.item else None
        elif current.isValid():
            self._stays_on = (
                None  # it is on its way; the one before must not be gone back to
            )
        if row != self._shown:
            self._shown = row
            self.row_shown.emit(row)


_END_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
