"""The first part of a run: every waiting document is read into the case file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from app import store
from app.readers import Reader, ReadRequest
from app.records import (
    Document,
    DocumentState,
    Item,
    Part,
    Phase,
    PostroomError,
    SortSettings,
    Step,
    Structure,
)
from app.store import CaseFile
from app.triage import text_hash
from app.workflow.pace import Pace

__all__ = ["read_again_where_asked", "read_waiting", "send_back"]

SHEETS = ("workbook", "table")
FEW_ROWS = 1000
MOST_READINGS = 4

Read = Part | Item | Document | Structure


def no_more(_: int) -> Iterator[Step]:
    """Nothing is done with a document that was read."""
    return iter(())


def read_waiting(
    case: CaseFile,
    reader: Reader,
    request: ReadRequest,
    pace: Pace,
    some: tuple[Collection[int] | None, Callable[[int], Iterator[Step]]] = (None, no_more),
) -> Iterator[Step]:
    """Read every waiting document, those found inside others too.

    Args:
        case: The case file.
        reader: Whose child process reads.
        request: How; with layouts, the structure of each document is stored with it.
        pace: Of the run.
        some: Keys of the only documents to read, with what is inside them (None for all),
            and what is to be done at once with each one that was read.

    Yields:
        A step before each document, and one after each part of it that was stored.
    """
    only, then = some
    weights = {document.key: weight(document) for document in all_waiting(case, only)}
    pace.begin()
    done = 0
    finished = 0
    tried: Counter[int] = Counter()
    while (document := next_waiting(case, only)) is not None:
        # A document found inside another one joins the count when it is met.
        weights.setdefault(document.key, weight(document))
        total = sum(weights.values())
        step = Step(
            phase=Phase.READING,
            done=finished,
            total=len(weights),
            document=document.name,
            seconds_left=pace.seconds_left(done, total),
            counts=store.counts(case),
        )
        yield step
        confirmed = store.sheet_choices(case, document.key)
        found = read_whole(reader, document, replace(request, sheets=confirmed))
        for stored in store.keep_reading(case, document.key, found, text_hash):
            yield Step(
                phase=Phase.READING,
                done=finished,
                total=len(weights),
                document=document.name,
                message=f"{stored:,} rows so far" if stored > FEW_ROWS else "",
                seconds_left=step.seconds_left,
                counts=step.counts,
            )
        if read_once_more(case, document.key, tried):
            continue  # it waits again
        done += weights[document.key]
        finished += 1
        yield from then(document.key)


def all_waiting(case: CaseFile, only: Collection[int] | None) -> list[Document]:
    """The documents that wait, in input order."""
    return [one for one in some_documents(case, only) if one.state is DocumentState.WAITING]


def some_documents(case: CaseFile, only: Collection[int] | None) -> list[Document]:
    """These documents and all inside them, or all that there are, in input order."""
    return store.documents(case) if only is None else store.with_inside(case, only)


def next_waiting(case: CaseFile, only: Collection[int] | None) -> Document | None:
    """The next document to read; None at the end."""
    waiting = store.waiting(case, limit=1) if only is None else all_waiting(case, only)
    return waiting[0] if waiting else None


def read_whole(reader: Reader, document: Document, request: ReadRequest) -> Iterator[Read]:
    """What a reader finds in a document, with its structure where layouts are asked for."""
    found = reader.read(document, request)
    if not request.layout:
        return found  # type: ignore[return-value]  # then there are no layouts in it
    from app.workflow.summary_reading import with_structure  # noqa: PLC0415 - seldom

    return with_structure(found)


def read_once_more(case: CaseFile, key: int, tried: Counter[int]) -> bool:
    """Whether a document is sent back to be read again, as its reader died over it.

    A process may be ended by the system or by somebody; only what ends it every time is the
    document's own fault.
    """
    tried[key] += 1
    if tried[key] == MOST_READINGS or store.document(case, key).reason_code != "crashed":
        return False
    store.wait_again(case, key)
    return True


def weight(document: Document) -> int:
    """How much work a document is expected to be: its bytes, and some for opening it."""
    return document.size + 20_000


def read_again_where_asked(
    case: CaseFile,
    before: SortSettings | None,
    after: SortSettings,
    *,
    passwords: bool,
    only: Collection[int] | None = None,
) -> None:
    """Put documents back to waiting where what is asked now would read them otherwise.

    Locked documents are read again when passwords are given, missing ones when they are
    back, sheets when another sheet or column is named (none named asks for nothing else).
    What a person has reviewed is left as it is. With ``only``, so are all other documents
    than these and what is inside them.
    """
    for document in some_documents(case, only):
        locked = passwords and document.reason_code == "password"
        if locked or document.reason_code == "missing":
            send_back(case, document)
    if before is None:
        return
    other_sheets = after.column not in ("", before.column) or after.sheet not in (
        "",
        before.sheet,
    )
    more_pages = after.recognize_all and not before.recognize_all
    for document in some_documents(case, only):
        is_sheet = document.kind in SHEETS
        if (is_sheet and other_sheets) or (not is_sheet and more_pages):
            send_back(case, document)


def send_back(case: CaseFile, document: Document) -> None:
    """Let a document wait again, unless that would lose something.

    A document whose file is gone keeps what was read of it; so does one with items that a
    person has reviewed. One found inside a mail that was sent back went with it.
    """
    if not Path(document.path).is_file():
        return
    try:
        store.wait_again(case, document.key)
    except (KeyError, PostroomError):
        return
