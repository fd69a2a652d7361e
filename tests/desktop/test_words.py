from __future__ import annotations

import pytest

from app.desktop import words
from app.records import (
    Document,
    DocumentState,
    Item,
    Phase,
    Place,
    ResultRow,
    Status,
    Verdict,
)

FAILED = Document(
    key=1,
    name="a/letter.pdf",
    path="letter.pdf",
    state=DocumentState.FAILED,
    reason="Damaged.",
)


def test_only_certainty_is_called_a_hundred_percent():
    assert words.percent(0.999) == "99\u00a0%"
    assert words.percent(1.0) == "100\u00a0%"


def test_a_probability_says_that_it_is_not_calibrated():
    verdict = Verdict(category="Roads", probability=0.68, status=Status.SORTED)
    assert words.probability_words(verdict) == "68\u00a0% \u2013 not yet calibrated"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (3, "a few seconds left"),
        (42, "about 40 seconds left"),
        (58, "about 1 minute left"),
        (95, "about 2 minutes left"),
        (3 * 3600, "about 3 hours left"),
    ],
)
def test_time_left_is_as_coarse_as_it_is_true(seconds: float | None, said: str):
    assert words.time_left_words(seconds) == said


def test_every_phase_and_status_and_state_has_words():
    assert all(words.phase_words(phase) for phase in Phase)
    assert all(words.status_words(status) for status in (None, *Status))
    assert all(words.state_words(state) for state in DocumentState)


def test_every_status_has_a_shape_of_its_own():
    shapes = {words.status_icon(status) for status in (None, *Status)}
    assert len(shapes) == 4


def test_a_document_that_failed_is_a_failed_row_with_its_reason():
    row = ResultRow(document=FAILED, item=None, verdict=None)
    assert words.row_status(row) is Status.FAILED
    assert words.reason_words(row) == "Damaged."
    assert words.item_title(row) == "letter.pdf"


def test_a_row_is_known_by_its_words_and_its_place():
    item = Item(place=Place(sheet="Data", row=17), text="A pothole\nin  Elm Street")
    row = ResultRow(document=FAILED, item=item, verdict=None)
    assert words.item_title(row) == "A pothole in Elm Street"
    assert words.item_subtitle(row) == "Row 17, Data, letter.pdf"


def test_control_characters_of_a_name_are_not_shown():
    assert words.plain_line("bad\x1b[31m\u202ename.pdf") == "bad[31mname.pdf"
