"""What the window says of summaries, and texts brought onto one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.pieces import as_tip
from app.desktop.quoted import marked_page
from app.desktop.summary_cited import one_line
from app.desktop.summary_words import chip_words, clean, reference, when_words
from app.records import Fact

SOME_TEXT = st.text(alphabet="ab \n\t\x07\u2028\U0001f342-", max_size=60)


@given(SOME_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_spans_keep_their_words(text: str, one: int, other: int):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    said, spans = one_line(text, ((start, end),))
    wanted = "".join(c for c in text[start:end] if c.isprintable() and not c.isspace())
    found = "".join(said[a:b] for a, b in spans)
    assert "".join(found.split()) == wanted


@given(SOME_TEXT)
def test_one_line_says_all_that_can_be_shown(text: str):
    said, _ = one_line(text)
    shown = [c for c in text if c.isprintable() and not c.isspace()]
    assert [c for c in said if not c.isspace()] == shown


def test_a_long_text_is_cut_and_says_so():
    said, spans = one_line("word " * 5000, ((10, 14), (20_000, 20_004)), 100)
    assert len(said) <= 101
    assert said.endswith("\u2026")
    assert [said[a:b] for a, b in spans] == ["word"]
    assert len(clean("y" * 50_000)) == 4000


@pytest.mark.parametrize(
    ("page", "label", "said"),
    [
        (7, "", "p. 7"),
        (7, "7", "p. 7"),
        (7, "iii", "p. 7, printed iii"),
        (7, "A\n-2", "p. 7, printed A -2"),
    ],
)
def test_a_page_bears_its_printed_number_where_that_differs(
    page: int, label: str, said: str
):
    assert chip_words(page, label) == said


def test_a_reworded_sentence_is_not_put_into_quotation_marks():
    said = reference("About 30 awards.", "notice.pdf", 6, "2", quoted=False)
    assert said == "About 30 awards. (notice.pdf, p. 6, printed as 2)"
    said = reference("About 30 awards.", "notice.pdf", 6, "6", quoted=True)
    assert said == "\u201cAbout 30 awards.\u201d (notice.pdf, p. 6)"
    said = reference("Due: May 1\nOffice: Ames", "notice.pdf", 6, "6", quoted=True)
    assert said == "\u201cDue: May 1 / Office: Ames\u201d (notice.pdf, p. 6)"


@pytest.mark.parametrize("when", ["", "soon", "2025-13-40", "2025-02-30T10:00"])
def test_no_date_no_words(when: str):
    assert when_words(Fact(key="d", name="Deadline", when=when)) == ""


@pytest.mark.parametrize("before", ["", "a\r\nb ", "\U0001f342\n", "x\x0b\x00 "])
def test_a_quotation_is_marked_where_it_stands_on_its_page(before: str):
    quote = "the exact\nwords \U0001f342"
    shown = marked_page(f"{before}{quote} and more", quote, len(before))
    units = shown.text.encode("utf-16-le")
    marked = units[2 * shown.start : 2 * shown.end].decode("utf-16-le")
    assert marked == quote


def test_a_quotation_that_is_not_there_is_not_marked():
    assert marked_page("some text", "other", 0).start == -1
    assert marked_page("some text", "", 0).start == -1


def test_a_tool_tip_shows_what_looks_like_markup_and_follows_none_of_it():
    assert as_tip("Roads & bridges") == "Roads & bridges"
    hostile = "<img src='file:///etc/x.png'>\nheading"
    assert (
        as_tip(hostile) == "<p>&lt;img src=&#x27;file:///etc/x.png&#x27;&gt;<br>heading</p>"
    )
