"""What a document says, taken apart for finding facts: labelled lines, rows, sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.records.layout import Block, BlockKind, Sentence, Structure
from app.triage.sentences import mended, vocabulary_of

__all__ = ["Unit", "at_lines", "full_lines", "section_paths", "units_of"]

# A label has few words and ends with a colon, or with a dash that has blanks around it.
MOST_LABEL = 90
MOST_LABEL_WORDS = 11
LABEL = re.compile(r"[^:\n|]{1,90}?(?::(?=\s|$)|\s[\u2013\u2014](?=\s))")
# A line of a paragraph that begins with one: "Opportunity number: HRSA-25-001".
LABEL_LINE = re.compile(r"(?:[A-Z][^:\n]{1,70}|\d{1,2}\.\s[A-Z][^:\n]{1,66}):(?=\s|$)")
# A line so much shorter than a full one was ended by its writer, not by the page.
ENDED = 0.68
# Nearly all lines of running text are as long as this part of them.
FULL = 0.97
LEAST_FULL = 60
# A line with a label is ended sooner: it holds one value.
ENDED_LABEL = 0.8
BEGINS = re.compile(r"[A-Z\d(\u201c\u2022\u2023\u25aa\u25cf\u25cb\uf0b7]")
LINE = re.compile(r"[^\n\r]+")
CELL_MARK = " | "
MOST_UNITS = 60_000
BULLET = re.compile(
    r"[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\uf0b7\uf0a7*\u2610\u2611\u25a1-]\s+"
)
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s")
# "This was so.12 The next year": no sentence begins with a number before such a word.
NOTE_MARK = re.compile(
    r"\d{1,3}\s(?=(?:the|this|that|these|those|a|an|for|in|it|its|we|they|he|she|as|at|on|by|"
    r"if|to|of|and|but|or|while|when|although|however|because|since|such|some|there|under|"
    r"according|after|before|during|from|with|also|another|additionally|moreover|see|"
    r"congress)\b)(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)
SKIPPED = frozenset({BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.EARLIER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A heading, sentence, labelled line, list item or table row.

    Attributes:
        number: In reading order, from 0.
        text: On one line, mended.
        page: From 1.
        start: First character in the text of the page.
        end: One past the last.
        section: Number of the section it stands in; of a heading, the one it opens.
        kind: Of its block.
        label: How many characters of ``text`` are its label; 0 where it has none.
        value: Where in ``text`` begins what the label announces.
        cells: Spans of a table row's filled cells in ``text``.
        headers: What stands above each of these cells; as many, or none.
        table: Number of its table; 0 outside tables.
        header: Whether it is a row that may be one of column headers.
    """

    number: int
    text: str
    page: int
    start: int
    end: int
    section: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    label: int = 0
    value: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    headers: tuple[str, ...] = ()
    table: int = 0
    header: bool = False

    @property
    def short(self) -> bool:
        """Whether it may announce what stands below it rather than say something itself."""
        return (
            not self.cells
            and len(self.text) <= MOST_LABEL
            and len(self.text.split()) <= MOST_LABEL_WORDS
            and self.text[-1:] not in ".!;,"
        )


def units_of(structure: Structure, sentences: Sequence[Sentence]) -> tuple[Unit, ...]:
    """The units of a document in reading order; contents and headers have none."""
    known = vocabulary_of(structure)
    places = by_page(sentences)
    texts = {(one.page, one.start, one.end): one.text for one in sentences}
    full = full_lines(structure)
    units: list[Unit] = []
    headers: dict[int, tuple[str, ...]] = {}
    for block in structure.blocks:
        if len(units) >= MOST_UNITS:
            break
        page = structure.pages[block.page - 1].text
        if block.kind is BlockKind.TABLE_ROW:
            add_row(units, page, block, headers, known)
        elif block.kind not in SKIPPED:
            line = full[block.page - 1]
            for start, end in spans_in(block, page, places, line):
                text = texts.get((block.page, start, end)) or mended(page[start:end], known)
                if text:
                    kind = kind_of(block, page, start, line)
                    first = start
                    mark = NOTE_MARK.match(text)
                    if mark and kind is BlockKind.PARAGRAPH and start > block.start:
                        # The number of a footnote belongs to the sentence before.
                        text = text[mark.end() :]
                        first = page.index(text[0], start)
                    units.append(plain_unit(text, block, (first, end), len(units), kind))
    return tuple(units)


def kind_of(block: Block, page: str, start: int, full: float) -> BlockKind:
    """What a span of a block is; text below a list's last item is no item."""
    if block.kind is not BlockKind.LIST_ITEM or start <= block.start:
        return block.kind
    before = page[max(block.start, start - 400) : start]
    lines = before.rstrip(" \t").splitlines()
    below = before.rstrip(" \t")[-1:] in {"\n", "\r"}
    ended = below and bool(lines) and len(lines[-1].strip()) < ENDED * full
    listed = bool(BULLET.match(page, start)) or bool(NUMBERED.match(page, start))
    return BlockKind.PARAGRAPH if ended and not listed else block.kind


def add_row(
    units: list[Unit],
    page: str,
    block: Block,
    headers: dict[int, tuple[str, ...]],
    known: Mapping[str, int],
) -> None:
    """Put a table row among the units, or behind the one that it goes on with."""
    for row in row_units(page, block, headers, known, len(units)):
        if units and goes_on(units[-1], row):
            units[-1] = one_row(units[-1], row)
        else:
            units.append(row)


def by_page(sentences: Sequence[Sentence]) -> dict[int, list[tuple[int, int]]]:
    """Spans of the sentences of each page, ascending."""
    places: dict[int, list[tuple[int, int]]] = {}
    for sentence in sentences:
        places.setdefault(sentence.page, []).append((sentence.start, sentence.end))
    return {page: sorted(spans) for page, spans in places.items()}


def full_lines(structure: Structure) -> list[float]:
    """How many characters a full line of each page has."""
    by_page = [
        sorted(len(match.group().strip()) for match in LINE.finditer(page.text))
        for page in structure.pages
    ]
    everywhere = sorted(length for lengths in by_page for length in lengths)
    usual = everywhere[int(len(everywhere) * FULL)] if everywhere else 0
    return [
        max(lengths[int(len(lengths) * FULL)] if lengths else 0, 0.6 * usual, LEAST_FULL)
        for lengths in by_page
    ]


def spans_in(
    block: Block,
    page: str,
    places: Mapping[int, list[tuple[int, int]]],
    full: float,
) -> Iterator[tuple[int, int]]:
    """A block's sentences, cut where a line begins with a label or was ended."""
    if block.kind is BlockKind.HEADING:
        yield block.start, block.end
        return
    spans = places.get(block.page, [])
    first = bisect_left(spans, (block.start, 0))
    # A sentence may have begun in the block before, which this one goes on with.
    if first and spans[first - 1][1] > block.start:
        spans = [(block.start, spans[first - 1][1]), *spans[first : first + 500]]
        first = 0
    for start, end in spans[first : first + 500]:
        if start >= block.end:
            return
        yield from at_lines(page, start, min(end, block.end), full)


def at_lines(page: str, start: int, end: int, full: float) -> Iterator[tuple[int, int]]:
    """A sentence, cut before lines that begin with a label, and behind ended ones."""
    begin, least = start, ENDED * full
    before = ""
    for line in LINE.finditer(page, start, end):
        words = line.group().strip()
        if not before and line.start() == start:
            # A sentence may begin in the middle of a line; the whole line counts.
            first = max(page.rfind(mark, max(0, start - 400), start) for mark in "\n\r")
            words = page[max(first + 1, start - 400) : line.end()].strip()
        ended = before and len(before) < least and BEGINS.match(words)
        label = bool(LABEL_LINE.match(page, line.start(), line.end()))
        if line.start() > begin and (ended or label):
            yield from filled(page, begin, line.start())
            begin = line.start()
        least = (ENDED_LABEL if label else ENDED) * full
        before = words
    yield from filled(page, begin, end)


def filled(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without white space around it, or nothing."""
    while start < end and page[start].isspace():
        start += 1
    while end > start and page[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def plain_unit(
    text: str, block: Block, span: tuple[int, int], number: int, kind: BlockKind
) -> Unit:
    """A unit that is no table row."""
    label, value = labelled(text)
    return Unit(
        number=number,
        text=text,
        page=block.page,
        start=span[0],
        end=span[1],
        section=block.section,
        kind=kind,
        label=label,
        value=value,
    )


def labelled(text: str) -> tuple[int, int]:
    """Length of a text's label and where its value begins; zeros where it has none."""
    bullet = BULLET.match(text)
    match = LABEL.match(text, bullet.end() if bullet else 0)
    if not match or len(match.group().split()) > MOST_LABEL_WORDS:
        return 0, 0
    label = match.end()
    while label and text[label - 1] in ": \u2013\u2014":
        label -= 1
    value = match.end()
    while value < len(text) and text[value] in " \u2013\u2014":
        value += 1
    return label, value


def row_units(
    page: str,
    block: Block,
    headers: dict[int, tuple[str, ...]],
    known: Mapping[str, int],
    number: int,
) -> Iterator[Unit]:
    """A table row as a unit; a row of column headers is kept for the rows below it."""
    cells = [mended(page[start:end], known) for start, end in block.cells]
    if block.header:
        headers[block.table] = tuple(cells)
        # A row of two may be a label with its value, taken for headers.
        if len([cell for cell in cells if cell]) != 2:
            return
    told = [(cell, place) for place, cell in enumerate(cells) if cell]
    if not told:
        cells = [mended(page[block.start : block.end], known)]
        told = [(cells[0], 0)] if cells[0] else []
    above = () if block.header else headers.get(block.table, ())
    text, spans = joined([cell for cell, _ in told])
    if text:
        yield Unit(
            number=number,
            text=text,
            page=block.page,
            start=block.start,
            end=block.end,
            section=block.section,
            kind=block.kind,
            cells=spans,
            headers=tuple(above[place] if place < len(above) else "" for _, place in told),
            table=block.table,
            header=block.header,
        )


def goes_on(before: Unit, row: Unit) -> bool:
    """Whether a row goes on with a label that the row before it has only begun."""
    if before.table != row.table or not row.table or len(before.cells) != 1:
        return False
    return (
        before.page == row.page
        and len(row.cells) > 1
        and before.text[-1:] not in ".:;"
        and (row.text[:1].islower() or before.text[-1:] in ",&" or row.text[:1] == "(")
    )


def one_row(before: Unit, row: Unit) -> Unit:
    """Two rows of a table that are one."""
    cells = [row.text[start:end] for start, end in row.cells]
    text, spans = joined([f"{before.text} {cells[0]}", *cells[1:]])
    return replace(row, number=before.number, text=text, start=before.start, cells=spans)


def joined(cells: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cells on one line, and where each of them stands in it."""
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in cells:
        spans.append((at, at + len(cell)))
        at += len(cell) + len(CELL_MARK)
    return CELL_MARK.join(cells), tuple(spans)


def section_paths(structure: Structure) -> tuple[tuple[int, ...], ...]:
    """For each section its own number and those of the sections it is a part of."""
    paths: list[tuple[int, ...]] = []
    for place, section in enumerate(structure.sections):
        parent = section.parent
        inside = parent is not None and 0 <= parent < place
        # Twelve levels are more than any document has.
        above = paths[parent][:12] if inside and parent is not None else ()
        paths.append((place, *above))
    return tuple(paths)
