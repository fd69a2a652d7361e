"""Reading a document into the case file, in small batches that a kill cannot tear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from app.records import Document, DocumentState, Item, Part, Structure
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.documents import document, insert_documents, position_of, wipe_reading
from app.store.items import insert_items
from app.store.structures import put_structure
from app.store.texts import clean

__all__ = ["begin_reading", "finish_reading", "keep_reading", "store_reading"]

_BATCH = 500  # entries of one commit
_BATCH_CHARACTERS = 4_000_000  # or this much text, so that long letters do not pile up


def keep_reading(
    case: CaseFile,
    key: int,
    read: Iterable[Part | Item | Document | Structure],
    hash_text: Callable[[str], bytes],
) -> Iterator[int]:
    """Stores what a reader yields; yields after each commit how many items are stored.

    Until the last commit the document waits; if it never comes, the next reading starts
    from nothing. Give up the iterator early to stop.

    Args:
        case: The case file.
        key: Of the document that is read.
        read: Parts, items, documents found inside, where it was looked for the structure,
            and at the end the document itself.
        hash_text: SHA-256 digest, 32 bytes, of the normalized form of a text.

    Raises:
        ValueError: The document is not waiting, or the reader ended without it.
    """
    begin_reading(case, key)
    inner = document(case, key).inner
    kept: list[Part | Item | Document] = []
    structure: Structure | None = None
    count = characters = 0
    for one in read:
        if isinstance(one, Structure):
            structure = one
            continue
        if isinstance(one, Document) and one.inner == inner:
            with case.writing():
                count += _store(case, key, kept, hash_text)
                if structure is not None:
                    put_structure(case, key, structure)
                finish_reading(case, replace(one, key=key))
            yield count
            return
        kept.append(one)
        characters += len(one.text) if isinstance(one, Item) else 0
        if len(kept) >= _BATCH or characters >= _BATCH_CHARACTERS:
            count += _store(case, key, kept, hash_text)
            kept, characters = [], 0
            yield count
    raise ValueError(f"the reading of document {key} ended without the document")


def _store(
    case: CaseFile,
    key: int,
    kept: Sequence[Part | Item | Document],
    hash_text: Callable[[str], bytes],
) -> int:
    items = [(i, hash_text(clean(i.text))) for i in kept if isinstance(i, Item)]
    store_reading(
        case,
        key,
        parts=[one for one in kept if isinstance(one, Part)],
        items=items,
        found=[one for one in kept if isinstance(one, Document)],
    )
    return len(items)


def begin_reading(case: CaseFile, key: int) -> None:
    """Clears away what a reading that was cut off has left of a waiting document.

    Raises:
        ValueError: The document is not waiting.
    """
    with case.writing():
        if document(case, key).state is not DocumentState.WAITING:
            raise ValueError(f"document {key} is not waiting to be read")
        wipe_reading(case, key)


def store_reading(
    case: CaseFile,
    key: int,
    *,
    parts: Sequence[Part] = (),
    items: Sequence[tuple[Item, bytes]] = (),
    found: Sequence[Document] = (),
) -> None:
    """Stores a batch of what was read of a document, in one commit.

    Args:
        case: The case file.
        key: Of the document, whose reading has begun.
        parts: Lines of its ledger, in order.
        items: Its items in order, each with the SHA-256 digest of its normalized text.
        found: Documents found inside it, in order.
    """
    with case.writing():
        number = case.number("SELECT max(number) FROM part WHERE document = ?", (key,))
        case.execute_many(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, n, *_cells(part)) for n, part in enumerate(parts, number + 1)],
        )
        insert_items(case, key, position_of(case, key), items)
        insert_documents(case, found, parent=key)


def _cells(part: Part) -> tuple[object, ...]:
    sheet = None if part.sheet is None else clean(part.sheet)
    reason = clean(part.reason)
    return part.state, part.first, part.last, sheet, reason, part.confidence


def finish_reading(case: CaseFile, read: Document) -> None:
    """Stores how the reading of a document ended.

    A document that failed, or that gave neither items nor documents, gets a line of its
    own among the results, so that nothing is missing there.

    Args:
        case: The case file.
        read: The document with its key and its final kind, SHA-256, size and state.

    Raises:
        ValueError: Its state is still waiting.
    """
    if read.state is DocumentState.WAITING:
        raise ValueError(f"document {read.key} has not been read")
    with case.writing():
        case.execute(
            "UPDATE document SET kind = ?, sha256 = ?, size = ?, state = ?, reason = ?, "
            "reason_code = ? WHERE key = ?",
            (
                read.kind,
                read.sha256,
                read.size,
                read.state,
                clean(read.reason),
                read.reason_code,
                read.key,
            ),
        )
        key = (read.key,)
        items = case.number("SELECT count(*) FROM item WHERE document = ?", key)
        inside = case.number("SELECT count(*) FROM document WHERE parent = ?", key)
        failed = read.state is DocumentState.FAILED
        if items == 0 and (failed or inside == 0):
            case.execute(
                "INSERT INTO result (document, position, status) VALUES (?, ?, ?)",
                (
                    read.key,
                    position_of(case, read.key) + bytes(4),
                    "failed" if failed else None,
                ),
            )
        detail = {"document": read.key, "state": read.state, "items": items}
        audit(case, "document read", detail | {"inside": inside, "sha256": read.sha256})
