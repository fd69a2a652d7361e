"""The structure of a document, read out of where its lines stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.readers.contents import mark_contents
from app.readers.earlier import mark_earlier
from app.readers.footnotes import mark_footnotes
from app.readers.furniture import mark_furniture
from app.readers.heading_lists import listing_of, without_note
from app.readers.heading_signs import usual_size
from app.readers.headings import mark_headings
from app.readers.layouts import plain_layout
from app.readers.paragraphs import grouped, is_torn, usual_leading
from app.readers.reader import Reader
from app.readers.requests import Outline, ReadRequest
from app.readers.rows import MARKER, Row, rows_of_page
from app.readers.table_rows import join_tables, mark_tables, parted
from app.readers.titles import title_of
from app.records import (
    Block,
    BlockKind,
    Document,
    DocumentState,
    Item,
    PageLayout,
    Part,
    PartState,
    PostroomError,
    Section,
    Structure,
    StructuredPage,
)

__all__ = ["build_structure", "pages_of", "read_structure", "texts_of"]

JOINED = {None, BlockKind.FOOTNOTE, BlockKind.HEADING}
DIVIDED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
# A file may claim any number of pages; further ones share the last line.
MOST_PAGES = 20_000
NOT_REACHED = "the reading ended before this page"
RUNNING = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def build_structure(
    pages: Sequence[StructuredPage],
    layouts: Sequence[PageLayout],
    outline: Outline | None,
) -> Structure:
    """The sections and blocks of a document.

    Args:
        pages: All pages, in order.
        layouts: Of pages, in any order; a page without one, or with one of another text,
            is taken line by line.
        outline: What the file says of itself; None where it says nothing.
    """
    laid = {layout.page: layout for layout in layouts}
    chosen = [layout_for(page, laid.get(page.number)) for page in pages]
    rows = [rows_of_page(layout) for layout in chosen]
    size = usual_size(row for page in rows for row in page)
    labels = mark_furniture(rows, [layout.height for layout in chosen], size)
    entries = mark_contents(rows)
    table = 0
    for page in rows:
        mark_earlier(page)
        table = mark_tables(page, table)
    join_tables(rows)
    for number, page in enumerate(rows):
        rows[number] = [
            one
            for row in page
            for one in (parted(row) if len(row.cells) > 1 and row.kind is None else [row])
        ]
    text = [row for page in rows for row in page if row.kind is None]
    body = usual_size(text)
    notes = mark_footnotes(rows, body)
    leading = usual_leading([row for row in text if row.kind is None])
    mark_headings(rows, listing_of(entries, outline, labels), body, leading)
    labelled = tuple(
        replace(page, label=label or page.label or layout.label)
        for page, label, layout in zip(pages, labels, chosen, strict=True)
    )
    blocks = blocks_of(rows, leading)
    sections, blocks = in_sections(labelled, blocks, notes)
    named = outline.title if outline is not None else ""
    return Structure(
        title=title_of(rows, named, body),
        pages=labelled,
        sections=tuple(sections),
        blocks=tuple(blocks),
    )


def layout_for(page: StructuredPage, layout: PageLayout | None) -> PageLayout:
    """The layout of a page, a plain one where none fits its text."""
    if layout is None or layout.text != page.text:
        return plain_layout(page.number, page.text)
    return layout


def blocks_of(pages: Sequence[Sequence[Row]], leading: float) -> list[Block]:
    """The blocks of all pages, in reading order."""
    blocks: list[Block] = []
    torn: Sequence[Row] = ()
    for rows in pages:
        for group in groups_of_page(rows, leading):
            block = block_of(group)
            if block.kind in RUNNING:
                goes_on = group[0].goes_on or (bool(torn) and is_torn(torn, group))
                block = replace(block, continues=goes_on)
                torn = group
            elif block.kind is BlockKind.HEADING:
                torn = ()
            blocks.append(block)
    return blocks


def groups_of_page(rows: Sequence[Row], leading: float) -> list[list[Row]]:
    """The rows of one page, those of one block together."""
    groups: list[list[Row]] = []
    waiting: list[Row] = []
    for row in rows:
        joins = row.kind in JOINED and (not waiting or waiting[-1].kind is row.kind)
        if not joins:
            groups.extend(grouped(waiting, leading))
            waiting = []
        if row.kind in JOINED:
            waiting.append(row)
        else:
            groups.append([row])
    return [*groups, *grouped(waiting, leading)]


def block_of(rows: Sequence[Row]) -> Block:
    """A block out of the rows that make it up."""
    first = rows[0]
    kind = first.kind
    if kind is None:
        listed = MARKER.match(first.words[:12])
        kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
    is_row = kind is BlockKind.TABLE_ROW
    return Block(
        kind=kind,
        page=first.page,
        start=min(row.start for row in rows),
        end=max(row.end for row in rows),
        level=first.level,
        table=first.table if is_row else 0,
        cells=cells_of(first) if is_row else (),
        header=first.header and is_row,
    )


def cells_of(row: Row) -> tuple[tuple[int, int], ...]:
    """Spans of a row's cells."""
    return tuple(
        (min(line.start for line in cell), max(line.end for line in cell))
        for cell in row.cells
    )


def in_sections(
    pages: Sequence[StructuredPage], blocks: Sequence[Block], notes: int
) -> tuple[list[Section], list[Block]]:
    """The sections that headings open, and the blocks with their section's number.

    Args:
        pages: With their text.
        blocks: In reading order.
        notes: Number of the last footnote, 0 for none.
    """
    sections = [Section(number=0, heading="", level=0, page=1)]
    placed: list[Block] = []
    open_sections: list[Section] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            while open_sections and open_sections[-1].level >= block.level:
                open_sections.pop()
            section = Section(
                number=len(sections),
                heading=without_note(mended(pages[block.page - 1], block), notes),
                level=max(1, block.level),
                page=block.page,
                parent=open_sections[-1].number if open_sections else None,
                start=block.start,
                end=block.end,
            )
            sections.append(section)
            open_sections.append(section)
        placed.append(replace(block, section=len(sections) - 1))
    return sections, placed


def mended(page: StructuredPage, block: Block) -> str:
    """The words of a heading on one line, divided ones joined."""
    text = DIVIDED.sub("", page.text[block.start : block.end])
    return " ".join(text.split())


def read_structure(reader: Reader, document: Document, request: ReadRequest) -> Structure:
    """Read a document and build its structure, all at once.

    Raises:
        PostroomError: It cannot be read.
    """
    layouts: list[PageLayout] = []
    parts: list[Part] = []
    outline: Outline | None = None
    texts: dict[int, str] = {}
    for record in reader.read(document, replace(request, layout=True)):
        if isinstance(record, PageLayout):
            layouts.append(record)
        elif isinstance(record, Outline):
            outline = record
        elif isinstance(record, Part):
            parts.append(record)
        elif isinstance(record, Item):
            texts = texts_of(record)
        elif record.state is DocumentState.FAILED and record.inner == document.inner:
            raise PostroomError(f"{document.name}: {record.reason}")
    return build_structure(pages_of(parts, texts, layouts), layouts, outline)


def texts_of(item: Item) -> dict[int, str]:
    """The texts of an item's pages by their numbers."""
    return {
        passage.place.page: item.text[passage.start : passage.end]
        for passage in item.passages
        if passage.place.page is not None
    }


def pages_of(
    parts: Sequence[Part], texts: Mapping[int, str], layouts: Sequence[PageLayout] = ()
) -> list[StructuredPage]:
    """Every page from the first to the last one that the ledger or the text knows.

    Args:
        parts: The ledger; it may claim any number of pages.
        texts: Of pages by their numbers.
        layouts: For what is printed as the number of each page.
    """
    lines: dict[int, Part] = {}
    for one in parts:
        for number in range(one.first, min(one.last, MOST_PAGES) + 1):
            lines[number] = one
    labels = {layout.page: layout.label for layout in layouts}
    beyond = max((one.last for one in parts), default=0)
    last = max([*lines, *texts], default=0)
    pages = []
    for number in range(1, last + 1):
        part = lines.get(number)
        reason = NOT_REACHED if part is None else part.reason
        if number == last and beyond > last:
            reason = f"{reason} (so are the pages up to {beyond:,})".lstrip()
        pages.append(
            StructuredPage(
                number=number,
                label=labels.get(number, ""),
                text=texts.get(number, ""),
                state=PartState.FAILED if part is None else part.state,
                reason=reason,
                confidence=None if part is None else part.confidence,
            )
        )
    return pages
