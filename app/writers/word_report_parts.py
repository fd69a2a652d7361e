"""The parts that a report for Word is made of, fit for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from app.writers.book import time_of
from app.writers.cells import ILLEGAL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

__all__ = ["add_box", "add_picture", "add_table", "begin", "beginning", "plain", "put"]

PICTURE_WIDTH = 16.4  # centimetres
MARGIN = 2.3
TABLE_POINTS, BOX_POINTS, TEXT_POINTS = 9.5, 9.0, 10.5
SHADE = "F2F2F2"


def begin(title: str, version: str, finished: str) -> Document:
    """A document with its title, its properties and its look."""
    from docx import Document as new_document  # noqa: N813, PLC0415 - slow, rarely needed
    from docx.shared import Cm, Pt  # noqa: PLC0415 - see above

    document = new_document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(2.0)
    for name, size in (("Normal", TEXT_POINTS), ("Heading 1", 16), ("Heading 2", 12)):
        document.styles[name].font.size = Pt(size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    facts = document.core_properties
    facts.title, facts.subject = title, "What was written about, and what changed"
    facts.author = facts.last_modified_by = f"Postroom {version}".strip()
    facts.comments, facts.language, facts.revision = "", "en", 1
    moment = time_of(finished)
    if moment is not None:
        facts.created = facts.modified = moment
    put(document, title, "Title")
    if finished:
        put(document, f"Finished {finished[:10]}.")
    return document


def plain(text: str) -> str:
    """The text without what a document cannot hold."""
    return ILLEGAL.sub("\ufffd", text)


def beginning(text: str, most: int) -> str:
    """The text on one line, or its beginning with a mark that it goes on."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[:most].rstrip() + " […]"


def put(document: Document, text: str, style: str = "Normal") -> None:
    """Add a paragraph."""
    document.add_paragraph(plain(text), style=style)


def add_picture(document: Document, picture: IO[bytes], alt: str) -> None:
    """Add a PNG as wide as the page, with words for those who cannot see it."""
    from docx.shared import Cm  # noqa: PLC0415 - see begin()

    shape = document.add_picture(picture, width=Cm(PICTURE_WIDTH))
    inline = shape._inline  # noqa: SLF001 - python-docx has no public way to the alt text
    inline.docPr.set("descr", plain(alt))


def add_table(
    document: Document,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """Add a table whose heading comes again on every page.

    Args:
        document: The report.
        headings: Of the columns.
        rows: Of cells.
        widths: Of the columns, in centimetres.
    """
    table = document.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    table.autofit = False
    mark_heading(table)
    # Asking the table for each cell by its place takes time that grows with its square.
    for line, row in zip((headings, *rows), table.rows, strict=True):
        for text, cell, width in zip(line, row.cells, widths, strict=True):
            fill(cell, text, width, bold=line is headings)
    document.add_paragraph()


def fill(cell: _Cell, text: str, width: float, *, bold: bool) -> None:
    """Put a text into a cell."""
    from docx.shared import Cm, Pt  # noqa: PLC0415 - see begin()

    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(plain(text))
    run.bold = bold
    run.font.size = Pt(TABLE_POINTS)


def mark_heading(table: Table) -> None:
    """Have the first row again on every page, and no row broken over two."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see begin()

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - there is no public way
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def add_box(document: Document, lines: Sequence[str]) -> None:
    """Add lines in a shaded box."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see begin()
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    cell = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - there is no public way
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(plain(line)).font.size = Pt(BOX_POINTS)
