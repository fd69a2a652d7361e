"""``postroom schemes memory``: what an office has taught a scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from app.command_line.cases import ask
from app.command_line.edge import WrongUseError, as_wrong_use
from app.command_line.outputs import check_out
from app.command_line.program import Program
from app.command_line.telling import count_of, plain
from app.records import Label, Scheme

__all__ = ["memory"]

SUFFIXES = (".xlsx", ".csv")
SOURCES = ("correction", "check", "import")
TEXTS_SHOWN = 20
NAMED = 5
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
SCHEME = click.argument("scheme", metavar="SCHEME")


@click.group(
    "memory",
    short_help="What an office has taught a scheme.",
    help="""\
Corrections, answers of blind checks and labelled files are kept in the memory of their
scheme, on this computer only, to sort better next time. Items marked private never are.

\b
Examples:
  postroom schemes memory list
  postroom schemes memory list requests_311 --text "main street"
  postroom schemes memory export requests_311 --out labels.xlsx
  postroom schemes memory forget requests_311 --text "Jane Doe"
  postroom schemes memory forget requests_311 --all
""",
)
def memory() -> None:
    """Commands on memories."""


@memory.command("list", help="List the memories, or the labels of a scheme's memory.")
@click.argument("scheme", metavar="[SCHEME]", default="")
@click.option("--text", default="", metavar="WORDS", help="Labels whose text has them all.")
@JSON
@click.pass_obj
def list_memory(program: Program, scheme: str, text: str, *, as_json: bool) -> None:
    """List memories or labels."""
    if not scheme:
        if text:
            raise WrongUseError("The labels of which scheme?", "Name the scheme.")
        list_memories(program, as_json=as_json)
        return
    chosen, labels = labels_of(program, scheme)
    found = with_words(labels, text)
    if as_json:
        for label in found:
            program.print_json(facts_of(label))
    elif not labels:
        program.out.print(f"{plain(chosen.name)} has no labels yet.", soft_wrap=True)
    elif text:
        print_texts(program, found)
    else:
        program.out.print(categories_table(chosen, labels))
        program.out.print(f"{count_of(len(labels), 'label')}.")


def list_memories(program: Program, *, as_json: bool) -> None:
    """List all memories of this computer."""
    with as_wrong_use():
        memories = program.postroom.memories()
    if as_json:
        for name, path, by_category in memories:
            facts = {"scheme": name, "path": str(path), "by_category": by_category}
            program.print_json(facts | {"labels": sum(by_category.values())})
        return
    if not memories:
        program.out.print("No scheme was taught anything yet.")
        return
    table = Table()
    table.add_column("Scheme", overflow="fold")
    for heading in ("Labels", "Categories"):
        table.add_column(heading, justify="right")
    table.add_column("File", overflow="fold")
    for name, path, by_category in memories:
        number, categories = sum(by_category.values()), len(by_category)
        table.add_row(plain(name), f"{number:,}", str(categories), plain(str(path)))
    program.out.print(table)


def print_texts(program: Program, labels: Sequence[Label]) -> None:
    """Print the first labels with their texts."""
    if not labels:
        program.out.print("Nothing was found.")
        return
    table = Table()
    table.add_column("Text", overflow="fold")
    for heading in ("Category", "From", "Person"):
        table.add_column(heading, overflow="fold")
    for label in labels[:TEXTS_SHOWN]:
        cells = (label.text[:300], label.category, label.source, label.person)
        table.add_row(*map(plain, cells))
    program.out.print(table)
    if len(labels) > TEXTS_SHOWN:
        program.out.print(f"and {len(labels) - TEXTS_SHOWN:,} more; see all with --json")


def categories_table(scheme: Scheme, labels: Sequence[Label]) -> Table:
    """How many labels of each source a category has; those the scheme has not come last."""
    counted = Counter((label.category, label.source) for label in labels)
    others = sorted({label.category for label in labels} - set(scheme.names))
    table = Table()
    table.add_column("Category", overflow="fold")
    for heading in ("Labels", "Corrections", "Checks", "Imported"):
        table.add_column(heading, justify="right")
    for name in (*scheme.names, *others):
        numbers = [counted[name, source] for source in SOURCES]
        note = "" if name in scheme.names else " (not in the scheme)"
        cells = (f"{number:,}" for number in (sum(numbers), *numbers))
        table.add_row(plain(name) + note, *cells)
    return table


@memory.command("export", help="Write the labels of a scheme's memory as .xlsx or .csv.")
@SCHEME
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE")
@JSON
@click.pass_obj
def export(program: Program, scheme: str, out: Path, *, as_json: bool) -> None:
    """Write the labels."""
    check_out(out, SUFFIXES)
    with as_wrong_use():
        chosen = program.postroom.scheme(scheme)
    number = program.postroom.export_labels(chosen, out)
    if as_json:
        program.print_json({"out": str(out), "labels": number})
    else:
        program.out.print(f"{out} is written: {count_of(number, 'label')}.", soft_wrap=True)


@memory.command("forget", help="Take labels out of a scheme's memory, without a trace.")
@SCHEME
@click.option("--text", default="", metavar="WORDS", help="Those whose text has them all.")
@click.option("--category", default="", metavar="NAME", help="Those of this category.")
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON
@click.pass_context
def forget(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - of click
    """Forget labels."""
    program = context.find_object(Program) or Program()
    text, category, as_json = options["text"], options["category"], options["as_json"]
    if (bool(text.strip()), bool(category), options["everything"]).count(True) != 1:
        raise WrongUseError("What is to be forgotten?", "Add --text, --category or --all.")
    chosen, labels = labels_of(program, options["scheme"])
    found = [
        label
        for label in with_words(labels, text)
        if not category or label.category.casefold() == category.strip().casefold()
    ]
    if found and not options["yes"]:
        for label in found[:NAMED]:
            program.err.print(f"  {plain(label.text[:80])}", soft_wrap=True)
        if len(found) > NAMED:
            program.err.print(f"  and {len(found) - NAMED:,} more")
        number = count_of(len(found), "label")
        ask(program, f"Forget {number} of {plain(chosen.name)} for good?")
    hashes = None if options["everything"] else [label.text_hash for label in found]
    gone = program.postroom.forget_labels(chosen, hashes) if found else 0
    if as_json:
        program.print_json({"forgotten": gone, "left": len(labels) - gone})
    elif not found:
        program.out.print("There are no such labels.")
    else:
        told = f"{count_of(gone, 'label')} forgotten; {len(labels) - gone:,} left."
        program.out.print(told, soft_wrap=True)


def labels_of(program: Program, name: str) -> tuple[Scheme, list[Label]]:
    """A scheme and what its memory holds."""
    with as_wrong_use():
        scheme = program.postroom.scheme(name)
    return scheme, program.postroom.memory_labels(scheme)


def with_words(labels: Sequence[Label], text: str) -> list[Label]:
    """The labels whose text has all the words, whatever their case."""
    words = text.casefold().split()
    return [
        label for label in labels if all(word in label.text.casefold() for word in words)
    ]


def facts_of(label: Label) -> dict[str, Any]:
    """A label as JSON values."""
    return {
        "text": label.text,
        "category": label.category,
        "source": label.source,
        "person": label.person,
        "at": label.at,
    }
