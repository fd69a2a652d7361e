from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.constants import PageLabelStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.readers import Reader, ReadRequest
from app.records import Document, Item, PageLayout
from tests.readers.building import make_docx, make_pdf, picture_of
from tests.readers.paper import draw, layouts_of


def words(layout: PageLayout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def test_lines_of_a_page_stand_where_they_were_drawn(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 700, "Eligibility")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(90, 660, "Counties may apply.")

    (layout,), _ = layouts_of(reader, draw(tmp_path / "a.pdf", [page]))
    heading, text = layout.lines
    assert words(layout) == ["Eligibility", "Counties may apply."]
    assert (layout.page, layout.width, layout.height) == (1, 612, 792)
    assert (heading.size, heading.bold, text.size, text.bold) == (18, True, 10, False)
    assert (heading.left, text.left) == pytest.approx((72, 90), abs=2)
    assert heading.top < 792 - 700 < heading.bottom
    assert heading.right == pytest.approx(72 + 90, abs=12)


def test_the_text_is_that_of_the_item_to_the_letter(reader: Reader, tmp_path: Path) -> None:
    pages = [
        ["Dear city, \u20ac 5 \u2013 \u201cnow\u201d", "the lamp is out."],
        [],
        ["Yours"],
    ]
    path = make_pdf(tmp_path / "a.pdf", pages)
    records = list(
        reader.read(Document(name="a", path=str(path)), ReadRequest(layout=True))
    )
    layouts = [record for record in records if isinstance(record, PageLayout)]
    (item,) = [record for record in records if isinstance(record, Item)]
    assert [layout.text for layout in layouts] == item.text.split("\f")
    assert [layout.page for layout in layouts] == [1, 2, 3]
    assert words(layouts[0]) == layouts[0].text.split("\n")
    assert records.index(item) > records.index(layouts[-1])


def test_nothing_of_it_comes_when_it_is_not_asked_for(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["one"]])
    found = reader.read(Document(name="a", path=str(path)), ReadRequest())
    assert {type(record).__name__ for record in found} == {"Part", "Item", "Document"}


def test_a_divided_word_keeps_its_hyphen_and_the_lines_behind_it_their_places(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        for number, line in enumerate(["The coun-", "ties of the state", "may apply."]):
            canvas.drawString(72, 700 - 14 * number, line)

    (layout,), _ = layouts_of(reader, draw(tmp_path / "a.pdf", [page]))
    assert layout.text == "The coun-\nties of the state\nmay apply."
    assert words(layout) == layout.text.split("\n")
    tops = [line.top for line in layout.lines]
    assert tops == sorted(tops)
    assert tops[1] - tops[0] == pytest.approx(14, abs=1)


def test_cells_beside_each_other_are_lines_of_their_own(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, "Award ceiling")
        canvas.drawString(300, 700, "$500,000")

    (layout,), _ = layouts_of(reader, draw(tmp_path / "a.pdf", [page]))
    assert words(layout) == ["Award ceiling", "$500,000"]
    assert layout.lines[1].left == pytest.approx(300, abs=2)


def test_a_bold_label_is_told_from_the_text_behind_it(
    reader: Reader, tmp_path: Path
) -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica-Bold", 10)
        text.textOut("Opening date: ")
        text.setFont("Helvetica", 10)
        text.textOut("not before the first of May of this year")
        canvas.drawText(text)

    (layout,), _ = layouts_of(reader, draw(tmp_path / "a.pdf", [page]))
    label, rest = layout.lines
    assert words(layout)[0] == "Opening date:"
    assert (label.bold, rest.bold) == (True, False)


def test_a_page_that_lies_on_its_side_is_measured_as_it_is_shown(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["The first line of a table", "The second line"]])
    writer = pypdf.PdfWriter(clone_from=str(path))
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "b.pdf")
    (layout,), _ = layouts_of(reader, tmp_path / "b.pdf")
    assert (layout.width, layout.height) == pytest.approx((842, 595), abs=1)
    assert all(0 <= line.left < line.right <= 842 for line in layout.lines)
    assert all(0 <= line.top < line.bottom <= 595 for line in layout.lines)


def test_page_labels_title_and_bookmarks_come_from_the_file(
    reader: Reader, tmp_path: Path
) -> None:
    writer = pypdf.PdfWriter(
        clone_from=str(make_pdf(tmp_path / "a.pdf", [["Cover"], ["One"], ["Two"]]))
    )
    writer.set_page_label(0, 0, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(1, 2, style=PageLabelStyle.DECIMAL, start=1)
    parent = writer.add_outline_item(title="Who may\u0007 apply", page_number=1)
    writer.add_outline_item(title="Counties", page_number=2, parent=parent)
    writer.add_metadata({"/Title": "Notice of Funding"})
    writer.write(tmp_path / "b.pdf")
    layouts, outline = layouts_of(reader, tmp_path / "b.pdf")
    assert [layout.label for layout in layouts] == ["i", "1", "2"]
    assert outline is not None
    assert outline.title == "Notice of Funding"
    assert [(one.title, one.level, one.page) for one in outline.headings] == [
        ("Who may apply", 1, 2), ("Counties", 2, 3),
    ]  # fmt: skip


def test_lines_of_a_scan_are_those_that_were_recognized(
    reader: Reader, tmp_path: Path
) -> None:
    picture = picture_of(["Please repair the broken bench", "in the park on Elm Street."])

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 792 - 214, 612, 214)

    path = draw(
        tmp_path / "a.pdf", [scan, lambda canvas: canvas.drawString(72, 700, "End")]
    )
    (layout, other), _ = layouts_of(reader, path)
    assert words(layout) == layout.text.split("\n")
    assert len(layout.lines) == 2
    # Drawn 48 pixels from the left of 744, and 24 from the top of 260.
    assert layout.lines[0].left == pytest.approx(48 / 744 * 612, abs=6)
    assert 10 < layout.lines[0].top < 40 < layout.lines[1].top
    assert words(other) == ["End"]


def test_a_stamped_scan_keeps_the_places_of_the_words_that_are_kept(
    reader: Reader, tmp_path: Path
) -> None:
    picture = picture_of([])

    def stamped(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, 612, 792)
        canvas.drawString(72, 700, "Received on May 3")

    (layout,), _ = layouts_of(reader, draw(tmp_path / "a.pdf", [stamped]))
    assert words(layout) == ["Received on May 3"]
    assert layout.lines[0].left == pytest.approx(72, abs=2)


def test_heading_styles_of_a_docx_are_told_with_the_ones_they_rest_on(
    reader: Reader, tmp_path: Path
) -> None:
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Ours"><w:name w:val="Our"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>'
    )

    def paragraph(words: str, style: str = "", more: str = "") -> str:
        kind = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{kind}{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    document = (
        paragraph("Who may apply", "H1")
        + paragraph("Counties and cities.", "Loop")
        + paragraph("  Deadlines ", "Ours")
        + paragraph("March 3", "", '<w:outlineLvl w:val="3"/>')
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>All bold</w:t></w:r></w:p>"
    )
    path = make_docx(tmp_path / "a.docx", document, styles=styles)
    (layout,), _ = layouts_of(reader, path)
    told = {layout.text[one.start : one.end]: (one.style, one.bold) for one in layout.lines}
    assert told == {
        "Who may apply": (1, False), "Deadlines": (2, False), "March 3": (4, False),
        "All bold": (0, True),
    }  # fmt: skip
    assert layout.text.split("\n")[1] == "Counties and cities."


def test_a_docx_that_holds_the_marks_itself_is_read_without_headings(
    reader: Reader, tmp_path: Path
) -> None:
    heading = (
        '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Dates</w:t></w:r></w:p>'
    )
    document = heading + "<w:p><w:r><w:t>A \ufdd1 mark</w:t></w:r></w:p>"
    (layout,), _ = layouts_of(reader, make_docx(tmp_path / "a.docx", document))
    assert layout.text == "Dates\nA \ufdd1 mark"
    assert all(line.style == 0 for line in layout.lines)


def test_headings_of_an_html_page_are_told(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><h1> Notice\n of </h1><p>First.</p><h2><b>Who</b> may</h2>Text</html>"
    )
    (layout,), _ = layouts_of(reader, path)
    assert [(layout.text[a.start : a.end], a.style) for a in layout.lines] == [
        ("Notice\nof", 1), ("Who may", 2),
    ]  # fmt: skip
