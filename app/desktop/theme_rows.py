"""The rows behind a theme as a table that holds only the pages being looked at."""

from __future__ import annotations

from collections import OrderedDict
from enum import IntEnum
from itertools import count
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.desktop.pieces import as_tip
from app.desktop.questions import Problem
from app.desktop.theme_questions import (
    ThemeCountAsked,
    ThemeCountRead,
    ThemeRowsAsked,
    ThemeRowsRead,
)
from app.desktop.theme_words import date_words, where_words
from app.desktop.words import percent, plain_line
from app.records import ThemedRow, ThemeFilter

__all__ = ["PAGE", "RowColumn", "ThemeRowsModel"]

Index = QModelIndex | QPersistentModelIndex

PAGE = 64
# Two tables share one reader: no two questions carry the same number.
_NUMBERS = count(1)
_KEPT = 24  # pages; rows carry their whole text, so this bounds memory as well


class RowColumn(IntEnum):
    """The columns of the table."""

    TEXT = 0
    THEMES = 1
    WHERE = 2
    DATE = 3


class ThemeRowsModel(QAbstractTableModel):
    """Rows of a filter, fetched page by page as they are looked at."""

    asked = Signal(object)
    counted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = ThemeFilter()
        self._generation = 0
        self._total = 0
        self._pages: OrderedDict[int, tuple[ThemedRow, ...]] = OrderedDict()
        self._flying: set[int] = set()

    def show_rows(self, wanted: ThemeFilter) -> None:
        """The rows of this filter are counted and fetched."""
        self.wanted = wanted
        self._generation = next(_NUMBERS)
        self._flying.clear()
        self.asked.emit(ThemeCountAsked(generation=self._generation, wanted=wanted))

    def clear(self) -> None:
        """No rows; answers still under way are dropped."""
        self._generation = next(_NUMBERS)
        self._start_over(0)

    def take_count(self, answer: ThemeCountRead) -> None:
        """The number of rows is known."""
        if answer.question.generation == self._generation:
            self._start_over(answer.count)
            self.counted.emit(answer.count)

    def take_rows(self, answer: ThemeRowsRead) -> None:
        """A page has come."""
        if answer.question.generation != self._generation:
            return
        page = answer.question.offset // PAGE
        self._flying.discard(page)
        self._pages[page] = answer.rows
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(first + PAGE, self._total) - 1
        if last >= first:
            end = len(RowColumn) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, end))

    def take_problem(self, problem: Problem) -> None:
        """A page could not be read; it is asked for again when it is looked at again."""
        if problem.offset >= 0:
            self._flying.discard(problem.offset // PAGE)

    def themed_row(self, row: int) -> ThemedRow | None:
        """What stands in a row; None while it is being fetched."""
        page = row // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        at = row % PAGE
        return rows[at] if at < len(rows) else None

    # ---------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many columns there are."""
        return 0 if parent.isValid() else len(RowColumn)

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
            RowColumn.TEXT: self.tr("Text"),
            RowColumn.THEMES: self.tr("Themes"),
            RowColumn.WHERE: self.tr("Place"),
            RowColumn.DATE: self.tr("Date"),
        }[RowColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a cell says."""
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if not index.isValid() or role not in wanted:
            return None
        row = self.themed_row(index.row())
        if row is None:
            is_spoken = role == Qt.ItemDataRole.AccessibleTextRole
            return self.tr("Loading") if is_spoken else ""
        said = self._cell(row, RowColumn(index.column()))
        return as_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def _cell(self, row: ThemedRow, column: RowColumn) -> str:
        if column is RowColumn.TEXT:
            return plain_line(row.item.text) or self.tr("(no text)")
        if column is RowColumn.THEMES:
            return self._themes(row)
        if column is RowColumn.WHERE:
            return where_words(row, first="place")
        return date_words(row.date)

    def _themes(self, row: ThemedRow) -> str:
        if not row.themes:
            return self.tr("In no theme")
        parts = [
            member.theme
            if member.probability is None or member.by_person
            else f"{member.theme} {percent(member.probability)}"
            for member in row.themes
        ]
        said = ", ".join(parts)
        return (
            self.tr("{themes} (by a person)").format(themes=said) if row.checked else said
        )

    # ---------------------------------------------------------------- fetching

    def _want(self, page: int) -> None:
        if page in self._flying:
            return
        self._flying.add(page)
        self.asked.emit(
            ThemeRowsAsked(
                generation=self._generation,
                wanted=self.wanted,
                offset=page * PAGE,
                limit=PAGE,
            )
        )

    def _start_over(self, total: int) -> None:
        self.beginResetModel()
        self._pages.clear()
        self._flying.clear()
        self._total = total
        self.endResetModel()
