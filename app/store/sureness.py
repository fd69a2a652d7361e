"""How sure the program is of the items that no person has decided."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.case_file import CaseFile

__all__ = ["Sureness", "how_sure"]

# Needing review for one of these is a matter of doubt, which a threshold may settle.
_OF_DOUBT = ("", "unsure", "too short")
_UNREVIEWED = (
    "SELECT probability, status IN ('sorted', 'needs review') AS decided, reason_code "
    "FROM result WHERE item IS NOT NULL AND reviewed = 0"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sureness:
    """The items that no person has reviewed, read in one go.

    Attributes:
        probabilities: Of every one that has a probability.
        open: Of those among them that a threshold may decide: not those that need review
            for another reason than doubt.
        decided: How many are sorted or need review.
    """

    probabilities: list[float]
    open: list[float]
    decided: int


def how_sure(case: CaseFile) -> Sureness:
    """How sure the program is of what no person has reviewed."""
    lines = case.select(_UNREVIEWED)
    known = [line for line in lines if line["probability"] is not None]
    return Sureness(
        probabilities=[float(line["probability"]) for line in known],
        open=[
            float(line["probability"])
            for line in known
            if line["decided"] and line["reason_code"] in _OF_DOUBT
        ],
        decided=sum(1 for line in lines if line["decided"]),
    )
