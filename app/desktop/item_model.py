"""The results as a table that holds only the pages being looked at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
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
from app.desktop.item_columns import (
    ORDERS,
    Column,
    ItemRole,
    cell_words,
    column_title,
    spoken_words,
)
from app.desktop.item_groups import group_words, heading_words
from app.desktop.item_layout import RowLayout
from app.desktop.item_questions import ListAsked, ListRead, RowsWanted
from app.desktop.pieces import as_tip
from app.records import ResultRow, RowFilter, RowGroup, RowListing

__all__ = ["PAGE", "Column", "ItemModel", "ItemRole"]

# Rows fetched at once: several screens' worth, yet small enough to come in a few ms.
PAGE = 64
_KEPT = 48  # pages
_SOON = 12  # rows before the end of a page at which the next one is fetched
_IN_FLIGHT = 2
_WAITING = 6

Index = QModelIndex | QPersistentModelIndex


class ItemModel(QAbstractTableModel):
    """Rows of the results, fetched page by page as they are looked at.

    A page that has grown old is still shown until its successor comes, so that a table
    that fills during a run does not flicker. Lines are what the table shows; where the list
    is grouped, headings stand between the rows.
    """

    asked = Signal(object)
    counted = Signal(object)
    page_came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_filter = RowFilter()
        self.cells: tuple[str, ...] = ()
        self.layout = RowLayout(0)
        self.is_same_list = False
        self._generation = 0
        self._shown_generation = 0
        self._closed: frozenset[str] = frozenset()
        self._pages: OrderedDict[int, tuple[ResultRow, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._flying: set[int] = set()
        self._waiting: list[int] = []
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask_waiting)

    # ---------------------------------------------------------------- what is shown

    @property
    def total(self) -> int:
        """How many rows the list has, in open and in closed groups."""
        return self.layout.total

    def show_rows(self, row_filter: RowFilter) -> None:
        """The rows of this filter are fetched; the old ones stand until then."""
        before = (self.row_filter.group, self.row_filter.group_column)
        if (row_filter.group, row_filter.group_column) != before:
            self._closed = frozenset()
        self.row_filter = row_filter
        self._generation += 1
        self._flying.clear()
        self._waiting.clear()
        self._ask_list(first=PAGE)

    def show_cells(self, cells: tuple[str, ...]) -> None:
        """These columns of the sheets are shown behind the others."""
        if cells == self.cells:
            return
        self.beginResetModel()
        self.is_same_list = True
        self.cells = cells
        self._stale.update(self._pages)
        self.endResetModel()
        self.is_same_list = False

    def refresh(self) -> None:
        """The same rows are counted and fetched anew."""
        self._stale.update(self._pages)
        self._ask_list()

    def clear(self) -> None:
        """No rows; answers still under way are dropped."""
        self._generation += 1
        self._start_over(RowListing(by_status={}))

    def take_list(self, question: ListAsked, answer: ListRead) -> None:
        """The number of rows is known."""
        if question.generation != self._generation:
            return
        if self._shown_generation != self._generation:
            self._start_over(answer.listing, answer.rows)
        else:
            self._adjust(answer.listing)
        self.counted.emit(answer.listing)
        self.page_came.emit()

    def take_rows(self, question: RowsWanted, rows: tuple[ResultRow, ...]) -> None:
        """A page has come."""
        page = question.offset // PAGE
        if question.generation != self._shown_generation:
            return
        self._flying.discard(page)
        if question.columns != self.cells:
            self._want(page)
            return
        self._stale.discard(page)
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            gone, _ = self._pages.popitem(last=False)
            self._stale.discard(gone)
        last = min(question.offset + PAGE, self.total) - 1
        if last >= question.offset:
            self._repaint(self.layout.line(question.offset), self.layout.line(last))
        self.page_came.emit()
        self._ask_waiting()

    def take_problem(self, asked: object) -> None:
        """A page could not be read; it is asked for again when it is looked at again."""
        if isinstance(asked, RowsWanted):
            self._flying.discard(asked.offset // PAGE)

    def result_row(self, line: int) -> ResultRow | None:
        """What stands on a line; None for a heading, or while it is being fetched."""
        row = self.layout.row(line)
        if row is None:
            return None
        rows = self._pages.get(row // PAGE)
        at = row % PAGE
        return rows[at] if rows is not None and at < len(rows) else None

    def group(self, line: int) -> RowGroup | None:
        """The group whose heading stands on a line."""
        if not self.layout.is_heading(line):
            return None
        return self.layout.groups[self.layout.group_at(line)]

    def open_group(self, line: int, *, opened: bool) -> None:
        """The rows of the group on this line are shown, or only its heading is."""
        number = self.layout.group_at(line)
        if number < 0 or self.layout.is_open(number) == opened:
            return
        group = self.layout.groups[number]
        first = self.layout.heading(number) + 1
        closed = self._closed - {group.value} if opened else self._closed | {group.value}
        layout = RowLayout(self.total, self.layout.groups, closed)
        self._closed = closed
        if group.count:
            self._change(layout, first, group.count, added=opened)
        heading = self.index(first - 1, 0)
        self.dataChanged.emit(heading, heading)

    def open_all(self, *, opened: bool) -> None:
        """The rows of every group are shown, or only their headings are."""
        values = frozenset(group.value for group in self.layout.groups)
        self._closed = frozenset() if opened else values
        self._reset(RowLayout(self.total, self.layout.groups, self._closed))

    def find(self, key: int, near: int) -> int | None:
        """The line of an item within a page of a line; None where it is not seen there."""
        first = max(0, near - PAGE)
        lines = sorted(range(first, near + PAGE), key=lambda at: abs(at - near))
        for at in lines:
            row = self.result_row(at) if at < self.layout.lines else None
            if row is not None and row.item is not None and row.item.key == key:
                return at
        return None

    def is_settled(self, near: int) -> bool:
        """Whether the rows around a line are new; otherwise they are asked for."""
        lines = (near - 1, near, near + 1)
        rows = [self.layout.row(at) for at in lines if 0 <= at < self.layout.lines]
        pages = {row // PAGE for row in rows if row is not None}
        old = {page for page in pages if page in self._stale or page not in self._pages}
        for page in old:
            self._want(page)
        return not old

    # ---------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else self.layout.lines

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column) + len(self.cells)

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
        if section >= len(Column):
            return words.plain_line(self.cells[section - len(Column)])
        return column_title(Column(section))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a cell says."""
        if not index.isValid():
            return None
        group = self.group(index.row()) if self.layout.groups else None
        if group is not None:
            return self._heading(group, index, role)
        if role == ItemRole.GROUP:
            return None
        row = self.row_on(index.row())
        if role == ItemRole.ROW:
            return row
        return self._cell(row, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The rows are ordered by a column; without one they stand as they came in."""
        wanted, header = "input", ""
        if column >= len(Column):
            wanted, header = "column", self.cells[column - len(Column)]
        elif column >= 0:
            wanted = ORDERS[Column(column)]
        descending = wanted != "input" and order == Qt.SortOrder.DescendingOrder
        changed = replace(
            self.row_filter, order=wanted, descending=descending, column=header
        )
        if changed != self.row_filter:
            self.show_rows(changed)

    # ---------------------------------------------------------------- fetching

    def row_on(self, line: int) -> ResultRow | None:
        """What stands on a line that is looked at; it is fetched where it is not there."""
        row = self.layout.row(line)
        if row is None:
            return None
        page, at = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        elif at < _SOON or at >= PAGE - _SOON:
            self._want_beside(page, -1 if at < _SOON else 1)
        return rows[at] if rows is not None and at < len(rows) else None

    def _cell(self, row: ResultRow | None, column: int, role: int) -> str | None:
        if role == ItemRole.SUBTITLE:
            return words.item_subtitle(row) if row and column == Column.ITEM else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(row, column, self.cells) if row else ""
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        spoken = spoken_words(row, column, self.cells) if row else self.tr("Loading")
        return as_tip(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken

    def _heading(self, group: RowGroup, index: Index, role: int) -> Any:  # noqa: ANN401 - Qt's
        if role == ItemRole.GROUP:
            return group
        by, said = self.row_filter.group, None
        if role == Qt.ItemDataRole.DisplayRole:
            said = group_words(group, by)
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            is_open = group.value not in self.layout.closed
            said = heading_words(group, by, is_open=is_open)
        return said if index.column() == Column.ITEM or said is None else ""

    def _want_beside(self, page: int, by: int) -> None:
        """Whoever reads near the end of a page is soon in the next one."""
        beside = page + by
        if beside not in self._pages and 0 <= beside * PAGE < self.total:
            self._want(beside)

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
                RowsWanted(
                    generation=self._generation,
                    row_filter=self.row_filter,
                    offset=page * PAGE,
                    limit=PAGE,
                    columns=self.cells,
                )
            )

    def _ask_list(self, first: int = 0) -> None:
        self.asked.emit(
            ListAsked(
                generation=self._generation,
                row_filter=self.row_filter,
                first=first,
                columns=self.cells,
            )
        )

    # ---------------------------------------------------------------- lines come and go

    def _total_of(self, listing: RowListing) -> int:
        if self.row_filter.group:
            return sum(group.count for group in listing.groups)
        return listing.by_status.get(self.row_filter.status, 0)

    def _start_over(self, listing: RowListing, first: tuple[ResultRow, ...] = ()) -> None:
        self.beginResetModel()
        self._shown_generation = self._generation
        self._pages.clear()
        self._stale.clear()
        self._flying.clear()
        self._waiting.clear()
        if first:
            self._pages[0] = first
        self.layout = RowLayout(self._total_of(listing), listing.groups, self._closed)
        self.endResetModel()

    def _adjust(self, listing: RowListing) -> None:
        """The list has grown or shrunk; what is looked at stays where it is."""
        total, before = self._total_of(listing), self.layout
        if not listing.groups and not before.groups:
            longer = total - before.total
            if longer:
                first = min(total, before.total)
                self._change(RowLayout(total), first, abs(longer), added=longer > 0)
        elif [g.value for g in listing.groups] == [g.value for g in before.groups]:
            for number in range(len(listing.groups)):
                self._adjust_group(number, listing.groups[number])
        else:
            self._reset(RowLayout(total, listing.groups, self._closed))
        if self.layout.lines:
            self._repaint(0, self.layout.lines - 1)

    def _adjust_group(self, number: int, group: RowGroup) -> None:
        before = self.layout.groups[number]
        if before == group:
            return
        groups = list(self.layout.groups)
        groups[number] = group
        longer = group.count - before.count
        layout = RowLayout(self.total + longer, groups, self._closed)
        if self.layout.is_open(number) and longer:
            heading = self.layout.heading(number)
            first = heading + 1 + min(before.count, group.count)
            self._change(layout, first, abs(longer), added=longer > 0)
        else:
            self.layout = layout

    def _change(self, layout: RowLayout, first: int, count: int, *, added: bool) -> None:
        if added:
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self.layout = layout
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            self.layout = layout
            self.endRemoveRows()

    def _reset(self, layout: RowLayout) -> None:
        """The lines are others, the list is the same."""
        self.beginResetModel()
        self.is_same_list = True
        self.layout = layout
        self.endResetModel()
        self.is_same_list = False

    def _repaint(self, first: int, last: int) -> None:
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, self.columnCount() - 1)
        )
