"""What can be wrong with a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.triage.statement_reading import Reading

__all__ = ["Problem", "ProblemKind", "problem_at"]


class ProblemKind(StrEnum):
    """What does not hold."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    NAME = "name"
    WORD = "word"
    NEGATION = "negation"
    MODALITY = "modality"
    BOUND = "bound"
    QUANTITY = "quantity"
    DIRECTION = "direction"
    CONDITION = "condition"
    ATTRIBUTION = "attribution"
    ROLE = "role"
    ATTACHMENT = "attachment"
    LENGTH = "length"
    LANGUAGE = "language"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something in a statement that its sources do not say.

    Attributes:
        kind: What it is.
        words: Of the statement; of the sources where the statement left something out.
    """

    kind: ProblemKind
    words: str

    @property
    def told(self) -> str:
        """The problem in a few words for people."""
        return f'{self.kind}: "{self.words}"'


def problem_at(reading: Reading, kind: ProblemKind, places: Sequence[int]) -> Problem:
    """A problem with the words from the first to the last of some places."""
    return Problem(kind=kind, words=reading.written(min(places), max(places)))
