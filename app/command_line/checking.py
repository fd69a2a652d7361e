"""``postroom check``: how much is right, by a sample labelled without seeing any answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
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
from app.command_line.cases import opened, scheme_in
from app.command_line.check_files import Answer, read_answers, write_sample
from app.command_line.check_report import print_blind_report
from app.command_line.edge import WrongUseError
from app.command_line.options import FILE, Option, with_options
from app.command_line.outputs import check_out
from app.command_line.program import Program
from app.command_line.telling import count_of, plain, shell_command
from app.records import BlindCheck, BlindReport, PostroomError, Scheme

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["check"]

KEYS = (
    "A number or how a name begins labels the item; s skips, u goes back, m shows all of"
    " the text, q ends for now."
)
HELP = """\
Measure how much is right, by a blind check: you label a random sample of the items without
seeing what Postroom says of them. A second person who labels the same sample shows how far
people agree. Goes on where you left off.

\b
Examples:
  postroom check march.postroom
  postroom check march.postroom --person Ann             the same sample, by Ann
  postroom check march.postroom --list sample.csv        to be filled in elsewhere,
  postroom check march.postroom --answers sample.csv     and given back
  postroom check march.postroom --report                 what was found so far
"""
OPTIONS: tuple[Option, ...] = (
    click.argument("case", type=FILE),
    click.option(
        "--sample",
        type=click.IntRange(min=1),
        default=50,
        show_default=True,
        metavar="N",
        help="How many items a new sample has.",
    ),
    click.option("--new", is_flag=True, help="Draw a new sample."),
    click.option(
        "--person", default="", metavar="NAME", help="Who labels; you, by default."
    ),
    click.option(
        "--list",
        "listed",
        type=FILE,
        metavar="FILE.csv",
        help="Write the sample to a file.",
    ),
    click.option(
        "--answers",
        type=FILE,
        metavar="FILE.csv",
        help="Take the columns item, category and, at will, seconds instead of asking.",
    ),
    click.option("--report", is_flag=True, help="Only print what was found so far."),
    click.option(
        "--json", "as_json", is_flag=True, help="Print a line of JSON at the end."
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    case: Path
    sample: int
    new: bool
    person: str
    listed: Path | None
    answers: Path | None
    report: bool
    as_json: bool


@click.command(
    "check", help=HELP, short_help="Measure how much is right, by a blind check."
)
@with_options(OPTIONS)
@click.pass_context
def check(context: click.Context, /, **_options: object) -> None:
    """Check blind."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    see_that_it_can_be_done(program, asked)
    with opened(program, asked.case, read_only=asked.report) as workspace:
        scheme = scheme_in(workspace)
        person = asked.person or workspace.person
        if asked.report:
            drawn, report = newest_report(workspace)
            show_report(program, asked, drawn, report)
        elif asked.listed is not None:
            list_sample(program, asked, workspace, person)
        elif asked.answers is not None:
            drawn = take_answers(asked, workspace, scheme, person)
            finish(program, asked, workspace, (drawn, person))
        else:
            drawn = sample_for(asked, workspace, person)
            label(program, workspace, scheme, (drawn, person))
            finish(program, asked, workspace, (drawn, person))


def see_that_it_can_be_done(program: Program, asked: Asked) -> None:
    """See that what was asked can be done, before anything begins."""
    chosen = (asked.report, asked.listed is not None, asked.answers is not None)
    if chosen.count(True) > 1:
        raise WrongUseError("--report, --list and --answers exclude each other.")
    if asked.new and (asked.report or asked.answers is not None):
        raise WrongUseError("--new draws a sample, which is not what the rest asks for.")
    if asked.listed is not None:
        check_out(asked.listed, (".csv",))
    if not any(chosen):
        need_person(program, "Use --list FILE.csv, fill it in, and give it by --answers.")


def sample_for(asked: Asked, workspace: Workspace, person: str) -> BlindCheck:
    """The sample that a person goes on with, or a new one."""
    drawn = workspace.checks()
    if drawn and not asked.new:
        if workspace.unanswered(drawn[-1].key, person):
            return drawn[-1]
        for older in reversed(drawn[:-1]):
            # One that this person began; those of others are theirs.
            if 0 < len(workspace.unanswered(older.key, person)) < len(older.items):
                return older
    return workspace.begin_check(asked.sample)


def label(
    program: Program, workspace: Workspace, scheme: Scheme, whose: tuple[BlindCheck, str]
) -> None:
    """Ask for each item that a person has not labelled yet."""
    drawn, person = whose
    items = workspace.unanswered(drawn.key, person)
    done = len(drawn.items) - len(items)
    program.err.print(KEYS, soft_wrap=True)
    at = 0
    while 0 <= at < len(items):
        head = f"\nItem {done + at + 1:,} of {len(drawn.items):,}"
        program.err.print(head, style="bold")
        text = text_of(workspace, items[at])
        print_text(program.err, text)
        print_categories(program.err, scheme)
        began = program.clock()
        said = category_or_key(program, scheme, text)
        if said in {"", "q"}:
            return
        if said == "u":
            at = max(at - 1, 0)
            continue
        if said != "s":
            seconds = program.clock() - began
            workspace.answer(drawn.key, items[at], person, said, seconds)
        at += 1


def text_of(workspace: Workspace, key: int) -> str:
    """The text of an item and nothing of what the program says of it."""
    item = workspace.row(key).item
    return item.text if item else ""


def category_or_key(program: Program, scheme: Scheme, text: str) -> str:
    """A category, or one of the keys s, u and q; empty at the end of what is typed."""
    while True:
        said = ask_line("Category")
        if said is None:
            return ""
        if said in {"s", "u", "q"}:
            return said
        if said == "m":
            print_text(program.err, text, whole=True)
        elif said:
            try:
                return find_category(scheme, said)
            except WrongUseError as error:
                click.echo(error.message, err=True)


def list_sample(program: Program, asked: Asked, workspace: Workspace, person: str) -> None:
    """Write the sample to a file, to be filled in elsewhere."""
    drawn = sample_for(asked, workspace, person)
    path = asked.listed or Path()
    number = write_sample(path, map(workspace.row, drawn.items))
    if asked.as_json:
        program.print_json({"check": drawn.key, "items": number, "list": str(path)})
        return
    command = shell_command(
        ["postroom", "check", str(workspace.path), "--answers", str(path)]
    )
    program.out.print(
        f"{path} is written: {count_of(number, 'item')}. Fill in the column category,"
        f" then:\n  {command}",
        soft_wrap=True,
    )


def take_answers(
    asked: Asked, workspace: Workspace, scheme: Scheme, person: str
) -> BlindCheck:
    """Store what a file says of a sample; all of it or, where a row is wrong, nothing."""
    path = asked.answers or Path()
    answers = read_answers(path, scheme)
    if not answers:
        raise WrongUseError(f"No row of {path.name} has a category.", "Fill it in first.")
    drawn = sample_of(workspace, answers, path)
    for answer in answers:
        workspace.answer(drawn.key, answer.item, person, answer.category, answer.seconds)
    return drawn


def sample_of(workspace: Workspace, answers: Sequence[Answer], path: Path) -> BlindCheck:
    """The newest sample that has all of the items.

    Raises:
        WrongUseError: None was drawn yet, or a row's item is not in it.
    """
    checks = workspace.checks()
    if not checks:
        command = ["postroom", "check", str(workspace.path), "--list", "sample.csv"]
        raise WrongUseError(
            "No sample was drawn yet.", f"Begin with: {shell_command(command)}"
        )
    for drawn in reversed(checks):
        if {answer.item for answer in answers} <= set(drawn.items):
            return drawn
    wrong = next(answer for answer in answers if answer.item not in checks[-1].items)
    raise WrongUseError(
        f"{path.name}, row {wrong.row}: item {wrong.item} is not in the sample.",
        "Nothing was taken from the file.",
    )


def finish(
    program: Program, asked: Asked, workspace: Workspace, whose: tuple[BlindCheck, str]
) -> None:
    """Print what was found; of an unfinished check only how to go on, to stay blind."""
    drawn, person = whose
    left = len(workspace.unanswered(drawn.key, person))
    if not left:
        show_report(program, asked, drawn, workspace.check_report(drawn.key))
        return
    if asked.as_json:
        facts = {"check": drawn.key, "person": person, "left": left}
        program.print_json(facts | {"labelled": len(drawn.items) - left})
        return
    command = ["postroom", "check", str(workspace.path)]
    whose_option = ["--person", asked.person] if asked.person else []
    program.out.print(
        f"Left for {plain(person)}: {left:,} of {count_of(len(drawn.items), 'item')}."
        f" To go on: {shell_command([*command, *whose_option])}\n"
        f"What was found so far: {shell_command([*command, '--report'])}",
        soft_wrap=True,
    )


def newest_report(workspace: Workspace) -> tuple[BlindCheck, BlindReport]:
    """The newest check in which somebody has labelled anything, and what it found.

    Raises:
        WrongUseError: There is none.
    """
    for drawn in reversed(workspace.checks()):
        try:
            return drawn, workspace.check_report(drawn.key)
        except PostroomError:
            continue
    command = shell_command(["postroom", "check", str(workspace.path)])
    raise WrongUseError("Nothing was checked yet.", f"Begin with: {command}")


def show_report(
    program: Program, asked: Asked, drawn: BlindCheck, report: BlindReport
) -> None:
    """Print what a check found."""
    if asked.as_json:
        program.print_json({"check": drawn.key, **dataclasses.asdict(report)})
    else:
        print_blind_report(program.out, report)
