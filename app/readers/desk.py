"""The child's desk: the document that lies open, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.readers import archives, reading, scans, sources
from app.readers.answers import Answer, Refused, count
from app.readers.outlines import outline_answer
from app.readers.reading_order import PlacedText
from app.readers.recognition import Recognizer
from app.readers.requests import ReadCaps, ReadRequest
from app.readers.sniffing import KINDS, sniff
from app.readers.sources import Source
from app.readers.workbook import decrypted

__all__ = ["Desk", "Order"]

# What was recognized on a page, and the width and height of its picture in pixels.
Placed = tuple[PlacedText, int, int]

KEPT_BYTES = 128 * 2**20
KEPT_PAGES = 32
SUFFIX_KINDS = {
    "pdf": (".pdf",),
    "image": (".jpg", ".jpeg", ".png", ".tif", ".tiff"),
    "workbook": (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    "table": (".csv", ".tsv"),
    "letter": (".docx", ".doc", ".rtf", ".odt"),
    "mail": (".eml", ".msg"),
    "text": (".txt", ".md", ".html", ".htm"),
    "archive": (".zip", ".mbox"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is asked about one document.

    Attributes:
        path: Of the outermost file.
        inner: Names of the members that lead to the document.
        request: How it is to be read.
        caps: What it may use up.
        first: The page to begin with from 1, or the sheet from 0.
        mode: Which PDF library may look at the first page: ``"both"``, ``"pdfium"``,
            ``"pypdf"``.
        width: Of the picture wanted, in pixels.
        mark: First and one past the last character to mark, or None.
    """

    path: Path
    inner: tuple[str, ...]
    request: ReadRequest
    caps: ReadCaps
    first: int = 1
    mode: str = "both"
    width: int = 0
    mark: tuple[int, int] | None = None


@dataclass(slots=True)
class Laid:
    """A document on the desk: its bytes and form, and the same once it is unlocked."""

    source: Source
    form: str
    phrase: str
    plain: tuple[Source, str, str] | None = None
    mark: tuple[str, int] | None = None


class Desk:
    """Keeps the last document open, as a scan is asked for page by page."""

    def __init__(self) -> None:
        self._key: object = None
        self._laid: Laid | None = None
        self._open: Any = None
        self._recognizer: Recognizer | None = None
        self._outer: tuple[object, Source | None] = (None, None)
        self._spans: tuple[object, list[tuple[int, int]]] = (None, [])
        self._placed: dict[object, Placed] = {}

    def forget(self) -> None:
        """Close whatever lies open."""
        document, self._open = self._open, None
        self._key = self._laid = None
        self._outer = (None, None)
        if document is not None:
            document.close()

    def read(self, order: Order) -> Iterator[Answer]:
        """Everything there is to say about a document, from ``order.first`` on."""
        laid = self.lay(order)
        if laid.mark is None:
            laid.mark = sources.fingerprint(laid.source)
        sha256, size = laid.mark
        kind = KINDS.get(laid.form, "unknown")
        if kind == "unknown":
            kind = kind_by_suffix(laid.source.suffix)
        yield {"type": "opened", "kind": kind, "sha256": sha256, "size": size}
        if laid.form == "empty":
            yield {"type": "empty", "reason": "The file is empty (0 bytes)."}
            return
        source, form, phrase = self.unlock(order)
        if form == "unsupported":
            raise Refused(f"This is {phrase}; it is not read.", "unsupported")
        if form not in reading.ANSWERS:
            raise Refused("The file is damaged.", "damaged")
        yield from reading.ANSWERS[form](self, source, order)

    def recognize(self, order: Order) -> Iterator[Answer]:
        """One page, read as a picture, and where its lines stand."""
        source, form, _ = self.unlock(order)
        answer = scans.recognized_page(self, source, form, order)
        yield answer
        if order.request.layout:
            yield scans.recognized_layout(self, source, form, order)

    def outline(self, order: Order) -> Iterator[Answer]:
        """What a PDF itself says of its structure."""
        source, form, _ = self.unlock(order)
        if form == "pdf":
            yield outline_answer(scans.open_pdf(self, source, order))

    def preview(self, order: Order) -> Iterator[Answer]:
        """The sheets of a workbook or table."""
        source, form, _ = self.unlock(order)
        yield from reading.previews(source, form, order)

    def page(self, order: Order) -> Iterator[Answer]:
        """One page as pixels."""
        source, form, _ = self.unlock(order)
        yield scans.page_picture(self, source, form, order)

    def lay(self, order: Order) -> Laid:
        """Put the document on the desk, if it does not lie there already.

        Raises:
            Refused: It is not there, or lies deeper than the cap.
        """
        key = (order.path, order.inner, order.request.passwords, stamp(order.path))
        if key != self._key or self._laid is None:
            document, self._open = self._open, None
            if document is not None:
                document.close()
            self._key, self._laid = None, None
            source = self.find(order)
            form, phrase = sniff(source)
            self._key, self._laid = key, Laid(source=source, form=form, phrase=phrase)
        return self._laid

    def unlock(self, order: Order) -> tuple[Source, str, str]:
        """The document's bytes, form and phrase, without the password of an Office file.

        Raises:
            Refused: No password opens it.
        """
        laid = self.lay(order)
        if laid.plain is None:
            if laid.form == "encrypted office":
                source = decrypted(laid.source, order.request.passwords, order.caps)
                laid.plain = (source, *sniff(source))
            else:
                laid.plain = (laid.source, laid.form, laid.phrase)
        return laid.plain

    def find(self, order: Order) -> Source:
        """The bytes of a document, through every file that it lies in."""
        if len(order.inner) > order.caps.depth:
            raise Refused(
                "It lies in a file inside a file, more than"
                f" {count(order.caps.depth, 'level')} deep.",
                "too big",
            )
        source = sources.source_of_file(order.path)
        for depth, name in enumerate(order.inner):
            here = (order.path, order.inner[:depth], stamp(order.path))
            if self._outer[0] == here and self._outer[1] is not None:
                source = self._outer[1]
            elif source.path is None and len(source.data) <= KEPT_BYTES:
                self._outer = (here, source)
            data = self.member(source, name, order, here)
            source = Source(name=name.rpartition("/")[2], data=data)
        return source

    def member(self, source: Source, name: str, order: Order, key: object) -> bytes:
        """The bytes of one file inside another.

        Raises:
            Refused: It is not there or cannot be unpacked.
        """
        form, _ = sniff(source)
        if form == "zip":
            return archives.zip_member(source, name, order.request.passwords, order.caps)
        if form == "mbox":
            if self._spans[0] != key:
                with source.open() as file:
                    self._spans = (key, list(archives.mailbox_spans(file)))
            return archives.mailbox_member(source, name, self._spans[1], order.caps)
        for found, data in reading.inner_files(source, form, order):
            if found == name:
                return data
        raise Refused("The file is not there any more.", "missing")

    def document(self, build: Callable[[], Any]) -> Any:  # noqa: ANN401 - of its own class
        """What lies open, built the first time it is asked for."""
        if self._open is None:
            self._open = build()
        return self._open

    def recognizer(self) -> Recognizer:
        """The models that read pictures, loaded once."""
        if self._recognizer is None:
            self._recognizer = Recognizer()
        return self._recognizer

    def placed(self, number: int) -> Placed | None:
        """What was recognized on a page of this document before, or None."""
        return self._placed.get((self._key, number))

    def keep_placed(self, number: int, placed: Placed) -> None:
        """Keep where the words of a recognized page stand."""
        while len(self._placed) >= KEPT_PAGES:
            del self._placed[next(iter(self._placed))]
        self._placed[(self._key, number)] = placed


def stamp(path: Path) -> tuple[int, int]:
    """What tells whether a file has changed since it was opened."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def kind_by_suffix(suffix: str) -> str:
    """What people would call a file of this name."""
    for kind, suffixes in SUFFIX_KINDS.items():
        if suffix in suffixes:
            return kind
    return "unknown"
