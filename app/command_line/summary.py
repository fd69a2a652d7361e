"""``postroom summary``: the summaries of a case file, asked and put right by a person."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from app.command_line.cases import CASE, opened
from app.command_line.edge import STOPPED, WrongUseError, as_wrong_use
from app.command_line.options import JSON_LINE, CaseGroup, place_of
from app.command_line.program import Program
from app.command_line.summaries_told import (
    print_answer,
    print_changes,
    print_summaries,
)
from app.command_line.summary_names import (
    find_document,
    find_documents,
    find_fact,
    find_sentence,
)
from app.command_line.summary_outputs import (
    OUT_OPTION,
    check_outputs,
    write_outputs,
)
from app.command_line.telling import plain, shell_command
from app.records import SummarizedDocument, VersionChanges
from app.records.summary_facts import (
    facts_of_answer,
    facts_of_changes,
    facts_of_fact,
    facts_of_summaries,
    facts_of_summary,
    json_text,
)
from app.records.summary_lines import NO_DATE, no_date_words, shown_value

if TYPE_CHECKING:
    from app.workflow import Workspace
    from app.workflow.summary_work import SummaryWork

__all__ = ["summary"]

HELP = """\
See, ask and put right the summaries of a case file that 'postroom summarize' has made in
it. Every change can be taken back.

DOCUMENT is a document's name, the name of its file, its number, or how its name begins.
It may be left out where the case file has one summary only. Texts of several words need
quotes.

\b
Examples:
  postroom summary notices.postroom list
  postroom summary notices.postroom show 2026.pdf
  postroom summary notices.postroom ask "Who may apply?"               all documents
  postroom summary notices.postroom ask 2026.pdf "Is a match required?"
  postroom summary notices.postroom correct 2026.pdf "award ceiling" "350,000 dollars"
  postroom summary notices.postroom correct 2026.pdf deadlines 2027-01-15 --which 2
  postroom summary notices.postroom drop 2026.pdf 7                    sentence 7
  postroom summary notices.postroom undo 2026.pdf
  postroom summary notices.postroom changes 2025.pdf 2026.pdf
  postroom summary notices.postroom export --out summary.docx --out dates.ics

\b
Exit status: 0 done, 1 could not go on, 2 wrong use, 130 stopped.
"""
STATES = {"none": "not summarized", "first": "first look", "whole": "whole"}


@click.group(
    "summary",
    cls=CaseGroup,
    help=HELP,
    short_help="See, ask and correct the summaries of a case file.",
    subcommand_metavar="COMMAND [ARGS]...",
)
@CASE
def summary(case: Path) -> None:
    """Commands on summaries; each finds the case file in the context above its own."""


@contextlib.contextmanager
def summaries_of(
    context: click.Context, *, read_only: bool = False
) -> Iterator[tuple[Program, Workspace, SummaryWork]]:
    """The program, the case file, and the summaries in it."""
    program, case = place_of(context)
    with opened(program, case, read_only=read_only) as workspace:
        yield program, workspace, workspace.summaries


def summarized(work: SummaryWork) -> list[SummarizedDocument]:
    """The documents that have a summary.

    Raises:
        WrongUseError: There is none.
    """
    found = [one for one in work.documents() if one.state in ("first", "whole")]
    if not found:
        raise WrongUseError(
            "Nothing was summarized in this case file yet.",
            "Summarize first: postroom summarize --case FILE",
        )
    return found


def meant(work: SummaryWork, given: str) -> int:
    """Key of the document that is meant; the only one where none is named."""
    documents = summarized(work)
    if given:
        return find_document(documents, given).document
    if len(documents) > 1:
        names = "; ".join(plain(one.name) for one in documents[:20])
        raise WrongUseError("Which document?", f"There are: {names}.")
    return documents[0].document


@summary.command("list", help="List all documents and how far their summaries are.")
@JSON_LINE
@click.pass_context
def list_summaries(context: click.Context, *, as_json: bool) -> None:
    """List documents."""
    with summaries_of(context, read_only=True) as (program, _, work):
        documents = work.documents()
    table = Table()
    for heading in ("No.", "Pages"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("Document", "Summary"):
        table.add_column(heading, overflow="fold")
    for one in documents:
        if as_json:
            facts = ("document", "name", "kind", "pages", "state")
            told = {fact: getattr(one, fact) for fact in facts}
            program.print_json(told | {"reason": one.reason or None})
            continue
        state = STATES.get(one.state, one.state)
        reason = f": {plain(one.reason)}" if one.reason else ""
        pages = f"{one.pages:,}" if one.pages else ""
        table.add_row(str(one.document), pages, plain(one.name), f"{state}{reason}")
    if not as_json:
        program.out.print(table)


@summary.command(
    "show", help="Show the summaries of documents; of all where none is named."
)
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)
@JSON_LINE
@click.pass_context
def show(context: click.Context, documents: tuple[str, ...], *, as_json: bool) -> None:
    """Show summaries."""
    with summaries_of(context, read_only=True) as (program, _, work):
        there = summarized(work)
        keys = find_documents(there, documents) or [one.document for one in there]
        found = [work.summary(key) for key in keys]
    if as_json:
        program.print_json(json_text(facts_of_summaries(found)))
    else:
        print_summaries(program.out, found, None)


@summary.command(
    "ask",
    short_help="Ask documents a question.",
    help="Ask documents a question; all of them where none is named. Shown are the passages"
    " that answer it, or that the document does not say. Questions and answers are kept.",
)
@click.argument("words", metavar="[DOCUMENT]... QUESTION", nargs=-1, required=True)
@JSON_LINE
@click.pass_context
def ask(context: click.Context, words: tuple[str, ...], *, as_json: bool) -> None:
    """Ask documents."""
    *documents, question = words
    if not question.strip():
        raise WrongUseError("What is the question?", "Write it in quotes.")
    with summaries_of(context) as (program, _, work):
        there = summarized(work)
        keys = find_documents(there, documents) or [one.document for one in there]
        with as_wrong_use():
            answers = work.ask(question, keys)
        names = {one.document: one.name for one in there}
    for key, answer in answers:
        if as_json:
            program.print_json(
                json_text({"document": names[key]} | facts_of_answer(answer))
            )
            continue
        if len(answers) > 1:
            program.out.print(f"\n{plain(names[key])}", soft_wrap=True)
        print_answer(program.out, answer)


@summary.command("forget", help="Take away a question and its answer.")
@click.argument("words", metavar="[DOCUMENT]... QUESTION", nargs=-1, required=True)
@click.pass_context
def forget(context: click.Context, words: tuple[str, ...]) -> None:
    """Forget a question."""
    *documents, question = words
    with summaries_of(context) as (program, _, work):
        there = summarized(work)
        keys = find_documents(there, documents) or [one.document for one in there]
        wanted = " ".join(question.split())
        having = [
            key
            for key in keys
            if any(one.question == wanted for one in work.summary(key).answers)
        ]
        if not having:
            raise WrongUseError(
                f"Nobody has asked: {plain(question)}", "See the questions with: show"
            )
        for key in having:
            work.forget_question(key, wanted)
    program.out.print(f"Taken away: {plain(wanted)}", soft_wrap=True)


@summary.command(
    "correct",
    short_help="Put a fact right.",
    help='Put a value in the place of the one that was found; "" says that the document'
    " does not state it. A date that can be read as one, like March 3, 2027 or"
    " 2027-01-15 17:00, gets into the calendar file.",
)
@click.argument("words", metavar="[DOCUMENT] FACT VALUE", nargs=-1, required=True)
@click.option(
    "--which",
    type=click.IntRange(min=1),
    metavar="N",
    help="Which one, where the document states several, in the order shown.",
)
@JSON_LINE
@click.pass_context
def correct(
    context: click.Context, words: tuple[str, ...], which: int | None, *, as_json: bool
) -> None:
    """Correct a fact."""
    document, fact, value = ("", *words)[-3:] if len(words) in (2, 3) else ("", "", "")
    if not fact:
        raise WrongUseError(
            "Which fact, and what is right?",
            'Like this: postroom summary CASE correct DOCUMENT "award ceiling" "350,000"',
        )
    with summaries_of(context) as (program, workspace, work):
        key = meant(work, document)
        with as_wrong_use():
            entry, number = find_fact(work.summary(key), fact, which)
            after = work.correct_fact(key, entry, number, value)
        path = str(workspace.path)
    changed = [one for one in after.facts if one.key == entry][number]
    if as_json:
        program.print_json(json_text(facts_of_fact(changed)))
        return
    now = plain(shown_value(changed)) or "not stated"
    program.out.print(f"{plain(changed.name)} is now: {now}", soft_wrap=True)
    if no_date_words(changed) in after.about.notes:
        program.out.print(NO_DATE, soft_wrap=True)
    tell_undo(program, path, after.name)


@summary.command(
    "drop",
    short_help="Take a sentence out of a summary.",
    help="Take the sentence with this number, as 'show' has it, out of a summary.",
)
@click.argument("words", metavar="[DOCUMENT] NUMBER", nargs=-1, required=True)
@JSON_LINE
@click.pass_context
def drop(context: click.Context, words: tuple[str, ...], *, as_json: bool) -> None:
    """Drop a sentence."""
    document, digits = ("", *words)[-2:] if len(words) in (1, 2) else ("", "")
    if not (digits.isascii() and digits.isdigit()):
        raise WrongUseError("Which sentence?", "Give its number, as 'show' has it.")
    with summaries_of(context) as (program, workspace, work):
        key = meant(work, document)
        with as_wrong_use():
            before = work.summary(key)
            section, sentence = find_sentence(before, int(digits))
            gone = before.sections[section].sentences[sentence]
            after = work.drop_sentence(key, section, sentence)
        path = str(workspace.path)
    if as_json:
        program.print_json(json_text(facts_of_summary(after)))
        return
    program.out.print(f"Taken out: {plain(gone.text)}", soft_wrap=True)
    tell_undo(program, path, after.name)


def tell_undo(program: Program, case: str, document: str) -> None:
    """Say how a change is taken back."""
    command = shell_command(["postroom", "summary", case, "undo", document])
    program.out.print(f"To take it back: {command}", soft_wrap=True)


@summary.command("undo", help="Take back the last change; again, the one before it.")
@click.argument("document", metavar="[DOCUMENT]", default="")
@JSON_LINE
@click.pass_context
def undo(context: click.Context, document: str, *, as_json: bool) -> None:
    """Undo the last change."""
    with summaries_of(context) as (program, _, work):
        key = meant(work, document)
        with as_wrong_use():
            undone = work.undo(key)
    if as_json:
        program.print_json({"undone": undone})
    else:
        told = (
            f"Taken back: {plain(undone)}" if undone else "There is nothing to take back."
        )
        program.out.print(told, soft_wrap=True)


def compared(work: SummaryWork, names: Sequence[str]) -> VersionChanges:
    """What changed from the first document to the second."""
    there = summarized(work)
    old, new = (find_document(there, name).document for name in names)
    with as_wrong_use():
        return work.changes(old, new)


@summary.command("changes", help="Tell what changed from one version to the next.")
@click.argument("old", metavar="OLDER_DOCUMENT")
@click.argument("new", metavar="NEWER_DOCUMENT")
@JSON_LINE
@click.pass_context
def changes(context: click.Context, old: str, new: str, *, as_json: bool) -> None:
    """Compare two versions."""
    with summaries_of(context, read_only=True) as (program, _, work):
        found = compared(work, (old, new))
    if as_json:
        program.print_json(json_text(facts_of_changes(found)))
    else:
        print_changes(program.out, found)


@summary.command("export", help="Write the summaries as they are now.")
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)
@OUT_OPTION
@click.option(
    "--changes",
    "compare",
    is_flag=True,
    help="Tell also what changed from the first of two documents to the second.",
)
@click.pass_context
def export(
    context: click.Context,
    documents: tuple[str, ...],
    out: tuple[Path, ...],
    *,
    compare: bool,
) -> None:
    """Write summaries."""
    _, case = place_of(context)
    if not out:
        raise WrongUseError("Where to?", "Add --out FILE.")
    if compare and len(documents) != 2:
        raise WrongUseError(
            "--changes compares two documents.",
            "Name the older one and then the newer one.",
        )
    check_outputs(out, [case])
    with summaries_of(context, read_only=True) as (program, _, work):
        keys = find_documents(summarized(work), documents)
        found = compared(work, documents) if compare else None
        written = write_outputs(program, work, out, keys, found)
    if written.refused is not None:
        raise written.refused
    if not written.complete:
        click.echo("Stopped.", err=True)
        context.exit(STOPPED)
