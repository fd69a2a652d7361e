"""A workbook that is being written, sheet by sheet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.writers.cells import QUOTED, styles_of
from app.writers.sheet_stream import Cell, SheetStream

__all__ = ["Book", "date_cell", "percent", "sheet_title", "time_of"]

TITLE_CHARACTERS = 31  # Excel's limit
# What Excel does not allow in the name of a sheet, and control characters.
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
FIRST_DAY = datetime.date(1900, 3, 1)  # Excel counts a day too many before it


class Book:
    """A workbook of streamed sheets.

    Args:
        path: The file it becomes, in a folder of its own; unfinished sheets lie beside it.
        title: For its properties.
        version: Of the program.
        finished: Time in ISO 8601, for its properties; empty where there is none.
    """

    def __init__(self, path: Path, title: str, version: str, finished: str) -> None:
        self._path = path
        self._workbook = Workbook(write_only=True)
        self._streams: list[SheetStream] = []
        self._titles: set[str] = set()
        properties = self._workbook.properties
        properties.title = title
        properties.creator = f"Postroom {version}".strip()
        properties.description = "Made on this computer; see the sheet Method."
        made = time_of(finished)
        if made is not None:
            properties.created = made

    def add_sheet(
        self, title: str, widths: Sequence[float], freeze: str | None = None
    ) -> SheetStream:
        """Begin a sheet.

        Args:
            title: Its name, which is made fit for Excel and told apart from the others.
            widths: Of its columns, in characters.
            freeze: The first cell that scrolls, such as ``"A2"``; None for all.
        """
        name = sheet_title(title, self._titles)
        self._titles.add(name.casefold())
        sheet = self._workbook.create_sheet(name)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter.right.text = "&P / &N"
        if freeze is not None:
            sheet.freeze_panes = freeze
        if freeze is not None and freeze.endswith("2"):
            sheet.print_title_rows = "1:1"
        part = self._path.with_name(f"sheet{len(self._streams) + 1}.xml")
        stream = SheetStream(sheet, part, looks_of(sheet))
        self._streams.append(stream)
        return stream

    def save(self) -> None:
        """Pack the sheets into the file."""
        self._workbook.save(self._path)

    def abandon(self) -> None:
        """Let go of all files, whether or not the workbook was saved."""
        for stream in self._streams:
            stream.abandon()


def looks_of(sheet: Worksheet) -> Mapping[str, int]:
    """The styles of all sheets, by name."""
    top = Alignment(vertical="top")
    looks: dict[str, dict[str, object]] = {
        "date": {"alignment": top, "number_format": "yyyy-mm-dd"},
        "number": {"alignment": top, "number_format": "#,##0.##"},
        "hidden": {
            "alignment": Alignment(vertical="top", horizontal="right"),
            "font": Font(italic=True, color="595959"),
        },
    }
    numbers = dict(styles_of(sheet))
    for name, look in looks.items():
        cell = WriteOnlyCell(sheet)
        for attribute, part in look.items():
            setattr(cell, attribute, part)
        numbers[name] = int(cell.style_id)
        cell.quotePrefix = True
        numbers[name + QUOTED] = int(cell.style_id)
    return numbers


def sheet_title(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that Excel takes, unlike all that are taken (case-folded)."""
    name = " ".join(NOT_IN_TITLES.sub(" ", wanted).split()).strip("' ")
    # "History" is a name that Excel keeps for itself.
    if not name or name.casefold() == "history":
        name = f"Sheet {name}".strip()
    title, number = within(name, TITLE_CHARACTERS), 1
    while title.casefold() in taken:
        number += 1
        ending = f" {number}"
        title = within(name, TITLE_CHARACTERS - len(ending)) + ending
    return title


def within(text: str, most: int) -> str:
    """The beginning of a text that is at most so many UTF-16 units long."""
    units = text.encode("utf-16-le")[: most * 2]
    return units.decode("utf-16-le", errors="ignore").rstrip("' ")


def date_cell(text: str) -> Cell:
    """A date in ISO 8601 as a cell that Excel can sort, filter and group by."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return (text, "text")
    whole_day = moment.time() == datetime.time() and moment.tzinfo is None
    if not whole_day or moment.date() < FIRST_DAY:
        return (text, "text")
    return (int(to_excel(moment.date())), "date")


def percent(number: float, total: float) -> Cell:
    """The share of a number in a total; nothing where there is no total."""
    return (number / total if total else None, "share")


def time_of(text: str) -> datetime.datetime | None:
    """A time in ISO 8601 as the naive UTC time that document properties hold."""
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return time.astimezone(datetime.UTC).replace(tzinfo=None)
