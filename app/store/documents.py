"""Documents of a case file: added once, kept in input order, waiting to be read."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable

from app.records import Document, DocumentState, Part, PartState, PostroomError
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.structures import forget_structure
from app.store.texts import clean, path_column, path_from

__all__ = [
    "add_documents",
    "document",
    "document_from",
    "documents",
    "documents_inside",
    "insert_documents",
    "locked_documents",
    "parts",
    "wait_again",
    "waiting",
    "wipe_reading",
    "with_inside",
]

_BATCH = 500


def add_documents(case: CaseFile, found: Iterable[Document]) -> int:
    """Adds the documents that the case does not have yet, in order; returns how many.

    One is already there when path and inner names are the same and so is its SHA-256; or
    it has not been read yet; or no SHA-256 was given and the size is the same. A file
    that was changed since is added beside its older self.
    """
    added = 0
    remaining = iter(found)
    while batch := list(itertools.islice(remaining, _BATCH)):
        with case.writing():
            keys = insert_documents(case, (d for d in batch if not _is_there(case, d)))
            if keys:
                audit(case, "documents added", {"first": keys[0], "last": keys[-1]})
        added += len(keys)
    return added


def _is_there(case: CaseFile, found: Document) -> bool:
    kept = case.select(
        "SELECT sha256, size, state FROM document WHERE path = ? AND inside = ?",
        (path_column(found.path), json.dumps(found.inner)),
    )
    return any(
        row["state"] == DocumentState.WAITING
        or (row["sha256"] == found.sha256 if found.sha256 else row["size"] == found.size)
        for row in kept
    )


def insert_documents(
    case: CaseFile, found: Iterable[Document], parent: int | None = None
) -> list[int]:
    """Stores documents, found inside another or not, and returns their keys."""
    above = b"" if parent is None else position_of(case, parent)
    last = case.number("SELECT seq FROM sqlite_sequence WHERE name = 'document'")
    keys = itertools.count(last + 1)
    stored = []
    # One by one: a batch may name the same file twice, and the check sees what is stored.
    for one in found:
        key = next(keys)
        case.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                parent,
                above + key.to_bytes(4, "big"),
                clean(one.name),
                path_column(one.path),
                json.dumps(one.inner),
                one.kind,
                one.sha256,
                one.size,
                one.state,
                clean(one.reason),
                one.reason_code,
            ),
        )
        stored.append(key)
    return stored


def position_of(case: CaseFile, key: int) -> bytes:
    """What sorts a document and all inside it into input order."""
    return bytes(_row(case, key)["position"])


def waiting(case: CaseFile, limit: int = 1) -> list[Document]:
    """The next documents to read, in input order: a mail's attachments follow the mail."""
    rows = case.select(
        "SELECT * FROM document WHERE state = ? ORDER BY position LIMIT ?",
        (DocumentState.WAITING, limit),
    )
    return [document_from(row) for row in rows]


def with_inside(case: CaseFile, keys: Iterable[int]) -> list[Document]:
    """These documents and all that is inside them, in input order, each once.

    Keys of documents that are not there are passed over.
    """
    rows = case.select(
        "WITH RECURSIVE inside(key) AS (SELECT value FROM json_each(?) "
        "UNION SELECT document.key FROM document JOIN inside "
        "ON document.parent = inside.key) "
        "SELECT document.* FROM document JOIN inside USING (key) ORDER BY position",
        (json.dumps([*keys]),),
    )
    return [document_from(row) for row in rows]


def document(case: CaseFile, key: int) -> Document:
    """The document with this key.

    Raises:
        KeyError: There is none.
    """
    return document_from(_row(case, key))


def documents(case: CaseFile, offset: int = 0, limit: int = -1) -> list[Document]:
    """Documents in input order; a negative limit asks for all."""
    rows = case.select(
        "SELECT * FROM document ORDER BY position LIMIT ? OFFSET ?", (limit, offset)
    )
    return [document_from(row) for row in rows]


def documents_inside(case: CaseFile, key: int) -> list[Document]:
    """The documents found directly inside a document, in the order they were found."""
    rows = case.select("SELECT * FROM document WHERE parent = ? ORDER BY key", (key,))
    return [document_from(row) for row in rows]


def locked_documents(case: CaseFile) -> list[Document]:
    """The documents that could not be read for want of a password, in input order."""
    rows = case.select(
        "SELECT * FROM document WHERE state = ? AND reason_code = 'password' "
        "ORDER BY position",
        (DocumentState.FAILED,),
    )
    return [document_from(row) for row in rows]


def parts(case: CaseFile, document_key: int) -> tuple[Part, ...]:
    """The ledger of a document: its pages or stretches of rows, as they were read."""
    rows = case.select(
        "SELECT * FROM part WHERE document = ? ORDER BY number", (document_key,)
    )
    return tuple(
        Part(
            state=PartState(row["state"]),
            first=row["first"],
            last=row["last"],
            sheet=row["sheet"],
            reason=row["reason"],
            confidence=row["confidence"],
        )
        for row in rows
    )


def wait_again(case: CaseFile, key: int) -> None:
    """Sends a document back to be read once more, with a password or another column.

    What was read of it, and what was found inside it, goes.

    Raises:
        PostroomError: A person has reviewed one of its items, labelled it in a check, or
            said which themes it has.
    """
    with case.writing():
        row = _row(case, key)
        reviewed = case.first(
            "SELECT 1 FROM result WHERE position BETWEEN ? AND ? AND (reviewed = 1 OR "
            "EXISTS (SELECT 1 FROM answer WHERE answer.item = result.item) OR "
            "EXISTS (SELECT 1 FROM theme_item WHERE theme_item.item = result.item "
            "AND source = 'person')) LIMIT 1",
            (row["position"], bytes(row["position"]) + b"\xff"),
        )
        if reviewed is not None:
            raise PostroomError(
                f"{row['name']} has items that a person has reviewed, so it is not read "
                "again.",
                "Sort it into a new case file, or remove it from this one first.",
            )
        wipe_reading(case, key)
        case.execute(
            "UPDATE document SET state = ?, reason = '', reason_code = '' WHERE key = ?",
            (DocumentState.WAITING, key),
        )
        audit(case, "document to be read again", {"document": key})


def wipe_reading(case: CaseFile, key: int) -> None:
    """Takes away all that a reading of a document has left, and what was inside it.

    Questions put to it wait for a new answer; what a person changed in its summary is put
    to use again where the same words are found again.
    """
    forget_structure(case, key)
    case.execute("DELETE FROM part WHERE document = ?", (key,))
    case.execute("DELETE FROM item WHERE document = ?", (key,))
    case.execute("DELETE FROM result WHERE document = ?", (key,))
    case.execute("DELETE FROM document WHERE parent = ?", (key,))


def document_from(row: sqlite3.Row) -> Document:
    """The document in a row of the document table."""
    return Document(
        key=row["key"],
        name=row["name"],
        path=path_from(row["path"]),
        inner=tuple(json.loads(row["inside"])),
        kind=row["kind"],
        sha256=row["sha256"],
        size=row["size"],
        state=DocumentState(row["state"]),
        reason=row["reason"],
        reason_code=row["reason_code"],
    )


def _row(case: CaseFile, key: int) -> sqlite3.Row:
    row = case.first("SELECT * FROM document WHERE key = ?", (key,))
    if row is None:
        raise KeyError(f"no document {key}")
    return row
