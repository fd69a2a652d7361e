"""In what language a text is, where that can be told; rather nothing than a guess."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["Identifier", "foreign", "identifier", "language_of"]

# Below either, names, street names and one-word requests pass for Welsh or Latin.
LEAST_WORDS = 4
LEAST_LETTERS = 18
# On 4,102 English development texts one was taken for another language at this.
SURE_AT = 0.7
READ_CHARACTERS = 4000


class Identifier(Protocol):
    """What tells languages: the most likely ones first, with their probabilities."""

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        """ISO 639-1 codes and probabilities, the most likely first."""


def identifier() -> Identifier:
    """The identifier with the model of its package, which takes about a second to load.

    It reads that one file of the installed program and is pure from then on.
    Source: Lui and Baldwin, "langid.py", ACL 2012.
    """
    found: Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return found


def language_of(text: str, tell: Identifier) -> str:
    """ISO 639-1 code of the text's language, empty where it is too short or not sure."""
    # Capitals only look like another language; so does a text of case numbers.
    words = [
        word
        for word in text[:READ_CHARACTERS].lower().split()
        if word.isalpha()
        or word.strip(".,;:!?\"'()").replace("'", "").replace("\u2019", "").isalpha()
    ]
    plain = " ".join(words)
    if len(words) < LEAST_WORDS or sum(map(len, words)) < LEAST_LETTERS:
        return ""
    code, probability = tell.rank(plain)[0]
    return str(code) if probability >= SURE_AT else ""


def foreign(language: str, known: Collection[str]) -> bool:
    """Whether a text is surely in a language that the embedder does not know."""
    return bool(language) and language not in known
