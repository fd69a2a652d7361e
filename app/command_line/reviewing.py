"""``postroom review``: what needs review, one item at a time in the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.asking import (
    ask_line,
    find_category,
    need_person,
    print_categories,
    print_text,
)
from app.command_line.cases import CASE, opened, scheme_in
from app.command_line.edge import WrongUseError
from app.command_line.program import Program
from app.command_line.telling import count_of, plain, waiting
from app.records import ResultRow, RowFilter, Scheme, Status
from app.records.lines import place_words

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["review"]

QUEUE = RowFilter(status=Status.NEEDS_REVIEW, reviewed=False, order="priority")
KEYS = (
    "Enter accepts the guess; a number or how a name begins corrects it; s skips,"
    " p marks private, u takes the last one back, m shows all of the text, q ends."
)


@dataclass(kw_only=True, slots=True)
class Sitting:
    """One person at the queue.

    Attributes:
        program: Of the command line.
        workspace: The case file.
        scheme: Its scheme.
        person: Who reviews; empty for whoever sits here.
        done: Key of each reviewed item with the seconds it took, in order.
        skipped: Keys of the items left for later.
        again: Key of an item whose review was just taken back.
    """

    program: Program
    workspace: Workspace
    scheme: Scheme
    person: str
    done: list[tuple[int, float]] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)
    again: int | None = None


@click.command(
    "review",
    short_help="Go through what needs review.",
    help="""\
Go through what needs review, one item at a time, the hardest and most instructive first.
What you say is kept at once; Ctrl-C or q ends at any time.

\b
Examples:
  postroom review march.postroom
  postroom review march.postroom --limit 20 --person Ann
""",
)
@CASE
@click.option("--person", default="", metavar="NAME", help="Who reviews; you, if left out.")
@click.option("--limit", type=click.IntRange(min=1), help="End after so many items.")
@click.option("--json", "as_json", is_flag=True, help="At the end, print a line of JSON.")
@click.pass_obj
def review(
    program: Program, case: Path, person: str, limit: int | None, *, as_json: bool
) -> None:
    """Review items."""
    need_person(program, "Use instead: postroom items, postroom correct")
    with opened(program, case) as workspace:
        sitting = Sitting(
            program=program, workspace=workspace, scheme=scheme_in(workspace), person=person
        )
        program.err.print(KEYS, soft_wrap=True)
        while limit is None or len(sitting.done) + len(sitting.skipped) < limit:
            row = next_row(sitting)
            if row is None or not look_at(sitting, row):
                break
        sum_up(sitting, as_json=as_json)


def next_row(sitting: Sitting) -> ResultRow | None:
    """The item to look at next, None at the end of the queue."""
    if sitting.again is not None:
        row = sitting.workspace.row(sitting.again)
        sitting.again = None
        return row
    # What is skipped stays in the queue, so it is fetched too and passed over.
    rows = sitting.workspace.rows(QUEUE, 0, len(sitting.skipped) + 1)
    for row in rows:
        if row.item is not None and row.item.key not in sitting.skipped:
            return row
    return None


def look_at(sitting: Sitting, row: ResultRow) -> bool:
    """Show an item and do what the person says; False where the person ends."""
    clock = sitting.program.clock
    show(sitting, row)
    began = clock()
    while True:
        said = ask_line("Category")
        match said:
            case None | "q":
                return False
            case "s":
                sitting.skipped.add(key_of(row))
                return True
            case "u":
                if take_back(sitting):
                    return True
            case "p" | "m":
                row = aside(sitting, row, said)
            case _:
                if decide(sitting, row, said, clock() - began):
                    return True


def key_of(row: ResultRow) -> int:
    """The number of a row's item."""
    return row.item.key if row.item else 0


def aside(sitting: Sitting, row: ResultRow, said: str) -> ResultRow:
    """Show all of an item's text, or mark it private or not any more; its row then."""
    if said == "m":
        print_text(sitting.program.err, row.item.text if row.item else "", whole=True)
        return row
    private = not row.private
    sitting.workspace.set_private([key_of(row)], private=private)
    told = "private: never kept in the scheme's memory" if private else "not private"
    click.echo(f"Item {key_of(row)} is {told}.", err=True)
    return replace(row, private=private)


def show(sitting: Sitting, row: ResultRow) -> None:
    """Print an item: its text, the evidence, the guess, and the categories."""
    console, verdict, item = sitting.program.err, row.verdict, row.item
    if item is None:
        return
    left = sitting.workspace.count_rows(QUEUE) - len(sitting.skipped)
    where = ", ".join(filter(None, (plain(row.document.name), place_words(item.place))))
    secret = ", private" if row.private else ""
    told = f"\nItem {item.key}: {plain(where)}{secret} ({left:,} to go)"
    console.print(told, style="bold", soft_wrap=True)
    print_text(console, item.text)
    if verdict is not None:
        if verdict.evidence is not None:
            console.print(f'Evidence: "{plain(verdict.evidence.quote)}"', soft_wrap=True)
        if verdict.reason:
            console.print(f"Needs review: {plain(verdict.reason)}", soft_wrap=True)
        console.print(guess_of(row), soft_wrap=True)
    print_categories(console, sitting.scheme)


def guess_of(row: ResultRow) -> str:
    """The best guess with its probability, and the runner-up."""
    verdict = row.verdict
    if verdict is None or verdict.category is None:
        return "There is no guess."
    sure = "" if verdict.probability is None else f" ({verdict.probability:.0%})"
    second = f"; next: {plain(verdict.runner_up)}" if verdict.runner_up else ""
    return f"Guess: {plain(verdict.category)}{sure}{second}"


def decide(sitting: Sitting, row: ResultRow, said: str, seconds: float) -> bool:
    """Store what a person said of an item; False where it was no category."""
    guess = row.verdict.category if row.verdict else None
    if not said and guess is None:
        click.echo("There is no guess to accept; give a category.", err=True)
        return False
    try:
        category = find_category(sitting.scheme, said) if said else str(guess)
    except WrongUseError as error:
        click.echo(error.message, err=True)
        return False
    key = key_of(row)
    sitting.workspace.correct([key], category, person=sitting.person, seconds=seconds)
    sitting.done.append((key, seconds))
    click.echo(f"Item {key}: {plain(category)}", err=True)
    return True


def take_back(sitting: Sitting) -> bool:
    """Take the last item back, to be looked at again; False where there is none."""
    if not sitting.done:
        click.echo("There is nothing to take back.", err=True)
        return False
    key, _ = sitting.done.pop()
    sitting.workspace.undo(key)
    sitting.again = key
    click.echo(f"Item {key} is taken back.", err=True)
    return True


def sum_up(sitting: Sitting, *, as_json: bool) -> None:
    """Print how many were reviewed, how fast, and what waits to be learned."""
    program, workspace = sitting.program, sitting.workspace
    number = len(sitting.done)
    pace = sum(seconds for _, seconds in sitting.done) / number if number else None
    left, labels = workspace.count_rows(QUEUE), workspace.new_labels()
    if as_json:
        facts = {"reviewed": number, "skipped": len(sitting.skipped), "left": left}
        seconds = None if pace is None else round(pace, 1)
        program.print_json(facts | {"seconds_per_item": seconds, "new_labels": labels})
        return
    speed = "" if pace is None else f", {pace:.0f} seconds each"
    verb = "needs" if left == 1 else "need"
    program.out.print(
        f"{count_of(number, 'item')} reviewed{speed}; {left:,} still {verb} review.",
        soft_wrap=True,
    )
    if labels:
        program.out.print(waiting(labels, str(workspace.path)), soft_wrap=True)
