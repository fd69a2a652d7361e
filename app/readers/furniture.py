"""Headers, footers and page numbers: what repeats at the edges of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.readers.numerals import value_of
from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["mark_furniture"]

EDGE_ROWS = 4
EDGE_SHARE = 0.2
HEIGHT_GRAIN = 6.0
LONGEST = 200
LARGER = 1.1
CLOSE = 1.5
MANY_PAGES = 5
DIGITS = re.compile(r"\d+")
TOKEN = re.compile(r"(?<![\w.,/-])(?:\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})(?![\w,/]|[.-]\w)")
LONE = re.compile(
    r"\W{0,3}(?:(?:page|pg\.?|seite|p\.)\s{0,3}|[A-Z]{1,4}[-\u2013])?(\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})"
    r"(?:\s{0,3}(?:of|/|von)\s{0,3}\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)


def mark_furniture(
    pages: Sequence[Sequence[Row]], heights: Sequence[float], body: float
) -> list[str]:
    """Mark the rows that are furniture; returns the label printed on each page.

    Args:
        pages: The rows of every page.
        heights: Of the pages, in points; 0 if not known.
        body: Size of the type of the text; what is set larger is no furniture.
    """
    edges = [list(edge_rows(rows, high)) for rows, high in zip(pages, heights, strict=True)]
    groups: dict[tuple[str, int], list[tuple[int, Row]]] = defaultdict(list)
    for index, edge in enumerate(edges):
        for row in edge:
            groups[(key_of(row), round(row.top / HEIGHT_GRAIN))].append((index, row))
    sure: set[int] = set()
    for words, height in sorted(groups):
        # Half a grain up or down is the same height.
        near = [
            pair for step in (-1, 0, 1) for pair in groups.get((words, height + step), ())
        ]
        sure.update(mark_repeated(near, groups[words, height], len(pages)))
    for rows in pages:
        keep_to_edges([row for row in rows if row.placed], body, sure)
    return printed_labels(edges, len(pages))


def keep_to_edges(rows: Sequence[Row], body: float, sure: set[int]) -> None:
    """Take back what is set larger than the text, stands in it, or right beside it.

    Args:
        rows: Of a page.
        body: Size of the type of the text.
        sure: Identities of rows that may be larger.
    """
    ordered = sorted(rows, key=lambda row: row.top)
    for inward in (ordered, ordered[::-1]):
        run: list[Row] = []
        for row in inward:
            small = row.size <= LARGER * body or id(row) in sure
            if row.kind is BlockKind.FURNITURE and small:
                run.append(row)
                continue
            inner = row
            while run and is_beside(run[-1], inner):
                inner = run.pop()
                inner.kind = None
            break
        edge = {id(row) for row in run}
        half = inward[: max(1, len(inward) // 2)]
        for row in half:
            if row.kind is BlockKind.FURNITURE and id(row) not in edge:
                row.kind = None


def is_beside(row: Row, other: Row) -> bool:
    """Whether a row at the edge is set like the text and no farther than its lines."""
    step = abs(row.top - other.top)
    return abs(row.size - other.size) < 0.5 and step <= CLOSE * max(row.size, 1.0)


def edge_rows(rows: Sequence[Row], height: float) -> Iterable[Row]:
    """The rows at the upper and lower edge of a page."""
    if not any(row.placed for row in rows):
        return list({id(row): row for row in (*rows[:2], *rows[-2:])}.values())
    ordered = sorted((row for row in rows if row.placed), key=lambda row: row.top)
    chosen = {
        id(row): row
        for row in (*ordered[:EDGE_ROWS], *ordered[-EDGE_ROWS:])
        if not height
        or row.bottom < EDGE_SHARE * height
        or row.top > (1 - EDGE_SHARE) * height
    }
    return list(chosen.values())


def key_of(row: Row) -> str:
    """A row's words without what changes from page to page."""
    words = row.words[:LONGEST].casefold()
    if LONE.fullmatch(words):
        return "#"
    return DIGITS.sub("#", words)


def mark_repeated(
    near: Sequence[tuple[int, Row]], group: Sequence[tuple[int, Row]], pages: int
) -> Iterator[int]:
    """Mark rows that say the same on several pages, or count the pages.

    Yields:
        The identity of every row that says the same on most pages.
    """
    seen = {index for index, _ in near}
    if len(seen) < (2 if pages <= 4 else 3):
        return
    texts = Counter(row.words for _, row in near)
    counting = counts_pages(near)
    for _, row in group:
        if counting or texts[row.words] >= min(3, len(seen)):
            row.kind = BlockKind.FURNITURE
            if texts[row.words] >= max(MANY_PAGES, pages / 2):
                yield id(row)


def counts_pages(rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a number in each row goes up with the pages."""
    offsets: Counter[tuple[int, bool]] = Counter()
    for index, row in rows:
        offsets.update({
            (value - index, roman)
            for mark in TOKEN.findall(row.words[:LONGEST])
            if (found := value_of(mark)) is not None
            for value, roman in [found]
        })  # fmt: skip
    return bool(offsets) and max(offsets.values()) * 2 > len({index for index, _ in rows})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A number at the edge of a page, and how far it is from the page's own."""

    words: str
    offset: int
    roman: bool
    lone: bool
    row: Row

    @property
    def key(self) -> tuple[int, bool]:
        """What is the same for pages that are numbered on."""
        return self.offset, self.roman


def printed_labels(edges: Sequence[Sequence[Row]], pages: int) -> list[str]:
    """The page numbers that are printed at the edges, where they go up steadily."""
    found = [marks_of(rows, index) for index, rows in enumerate(edges)]
    counted = Counter(key for marks in found for key in {mark.key for mark in marks})
    labels = []
    for marks in found:
        best = max(marks, key=lambda mark: (mark.lone, counted[mark.key]), default=None)
        if best is None or counted[best.key] < min(2, pages):
            labels.append("")
            continue
        labels.append(best.words)
        if LONE.fullmatch(best.row.words):
            best.row.kind = BlockKind.FURNITURE
    return labels


def marks_of(rows: Sequence[Row], index: int) -> list[Mark]:
    """The numbers at the edges of a page that may be its own."""
    marks = []
    for row in rows:
        lone = LONE.fullmatch(row.words[:LONGEST])
        words = [lone[1]] if lone else TOKEN.findall(row.words[:LONGEST])
        for word in words if lone or row.kind is BlockKind.FURNITURE else ():
            value = value_of(word)
            if value is not None:
                offset, roman = value[0] - index, value[1]
                marks.append(
                    Mark(words=word, offset=offset, roman=roman, lone=bool(lone), row=row)
                )
    return marks
