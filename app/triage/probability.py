"""A cautious probability where no labels are there to calibrate it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Choice", "choices", "hardest_first", "uncalibrated"]

Floats = NDArray[np.float64]

# Scores are divided by a spread before they are shared out: (FLAT + STEEP / log k), the
# smaller the less neighbours have a say. Fitted on the development runs (5 to 150
# categories) so that on average probabilities stay 11 points below the share that is
# right; where a category's name misleads they can still be far above it.
FLAT = 1.5
STEEP = 9.1
FEWEST_CATEGORIES = 4
ALONE = 0.45
# As many categories of an item are told as a keyboard has number keys.
LIKELY = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The best two categories of an item.

    Attributes:
        best: Number of the category.
        probability: Of it, 0 to 1, not calibrated.
        runner_up: Number of the second best.
        runner_up_probability: Of that one.
        likely: Numbers of the likeliest categories, at most ``LIKELY`` of them, with their
            probabilities, best first.
    """

    best: int
    probability: float
    runner_up: int
    runner_up_probability: float
    likely: tuple[tuple[int, float], ...] = ()


def uncalibrated(scores: NDArray[np.floating], trust: float) -> Floats:
    """Probabilities (n, k) that rather claim too little than too much; rows sum to 1.

    Args:
        scores: (n, k), as ``classify.decide`` gives them.
        trust: ``Statistics.trust`` of the run.
    """
    values = np.asarray(scores, dtype=np.float64)
    many = math.log(max(values.shape[1], FEWEST_CATEGORIES))
    values = values / ((FLAT + STEEP / many) * (ALONE + (1 - ALONE) * trust))
    powers = np.exp(values - values.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def choices(probabilities: Floats) -> tuple[Choice, ...]:
    """The best categories of every item; of equals the one that comes first.

    Args:
        probabilities: (n, k), k at least 2.
    """
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :LIKELY]
    shares = np.take_along_axis(probabilities, order, axis=1)
    return tuple(
        Choice(
            best=numbers[0],
            probability=of_each[0],
            runner_up=numbers[1],
            runner_up_probability=of_each[1],
            likely=tuple(zip(numbers, of_each, strict=True)),
        )
        for numbers, of_each in zip(order.tolist(), shares.tolist(), strict=True)
    )


def hardest_first(
    found: Sequence[Choice], hashes: Sequence[str], *, below: float, most: int
) -> tuple[int, ...]:
    """Numbers of the items a slow model should read: undecided ones, closest calls first.

    Args:
        found: What the vectors decided.
        hashes: Of the items' texts; they settle ties, so that input order does not.
        below: Items with a smaller probability are undecided.
        most: At most so many.
    """
    undecided = [
        number for number, choice in enumerate(found) if choice.probability < below
    ]
    undecided.sort(
        key=lambda number: (
            found[number].probability - found[number].runner_up_probability,
            hashes[number],
        )
    )
    return tuple(undecided[: max(most, 0)])
