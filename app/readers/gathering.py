"""What a child says of a document, checked and gathered into records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.readers.answers import count
from app.readers.checks import Nonsense, one_line, share, sheet_name, whole
from app.readers.cleaning import clean_name, clean_text
from app.readers.layouts import as_layout, as_outline, plain_layout
from app.readers.requests import Outline, ReadCaps
from app.records import (
    Document,
    DocumentState,
    Item,
    PageLayout,
    Part,
    PartState,
    Passage,
    Place,
)

__all__ = ["Gathering", "Nonsense"]

KINDS = {
    "pdf",
    "image",
    "workbook",
    "table",
    "letter",
    "mail",
    "text",
    "archive",
    "unknown",
}
CODES = {
    "password",
    "damaged",
    "unsupported",
    "too big",
    "crashed",
    "stalled",
    "memory",
    "missing",
    "no text column",
}
SHA256 = re.compile(r"[0-9a-f]{64}")
HEADER_LENGTH = 1000
LARGEST_ROW = 2**40
MOST_SHEETS = 256
NOTES = 5

Record = Part | Item | Document | PageLayout | Outline


@dataclass(slots=True)
class Gathering:
    """One document while it is read: what has come of it so far.

    Attributes:
        document: As it was asked for.
        caps: What came is checked against.
        kind: Empty until the child has opened it.
        shown_pages: How many pages are read, 0 while that is not known.
        last_page: The last page that is booked.
        scan: The page that waits to be read as a picture.
        sheet_number: The sheet being read, from 0; None outside workbooks.
        deaths: How often it ended the child.
        finished: Whether it is over before all of its pages are booked.
        layout: Whether a layout follows each page.
        laid: The last page whose layout has been passed on.
        layout_deaths: How often telling a layout ended it.
    """

    document: Document
    caps: ReadCaps
    kind: str = ""
    shown_pages: int = 0
    last_page: int = 0
    scan: int | None = None
    scan_text: str = ""
    scan_shorter: bool = False
    sheet_number: int | None = None
    deaths: int = 0
    finished: bool = False
    layout: bool = False
    laid: int = 0
    layout_deaths: int = 0
    scan_layout: Mapping[str, Any] | None = None
    pages: int = 0
    sheet: str | None = None
    headers: tuple[str, ...] = ()
    text_column: int = 0
    last_row: int = 0
    booked_row: int = 0
    texts: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    length: int = 0
    confidence: float | None = None
    rows: int = 0
    found: int = 0
    states: dict[PartState, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    reason: str = ""
    code: str = ""

    @property
    def in_table(self) -> bool:
        """Whether rows are being read rather than pages."""
        return self.sheet_number is not None or (
            self.kind in {"table", "workbook"} and bool(self.headers)
        )

    def take(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        """Book one answer of the child's.

        Raises:
            Nonsense: It is not of the agreed form.
        """
        takers = {
            "opened": self._opened,
            "empty": self._empty,
            "failed": self._failed,
            "pages": self._pages,
            "page": self._page,
            "scan": self._scan,
            "part": self._part,
            "sheet began": self._sheet_began,
            "table": self._table,
            "rows": self._rows,
            "found": self._found,
            "noted": self._noted,
            "layout": self._layout,
            "outline": self._outline,
        }
        taker = takers.get(str(untrusted.get("type")))
        if taker is None:
            raise Nonsense("an unknown answer")
        # Whatever is missing or of another type than agreed ends up here.
        try:
            yield from taker(untrusted)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise Nonsense("an answer of another form") from error

    def fail_page(self, number: int, phrase: str, code: str) -> Iterator[Record]:
        """Book a page that ended the child; words of its own that came before are kept."""
        if self.scan == number and self.scan_text.strip():
            yield from self.lay_plainly()
            self.last_page = number
            self._add_page(number, self.scan_text)
            reason = "its picture was not read"
            yield from self._lay_scan(number)
            yield self._booked(
                Part(state=PartState.READ, first=number, last=number, reason=reason)
            )
            return
        self.code = self.code or code
        yield self._booked(
            Part(
                state=PartState.FAILED,
                first=number,
                last=number,
                reason=f"page {number} {phrase}",
            )
        )
        yield from self.lay_plainly()
        self.last_page = number
        self._add_page(number, "")

    def lay_plainly(self) -> Iterator[PageLayout]:
        """Layouts of the booked pages of which the child has not told any."""
        while self.layout and self.laid < self.last_page:
            self.laid += 1
            yield plain_layout(self.laid, self.texts[self.laid - 1])

    @property
    def awaits_layout(self) -> bool:
        """Whether a page is booked and its layout has not come."""
        return self.layout and self.laid < self.last_page

    def fail_sheet(self, phrase: str, code: str) -> Iterator[Record]:
        """Book a sheet that ended the child, from the row after the last one that came."""
        self.code = self.code or code
        if self.last_row > self.booked_row:
            # These rows have come; the line of the ledger that counts them has not.
            yield self._booked(
                Part(
                    state=PartState.READ,
                    first=self.booked_row + 1,
                    last=self.last_row,
                    sheet=self.sheet,
                )
            )
        row = max(self.booked_row, self.last_row) + 1
        name = f"the sheet {self.sheet}" if self.sheet is not None else "the table"
        yield self._booked(
            Part(
                state=PartState.FAILED,
                first=row,
                last=row,
                sheet=self.sheet,
                reason=f"{name} {phrase} from row {row} on",
            )
        )

    def fail(self, phrase: str, code: str) -> None:
        """Book the whole rest of the document as failed."""
        self.reason = self.reason or f"The document {phrase}."
        self.code = self.code or code
        self.finished = True

    def end(self) -> Iterator[Record]:
        """What is left to say: pages that never came, the letter, and the document."""
        yield from self.lay_plainly()
        yield from self._missing_pages()
        is_letter = self.kind in {"pdf", "image", "letter", "mail", "text"}
        state, reason, code = self._outcome()
        # A letter of which nothing was read is a failed document, not an empty item.
        if is_letter and self.texts and state is not DocumentState.FAILED:
            yield self._letter()
        elif is_letter and not self.code and not self.texts:
            yield Item(document=self.document.key, place=Place(page=1), text="")
        yield replace(
            self.document,
            kind=self.kind or self.document.kind,
            state=state,
            reason=reason,
            reason_code=code,
        )

    def _missing_pages(self) -> Iterator[Record]:
        """Book every page that the file has and the child never reached."""
        if self.last_page < self.shown_pages:
            yield self._booked(
                Part(
                    state=PartState.FAILED,
                    first=self.last_page + 1,
                    last=self.shown_pages,
                    reason=self.reason or "the document ended before this page",
                )
            )
        if self.pages > self.shown_pages:
            self.code = self.code or "too big"
            yield self._booked(
                Part(
                    state=PartState.FAILED,
                    first=self.shown_pages + 1,
                    last=self.pages,
                    reason=f"beyond the first {count(self.caps.pages, 'page')}",
                )
            )

    def _letter(self) -> Item:
        """The letter out of its pages."""
        return Item(
            document=self.document.key,
            place=Place(page=1),
            text="\f".join(self.texts),
            passages=tuple(self.passages),
            confidence=self.confidence,
        )

    def _outcome(self) -> tuple[DocumentState, str, str]:
        """How the document ended: state, reason and fixed word."""
        failed = self.states.get(PartState.FAILED, 0)
        read = self.states.get(PartState.READ, 0) + self.states.get(PartState.RECOGNIZED, 0)
        notes = "; ".join(note.rstrip(".") for note in self.notes[:NOTES])
        sentence = f"{notes[:1].upper()}{notes[1:]}." if notes else ""
        if self.code and not read and not self.found and not self.rows:
            return DocumentState.FAILED, self.reason or sentence, self.code
        if failed or self.code:
            some = read or self.found or self.rows
            state = DocumentState.PARTLY if some else DocumentState.FAILED
            reason = " ".join(part for part in (self.reason, sentence) if part)
            return state, reason, self.code or "damaged"
        if self.kind in {"workbook", "table"} and not self.rows and self._has_no_text():
            return DocumentState.FAILED, sentence, "no text column"
        if not read and not self.found:
            return DocumentState.EMPTY, self.reason or sentence, ""
        return DocumentState.READ, self.reason or sentence, ""

    def _has_no_text(self) -> bool:
        """Whether rows came that nothing could be sorted by."""
        return any("no column" in note for note in self.notes)

    def _booked(self, part: Part) -> Part:
        """A line of the ledger, counted; the first reason of a failure stands for all."""
        self.states[part.state] = (
            self.states.get(part.state, 0) + part.last - part.first + 1
        )
        if part.state is PartState.FAILED and part.reason and len(self.notes) < NOTES:
            where = f"page {part.first}: " if part.sheet is None and self.pages else ""
            note = (
                part.reason if part.reason.startswith("page") else f"{where}{part.reason}"
            )
            if note not in self.notes:
                self.notes.append(note)
        return part

    def _opened(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        kind, sha256 = untrusted["kind"], untrusted["sha256"]
        if kind not in KINDS or not SHA256.fullmatch(sha256):
            raise Nonsense("an impossible document")
        self.kind = kind
        size = whole(untrusted["size"], 0, LARGEST_ROW)
        self.document = replace(self.document, kind=kind, sha256=sha256, size=size)
        yield from ()

    def _empty(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        self.reason = one_line(untrusted["reason"])
        yield from ()

    def _failed(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        if untrusted["code"] not in CODES:
            raise Nonsense("an unknown reason")
        self.code = untrusted["code"]
        self.reason = one_line(untrusted["reason"])
        self.finished = True
        yield from ()

    def _pages(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        self.pages = whole(untrusted["count"], 0, LARGEST_ROW)
        self.shown_pages = min(self.pages, self.caps.pages)
        yield from ()

    def _page(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        number = whole(untrusted["number"], self.last_page + 1, self.shown_pages)
        if number != self.last_page + 1:
            raise Nonsense("a page is missing")
        state = PartState(untrusted["state"])
        confidence = share(untrusted["confidence"])
        text = clean_text(str(untrusted["text"]))
        reason = one_line(untrusted["reason"])
        yield from self.lay_plainly()
        keeps_own = self.scan == number and self._keeps_own_text(text)
        if keeps_own:
            # The page has words of its own that its picture does not show better.
            state, text, confidence, reason = PartState.READ, self.scan_text, None, ""
        else:
            self._code(untrusted["code"])
        room = self.caps.item_characters - self.length
        if len(text) > room:
            text = text[: max(0, room)]
            most = count(self.caps.item_characters, "character")
            reason = f"the document has more than {most}"
            self.code = self.code or "too big"
            self.notes.append(reason)
        self.last_page = number
        self._add_page(number, text)
        if state is not PartState.FAILED and reason.startswith("only the first"):
            self.notes.append(f"page {number}: {reason}")
        if confidence is not None:
            lowest = confidence if self.confidence is None else self.confidence
            self.confidence = min(lowest, confidence)
        if keeps_own:
            yield from self._lay_scan(number)
        yield self._booked(
            Part(
                state=state, first=number, last=number, reason=reason, confidence=confidence
            )
        )

    def _keeps_own_text(self, recognized: str) -> bool:
        """Whether a page's own words are kept rather than those of its picture."""
        if not self.scan_text.strip():
            return False
        shorter = len(recognized) < len(self.scan_text) and not self.scan_shorter
        return not recognized.strip() or shorter

    def _add_page(self, number: int, text: str) -> None:
        """Put a page's text behind those before it."""
        start = self.length + (1 if self.texts else 0)
        self.texts.append(text)
        self.length = start + len(text)
        self.passages.append(
            Passage(start=start, end=self.length, place=Place(page=number))
        )

    def _layout(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        if not self.layout:
            raise Nonsense("a layout that nobody asked for")
        if untrusted["of"] == "scan":
            # The page's own text comes next and is kept only if its picture says less.
            whole(untrusted["number"], self.last_page + 1, self.last_page + 1)
            self.scan_layout = dict(untrusted)
            return
        number = whole(untrusted["number"], self.last_page, self.last_page)
        if self.laid == number:
            return  # the page keeps its own text, whose layout has been passed on
        yield from self._lay(untrusted, number)

    def _lay_scan(self, number: int) -> Iterator[PageLayout]:
        """Pass on the layout of a page's own text, where the page keeps that."""
        laid, self.scan_layout = self.scan_layout, None
        if self.layout and laid is not None and laid["number"] == number:
            yield from self._lay(laid, number)

    def _lay(self, untrusted: Mapping[str, Any], number: int) -> Iterator[PageLayout]:
        """Pass on the layout of the last page."""
        layout = as_layout(untrusted, number, self.texts[number - 1])
        self.laid = number
        yield layout

    def _outline(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        yield as_outline(untrusted, self.pages)

    def _scan(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        number = whole(untrusted["number"], self.last_page + 1, self.shown_pages)
        if number != self.last_page + 1:
            raise Nonsense("a page is missing")
        self.scan = number
        self.scan_text = clean_text(str(untrusted["text"]))
        self.scan_shorter = untrusted["shorter"] is True
        yield from ()

    def _part(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        first = whole(untrusted["first"], 1, LARGEST_ROW)
        self._code(untrusted["code"])
        self.booked_row = whole(untrusted["last"], first, LARGEST_ROW)
        yield self._booked(
            Part(
                state=PartState(untrusted["state"]),
                first=first,
                last=self.booked_row,
                sheet=sheet_name(untrusted["sheet"]),
                reason=one_line(untrusted["reason"]),
            )
        )

    def _code(self, untrusted: object) -> None:
        """Keep the first fixed word for a failure."""
        if untrusted and untrusted not in CODES:
            raise Nonsense("an unknown reason")
        self.code = self.code or str(untrusted or "")

    def _sheet_began(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        least = 0 if self.sheet_number is None else self.sheet_number + 1
        self.sheet_number = whole(untrusted["number"], least, LARGEST_ROW)
        self.sheet = sheet_name(untrusted["name"])
        self.last_row = self.booked_row = 0
        yield from ()

    def _table(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        headers = tuple(
            clean_text(str(name))[:HEADER_LENGTH] for name in untrusted["headers"]
        )
        if len(set(headers)) != len(headers) or len(headers) > self.caps.columns:
            raise Nonsense("impossible headers")
        self.headers = headers
        self.text_column = whole(untrusted["text"], 0, len(headers) - 1)
        self.sheet = sheet_name(untrusted["sheet"])
        yield from ()

    def _rows(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        for number, cells in untrusted["rows"]:
            row = whole(number, self.last_row + 1, LARGEST_ROW)
            if len(cells) > len(self.headers):
                raise Nonsense("a row wider than its headers")
            texts = [clean_text(str(cell)) for cell in cells]
            texts += [""] * (len(self.headers) - len(texts))
            self.last_row = row
            self.rows += 1
            if self.rows > MOST_SHEETS * self.caps.rows:
                raise Nonsense("more rows than sheets may have")
            place = Place(sheet=self.sheet, row=row)
            text = texts[self.text_column]
            yield Item(
                document=self.document.key,
                place=place,
                text=text,
                passages=(Passage(start=0, end=len(text), place=place),) if text else (),
                columns=dict(zip(self.headers, texts, strict=True)),
            )

    def _found(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        if len(self.document.inner) >= self.caps.depth:
            raise Nonsense("a file deeper than the cap")
        for name in untrusted["names"]:
            inner = clean_name(str(name))
            self.found += 1
            if self.found > max(self.caps.members, self.caps.zip_entries):
                raise Nonsense("more files inside than the cap")
            yield Document(
                name=f"{self.document.name} > {inner}",
                path=self.document.path,
                inner=(*self.document.inner, inner),
            )

    def _noted(self, untrusted: Mapping[str, Any]) -> Iterator[Record]:
        for note in untrusted["notes"]:
            self.notes.append(one_line(note))
        yield from ()
