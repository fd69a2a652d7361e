"""Trends as a person reads them in a terminal."""

from __future__ import annotations

from rich.console import Console

from app.command_line.telling import count_of, plain
from app.records import TrendsReport

__all__ = ["print_trends"]

TRENDS_SHOWN = 20
NOTHING = "Nothing stands out from chance."


def print_trends(console: Console, trends: TrendsReport) -> None:
    """Print what the test upholds as sentences, the surest first, and what to know."""
    console.print(f"\n{span_of(trends)}", soft_wrap=True)
    if not trends.trends:
        console.print(f"  {NOTHING}", soft_wrap=True)
    for trend in trends.trends[:TRENDS_SHOWN]:
        console.print(f"  {plain(trend.sentence)}", soft_wrap=True)
    more = len(trends.trends) - TRENDS_SHOWN
    if more > 0:
        console.print(
            f"  and {more:,} more; all stand in what --out writes", soft_wrap=True
        )
    for note in trends.notes:
        console.print(f"  {plain(note)}", soft_wrap=True)


def span_of(trends: TrendsReport) -> str:
    """What was counted, over which time; dated and undated together are all items."""
    undated = f"; {trends.undated:,} without a date" if trends.undated else ""
    counted = f"{count_of(trends.dated, 'item')} by {plain(trends.date_column)}{undated}"
    if not trends.dated:
        return f"Over time: {counted}."
    period = f"in each {trends.periods.kind.value}, " if trends.periods else ""
    span = f"{period}{trends.first[:10]} to {trends.last[:10]}"
    return f"Over time, {span} ({counted}):"
