"""A table whose cells are lines: words that wrap, remarks, and what each stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.summary_cited import Line
from app.desktop.summary_lines import LineDelegate, LineRole

__all__ = ["LineTable"]

Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[Sequence[Line]]

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_AROUND = 26  # what a title's column has at its sides
_NARROWEST = 180  # of a column of words, in device-independent pixels


class _Model(QAbstractTableModel):
    """Cells by row and column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.titles: tuple[str, ...] = ()
        self.shown_titles: tuple[str, ...] = ()  # cut to their columns
        self.rows: tuple[tuple[Line, ...], ...] = ()
        self.at_right: frozenset[int] = frozenset()

    def show_rows(self, titles: Sequence[str], rows: Rows) -> None:
        self.beginResetModel()
        self.titles = self.shown_titles = tuple(titles)
        self.rows = tuple(tuple(cells) for cells in rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid():
            return None
        line = self.rows[index.row()][index.column()]
        if role == LineRole.LINE:
            return line
        spoken = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if role not in spoken:
            return None
        return as_tip(line.spoken) if role == Qt.ItemDataRole.ToolTipRole else line.spoken

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if section in self.at_right:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown_titles[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self.titles[section])
        return self.titles[section] if role == Qt.ItemDataRole.AccessibleTextRole else None


class LineTable(QTableView):
    """The cursor shows what a row, or a cell, stands on.

    Args:
        look: Colours and icons.
        name: For screen readers.
        by_cell: Whether every cell stands on something of its own.
    """

    shown = Signal(object)
    opened = Signal(object)
    returned = Signal(object)

    def __init__(self, look: Look, name: str, *, by_cell: bool = False) -> None:
        super().__init__()
        self.cells = _Model(self)
        self._by_cell = by_cell
        self._shares: tuple[float, ...] = ()
        self.setModel(self.cells)
        self.setItemDelegate(LineDelegate(look, self))
        self.setObjectName("lines")
        self.setAccessibleName(name)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(
            behaviour.SelectItems if by_cell else behaviour.SelectRows
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Column titles"))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._follow)
        self.clicked.connect(self._open)

    def show_rows(self, titles: Sequence[str], rows: Rows, shares: Sequence[float]) -> None:
        """These rows are shown; the cursor stays on its row where that is still there.

        Args:
            titles: Of the columns.
            rows: A line for each cell; the first one's ``ref`` is the row's.
            shares: Of the width, for each column; one of 1 or more is a width in pixels.
        """
        before, column = self.current_row, self.currentIndex().column()
        top = self.verticalScrollBar().value()
        self._shares = tuple(shares)
        last = len(titles) - 1
        chips = any(cells[last].chip for cells in rows)
        self.cells.at_right = frozenset((last,) if chips else ())
        self.cells.show_rows(titles, rows)
        self._fit()
        if before is not None:
            refs = [cells[0].ref for cells in rows]
            if before[0].ref in refs:
                at = refs.index(before[0].ref)
                self.setCurrentIndex(self.cells.index(at, max(column, 0)))
                self.verticalScrollBar().setValue(top)

    @property
    def current_row(self) -> tuple[Line, ...] | None:
        """The cells of the row that the cursor is on."""
        at = self.currentIndex().row()
        return self.cells.rows[at] if 0 <= at < len(self.cells.rows) else None

    @property
    def current_line(self) -> Line | None:
        """The cell, or the row's first one, that the cursor is on."""
        return self._line(self.currentIndex())

    def choose(self, at: int) -> None:
        """The cursor is on this row."""
        self.setCurrentIndex(self.cells.index(at, 1 if self._by_cell else 0))

    def go_on(self, by: int) -> None:
        """The cursor goes to the next or previous row that stands on a quotation."""
        current, first = self.currentIndex(), 1 if self._by_cell else 0
        at, column = current.row() + by, max(current.column(), first)
        while 0 <= at < self.cells.rowCount():
            index = self.cells.index(at, column)
            line = self._line(index)
            if line is not None and line.cited is not None:
                self.setCurrentIndex(index)
                return
            at += by

    def copy_line(self) -> None:
        """What the cursor is on is in the clipboard, with its reference."""
        line = self.current_line
        if line is not None and line.cited is not None and line.cited.copied:
            QApplication.clipboard().setText(line.cited.copied)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space show the row anew; copying takes its reference with it."""
        if event.key() in _OPENING:
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_line()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back is shown what the cursor is on."""
        super().focusInEvent(event)
        if self.current_line is not None:
            self.returned.emit(self.current_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width, and words wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        fixed = sum(share for share in self._shares if share >= 1)
        for at, share in enumerate(self._shares):
            wide = share if share >= 1 else share * (width - fixed)
            narrowest = _NARROWEST if self._by_cell and share < 1 else 0
            self.setColumnWidth(at, max(int(wide), narrowest))
        self._cut_titles()
        self.resizeRowsToContents()

    def _cut_titles(self) -> None:
        """Long titles lose their middle; the style sheet's bold font is measured."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics, middle = QFontMetrics(font), Qt.TextElideMode.ElideMiddle
        self.cells.shown_titles = tuple(
            metrics.elidedText(title, middle, self.columnWidth(at) - _AROUND)
            for at, title in enumerate(self.cells.titles)
        )
        self.horizontalHeader().viewport().update()

    def _line(self, index: Index) -> Line | None:
        if not index.isValid():
            return None
        column = index.column() if self._by_cell else 0
        return self.cells.rows[index.row()][column]

    def _follow(self, current: QModelIndex) -> None:
        line = self._line(current)
        if line is not None:
            self.shown.emit(line)

    def _open(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None:
            self.opened.emit(line)
