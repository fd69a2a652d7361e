"""Blind checks: samples that persons label without seeing what the program said."""

from __future__ import annotations

from collections.abc import Sequence

from app.records import BlindAnswer, BlindCheck, Status
from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.reviews import ReviewedItem, labels_of_items, program_said

__all__ = [
    "answer_check",
    "begin_check",
    "check_answers",
    "checked_labels",
    "checks",
    "unanswered",
]

_ANSWERS = """
    SELECT sample.item AS item, person, answer.category AS category, seconds,
        sample.category AS program, sample.probability AS probability,
        sample.status AS status, weight, language, sheet
    FROM sample
    JOIN answer ON answer.blind_check = sample.blind_check AND answer.item = sample.item
    JOIN item ON item.key = sample.item
    JOIN result ON result.item = sample.item
    WHERE sample.blind_check = ? ORDER BY sample.position, person
"""
_UNANSWERED = """
    SELECT item FROM sample WHERE blind_check = ? AND NOT EXISTS (SELECT 1 FROM answer
        WHERE answer.blind_check = sample.blind_check AND answer.item = sample.item
        AND person = ?)
    ORDER BY position
"""
_NEWEST = """
    SELECT answer.key AS key, answer.item AS item, answer.category AS category,
        person, at, text, text_hash, private
    FROM (SELECT max(key) AS key FROM answer GROUP BY item) AS newest
    JOIN answer ON answer.key = newest.key
    JOIN item ON item.key = answer.item
    JOIN result ON result.item = answer.item
    ORDER BY answer.key
"""


def begin_check(case: CaseFile, items: Sequence[tuple[int, float]]) -> int:
    """Begins a blind check and returns its key.

    What the program itself has decided for each item is kept as it is now: for an item
    that a person has reviewed, what it had decided before.

    Args:
        case: The case file.
        items: The sample in the order in which it is shown: the key of each item, and how
            many items of the case it stands for.

    Raises:
        KeyError: There is no such item.
    """
    with case.writing():
        case.execute("INSERT INTO blind_check (at) VALUES (?)", (now(),))
        check = case.number("SELECT max(key) FROM blind_check")
        case.execute_many(
            "INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (check, item, position, weight, *_decision(case, item))
                for position, (item, weight) in enumerate(items, 1)
            ],
        )
        audit(case, "blind check begun", {"check": check, "items": len(items)})
    return check


def _decision(case: CaseFile, item_key: int) -> tuple[object, ...]:
    said = program_said(case, item_key)
    return said["category"], said["probability"], said["status"]


def checks(case: CaseFile) -> list[BlindCheck]:
    """The blind checks of a case, the newest last."""
    samples: dict[int, list[int]] = {}
    for row in case.select("SELECT * FROM sample ORDER BY blind_check, position"):
        samples.setdefault(row["blind_check"], []).append(row["item"])
    return [
        BlindCheck(key=row["key"], at=row["at"], items=tuple(samples.get(row["key"], ())))
        for row in case.select("SELECT * FROM blind_check ORDER BY key")
    ]


def answer_check(  # noqa: PLR0913, PLR0917 - as many as the answer has cells
    case: CaseFile,
    check: int,
    item: int,
    person: str,
    category: str,
    seconds: float | None = None,
) -> None:
    """Stores what a person says of an item of a check, in place of an earlier answer.

    Args:
        case: The case file.
        check: Key of the check.
        item: Key of the item.
        person: Who it is.
        category: What the person chose.
        seconds: How long that took, None where nobody measured.

    Raises:
        KeyError: The check has no such item.
    """
    with case.writing():
        if not case.select(
            "SELECT 1 FROM sample WHERE blind_check = ? AND item = ?", (check, item)
        ):
            raise KeyError(f"no item {item} in check {check}")
        # AUTOINCREMENT: the key is greater than any that there ever was.
        case.execute(
            "INSERT OR REPLACE INTO answer "
            "(blind_check, item, person, category, seconds, at) VALUES (?, ?, ?, ?, ?, ?)",
            (check, item, person, category, seconds, now()),
        )
        # Not what was chosen: another person may still have to answer blindly.
        audit(case, "check answered", {"check": check, "item": item, "person": person})


def unanswered(case: CaseFile, check: int, person: str) -> list[int]:
    """The items of a check that a person has not answered, in the order of the sample."""
    return [row["item"] for row in case.select(_UNANSWERED, (check, person))]


def check_answers(case: CaseFile, check: int) -> list[BlindAnswer]:
    """The answers to a check, in the order of the sample and then by person."""
    return [
        BlindAnswer(
            item=row["item"],
            person=row["person"],
            category=row["category"],
            seconds=row["seconds"],
            program=row["program"],
            probability=row["probability"],
            alone=row["status"] == Status.SORTED,
            weight=row["weight"],
            language=row["language"],
            sheet=row["sheet"] or "",
        )
        for row in case.select(_ANSWERS, (check,))
    ]


def checked_labels(case: CaseFile) -> list[ReviewedItem]:
    """For each item the newest answer of any check and person, in order of their keys."""
    return labels_of_items(case, _NEWEST, source="check")
