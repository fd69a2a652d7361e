"""The way through what needs review, and the pace of a sitting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.review_finding import found_categories
from app.desktop.review_pace import Sitting
from app.desktop.review_walk import Walk

NAMES = ("Roads, traffic and parking", "Water and drainage", "Parks and trees", "Other")


def _walk(*keys: int) -> Walk:
    walk = Walk()
    walk.begin(keys)
    return walk


def test_what_is_decided_leaves_and_the_next_one_is_looked_at():
    walk = _walk(1, 2, 3)
    walk.leave([1])
    assert (walk.current, walk.keys) == (2, (2, 3))


def test_after_the_last_one_comes_the_first_that_is_left():
    walk = _walk(1, 2, 3)
    walk.go_to(3)
    walk.leave([3])
    assert walk.current == 1


def test_a_skipped_item_comes_back_at_the_end():
    walk = _walk(1, 2, 3)
    assert walk.skip() == 1
    assert (walk.current, walk.keys) == (2, (2, 3, 1))


def test_a_batch_before_and_after_leaves_the_place_right():
    walk = _walk(1, 2, 3, 4, 5)
    walk.go_to(3)
    walk.leave([1, 3, 5])
    assert (walk.current, walk.keys) == (4, (2, 4))


def test_what_is_put_back_is_looked_at_before_the_one_that_was():
    walk = _walk(1, 2, 3, 4)
    walk.leave([1, 3])
    walk.put_back((1, 3))
    assert (walk.current, walk.keys) == (1, (1, 3, 2, 4))


def test_a_new_queue_keeps_the_item_that_is_looked_at_and_the_order_that_is_known():
    walk = _walk(1, 2, 3)
    walk.skip()
    walk.renew((9, 1, 2, 3))
    assert (walk.current, walk.keys) == (2, (2, 3, 1, 9))


def test_next_and_previous_stop_at_the_ends():
    walk = _walk(1, 2)
    assert not walk.go_on(-1)
    assert walk.go_on(1)
    assert not walk.go_on(1)
    assert walk.current == 2


def test_around_has_the_one_that_is_looked_at_first_then_what_comes():
    walk = _walk(*range(1, 8))
    walk.go_to(3)
    assert walk.around(1, 2) == (3, 4, 5, 2)
    walk.go_to(7)
    assert walk.around(1, 3) == (7, 1, 2, 3, 6)


def test_nothing_is_left_at_the_end():
    walk = _walk(1)
    walk.leave([1])
    assert walk.current is None
    assert walk.skip() is None
    assert walk.around(2, 8) == ()


_DEEDS = st.sampled_from(("leave", "skip", "on", "back", "put"))


@given(st.lists(st.integers(1, 50), unique=True, max_size=20), st.lists(_DEEDS))
def test_no_item_is_lost_or_doubled_whatever_is_done(keys: list[int], deeds: list[str]):
    walk, gone = _walk(*keys), list[int]()
    for deed in deeds:
        current = walk.current
        if deed == "leave" and current is not None:
            gone.append(current)
            walk.leave([current])
        elif deed == "put" and gone:
            walk.put_back((gone.pop(),))
        elif deed == "skip":
            walk.skip()
        else:
            walk.go_on(1 if deed == "on" else -1)
        assert sorted((*walk.keys, *gone)) == sorted(keys)
        assert (walk.current is None) == (not walk.keys)


def test_a_pace_is_told_only_after_some_decisions_and_some_time():
    sitting = Sitting()
    sitting.look(0.0)
    sitting.decide(2)
    sitting.touch(10.0)
    assert sitting.per_minute is None
    sitting.decide(2)
    sitting.touch(24.0)
    assert sitting.per_minute == pytest.approx(10.0)
    assert sitting.seconds_for(100) == pytest.approx(600.0)


def test_of_a_pause_only_the_first_minute_counts():
    sitting = Sitting()
    sitting.look(0.0)
    sitting.touch(3600.0)
    assert sitting.seconds == 60.0


def test_how_long_an_item_was_looked_at_begins_with_it():
    sitting = Sitting()
    sitting.look(0.0)
    assert sitting.looked(7.0) == 7.0
    sitting.look(9.0)
    sitting.touch(11.0)
    assert sitting.looked(14.5) == 5.5


def test_time_elsewhere_does_not_count():
    sitting = Sitting()
    sitting.look(0.0)
    sitting.touch(5.0)
    sitting.rest()
    sitting.touch(500.0)
    assert sitting.seconds == 5.0


def test_a_name_that_begins_with_what_is_typed_comes_first():
    assert found_categories("pa", NAMES) == (NAMES[2], NAMES[0])
    assert found_categories("tr", NAMES) == (NAMES[0], NAMES[2])


def test_several_words_find_a_name_in_any_order_without_case_or_accents():
    assert found_categories("drain wat", NAMES) == (NAMES[1],)
    assert found_categories("senalizacion", ("Señalización", "Otra")) == ("Señalización",)


def test_what_no_name_holds_finds_nothing():
    assert found_categories("zebra", NAMES) == ()
