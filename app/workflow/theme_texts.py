"""The distinct texts of a case, with all that finding themes looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.store import CaseFile
from app.triage import ORDERS, segment, without_orders
from app.workflow.judging import embed_plain

__all__ = ["DistinctTexts", "Piece", "gather_texts", "pieces_of"]

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class DistinctTexts:
    """The different texts that have words and a vector, in the order of their hashes.

    Attributes:
        hashes: (n,).
        texts: (n,); of texts that differ in case and spacing only, the first by letters.
        copies: (n,), how many items have each.
        vectors: (n, d), of what is left beside sentences that speak to a computer.
        orders: (n,), whether a text has such sentences.
        private: (n,), whether some item with this text is private.
        unread: How many texts with words have no vector.
    """

    hashes: tuple[bytes, ...]
    texts: tuple[str, ...]
    copies: Integers
    vectors: Floats
    orders: Flags
    private: Flags
    unread: int = 0

    @property
    def keys(self) -> list[str]:
        """The hashes as hexadecimal text."""
        return [one.hex() for one in self.hashes]

    @property
    def numbers(self) -> dict[bytes, int]:
        """The number of each text by its hash."""
        return {one: number for number, one in enumerate(self.hashes)}

    def at(self, numbers: Sequence[int] | Integers) -> DistinctTexts:
        """Some of the texts; their numbers ascend, so that the order stays."""
        where = np.asarray(numbers, dtype=np.int64)
        return DistinctTexts(
            hashes=tuple(self.hashes[number] for number in where),
            texts=tuple(self.texts[number] for number in where),
            copies=self.copies[where],
            vectors=self.vectors[where],
            orders=self.orders[where],
            private=self.private[where],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A sentence of a text, by its span, with its vector (d,)."""

    start: int
    end: int
    vector: Floats


def gather_texts(case: CaseFile, embedder: Embedder) -> DistinctTexts:
    """All distinct texts with words; those that the embedder cannot read are counted."""
    orders = embed_plain(embedder, ORDERS)
    private = store.private_hashes(case)
    hashes: list[bytes] = []
    texts: list[str] = []
    copies: list[int] = []
    flags: list[bool] = []
    # Preallocated, so that many texts are not held twice.
    vectors = np.empty((store.count_texts(case), Embedder.dimensions), dtype=np.float32)
    unread = 0
    for batch in store.distinct_texts(case):
        worded = [one for one in batch if one[1].strip()]
        asked = [text_hash for text_hash, _, _ in worded]
        known = store.vectors(case, embedder.sha256, asked)
        pieces = store.segment_vectors(case, embedder.sha256, asked)
        for text_hash, text, count in worded:
            if text_hash not in known:
                unread += 1
                continue
            heard = without_orders(text, pieces[text_hash], orders)
            own = known[text_hash] if heard.vector is None else heard.vector
            vectors[len(hashes)] = unit(own)
            hashes.append(text_hash)
            texts.append(text)
            copies.append(count)
            flags.append(bool(heard.order))
    return DistinctTexts(
        hashes=tuple(hashes),
        texts=tuple(texts),
        copies=np.array(copies, dtype=np.int64),
        vectors=vectors[: len(hashes)],
        orders=np.array(flags, dtype=np.bool_),
        private=np.array([one in private for one in hashes], dtype=np.bool_),
        unread=unread,
    )


def unit(vector: NDArray[np.floating]) -> NDArray[np.floating]:
    """The vector at length 1 again: half precision has taken a little of it."""
    return vector / max(float(np.linalg.norm(vector)), 1e-12)


def pieces_of(
    case: CaseFile, embedder: Embedder, some: DistinctTexts, orders: Floats
) -> list[list[Piece]]:
    """The sentences of texts with their vectors, without those that speak to a computer."""
    known = store.segment_vectors(case, embedder.sha256, some.hashes)
    found = []
    for text_hash, text in zip(some.hashes, some.texts, strict=True):
        spans, vectors = segment(text), known[text_hash]
        heard = without_orders(text, vectors, orders)
        kept = heard.kept or range(min(len(spans), len(vectors)))
        found.append(
            [
                Piece(start=spans[number][0], end=spans[number][1], vector=vectors[number])
                for number in kept
            ]
        )
    return found
