"""Summaries for Word, fit for screen readers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.records.summaries import SummaryAbout
from app.writers.summary_blocks import Block as SummaryBlock
from app.writers.summary_blocks import Heading, Look, Paragraph, Run, Style, Table
from app.writers.word_report import repack
from app.writers.word_report_parts import (
    PICTURE_WIDTH,
    TABLE_POINTS,
    add_box,
    begin,
    mark_heading,
    plain,
    put,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["write_word_summary"]

SUBJECT = "What it says, with the page and the words of every sentence"
GREY, RED = "595959", "A61C00"
SMALL_POINTS = 9.0
STYLES = {Style.ITEM: "List Bullet"}


def write_word_summary(
    path: Path, blocks: Iterable[SummaryBlock], about: SummaryAbout
) -> None:
    """Write blocks as a .docx; the same blocks give the same bytes."""
    blocks = list(blocks)
    title = next(one.text for one in blocks if isinstance(one, Heading))
    document = begin(plain(title), about.version, about.made)
    document.core_properties.subject = SUBJECT
    number_pages(document)
    box: list[str] = []
    anchors = 0
    for block in blocks[1:]:
        if isinstance(block, Paragraph) and block.style is Style.BOX:
            box.append("".join(one.text for one in block.runs))
            continue
        put_box(document, box)
        match block:
            case Heading():
                put(document, block.text, f"Heading {min(block.level, 4)}")
            case Paragraph():
                anchors += bool(block.anchor)
                put_paragraph(document, block, anchors)
            case Table():
                put_table(document, block)
    put_box(document, box)
    packed = io.BytesIO()
    document.save(packed)
    repack(packed, path, about.made)


def put_box(document: Document, lines: list[str]) -> None:
    """Put the lines that were gathered into a box, and forget them."""
    if lines:
        add_box(document, lines)
        lines.clear()


def put_paragraph(document: Document, block: Paragraph, number: int) -> None:
    """Add a paragraph with its runs; one with an anchor is a place that links lead to."""
    from docx.shared import Pt  # noqa: PLC0415 - slow, rarely needed

    paragraph = document.add_paragraph(style=STYLES.get(block.style, "Normal"))
    small = block.style in (Style.SOURCE, Style.NOTE)
    if block.anchor:
        mark_place(paragraph, block.anchor, number)
    put_runs(paragraph, block.runs, SMALL_POINTS if small else 0.0)
    if block.style in (Style.SOURCE, Style.ITEM):
        paragraph.paragraph_format.space_after = Pt(3)


def put_runs(paragraph: WordParagraph, runs: Sequence[Run], points: float = 0.0) -> None:
    """Add runs with their looks; points 0 leaves the size as it is."""
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see above

    for one in runs:
        added = paragraph.add_run(plain(one.text))
        if points:
            added.font.size = Pt(points)
        match one.look:
            case Look.BOLD:
                added.bold = True
            case Look.DIM:
                added.font.color.rgb = RGBColor.from_string(GREY)
                added.font.size = Pt(points or SMALL_POINTS)
            case Look.ALERT:
                added.bold = True
                added.font.color.rgb = RGBColor.from_string(RED)
            case _:
                pass
        if one.link:
            lead_to(added, one.link)


def element(tag: str, /, **attributes: str) -> Any:  # noqa: ANN401 - python-docx has no types
    """An element of WordprocessingML with attributes of that namespace."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def mark_place(paragraph: WordParagraph, name: str, number: int) -> None:
    """Put a bookmark at the beginning of a paragraph."""
    inner = paragraph._p  # noqa: SLF001 - python-docx has no public way to bookmarks
    inner.append(element("w:bookmarkStart", id=str(number), name=name))
    inner.append(element("w:bookmarkEnd", id=str(number)))


def lead_to(added: Any, name: str) -> None:  # noqa: ANN401 - a run of python-docx
    """Make a run a link to a bookmark of the same file."""
    inner = added._r  # noqa: SLF001 - python-docx has no public way to inner links
    link = element("w:hyperlink", anchor=name, history="1")
    inner.addprevious(link)
    link.append(inner)


def put_table(document: Document, block: Table) -> None:
    """Add a table whose heading comes again on every page."""
    made = document.add_table(
        rows=1 + len(block.rows), cols=len(block.headings), style="Table Grid"
    )
    made.autofit = False
    mark_heading(made)
    if block.about:
        # What screen readers say of a table before they go into it.
        made._tbl.tblPr.append(  # noqa: SLF001 - there is no public way
            element("w:tblDescription", val=plain(block.about))
        )
    heads = tuple(((Run(text=text, look=Look.BOLD),),) for text in block.headings)
    for line, row in zip((heads, *block.rows), made.rows, strict=True):
        for cell, into, width in zip(line, row.cells, block.widths, strict=True):
            fill(into, cell, width)
    document.add_paragraph()


def fill(into: Any, lines: Sequence[Sequence[Run]], width: float) -> None:  # noqa: ANN401 - a cell
    """Put paragraphs of runs into a cell."""
    from docx.shared import Cm, Pt  # noqa: PLC0415 - see above

    into.width = Cm(PICTURE_WIDTH * width)
    for number, runs in enumerate(lines):
        paragraph = into.paragraphs[0] if number == 0 else into.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        put_runs(paragraph, runs, TABLE_POINTS if number == 0 else SMALL_POINTS)


def number_pages(document: Document) -> None:
    """Put the number of each page and of all pages at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see above

    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(text)
        inner = foot._p  # noqa: SLF001 - python-docx has no public way to fields
        counted = element("w:fldSimple", instr=field)
        inner.append(counted)
        shown = element("w:r")
        digits = element("w:t")
        digits.text = "1"
        shown.append(digits)
        counted.append(shown)
