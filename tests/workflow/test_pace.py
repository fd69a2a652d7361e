"""The time left is told from the pace seen, and not before there is one."""

from app.workflow.pace import Pace


def clock_at(*moments):
    ticks = iter(moments)
    return lambda: next(ticks)


def test_nothing_is_told_in_the_first_moment():
    pace = Pace(clock=clock_at(0.0, 0.5))
    pace.begin()
    assert pace.seconds_left(50, 100) is None


def test_half_done_in_ten_seconds_leaves_ten_and_what_comes_later():
    pace = Pace(clock=clock_at(0.0, 10.0))
    pace.begin()
    assert pace.seconds_left(50, 100, later=5.0) == 15.0


def test_what_was_done_before_a_restart_does_not_count_as_pace():
    pace = Pace(clock=clock_at(100.0, 110.0))
    pace.begin(already=80)
    assert pace.seconds_left(90, 100) == 10.0


def test_a_total_that_is_not_known_tells_nothing():
    pace = Pace(clock=clock_at(0.0, 10.0))
    pace.begin()
    assert pace.seconds_left(5, 0) is None
