"""How large the themes are, as bars with their names and numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.roles import is_a
from app.desktop.theme_words import rows_words, share_words
from app.desktop.tokens import SPACE
from app.desktop.words import number
from app.records import Theme

__all__ = ["ThemeSizes"]

_MOST = 12
_BAR = 0.56  # of a line's height
_NAME = 0.42  # of the width, at most


class ThemeSizes(QWidget):
    """The largest themes; a bar leads to its rows, by a click or by arrows and Return."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._themes: tuple[Theme, ...] = ()
        self._whole = 0
        self._cursor = 0
        is_a(self, QAccessible.Role.Graphic)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Picture: the largest themes"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        look.changed.connect(self.update)

    def show_themes(self, themes: tuple[Theme, ...], whole: int) -> int:
        """The largest of these are drawn, and told to screen readers; how many."""
        ordered = sorted(themes, key=lambda theme: (-theme.size, theme.key))
        self._themes, self._whole = tuple(ordered[:_MOST]), whole
        self._cursor = min(self._cursor, max(len(self._themes) - 1, 0))
        self._tell()
        self.setFixedHeight(self.sizeHint().height())
        self.update()
        return len(self._themes)

    def sizeHint(self) -> QSize:
        """A line for each bar."""
        return QSize(420, max(1, len(self._themes)) * self._line())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the theme."""
        theme = self._at(event)
        if theme is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(theme.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole name and the share are told where a bar is pointed at."""
        theme = self._at(event)
        self.setToolTip(as_tip(self._told(theme)) if theme else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move from bar to bar, Return shows the rows of one."""
        key, last = Qt.Key(event.key()), len(self._themes) - 1
        goes = {
            Qt.Key.Key_Up: self._cursor - 1,
            Qt.Key.Key_Down: self._cursor + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in goes and self._themes:
            self._cursor = max(0, min(goes[key], last))
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._themes:
            self.chosen.emit(self._themes[self._cursor].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The bar that the keys are on is framed, and told first."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No bar is framed."""
        super().focusOutEvent(event)
        self._tell()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        names = [metrics.horizontalAdvance(theme.name) for theme in self._themes]
        left = min(max(names, default=0) + 2, self.width() * _NAME)
        largest = max((theme.size for theme in self._themes), default=1) or 1
        room = self.width() - left - SPACE.normal
        count = metrics.horizontalAdvance(number(largest)) + SPACE.small
        if self.hasFocus() and self._themes:
            self._frame(painter)
        for at, theme in enumerate(self._themes):
            top = at * self._line()
            name = QRectF(SPACE.hair, top, left, self._line())
            shown = metrics.elidedText(theme.name, Qt.TextElideMode.ElideRight, int(left))
            vertical = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(self._look.colour("text"))
            painter.drawText(name, Qt.AlignmentFlag.AlignLeft | vertical, shown)
            height = self._line() * _BAR
            width = max(2.0, (room - count) * theme.size / largest)
            bar = QRectF(
                left + SPACE.normal, top + (self._line() - height) / 2, width, height
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent"))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(self._look.colour("text"))
            beside = QRectF(bar.right() + SPACE.small - 2, top, count, self._line())
            painter.drawText(
                beside, Qt.AlignmentFlag.AlignLeft | vertical, number(theme.size)
            )
        painter.end()

    def _frame(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.setBrush(self._look.colour("hover"))
        top = self._cursor * self._line()
        framed = QRectF(1, top + 1, self.width() - 2, self._line() - 2)
        painter.drawRoundedRect(framed, 4, 4)

    def _tell(self) -> None:
        """Screen readers hear the bar that the keys are on, or else all of them."""
        told = self._themes
        if self.hasFocus():
            told = self._themes[self._cursor : self._cursor + 1]
        self.setAccessibleDescription(". ".join(map(self._told, told)))

    def _line(self) -> int:
        return self.fontMetrics().height() + 9

    def _at(self, event: QMouseEvent) -> Theme | None:
        at = int(event.position().y() // self._line())
        return self._themes[at] if 0 <= at < len(self._themes) else None

    def _told(self, theme: Theme) -> str:
        rows = rows_words(theme.size)
        return f"{theme.name}: {rows}, {share_words(theme.size, self._whole)}"
