from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.readers import ReadCaps, Reader
from app.records import Document, DocumentState, PartState, PasswordNeededError
from tests.readers.building import lock_pdf, make_pdf, picture_of
from tests.readers.conftest import Read


def test_a_letter_of_several_pages_is_one_item(read: Read, tmp_path: Path) -> None:
    path = make_pdf(
        tmp_path / "a.pdf", [["Dear city,", "the lamp is out."], ["Yours, Ann"]]
    )
    outcome = read(path)
    (item,) = outcome.items
    assert item.text.split("\f") == ["Dear city,\nthe lamp is out.", "Yours, Ann"]
    assert [item.text[p.start : p.end] for p in item.passages] == item.text.split("\f")
    assert [p.place.page for p in item.passages] == [1, 2]
    assert [(part.state, part.first) for part in outcome.parts] == [
        (PartState.READ, 1), (PartState.READ, 2),
    ]  # fmt: skip
    assert outcome.document.state is DocumentState.READ
    assert len(outcome.document.sha256) == 64
    assert outcome.document.size == path.stat().st_size


def test_a_blank_page_is_told_from_a_scanned_one(read: Read, tmp_path: Path) -> None:
    scan = picture_of(["Please repair the broken bench", "in the park on Elm Street."])
    path = make_pdf(tmp_path / "a.pdf", [["Cover letter to the city"], [], scan, ["End"]])
    outcome = read(path)
    assert [part.state for part in outcome.parts] == [
        PartState.READ, PartState.EMPTY, PartState.RECOGNIZED, PartState.READ,
    ]  # fmt: skip
    text = outcome.items[0].text.split("\f")[2]
    assert text == "Please repair the broken bench\nin the park on Elm Street."
    assert 0.8 < (outcome.items[0].confidence or 0) <= 1


def test_a_page_with_text_is_recognized_on_request(read: Read, tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["The lamp on Oak Street is broken."]])
    outcome = read(path, recognize_all=True)
    assert outcome.parts[0].state is PartState.RECOGNIZED
    assert outcome.items[0].text == "The lamp on Oak Street is broken."


def test_a_locked_pdf_opens_with_the_right_one_of_several_passwords(
    read: Read, tmp_path: Path
) -> None:
    path = lock_pdf(make_pdf(tmp_path / "a.pdf", [["A secret letter"]]), "open sesame")
    closed = read(path)
    assert closed.document.reason_code == "password"
    assert closed.document.state is DocumentState.FAILED
    assert not closed.items
    opened = read(path, passwords=("wrong", "open sesame"))
    assert opened.items[0].text == "A secret letter"


def test_a_cut_off_pdf_fails_by_name(read: Read, tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "a.pdf", [["text"]]).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[:200])
    outcome = read(tmp_path / "b.pdf")
    assert outcome.document.state is DocumentState.FAILED
    assert outcome.document.reason_code == "damaged"


def test_pages_beyond_the_cap_are_counted_as_failed(
    read_capped: Read, tmp_path: Path
) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["one"], ["two"], ["three"]])
    outcome = read_capped(path, ReadCaps(pages=2))
    assert sum(part.last - part.first + 1 for part in outcome.parts) == 3
    assert outcome.parts[-1].state is PartState.FAILED
    assert outcome.document.state is DocumentState.PARTLY
    assert "2 pages" in outcome.document.reason


def test_a_filled_form_is_read_with_its_answers(read: Read, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 760, "Complaint form")
    canvas.acroForm.textfield(
        name="what", value="Rats in the cellar", x=72, y=700, width=300
    )
    canvas.save()
    assert "Rats in the cellar" in read(tmp_path / "a.pdf").items[0].text


def test_files_attached_to_a_pdf_become_documents(read: Read, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(
        clone_from=str(make_pdf(tmp_path / "a.pdf", [["See enclosed"]]))
    )
    writer.add_attachment("note.txt", b"The enclosed note.")
    writer.write(tmp_path / "b.pdf")
    outcome = read(tmp_path / "b.pdf")
    (inner,) = outcome.inner
    assert inner.name == "b.pdf > note.txt"
    assert read(inner).items[0].text == "The enclosed note."


def test_a_page_is_shown_with_the_marked_words_framed(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["Dear city,", "the lamp is out.", "Yours, Ann"]])
    document = Document(name="a.pdf", path=str(path))
    text = "Dear city,\nthe lamp is out.\nYours, Ann"
    start = text.index("lamp")
    picture = reader.page(document, 1, width=595, mark=(start, start + 4))
    assert (picture.width, picture.height) == (595, 842)
    assert len(picture.pixels) == 595 * 842 * 4
    ((x, y, wide, high),) = picture.marks
    # "the " ends about 88 points from the left; the second line stands 100 below the top.
    assert 85 < x < 96
    assert 85 < y < 102
    assert 20 < wide < 35
    assert 6 < high < 16


def test_marked_words_of_a_scan_are_framed(reader: Reader, tmp_path: Path) -> None:
    picture = picture_of(["Please repair the bench", "in the park."])
    picture.save(tmp_path / "a.png")
    document = Document(name="a.png", path=str(tmp_path / "a.png"))
    text = "Please repair the bench\nin the park."
    shown = reader.page(document, 1, width=620, mark=(text.index("park"), len(text)))
    ((x, y, wide, high),) = shown.marks
    assert y > 50
    assert 30 < x < 60
    assert wide > 60
    assert high > 10


def test_a_locked_page_asks_for_its_password(reader: Reader, tmp_path: Path) -> None:
    path = lock_pdf(make_pdf(tmp_path / "a.pdf", [["secret"]]), "x")
    with pytest.raises(PasswordNeededError):
        reader.page(Document(name="a.pdf", path=str(path)), 1, width=100)


def test_scans_in_picture_files_are_read_page_by_page(read: Read, tmp_path: Path) -> None:
    first, second = picture_of(["The first page"]), picture_of(["The second page"])
    blank = picture_of([])
    first.save(tmp_path / "a.tiff", save_all=True, append_images=[blank, second])
    outcome = read(tmp_path / "a.tiff")
    assert [part.state for part in outcome.parts] == [
        PartState.RECOGNIZED, PartState.EMPTY, PartState.RECOGNIZED,
    ]  # fmt: skip
    assert outcome.items[0].text.split("\f") == ["The first page", "", "The second page"]
    first.save(tmp_path / "a.jpg", quality=80)
    assert read(tmp_path / "a.jpg").items[0].text == "The first page"


def test_a_picture_of_too_many_pixels_is_not_opened(
    read_capped: Read, tmp_path: Path
) -> None:
    picture_of(["text"]).save(tmp_path / "a.png")
    outcome = read_capped(tmp_path / "a.png", ReadCaps(pixels=10_000))
    assert outcome.document.state is DocumentState.FAILED
    assert outcome.document.reason_code == "too big"


@pytest.mark.parametrize("turn", [180, 270])
def test_a_scan_that_lies_on_its_side_is_read_and_framed_where_it_stands(
    read: Read, reader: Reader, tmp_path: Path, turn: int
) -> None:
    upright = picture_of(["Please repair the broken bench", "in the park on Elm Street."])
    turned = upright.rotate(turn, expand=True)
    turned.save(tmp_path / "a.png")
    (item,) = read(tmp_path / "a.png").items
    assert item.text == "Please repair the broken bench\nin the park on Elm Street."
    document = Document(name="a.png", path=str(tmp_path / "a.png"))
    shown = reader.page(document, 1, width=turned.width, mark=(0, 6))
    ((x, y, wide, high),) = shown.marks
    assert (wide > high) == (turn == 180)
    middle = {180: (480, 210), 270: (210, 264)}[turn]
    assert abs(x + wide / 2 - middle[0]) < 60
    assert abs(y + high / 2 - middle[1]) < 60
