"""Structures of documents, and the vectors of their sentences.

A structure is kept without the texts of its pages: they are those of the document's item.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.records import Block, BlockKind, PartState, Section, Structure, StructuredPage
from app.store.case_file import CaseFile
from app.store.texts import clean, to_json
from app.store.vectors import model_key

__all__ = [
    "StoredStructure",
    "count_characters",
    "count_pages",
    "forget_structure",
    "page_texts",
    "put_sentence_vectors",
    "put_structure",
    "sentence_vectors",
    "structure",
    "structure_mark",
    "structure_marks",
    "structure_note",
]

# zlib's own usual level; a structure of 150 pages takes a few hundredths of a second.
_LEVEL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredStructure:
    """A structure of the case file.

    Attributes:
        structure: With the texts of its pages.
        mark: Fingerprint of it, texts, note and all; what is made of it is kept under it.
        note: What a reader of anything made of it should know; may be empty.
    """

    structure: Structure
    mark: str
    note: str = ""


def put_structure(case: CaseFile, key: int, found: Structure, note: str = "") -> None:
    """Stores the structure of a document, in place of an older one.

    Args:
        case: The case file.
        key: Of the document.
        found: Its structure; the texts of its pages are those of the document's item.
        note: What a reader of anything made of it should know.
    """
    content, told = _written(found).encode("utf-8"), clean(note)
    # Over what is plain: another zlib may pack the same into other bytes.
    digest = hashlib.sha256(content)
    for text in (told, *(clean(page.text) for page in found.pages)):
        digest.update(b"\f" + text.encode("utf-8"))
    with case.writing():
        case.execute(
            "INSERT OR REPLACE INTO structure VALUES (?, ?, ?, ?, ?)",
            (
                key,
                digest.hexdigest(),
                len(found.pages),
                told,
                zlib.compress(content, _LEVEL),
            ),
        )


def structure(case: CaseFile, key: int) -> StoredStructure | None:
    """The structure of a document; None where it has none yet."""
    row = case.first("SELECT * FROM structure WHERE document = ?", (key,))
    if row is None:
        return None
    content = json.loads(zlib.decompress(row["content"]))
    return StoredStructure(
        structure=_read(content, page_texts(case, key)),
        mark=row["mark"],
        note=row["note"],
    )


def structure_mark(case: CaseFile, key: int) -> str:
    """Fingerprint of the structure of a document; empty where it has none."""
    row = case.first("SELECT mark FROM structure WHERE document = ?", (key,))
    return "" if row is None else str(row["mark"])


def structure_note(case: CaseFile, key: int) -> str:
    """What a reader should know of the structure of a document; mostly empty."""
    row = case.first("SELECT note FROM structure WHERE document = ?", (key,))
    return "" if row is None else str(row["note"])


def structure_marks(case: CaseFile) -> dict[int, tuple[str, int]]:
    """Fingerprint and number of pages of every structure, by key of its document."""
    rows = case.select("SELECT document, mark, pages FROM structure")
    return {row["document"]: (row["mark"], row["pages"]) for row in rows}


def count_pages(case: CaseFile, key: int) -> int:
    """The last page that the ledger of a document knows; 0 while it is not read."""
    return case.number(
        "SELECT max(last) FROM part WHERE document = ? AND sheet IS NULL", (key,)
    )


def count_characters(case: CaseFile, key: int) -> int:
    """How much text a document has."""
    return case.number("SELECT sum(length(text)) FROM item WHERE document = ?", (key,))


def page_texts(case: CaseFile, key: int) -> dict[int, str]:
    """The texts of a document's pages as its item keeps them, by number of the page."""
    row = case.first(
        "SELECT text, passages FROM item WHERE document = ? ORDER BY key LIMIT 1", (key,)
    )
    if row is None:
        return {}
    text = row["text"]
    return {
        page: text[start:end]
        for start, end, page, _, _ in json.loads(row["passages"])
        if page is not None
    }


def forget_structure(case: CaseFile, key: int) -> None:
    """Takes away a document's structure and all that was made of it.

    Questions stay and wait for a new answer; so does what persons changed.
    """
    case.execute("DELETE FROM structure WHERE document = ?", (key,))
    case.execute("DELETE FROM sentence_vector WHERE document = ?", (key,))
    case.execute("DELETE FROM summary WHERE document = ?", (key,))
    case.execute("DELETE FROM summary_draft WHERE document = ?", (key,))
    case.execute(
        "UPDATE summary_answer SET made_of = '', content = '' WHERE document = ?", (key,)
    )


def put_sentence_vectors(
    case: CaseFile,
    key: int,
    whose: tuple[str, str],
    first: int,
    vectors: NDArray[np.float32],
) -> None:
    """Stores vectors of sentences of a document, as float16, in one commit.

    Those that were made of other sentences go.

    Args:
        case: The case file.
        key: Of the document.
        whose: SHA-256 of the model, and a fingerprint of all the sentences' texts.
        first: Number of the first sentence among those that get a vector.
        vectors: (n, d), of it and those behind it.
    """
    model, mark = whose
    with case.writing():
        case.execute(
            "DELETE FROM sentence_vector WHERE document = ? AND mark <> ?", (key, mark)
        )
        case.execute(
            "INSERT OR REPLACE INTO sentence_vector VALUES (?, ?, ?, ?, ?)",
            (
                key,
                model_key(case, model, make=True),
                first,
                mark,
                np.asarray(vectors, dtype="<f2").tobytes(),
            ),
        )


def sentence_vectors(
    case: CaseFile, key: int, whose: tuple[str, str], dimensions: int
) -> dict[int, NDArray[np.float32]]:
    """The vectors of a document's sentences, (n, d) by number of the first of each batch.

    Args:
        case: The case file.
        key: Of the document.
        whose: SHA-256 of the model, and a fingerprint of all the sentences' texts.
        dimensions: How many numbers a vector has.
    """
    model, mark = whose
    rows = case.select(
        "SELECT first, vectors FROM sentence_vector "
        "WHERE document = ? AND model = ? AND mark = ? ORDER BY first",
        (key, model_key(case, model), mark),
    )
    return {
        row["first"]: np.frombuffer(row["vectors"], dtype="<f2")
        .astype(np.float32)
        .reshape(-1, dimensions)
        for row in rows
    }


def _written(found: Structure) -> str:
    content: dict[str, Any] = {
        "title": found.title,
        "pages": [
            [p.number, p.label, p.state, p.reason, p.confidence] for p in found.pages
        ],
        "sections": [
            [s.number, s.heading, s.level, s.page, s.parent, s.start, s.end]
            for s in found.sections
        ],
        "blocks": [_block(block) for block in found.blocks],
    }
    return to_json(content)


def _block(block: Block) -> list[Any]:
    told = [block.kind, block.page, block.start, block.end, block.level, block.section]
    marks = int(block.header) + 2 * int(block.continues)
    if block.table or marks or block.cells:
        return [*told, block.table, marks, block.cells]
    return told


def _read(content: dict[str, Any], texts: dict[int, str]) -> Structure:
    return Structure(
        title=content["title"],
        pages=tuple(
            StructuredPage(
                number=number,
                label=label,
                text=texts.get(number, ""),
                state=PartState(state),
                reason=reason,
                confidence=confidence,
            )
            for number, label, state, reason, confidence in content["pages"]
        ),
        sections=tuple(
            Section(
                number=number,
                heading=heading,
                level=level,
                page=page,
                parent=parent,
                start=start,
                end=end,
            )
            for number, heading, level, page, parent, start, end in content["sections"]
        ),
        blocks=tuple(_block_from(cells) for cells in content["blocks"]),
    )


def _block_from(told: Sequence[Any]) -> Block:
    kind, page, start, end, level, section, *more = told
    table, marks, cells = more or (0, 0, ())
    return Block(
        kind=BlockKind(kind),
        page=page,
        start=start,
        end=end,
        level=level,
        section=section,
        table=table,
        cells=tuple((first, last) for first, last in cells),
        header=bool(marks & 1),
        continues=bool(marks & 2),
    )
