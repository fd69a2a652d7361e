"""Summaries as a workbook, opened again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from app.writers.summary_files import write_summaries
from tests.writers.made_summaries import (
    CEILING,
    CHANGES,
    DEADLINE,
    LATE,
    NOTICE,
    OLDER,
    REWORDED,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Any:
    path = tmp_path_factory.mktemp("book") / "s.xlsx"
    write_summaries(path, [NOTICE, OLDER], CHANGES)
    return openpyxl.load_workbook(path)


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    heads, *rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_sheets_come_in_the_order_of_use(book, tmp_path):
    assert book.sheetnames == [
        *("Facts", "Side by side", "Changes", "Summary", "Questions", "Pages", "Method"),
    ]
    path = tmp_path / "one.xlsx"
    write_summaries(path, [NOTICE])
    assert openpyxl.load_workbook(path).sheetnames == [
        *("Facts", "Summary", "Questions", "Pages", "Method"),
    ]


def test_every_fact_is_a_row_with_date_amount_page_and_quotation(book):
    rows = rows_of(book, "Facts")
    assert len(rows) == len(NOTICE.facts) + len(OLDER.facts)
    due = rows[1]
    assert due["Date"].isoformat() == "2027-01-15T00:00:00"
    assert (due["Time"], due["Time zone"], due["Which"]) == ("23:59", "ET", "Application")
    assert (due["Contradiction"], due["Stated"]) == ("yes", "yes")
    assert (due["Page"], due["Printed page"]) == (2, "ii")
    assert DEADLINE.source is not None
    assert due["Quotation"] == DEADLINE.source.quote
    assert rows[4]["Amount"] == 350_000
    contact = rows[6]
    assert (contact["Value"], contact["Stated"], contact["Page"]) == (
        *("not stated", "no", None),
    )
    assert (rows[0]["Value"], rows[0]["Changed by a person"]) == ("WELL-27-001", "yes")
    assert rows[0]["Found by Postroom"] == "WELL-27-OO1"


def test_documents_stand_side_by_side(book):
    rows = {row["Fact"]: row for row in rows_of(book, "Side by side")}
    assert rows["Award ceiling"]["notice.pdf"] == "$350,000 (p. 5 (printed 3))"
    assert rows["Contacts"]["notice_2025.pdf"] == "not stated"
    # It was not looked for there, so nobody may say that it is not stated.
    assert rows["Opportunity number"]["notice_2025.pdf"] == "-"
    assert rows["Deadlines"]["notice.pdf"].endswith(
        "(The document contradicts itself here.)"
    )


def test_every_sentence_keeps_its_exact_quotation_and_span(book):
    rows = rows_of(book, "Summary")
    assert len(rows) == 6
    assert rows[2]["Quotation"] == LATE
    assert (rows[2]["From"], rows[2]["To"]) == (40, 40 + len(LATE))
    assert (rows[1]["Kind"], rows[1]["More places"]) == (
        *("reworded", f"p. 4 (printed 2): {REWORDED.sources[1].quote}"),
    )


def test_questions_pages_and_changes_are_all_there(book):
    questions = rows_of(book, "Questions")
    assert [row["Answer"] for row in questions] == [
        *("the best passage", "passage 2", "The document does not say."),
    ]
    pages = rows_of(book, "Pages")
    assert len(pages) == 2 * len(NOTICE.ledger)
    assert [row["Reading"] for row in pages[7:11]] == [
        *("empty", "read by text recognition", "read by text recognition", "failed"),
    ]
    changes = rows_of(book, "Changes")
    assert [row["What"] for row in changes[:3]] == ["fact", "changed", "removed"]
    assert (changes[1]["Before"], changes[1]["Page before"]) == (
        *("No award is larger than $250,000.", 4),
    )
    assert "212 sentences are the same" in changes[-1]["What"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path = tmp_path / "s.xlsx"
    value = '=HYPERLINK("http://x","y")'
    fact = replace(CEILING, value=value, corrected="+1", label="@x")
    write_summaries(path, [replace(NOTICE, name="-2.pdf", facts=(fact,))])
    sheet = openpyxl.load_workbook(path)["Facts"]
    cells = {cell.value: cell for cell in sheet[2]}
    for text in (value, "+1", "@x", "-2.pdf"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
