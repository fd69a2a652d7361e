from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.quoted import ShownText, flowing, shown_text
from app.records import Evidence, Item, Place, Status, Verdict

LINE = "-- page {page} --"


def _verdict(text: str, start: int, end: int) -> Verdict:
    evidence = Evidence(
        quote=text[start:end], start=start, end=end, item_start=start, place=Place(page=1)
    )
    return Verdict(category="Roads", status=Status.SORTED, evidence=evidence)


def _marked(text: str, quote: str) -> str:
    start = text.index(quote)
    verdict = _verdict(text, start, start + len(quote))
    shown = shown_text(Item(place=Place(page=1), text=text), verdict, LINE)
    units = shown.text.encode("utf-16-le")
    return units[shown.start * 2 : shown.end * 2].decode("utf-16-le")


@pytest.mark.parametrize(
    "text",
    [
        "before the drain is blocked after",
        "first\r\nsecond\r\nthe drain is blocked\r\nend",
        "page one\fpage two: the drain is blocked",
        "\U0001f342\U0001f342 the drain is blocked \U0001f342",
        "odd \x00\x1b\ufdd0 bytes, the drain is blocked",
    ],
)
def test_evidence_is_found_again_in_what_is_shown(text: str):
    assert _marked(text, "the drain is blocked") == "the drain is blocked"


def test_a_new_page_is_announced():
    shown = shown_text(Item(place=Place(page=1), text="one\ftwo"), None, LINE)
    assert shown.text == "one\n\n-- page 2 --\n\ntwo"


def test_evidence_that_is_not_in_the_text_is_not_marked():
    verdict = _verdict("other words", 0, 5)
    shown = shown_text(Item(place=Place(page=1), text="some words"), verdict, LINE)
    assert shown.start == -1


def test_an_item_without_verdict_has_no_mark():
    assert shown_text(Item(place=Place(row=3), text="words"), None, LINE).start == -1


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_mark_never_reaches_outside_the_text(text: str, one: int, other: int):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    item = Item(place=Place(page=1), text=text)
    shown = shown_text(item, _verdict(text, start, end), LINE)
    units = len(shown.text.encode("utf-16-le", errors="surrogatepass")) // 2
    assert 0 <= shown.start <= shown.end <= units


def test_the_same_text_is_shown_whatever_the_verdict():
    item = Item(place=Place(page=1), text="a\fb")
    verdict = _verdict(item.text, 0, 1)
    without = shown_text(item, replace(verdict, evidence=None), LINE)
    assert shown_text(item, verdict, LINE).text == without.text


def test_full_lines_flow_on_and_every_character_keeps_its_place():
    paper = (
        "Eleanor Whitcombe\n14 Alder Lane\n"
        "The storm drain at the corner of Alder Lane has been\n"
        "blocked with leaves, and the water stands a foot deep\n"
        "after rain.\n"
        "Please send somebody."
    )
    flowed = flowing(ShownText(text=paper, start=3, end=9))
    assert flowed.text.split("\n") == [
        "Eleanor Whitcombe",
        "14 Alder Lane",
        " ".join(paper.split("\n")[2:5]),
        "Please send somebody.",
    ]
    assert len(flowed.text) == len(paper)
    assert (flowed.start, flowed.end) == (3, 9)


def test_a_list_of_long_lines_keeps_its_lines():
    lines = "- the first thing that we would like to ask of you\n" * 3
    assert flowing(ShownText(text=lines)).text == lines
