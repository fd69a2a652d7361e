"""What a person has confirmed of the sheets of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.records import SheetChoice
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.texts import from_json, to_json

__all__ = ["all_sheet_choices", "keep_sheet_choices", "sheet_choices"]


def keep_sheet_choices(
    case: CaseFile, document: int, choices: Sequence[SheetChoice]
) -> None:
    """Keeps what was confirmed of a document's sheets, in place of what was before.

    Raises:
        KeyError: There is no such document.
    """
    if case.first("SELECT 1 FROM document WHERE key = ?", (document,)) is None:
        raise KeyError(f"no document {document}")
    kept = to_json([asdict(choice) for choice in choices])
    with case.writing():
        case.execute(
            "INSERT INTO sheet_choice VALUES (?, ?) "
            "ON CONFLICT (document) DO UPDATE SET sheets = excluded.sheets",
            (document, kept),
        )
        audit(case, "sheets confirmed", {"document": document, "sheets": len(choices)})


def sheet_choices(case: CaseFile, document: int) -> tuple[SheetChoice, ...]:
    """What was confirmed of a document's sheets; empty where nobody has looked."""
    row = case.first("SELECT sheets FROM sheet_choice WHERE document = ?", (document,))
    return () if row is None else choices_from(row["sheets"])


def all_sheet_choices(case: CaseFile) -> dict[int, tuple[SheetChoice, ...]]:
    """The same for every document that somebody has looked at, in input order."""
    rows = case.select(
        "SELECT sheet_choice.* FROM sheet_choice JOIN document "
        "ON document.key = sheet_choice.document ORDER BY document.position"
    )
    return {row["document"]: choices_from(row["sheets"]) for row in rows}


def choices_from(kept: str) -> tuple[SheetChoice, ...]:
    """The choices in a column that holds them."""
    values: list[dict[str, Any]] = from_json(kept)
    return tuple(
        SheetChoice(**{**value, "by": tuple(value.get("by", ()))}) for value in values
    )
