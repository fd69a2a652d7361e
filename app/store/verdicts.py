"""Verdicts of items: one that counts for each, and a person's word above any run's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from app.records import Evidence, Place, Status, Verdict
from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.texts import to_json

__all__ = ["Review", "put_verdicts", "review", "reviews", "verdict", "verdict_from"]

_SET = (
    "UPDATE result SET run = ?, category = ?, probability = ?, runner_up = ?, "
    "evidence = ?, status = ?, reason = ?, reason_code = ?, calibrated = ?, language = ?, "
    "read_by_model = ? WHERE item = ? AND reviewed = 0"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A person's word on an item.

    Attributes:
        item: Key of the item.
        at: Time in ISO 8601 with zone.
        person: Who it was.
        before: The category that stood there, None where there was none.
        category: The category that the person chose.
    """

    item: int
    at: str
    person: str
    before: str | None
    category: str


def put_verdicts(case: CaseFile, run: int, decided: Iterable[tuple[int, Verdict]]) -> int:
    """Stores a run's verdicts by item key, in one commit; returns how many it stored.

    Items that a person has reviewed keep what they have.
    """
    with case.writing():
        return case.execute_many(
            _SET, [(run, *_cells(verdict), item) for item, verdict in decided]
        )


def verdict(case: CaseFile, item_key: int) -> Verdict | None:
    """The verdict that counts for an item, None while it is undecided.

    Raises:
        KeyError: There is no such item.
    """
    return verdict_from(_row(case, item_key))


def review(case: CaseFile, item_key: int, category: str, person: str) -> None:
    """Stores a person's word on an item; the verdict follows it from now on.

    Confirming a category keeps its probability and evidence; choosing another drops
    them, for they spoke for something else. No run changes it afterwards.

    Raises:
        KeyError: There is no such item.
    """
    with case.writing():
        row = _row(case, item_key)
        before = row["category"]
        case.execute(
            "INSERT INTO review (item, at, person, before, category) "
            "VALUES (?, ?, ?, ?, ?)",
            (item_key, now(), person, before, category),
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


def reviews(case: CaseFile, item_key: int) -> list[Review]:
    """All that persons have said on an item, oldest first."""
    rows = case.select("SELECT * FROM review WHERE item = ? ORDER BY key", (item_key,))
    return [
        Review(
            item=row["item"],
            at=row["at"],
            person=row["person"],
            before=row["before"],
            category=row["category"],
        )
        for row in rows
    ]


def verdict_from(row: sqlite3.Row) -> Verdict | None:
    """The verdict in a row of the result table, None where it is undecided."""
    if row["status"] is None or row["item"] is None:
        return None
    return Verdict(
        category=row["category"],
        probability=row["probability"],
        runner_up=row["runner_up"],
        evidence=_evidence_from(row["evidence"]),
        status=Status(row["status"]),
        reason=row["reason"],
        reason_code=row["reason_code"],
        calibrated=bool(row["calibrated"]),
        language=row["language"],
        read_by_model=bool(row["read_by_model"]),
        reviewed=bool(row["reviewed"]),
    )


def _cells(verdict: Verdict) -> tuple[object, ...]:
    return (
        verdict.category,
        verdict.probability,
        verdict.runner_up,
        _evidence_column(verdict.evidence),
        verdict.status,
        verdict.reason,
        verdict.reason_code,
        verdict.calibrated,
        verdict.language,
        verdict.read_by_model,
    )


def _evidence_column(evidence: Evidence | None) -> str | None:
    if evidence is None:
        return None
    place = evidence.place
    return to_json(
        [
            evidence.quote,
            evidence.start,
            evidence.end,
            evidence.item_start,
            place.page,
            place.sheet,
            place.row,
        ]
    )


def _evidence_from(column: str | None) -> Evidence | None:
    if column is None:
        return None
    quote, start, end, item_start, page, sheet, row = json.loads(column)
    return Evidence(
        quote=quote,
        start=start,
        end=end,
        item_start=item_start,
        place=Place(page=page, sheet=sheet, row=row),
    )


def _row(case: CaseFile, item_key: int) -> sqlite3.Row:
    row = case.first("SELECT * FROM result WHERE item = ?", (item_key,))
    if row is None:
        raise KeyError(f"no item {item_key}")
    return row
