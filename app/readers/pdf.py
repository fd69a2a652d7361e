"""PDF: the text of every page by PDFium, with pypdf as the second opinion."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pypdf
import pypdfium2
from pypdfium2 import raw as pdfium

from app.readers import answers
from app.readers.answers import Answer, Refused
from app.readers.cleaning import clean_name, clean_text
from app.readers.page_lines import lines_of_page
from app.readers.pdf_notes import written_on
from app.readers.requests import ReadCaps
from app.readers.sources import Source
from app.records import PartState

__all__ = ["LABEL_LENGTH", "Pdf", "page_answer", "read_pages", "unhyphenated"]

LETTERS_NEEDED = 1
DIVISION, DIVIDED = "\ufffe", "-\n"
STAMP_LETTERS = 120
SCAN_SHARE = 0.5
UNREADABLE_SHARE = 0.5
LABEL_LENGTH = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A page that stays open until its layout is told, and its text as PDFium gave it."""

    number: int
    page: pypdfium2.PdfPage
    textpage: pypdfium2.PdfTextPage
    raw: str


class Pdf:
    """An open PDF; close it after use.

    Args:
        source: Its bytes.
        passwords: Tried in turn, after none at all.
        caps: What it may use up.

    Raises:
        Refused: It is encrypted and no password opens it, or it is too damaged to open.
    """

    def __init__(self, source: Source, passwords: Sequence[str], caps: ReadCaps) -> None:
        self.source = source
        self.passwords = passwords
        self.caps = caps
        self._file = source.open()
        self._second: pypdf.PdfReader | None = None
        self._second_failed = False
        self.first: pypdfium2.PdfDocument | None = None
        self.kept: Kept | None = None
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        self.first, needs_password = open_first(self.source, self.passwords)
        if self.first is not None:
            self.count = len(self.first)
            self.first.init_forms()
            return
        reader = self.second()
        if reader is None:
            if needs_password:
                raise Refused("It needs a password.", "password")
            raise Refused("The file is damaged: no page can be found in it.", "damaged")
        self.count = len(reader.pages)
        if not self.count:
            raise Refused("The file is damaged: it has no pages.", "damaged")
        # What only pypdf can open PDFium may read once pypdf has written it anew.
        if self.source.size <= self.caps.entry_bytes:
            self.first = rewritten(reader)

    def second(self) -> pypdf.PdfReader | None:
        """The same file as pypdf opens it; None where it cannot."""
        if self._second is None and not self._second_failed:
            self._second = open_second(self._file, self.passwords)
            self._second_failed = self._second is None
        return self._second

    def close(self) -> None:
        """Give back the memory and the file."""
        self.let_go()
        if self.first is not None:
            self.first.close()
            self.first = None
        self._file.close()

    def let_go(self) -> None:
        """Close the page whose layout has not been asked for yet."""
        kept, self.kept = self.kept, None
        if kept is not None:
            kept.textpage.close()
            kept.page.close()

    def page(self, number: int) -> pypdfium2.PdfPage:
        """PDFium's page, to be closed by the caller.

        Args:
            number: From 1.
        """
        if self.first is None:
            raise pypdfium2.PdfiumError("PDFium cannot open this file.")
        return self.first[number - 1]

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Names and bytes of the files attached to it."""
        if self.first is None:
            return
        for number in range(min(self.first.count_attachments(), self.caps.zip_entries)):
            with contextlib.suppress(pypdfium2.PdfiumError):
                attachment = self.first.get_attachment(number)
                yield clean_name(attachment.get_name()), bytes(attachment.get_data())


def open_first(
    source: Source, passwords: Sequence[str]
) -> tuple[pypdfium2.PdfDocument | None, bool]:
    """The file as PDFium opens it, or None; and whether a password is what it lacks."""
    needs_password = False
    for password in (None, *passwords):
        try:
            document = pypdfium2.PdfDocument(
                source.path if source.path is not None else source.data, password=password
            )
        except pypdfium2.PdfiumError as error:
            needs_password = error.err_code == pdfium.FPDF_ERR_PASSWORD
            if not needs_password:
                return None, False
            continue
        if len(document) == 0:
            document.close()
            return None, False
        return document, False
    return None, needs_password


def open_second(file: BinaryIO, passwords: Sequence[str]) -> pypdf.PdfReader | None:
    """The file as pypdf opens it, or None where it cannot."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    # Broken files make pypdf raise errors of any class (2 % of 1,500 mutated ones did).
    try:
        file.seek(0)
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not any(
            reader.decrypt(password) for password in ("", *passwords)
        ):
            return None
        len(reader.pages)
    except Exception:  # noqa: BLE001
        return None
    return reader


def rewritten(reader: pypdf.PdfReader) -> pypdfium2.PdfDocument | None:
    """What PDFium makes of a file that pypdf has written anew; None where it cannot."""
    stream = io.BytesIO()
    # pypdf's errors on broken files are of any class.
    try:
        pypdf.PdfWriter(clone_from=reader).write(stream)
        document = pypdfium2.PdfDocument(stream.getvalue())
    except Exception:  # noqa: BLE001
        return None
    if len(document) != len(reader.pages):
        document.close()
        return None
    return document


def read_pages(
    pdf: Pdf, first: int, mode: str, *, recognize_all: bool, layout: bool
) -> Iterator[Answer]:
    """The pages from ``first`` on, up to the first one that is to be read as a picture.

    Args:
        pdf: The open file.
        first: From 1.
        mode: ``"both"``; ``"pdfium"`` or ``"pypdf"`` for the first page after the other one
            ended the child on it.
        recognize_all: Whether every page is to be read as a picture.
        layout: Whether to say where the lines of each page stand, after its text.
    """
    for number in range(first, min(pdf.count, pdf.caps.pages) + 1):
        answer = page_answer(pdf, number, mode if number == first else "both", keep=layout)
        distrusted = number == first and mode != "both"
        text = answer["text"]
        if answer["scan"] or (recognize_all and not distrusted):
            shorter = not is_words(text) or not answer["scan"]
            if layout and text.strip():
                yield layout_answer(pdf, number, text) | {"of": "scan"}
            yield {"type": "scan", "number": number, "text": text, "shorter": shorter}
            return
        yield answer
        # The text is safe with the parent before its lines are looked at.
        if layout:
            yield layout_answer(pdf, number, text)


def page_answer(pdf: Pdf, number: int, mode: str, *, keep: bool = False) -> Answer:
    """One page as an answer; ``"scan"`` says that it is to be read as a picture."""
    text, visible, problem = "", False, ""
    if mode != "pypdf":
        try:
            text, visible = first_opinion(pdf, number, keep=keep)
        except pypdfium2.PdfiumError as error:
            problem = f"the page is damaged ({error})"
    if not is_words(text) and mode != "pdfium" and (visible or problem or mode == "pypdf"):
        second = second_opinion(pdf, number)
        if second is not None:
            problem = problem if not is_words(second) else ""
            text = second if is_words(second) or not text else text
    answer = answers.page_answer(number, PartState.READ, text[: pdf.caps.characters])
    answer["scan"] = visible and mode != "pypdf" and is_scan(pdf, number, text)
    if len(text) > pdf.caps.characters:
        answer["reason"] = f"only the first {pdf.caps.characters:,} characters were read"
        answer["code"] = "too big"
    if not answer["scan"] and not text.strip():
        failed = bool(problem) or mode == "pypdf"
        answer["state"] = (PartState.FAILED if failed else PartState.EMPTY).value
        answer["code"] = "damaged" if failed else ""
        answer["reason"] = problem or (
            "no text could be read" if failed else "a blank page"
        )
    return answer


def first_opinion(pdf: Pdf, number: int, *, keep: bool) -> tuple[str, bool]:
    """A page's text as PDFium sees it, and whether anything is drawn on the page at all.

    Args:
        pdf: The open file.
        number: From 1.
        keep: Whether the page is left open for its layout.
    """
    pdf.let_go()
    page = pdf.page(number)
    try:
        visible = pdfium.FPDFPage_CountObjects(page) > 0
        textpage = page.get_textpage()
        try:
            raw = textpage.get_text_range()
        except BaseException:
            textpage.close()
            raise
        if keep:
            pdf.kept = Kept(number=number, page=page, textpage=textpage, raw=raw)
        else:
            textpage.close()
        text = clean_text(unhyphenated(raw)[0])
        written = written_on(page, pdf.first.formenv if pdf.first else None, text)
        return "\n".join([text, *written] if text.strip() else written), visible
    finally:
        if pdf.kept is None:
            page.close()


def layout_answer(pdf: Pdf, number: int, text: str) -> Answer:
    """Where the lines of the page that was read last stand; no lines where none are told.

    Args:
        pdf: The open file.
        number: From 1.
        text: Of the page, as it was answered.
    """
    answer = {"type": "layout", "of": "page", "number": number, "label": ""}
    answer |= {"width": 0.0, "height": 0.0, "lines": []}
    kept = pdf.kept
    # The page is read already: whatever goes wrong here costs no more than the places.
    try:
        if pdf.first is not None:
            answer["label"] = pdf.first.get_page_label(number - 1)[:LABEL_LENGTH]
        if kept is not None and kept.number == number:
            width, height, lines = lines_of_page(kept.page, kept.textpage, kept.raw, text)
            answer |= {"width": width, "height": height, "lines": lines}
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except Exception:
        logging.getLogger(__name__).debug("A page has no layout.", exc_info=True)
    finally:
        pdf.let_go()
    return answer


def unhyphenated(raw: str) -> tuple[str, list[int]]:
    """PDFium's text with a hyphen and a line break where it marks a divided word.

    Returns:
        The text, and for each of its characters the index it came from.
    """
    pieces = [DIVIDED if character == DIVISION else character for character in raw]
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origins


def second_opinion(pdf: Pdf, number: int) -> str | None:
    """A page's text as pypdf sees it; None where it cannot read the page."""
    reader = pdf.second()
    if reader is None:
        return None
    # pypdf's errors on broken pages are of any class.
    try:
        return clean_text(reader.pages[number - 1].extract_text())
    except Exception:  # noqa: BLE001
        return None


def is_words(text: str) -> bool:
    """Whether a text has letters that can be read, rather than codes of a broken font."""
    letters = [character for character in text if not character.isspace()]
    known = sum(character.isalnum() for character in letters)
    broken = sum(
        character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in letters
    )
    return known >= LETTERS_NEEDED and broken <= UNREADABLE_SHARE * len(letters)


def is_scan(pdf: Pdf, number: int, text: str) -> bool:
    """Whether a page is a picture of a letter: no words, or only a stamp's over it."""
    if not is_words(text):
        return True
    letters = sum(not character.isspace() for character in text)
    if letters > STAMP_LETTERS:
        return False
    try:
        return picture_share(pdf, number) > SCAN_SHARE
    except pypdfium2.PdfiumError:
        return False


def picture_share(pdf: Pdf, number: int) -> float:
    """Share of the page that its largest picture covers, 0 to 1."""
    page = pdf.page(number)
    try:
        left, bottom, right, top = page.get_bbox()
        area = max(1.0, (right - left) * (top - bottom))
        share = 0.0
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x0, y0, x1, y1 = thing.get_bounds()
            width = max(0.0, min(x1, right) - max(x0, left))
            height = max(0.0, min(y1, top) - max(y0, bottom))
            share = max(share, width * height / area)
        return min(1.0, share)
    finally:
        page.close()
