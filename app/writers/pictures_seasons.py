"""The picture of themes by season: a heat map with its numbers written in it."""

from __future__ import annotations

from app.records.trends import SeasonTable, TrendKind, TrendsReport
from app.writers.pictures_canvas import (
    NAME_IN_TITLE,
    ORANGE,
    SMALL,
    Slide,
    brief,
    finding,
    slide,
)

__all__ = ["draw_seasons"]

MOST_GROUPS = 18
MOST_SEASONS = 14
# Of fewer items a share says little: such a season is left white.
FEWEST = 20
LABELS, CELLS = 0.345, 0.355  # shares of the slide's width
SCALE = "Blues"  # one hue that darkens evenly, in grey and for colour-blind people too
DARK = 0.7  # of the scale, where white figures become easier to read than black ones


def draw_seasons(report: TrendsReport, finished: str) -> Slide:
    """Shares of every season's items, the largest groups first, the latest seasons last.

    Raises:
        ValueError: The report has no seasons.
    """
    table = report.seasons
    if table is None or not table.seasons or not table.groups:
        raise ValueError("the report has no seasons")
    table = shown_part(table)
    shares = [
        [
            count / total if total else 0.0
            for count, total in zip(row, table.totals, strict=True)
        ]
        for row in table.counts
    ]
    made = slide(
        title_of(report, table, shares),
        source_of(report, table, finished),
        (CELLS, 0.11, 0.975 - CELLS, 0.645),
    )
    axes = made.axes
    enough = [total >= FEWEST for total in table.totals]
    shades = [
        [share if there else 0.0 for share, there in zip(row, enough, strict=True)]
        for row in shares
    ]
    most = max(max(row) for row in shades) or 1.0
    axes.pcolormesh(
        shades, cmap=SCALE, vmin=0, vmax=most, edgecolors="white", linewidth=1.5, snap=True
    )
    axes.invert_yaxis()
    write_numbers(made, shares, shades, most)
    hatch_parts(made, table)
    frame_finding(made, report, table)
    write_heads(made, table)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return made


def shown_part(table: SeasonTable) -> SeasonTable:
    """The largest groups in the latest seasons."""
    start = max(0, len(table.seasons) - MOST_SEASONS)
    return SeasonTable(
        seasons=table.seasons[start:],
        groups=table.groups[:MOST_GROUPS],
        counts=tuple(row[start:] for row in table.counts[:MOST_GROUPS]),
        totals=table.totals[start:],
        whole=table.whole[start:],
    )


def title_of(report: TrendsReport, table: SeasonTable, shares: list[list[float]]) -> str:
    """The finding: the surest seasonal movement, or the largest share of many items."""
    for trend in report.trends:
        if trend.kind == TrendKind.SEASONAL:
            return finding(trend.sentence, trend.group)
    best = max(
        ((row, column) for row in range(len(shares)) for column in range(len(shares[0]))),
        key=lambda spot: (
            table.totals[spot[1]] >= FEWEST,
            table.whole[spot[1]],
            shares[spot[0]][spot[1]],
        ),
    )
    name, season = brief(table.groups[best[0]], NAME_IN_TITLE), table.seasons[best[1]]
    return f"{name}: {shares[best[0]][best[1]]:.0%} of all items of {season}"


def source_of(report: TrendsReport, table: SeasonTable, finished: str) -> str:
    """How to read the picture, and where it comes from."""
    parts = ["Figures: share of the season's items in %, the darker the larger."]
    if not all(table.whole):
        parts.append("Hatched: the data cover the season in part.")
    if min(table.totals) < FEWEST:
        parts.append(f"Left white: fewer than {FEWEST} items.")
    rest = len(report.seasons.groups) - len(table.groups) if report.seasons else 0
    if rest > 0:
        parts.append(f"{rest} smaller groups are not shown.")
    made = f"; analysis of {finished[:10]}" if finished else ""
    dates = f"{report.first} to {report.last}"
    parts.append(f"Source: {report.dated:,} items with a date, {dates}{made}.")
    return " ".join(parts)


def write_numbers(
    made: Slide, shares: list[list[float]], shades: list[list[float]], most: float
) -> None:
    """Write the share into every cell, white on dark ones."""
    for down, (row, dark) in enumerate(zip(shares, shades, strict=True)):
        for across, share in enumerate(row):
            made.axes.text(
                across + 0.5,
                down + 0.5,
                percent_words(share),
                ha="center",
                va="center",
                fontsize=SMALL,
                color="white" if dark[across] / most > DARK else "#1A1A1A",
            )


def percent_words(share: float) -> str:
    """A share in %, one digit after the point where it is small."""
    if share == 0:
        return "0"
    return f"{share:.0%}"[:-1] if share >= 0.095 else f"{share:.1%}"[:-1]


def hatch_parts(made: Slide, table: SeasonTable) -> None:
    """Hatch the seasons that the data cover in part."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow

    for across, whole in enumerate(table.whole):
        if not whole:
            hatch = Rectangle((across, 0), 1, len(table.groups), fill=False, hatch="//")
            hatch.set(edgecolor="#8C8C8C", linewidth=0, alpha=0.6)
            made.axes.add_patch(hatch)


def frame_finding(made: Slide, report: TrendsReport, table: SeasonTable) -> None:
    """Frame the cell that the title speaks of."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow

    trend = next((one for one in report.trends if one.kind == TrendKind.SEASONAL), None)
    if (
        trend is None
        or trend.period not in table.seasons
        or trend.group not in table.groups
    ):
        return
    corner = (table.seasons.index(trend.period), table.groups.index(trend.group))
    frame = Rectangle(
        corner, 1, 1, fill=False, edgecolor=ORANGE, linewidth=3, clip_on=False
    )
    frame.set_zorder(5)
    made.axes.add_patch(frame)


def write_heads(made: Slide, table: SeasonTable) -> None:
    """Write seasons above the cells and groups beside them."""
    from matplotlib.transforms import blended_transform_factory  # noqa: PLC0415 - slow

    heads = [
        "\n".join((*season.rsplit(" ", 1), f"n={total:,}"))
        for season, total in zip(table.seasons, table.totals, strict=True)
    ]
    spots = [number + 0.5 for number in range(len(heads))]
    made.axes.xaxis.tick_top()
    made.axes.set_xticks(spots, heads, fontsize=SMALL if len(heads) <= 10 else 10.5)
    made.axes.set_yticks([])
    where = blended_transform_factory(made.figure.transFigure, made.axes.transData)
    for down, group in enumerate(table.groups):
        made.figure.text(
            LABELS,
            down + 0.5,
            brief(group, 46),
            transform=where,
            ha="right",
            va="center_baseline",
            fontsize=SMALL,
        )
