"""The order in which items that need review are best looked at."""

from __future__ import annotations

import numpy as np

from app import store
from app.records import Status
from app.store import CaseFile, DecidedItem
from app.triage import review_order

__all__ = ["put_in_order"]

# Beyond so many different texts the rest follows by how unsure it is.
MOST_RANKED = 20_000


def put_in_order(case: CaseFile, embedder: str) -> None:
    """Rank what needs review: the hardest and most instructive first."""
    waiting = [
        one
        for batch in store.each_decided(case)
        for one in batch
        if one.status is Status.NEEDS_REVIEW and not one.reviewed
    ]
    # The unsure ones first, so that among very many these are compared with each other.
    waiting.sort(key=lambda one: (one.probability or 0.0, one.item))
    first: dict[bytes, DecidedItem] = {}
    for one in waiting:
        first.setdefault(one.text_hash, one)
    hashes = list(first)[:MOST_RANKED]
    vectors = store.vectors(case, embedder, hashes)
    hashes = [one for one in hashes if one in vectors]
    rank: dict[bytes, int] = {}
    if hashes:
        sure = np.array([first[one].probability or 0.0 for one in hashes])
        rows = np.stack([vectors[one] for one in hashes])
        order = review_order(rows, sure, sure, [one.hex() for one in hashes])
        rank = {hashes[number]: place for place, number in enumerate(order)}
    last = len(rank)
    # Repetitions stand together: one look serves them all.
    waiting.sort(key=lambda one: rank.get(one.text_hash, last))
    store.put_priorities(case, [one.item for one in waiting])
