"""The picture of one theme over time, with the band of what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.records.trends import PeriodKind, Periods, Series, Trend, TrendKind, TrendsReport
from app.writers.pictures_canvas import (
    BLUE,
    GREY,
    INK,
    NAME_IN_TITLE,
    ORANGE,
    SMALL,
    TEXT,
    Slide,
    brief,
    finding,
    slide,
)

__all__ = ["draw_trend", "drawn_groups"]

MOST = 12
POINTS_WITH_MARKS = 60
MOST_TICKS = 12
BAND = "#D9D9D9"
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between labels


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """What one picture shows.

    Attributes:
        periods: The cut of time.
        series: Counts of the group, and what is usual.
        trends: Movements of the group, the surest first.
    """

    periods: Periods
    series: Series
    trends: tuple[Trend, ...]


def drawn_groups(report: TrendsReport) -> tuple[str, ...]:
    """The groups that get a picture: those that move, and then the largest."""
    moving = [trend.group for trend in report.trends]
    largest = [series.group for series in report.series[:MOST]]
    known = {series.group for series in report.series}
    return tuple(name for name in dict.fromkeys([*moving, *largest]) if name in known)


def draw_trend(report: TrendsReport, group: str, finished: str) -> Slide:
    """The counts of a group over time.

    Args:
        report: With the counts.
        group: Name of the theme or category.
        finished: When it was counted, ISO 8601.

    Raises:
        ValueError: The report has no counts of the group.
    """
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - slow

    curve = curve_of(report, group)
    made = slide(
        title_of(curve), source_of(report, curve, finished), (0.075, 0.2, 0.895, 0.625)
    )
    axes = made.axes
    series = curve.series
    spots = range(len(series.counts))
    axes.fill_between(
        spots, series.low, series.high, step="mid", color=BAND, linewidth=0, label="usual"
    )
    draw_line(made, curve)
    marked = mark_movements(made, curve) or shade_longer(made, report, curve)
    most = max([*series.counts, *series.high, 1.0])
    axes.set(
        xlim=(-0.6, len(series.counts) - 0.4), ylim=(0, most * (1.3 if marked else 1.1))
    )
    label_time(made, curve.periods)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.tick_params(labelsize=TEXT, length=5)
    axes.grid(axis="y", color="#E5E5E5", linewidth=0.8)
    axes.set_ylabel(f"Items a {curve.periods.kind.value}", fontsize=TEXT)
    explain(made, curve)
    return made


def curve_of(report: TrendsReport, group: str) -> Curve:
    """The cut of time that shows the surest movement of a group, or the main one."""
    trends = tuple(trend for trend in report.trends if trend.group == group)
    cuts = list(report.all_periods)
    if report.periods is not None:
        cuts.insert(0, (report.periods, report.series))
    if trends and trends[0].kind != TrendKind.SEASONAL:
        # Stable: the main cut stays the first of those that show it.
        cuts.sort(key=lambda cut: trends[0].period not in cut[0].labels)
    for periods, all_series in cuts:
        for series in all_series:
            if series.group == group:
                return Curve(periods=periods, series=series, trends=trends)
    raise ValueError("the report has no counts of this group")


def title_of(curve: Curve) -> str:
    """The finding: what the test upholds, or that it upholds nothing."""
    if curve.trends:
        return finding(curve.trends[0].sentence, curve.series.group)
    counts = [
        count
        for count, whole in zip(curve.series.counts, curve.periods.whole, strict=True)
        if whole
    ] or list(curve.series.counts)
    name = brief(curve.series.group, NAME_IN_TITLE)
    low, high = min(counts, default=0), max(counts, default=0)
    return f"{name}: {low:,} to {high:,} a {curve.periods.kind.value}, no sure movement"


def source_of(report: TrendsReport, curve: Curve, finished: str) -> str:
    """What else the test upholds, and where the picture comes from."""
    total = sum(curve.series.counts)
    more = " ".join(
        f"{trend.sentence.rstrip('.')}." for trend in curve.trends[1:3] if trend.sentence
    )
    made = f"; analysis of {finished[:10]}" if finished else ""
    source = (
        f"Source: {total:,} items of {report.dated:,} with a date,"
        f" {report.first} to {report.last}{made}."
    )
    return f"{more} {source}".strip()


def draw_line(made: Slide, curve: Curve) -> None:
    """Draw the counts: dashed and hollow where a period is not whole."""
    counts, whole = curve.series.counts, curve.periods.whole
    axes = made.axes
    marks = len(counts) <= POINTS_WITH_MARKS
    for first, last, sure in stretches(whole):
        axes.plot(
            range(first, last + 1),
            counts[first : last + 1],
            color=BLUE,
            linewidth=2.4 if marks else 1.6,
            linestyle="-" if sure else (0, (2, 2)),
            solid_joinstyle="round",
        )
    for sure in (True, False):
        spots = [spot for spot, full in enumerate(whole) if full == sure]
        if spots and (marks or not sure):
            axes.plot(
                spots,
                [counts[spot] for spot in spots],
                linestyle="none",
                marker="o",
                markersize=7,
                color=BLUE,
                markerfacecolor=BLUE if sure else "white",
                markeredgewidth=1.8,
                clip_on=False,
                zorder=4,
            )


def stretches(whole: Sequence[bool]) -> list[tuple[int, int, bool]]:
    """First and last period of lines that are drawn alike, and whether they are sure."""
    found: list[tuple[int, int, bool]] = []
    for spot in range(len(whole) - 1):
        sure = whole[spot] and whole[spot + 1]
        if found and found[-1][2] == sure:
            found[-1] = (found[-1][0], spot + 1, sure)
        else:
            found.append((spot, spot + 1, sure))
    return found


def mark_movements(made: Slide, curve: Curve) -> bool:
    """Ring the periods that a test points at, with their counts; whether there are any."""
    marked: set[int] = set()
    for trend in curve.trends:
        if trend.period not in curve.periods.labels:
            continue
        spot = curve.periods.labels.index(trend.period)
        if spot in marked:
            continue
        marked.add(spot)
        count = curve.series.counts[spot]
        made.axes.plot(
            [spot],
            [count],
            marker="o",
            markersize=17,
            markerfacecolor="none",
            markeredgecolor=ORANGE,
            markeredgewidth=2.4,
            clip_on=False,
            zorder=5,
        )
        share = spot / max(1, len(curve.series.counts) - 1)
        side, across = "center", 0.5
        if not 0.2 <= share <= 0.8:
            side, across = ("left", 0.0) if share < 0.2 else ("right", 1.0)
        # On top, where no line crosses the words; several stand below each other.
        made.axes.annotate(
            f"{count:,} in {brief(trend.period, 30)}",
            (spot, count),
            xytext=(spot, 1.0 - 0.075 * (len(marked) - 1)),
            textcoords=made.axes.get_xaxis_transform(),
            ha=side,
            va="top",
            fontsize=TEXT,
            fontweight="bold",
            color=INK,
            zorder=6,
            arrowprops={
                "arrowstyle": "-",
                "color": GREY,
                "relpos": (across, 0.0),
                "shrinkA": 1,
                "shrinkB": 9,
            },
        )
    return bool(marked)


def shade_longer(made: Slide, report: TrendsReport, curve: Curve) -> bool:
    """Shade the surest movement's period where it is longer than those drawn.

    Returns:
        Whether there is one.
    """
    trend = curve.trends[0] if curve.trends else None
    if trend is None or trend.period in curve.periods.labels:
        return False
    for periods, _ in report.all_periods:
        if trend.period in periods.labels:
            after = periods.starts[periods.labels.index(trend.period) + 1 :]
            spots = [
                spot
                for spot, start in enumerate(curve.periods.starts)
                if start >= trend.starts and (not after or start < after[0])
            ]
            if not spots:
                return False
            left, right = spots[0] - 0.5, spots[-1] + 0.5
            made.axes.axvspan(
                left,
                right,
                facecolor="none",
                edgecolor=ORANGE,
                hatch="..",
                linewidth=0,
                alpha=0.45,
            )
            late = left > 0.7 * len(curve.periods.starts)
            made.axes.text(
                left if late else right,
                0.985,
                f" {trend.count:,} in {brief(trend.period, 30)} ",
                transform=made.axes.get_xaxis_transform(),
                ha="right" if late else "left",
                va="top",
                fontsize=TEXT,
                fontweight="bold",
                color=INK,
            )
            return True
    return False


def explain(made: Slide, curve: Curve) -> None:
    """Say what lines, rings and bands mean, in a row above the foot."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - slow
    from matplotlib.patches import Patch  # noqa: PLC0415

    marks = "o" if len(curve.series.counts) <= POINTS_WITH_MARKS else ""
    keys: list[tuple[Patch | Line2D, str]] = [
        (Line2D([], [], color=BLUE, linewidth=2.4, marker=marks, markersize=7), "items"),
        (Patch(facecolor=BAND), "usual"),
    ]
    if not all(curve.periods.whole):
        hollow = Line2D([], [], color=BLUE, linewidth=2.4, marker="o", markersize=7)
        hollow.set(linestyle=(0, (2, 2)), markerfacecolor="white", markeredgewidth=1.8)
        keys.append((hollow, f"{curve.periods.kind.value} that the data cover in part"))
    if any(trend.period in curve.periods.labels for trend in curve.trends):
        ring = Line2D([], [], linestyle="none", marker="o", markersize=14)
        ring.set(markerfacecolor="none", markeredgecolor=ORANGE, markeredgewidth=2.2)
        keys.append((ring, "what the test points at"))
    made.figure.legend(
        [key for key, _ in keys],
        [words for _, words in keys],
        loc="lower left",
        bbox_to_anchor=(0.06, 0.062),
        ncols=len(keys),
        frameon=False,
        fontsize=SMALL,
        labelcolor=GREY,
        columnspacing=2.0,
    )


def label_time(made: Slide, periods: Periods) -> None:
    """Put dates under the axis, a year under its first label."""
    if periods.kind in {PeriodKind.QUARTER, PeriodKind.SEASON}:
        step = max(1, -(-len(periods.labels) // MOST_TICKS))
        spots = list(range(0, len(periods.labels), step))
        labels = [short_label(periods, spot) for spot in spots]
        made.axes.set_xticks(spots, labels, fontsize=SMALL)
        return
    spots = month_spots(periods.starts)
    if len(spots) < 2:
        step = max(1, -(-len(periods.starts) // MOST_TICKS))
        spots = list(range(0, len(periods.starts), step))
        made.axes.set_xticks(spots, [day_label(periods.starts[spot]) for spot in spots])
        return
    labels, year = [], ""
    for spot in spots:
        start = periods.starts[spot]
        below = "" if start[:4] == year else f"\n{start[:4]}"
        year = start[:4]
        labels.append(MONTHS[int(start[5:7]) - 1] + below)
    made.axes.set_xticks(spots, labels)


def short_label(periods: Periods, spot: int) -> str:
    """A quarter or season as a label of two lines: ``Q2`` over the year."""
    if periods.kind is PeriodKind.QUARTER:
        start = periods.starts[spot]
        return f"Q{(int(start[5:7]) + 2) // 3}\n{start[:4]}"
    return "\n".join(periods.labels[spot].rsplit(" ", 1))


def month_spots(starts: Sequence[str]) -> list[int]:
    """The first periods of months that are as far apart as labels need to be."""
    firsts = [
        spot
        for spot, start in enumerate(starts)
        if spot == 0 or start[:7] != starts[spot - 1][:7]
    ]
    # The first period may begin in the middle of a month, too near to the next label.
    if len(firsts) > 1 and firsts[1] * 20 < len(starts) and int(starts[0][8:10]) > 7:
        firsts = firsts[1:]
    for step in STEPS:
        fit = [spot for spot in firsts if (int(starts[spot][5:7]) - 1) % min(step, 12) == 0]
        if step > 12:
            fit = [spot for spot in fit if int(starts[spot][:4]) % (step // 12) == 0]
        if len(fit) <= MOST_TICKS:
            return fit
    return firsts[:1]


def day_label(start: str) -> str:
    """A day as a label of two lines."""
    return f"{int(start[8:10])} {MONTHS[int(start[5:7]) - 1]}\n{start[:4]}"
