"""Which row of a list stands on which line of the table, with groups open or closed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from app.records import RowGroup

__all__ = ["RowLayout"]


class RowLayout:
    """Lines of a table: headings of groups, and the rows of those that are open.

    Args:
        total: How many rows the list has.
        groups: Its groups in order, whose counts make up the total; none for a plain list.
        closed: Values of the groups of which only the heading is shown.
    """

    def __init__(
        self,
        total: int,
        groups: Sequence[RowGroup] = (),
        closed: frozenset[str] = frozenset(),
    ) -> None:
        self.groups = tuple(groups)
        self.total = total
        self.closed = closed
        self._rows = [0, *accumulate(group.count for group in self.groups)]
        heights = (1 + (group.value not in closed) * group.count for group in self.groups)
        self._lines = [0, *accumulate(heights)]
        self.lines = self._lines[-1] if self.groups else total

    def is_open(self, group: int) -> bool:
        """Whether the rows of a group are shown."""
        return self.groups[group].value not in self.closed

    def group_at(self, line: int) -> int:
        """The number of the group that a line belongs to; -1 in a plain list."""
        return bisect_right(self._lines, line) - 1 if self.groups else -1

    def heading(self, group: int) -> int:
        """The line of a group's heading."""
        return self._lines[group]

    def is_heading(self, line: int) -> bool:
        """Whether a group's heading stands on a line."""
        return bool(self.groups) and self._lines[self.group_at(line)] == line

    def row(self, line: int) -> int | None:
        """The row on a line; None for a heading."""
        if not self.groups:
            return line
        group = self.group_at(line)
        at = line - self._lines[group]
        return None if at == 0 else self._rows[group] + at - 1

    def line(self, row: int) -> int:
        """The line of a row; of the heading where its group is closed."""
        if not self.groups:
            return row
        group = min(bisect_right(self._rows, row) - 1, len(self.groups) - 1)
        within = row - self._rows[group]
        return self._lines[group] + (1 + within if self.is_open(group) else 0)

    def rows_of(self, group: int) -> tuple[int, int]:
        """The first row of a group, and how many it has."""
        return self._rows[group], self.groups[group].count

    def stretches(self, first: int, last: int) -> list[tuple[int, int]]:
        """The rows on these lines: where each stretch begins, and how long it is.

        The heading of a closed group stands for its rows, that of an open one for nothing.
        """
        if not self.groups:
            return [(first, last - first + 1)]
        found = []
        for group in range(self.group_at(first), self.group_at(last) + 1):
            begin, count = self.rows_of(group)
            heading = self._lines[group]
            if self.is_open(group):
                top = max(first, heading + 1)
                bottom = min(last, heading + count)
                if top <= bottom:
                    found.append((begin + top - heading - 1, bottom - top + 1))
            elif first <= heading <= last:
                found.append((begin, count))
        return found
