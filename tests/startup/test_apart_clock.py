"""The clock that a time left goes by."""

import time

from app.startup.apart_clock import WorkClock, awake_seconds
from app.workflow.pace import Pace


class Hands:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_the_clock_goes_as_the_time_does():
    before = time.monotonic()
    assert before <= awake_seconds() <= before + 5


def test_while_it_is_held_it_stands_still():
    hands = Hands()
    clock = WorkClock(hands)
    assert clock() == 1000
    hands.now += 5
    clock.hold()
    hands.now += 60
    clock.hold()
    assert clock() == 1005
    clock.go_on()
    clock.go_on()
    hands.now += 2
    assert clock() == 1007


def test_a_pause_in_the_middle_does_not_lengthen_the_time_left():
    hands = Hands()
    clock = WorkClock(hands)
    pace = Pace(clock=clock)
    pace.begin()
    hands.now += 10
    clock.hold()
    hands.now += 3600
    clock.go_on()
    hands.now += 10
    assert pace.seconds_left(50, 100) == 20
