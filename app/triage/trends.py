"""Trends: counts of groups over time, and what a test upholds of their movements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.records import PeriodKind, SeasonTable, Series, TrendsReport
from app.triage.trend_counts import Counted, Table, count
from app.triage.trend_finding import bands, find_movements
from app.triage.trend_periods import as_periods, iso, label, main_kind
from app.triage.trend_words import METHODS, as_trend, notes_of

__all__ = ["trends_report"]

Integers = NDArray[np.int64]


def trends_report(  # noqa: PLR0913 - what is counted, and what it is called
    days: Integers,
    pairs: Integers,
    groups: Sequence[str],
    *,
    of: str,
    date_column: str,
    notes: Iterable[str] = (),
) -> TrendsReport:
    """What happened over time.

    Args:
        days: (n,), day of each item as ``date.toordinal`` counts; 0 where undated.
        pairs: (m, 2), number of an item and number of a group that it is in; an item may be
            in several or none.
        groups: Names, by number.
        of: ``"themes"``, or the header of the column that holds the groups.
        date_column: Header of the column with the dates.
        notes: What is known already, such as how dates were read.
    """
    days = np.asarray(days, dtype=np.int64)
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    dated = int((days > 0).sum())
    known = tuple(note for note in notes if note)
    if dated < len(days):
        known += (
            f"{len(days) - dated} of {len(days)} items have no date that could be read.",
        )
    if not dated:
        return TrendsReport(
            of=of, date_column=date_column, dated=0, undated=len(days), notes=known
        )
    counted = count(days, pairs, len(groups))
    sizes = counted.tables[PeriodKind.WEEK].counts.sum(axis=1).astype(np.int64)
    order = np.argsort(-sizes, kind="stable")
    main = main_kind(counted.cuts, sizes, counted.span)
    return TrendsReport(
        of=of,
        date_column=date_column,
        dated=dated,
        undated=len(days) - dated,
        first=iso(counted.first),
        last=iso(counted.last),
        trends=tuple(
            as_trend(one, counted, groups) for one in find_movements(counted, main)
        ),
        periods=as_periods(counted.tables[main].cut),
        series=series_of(counted.tables[main], groups, order),
        all_periods=tuple(
            (as_periods(table.cut), series_of(table, groups, order))
            for kind, table in counted.tables.items()
            if kind is not main
        ),
        seasons=season_table(counted, groups, order),
        methods=METHODS,
        notes=(*known, *notes_of(counted, main, groups)),
    )


def series_of(table: Table, groups: Sequence[str], order: Integers) -> tuple[Series, ...]:
    """Counts and bands of every group, the largest first."""
    if not len(groups):
        return ()
    low, high = bands(table)
    return tuple(
        Series(
            group=groups[number],
            counts=tuple(table.counts[number].astype(np.int64).tolist()),
            low=tuple(low[number].tolist()),
            high=tuple(high[number].tolist()),
        )
        for number in order.tolist()
    )


def season_table(counted: Counted, groups: Sequence[str], order: Integers) -> SeasonTable:
    """Counts by season."""
    table = counted.tables[PeriodKind.SEASON]
    return SeasonTable(
        seasons=tuple(
            label(start, PeriodKind.SEASON) for start in table.cut.edges[:-1].tolist()
        ),
        groups=tuple(groups[number] for number in order.tolist()),
        counts=tuple(tuple(row) for row in table.counts[order].astype(np.int64).tolist()),
        totals=tuple(table.cut.totals.tolist()),
        whole=tuple(table.cut.whole.tolist()),
    )
