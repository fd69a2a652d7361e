"""``postroom``: the commands together, and the way in and out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

import app
from app.command_line.cases import desk, purge, search
from app.command_line.checking import check
from app.command_line.correcting import correct
from app.command_line.edge import EdgeGroup
from app.command_line.items import items
from app.command_line.learning import learn
from app.command_line.models import models
from app.command_line.program import Program
from app.command_line.reviewing import review
from app.command_line.schemes import schemes
from app.command_line.sorting import sort
from app.command_line.summarize import summarize
from app.command_line.summary import summary
from app.command_line.telling import plain
from app.command_line.theme import theme
from app.command_line.themes import themes
from app.command_line.trends import trends

__all__ = ["postroom", "run"]

PROBLEMS = 1
STYLES = {"good": "green", "note": "yellow", "problem": "red"}
HELP = """\
Postroom sorts an office's letters, e-mails and spreadsheet rows on the computer they are
already on. Nothing it reads ever leaves this computer.

Without a command it opens its window.

\b
First steps:
  postroom doctor                          is everything in place?
  postroom sort inbox                      sort a folder, see the results
  postroom sort inbox --out results.xlsx   write them as an Excel workbook
  postroom schemes list                    which categories are there?
  postroom sort --help                     everything about sorting

\b
In a case file, from then on:
  postroom review march.postroom           go through what needs review
  postroom learn --case march.postroom     see what your corrections would change, use them
  postroom check march.postroom            measure how much is right, by a blind check

\b
What are people writing about?
  postroom themes calls.xlsx               find themes and trends in thousands of rows
  postroom theme calls.postroom list       see, rename, merge and split themes
  postroom trends calls.xlsx --of Type     trends of categories that are there already

\b
What does a long document say?
  postroom summarize notice.pdf            every sentence with its page and exact words
  postroom summarize notice.pdf --for grant --out summary.docx
  postroom summary notices.postroom ask "Who may apply?"
"""


@click.group(
    cls=EdgeGroup,
    invoke_without_command=True,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(app.__version__, prog_name="postroom", message="%(prog)s %(version)s")
@click.pass_context
def postroom(context: click.Context) -> None:
    """Open the window where no command is given."""
    if context.invoked_subcommand is None:
        context.invoke(desk, case=None)


@click.command(
    "doctor",
    short_help="Look whether everything is in place.",
    help="""\
Look whether everything is in place: processor, memory, models, write permissions, versions,
and that documents cannot reach the network. Ends with status 1 where there is a problem.
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per finding.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Look whether everything is in place."""
    program = context.find_object(Program) or Program()
    findings = program.postroom.doctor()
    table = Table(show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        if as_json:
            facts = ("name", "state", "what", "remedy")
            program.print_json({fact: getattr(finding, fact) for fact in facts})
            continue
        told = f"{finding.what}\n{finding.remedy}".strip()
        state = Text(finding.state, style=STYLES[finding.state])
        table.add_row(state, plain(finding.name), "\n".join(map(plain, told.split("\n"))))
    if not as_json:
        program.out.print(table)
        if program.log_path is not None:
            program.out.print(f"Log: {program.log_path}", soft_wrap=True)
    if any(finding.state == "problem" for finding in findings):
        context.exit(PROBLEMS)


WORK = (sort, items, review, correct, learn, check, themes, theme, trends)
DOCUMENTS = (summarize, summary, search)
UPKEEP = (schemes, models, purge, doctor, desk)
for command in (*WORK, *DOCUMENTS, *UPKEEP):
    postroom.add_command(command)


def run(
    arguments: Sequence[str] | None = None,
    *,
    open_desk: Callable[[Path | None], int] | None = None,
) -> int:
    """Run a command line and give its exit status.

    Args:
        arguments: Without the program's name; None takes the process's own.
        open_desk: Opens the window on a case file or on none.
    """
    for stream in (sys.stdout, sys.stderr):
        # Windows gives a pipe the old code page, in which most names cannot be written.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = None if arguments is None else list(arguments)
    try:
        postroom.main(given, prog_name="postroom", obj=Program(open_desk=open_desk))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
