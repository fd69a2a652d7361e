"""The items of a case as a long list: filtered, grouped, and read a page at a time."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import store
from app.readers.dates import propose_date_column, read_dates
from app.records import ResultRow, RowFacets, RowFilter, RowListing, Status
from app.store import CaseFile

__all__ = ["ItemWork"]

# Rows of a sheet that are looked at to find its column of dates.
_LOOKED_AT = 500
# Up to here, passing over rows of an index is quicker than listing them all once.
_NEAR = 2_000
_KEPT = 4  # lists
_AT_ONCE = 2_000  # rows that are looked through for a beginning
_BY_INDEX = ("category", "status", "document")
_UNSORTED = ("date", "language", "column")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """The lines that a search has found in order, and how many have each status."""

    keys: array[int]
    statuses: list[str | None]
    counts: dict[Status | None, int]


class ItemWork:
    """Lists of a case's items. A list that cost something is kept until the case changes.

    Args:
        case: The case file.
    """

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self._version = (0, 0)
        self._searched: dict[RowFilter, _Found] = {}
        self._keys: dict[RowFilter, array[int]] = {}

    def listing(self, wanted: RowFilter) -> RowListing:
        """How many rows the filter lets through by status, and its groups."""
        groups = store.row_groups(self._case, wanted)
        if wanted.words.strip():
            return RowListing(by_status=self._found(wanted).counts, groups=groups)
        return RowListing(by_status=store.row_counts(self._case, wanted), groups=groups)

    def rows(
        self, wanted: RowFilter, offset: int, limit: int, columns: tuple[str, ...] = ()
    ) -> list[ResultRow]:
        """So many rows from an offset on, shortened to what a list shows of them.

        Args:
            wanted: Which rows, in which order.
            offset: How many to pass over.
            limit: Most rows.
            columns: Headers of the sheets' columns whose cells are wanted.
        """
        keys = self._stretch(wanted, offset, limit)
        return store.short_rows(self._case, keys, wanted.words.strip(), columns)

    def keys(self, wanted: RowFilter, first: int, length: int) -> tuple[int, ...]:
        """The items in a stretch of rows; documents that could not be read have none."""
        return store.item_keys(self._case, self._stretch(wanted, first, length))

    def find(self, wanted: RowFilter, beginning: str, after: int) -> int | None:
        """The first row behind one that begins so, from the top again at the end.

        What has to begin is what the list is ordered by, where that is text; else the
        text of an item.
        """
        keys = self._listed(wanted)
        first = (after + 1) % max(len(keys), 1)
        turned = keys[first:] + keys[:first]
        for at in range(0, len(turned), _AT_ONCE):
            stretch = turned[at : at + _AT_ONCE]
            found = store.first_beginning(self._case, wanted.order, beginning, stretch)
            if found is not None:
                return (first + at + found) % len(keys)
        return None

    def place_of(self, wanted: RowFilter, item_key: int) -> int | None:
        """Which row an item stands in; None where the filter leaves it out."""
        key = store.row_key(self._case, item_key)
        keys = self._listed(wanted)
        return keys.index(key) if key is not None and key in keys else None

    def facets(self) -> RowFacets:
        """What the rows can be filtered, grouped and shown by."""
        return store.row_facets(self._case)

    def find_dates(self) -> int:
        """Look for the dates of rows that nobody has looked at; returns how many have one.

        The column is the one that a person has confirmed for the sheet, else the one that
        most likely holds dates.

        Raises:
            PostroomError: The case file can only be read.
        """
        chosen = store.all_sheet_choices(self._case)
        found = 0
        for document in store.undated_documents(self._case):
            asked = next((c.date_column for c in chosen.get(document, ())), "")
            header = asked or propose_date_column(
                store.sampled_cells(self._case, document, _LOOKED_AT)
            )
            cells = store.column_cells(self._case, document, header)
            days = read_dates(list(cells.values())).days if header else [0] * len(cells)
            dates = {
                item: date.fromordinal(day).isoformat() if day else ""
                for item, day in zip(cells, days, strict=True)
            }
            store.put_dates(self._case, dates)
            found += sum(map(bool, dates.values()))
        return found

    def _stretch(self, wanted: RowFilter, offset: int, limit: int) -> Sequence[int]:
        if _is_quick(wanted, offset):
            return store.row_keys(self._case, wanted, offset=offset, limit=limit)
        return self._listed(wanted)[offset : offset + limit]

    def _found(self, wanted: RowFilter) -> _Found:
        """The rows of any status that a search has found; all are listed at once."""
        self._forget_old()
        of_any_status = replace(wanted, status=None)
        if of_any_status not in self._searched:
            keys, statuses = store.row_keys_with_status(self._case, of_any_status)
            counted = Counter(statuses)
            counts: dict[Status | None, int] = {None: len(keys)}
            counts |= {status: counted[status.value] for status in Status}
            self._searched[of_any_status] = _Found(
                keys=keys, statuses=statuses, counts=counts
            )
            _keep_newest(self._searched)
        return self._searched[of_any_status]

    def _listed(self, wanted: RowFilter) -> array[int]:
        """The rows of a filter, all of them."""
        self._forget_old()
        if wanted not in self._keys:
            if not wanted.words.strip():
                self._keys[wanted] = store.row_keys(self._case, wanted)
            elif wanted.status is None:
                self._keys[wanted] = self._found(wanted).keys
            else:
                found = self._found(wanted)
                pairs = zip(found.keys, found.statuses, strict=True)
                keys = (key for key, status in pairs if status == wanted.status)
                self._keys[wanted] = array("q", keys)
            _keep_newest(self._keys)
        return self._keys[wanted]

    def _forget_old(self) -> None:
        version = store.rows_version(self._case)
        if version != self._version:
            self._version = version
            self._searched.clear()
            self._keys.clear()


def _is_quick(wanted: RowFilter, offset: int) -> bool:
    """Whether an index gives the rows, without listing those before them."""
    if wanted.words.strip():
        return False
    if wanted.group:
        by_index = wanted.group in _BY_INDEX and wanted.order == "input"
    else:
        by_index = wanted.order not in _UNSORTED
    is_plain = wanted.order == "input" and not wanted.group
    return by_index and (offset < _NEAR or is_plain)


def _keep_newest(kept: dict[RowFilter, array[int]] | dict[RowFilter, _Found]) -> None:
    while len(kept) > _KEPT:
        kept.pop(next(iter(kept)))
