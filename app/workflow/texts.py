"""What counts as one text, so that the same text gets the same answer, computed once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from app.triage import normalized, segment

__all__ = ["batches", "text_key"]

Entry = TypeVar("Entry")


def text_key(text: str) -> bytes:
    """SHA-256 digest, alike for texts whose sentences are alike but for case and spacing.

    It is taken sentence by sentence, so that texts with one key have the same number of
    sentences, and the vectors of one's sentences serve the other.
    """
    sentences = (normalized(text[start:end]) for start, end in segment(text))
    return hashlib.sha256("\n".join(sentences).encode("utf-8", "surrogatepass")).digest()


def batches(entries: Sequence[Entry], size: int) -> Iterator[Sequence[Entry]]:
    """The entries in stretches of so many, the last one shorter."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size]
