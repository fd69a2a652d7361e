"""The lists of items of the scripted program, over records in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.records import (
    ResultRow,
    RowFacets,
    RowFilter,
    RowGroup,
    RowListing,
    Status,
)

SHORT = 60


@dataclass
class ItemsState:
    """What of a case only lists of items know."""

    dates: dict[int, str] = field(default_factory=dict)
    is_dated: bool = False


class ScriptedItems:
    """Lists made of all rows that a filter lets through, in its order.

    Args:
        wanted: Gives them.
        state: Of the case.
    """

    def __init__(
        self, wanted: Callable[[RowFilter], list[ResultRow]], state: ItemsState
    ) -> None:
        self._rows_of = wanted
        self._state = state

    def listing(self, row_filter: RowFilter) -> RowListing:
        by_status = {
            status: len(self._rows_of(replace(row_filter, status=status)))
            for status in (None, *Status)
        }
        groups: list[RowGroup] = []
        for row in self._wanted(row_filter) if row_filter.group else ():
            value, title = self._shared(row, row_filter)
            if groups and groups[-1].value == value:
                groups[-1] = replace(groups[-1], count=groups[-1].count + 1)
            else:
                groups.append(RowGroup(value=value, title=title, count=1))
        return RowListing(by_status=by_status, groups=tuple(groups))

    def rows(
        self, row_filter: RowFilter, offset: int, limit: int, columns: tuple[str, ...] = ()
    ) -> list[ResultRow]:
        return [
            self._short(row, columns)
            for row in self._wanted(row_filter)[offset : offset + limit]
        ]

    def keys(self, row_filter: RowFilter, first: int, length: int) -> tuple[int, ...]:
        rows = self._wanted(row_filter)[first : first + length]
        return tuple(row.item.key for row in rows if row.item is not None)

    def find(self, row_filter: RowFilter, beginning: str, after: int) -> int | None:
        rows = self._wanted(row_filter)
        for step in range(len(rows)):
            at = (after + 1 + step) % len(rows)
            row = rows[at]
            text = row.item.text if row.item else row.document.name
            if text.casefold().startswith(beginning.casefold()):
                return at
        return None

    def place_of(self, row_filter: RowFilter, item_key: int) -> int | None:
        for at, row in enumerate(self._wanted(row_filter)):
            if row.item is not None and row.item.key == item_key:
                return at
        return None

    def facets(self) -> RowFacets:
        rows = [row for row in self._rows_of(RowFilter()) if row.item is not None]
        dates = sorted(date for date in self._state.dates.values() if date)
        headers = dict.fromkeys(h for row in rows if row.item for h in row.item.columns)
        of_sheets = sum(row.item.place.row is not None for row in rows if row.item)
        return RowFacets(
            languages=tuple(sorted({r.verdict.language for r in rows if r.verdict})),
            reviewed=sum(bool(row.verdict and row.verdict.reviewed) for row in rows),
            private=sum(row.private for row in rows),
            first=dates[0] if dates else "",
            last=dates[-1] if dates else "",
            undated=0 if self._state.is_dated else of_sheets,
            columns=tuple(headers),
        )

    def find_dates(self) -> int:
        self._state.is_dated = True
        for row in self._rows_of(RowFilter()):
            if row.item is not None:
                self._state.dates[row.item.key] = row.item.columns.get("Received", "")
        return sum(map(bool, self._state.dates.values()))

    def _wanted(self, row_filter: RowFilter) -> list[ResultRow]:
        rows = self._rows_of(row_filter)
        if row_filter.group:
            rows.sort(key=lambda row: self._shared(row, row_filter)[0])
        return rows

    def _shared(self, row: ResultRow, row_filter: RowFilter) -> tuple[str, str]:
        date = self._state.dates.get(row.item.key, "") if row.item else ""
        verdict = row.verdict
        values = {
            "category": (verdict.category or "") if verdict else "",
            "status": str(verdict.status) if verdict else "",
            "language": verdict.language if verdict else "",
            "month": date[:7],
            "week": date,
            "column": row.item.columns.get(row_filter.group_column, "") if row.item else "",
            "document": str(row.document.key),
        }
        value = values[row_filter.group]
        return value, row.document.name if row_filter.group == "document" else value

    def _short(self, row: ResultRow, columns: tuple[str, ...]) -> ResultRow:
        if row.item is None:
            return row
        item = replace(
            row.item,
            text=row.item.text[:SHORT],
            passages=(),
            columns={name: row.item.columns.get(name, "") for name in columns},
        )
        verdict = replace(row.verdict, evidence=None) if row.verdict else None
        date = self._state.dates.get(row.item.key, "")
        return replace(row, item=item, verdict=verdict, date=date)
