"""The picture of theme sizes: bars, the largest group first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.records.themes import Theme, ThemesReport
from app.writers.pictures_canvas import (
    BLUE,
    GREY,
    INK,
    NAME_IN_TITLE,
    SMALL,
    TEXT,
    Slide,
    brief,
    slide,
    wrapped,
)

__all__ = ["draw_sizes"]

MOST = 25
ROOMY = 14  # bars, up to which names are large and wrapped
LEFT, LABELS, BARS, RIGHT = 0.03, 0.405, 0.415, 0.985  # shares of the slide's width
GROUPS = 0.835  # where the names of groups begin
BAND = "#EFEFEF"


def draw_sizes(report: ThemesReport) -> Slide:
    """Bars of the largest themes, those of a group together, counts written on them."""
    shown = largest(report.themes)
    grouped = any(theme.name != theme.group for theme in shown)
    width = (GROUPS - 0.01 if grouped else RIGHT) - BARS
    made = slide(title_of(report), source_of(report, shown), (BARS, 0.12, width, 0.725))
    axes = made.axes
    size = TEXT if len(shown) <= ROOMY else SMALL
    spots = range(len(shown))
    bars = axes.barh(spots, [theme.size for theme in shown], height=0.68, color=BLUE)
    for spot, theme, bar in zip(spots, shown, bars, strict=True):
        if theme.new:
            bar.set(facecolor="white", edgecolor=BLUE, hatch="///", linewidth=1.4)
        axes.annotate(
            count_words(theme, report.about.items),
            (theme.size, spot),
            xytext=(6, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=size,
        )
    most = max((theme.size for theme in shown), default=1)
    axes.set(xlim=(0, most * (1.42 if grouped else 1.25)), ylim=(len(shown) - 0.45, -0.55))
    axes.set_axis_off()
    write_names(made, shown, size)
    if grouped:
        write_groups(made, shown)
    return made


def largest(themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """The largest themes, in the order of the report, which keeps groups together."""
    ordered = sorted(range(len(themes)), key=lambda number: -themes[number].size)
    return tuple(themes[number] for number in sorted(ordered[:MOST]))


def title_of(report: ThemesReport) -> str:
    """The finding: which theme is the largest."""
    if not report.themes:
        return "No themes were found"
    first = max(report.themes, key=lambda theme: theme.size)
    items = report.about.items
    share = f" ({first.size / items:.1%})" if items else ""
    many = f", the largest of {len(report.themes)} themes" if len(report.themes) > 1 else ""
    name = brief(first.name, NAME_IN_TITLE)
    return f"{name}: {first.size:,} of {items:,} items{share}{many}"


def source_of(report: ThemesReport, shown: Sequence[Theme]) -> str:
    """What is not in the picture, and where it comes from."""
    about = report.about
    rest = len(report.themes) - len(shown)
    parts = []
    if rest > 0:
        smaller = sum(theme.size for theme in report.themes) - sum(t.size for t in shown)
        word = "theme" if rest == 1 else "themes"
        parts.append(f"{rest} more {word} with {smaller:,} items in all are not shown.")
    if about.unthemed or about.without_text:
        parts.append(f"{about.unthemed:,} items are in no theme (few or odd).")
    if any(theme.new for theme in shown):
        parts.append("Hatched bars: themes that the earlier analysis did not have.")
    dated = report.trends
    dates = f", {dated.first} to {dated.last}" if dated is not None and dated.dated else ""
    parts.append(
        f"Source: {about.items:,} items{dates}; analysis of {about.finished[:10]}."
    )
    return " ".join(parts)


def count_words(theme: Theme, items: int) -> str:
    """A count with its share."""
    share = f" ({theme.size / items:.1%})" if items else ""
    return f"{theme.size:,}{share}{' new' if theme.new else ''}"


def write_names(made: Slide, shown: Sequence[Theme], size: float) -> None:
    """Write the names of the themes beside their bars."""
    from matplotlib.transforms import blended_transform_factory  # noqa: PLC0415 - slow

    where = blended_transform_factory(made.figure.transFigure, made.axes.transData)
    for spot, theme in enumerate(shown):
        roomy = len(shown) <= ROOMY
        name = wrapped(theme.name, 44, 2) if roomy else brief(theme.name, 54)
        made.figure.text(
            LABELS,
            spot,
            name,
            transform=where,
            ha="right",
            va="center_baseline" if "\n" not in name else "center",
            fontsize=size,
            linespacing=1.1,
        )


def write_groups(made: Slide, shown: Sequence[Theme]) -> None:
    """Put a band behind the themes of every second group, and its name at the right."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow
    from matplotlib.transforms import blended_transform_factory  # noqa: PLC0415

    where = blended_transform_factory(made.figure.transFigure, made.axes.transData)
    first = 0
    for number, (group, members) in enumerate(groupby(shown, key=lambda one: one.group)):
        themes = list(members)
        if number % 2 == 0:
            band = Rectangle(
                (LEFT - 0.01, first - 0.5),
                RIGHT - LEFT + 0.02,
                len(themes),
                transform=where,
                facecolor=BAND,
                zorder=-1,
            )
            made.figure.add_artist(band)
        if [theme.name for theme in themes] != [group]:
            made.figure.text(
                GROUPS,
                first + (len(themes) - 1) / 2,
                wrapped(group, 19, 3 if len(shown) <= ROOMY else len(themes)),
                transform=where,
                va="center",
                fontsize=SMALL,
                fontweight="bold",
                color=GREY if number % 2 else INK,
            )
        first += len(themes)
