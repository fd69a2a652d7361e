"""A category's place among meanings: the texts that stand for it, and their vectors."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import Category, Scheme

__all__ = ["Prototypes", "prototype_texts", "prototypes"]

Floats = NDArray[np.float64]

# One name said in several ways: their mean depends less on how a sentence is built.
PHRASINGS = (
    "{}",
    "This is about {}.",
    "A message about {}.",
    "I am writing about {}.",
    "The topic is {}.",
)
# A category that names several things is several places among meanings, not their middle.
PARTS = re.compile(r"[,;:/]|\s&\s|\b(?:and|or|y|o|e|u)\b", re.IGNORECASE)
MOST_PARTS = 12
MOST_EXAMPLES = 30
EMPTY_PARTS = frozenset({"etc", "other", "others", "such as", "more", "similar", "issue"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Prototypes:
    """The places of the categories among meanings.

    Attributes:
        vectors: (c, d), each of length 1; a category has one or more, standing together.
        owners: (c,), the number of the category that each belongs to, ascending.
        categories: How many categories there are.
        other: Number of the category for what fits nowhere else, -1 where there is none;
            its own vectors take no part in decisions.
    """

    vectors: Floats
    owners: NDArray[np.int64]
    categories: int
    other: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The texts that stand for one category."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, in order."""
        return self.whole + self.parts + self.examples


def prototype_texts(scheme: Scheme) -> tuple[str, ...]:
    """The texts to embed for a scheme, in the order that ``prototypes`` expects."""
    wordings = [wording(category) for category in scheme.categories]
    return tuple(text for words in wordings for text in words.all)


def prototypes(scheme: Scheme, vectors: NDArray[np.floating]) -> Prototypes:
    """The places of a scheme's categories.

    Args:
        scheme: The categories.
        vectors: (n, d) of ``prototype_texts(scheme)``, each of length 1.
    """
    rows: list[Floats] = []
    owners: list[int] = []
    position = 0
    for number, category in enumerate(scheme.categories):
        words = wording(category)
        sizes = (len(words.whole), len(words.parts), len(words.examples))
        taken = np.asarray(vectors[position : position + sum(sizes)], dtype=np.float64)
        position += sum(sizes)
        places = components(*np.split(taken, np.cumsum(sizes)[:-1]))
        rows.append(places)
        owners.extend([number] * len(places))
    if position != len(vectors):
        raise ValueError("the vectors are not those of this scheme's texts")
    return Prototypes(
        vectors=np.concatenate(rows),
        owners=np.asarray(owners, dtype=np.int64),
        categories=len(scheme.categories),
        other=other_of(scheme),
    )


def components(whole: Floats, parts: Floats, examples: Floats) -> Floats:
    """A category's places: parts and examples drawn half way to the whole, or the whole."""
    middle = unit(whole.sum(axis=0, keepdims=True))
    places = np.concatenate([parts, examples])
    return unit(unit(places) + middle) if len(places) else middle


def wording(category: Category) -> Wording:
    """The texts that stand for a category."""
    name = " ".join(category.name.replace("_", " ").split())
    description = " ".join(category.description.split())
    if description:
        whole: tuple[str, ...] = (description, f"{name}: {description}")
    else:
        whole = tuple(phrasing.format(name) for phrasing in PHRASINGS)
    examples = tuple(example for example in category.examples if example.strip())
    return Wording(
        whole=whole, parts=parts_of(description or name), examples=examples[:MOST_EXAMPLES]
    )


def parts_of(words: str) -> tuple[str, ...]:
    """The things that a name or description lists; nothing for fewer than two."""
    found = dict.fromkeys(part.strip(" .()") for part in PARTS.split(words))
    kept = [part for part in found if len(part) > 2 and part.lower() not in EMPTY_PARTS]
    return tuple(kept[:MOST_PARTS]) if len(kept) > 1 else ()


def other_of(scheme: Scheme) -> int:
    """Number of the category for what fits nowhere else, -1 where there is none."""
    return scheme.names.index(scheme.other) if scheme.other in scheme.names else -1


def unit(rows: Floats) -> Floats:
    """Every row at length 1; a row without length stays."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float64)
