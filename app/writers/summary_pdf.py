"""Summaries as a PDF with bookmarks, links, page numbers and its own letters in it."""

from __future__ import annotations

import functools
import html
import importlib.util
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.records.summaries import SummaryAbout
from app.writers.book import time_of
from app.writers.summary_blocks import (
    Block,
    Heading,
    Look,
    Paragraph,
    Run,
    Style,
    Table,
    run,
)

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

__all__ = ["write_pdf_summary"]

MARGIN = 56.0  # points, as all sizes here
SIZES = {0: 18.0, 1: 14.0, 2: 11.5, 3: 10.0}
TEXT, SMALL = 9.5, 8.0
LEADING = 1.35
# Below a heading, so that something of what it heads stands on the same page. The library's
# own way takes a whole table along, and leaves the page empty where that is longer.
ROOM, ROOM_TOP = 80.0, 130.0
GREY, RED, RULE, SHADE = "#595959", "#A61C00", "#BFBFBF", "#F2F2F2"
FONTS = {
    "Summary": "DejaVuSans.ttf",
    "SummaryBold": "DejaVuSans-Bold.ttf",
    "SummaryItalic": "DejaVuSans-Oblique.ttf",
}
LACKING = "\ufffd"
BREAKING = re.compile("[^\\S\u00a0]+")
SUBJECT = "What it says, with the page and the words of every sentence"
FOOT_SHOWN = 70


def write_pdf_summary(path: Path, blocks: Iterable[Block], about: SummaryAbout) -> None:
    """Write blocks as a .pdf; the same blocks give the same bytes.

    Characters that its letters lack are replaced by a mark, and their number is told.
    """
    from reportlab.platypus.doctemplate import (  # noqa: PLC0415 - slow, rarely needed
        LayoutError,
    )

    blocks = list(blocks)
    try:
        build(path, blocks, about, part_rows=False)
    except LayoutError:
        # A row is taller than a page; parted are then all that a page's end falls on.
        build(path, blocks, about, part_rows=True)


def build(
    path: Path, blocks: Sequence[Block], about: SummaryAbout, *, part_rows: bool
) -> None:
    """Place all blocks on pages, with rows of tables parted at a page's end or not.

    Raises:
        LayoutError: Something is larger than a page.
    """
    from reportlab.lib.pagesizes import LETTER  # noqa: PLC0415 - see above
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    letters = Letters()
    story = [
        flowable
        for block in blocks
        for flowable in flowables(block, letters, part_rows=part_rows)
    ]
    for told in letters.told():
        paragraph = Paragraph(runs=(run(told),), style=Style.BOX)
        story += flowables(paragraph, letters)
    title = letters.fit(next(one.text for one in blocks if isinstance(one, Heading)))
    document = SimpleDocTemplate(
        str(path),
        pagesize=LETTER,
        title=title,
        author=f"Postroom {about.version}".strip(),
        subject=SUBJECT,
        creator="Postroom",
        lang="en",
        invariant=1,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
    )
    document.afterFlowable = Outline(document)
    foot = functools.partial(draw_foot, title=title)
    document.build(
        story,
        onFirstPage=foot,
        onLaterPages=foot,
        canvasmaker=functools.partial(canvas, made=about.made),
    )


@functools.cache
def install_letters() -> frozenset[int]:
    """Make the letters known to the PDF library.

    Returns:
        Code points that all three faces have.
    """
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - see above
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    folder = letters_folder()
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    faces = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in FONTS]
    return frozenset(set.intersection(*faces))


def letters_folder() -> Path:
    """Where the DejaVu letters lie that the drawing library brings.

    Raises:
        FileNotFoundError: The drawing library is not installed.
    """
    # Found without loading the library, which takes longer than writing the file.
    found = importlib.util.find_spec("matplotlib")
    places = (found.submodule_search_locations if found else None) or ()
    for place in places:
        return Path(place) / "mpl-data" / "fonts" / "ttf"
    raise FileNotFoundError("matplotlib")


class Letters:
    """Makes text fit the letters that are there, and counts what does not."""

    def __init__(self) -> None:
        self._known = install_letters()
        self._lacking: set[str] = set()
        self._reversed = False

    def fit(self, text: str) -> str:
        """The text on one line with a mark for each character without a letter."""
        return "".join(map(self._letter, BREAKING.sub(" ", text)))

    def _letter(self, character: str) -> str:
        """The character, or the mark."""
        if unicodedata.bidirectional(character) in ("R", "AL"):
            self._reversed = True
        if ord(character) in self._known:
            return character
        self._lacking.add(character)
        return LACKING

    def told(self) -> list[str]:
        """What a reader should know of the letters, in sentences."""
        told = []
        if self._lacking:
            number = len(self._lacking)
            which = "1 character is" if number == 1 else f"{number:,} characters are"
            told.append(
                f"{which} missing in the letters of this PDF; {LACKING} stands in their"
                " place. The Word file and the workbook have them."
            )
        if self._reversed:
            told.append(
                "Words that are written from right to left may stand in the wrong order in"
                " this PDF. The Word file has them in the right one."
            )
        return told


def canvas(*given: Any, made: str, **options: Any) -> Any:  # noqa: ANN401 - of reportlab
    """A canvas whose time is that of the summary, not the clock's."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see above

    drawn = Canvas(*given, **options)
    moment = time_of(made)
    if moment is not None:
        # The library has no public way to a time of one's own.
        stamp = drawn._doc._timeStamp  # noqa: SLF001
        stamp.lt = moment.timetuple()
        stamp.YMDhms = tuple(stamp.lt)[:6]
    drawn.setViewerPreference("DisplayDocTitle", "true")
    drawn.showOutline()
    return drawn


def draw_foot(drawn: Any, document: Any, title: str) -> None:  # noqa: ANN401 - of reportlab
    """Put the title and the number of the page at its foot."""
    drawn.saveState()
    drawn.setFont("Summary", SMALL)
    drawn.setFillColor(GREY)
    shown = title if len(title) <= FOOT_SHOWN else f"{title[:FOOT_SHOWN].rstrip()} […]"
    drawn.drawString(MARGIN, MARGIN / 2, shown)
    width, _ = document.pagesize
    drawn.drawRightString(width - MARGIN, MARGIN / 2, f"Page {document.page}")
    drawn.restoreState()


class Outline:
    """Makes a bookmark of every heading as it is placed."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - of reportlab
        self._document = document
        self._number = 0
        self._level = -1

    def __call__(self, flowable: Flowable) -> None:
        """Note a heading."""
        level = getattr(flowable, "summary_level", 0)
        if not level:
            return
        self._number += 1
        # A level may be skipped in the text, but not in an outline.
        self._level = min(level - 1, self._level + 1)
        key = f"heading{self._number}"
        drawn = self._document.canv
        drawn.bookmarkPage(key)
        drawn.addOutlineEntry(flowable.getPlainText(), key, self._level, closed=False)


# ------------------------------------------------------------------------ blocks


def flowables(block: Block, letters: Letters, *, part_rows: bool = False) -> list[Flowable]:
    """What the library places on pages for a block.

    Args:
        block: Heading, paragraph or table.
        letters: That its text is made to fit.
        part_rows: Whether a row may be parted at the end of a page.
    """
    from reportlab.platypus import CondPageBreak, Spacer  # noqa: PLC0415 - see above
    from reportlab.platypus import Paragraph as Placed  # noqa: PLC0415

    match block:
        case Heading():
            placed = Placed(markup((run(block.text),), letters), heading_style(block.level))
            placed.summary_level = block.level
            return [CondPageBreak(ROOM if block.level > 1 else ROOM_TOP), placed]
        case Paragraph():
            name = f'<a name="{block.anchor}"/>' if block.anchor else ""
            bullet = "•" if block.style is Style.ITEM else None
            text = name + markup(block.runs, letters)
            return [Placed(text, paragraph_style(block.style), bulletText=bullet)]
        case Table():
            return [placed_table(block, letters, part_rows=part_rows), Spacer(1, TEXT)]


def markup(runs: Sequence[Run], letters: Letters) -> str:
    """Runs in the markup of the library; text is never anything but text."""
    parts = []
    for one in runs:
        text = html.escape(letters.fit(one.text), quote=False)
        match one.look:
            case Look.BOLD:
                text = f'<font name="SummaryBold">{text}</font>'
            case Look.DIM:
                text = f'<font color="{GREY}" size="{SMALL}">{text}</font>'
            case Look.ALERT:
                text = f'<font name="SummaryBold" color="{RED}">{text}</font>'
            case _:
                pass
        parts.append(f'<a href="#{one.link}">{text}</a>' if one.link else text)
    return "".join(parts)


def style_of(name: str, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401
    """A style of paragraphs."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - see above

    usual = {"fontName": "Summary", "fontSize": size, "leading": size * LEADING}
    return ParagraphStyle(name, **(usual | more))


@functools.cache
def heading_style(level: int) -> ParagraphStyle:
    """How a heading looks."""
    size = SIZES.get(level, SIZES[3])
    return style_of(
        f"Heading{level}",
        size,
        fontName="SummaryBold",
        spaceBefore=size * 0.8,
        spaceAfter=size * 0.3,
    )


@functools.cache
def paragraph_style(style: Style) -> ParagraphStyle:
    """How a paragraph looks."""
    match style:
        case Style.ITEM:
            return style_of("Item", TEXT, leftIndent=14, bulletIndent=2, spaceAfter=4)
        case Style.SOURCE:
            return style_of("Source", SMALL, leftIndent=14, spaceAfter=4)
        case Style.NOTE:
            return style_of("Note", SMALL, textColor=GREY, spaceAfter=4)
        case Style.BOX:
            return style_of("Box", SMALL, backColor=SHADE, borderPadding=3, spaceAfter=6)
        case _:
            return style_of("Text", TEXT, spaceAfter=4)


@functools.cache
def cell_style() -> ParagraphStyle:
    """How the text in a cell looks."""
    return style_of("Cell", SMALL)


def placed_table(block: Table, letters: Letters, *, part_rows: bool) -> Flowable:
    """A table whose heading comes again on every page."""
    from reportlab.lib.pagesizes import LETTER  # noqa: PLC0415 - see above
    from reportlab.platypus import Paragraph as Placed  # noqa: PLC0415
    from reportlab.platypus import Table as PlacedTable  # noqa: PLC0415

    def cell(lines: Sequence[Sequence[Run]]) -> list[Flowable]:
        return [Placed(markup(runs, letters), cell_style()) for runs in lines]

    heads = tuple((run(text, Look.BOLD),) for text in block.headings)
    rows = [[cell([head]) for head in heads]]
    rows += [[cell(lines) for lines in row] for row in block.rows]
    width = LETTER[0] - 2 * MARGIN - 12
    looks: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return PlacedTable(
        rows,
        colWidths=[width * share for share in block.widths],
        style=looks,
        repeatRows=1,
        splitInRow=int(part_rows),
        hAlign="LEFT",
    )
