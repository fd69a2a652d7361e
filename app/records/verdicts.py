"""What was decided for an item, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.records.documents import Place

__all__ = ["Evidence", "Status", "Verdict"]


class Status(StrEnum):
    """What is to be done with a verdict."""

    SORTED = "sorted"
    NEEDS_REVIEW = "needs review"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The passage that speaks most for a category, quoted exactly.

    Attributes:
        quote: ``page_or_cell_text[start:end]``, character for character.
        start: First character, from 0, in the text of the page or cell it stands in.
        end: One past the last character there.
        item_start: The same first character counted in the whole item's text.
        place: The page or row.
    """

    quote: str
    start: int
    end: int
    item_start: int
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What was decided for an item.

    Attributes:
        category: The best guess, always; None only where the item failed or has no text.
        probability: 0 to 1, of ``category``; None where there is none.
        runner_up: The second-best category; None where there is none.
        evidence: What speaks for the category; None where there is no text.
        status: Sorted, needs review, or failed.
        reason: Why it needs review or failed, in plain words; empty when sorted.
        reason_code: The same as a short fixed word (``"unsure"``, ``"no text"``, ...).
        calibrated: Whether ``probability`` was calibrated on labelled items.
        language: ISO 639-1 code of the item's language where it could be told, else "".
        read_by_model: Whether a language model's scores took part.
        reviewed: Whether a person has confirmed or corrected it.
    """

    category: str | None
    probability: float | None = None
    runner_up: str | None = None
    evidence: Evidence | None = None
    status: Status
    reason: str = ""
    reason_code: str = ""
    calibrated: bool = False
    language: str = ""
    read_by_model: bool = False
    reviewed: bool = False
