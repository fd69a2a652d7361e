"""What is said of accuracy: never more than the figures hold."""

from __future__ import annotations

import pytest

from app.desktop.accuracy_words import (
    brief_words,
    pace_words,
    seconds_words,
    taught_lines,
    trust_words,
    work_words,
    wrong_words,
)
from app.records import (
    AtAccuracy,
    Interval,
    PaceSource,
    Promise,
    ReliabilityBin,
    Taught,
    WorkPace,
)

NBSP = "\u00a0"
MEASURED = WorkPace(seconds=30.0, measured=40, source=PaceSource.REVIEWED)


def _bin(claimed: float, right: float, count: int) -> ReliabilityBin:
    low = int(claimed * 10) / 10
    return ReliabilityBin(
        low=low, high=low + 0.1, count=count, claimed=claimed, right=right
    )


def _meaning(alone: int, right: float | None) -> AtAccuracy:
    around = None if right is None else Interval(low=right - 0.05, high=right + 0.02)
    promise = Promise(
        wanted=0.9, threshold=0.7, share=0.8, right=right, interval=around, judged=60
    )
    return AtAccuracy(promise=promise, alone=alone, review=20)


def test_percentages_that_hold_are_said_to_hold():
    said = trust_words([_bin(0.8, 0.8, 50), _bin(0.95, 0.96, 50)])
    assert said == (
        f"When it says 80{NBSP}%, it is right 8 in 10 times. "
        "On the whole its percentages hold."
    )


def test_claiming_too_much_is_said_with_both_figures():
    said = trust_words([_bin(0.9, 0.6, 100)])
    assert "it claims too much: 90" in said
    assert f"60{NBSP}% right" in said


def test_claiming_too_little_is_said_too():
    assert "it claims too little" in trust_words([_bin(0.6, 0.9, 100)])


def test_a_difference_that_may_be_chance_is_not_called_one():
    assert "percentages hold" in trust_words([_bin(0.8, 0.7, 10)])


def test_few_labels_are_called_few_and_none_say_nothing():
    assert trust_words([_bin(0.8, 0.8, 10)]).endswith(
        "Only 10 items speak for this so far."
    )
    assert trust_words([]) == ""


def test_almost_always_is_told_in_hundreds_not_as_always():
    assert "97 in 100 times" in trust_words([_bin(0.95, 0.97, 60)])


def test_a_stretch_of_a_label_or_two_is_not_what_is_spoken_of():
    said = trust_words([_bin(0.8, 0.0, 2), _bin(0.95, 0.95, 60)])
    assert said.startswith(f"When it says 95{NBSP}%")


@pytest.mark.parametrize(
    ("review", "brief", "long"),
    [
        (0, "\u2013", "none"),
        (1, "1 min", "less than a minute"),
        (8, "4 min", "about 4 min"),
        (130, "1 h 5 min", "about 1 h 5 min"),
        (2400, "20 h", "about 20 h"),
    ],
)
def test_work_is_as_coarse_as_it_is_true(review: int, brief: str, long: str):
    assert brief_words(review, MEASURED) == brief
    assert work_words(review, MEASURED) == long


def test_the_pace_says_where_it_is_known_from():
    checked = WorkPace(seconds=9.6, measured=6, source=PaceSource.CHECKED)
    assert pace_words(checked) == "10 s an item, as measured in 6 items of blind checks"
    usual = WorkPace(seconds=20.0, measured=0, source=PaceSource.USUAL)
    assert "a usual figure" in pace_words(usual)


def test_seconds_become_minutes_where_they_are_many():
    assert [seconds_words(each) for each in (0.2, 59.6, 600.0)] == ["1 s", "60 s", "10 min"]


def test_wrong_ones_are_as_many_as_the_promise_allows():
    figure, why = wrong_words(_meaning(200, 0.93))
    assert figure == "up to 20"
    assert why == f"93{NBSP}% of 60 labels held out were right (88{NBSP}% to 95{NBSP}%)"
    assert wrong_words(_meaning(3, None)) == (
        "up to 1",
        "no label of this kind was held out",
    )
    assert wrong_words(_meaning(0, None))[0] == "none"


def test_every_row_of_a_labelled_file_is_in_one_line():
    taught = Taught(
        rows=20, kept=9, known=1, private=2, without_label=3, unknown=(("Snow", 4),),
        repeated=1,
    )  # fmt: skip
    lines = taught_lines(taught)
    assert sum(int(count) for _, count in lines) == taught.rows
    assert lines[0] == ("New or changed labels", "9")
    assert "Without text" not in [said for said, _ in lines]
