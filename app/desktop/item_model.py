"""The results as a table that holds only the pages being looked at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.desktop import words
from app.desktop.pieces import as_tip
from app.desktop.questions import CountsAsked, CountsRead, Problem, RowsAsked, RowsRead
from app.records import ResultRow, RowFilter

__all__ = ["PAGE", "Column", "ItemModel", "ItemRole"]

# Rows fetched at once: several screens' worth, yet small enough to come in a few ms.
PAGE = 64
# Pages kept. Rows carry their whole text, so this bounds memory as well.
_KEPT = 24
_IN_FLIGHT = 2
_WAITING = 6

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the table."""

    ITEM = 0
    CATEGORY = 1
    PROBABILITY = 2
    STATUS = 3


class ItemRole(IntEnum):
    """What a delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SUBTITLE = Qt.ItemDataRole.UserRole + 2


_ORDERS = {
    Column.ITEM: "document",
    Column.CATEGORY: "category",
    Column.PROBABILITY: "probability",
    Column.STATUS: "status",
}


class ItemModel(QAbstractTableModel):
    """Rows of the results, fetched page by page as they are looked at.

    A page that has grown old is still shown until its successor comes, so that a table
    that fills during a run does not flicker.
    """

    asked = Signal(object)
    counted = Signal(object)
    page_came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_filter = RowFilter()
        self._generation = 0
        self._shown_generation = 0
        self._total = 0
        self._pages: OrderedDict[int, tuple[ResultRow, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._flying: set[int] = set()
        self._waiting: list[int] = []
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask_waiting)

    # ---------------------------------------------------------------- what is shown

    def show_rows(self, row_filter: RowFilter) -> None:
        """The rows of this filter are fetched; the old ones stand until then."""
        self.row_filter = row_filter
        self._generation += 1
        self._flying.clear()
        self._waiting.clear()
        self._ask_counts()

    def refresh(self) -> None:
        """The same rows are counted and fetched anew."""
        self._stale.update(self._pages)
        self._ask_counts()

    def clear(self) -> None:
        """No rows; answers still under way are dropped."""
        self._generation += 1
        self._start_over(0)

    def take_counts(self, answer: CountsRead) -> None:
        """The number of rows is known."""
        if answer.question.generation != self._generation:
            return
        total = answer.by_status[self.row_filter.status]
        if self._shown_generation != self._generation:
            self._start_over(total)
        else:
            self._resize(total)
            self._repaint()
        self.counted.emit(answer)

    def take_rows(self, answer: RowsRead) -> None:
        """A page has come."""
        page = answer.question.offset // PAGE
        if answer.question.generation != self._shown_generation:
            return
        self._flying.discard(page)
        self._stale.discard(page)
        self._pages[page] = answer.rows
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            gone, _ = self._pages.popitem(last=False)
            self._stale.discard(gone)
        last = min(answer.question.offset + PAGE, self._total) - 1
        if last >= answer.question.offset:
            self.dataChanged.emit(
                self.index(answer.question.offset, 0), self.index(last, len(Column) - 1)
            )
        self.page_came.emit()
        self._ask_waiting()

    def take_problem(self, problem: Problem) -> None:
        """A page could not be read; it is asked for again when it is looked at again."""
        if problem.offset >= 0:
            self._flying.discard(problem.offset // PAGE)

    def result_row(self, row: int) -> ResultRow | None:
        """What stands in a row; None while it is being fetched."""
        rows = self._pages.get(row // PAGE)
        at = row % PAGE
        return rows[at] if rows is not None and at < len(rows) else None

    def find(self, key: int, near: int) -> int | None:
        """The row of an item within two pages of a row; None where it is not seen there."""
        first = max(0, near - PAGE)
        rows = sorted(range(first, near + PAGE), key=lambda at: abs(at - near))
        for at in rows:
            row = self.result_row(at)
            if row is not None and row.item is not None and row.item.key == key:
                return at
        return None

    def is_settled(self, near: int) -> bool:
        """Whether the rows around a row are new; otherwise they are asked for."""
        pages = {max(0, near - 1) // PAGE, near // PAGE}
        if near + 1 < self._total:
            pages.add((near + 1) // PAGE)
        old = {page for page in pages if page in self._stale or page not in self._pages}
        for page in old:
            self._want(page)
        return not old

    # ---------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The title of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.ITEM: self.tr("Item"),
            Column.CATEGORY: self.tr("Category"),
            Column.PROBABILITY: self.tr("Probability"),
            Column.STATUS: self.tr("Status"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a cell says."""
        row = self._fetched(index.row()) if index.isValid() else None
        if role == ItemRole.ROW:
            return row
        column = Column(index.column()) if index.isValid() else Column.ITEM
        if role == ItemRole.SUBTITLE:
            return words.item_subtitle(row) if row and column is Column.ITEM else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = self._spoken(row, column)
            return as_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The rows are ordered by a column; without one they stand as they came in."""
        wanted = _ORDERS.get(Column(column), "input") if column >= 0 else "input"
        descending = wanted != "input" and order == Qt.SortOrder.DescendingOrder
        if (wanted, descending) != (self.row_filter.order, self.row_filter.descending):
            self.show_rows(replace(self.row_filter, order=wanted, descending=descending))

    # ---------------------------------------------------------------- fetching

    def _fetched(self, row: int) -> ResultRow | None:
        page = row // PAGE
        if page not in self._pages or page in self._stale:
            self._want(page)
        else:
            self._pages.move_to_end(page)
        return self.result_row(row)

    def _want(self, page: int) -> None:
        if page in self._flying or self._shown_generation != self._generation:
            return
        if page in self._waiting:
            self._waiting.remove(page)
        self._waiting.append(page)
        # A fast scroll passes pages nobody will look at: only the last ones are fetched.
        del self._waiting[:-_WAITING]
        if not self._asking.isActive():
            self._asking.start()

    def _ask_waiting(self) -> None:
        while self._waiting and len(self._flying) < _IN_FLIGHT:
            page = self._waiting.pop()
            self._flying.add(page)
            self.asked.emit(
                RowsAsked(
                    generation=self._generation,
                    row_filter=self.row_filter,
                    offset=page * PAGE,
                    limit=PAGE,
                )
            )

    def _ask_counts(self) -> None:
        self.asked.emit(
            CountsAsked(generation=self._generation, row_filter=self.row_filter)
        )

    def _start_over(self, total: int) -> None:
        self.beginResetModel()
        self._shown_generation = self._generation
        self._pages.clear()
        self._stale.clear()
        self._flying.clear()
        self._waiting.clear()
        self._total = total
        self.endResetModel()

    def _resize(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _repaint(self) -> None:
        if self._total:
            last = self.index(self._total - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _spoken(self, row: ResultRow | None, column: Column) -> str:
        if row is None:
            return self.tr("Loading")
        spoken = _cell(row, column)
        if column is Column.ITEM:
            return f"{spoken}. {words.item_subtitle(row)}"
        if column is Column.STATUS and (reason := words.reason_words(row)):
            return f"{spoken}. {reason}"
        return spoken


def _cell(row: ResultRow | None, column: Column) -> str:
    said = ""
    if row is None:
        return said
    verdict = row.verdict
    if column is Column.ITEM:
        said = words.item_title(row)
    elif column is Column.STATUS:
        said = words.status_words(words.row_status(row))
    elif column is Column.CATEGORY:
        said = (verdict.category or "") if verdict else ""
    elif verdict is not None and verdict.probability is not None:
        said = words.percent(verdict.probability)
    return said
