"""What an office says about rewording: the words for the model, limits, known passages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from app.records.errors import PostroomError

__all__ = ["KnownPassage", "Prompts", "read_prompts"]

PLACE = "{text}"
REMEDY = "Mend the file, or put back the one that came with Postroom."
FEWEST_KNOWN = 10
LIMITS: Mapping[str, tuple[float, float]] = {
    "item_tokens": (50, 2_000),
    "most_tokens": (10, 128),
    "most_sentences": (1, 6),
    "most_words": (5, 80),
    "least_source_words": (5, 200),
    "most_source_words": (10, 400),
    "least_similarity": (0.3, 1.0),
    "least_sound": (0.5, 1.0),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPassage:
    """Sentences of which is known what a sound rewording says.

    Attributes:
        sources: As they stand in a document.
        must: What it must hold, in any letters; each may name several ways ("12|twelve").
        must_not: What it must not hold.
    """

    sources: tuple[str, ...]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """What ``resources/summaries/rewording.toml`` says.

    Attributes:
        instruction: Comes first in the question, computed once for all passages.
        item: Follows it, with ``{text}`` once where the passages stand.
        chat: Whether to put it in the model's own chat marks.
        item_tokens: Room for the passages.
        most_tokens: Room for the sentence that is written.
        most_sentences: How many passages are joined at most.
        most_words: How many a sentence may have.
        least_source_words: Shorter passages are not reworded.
        most_source_words: Longer ones neither.
        least_similarity: Cosine of the vectors of sentence and passages, at least.
        least_sound: Share of the known passages that a model must reword soundly.
        known: To try a model on, once.
    """

    instruction: str
    item: str
    chat: bool = False
    item_tokens: int = 400
    most_tokens: int = 96
    most_sentences: int = 3
    most_words: int = 45
    least_source_words: int = 18
    most_source_words: int = 140
    least_similarity: float = 0.7
    least_sound: float = 0.7
    known: tuple[KnownPassage, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be used.

        Raises:
            PostroomError: A value is of the wrong kind or outside its limits.
        """
        if not isinstance(self.chat, bool):
            raise PostroomError(
                "In the file on rewording, chat must be true or false.", REMEDY
            )
        texts = (self.instruction, self.item)
        if not all(type(one) is str for one in texts):
            raise PostroomError(
                "In the file on rewording, instruction and item must be text.", REMEDY
            )
        if self.item.count(PLACE) != 1:
            raise PostroomError(
                "In the file on rewording, item must name {text} exactly once.", REMEDY
            )
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            number = isinstance(value, float if least % 1 else int) and value is not True
            if not number or not least <= value <= most:
                raise PostroomError(
                    f"In the file on rewording, {name} must be a number from {least:g} to"
                    f" {most:g}.",
                    REMEDY,
                )


def read_prompts(text: str) -> Prompts:
    """The prompts of a file's text.

    Raises:
        PostroomError: It cannot be read, or a value cannot be used; it says which.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PostroomError(
            f"The file on rewording cannot be read: {error}.", REMEDY
        ) from None
    known = tuple(map(known_passage, values.pop("known", [])))
    for extra in ("name", "version"):
        values.pop(extra, None)
    names = {one.name for one in fields(Prompts)}
    strange = sorted(set(values) - names)
    if strange:
        raise PostroomError(
            f"The file on rewording has an unknown word: {strange[0]}.", REMEDY
        )
    missing = sorted({"instruction", "item"} - set(values))
    if missing or len(known) < FEWEST_KNOWN:
        what = missing[0] if missing else f"at least {FEWEST_KNOWN} known passages"
        raise PostroomError(f"The file on rewording lacks {what}.", REMEDY)
    return Prompts(**values, known=known)


def known_passage(entry: Any) -> KnownPassage:  # noqa: ANN401 - out of a file
    """A known passage of the file.

    Raises:
        PostroomError: It is none.
    """
    lists = {}
    for name in ("sources", "must", "must_not"):
        texts = entry.get(name, []) if isinstance(entry, dict) else None
        if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
            raise PostroomError(
                f"In the file on rewording, {name} of a known passage must list texts.",
                REMEDY,
            )
        lists[name] = tuple(texts)
    if not lists["sources"]:
        raise PostroomError("In the file on rewording, a known passage is empty.", REMEDY)
    return KnownPassage(**lists)
