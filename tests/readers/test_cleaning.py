from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.readers.cleaning import clean_name, clean_text, clean_with_origins

ANY = st.text(st.characters() | st.sampled_from("\r\n\x00\x0c\x85\u2028\ud800\ufffe"))


@given(ANY)
def test_clean_text_has_no_control_characters_and_stays_the_same_when_cleaned_again(
    text: str,
) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not set(cleaned) & set("\r\x00\x0c\x1b\x7f\ufffe\uffff")
    cleaned.encode("utf-8")


@given(ANY)
def test_the_origin_of_every_cleaned_character_is_known(text: str) -> None:
    cleaned, origins = clean_with_origins(text)
    assert cleaned == clean_text(text)
    assert len(origins) == len(cleaned)
    assert origins == sorted(set(origins))
    for letter, origin in zip(cleaned, origins, strict=True):
        assert letter in {text[origin], "\n", "\ufffd"}


def test_tabs_and_line_breaks_are_kept() -> None:
    assert clean_text("a\tb\r\nc\rd") == "a\tb\nc\nd"


@given(st.text())
def test_a_clean_name_leads_nowhere_else(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert cleaned.isprintable() or " " in cleaned
    assert not cleaned.startswith("/")
    assert ".." not in cleaned.split("/")


def test_a_name_cannot_turn_the_direction_of_writing() -> None:
    assert clean_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert clean_name("..\\..\\C:\\evil\x1b[31m.txt") == "C:/evil[31m.txt"
