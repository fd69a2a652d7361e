"""The small words of the terminal."""

from __future__ import annotations

import re

import pytest
from rich.console import Console

from app.command_line.progress import StopAsked, follow, moving_line
from app.command_line.telling import (
    count_of,
    of_hundred,
    percent,
    plain,
    size_of,
    time_left,
)
from app.records import Phase, Step


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.0, "less than a minute left"),
        (59.9, "less than a minute left"),
        (61.0, "about 1 minute left"),
        (3600.0, "about 60 minutes left"),
        (7300.0, "about 2 hours left"),
    ],
)
def test_time_left_is_told_no_more_exactly_than_it_is_known(seconds, said):
    assert time_left(seconds) == said


def test_numbers_come_with_their_noun():
    assert [count_of(n, "row") for n in (0, 1, 1234)] == ["0 rows", "1 row", "1,234 rows"]


def test_nouns_in_ry_have_their_own_plural():
    assert [count_of(n, "category") for n in (1, 2)] == ["1 category", "2 categories"]


def test_shares_are_told_of_a_hundred_and_never_as_all_where_some_are_missing():
    shares = (0, 0.5, 0.948, 0.99, 0.995, 0.999, 0.99999, 1)
    told = ["0", "50", "95", "99", "99.5", "99.9", "99.9", "100"]
    assert [of_hundred(share) for share in shares] == told


def test_small_shares_are_never_told_as_none():
    shares = (None, 0, 0.0001, 0.004, 0.031)
    told = ["-", "0 %", "less than 0.1 %", "0.4 %", "3 %"]
    assert [percent(share) for share in shares] == told


def test_sizes_are_rounded():
    assert [size_of(n) for n in (0, 5, 105_000_000, 1_900_000_000)] == [
        *("", "1 MB", "105 MB", "1.9 GB"),
    ]


def test_text_from_outside_is_shown_on_one_line_without_control_characters():
    assert plain("a\tb\n\x1b[31mc\u202etxt.exe\x07") == "a b �[31mc�txt.exe�"


def test_a_terminal_gets_a_moving_line_and_keeps_the_messages(tmp_path):
    with (tmp_path / "screen").open("w+", encoding="utf-8") as screen:
        console = Console(file=screen, force_terminal=True, width=100)
        steps = [
            Step(
                phase=Phase.READING,
                done=1,
                total=2,
                document="a[bold].pdf",
                seconds_left=99,
            ),
            Step(phase=Phase.READING, done=2, total=2, message="One page has no text."),
            Step(phase=Phase.DONE),
        ]
        with StopAsked() as stop:
            assert follow(console, iter(steps), stop)
        screen.seek(0)
        shown = screen.read()
    assert "One page has no text." in shown


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("asked", [False, True])
def test_the_moving_line_stays_one_line_whatever_it_says(tmp_path, width, asked):
    with (tmp_path / "screen").open("w+", encoding="utf-8") as screen:
        console = Console(file=screen, force_terminal=True, width=width)
        step = Step(
            phase=Phase.MODEL_CHECK,
            done=1_234,
            total=12_345,
            document="a name of many words " * 9,
            seconds_left=7_200,
        )
        stop = StopAsked()
        stop.asked = asked
        with moving_line(console, stop) as show:
            show(step)
        screen.seek(0)
        shown = screen.read()
    lines = re.split("[\r\n]", re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", shown))
    assert any("…" in line for line in lines)
    assert max(map(len, lines)) <= width
    # To draw a line of its own anew, nothing above it is taken away but by the end.
    assert shown.count("\x1b[1A") <= 1
