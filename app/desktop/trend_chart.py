"""How many rows a theme has over time, beside what is usual; drawn with pyqtgraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import as_tip, column, label
from app.desktop.theme_words import period_words
from app.desktop.tokens import TYPE
from app.records import PeriodKind, Periods, Series

if TYPE_CHECKING:
    from app.desktop.trend_plot import TrendPlot

__all__ = ["TrendChart", "last_day"]

_BESIDE = 14  # beside a date below the axis, in pixels
_SHORT = {
    PeriodKind.DAY: "d MMM",
    PeriodKind.WEEK: "d MMM yy",
    PeriodKind.MONTH: "MMM yyyy",
}
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -12,
    Qt.Key.Key_PageDown: 12,
}


def last_day(periods: Periods, at: int) -> str:
    """The last day of a period, ISO 8601."""
    start = QDate.fromString(periods.starts[at], Qt.DateFormat.ISODate)
    if at + 1 < len(periods.starts):
        following = QDate.fromString(periods.starts[at + 1], Qt.DateFormat.ISODate)
    elif periods.kind is PeriodKind.DAY:
        following = start.addDays(1)
    elif periods.kind is PeriodKind.WEEK:
        following = start.addDays(7)
    else:
        following = start.addMonths(1 if periods.kind is PeriodKind.MONTH else 3)
    return following.addDays(-1).toString(Qt.DateFormat.ISODate)


class TrendChart(QFrame):
    """A line from zero with its usual band; a period is chosen by click or by arrows.

    Counts are dots on a line, periods that the data cover only in part are hollow, the
    band is filled between dashed edges: nothing is told by colour alone.
    """

    period_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._periods: Periods | None = None
        self._series: Series | None = None
        self._at = -1
        self._plot: TrendPlot | None = None
        self.says = label(tone="muted", size=TYPE.small)
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture: rows over time"))
        self._room = column(self.says, spacing=2)
        self.setLayout(self._room)
        look.changed.connect(self._draw)

    def show_series(self, periods: Periods, series: Series) -> None:
        """These counts are drawn, and told to screen readers."""
        if self._periods is None or self._periods.kind is not periods.kind:
            self._at = -1
        self._periods, self._series = periods, series
        self._at = min(self._at, len(periods.starts) - 1)
        lines = [self._told(at) for at in range(len(periods.starts))]
        self.setAccessibleDescription(". ".join(lines))
        self._draw()
        self._say()

    @property
    def period(self) -> int:
        """Where the cursor stands; -1 before it was moved."""
        return self._at

    def stand_on(self, at: int) -> None:
        """The cursor goes to this period."""
        if self._periods is None or not self._periods.starts:
            return
        self._at = max(0, min(at, len(self._periods.starts) - 1))
        self._place_cursor()
        self._say()

    # ---------------------------------------------------------------- what a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor, Return shows the rows of its period."""
        key = Qt.Key(event.key())
        count = len(self._periods.starts) if self._periods else 0
        if key in _STEPS and count:
            self.stand_on((self._at if self._at >= 0 else count) + _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self.stand_on(0 if key == Qt.Key.Key_Home else count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.period_chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse points at periods; it neither zooms nor opens a menu."""
        kind = event.type()
        if kind == QEvent.Type.Wheel:
            event.ignore()  # so that what the chart stands on scrolls
            return True
        if kind == QEvent.Type.ContextMenu:
            return True
        if isinstance(event, QMouseEvent):
            self._point(event)
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows that the keys go here."""
        super().focusInEvent(event)
        if self._at < 0 and self._periods is not None:
            self.stand_on(len(self._periods.starts) - 1)
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self._place_cursor()
        self._say()

    def _point(self, event: QMouseEvent) -> None:
        at = self._at_point(event)
        if at is None:
            return
        if event.type() == QEvent.Type.MouseMove and self._plot is not None:
            self._plot.pane.setToolTip(as_tip(self._told(at)))
        pressed = event.type() == QEvent.Type.MouseButtonRelease
        if pressed and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.stand_on(at)
            self.period_chosen.emit(at)

    def _at_point(self, event: QMouseEvent) -> int | None:
        if self._plot is None or self._periods is None:
            return None
        at = self._plot.period_at(event.position().toPoint())
        return at if 0 <= at < len(self._periods.starts) else None

    # ---------------------------------------------------------------- words

    def _told(self, at: int) -> str:
        if self._periods is None or self._series is None:
            return ""
        usual = (self._series.low[at], self._series.high[at])
        period = told(self._periods.labels[at])
        said = period_words(period, self._series.counts[at], usual)
        if not self._periods.whole[at]:
            said += self.tr(" (not the whole period)")
        return said

    def _say(self) -> None:
        if self._at >= 0:
            said = self._told(self._at)
            if self.hasFocus():
                said += self.tr(". Return shows its rows.")
        else:
            said = self.tr("Click a period, or move with the arrow keys.")
        self.says.setText(said)

    # ---------------------------------------------------------------- drawing

    def _made_plot(self) -> TrendPlot:
        """The plot, made when it is first needed."""
        if self._plot is None:
            # Most of a second to load, so never before there is a trend.
            from app.desktop.trend_plot import TrendPlot  # noqa: PLC0415 - see above

            self._plot = TrendPlot(self._look, self.accessibleName())
            self._plot.pane.installEventFilter(self)
            self._plot.pane.setCursor(Qt.CursorShape.PointingHandCursor)
            self._room.insertWidget(0, self._plot.widget, 1)
        return self._plot

    def _draw(self) -> None:
        if self._periods is not None and self._series is not None:
            plot = self._made_plot()
            plot.draw(self._periods, self._series)
            plot.show_dates(self._dates(self._periods))
            self._place_cursor()

    def _dates(self, periods: Periods) -> list[tuple[int, str]]:
        """As many as there is room for, evenly spread."""
        every = [self._date(periods, at) for at in range(len(periods.starts))]
        widest = max(map(self.fontMetrics().horizontalAdvance, every), default=0)
        most = max(2, self.width() // (widest + _BESIDE))
        step = max(1, -(-len(every) // most))
        return [(at, every[at]) for at in range(step // 2, len(every), step)]

    def _date(self, periods: Periods, at: int) -> str:
        start = QDate.fromString(periods.starts[at], Qt.DateFormat.ISODate)
        if periods.kind in _SHORT:
            return QLocale().toString(start, _SHORT[periods.kind])
        if periods.kind is PeriodKind.QUARTER:
            said = self.tr("Q{quarter} {year}")
            return said.format(quarter=(start.month() + 2) // 3, year=start.year())
        return told(periods.labels[at])

    def _place_cursor(self) -> None:
        if self._plot is not None:
            self._plot.place_cursor(self._at, "text" if self.hasFocus() else "edge")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer dates have room."""
        super().resizeEvent(event)
        if self._plot is not None and self._periods is not None:
            self._plot.show_dates(self._dates(self._periods))
