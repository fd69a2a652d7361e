"""Long jobs on a case file: passwords asked for, work kept, and how to go on told."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.edge import ARGUMENTS, STOPPED, WrongUseError
from app.command_line.passwords import ask_password
from app.command_line.program import Program
from app.command_line.progress import StopAsked, follow
from app.command_line.telling import plain, shell_command
from app.records import PostroomError, RowFilter, Step

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = [
    "Job",
    "add_inputs",
    "done",
    "end",
    "kept_or_purged",
    "need_inputs",
    "read_and_do",
    "wrong_columns",
]

# Exit status where all is done, but some documents failed.
SOME_FAILED = 3

AT_ONCE = 1000
COLUMNS_SHOWN = 30


@dataclass(slots=True)
class Job:
    """How far a job came: begun once anything is worth keeping."""

    begun: bool = False
    broken: bool = False
    finished: bool = False


@contextlib.contextmanager
def kept_or_purged(
    program: Program, case: Path | None, workspace: Workspace
) -> Iterator[Job]:
    """Close the case file; one nobody asked for goes, unless unfinished work is in it."""
    job = Job()
    try:
        yield job
    except WrongUseError:
        # The same command would end the same way, so there is nothing to go on with.
        job.begun = False
        raise
    except BaseException:
        job.broken = True
        raise
    finally:
        unfinished = job.begun and not job.finished
        if case is not None or unfinished:
            workspace.close()
        else:
            workspace.purge()
        if unfinished:
            opening = "" if job.broken else "Stopped. "
            tell_how_to_go_on(program, case, workspace.path, opening)


def tell_how_to_go_on(
    program: Program, case: Path | None, kept: Path, opening: str
) -> None:
    """Say that nothing is lost, and the exact commands to go on or to leave it."""
    given = click.get_current_context().find_root().meta[ARGUMENTS]
    extra = [] if case is not None else ["--case", str(kept)]
    lines = [
        f"{opening}Everything finished so far is kept. To go on:",
        f"  {shell_command(['postroom', *map(str, given), *extra])}",
    ]
    if case is None:
        lines += [
            "Or, to delete what was kept:",
            f"  {shell_command(['postroom', 'purge', str(kept)])}",
        ]
    for line in lines:
        program.err.print(line, soft_wrap=True)


def need_inputs(
    inputs: Sequence[Path], case: Path | None, nothing: str, remedy: str
) -> None:
    """See that there is something to work on, before anything long begins.

    Args:
        inputs: What was named.
        case: The case file that may hold documents already; None without one.
        nothing: What is said where there is neither.
        remedy: And what to do then.

    Raises:
        WrongUseError: There is neither, or an input does not exist.
    """
    if not inputs and case is None:
        raise WrongUseError(nothing, remedy)
    for path in inputs:
        if not path.exists():
            raise WrongUseError(f"There is no file or folder {path}.", "Check the name.")


def end(job: Job, failed: int) -> None:
    """End the command with the status that says how it went."""
    if not job.finished:
        click.get_current_context().exit(STOPPED)
    if failed:
        click.get_current_context().exit(SOME_FAILED)


def add_inputs(workspace: Workspace, inputs: Sequence[Path]) -> tuple[int, int]:
    """Add the inputs to the case file.

    Returns:
        How many documents are in it now, and how many of them were there before.

    Raises:
        WrongUseError: There is none.
    """
    added = workspace.add(inputs) if inputs else 0
    documents = workspace.counts().documents
    if not documents:
        places = ", ".join(map(str, inputs or [workspace.path]))
        raise WrongUseError(
            f"Nothing to read was found in {places}.",
            "Name files, or folders with files in them.",
        )
    return documents, documents - added


def done(program: Program, steps: Iterator[Step]) -> bool:
    """Go through a job and show its steps; False where Ctrl-C stopped it."""
    with StopAsked() as stop:
        return follow(program.err, steps, stop)


def read_and_do(
    program: Program,
    workspace: Workspace,
    begin: Callable[[tuple[str, ...]], Iterator[Step]],
    passwords: tuple[str, ...],
) -> bool:
    """Do a job until no document is locked for want of a password that a person has.

    Args:
        program: Of the command line.
        workspace: The case file.
        begin: Begins the job with the passwords at hand.
        passwords: Those that were given.

    Returns:
        False where Ctrl-C stopped it.
    """
    while True:
        if not done(program, begin(passwords)):
            return False
        locked = workspace.locked() if program.interactive else []
        password = ask_password(locked) if locked else ""
        if not password:
            return True
        passwords += (password,)


@contextlib.contextmanager
def wrong_columns(workspace: Workspace, columns: Sequence[str]) -> Iterator[None]:
    """Tell an error as wrong use where a column was asked for that no row has."""
    try:
        yield
    except PostroomError as error:
        read = workspace.counts().items
        for document in [] if read else workspace.documents():
            if document.reason_code == "no text column":
                raise WrongUseError(
                    f"{plain(document.name)}: {plain(document.reason)}",
                    "Name another column, or another sheet.",
                ) from error
        headers = headers_in(workspace, columns)
        known = {fold(header) for header in headers}
        missing = [plain(column) for column in columns if fold(column) not in known]
        if not headers or not missing:
            raise
        told = ", ".join(map(plain, headers[:COLUMNS_SHOWN]))
        more = len(headers) - COLUMNS_SHOWN
        told += f" and {more:,} more" if more > 0 else ""
        raise WrongUseError(
            f"There is no column {' and no column '.join(missing)}.",
            f"The columns are: {told}.",
        ) from error


def headers_in(workspace: Workspace, wanted: Sequence[str]) -> list[str]:
    """The headers of all rows up to those by which the wanted ones are all found."""
    missing = set(map(fold, wanted))
    found: dict[str, None] = {}
    offset = 0
    while missing and (rows := workspace.rows(RowFilter(), offset, AT_ONCE)):
        offset += len(rows)
        for row in rows:
            if row.item is not None:
                found.update(dict.fromkeys(row.item.columns))
        missing -= set(map(fold, found))
    return list(found)


def fold(name: str) -> str:
    """A header as it is compared: case and blanks do not count."""
    return " ".join(name.split()).casefold()
