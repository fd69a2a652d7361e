"""Pages read as pictures, and pages shown as pictures."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2

from app.readers import pictures
from app.readers.answers import Answer, Refused, page_answer
from app.readers.page_lines import bounded, lines_of_picture
from app.readers.pdf import LABEL_LENGTH, Pdf
from app.readers.pdf import page_answer as page_of_pdf
from app.readers.recognition import is_blank, mean_confidence
from app.readers.sources import Source
from app.records import PartState

if TYPE_CHECKING:
    from app.readers.desk import Desk, Order

__all__ = ["open_pdf", "page_picture", "recognized_layout", "recognized_page"]

WIDEST = 4000
MOST_PIXELS = 30_000_000
# Width of a page whose file does not tell its size, in points: that of letter paper.
SHEET_WIDTH = 612.0


def open_pdf(desk: Desk, source: Source, order: Order) -> Pdf:
    """The PDF on the desk."""
    pdf: Pdf = desk.document(lambda: Pdf(source, order.request.passwords, order.caps))
    return pdf


def picture_of(desk: Desk, source: Source, form: str, order: Order) -> pictures.Picture:
    """A page's pixels at the resolution of text recognition.

    Raises:
        Refused: The document has no pages that can be shown.
    """
    if form == "pdf":
        return pictures.picture_of_page(open_pdf(desk, source, order), order.first)
    if form == "image":
        return pictures.picture_of_frame(source, order.first, order.caps)
    raise Refused("The document has no pages that can be shown.", "unsupported")


def recognized_page(desk: Desk, source: Source, form: str, order: Order) -> Answer:
    """One page as an answer, its text out of its picture."""
    number = order.first
    # A page that cannot be drawn or read is a failed page, not a failed document.
    try:
        picture = picture_of(desk, source, form, order)
        if is_blank(picture):
            return page_answer(number, PartState.EMPTY, reason="a blank page")
        placed = desk.recognizer().read(picture)
    except Refused as refusal:
        answer = page_answer(number, PartState.FAILED, reason=refusal.reason)
        return answer | {"code": refusal.code}
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:  # noqa: BLE001 - of any class, by the file's faults
        reason = f"the page is damaged ({type(error).__name__})"
        return page_answer(number, PartState.FAILED, reason=reason)
    desk.keep_placed(number, (placed, picture.shape[1], picture.shape[0]))
    if not placed.text.strip():
        reason = "a picture in which no text was found"
        return page_answer(number, PartState.EMPTY, reason=reason)
    answer = page_answer(number, PartState.RECOGNIZED, placed.text[: order.caps.characters])
    return answer | {"confidence": mean_confidence(placed)}


def recognized_layout(desk: Desk, source: Source, form: str, order: Order) -> Answer:
    """Where the lines stand that were recognized on the page a moment ago."""
    number = order.first
    answer = {"type": "layout", "of": "picture", "number": number, "label": ""}
    answer |= {"width": 0.0, "height": 0.0, "lines": []}
    kept = desk.placed(number)
    if kept is None:
        return answer
    placed, wide, high = kept
    width, label = SHEET_WIDTH, ""
    # The page is read already: a size or label that cannot be told costs no more.
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
        if form == "pdf":
            pdf = open_pdf(desk, source, order)
            if pdf.first is not None:
                width = pdf.first.get_page_size(number - 1)[0] or SHEET_WIDTH
                label = pdf.first.get_page_label(number - 1)[:LABEL_LENGTH]
    scale = width / max(1, wide)
    width, lines = lines_of_picture(placed, wide, scale)
    height = bounded(high * scale)
    return answer | {"label": label, "width": width, "height": height, "lines": lines}


def page_picture(desk: Desk, source: Source, form: str, order: Order) -> Answer:
    """One page as RGBA pixels, with the rectangles around the text to be marked."""
    width = max(1, min(order.width, WIDEST))
    if form == "pdf":
        return shown_pdf_page(desk, source, order, width)
    picture = picture_of(desk, source, form, order)
    shown, height, pixels = pictures.shown_page(picture, width)
    marks = []
    if order.mark is not None:
        marks = recognized_marks(desk, picture, order, shown)
    return {
        "type": "picture",
        "width": shown,
        "height": height,
        "pixels": pixels,
        "marks": marks,
    }


def shown_pdf_page(desk: Desk, source: Source, order: Order, width: int) -> Answer:
    """A page of a PDF as pixels.

    Raises:
        Refused: There is no such page, or it cannot be drawn.
    """
    pdf = open_pdf(desk, source, order)
    if not 1 <= order.first <= pdf.count:
        raise Refused(f"There is no page {order.first}.", "missing")
    page = pdf.page(order.first)
    try:
        points_wide, points_high = page.get_size()
        scale = width / max(points_wide, 1e-6)
        scale = min(scale, (MOST_PIXELS / max(points_wide * points_high, 1e-6)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        try:
            size = (bitmap.width, bitmap.height)
            pixels = pictures.rgba_bytes(bitmap.to_numpy())
        finally:
            bitmap.close()
        marks = []
        if order.mark is not None:
            marks = pictures.text_rectangles(page, order.mark, size)
    finally:
        page.close()
    if (
        order.mark is not None
        and not marks
        and page_of_pdf(pdf, order.first, "pdfium")["scan"]
    ):
        picture = pictures.picture_of_page(pdf, order.first)
        marks = recognized_marks(desk, picture, order, size[0])
    return {
        "type": "picture",
        "width": size[0],
        "height": size[1],
        "pixels": pixels,
        "marks": marks,
    }


def recognized_marks(
    desk: Desk, picture: pictures.Picture, order: Order, width: int
) -> list[pictures.Rectangle]:
    """The rectangles of the recognized lines that a stretch of a page's text touches."""
    kept = desk.placed(order.first)
    if kept is None:
        placed = desk.recognizer().read(picture)
        kept = (placed, picture.shape[1], picture.shape[0])
        desk.keep_placed(order.first, kept)
    placed, wide, _ = kept
    start, end = order.mark if order.mark is not None else (0, 0)
    scale = width / wide
    return [
        (line.left * scale, line.top * scale,
         (line.right - line.left) * scale, (line.bottom - line.top) * scale)
        for (first, last), line in zip(placed.spans, placed.lines, strict=True)
        if first < end and last > start
    ]  # fmt: skip
