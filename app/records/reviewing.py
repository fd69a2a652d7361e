"""What a person is shown who works through the items that need review."""

from __future__ import annotations

from dataclasses import dataclass

from app.records.results import ResultRow

__all__ = ["LearnedFrom", "LikelyCategory", "LookAlike", "ReviewItem", "ReviewReasons"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyCategory:
    """A category that an item may belong to.

    Attributes:
        category: Its name.
        probability: 0 to 1 as the last run found it; None where it was not kept.
    """

    category: str
    probability: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewItem:
    """An item to be reviewed.

    Attributes:
        row: With its document and its verdict.
        likely: Up to nine categories to choose from, the guess first.
        note: What a person wrote on it; mostly empty.
    """

    row: ResultRow
    likely: tuple[LikelyCategory, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedFrom:
    """A labelled text that an item resembles.

    Attributes:
        text: Of the label.
        category: That a person gave it.
        alike: How much the two are alike in meaning, up to 1.
    """

    text: str
    category: str
    alike: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewReasons:
    """Why an item was decided as it was.

    Attributes:
        item: Key of the item.
        labels: How many labels the run had learned from; 0 where it used none.
        calibrated_on: On how many held-out labels probabilities were calibrated; 0 for
            none.
        examples: Those labelled texts that it resembles most, the most alike first.
        sure_at: Probability from which the run decided alone; None where it is not known.
    """

    item: int
    labels: int = 0
    calibrated_on: int = 0
    examples: tuple[LearnedFrom, ...] = ()
    sure_at: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAlike:
    """An item that needs review and says about the same as another one.

    Attributes:
        row: The item.
        alike: How much the two are alike in meaning, up to 1.
        same: Whether their texts are the same but for case and spacing.
    """

    row: ResultRow
    alike: float
    same: bool
