"""``postroom trends``: counts of a column that already carries a category, over time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.cases import case_path
from app.command_line.edge import as_wrong_use
from app.command_line.keeping import (
    add_inputs,
    done,
    end,
    kept_or_purged,
    need_inputs,
    wrong_columns,
)
from app.command_line.options import FILE, Option, with_options
from app.command_line.outputs import check_out
from app.command_line.program import Program
from app.command_line.results import print_failures
from app.command_line.telling import count_of, plain
from app.command_line.trends_told import print_trends
from app.records import ThemeSettings
from app.records.lines import facts_of_trend

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["trends"]

SUFFIXES = (".json", ".xlsx")
HELP = """\
Count a column that already carries a category over time, and tell what stands out: what
rises or falls, what was more than usual for once, what is new, and what comes back every
season.

Told is only what chance does not explain, with so many categories and small counts allowed
for. Nothing of what people wrote is looked at, and no model takes part.

\b
Examples:
  postroom trends calls.xlsx --date-column Created --of Category
  postroom trends calls.xlsx --date-column Created --of Category --out trends.xlsx
  postroom trends --case calls.postroom --of District --json

\b
Exit status: 0 complete, 1 could not go on, 2 wrong use, 3 complete but some documents
failed, 130 stopped.
"""
OPTIONS: tuple[Option, ...] = (
    click.argument("inputs", metavar="SHEET...", nargs=-1, type=FILE),
    click.option(
        "--date-column",
        default="",
        metavar="NAME",
        help="The column with the dates. Left out, Postroom looks for one.",
    ),
    click.option(
        "--of",
        "column",
        required=True,
        metavar="NAME",
        help="The column with the categories to count.",
    ),
    click.option("--sheet", default="", metavar="NAME", help="Read this sheet only."),
    click.option(
        "--case",
        type=FILE,
        help="Count the rows of this case file, and add SHEET to it. SHEET may then be left"
        " out. Without it nothing is kept but what --out writes.",
    ),
    click.option(
        "--out",
        "out",
        type=FILE,
        multiple=True,
        metavar="FILE",
        help="Write the trends: .json, or .xlsx with the counts of every period. May be"
        " given several times.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per trend."),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    inputs: tuple[Path, ...]
    date_column: str
    column: str
    sheet: str
    case: Path | None
    out: tuple[Path, ...]
    as_json: bool

    @property
    def settings(self) -> ThemeSettings:
        """How the rows are read.

        A sheet need not hold what people wrote to be counted; where nothing is kept for
        other work, its rows are read by the categories themselves.
        """
        text = self.column if self.case is None else ""
        return ThemeSettings(column=text, sheet=self.sheet, date_column=self.date_column)


@click.command("trends", help=HELP, short_help="Tell what changes over time in a column.")
@with_options(OPTIONS)
@click.pass_context
def trends(context: click.Context, /, **_options: object) -> None:
    """Count a column over time."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    check(asked)
    with as_wrong_use():
        place = case_path(asked.case) if asked.case else None
        workspace = program.postroom.workspace(place)
    with kept_or_purged(program, asked.case, workspace) as job:
        with as_wrong_use():
            prepare(program, asked, workspace)
        job.begun = True
        work = workspace.themes
        with wrong_columns(
            workspace, list(filter(None, (asked.column, asked.date_column)))
        ):
            complete = done(program, work.count(asked.column, asked.settings))
        if complete:
            for out in asked.out:
                work.export_trends(out)
            job.finished = True
            show(program, asked, workspace)
        counts = workspace.counts()
    end(job, counts.documents_failed)


def check(asked: Asked) -> None:
    """See that what was asked can be done, before anything long begins."""
    need_inputs(
        asked.inputs,
        asked.case,
        "There is nothing to count.",
        "Name sheets: postroom trends SHEET --of COLUMN. See also: postroom trends --help",
    )
    for out in asked.out:
        check_out(out, SUFFIXES, asked.inputs)


def prepare(program: Program, asked: Asked, workspace: Workspace) -> None:
    """Add the inputs to the case file and say what will be done."""
    documents, _ = add_inputs(workspace, asked.inputs)
    told = f"Counting {plain(asked.column)} in {count_of(documents, 'document')}."
    program.err.print(told, soft_wrap=True)


def show(program: Program, asked: Asked, workspace: Workspace) -> None:
    """Print the trends, and say where they are kept."""
    counted = workspace.themes.counted
    if asked.as_json:
        for trend in counted.trends:
            program.print_json(facts_of_trend(trend))
    else:
        print_trends(program.out, counted)
        print_failures(program.out, workspace.documents())
    for out in asked.out:
        program.err.print(f"Results: {out}", soft_wrap=True)
