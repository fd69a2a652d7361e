"""Trends: how counts of themes or categories move over time, and what a test upholds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Breakdown",
    "PeriodKind",
    "Periods",
    "SeasonTable",
    "Series",
    "Trend",
    "TrendKind",
    "TrendsReport",
]


class PeriodKind(StrEnum):
    """How time is cut; weeks begin on Monday, seasons are those of meteorology."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"


class TrendKind(StrEnum):
    """What a count does."""

    RISING = "rising"
    FALLING = "falling"
    SPIKE = "spike"
    NEW = "new"
    SEASONAL = "seasonal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A movement that the test upholds.

    Attributes:
        group: Name of the theme or category.
        kind: What it does.
        period: The period that shows it, as people write it: ``"week of 3 March 2024"``,
            ``"September 2024"``, ``"winter 2014-15"``; for RISING and FALLING the last
            whole period.
        starts: First day of that period, ISO 8601.
        count: How many there were in it.
        usual: How many there usually are in such a period, lowest and highest.
        sentence: The same in plain words.
        chance: Probability of a movement as strong by chance, corrected for the number of
            tests.
    """

    group: str
    kind: TrendKind
    period: str
    starts: str
    count: int
    usual: tuple[float, float]
    sentence: str
    chance: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Periods:
    """Stretches of time that follow each other without a gap.

    Attributes:
        kind: How time is cut.
        starts: (p,), first day of each, ISO 8601.
        labels: (p,), as people write them.
        totals: (p,), how many dated items in each.
        whole: (p,), whether the data cover the period from its first to its last day; the
            first and last may not be.
    """

    kind: PeriodKind
    starts: tuple[str, ...]
    labels: tuple[str, ...]
    totals: tuple[int, ...]
    whole: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Counts of one group over the periods.

    Attributes:
        group: Name of the theme or category.
        counts: (p,), how many in each period.
        low: (p,), lower end of what is usual in each.
        high: (p,), upper end.
    """

    group: str
    counts: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeasonTable:
    """Groups by season: how many, and which share of that season's items.

    Attributes:
        seasons: (s,), ``"winter 2014-15"``, ..., in the order of time.
        groups: (g,) names.
        counts: (g, s).
        totals: (s,).
        whole: (s,), whether the data cover the season.
    """

    seasons: tuple[str, ...]
    groups: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    whole: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """Groups by the values of another column, small counts hidden.

    Attributes:
        column: Header of the column.
        values: (v,), its values, the most frequent first; the last may be the sum of the
            rest.
        groups: (g,) names.
        counts: (g, v); None where a count is hidden.
        totals: (v,), how many items have the value; None where hidden.
        smallest: Counts from 1 to one below this are hidden, and one more of a row or
            column where the hidden one could be worked out.
    """

    column: str
    values: tuple[str, ...]
    groups: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]
    smallest: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendsReport:
    """What happened over time.

    Attributes:
        of: ``"themes"``, or the header of the column that holds the categories.
        date_column: Header of the column with the dates.
        dated: How many items have a date that could be read.
        undated: How many have not; together all items.
        first: Earliest date, ISO 8601; empty where nothing is dated.
        last: Latest date.
        trends: What the test upholds, the surest first.
        periods: The main cut of time: the finest that leaves enough items to a period.
        series: By group, over ``periods``, the largest group first.
        all_periods: Counts for the other cuts of time, coarse and fine, (kind, periods,
            series with the same groups); bands are those of the cut.
        seasons: Groups by season.
        methods: Sentences that name the tests and their sources.
        notes: Sentences that a reader must know, such as missing weeks.
    """

    of: str
    date_column: str
    dated: int
    undated: int
    first: str = ""
    last: str = ""
    trends: tuple[Trend, ...] = ()
    periods: Periods | None = None
    series: tuple[Series, ...] = ()
    all_periods: tuple[tuple[Periods, tuple[Series, ...]], ...] = ()
    seasons: SeasonTable | None = None
    methods: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
