"""``postroom search``, ``purge`` and ``desk``: commands on a case file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.options import JSON_LINE
from app.command_line.program import Program
from app.command_line.telling import count_of, plain, shell_command
from app.records import Scheme, SearchHit
from app.records.lines import place_as_json, place_words

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = [
    "CASE",
    "ask",
    "case_path",
    "desk",
    "opened",
    "purge",
    "scheme_in",
    "search",
    "unkept",
]

SUFFIX = ".postroom"
CASE = click.argument("case", type=click.Path(path_type=Path))


def case_path(given: Path, *, must_exist: bool = False) -> Path:
    """The path of a case file, whose ending may be left out.

    Raises:
        WrongUseError: It must exist and does not, or its folder does not.
    """
    path = given
    if not path.exists() and path.suffix.lower() != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if must_exist and not path.is_file():
        raise WrongUseError(f"There is no case file {given}.", "Check its name.")
    if not path.parent.is_dir():
        raise WrongUseError(f"There is no folder {path.parent}.", "Make it first.")
    return path


@contextlib.contextmanager
def opened(program: Program, case: Path, *, read_only: bool = False) -> Iterator[Workspace]:
    """A case file that is there, closed at the end.

    Raises:
        WrongUseError: It does not exist or cannot be opened.
    """
    path = case_path(case, must_exist=True)
    with as_wrong_use():
        workspace = program.postroom.workspace(path, read_only=read_only)
    try:
        yield workspace
    finally:
        workspace.close()


@contextlib.contextmanager
def unkept(program: Program) -> Iterator[Workspace]:
    """An empty case file for one command, gone at the end.

    Raises:
        WrongUseError: There is no place for it.
    """
    with as_wrong_use():
        workspace = program.postroom.workspace(None)
    try:
        yield workspace
    finally:
        workspace.purge()


def scheme_in(workspace: Workspace) -> Scheme:
    """The scheme that a case file is sorted by.

    Raises:
        WrongUseError: Nothing was sorted in it yet.
    """
    scheme = workspace.scheme
    if scheme is None:
        path = str(workspace.path)
        command = shell_command(["postroom", "sort", "--case", path])
        raise WrongUseError(f"Nothing was sorted in {path} yet.", f"Sort first: {command}")
    return scheme


@click.command(
    "search",
    short_help="Find items of a case file by words.",
    help="""\
Find the items of a case file whose text has all of the WORDS.

\b
Examples:
  postroom search march.postroom street light
  postroom search march.postroom graffiti --limit 100 --json
""",
)
@CASE
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per item.")
@click.pass_obj
def search(
    program: Program, case: Path, words: tuple[str, ...], limit: int, *, as_json: bool
) -> None:
    """Find items by words."""
    with opened(program, case, read_only=True) as workspace:
        hits = workspace.search(" ".join(words), limit)
    if as_json:
        for hit in hits:
            program.print_json(
                {
                    "document": hit.document.name,
                    "place": place_as_json(hit.item.place),
                    "snippet": hit.snippet,
                }
            )
        return
    print_hits(program, hits, limit)


def print_hits(program: Program, hits: list[SearchHit], limit: int) -> None:
    """Print what was found as a table."""
    if not hits:
        program.out.print("Nothing was found.")
        return
    table = Table()
    for heading in ("Document", "Place", "Text"):
        table.add_column(heading, overflow="fold")
    for hit in hits:
        place = plain(place_words(hit.item.place))
        table.add_row(plain(hit.document.name), place, plain(hit.snippet))
    program.out.print(table)
    if len(hits) == limit:
        program.out.print(f"These are the first {limit}; see more with --limit.")


@click.command(
    "purge",
    short_help="Delete a case file and everything in it.",
    help="""\
Delete a case file for good: texts, results, vectors, everything Postroom kept of them.

The documents themselves are not touched, nor are files that --out wrote.

\b
Examples:
  postroom purge march.postroom
  postroom purge march.postroom --yes        without asking
""",
)
@CASE
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON_LINE
@click.pass_obj
def purge(program: Program, case: Path, *, yes: bool, as_json: bool) -> None:
    """Delete a case file."""
    path = case_path(case, must_exist=True)
    with as_wrong_use():
        workspace = program.postroom.workspace(path)
    with purged_or_closed(workspace):
        counts = workspace.counts()
        held = f"{count_of(counts.documents, 'document')}, {count_of(counts.items, 'item')}"
        if not yes:
            ask(program, f"Delete {path} with {held} for good?")
    if as_json:
        program.print_json({"purged": str(path), "documents": counts.documents})
    else:
        program.out.print(f"{path} is gone ({held}).", soft_wrap=True)


@contextlib.contextmanager
def purged_or_closed(workspace: Workspace) -> Iterator[None]:
    """Purge a case file at the end, or only close it if something came in between."""
    try:
        yield
    except BaseException:
        workspace.close()
        raise
    workspace.purge()


def ask(program: Program, question: str) -> None:
    """Ask a person for a yes.

    Raises:
        WrongUseError: Nobody is there.
        click.Abort: The answer is no.
    """
    if not program.interactive:
        raise WrongUseError(f"{question} Nobody is here to answer.", "Add --yes to do it.")
    click.confirm(question, abort=True, err=True)


@click.command(
    "desk",
    short_help="Open the window.",
    help="""\
Open the window, on a case file or empty. 'postroom' alone does the same.

\b
Examples:
  postroom desk
  postroom desk march.postroom
""",
)
@click.argument("case", type=click.Path(path_type=Path), required=False)
@click.pass_context
def desk(context: click.Context, case: Path | None) -> None:
    """Open the window."""
    program = context.find_object(Program) or Program()
    if program.open_desk is None:
        raise WrongUseError("This installation has no window.", "See: postroom --help")
    path = case_path(case, must_exist=True) if case is not None else None
    context.exit(program.open_desk(path))
