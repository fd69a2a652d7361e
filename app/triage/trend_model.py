"""What is usual for a group, given how much came in, and whether its share moves.

All counts are judged given the period's total, so that a quiet Christmas week makes no
theme fall and a busy one no spike. Sources: the trend test of Cochran (1954) and Armitage
(1955) as the score test of a logistic regression with a dispersion (McCullagh and Nelder,
"Generalized linear models", 1989) and a variance that allows for errors that go together
(Newey and West, 1987); the leave-out baseline with down-weighted outbreaks and the
negative-binomial tail of Noufaily et al. ("An improved algorithm for outbreak detection in
multiple surveillance systems", 2013), which at no overdispersion is the exact conditional
test of two Poisson counts (Przyborowski and Wilenski, 1940).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Slopes", "Usual", "slopes", "usual", "yearly_spread"]

Floats = NDArray[np.float64]

ROUNDS = 15
LONGEST_STEP = 2.0
# How strongly the coefficients of a trend (over the whole time) and of months are drawn to
# nothing; only where counts are 0 throughout does it matter.
RIDGE = 0.01
# Periods to a sum in which swings of some weeks are looked for.
BLOCK = 4

# Residuals above this are down-weighted by their square, as in Noufaily et al.
OUTLIER = 2.58
# Standard errors by which the variance beyond chance is taken to be higher than it seems.
CAUTION = 2.0
# No residual counts more than this in the dispersion.
FURTHEST = 4.0
BASELINE_ROUNDS = 4
# What all groups have in common of dispersion counts like so many periods of one group.
POOLED = 20.0
WIDTH = 0.95
# Of normal residuals, the mean square of the four fifths nearest to the middle.
TRIMMED = 0.8
TRIMMED_SQUARES = 0.4377


@dataclass(frozen=True, kw_only=True, slots=True)
class Slopes:
    """A trend in each group's share.

    Attributes:
        change: (g,), change of the share from the first to the last day, as the natural
            logarithm of the odds.
        chance: (g,), two-sided probability of one as strong by chance, uncorrected.
    """

    change: Floats
    chance: Floats


def slopes(counts: Floats, sizes: Floats, times: Floats, seasons: Floats) -> Slopes:
    """Test each group's share for a trend.

    Args:
        counts: (g, p).
        sizes: (g, p), of how many; periods of 0 say nothing.
        times: (p,), from -0.5 to 0.5.
        seasons: (p, s), indicators of the months that are held equal; s may be 0.
    """
    from scipy.special import stdtr  # noqa: PLC0415 - takes a second

    ones = np.ones((len(times), 1))
    held = np.hstack([ones, seasons])
    full = np.hstack([held, times[:, None]])
    null = fitted(counts, sizes, held)
    weight = sizes * null * (1 - null)
    moved = times - projected(held, weight, times)
    score = ((counts - sizes * null) * moved).sum(axis=1)

    after = fitted(counts, sizes, full)
    left = counts - sizes * after
    spread = np.maximum(sizes * after * (1 - after), 1e-9)
    used = (sizes > 0).sum(axis=1)
    terms = 2 + np.maximum((seasons.sum(axis=0) > 0).sum() - 1, 0)
    freedom = np.maximum(used - terms, 1)
    free = freedom / np.maximum(used, 1)
    dispersion = np.maximum(
        of_blocks(left, spread, free, 1), of_blocks(left, spread, free, BLOCK)
    )
    information = (weight * moved**2).sum(axis=1)
    variance = np.maximum(dispersion * information, together(left * moved))
    strength = score / np.sqrt(np.maximum(variance, 1e-12))
    change = logit(after, times)
    return Slopes(change=change, chance=2 * stdtr(freedom + POOLED, -np.abs(strength)))


def of_blocks(left: Floats, spread: Floats, free: Floats, width: int) -> Floats:
    """Dispersion (g,) of sums over periods that follow each other.

    What swings for some weeks on end shows in sums over them. One group has few such sums,
    so that what the groups have in common is drawn on.

    Args:
        left: (g, p), what a trend leaves of the counts.
        spread: (g, p), their variance by chance.
        free: (g,), degrees of freedom by period.
        width: Periods to a sum.
    """
    starts = np.arange(0, left.shape[1], width)
    sums = np.add.reduceat(left, starts, axis=1)
    chance = np.add.reduceat(spread, starts, axis=1)
    telling = chance > 1e-6
    squares = np.where(telling, sums**2 / np.maximum(chance, 1e-6), 0.0).sum(axis=1)
    number = np.maximum(telling.sum(axis=1) * free, 1e-9)
    middle = chance.sum(axis=1) / np.maximum(telling.sum(axis=1), 1)
    common = in_common(squares, number, middle * number)
    return np.asarray(1 + drawn(squares, number, middle, common, caution=0.0) * middle)


def together(parts: Floats) -> Floats:
    """Variance (g,) of sums of parts (g, p) that may go together (Newey and West)."""
    lags = int(parts.shape[1] ** 0.5)
    total = (parts**2).sum(axis=1)
    for lag in range(1, min(lags, parts.shape[1] - 1) + 1):
        share = 1 - lag / (lags + 1)
        total = total + 2 * share * (parts[:, lag:] * parts[:, :-lag]).sum(axis=1)
    return np.asarray(total)


def fitted(counts: Floats, sizes: Floats, design: Floats) -> Floats:
    """Shares (g, p) of a logistic regression on a design (p, k), by Newton's steps."""
    pull = np.full(design.shape[1], RIDGE)
    pull[0] = 1e-9
    share = (counts.sum(axis=1) + 0.5) / (sizes.sum(axis=1) + 1)
    weights = np.zeros((len(counts), design.shape[1]))
    weights[:, 0] = np.log(share / (1 - share))
    for _ in range(ROUNDS):
        found = expit(weights @ design.T)
        slope = (counts - sizes * found) @ design - pull * weights
        bend = np.einsum(
            "gp,pi,pj->gij", sizes * found * (1 - found), design, design, optimize=True
        )
        bend += np.diag(pull + 1e-9)
        step = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
        weights = weights + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max(initial=0.0) < 1e-6:
            break
    return expit(weights @ design.T)


def projected(design: Floats, weight: Floats, times: Floats) -> Floats:
    """What a design (p, k) explains of the times, by each group's weights (g, p)."""
    pull = np.full(design.shape[1], RIDGE)
    pull[0] = 1e-9
    bend = np.einsum("gp,pi,pj->gij", weight, design, design, optimize=True)
    bend += np.diag(pull + 1e-9)
    right = (weight * times) @ design
    return np.asarray(np.linalg.solve(bend, right[:, :, None])[:, :, 0] @ design.T)


def logit(shares: Floats, times: Floats) -> Floats:
    """Mean change (g,) of the logarithm of the odds over the whole time."""
    odds = np.log(np.maximum(shares, 1e-12) / np.maximum(1 - shares, 1e-12))
    centred = times - times.mean()
    return np.asarray(odds @ centred / max(float(centred @ centred), 1e-12))


def expit(values: Floats) -> Floats:
    """Shares of odds' logarithms."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """What each count would be if the group went on as at other times.

    Attributes:
        seen: (g, p), how many there were at the times compared with.
        ratio: (g, p), size of the period over the size of those times.
        dispersion: (g, p), variance over that of chance alone, from 1.
        size: (g, p), how many others the period has, by which its count is judged.
    """

    seen: Floats
    ratio: Floats
    dispersion: Floats
    size: Floats

    @property
    def mean(self) -> Floats:
        """(g, p), how many are expected."""
        return self.seen * self.ratio

    @property
    def inflation(self) -> Floats:
        """(g, p), variance over the mean; above 1, as the mean itself is not known.

        Neither the counts of the baseline nor the number of others in the period are more
        than what chance made of them.
        """
        others = self.mean / np.maximum(self.size, 1)
        return np.maximum(self.dispersion * (1 + self.ratio) + others, 1 + 1e-9)

    def shape(self, more: float) -> Floats:
        """(g, p), shape of the negative binomial, with so many more seen."""
        return np.maximum((self.seen + more) * self.ratio / (self.inflation - 1), 1e-9)

    def tail(self, counts: Floats) -> Floats:
        """(g, p), probability of as many or more; 1 where nothing can be compared."""
        from scipy.special import betainc  # noqa: PLC0415 - takes a second

        found = betainc(np.maximum(counts, 1e-9), self.shape(1.0), 1 - 1 / self.inflation)
        open_ones = (counts > 0) & (self.ratio > 0) & np.isfinite(self.ratio)
        return np.where(open_ones, found, 1.0)

    def band(self) -> tuple[Floats, Floats]:
        """Lower and upper end (g, p) of what is usual: 95 of 100 such periods."""
        from scipy.stats import nbinom  # noqa: PLC0415 - takes a second

        outside = (1 - WIDTH) / 2
        good = (self.seen > 0) & (self.ratio > 0) & np.isfinite(self.ratio)
        shape = np.where(good, self.shape(0.0), 1.0)
        mean = np.where(good, 1 / self.inflation, 0.5)
        low, high = (nbinom.ppf(q, shape, mean) for q in (outside, 1 - outside))
        return np.where(good, low, 0.0), np.where(good, high, 0.0)


def usual(counts: Floats, sizes: Floats, reach: int) -> Usual:
    """What is usual in every period, from the periods that are not near it.

    Args:
        counts: (g, p).
        sizes: (g, p), how many others there are to compare with.
        reach: How many periods before and after each are left out of its baseline.
    """
    weight = first = np.ones_like(counts)
    found = compared(counts, sizes, weight, reach, np.ones_like(counts))
    # An outbreak must not hide behind the dispersion that it brings itself.
    calm = trimmed(counts, found, weight)
    dispersion = calm * np.ones_like(counts)
    for _ in range(BASELINE_ROUNDS):
        found = compared(counts, sizes, weight, reach, dispersion)
        away = anscombe(counts, found)
        weight = np.where(away > OUTLIER, (OUTLIER / np.maximum(away, 1)) ** 2, 1)
        found = compared(counts, sizes, weight, reach, dispersion)
        dispersion = spread_of(counts, found, first, (reach, FURTHEST**2 * calm))
    return compared(counts, sizes, weight, reach, dispersion)


def compared(
    counts: Floats, sizes: Floats, weight: Floats, reach: int, dispersion: Floats
) -> Usual:
    """Counts and sizes of each period's baseline."""
    seen = without(counts * weight, reach)
    size = without(sizes * weight, reach)
    ratio = np.divide(sizes, size, out=np.zeros_like(sizes), where=size > 0)
    return Usual(seen=seen, ratio=ratio, dispersion=dispersion, size=sizes)


def without(values: Floats, reach: int) -> Floats:
    """Sum (g, p) over the periods but each and so many before and after it."""
    sums = np.cumsum(np.pad(values, ((0, 0), (reach + 1, reach))), axis=1)
    nearby = sums[:, 2 * reach + 1 :] - sums[:, : -2 * reach - 1]
    left = values.sum(axis=1, keepdims=True) - nearby
    return np.where(left > 1e-7, left, 0.0)


def squares_of(counts: Floats, found: Usual) -> tuple[Floats, Floats]:
    """Means and Pearson's squared residuals (g, p), 0 where nothing is expected."""
    mean = (found.seen + 0.5) * found.ratio
    chance = mean * (1 + found.ratio + mean / np.maximum(found.size, 1))
    away = (counts - mean) ** 2
    return mean, np.divide(away, chance, out=np.zeros_like(mean), where=chance > 0)


def trimmed(counts: Floats, found: Usual, weight: Floats) -> Floats:
    """Dispersion (g, 1) of all but the fifth of the periods that are furthest away."""
    squares = np.sort(
        np.where((found.ratio > 0) & (weight > 0), squares_of(counts, found)[1], np.inf),
        axis=1,
    )
    number = np.isfinite(squares).sum(axis=1)
    keep = np.arange(squares.shape[1]) < TRIMMED * number[:, None]
    total = np.where(keep, squares, 0.0).sum(axis=1)
    mean = total / np.maximum(keep.sum(axis=1), 1) / TRIMMED_SQUARES
    return np.asarray(np.maximum(mean, 1.0)[:, None])


def spread_of(
    counts: Floats, found: Usual, weight: Floats, limits: tuple[int, Floats]
) -> Floats:
    """Dispersion (g, p) at other times, drawn to what the other groups have.

    Args:
        counts: (g, p).
        found: What is usual so far.
        weight: (g, p).
        limits: How many periods before and after each say nothing of it, and the highest
            squared residual (g, 1) that counts.
    """
    reach, highest = limits
    mean, squares = squares_of(counts, found)
    weight = weight * (found.ratio > 0)
    squares, means = weight * np.minimum(squares, highest), weight * mean
    number = weight.sum(axis=1)
    common = in_common(squares.sum(axis=1), number, means.sum(axis=1))
    others = without(weight, reach)
    middle = without(means, reach) / np.maximum(others, 1)
    beyond = drawn(without(squares, reach), others, middle, common, caution=CAUTION)
    return np.asarray(1 + beyond * mean)


def in_common(squares: Floats, number: Floats, total: Floats) -> float:
    """Variance beyond chance of the middle group, as a part of the squared mean.

    A part of the mean squared rather than of the mean, as groups of any size swing by the
    same share.

    Args:
        squares: (g,), sum of Pearson's squared residuals.
        number: (g,), of how many periods, less the parameters.
        total: (g,), sum of the means.
    """
    middle = np.maximum(total / np.maximum(number, 1), 1e-3)
    own = (squares / np.maximum(number, 1) - 1) / middle
    # The larger half, as small counts tell little beyond chance.
    telling = (number > 0) & (middle >= np.median(middle))
    return max(float(np.median(own[telling])), 0.0) if telling.any() else 0.0


def drawn(
    squares: Floats, number: Floats, middle: Floats, common: float, *, caution: float
) -> Floats:
    """Each group's own variance beyond chance, drawn to the common one and not below it.

    Args:
        squares: Sum of Pearson's squared residuals.
        number: Of how many periods.
        middle: Mean count of a period.
        common: What the groups have in common.
        caution: By how many standard errors it is taken to be higher than it seems; from
            few periods it may seem too low.
    """
    middle = np.maximum(middle, 1e-3)
    total = squares + POOLED * (1 + common * middle)
    beyond = np.maximum(total / (number + POOLED) - 1, 0.0) / middle
    high = beyond * (1 + caution * np.sqrt(2 / (number + POOLED)))
    return np.asarray(np.maximum(high, common))


def yearly_spread(counts: Floats, sizes: Floats, seasons: Floats) -> Floats:
    """Variance beyond chance (g,), part of the squared mean, with months held equal.

    Args:
        counts: (g, p).
        sizes: (g, p).
        seasons: (p, s), indicators of the months.
    """
    mean = sizes * fitted(counts, sizes, np.hstack([np.ones((len(seasons), 1)), seasons]))
    away = np.divide((counts - mean) ** 2, mean, out=np.zeros_like(mean), where=mean > 1e-9)
    used = (sizes > 0).sum(axis=1)
    number = np.maximum(used - (seasons.sum(axis=0) > 0).sum(), 1).astype(np.float64)
    squares, total = away.sum(axis=1), mean.sum(axis=1)
    common = in_common(squares, number, total)
    return drawn(squares, number, total / np.maximum(used, 1), common, caution=CAUTION)


def anscombe(counts: Floats, found: Usual) -> Floats:
    """Residuals (g, p) that are nearly normal (Anscombe), by the dispersion."""
    mean = np.maximum((found.seen + 0.5) * found.ratio, 1e-9)
    away = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - mean**0.5)
    return np.asarray(away / np.sqrt(found.inflation))
