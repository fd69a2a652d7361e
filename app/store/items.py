"""Items of a case file: what is sorted, with the fingerprint of each text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.records import Item, Passage, Place
from app.store.case_file import CaseFile
from app.store.texts import clean, to_json

__all__ = [
    "StoredItem",
    "count_items",
    "each_items",
    "insert_items",
    "item",
    "item_from",
    "private_hashes",
    "stored_item",
    "texts_by_hash",
]

# How many hashes are asked for in one question.
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredItem:
    """An item of the case file.

    Attributes:
        item: The item, with its key.
        text_hash: SHA-256 digest, 32 bytes, of its normalized text.
    """

    item: Item
    text_hash: bytes


def insert_items(
    case: CaseFile, document: int, position: bytes, items: Sequence[tuple[Item, bytes]]
) -> list[int]:
    """Stores items of a document, each with an undecided result; returns their keys."""
    first = 1 + case.number("SELECT seq FROM sqlite_sequence WHERE name = 'item'")
    keys = list(range(first, first + len(items)))
    case.execute_many(
        "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (key, document, *_cells(item), text_hash, *_texts(item))
            for key, (item, text_hash) in zip(keys, items, strict=True)
        ],
    )
    # Four bytes of nothing: an item stands before all documents found inside its own.
    case.execute_many(
        "INSERT INTO result (document, item, position) VALUES (?, ?, ?)",
        [(document, key, position + bytes(4) + key.to_bytes(4, "big")) for key in keys],
    )
    return keys


def _cells(item: Item) -> tuple[object, ...]:
    place = item.place
    sheet = None if place.sheet is None else clean(place.sheet)
    return place.page, sheet, place.row, item.confidence


def _texts(item: Item) -> tuple[str, str, str]:
    passages = [
        [p.start, p.end, p.place.page, p.place.sheet, p.place.row] for p in item.passages
    ]
    return clean(item.text), to_json(passages), to_json(dict(item.columns))


def item(case: CaseFile, key: int) -> Item:
    """The item with this key.

    Raises:
        KeyError: There is none.
    """
    return stored_item(case, key).item


def stored_item(case: CaseFile, key: int) -> StoredItem:
    """The item with this key and the fingerprint of its text.

    Raises:
        KeyError: There is none.
    """
    row = case.first("SELECT * FROM item WHERE key = ?", (key,))
    if row is None:
        raise KeyError(f"no item {key}")
    return StoredItem(item=item_from(row), text_hash=row["text_hash"])


def count_items(case: CaseFile, *, not_by: int | None = None) -> int:
    """How many items there are; with a run, how many it has still to decide."""
    if not_by is None:
        return case.number("SELECT count(*) FROM item")
    return case.number(
        "SELECT count(*) FROM result "
        "WHERE item IS NOT NULL AND reviewed = 0 AND run IS NOT ?",
        (not_by,),
    )


def each_items(
    case: CaseFile, *, not_by: int | None = None, batch: int = 500
) -> Iterator[list[StoredItem]]:
    """Batches of items in order of key, with nothing held open between two batches.

    Args:
        case: The case file.
        not_by: A run: only items that neither it has decided nor a person has reviewed.
        batch: Most items in one batch.
    """
    after = 0
    while True:
        if not_by is None:
            rows = case.select(
                "SELECT * FROM item WHERE key > ? ORDER BY key LIMIT ?", (after, batch)
            )
        else:
            rows = case.select(
                "SELECT item.* FROM item JOIN result ON result.item = item.key "
                "WHERE item.key > ? AND reviewed = 0 AND run IS NOT ? "
                "ORDER BY item.key LIMIT ?",
                (after, not_by, batch),
            )
        if not rows:
            return
        yield [StoredItem(item=item_from(r), text_hash=r["text_hash"]) for r in rows]
        after = rows[-1]["key"]


def item_from(row: sqlite3.Row) -> Item:
    """The item in a row of the item table."""
    return Item(
        key=row["key"],
        document=row["document"],
        place=Place(page=row["page"], sheet=row["sheet"], row=row["row"]),
        text=row["text"],
        passages=tuple(
            Passage(start=start, end=end, place=Place(page=page, sheet=sheet, row=line))
            for start, end, page, sheet, line in json.loads(row["passages"])
        ),
        columns=json.loads(row["columns"]),
        confidence=row["confidence"],
    )


def texts_by_hash(case: CaseFile, hashes: Sequence[bytes]) -> dict[bytes, str]:
    """The texts of those of the hashes that an item of the case has."""
    found: dict[bytes, str] = {}
    for start in range(0, len(hashes), _AT_ONCE):
        some = tuple(hashes[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        rows = case.select(
            "SELECT text_hash, text FROM item WHERE key IN (SELECT min(key) FROM item "  # noqa: S608 - only marks
            f"WHERE text_hash IN ({marks}) GROUP BY text_hash)",
            some,
        )
        found.update((row["text_hash"], row["text"]) for row in rows)
    return found


def private_hashes(case: CaseFile) -> set[bytes]:
    """Hashes of the texts of which some item is private."""
    rows = case.select(
        "SELECT DISTINCT text_hash FROM item WHERE key IN "
        "(SELECT item FROM result WHERE private = 1)"
    )
    return {row["text_hash"] for row in rows}
