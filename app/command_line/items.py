"""``postroom items``: the items of a case file with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from app.command_line.asking import find_category
from app.command_line.cases import CASE, opened, scheme_in
from app.command_line.program import Program
from app.command_line.results import STYLES
from app.command_line.telling import count_of, plain
from app.records import ResultRow, RowFilter, Status
from app.records.lines import place_as_json, place_words, result_line

__all__ = ["items"]

STATUSES = {status.value.replace(" ", "-"): status for status in Status}
ORDERS = ("input", "priority", "probability")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked on the command line; the same names as the options."""

    case: Path
    status: str | None
    category: str
    words: str
    order: str
    limit: int
    as_json: bool


@click.command(
    "items",
    short_help="List the items of a case file with their numbers.",
    help="""\
List the items of a case file with their numbers, by which 'postroom correct' knows them.

\b
Examples:
  postroom items march.postroom --status needs-review --order priority
  postroom items march.postroom --category potholes --words "main street"
  postroom items march.postroom --limit 1000 --json
""",
)
@CASE
@click.option("--status", type=click.Choice(list(STATUSES)), help="Only these.")
@click.option("--category", default="", metavar="NAME|NUMBER", help="Only of this one.")
@click.option("--words", default="", help="Only items whose text has all of these words.")
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    default="input",
    show_default=True,
    help="As they came in; the hardest and most instructive first; the unsurest first.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON per item.")
@click.pass_context
def items(context: click.Context, /, **_options: object) -> None:
    """List items."""
    program = context.find_object(Program) or Program()
    asked = Asked(**context.params)
    with opened(program, asked.case, read_only=True) as workspace:
        category = asked.category and find_category(scheme_in(workspace), asked.category)
        wanted = RowFilter(
            status=STATUSES[asked.status] if asked.status else None,
            category=category or None,
            words=asked.words,
            order=asked.order,
        )
        rows = workspace.rows(wanted, 0, asked.limit)
        number = workspace.count_rows(wanted)
    if asked.as_json:
        for row in rows:
            program.print_json(facts_of(row))
        return
    if not rows:
        program.out.print("There are no such items.")
        return
    program.out.print(table_of(rows))
    if number > len(rows):
        first = f"These are the first {len(rows):,} of {count_of(number, 'item')}"
        program.out.print(f"{first}; see more with --limit.", soft_wrap=True)


def table_of(rows: list[ResultRow]) -> Table:
    """Items as a table."""
    table = Table()
    table.add_column("Item", justify="right", no_wrap=True)
    for heading in ("Document", "Place", "Category"):
        table.add_column(heading, overflow="fold")
    table.add_column("Prob.", justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Reason", overflow="fold")
    for row in rows:
        line = result_line(row)
        table.add_row(
            "-" if row.item is None else str(row.item.key),
            plain(line.document),
            plain(place_words(line.place)),
            plain(line.category or "-"),
            "" if line.probability is None else f"{line.probability:.0%}",
            Text(line.status.value, style=STYLES[line.status]),
            plain(line.reason),
        )
    return table


def facts_of(row: ResultRow) -> dict[str, Any]:
    """An item as JSON values; ``item`` is null for a document that has none."""
    line = result_line(row)
    return {
        "item": row.item and row.item.key,
        "document": line.document,
        "place": place_as_json(line.place),
        "category": line.category,
        "probability": None if line.probability is None else round(line.probability, 4),
        "runner_up": line.runner_up,
        "status": line.status.value,
        "reason": line.reason,
        "reviewed": row.verdict is not None and row.verdict.reviewed,
        "private": row.private,
    }
