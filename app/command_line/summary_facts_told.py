"""Facts of documents as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from app.command_line.telling import plain
from app.records import Fact, Summary
from app.records.summary_lines import (
    clipped,
    fact_table_of,
    looked_for,
    page_words,
    shown_value,
    unsaid_words,
)

__all__ = ["facts_table", "side_by_side_tables"]

VALUE_SHOWN = 300
BESIDE_SHOWN = 160
FACTS_IN_CELL = 8
CONTRADICTION = "contradicts another place"
NAME_WIDTH, LEAST_WIDTH = 22, 26  # of the columns of documents side by side


def facts_table(facts: Sequence[Fact]) -> Table:
    """The facts that are stated, each with its page; contradictions are marked."""
    table = Table()
    table.add_column("Fact", overflow="fold", max_width=26)
    table.add_column("What the document says", overflow="fold")
    table.add_column("Page", overflow="fold")
    before = ""
    for fact in facts:
        if not shown_value(fact):
            continue
        name = plain(fact.name) if fact.key != before else ""
        before = fact.key
        table.add_row(name, fact_text(fact, VALUE_SHOWN), Text(where(fact), style="dim"))
    return table


def fact_text(fact: Fact, most: int) -> Text:
    """The value of a fact, what it is called, and what to know of it."""
    told = Text()
    if fact.label:
        told.append(f"{plain(fact.label)}: ", style="bold")
    value = plain(shown_value(fact))
    told.append(clipped(value, most))
    if fact.conflict:
        told.append(f"\n{CONTRADICTION}", style="yellow")
    if fact.corrected is not None:
        found = clipped(plain(fact.value), most)
        told.append(
            f"\nentered by a person{f', instead of: {found}' if found else ''}", style="dim"
        )
    return told


def where(fact: Fact) -> str:
    """The page of a fact; empty where only a person says it."""
    return page_words(fact.source.page, plain(fact.source.label)) if fact.source else ""


def side_by_side_tables(summaries: Sequence[Summary], width: int) -> Iterator[Table]:
    """The same facts of several documents, as many beside each other as fit.

    Entries that no document states are left out.

    Args:
        summaries: Of all documents.
        width: Of the terminal, in characters.
    """
    table, looked = fact_table_of(summaries), looked_for(summaries)
    beside = max(1, (width - NAME_WIDTH) // LEAST_WIDTH)
    for first in range(0, len(table.documents), beside):
        shown = slice(first, first + beside)
        part = Table(show_lines=True)
        part.add_column("Fact", overflow="fold", max_width=NAME_WIDTH)
        for _, name in table.documents[shown]:
            part.add_column(plain(name), overflow="fold")
        for key, name, cells in table.rows:
            if any(cells):
                beside_each_other = zip(cells[shown], looked[shown], strict=True)
                texts = (
                    cell_text(facts, unsaid_words(key, keys))
                    for facts, keys in beside_each_other
                )
                part.add_row(plain(name), *texts)
        yield part


def cell_text(facts: Sequence[Fact], unsaid: str) -> Text:
    """What one document states on one entry, or what is told where it states nothing."""
    if not facts:
        return Text(unsaid, style="dim")
    lines = []
    for fact in facts[:FACTS_IN_CELL]:
        line = fact_text(fact, BESIDE_SHOWN)
        lines.append(line.append(f" {where(fact)}".rstrip(), style="dim"))
    more = len(facts) - FACTS_IN_CELL
    if more > 0:
        lines.append(Text(f"and {more:,} more", style="dim"))
    return Text("\n").join(lines)
