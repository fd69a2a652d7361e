"""What persons change in summaries: noted for good, and taken back one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.texts import clean, from_json, to_json

__all__ = ["SummaryEdit", "note_summary_edit", "summary_edits", "undo_summary_edit"]

# What stands: not a taking back, and not taken back.
_STANDING = (
    "document = ? AND undoes IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM summary_edit AS undo WHERE undo.undoes = summary_edit.key)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryEdit:
    """An edit that stands.

    Attributes:
        key: They grow with time.
        at: Time in ISO 8601 with zone.
        person: Who made it.
        kind: ``"fact"`` or ``"sentence"``.
        sentence: What was done.
        what: Which fact or sentence it is about, by its words, and what is to be of it.
    """

    key: int
    at: str
    person: str
    kind: str
    sentence: str
    what: Mapping[str, Any]


def note_summary_edit(
    case: CaseFile, key: int, told: tuple[str, str, str], what: Mapping[str, Any]
) -> None:
    """Stores what a person changes in the summary of a document.

    Args:
        case: The case file.
        key: Of the document.
        told: The kind of edit, a sentence that says what was done, and who did it.
        what: Which fact or sentence it is about, by its words; whatever JSON can hold.
    """
    kind, sentence, person = told
    with case.writing():
        case.execute(
            "INSERT INTO summary_edit (document, at, person, kind, sentence, what) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (key, now(), clean(person), kind, clean(sentence), to_json(what)),
        )
        # Nothing of what it is about: those are words of the document.
        detail = {"document": key, "kind": kind, "person": person}
        audit(case, "summary changed", detail)


def summary_edits(case: CaseFile, key: int) -> list[SummaryEdit]:
    """The edits of a document's summary that stand, the oldest first."""
    rows = case.select(
        f"SELECT * FROM summary_edit WHERE {_STANDING} ORDER BY key",  # noqa: S608 - a constant
        (key,),
    )
    return [
        SummaryEdit(
            key=row["key"],
            at=row["at"],
            person=row["person"],
            kind=row["kind"],
            sentence=row["sentence"],
            what=from_json(row["what"]),
        )
        for row in rows
    ]


def undo_summary_edit(case: CaseFile, key: int, person: str) -> str:
    """Takes back the newest edit of a document's summary that stands.

    Returns:
        The sentence of what was taken back; empty where nothing stands.
    """
    with case.writing():
        standing = summary_edits(case, key)
        if not standing:
            return ""
        last = standing[-1]
        case.execute(
            "INSERT INTO summary_edit (document, at, person, kind, sentence, what, undoes) "
            "VALUES (?, ?, ?, ?, '', '{}', ?)",
            (key, now(), clean(person), last.kind, last.key),
        )
        detail = {"document": key, "kind": last.kind, "person": person}
        audit(case, "change of a summary taken back", detail)
    return last.sentence
