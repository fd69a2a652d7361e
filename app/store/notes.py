"""Notes that persons write on items; one stands for each item."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.texts import clean

__all__ = ["count_notes", "notes", "put_note"]


def put_note(case: CaseFile, item_key: int, text: str, person: str) -> None:
    """Stores a note on an item in place of the one before; an empty text takes it away.

    The trail tells that there is a note, not what it says.

    Args:
        case: The case file.
        item_key: Of the item.
        text: Of the note.
        person: Who writes it.

    Raises:
        KeyError: There is no such item.
    """
    kept = clean(text.strip())
    with case.writing():
        if case.first("SELECT 1 FROM item WHERE key = ?", (item_key,)) is None:
            raise KeyError(f"no item {item_key}")
        case.execute("DELETE FROM note WHERE item = ?", (item_key,))
        if kept:
            case.execute(
                "INSERT INTO note VALUES (?, ?, ?, ?)", (item_key, now(), person, kept)
            )
        detail = {"item": item_key, "characters": len(kept), "person": person}
        audit(case, "note kept", detail)


def notes(case: CaseFile, item_keys: Sequence[int]) -> dict[int, str]:
    """The notes on those of the items that have one, by their keys."""
    rows = case.select(
        "SELECT item, text FROM note WHERE item IN (SELECT value FROM json_each(?))",
        (json.dumps([*item_keys]),),
    )
    return {row["item"]: row["text"] for row in rows}


def count_notes(case: CaseFile) -> int:
    """How many items have a note."""
    return case.number("SELECT count(*) FROM note")
