"""The words in which a language model is asked about an item, in each layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.records import Category, Scheme

__all__ = ["Layout", "QuestionWords", "question_words"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Layout(StrEnum):
    """How a language model's answers are read."""

    LETTERS = "letters"
    NAMES = "names"
    NAMES_LESS_EMPTY = "names less empty"
    NAMES_STANDARDIZED = "names standardized"

    @property
    def by_letters(self) -> bool:
        """Whether letters are asked for, rather than the names."""
        return self is Layout.LETTERS


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionWords:
    """One question about every item.

    Attributes:
        instruction: The fixed part, computed once; may be empty.
        item: Follows it, with ``{text}`` once where the item's text stands.
        answers: (k,), in the order of the categories.
        chat: Whether it is meant for a model's own chat marks.
    """

    instruction: str
    item: str
    answers: tuple[str, ...]
    chat: bool


def question_words(scheme: Scheme, layout: Layout) -> QuestionWords | None:
    """The question for a scheme; None where there are more categories than letters.

    The three layouts of names share one question; they differ in how scores are read.
    """
    if not layout.by_letters:
        return QuestionWords(
            instruction="",
            item='Message: "{text}"\nThis message is about',
            answers=tuple(" " + spoken(category.name) for category in scheme.categories),
            chat=False,
        )
    if len(scheme.categories) > len(LETTERS):
        return None
    listed = "\n".join(
        f"{letter}. {told(category)}"
        for letter, category in zip(LETTERS, scheme.categories, strict=False)
    )
    return QuestionWords(
        instruction=f"Which category does the message belong to?\n{listed}\n"
        "Answer with one letter.\n",
        item='Message: "{text}"\nLetter:',
        answers=tuple(" " + letter for letter in LETTERS[: len(scheme.categories)]),
        chat=False,
    )


def told(category: Category) -> str:
    """A category in one line."""
    description = " ".join(category.description.split())
    return f"{category.name}: {description}" if description else category.name


def spoken(name: str) -> str:
    """A name as it stands inside a sentence: small letters, but for abbreviations."""
    words = name.replace("_", " ").split()
    return " ".join(
        word if word.isupper() and len(word) > 1 else word.lower() for word in words
    )
