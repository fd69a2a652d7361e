"""Documents side by side, and what changed between two versions, as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.records.summaries import (
    Fact,
    PageQuotation,
    Summary,
    VersionChange,
    VersionChanges,
)
from app.records.summary_lines import (
    NOT_STATED,
    changes_words,
    clipped,
    fact_table_of,
    looked_for,
    page_words,
    shown_value,
    unsaid_words,
)
from app.writers.summary_blocks import (
    Block,
    Heading,
    Look,
    Paragraph,
    Run,
    Style,
    Table,
    run,
    together,
)

__all__ = ["changes_blocks", "differing_runs", "side_by_side_blocks"]

BESIDE = 3  # documents in one table of a page's width
VALUE_SHOWN = 300
QUOTE_SHOWN = 900
FACTS_SHOWN = 12  # of one entry in one cell
CHANGES_SHOWN = 300
NAME_SHOWN = 80
NOTE_SHOWN = 600
UNLIKE = "The documents are of several kinds; - stands where a fact was not looked for."
BLANKS = re.compile(r"\s+")

Cell = tuple[tuple[Run, ...], ...]


def side_by_side_blocks(summaries: Sequence[Summary]) -> Iterator[Block]:
    """The same facts of all documents, some documents to a table."""
    table = fact_table_of(summaries)
    looked = looked_for(summaries)
    if not table.rows:
        return
    yield Heading(text="The same facts side by side", level=1)
    if any(one != looked[0] for one in looked):
        yield Paragraph(runs=(run(UNLIKE),), style=Style.NOTE)
    for first in range(0, len(table.documents), BESIDE):
        shown = slice(first, first + BESIDE)
        names = [name for _, name in table.documents[shown]]
        width = 0.8 / len(names)
        yield Table(
            headings=("Fact", *(clipped(name, NAME_SHOWN) for name in names)),
            rows=tuple(
                (
                    ((run(clipped(name, NAME_SHOWN), Look.BOLD),),),
                    *(
                        facts_cell(facts, unsaid_words(key, keys))
                        for facts, keys in zip(cells[shown], looked[shown], strict=True)
                    ),
                )
                for key, name, cells in table.rows
            ),
            widths=(0.2, *(width for _ in names)),
            about="One column for each document, one row for each fact.",
        )
    yield from notes_blocks(table.notes)


def notes_blocks(notes: Sequence[str]) -> Iterator[Block]:
    """What a reader should know."""
    for note in notes:
        told = run(clipped(note, NOTE_SHOWN), Look.ALERT)
        yield Paragraph(runs=(told,), style=Style.NOTE)


def facts_cell(facts: Sequence[Fact], unsaid: str = NOT_STATED) -> Cell:
    """What one document states on one entry, or what is told where it states nothing."""
    if not facts:
        return ((run(unsaid, Look.DIM),),)
    lines = [fact_runs(fact) for fact in facts[:FACTS_SHOWN]]
    more = len(facts) - FACTS_SHOWN
    if more > 0:
        lines.append((run(f"and {more:,} more", Look.DIM),))
    if any(fact.conflict for fact in facts):
        lines.append((run("The document contradicts itself here.", Look.ALERT),))
    return tuple(lines)


def fact_runs(fact: Fact) -> tuple[Run, ...]:
    """A fact with its page on one line."""
    label = clipped(" ".join(fact.label.split()), NAME_SHOWN)
    value = clipped(shown_value(fact), VALUE_SHOWN) or NOT_STATED
    where = (
        together(page_words(fact.source.page, fact.source.label))
        if fact.source
        else "by a person"
    )
    runs = (run(f"{value} "), run(where, Look.DIM))
    return (run(f"{label}: ", Look.BOLD), *runs) if label else runs


# ----------------------------------------------------------------------- changes


def changes_blocks(changes: VersionChanges) -> Iterator[Block]:
    """What changed: facts first, then every difference in the order of the new version."""
    yield Heading(text="What changed", level=1)
    old, new = (clipped(name, NAME_SHOWN) for _, name in (changes.old, changes.new))
    yield Paragraph(runs=(run(f"From {old} to {new}."),))
    yield Paragraph(runs=(run(changes_words(changes)),))
    yield from notes_blocks(changes.notes)
    if changes.facts:
        yield Table(
            headings=("Fact", "Before", "Now"),
            rows=tuple(
                (
                    ((run(clipped(name, NAME_SHOWN), Look.BOLD),),),
                    facts_cell(before),
                    facts_cell(after),
                )
                for name, before, after in changes.facts
            ),
            widths=(0.2, 0.4, 0.4),
            about="The facts that differ between the two versions.",
        )
    if changes.changes:
        yield Table(
            headings=("What and where", "Before", "Now"),
            rows=tuple(map(change_row, changes.changes[:CHANGES_SHOWN])),
            widths=(0.2, 0.4, 0.4),
            about="Every stretch of text that differs, in the order of the new version.",
        )
    more = len(changes.changes) - CHANGES_SHOWN
    if more > 0:
        told = f"{more:,} more changes are listed in the workbook and the JSON."
        yield Paragraph(runs=(run(told),), style=Style.NOTE)


def change_row(change: VersionChange) -> tuple[Cell, Cell, Cell]:
    """A difference as a row."""
    what: list[tuple[Run, ...]] = [(run(change.kind.value.capitalize(), Look.BOLD),)]
    if change.matters:
        what.append((run("Facts differ.", Look.ALERT),))
    if change.heading:
        what.append((run(clipped(" ".join(change.heading.split()), NAME_SHOWN)),))
    new_in_before = change.differing if change.after is None else ()
    return (
        tuple(what),
        quotation_cell(change.before, new_in_before),
        quotation_cell(change.after, change.differing),
    )


def quotation_cell(
    quotation: PageQuotation | None, differing: Sequence[tuple[int, int]]
) -> Cell:
    """Words with their page; what is new in them stands out."""
    if quotation is None:
        return ((run("-", Look.DIM),),)
    where = run(f" {together(page_words(quotation.page, quotation.label))}", Look.DIM)
    return ((*differing_runs(quotation.quote, differing), where),)


def differing_runs(quote: str, differing: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """A quotation on one line, parted where it is new and where it is not.

    Spans that overlap, run backwards or reach beyond the quotation are made fit.
    """
    runs: list[Run] = []
    left = QUOTE_SHOWN
    for text, is_new in pieces_of(quote, differing):
        if left > 0:
            runs.append(run(clipped(text, left), Look.BOLD if is_new else Look.PLAIN))
        left -= len(text)
    return tuple(runs)


def pieces_of(
    quote: str, differing: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, bool]]:
    """The pieces of a quotation and whether each is new; none is empty."""
    place = 0
    for first, beyond in (*sorted(differing), (len(quote), len(quote))):
        start = min(max(first, place), len(quote))
        end = min(max(beyond, start), len(quote))
        for piece, is_new in ((quote[place:start], False), (quote[start:end], True)):
            if piece:
                yield BLANKS.sub(" ", piece), is_new
        place = end
