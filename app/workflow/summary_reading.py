"""Reading for summaries: where the lines of each page stand, and the structure from that.

A document that was read before for another purpose is looked at once more; what is kept of
it stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app import store
from app.readers import Outline, Reader, ReadRequest
from app.readers.structure import build_structure
from app.records import (
    Document,
    DocumentState,
    Item,
    PageLayout,
    Part,
    PartState,
    Structure,
    StructuredPage,
)
from app.store import CaseFile
from app.store.texts import clean
from app.workflow.summary_facts import PAGED

if TYPE_CHECKING:
    from app.readers.reader import Record

__all__ = ["build_later", "with_structure"]

# A file may claim any number of pages; further ones share the last line.
MOST_PAGES = 20_000
NOT_REACHED = "the reading ended before this page"
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


def texts_of(item: Item) -> dict[int, str]:
    """The texts of an item's pages by their numbers."""
    return {
        passage.place.page: item.text[passage.start : passage.end]
        for passage in item.passages
        if passage.place.page is not None
    }


def pages_of(
    parts: Sequence[Part], texts: Mapping[int, str], layouts: Sequence[PageLayout]
) -> list[StructuredPage]:
    """Every page from the first to the last one that the ledger or the text knows."""
    lines: dict[int, Part] = {}
    for one in parts:
        for number in range(one.first, min(one.last, MOST_PAGES) + 1):
            lines[number] = one
    labels = {layout.page: layout.label for layout in layouts}
    beyond = max((one.last for one in parts), default=0)
    last = max([*lines, *texts], default=0)
    pages = []
    for number in range(1, last + 1):
        part = lines.get(number)
        reason = NOT_REACHED if part is None else part.reason
        if number == last and beyond > last:
            reason = f"{reason} (so are the pages up to {beyond:,})"
        pages.append(
            StructuredPage(
                number=number,
                label=labels.get(number, ""),
                text=texts.get(number, ""),
                state=PartState.FAILED if part is None else part.state,
                reason=reason,
                confidence=None if part is None else part.confidence,
            )
        )
    return pages


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
    with case.writing():
        store.put_structure(case, document.key, structure, note)
        store.audit(case, "document looked at again", {"document": document.key})


def cleaned(texts: Mapping[int, str]) -> dict[int, str]:
    """Texts as the case file keeps them."""
    return {number: clean(text) for number, text in texts.items()}
