"""``postroom summarize``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.cases import case_path
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.keeping import (
    add_inputs,
    end,
    kept_or_purged,
    need_inputs,
    read_and_do,
)
from app.command_line.options import FILE, JSON_RESULT, PASSWORD_FILE, Option, with_options
from app.command_line.passwords import read_passwords
from app.command_line.program import Program
from app.command_line.sorting import NO_MODEL, check_model
from app.command_line.summaries_told import (
    print_first_look,
    print_left_out,
    print_next,
    print_summaries,
)
from app.command_line.summary_outputs import (
    OUT_OPTION,
    Written,
    check_outputs,
    write_outputs,
)
from app.command_line.telling import count_of, plain
from app.records import Phase, Step, SummarySettings, VersionChanges
from app.records.summary_facts import facts_of_summaries, json_text

if TYPE_CHECKING:
    from app.workflow import Workspace
    from app.workflow.summary_work import SummaryWork

__all__ = ["summarize"]

HELP = """\
Summarize long documents so that every sentence can be checked: each one carries the exact
words it stands on and the page they stand on.

FILE is any number of documents and folders: PDF (scanned pages, too), Word, e-mail and
text. Sentences are quoted; in other words only where a language model is installed that
does so soundly, and where every number, date, amount, name and negation was found in the
quotation. Facts such as deadlines and amounts stand in a table, and "not stated" where the
document does not say. Your files are only read, never moved or changed.

\b
Examples:
  postroom summarize notice.pdf
  postroom summarize notice.pdf --for grant --out summary.docx --out dates.ics
  postroom summarize report.pdf --length short
  postroom summarize report.pdf --words 300 --question "Who pays for it?"
  postroom summarize notices --case notices.postroom   keep the work, to ask and correct
  postroom summarize 2025.pdf 2026.pdf --changes        what changed from the first one?
  postroom summarize notice.pdf --json > summary.json

\b
  --out summary.docx  for Word    .pdf  the same as PDF      .md  the same as plain text
        summary.xlsx  all facts   .ics  dates for a calendar .json for other programs

In a case file, options that are left out stay as they were, and questions are kept. Then:
postroom summary --help

\b
Exit status: 0 complete, 1 could not go on, 2 wrong use, 3 complete but some documents
failed, 130 stopped. Ctrl-C stops after the step at hand; the command to go on is then
shown.
"""
OPTIONS: tuple[Option, ...] = (
    click.argument("inputs", metavar="FILE...", nargs=-1, type=FILE),
    click.option(
        "--for",
        "purpose",
        metavar="KIND",
        help="Which facts are looked for: grant, report, letter, or a list of your office."
        " Left out, each document shows itself what it is.",
    ),
    click.option(
        "--length",
        metavar="LENGTH",
        help="How long the summary is: short, page or long. Usually page.",
    ),
    click.option(
        "--words",
        type=click.IntRange(min=1),
        metavar="N",
        help="At most about so many words, instead of --length.",
    ),
    click.option(
        "--question",
        "questions",
        multiple=True,
        metavar="TEXT",
        help="A question that each document is asked. May be given several times.",
    ),
    click.option(
        "--changes",
        is_flag=True,
        help="Tell what changed from the first of two documents to the second.",
    ),
    click.option(
        "--model",
        "--language-model",
        "model",
        metavar="NAME|none",
        help="The language model that may reword sentences; the best installed.",
    ),
    click.option(
        "--recognize-all",
        is_flag=True,
        help="Read all pages by text recognition, not only those without text.",
    ),
    PASSWORD_FILE,
    click.option(
        "--case",
        type=FILE,
        help="Keep the work in this case file: to go on later, to ask questions, to correct"
        " facts. FILE may then be left out. Without it nothing is kept but what --out"
        " writes.",
    ),
    OUT_OPTION,
    JSON_RESULT,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    inputs: tuple[Path, ...]
    purpose: str | None
    length: str | None
    words: int | None
    questions: tuple[str, ...]
    changes: bool
    model: str | None
    recognize_all: bool
    password_file: Path | None
    case: Path | None
    out: tuple[Path, ...]
    as_json: bool

    def settings(self, before: SummarySettings) -> SummarySettings:
        """The settings of the run; what was left out is as it was before."""
        # Words that were asked for earlier do not stand against a length asked for now.
        words = 0 if self.length is not None and self.words is None else self.words
        questions = (*before.questions, *filter(str.strip, self.questions))
        asked = {
            "purpose": self.purpose,
            "length": self.length,
            "words": words,
            "language_model": self.model,
            "recognize_all": self.recognize_all or None,
            "questions": tuple(dict.fromkeys(questions)),
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return replace(before, **given)  # type: ignore[arg-type]  # of their own kinds


@click.command(
    "summarize",
    help=HELP,
    short_help="Summarize long documents, every sentence with its page.",
)
@with_options(OPTIONS)
@click.pass_context
def summarize(context: click.Context, /, **_options: object) -> None:
    """Summarize documents."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    check(asked)
    with as_wrong_use():
        passwords = read_passwords(asked.password_file)
        check_model(program, "" if asked.model in (None, NO_MODEL) else str(asked.model))
        place = case_path(asked.case) if asked.case else None
        workspace = program.postroom.workspace(place)
    with kept_or_purged(program, asked.case, workspace) as job:
        with as_wrong_use():
            settings = prepare(program, asked, workspace)
        job.begun = True
        failed = 0
        written = make(program, asked, workspace, (settings, passwords))
        if written.complete:
            # Before showing, as whoever reads the output may go away in the middle of it.
            job.finished = True
            failed = show(program, asked, workspace)
    if written.refused is not None:
        raise written.refused
    end(job, failed)


def check(asked: Asked) -> None:
    """See that what was asked can be done, before anything long begins."""
    need_inputs(
        asked.inputs,
        asked.case,
        "There is nothing to summarize.",
        "Name files or folders: postroom summarize FILE. See also: postroom summarize"
        " --help",
    )
    if asked.changes and asked.inputs and len(asked.inputs) != 2:
        raise WrongUseError(
            "--changes compares two documents.",
            "Name the older one and then the newer one.",
        )
    check_outputs(asked.out, asked.inputs)


def prepare(program: Program, asked: Asked, workspace: Workspace) -> SummarySettings:
    """Add the inputs to the case file, and say what will be done.

    Raises:
        WrongUseError: There is no such purpose or length, or nothing to read.
    """
    work = workspace.summaries
    settings = asked.settings(work.settings)
    check_choice("kind of document", settings.purpose, [key for key, _ in work.purposes()])
    check_choice("length", settings.length, [one.key for one in work.lengths()])
    add_inputs(workspace, asked.inputs)
    told = f"Summarizing {count_of(len(chosen(asked, workspace)), 'document')}."
    program.err.print(told, soft_wrap=True)
    return settings


def check_choice(what: str, given: str, known: Sequence[str]) -> None:
    """See that a word is among those that are known; an empty one always is."""
    if given and given not in known:
        raise WrongUseError(
            f"There is no {what} {plain(given)}.", f"There are: {', '.join(known)}."
        )


def chosen(asked: Asked, workspace: Workspace) -> list[int]:
    """Keys of the documents that were named, with what is inside them; all without any."""
    documents = workspace.documents()
    if not asked.inputs:
        return [one.key for one in documents]
    inputs = [path.resolve() for path in asked.inputs]
    rank: dict[int, int] = {}
    for document in documents:
        path = Path(document.path).resolve()
        places = [n for n, one in enumerate(inputs) if one == path or one in path.parents]
        if places:
            rank[document.key] = places[0]
    # In the order in which they were named, as --changes takes them.
    return sorted(rank, key=lambda key: (rank[key], key))


def make(
    program: Program,
    asked: Asked,
    workspace: Workspace,
    how: tuple[SummarySettings, tuple[str, ...]],
) -> Written:
    """Summarize and write if that was asked."""
    settings, passwords = how
    work = workspace.summaries

    def begin(given: tuple[str, ...]) -> Iterator[Step]:
        keys = chosen(asked, workspace)
        steps = work.summarize(settings, keys, given)
        alone = len(keys) == 1 and not asked.as_json
        return with_first_look(program, work, steps, alone=alone)

    if not read_and_do(program, workspace, begin, passwords):
        return Written(complete=False)
    if not asked.out:
        return Written()
    keys = with_summary(asked, workspace)
    changes = changes_of(asked, work, keys)
    return write_outputs(program, work, asked.out, keys, changes)


def with_first_look(
    program: Program, work: SummaryWork, steps: Iterator[Step], *, alone: bool
) -> Iterator[Step]:
    """The steps, each with the name of the document that it says something of.

    Where there is one document alone, its first screen is shown as soon as it is there.
    """
    shown = not alone
    before: Step | None = None
    with closing(steps):  # type: ignore[type-var]  # a generator, which can be closed
        for step in steps:
            if not step.message or step.phase is not Phase.SUMMARIZING:
                before = step
                yield step
                continue
            # Said amid another phase, it does not make that phase look begun anew.
            yield replace(
                before or step,
                document=step.document,
                message=f"{step.document}: {step.message}",
            )
            first = (
                [] if shown else [one for one in work.documents() if one.state == "first"]
            )
            if first:
                shown = True
                print_first_look(program.err, work.summary(first[0].document))


def with_summary(asked: Asked, workspace: Workspace) -> list[int]:
    """Keys of the documents that were named and have a summary."""
    there = {
        one.document
        for one in workspace.summaries.documents()
        if one.state in ("first", "whole")
    }
    return [key for key in chosen(asked, workspace) if key in there]


def changes_of(
    asked: Asked, work: SummaryWork, keys: Sequence[int]
) -> VersionChanges | None:
    """What changed from the first document to the second, where that was asked.

    Raises:
        WrongUseError: There are not two documents with a summary.
    """
    if not asked.changes:
        return None
    if len(keys) != 2:
        raise WrongUseError(
            f"--changes compares two documents; {len(keys):,} could be summarized.",
            "Name the older one and then the newer one.",
        )
    return work.changes(*keys)


def show(program: Program, asked: Asked, workspace: Workspace) -> int:
    """Print the result, and say where it is kept.

    Returns:
        How many documents failed.
    """
    work = workspace.summaries
    keys = with_summary(asked, workspace)
    changes = changes_of(asked, work, keys)
    summaries = [work.summary(key) for key in keys]
    wanted = set(chosen(asked, workspace)) - set(keys)
    left_out = [one for one in workspace.documents() if one.key in wanted]
    reasons = {one.document: one.reason for one in work.documents()}
    if asked.as_json:
        program.print_json(json_text(facts_of_summaries(summaries, changes)))
    else:
        print_summaries(program.out, summaries, changes)
    console = program.err if asked.as_json else program.out
    failed = print_left_out(console, left_out, reasons)
    if not asked.as_json and summaries:
        print_next(program.out, str(workspace.path) if asked.case is not None else "")
    if asked.case is not None:
        program.err.print(f"Case file: {workspace.path}", soft_wrap=True)
    return failed
