from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.triage import segment
from app.triage.assigning_clauses import clauses, sentence_of

WORDS = st.sampled_from(
    ["pay", "the", "road", ",", ";", "but", "While", "however", ".", "\n", "—"]
)


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bus is late each day; however, the drivers are kind.",
            ["The bus is late each day", "however, the drivers are kind."],
        ),
        (
            "The bus is late each day, but the drivers are kind.",
            ["The bus is late each day", "but the drivers are kind."],
        ),
        (
            "While the bus is often late, the drivers are very kind.",
            ["While the bus is often late", "the drivers are very kind."],
        ),
        ("Slow, but kind.", ["Slow, but kind."]),
        ("Buses, trams and trains are late.", ["Buses, trams and trains are late."]),
        ("The bus is late. The tram is not.", ["The bus is late.", "The tram is not."]),
    ],
)
def test_a_sentence_is_cut_where_it_turns_to_something_else(text, expected):
    assert said(text) == expected


@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_clauses_ascend_within_sentences_and_lose_no_word(text):
    found, sentences = clauses(text), segment(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in found)
    for (start, end), number in zip(found, sentence_of(found, sentences), strict=True):
        assert sentences[number][0] <= start < end <= sentences[number][1]
    kept = "".join(said(text)).split()
    assert sum(map(str.isalpha, "".join(kept))) == sum(map(str.isalpha, text))


def test_a_long_run_of_spaces_takes_no_time():
    started = time.perf_counter()
    clauses("one two three four" + " " * 100_000 + "five six seven eight")
    assert time.perf_counter() - started < 2.0
