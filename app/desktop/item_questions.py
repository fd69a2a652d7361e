"""What the place of all items asks, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.asking import CaseDeed, CaseQuestion
from app.desktop.contracts import Workspace
from app.records import ResultRow, RowFacets, RowFilter, RowListing

__all__ = [
    "CopyAsked",
    "DatesWanted",
    "FacetsAsked",
    "FindAsked",
    "ListAsked",
    "ListRead",
    "PlaceAsked",
    "RowsWanted",
    "WholeRowAsked",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRead:
    """How long a list is, with its first rows where they were asked for."""

    listing: RowListing
    rows: tuple[ResultRow, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ListAsked(CaseQuestion):
    """How long a list is; answers to older generations are dropped.

    Attributes:
        generation: Of the list.
        row_filter: Which rows, in which order.
        first: How many of its first rows are wanted at once.
        columns: Headers of the sheets' columns that are shown.
    """

    generation: int
    row_filter: RowFilter
    first: int = 0
    columns: tuple[str, ...] = ()

    def answer(self, workspace: Workspace) -> ListRead:
        """Its length, groups and first rows."""
        items = workspace.items
        listing = items.listing(self.row_filter)
        rows: list[ResultRow] = []
        if self.first and listing.by_status.get(self.row_filter.status):
            rows = items.rows(self.row_filter, 0, self.first, self.columns)
        return ListRead(listing=listing, rows=tuple(rows))


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsWanted(CaseQuestion):
    """A stretch of rows for the table; answers to older generations are dropped."""

    generation: int
    row_filter: RowFilter
    offset: int
    limit: int
    columns: tuple[str, ...] = ()

    def answer(self, workspace: Workspace) -> tuple[ResultRow, ...]:
        """The rows, shortened."""
        return tuple(
            workspace.items.rows(self.row_filter, self.offset, self.limit, self.columns)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class WholeRowAsked(CaseQuestion):
    """All of one item, to be read."""

    key: int

    def answer(self, workspace: Workspace) -> ResultRow:
        """Its row."""
        return workspace.row(self.key)


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetsAsked(CaseQuestion):
    """What the rows can be filtered, grouped and shown by."""

    def answer(self, workspace: Workspace) -> RowFacets:
        """The facets."""
        return workspace.items.facets()


@dataclass(frozen=True, kw_only=True, slots=True)
class FindAsked(CaseQuestion):
    """The next row that begins with what a person has typed."""

    generation: int
    row_filter: RowFilter
    beginning: str
    after: int

    def answer(self, workspace: Workspace) -> int | None:
        """Which row; None where none does."""
        return workspace.items.find(self.row_filter, self.beginning, self.after)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceAsked(CaseQuestion):
    """Where an item stands in a list."""

    generation: int
    row_filter: RowFilter
    key: int

    def answer(self, workspace: Workspace) -> int | None:
        """Which row; None where the list has it no more."""
        return workspace.items.place_of(self.row_filter, self.key)


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyAsked(CaseQuestion):
    """The rows of stretches, whole, to be copied; at most so many."""

    row_filter: RowFilter
    stretches: tuple[tuple[int, int], ...]
    most: int

    def answer(self, workspace: Workspace) -> tuple[ResultRow, ...]:
        """The rows in their order."""
        rows: list[ResultRow] = []
        for first, length in self.stretches:
            limit = min(length, self.most - len(rows))
            if limit > 0:
                rows += workspace.rows(self.row_filter, first, limit)
        return tuple(rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class DatesWanted(CaseDeed):
    """Dates are looked for in the sheets; ``then`` is the filter that wanted them."""

    then: RowFilter

    def do(self, workspace: Workspace) -> int:
        """How many rows have one."""
        return workspace.items.find_dates()
