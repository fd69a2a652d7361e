from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from app.triage.breakdowns import EMPTY, MOST_VALUES, OTHERS, breakdown

TABLES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=120)


def made(items, smallest=5):
    """A breakdown of items with one group and one value each."""
    pairs = np.array([(number, group) for number, (group, _) in enumerate(items)])
    values = [f"district {value}" for _, value in items]
    return breakdown("district", values, pairs, ["a", "b", "c", "d"], smallest)


def truth(items, found):
    """The full table, its last row the totals."""
    places = {value: place for place, value in enumerate(found.values)}
    table = np.zeros((5, len(found.values)), dtype=int)
    for group, value in items:
        table[group, places[f"district {value}"]] += 1
        table[4, places[f"district {value}"]] += 1
    return table


def shown(found):
    """The table as shown, its last row the totals."""
    return [*found.counts, found.totals]


@settings(deadline=None)
@given(TABLES, st.integers(0, 8))
def test_what_is_shown_is_right_and_no_small_count_is(items, smallest):
    found = made(items, smallest)
    for row, true in zip(shown(found), truth(items, found), strict=True):
        for count, real in zip(row, true, strict=True):
            assert count is None or (count == real and not 0 < count < smallest)


def sums_of(true, hidden):
    """All sums that a stranger knows, as lines over the hidden cells, and their values."""
    rows, columns = true.shape
    whole = [np.zeros(true.shape) for _ in range(rows + columns)]
    for row in range(rows):
        whole[row][row] = 1
    for at in range(columns):
        whole[rows + at][:, at] = [1] * (rows - 1) + [-1]
    lines = [[line[place] for place in hidden] for line in whole]
    return lines, [sum(line[one] * true[one] for one in hidden) for line in whole]


@settings(deadline=None, max_examples=60)
@given(TABLES, st.integers(2, 6))
def test_no_hidden_count_can_be_worked_out_from_the_sums(items, smallest):
    found = made(items, smallest)
    true = truth(items, found)
    hidden = [
        (row, at)
        for row, counts in enumerate(shown(found))
        for at, count in enumerate(counts)
        if count is None
    ]
    if len(hidden) == np.count_nonzero(true):
        # Nothing above 0 is shown; what is known then is not from this table.
        return
    lines, sums = sums_of(true, hidden) if hidden else ([], [])
    for one, place in enumerate(hidden):
        goal = np.eye(len(hidden))[one]
        ends = [
            sign * linprog(sign * goal, A_eq=lines, b_eq=sums, bounds=(0, 1000)).fun
            for sign in (1, -1)
        ]
        assert ends[1] - ends[0] > 0.5, (place, ends)


def test_one_small_count_takes_another_of_its_row_and_column_with_it():
    items = [(0, 0)] * 20 + [(0, 1)] * 2 + [(1, 0)] * 30 + [(1, 1)] * 40 + [(2, 0)] * 9
    found = made(items)
    assert found.counts == ((None, None), (None, None), (9, 0), (0, 0))
    assert found.totals == (59, 42)
    assert found.smallest == 5


def test_nothing_is_hidden_where_nothing_is_small_or_hiding_is_off():
    items = [(group, value) for group in range(3) for value in range(3) for _ in range(6)]
    assert all(count is not None for row in shown(made(items)) for count in row)
    assert all(count is not None for row in shown(made(items[:20], 1)) for count in row)


def test_rare_values_are_summed_and_blank_cells_are_a_value():
    values = [f"v{number}" for number in range(20) for _ in range(30 - number)]
    values += ["", "  "] * 20
    pairs = np.array([(number, 0) for number in range(len(values))])
    found = breakdown("district", values, pairs, ["all"], 5)
    assert len(found.values) == MOST_VALUES
    assert found.values[0] == EMPTY
    assert found.values[-1] == OTHERS
    assert found.counts[0] == found.totals
    assert sum(total or 0 for total in found.totals) == len(values)


def test_a_value_that_is_called_like_the_rest_stays_apart_from_it():
    values = [OTHERS] * 50 + [f"v{number:02d}" for number in range(15) for _ in range(9)]
    found = breakdown("x", values, np.empty((0, 2), dtype=np.int64), [], 0)
    assert len(set(found.values)) == MOST_VALUES
    assert sum(total or 0 for total in found.totals) == len(values)


def test_an_item_in_several_groups_counts_in_each_and_once_in_the_total():
    pairs = np.array([(0, 0), (0, 1), (0, 1), (1, 0)])
    found = breakdown("x", ["a", "a", "a"], pairs, ["p", "q"], 0)
    assert found.counts == ((2,), (1,))
    assert found.totals == (3,)


@pytest.mark.parametrize("smallest", [0, 5])
def test_no_items_make_an_empty_breakdown(smallest):
    found = breakdown("x", [], np.empty((0, 2), dtype=np.int64), ["p"], smallest)
    assert found.values == ()
    assert found.counts == ((),)


@settings(deadline=None, max_examples=30)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(items, chance):
    mixed = list(items)
    chance.shuffle(mixed)
    assert made(mixed) == made(items)
