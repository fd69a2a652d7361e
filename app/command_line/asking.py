"""What the dialogs on items share: a text, the numbered categories, a typed line."""

from __future__ import annotations

import textwrap

import click
from rich.columns import Columns
from rich.console import Console
from rich.text import Text

from app.command_line.edge import WrongUseError
from app.command_line.program import Program
from app.command_line.telling import count_of, plain
from app.records import Scheme

__all__ = [
    "LINES_SHOWN",
    "ask_line",
    "find_category",
    "need_person",
    "print_categories",
    "print_text",
]

LINES_SHOWN = 20
WIDEST = 100


def need_person(program: Program, remedy: str) -> None:
    """See that a person can be asked.

    Raises:
        WrongUseError: Nobody is there.
    """
    if not program.interactive:
        raise WrongUseError("Nobody is here to answer.", remedy)


def ask_line(question: str) -> str | None:
    """What a person types, without blanks around it; None for Ctrl-C or the end."""
    try:
        answer: str = click.prompt(question, default="", show_default=False, err=True)
    except click.Abort:
        click.echo(err=True)
        return None
    return answer.strip()


def find_category(scheme: Scheme, given: str) -> str:
    """The category meant by its name, its number in the scheme, or how its name begins.

    A whole name goes before a number, a number before a beginning; case does not count.

    Raises:
        WrongUseError: There is none, or the beginning fits several.
    """
    wanted = " ".join(given.split()).casefold()
    names = {name: " ".join(name.split()).casefold() for name in scheme.names}
    for name, folded in names.items():
        if folded == wanted:
            return name
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return scheme.names[int(wanted) - 1]
    found = [name for name, folded in names.items() if wanted and folded.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(
        f"{number} {plain(name)}"
        for number, name in enumerate(scheme.names, 1)
        if not found or name in found
    )
    if found:
        raise WrongUseError(
            f"{plain(given)} could be any of: {listed}.", "Write more of it."
        )
    raise WrongUseError(
        f"{plain(scheme.name)} has no category {plain(given)}.", f"It has: {listed}."
    )


def print_categories(console: Console, scheme: Scheme) -> None:
    """Print the categories with their numbers, side by side where there is room."""
    told = [
        Text(f"{number:>2} {plain(name)}") for number, name in enumerate(scheme.names, 1)
    ]
    console.print(Columns(told, padding=(0, 3)))


def print_text(console: Console, text: str, *, whole: bool = False) -> bool:
    """Print a text, its first lines only unless all of it is wanted.

    Returns:
        Whether there is more than was shown.
    """
    width = min(console.width, WIDEST) - 2
    lines = [
        wrapped
        for line in text.splitlines()
        if line.strip()
        for wrapped in textwrap.wrap(plain(line), width)
    ]
    shown = lines if whole else lines[:LINES_SHOWN]
    for line in shown:
        console.print(f"  {line}", soft_wrap=True)
    rest = len(lines) - len(shown)
    if rest:
        console.print(f"  ({count_of(rest, 'more line')}; m shows them)")
    return rest > 0
