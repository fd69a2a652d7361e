from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.records import Item, Passage, Place
from app.triage import evidence_at, segment, strongest

PAGES = ("Hello there, office.\nThe light is out. ", "It is dark here. Thanks!")


def letter() -> Item:
    text = "\f".join(PAGES)
    second = len(PAGES[0]) + 1
    return Item(
        place=Place(page=1),
        text=text,
        passages=(
            Passage(start=0, end=len(PAGES[0]), place=Place(page=1)),
            Passage(start=second, end=len(text), place=Place(page=2)),
        ),
    )


def test_a_quotation_is_exact_and_names_its_page():
    item = letter()
    start = item.text.index("It is dark here.")
    evidence = evidence_at(item, start, start + 16)
    assert evidence.quote == "It is dark here."
    assert evidence.place == Place(page=2)
    assert PAGES[1][evidence.start : evidence.end] == evidence.quote
    assert item.text[evidence.item_start :].startswith(evidence.quote)


def test_a_row_without_passages_is_quoted_with_its_own_place():
    item = Item(place=Place(sheet="May", row=17), text="The light is out.")
    assert evidence_at(item, 0, 17).place == Place(sheet="May", row=17)


def test_the_sentence_that_speaks_most_is_quoted_unless_it_is_a_greeting():
    text = "Snow! The plow never came. It is cold."
    span = strongest(text, segment(text), np.array([9.0, 2.0, 1.0]))
    assert span is not None
    assert text[slice(*span)] == "The plow never came."


def test_a_text_of_one_word_is_quoted_as_it_is():
    assert strongest("  Graffiti ", segment("  Graffiti "), np.array([-np.inf])) == (2, 10)


def test_a_text_without_words_is_not_quoted():
    assert strongest(" ", (), np.empty(0)) is None


@given(st.text(max_size=900), st.integers(0, 2**32 - 1))
def test_a_quotation_is_short_and_lies_inside_a_sentence(text, seed):
    segments = segment(text)
    speaks = np.random.default_rng(seed).normal(size=len(segments))
    span = strongest(text, segments, speaks)
    if span is None:
        assert not text.strip()
        return
    start, end = span
    assert 0 < end - start <= 300
    assert any(first <= start and end <= last for first, last in segments)
    evidence = evidence_at(Item(place=Place(row=1), text=text), start, end)
    assert evidence.quote == text[evidence.start : evidence.end]
