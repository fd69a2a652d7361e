"""All movements of all groups that the tests uphold, each told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.records import PeriodKind, TrendKind
from app.triage.trend_counts import Counted, Table
from app.triage.trend_model import Usual, usual, yearly_spread
from app.triage.trend_periods import DAYS_FOR_WEEKS, as_days
from app.triage.trend_tests import (
    Spikes,
    find_newcomers,
    find_seasons,
    find_spikes,
    find_trends,
    holm,
    windows,
)

__all__ = [
    "DAYS_FOR_MONTHS_HELD",
    "LEVEL",
    "Movement",
    "bands",
    "find_movements",
    "tested_kind",
]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The chance that anything at all is told where nothing moves, and how much of it each kind
# of test has: what offices ask for most has most.
LEVEL = 0.05
SHARES = {
    TrendKind.RISING: 0.4,
    TrendKind.SPIKE: 0.4,
    TrendKind.NEW: 0.1,
    TrendKind.SEASONAL: 0.1,
}

LEAST_PERIODS = 8
LEAST_ITEMS = 30
MOST_WEEKS = 160
# From so many days on, months are held equal: before, no month but a few comes twice.
DAYS_FOR_MONTHS_HELD = 545
COVERED = 2 / 3
WIDTHS = (2, 4)
# An event is told by a period that is unlikely by itself, and has most of what is beyond
# the usual.
SHOWN = 1e-3
MOST = 2 / 3
# From the shortest on; of a season and a quarter, people speak of the season.
TOLD = (
    PeriodKind.DAY,
    PeriodKind.WEEK,
    PeriodKind.MONTH,
    PeriodKind.SEASON,
    PeriodKind.QUARTER,
)
SHORT = (PeriodKind.DAY, PeriodKind.WEEK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """One movement that is upheld.

    Attributes:
        group: Its number.
        kind: What it does.
        cut: The cut of time in which it is told.
        period: Number of the period.
        usual: Lowest and highest that is usual.
        chance: Corrected for all tests.
        also: Numbers of earlier periods that show the same (seasons).
    """

    group: int
    kind: TrendKind
    cut: PeriodKind
    period: int
    usual: tuple[float, float]
    chance: float
    also: tuple[int, ...] = ()


def tested_kind(counted: Counted) -> PeriodKind:
    """The cut in which trends are tested: weeks, unless there are too few or too many."""
    if counted.span < DAYS_FOR_WEEKS:
        return PeriodKind.DAY
    weeks = counted.tables[PeriodKind.WEEK].cut.count
    return PeriodKind.WEEK if weeks <= MOST_WEEKS else PeriodKind.MONTH


def find_movements(counted: Counted, main: PeriodKind) -> list[Movement]:
    """What the tests uphold, the surest first; nothing where there is too little.

    Args:
        counted: The counts.
        main: The cut of time in which rises and falls are told.
    """
    table = counted.tables[tested_kind(counted)]
    open_ones = int((table.cut.totals > 0).sum())
    items = int(table.cut.totals.sum())
    if open_ones < LEAST_PERIODS or items < LEAST_ITEMS or not len(table.counts):
        return []
    new = list(newcomers(counted, main))
    taken = {one.group for one in new}
    moved, change = trends(counted, main, taken)
    seasonal = list(seasons(counted))
    found = [*new, *moved, *seasonal, *spikes(counted, change, taken)]
    return sorted(found, key=lambda one: (one.chance, one.group, one.cut, one.period))


def newcomers(counted: Counted, main: PeriodKind) -> Iterator[Movement]:
    """Groups that begin, told by the period of the main cut in which each does."""
    tested, shown = counted.tables[tested_kind(counted)], counted.tables[main]
    found = find_newcomers(
        tested.counts, tested.sizes, tested.cut.totals.astype(np.float64)
    )
    chance = for_all(found.chance, TrendKind.NEW)
    for group in np.flatnonzero(chance <= LEVEL):
        # A week that begins in one month may have its first item in the next.
        day = tested.cut.edges[found.start[group]]
        at = int(np.searchsorted(shown.cut.edges, day, side="right")) - 1
        at += int(shown.counts[group, at] == 0)
        before = Usual(
            seen=shown.counts[group, None, :at].sum(axis=1, keepdims=True),
            ratio=shown.sizes[group, None, at : at + 1]
            / np.maximum(shown.sizes[group, :at].sum(), 1),
            dispersion=np.ones((1, 1)),
            size=shown.sizes[group, None, at : at + 1],
        )
        low, high = before.band()
        yield Movement(
            group=int(group),
            kind=TrendKind.NEW,
            cut=main,
            period=at,
            usual=(float(low[0, 0]), float(high[0, 0])),
            chance=float(chance[group]),
        )


def trends(
    counted: Counted, main: PeriodKind, taken: set[int]
) -> tuple[list[Movement], Floats]:
    """Groups that rise or fall, and by how much each does (0 where it does not)."""
    table = counted.tables[tested_kind(counted)]
    held = np.zeros((table.cut.count, 0))
    if counted.span >= DAYS_FOR_MONTHS_HELD:
        held = months_of(table)
    found = find_trends(table.counts, table.sizes, table.cut.middles, held)
    chance = for_all(found.chance, TrendKind.RISING)
    good = chance <= LEVEL
    good[list(taken)] = False
    shown = counted.tables[main]
    last = int(np.flatnonzero(shown.cut.whole & (shown.cut.totals > 0)).max(initial=0))
    low, high = bands(shown)
    moved = [
        Movement(
            group=int(group),
            kind=TrendKind.RISING if found.change[group] > 0 else TrendKind.FALLING,
            cut=main,
            period=last,
            usual=(float(low[group, last]), float(high[group, last])),
            chance=float(chance[group]),
        )
        for group in np.flatnonzero(good)
    ]
    return moved, np.where(good, found.change, 0.0)


def months_of(table: Table) -> Floats:
    """Indicators (p, 12) of the month in which each period has its middle."""
    middles = np.floor(table.cut.middles).astype(np.int64)
    months = as_days(middles).astype("datetime64[M]").astype(np.int64) % 12
    return np.asarray((months[:, None] == np.arange(12)).astype(np.float64))


def seasons(counted: Counted) -> Iterator[Movement]:
    """Groups that peak in the same season of two years or more."""
    table = counted.tables[PeriodKind.SEASON]
    edges = table.cut.edges
    days = np.minimum(edges[1:], counted.last + 1) - np.maximum(edges[:-1], counted.first)
    usable = (days >= COVERED * np.diff(edges)) & (table.cut.totals > 0)
    months = as_days(edges[:-1]).astype("datetime64[M]").astype(np.int64) % 12
    of_year = (months + 1) // 3 % 4
    monthly = counted.tables[PeriodKind.MONTH]
    beyond = yearly_spread(monthly.counts, monthly.sizes, months_of(monthly))
    found = find_seasons(table.counts, table.sizes, of_year, usable, beyond)
    low, high = found.usual.band()
    chance = for_all(found.chance, TrendKind.SEASONAL)
    for group, season in np.argwhere(chance <= LEVEL):
        shown = np.flatnonzero(found.high[group] & (of_year == season))
        at = int(shown[-1])
        yield Movement(
            group=int(group),
            kind=TrendKind.SEASONAL,
            cut=PeriodKind.SEASON,
            period=at,
            usual=(float(low[group, at]), float(high[group, at])),
            chance=float(chance[group, season]),
            also=tuple(shown[:-1].tolist()),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """Stretches of time looked at for spikes.

    Attributes:
        kind: The cut whose periods they are; None for windows of several weeks or days.
        starts: (p,), first day of each.
        ends: (p,), the day after each.
        counts: (g, p).
        found: What was found.
        band: What is usual, lowest and highest (g, p); None for windows.
    """

    kind: PeriodKind | None
    starts: Integers
    ends: Integers
    counts: Floats
    found: Spikes
    band: tuple[Floats, Floats] | None


def scans(counted: Counted, change: Floats) -> Iterator[Scan]:
    """Every cut of time, and windows of two and four weeks (or days) that may begin in any.

    A spike of four weeks from the middle of a month on is in no month as a whole.
    """
    finest = PeriodKind.WEEK if counted.span >= DAYS_FOR_WEEKS else PeriodKind.DAY
    for kind, table in counted.tables.items():
        if kind is PeriodKind.DAY and kind is not finest:
            continue
        widths = (1, *WIDTHS) if kind is finest else (1,)
        for width in widths:
            if width >= table.cut.count:
                continue
            edges, middles = table.cut.edges, table.cut.middles
            counts = windows(table.counts, width)
            found = find_spikes(
                counts,
                windows(table.sizes, width),
                windows(middles[None], width)[0] / width,
                change,
                reach=width if kind is finest else 0,
            )
            yield Scan(
                kind=kind if width == 1 else None,
                starts=edges[:-width],
                ends=edges[width:],
                counts=counts,
                found=found,
                band=found.usual.band() if width == 1 else None,
            )


def spikes(counted: Counted, change: Floats, taken: set[int]) -> Iterator[Movement]:
    """Spikes at any scale, those of one event told once."""
    found = list(scans(counted, change))
    flat = np.concatenate([one.found.chance.ravel() for one in found])
    # Counts too small to be a spike are tests too: nobody knew before.
    missing = max(sum(one.found.tests for one in found) - int((flat < 1).sum()), 0)
    low = flat[flat < 1]
    flat[flat < 1] = holm(np.concatenate([low, np.ones(missing)]))[: len(low)]
    parts = np.split(flat, np.cumsum([one.counts.size for one in found])[:-1])
    events: dict[int, list[Event]] = {}
    for scan, part in zip(found, parts, strict=True):
        chance = for_all(part.reshape(scan.counts.shape), TrendKind.SPIKE)
        for group, period in np.argwhere(chance <= LEVEL):
            if int(group) not in taken:
                days = int(scan.starts[period]), int(scan.ends[period])
                event = Event(float(chance[group, period]), *days)
                events.setdefault(int(group), []).append(event)
    for group in sorted(events):
        for event in merged(events[group]):
            yield from told(group, event, found)


class Event(NamedTuple):
    """A stretch of time in which a group is up; the surest compares the least.

    With others that overlap it, all of the time from the first day to the last.
    """

    chance: float
    start: int
    end: int
    first: int = 0
    last: int = 0


def merged(events: Sequence[Event]) -> Iterator[Event]:
    """Of events of one group that overlap or touch, the surest, and when all of it was."""
    together: list[Event] = []
    last = 0
    for one in sorted(events, key=lambda one: (one.start, one.end)):
        if together and one.start > last:
            yield min(together)._replace(first=together[0].start, last=last)
            together, last = [], 0
        together.append(one)
        last = max(last, one.end)
    if together:
        yield min(together)._replace(first=together[0].start, last=last)


def told(group: int, event: Event, found: Sequence[Scan]) -> Iterator[Movement]:
    """An event by the shortest period of a calendar that has most of it, if one has.

    Snow that falls in a week and again two weeks later makes a winter of snow; a spike of
    one week does not make a quarter.
    """
    fitting = [one for scan in found for one in inside(group, event, scan)]
    if not fitting:
        return
    most = max(one.beyond for one in fitting)
    best = min(
        (one for one in fitting if one.beyond >= MOST * most),
        key=lambda one: (TOLD.index(one.kind), one.chance, one.at),
    )
    yield Movement(
        group=group,
        kind=TrendKind.SPIKE,
        cut=best.kind,
        period=best.at,
        usual=best.usual,
        chance=event.chance,
    )


class Fitting(NamedTuple):
    """A period that overlaps an event, and by how many items it is above what is usual."""

    kind: PeriodKind
    at: int
    beyond: float
    chance: float
    usual: tuple[float, float]


def inside(group: int, event: Event, scan: Scan) -> Iterator[Fitting]:
    """The periods of one cut in which an event shows."""
    if scan.kind is None or scan.band is None:
        return
    shared = np.minimum(scan.ends, event.last) - np.maximum(scan.starts, event.first)
    chance, counts = scan.found.chance[group], scan.counts[group]
    mean = scan.found.usual.mean[group]
    low, high = (ends[group] for ends in scan.band)
    good = (shared > 0) & (chance <= SHOWN) & (counts > high)
    for at in np.flatnonzero(good).tolist():
        yield Fitting(
            kind=scan.kind,
            at=at,
            beyond=float(counts[at] - mean[at]),
            chance=float(chance[at]),
            usual=(float(low[at]), float(high[at])),
        )


def bands(table: Table) -> tuple[Floats, Floats]:
    """What is usual (g, p) in every period, given its total and the group's share."""
    reach = 1 if table.cut.kind in SHORT else 0
    return usual(table.counts, table.sizes - table.counts, reach).band()


def for_all(chance: Floats, kind: TrendKind) -> Floats:
    """Chances corrected for one kind of test, corrected for the others too."""
    return np.asarray(np.minimum(chance / SHARES[kind], 1.0))
