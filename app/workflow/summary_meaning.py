"""What summaries are made of: a document's structure and sentences, and their meanings."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.records import PostroomError, Sentence, Structure
from app.store import CaseFile
from app.triage.salience import to_embed
from app.triage.sentences import sentences_of
from app.workflow.summary_facts import fingerprint

__all__ = [
    "Embedding",
    "Material",
    "embed_lines",
    "find_vectors",
    "material",
    "need_material",
]

Floats = NDArray[np.float32]

# Sentences of one commit: a second or two of work that a kill may cost.
CHUNK = 256


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """A document as it is summarized.

    Attributes:
        key: Of the document.
        structure: Its pages, sections and blocks.
        mark: Fingerprint of the structure.
        note: What a reader should know of it; may be empty.
        sentences: In reading order.
    """

    key: int
    structure: Structure
    mark: str
    note: str
    sentences: tuple[Sentence, ...]


def material(case: CaseFile, key: int) -> Material | None:
    """A document with its sentences; None where it has no structure yet."""
    stored = store.structure(case, key)
    if stored is None:
        return None
    return Material(
        key=key,
        structure=stored.structure,
        mark=stored.mark,
        note=stored.note,
        sentences=sentences_of(stored.structure),
    )


def need_material(case: CaseFile, key: int) -> Material:
    """The same where there must be one.

    Raises:
        KeyError: There is no such document.
        PostroomError: The document has no structure yet.
    """
    document = store.document(case, key)
    found = material(case, key)
    if found is None:
        raise PostroomError(
            f"{document.name} has not been summarized yet.", "Summarize it first."
        )
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Embedding:
    """How far the sentences of a document are embedded.

    Attributes:
        done: Sentences that have a vector.
        total: Sentences that get one.
        fresh: Characters of those that got theirs just now: work goes by characters.
        left: Characters of those that still have none.
        characters: Of all of them.
    """

    done: int
    total: int
    fresh: int
    left: int
    characters: int


def find_vectors(
    case: CaseFile, embedder: Embedder, found: Material
) -> Generator[Embedding, None, Floats]:
    """The vectors of a document's sentences; those that are missing are made and kept.

    Yields:
        How far it is, after each batch that was made.

    Returns:
        (n, d), one row a sentence, of length 1; zeros for those that need none, and for
        those that ended the model's process.
    """
    texts = [sentence.text for sentence in found.sentences]
    # Those of one length share a pass through the model.
    order = sorted(
        to_embed(found.structure, found.sentences), key=lambda n: (len(texts[n]), n)
    )
    whose = (embedder.sha256, fingerprint([texts[number] for number in order]))
    held = store.sentence_vectors(case, found.key, whose, embedder.dimensions)
    vectors = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    characters = sum(len(texts[number]) for number in order)
    done, left = 0, characters
    for first in range(0, len(order), CHUNK):
        numbers = order[first : first + CHUNK]
        rows, size = held.get(first), sum(len(texts[number]) for number in numbers)
        done, left = done + len(numbers), left - size
        if rows is None or len(rows) != len(numbers):
            rows = embed_lines(embedder, [texts[number] for number in numbers])
            if not case.read_only:
                store.put_sentence_vectors(case, found.key, whose, first, rows)
            yield Embedding(
                done=done, total=len(order), fresh=size, left=left, characters=characters
            )
        vectors[numbers] = rows
    return vectors


def embed_lines(embedder: Embedder, lines: Sequence[str]) -> Floats:
    """Vectors of short texts, as they are kept; zeros for those that have none.

    They are rounded as the case file rounds them, so that a run that was cut off comes to
    the same end.
    """
    if not lines:
        return np.zeros((0, embedder.dimensions), dtype=np.float32)
    found = embedder.embed(list(lines), [()] * len(lines))
    vectors = found.vectors.copy()
    vectors[list(found.failed)] = 0
    return vectors.astype(np.float16).astype(np.float32)
