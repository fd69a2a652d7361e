"""Items of review that were read before they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.desktop.review_questions import ReviewItemsAsked
from app.records import ReviewItem

__all__ = ["Shelf", "first_page"]

# Fewer items than this are asked for only if one of them is looked at now.
_WORTH_ASKING = 4
# So many items are kept, those around among them: the rest are for going back.
_KEPT = 60
_PICTURED = ("pdf", "image")


class Shelf:
    """The items around the one that is looked at, and those that were looked at last."""

    def __init__(self) -> None:
        self._items: dict[int, ReviewItem] = {}
        self._asked: set[int] = set()

    def item(self, key: int | None) -> ReviewItem | None:
        """An item, if it is there already."""
        return None if key is None else self._items.get(key)

    def missing(self, around: Sequence[int]) -> tuple[int, ...]:
        """Which of these should be asked for now; the first is looked at.

        They count as asked for; of the others only the newest stay, to be looked at again.
        """
        far = [key for key in self._items if key not in around]
        for key in far[: max(len(self._items) - _KEPT, 0)]:
            del self._items[key]
        wanted = tuple(k for k in around if k not in self._items and k not in self._asked)
        if not wanted or (wanted[0] != around[0] and len(wanted) < _WORTH_ASKING):
            return ()
        self._asked.update(wanted)
        return wanted

    def take(self, asked: ReviewItemsAsked, found: Iterable[ReviewItem]) -> tuple[int, ...]:
        """These have come; the keys of those that are not there any more."""
        self.give_up(asked)
        there = {one.row.item.key: one for one in found if one.row.item}
        self._items.update(there)
        return tuple(key for key in asked.keys if key not in there)

    def give_up(self, asked: ReviewItemsAsked) -> None:
        """These do not come; they may be asked for again."""
        self._asked.difference_update(asked.keys)

    def note(self, key: int, text: str) -> str:
        """An item has this note now; the one before."""
        item = self._items.get(key)
        if item is None:
            return ""
        self._items[key] = replace(item, note=text)
        return item.note

    def mark(self, key: int, *, private: bool) -> None:
        """An item is private now, or no longer."""
        if key in self._items:
            item = self._items[key]
            self._items[key] = replace(item, row=replace(item.row, private=private))

    def drop(self, key: int) -> None:
        """What is known of an item is old."""
        self._items.pop(key, None)

    def forget(self) -> None:
        """What is known of all of them is old."""
        self._items.clear()
        self._asked.clear()

    def pages(self, keys: Iterable[int]) -> list[tuple[int, int]]:
        """Key and first page of those of the items that have pages."""
        items = [self._items[key] for key in keys if key in self._items]
        return [
            (one.row.item.key, first_page(one))
            for one in items
            if one.row.item and one.row.document.kind in _PICTURED
        ]


def first_page(shown: ReviewItem) -> int:
    """The page of an item that is looked at first: that of its evidence."""
    item, verdict = shown.row.item, shown.row.verdict
    evidence = verdict.evidence if verdict else None
    place = evidence.place if evidence else (item.place if item else None)
    return (place.page if place else None) or 1
