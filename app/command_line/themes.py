"""``postroom themes``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
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
    read_and_do,
    wrong_columns,
)
from app.command_line.options import FILE, JSON_RESULT, PASSWORD_FILE, Option, with_options
from app.command_line.passwords import read_passwords
from app.command_line.program import Program
from app.command_line.results import print_failures
from app.command_line.sorting import NO_MODEL, check_model
from app.command_line.telling import count_of, plain
from app.command_line.theme_facts import facts_of_report
from app.command_line.theme_outputs import (
    OUTPUT_OPTIONS,
    Outputs,
    check_outputs,
    write_outputs,
)
from app.command_line.themes_told import print_next, print_report
from app.records import Scheme, ThemeSettings

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["themes"]

HELP = """\
Find what people write about in thousands of rows or letters: themes and the groups they
form, how many rows each has, what is new, what grows, and what comes back every season.

How many themes there are is found, not asked for. Names are drafts in the rows' own words;
rows that are few or odd are in no theme. Every count can be opened to the rows behind it.
With dates, trends are told, but only those that chance does not explain. Your files are
only read, never moved or changed.

\b
Examples:
  postroom themes calls.xlsx
  postroom themes calls.xlsx --column Description --date-column Created --by District
  postroom themes calls.xlsx --out themes.xlsx --out report.docx --pictures slides
  postroom themes calls.xlsx --case calls.postroom      keep the work, to edit the themes
  postroom themes april.xlsx --case calls.postroom      next month: what is new?
  postroom themes calls.xlsx --scheme requests_311      your categories, and what fits none
  postroom themes answers.xlsx --question "Should the library open on Sundays?" --assign

\b
Run again in the same case file, themes that come back keep their names, new ones are marked
new, and options that are left out stay as they were (--by "" or --question "" takes them
back). Then: postroom theme --help

\b
Exit status: 0 complete, 1 could not go on, 2 wrong use, 3 complete but some documents
failed, 130 stopped. Ctrl-C stops after the step at hand; the command to go on is then
shown.
"""
OPTIONS: tuple[Option, ...] = (
    click.argument("inputs", metavar="SHEET...", nargs=-1, type=FILE),
    click.option("--column", metavar="NAME", help="The text column of sheets."),
    click.option("--sheet", metavar="NAME", help="Read this sheet only."),
    click.option(
        "--date-column",
        metavar="NAME",
        help="The column with the dates, for trends. Left out, Postroom looks for one.",
    ),
    click.option(
        "--by",
        multiple=True,
        metavar="NAME",
        help="Break the counts down by this column, such as a district or a language. May"
        " be given several times.",
    ),
    click.option(
        "--scheme",
        default="",
        metavar="FILE|NAME",
        help="Take its categories as themes, and look for more in what fits none of them;"
        " see 'postroom schemes list'.",
    ),
    click.option(
        "--max",
        "most",
        type=click.IntRange(min=0),
        metavar="N",
        help="At most so many themes; 0, as usual, for as many as there are.",
    ),
    click.option(
        "--question",
        metavar="TEXT",
        help="The question that the rows answer. Each row then gets a stance apart from its"
        " theme: for, against or unclear. Until some rows are corrected, most are unclear.",
    ),
    click.option(
        "--assign",
        is_flag=True,
        help="Then give every row all the themes it speaks of, each with a probability and"
        " a quotation. Without it a row is in one theme at most.",
    ),
    click.option(
        "--smallest",
        type=click.IntRange(min=1),
        metavar="N",
        help="Hide counts below this in breakdowns, for privacy; usually 5.",
    ),
    click.option(
        "--model",
        metavar="NAME|none",
        help="The language model that may draft names; the best installed.",
    ),
    PASSWORD_FILE,
    click.option(
        "--case",
        type=FILE,
        help="Keep the work in this case file: to go on later, to edit themes, to add"
        " to it. SHEET may then be left out. Without it nothing is kept but what --out"
        " writes.",
    ),
    *OUTPUT_OPTIONS,
    JSON_RESULT,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    inputs: tuple[Path, ...]
    column: str | None
    sheet: str | None
    date_column: str | None
    by: tuple[str, ...]
    scheme: str
    most: int | None
    question: str | None
    assign: bool
    smallest: int | None
    model: str | None
    password_file: Path | None
    case: Path | None
    out: tuple[Path, ...]
    pictures: Path | None
    svg: bool
    as_json: bool

    @property
    def outputs(self) -> Outputs:
        """Where the result is wanted."""
        return Outputs(out=self.out, pictures=self.pictures, svg=self.svg)

    def settings(self, before: ThemeSettings) -> ThemeSettings:
        """The settings of the analysis; what was left out is as it was before."""
        asked = {
            "column": self.column,
            "sheet": self.sheet,
            "date_column": self.date_column,
            "by": tuple(filter(None, self.by)) if self.by else None,
            "most": self.most,
            "question": self.question,
            "smallest": self.smallest,
            "language_model": self.model,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return replace(before, **given)  # type: ignore[arg-type]  # of their own kinds


@click.command("themes", help=HELP, short_help="Find what many rows are about, and trends.")
@with_options(OPTIONS)
@click.pass_context
def themes(context: click.Context, /, **_options: object) -> None:
    """Find themes."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    check(asked)
    with as_wrong_use():
        passwords = read_passwords(asked.password_file)
        check_model(program, "" if asked.model in (None, NO_MODEL) else str(asked.model))
        place = case_path(asked.case) if asked.case else None
        scheme = program.postroom.scheme(asked.scheme) if asked.scheme else None
        workspace = program.postroom.workspace(place)
    with kept_or_purged(program, asked.case, workspace) as job:
        with as_wrong_use():
            prepare(program, asked, workspace, scheme)
        job.begun = True
        if find(program, asked, workspace, (scheme, passwords)):
            # Before showing, as whoever reads the output may go away in the middle of it.
            job.finished = True
            show(program, asked, workspace)
        counts = workspace.counts()
    end(job, counts.documents_failed)


def check(asked: Asked) -> None:
    """See that what was asked can be done, before anything long begins."""
    need_inputs(
        asked.inputs,
        asked.case,
        "There is nothing to find themes in.",
        "Name sheets, files or folders: postroom themes SHEET. See also:"
        " postroom themes --help",
    )
    check_outputs(asked.outputs, asked.inputs)


def prepare(
    program: Program, asked: Asked, workspace: Workspace, scheme: Scheme | None
) -> None:
    """Add the inputs to the case file and say what will be done."""
    documents, known = add_inputs(workspace, asked.inputs)
    there = f" ({known:,} in the case file already)" if 0 < known < documents else ""
    by = f" by the scheme {plain(scheme.name)}" if scheme else ""
    told = f"Finding themes in {count_of(documents, 'document')}{there}{by}."
    program.err.print(told, soft_wrap=True)


def find(
    program: Program,
    asked: Asked,
    workspace: Workspace,
    how: tuple[Scheme | None, tuple[str, ...]],
) -> bool:
    """Find themes, assign and write if that was asked; False where Ctrl-C stopped it."""
    scheme, passwords = how
    work = workspace.themes
    settings = asked.settings(work.settings)
    columns = [settings.column, settings.date_column, *settings.by]
    with wrong_columns(workspace, list(filter(None, columns))):
        if not read_and_do(
            program, workspace, partial(work.find, settings, scheme), passwords
        ):
            return False
    if asked.assign and not done(program, work.assign()):
        return False
    return write_outputs(program, work, asked.outputs)


def show(program: Program, asked: Asked, workspace: Workspace) -> None:
    """Print the result, and say where it is kept."""
    report = workspace.themes.report()
    if asked.as_json:
        program.print_json(facts_of_report(report))
    else:
        print_report(program.out, report)
        print_failures(program.out, workspace.documents())
        case = str(workspace.path) if asked.case is not None else ""
        print_next(program.out, report, case)
    if asked.case is not None:
        program.err.print(f"Case file: {workspace.path}", soft_wrap=True)
