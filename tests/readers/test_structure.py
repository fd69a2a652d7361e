from __future__ import annotations

import textwrap
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.readers import Reader
from app.records import BlockKind, PartState, PostroomError
from tests.readers.building import make_docx, make_pdf, picture_of
from tests.readers.paper import (
    TEXT,
    Setting,
    assert_sound,
    cells_of,
    draw,
    gap,
    headings_of,
    make_report,
    make_table,
    structure_of,
    words_of,
)

STORY = [
    ("h1", "Rural Counselor Program"), ("p", TEXT), ("h2", "Who May Apply"), ("p", TEXT),
    ("p", TEXT), ("h3", "Counties"), ("p", TEXT), ("h2", "Cost Sharing"), ("p", TEXT),
]  # fmt: skip
LEVELS = [
    ("Rural Counselor Program", 1), ("Who May Apply", 2), ("Counties", 3),
    ("Cost Sharing", 2),
]  # fmt: skip


def test_headings_are_told_by_type_size(reader: Reader, tmp_path: Path) -> None:
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", STORY))
    assert_sound(structure)
    assert headings_of(structure) == LEVELS
    assert [one.parent for one in structure.sections] == [None, None, 1, 2, 1]
    assert len(words_of(structure, BlockKind.PARAGRAPH)) == 5
    assert structure.title == "Rural Counselor Program"


def test_headings_of_the_size_of_the_text_are_told_by_bold_type(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_report(tmp_path / "a.pdf", STORY, Setting(sizes=(10, 10, 10)))
    assert [words for words, _ in headings_of(structure_of(reader, path))] == [
        words for words, _ in LEVELS
    ]


def test_headings_without_any_type_of_their_own_are_told_by_their_numbers(
    reader: Reader, tmp_path: Path
) -> None:
    story = [
        ("h1", "1. Purpose"), ("p", TEXT), ("p", TEXT), ("h1", "2. Who May Apply"),
        ("p", TEXT), ("h2", "2.1 Counties"), ("p", TEXT), ("h2", "2.2 Cities"), ("p", TEXT),
        ("h1", "3. Dates"), ("p", TEXT), ("li", "1. Not a heading"), ("li", "2. Nor this"),
    ]  # fmt: skip
    path = make_report(tmp_path / "a.pdf", story, Setting(sizes=(10, 10, 10), bold=False))
    assert headings_of(structure_of(reader, path)) == [
        ("1. Purpose", 1), ("2. Who May Apply", 1), ("2.1 Counties", 2), ("2.2 Cities", 2),
        ("3. Dates", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["APPENDIX B", "Section IV Deadlines", "Attachment 2: Budget", "WHO MAY APPLY"]
)
def test_headings_are_told_by_their_words(
    reader: Reader, tmp_path: Path, words: str
) -> None:
    story = [("p", TEXT), ("h1", words), ("p", TEXT)]
    path = make_report(tmp_path / "a.pdf", story, Setting(sizes=(10, 10, 10), bold=False))
    assert [heading for heading, _ in headings_of(structure_of(reader, path))] == [words]


def test_a_heading_of_several_lines_is_one(reader: Reader, tmp_path: Path) -> None:
    long = (
        "Requirements for Counties That Share One Office and One Budget With Another County"
    )
    story = [("h1", long), ("p", TEXT), ("h2", "Dates"), ("h2", "Amounts"), ("p", TEXT)]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    assert [words for words, _ in headings_of(structure)] == [long, "Dates", "Amounts"]


def test_bold_words_in_a_paragraph_are_no_heading(reader: Reader, tmp_path: Path) -> None:
    bold = "Counties that have no office of their own and no budget, and share neither,"
    story = [
        ("h1", "Purpose"), ("p", f"<b>{bold} of all of them</b> may apply. {TEXT}"),
        ("p", f"<b>Deadline:</b> {TEXT}"), ("p", f"{TEXT} <b>Nothing else counts.</b>"),
    ]  # fmt: skip
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    assert headings_of(structure) == [("Purpose", 1)]


def test_bookmarks_say_which_lines_are_headings(reader: Reader, tmp_path: Path) -> None:
    story = [("p", "What we pay for"), ("p", TEXT), ("p", "Counties"), ("p", TEXT)]
    writer = pypdf.PdfWriter(clone_from=str(make_report(tmp_path / "a.pdf", story)))
    parent = writer.add_outline_item(title="What we pay for", page_number=0)
    writer.add_outline_item(title="Counties", page_number=0, parent=parent)
    writer.add_outline_item(title="Not on the page", page_number=0)
    writer.write(tmp_path / "b.pdf")
    structure = structure_of(reader, tmp_path / "b.pdf")
    assert headings_of(structure) == [("What we pay for", 1), ("Counties", 2)]


def test_headers_footers_and_page_numbers_are_kept_apart(
    reader: Reader, tmp_path: Path
) -> None:
    story = [*STORY, ("break", ""), *STORY, ("break", ""), *STORY]
    setting = Setting(header="Notice HRSA-9-001", footer="Rural Program | Page {} of 90")
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story, setting))
    assert_sound(structure)
    furniture = words_of(structure, BlockKind.FURNITURE)
    assert furniture == [
        words
        for page in (1, 2, 3)
        for words in ("Notice HRSA-9-001", f"Rural Program | Page {page} of 90")
    ]
    assert [page.label for page in structure.pages] == ["1", "2", "3"]
    assert headings_of(structure) == LEVELS * 3


def test_left_and_right_pages_may_number_in_other_corners_and_in_roman(
    reader: Reader, tmp_path: Path
) -> None:
    def page(number: int, mark: str) -> object:
        def drawn(canvas: Canvas) -> None:
            for line in range(20):
                canvas.drawString(72, 700 - 14 * line, f"{TEXT[line : line + 60]}")
            canvas.drawString(72 if number % 2 else 530, 36, mark)

        return drawn

    marks = ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5"]
    pages = [page(number, mark) for number, mark in enumerate(marks)]
    structure = structure_of(reader, draw(tmp_path / "a.pdf", pages))  # type: ignore[arg-type]
    assert [one.label for one in structure.pages] == marks
    assert words_of(structure, BlockKind.FURNITURE) == marks


def test_numbered_headings_at_the_top_of_pages_are_no_page_headers(
    reader: Reader, tmp_path: Path
) -> None:
    story = [
        part
        for number in (3, 7, 8)
        for part in (("h1", f"Attachment {number}"), ("p", TEXT), ("break", ""))
    ]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story[:-1]))
    assert [words for words, _ in headings_of(structure)] == [
        "Attachment 3", "Attachment 7", "Attachment 8",
    ]  # fmt: skip


def test_a_printed_table_of_contents_is_no_heading_but_names_them(
    reader: Reader, tmp_path: Path
) -> None:
    def listing(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 720, "Table of Contents")
        for number, (words, page) in enumerate(
            [("What We Pay For", 1), ("Who Applies", 2)]
        ):
            canvas.drawString(
                72 + 12 * number, 690 - 14 * number, f"{words} {'.' * 60} {page}"
            )

    def page(words: str, number: int) -> object:
        def drawn(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 10)
            canvas.drawString(72, 720, words)
            for line in range(30):
                canvas.drawString(72, 700 - 12 * line, f"{TEXT[:85]} {line}")
            canvas.drawString(300, 40, str(number))

        return drawn

    pages = [listing, page("What We Pay For", 1), page("Who Applies", 2), page("More", 3)]
    structure = structure_of(reader, draw(tmp_path / "a.pdf", pages))  # type: ignore[arg-type]
    assert_sound(structure)
    contents = [one for one in structure.blocks if one.kind is BlockKind.CONTENTS]
    assert [block.page for block in contents] == [1, 1, 1]
    assert headings_of(structure) == [("What We Pay For", 1), ("Who Applies", 2)]
    assert [section.page for section in structure.sections[1:]] == [2, 3]


def test_a_web_name_can_be_a_heading_but_an_address_cannot(
    reader: Reader, tmp_path: Path
) -> None:
    story = [
        ("h2", "SAM.gov"), ("p", TEXT), ("h2", "https://www.sam.gov/content"), ("p", TEXT),
        ("h2", "Grants.gov"), ("p", TEXT),
    ]  # fmt: skip
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    assert [words for words, _ in headings_of(structure)] == ["SAM.gov", "Grants.gov"]


def test_list_items_are_told_and_keep_their_lines(reader: Reader, tmp_path: Path) -> None:
    story = [
        ("p", "Send:"),
        ("li", TEXT),
        ("li", "the budget"),
        ("li", "the forms"),
        ("p", TEXT),
    ]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    items = words_of(structure, BlockKind.LIST_ITEM)
    assert items == [f"\u2022 {TEXT}", "\u2022 the budget", "\u2022 the forms"]
    assert words_of(structure, BlockKind.PARAGRAPH) == ["Send:", TEXT]


def test_a_table_is_read_row_by_row_with_its_cells(reader: Reader, tmp_path: Path) -> None:
    rows = [
        ["Criterion", "Points", "What we look for"],
        ["Need", "20", "How well the county tells what is missing there, and for whom"],
        ["Plan", "45", "How sound the plan is"],
        ["Budget and the reasons for each of its amounts", "35", "How sound it is"],
    ]
    story = [("p", TEXT), make_table(rows, [120, 60, 200]), ("p", TEXT)]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    assert_sound(structure)
    found = [block for block in structure.blocks if block.table]
    assert [cells_of(structure, block) for block in found] == rows
    assert [block.header for block in found] == [True, False, False, False]
    assert {block.table for block in found} == {1}
    assert words_of(structure, BlockKind.PARAGRAPH) == [TEXT, TEXT]


def test_labels_with_their_values_are_a_table(reader: Reader, tmp_path: Path) -> None:
    rows = [
        ["Opportunity number", "HRSA-9-001"], ["Award ceiling", "$500,000"],
        ["Closing date", "March 3, 2027, 11:59 p.m. Eastern time, for every applicant"],
    ]  # fmt: skip
    story = [("p", TEXT), make_table(rows, [140, 120]), ("p", TEXT)]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    found = [block for block in structure.blocks if block.table]
    assert [cells_of(structure, block) for block in found] == rows


def test_a_table_over_two_pages_is_one(reader: Reader, tmp_path: Path) -> None:
    rows = [["Item", "Amount"], *([f"Line {n}", f"${n},000"] for n in range(1, 60))]
    structure = structure_of(
        reader, make_report(tmp_path / "a.pdf", [make_table(rows, [120, 80])])
    )
    found = [block for block in structure.blocks if block.table]
    assert {block.page for block in found} == {1, 2}
    assert {block.table for block in found} == {1}
    assert [cells_of(structure, block) for block in found] == rows


def test_running_text_in_two_columns_is_no_table_and_read_down_each(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for line in range(30):
            # Both columns at once, as some programs write them.
            canvas.drawString(
                72, 700 - 12 * line, f"left {line} counties may apply for it all"
            )
            canvas.drawString(
                320, 700 - 12 * line, f"right {line} cities may not apply for it"
            )

    structure = structure_of(reader, draw(tmp_path / "a.pdf", [page]))
    assert_sound(structure)
    assert not any(block.table for block in structure.blocks)
    words = " ".join(words_of(structure, BlockKind.PARAGRAPH))
    assert words.index("left 29") < words.index("right 0")


def test_footnotes_stand_apart_and_no_number_of_theirs_in_a_heading(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        heading = canvas.beginText(72, 720)
        heading.setFont("Helvetica-Bold", 14)
        heading.textOut("Cost Sharing")
        heading.setFont("Helvetica-Bold", 8)
        heading.setRise(5)
        heading.textOut("1")
        canvas.drawText(heading)
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            canvas.drawString(72, 700 - 12 * line, f"{TEXT[:80]} {line}")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 90, "1 See the Public Health Service Act, section 755.")
        canvas.drawString(
            72, 80, "2 Counties are those of the last census, and what has been"
        )
        canvas.drawString(72, 70, "made of them since.")

    structure = structure_of(reader, draw(tmp_path / "a.pdf", [page]))
    assert headings_of(structure) == [("Cost Sharing", 1)]
    assert words_of(structure, BlockKind.FOOTNOTE) == [
        "1 See the Public Health Service Act, section 755.",
        "2 Counties are those of the last census, and what has been made of them since.",
    ]


def test_a_paragraph_that_a_page_tears_goes_on(reader: Reader, tmp_path: Path) -> None:
    story = [("p", TEXT), gap(566), ("p", f"{TEXT} {TEXT}"), ("p", TEXT)]
    structure = structure_of(reader, make_report(tmp_path / "a.pdf", story))
    paragraphs = [b for b in structure.blocks if b.kind is BlockKind.PARAGRAPH]
    assert {block.page for block in paragraphs} == {1, 2}
    assert [block.continues for block in paragraphs] == [False, False, True, False]


def test_a_docx_has_its_heading_styles_as_sections(reader: Reader, tmp_path: Path) -> None:
    def paragraph(words: str, level: int = 0) -> str:
        kind = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ""
        return f"<w:p>{kind}<w:r><w:t>{words}</w:t></w:r></w:p>"

    def row(*cells: str) -> str:
        return (
            f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"
        )

    document = (
        paragraph("Purpose", 1) + paragraph(TEXT) + paragraph("Who", 2)
        + paragraph("Short.") + paragraph("Also short.")
        + f"<w:tbl>{row('Item', '', 'Amount')}{row('Desk', 'one', '$5')}</w:tbl>"
    )  # fmt: skip
    structure = structure_of(reader, make_docx(tmp_path / "a.docx", document))
    assert_sound(structure)
    assert headings_of(structure) == [("Purpose", 1), ("Who", 2)]
    assert words_of(structure, BlockKind.PARAGRAPH) == [TEXT, "Short.", "Also short."]
    rows = [cells_of(structure, block) for block in structure.blocks if block.table]
    assert rows == [["Item", "", "Amount"], ["Desk", "one", "$5"]]


def test_plain_text_has_its_paragraphs_mended(reader: Reader, tmp_path: Path) -> None:
    lines = textwrap.wrap(TEXT, 70)
    (tmp_path / "a.txt").write_text("\n".join([*lines, "", "WHO MAY APPLY", "", *lines]))
    structure = structure_of(reader, tmp_path / "a.txt")
    assert_sound(structure)
    assert [words for words, _ in headings_of(structure)] == ["WHO MAY APPLY"]
    assert len(words_of(structure, BlockKind.PARAGRAPH)) == 2


def test_pages_read_empty_and_recognized_are_all_there(
    reader: Reader, tmp_path: Path
) -> None:
    scan = picture_of(["Please repair the broken bench", "in the park on Elm Street."])
    path = make_pdf(tmp_path / "a.pdf", [["Cover letter"], [], scan])
    structure = structure_of(reader, path)
    assert [page.state for page in structure.pages] == [
        PartState.READ, PartState.EMPTY, PartState.RECOGNIZED,
    ]  # fmt: skip
    assert structure.pages[2].confidence is not None
    assert_sound(structure)


def test_a_document_that_cannot_be_read_is_refused(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing else")
    with pytest.raises(PostroomError, match="damaged"):
        structure_of(reader, tmp_path / "a.pdf")
