"""``postroom correct``: a person's word on items, by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.asking import find_category
from app.command_line.cases import CASE, opened, scheme_in
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.options import JSON_LINE
from app.command_line.program import Program
from app.command_line.telling import count_of, plain, shell_command, waiting
from app.records import ResultRow

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["correct"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    case: Path
    words: tuple[str, ...]
    undo: bool
    private: bool
    person: str
    as_json: bool


@click.command(
    "correct",
    short_help="Say which category items belong to.",
    help="""\
Say which category items belong to. No sorting changes them afterwards, and Postroom can
learn from it.

ITEM is the number that 'postroom items' shows. CATEGORY is its number in the scheme, its
name, or how its name begins.

\b
Examples:
  postroom correct march.postroom 12 potholes
  postroom correct march.postroom 12 15 16 3       three items, the third category
  postroom correct march.postroom 12 potholes --private
  postroom correct march.postroom 12 --undo        take it back
""",
)
@CASE
@click.argument("words", metavar="ITEM... CATEGORY", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Take back what was said last of these items.")
@click.option(
    "--private", is_flag=True, help="Never keep the items in the scheme's memory."
)
@click.option("--person", default="", metavar="NAME", help="Who says it; you, if left out.")
@JSON_LINE
@click.pass_context
def correct(context: click.Context, /, **_options: object) -> None:
    """Correct items, or take it back."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    with opened(program, asked.case) as workspace:
        (take_back if asked.undo else put_right)(program, asked, workspace)
        labels = workspace.new_labels()
        if labels and not asked.as_json:
            program.out.print(waiting(labels, str(workspace.path)), soft_wrap=True)


def put_right(program: Program, asked: Asked, workspace: Workspace) -> None:
    """Give items the category that a person named."""
    scheme = scheme_in(workspace)
    numbers, given = numbers_and_category(asked.words)
    category = find_category(scheme, given)
    rows = rows_of(workspace, numbers)
    with as_wrong_use():
        done = workspace.correct(
            numbers, category, person=asked.person, private=asked.private
        )
    if asked.as_json:
        facts = {"items": numbers, "category": category, "corrected": done}
        facts |= {"private": asked.private, "new_labels": workspace.new_labels()}
        program.print_json(facts)
        return
    for number, row in zip(numbers, rows, strict=True):
        before = category_of(row)
        told = "confirmed as" if before == category else f"{plain(before or '-')} ->"
        program.out.print(f"Item {number}: {told} {plain(category)}", soft_wrap=True)
    if asked.private:
        verb = "is" if done == 1 else "are"
        program.out.print(
            f"{count_of(done, 'item')} {verb} private: never kept in the scheme's memory.",
            soft_wrap=True,
        )


def take_back(program: Program, asked: Asked, workspace: Workspace) -> None:
    """Take back what was said last of items."""
    numbers = [number_of(word) for word in dict.fromkeys(asked.words)]
    rows_of(workspace, numbers)
    with as_wrong_use():
        undone = [number for number in numbers if workspace.undo(number)]
    rows = rows_of(workspace, numbers)
    if asked.as_json:
        facts = {"items": numbers, "undone": undone, "new_labels": workspace.new_labels()}
        program.print_json(facts)
        return
    for number, row in zip(numbers, rows, strict=True):
        if number in undone:
            now = plain(category_of(row) or "-")
            told = f"taken back; it is {now} again."
        else:
            told = "there is nothing to take back."
        program.out.print(f"Item {number}: {told}", soft_wrap=True)


def numbers_and_category(words: Sequence[str]) -> tuple[list[int], str]:
    """The items' numbers, and the category after them, whose words need no quotes."""
    count = 0
    while count < len(words) - 1 and is_number(words[count]):
        count += 1
    if not count:
        raise WrongUseError(
            "An item's number and a category are needed.",
            "For instance: postroom correct march.postroom 12 potholes",
        )
    return [int(word) for word in dict.fromkeys(words[:count])], " ".join(words[count:])


def is_number(word: str) -> bool:
    """Whether a word could be an item's number."""
    return word.isascii() and word.isdigit()


def number_of(word: str) -> int:
    """The item's number that a word is.

    Raises:
        WrongUseError: It is none.
    """
    if not is_number(word):
        raise WrongUseError(f"{plain(word)} is no item's number.", "See: postroom items")
    return int(word)


def rows_of(workspace: Workspace, numbers: Sequence[int]) -> list[ResultRow]:
    """The rows of items.

    Raises:
        WrongUseError: There is no item of one of the numbers.
    """
    rows = []
    for number in numbers:
        try:
            rows.append(workspace.row(number))
        except KeyError:
            case = str(workspace.path)
            raise WrongUseError(
                f"There is no item {number} in {case}.",
                f"See: {shell_command(['postroom', 'items', case])}",
            ) from None
    return rows


def category_of(row: ResultRow) -> str | None:
    """The category that stands in a row."""
    return row.verdict.category if row.verdict else None
