"""What a language model's word is worth beside the vectors, found on known messages."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import Category, Scheme
from app.triage.prompts import Layout

__all__ = [
    "CheckResult",
    "CheckSet",
    "check_set",
    "column_statistics",
    "mixed",
    "read_layout",
    "standardized",
    "weigh",
]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]

WEIGHTS = (0.25, 0.5, 1.0, 2.0, 4.0)
# One-sided, McNemar's exact test.
CHANCE = 0.05
# Share of known messages in a language that must come out right for a model to carry it.
CARRIES_AT = 0.75
LEAST_MESSAGES = 8
# Fewer items than this say nothing about what each name attracts anyway.
LEAST_FOR_COLUMNS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckSet:
    """Known messages of a small scheme.

    Attributes:
        scheme: The categories.
        texts: (n,) messages, all different.
        gold: (n,) number of the category of each.
        languages: (n,) ISO 639-1 codes.
    """

    scheme: Scheme
    texts: tuple[str, ...]
    gold: NDArray[np.int64]
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """What the check found.

    Attributes:
        layout: How to read the model's answers.
        weight: Of the model beside the vectors, 0 for no say.
        vectors_right: Share of messages that the vectors alone get right.
        model_right: Share that the model alone gets right in that layout.
        mixed_right: Share that both get right together, cross-validated.
        chance: Probability that so much better a mix is luck, 0 to 1.
        carries: Codes of the languages that the model alone gets right often enough.
    """

    layout: Layout
    weight: float
    vectors_right: float
    model_right: float
    mixed_right: float
    chance: float
    carries: tuple[str, ...]

    @property
    def note(self) -> str:
        """The result in a sentence for people."""
        figures = (
            f"On the built-in check the vectors alone get {self.vectors_right:.0%} right, "
            f"the language model {self.model_right:.0%}, both {self.mixed_right:.0%}."
        )
        if self.weight == 0:
            return f"The language model has no say. {figures}"
        return f"The language model has a say (weight {self.weight:g}). {figures}"


def check_set(toml_text: str) -> CheckSet:
    """The known messages of a check file.

    Raises:
        ValueError: It is not such a file; ``tomllib.TOMLDecodeError`` is one.
    """
    values = tomllib.loads(toml_text)
    try:
        categories = tuple(Category(**entry) for entry in values["category"])
        names = [category.name for category in categories]
        messages = values["message"]
        return CheckSet(
            scheme=Scheme(name=values["name"], description="", categories=categories),
            texts=tuple(message["text"] for message in messages),
            gold=np.asarray([names.index(message["category"]) for message in messages]),
            languages=tuple(message.get("language", "en") for message in messages),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a file of known messages: {error}") from error


def read_layout(
    scores: AnyFloats,
    empty: AnyFloats,
    layout: Layout,
    columns: tuple[Floats, Floats] | None = None,
) -> Floats:
    """A model's log-probabilities as a layout reads them (n, k).

    Args:
        scores: (n, k) of the answers after each item.
        empty: (k,) of the answers after an empty item.
        layout: How to read them.
        columns: ``column_statistics`` of all items read, for the standardized layout; where
            they are missing it reads as the one less the empty item.
    """
    values = np.asarray(scores, dtype=np.float64)
    if layout in (Layout.LETTERS, Layout.NAMES):
        return values
    less = values - np.asarray(empty, dtype=np.float64)
    if layout is Layout.NAMES_LESS_EMPTY or columns is None:
        return less
    mean, spread = columns
    return (less - mean) / spread


def column_statistics(scores: AnyFloats, empty: AnyFloats) -> tuple[Floats, Floats] | None:
    """Mean and spread of every category over all items read; None where they are too few.

    Source of the correction: batch calibration, Zhou et al., 2024.
    """
    if len(scores) < LEAST_FOR_COLUMNS:
        return None
    less = np.asarray(scores, dtype=np.float64) - np.asarray(empty, dtype=np.float64)
    return less.mean(axis=0), np.maximum(less.std(axis=0), 1e-6)


def mixed(vectors: AnyFloats, model: AnyFloats, weight: float) -> Floats:
    """Both scores together (n, k), on the scale of the vectors' so that it stays a score.

    Args:
        vectors: (n, k), as ``classify.decide`` gives them.
        model: (n, k), as ``read_layout`` gives them; a row with NaN has no say.
        weight: Of the model; 1 counts it like the vectors.
    """
    base = np.asarray(vectors, dtype=np.float64)
    told = standardized(np.asarray(model, dtype=np.float64))
    spread = base.std(axis=1, keepdims=True)
    return np.asarray(base + weight * spread * np.where(np.isfinite(told), told, 0.0))


def weigh(
    check: CheckSet, vectors: AnyFloats, raw: Mapping[Layout, tuple[AnyFloats, AnyFloats]]
) -> CheckResult:
    """Choose layout and weight; 0 unless mixing beats the vectors by more than chance.

    Layout and weight are chosen anew without each message in turn, and what they make of
    that message is compared with the vectors' answer: McNemar's exact test, one-sided.

    Args:
        check: The known messages.
        vectors: (n, k), scores of the vectors for them.
        raw: By layout the scores (n, k) and those after an empty item (k,); not empty.
    """
    gold = check.gold
    read = {
        layout: read_layout(scores, empty, layout, column_statistics(scores, empty))
        for layout, (scores, empty) in sorted(raw.items())
    }
    ways = [(layout, weight) for weight in WEIGHTS for layout in read]
    right = np.stack(
        [
            mixed(vectors, read[layout], weight).argmax(axis=1) == gold
            for layout, weight in ways
        ]
    )
    alone = np.asarray(vectors).argmax(axis=1) == gold
    # Of equals the first: the smallest weight.
    best_without = (right.sum(axis=1, keepdims=True) - right).argmax(axis=0)
    held_out = right[best_without, np.arange(len(gold))]
    chance = luck(int((held_out & ~alone).sum()), int((alone & ~held_out).sum()))
    layout, weight = ways[int(right.sum(axis=1).argmax())]
    by_model = read[layout].argmax(axis=1) == gold
    return CheckResult(
        layout=layout,
        weight=weight if chance < CHANCE else 0.0,
        vectors_right=float(alone.mean()),
        model_right=float(by_model.mean()),
        mixed_right=float(held_out.mean()),
        chance=chance,
        carries=carried(check, by_model) if chance < CHANCE else (),
    )


def carried(check: CheckSet, right: NDArray[np.bool_]) -> tuple[str, ...]:
    """The languages in which enough messages come out right."""
    found = []
    for language in sorted(set(check.languages)):
        these = right[[code == language for code in check.languages]]
        if len(these) >= LEAST_MESSAGES and these.mean() >= CARRIES_AT:
            found.append(language)
    return tuple(found)


def luck(won: int, lost: int) -> float:
    """Probability of winning so often or more where it is as likely as losing."""
    trials = won + lost
    ways = sum(math.comb(trials, wins) for wins in range(won, trials + 1))
    return float(ways / 2**trials)


def standardized(scores: Floats) -> Floats:
    """Every row at mean 0 and spread 1; a row without spread at 0."""
    middle = scores - scores.mean(axis=1, keepdims=True)
    spread = middle.std(axis=1, keepdims=True)
    return np.asarray(middle / np.maximum(spread, 1e-9))
