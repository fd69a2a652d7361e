"""Movements in plain sentences with exact numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.records import PeriodKind, Trend, TrendKind
from app.triage.trend_counts import Counted, Table
from app.triage.trend_finding import DAYS_FOR_MONTHS_HELD, Movement
from app.triage.trend_periods import iso, label

__all__ = ["METHODS", "as_trend", "notes_of", "number_text"]

Integers = NDArray[np.int64]

METHODS = (
    (
        "All tests compare a theme's share of a period's items with its share at other "
        "times, so that quiet weeks, holidays and busy weeks by themselves change nothing. "
        "A theme that swings so much that it would move all other shares is left out of "
        "what the others are compared with. Periods without any item count as missing, not "
        "as zero."
    ),
    (
        "Rising and falling: score test for a trend in shares (Cochran 1954, Armitage "
        "1955) by logistic regression, with overdispersion (McCullagh and Nelder 1989) and "
        "errors that go together (Newey and West 1987); from 18 months on, with the "
        "month of the year held equal. The odds must change by half or more over the whole "
        "time, and the trend must hold without any one fifth of the time, so that a spike "
        "is no trend."
    ),
    (
        "Spikes: each week, month, quarter and season, and any two or four weeks, against "
        "the other periods, earlier spikes weighing less and variance above chance allowed "
        "for (Farrington and others 1996, Noufaily and others 2013); without such variance "
        "this is the exact test of two counts (Przyborowski and Wilenski 1940). Where the "
        "same time of other years is higher, it is what a count is compared with."
    ),
    (
        "New: nearly absent for a quarter of the time or longer, then there to stay; exact "
        "test of two counts, corrected for the choice of the beginning."
    ),
    (
        "Seasonal: high in the same season of two years or more (partial conjunction, "
        "Benjamini and Heller 2008). Winter is December to February."
    ),
    "What is usual is where 95 of 100 such periods would lie, given how much came in.",
    (
        "Chances are corrected for the number of tests: those of spikes, newcomers and "
        "seasons so that one wrong one is unlikely (Holm 1979), those of rises and falls, "
        "one a theme, so that few of what is told are wrong (Benjamini and Hochberg 1995). "
        "Where nothing moves, anything at all is told in one of twenty analyses at most."
    ),
)

UNITS = {
    PeriodKind.DAY: "day",
    PeriodKind.WEEK: "week",
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.SEASON: "season",
}
# From so many whole months on a rate is told by the month, from fewer by the week.
MONTHS_FOR_RATES = 5
ENDS = 3
YEAR_OF_MONTHS = 12
# Counts that change by less than this part have not moved by themselves.
SAME_RATE = 0.1
LISTED = 6
SPARSE = 0.2


def as_trend(movement: Movement, counted: Counted, groups: Sequence[str]) -> Trend:
    """A movement as it is handed on."""
    table = counted.tables[movement.cut]
    at = movement.period
    sentence = {
        TrendKind.SPIKE: spike,
        TrendKind.NEW: newcomer,
        TrendKind.SEASONAL: season,
        TrendKind.RISING: trend,
        TrendKind.FALLING: trend,
    }[movement.kind]
    start = int(table.cut.edges[at])
    return Trend(
        group=groups[movement.group],
        kind=movement.kind,
        period=label(start, movement.cut),
        starts=iso(start),
        count=int(table.counts[movement.group, at]),
        usual=movement.usual,
        sentence=sentence(movement, counted, groups[movement.group]),
        chance=movement.chance,
    )


def spike(movement: Movement, counted: Counted, name: str) -> str:
    """As in "Street flooding: 41 in the week of 4 March 2024, usually 6 to 14"."""
    table, at = counted.tables[movement.cut], movement.period
    counts = table.counts[movement.group]
    partly = "" if table.cut.whole[at] else " (not all of which is covered)"
    before = year_before(table, at)
    compared = "" if before is None else f"; {int(counts[before])} {when(table, before)}"
    return (
        f"{name}: {int(counts[at])} {when(table, at)}{partly}, usually "
        f"{to_text(movement.usual)}{compared}."
    )


def newcomer(movement: Movement, counted: Counted, name: str) -> str:
    """As in "Scam calls is new: 11 in June 2024, none in the 22 months before"."""
    table, at = counted.tables[movement.cut], movement.period
    counts, unit = table.counts[movement.group], UNITS[movement.cut]
    before = int(counts[:at].sum())
    rate = mean_of(table, movement.group, np.arange(at, table.cut.count))
    return (
        f"{name} is new: {int(counts[at])} {when(table, at)}, {before or 'none'} in the "
        f"{at} {unit}s before, about {number_text(rate)} a {unit} since."
    )


def season(movement: Movement, counted: Counted, name: str) -> str:
    """As in "Snow: 41 in winter 2014-15, usually 0 to 5 in other seasons"."""
    table = counted.tables[movement.cut]
    counts = table.counts[movement.group]
    others = [
        f"{label(int(table.cut.edges[one]), movement.cut)} ({int(counts[one])})"
        for one in movement.also
    ]
    return (
        f"{name}: {int(counts[movement.period])} {when(table, movement.period)}, usually "
        f"{to_text(movement.usual)} in other seasons; the same in {listed(others)}."
    )


def trend(movement: Movement, counted: Counted, name: str) -> str:
    """As in "Lost cards rises: from 3 to 9 a month, from 1.1 % to 3.2 % of all items"."""
    kind = rate_kind(counted)
    table = counted.tables[kind]
    early, late = ends(table)
    group, unit = movement.group, UNITS[kind]
    rates = mean_of(table, group, early), mean_of(table, group, late)
    shares = [share_of(table, group, these) for these in (early, late)]
    spans = f"({span_text(table, early)} against {span_text(table, late)})"
    rising = movement.kind is TrendKind.RISING
    moved = rates[1] - rates[0] if rising else rates[0] - rates[1]
    if moved <= SAME_RATE * rates[0]:
        return (
            f"{name} makes up {'more' if rising else 'less'} of all items: {shares[1]} "
            f"after {shares[0]} {spans}, while its number went from "
            f"{number_text(rates[0])} to {number_text(rates[1])} a {unit}."
        )
    does = "rises" if rising else "falls"
    return (
        f"{name} {does}: from {number_text(rates[0])} to "
        f"{number_text(rates[1])} a {unit}, from {shares[0]} to {shares[1]} of all items "
        f"{spans}."
    )


def rate_kind(counted: Counted) -> PeriodKind:
    """Whether rates are told by the month, the week or the day."""
    for kind, least in ((PeriodKind.MONTH, MONTHS_FOR_RATES), (PeriodKind.WEEK, 2 * ENDS)):
        if int(usable(counted.tables[kind]).sum()) >= least:
            return kind
    return PeriodKind.DAY if PeriodKind.DAY in counted.tables else PeriodKind.WEEK


def usable(table: Table) -> NDArray[np.bool_]:
    """Whole periods in which something came in."""
    return np.asarray(table.cut.whole & (table.cut.totals > 0))


def ends(table: Table) -> tuple[Integers, Integers]:
    """The periods at the beginning and at the end that are compared.

    Three each, or, of 18 months or more, the same months of the first and the last year.
    """
    good = np.flatnonzero(usable(table))
    months = table.cut.kind is PeriodKind.MONTH
    if months and len(good) >= 1.5 * YEAR_OF_MONTHS:
        span = int(good[-1] - good[0] + 1)
        years = max(span // YEAR_OF_MONTHS - 1, 1)
        width = min(span - years * YEAR_OF_MONTHS, YEAR_OF_MONTHS)
        early = good[good < good[0] + width]
        late = good[(good >= good[0] + years * YEAR_OF_MONTHS)
                    & (good < good[0] + years * YEAR_OF_MONTHS + width)]  # fmt: skip
        if len(early) and len(late):
            return early, late
    width = max(min(ENDS, len(good) // 2), 1)
    return good[:width], good[-width:]


def mean_of(table: Table, group: int, these: Integers) -> float:
    """Mean count in periods that are not empty."""
    these = these[table.cut.totals[these] > 0]
    return float(table.counts[group, these].mean()) if len(these) else 0.0


def share_of(table: Table, group: int, these: Integers) -> str:
    """Share of all items in some periods."""
    total = max(int(table.cut.totals[these].sum()), 1)
    return f"{100 * table.counts[group, these].sum() / total:.1f} %"


def span_text(table: Table, these: Integers) -> str:
    """The first and the last of some periods."""
    first, last = (label(int(table.cut.edges[one]), table.cut.kind)
                   for one in (these[0], these[-1]))  # fmt: skip
    return first if first == last else f"{first} to {last}"


def when(table: Table, at: int) -> str:
    """A period with its preposition."""
    text = label(int(table.cut.edges[at]), table.cut.kind)
    match table.cut.kind:
        case PeriodKind.DAY:
            return f"on {text}"
        case PeriodKind.WEEK | PeriodKind.QUARTER:
            return f"in the {text}"
        case _:
            return f"in {text}"


def year_before(table: Table, at: int) -> int | None:
    """The same period of the year before, where the data have it as a whole."""
    back = {
        PeriodKind.DAY: 364,
        PeriodKind.WEEK: 52,
        PeriodKind.MONTH: 12,
        PeriodKind.QUARTER: 4,
        PeriodKind.SEASON: 4,
    }[table.cut.kind]
    one = at - back
    return one if one >= 0 and usable(table)[one] else None


def to_text(usual: tuple[float, float]) -> str:
    """What is usual, in whole numbers."""
    low, high = (int(end) for end in usual)
    return f"{low} to {high}" if low != high else str(low)


def number_text(value: float) -> str:
    """A mean with one decimal where it is small, or exact."""
    if value >= 10 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}"


def listed(texts: Sequence[str]) -> str:
    """``"a, b and c"``."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def notes_of(counted: Counted, main: PeriodKind, groups: Sequence[str]) -> Iterator[str]:
    """What a reader must know about the dates."""
    cut, unit = counted.tables[main].cut, UNITS[main]
    empty = np.flatnonzero(cut.totals == 0)
    if len(empty) > SPARSE * cut.count:
        yield f"{len(empty)} of {cut.count} {unit}s have no item."
    elif len(empty):
        names = [label(int(cut.edges[one]), main) for one in empty[:LISTED]]
        more = len(empty) - len(names)
        text = listed(names if not more else [*names, f"{more} more"])
        yield f"Nothing came in, and is taken as missing rather than as none: {text}."
    for at in sorted({0, cut.count - 1}):
        if not cut.whole[at]:
            yield f"The dates cover only a part of {when(counted.tables[main], at)[3:]}."
    if counted.span < DAYS_FOR_MONTHS_HELD:
        yield (
            "The dates cover less than a year and a half: nothing can be called seasonal, "
            "and a rise or fall may be one of the season."
        )
    if counted.apart:
        names = [groups[one] for one in counted.apart]
        yield f"Other shares are taken without {listed(names)}, for these move most."
