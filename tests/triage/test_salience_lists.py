"""Lists are told whole or by single points; a long bundle is not told by its first page."""

from __future__ import annotations

import pytest

from app.records import Sentence, Structure
from app.triage.salience_signs import is_prose
from app.triage.sentences import sentences_of
from tests.triage.paged import paged
from tests.triage.test_salience import both, letters, prose, texts

POINTS = (
    "- Reading aloud with children every day helps the school library grow.",
    "- Training teachers of mathematics in the school of every small town.",
    "- Buying new books for the school library of every county.",
)
LEAD = "Improving the school library typically involves:"


def with_list(count: int = 12) -> Structure:
    return paged(
        ["# About schools", prose("school", count), LEAD, *POINTS, prose("farm", count)]
    )


@pytest.mark.parametrize("words", range(20, 260, 12))
def test_a_line_before_a_list_is_told_with_all_its_points_or_not_at_all(words):
    structure = with_list()
    for chosen in both(structure, words):
        told = texts(structure, chosen)
        points = [text for text in told if f"- {text}" in POINTS]
        assert LEAD not in told or len(points) == len(POINTS)
        for one in chosen:
            if texts(structure, (one,))[0] in points and LEAD not in told:
                assert f"{len(points)} of 3 points under “{LEAD}”." in one.why


def test_a_short_list_is_told_whole_where_there_is_room():
    structure = paged(["# About schools", LEAD, *POINTS, prose("farm", 4)])
    for chosen in both(structure, 400):
        assert {LEAD, *(point[2:] for point in POINTS)} <= set(texts(structure, chosen))


def test_points_of_a_long_list_are_told_alone_with_how_many_there_are():
    points = [f"- {prose('bridge', 1, number)}" for number in range(20)]
    structure = paged(["# Bridges", "The bridge office does this:", *points])
    for chosen in both(structure, 60):
        told = texts(structure, chosen)
        assert told
        assert "The bridge office does this:" not in told
        assert all("of 20 points under “The bridge office" in one.why for one in chosen)


def test_the_first_page_of_a_long_bundle_takes_no_more_than_a_third_of_its_summary():
    opening = " ".join(
        f"This report found that the bridge office must{letters(n)} fund bridges, "
        f"schools, farms and water of district{letters(n)}."
        for n in range(40)
    )
    pages = [[prose("bridge", 14, 20 * n), prose("farm", 6, 20 * n)] for n in range(1, 90)]
    structure = paged(["# Summary", opening], *pages)
    sentences = sentences_of(structure)
    for chosen in both(structure, 350):
        told = [sentences[one.sentence] for one in chosen]
        words = [len(one.text.split()) for one in told]
        first = sum(w for w, one in zip(words, told, strict=True) if one.page == 1)
        assert sum(words) > 300
        assert 0 < 3 * first <= sum(words)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please pay invoice 4471 of $312.50 no later than June 30, 2027.",
        "Applications are due on June 1, 2027, 11:59 p.m. ET.",
        "We have not answered.",
    ],
)
def test_short_sentences_of_dates_amounts_and_refusals_may_be_told(sentence):
    assert is_prose(one_sentence(sentence), sentence)


@pytest.mark.parametrize(
    "sentence", ["523 520 518 517.", "See it here.", "12/14 3.5% 88 17 $5."]
)
def test_rows_of_numbers_and_scraps_are_not_told(sentence):
    assert not is_prose(one_sentence(sentence), sentence)


def one_sentence(text):
    return Sentence(number=0, text=text, page=1, start=0, end=len(text))
