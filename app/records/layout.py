"""How the pages of a document are laid out, and the structure that is read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.records.documents import PartState

__all__ = [
    "Block",
    "BlockKind",
    "Heading",
    "PageLayout",
    "Section",
    "Sentence",
    "Structure",
    "StructuredPage",
    "TextLine",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line of a page: the characters ``start`` to ``end`` of the page's text.

    Attributes:
        start: First character, from 0, in the text of the page.
        end: One past the last; white space at the ends is left out.
        left: In points from the left edge of the page, as is ``right``.
        top: In points from the upper edge of the page, as is ``bottom``.
        right: See ``left``.
        bottom: See ``top``.
        size: Of the type, in points; of a recognized line, its height. 0 if not known.
        bold: Whether most of it is set in bold type.
        style: Level of the heading style it has in a docx, from 1; 0 for none.
    """

    start: int
    end: int
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    style: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLayout:
    """Where the lines of one page stand.

    Attributes:
        page: From 1, as in the file.
        label: The page's number as the file names it ("iv"); empty where it names none.
        width: In points; 0 if not known, as for a text without pages.
        height: In points.
        lines: In the order of the page's text.
        text: The text that ``lines`` count in: that of the page in its item.
    """

    page: int
    label: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: tuple[TextLine, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """An entry of the outline (the bookmarks) that a file brings itself.

    Attributes:
        title: Its words.
        level: From 1.
        page: From 1; 0 where it leads to no page.
    """

    title: str
    level: int
    page: int


class BlockKind(StrEnum):
    """What a stretch of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    FOOTNOTE = "footnote"
    CONTENTS = "table of contents"
    FURNITURE = "header, footer or page number"
    EARLIER = "earlier message"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of one page that belongs together, ``page.text[start:end]``.

    Attributes:
        kind: What it is.
        page: From 1.
        start: First character, from 0, in the text of its page.
        end: One past the last.
        level: Of a heading, from 1; 0 for all else.
        section: Number of the section it stands in (a heading: the one it opens), from 0.
        table: Number of its table, from 1; 0 outside tables. Rows of one table follow each
            other.
        cells: Spans of a table row's cells, left to right, in the text of the page; an
            empty cell is an empty span. Empty for all else.
        header: Whether it is a table's row of column headers.
        continues: Whether it goes on with the last paragraph or list item before it, which
            a page or column break has torn.
    """

    kind: BlockKind
    page: int
    start: int
    end: int
    level: int = 0
    section: int = 0
    table: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    header: bool = False
    continues: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What stands under one heading, up to the next one.

    Attributes:
        number: From 0; number 0 is what stands before the first heading.
        heading: Its words on one line, hyphens mended; empty for number 0.
        level: From 1; 0 for number 0.
        page: Where the heading stands; 1 for number 0.
        parent: Number of the section it is a part of; None at the top.
        start: Of the heading in the text of its page.
        end: One past the heading's last character.
    """

    number: int
    heading: str
    level: int
    page: int
    parent: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class StructuredPage:
    """One page with its text and how reading it ended.

    Attributes:
        number: From 1, as in the file.
        label: As it is printed on the page or named by the file; may be empty.
        text: As it was read; quotations are cut out of it.
        state: How reading it ended.
        reason: Why it failed, or what a reader should know; may be empty.
        confidence: Of text recognition, 0 to 1; None where it took no part.
    """

    number: int
    label: str = ""
    text: str = ""
    state: PartState = PartState.READ
    reason: str = ""
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Structure:
    """A document as people see it: pages, sections, and the blocks in reading order.

    Every line of every page lies in exactly one block.

    Attributes:
        title: Of the document, as its first pages or its properties tell; may be empty.
        pages: In order; page ``n`` is ``pages[n - 1]``.
        sections: In reading order, number 0 first.
        blocks: In reading order.
    """

    title: str = ""
    pages: tuple[StructuredPage, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()

    def text_of(self, block: Block) -> str:
        """The characters of a block, as they stand on its page."""
        return self.pages[block.page - 1].text[block.start : block.end]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence, list item or table row of a document, with its exact place.

    Attributes:
        number: Its number in reading order, from 0.
        text: On one line, divided words mended, for reading and comparing.
        page: From 1.
        start: First character, from 0, in the text of the page.
        end: One past the last.
        section: Number of the section it stands in.
        kind: Of the block it stands in; headings, contents, furniture and earlier messages
            have none.
        context: What it needs beside it to be understood: the line that a list hangs on,
            the headers of a table. May be empty.
        whole: Whether all of it stands on this page; False where a break tore it.
    """

    number: int
    text: str
    page: int
    start: int
    end: int
    section: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    context: str = ""
    whole: bool = True
