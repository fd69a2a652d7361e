"""Long lists in stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["batches"]

Entry = TypeVar("Entry")


def batches(entries: Sequence[Entry], size: int) -> Iterator[Sequence[Entry]]:
    """The entries in stretches of so many, the last one shorter."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size]
