"""Figures for people: a number with its caption, and tables that can be read out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.desktop.pieces import as_tip, column, label
from app.desktop.tokens import TYPE

__all__ = ["Figure", "FiguresTable"]

_WIDEST = 22  # of a column that does not stretch, in average characters


class Figure(QWidget):
    """A number that matters, large, with a caption above it and a remark below."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.value = label(size=TYPE.heading)
        self.remark = label(tone="muted", size=TYPE.small)
        self.remark.setWordWrap(True)
        self._caption = caption
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        title = label(caption, tone="muted", size=TYPE.small)
        title.setWordWrap(True)
        self.setLayout(column(title, self.value, self.remark, None, spacing=1))

    def show_figure(self, value: str, remark: str = "") -> None:
        """This is the number."""
        self.value.setText(value)
        self.remark.setText(remark)
        self.setAccessibleName(f"{self._caption}: {value}. {remark}".strip())


class FiguresTable(QTableWidget):
    """A table that is only read: words on the left, numbers on the right.

    Args:
        name: For screen readers.
        titles: Of the columns.
        numbers: From which column on there are numbers.
        stretched: The column that takes what is left; -1 for none.
    """

    def __init__(
        self, name: str, titles: Sequence[str], *, numbers: int = 1, stretched: int = 0
    ) -> None:
        super().__init__(0, len(titles))
        self._numbers = numbers
        self.setObjectName("figures")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Column titles"))
        header.setHighlightSections(False)
        header.setMaximumSectionSize(_WIDEST * self.fontMetrics().averageCharWidth() * 2)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if stretched >= 0:
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.show_titles(titles)

    def show_titles(self, titles: Sequence[str], tips: Sequence[str] = ()) -> None:
        """The columns have these titles, and perhaps tool tips with their whole names."""
        for at, said in enumerate(titles):
            title = QTableWidgetItem(said)
            title.setTextAlignment(self._alignment(at))
            if at < len(tips):
                title.setToolTip(as_tip(tips[at]))
            self.setHorizontalHeaderItem(at, title)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """These lines are shown; every cell says its whole text when it is pointed at."""
        self.setRowCount(len(lines))
        for at, cells in enumerate(lines):
            for where, said in enumerate(cells):
                cell = QTableWidgetItem(said)
                cell.setTextAlignment(self._alignment(where))
                cell.setToolTip(as_tip(said))
                self.setItem(at, where, cell)
        if lines:  # where the arrow keys begin; nothing is marked before they are used
            nothing = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model().index(0, 0), nothing)

    def be_as_high_as_its_lines(self) -> None:
        """No scrolling inside: the page it stands on scrolls."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """All lines, their titles and the frame."""
        lines = self.rowCount() * self.verticalHeader().defaultSectionSize()
        titles = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), lines + titles + 2)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft
        if column >= self._numbers:
            side = Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
