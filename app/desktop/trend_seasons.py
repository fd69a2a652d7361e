"""Themes by season, as a table whose cells are shaded by their share."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
)

from app.desktop.figures import FiguresTable
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.theme_words import rows_words, share_words
from app.desktop.words import number
from app.records import SeasonTable

__all__ = ["SeasonHeat", "shade"]

Index = QModelIndex | QPersistentModelIndex

# At full strength; more would leave too little contrast for the number on it.
_STRONGEST = 0.45
_NAME = 30  # of a theme, at least, in average characters


def shade(look: Look, strength: float) -> QColor:
    """A ground between the surface and the accent, for a strength of 0 to 1."""
    part = _STRONGEST * max(0.0, min(strength, 1.0))
    one, other = look.colour("surface"), look.colour("accent")
    pairs = (
        (one.red(), other.red()),
        (one.green(), other.green()),
        (one.blue(), other.blue()),
    )
    return QColor(*(round(a + (b - a) * part) for a, b in pairs))


class _Shaded(QStyledItemDelegate):
    """The style sheet draws no ground below an item, so it is laid here."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the number."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(ground, QBrush) and not is_selected:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class SeasonHeat(FiguresTable):
    """A row for each theme, a column for each season, a number in every cell.

    A cell is as dark as its share of the season's rows, against the theme's own highest
    share; that highest one is bold, so that the picture holds without colour.
    """

    group_chosen = Signal(str)
    season_chosen = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__("", (), numbers=0, stretched=-1)
        self._look = look
        self._table: SeasonTable | None = None
        self._is_fresh = False
        self.setAccessibleName(self.tr("Themes by season"))
        self.setProperty("dense", "true")
        self.setItemDelegate(_Shaded(self))
        self.setCornerButtonEnabled(False)
        names = self.verticalHeader()  # it stays where it is when the seasons scroll
        names.setAccessibleName(self.tr("Themes"))
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        names.sectionClicked.connect(self._choose)
        names.show()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        for chosen in (self.clicked, self.activated):
            chosen.connect(self._choose_cell)
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(self._show_newest)
        bar.actionTriggered.connect(self._leave_newest)
        look.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """All lines, their titles, and a bar where there are many seasons."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + self._bar_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names take what the numbers leave, but never too little to be read."""
        super().resizeEvent(event)
        left = self.width() - 2 - self.horizontalHeader().length()
        least = _NAME * self.fontMetrics().averageCharWidth()
        self.verticalHeader().setFixedWidth(max(left, least))
        if self.height() != self.sizeHint().height():
            self.be_as_high_as_its_lines()

    def _show_newest(self, _least: int, most: int) -> None:
        if self._is_fresh:
            self.horizontalScrollBar().setValue(most)

    def _leave_newest(self) -> None:
        self._is_fresh = False  # a person has scrolled

    def _bar_height(self) -> int:
        header = self.horizontalHeader()
        is_wide = header.length() > self.viewport().width() > 0
        return self.horizontalScrollBar().sizeHint().height() if is_wide else 0

    def show_seasons(self, table: SeasonTable) -> None:
        """These counts are shown."""
        self._is_fresh = table != self._table
        self._table = table
        self.setColumnCount(len(table.seasons))
        titles = [
            told(season) if whole else self.tr("{season} part").format(season=told(season))
            for season, whole in zip(table.seasons, table.whole, strict=True)
        ]
        two_lines = [title.replace(" ", "\n", 1) for title in titles]
        tips = [
            "" if whole else self.tr("The data cover only a part of it")
            for whole in table.whole
        ]
        self.show_titles(two_lines, tips)
        self.show_lines(
            [
                [number(count) if count else "\u00b7" for count in counts]
                for counts in table.counts
            ]
        )
        self.setVerticalHeaderLabels(list(table.groups))
        self._dress()

    def _dress(self) -> None:
        table = self._table
        if table is None:
            return
        for at, group in enumerate(table.groups):
            counts = table.counts[at]
            shares = [
                c / t if t else 0.0 for c, t in zip(counts, table.totals, strict=True)
            ]
            highest = max(shares, default=0.0)
            for where, share in enumerate(shares):
                cell = self.item(at, where)
                if cell is not None:
                    strength = share / highest if highest else 0.0
                    self._dress_cell(cell, strength)
                    self._tell_cell(cell, group, where, counts[where])

    def _dress_cell(self, cell: QTableWidgetItem, strength: float) -> None:
        cell.setBackground(shade(self._look, strength))
        cell.setForeground(self._look.colour("text"))
        font = cell.font()
        font.setBold(strength == 1.0)
        cell.setFont(font)

    def _tell_cell(self, cell: QTableWidgetItem, group: str, at: int, count: int) -> None:
        if self._table is None:
            return
        said = self.tr("{theme}, {season}: {rows}, {share} of that season").format(
            theme=group,
            season=told(self._table.seasons[at]),
            rows=rows_words(count),
            share=share_words(count, self._table.totals[at]),
        )
        cell.setToolTip(as_tip(said))
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def _choose_cell(self, index: QModelIndex) -> None:
        if self._table is not None:
            group = self._table.groups[index.row()]
            self.season_chosen.emit(group, self._table.seasons[index.column()])

    def _choose(self, at: int) -> None:
        if self._table is not None and 0 <= at < len(self._table.groups):
            self.group_chosen.emit(self._table.groups[at])
