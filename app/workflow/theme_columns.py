"""Columns of the sheets beside the text: dates, and what counts are broken down by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import store
from app.readers.dates import propose_date_column, read_dates
from app.records import PostroomError
from app.store import CaseFile
from app.workflow.privacy import cell, plain

__all__ = ["ItemDates", "column_values", "dates_below", "find_dates", "need_columns"]

# So many rows are looked at to propose a column with dates.
LOOKED_AT = 5000


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDates:
    """The dates of a case's items.

    Attributes:
        days: By key of the item, the day as ``date.toordinal`` counts; without those that
            have none.
        column: Header of the column; empty where there is none.
        notes: Sentences that a reader must know.
    """

    days: dict[int, int]
    column: str = ""
    notes: tuple[str, ...] = ()

    def iso(self, item: int) -> str:
        """The date of an item, ISO 8601; empty where it has none."""
        day = self.days.get(item, 0)
        return date.fromordinal(day).isoformat() if day else ""


def need_columns(case: CaseFile, wanted: Sequence[str], what: str) -> None:
    """See that some sheet has each of the columns, whatever the case of their headers.

    Args:
        case: The case file.
        wanted: Headers; empty ones are passed over.
        what: What they are for, to end a sentence with.

    Raises:
        PostroomError: There is no such column.
    """
    asked = [header for header in wanted if header.strip()]
    if not asked:
        return
    headers: dict[str, None] = {}
    for batch in store.each_cells(case):
        for _, cells in batch:
            headers.update(dict.fromkeys(cells))
    known = set(map(plain, headers))
    for header in asked:
        if plain(header) not in known:
            raise PostroomError(
                f"No sheet has a column {header}, {what}.",
                f"There is: {', '.join(headers) or 'no column at all'}.",
            )


def column_values(case: CaseFile, header: str) -> dict[int, str]:
    """By key of the item, its cell in a column, without white space around it."""
    wanted = plain(header)
    return {
        item: cell(cells, wanted).strip()
        for batch in store.each_cells(case)
        for item, cells in batch
    }


def find_dates(case: CaseFile, asked: str) -> ItemDates:
    """The dates in the column that was asked for, or in the one that is most likely meant.

    Raises:
        PostroomError: No sheet has the column that was asked for.
    """
    need_columns(case, [asked], "in which dates were to be")
    header = asked or proposed(case)
    if not header:
        return ItemDates(days={}, notes=("No column with dates was found.",))
    return dates_below(case, header)


def dates_below(case: CaseFile, header: str) -> ItemDates:
    """The dates in a column; none where no sheet has it any more."""
    cells = column_values(case, header)
    dates = read_dates(list(cells.values()))
    days = {item: day for item, day in zip(cells, dates.days, strict=True) if day}
    notes = [dates.note] if dates.note else []
    if dates.unread:
        notes.append(
            f"{dates.unread:,} {'cell' if dates.unread == 1 else 'cells'} of the column "
            f"{header} could not be read as a date."
        )
    return ItemDates(column=header, days=days, notes=tuple(notes))


def proposed(case: CaseFile) -> str:
    """The header of the column that most likely has the dates; empty where none has."""
    columns: dict[str, list[str]] = {}
    seen = 0
    for batch in store.each_cells(case):
        for _, cells in batch[: LOOKED_AT - seen]:
            for header, text in cells.items():
                columns.setdefault(header, []).append(text)
        seen += len(batch)
        if seen >= LOOKED_AT:
            break
    return propose_date_column(columns)
