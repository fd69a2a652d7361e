from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.engine.windows import WHOLE_CHARACTERS, cut_windows, spread, stretches


def test_a_short_text_is_one_window():
    assert cut_windows([0, 4, 9], [(0, 12)], 254) == [(0, 3)]


def test_a_text_without_word_pieces_is_one_empty_window():
    assert cut_windows([], [], 254) == [(0, 0)]


def test_windows_end_where_segments_end():
    starts = list(range(0, 100, 10))
    assert cut_windows(starts, [(0, 30), (30, 70), (70, 100)], 5) == [
        (0, 3),
        (3, 7),
        (7, 10),
    ]


def test_a_segment_longer_than_a_window_is_cut_hard():
    assert cut_windows(list(range(10)), [(0, 10)], 4) == [(0, 4), (4, 8), (8, 10)]


@given(
    gaps=st.lists(st.integers(1, 20), max_size=300),
    cuts=st.sets(st.integers(1, 3000), max_size=30),
    most=st.integers(1, 40),
)
def test_windows_cover_every_word_piece_once_in_order(gaps, cuts, most):
    starts = [sum(gaps[:number]) for number in range(len(gaps))]
    edges = [0, *sorted(cuts)]
    windows = cut_windows(starts, list(pairwise(edges)), most)
    covered = [piece for first, last in windows for piece in range(first, last)]
    assert covered == list(range(len(starts)))
    assert all(last - first <= most for first, last in windows)


@given(count=st.integers(0, 5000))
def test_windows_of_a_very_long_text_are_spread_from_its_start_to_its_end(count):
    chosen = spread(count, 64)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(count, 64)
    if count:
        assert (chosen[0], chosen[-1]) == (0, count - 1)


@given(
    length=st.integers(WHOLE_CHARACTERS + 1, 10 * WHOLE_CHARACTERS),
    segment=st.integers(50, 9000),
)
def test_stretches_of_a_very_long_text_do_not_overlap_and_reach_its_end(length, segment):
    segments = [
        (start, min(length, start + segment)) for start in range(0, length, segment)
    ]
    found = stretches(length, segments)
    assert found[0][0] == 0
    assert found[-1][1] > length - 2 * 9000
    assert all(start < end <= length for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_a_text_of_ordinary_length_is_one_stretch():
    assert stretches(WHOLE_CHARACTERS, []) == [(0, WHOLE_CHARACTERS)]
