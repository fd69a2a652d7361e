"""What stands on a workbook's sheet Accuracy: what was learned, and how well it holds."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.chart import LineChart, Reference

from app.records.learning import Interval, LearningReport
from app.writers.sheet_stream import Cell, SheetStream

__all__ = ["ACCURACY_WIDTHS", "write_accuracy"]

ACCURACY_WIDTHS = (44.0, 14.0, 14.0, 14.0, 14.0)
HEADINGS = ("Probability", "Claimed", "Right", "Perfect", "Labels")

Line = list[Cell]


def write_accuracy(stream: SheetStream, report: LearningReport) -> None:
    """Write the report, and a chart of claimed against right beside its table."""
    for line in facts(report):
        stream.add(line)
    if not report.reliability:
        return
    first = stream.rows_written + 1
    stream.add([(heading, "bold") for heading in HEADINGS])
    for one in report.reliability:
        stream.add(
            [
                (f"{one.low:.0%} to {one.high:.0%}", "text"),
                (one.claimed, "share"),
                (one.right, "share"),
                (one.claimed, "share"),
                (one.count, "count"),
            ]
        )
    stream.ws.add_chart(chart(stream, first), "G2")


def facts(report: LearningReport) -> Iterator[Line]:
    """What was learned, in words and numbers."""
    yield [("How far the results can be trusted", "title")]
    yield []
    yield [(report.reason, "wrapped")]
    yield []
    yield [("Figures on labels, each held out", "bold"), ("Share", "bold")]
    yield [("Right without learning", "text"), (report.right_before, "share")]
    yield [("Right with learning", "text"), (report.right_after, "share")]
    yield from between(report.interval)
    if report.calibration_error is not None:
        yield [
            ("Mean error of probabilities (ECE)", "text"),
            (report.calibration_error, "share"),
        ]
        yield [("The same by chance alone", "text"), (report.sampling_error, "share")]
    if report.promise is not None:
        yield [("Accuracy asked for", "text"), (report.promise.wanted, "share")]
        yield [
            ("Decided alone from probability", "text"),
            (report.promise.threshold, "share"),
        ]
        yield [("Right of the labels above it", "text"), (report.promise.right, "share")]
        yield from between(report.promise.interval)
    yield []
    yield [("Category", "bold"), ("Labels", "bold")]
    for name, count in report.by_category:
        yield [(name, "text"), (count, "count")]
    yield []


def between(interval: Interval | None) -> Iterator[Line]:
    """A line for each end of an interval; none where there is none."""
    if interval is not None:
        yield [("  at least (95 % sure)", "text"), (interval.low, "share")]
        yield [("  at most (95 % sure)", "text"), (interval.high, "share")]


def chart(stream: SheetStream, first: int) -> LineChart:
    """Claimed against right: the closer both lines, the truer the probabilities."""
    made = LineChart()
    made.title = "Do the probabilities hold?"
    made.y_axis.title = "Share that is right"
    made.x_axis.title = "Probability claimed"
    made.height, made.width = 9, 16
    made.y_axis.scaling.min, made.y_axis.scaling.max = 0, 1
    made.x_axis.delete = made.y_axis.delete = False
    last = stream.rows_written
    values = Reference(stream.ws, min_col=3, max_col=4, min_row=first, max_row=last)
    made.add_data(values, titles_from_data=True)
    made.set_categories(Reference(stream.ws, min_col=1, min_row=first + 1, max_row=last))
    # Told apart in black and white too: points for what is right, dashes for perfect.
    right, perfect = made.series
    right.marker.symbol = "circle"
    perfect.graphicalProperties.line.dashStyle = "dash"
    return made
