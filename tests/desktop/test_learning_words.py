from __future__ import annotations

import pytest

from app.desktop import learning_words as words
from app.records import AtAccuracy, Interval, Promise

PROMISE = Promise(
    wanted=0.95, threshold=0.8, share=0.4, right=0.96, interval=None, judged=60
)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.2, "less than a minute"),
        (1.4, "about 1 min"),
        (12, "about 10 min"),
        (60, "about 1 h"),
        (81, "about 1 h 20 min"),
        (59.9, "about 1 h"),
        (1300, "about 22 h"),
    ],
)
def test_a_time_is_as_coarse_as_it_is_true(minutes: float, said: str):
    assert words.duration_words(minutes) == said


def test_an_accuracy_is_told_as_items_and_time():
    meaning = AtAccuracy(promise=PROMISE, alone=148, review=233, minutes=81)
    assert words.accuracy_words(meaning) == (
        "At 95\u00a0%: 148 of 381 decided alone, 233 for review, about 1 h 20 min"
    )


def test_without_a_measured_pace_no_time_is_told():
    meaning = AtAccuracy(promise=PROMISE, alone=148, review=233)
    assert words.accuracy_words(meaning).endswith("233 for review")


def test_a_share_is_told_with_its_range_and_a_missing_one_as_a_dash():
    assert words.right_words(0.86, Interval(low=0.74, high=0.93)) == (
        "86\u00a0% (74\u201393\u00a0%)"
    )
    assert words.right_words(None, None) == "\u2013"


def test_few_minutes_are_told_in_seconds():
    assert words.minutes_words(0.42) == "25 s"
    assert words.minutes_words(3.2) == "3.2 min"
    assert words.minutes_words(None) == "\u2013"


@pytest.mark.parametrize(
    ("kappa", "said"), [(-0.1, "slight"), (0.5, "moderate"), (0.95, "almost perfect")]
)
def test_kappa_is_told_with_its_usual_word(kappa: float, said: str):
    assert said in words.agreement_words(kappa)
