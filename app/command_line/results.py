"""The results of a run as a person reads them in a terminal."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.command_line.learned import print_in_short
from app.command_line.telling import count_of, plain
from app.records import Document, DocumentState, RowFilter, RunCounts, Scheme, Status
from app.records.lines import ResultLine, place_words, result_line

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = ["each_line", "print_results"]

AT_ONCE = 1000
FIRST_ITEMS = 10
FAILED_SHOWN = 20
REASONS_SHOWN = 8
REVIEWS_LOOKED_AT = 20_000
STYLES = {Status.SORTED: "green", Status.NEEDS_REVIEW: "yellow", Status.FAILED: "red"}
REMEDIES = {
    "password": "Sort again and give its password when asked, or by --password-file FILE.",
    "damaged": "Open it in its own program and save it again, or ask for it again.",
    "unsupported": "Save it as PDF, Word, Excel, CSV or text, and sort that.",
    "too big": "Split it, or sort a part of it.",
    "crashed": "Open it in its own program and save it again.",
    "stalled": "Open it in its own program and save it again.",
    "memory": "Split it, or sort a part of it.",
    "missing": "Put it back where it was, and sort again.",
    "no text column": "Name the column with --column NAME.",
}


def each_line(workspace: Workspace, wanted: RowFilter) -> Iterator[ResultLine]:
    """Every line of the results that is wanted, fetched some at a time."""
    offset = 0
    while rows := workspace.rows(wanted, offset, AT_ONCE):
        yield from map(result_line, rows)
        offset += len(rows)


def print_results(console: Console, workspace: Workspace, scheme: Scheme) -> None:
    """Print what came of a run: counts, the first items, what to look at, what failed."""
    counts = workspace.counts()
    if counts.items:
        console.print(categories_table(workspace, scheme, counts))
        console.print(first_items(workspace, counts))
    console.print(headline(counts), soft_wrap=True)
    print_in_short(console, workspace, counts)
    print_reviews(console, workspace, counts)
    print_failures(console, workspace.documents())


def headline(counts: RunCounts) -> str:
    """How everything stands, in one sentence."""
    parts = [
        f"{counts.sorted:,} sorted",
        f"{counts.needs_review:,} {'needs' if counts.needs_review == 1 else 'need'} review",
    ]
    if counts.failed:
        parts.append(f"{counts.failed:,} failed")
    if counts.undecided:
        parts.append(f"{counts.undecided:,} not sorted yet")
    items, documents = (
        count_of(counts.items, "item"),
        count_of(counts.documents, "document"),
    )
    return f"{items} from {documents}: {', '.join(parts)}."


def categories_table(workspace: Workspace, scheme: Scheme, counts: RunCounts) -> Table:
    """How many items each category has, in the scheme's order."""
    table = Table(title=f"Sorted by: {plain(scheme.name)}", title_justify="left")
    table.add_column("Category")
    for heading in ("Items", "Share", "Sorted", "Need review"):
        table.add_column(heading, justify="right")
    for name in scheme.names:
        items, done, review = (
            workspace.count_rows(RowFilter(category=name, status=status))
            for status in (None, Status.SORTED, Status.NEEDS_REVIEW)
        )
        share = f"{items / counts.items:.0%}"
        table.add_row(plain(name), f"{items:,}", share, f"{done:,}", f"{review:,}")
    return table


def first_items(workspace: Workspace, counts: RunCounts) -> Table:
    """The first items, so that a person sees what results look like."""
    rows = workspace.rows(RowFilter(), 0, FIRST_ITEMS)
    shown = f"The first {len(rows)} of {counts.items:,} items"
    table = Table(
        title=shown if counts.items > len(rows) else "Items", title_justify="left"
    )
    for heading in ("Document", "Place", "Category"):
        table.add_column(heading, overflow="fold")
    table.add_column("Prob.", justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    for line in map(result_line, rows):
        table.add_row(
            plain(line.document),
            plain(place_words(line.place)),
            plain(line.category or "-"),
            "" if line.probability is None else f"{line.probability:.0%}",
            Text(line.status.value, style=STYLES[line.status]),
        )
    return table


def print_reviews(console: Console, workspace: Workspace, counts: RunCounts) -> None:
    """Print why items need review, the most frequent reasons first."""
    if not counts.needs_review:
        return
    lines = each_line(workspace, RowFilter(status=Status.NEEDS_REVIEW))
    looked_at = itertools.islice(lines, REVIEWS_LOOKED_AT)
    reasons = Counter(line.reason for line in looked_at)
    more = counts.needs_review > REVIEWS_LOOKED_AT
    of_first = f" (of the first {REVIEWS_LOOKED_AT:,})" if more else ""
    console.print(f"\nNeeds review{of_first}, because:", soft_wrap=True)
    for reason, number in reasons.most_common(REASONS_SHOWN):
        console.print(f"  {number:,} x {plain(reason)}", soft_wrap=True)
    rest = len(reasons) - REASONS_SHOWN
    if rest > 0:
        console.print(f"  and {count_of(rest, 'other reason')}", soft_wrap=True)


def print_failures(console: Console, documents: Sequence[Document]) -> None:
    """Print what failed whole or in part, with the reason and what to do."""
    failed = [one for one in documents if one.state is DocumentState.FAILED]
    partly = [one for one in documents if one.state is DocumentState.PARTLY]
    if failed:
        console.print(f"\nFailed, {count_of(len(failed), 'document')}:", soft_wrap=True)
        print_reasons(console, failed)
    if partly:
        console.print(
            f"\nRead in part, {count_of(len(partly), 'document')}:", soft_wrap=True
        )
        print_reasons(console, partly)


def print_reasons(console: Console, documents: Sequence[Document]) -> None:
    """Print the first documents with their reasons and remedies."""
    for document in documents[:FAILED_SHOWN]:
        reason = plain(document.reason) or "It could not be read."
        console.print(f"  {plain(document.name)}: {reason}", soft_wrap=True)
        remedy = REMEDIES.get(document.reason_code)
        if remedy:
            console.print(f"    {remedy}", soft_wrap=True)
    if len(documents) > FAILED_SHOWN:
        console.print(f"  and {len(documents) - FAILED_SHOWN:,} more", soft_wrap=True)
