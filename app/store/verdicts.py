"""Verdicts of items: one that counts for each, and a person's word above any run's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.records import Evidence, Place, Status, Verdict
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.texts import to_json

__all__ = [
    "DecidedItem",
    "each_decided",
    "is_private",
    "put_priorities",
    "put_verdicts",
    "result_of",
    "set_private",
    "verdict",
    "verdict_from",
]

_SET = (
    "UPDATE result SET run = ?, category = ?, probability = ?, runner_up = ?, "
    "evidence = ?, status = ?, reason = ?, reason_code = ?, calibrated = ?, language = ?, "
    "read_by_model = ? WHERE item = ? AND reviewed = 0"
)


# The results come first, in input order; the items add what stands with them.
_DECIDED = """
    SELECT result.item AS item, result.position AS position, item.text_hash AS text_hash,
        category, probability, status, reviewed, private, language, item.sheet AS sheet
    FROM result CROSS JOIN item ON item.key = result.item
    WHERE result.position > ? AND status IS NOT NULL
    ORDER BY result.position LIMIT ?
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class DecidedItem:
    """What was decided for an item, without its text.

    Attributes:
        item: Key of the item.
        text_hash: SHA-256 digest, 32 bytes, of its normalized text.
        category: As in its verdict, as are the next three and ``language``.
        probability: Of the category.
        status: What is to be done with it.
        reviewed: Whether a person has confirmed or corrected it.
        private: Whether nothing may be learned from it outside the case.
        language: ISO 639-1 code, empty where it could not be told.
        sheet: Name of the sheet it stands in, empty where there is none.
    """

    item: int
    text_hash: bytes
    category: str | None
    probability: float | None
    status: Status
    reviewed: bool
    private: bool
    language: str
    sheet: str


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
    return verdict_from(result_of(case, item_key))


def each_decided(case: CaseFile, *, batch: int = 2000) -> Iterator[list[DecidedItem]]:
    """Batches of all items that have a verdict, in input order, without their texts."""
    after = b""
    while True:
        rows = case.select(_DECIDED, (after, batch))
        if not rows:
            return
        yield [_decided_from(row) for row in rows]
        after = rows[-1]["position"]


def set_private(case: CaseFile, item_keys: Sequence[int], *, private: bool) -> int:
    """Marks items as private, or as no longer so; returns how many that changed."""
    with case.writing():
        changed = case.execute(
            "UPDATE result SET private = ? WHERE private <> ? "
            "AND item IN (SELECT value FROM json_each(?))",
            (private, private, json.dumps([*item_keys])),
        )
        if changed:
            audit(case, "items marked", {"items": changed, "private": private})
    return changed


def is_private(case: CaseFile, document: int) -> bool:
    """Whether anything of a document is marked private."""
    row = case.first(
        "SELECT 1 FROM result WHERE document = ? AND private = 1 LIMIT 1", (document,)
    )
    return row is not None


def put_priorities(case: CaseFile, ranked: Sequence[int]) -> None:
    """Stores in which order items are best reviewed, in one commit.

    Args:
        case: The case file.
        ranked: Keys of items, each once, the first to be reviewed first. All other items
            lose the rank that they had.
    """
    with case.writing():
        case.execute(
            "UPDATE result SET priority = NULL WHERE priority IS NOT NULL "
            "AND item NOT IN (SELECT value FROM json_each(?))",
            (json.dumps([*ranked]),),
        )
        case.execute_many(
            "UPDATE result SET priority = ? WHERE item = ? AND priority IS NOT ?",
            [(rank, key, rank) for rank, key in enumerate(ranked, 1)],
        )


def result_of(case: CaseFile, item_key: int) -> sqlite3.Row:
    """The line of an item in the result table.

    Raises:
        KeyError: There is no such item.
    """
    row = case.first("SELECT * FROM result WHERE item = ?", (item_key,))
    if row is None:
        raise KeyError(f"no item {item_key}")
    return row


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


def _decided_from(row: sqlite3.Row) -> DecidedItem:
    return DecidedItem(
        item=row["item"],
        text_hash=row["text_hash"],
        category=row["category"],
        probability=row["probability"],
        status=Status(row["status"]),
        reviewed=bool(row["reviewed"]),
        private=bool(row["private"]),
        language=row["language"],
        sheet=row["sheet"] or "",
    )
