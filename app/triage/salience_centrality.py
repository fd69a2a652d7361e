"""How much each sentence says of what the whole document says.

Sources: Erkan and Radev, "LexRank", JAIR 22 (2004); Zheng and Lapata, "Sentence centrality
revisited for unsupervised summarization", ACL 2019: what comes before and what comes after
count differently. Sums of similarities are products with sums of vectors, so that no
sentence is ever compared with every other one. Centrality within sections, and of sections
(Dong, Mircea and Cheung, EACL 2021), added nothing on the development reports.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from app.triage.salience_signs import Signs

__all__ = ["by_vectors", "by_words"]

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

# Like the whole document; like what follows in it.
MEANINGS = ("document", "ahead")


def by_vectors(vectors: Vectors, signs: Signs) -> dict[str, Floats]:
    """Centrality by meaning, each (n,) from 0 to 1; zeros for rows without a vector."""
    here = signs.able & (np.abs(vectors).sum(axis=1) > 0)
    if here.sum() < 2:
        return {name: np.zeros(len(vectors)) for name in MEANINGS}
    rows: Vectors = np.where(here[:, None], vectors, np.float32(0.0))
    found = {"document": rows @ rows.sum(axis=0), "ahead": following(rows)}
    return {name: ranked(np.round(found[name], 4), here) for name in MEANINGS}


def following(rows: Vectors) -> Floats:
    """Similarity of each row to all that come after it, added up."""
    after = np.cumsum(rows[::-1], axis=0)[::-1] - rows
    found: Floats = np.einsum("ij,ij->i", rows, after).astype(np.float64)
    return found


def ranked(values: Floats, here: NDArray[np.bool_]) -> Floats:
    """Values as shares of the rows that they exceed, 0 to 1; 0 where nothing is."""
    found = np.zeros(len(values))
    order = np.argsort(values[here], kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(len(order)) / max(len(order) - 1, 1)
    found[here] = ranks
    return found


def by_words(signs: Signs) -> Floats:
    """Centrality by words (n,), 0 to 1: what share of the document's weight its words bear.

    Words are weighted by how many sentences have them, and damped by how common they are,
    as in SumBasic and its heirs (Nenkova and Vanderwende, 2005).
    """
    spread: Counter[str] = Counter()
    for stems in signs.stems:
        spread.update(set(stems))
    total = max(len(signs.stems), 1)
    worth = {
        word: math.log1p(many) * math.log(1.0 + total / many)
        for word, many in spread.items()
        if many > 1
    }
    found = np.zeros(len(signs.stems))
    for place, stems in enumerate(signs.stems):
        # In sorted order, so that the sum never depends on how a set is kept.
        heavy = sum(worth.get(word, 0.0) for word in sorted(set(stems)))
        found[place] = heavy / math.sqrt(max(len(stems), 4))
    return ranked(np.round(found, 4), signs.able)
