"""The menus of the table of items: its columns, and what can be done with its rows."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from app.desktop import words
from app.desktop.item_columns import Column, column_title
from app.desktop.item_model import ItemModel
from app.desktop.item_table import ItemTable

__all__ = ["ItemMenus"]

_MOST_COLUMNS = 24


class ItemMenus(QObject):
    """Which columns are shown, and a menu for the rows under the mouse or the cursor.

    Args:
        table: Whose.
        model: Of the table.
        columns: The button that opens the menu of columns.
    """

    copy_wanted = Signal()

    def __init__(self, table: ItemTable, model: ItemModel, columns: QPushButton) -> None:
        super().__init__(table)
        self._table = table
        self._items = model
        self._headers: tuple[str, ...] = ()
        self._columns = QMenu(columns)
        columns.setMenu(self._columns)
        self._columns.aboutToShow.connect(self._fill_columns)
        header = table.horizontalHeader()
        header.customContextMenuRequested.connect(
            lambda at: self._columns.popup(header.viewport().mapToGlobal(at))
        )
        table.menu_wanted.connect(self._open)
        self.select_group = QAction(self.tr("Select the &group"), table)
        self.select_group.setShortcut(QKeySequence("Ctrl+Shift+A"))
        self.select_group.triggered.connect(table.select_group)
        table.addAction(self.select_group)

    def show_headers(self, headers: tuple[str, ...]) -> None:
        """The sheets have these columns; those that are gone are shown no more."""
        self._headers = headers[:_MOST_COLUMNS]
        left = tuple(header for header in self._items.cells if header in headers)
        self._items.show_cells(left)

    def _fill_columns(self) -> None:
        self._columns.clear()
        for column in Column:
            action = self._entry(column_title(column))
            action.setChecked(not self._table.isColumnHidden(column))
            action.setEnabled(column is not Column.ITEM)
            action.toggled.connect(
                lambda shown, column=column: self._table.show_column(column, shown=shown)
            )
        if self._headers:
            self._columns.addSeparator()
        for header in self._headers:
            action = self._entry(words.plain_line(header)[:60].replace("&", "&&"))
            action.setChecked(header in self._items.cells)
            action.toggled.connect(
                lambda shown, header=header: self._show_cell(header, shown=shown)
            )

    def _entry(self, title: str) -> QAction:
        action = self._columns.addAction(title)
        action.setCheckable(True)
        return action

    def _show_cell(self, header: str, *, shown: bool) -> None:
        others = tuple(each for each in self._items.cells if each != header)
        self._items.show_cells((*others, header) if shown else others)

    def _open(self, at: QPoint) -> None:
        menu = QMenu(self._table)
        copy = menu.addAction(self.tr("&Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy_wanted)
        menu.addSeparator()
        everything = menu.addAction(self.tr("Select &all"))
        everything.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        everything.triggered.connect(self._table.selectAll)
        if self._items.layout.groups:
            menu.addAction(self.select_group)
            menu.addSeparator()
            for title, opened in (
                (self.tr("&Open all groups"), True),
                (self.tr("C&lose all groups"), False),
            ):
                action = menu.addAction(title)
                action.triggered.connect(
                    lambda _=False, opened=opened: self._items.open_all(opened=opened)
                )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
