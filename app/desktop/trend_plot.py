"""The plot of a trend, by pyqtgraph, which takes most of a second to load.

So nothing imports this module before there is a trend to be drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg  # type: ignore[import-untyped]  # published without types
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QPen
from PySide6.QtWidgets import QWidget

from app.desktop.look import Look
from app.desktop.tokens import TYPE
from app.records import Periods, Series

__all__ = ["TrendPlot"]

_MANY = 160  # more dots than these would be a smear


class TrendPlot:
    """Axes, the usual band, the line with its dots, and a cursor.

    Args:
        look: The colours.
        name: For screen readers.
    """

    def __init__(self, look: Look, name: str) -> None:
        self._look = look
        self._plot = pg.PlotWidget(enableMenu=False)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._plot.setAntialiasing(True)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        for each in (self._plot, self._plot.viewport()):  # the chart around it has the keys
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            each.setAccessibleName(name)
        self._plot.setMinimumHeight(110)

    @property
    def widget(self) -> QWidget:
        """What is put on the screen."""
        widget: QWidget = self._plot
        return widget

    @property
    def pane(self) -> QWidget:
        """What the mouse points at."""
        pane: QWidget = self._plot.viewport()
        return pane

    def period_at(self, point: QPoint) -> int:
        """The number of the period below a point; there may be none of that number."""
        scene = self._plot.mapToScene(point)
        across: float = self._plot.getPlotItem().vb.mapSceneToView(scene).x()
        return round(across)

    def draw(self, periods: Periods, series: Series) -> None:
        """These counts, in the colours of now."""
        self._plot.clear()
        self._plot.setBackground(self._look.colour("surface"))
        self._draw_band(series)
        self._draw_line(periods, series)
        self._draw_axes(series)
        self._plot.addItem(self._cursor)

    def show_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """These stand below the axis."""
        self._plot.getAxis("bottom").setTicks([list(dates)])

    def place_cursor(self, at: int, tone: str) -> None:
        """The cursor stands on this period; -1 for nowhere."""
        self._cursor.setPen(QPen(self._look.colour(tone), 0))
        self._cursor.setVisible(at >= 0)
        self._cursor.setValue(max(at, 0))

    def _draw_band(self, series: Series) -> None:
        edge = QPen(self._look.colour("edge"), 0, Qt.PenStyle.DashLine)
        across = list(range(len(series.counts)))
        low = pg.PlotDataItem(across, [max(0.0, v) for v in series.low], pen=edge)
        high = pg.PlotDataItem(across, list(series.high), pen=edge)
        band = pg.FillBetweenItem(low, high, brush=self._look.colour("hover"))
        for each in (band, low, high):
            self._plot.addItem(each)

    def _draw_line(self, periods: Periods, series: Series) -> None:
        accent, ground = self._look.colour("accent"), self._look.colour("surface")
        brushes = [pg.mkBrush(accent if whole else ground) for whole in periods.whole]
        line = pg.PlotDataItem(
            list(range(len(series.counts))),
            list(series.counts),
            pen=pg.mkPen(accent, width=2),
            symbol=None if len(brushes) > _MANY else "o",
            symbolSize=6,
            symbolBrush=brushes,
            symbolPen=pg.mkPen(accent, width=1.5),
        )
        self._plot.addItem(line)

    def _draw_axes(self, series: Series) -> None:
        small = QFont(self._plot.font())
        small.setPointSizeF(small.pointSizeF() * TYPE.small)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(self._look.colour("edge"))
            axis.setTextPen(self._look.colour("muted"))
            axis.setStyle(tickFont=small, tickLength=-4)
        highest = max((*series.counts, *series.high, 1))
        left = self._plot.getAxis("left")
        left.setTickSpacing(*((1, 1) if highest < 5 else (None, None)))  # no half rows
        left.enableAutoSIPrefix(enable=False)
        self._plot.setXRange(-0.5, len(series.counts) - 0.5, padding=0.005)
        self._plot.setYRange(0, highest * 1.08, padding=0)
        self._plot.showGrid(y=True, alpha=0.15)
