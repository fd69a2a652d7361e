"""Why an item needs a person's eye, as a fixed word and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.triage.probability import Choice

__all__ = ["UNSURE_BELOW", "Circumstances", "Review", "ReviewCode", "review"]

# On the development runs 63 to 83 % of the items are above it, and 82 to 86 % of those are
# right.
UNSURE_BELOW = 0.5
POORLY_READ_BELOW = 0.75
SHORT_WORDS = 2

# English names of languages that the identifier tells surely enough to be named.
LANGUAGES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "hi": "Hindi",
    "ht": "Haitian Creole", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tl": "Tagalog",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese", "en": "English",
}  # fmt: skip


class ReviewCode(StrEnum):
    """Why an item needs review, as a fixed word."""

    NO_TEXT = "no text"
    LANGUAGE = "language"
    POORLY_READ = "poorly read"
    ORDERS = "orders"
    OUT_OF_SCOPE = "fits no category"
    TOO_SHORT = "too short"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Why an item needs review: the fixed word, and the sentence for people."""

    code: ReviewCode
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What is known of an item beside its scores.

    Attributes:
        text: Of the item.
        language: ISO 639-1 code of a language that neither embedder nor language model
            carries; empty where there is no such trouble.
        confidence: Of text recognition, 0 to 1; None where it took no part.
        sure_at: Probability from which an item is decided without a person.
        odd: Whether it is unlike everything that was labelled.
        order: A sentence of it that gives orders to a computer; empty where none does.
    """

    text: str
    language: str = ""
    confidence: float | None = None
    sure_at: float = UNSURE_BELOW
    odd: bool = False
    order: str = ""


def review(
    choice: Choice | None, names: Sequence[str], about: Circumstances
) -> Review | None:
    """Why an item needs review, the gravest reason first; None where it does not.

    Args:
        choice: What was decided; None for an item without text.
        names: Of the categories.
        about: The item's circumstances.
    """
    if choice is None or not about.text.strip():
        return Review(code=ReviewCode.NO_TEXT, sentence="There is no text to sort.")
    return trouble_with_text(about) or doubt(choice, names, about)


def trouble_with_text(about: Circumstances) -> Review | None:
    """What is wrong with the text itself."""
    if about.language:
        name = LANGUAGES.get(about.language, "another language")
        return Review(
            code=ReviewCode.LANGUAGE,
            sentence=f"It seems to be written in {name}, which the model was not made for.",
        )
    if about.confidence is not None and about.confidence < POORLY_READ_BELOW:
        return Review(
            code=ReviewCode.POORLY_READ,
            sentence=f"The scan was hard to read ({about.confidence:.0%} confidence).",
        )
    if about.order:
        return Review(
            code=ReviewCode.ORDERS,
            sentence="It has a sentence that speaks to a computer: "
            f"\u201c{about.order}\u201d",
        )
    return None


def doubt(choice: Choice, names: Sequence[str], about: Circumstances) -> Review | None:
    """Why the decision itself is doubtful."""
    if about.odd:
        return Review(
            code=ReviewCode.OUT_OF_SCOPE,
            sentence="It is unlike everything that was labelled, and may fit no category.",
        )
    if choice.probability >= about.sure_at:
        return None
    if len(about.text.split()) <= SHORT_WORDS:
        return Review(
            code=ReviewCode.TOO_SHORT, sentence="The text is too short to be sure."
        )
    best, second = names[choice.best], names[choice.runner_up]
    return Review(code=ReviewCode.UNSURE, sentence=f"Unsure between {best} and {second}.")
