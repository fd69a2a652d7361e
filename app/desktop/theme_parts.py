"""Which rows stand behind a cell of a picture or table of themes."""

from __future__ import annotations

from collections.abc import Sequence

from app.desktop.trend_chart import last_day
from app.records import Breakdown, PeriodKind, ThemeFilter, ThemesReport

__all__ = ["season_part", "value_parts"]

_REST = "other values"  # how the last value begins where it is the sum of the rest


def season_part(report: ThemesReport, season: str) -> ThemeFilter | None:
    """The days of a season, by its label; None where the report has no such season."""
    trends = report.trends
    if trends is None:
        return None
    cuts = (trends.periods, *(periods for periods, _ in trends.all_periods))
    for periods in cuts:
        if periods is None or periods.kind is not PeriodKind.SEASON:
            continue
        if season in periods.labels:
            at = periods.labels.index(season)
            return ThemeFilter(first=periods.starts[at], last=last_day(periods, at))
    return None


def value_parts(
    table: Breakdown, counts: Sequence[int | None]
) -> tuple[ThemeFilter | None, ...]:
    """The rows of each value; None for the rest, and where their number is hidden.

    Args:
        table: The breakdown.
        counts: Of one group, by value.
    """
    last = len(table.values) - 1
    return tuple(
        None
        if count is None or (at == last and value.startswith(_REST))
        else ThemeFilter(column=table.column, value=value)
        for at, (value, count) in enumerate(zip(table.values, counts, strict=True))
    )
