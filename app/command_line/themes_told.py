"""Themes as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.command_line.telling import count_of, percent, plain, shell_command
from app.command_line.trends_told import print_trends
from app.records import (
    Breakdown,
    Campaign,
    Stance,
    Theme,
    ThemesAbout,
    ThemesReport,
)

__all__ = [
    "headline",
    "print_next",
    "print_report",
    "print_themes",
    "stability_word",
    "themes_table",
]

# Where a cluster counts as stable, and where it shows a pattern but its members are in
# doubt: C. Hennig, Cluster-wise assessment of cluster stability, Computational Statistics
# & Data Analysis 52 (2007), on the mean Jaccard similarity over resampled data.
STEADY = 0.75
MOSTLY_STEADY = 0.6
CAMPAIGNS_SHOWN = 5
EXAMPLE_SHOWN = 80
VALUES_SHOWN = 5
GROUPS_SHOWN = 15
STABILITY = (
    "Stability: how much of a theme came back when the search was repeated with rows left"
    f" out; steady is {STEADY:.0%} or more, mostly steady {MOSTLY_STEADY:.0%} or more."
)
SEVERAL = "An item may be in several themes, so their numbers add up to more than all."
HIDDEN = (
    "*: hidden for privacy: fewer than {smallest}, or a number that would tell such a one"
    " by difference."
)


def print_report(console: Console, report: ThemesReport) -> None:
    """Print what was found: themes, trends, breakdowns, campaigns, and what to know."""
    print_themes(console, report)
    if report.stances:
        console.print("\nWhich side they take:")
        console.print(stances_table(report))
    if report.trends is not None:
        print_trends(console, report.trends)
    else:
        console.print(
            "\nNo dates, so no trends. If a column has them: --date-column NAME.",
            soft_wrap=True,
        )
    for breakdown in report.breakdowns:
        print_breakdown(console, breakdown)
    print_campaigns(console, report.campaigns)
    for note in report.about.notes:
        console.print(plain(note), soft_wrap=True)


def print_themes(console: Console, report: ThemesReport) -> None:
    """Print how many items there are and the themes they are in; the parts add up."""
    console.print(headline(report), soft_wrap=True)
    if report.themes:
        console.print(themes_table(report))
        if any(theme.stability is not None for theme in report.themes):
            console.print(STABILITY, soft_wrap=True)
        if report.about.assigned:
            console.print(SEVERAL, soft_wrap=True)
    elif report.about.items:
        console.print(
            "No themes were found: the texts are too few, or too unlike each other.",
            soft_wrap=True,
        )


def headline(report: ThemesReport) -> str:
    """How all items stand, in one sentence."""
    about = report.about
    parts = [
        f"{about.themed:,} in {count_of(len(report.themes), 'theme')}",
        f"{about.unthemed:,} in none",
    ]
    if about.without_text:
        parts.append(f"{about.without_text:,} without text")
    documents = count_of(len(about.source), "document")
    texts = f" ({count_of(about.texts, 'different text')})" if about.texts else ""
    return f"{count_of(about.items, 'item')}{texts} from {documents}: {', '.join(parts)}."


def themes_table(report: ThemesReport) -> Table:
    """Groups and their themes with counts, then what is in none, then all."""
    about = report.about
    table = Table()
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Theme", overflow="fold")
    for heading in ("Items", "Share"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Stability", no_wrap=True)
    table.add_column("")
    for group, members in groupby(report.themes, key=lambda theme: theme.group):
        for row in rows_of_group(group, list(members), about):
            table.add_row(*row)
    table.add_section()
    rest = [("In no theme", about.unthemed)]
    if about.without_text:
        rest.append(("Without text", about.without_text))
    for what, number in (*rest, ("All", about.items)):
        table.add_row("", what, f"{number:,}", share_of(number, about), "", "")
    return table


def rows_of_group(
    group: str, themes: Sequence[Theme], about: ThemesAbout
) -> Iterator[tuple[str | Text, ...]]:
    """The row of a group, unless it is one theme under its own name, and of its themes."""
    alone = len(themes) == 1 and themes[0].name == group
    if not alone:
        # With several themes to an item, theirs do not add up to the group's.
        number = 0 if about.assigned else sum(theme.size for theme in themes)
        counted = (f"{number:,}", share_of(number, about)) if number else ("", "")
        yield ("", Text(plain(group), style="bold"), *counted, "", "")
    for theme in themes:
        yield (
            str(theme.key),
            ("" if alone else "  ") + plain(theme.name),
            f"{theme.size:,}",
            share_of(theme.size, about),
            stability_word(theme),
            "new" if theme.new else "",
        )


def share_of(number: int, about: ThemesAbout) -> str:
    """How many of all items these are."""
    return percent(number / about.items if about.items else None)


def stability_word(theme: Theme) -> str:
    """How stable a theme is, in a word; a dash where that was not looked at."""
    if theme.stability is None:
        return "-"
    if theme.stability >= STEADY:
        return "steady"
    return "mostly steady" if theme.stability >= MOSTLY_STEADY else "shaky"


def stances_table(report: ThemesReport) -> Table:
    """How many items of each theme are for, against and unclear."""
    table = Table()
    table.add_column("Theme", overflow="fold")
    for stance in Stance:
        table.add_column(stance.value.capitalize(), justify="right", no_wrap=True)
    for theme in report.themes:
        counts = report.stances.get(theme.name)
        if counts is not None:
            numbers = (f"{counts.get(stance, 0):,}" for stance in Stance)
            table.add_row(plain(theme.name), *numbers)
    return table


def print_breakdown(console: Console, breakdown: Breakdown) -> None:
    """Print groups by the values of a column, the first of each."""
    values, groups = breakdown.values[:VALUES_SHOWN], breakdown.groups[:GROUPS_SHOWN]
    told = f"\nBy {plain(breakdown.column)}, with the share of each value's items:"
    console.print(told, soft_wrap=True)
    table = Table()
    table.add_column("Theme", overflow="fold")
    for value in values:
        table.add_column(plain(value) or "(empty)", justify="right", overflow="fold")
    for group, counts in zip(groups, breakdown.counts, strict=False):
        cells = zip(counts, breakdown.totals[: len(values)], strict=False)
        table.add_row(plain(group), *(cell_of(count, total) for count, total in cells))
    console.print(table)
    shown = (*breakdown.totals, *(one for counts in breakdown.counts for one in counts))
    if None in shown:
        console.print(HIDDEN.format(smallest=breakdown.smallest), soft_wrap=True)
    more_values = len(breakdown.values) - len(values)
    more_groups = len(breakdown.groups) - len(groups)
    if more_values or more_groups:
        more = f"{count_of(more_values, 'value')} and {count_of(more_groups, 'theme')}"
        console.print(f"and {more} more; all stand in what --out writes", soft_wrap=True)


def cell_of(count: int | None, total: int | None) -> str:
    """A count with its share of the value's items, or that it is hidden."""
    if count is None:
        return "*"
    return f"{count:,} ({percent(count / total)})" if total else f"{count:,}"


def print_campaigns(console: Console, campaigns: Sequence[Campaign]) -> None:
    """Print texts that came many times, the most frequent first."""
    if not campaigns:
        return
    console.print("\nThe same text, or nearly, sent many times:", soft_wrap=True)
    for campaign in campaigns[:CAMPAIGNS_SHOWN]:
        console.print(f"  {campaign_words(campaign)}", soft_wrap=True)
    more = len(campaigns) - CAMPAIGNS_SHOWN
    if more > 0:
        console.print(f"  and {more:,} more", soft_wrap=True)


def campaign_words(campaign: Campaign) -> str:
    """A campaign in one line."""
    text = plain(campaign.example.text)
    shown = text if len(text) <= EXAMPLE_SHOWN else f"{text[:EXAMPLE_SHOWN].rstrip()}..."
    facts = [count_of(campaign.texts, "wording") if campaign.texts > 1 else ""]
    if campaign.first and campaign.last:
        first, last = campaign.first[:10], campaign.last[:10]
        facts.append(first if first == last else f"{first} to {last}")
    facts.append(f"in: {plain(campaign.theme)}" if campaign.theme else "in no theme")
    return f'{campaign.size:,} x "{shown}" ({", ".join(filter(None, facts))})'


def print_next(console: Console, report: ThemesReport, case: str) -> None:
    """Print what a person can do now; ``case`` is empty where none is kept."""
    if not report.themes:
        return
    if not case:
        console.print(
            "\nTo open the rows of a theme, to rename, merge, split or drop themes, and to"
            " find new ones next month, keep the work: --case FILE",
            soft_wrap=True,
        )
        return
    steps = [
        (("show", "NAME"), "the rows behind a theme"),
        (("rename", "OLD", "NEW"), "also: merge, split, drop, write, undo"),
    ]
    if not report.about.assigned:
        steps.append((("assign",), "when the themes are right: all themes of every row"))
    steps.append((("export", "--out", "themes.xlsx"), "write the result"))
    console.print("\nNext (a theme is its name, its number, or how its name begins):")
    lines = [
        (shell_command(["postroom", "theme", case, *words]), what) for words, what in steps
    ]
    width = max(len(command) for command, _ in lines)
    for command, what in lines:
        console.print(f"  {command:<{width}}   {what}", soft_wrap=True)
