"""``postroom models``: the models that are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from app.command_line.cases import ask
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.program import Program
from app.command_line.telling import plain, size_of
from app.command_line.trying import try_model
from app.records import InstalledModel, ModelState

__all__ = ["models"]

DAMAGED = 1
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(
    "models",
    short_help="The models that do the sorting.",
    help="""\
Postroom works with small models that lie on this computer. It never fetches anything:
models are installed from files or folders, and checked by their SHA-256.

\b
Examples:
  postroom models list
  postroom models install /media/usb/qwen2.5-1.5b-instruct-q4_k_m.gguf
  postroom models verify
  postroom models try qwen2.5-1.5b-instruct     does it add anything on our labels?
""",
)
def models() -> None:
    """Commands on models."""


@models.command("list", help="List the models Postroom knows, and which are installed.")
@JSON
@click.pass_obj
def list_models(program: Program, *, as_json: bool) -> None:
    """List the models."""
    found = program.postroom.models()
    if as_json:
        for model in found:
            program.print_json(facts_of(model))
        return
    table = Table()
    for heading in ("Name", "Kind", "State", "Size", "Licence", "Good for"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Name")
    for model in found:
        entry = model.entry
        table.add_row(
            plain(entry.name),
            entry.kind.value,
            model.state.value,
            size_of(entry.size),
            plain(entry.licence),
            plain(entry.card),
        )
    program.out.print(table)
    missing = [model for model in found if model.state is ModelState.MISSING]
    if missing:
        program.out.print(
            "What is not installed is installed from its file: postroom models install FILE"
        )


@models.command("install", help="Install a model from a file or folder on disk.")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def install(program: Program, source: Path, *, as_json: bool) -> None:
    """Install a model."""
    if not source.exists():
        raise WrongUseError(f"There is no file or folder {source}.", "Check the name.")
    with as_wrong_use():
        model = program.postroom.install_model(source)
    if as_json:
        program.print_json(facts_of(model))
        return
    note = ""
    if model.entry.imported:
        note = (
            " The catalogue does not know it; from now on only this very file is accepted."
        )
    program.out.print(f"{plain(model.entry.name)} is installed.{note}", soft_wrap=True)


@models.command("verify", help="Check the files of a model, or of all, by their SHA-256.")
@click.argument("name", required=False)
@JSON
@click.pass_context
def verify(context: click.Context, name: str | None, *, as_json: bool) -> None:
    """Check models."""
    program = context.find_object(Program) or Program()
    names = [name] if name else installed(program)
    damaged = False
    for one in names:
        with as_wrong_use():
            model = program.postroom.verify_model(one)
        damaged = damaged or model.state is not ModelState.READY
        if as_json:
            program.print_json(facts_of(model))
            continue
        told = (
            "is as it should be" if model.state is ModelState.READY else f"is {model.state}"
        )
        program.out.print(f"{plain(model.entry.name)} {told}.", soft_wrap=True)
        if model.state is not ModelState.READY:
            program.out.print(
                f"  Install it again: postroom models install {model.entry.file}"
            )
    if not names and not as_json:
        program.out.print("No model is installed.")
    if damaged:
        context.exit(DAMAGED)


@models.command("remove", help="Delete an installed model from this computer.")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON
@click.pass_obj
def remove(program: Program, name: str, *, yes: bool, as_json: bool) -> None:
    """Remove a model."""
    if not yes:
        ask(program, f"Delete the model {name} from this computer?")
    with as_wrong_use():
        program.postroom.remove_model(name)
    if as_json:
        program.print_json({"removed": name})
    else:
        program.out.print(f"{plain(name)} is removed.", soft_wrap=True)


models.add_command(try_model)


def installed(program: Program) -> list[str]:
    """The names of the models with a file on disk."""
    return [
        model.entry.name
        for model in program.postroom.models()
        if model.state is not ModelState.MISSING
    ]


def facts_of(model: InstalledModel) -> dict[str, Any]:
    """A model as JSON values."""
    entry = model.entry
    return {
        "name": entry.name,
        "title": entry.title,
        "kind": entry.kind.value,
        "state": model.state.value,
        "path": model.path or None,
        "size": entry.size or None,
        "sha256": entry.sha256 or None,
        "licence": entry.licence,
        "languages": list(entry.languages),
        "source": entry.source,
        "card": entry.card,
        "starter": entry.starter,
        "imported": entry.imported,
    }
