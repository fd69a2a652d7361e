"""The sheet Rows: every item with its themes, and all its original cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from app.records.lines import place_words
from app.records.themes import ThemedRow, ThemeMember
from app.writers.book import Book, date_cell
from app.writers.layout import preview_of
from app.writers.sheet_stream import Cell, SheetStream
from app.writers.theme_places import ThemePlaces
from app.writers.theme_sheets import NO_TEXT, NO_THEME

__all__ = ["RowLayout", "row_layout", "write_rows"]

SHEET_ROWS = 1_048_576  # Excel's limit
LOOKED_AT = 200  # rows that the widths are taken from
OWN_HEADINGS = (
    *("Document", "Place", "Date", "Theme", "Group", "Probability", "Quotation"),
    *("All themes", "Further themes, with probability and quotation"),
    *("Stance", "Campaign", "Checked by a person"),
)
OWN_WIDTHS = (28.0, 18.0, 12.0, 34.0, 26.0, 11.0, 44.0, 34.0, 50.0, 10.0, 10.0, 10.0)
PREVIEW_WIDTH = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class RowLayout:
    """The columns of the sheet Rows.

    Attributes:
        original: Headers of the sheets that the items come from; they come first.
        own: Headings of Postroom's columns, told apart from original ones.
        groups: By name of a theme, its upper level.
        sheet_rows: Rows of one sheet with its heading; the rest goes on in a next sheet.
    """

    original: tuple[str, ...]
    own: tuple[str, ...]
    groups: Mapping[str, str]
    sheet_rows: int = SHEET_ROWS

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings; letters, which have no columns, show how they begin."""
        return (*(self.original or ("Text",)), *self.own)


def row_layout(columns: Sequence[str], groups: Mapping[str, str]) -> RowLayout:
    """The columns for items with these original headers."""
    original = tuple(dict.fromkeys(columns))
    taken = {header.strip().casefold() for header in original}
    own = []
    for heading in OWN_HEADINGS:
        name = heading
        while name.casefold() in taken:
            name += " (Postroom)"
        own.append(name)
    return RowLayout(original=original, own=tuple(own), groups=groups)


def write_rows(
    book: Book, rows: Iterable[ThemedRow], layout: RowLayout, places: ThemePlaces
) -> Iterator[int]:
    """Write the rows; yields how many are written. A new sheet begins where one is full.

    Raises:
        ValueError: A row has a header that the layout does not know.
    """
    coming = iter(rows)
    first = list(itertools.islice(coming, LOOKED_AT))
    widths = widths_of(first, layout)
    stream = begin(book, 1, widths, layout)
    sheets = 1
    for number, row in enumerate(itertools.chain(first, coming), 1):
        if stream.rows_written == layout.sheet_rows:
            filter_all(stream, layout)
            sheets += 1
            stream = begin(book, sheets, widths, layout)
        places.add(row)
        stream.add(cells_of(row, layout))
        yield number
    filter_all(stream, layout)


def begin(
    book: Book, number: int, widths: Sequence[float], layout: RowLayout
) -> SheetStream:
    """Begin a sheet with its heading."""
    stream = book.add_sheet("Rows" if number == 1 else f"Rows {number}", widths, "A2")
    others = len(layout.headings) - len(layout.own)
    heading: list[Cell] = [(name, "header") for name in layout.headings[:others]]
    stream.add([*heading, *((name, "own header") for name in layout.own)])
    return stream


def filter_all(stream: SheetStream, layout: RowLayout) -> None:
    """Put filters on the heading of a sheet whose rows are written."""
    last = get_column_letter(len(layout.headings))
    stream.ws.auto_filter.ref = f"A1:{last}{stream.rows_written}"


def cells_of(row: ThemedRow, layout: RowLayout) -> list[Cell]:
    """The cells of an item."""
    columns = row.item.columns
    if unknown := columns.keys() - set(layout.original):
        raise ValueError(f"{len(unknown)} headers of a row were not announced")
    cells: list[Cell] = [(columns.get(header), "text") for header in layout.original]
    if not layout.original:
        cells.append((preview_of(row.item.text), "wrapped"))
    likeliest = row.themes[0] if row.themes else None
    cells += [
        (row.document.name, "text"),
        (place_words(row.item.place), "text"),
        date_cell(row.date),
        *likeliest_cells(row, likeliest, layout),
        ("; ".join(member.theme for member in row.themes), "text"),
        ("\n".join(member_words(member) for member in row.themes[1:]), "wrapped"),
        (row.stance.value if row.stance else "", "text"),
        (row.campaign or None, "count"),
        ("yes" if row.checked else "", "text"),
    ]
    return cells


def likeliest_cells(
    row: ThemedRow, member: ThemeMember | None, layout: RowLayout
) -> list[Cell]:
    """Theme, group, probability and quotation of the likeliest theme."""
    if member is None:
        none = NO_THEME if row.item.text.strip() else NO_TEXT
        return [(none, "text"), ("", "text"), (None, "probability"), ("", "wrapped")]
    return [
        (member.theme, "text"),
        (layout.groups.get(member.theme, ""), "text"),
        (member.probability, "probability"),
        (member.quote.text if member.quote else "", "wrapped"),
    ]


def member_words(member: ThemeMember) -> str:
    """A theme with its probability and quotation, in words."""
    sure = "" if member.probability is None else f" ({member.probability:.0%})"
    said = f": “{member.quote.text}”" if member.quote else ""
    return f"{member.theme}{sure}{said}"


def widths_of(rows: Sequence[ThemedRow], layout: RowLayout) -> list[float]:
    """The width of every column in characters, of original ones from what they hold."""
    widths = []
    for header in layout.original:
        lengths = sorted(len(row.item.columns.get(header, "")) for row in rows)
        most = lengths[len(lengths) * 9 // 10] if lengths else 0
        widths.append(float(min(max(most + 2, len(header) + 4, 8), 50)))
    return [*(widths or [PREVIEW_WIDTH]), *OWN_WIDTHS]
