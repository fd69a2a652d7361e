"""The rows of a page: its lines in reading order, side by side where cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.readers.layouts import plain_lines
from app.readers.page_columns import in_columns
from app.records import BlockKind, PageLayout, TextLine

__all__ = ["MARKER", "Row", "rows_of_page", "same_height"]

# What a list item begins with.
MARKER = re.compile(
    "(?:[\u2022\u25cf\u25aa\u25a0\u25e6\u25cb\u2023\u00b7\u2043\u25ab\u25a1\u2610\u2611"
    "\u2612\u2713\u2714\u27a2\u27a4\u2756\u25c6\u25ca\u2666\uf0b7\uf0a7\uf0d8\u2212*]"
    "|[o\u2013\u2014-](?=\\s)"
    r"|\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s|$))\s*"
)
# Numbers that stand before a heading, alone in a piece of their own.
NUMBER = re.compile(r"\(?(?:[A-Z]|[IVXLC]{1,6}|\d{1,3})(?:\.\d{1,3}){0,5}[.):]?")
TOUCHING = 0.95
NOTE_LENGTH = 3
SAME_HEIGHT = 0.5
NEXT_LINE = 1.9
CELL_LINE = 1.1
MOST_CELL_LINES = 120


@dataclass(kw_only=True, slots=True)
class Row:
    """A line of a page, or several cells beside each other, each of one line or more.

    Attributes:
        page: From 1.
        text: Of the whole page.
        cells: Lines of each cell; running text has one cell of one line.
        kind: What it is, once that is known.
        level: Of a heading.
        table: Number of its table, 0 outside.
        header: Whether it holds the headers of a table's columns.
        opens: Whether a new block begins here, whatever stands before.
        goes_on: Whether it goes on with the row before, which stands elsewhere in the text.
        start: Of its first character in the page's text.
        end: One past its last character.
        words: Its characters on one line.
        placed: Whether it is known where it stands.
        left: Of its leftmost line, in points, as are the next three.
        top: Of its highest line.
        right: Of its rightmost line.
        bottom: Of its lowest line.
        size: Type size of its longest line.
        bold: Whether most of its characters are bold.
        all_bold: Whether all of it is bold, but for a note's number.
        style: Level of its heading style; 0 for none.
    """

    page: int
    text: str
    cells: Sequence[Sequence[TextLine]]
    kind: BlockKind | None = None
    level: int = 0
    table: int = 0
    header: bool = False
    opens: bool = False
    goes_on: bool = False
    start: int = field(init=False)
    end: int = field(init=False)
    words: str = field(init=False)
    placed: bool = field(init=False)
    left: float = field(init=False)
    top: float = field(init=False)
    right: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    all_bold: bool = field(init=False)
    style: int = field(init=False)

    def __post_init__(self) -> None:
        lines = list(self.lines)
        one = lines[0]
        self.start, self.end = one.start, one.end
        self.left, self.top, self.right, self.bottom = (
            one.left,
            one.top,
            one.right,
            one.bottom,
        )
        self.size, self.style = one.size, one.style
        self.bold = self.all_bold = one.bold
        self.placed = one.bottom > one.top
        if len(lines) > 1:
            self._take(lines)
        self.words = " ".join(self.text[self.start : self.end].split())

    def _take(self, lines: Sequence[TextLine]) -> None:
        """The same of several lines."""
        self.start = min(line.start for line in lines)
        self.end = max(line.end for line in lines)
        self.left = min(line.left for line in lines)
        self.top = min(line.top for line in lines)
        self.right = max(line.right for line in lines)
        self.bottom = max(line.bottom for line in lines)
        self.size = max(lines, key=lambda line: line.end - line.start).size
        letters = sum(line.end - line.start for line in lines)
        bold = sum(line.end - line.start for line in lines if line.bold)
        self.bold = 2 * bold > letters
        long = [line for line in lines if line.end - line.start > NOTE_LENGTH]
        self.all_bold = all(line.bold for line in long or lines)
        self.placed = any(line.bottom > line.top for line in lines)
        self.style = next((line.style for line in lines if line.style), 0)

    @property
    def lines(self) -> Iterator[TextLine]:
        """All lines of all cells."""
        for cell in self.cells:
            yield from cell


def rows_of_page(layout: PageLayout) -> list[Row]:
    """The rows of a page, every line and every other stretch of its text in one of them."""
    gatherer = RowGatherer(layout.text)
    for line in in_columns(list(complete(layout)), layout.width):
        gatherer.add(line)
    rows = []
    for found in gatherer.rows:
        cells = [cell.lines for cell in found]
        line = cells[0][0]
        if (
            len(cells) == 1
            and not placed(line)
            and "\t" in layout.text[line.start : line.end]
        ):
            cells = [[cell] for cell in tabbed(layout.text, line)]
        rows.append(Row(page=layout.page, text=layout.text, cells=cells))
    return rows


def tabbed(text: str, line: TextLine) -> Iterator[TextLine]:
    """The cells of a line that tabs part, empty ones too."""
    start = line.start
    for cell in text[line.start : line.end].split("\t"):
        words = cell.strip()
        begin = start + len(cell) - len(cell.lstrip()) if words else start
        yield replace(line, start=begin, end=begin + len(words))
        start += len(cell) + 1


def complete(layout: PageLayout) -> Iterator[TextLine]:
    """The lines of a page in their order, with plain ones where text has none."""
    place = 0
    for line in layout.lines:
        if place <= line.start < line.end <= len(layout.text):
            yield from plain_lines(layout.text, place, line.start)
            yield line
            place = line.end
    yield from plain_lines(layout.text, place)


def same_height(one: TextLine, other: TextLine) -> bool:
    """Whether two lines stand beside each other."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(one.bottom - one.top, other.bottom - other.top)
    return overlap > SAME_HEIGHT * least > 0


@dataclass(slots=True)
class Cell:
    """Lines that stand under each other, and the rectangle they fill."""

    lines: list[TextLine]
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, line: TextLine) -> Cell:
        """A cell of one line."""
        return cls([line], line.left, line.top, line.right, line.bottom)

    def add(self, line: TextLine) -> None:
        """One line more."""
        self.lines.append(line)
        self.left, self.top = min(self.left, line.left), min(self.top, line.top)
        self.right, self.bottom = max(self.right, line.right), max(self.bottom, line.bottom)

    def take(self, other: Cell) -> None:
        """All lines of a cell that turned out to be the same."""
        for line in other.lines:
            self.add(line)


class RowGatherer:
    """Puts lines into rows as they come, in the order of the page's text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: list[list[Cell]] = []

    def add(self, line: TextLine) -> None:
        """The next line of the page."""
        row = self.rows[-1] if self.rows else None
        last = row[-1].lines[-1] if row is not None else None
        if row is None or last is None or not self._may_join(last, line):
            self.rows.append([Cell.of(line)])
        elif same_height(last, line) and line.left > last.left:
            if self._belongs(row, last, line):
                row[-1].add(line)
            else:
                row.append(Cell.of(line))
        elif len(row) > 1 and under(row, line):
            row[-1].add(line)
        elif not (line.left > last.left and self._begins_cell(line)):
            self.rows.append([Cell.of(line)])

    def _may_join(self, last: TextLine, line: TextLine) -> bool:
        """Whether two lines can be of one row: both placed, and nothing between them."""
        if not (placed(line) and placed(last)) or line.start < last.end:
            return False
        return not self.text[last.end : line.start].strip()

    def _belongs(self, row: Sequence[Cell], last: TextLine, line: TextLine) -> bool:
        """Whether a line goes on with the one beside it, or with its bullet or number."""
        if line.left - last.right <= TOUCHING * max(last.size, line.size, 1.0):
            return True
        mark = self.text[last.start : last.end]
        if MARKER.fullmatch(mark):
            return True
        first = len(row) == 1 and len(row[0].lines) == 1
        numbered = "." in mark or (last.bold and line.bold and last.size == line.size)
        return first and numbered and bool(NUMBER.fullmatch(mark))

    def _begins_cell(self, line: TextLine) -> bool:
        """Put a line that stands higher than the last one into a cell beside it, if it can.

        The lines before it, down from its height, are then those of the cell to its left.
        """
        first = len(self.rows)
        if self.rows[-1][-1].bottom <= line.top:
            return False
        while first and len(self.rows) - first < MOST_CELL_LINES:
            if not self._can_be_left(first - 1, line):
                break
            first -= 1
            if self.rows[first][0].top <= (line.top + line.bottom) / 2:
                break
        if first == len(self.rows):
            return False
        row, *others = self.rows[first:]
        # Only lines by themselves can be those of one cell.
        if row[0].top >= line.bottom + line.size or (
            others and any(len(one) > 1 for one in self.rows[first:])
        ):
            return False
        for other in others:
            row[0].take(other[0])
        row.append(Cell.of(line))
        self.rows[first + 1 :] = []
        return True

    def _can_be_left(self, index: int, line: TextLine) -> bool:
        """Whether a row may be part of the cell to the left of a line."""
        row = self.rows[index]
        if (
            max(cell.right for cell in row[-2:]) > line.left + 1
            or row[-1].bottom <= line.top
        ):
            return False
        if index + 1 == len(self.rows):
            return True
        size = row[0].lines[-1].size
        gap = self.rows[index + 1][0].top - row[0].bottom
        return len(row) == 1 and -1 <= gap <= NEXT_LINE * max(size, 1.0)


def under(row: Sequence[Cell], line: TextLine) -> bool:
    """Whether a line goes on with a row's last cell, clear of the cell to the left."""
    cell = row[-1]
    size = max(line.size, cell.lines[-1].size, 1.0)
    if not -0.5 * size <= line.top - cell.lines[-1].bottom <= CELL_LINE * size:
        return False
    overlaps = line.left < cell.right and line.right > cell.left
    return overlaps and line.left > row[-2].right - size


def placed(line: TextLine) -> bool:
    """Whether it is known where a line stands."""
    return line.bottom > line.top
