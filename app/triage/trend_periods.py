"""Time cut into days, weeks, months, quarters and seasons, without a clock or a locale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import PeriodKind, Periods

__all__ = ["Cut", "as_periods", "cut", "date_text", "iso", "label", "main_kind"]

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASONS = ("winter", "spring", "summer", "autumn")
QUARTERS = ("first", "second", "third", "fourth")

# ``date.toordinal`` of 1 January 1970, from which numpy counts.
EPOCH = 719163
# 1 January of the year 1 was a Monday.
MONDAY = 1
MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.SEASON: 3}

# Below this span weeks would be too few to compare.
DAYS_FOR_WEEKS = 42
LEAST_PERIODS = 8
LEAST_COUNT = 5.0

# A period counts as covered though its first or last days have no item: offices close at
# weekends. Only so many days, or this share of the period.
USUAL_GAP = 0.95
UNCOVERED = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Periods that follow each other, and where every item falls.

    Attributes:
        kind: How time is cut.
        edges: (p + 1,), first day of each period and the day after the last one, as
            ``date.toordinal`` counts.
        place: (n,), number of each item's period; -1 where it is undated.
        totals: (p,), items in each.
        whole: (p,), whether the data cover it from its first to its last day.
    """

    kind: PeriodKind
    edges: Integers
    place: Integers
    totals: Integers
    whole: Flags

    @property
    def count(self) -> int:
        """Number of periods."""
        return len(self.totals)

    @property
    def middles(self) -> NDArray[np.float64]:
        """(p,), the middle of each, in days."""
        return np.asarray((self.edges[:-1] + self.edges[1:]) / 2.0)


def cut(days: Integers, kind: PeriodKind) -> Cut:
    """Cut the time from the first to the last dated item.

    Args:
        days: (n,), day of each item as ``date.toordinal`` counts, 0 where undated; at
            least one is dated.
        kind: How to cut it.
    """
    dated = days > 0
    numbers = numbered(days[dated], kind)
    first = int(numbers.min())
    edges = first_days(np.arange(first, int(numbers.max()) + 2), kind)
    place = np.full(len(days), -1, dtype=np.int64)
    place[dated] = numbers - first
    totals = np.bincount(place[dated], minlength=len(edges) - 1)
    return Cut(
        kind=kind,
        edges=edges,
        place=place,
        totals=totals,
        whole=covered(days[dated], edges),
    )


def covered(days: Integers, edges: Integers) -> Flags:
    """Whether the data cover each period; the first and the last may not be covered."""
    whole = np.ones(len(edges) - 1, dtype=np.bool_)
    steps = np.diff(np.unique(days))
    usual = int(np.quantile(steps, USUAL_GAP, method="lower")) - 1 if len(steps) else 0
    lengths = np.diff(edges)
    before, after = int(days.min() - edges[0]), int(edges[-1] - 1 - days.max())
    whole[0] &= before <= max(min(usual, lengths[0] // 2), UNCOVERED * lengths[0])
    whole[-1] &= after <= max(min(usual, lengths[-1] // 2), UNCOVERED * lengths[-1])
    return whole


def numbered(days: Integers, kind: PeriodKind) -> Integers:
    """The number of each day's period, counted from a fixed one."""
    if kind is PeriodKind.DAY:
        return days
    if kind is PeriodKind.WEEK:
        return np.asarray((days - MONDAY) // 7)
    months = as_days(days).astype("datetime64[M]").astype(np.int64)
    # Winter begins in December, a month before its year.
    shift = 1 if kind is PeriodKind.SEASON else 0
    return np.asarray((months + shift) // MONTHS_IN[kind])


def first_days(numbers: Integers, kind: PeriodKind) -> Integers:
    """The first day of each period, by its number."""
    if kind is PeriodKind.DAY:
        return numbers
    if kind is PeriodKind.WEEK:
        return numbers * 7 + MONDAY
    shift = 1 if kind is PeriodKind.SEASON else 0
    months = (numbers * MONTHS_IN[kind] - shift).astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + EPOCH)


def as_days(days: Integers) -> NDArray[np.datetime64]:
    """Days as numpy counts them."""
    return np.asarray((days - EPOCH).astype("datetime64[D]"))


def iso(day: int) -> str:
    """A day in ISO 8601."""
    return str(np.datetime64(int(day) - EPOCH, "D"))


def date_text(day: int) -> str:
    """A day as people write it: ``"3 March 2024"``."""
    year, month, number = iso(day).split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def label(day: int, kind: PeriodKind) -> str:
    """A period as people write it, by its first day."""
    year, month, _ = (int(part) for part in iso(day).split("-"))
    match kind:
        case PeriodKind.DAY:
            return date_text(day)
        case PeriodKind.WEEK:
            return f"week of {date_text(day)}"
        case PeriodKind.MONTH:
            return f"{MONTHS[month - 1]} {year}"
        case PeriodKind.QUARTER:
            return f"{QUARTERS[month // 3]} quarter of {year}"
        case PeriodKind.SEASON:
            name = SEASONS[month % 12 // 3]
            years = f"{year}-{(year + 1) % 100:02d}" if month == 12 else str(year)
            return f"{name} {years}"


def as_periods(cut: Cut) -> Periods:
    """The periods as they are handed on."""
    starts = cut.edges[:-1].tolist()
    return Periods(
        kind=cut.kind,
        starts=tuple(iso(start) for start in starts),
        labels=tuple(label(start, cut.kind) for start in starts),
        totals=tuple(cut.totals.tolist()),
        whole=tuple(cut.whole.tolist()),
    )


def main_kind(cuts: Sequence[Cut], group_sizes: Integers, span: int) -> PeriodKind:
    """The finest of week, month and quarter that leaves enough items to a period.

    Enough is 5 of the middle group (the median of those that have any) in a period on
    average, in at least 8 periods. Where no cut has enough, the coarsest with 8 periods;
    days where the data cover less than six weeks.

    Args:
        cuts: Among them the weeks, months and quarters.
        group_sizes: (g,), dated items in each group.
        span: Days from the first to the last.
    """
    if span < DAYS_FOR_WEEKS:
        return PeriodKind.DAY
    sizes = group_sizes[group_sizes > 0]
    middle = float(np.median(sizes)) if len(sizes) else 0.0
    chosen = PeriodKind.WEEK
    for kind in (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER):
        count = next(one.count for one in cuts if one.kind is kind)
        if count >= LEAST_PERIODS:
            chosen = kind
            if middle / count >= LEAST_COUNT:
                break
    return chosen
