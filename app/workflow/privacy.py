"""Which items are private: never kept in a scheme's memory."""

from __future__ import annotations

from app import store
from app.records import SortSettings
from app.store import CaseFile

__all__ = ["mark_private", "says_yes"]

NO_WORDS = frozenset(("", "0", "no", "n", "false", "falso", "none", "public"))


def mark_private(case: CaseFile, settings: SortSettings) -> None:
    """Mark the items that the person or a column of the sheet says are private."""
    if not (settings.private or settings.private_column):
        return
    found = [
        entry.item.key
        for batch in store.each_items(case)
        for entry in batch
        if settings.private or says_yes(entry.item.columns.get(settings.private_column, ""))
    ]
    store.set_private(case, found, private=True)


def says_yes(cell: str) -> bool:
    """Whether a cell marks its row: anything but an empty one or a plain no."""
    return cell.strip().casefold() not in NO_WORDS
