"""Vectors and scores of texts, kept by model and text so that no text is asked twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.store.case_file import CaseFile
from app.store.database_file import DatabaseFile

__all__ = [
    "count_texts",
    "count_texts_without_vectors",
    "each_texts_without_vectors",
    "each_vectors",
    "model_key",
    "put_scores",
    "put_vectors",
    "scores",
    "segment_vectors",
    "vectors",
]

# An item stands for its text when no earlier one has the same text.
_TEXTS_TO_DO = """
    SELECT key, text_hash, text FROM item WHERE key > ?
    AND NOT EXISTS (SELECT 1 FROM vector
        WHERE vector.text_hash = item.text_hash AND vector.model = ?)
    AND NOT EXISTS (SELECT 1 FROM item AS earlier
        WHERE earlier.text_hash = item.text_hash AND earlier.key < item.key)
    ORDER BY key LIMIT ?
"""
_COUNT_TO_DO = """
    SELECT count(DISTINCT text_hash) FROM item
    WHERE NOT EXISTS (SELECT 1 FROM vector
        WHERE vector.text_hash = item.text_hash AND vector.model = ?)
"""
_VECTORS_IN_ORDER = """
    SELECT item.key AS item, item.text_hash AS text_hash, item.text AS text, vector
    FROM item CROSS JOIN vector ON vector.text_hash = item.text_hash
    WHERE item.key > ? AND vector.model = ?
    AND NOT EXISTS (SELECT 1 FROM item AS earlier
        WHERE earlier.text_hash = item.text_hash AND earlier.key < item.key)
    ORDER BY item.key LIMIT ?
"""


def count_texts(case: CaseFile) -> int:
    """How many different texts the items have."""
    return case.number("SELECT count(DISTINCT text_hash) FROM item")


def count_texts_without_vectors(case: CaseFile, model: str) -> int:
    """How many different texts have no vector of this model yet."""
    return case.number(_COUNT_TO_DO, (model_key(case, model),))


def each_texts_without_vectors(
    case: CaseFile, model: str, *, batch: int = 256
) -> Iterator[list[tuple[bytes, str]]]:
    """Batches of (text hash, text) without a vector, each text once, in input order.

    A text that still has none when its batch is done is not offered again.
    """
    after = 0
    while True:
        # Asked anew each time: the first vector makes the model known.
        rows = case.select(_TEXTS_TO_DO, (after, model_key(case, model), batch))
        if not rows:
            return
        yield [(row["text_hash"], row["text"]) for row in rows]
        after = rows[-1]["key"]


def put_vectors(
    file: DatabaseFile,
    model: str,
    hashes: Sequence[bytes],
    whole: NDArray[np.float32],
    segments: Sequence[NDArray[np.float32]] | None = None,
) -> None:
    """Stores the vectors of texts, as float16, in one commit.

    Args:
        file: The case file or memory.
        model: SHA-256 of the model.
        hashes: Of n texts.
        whole: (n, d), one vector a text.
        segments: n arrays (k_i, d), vectors of each text's segments; None keeps none.
    """
    pieces = [whole[:0]] * len(hashes) if segments is None else segments
    with file.writing():
        key = model_key(file, model, make=True)
        file.execute_many(
            "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)",
            [
                (text_hash, key, _bytes(vector), _bytes(some))
                for text_hash, vector, some in zip(hashes, whole, pieces, strict=True)
            ],
        )


def vectors(
    file: DatabaseFile, model: str, hashes: Sequence[bytes]
) -> dict[bytes, NDArray[np.float32]]:
    """The vectors (d,) of those of the texts that have one."""
    key = model_key(file, model)
    found = {}
    for text_hash in hashes:
        row = file.first(
            "SELECT vector FROM vector WHERE text_hash = ? AND model = ?", (text_hash, key)
        )
        if row is not None:
            found[text_hash] = _array(row["vector"])
    return found


def segment_vectors(
    file: DatabaseFile, model: str, hashes: Sequence[bytes]
) -> dict[bytes, NDArray[np.float32]]:
    """The segments' vectors (k, d) of those of the texts that have them."""
    key = model_key(file, model)
    found = {}
    for text_hash in hashes:
        row = file.first(
            "SELECT vector, segments FROM vector WHERE text_hash = ? AND model = ?",
            (text_hash, key),
        )
        if row is not None:
            dimensions = len(row["vector"]) // 2
            found[text_hash] = _array(row["segments"]).reshape(-1, dimensions)
    return found


def each_vectors(
    case: CaseFile, model: str, *, batch: int = 2000
) -> Iterator[tuple[list[bytes], list[str], NDArray[np.float32]]]:
    """Batches of (hashes, texts, vectors (n, d)), each text once, in input order."""
    key, after = model_key(case, model), 0
    while True:
        rows = case.select(_VECTORS_IN_ORDER, (after, key, batch))
        if not rows:
            return
        yield (
            [row["text_hash"] for row in rows],
            [row["text"] for row in rows],
            np.stack([_array(row["vector"]) for row in rows]),
        )
        after = rows[-1]["item"]


def put_scores(
    file: DatabaseFile,
    model: str,
    question: str,
    found: Mapping[bytes, NDArray[np.float32]],
) -> None:
    """Stores a language model's scores of texts, as float32, in one commit.

    Args:
        file: The case file or memory.
        model: SHA-256 of the model.
        question: Hash of all that was asked beside the text: categories, layout.
        found: By text hash, (k,) scores.
    """
    with file.writing():
        key = model_key(file, model, make=True)
        file.execute_many(
            "INSERT OR REPLACE INTO score VALUES (?, ?, ?, ?)",
            [
                (text_hash, key, question, np.asarray(one, dtype="<f4").tobytes())
                for text_hash, one in found.items()
            ],
        )


def scores(
    file: DatabaseFile, model: str, question: str, hashes: Sequence[bytes]
) -> dict[bytes, NDArray[np.float32]]:
    """The scores (k,) of those of the texts that have them."""
    key = model_key(file, model)
    found = {}
    for text_hash in hashes:
        row = file.first(
            "SELECT scores FROM score WHERE text_hash = ? AND model = ? AND question = ?",
            (text_hash, key, question),
        )
        if row is not None:
            found[text_hash] = np.frombuffer(row["scores"], dtype="<f4").astype(np.float32)
    return found


def _bytes(vector: NDArray[np.float32]) -> bytes:
    return np.asarray(vector, dtype="<f2").tobytes()


def _array(stored: bytes) -> NDArray[np.float32]:
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)


def model_key(file: DatabaseFile, model: str, *, make: bool = False) -> int:
    """The model's short number; 0, which no model has, where it is not known yet."""
    if make:
        file.execute("INSERT OR IGNORE INTO model (sha256) VALUES (?)", (model,))
    return file.number("SELECT key FROM model WHERE sha256 = ?", (model,))
