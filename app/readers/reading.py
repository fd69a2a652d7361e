"""How each form of document is read: a table from form to the answers it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from app.readers import archives, text_table, workbook
from app.readers.answers import Answer, Refused, count, page_answer
from app.readers.letters import docx_text, plain_text
from app.readers.mail import Letter, read_eml, read_msg
from app.readers.marks import split_marks
from app.readers.pdf import Pdf, read_pages
from app.readers.pictures import count_frames
from app.readers.requests import ReadCaps
from app.readers.sources import Source
from app.readers.tables import SheetRow, preview_answer, table_answers
from app.records import PartState

if TYPE_CHECKING:
    from app.readers.desk import Desk, Order

__all__ = ["ANSWERS", "inner_files", "previews"]

FOUND_BATCH = 200
MOST_LINES = 20_000


def pdf_answers(desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """Pages of a PDF up to the first that is a picture, and the files attached to it."""
    pdf = desk.document(lambda: Pdf(source, order.request.passwords, order.caps))
    yield {"type": "pages", "count": pdf.count}
    if order.first == 1 and order.mode == "both":
        names = archives.unique_names([name for name, _ in pdf.attachments()])
        yield from found_answers(names, order)
    yield from read_pages(
        pdf,
        order.first,
        order.mode,
        recognize_all=order.request.recognize_all,
        layout=order.request.layout,
    )


def image_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The number of pages of a scan, each of which is to be read as a picture."""
    pages = count_frames(source)
    yield {"type": "pages", "count": pages}
    if order.first <= min(pages, order.caps.pages):
        yield {"type": "scan", "number": order.first, "text": "", "shorter": False}


def workbook_answers(desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The rows of every sheet."""
    book = desk.document(
        lambda: workbook.Workbook(source, order.request.passwords, order.caps)
    )
    first = order.first - 1
    yield from workbook.workbook_answers(book, order.request, order.caps, first)


def rows_answers(rows: Iterator[SheetRow], order: Order) -> Iterator[Answer]:
    """The rows of a text table."""
    outcome = yield from table_answers(rows, None, order.request, order.caps)
    notes = []
    if outcome.text_column is None and outcome.headers:
        chosen = order.request.chosen(None)
        column = order.request.column or (chosen.column if chosen else "")
        notes.append(
            f"it has no column {column}; the columns are: {', '.join(outcome.headers[:30])}"
            if column
            else "it has no column of text"
        )
    yield {"type": "noted", "notes": notes}


def delimited_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The rows of a CSV file."""
    yield from rows_answers(text_table.delimited_rows(source, order.caps), order)


def html_table_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The rows of the tables of an HTML page."""
    yield from rows_answers(text_table.html_rows(source, order.caps), order)


def docx_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The words of a docx as one page."""
    text = docx_text(source, order.caps)
    yield from letter_answers(text, order.caps)
    if order.request.layout:
        yield from marked_layout(text, lambda: docx_text(source, order.caps, marked=True))


def plain_answers(form: str) -> Callable[[Desk, Source, Order], Iterator[Answer]]:
    """The words of a plain, RTF or HTML file as one page."""

    def answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
        text = plain_text(source, form, order.caps)
        yield from letter_answers(text, order.caps)
        if order.request.layout and form == "html":
            yield from marked_layout(
                text, lambda: plain_text(source, form, order.caps, marked=True)
            )

    return answers


def mail_answers(form: str) -> Callable[[Desk, Source, Order], Iterator[Answer]]:
    """The words of an e-mail as one page, and the files attached to it."""

    def answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
        letter = mail_letter(source, form, order)
        yield from letter_answers(letter.text, order.caps)
        names = archives.unique_names([name for name, _ in letter.files])
        yield from found_answers(names[: order.caps.zip_entries], order)
        if len(names) > order.caps.zip_entries:
            yield {
                "type": "noted",
                "notes": [
                    f"only the first {order.caps.zip_entries:,} attachments were taken"
                ],
            }

    return answers


def mail_letter(source: Source, form: str, order: Order) -> Letter:
    """An e-mail of either form."""
    if form == "msg":
        return read_msg(source, order.caps)
    return read_eml(source.whole(order.caps))


def zip_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The files in an archive."""
    members = archives.zip_members(source, order.request.passwords, order.caps)
    total = sum(entry.file_size for _, entry in members)
    if total > order.caps.total_bytes:
        raise Refused(
            "The archive unpacks to more than"
            f" {count(max(1, order.caps.total_bytes // 10**6), 'megabyte')}.",
            "too big",
        )
    yield from found_answers([name for name, _ in members], order)


def mbox_answers(_desk: Desk, source: Source, order: Order) -> Iterator[Answer]:
    """The messages of a mailbox."""
    names: list[str] = []
    number = 0
    with source.open() as file:
        for number, _ in enumerate(archives.mailbox_spans(file), start=1):
            if number > order.caps.members:
                break
            names.append(archives.message_name(number))
            if len(names) >= FOUND_BATCH:
                yield from found_answers(names, order)
                names = []
    yield from found_answers(names, order)
    if number > order.caps.members:
        yield {
            "type": "noted",
            "notes": [f"only the first {count(order.caps.members, 'message')} were taken"],
        }


def letter_answers(text: str, caps: ReadCaps) -> Iterator[Answer]:
    """A text as the only page of a letter."""
    yield {"type": "pages", "count": 1}
    state = PartState.READ if text.strip() else PartState.EMPTY
    answer = page_answer(1, state, text[: caps.characters])
    if len(text) > caps.characters:
        answer["reason"] = f"only the first {count(caps.characters, 'character')} were read"
        answer["code"] = "too big"
    yield answer


def marked_layout(text: str, read: Callable[[], str]) -> Iterator[Answer]:
    """Where the headings of a letter's only page stand; its text has gone ahead.

    Args:
        text: As it was answered.
        read: Gives the same with the marks of ``marks``.
    """
    try:
        found, lines = split_marks(read())
    except (Refused, ValueError, OSError, RuntimeError):
        return
    if found != text:
        return  # marks of the document's own; its headings stay unknown
    values = [
        (start, end, 0.0, 0.0, 0.0, 0.0, 0.0, bold, style)
        for start, end, style, bold in lines[:MOST_LINES]
    ]
    answer: Answer = {"type": "layout", "of": "page", "number": 1, "label": ""}
    yield answer | {"width": 0.0, "height": 0.0, "lines": values}


def found_answers(names: list[str], order: Order) -> Iterator[Answer]:
    """The names of files inside this one, in batches."""
    if names and len(order.inner) >= order.caps.depth:
        yield {
            "type": "noted",
            "notes": [
                (
                    f"{count(len(names), 'file')} inside it lie deeper than"
                    f" {count(order.caps.depth, 'level')} and were left out"
                )
            ],
        }
        return
    for start in range(0, len(names), FOUND_BATCH):
        yield {"type": "found", "names": names[start : start + FOUND_BATCH]}


def inner_files(source: Source, form: str, order: Order) -> Iterator[tuple[str, bytes]]:
    """The files inside a PDF or an e-mail by their unique names."""
    if form == "pdf":
        pdf = Pdf(source, order.request.passwords, order.caps)
        try:
            files = list(pdf.attachments())
        finally:
            pdf.close()
    elif form in {"eml", "msg"}:
        files = list(mail_letter(source, form, order).files)
    else:
        raise Refused("The file it lay in is not what it was.", "missing")
    names = archives.unique_names([name for name, _ in files])
    yield from zip(names, (data for _, data in files), strict=True)


def previews(source: Source, form: str, order: Order) -> Iterator[Answer]:
    """The sheets of a workbook or text table.

    Raises:
        Refused: The document has no sheets.
    """
    if form == "workbook":
        book = workbook.Workbook(source, order.request.passwords, order.caps)
        yield from workbook.workbook_previews(book, order.request, order.caps)
    elif form == "delimited":
        rows = text_table.delimited_rows(source, order.caps)
        yield preview_answer(rows, None, order.request, order.caps)
    elif form == "html table":
        yield preview_answer(
            text_table.html_rows(source, order.caps), None, order.request, order.caps
        )
    else:
        raise Refused("The document has no sheets.", "unsupported")


ANSWERS: dict[str, Callable[[Any, Source, Any], Iterator[Answer]]] = {
    "pdf": pdf_answers,
    "image": image_answers,
    "workbook": workbook_answers,
    "html table": html_table_answers,
    "delimited": delimited_answers,
    "docx": docx_answers,
    "rtf": plain_answers("rtf"),
    "text": plain_answers("text"),
    "html": plain_answers("html"),
    "eml": mail_answers("eml"),
    "msg": mail_answers("msg"),
    "zip": zip_answers,
    "mbox": mbox_answers,
}
