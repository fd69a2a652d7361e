"""Form letters are recognized, whatever a sender added; neighbours who agree are not."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.triage.campaigns import find_campaigns

LETTER = (
    "As a resident of this city I urge the council to reject the proposal to close the "
    "branch library on Elm Street, because children and older people depend on it daily."
)


def campaigns(texts: list[str], copies: list[int] | None = None) -> list[int]:
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    found = find_campaigns(texts, hashes, np.array(copies or [1] * len(texts)))
    return [int(number) for number in found]


def test_a_form_letter_with_changed_words_is_one_campaign() -> None:
    texts = [
        LETTER,
        LETTER.replace("Elm Street", "Oak Street"),
        LETTER.replace("urge", "ask"),
        LETTER + " My daughter reads there every week and would miss it.",
        "Dear Sir or Madam, " + LETTER,
        "There is a large pothole on the corner that has been there for weeks now.",
    ]
    assert campaigns(texts) == [0, 0, 0, 0, 0, -1]


def test_copies_of_one_text_count() -> None:
    assert campaigns([LETTER, "Something else that nobody wrote twice"], [7, 1]) == [0, -1]
    assert campaigns([LETTER], [4]) == [-1]


def test_a_short_text_sent_often_is_no_campaign() -> None:
    assert campaigns(["Street light out", "Pothole on my street"], [40, 30]) == [-1, -1]


def test_one_text_word_for_word_from_very_many_is_a_campaign_though_it_is_short() -> None:
    text = "The street light on Elm is out."
    assert campaigns([text, "Something else"], [150, 1]) == [0, -1]
    assert campaigns([text, "Something else"], [6, 1]) == [-1, -1]


def test_different_letters_on_one_subject_are_no_campaign() -> None:
    texts = [
        "The library on Elm Street is where my children learned to read, keep it open.",
        "Closing the Elm Street branch would leave older people without a warm place.",
        "I use the computers at the library every day because I have none at home now.",
        "Our book club has met at this library for twenty years and has no other place.",
        "Please keep the library open, it is the only quiet place to study in.",
        "A city without libraries is a city without a memory, so do not close this branch.",
    ]
    assert campaigns(texts) == [-1] * 6


def test_the_largest_campaign_is_the_first() -> None:
    other = (
        LETTER.replace("library on Elm Street", "swimming pool at the lake")
        .replace(
            "children and older people depend on it", "swimmers of every age train in it"
        )
        .replace("As a resident of this city I urge", "We, who live here, call upon")
    )
    texts = [LETTER, other + " Thank you.", other]
    found = campaigns(texts, [6, 10, 10])
    assert found[0] == 1
    assert found[1] == found[2] == 0


@given(st.permutations(range(8)))
def test_the_order_of_the_texts_does_not_matter(order: list[int]) -> None:
    texts = [f"{LETTER} Number {number}." for number in range(5)] + ["a", "b c", "d"]
    found = campaigns(texts)
    assert campaigns([texts[number] for number in order]) == [found[n] for n in order]


@given(st.lists(st.text(max_size=80), unique=True, max_size=12))
def test_every_text_is_counted_out_again(texts: list[str]) -> None:
    hashes = [
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts
    ]
    assert len(find_campaigns(texts, hashes, np.full(len(texts), 3))) == len(texts)
