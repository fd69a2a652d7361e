"""Probabilities that mean what they say, and pictures of how far they do.

Sources: temperature scaling and the expected calibration error over bins of equal width
(Guo et al., "On calibration of modern neural networks", 2017); isotonic calibration
(Zadrozny and Elkan, 2002); the exact interval of a share (Clopper and Pearson, 1934).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import Interval, Promise, ReliabilityBin

__all__ = [
    "BINS",
    "CONFIDENCE",
    "Calibration",
    "as_cautious",
    "calibrate",
    "calibration_error",
    "exact_interval",
    "fit_calibration",
    "promise",
    "reliability",
    "sampling_error",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

BINS = 15
CONFIDENCE = 0.95
# No number of labels shows that something is never wrong.
SUREST = 0.995
WIDE_TEMPERATURES = np.exp(np.linspace(np.log(0.02), np.log(10.0), 200))
# Chosen on banking77 train, with 3 and 10 labels a class.
BELIEVED = 50.0
TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(3.0), 37))


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """How probabilities are corrected.

    Attributes:
        kind: ``"temperature"``, ``"isotonic"`` or ``"none"``.
        temperature: By which scores are divided before they are shared out.
        steps: (s, 2), probabilities as they come and as they ought to be, both ascending;
            between two of them the line is straight. Empty unless isotonic.
    """

    kind: str
    temperature: float = 1.0
    steps: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Probabilities (n, k) of scores (n, k); the best category stays the best."""
        found = shares(scores / self.temperature)
        if len(self.steps) == 0 or not len(found):
            return found
        best = found.argmax(axis=1)
        top = found.max(axis=1)
        meant = np.interp(top, self.steps[:, 0], self.steps[:, 1])
        # The others share the rest as they did before, none above the best.
        rest = (1.0 - meant) / np.maximum(1.0 - top, 1e-9)
        corrected = np.minimum(found * rest[:, None], meant[:, None] * (1 - 1e-9))
        corrected[np.arange(len(found)), best] = meant
        return np.asarray(corrected)


def calibrate(scores: Floats, gold: Integers, folds: Integers) -> Calibration:
    """Temperature or isotonic, whichever tells better what is right on folds held out.

    Better is what gives the right and wrong answers the greater likelihood; isotonic has to
    beat the temperature, which bends less, by more than chance (one standard error).

    Args:
        scores: (n, k), of labels that were held out when the scores were made.
        gold: (n,), number of the right category.
        folds: (n,), number of each label's fold.
    """
    smooth, stepped = np.empty(len(gold)), np.empty(len(gold))
    right = scores.argmax(axis=1) == gold
    for fold in np.unique(folds):
        others, these = folds != fold, folds == fold
        by_temperature = fit_temperature(scores[others], gold[others])
        by_steps = fit_steps(by_temperature, scores[others], right[others])
        smooth[these] = by_temperature.probabilities(scores[these]).max(axis=1)
        stepped[these] = by_steps.probabilities(scores[these]).max(axis=1)
    gain = surprise(smooth, right) - surprise(stepped, right)
    clearly = gain.mean() > gain.std() / max(len(gain), 1) ** 0.5
    return fit_calibration("isotonic" if clearly else "temperature", scores, gold)


def fit_calibration(kind: str, scores: Floats, gold: Integers) -> Calibration:
    """A calibration of one kind: ``"temperature"`` or ``"isotonic"``."""
    temperature = fit_temperature(scores, gold)
    if kind == "temperature":
        return temperature
    return fit_steps(temperature, scores, scores.argmax(axis=1) == gold)


def as_cautious(scores: Floats, wanted: float) -> Calibration:
    """The temperature at which the best categories' mean probability is what is wanted.

    Args:
        scores: (n, k), n above 0.
        wanted: Mean probability, 0 to 1.
    """
    means = [shares(scores / one).max(axis=1).mean() for one in WIDE_TEMPERATURES]
    best = float(WIDE_TEMPERATURES[int(np.argmin(np.abs(np.array(means) - wanted)))])
    return Calibration(kind="none", temperature=best, steps=np.empty((0, 2)))


def fit_temperature(scores: Floats, gold: Integers) -> Calibration:
    """The temperature at which the right categories are most likely."""
    rows = np.arange(len(gold))
    losses = [
        -np.log(np.maximum(shares(scores / one)[rows, gold], 1e-12)).mean()
        for one in TEMPERATURES
    ]
    best = float(TEMPERATURES[int(np.argmin(losses))])
    return Calibration(kind="temperature", temperature=best, steps=np.empty((0, 2)))


def fit_steps(before: Calibration, scores: Floats, right: Flags) -> Calibration:
    """Isotonic regression of right and wrong on the probability of the best category."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - takes a second

    top = before.probabilities(scores).max(axis=1)
    found = IsotonicRegression(y_min=1 / scores.shape[1], y_max=SUREST).fit(
        top, right.astype(np.float64)
    )
    steps = np.stack([found.X_thresholds_, found.y_thresholds_], axis=1)
    # A little slope, so that of two items on one step the surer one stays ahead.
    steps[:, 1] = 0.98 * steps[:, 1] + 0.02 * steps[:, 0]
    return Calibration(kind="isotonic", temperature=before.temperature, steps=steps)


def surprise(probabilities: Floats, right: Flags) -> Floats:
    """The negative logarithm of the probability of what happened (n,)."""
    sure = np.clip(probabilities, 1e-3, 1 - 1e-3)
    return np.asarray(-np.log(np.where(right, sure, 1.0 - sure)))


def shares(scores: Floats) -> Floats:
    """Scores as shares that sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def reliability(
    probabilities: Floats, right: Flags, *, bins: int = BINS
) -> tuple[ReliabilityBin, ...]:
    """What was claimed and what held, in bins of equal width; empty bins are left out.

    Args:
        probabilities: (n,), of the best category, 0 to 1.
        right: (n,), whether it was right.
        bins: How many.
    """
    numbers = bin_numbers(probabilities, bins)
    return tuple(
        ReliabilityBin(
            low=number / bins,
            high=(number + 1) / bins,
            count=int(these.sum()),
            claimed=float(probabilities[these].mean()),
            right=float(right[these].mean()),
        )
        for number in range(bins)
        if (these := numbers == number).any()
    )


def calibration_error(probabilities: Floats, right: Flags) -> float:
    """Expected calibration error over 15 bins of equal width, 0 to 1."""
    total = max(len(right), 1)
    return sum(
        one.count / total * abs(one.claimed - one.right)
        for one in reliability(probabilities, right)
    )


def sampling_error(probabilities: Floats) -> float:
    """What that error would be on average if every probability were exactly true.

    In each bin the share that is right then varies by chance; the mean distance of a
    normal variable from its middle is ``sqrt(2 / pi)`` times its standard deviation.
    """
    numbers = bin_numbers(probabilities)
    spread = probabilities * (1.0 - probabilities)
    by_bin = [np.sqrt(spread[numbers == number].sum()) for number in range(BINS)]
    return float(np.sqrt(2 / np.pi) * sum(by_bin) / max(len(probabilities), 1))


def bin_numbers(probabilities: Floats, bins: int = BINS) -> Integers:
    """The number of each probability's bin."""
    return np.minimum((probabilities * bins).astype(np.int64), bins - 1)


def exact_interval(successes: int, trials: int) -> Interval:
    """The exact 95 % interval of a share (Clopper and Pearson, 1934); wide for few trials.

    Args:
        successes: How often it happened.
        trials: How often it could have; nothing is known where that is 0.
    """
    from scipy.stats import beta  # noqa: PLC0415 - takes a second

    outside = (1 - CONFIDENCE) / 2
    low = beta.ppf(outside, successes, trials - successes + 1) if successes else 0.0
    high = 1.0
    if successes < trials:
        high = beta.ppf(1 - outside, successes + 1, trials - successes)
    return Interval(low=float(low), high=float(high))


def promise(held_out: Floats, right: Flags, waiting: Floats, wanted: float) -> Promise:
    """From which probability on items are decided alone at the accuracy that is wanted.

    The threshold is the lowest at which the items above it are as often right as wanted, by
    their own probabilities and by the held-out labels above it together: the probabilities
    count like ``BELIEVED`` labels (a beta prior). Labels alone would not do while they are
    few, and persons look at hard items first: what is right of those is not what is right
    of all. The interval around what is right of the labels is exact (Clopper and Pearson);
    it does not count that the threshold was chosen with the same labels in view.

    Args:
        held_out: (n,), calibrated probability of the best category of held-out labels.
        right: (n,), whether it was right.
        waiting: (m,), the same probability of the items to be decided.
        wanted: Share that should be right, 0 to 1.
    """
    sure = np.sort(waiting)[::-1]
    expected = np.cumsum(sure) / np.arange(1, len(sure) + 1)
    order = np.argsort(-held_out, kind="stable")
    judged = np.searchsorted(-held_out[order], -sure, side="right")
    hits = np.append([0], np.cumsum(right[order]))[judged]
    together = (BELIEVED * expected + hits) / (BELIEVED + judged)
    # Of equal probabilities all or none.
    last = np.append(sure[1:] < sure[:-1], [True])[: len(sure)]
    good = np.flatnonzero((together >= wanted) & last)
    if not len(good):
        return Promise(
            wanted=wanted, threshold=1.0, share=0.0, right=None, interval=None, judged=0
        )
    place = int(good[-1])
    above, found = int(judged[place]), int(hits[place])
    return Promise(
        wanted=wanted,
        threshold=float(sure[place]),
        share=(place + 1) / len(sure),
        right=found / above if above else None,
        interval=exact_interval(found, above) if above else None,
        judged=above,
    )
