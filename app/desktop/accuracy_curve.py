"""What more accuracy costs: the share that is decided alone, for every accuracy wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.desktop.learning_words import share
from app.desktop.look import Look
from app.desktop.roles import is_a
from app.desktop.tokens import SPACE, TYPE
from app.records import AtAccuracy

__all__ = ["PromiseCurve"]

_ACROSS = (80, 85, 90, 95, 99)
_UP = (0.0, 0.25, 0.5, 0.75, 1.0)
_DOT, _RING = 2.5, 6.5


class PromiseCurve(QFrame):
    """A line with a dot for each accuracy; the chosen one has a ring and its numbers.

    The arrow keys and a click choose another. The table beside it has the same numbers.
    """

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._points: dict[int, float] = {}
        self._at = 90
        self.setObjectName("chart")
        is_a(self, QAccessible.Role.Chart)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture: accuracy wanted and share decided alone"))
        look.changed.connect(self.update)

    def show_meanings(self, meanings: Sequence[AtAccuracy]) -> None:
        """These are drawn, and told to screen readers."""
        self._points = {
            round(each.promise.wanted * 100): each.alone / max(each.alone + each.review, 1)
            for each in meanings
        }
        told = self.tr("{wanted} wanted, {alone} decided alone")
        self.setAccessibleDescription(
            ". ".join(
                told.format(wanted=share(at / 100), alone=share(alone))
                for at, alone in self._points.items()
            )
        )
        self.update()

    def show_chosen(self, percent: int) -> None:
        """This accuracy has the ring."""
        self._at = percent
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the numbers below it."""
        return QSize(330, 190)

    def minimumSizeHint(self) -> QSize:
        """Smaller, it could not be read."""
        return QSize(220, 160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the next accuracy."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by and self._at + by in self._points:
            self.chosen.emit(self._at + by)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The accuracy below the pointer is chosen."""
        room = self._room()
        low, high = _ACROSS[0], _ACROSS[-1]
        across = (event.position().x() - room.left()) / max(room.width(), 1)
        percent = min(max(round(low + across * (high - low)), low), high)
        if percent in self._points:
            self.chosen.emit(percent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, the line, its dots, and the chosen one."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        room = self._room()
        self._axes(painter, room)
        if self._points:
            self._line(painter, room)
        if self._at in self._points:
            self._ring(painter, room)
        painter.end()

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * TYPE.small)
        return small

    def _room(self) -> QRectF:
        metrics = QFontMetrics(self._small())
        line, wide = metrics.height(), metrics.horizontalAdvance("100\u00a0%")
        left = wide + SPACE.normal
        return QRectF(self.rect()).adjusted(
            left, line + SPACE.normal, -wide / 2 - SPACE.small, -line * 2 - SPACE.normal
        )

    def _axes(self, painter: QPainter, room: QRectF) -> None:
        line = painter.fontMetrics().height()
        painter.setPen(QPen(self._look.colour("line"), 1))
        for tick in _UP:
            up = room.bottom() - tick * room.height()
            painter.drawLine(QPointF(room.left(), up), QPointF(room.right(), up))
        painter.setPen(QPen(self._look.colour("edge"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(self._look.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in _UP:
            up = room.bottom() - tick * room.height()
            beside = QRectF(0, up - line / 2, room.left() - 6, line)
            painter.drawText(beside, right, share(tick))
        for percent in _ACROSS:
            across = _place(room, percent, 0).x()
            under = QRectF(across - 40, room.bottom() + 3, 80, line)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, share(percent / 100))
        below = QRectF(room.left(), room.bottom() + line + 3, room.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("Accuracy wanted"))
        above = QRectF(SPACE.hair, 2, self.width(), line)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self.tr("Decided alone"))

    def _line(self, painter: QPainter, room: QRectF) -> None:
        places = [_place(room, at, up) for at, up in sorted(self._points.items())]
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        for place in places:
            painter.drawEllipse(place, _DOT, _DOT)

    def _ring(self, painter: QPainter, room: QRectF) -> None:
        up = self._points[self._at]
        place = _place(room, self._at, up)
        painter.setPen(QPen(self._look.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(place.x(), room.bottom()), place)
        painter.setPen(QPen(self._look.colour("text"), 2))
        painter.setBrush(self._look.colour("surface"))
        painter.drawEllipse(place, _RING, _RING)
        said = self.tr("{wanted}: {alone} alone").format(
            wanted=share(self._at / 100), alone=share(up)
        )
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(said) + SPACE.small
        # The line falls: above and to the right of it is room, or below and to the left.
        left, top = place.x() + _RING, place.y() - _RING - metrics.height()
        if left + width > self.width() - 2 or top < 0:
            left, top = place.x() - _RING - width, place.y() + _RING
        box = QRectF(max(left, room.left() + 1), top, width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)


def _place(room: QRectF, percent: float, up: float) -> QPointF:
    low, high = _ACROSS[0], _ACROSS[-1]
    across = (percent - low) / (high - low)
    return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())
