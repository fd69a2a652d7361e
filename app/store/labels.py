"""Labels in a scheme's memory: texts with the category that a person gave them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from app.records import Label, PostroomError
from app.store.audit import audit, now
from app.store.memory import Memory
from app.store.texts import clean
from app.store.wiping import finish_wiping, wipe_later

__all__ = [
    "count_labels",
    "forget_labels",
    "keep_labels",
    "known_texts",
    "labels",
]

_OF_TEXTS = ("label", "vector", "score")  # tables whose lines go with a text


def keep_labels(memory: Memory, labels: Iterable[Label]) -> int:
    """Keeps labels, in one commit; returns how many are new or changed.

    A label takes the place of one with the same text hash, and gets a new and greater
    key; one that gives a text the category that it has already changes nothing. What is
    known of a text, its vectors and scores, stays. A label without a time gets the time
    of now.
    """
    new = changed = 0
    with memory.writing():
        for label in labels:
            there = memory.first(
                "SELECT category FROM label WHERE text_hash = ?", (label.text_hash,)
            )
            if there is not None and there["category"] == clean(label.category):
                continue
            # AUTOINCREMENT: the key is greater than any that there ever was.
            memory.execute(
                "INSERT OR REPLACE INTO label "
                "(text_hash, text, category, source, person, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (label.text_hash, *_cells(label)),
            )
            new += there is None
            changed += there is not None
        if new + changed:
            audit(memory, "labels kept", {"new": new, "changed": changed})
    return new + changed


def labels(memory: Memory) -> list[Label]:
    """The labels in order of key, the newest last."""
    rows = memory.select("SELECT * FROM label ORDER BY key")
    return [_label_from(row) for row in rows]


def count_labels(memory: Memory) -> dict[str, int]:
    """How many labels each category has, by its name."""
    rows = memory.select(
        "SELECT category, count(*) FROM label GROUP BY category ORDER BY category"
    )
    return {row[0]: row[1] for row in rows}


def forget_labels(memory: Memory, hashes: Sequence[bytes] | None = None) -> int:
    """Takes labels away with all that is known of their texts; returns how many labels.

    The file is then written anew, so that no trace of them stays in it.

    Args:
        memory: The scheme's memory.
        hashes: Of the texts; None forgets all.

    Raises:
        PostroomError: The labels are forgotten, but the file could not be written anew
            now. It is tried again whenever it is opened.
    """
    with memory.writing():
        before = memory.number("SELECT count(*) FROM label")
        for table in _OF_TEXTS:
            if hashes is None:
                memory.execute(f"DELETE FROM {table}")  # noqa: S608 - constants above
            else:
                memory.execute_many(
                    f"DELETE FROM {table} WHERE text_hash = ?",  # noqa: S608 - as above
                    [(text_hash,) for text_hash in hashes],
                )
        count = before - memory.number("SELECT count(*) FROM label")
        audit(memory, "labels forgotten", {"labels": count})
        wipe_later(memory)
    if not finish_wiping(memory):
        raise PostroomError(
            f"The labels are forgotten, but traces of them are still in {memory.path}.",
            "Close other windows that use it, or free some space on the disk, and open it "
            "again: then they are wiped.",
        )
    return count


def known_texts(memory: Memory, hashes: Sequence[bytes]) -> list[bytes]:
    """Those of the texts of which the memory has a label, a vector or a score."""
    return [
        text_hash
        for text_hash in hashes
        if any(
            memory.first(f"SELECT 1 FROM {table} WHERE text_hash = ?", (text_hash,))  # noqa: S608 - constants above
            for table in _OF_TEXTS
        )
    ]


def _cells(label: Label) -> tuple[str, ...]:
    return (
        clean(label.text),
        clean(label.category),
        label.source,
        clean(label.person),
        label.at or now(),
    )


def _label_from(row: sqlite3.Row) -> Label:
    return Label(
        key=row["key"],
        text=row["text"],
        text_hash=row["text_hash"],
        category=row["category"],
        source=row["source"],
        person=row["person"],
        at=row["at"],
    )
