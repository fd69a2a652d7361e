"""The pages of a document, out of its ledger and its text."""

from __future__ import annotations

from app.readers.layouts import plain_layout
from app.readers.structure import MOST_PAGES, NOT_REACHED, pages_of
from app.records import Part, PartState


def test_every_page_is_there_with_what_the_ledger_says_of_it():
    parts = [
        Part(state=PartState.READ, first=1, last=1),
        Part(state=PartState.EMPTY, first=3, last=4, reason="blank"),
    ]
    pages = pages_of(parts, {1: "one", 5: "five"}, [plain_layout(1, "one")])
    assert [(page.number, page.state, page.text) for page in pages] == [
        (1, PartState.READ, "one"),
        (2, PartState.FAILED, ""),
        (3, PartState.EMPTY, ""),
        (4, PartState.EMPTY, ""),
        (5, PartState.FAILED, "five"),
    ]
    assert [page.reason for page in pages] == [
        "",
        NOT_REACHED,
        "blank",
        "blank",
        NOT_REACHED,
    ]


def test_a_ledger_that_claims_endless_pages_is_told_in_bounds():
    pages = pages_of([Part(state=PartState.FAILED, first=1, last=10**12)], {})
    assert len(pages) == MOST_PAGES
    assert pages[-1].reason == "(so are the pages up to 1,000,000,000,000)"
    beyond = pages_of([Part(state=PartState.FAILED, first=10**12, last=10**13)], {})
    assert beyond == []


def test_without_ledger_and_text_there_are_no_pages():
    assert pages_of([], {}) == []
