"""The order in which people read the lines of a page that was found as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Line", "PlacedText", "join_lines", "reading_order"]

COLUMN_LINES = 5
COLUMN_FILL = 0.6
CROSSING_SHARE = 0.5
SAME_ROW = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A piece of text with the rectangle it stands in, in pixels from the upper left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    confidence: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedText:
    """The text of a page, and where each piece of it stands in it.

    Attributes:
        text: Rows of text, a blank line where a larger gap parts them.
        spans: Start and end in ``text`` of each piece.
        lines: The pieces, in the same order.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]


def reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Rows of pieces from top to bottom, column after column where there are columns.

    Two columns are told from a form by lines that fill their column. A line across the
    gap, such as a title, parts what is above it from what is below.
    """
    gap = find_gap(lines)
    if gap is None:
        return rows_of(lines)
    ordered: list[list[Line]] = []
    block: list[Line] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if line.left < gap < line.right:
            ordered.extend(read_block(block, gap))
            ordered.append([line])
            block = []
        else:
            block.append(line)
    ordered.extend(read_block(block, gap))
    return ordered


def read_block(block: Sequence[Line], gap: float) -> list[list[Line]]:
    """The left column of a stretch, then the right one."""
    left = [line for line in block if line.right <= gap]
    right = [line for line in block if line.right > gap]
    if min(len(left), len(right)) < 2:
        return rows_of(block)
    return reading_order(left) + reading_order(right)


def find_gap(lines: Sequence[Line]) -> float | None:
    """The x of the gap between two columns of text, or None."""
    if len(lines) < 2 * COLUMN_LINES:
        return None
    best: tuple[int, float] | None = None
    for x in sorted({line.left - 1 for line in lines}):
        crossing = sum(line.left < x < line.right for line in lines)
        left = [line for line in lines if line.right <= x]
        right = [line for line in lines if line.left >= x]
        if (
            crossing > CROSSING_SHARE * len(lines)
            or min(len(left), len(right)) < COLUMN_LINES
        ):
            continue
        if fills(left) and fills(right) and side_by_side(left, right):
            score = (min(len(left), len(right)) - 2 * crossing, -x)
            best = score if best is None or score > best else best
    return None if best is None else -best[1]


def fills(column: Sequence[Line]) -> bool:
    """Whether most lines fill the width of their column, as running text does."""
    width = max(line.right for line in column) - min(line.left for line in column)
    return median(line.right - line.left for line in column) >= COLUMN_FILL * width


def side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns stand side by side over half the height of the shorter one."""
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    heights = [
        max(line.bottom for line in column) - min(line.top for line in column)
        for column in (left, right)
    ]
    return bottom - top >= 0.5 * min(heights)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces gathered into rows by height, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.middle, line.left)):
        row = rows[-1] if rows else []
        height = min([line.height, *(piece.height for piece in row)])
        if row and abs(median(p.middle for p in row) - line.middle) < SAME_ROW * height:
            row.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def join_lines(lines: Sequence[Line]) -> PlacedText:
    """The text of a page out of its pieces, and where they stand in it."""
    usual = median([line.height for line in lines]) if lines else 0.0
    text = ""
    spans: list[tuple[int, int]] = []
    ordered: list[Line] = []
    above: list[Line] = []
    for row in reading_order(lines):
        if above:
            space = min(line.top for line in row) - max(line.bottom for line in above)
            text += "\n\n" if space > usual else "\n"
        for place, line in enumerate(row):
            text += " " if place else ""
            spans.append((len(text), len(text) + len(line.text)))
            ordered.append(line)
            text += line.text
        above = row
    return PlacedText(text=text, spans=tuple(spans), lines=tuple(ordered))
