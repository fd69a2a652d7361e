from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.triage import segment

PIECES = st.lists(
    st.sampled_from(
        [
            "Dear Sir,",
            "It is broken.",
            "e.g.",
            "Mr. Smith",
            "\n",
            "\n\n",
            "\f",
            " ",
            "?",
            "...",
        ]
    )
    | st.text(max_size=12)
)


def quotes(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


def test_an_abbreviation_does_not_end_a_sentence():
    text = "Mr. Smith of 5 Main St. wrote, e.g. about noise. He is upset."
    assert quotes(text) == [
        "Mr. Smith of 5 Main St. wrote, e.g. about noise.",
        "He is upset.",
    ]


def test_a_sentence_that_begins_with_a_small_letter_is_a_sentence():
    assert quotes("the light is broken. please fix it") == [
        "the light is broken.",
        "please fix it",
    ]


def test_greeting_list_and_signature_stand_apart_from_the_letter():
    text = (
        "Dear Sir,\nthe street is\nfull of holes:\n"
        "- one here\n- one there\nSincerely,\nA. Doe"
    )
    assert quotes(text) == [
        "Dear Sir,",
        "the street is\nfull of holes:",
        "- one here",
        "- one there",
        "Sincerely,",
        "A. Doe",
    ]


def test_a_long_sentence_is_cut_after_a_comma_into_parts_of_at_most_sixty_words():
    text = " ".join(["word"] * 49) + ", " + " ".join(["more"] * 49)
    parts = quotes(text)
    assert parts[0].endswith("word,")
    assert all(len(part.split()) <= 60 for part in parts)


def test_a_text_without_words_has_no_sentences():
    assert segment("") == ()
    assert segment(" \n\f\t ") == ()


def test_hostile_runs_of_one_character_take_no_longer_than_other_texts():
    for text in ("." * 100_000, "x" + " " * 100_000 + "x", "\n " * 50_000, "x." * 50_000):
        assert segment(text + "x")


@given(PIECES)
def test_every_visible_character_lies_in_exactly_one_sentence(pieces):
    text = "".join(pieces)
    covered = [0] * len(text)
    last = 0
    for start, end in segment(text):
        assert last <= start < end
        assert len(text[start:end].split()) <= 60
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [1] * (end - start)
        last = end
    assert all(
        seen or character.isspace() for seen, character in zip(covered, text, strict=True)
    )
