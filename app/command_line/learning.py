"""``postroom learn``: teach a scheme, see what labels would change, and use them."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.command_line.cases import opened, unkept
from app.command_line.edge import STOPPED, WrongUseError, as_wrong_use
from app.command_line.learned import print_changes, print_learned, print_taught
from app.command_line.options import FILE, JSON_LINE, Option, with_options
from app.command_line.passwords import read_passwords
from app.command_line.program import Program
from app.command_line.progress import StopAsked, follow
from app.command_line.results import headline
from app.command_line.sorting import NO_MODEL
from app.command_line.telling import percent, plain, shell_command
from app.records import LabelledColumns, Lesson, Scheme, SortSettings, Step

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["learn"]

HELP = """\
Learn from labels: corrections, blind checks, and labelled files that you bring.

Shows how well what was learned holds, always on labels that were held out. With --case it
also shows which items would be sorted otherwise, and asks before anything changes. Labels
stay on this computer, in the scheme's memory.

\b
Examples:
  postroom learn requests_311                   what do the labels at hand teach?
  postroom learn requests_311 --from past.xlsx --text Description --label Department
  postroom learn --case march.postroom          see what would change, and be asked
  postroom learn --case march.postroom --yes    use it without being asked

\b
Exit status: 0 done, 1 could not go on, 2 wrong use, 130 stopped.
"""
OPTIONS: tuple[Option, ...] = (
    click.argument("scheme", metavar="[SCHEME]", default=""),
    click.option("--from", "source", type=FILE, help="A labelled .xlsx or .csv to learn."),
    click.option("--text", default="", metavar="COLUMN", help="Its column of texts."),
    click.option("--label", default="", metavar="COLUMN", help="Its column of categories."),
    click.option(
        "--private-column",
        default="",
        metavar="COLUMN",
        help="Rows with a yes in this column are private and never kept.",
    ),
    click.option("--sheet", default="", metavar="NAME", help="Read this sheet only."),
    click.option("--password-file", type=FILE, help="Passwords of the file, one a line."),
    click.option("--case", type=FILE, help="See what would change in this case file."),
    click.option(
        "--accuracy",
        type=click.FloatRange(50, 99.9),
        metavar="PERCENT",
        help="How many of 100 items decided alone should be right; the case's own, if left"
        " out.",
    ),
    click.option("--yes", is_flag=True, help="Use it without asking."),
    JSON_LINE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    scheme: str
    source: Path | None
    text: str
    label: str
    private_column: str
    sheet: str
    password_file: Path | None
    case: Path | None
    accuracy: float | None
    yes: bool
    as_json: bool


class Stopped(Exception):  # noqa: N818 - no error: Ctrl-C, on its way to the exit status
    """Ctrl-C came before a job's end."""


@click.command("learn", help=HELP, short_help="Learn from labels and corrections.")
@with_options(OPTIONS)
@click.pass_context
def learn(context: click.Context, /, **_options: object) -> None:
    """Learn from labels."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    check(asked)
    place = opened(program, asked.case) if asked.case else unkept(program)
    facts: dict[str, Any] = {}
    try:
        with place as workspace:
            scheme = scheme_for(program, asked, workspace)
            if asked.source is not None:
                facts["taught"] = teach(program, asked, workspace, scheme)
            facts |= preview(program, asked, workspace, scheme)
    except Stopped:
        click.echo("Stopped. What was finished is kept.", err=True)
        context.exit(STOPPED)
    if asked.as_json:
        program.print_json(facts)


def check(asked: Asked) -> None:
    """See that what was asked can be done, before anything long begins."""
    if asked.source is None:
        if asked.text or asked.label or asked.private_column or asked.sheet:
            raise WrongUseError(
                "The columns and the sheet of which file?", "Add --from FILE."
            )
    else:
        if not asked.source.is_file():
            raise WrongUseError(f"There is no file {asked.source}.", "Check its name.")
        if not (asked.text and asked.label):
            raise WrongUseError(
                "Which columns hold the texts and their categories?",
                "Add --text COLUMN --label COLUMN.",
            )
    if asked.case is None and asked.yes:
        raise WrongUseError("--yes is for a case file.", "Add --case CASE.")


def scheme_for(program: Program, asked: Asked, workspace: Workspace) -> Scheme:
    """The scheme that was named, else the case file's own, else the usual one."""
    own = workspace.scheme if asked.case else None
    if own is not None and not asked.scheme:
        return own
    with as_wrong_use():
        named = program.postroom.scheme(asked.scheme)
    if own is not None and own.fingerprint != named.fingerprint:
        raise WrongUseError(
            f"The case file is sorted by {plain(own.name)}, not by {plain(named.name)}.",
            "Leave the scheme out, or the case file.",
        )
    return named if own is None else own


def done(program: Program, steps: Iterator[Step]) -> None:
    """Go through a job.

    Raises:
        Stopped: Ctrl-C came before its end.
    """
    with StopAsked() as stop:
        if not follow(program.err, steps, stop):
            raise Stopped


def teach(
    program: Program, asked: Asked, workspace: Workspace, scheme: Scheme
) -> dict[str, Any]:
    """Read a labelled file into the scheme's memory and tell what became of its rows."""
    with as_wrong_use():
        passwords = read_passwords(asked.password_file)
    done(
        program,
        workspace.teach(
            scheme,
            asked.source or Path(),
            LabelledColumns(
                text=asked.text,
                label=asked.label,
                private=asked.private_column,
                sheet=asked.sheet,
                passwords=passwords,
            ),
        ),
    )
    taught = workspace.taught
    if taught is None:
        return {}
    if not asked.as_json:
        print_taught(program.out, taught)
    return dataclasses.asdict(taught) | {"unknown": dict(taught.unknown)}


def preview(
    program: Program, asked: Asked, workspace: Workspace, scheme: Scheme
) -> dict[str, Any]:
    """Tell what the labels at hand teach; with a case file use it if a person agrees."""
    is_sorted = asked.case is not None and workspace.scheme is not None
    labels = workspace.new_labels() if is_sorted else 0
    settings = settings_for(asked, workspace)
    done(program, workspace.preview_of(scheme, settings))
    lesson = workspace.lesson
    if lesson is None:
        return {}
    if not asked.as_json:
        print_learned(program.out, lesson.report)
    facts: dict[str, Any] = {"report": dataclasses.asdict(lesson.report)}
    if not is_sorted:
        return facts
    if not asked.as_json:
        print_changes(program.out, lesson)
    adopted = wanted(program, asked, lesson, labels)
    if adopted:
        use(program, asked, workspace, (scheme, settings))
    return facts | {
        "items": lesson.items,
        "changed": lesson.changed,
        "decided_alone": lesson.decided_alone,
        "changes": [dataclasses.asdict(change) for change in lesson.changes],
        "new_labels": workspace.new_labels(),
        "adopted": adopted,
    }


def wanted(program: Program, asked: Asked, lesson: Lesson, labels: int) -> bool:
    """Whether what was learned is to be used, asking a person where one is there."""
    if not labels and asked.accuracy is None:
        tell(program, asked, "There are no new labels; all at hand are used already.")
        return False
    if not lesson.report.used:
        tell(program, asked, "Nothing is changed.")
        return False
    if asked.yes:
        return True
    if not program.interactive or asked.as_json:
        command = ["postroom", "learn", "--case", str(asked.case)]
        if asked.accuracy is not None:
            command += ["--accuracy", f"{asked.accuracy:g}"]
        told = f"Nothing is changed yet. To use it: {shell_command([*command, '--yes'])}"
        tell(program, asked, told)
        return False
    agreed = False
    with contextlib.suppress(click.Abort):
        agreed = click.confirm("Use this from now on?", err=True)
    if not agreed:
        tell(program, asked, "Nothing is changed.")
    return agreed


def tell(program: Program, asked: Asked, sentence: str) -> None:
    """Print a sentence, out of the way of JSON."""
    (program.err if asked.as_json else program.out).print(sentence, soft_wrap=True)


def settings_for(asked: Asked, workspace: Workspace) -> SortSettings:
    """The case's own settings, or the usual ones, with the accuracy that was asked."""
    settings = workspace.settings
    if asked.accuracy is None:
        return settings
    return dataclasses.replace(settings, accuracy=asked.accuracy / 100)


def use(
    program: Program, asked: Asked, workspace: Workspace, how: tuple[Scheme, SortSettings]
) -> None:
    """Sort the case anew by what was learned."""
    scheme, settings = how
    workspace.adopt()
    try:
        done(program, workspace.sort(scheme, settings, ()))
    except Stopped:
        command = ["postroom", "sort", "--case", str(workspace.path), *options_of(settings)]
        program.err.print(f"To go on: {shell_command(command)}", soft_wrap=True)
        raise
    asks = f" at {percent(settings.accuracy)} accuracy"
    tell(program, asked, f"It is used from now on{asks}. {headline(workspace.counts())}")


def options_of(settings: SortSettings) -> list[str]:
    """The options by which 'postroom sort' asks for the same settings."""
    model = settings.language_model
    named = (
        ("--column", settings.column),
        ("--sheet", settings.sheet),
        ("--model", "" if model == NO_MODEL else model),
        ("--model-minutes", f"{settings.model_minutes:g}"),
        ("--accuracy", f"{100 * settings.accuracy:g}"),
        ("--private-column", settings.private_column),
    )
    switched = (
        ("--no-language-model", model == NO_MODEL),
        ("--recognize-all", settings.recognize_all),
        ("--no-memory", not settings.memory),
        ("--private", settings.private),
    )
    return [
        *(word for option, value in named if value for word in (option, value)),
        *(option for option, is_on in switched if is_on),
    ]
