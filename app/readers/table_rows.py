"""Tables: rows of cells that stand under each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from app.readers.rows import MARKER, Row
from app.records import BlockKind, TextLine

__all__ = ["join_tables", "mark_tables", "parted"]

ALIGNED = 3.0
COLUMN_LINES = 8
FILLED = 0.75
FARTHEST = 3.0
BETWEEN = 2
LIST_WIDTH = 4.0
CLEAR = 1.5


def mark_tables(rows: Sequence[Row], number: int) -> int:
    """Mark the rows of a page that are those of tables; returns the last table's number.

    Args:
        rows: Of one page, in reading order.
        number: Of the last table before.
    """
    index = 0
    while index < len(rows):
        stretch = stretch_of(rows, index)
        if is_table(stretch):
            number += 1
            for row in stretch:
                row.kind, row.table = BlockKind.TABLE_ROW, number
            mark_header(stretch)
        index += max(1, len(stretch))
    return number


def join_tables(pages: Sequence[Sequence[Row]]) -> None:
    """Give rows of a table that goes on on the next page the number of its first part."""
    last: list[Row] = []
    for rows in pages:
        kept = [row for row in rows if row.kind is not BlockKind.FURNITURE]
        first = kept[0] if kept else None
        above = last[-1] if last else None
        if first is not None and above is not None and continues(above, first, last):
            if not above.table:
                above.kind, above.table, above.header = (
                    BlockKind.TABLE_ROW,
                    first.table,
                    True,
                )
            number = first.table
            for row in kept:
                if row.table != number:
                    break
                row.table = above.table
        last = kept


def continues(above: Row, first: Row, before: Sequence[Row]) -> bool:
    """Whether the first row of a page is of the table that the page before ends with.

    Args:
        above: The last row of the page before.
        first: The first row of the page.
        before: All rows of the page before; headers may be repeated from them.
    """
    if not first.table or len(above.cells) < 2 or len(above.cells) != len(first.cells):
        return False
    if above.kind not in {None, BlockKind.TABLE_ROW}:
        return False
    if first.header:
        headers = (row.words for row in before if row.header and row.table == above.table)
        return bool(above.table) and first.words in headers
    return shared(above, first) == len(first.cells) - 1


def stretch_of(rows: Sequence[Row], first: int) -> list[Row]:
    """The rows from one on that may be of one table."""
    stretch: list[Row] = []
    between: list[Row] = []
    last: Row | None = None
    for index in range(first, len(rows)):
        row = rows[index]
        if row.kind is not None:
            break
        if len(row.cells) > 1:
            if last is not None and not follows(last, row, between):
                break
            stretch.extend((*between, row))
            between, last = [], row
        elif last is None or len(between) >= BETWEEN or not fits(last, row):
            break
        else:
            between.append(row)
    return stretch


def follows(above: Row, row: Row, between: Sequence[Row]) -> bool:
    """Whether a row stands close under another and shares its columns."""
    if not row.placed:
        return not above.placed and len(above.cells) == len(row.cells)
    upper = between[-1] if between else above
    gap = row.top - upper.bottom
    far = FARTHEST * max(above.size, row.size, 4.0)
    return -2 <= gap <= far and shared(above, row) >= 1


def fits(above: Row, row: Row) -> bool:
    """Whether a row of one cell may stand between two rows of a table."""
    if not (row.placed and above.placed) or row.right > above.right + ALIGNED:
        return False
    gap = row.top - above.bottom
    near = -2 <= gap <= FARTHEST * max(above.size, row.size, 4.0)
    same_type = abs(row.size - above.size) <= 0.12 * above.size
    starts = [edges(cell)[0] for cell in above.cells]
    return near and same_type and any(abs(row.left - left) <= ALIGNED for left in starts)


def shared(one: Row, other: Row) -> int:
    """How many cells beyond the first stand under one of the other row."""
    above = [edges(cell) for cell in one.cells[1:]]
    count = 0
    for cell in other.cells[1:]:
        left, right = edges(cell)
        count += any(
            abs(left - start) <= ALIGNED
            or abs(right - end) <= ALIGNED
            or abs(left + right - start - end) <= 2 * ALIGNED
            for start, end in above
        )
    return count


def edges(cell: Sequence[TextLine]) -> tuple[float, float]:
    """Left and right of a cell."""
    return min(line.left for line in cell), max(line.right for line in cell)


def is_table(stretch: Sequence[Row]) -> bool:
    """Whether rows of cells are a table rather than columns of running text, or a list."""
    wide = [row for row in stretch if len(row.cells) > 1]
    if len(wide) < 2:
        return False
    narrow = sum(all(gap < CLEAR * max(row.size, 1.0) for gap in gaps(row)) for row in wide)
    if wide[0].placed and len(wide) < 4 and 2 * narrow > len(wide):
        return False
    running = sum(all(is_running(cell) for cell in row.cells) for row in wide)
    return 2 * running < len(wide) and not all(is_listed(row) for row in wide)


def gaps(row: Row) -> list[float]:
    """From each cell of a row to the next, in points."""
    spans = [edges(cell) for cell in row.cells]
    return [after[0] - before[1] for before, after in itertools.pairwise(spans)]


def is_running(cell: Sequence[TextLine]) -> bool:
    """Whether a cell is a stretch of running text as a column has it."""
    if len(cell) < COLUMN_LINES:
        return False
    left, right = edges(cell)
    widths = sorted(line.right - line.left for line in cell)
    return widths[len(widths) // 2] >= FILLED * (right - left)


def is_listed(row: Row) -> bool:
    """Whether a row is a number or mark with text beside it."""
    first = row.cells[0]
    mark = row.text[first[0].start : first[-1].end].strip()
    if len(row.cells) != 2 or len(mark) > LIST_WIDTH:
        return False
    left, right = edges(row.cells[1])
    known = bool(MARKER.fullmatch(mark)) or mark.strip("[]()").isdecimal()
    return known and right - left > 10 * (edges(first)[1] - edges(first)[0] + 1)


def mark_header(stretch: Sequence[Row]) -> None:
    """Mark the first rows as headers where they alone are bold, or top three columns."""
    bold = 0
    while bold < len(stretch) and stretch[bold].bold:
        bold += 1
    if 0 < bold < len(stretch) and bold <= BETWEEN:
        for row in stretch[:bold]:
            row.header = True
    elif len(stretch[0].cells) > 2 and not any(c.isdigit() for c in stretch[0].words):
        stretch[0].header = True


def parted(row: Row) -> list[Row]:
    """A row of cells that is none of a table, as the lines it consists of."""
    if not row.placed:
        line = replace(row.cells[0][0], start=row.start, end=row.end)
        return [Row(page=row.page, text=row.text, cells=[[line]], kind=row.kind)]
    return [
        Row(page=row.page, text=row.text, cells=[cell_line], kind=row.kind)
        for cell in row.cells
        for cell_line in lines_of(cell)
    ]


def lines_of(cell: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of a cell, pieces beside each other together."""
    lines: list[list[TextLine]] = []
    for line in cell:
        if lines and line.top < lines[-1][-1].bottom - 0.5 * (line.bottom - line.top):
            lines[-1].append(line)
        else:
            lines.append([line])
    return lines
