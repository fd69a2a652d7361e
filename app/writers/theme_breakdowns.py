"""Sheets that show themes by the values of another column."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from app.records.trends import Breakdown
from app.writers.book import Book, percent
from app.writers.sheet_stream import Cell

__all__ = ["write_breakdown"]

MOST_VALUES = 8_000  # two columns each; a sheet holds 16,384


def write_breakdown(book: Book, breakdown: Breakdown) -> None:
    """Write a sheet with counts, and shares of a value's items, group by group."""
    shown = len(breakdown.values[:MOST_VALUES])
    widths = (36.0, *(13.0,) * (2 * shown))
    stream = book.add_sheet(f"Breakdown {breakdown.column}", widths, "B2")
    values = breakdown.values[:shown]
    stream.add(
        [
            ("Theme", "header"),
            *((value or "(empty)", "header") for value in values),
            *((f"{value or '(empty)'}, share", "header") for value in values),
        ]
    )
    hidden: Cell = ("hidden", "hidden")
    for name, counts in zip(breakdown.groups, breakdown.counts, strict=True):
        numbers = counts[:shown]
        totals = breakdown.totals[:shown]
        stream.add(
            [
                (name, "wrapped"),
                *(hidden if one is None else (one, "count") for one in numbers),
                *(share(one, of) for one, of in zip(numbers, totals, strict=True)),
            ]
        )
    stream.ws.auto_filter.ref = (
        f"A1:{get_column_letter(1 + 2 * shown)}{max(stream.rows_written, 1)}"
    )
    stream.add(
        [
            ("All items with the value", "bold"),
            *(
                hidden if one is None else (one, "count")
                for one in breakdown.totals[:shown]
            ),
        ]
    )
    stream.add([])
    for sentence in explained(breakdown, shown):
        stream.add([(sentence, "text")])


def share(number: int | None, total: int | None) -> Cell:
    """The share of a count in the value's items; nothing where either is hidden."""
    if number is None or total is None:
        return (None, "share")
    return percent(number, total)


def explained(breakdown: Breakdown, shown: int) -> list[str]:
    """What a reader of the sheet must know."""
    sentences = [
        (
            "A share is of all items with the value of its column; an item can be in"
            " several themes, or in none, so the shares need not add up to 100%."
        )
    ]
    if breakdown.smallest > 1:
        sentences.append(
            f"“hidden” stands for a number below {breakdown.smallest}, because few people"
            f" could be recognized by it, and for those by which such a number could be"
            f" worked out: these may be {breakdown.smallest} or more."
        )
    if len(breakdown.values) > shown:
        rest = len(breakdown.values) - shown
        sentences.append(f"{rest:,} more values do not fit on a sheet.")
    return sentences
