from __future__ import annotations

import pytest

from app.triage import Choice, Circumstances, ReviewCode, review

NAMES = ("Roads", "Parks")
SURE = Choice(best=0, probability=0.9, runner_up=1, runner_up_probability=0.1)
UNSURE = Choice(best=0, probability=0.45, runner_up=1, runner_up_probability=0.4)
TEXT = "There is a hole in the road."


def test_a_sure_decision_needs_no_review():
    assert review(SURE, NAMES, Circumstances(text=TEXT)) is None


def test_a_doubtful_decision_names_both_categories():
    found = review(UNSURE, NAMES, Circumstances(text=TEXT))
    assert found is not None
    assert found.sentence == "Unsure between Roads and Parks."


@pytest.mark.parametrize(
    ("choice", "about", "code"),
    [
        (None, Circumstances(text=TEXT), ReviewCode.NO_TEXT),
        (SURE, Circumstances(text=" "), ReviewCode.NO_TEXT),
        (SURE, Circumstances(text=TEXT, language="es"), ReviewCode.LANGUAGE),
        (SURE, Circumstances(text=TEXT, confidence=0.4), ReviewCode.POORLY_READ),
        (UNSURE, Circumstances(text="Hole"), ReviewCode.TOO_SHORT),
        (UNSURE, Circumstances(text=TEXT, language="es"), ReviewCode.LANGUAGE),
    ],
)
def test_the_gravest_reason_is_told(choice, about, code):
    found = review(choice, NAMES, about)
    assert found is not None
    assert found.code is code


def test_a_language_without_an_english_name_is_still_told():
    found = review(SURE, NAMES, Circumstances(text=TEXT, language="xx"))
    assert found is not None
    assert "another language" in found.sentence
