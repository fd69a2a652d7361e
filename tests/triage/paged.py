"""Small documents for tests: pages out of marked lines, as a reader would bring them."""

from __future__ import annotations

from collections.abc import Sequence

from app.records import Block, BlockKind, Section, Structure, StructuredPage

KINDS = {
    "#": BlockKind.HEADING,
    "-": BlockKind.LIST_ITEM,
    "|": BlockKind.TABLE_ROW,
    "!": BlockKind.TABLE_ROW,
    "^": BlockKind.FOOTNOTE,
    "~": BlockKind.FURNITURE,
    "+": BlockKind.PARAGRAPH,
    "=": BlockKind.CONTENTS,
}


def paged(*pages: Sequence[str], title: str = "", labels: Sequence[str] = ()) -> Structure:
    """A structure out of blocks, each a text that may begin with a mark and a blank.

    ``#`` is a heading (``##`` one level below), ``-`` a list item, ``|`` a table's row with
    cells parted by tabs, ``!`` its row of headers, ``^`` a footnote, ``~`` a header or
    footer, ``=`` a line of contents, ``+`` a paragraph that goes on; else a paragraph.
    """
    sections = [Section(number=0, heading="", level=0, page=1)]
    blocks: list[Block] = []
    read: list[StructuredPage] = []
    table, last = 0, ""
    for number, lines in enumerate(pages, start=1):
        text = ""
        for line in lines:
            mark, _, rest = line.partition(" ")
            kind = KINDS.get(mark[:1], BlockKind.PARAGRAPH) if mark and rest else None
            marked = kind is not None and mark.strip("#-|!^~+=") == ""
            words = rest if marked else line
            mark = mark if marked else ""
            start = len(text) + bool(text)
            text = f"{text}\n{words}" if text else words
            if mark.startswith("#"):
                sections.append(heading(len(sections), words, len(mark), number, start))
            table += mark in {"|", "!"} and last not in {"|", "!"}
            last = mark
            blocks.append(
                Block(
                    kind=KINDS.get(mark[:1], BlockKind.PARAGRAPH),
                    page=number,
                    start=start,
                    end=len(text),
                    level=len(mark) if mark.startswith("#") else 0,
                    section=len(sections) - 1,
                    table=table if mark in {"|", "!"} else 0,
                    cells=cells(words, start) if mark in {"|", "!"} else (),
                    header=mark == "!",
                    continues=mark == "+",
                )
            )
        label = labels[number - 1] if labels else ""
        read.append(StructuredPage(number=number, text=text, label=label))
    return Structure(
        title=title, pages=tuple(read), sections=tuple(sections), blocks=tuple(blocks)
    )


def heading(number: int, words: str, level: int, page: int, start: int) -> Section:
    """The section that a heading opens."""
    return Section(
        number=number,
        heading=words,
        level=level,
        page=page,
        start=start,
        end=start + len(words),
    )


def cells(words: str, start: int) -> tuple[tuple[int, int], ...]:
    """Spans of the cells of a row."""
    found = []
    for cell in words.split("\t"):
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(found)
