"""Reviews: a person's word on an item, above any run's, until it is taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.records import Label, Review, Status
from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.texts import from_json, to_json
from app.store.verdicts import result_of

__all__ = [
    "ReviewedItem",
    "labels_of_items",
    "program_said",
    "review",
    "reviews",
    "standing_reviews",
    "undo_review",
]

# What a review changes in the result of its item, or must not lose.
_CELLS = (
    *("run", "category", "probability", "runner_up", "evidence", "status", "reason"),
    *("reason_code", "calibrated", "language", "read_by_model", "reviewed"),
)
_PUT_BACK = f"UPDATE result SET {' = ?, '.join(_CELLS)} = ? WHERE item = ?"  # noqa: S608 - constants above

_STANDING_OF_ITEM = """
    SELECT * FROM review WHERE item = ? AND undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM review AS undo WHERE undo.undoes = review.key)
    ORDER BY key
"""
# {of} leaves it at some items, or at all.
_STANDING = """
    SELECT review.key AS key, review.item AS item, review.category AS category,
        person, at, text, text_hash, private
    FROM (
        SELECT max(key) AS key FROM review WHERE undoes IS NULL {of}
        AND NOT EXISTS (SELECT 1 FROM review AS undo WHERE undo.undoes = review.key)
        GROUP BY item
    ) AS newest
    JOIN review ON review.key = newest.key
    JOIN item ON item.key = review.item
    JOIN result ON result.item = review.item
    ORDER BY review.key
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewedItem:
    """An item with what a person said of it, to be learned from.

    Attributes:
        review: Key of the review, or of the answer to a blind check; they grow with time.
        item: Key of the item.
        label: Its text and category; its own key is 0.
        private: Whether nothing may be learned from it outside the case.
    """

    review: int
    item: int
    label: Label
    private: bool


def review(
    case: CaseFile,
    item_key: int,
    category: str,
    person: str,
    *,
    seconds: float | None = None,
) -> None:
    """Stores a person's word on an item; the verdict follows it from now on.

    Confirming a category keeps its probability and evidence; choosing another drops
    them, for they spoke for something else. No run changes it afterwards.

    Args:
        case: The case file.
        item_key: Of the item.
        category: What the person chose.
        person: Who it is.
        seconds: How long the person looked at it, None where nobody measured.

    Raises:
        KeyError: There is no such item.
    """
    with case.writing():
        row = result_of(case, item_key)
        before, was = row["category"], to_json({name: row[name] for name in _CELLS})
        case.execute(
            "INSERT INTO review (item, at, person, before, category, seconds, was) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (item_key, now(), person, before, category, seconds, was),
        )
        case.execute(
            "UPDATE result SET category = ?, status = ?, reason = '', reason_code = '', "
            "reviewed = 1 WHERE item = ?",
            (category, Status.SORTED, item_key),
        )
        if category != before:
            case.execute(
                "UPDATE result SET probability = NULL, runner_up = ?, evidence = NULL, "
                "calibrated = 0 WHERE item = ?",
                (before, item_key),
            )
        detail = {"item": item_key, "before": before, "category": category}
        audit(case, "item reviewed", detail | {"person": person})


def undo_review(case: CaseFile, item_key: int, person: str) -> bool:
    """Takes back the newest review of an item that still stands; False if none does.

    The verdict becomes again what it was before that review: an earlier person's word
    where one still stands, else what the program had decided. Of reviews that come from
    an older Postroom not all of that is known; then the item needs review.

    Args:
        case: The case file.
        item_key: Of the item.
        person: Who takes it back.

    Raises:
        KeyError: There is no such item.
    """
    with case.writing():
        row = result_of(case, item_key)
        standing = case.select(_STANDING_OF_ITEM, (item_key,))
        if not standing:
            return False
        undone, before = standing[-1], row["category"]
        was = (
            _was_probably(row, undone, is_first=len(standing) == 1)
            if undone["was"] is None
            else from_json(undone["was"])
        )
        case.execute(
            "INSERT INTO review (item, at, person, before, category, undoes) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (item_key, now(), person, before, was["category"] or "", undone["key"]),
        )
        case.execute(_PUT_BACK, (*(was[name] for name in _CELLS), item_key))
        detail = {"item": item_key, "before": before, "category": was["category"]}
        audit(case, "review taken back", detail | {"person": person})
    return True


def reviews(case: CaseFile, item_key: int) -> list[Review]:
    """What persons have said on an item and still stands, oldest first."""
    return [
        Review(
            item=row["item"],
            at=row["at"],
            person=row["person"],
            before=row["before"],
            category=row["category"],
            seconds=row["seconds"],
        )
        for row in case.select(_STANDING_OF_ITEM, (item_key,))
    ]


def review_seconds(case: CaseFile) -> list[float]:
    """How long persons took over the items they reviewed, where that was measured."""
    rows = case.select(
        "SELECT seconds FROM review WHERE seconds IS NOT NULL AND undoes IS NULL "
        "AND key NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL)"
    )
    return [float(row["seconds"]) for row in rows]


def standing_reviews(
    case: CaseFile, items: Sequence[int] | None = None
) -> list[ReviewedItem]:
    """For each item, or each of these, the newest review that stands, by their keys."""
    if items is None:
        return labels_of_items(case, _STANDING.format(of=""), source="correction")
    of_these = "AND item IN (SELECT value FROM json_each(?))"
    return labels_of_items(
        case,
        _STANDING.format(of=of_these),
        (json.dumps([*items]),),
        source="correction",
    )


def labels_of_items(
    case: CaseFile, sql: str, parameters: tuple[object, ...] = (), *, source: str
) -> list[ReviewedItem]:
    """What a query finds, with labels (for this room only)."""
    rows = case.select(sql, parameters)
    return [
        ReviewedItem(
            review=row["key"],
            item=row["item"],
            label=Label(
                text=row["text"],
                text_hash=row["text_hash"],
                category=row["category"],
                source=source,
                person=row["person"],
                at=row["at"],
            ),
            private=bool(row["private"]),
        )
        for row in rows
    ]


def program_said(case: CaseFile, item_key: int) -> Mapping[str, Any]:
    """What the program itself has decided for an item, whatever persons said since.

    Returns:
        ``category``, ``probability`` and ``status``, as the result table has them. Of an
        item that was reviewed in an older Postroom only the category is known.

    Raises:
        KeyError: There is no such item.
    """
    row = result_of(case, item_key)
    standing = case.select(_STANDING_OF_ITEM, (item_key,))
    if not standing:
        return {name: row[name] for name in ("category", "probability", "status")}
    first = standing[0]
    if first["was"] is None:
        return {"category": first["before"], "probability": None, "status": None}
    was: Mapping[str, Any] = from_json(first["was"])
    return was


def _was_probably(
    row: sqlite3.Row, undone: sqlite3.Row, *, is_first: bool
) -> Mapping[str, Any]:
    """The cells before a review that did not keep them, as far as they can be told."""
    was = {name: row[name] for name in _CELLS} | {"category": undone["before"]}
    if undone["category"] != undone["before"]:
        was |= {"probability": None, "runner_up": None, "evidence": None, "calibrated": 0}
    if is_first:
        # No run any more: the next one decides it anew.
        was |= {"run": None, "reviewed": 0, "status": Status.NEEDS_REVIEW}
        was |= {"reason": "A review of it was taken back.", "reason_code": "taken back"}
    if is_first and undone["before"] is None:
        was |= {"status": None, "reason": "", "reason_code": ""}
    return was
