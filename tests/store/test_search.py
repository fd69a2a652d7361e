from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app import store
from app.records import RowFilter
from tests.store.made import letter, letter_item, read_in

TEXTS = (
    "The street lamp on Main Street is out.",
    "La lámpara de la calle está rota; ¿cuándo la arreglan?",
    "Pothole on Main Street, near the café",
    "NEAR AND OR NOT e-mail ana@example.org",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.CaseFile]:
    path: Path = tmp_path_factory.mktemp("search") / "x.postroom"
    with store.open_case(path) as opened:
        read_in(opened, letter(), [letter_item(text) for text in TEXTS])
        yield opened


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("main street", [1, 3]),
        ("MAIN lamp", [1]),
        ("lampara", [2]),
        ("CAFÉ", [3]),
        ("cafe\u0301", [3]),
        ("stre", [1, 3]),
        ("stre main", []),
        ("e-mail", [4]),
        ("ana@example.org", [4]),
        ("near and or not", [4]),
        ('"main', [1, 3]),
        ("main - street", [1, 3]),
        ("text:main", []),
        ("nothing", []),
        ("", []),
        ("\x00", []),
        ("^ * ( ) \" '", []),
    ],
)
def test_words_find_the_items_that_have_them_all(
    case: store.CaseFile, words: str, expected: list[int]
):
    assert sorted(hit.item.key for hit in store.search(case, words)) == expected


def test_a_hit_shows_where_the_words_stand(case: store.CaseFile):
    [hit] = store.search(case, "lamp main", 10)
    assert hit.snippet == "The street [lamp] on [Main] Street is out."
    assert hit.item == store.item(case, 1)
    assert hit.document == store.document(case, 1)


def test_no_more_hits_come_than_were_asked_for(case: store.CaseFile):
    assert len(store.search(case, "main", 1)) == 1


@settings(max_examples=300, deadline=None)
@given(words=st.text(max_size=40))
@example(words='a" OR "b')
@example(words="a\x00b")
@example(words="\ud800")
@example(words="{a b}: c*")
def test_whatever_a_person_types_gives_a_result_or_nothing(
    case: store.CaseFile, words: str
):
    hits = store.search(case, words)
    lines = store.count_rows(case, RowFilter(words=words))
    assert lines == (len(hits) if words.strip() else len(TEXTS))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_beginning_of_a_word_finds_it(case: store.CaseFile, data: st.DataObject):
    key = data.draw(st.integers(1, len(TEXTS)))
    word = data.draw(st.sampled_from(TEXTS[key - 1].split()))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    found = [hit.item.key for hit in store.search(case, beginning)]
    assert key in found or not any(letter.isalnum() for letter in beginning)
