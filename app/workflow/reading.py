"""The first part of a run: every waiting document is read into the case file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app import store
from app.readers import Reader, ReadRequest
from app.records import Document, DocumentState, Phase, PostroomError, SortSettings, Step
from app.store import CaseFile
from app.triage import text_hash
from app.workflow.pace import Pace

__all__ = ["read_again_where_asked", "read_waiting"]

SHEETS = ("workbook", "table")
FEW_ROWS = 1000
MOST_READINGS = 4


def read_waiting(
    case: CaseFile, reader: Reader, request: ReadRequest, pace: Pace
) -> Iterator[Step]:
    """Read every waiting document, those found inside others too.

    Yields:
        A step before each document, and one after each part of it that was stored.
    """
    weights = {
        document.key: weight(document)
        for document in store.documents(case)
        if document.state is DocumentState.WAITING
    }
    pace.begin()
    done = 0
    finished = 0
    tried: Counter[int] = Counter()
    while waiting := store.waiting(case, limit=1):
        document = waiting[0]
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
        found = reader.read(document, request)
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
    case: CaseFile, before: SortSettings | None, after: SortSettings, *, passwords: bool
) -> None:
    """Put documents back to waiting where what is asked now would read them otherwise.

    Locked documents are read again when passwords are given, missing ones when they are
    back, sheets when another sheet or column is named (none named asks for nothing else).
    What a person has reviewed is left as it is.
    """
    for document in store.documents(case):
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
    for document in store.documents(case):
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
