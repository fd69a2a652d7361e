"""Which movements of counts a test upholds: trends, spikes, newcomers and seasons.

How strong a movement has to be at the least is set here, for with many rows the smallest
one is beyond chance. The constants were chosen on worlds made by chance, with nothing in
them and with rises, spikes, seasons and newcomers of known size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.trend_model import Slopes, Usual, slopes, usual

__all__ = [
    "Newcomers",
    "SeasonPeaks",
    "Spikes",
    "TrendsFound",
    "find_newcomers",
    "find_seasons",
    "find_spikes",
    "find_trends",
    "holm",
    "step_up",
    "windows",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

YEAR = 365.25

# Shares that change by less than half over the whole time are no news.
LEAST_CHANGE = np.log(1.5)
LEAST_ITEMS = 20
# A trend is upheld without any stretch of this share of the time, at this chance, and by
# this part of its strength.
STRETCH = 0.2
WITHOUT_STRETCH = 0.1
STRENGTH_LEFT = 0.5

LEAST_SPIKE = 5
LEAST_TIMES = 1.5
LEAST_BASELINE = 5

# A newcomer was nearly absent for at least this share of the time.
ABSENT_TIME = 0.25
ABSENT_PERIODS = 4
NEARLY_ABSENT = 0.1
MISSED = 8.0
PRESENT_PERIODS = 3
ONE_PERIOD = 0.5

LEAST_SEASON = 5


def holm(chances: Floats) -> Floats:
    """Chances of a whole family of tests, corrected (Holm, 1979); same shape."""
    flat = chances.ravel()
    ranked = np.argsort(flat, kind="stable")
    left = np.arange(len(flat), 0, -1)
    corrected = np.maximum.accumulate(np.minimum(flat[ranked] * left, 1.0))
    out = np.empty_like(flat)
    out[ranked] = corrected
    return out.reshape(chances.shape)


def step_up(chances: Floats) -> Floats:
    """Chances (n,) of a whole family of tests, corrected (Benjamini and Hochberg, 1995)."""
    ranked = np.argsort(-chances, kind="stable")
    left = len(chances) / np.arange(len(chances), 0, -1)
    out = np.empty_like(chances)
    out[ranked] = np.minimum.accumulate(np.minimum(chances[ranked] * left, 1.0))
    return out


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendsFound:
    """Rising and falling shares.

    Attributes:
        change: (g,), over the whole time, logarithm of the odds.
        chance: (g,), corrected; 1 where a trend is not upheld.
    """

    change: Floats
    chance: Floats


def find_trends(
    counts: Floats, sizes: Floats, middles: Floats, seasons: Floats
) -> TrendsFound:
    """Groups whose share rises or falls, with or without any fifth of the time.

    Args:
        counts: (g, p).
        sizes: (g, p).
        middles: (p,), the middle of each period in days.
        seasons: (p, s), indicators of months, s 0 where there are less than 18 months.
    """
    times = (middles - middles[0]) / max(middles[-1] - middles[0], 1) - 0.5
    found = slopes(counts, sizes, times, seasons)
    tested = (counts.sum(axis=1) >= LEAST_ITEMS) & (counts < sizes).any(axis=1)
    chance = np.ones(len(counts))
    chance[tested] = step_up(found.chance[tested])
    chance[np.abs(found.change) < LEAST_CHANGE] = 1.0
    for group in np.flatnonzero(chance < 0.2):
        here = slice(group, group + 1)
        worst = weakest(counts[here], sizes[here], times, seasons)
        left = worst.change / found.change[group]
        if not ((left >= STRENGTH_LEFT) & (worst.chance <= WITHOUT_STRETCH)).all():
            chance[group] = 1.0
    return TrendsFound(change=found.change, chance=chance)


def weakest(counts: Floats, sizes: Floats, times: Floats, seasons: Floats) -> Slopes:
    """The trend of one group without each stretch of the time in turn (w,)."""
    starts = np.linspace(-0.5, 0.5 - STRETCH, 13)
    inside = (times >= starts[:, None] - 1e-9) & (times <= starts[:, None] + STRETCH)
    kept = ~inside
    return slopes(counts * kept, sizes * kept, times, seasons)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spikes:
    """Counts far above what is usual, in one cut of time.

    Attributes:
        chance: (g, p), uncorrected; 1 where too small to be a spike.
        tests: How many counts were looked at.
        usual: What is usual in every period, a trend allowed for.
    """

    chance: Floats
    tests: int
    usual: Usual


def find_spikes(
    counts: Floats, sizes: Floats, middles: Floats, change: Floats, *, reach: int
) -> Spikes:
    """Counts far above what other periods, and the same time of other years, let expect.

    Args:
        counts: (g, p).
        sizes: (g, p).
        middles: (p,), the middle of each period in days.
        change: (g,), upheld trend over the whole time, 0 for none.
        reach: How many periods before and after are left out of what is usual, as the
            same event may show in them.
    """
    times = (middles - middles[0]) / max(middles[-1] - middles[0], 1) - 0.5
    # By the others alone: the group's own outbreak must not make itself look usual.
    grown = (sizes - counts) * np.exp(change[:, None] * times)
    found = usual(counts, grown, reach)
    chance = found.tail(counts)
    mean = found.mean
    before = same_season(counts, grown, middles, found.dispersion)
    higher = (before.ratio > 0) & (before.mean > mean)
    chance = np.where(higher, np.maximum(chance, before.tail(counts)), chance)
    mean = np.where(higher, before.mean, mean)
    small = (counts < LEAST_SPIKE) | (counts < LEAST_TIMES * mean)
    periods = (sizes > 0).sum(axis=1)
    tested = (counts.sum(axis=1) >= LEAST_SPIKE) & (periods > LEAST_BASELINE)
    chance = np.where(small | ~tested[:, None], 1.0, chance)
    return Spikes(chance=chance, tests=int(periods[tested].sum()), usual=found)


def same_season(
    counts: Floats, sizes: Floats, middles: Floats, dispersion: Floats
) -> Usual:
    """What the same time of other years, give or take half a month, lets expect."""
    apart = np.abs(middles[:, None] - middles)
    years = np.round(apart / YEAR)
    step = float(np.median(np.diff(middles))) if len(middles) > 1 else 1.0
    same = (years >= 1) & (np.abs(apart - years * YEAR) <= max(16.0, step / 2))
    weight = same.astype(np.float64)
    seen, size = counts @ weight.T, sizes @ weight.T
    ratio = np.divide(sizes, size, out=np.zeros_like(sizes), where=size > 0)
    return Usual(seen=seen, ratio=ratio, dispersion=dispersion, size=sizes)


def windows(values: Floats, width: int) -> Floats:
    """Sums (g, p - width + 1) of so many periods that follow each other."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    return np.asarray(sums[:, width:] - sums[:, :-width])


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomers:
    """Groups that were nearly absent for long and then came.

    Attributes:
        start: (g,), number of the period with which each begins; -1 for none.
        chance: (g,), corrected.
    """

    start: Integers
    chance: Floats


def find_newcomers(counts: Floats, sizes: Floats, totals: Floats) -> Newcomers:
    """Groups nearly absent for a quarter of the time or more, then there to stay.

    Args:
        counts: (g, p).
        sizes: (g, p).
        totals: (p,), items in each period; empty ones are passed over.
    """
    from scipy.special import betainc  # noqa: PLC0415 - takes a second

    groups, periods = counts.shape
    start = np.full(groups, -1, dtype=np.int64)
    chance = np.ones(groups)
    if periods < 2 * ABSENT_PERIODS:
        return Newcomers(start=start, chance=chance)
    first = max(ABSENT_PERIODS, int(np.ceil(ABSENT_TIME * periods)))
    splits = np.arange(first, periods - PRESENT_PERIODS + 1)
    seen, size = np.cumsum(counts, axis=1), np.cumsum(sizes, axis=1)
    before, size_before = seen[:, splits - 1], size[:, splits - 1]
    after, size_after = seen[:, -1:] - before, size[:, -1:] - size_before
    part = size_after / np.maximum(size_before + size_after, 1)
    raw = betainc(np.maximum(after, 1e-9), before + 1, part)
    # Where two beginnings are as likely, the later one, with more of the absence before it.
    best = len(splits) - 1 - np.argmin(raw[:, ::-1], axis=1)
    for group in range(groups):
        at = int(splits[best[group]])
        if not is_newcomer(counts[group], sizes[group], totals, at):
            continue
        spread = dispersion_after(counts[group, at:], sizes[group, at:])
        place = group, best[group]
        start[group] = at
        chance[group] = len(splits) * float(
            betainc(after[place] / spread, before[place] / spread + 1, part[place])
        )
    return Newcomers(start=start, chance=holm(np.minimum(chance, 1.0)))


def is_newcomer(counts: Floats, sizes: Floats, totals: Floats, at: int) -> bool:
    """Whether a group is nearly absent before a period, and stays after it."""
    before, after = counts[:at].sum(), counts[at:].sum()
    size_before, size_after = sizes[:at].sum(), sizes[at:].sum()
    share = after / max(size_after, 1)
    halves = np.array_split(np.arange(at, len(counts)), 2)
    stays = all(
        counts[half].sum() >= 0.25 * share * max(sizes[half].sum(), 1) for half in halves
    )
    there = np.flatnonzero(counts[at:] > 0)
    gaps = np.diff(np.append(there, len(counts) - at))
    return bool(
        share * size_before >= MISSED
        and before <= NEARLY_ABSENT * share * size_before
        and len(there) >= PRESENT_PERIODS
        and counts[at:].max() <= ONE_PERIOD * after
        and stays
        and gaps.max(initial=1) <= max(at / 2, 1)
        and (totals[at:] > 0).sum() >= PRESENT_PERIODS
    )


def dispersion_after(counts: Floats, sizes: Floats) -> float:
    """Pearson's dispersion of one group around its mean share; at least 1."""
    mean = sizes * counts.sum() / max(sizes.sum(), 1)
    open_ones = mean > 0
    squares = (counts[open_ones] - mean[open_ones]) ** 2 / mean[open_ones]
    return max(float(squares.sum()) / max(len(squares) - 1, 1), 1.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class SeasonPeaks:
    """Groups that peak in the same season of several years.

    Attributes:
        chance: (g, 4), by season of the year, corrected; 1 where none is upheld.
        high: (g, p), whether the season's count is clearly above the other seasons'.
        usual: (g, p), what the other seasons let expect.
    """

    chance: Floats
    high: Flags
    usual: Usual


def find_seasons(
    counts: Floats, sizes: Floats, of_year: Integers, usable: Flags, beyond: Floats
) -> SeasonPeaks:
    """Groups whose share is high in one season, in two years or more.

    That at least two of a season's m years are high has the chance (m - 1) times the second
    smallest chance (partial conjunction; Benjamini and Heller, 2008).

    Args:
        counts: (g, p), by season.
        sizes: (g, p).
        of_year: (p,), 0 to 3.
        usable: (p,), whether enough of the season is covered.
        beyond: (g,), variance beyond chance, as a part of the squared mean.
    """
    kept = usable.astype(np.float64)
    other = ((of_year[:, None] != of_year) & usable).astype(np.float64)
    others = sizes - counts
    seen, size = counts @ other.T, others @ other.T
    ratio = np.divide(others * kept, size, out=np.zeros_like(others), where=size > 0)
    dispersion = 1 + beyond[:, None] * seen * ratio
    found = Usual(seen=seen, ratio=ratio, dispersion=dispersion, size=others)
    each = found.tail(counts)
    high = (counts >= LEAST_SEASON) & (counts >= LEAST_TIMES * found.mean) & usable
    shares = np.zeros((len(counts), 4))
    chance = np.ones((len(counts), 4))
    for season in range(4):
        these = np.flatnonzero((of_year == season) & usable)
        total = np.maximum(sizes[:, these].sum(axis=1), 1)
        shares[:, season] = counts[:, these].sum(axis=1) / total
        if len(these) < 2:
            continue
        ranked = np.sort(np.where(high[:, these], each[:, these], 1.0), axis=1)
        often = high[:, these].sum(axis=1) >= max(2, len(these) / 2)
        both = np.minimum((len(these) - 1) * ranked[:, 1], 1.0)
        chance[:, season] = np.where(often, both, 1.0)
    peak = shares >= shares.max(axis=1, keepdims=True)
    chance = np.where(peak, chance, 1.0)
    # Only what may have been found counts as a test.
    twice = np.bincount(of_year[usable], minlength=4) >= 2
    tested = np.outer(counts.sum(axis=1) >= 2 * LEAST_SEASON, twice)
    chance[~tested] = 1.0
    chance[tested] = holm(chance[tested])
    return SeasonPeaks(chance=chance, high=high & (each <= 0.01), usual=found)
