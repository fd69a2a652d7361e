"""The parent's side of reading: asks the child, checks what comes, names every end."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.isolation import Child, Frame, Limits
from app.readers.cleaning import clean_name
from app.readers.gathering import Gathering, Nonsense
from app.readers.requests import Outline, ReadCaps, ReadRequest, SheetPreview
from app.readers.tables import as_preview
from app.records import (
    ChildError,
    Document,
    Item,
    PageLayout,
    PagePicture,
    Part,
    PasswordNeededError,
    PostroomError,
)

__all__ = ["Reader"]

# After so many pages that end the child, the rest of a document is given up.
MOST_DEATHS = 20
# After so many pages whose layout ended the child, the others are read without one.
MOST_LAYOUT_DEATHS = 3
PAGED = {"pdf", "image", ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}

DEATHS = {
    "crashed": ("made the reader crash or run out of memory", "crashed"),
    "stalled": ("took too long", "stalled"),
    "memory": ("needed too much memory", "memory"),
    "protocol": ("made the reader answer nonsense", "crashed"),
}


Record = Part | Item | Document | PageLayout | Outline
# What a document did to the child, and the fixed word for it.
Death = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where reading goes on: a page or sheet, both from 1, and by which PDF library.

    Attributes:
        first: The page or sheet.
        mode: ``"both"``, or the name of one library.
        repeated: The page that was tried again the same way, 0 for none.
    """

    first: int = 1
    mode: str = "both"
    repeated: int = 0


class Reader:
    """Reads documents in a child process that may die without harm.

    Not for two threads at once. Also a context manager that closes it.

    Args:
        caps: What reading one document may use up.
    """

    def __init__(self, caps: ReadCaps = ReadCaps()) -> None:  # noqa: B008 - frozen
        self._caps = caps
        self._child = Child("reader", Limits(memory_bytes=caps.memory_bytes))

    @property
    def pid(self) -> int | None:
        """The child's process number while it is alive."""
        return self._child.pid

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, document: Document, request: ReadRequest) -> Iterator[Record]:
        """Read one document to its end; never raises for a bad one.

        Yields:
            Lines of the ledger, items (key 0), documents found inside (waiting), and last
            the document itself with its kind, state and reason. Where its layout is asked
            for, before the item: one layout for each page that was reached, and the
            outline of a PDF.
        """
        gathering = Gathering(document=document, caps=self._caps, layout=request.layout)
        position: Position | None = Position()
        while position is not None:
            position = yield from self._go_on(gathering, request, position)
        if request.layout and gathering.kind == "pdf" and gathering.last_page:
            # Last, so that bookmarks that end the child cost no page.
            question = self._question("outline", document, request)
            yield from self._follow(gathering, question, self._caps.page_seconds)
        yield from gathering.end()

    def _go_on(
        self, gathering: Gathering, request: ReadRequest, position: Position
    ) -> Generator[Record, None, Position | None]:
        """One question and its answer; returns where to go on, None at the end."""
        if gathering.layout_deaths >= MOST_LAYOUT_DEATHS:
            request = replace(request, layout=False)
        question = self._question(
            "read", gathering.document, request, first=position.first, mode=position.mode
        )
        death = yield from self._follow(gathering, question, self._patience(gathering))
        if death is None:
            number = gathering.scan
            return (
                (yield from self._recognize(gathering, request, number)) if number else None
            )
        if gathering.awaits_layout:
            return (yield from after_layout_death(gathering))
        gathering.deaths += 1
        if gathering.deaths > MOST_DEATHS:
            gathering.fail(*death)
            return None
        if gathering.in_table:
            return (yield from after_sheet_death(gathering, death))
        return (yield from after_page_death(gathering, position, death))

    def _recognize(
        self, gathering: Gathering, request: ReadRequest, number: int
    ) -> Generator[Record, None, Position | None]:
        """Have one page read as a picture; returns the page to go on with."""
        question = self._question("recognize", gathering.document, request, first=number)
        death = yield from self._follow(gathering, question, self._caps.ocr_page_seconds)
        if death is not None and gathering.last_page < number:
            yield from gathering.fail_page(number, *death)
        elif gathering.last_page < number and not gathering.finished:
            yield from gathering.fail_page(number, "gave no answer", "crashed")
        gathering.scan = None
        if gathering.finished or number >= gathering.shown_pages:
            return None
        return Position(first=number + 1)

    def _follow(
        self, gathering: Gathering, question: Frame, patience: float
    ) -> Generator[Record, None, Death | None]:
        """Pass on what the child says; returns how it died, or None if it did not."""
        frames = self._child.ask(question, patience=patience)
        try:
            for frame in frames:
                yield from gathering.take(frame.header)
        except Nonsense:
            self._child.close()
            return DEATHS["protocol"]
        except ChildError as error:
            return DEATHS.get(error.cause, DEATHS["crashed"])
        except PostroomError:
            # The child names failures in its frames; only a mad one raises them.
            return DEATHS["protocol"]
        return None

    def _patience(self, gathering: Gathering) -> float:
        """Seconds to wait for the next frame.

        Summing, unpacking and loading a large workbook take longer than a page may.
        """
        kind = gathering.kind or Path(gathering.document.path).suffix.casefold()
        return self._caps.page_seconds if kind in PAGED else self._caps.sheet_seconds

    def page(
        self,
        document: Document,
        page: int,
        *,
        width: int,
        passwords: tuple[str, ...] = (),
        mark: tuple[int, int] | None = None,
    ) -> PagePicture:
        """One page of a PDF or scan as pixels.

        Args:
            document: Where it stands.
            page: From 1.
            width: In pixels; the height follows.
            passwords: Tried in turn where it is encrypted.
            mark: First and one past the last character of that page's text to mark.

        Raises:
            PostroomError: The page cannot be shown.
        """
        question = self._question(
            "page",
            document,
            ReadRequest(passwords=passwords),
            first=page,
            width=width,
            mark=list(mark) if mark else None,
        )
        # To its end: an answer that is given up would cost the child.
        for frame in list(self._child.ask(question, patience=self._caps.ocr_page_seconds)):
            header = frame.header
            if header.get("type") == "failed":
                raise refusal(document, header)
            if header.get("type") == "picture" and len(frame.blobs) == 1:
                return as_picture(header, bytes(frame.blobs[0].data))
        raise PostroomError(f"Page {page} of {clean_name(document.name)} cannot be shown.")

    def preview(self, document: Document, request: ReadRequest) -> tuple[SheetPreview, ...]:
        """The sheets of a workbook or text table with their first rows.

        Raises:
            PostroomError: The document cannot be read or has no sheets.
        """
        question = self._question("preview", document, request)
        sheets = []
        for frame in list(self._child.ask(question, patience=self._caps.sheet_seconds)):
            if frame.header.get("type") == "failed":
                raise refusal(document, frame.header)
            try:
                sheets.append(as_preview(dict(frame.header)))
            except (KeyError, TypeError, ValueError) as error:
                raise PostroomError("The reader's answer makes no sense.") from error
        return tuple(sheets)

    def _question(
        self, do: str, document: Document, request: ReadRequest, **more: object
    ) -> Frame:
        """A question to the child about a document."""
        return Frame(
            header={
                "do": do,
                "path": document.path,
                "inner": list(document.inner),
                "caps": self._caps.as_header(),
                "request": {
                    "column": request.column,
                    "sheet": request.sheet,
                    "passwords": list(request.passwords),
                    "recognize_all": request.recognize_all,
                    "layout": request.layout,
                    "sheets": request.sheets_as_header(),
                },
                **more,
            }
        )


def after_sheet_death(
    gathering: Gathering, death: Death
) -> Generator[Record, None, Position | None]:
    """Name the sheet that ended the child; returns the next one, None in a text table."""
    yield from gathering.fail_sheet(*death)
    if gathering.sheet_number is None:
        return None
    return Position(first=gathering.sheet_number + 2)


def after_layout_death(
    gathering: Gathering,
) -> Generator[Record, None, Position | None]:
    """Keep the page that came before its layout ended the child; returns the next one."""
    gathering.layout_deaths += 1
    number = gathering.last_page
    yield from gathering.lay_plainly()
    if gathering.finished or number >= gathering.shown_pages:
        return None
    return Position(first=number + 1)


def after_page_death(
    gathering: Gathering, position: Position, death: Death
) -> Generator[Record, None, Position | None]:
    """Try the page that ended the child again, then another way, then name it and go on.

    A child may be ended by the system, which is not the page's doing. A crash twice is
    PDFium's doing and a stall more often pypdf's, so that the other one tries.
    """
    number = gathering.last_page + 1
    if gathering.kind == "pdf" and death[1] == "crashed" and position.repeated != number:
        return Position(first=number, mode=position.mode, repeated=number)
    tried = position.mode != "both" and position.first == number
    if gathering.kind == "pdf" and not tried:
        other = "pypdf" if death[1] == "crashed" else "pdfium"
        return Position(first=number, mode=other, repeated=number)
    if gathering.kind != "pdf" or not gathering.shown_pages:
        gathering.fail(*death)
        return None
    yield from gathering.fail_page(number, *death)
    return Position(first=number + 1) if number < gathering.shown_pages else None


def refusal(document: Document, header: Mapping[str, Any]) -> PostroomError:
    """The error for a document that the child refused."""
    name, reason = clean_name(document.name), clean_reason(header.get("reason"))
    if header.get("code") == "password":
        return PasswordNeededError(f"{name} needs a password.", "Give its password.")
    return PostroomError(f"{name}: {reason}")


def clean_reason(untrusted: object) -> str:
    """A reason as one line of bounded length."""
    text = untrusted if isinstance(untrusted, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def as_picture(header: Mapping[str, Any], data: bytes) -> PagePicture:
    """A picture out of the answer that carries it.

    Raises:
        PostroomError: The answer is not of the agreed form.
    """
    width, height = header.get("width"), header.get("height")
    if not (isinstance(width, int) and isinstance(height, int)) or min(width, height) < 1:
        raise PostroomError("The reader's answer makes no sense.")
    if len(data) != width * height * 4:
        raise PostroomError("The reader's answer makes no sense.")
    marks = []
    try:
        for mark in header.get("marks", ()):
            x, y, wide, high = (float(value) for value in mark)
            if all(math.isfinite(value) for value in (x, y, wide, high)):
                marks.append((x, y, wide, high))
    except (TypeError, ValueError, OverflowError) as error:
        raise PostroomError("The reader's answer makes no sense.") from error
    return PagePicture(width=width, height=height, pixels=data, marks=tuple(marks))
