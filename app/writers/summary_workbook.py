"""Summaries as an Excel workbook: facts, side by side, sentences, questions, pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from app.records.documents import PartState
from app.records.summaries import (
    Fact,
    PageQuotation,
    Summary,
    VersionChange,
    VersionChanges,
)
from app.records.summary_lines import (
    NOT_SAID,
    NOT_STATED,
    changes_words,
    fact_table_of,
    ledger_words,
    looked_for,
    page_words,
    printed,
    shown_value,
    title_of,
    unsaid_words,
)
from app.writers.book import Book, date_cell
from app.writers.results_overview import METHOD_WIDTHS, fact, headings
from app.writers.sheet_stream import Cell, SheetStream
from app.writers.summary_content import made_lines, subject_of

__all__ = ["write_summary_workbook"]

SIDE_BY_SIDE = 200  # documents that stand beside each other; Excel ends at 16,384 columns
STATE_STYLES = {PartState.FAILED: "failed", PartState.EMPTY: "needs review"}
HOW_TO_READ = (
    ("Value", "What the document says; where a person changed it, what the person wrote."),
    ("Which", "What the document calls this one among several."),
    ("Date, Time, Time zone", "Of the value, where it is a date; the zone as stated."),
    ("Contradiction", "Another place of the same document says otherwise."),
    ("- side by side", "Not looked for, as the document is of another kind."),
    ("Page", "From 1, as in the file."),
    ("Printed page", "What is printed on that page, or what the file calls it."),
    ("Quotation", "Words of the page, character for character, with its line breaks."),
    ("Kind", "quoted: word for word. reworded: every fact was found in the quotation."),
    ("From, To", "The first character of the quotation on its page, from 0, and one past"),
)

Line = list[Cell]


def write_summary_workbook(
    path: Path, summaries: Sequence[Summary], changes: VersionChanges | None
) -> None:
    """Write summaries as a workbook; unfinished sheets lie beside ``path``."""
    about = summaries[0].about
    book = Book(path, subject_of(summaries), about.version, about.made)
    try:
        write_facts(book, summaries)
        if len(summaries) > 1:
            write_side_by_side(book, summaries)
        if changes is not None:
            write_changes(book, changes)
        write_sentences(book, summaries)
        write_questions(book, summaries)
        write_pages(book, summaries)
        write_method(book, summaries)
        book.save()
    finally:
        book.abandon()


def begin(
    book: Book, title: str, columns: Sequence[tuple[str, float]], freeze: str = "A2"
) -> SheetStream:
    """A sheet with its heading line."""
    stream = book.add_sheet(title, [width for _, width in columns], freeze)
    stream.add([(name, "header") for name, _ in columns])
    return stream


def end(stream: SheetStream, columns: int, otherwise: str) -> None:
    """Let all columns be filtered; say so where there is nothing."""
    if stream.rows_written == 1:
        stream.add([(otherwise, "text")])
        return
    reference = f"A1:{get_column_letter(columns)}{stream.rows_written}"
    stream.ws.auto_filter.ref = reference


def place_cells(source: PageQuotation | None) -> Line:
    """Page, printed page and quotation."""
    if source is None:
        return [(None, "count"), (None, "text"), (None, "wrapped")]
    return [
        (source.page, "count"),
        (printed(source.page, source.label), "text"),
        (source.quote, "wrapped"),
    ]


# ------------------------------------------------------------------------- facts


FACT_COLUMNS = (
    *(("Document", 24.0), ("Fact", 24.0), ("Which", 22.0), ("Value", 44.0)),
    *(("Date", 12.0), ("Time", 8.0), ("Time zone", 14.0), ("Amount", 14.0)),
    *(("Contradiction", 14.0), ("Page", 7.0), ("Printed page", 9.0), ("Quotation", 60.0)),
    *(("Stated", 8.0), ("Changed by a person", 12.0), ("Found by Postroom", 30.0)),
    ("Why", 40.0),
)


def write_facts(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Facts: a row for every fact, also where it is not stated."""
    stream = begin(book, "Facts", FACT_COLUMNS, "C2")
    for summary in summaries:
        for one in summary.facts:
            stream.add(fact_line(summary.name, one))
    end(stream, len(FACT_COLUMNS), "No facts were looked for.")


def fact_line(document: str, one: Fact) -> Line:
    """The cells of a fact."""
    value = shown_value(one)
    changed = one.corrected is not None
    day, _, time = one.when.partition("T")
    return [
        (document, "wrapped"),
        (one.name, "wrapped"),
        (one.label, "wrapped"),
        (value or NOT_STATED, "wrapped" if value else "hidden"),
        date_cell(day) if day else (None, "text"),
        (time, "text"),
        (one.zone, "text"),
        (one.amount, "number"),
        ("yes" if one.conflict else "", "needs review" if one.conflict else "text"),
        *place_cells(one.source),
        ("yes" if one.stated else "no", "text"),
        ("yes" if changed else "", "text"),
        (one.value if changed else None, "wrapped"),
        (one.why, "wrapped"),
    ]


def write_side_by_side(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Side by side: a row for every fact, a column for every document."""
    shown = summaries[:SIDE_BY_SIDE]
    table = fact_table_of(shown)
    columns = [("Fact", 26.0), *((name, 40.0) for _, name in table.documents)]
    stream = begin(book, "Side by side", columns, "B2")
    looked = looked_for(shown)
    for key, name, cells in table.rows:
        line: Line = [(name, "wrapped")]
        for facts, keys in zip(cells, looked, strict=True):
            told = "\n".join(map(fact_words, facts))
            if any(one.conflict for one in facts):
                told += "\n(The document contradicts itself here.)"
            line.append((told, "wrapped") if told else (unsaid_words(key, keys), "hidden"))
        stream.add(line)
    if len(summaries) > len(shown):
        told = f"{len(summaries) - len(shown):,} more documents are on the sheet Facts."
        stream.add([(told, "text")])
    for note in table.notes:
        stream.add([(note, "text")])


def fact_words(one: Fact) -> str:
    """A fact with its page on one line."""
    label = f"{' '.join(one.label.split())}: " if one.label else ""
    where = page_words(one.source.page, one.source.label) if one.source else "by a person"
    return f"{label}{shown_value(one)} ({where})"


# --------------------------------------------------------------------- sentences


SENTENCE_COLUMNS = (
    *(("Document", 24.0), ("Section", 34.0), ("Sentence", 70.0), ("Kind", 11.0)),
    *(("Page", 7.0), ("Printed page", 9.0), ("Quotation", 60.0), ("From", 8.0)),
    *(("To", 8.0), ("More places", 60.0), ("Why", 40.0)),
)


def write_sentences(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Summary: a row for every sentence."""
    stream = begin(book, "Summary", SENTENCE_COLUMNS, "C2")
    for summary in summaries:
        for section in summary.sections:
            for one in section.sentences:
                more = [source for source in one.sources if source != one.source]
                stream.add(
                    [
                        (summary.name, "wrapped"),
                        (section.heading, "wrapped"),
                        (one.text, "wrapped"),
                        (one.kind.value, "text"),
                        *place_cells(one.source),
                        (one.source.start, "count"),
                        (one.source.end, "count"),
                        ("\n".join(map(quoted, more)), "wrapped"),
                        (one.why, "wrapped"),
                    ]
                )
    end(stream, len(SENTENCE_COLUMNS), "Nothing to summarize was found.")


def quoted(source: PageQuotation) -> str:
    """A page with the words that stand on it."""
    return f"{page_words(source.page, source.label)}: {source.quote}"


def write_questions(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Questions: a row for every passage that answers one."""
    columns = (
        *(("Question", 44.0), ("Document", 24.0), ("Answer", 30.0), ("Page", 7.0)),
        *(("Printed page", 9.0), ("Quotation", 80.0)),
    )
    stream = begin(book, "Questions", columns)
    for summary in summaries:
        for answer in summary.answers:
            start: Line = [(answer.question, "wrapped"), (summary.name, "wrapped")]
            if not answer.passages:
                stream.add([*start, (NOT_SAID, "wrapped")])
            for number, passage in enumerate(answer.passages, 1):
                rank = "the best passage" if number == 1 else f"passage {number}"
                stream.add([*start, (rank, "text"), *place_cells(passage)])
    end(stream, len(columns), "No questions were asked.")


def write_pages(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Pages: a row for every page of every document."""
    columns = (
        *(("Document", 30.0), ("Page", 7.0), ("Printed page", 9.0), ("Reading", 26.0)),
        *(("Confidence", 12.0), ("Note", 70.0)),
    )
    stream = begin(book, "Pages", columns)
    for summary in summaries:
        for page in summary.ledger:
            stream.add(
                [
                    (summary.name, "text"),
                    (page.page, "count"),
                    (printed(page.page, page.label), "text"),
                    (page.state.value, STATE_STYLES.get(page.state, "text")),
                    (page.confidence, "share"),
                    (page.reason, "wrapped"),
                ]
            )
    end(stream, len(columns), "No page was read.")


# ----------------------------------------------------------------------- changes


def write_changes(book: Book, changes: VersionChanges) -> None:
    """Write the sheet Changes: facts that differ, then every difference."""
    columns = (
        *(("What", 14.0), ("Section or fact", 34.0), ("Facts differ", 12.0)),
        *(("Before", 60.0), ("Page before", 8.0), ("Now", 60.0), ("Page now", 8.0)),
    )
    stream = begin(book, "Changes", columns)
    for name, before, after in changes.facts:
        cells: Line = [("fact", "text"), (name, "wrapped"), ("yes", "needs review")]
        for facts in (before, after):
            told = "\n".join(map(fact_words, facts))
            cells += [(told or NOT_STATED, "wrapped"), (None, "count")]
        stream.add(cells)
    for change in changes.changes:
        stream.add(change_line(change))
    end(stream, len(columns), "Nothing changed.")
    from_to = f"From {changes.old[1]} to {changes.new[1]}."
    for told in (from_to, changes_words(changes), *changes.notes):
        stream.add([(told, "text")])


def change_line(change: VersionChange) -> Line:
    """The cells of a difference."""
    cells: Line = [
        (change.kind.value, "text"),
        (change.heading, "wrapped"),
        ("yes" if change.matters else "", "needs review" if change.matters else "text"),
    ]
    for source in (change.before, change.after):
        cells.append((source.quote if source else None, "wrapped"))
        cells.append((source.page if source else None, "count"))
    return cells


# ------------------------------------------------------------------------ method


def write_method(book: Book, summaries: Sequence[Summary]) -> None:
    """Write the sheet Method."""
    stream = book.add_sheet("Method", METHOD_WIDTHS)
    for line in method(summaries):
        stream.add(line)


def method(summaries: Sequence[Summary]) -> Iterator[Line]:
    """The rows of the sheet Method."""
    yield [("How these summaries were made", "title")]
    yield []
    for summary in summaries:
        yield headings(summary.name, "")
        yield fact("Title", title_of(summary))
        yield fact("Pages", ledger_words(summary))
        for line in made_lines(summary):
            yield fact("", line)
        yield []
    yield headings("Column", "What it says")
    for name, value in HOW_TO_READ:
        yield fact(name, value)
