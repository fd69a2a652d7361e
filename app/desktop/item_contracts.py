"""What the place of all items asks of an open case."""

from __future__ import annotations

from typing import Protocol

from app.records import ResultRow, RowFacets, RowFilter, RowListing

__all__ = ["Items"]


class Items(Protocol):
    """The items of a case as long lists; rows are shortened to what a list shows."""

    def listing(self, row_filter: RowFilter, /) -> RowListing:
        """How many rows the filter lets through by status, and its groups."""

    def rows(
        self,
        row_filter: RowFilter,
        offset: int,
        limit: int,
        columns: tuple[str, ...] = (),
        /,
    ) -> list[ResultRow]:
        """One stretch of rows, with the cells of these columns."""

    def keys(self, row_filter: RowFilter, first: int, length: int, /) -> tuple[int, ...]:
        """The items in a stretch of rows."""

    def find(self, row_filter: RowFilter, beginning: str, after: int, /) -> int | None:
        """The first row behind one, or from the top, that begins so; None for none."""

    def place_of(self, row_filter: RowFilter, item_key: int, /) -> int | None:
        """Which row an item stands in; None where the filter leaves it out."""

    def facets(self) -> RowFacets:
        """What the rows can be filtered, grouped and shown by."""

    def find_dates(self) -> int:
        """Look for dates in rows that nobody has looked at; how many have one."""
