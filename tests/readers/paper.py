"""Long documents for the tests of structure, set with reportlab as offices set them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from app.readers import Outline, Reader, ReadRequest
from app.readers.structure import read_structure
from app.records import Block, BlockKind, Document, PageLayout, Structure

TEXT = (
    "The program pays for training of counselors who work in rural counties. Each award"
    " runs for three years, and a report is due ninety days after the end of each of them."
    " Applicants tell how they will find, train and keep the people whom they hire."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How a document is set: sizes of its headings by level, and of its text."""

    sizes: Sequence[float] = (18, 14, 12)
    body: float = 10
    bold: bool = True
    header: str = ""
    footer: str = ""


def make_report(
    path: Path, story: Sequence[tuple[str, str] | Flowable], setting: Setting = Setting()
) -> Path:
    """A PDF of headings (``h1`` to ``h3``), paragraphs (``p``), items (``li``), breaks."""
    body = ParagraphStyle(
        "p", fontName="Helvetica", fontSize=setting.body, leading=1.2 * setting.body,
        spaceAfter=6,
    )  # fmt: skip
    font = "Helvetica-Bold" if setting.bold else "Helvetica"
    styles = {"p": body} | {
        f"h{level}": ParagraphStyle(
            f"h{level}", fontName=font, fontSize=size, leading=1.2 * size, spaceBefore=8,
            spaceAfter=4, keepWithNext=1,
        )
        for level, size in enumerate(setting.sizes, start=1)
    }  # fmt: skip
    item = ParagraphStyle("li", parent=body, leftIndent=18, bulletIndent=6)
    flow: list[Flowable] = []
    for part in story:
        if isinstance(part, Flowable):
            flow.append(part)
        elif part[0] == "break":
            flow.append(PageBreak())
        elif part[0] == "li":
            flow.append(Paragraph(part[1], item, bulletText="\u2022"))
        else:
            flow.append(Paragraph(part[1], styles[part[0]]))

    def edges(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 792 - 40, setting.header.format(canvas.getPageNumber()))
        canvas.drawString(72, 36, setting.footer.format(canvas.getPageNumber()))

    SimpleDocTemplate(
        str(path), pagesize=(612, 792), leftMargin=72, rightMargin=72, topMargin=64,
        bottomMargin=60,
    ).build(flow, onFirstPage=edges, onLaterPages=edges)  # fmt: skip
    return path


def make_table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A table whose cells wrap, its first row bold."""
    cell = ParagraphStyle("c", fontName="Helvetica", fontSize=9, leading=11)
    head = ParagraphStyle("h", parent=cell, fontName="Helvetica-Bold")
    return Table(
        [
            [Paragraph(text, cell if number else head) for text in row]
            for number, row in enumerate(rows)
        ],
        colWidths=list(widths),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ],
    )


def gap(height: float) -> Spacer:
    """Empty space."""
    return Spacer(1, height)


def draw(path: Path, pages: Sequence[Callable[[Canvas], None]]) -> Path:
    """A PDF of pages that are drawn by hand."""
    canvas = Canvas(str(path), pagesize=(612, 792))
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def layouts_of(
    reader: Reader, path: Path, **asked: object
) -> tuple[list[PageLayout], Outline | None]:
    """The layouts and the outline that come when a document is read."""
    layouts, outline = [], None
    request = ReadRequest(layout=True, **asked)  # type: ignore[arg-type]
    for record in reader.read(Document(name=path.name, path=str(path)), request):
        if isinstance(record, PageLayout):
            layouts.append(record)
        elif isinstance(record, Outline):
            outline = record
    return layouts, outline


def structure_of(reader: Reader, path: Path) -> Structure:
    """A document's structure."""
    return read_structure(reader, Document(name=path.name, path=str(path)), ReadRequest())


def words_of(structure: Structure, kind: BlockKind) -> list[str]:
    """The words of all blocks of a kind, each on one line."""
    return [
        " ".join(structure.text_of(block).split())
        for block in structure.blocks
        if block.kind is kind
    ]


def cells_of(structure: Structure, block: Block) -> list[str]:
    """The words of a row's cells."""
    text = structure.pages[block.page - 1].text
    return [" ".join(text[start:end].split()) for start, end in block.cells]


def headings_of(structure: Structure) -> list[tuple[str, int]]:
    """Words and level of every heading."""
    return [(section.heading, section.level) for section in structure.sections[1:]]


def assert_sound(structure: Structure) -> None:
    """Every character that is no blank lies in exactly one block, and all spans fit."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for block in structure.blocks:
        text = structure.pages[block.page - 1].text
        assert 0 <= block.start < block.end <= len(text)
        assert 0 <= block.section < len(structure.sections)
        assert all(block.start <= a <= b <= block.end for a, b in block.cells)
        assert bool(block.table) == (block.kind is BlockKind.TABLE_ROW)
        taken.setdefault(block.page, []).append((block.start, block.end))
    for page in structure.pages:
        place = 0
        for start, end in sorted(taken.get(page.number, [])):
            assert start >= place, "two blocks over each other"
            assert not page.text[place:start].strip(), "text in no block"
            place = end
        assert not page.text[place:].strip(), "text in no block"
    for section in structure.sections[1:]:
        assert section.parent is None or section.parent < section.number
        if section.parent is not None:
            assert structure.sections[section.parent].level < section.level
