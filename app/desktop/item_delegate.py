"""How one cell of the results is drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.item_model import Column, ItemRole
from app.desktop.look import Look
from app.desktop.tokens import ROW_PADDING, SPACE, TYPE
from app.desktop.words import (
    percent,
    plain_line,
    reason_words,
    row_icon,
    row_status,
    status_words,
)
from app.records import ResultRow, Status

__all__ = ["ItemDelegate", "row_height"]

Index = QModelIndex | QPersistentModelIndex
_BAR_HEIGHT = 4
_ICON = 16
_STATUS_TONES = {
    Status.SORTED: "sorted",
    Status.NEEDS_REVIEW: "review",
    Status.FAILED: "failed",
    None: "muted",
}


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * TYPE.small)
    return small


def _font(key: str) -> QFont:
    font = QFont()
    font.fromString(key)
    return font


def row_height(font: QFont) -> int:
    """Two lines and their padding, in the person's own font size."""
    return (
        QFontMetrics(font).height()
        + QFontMetrics(_small(font)).height()
        + 2 * ROW_PADDING
        + 3
    )


class ItemDelegate(QStyledItemDelegate):
    """Draws a cell from its row's record; the model says what, this says how."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell is drawn."""
        painter.save()
        self._ground(painter, option, index)
        row = index.data(ItemRole.ROW)
        cell: QRect = option.rect.adjusted(10, ROW_PADDING, -8, -ROW_PADDING)
        font: QFont = option.font
        if row is None:
            self._skeleton(painter, cell, Column(index.column()))
        elif index.column() == Column.ITEM:
            self._two_lines(painter, cell, font, index)
        elif index.column() == Column.PROBABILITY:
            self._probability(painter, cell, font, row)
        elif index.column() == Column.STATUS:
            self._status(painter, cell, font, row)
        else:
            self._wrapped(painter, cell, font, (str(index.data() or ""), "text"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every other row."""
        font: QFont = option.font
        return QSize(super().sizeHint(option, index).width(), row_height(font))

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.colour("chosen"))
            if index.column() == Column.ITEM:
                active = option.state & QStyle.StateFlag.State_Active
                tone = self._look.colour("accent" if active else "edge")
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tone)
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _skeleton(self, painter: QPainter, cell: QRect, column: Column) -> None:
        if column is Column.ITEM:
            bar = QRectF(cell.left(), cell.center().y() - 4, cell.width() * 0.6, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("hover"))
            painter.drawRoundedRect(bar, 4, 4)

    def _line(
        self, painter: QPainter, at: QRect, font: QFont, said: tuple[str, str]
    ) -> None:
        text, tone = said
        painter.setFont(font)
        painter.setPen(self._look.colour(tone))
        shown = _elided(text, font.key(), at.width())
        painter.drawText(
            at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
        )

    def _two_lines(self, painter: QPainter, cell: QRect, font: QFont, index: Index) -> None:
        top, bottom = _halves(cell, font)
        self._line(painter, top, font, (str(index.data()), "text"))
        subtitle = str(index.data(ItemRole.SUBTITLE))
        self._line(painter, bottom, _small(font), (subtitle, "muted"))

    def _probability(
        self, painter: QPainter, cell: QRect, font: QFont, row: ResultRow
    ) -> None:
        probability = row.verdict.probability if row.verdict else None
        if probability is None:
            return
        metrics = QFontMetrics(font)
        height = metrics.height()
        block = height + SPACE.hair + _BAR_HEIGHT
        top = cell.top() + (cell.height() - block) // 2
        line = QRect(cell.left(), top, cell.width(), height)
        self._line(painter, line, font, (percent(probability), "text"))
        width = min(cell.width(), 72)
        bar = QRectF(cell.left(), top + height + SPACE.hair, width, _BAR_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(max(_BAR_HEIGHT, width * probability))
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(bar, 2, 2)

    def _status(self, painter: QPainter, cell: QRect, font: QFont, row: ResultRow) -> None:
        status = row_status(row)
        tone = _STATUS_TONES[status]
        ratio = painter.device().devicePixelRatio()
        picture = self._look.picture(row_icon(row), tone, _ICON, ratio)
        said = (status_words(status), tone)
        beside = cell.adjusted(_ICON + 6, 0, 0, 0)
        top, bottom = _halves(beside, font)
        reason = plain_line(reason_words(row))
        first = top if reason else beside
        painter.drawPixmap(cell.left(), first.center().y() - _ICON // 2 + 1, picture)
        self._line(painter, first, font, said)
        self._line(painter, bottom, _small(font), (reason, "muted"))

    def _wrapped(
        self, painter: QPainter, cell: QRect, font: QFont, said: tuple[str, str]
    ) -> None:
        """At most two lines, the second one cut with an ellipsis."""
        text, tone = said
        metrics = QFontMetrics(font)
        if not text or metrics.horizontalAdvance(text) <= cell.width():
            self._line(painter, cell, font, said)
            return
        first = _first_line(text, font.key(), cell.width())
        height = metrics.height()
        top = cell.top() + max(0, (cell.height() - 2 * height) // 2)
        line = QRect(cell.left(), top, cell.width(), height)
        self._line(painter, line, font, (text[:first].rstrip(), tone))
        line.translate(0, height)
        self._line(painter, line, font, (text[first:].lstrip(), tone))


def _halves(cell: QRect, font: QFont) -> tuple[QRect, QRect]:
    """Room for a line of this font, and what is left below it."""
    height = QFontMetrics(font).height()
    top = QRect(cell.topLeft(), QSize(cell.width(), height))
    below = QPoint(cell.left(), cell.top() + height + 2)
    return top, QRect(below, QSize(cell.width(), cell.height() - height - 2))


# Texts are measured once, not for every frame of a scroll; fonts go by their key because
# a QFont cannot be one.


@lru_cache(maxsize=4096)
def _elided(text: str, key: str, width: int) -> str:
    """As much of a text as fits."""
    metrics = QFontMetrics(_font(key))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def _first_line(text: str, key: str, width: int) -> int:
    """How many characters fit the first line, broken between words."""
    font = _font(key)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # QTextLayout counts UTF-16 units; a slice of str counts characters.
    units = text.encode("utf-16-le")[: line.textLength() * 2]
    return len(units.decode("utf-16-le", errors="ignore")) or len(text)
