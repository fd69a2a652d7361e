"""``postroom sort``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.cases import case_path
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.keeping import (
    done,
    end,
    kept_or_purged,
    need_inputs,
    read_and_do,
)
from app.command_line.options import FILE, PASSWORD_FILE, Option, with_options
from app.command_line.outputs import check_out
from app.command_line.passwords import read_passwords
from app.command_line.program import Program
from app.command_line.results import each_line, print_results
from app.command_line.telling import count_of, plain, waiting
from app.records import ModelKind, ModelState, RowFilter, Scheme, SortSettings
from app.records.lines import line_as_json

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["NO_MODEL", "sort"]

SUFFIXES = (".xlsx", ".csv", ".jsonl")
NO_MODEL = "none"
HELP = """\
Sort letters, e-mails and spreadsheet rows into the categories of a scheme.

INPUT is any number of files and folders. Every letter and every row gets a category, a
probability, and the passage that speaks for it; what Postroom is unsure of needs review and
says why. Your files are only read, never moved or changed.

\b
Examples:
  postroom sort inbox
  postroom sort inbox calls.xlsx --out results.xlsx
  postroom sort calls.xlsx --scheme requests_311 --column Description
  postroom sort inbox --case march.postroom     keep the work, add to it next week
  postroom sort inbox --json > results.jsonl
  postroom sort inbox --accuracy 98             decide less alone, and more of it right

\b
Exit status: 0 complete (also where items need review), 1 could not go on, 2 wrong use,
3 complete but some documents failed, 130 stopped. Ctrl-C stops after the step at hand; the
command to go on is then shown.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    inputs: tuple[Path, ...]
    scheme: str
    case: Path | None
    column: str
    sheet: str
    out: Path | None
    model: str
    no_language_model: bool
    model_minutes: float
    password_file: Path | None
    recognize_all: bool
    accuracy: float
    no_memory: bool
    private: bool
    private_column: str
    as_json: bool

    @property
    def settings(self) -> SortSettings:
        """The settings of the run."""
        return SortSettings(
            column=self.column,
            sheet=self.sheet,
            language_model=NO_MODEL if self.no_language_model else self.model,
            model_minutes=self.model_minutes,
            recognize_all=self.recognize_all,
            accuracy=self.accuracy / 100,
            memory=not self.no_memory,
            private=self.private,
            private_column=self.private_column,
        )


OPTIONS: tuple[Option, ...] = (
    click.argument("inputs", metavar="INPUT...", nargs=-1, type=FILE),
    click.option(
        "--scheme",
        default="",
        metavar="FILE|NAME",
        help="The categories; see 'postroom schemes list'. Left out, the case file's own,"
        " else resident_correspondence.",
    ),
    click.option(
        "--case",
        type=FILE,
        help="Keep the work in this case file: to go on later, to add to it, to open it in"
        " the window. Without it nothing is kept but what --out writes.",
    ),
    click.option("--column", default="", metavar="NAME", help="The text column of sheets."),
    click.option("--sheet", default="", metavar="NAME", help="Read this sheet only."),
    click.option("--out", type=FILE, help="Write the results: .xlsx, .csv or .jsonl."),
    click.option(
        "--model",
        default="",
        metavar="NAME",
        help="The language model; the best installed.",
    ),
    click.option(
        "--no-language-model", is_flag=True, help="Faster, a little less accurate."
    ),
    click.option(
        "--model-minutes",
        type=click.FloatRange(min=0),
        default=10.0,
        show_default=True,
        metavar="N",
        help="How long the language model may read what is undecided.",
    ),
    PASSWORD_FILE,
    click.option(
        "--recognize-all",
        is_flag=True,
        help="Read all pages by text recognition, not only those without text.",
    ),
    click.option(
        "--accuracy",
        type=click.FloatRange(50, 99.9),
        default=90.0,
        show_default=True,
        metavar="PERCENT",
        help="How many of 100 items that it decides alone should be right; the rest needs"
        " review.",
    ),
    click.option(
        "--no-memory",
        is_flag=True,
        help="Neither use the labels in the scheme's memory nor keep corrections there.",
    ),
    click.option(
        "--private",
        is_flag=True,
        help="All items of this case are private: never kept in the scheme's memory.",
    ),
    click.option(
        "--private-column",
        default="",
        metavar="NAME",
        help="Rows with a yes in this column are private.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per item."),
)


@click.command("sort", help=HELP, short_help="Sort files and folders into categories.")
@with_options(OPTIONS)
@click.pass_context
def sort(context: click.Context, /, **_options: object) -> None:
    """Sort files and folders."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    check(asked)
    with as_wrong_use():
        passwords = read_passwords(asked.password_file)
        check_model(program, asked.model)
        place = case_path(asked.case) if asked.case else None
        workspace = program.postroom.workspace(place)
    with kept_or_purged(program, asked.case, workspace) as job:
        with as_wrong_use():
            scheme = prepare(program, asked, workspace)
        job.begun = True
        complete = sort_all(program, workspace, scheme, (asked.settings, passwords))
        if complete:
            complete = export(program, asked, workspace)
        if complete:
            # Before showing, as whoever reads the output may go away in the middle of it.
            job.finished = True
            show(program, asked, workspace, scheme)
        counts = workspace.counts()
    end(job, counts.documents_failed + counts.failed)


def check(asked: Asked) -> None:
    """See that what was asked can be done, before anything long begins."""
    need_inputs(
        asked.inputs,
        asked.case,
        "There is nothing to sort.",
        "Name files or folders: postroom sort INBOX. See also: postroom sort --help",
    )
    if asked.model and asked.no_language_model:
        raise WrongUseError("--model and --no-language-model exclude each other.")
    if asked.out is not None:
        check_out(asked.out, SUFFIXES, asked.inputs)


def check_model(program: Program, name: str) -> None:
    """See that a language model of this name can be used."""
    if not name:
        return
    models = [
        model
        for model in program.postroom.models()
        if model.entry.kind is ModelKind.LANGUAGE_MODEL
    ]
    if not any(
        model.entry.name == name and model.state is ModelState.READY for model in models
    ):
        ready = [model.entry.name for model in models if model.state is ModelState.READY]
        raise WrongUseError(
            f"There is no language model {name} that could be used.",
            f"Installed are: {', '.join(ready) or 'none'}. See: postroom models list",
        )


def prepare(program: Program, asked: Asked, workspace: Workspace) -> Scheme:
    """Add the inputs to the case file and choose the scheme."""
    scheme = None if asked.scheme else workspace.scheme
    if scheme is None:
        scheme = program.postroom.scheme(asked.scheme)
    added = workspace.add(asked.inputs) if asked.inputs else 0
    documents = workspace.counts().documents
    if not documents:
        places = ", ".join(map(str, asked.inputs or [asked.case]))
        raise WrongUseError(
            f"Nothing to sort was found in {places}.",
            "Name files, or folders with files in them.",
        )
    known = documents - added
    there = f" ({count_of(known, 'document')} in the case file already)" if known else ""
    program.err.print(
        f"Sorting {count_of(documents, 'document')}{there} by the scheme"
        f" {plain(scheme.name)}, {len(scheme.categories)} categories.",
        soft_wrap=True,
    )
    return scheme


def sort_all(
    program: Program,
    workspace: Workspace,
    scheme: Scheme,
    how: tuple[SortSettings, tuple[str, ...]],
) -> bool:
    """Run until all is sorted, asking for passwords; False where Ctrl-C stopped it."""
    settings, passwords = how
    begin = partial(workspace.sort, scheme, settings)
    return read_and_do(program, workspace, begin, passwords)


def export(program: Program, asked: Asked, workspace: Workspace) -> bool:
    """Write the results if that was asked; False where Ctrl-C stopped it."""
    if asked.out is None:
        return True
    return done(program, workspace.export(asked.out))


def show(program: Program, asked: Asked, workspace: Workspace, scheme: Scheme) -> None:
    """Print the results, and say where they are kept."""
    if asked.as_json:
        for line in each_line(workspace, RowFilter()):
            program.print_json(line_as_json(line))
    else:
        print_results(program.out, workspace, scheme)
        labels = workspace.new_labels() if asked.case is not None else 0
        if labels:
            program.out.print(waiting(labels, str(workspace.path)), soft_wrap=True)
    if asked.out is not None:
        program.err.print(f"Results: {asked.out}", soft_wrap=True)
    if asked.case is not None:
        program.err.print(f"Case file: {workspace.path}", soft_wrap=True)
