"""``postroom theme CASE show`` and ``correct``: the rows behind themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from app.command_line.cases import opened
from app.command_line.correcting import rows_of
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.options import JSON_LINE
from app.command_line.program import Program
from app.command_line.telling import count_of, plain, shell_command
from app.command_line.theme_facts import facts_of_row
from app.command_line.theme_names import UNTHEMED, find_theme, find_themes
from app.command_line.themes_told import stability_word
from app.records import Stance, Theme, ThemedRow, ThemeFilter
from app.records.lines import place_words

__all__ = ["correct", "show"]

TEXT_SHOWN = 300
DATE = click.DateTime(formats=["%Y-%m-%d"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which rows were asked for; the same names as the options."""

    name: str
    words: str
    first: datetime | None
    last: datetime | None
    limit: int
    as_json: bool

    def filter(self, theme: Theme | None) -> ThemeFilter:
        """The same as the case file is asked."""
        return ThemeFilter(
            theme=theme.key if theme else 0,
            words=self.words,
            first=self.first.date().isoformat() if self.first else "",
            last=self.last.date().isoformat() if self.last else "",
        )


@click.command(
    "show",
    short_help="Show a theme and the rows behind it.",
    help="""\
Show a theme and the rows behind it, those that speak of it most clearly first. NAME is its
name, its number, how its name begins, or "unthemed" for the rows in no theme.

\b
Examples:
  postroom theme calls.postroom show "street flooding"
  postroom theme calls.postroom show noise --from 2024-03-01 --to 2024-03-31
  postroom theme calls.postroom show unthemed --limit 100
""",
)
@click.argument("name", metavar="NAME")
@click.option("--words", default="", help="Only rows whose text has all of these words.")
@click.option("--from", "first", type=DATE, metavar="DATE", help="As 2024-03-01.")
@click.option("--to", "last", type=DATE, metavar="DATE", help="As 2024-03-31.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per row.")
@click.pass_context
def show(context: click.Context, /, **_options: object) -> None:
    """Show a theme."""
    program = context.find_object(Program) or Program()
    wanted = Wanted(**context.params)
    with opened(program, case_of(context), read_only=True) as workspace:
        work = workspace.themes
        with as_wrong_use():
            themes = work.report().themes
        theme = None
        if wanted.name.strip().casefold() != UNTHEMED:
            theme = find_theme(themes, wanted.name)
        rows = work.rows(wanted.filter(theme), 0, wanted.limit)
        number = work.count_rows(wanted.filter(theme))
    if wanted.as_json:
        for row in rows:
            program.print_json(facts_of_row(row))
        return
    if theme is not None:
        print_theme(program.out, theme)
    print_rows(program.out, rows, number, theme)


def case_of(context: click.Context) -> Path:
    """The case file that was named before the command."""
    place: Path = context.parent.params["case"] if context.parent else Path()
    return place


def print_theme(console: Console, theme: Theme) -> None:
    """Print what is known of a theme, with its examples as they were written."""
    facts = [count_of(theme.size, "item"), count_of(theme.texts, "different text")]
    if theme.group != theme.name:
        facts.append(f"part of {plain(theme.group)}")
    if theme.stability is not None:
        facts.append(stability_word(theme))
    if theme.new:
        facts.append("new")
    console.print(plain(theme.name), style="bold", soft_wrap=True)
    console.print(", ".join(facts), soft_wrap=True)
    told = (
        ("", theme.description),
        ("Its words: ", ", ".join(theme.terms)),
        ("Question: ", theme.question),
        ("Answer: ", theme.answer),
    )
    for what, text in told:
        if text:
            console.print(f"{what}{plain(text)}", soft_wrap=True)
    for example in theme.examples:
        place = ", ".join(filter(None, (example.document, place_words(example.place))))
        console.print(f'  "{plain(example.text)}" ({plain(place)})', soft_wrap=True)


def print_rows(
    console: Console, rows: Sequence[ThemedRow], number: int, theme: Theme | None
) -> None:
    """Print the first rows, and how many there are."""
    if not rows:
        console.print("There are no such rows.")
        return
    table = Table()
    table.add_column("Item", justify="right", no_wrap=True)
    for heading in ("Document", "Place"):
        table.add_column(heading, overflow="fold")
    table.add_column("Prob.", justify="right", no_wrap=True)
    table.add_column("Text", overflow="fold", ratio=1)
    for row in rows:
        table.add_row(
            str(row.item.key),
            plain(row.document.name),
            plain(place_words(row.item.place)),
            probability_of(row, theme),
            shortened(plain(row.item.text)),
        )
    console.print(table)
    if number > len(rows):
        first = f"These are the first {len(rows):,} of {count_of(number, 'item')}"
        console.print(f"{first}; see more with --limit.", soft_wrap=True)


def probability_of(row: ThemedRow, theme: Theme | None) -> str:
    """How probably a row is in a theme, or that a person says so."""
    for member in row.themes:
        if theme is not None and member.key == theme.key:
            if member.by_person:
                return "person"
            return "" if member.probability is None else f"{member.probability:.0%}"
    return ""


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= TEXT_SHOWN else f"{text[:TEXT_SHOWN].rstrip()}..."


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a person said of items; the same names as the options."""

    items: tuple[int, ...]
    theme: tuple[str, ...]
    none: bool
    stance: str | None
    as_json: bool


@click.command(
    "correct",
    short_help="Say which themes items speak of.",
    help="""\
Say which themes items speak of: exactly those that are named, or none. Assigning leaves
these items as you said, and learns from them. ITEM is the number that 'show' shows.

\b
Examples:
  postroom theme calls.postroom correct 12 --theme noise
  postroom theme calls.postroom correct 12 15 --theme noise --theme "late bars"
  postroom theme calls.postroom correct 16 --none
  postroom theme answers.postroom correct 7 --theme parking --stance against
""",
)
@click.argument("items", metavar="ITEM...", nargs=-1, type=int, required=True)
@click.option("--theme", multiple=True, metavar="NAME", help="May be given several times.")
@click.option("--none", is_flag=True, help="They speak of none of the themes.")
@click.option(
    "--stance",
    type=click.Choice([stance.value for stance in Stance]),
    help="Which side they take on the question that was put.",
)
@JSON_LINE
@click.pass_context
def correct(context: click.Context, /, **_options: object) -> None:
    """Correct items."""
    program = context.find_object(Program) or Program()
    said = Said(**context.params)
    if bool(said.theme) == said.none:
        raise WrongUseError("Which themes?", "Add --theme NAME, or --none for none.")
    stance = Stance(said.stance) if said.stance else None
    numbers = list(dict.fromkeys(said.items))
    with opened(program, case_of(context)) as workspace:
        with as_wrong_use():
            themes = find_themes(workspace.themes.report().themes, said.theme)
            rows_of(workspace, numbers)
            names = [theme.name for theme in themes]
            corrected = workspace.themes.correct(numbers, names, stance)
        path = str(workspace.path)
    if said.as_json:
        facts = {"items": numbers, "themes": names, "stance": said.stance}
        program.print_json(facts | {"corrected": corrected})
        return
    program.out.print(correction_words(corrected, names, stance), soft_wrap=True)
    command = shell_command(["postroom", "theme", path, "assign"])
    program.out.print(f"To learn from it: {command}", soft_wrap=True)


def correction_words(number: int, names: Sequence[str], stance: Stance | None) -> str:
    """What a person has said of so many items."""
    verb = "speaks" if number == 1 else "speak"
    listed = ", ".join(map(plain, names)) or "none of the themes"
    side = f"; stance: {stance.value}" if stance else ""
    return f"{count_of(number, 'item')} {verb} of {listed}{side}."
