"""``postroom schemes``: the categories that can be sorted into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.memory import memory
from app.command_line.program import Program
from app.command_line.telling import count_of, plain
from app.records import PostroomError, Scheme

__all__ = ["schemes"]

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(
    "schemes",
    short_help="The categories that can be sorted into.",
    help="""\
A scheme is a text file with the categories an office sorts into: their names, a sentence
on what belongs in each, and examples if you like.

\b
Examples:
  postroom schemes list
  postroom schemes new mine.toml --name "Our office"
  postroom schemes check mine.toml
  postroom sort inbox --scheme mine.toml
  postroom schemes memory list           what an office has taught its schemes
""",
)
def schemes() -> None:
    """Commands on schemes."""


@schemes.command("list", help="List the schemes that can be named.")
@JSON
@click.pass_obj
def list_schemes(program: Program, *, as_json: bool) -> None:
    """List the schemes."""
    table = Table()
    for heading in ("Name", "Title", "Categories", "What for"):
        table.add_column(heading, overflow="fold")
    for name, path in program.postroom.schemes():
        try:
            scheme = program.postroom.scheme(str(path))
        except PostroomError as error:
            facts: dict[str, Any] = {"name": name, "path": str(path), "mistake": error.what}
            table.add_row(plain(name), "", "", plain(error.what))
        else:
            facts = {
                "name": name,
                "path": str(path),
                "title": scheme.name,
                "categories": len(scheme.categories),
                "description": scheme.description,
                "language": scheme.language,
            }
            number = str(len(scheme.categories))
            table.add_row(
                plain(name), plain(scheme.name), number, plain(scheme.description)
            )
        if as_json:
            program.print_json(facts)
    if not as_json:
        program.out.print(table)


@schemes.command("show", help="Show the categories of a scheme, by its name or its file.")
@click.argument("scheme", metavar="NAME|FILE")
@JSON
@click.pass_obj
def show(program: Program, scheme: str, *, as_json: bool) -> None:
    """Show a scheme."""
    with as_wrong_use():
        found = program.postroom.scheme(scheme)
    if as_json:
        program.print_json(facts_of(found))
        return
    program.out.print(f"{plain(found.name)}: {plain(found.description)}", soft_wrap=True)
    table = Table(show_lines=True)
    for heading in ("Category", "What belongs in it", "Examples"):
        table.add_column(heading, overflow="fold")
    for category in found.categories:
        examples = "\n".join(plain(example) for example in category.examples)
        table.add_row(plain(category.name), plain(category.description), examples)
    program.out.print(table)


@schemes.command(
    "check",
    help="Read a scheme file and tell every mistake in it with its line.",
)
@click.argument("file", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def check(program: Program, file: Path, *, as_json: bool) -> None:
    """Check a scheme file."""
    if not file.is_file():
        raise WrongUseError(f"There is no scheme file {file}.", "Check its name.")
    with as_wrong_use():
        # Resolved, so that no scheme of this name is taken for the file.
        found = program.postroom.scheme(str(file.resolve()))
    if as_json:
        program.print_json(facts_of(found))
        return
    categories = f"{len(found.categories)} categories"
    program.out.print(
        f"{file} can be read: {plain(found.name)}, {categories}.", soft_wrap=True
    )
    bare = [category.name for category in found.categories if not category.description]
    if bare:
        number = count_of(len(bare), "category")
        program.out.print(
            f"{number} without a description, by which Postroom sorts best:"
            f" {plain(', '.join(bare))}",
            soft_wrap=True,
        )


@schemes.command("new", help="Write a scheme file with comments to start from.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="Its name; the file's, if left out.")
@JSON
@click.pass_obj
def new(program: Program, file: Path, name: str, *, as_json: bool) -> None:
    """Write a new scheme file."""
    # Loaded late like all of the program.
    from app.startup.scheme_files import write_new_scheme  # noqa: PLC0415

    with as_wrong_use():
        write_new_scheme(file, name or file.stem.replace("_", " ").capitalize())
    if as_json:
        program.print_json({"scheme": str(file)})
    else:
        program.out.print(
            f"{file} is written. Change it in any text editor, then:\n"
            f"  postroom schemes check {file}",
            soft_wrap=True,
        )


schemes.add_command(memory)


def facts_of(scheme: Scheme) -> dict[str, Any]:
    """A scheme as JSON values."""
    return {
        "name": scheme.name,
        "description": scheme.description,
        "language": scheme.language,
        "other": scheme.other,
        "fingerprint": scheme.fingerprint,
        "categories": [
            {
                "name": category.name,
                "description": category.description,
                "examples": list(category.examples),
            }
            for category in scheme.categories
        ],
    }
