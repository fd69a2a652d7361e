from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.triage import normalized, segment, text_hash


def test_case_spacing_and_invisible_characters_do_not_make_another_text():
    assert text_hash("  The  LIGHT\nis out") == text_hash("the light is\u200b out ")


def test_a_digit_or_a_full_stop_makes_another_text():
    assert text_hash("Block 12") != text_hash("Block 13")
    assert text_hash("out") != text_hash("out.")


def test_half_a_surrogate_pair_has_a_hash_too():
    assert len(text_hash("a\ud800")) == 32


@given(st.text())
def test_normalizing_twice_changes_nothing_more(text):
    assert normalized(normalized(text)) == normalized(text)


def test_texts_of_one_hash_have_the_same_number_of_sentences():
    lines = "Dear Sir,\nthe light is out."
    assert len(segment(lines)) != len(segment(lines.replace("\n", " ")))
    assert text_hash(lines) != text_hash(lines.replace("\n", " "))
