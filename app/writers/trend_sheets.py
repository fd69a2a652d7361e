"""Sheets that show what happened over time: sentences, counts, shares, seasons."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter

from app.records.trends import Periods, SeasonTable, Series, TrendsReport
from app.writers.book import Book, date_cell, percent
from app.writers.sheet_stream import Cell, SheetStream
from app.writers.theme_charts import LINES, add_lines

__all__ = ["write_trend_sheets"]

MOST_GROUPS = 16_000  # a sheet holds 16,384 columns
BEFORE_GROUPS = 4  # columns
TREND_WIDTHS = (70.0, 34.0, 11.0, 26.0, 12.0, 9.0, 9.0, 9.0, 13.0)
TREND_HEADINGS = (
    *("What happened", "Theme", "Kind", "Period", "First day", "Count"),
    *("Usual from", "Usual to", "By chance"),
)
CHART_ROWS = 20  # that a chart covers


def write_trend_sheets(book: Book, trends: TrendsReport) -> None:
    """Write the sheet Trends and those with the counts behind it."""
    stream = book.add_sheet("Trends", TREND_WIDTHS, "A2")
    heading = [(name, "header") for name in TREND_HEADINGS]
    if trends.of != "themes":
        heading[1] = (trends.of, "header")
    stream.add(heading)
    write_sentences(stream, trends)
    if trends.periods is not None and trends.series:
        draw_main(book, stream, trends)
    for periods, series in trends.all_periods:
        write_counts(book, periods, series)
    if trends.seasons is not None and trends.seasons.seasons:
        write_seasons(book, trends.seasons)


def write_sentences(stream: SheetStream, trends: TrendsReport) -> None:
    """Write a line for every movement, and what a reader must know."""
    for one in trends.trends:
        stream.add(
            [
                (one.sentence, "wrapped"),
                (one.group, "wrapped"),
                (one.kind.value, "text"),
                (one.period, "text"),
                date_cell(one.starts),
                (one.count, "count"),
                (one.usual[0], "number"),
                (one.usual[1], "number"),
                (one.chance, "probability"),
            ]
        )
    if trends.trends:
        stream.ws.auto_filter.ref = f"A1:I{stream.rows_written}"
    else:
        stream.add([("There is no movement that the test upholds.", "text")])
    stream.add([])
    for sentence in dated_words(trends):
        stream.add([(sentence, "wrapped")])


def dated_words(trends: TrendsReport) -> list[str]:
    """How many items have a date, and what a reader must know of them."""
    column = f"Dates come from the column “{trends.date_column}”. "
    words = f"{trends.dated:,} items have a readable date; {trends.undated:,} have none."
    if not trends.dated:
        return [words, *trends.notes]
    said = (column if trends.date_column else "") + words
    return [f"{said} The dates go from {trends.first} to {trends.last}.", *trends.notes]


def draw_main(book: Book, stream: SheetStream, trends: TrendsReport) -> None:
    """Write counts and shares of the main cut of time, and draw the largest groups."""
    if trends.periods is None:
        return
    periods, series = trends.periods, trends.series[:MOST_GROUPS]
    data = write_counts(book, periods, series)
    write_counts(book, periods, series, shares=True)
    below = stream.rows_written + 2
    first = BEFORE_GROUPS + 1
    charted = min(len(series), 2 * LINES)
    for start in range(0, charted, LINES):
        last = min(start + LINES, charted)
        title = f"Items by {periods.kind.value}, the largest {last}"
        if start:
            title = f"Items by {periods.kind.value}, the next {last - start}"
        add_lines(stream, f"A{below}", data, (first + start, first + last - 1), title)
        below += CHART_ROWS


def write_counts(
    book: Book, periods: Periods, series: Sequence[Series], *, shares: bool = False
) -> SheetStream:
    """Write a sheet with a row for every period and a column for every group."""
    shown = series[:MOST_GROUPS]
    what = "Shares" if shares else "Counts"
    widths = (26.0, 12.0, 9.0, 10.0, *(14.0,) * len(shown))
    stream = book.add_sheet(f"{what} by {periods.kind.value}", widths, "B2")
    names = ("Period", "First day", "Whole", "All items")
    stream.add(
        [*((name, "header") for name in names), *((one.group, "header") for one in shown)]
    )
    for number, label in enumerate(periods.labels):
        total = periods.totals[number]
        line: list[Cell] = [
            (label, "text"),
            date_cell(periods.starts[number]),
            ("yes" if periods.whole[number] else "in part", "text"),
            (total, "count"),
        ]
        if shares:
            line += [percent(one.counts[number], total) for one in shown]
        else:
            line += [(one.counts[number], "count") for one in shown]
        stream.add(line)
    stream.ws.auto_filter.ref = (
        f"A1:{get_column_letter(BEFORE_GROUPS + len(shown))}{stream.rows_written}"
    )
    return stream


def write_seasons(book: Book, table: SeasonTable) -> None:
    """Write shares and counts of the groups by season; darker is a larger share."""
    widths = (36.0, *(13.0,) * len(table.seasons))
    stream = book.add_sheet("Seasons", widths, "B2")
    names = [
        season if whole else f"{season} (in part)"
        for season, whole in zip(table.seasons, table.whole, strict=True)
    ]
    stream.add([("Share of the season's items", "header"), *((n, "header") for n in names)])
    for group, counts in zip(table.groups, table.counts, strict=True):
        shares = (percent(one, of) for one, of in zip(counts, table.totals, strict=True))
        stream.add([(group, "wrapped"), *shares])
    last = f"{get_column_letter(len(names) + 1)}{stream.rows_written}"
    # From white to a dark blue that black figures stay readable on; it prints as grey.
    scale = ColorScaleRule(
        start_type="num",
        start_value=0,
        start_color="FFFFFF",
        end_type="max",
        end_color="7FA6CC",
    )
    if table.groups and names:
        stream.ws.conditional_formatting.add(f"B2:{last}", scale)
    stream.add([])
    stream.add([("Items", "header"), *((name, "header") for name in names)])
    for group, counts in zip(table.groups, table.counts, strict=True):
        stream.add([(group, "wrapped"), *((one, "count") for one in counts)])
    stream.add([("All items", "bold"), *((one, "count") for one in table.totals)])
