"""What people have written onto a PDF: answers in form fields, and typed notes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from app.readers.cleaning import clean_text

__all__ = ["written_on"]

MOST_NOTES = 2_000
LONGEST_BYTES = 400_000
ANSWERS = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
}


def written_on(
    page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None, text: str
) -> list[str]:
    """Answers and notes on a page that its own text does not have yet, in the file's order.

    Args:
        page: PDFium's page.
        form: The document's form, None where it has none.
        text: The page's own text.
    """
    found: list[str] = []
    for note in notes_of(page, form):
        words = clean_text(note).strip()
        if words and words not in text and words not in found:
            found.append(words)
    return found


def notes_of(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None) -> Iterator[str]:
    """The words of every answer and note on a page."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            yield words_of(note, form)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def words_of(note: pdfium.FPDF_ANNOTATION, form: pypdfium2.PdfFormEnv | None) -> str:
    """The words of one answer or note; empty for links, stamps and buttons."""
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return wide_text(
            lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(
                note, b"Contents", buffer, size
            )
        )
    if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        if pdfium.FPDFAnnot_GetFormFieldType(form, note) not in ANSWERS:
            return ""
        return wide_text(
            lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(
                form, note, buffer, size
            )
        )
    return ""


def wide_text(fill: Callable[[object, int], int]) -> str:
    """The UTF-16 text that a call of PDFium's fills into a buffer."""
    size = fill(None, 0)
    if not 2 < size <= LONGEST_BYTES:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    fill(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")
