"""Native Excel charts of themes and trends, told apart without colours too."""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout

from app.writers.sheet_stream import SheetStream

__all__ = ["LINES", "add_lines", "add_sizes"]

LINES = 6  # of one chart; more cannot be told apart
BLUE = "0072B2"
# Colours by Okabe and Ito, which colour-blind people tell apart; marks and dashes as well.
LOOKS = (
    ("0072B2", "circle", "solid"),
    ("D55E00", "square", "dash"),
    ("009E73", "triangle", "solid"),
    ("CC79A7", "diamond", "sysDash"),
    ("56B4E9", "x", "lgDash"),
    ("000000", "plus", "sysDot"),
)
POINTS_WITH_MARKS = 60


def add_sizes(stream: SheetStream, place: str, columns: tuple[int, int], rows: int) -> None:
    """Put bars of the largest themes beside their table.

    Args:
        stream: The sheet, which holds names and counts from its first row, the heading.
        place: The chart's upper left cell.
        columns: Of the names and the counts, from 1.
        rows: How many, without the heading.
    """
    names, counts = columns
    chart = BarChart()
    chart.type = "bar"
    chart.title = "Largest themes, items"
    chart.legend = None
    chart.gapWidth = 40
    chart.height, chart.width = max(7.0, 2.5 + 0.62 * rows), 24
    # Otherwise a filter on the themes' table would take bars away.
    chart.visible_cells_only = False
    chart.add_data(
        Reference(stream.ws, min_col=counts, min_row=1, max_row=rows + 1),
        titles_from_data=True,
    )
    chart.set_categories(Reference(stream.ws, min_col=names, min_row=2, max_row=rows + 1))
    chart.x_axis.scaling.orientation = "maxMin"  # the largest on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = None
    chart.series[0].graphicalProperties.solidFill = BLUE
    chart.dataLabels = DataLabelList(showVal=True)
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, other, False)
    stream.ws.add_chart(chart, place)


def add_lines(
    on: SheetStream, place: str, data: SheetStream, columns: tuple[int, int], title: str
) -> None:
    """Put lines of some groups on a sheet.

    Args:
        on: The sheet that shows the chart.
        place: Its upper left cell.
        data: The sheet with periods in its first column and a group in each of the others;
            all its rows are written.
        columns: First and last column of the groups that are drawn.
        title: Of the chart.
    """
    chart = LineChart()
    chart.title = title
    chart.height, chart.width = 9.5, 26
    chart.visible_cells_only = False
    first, last = columns
    rows = data.rows_written
    chart.add_data(
        Reference(data.ws, min_col=first, max_col=last, min_row=1, max_row=rows),
        titles_from_data=True,
    )
    chart.set_categories(Reference(data.ws, min_col=1, min_row=2, max_row=rows))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.tickLblSkip = max(1, (rows - 1) // 12)
    chart.x_axis.tickMarkSkip = chart.x_axis.tickLblSkip
    chart.legend.position = "b"
    chart.layout = Layout(manualLayout=ManualLayout(x=0.05, y=0.13, w=0.93, h=0.58))
    for series, (colour, mark, dash) in zip(chart.series, LOOKS, strict=False):
        line = series.graphicalProperties.line
        line.solidFill, line.dashStyle, line.width = colour, dash, 22_000
        series.smooth = False
        series.marker.symbol = mark if rows - 1 <= POINTS_WITH_MARKS else "none"
        series.marker.size = 5
        series.marker.graphicalProperties.solidFill = colour
        series.marker.graphicalProperties.line.solidFill = colour
    on.ws.add_chart(chart, place)
