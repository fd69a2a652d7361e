"""How well probabilities hold, as a picture: what was claimed against what was right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.desktop.learning_words import items_words, share
from app.desktop.look import Look
from app.desktop.roles import is_a
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import ReliabilityBin

__all__ = ["ReliabilityChart"]

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_DOT = 3.5
_END = 3.0  # half the width of the end of a range


class ReliabilityChart(QFrame):
    """A bar per stretch of probability, a dashed line where it would hold exactly.

    The count stands above each bar, and a thin line shows the range in which the true share
    lies where that is known. Outlines, dots and dashes differ without colour too
    (reliability diagram: DeGroot and Fienberg, 1983).
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bins: tuple[ReliabilityBin, ...] = ()
        self.setObjectName("chart")
        is_a(self, QAccessible.Role.Chart)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture: what it says and the share that is right"))
        look.changed.connect(self.update)

    def show_bins(self, bins: Sequence[ReliabilityBin]) -> None:
        """These stretches are drawn, and told to screen readers."""
        self._bins = tuple(bins)
        told = self.tr("It says {claimed}, right {right}, {items}")
        lines = [
            told.format(
                claimed=share(b.claimed), right=share(b.right), items=items_words(b.count)
            )
            for b in self._bins
        ]
        self.setAccessibleDescription(". ".join(lines))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for a count above each bar."""
        return QSize(360, 220)

    def minimumSizeHint(self) -> QSize:
        """Smaller, it could not be read."""
        return QSize(240, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, bars, the dashed line, then the points and counts on top."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * TYPE.small)
        painter.setFont(small)
        room = self._room(QFontMetrics(small))
        self._axes(painter, room)
        for each in self._bins:
            self._bar(painter, room, each)
        painter.setPen(QPen(self._look.colour("text"), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(_at(room, 0, 0), _at(room, 1, 1))
        for each in self._bins:
            self._point(painter, room, each)
        painter.end()

    def _room(self, metrics: QFontMetrics) -> QRectF:
        """Where the bars stand: what the words around them leave."""
        line = metrics.height()
        left = metrics.horizontalAdvance("100\u00a0%") + SPACE.small
        return QRectF(self.rect()).adjusted(
            left, line + SPACE.small, -left / 2, -line * 2 - SPACE.small
        )

    def _axes(self, painter: QPainter, room: QRectF) -> None:
        line = painter.fontMetrics().height()
        painter.setPen(QPen(self._look.colour("line"), 1))
        for tick in _TICKS:
            painter.drawLine(_at(room, 0, tick), _at(room, 1, tick))
        painter.setPen(QPen(self._look.colour("edge"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.bottomLeft(), room.topLeft())
        painter.setPen(self._look.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in _TICKS:
            across, up = _at(room, tick, 0), _at(room, 0, tick)
            under = QRectF(across.x() - 30, room.bottom() + 3, 60, line)
            if tick:
                painter.drawText(under, Qt.AlignmentFlag.AlignCenter, share(tick))
            beside = QRectF(0, up.y() - line / 2, room.left() - 6, line)
            painter.drawText(beside, right, share(tick))
        below = QRectF(room.left(), room.bottom() + line + 3, room.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("It says"))
        above = QRectF(0, 0, self.width(), line)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self.tr("Right"))

    def _bar(self, painter: QPainter, room: QRectF, each: ReliabilityBin) -> None:
        bar = QRectF(_at(room, each.low, each.right), _at(room, each.high, 0))
        bar.adjust(1.5, 0, -1.5, 0)
        painter.setPen(QPen(self._look.colour("accent"), 1.2))
        painter.setBrush(self._look.colour("chosen"))
        painter.drawRect(bar)

    def _point(self, painter: QPainter, room: QRectF, each: ReliabilityBin) -> None:
        """Where the stretch really lies, and how many items speak for it."""
        top = _at(room, each.claimed, each.right)
        if each.interval is not None:
            painter.setPen(QPen(self._look.colour("muted"), 1.2))
            for end in (each.interval.low, each.interval.high):
                place = _at(room, each.claimed, end)
                painter.drawLine(place, top)
                painter.drawLine(place - QPointF(_END, 0), place + QPointF(_END, 0))
        painter.setPen(QPen(self._look.colour("surface"), 1.5))
        painter.setBrush(self._look.colour("text"))
        painter.drawEllipse(top, _DOT, _DOT)
        painter.setPen(self._look.colour("text"))
        line = painter.fontMetrics().height()
        middle = _at(room, (each.low + each.high) / 2, 1)
        over = QRectF(middle.x() - 30, 0, 60, line)
        painter.drawText(over, Qt.AlignmentFlag.AlignCenter, number(each.count))


def _at(room: QRectF, across: float, up: float) -> QPointF:
    return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())
