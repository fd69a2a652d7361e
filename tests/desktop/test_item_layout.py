from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.desktop.item_layout import RowLayout
from app.records import RowGroup


def layout(counts: list[int], closed: set[int]) -> RowLayout:
    groups = [
        RowGroup(value=str(n), title="", count=count) for n, count in enumerate(counts)
    ]
    return RowLayout(sum(counts), groups, frozenset(map(str, closed)))


def test_a_plain_list_has_a_line_for_each_row():
    plain = RowLayout(5)
    assert (plain.lines, plain.row(3), plain.line(3)) == (5, 3, 3)
    assert not plain.is_heading(0)
    assert plain.stretches(1, 3) == [(1, 3)]


def test_the_heading_of_a_closed_group_stands_for_its_rows_that_of_an_open_one_for_none():
    made = layout([2, 3, 1], {1})
    # heading 0, rows 0 1, heading 1 (closed), heading 2, row 5
    assert [made.row(line) for line in range(made.lines)] == [None, 0, 1, None, None, 5]
    assert made.stretches(0, 0) == []
    assert made.stretches(3, 3) == [(2, 3)]
    assert made.stretches(2, 5) == [(1, 1), (2, 3), (5, 1)]
    assert made.stretches(0, made.lines - 1) == [(0, 2), (2, 3), (5, 1)]


groups = st.lists(st.integers(min_value=1, max_value=6), min_size=1, max_size=8)


@given(counts=groups, closed=st.sets(st.integers(min_value=0, max_value=7)))
def test_lines_and_rows_lead_to_each_other(counts: list[int], closed: set[int]):
    made = layout(counts, closed)
    rows = [made.row(line) for line in range(made.lines)]
    shown = [row for row in rows if row is not None]
    assert shown == sorted(set(shown))
    assert len(rows) - len(shown) == len(counts)
    for line, row in enumerate(rows):
        assert made.is_heading(line) == (row is None)
        if row is not None:
            assert made.line(row) == line
    for row in set(range(made.total)) - set(shown):
        assert made.is_heading(made.line(row))


@given(counts=groups, closed=st.sets(st.integers(min_value=0, max_value=7)))
def test_all_lines_together_stand_for_every_row_once(counts: list[int], closed: set[int]):
    made = layout(counts, closed)
    found = [
        row
        for first, length in made.stretches(0, made.lines - 1)
        for row in range(first, first + length)
    ]
    assert found == list(range(made.total))
