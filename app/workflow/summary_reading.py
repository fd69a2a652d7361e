"""Reading for summaries: where the lines of each page stand, and the structure from that.

A document that was read before for another purpose is looked at once more; what is kept of
it stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app import store
from app.readers import Outline, Reader, ReadRequest
from app.readers.structure import build_structure, pages_of, texts_of
from app.records import (
    Document,
    DocumentState,
    Item,
    PageLayout,
    Part,
    Structure,
)
from app.store import CaseFile
from app.store.texts import clean
from app.workflow.summary_facts import PAGED

if TYPE_CHECKING:
    from app.readers.reader import Record

__all__ = ["build_later", "reads_better", "with_structure"]

BY_WORDS = (
    "the text that is kept is summarized, and headings are told by their words alone."
)
OTHER_TEXT = f"The file reads otherwise now than when it came into the case: {BY_WORDS}"
FILE_GONE = f"The file could not be read again: {BY_WORDS}"


def with_structure(
    read: Iterable[Record],
) -> Iterator[Part | Item | Document | Structure]:
    """What a reader yields, with the structure before the document itself.

    Layouts go into the structure; documents without pages have none.
    """
    gathered = Gathered()
    for one in read:
        gathered.take(one)
        if isinstance(one, PageLayout | Outline):
            continue
        if isinstance(one, Document) and one.state is not DocumentState.WAITING:
            structure = gathered.structure(one)
            if structure is not None:
                yield structure
        yield one


class Gathered:
    """What of a reading goes into the structure."""

    def __init__(self) -> None:
        self.layouts: list[PageLayout] = []
        self.outline: Outline | None = None
        self.parts: list[Part] = []
        self.texts: dict[int, str] | None = None

    def take(self, one: Record) -> None:
        """Keep what matters."""
        if isinstance(one, PageLayout):
            self.layouts.append(one)
        elif isinstance(one, Outline):
            self.outline = one
        elif isinstance(one, Part):
            self.parts.append(one)
        elif isinstance(one, Item) and self.texts is None:
            self.texts = texts_of(one)

    def structure(self, document: Document) -> Structure | None:
        """The structure; None for a document without pages, or that failed."""
        if document.kind not in PAGED or document.state is DocumentState.FAILED:
            return None
        pages = pages_of(self.parts, self.texts or {}, self.layouts)
        if not pages:
            return None
        return build_structure(pages, self.layouts, self.outline)


def build_later(
    case: CaseFile, reader: Reader, document: Document, request: ReadRequest
) -> None:
    """Store the structure of a document that was read without one.

    Its items, verdicts and corrections stay as they are. Where the file is gone, or reads
    otherwise now, the text that is kept is used, and the structure's note says so.
    """
    texts = store.page_texts(case, document.key)
    gathered = Gathered()
    ended: Document | None = None
    for one in reader.read(document, request):
        gathered.take(one)
        if isinstance(one, Document) and one.inner == document.inner:
            ended = one
    note = ""
    if ended is None or ended.state is DocumentState.FAILED:
        note = FILE_GONE
    elif cleaned(gathered.texts or {}) != texts:
        note = OTHER_TEXT
    layouts, outline = ([], None) if note else (gathered.layouts, gathered.outline)
    pages = pages_of(store.parts(case, document.key), texts, layouts)
    structure = build_structure(pages, layouts, outline)
    if note and note == store.structure_note(case, document.key):
        return  # as before
    with case.writing():
        store.put_structure(case, document.key, structure, note)
        store.audit(case, "document looked at again", {"document": document.key})


def reads_better(case: CaseFile, document: Document) -> bool:
    """Whether a document had to do without its file, or with another one, and need not now.

    A file inside another is the same again where the outer one can be had: which it was
    when it came in is known of the inner one alone.
    """
    note = store.structure_note(case, document.key)
    path = Path(document.path)
    if note not in (FILE_GONE, OTHER_TEXT) or not path.is_file():
        return False
    if note == FILE_GONE or document.inner:
        return True
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
    except OSError:
        return False


def cleaned(texts: Mapping[int, str]) -> dict[int, str]:
    """Texts as the case file keeps them."""
    return {number: clean(text) for number, text in texts.items()}
