"""Items that say about the same as one that a person has just decided on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app import store
from app.store import CaseFile

__all__ = ["ALIKE_FROM", "MOST_COMPARED", "MOST_OFFERED", "look_alikes", "nearest"]

# Cosine from which two texts are offered together. Chosen on development labels only: of
# the texts that alike, 90 of 100 have the same label among banking77 train (77 kinds of
# questions to one bank, the hardest), 99 of 100 among clinc150 val, all of 100 in a small
# public set of 311 requests. At .75 it would be 82, 97 and 100.
ALIKE_FROM = 0.80
# Of more waiting items only those that are to be reviewed first are compared.
MOST_COMPARED = 20_000
# A person looks through them before they are set together.
MOST_OFFERED = 200


def look_alikes(
    case: CaseFile, item_key: int, models: Sequence[str]
) -> list[tuple[int, float, bool]]:
    """Other items that need review and are like one: key, likeness, whether of its text.

    Those of the very same text come first, then the most alike; ties in the order of the
    queue. Private items are never among them, nor any that a person has reviewed. Those in
    a language that the embedder does not know are only if their text is the same.

    Args:
        case: The case file.
        item_key: Of the item; it may itself be decided already.
        models: SHA-256 of the models of the last run.

    Raises:
        KeyError: There is no such item.
    """
    text_hash = store.stored_item(case, item_key).text_hash
    same = [
        key
        for key in store.waiting_with_text(case, text_hash, MOST_OFFERED + 1)
        if key != item_key
    ]
    found = [(key, 1.0, True) for key in same]
    own = store.vector_of_item(case, item_key, models)
    if own is not None:
        _, model, vector = own
        others = store.waiting_texts(case, model, MOST_COMPARED)
        taken = {item_key, *same}
        found += [
            (int(others.items[number]), alike, False)
            for number, alike in nearest(vector, others.vectors, ALIKE_FROM)
            if int(others.items[number]) not in taken and others.hashes[number] != text_hash
        ]
    return found[:MOST_OFFERED]


def nearest(
    vector: NDArray[np.float32], others: NDArray[np.float32], least: float
) -> list[tuple[int, float]]:
    """Numbers of the rows that are alike enough, with their cosine, the most alike first.

    Args:
        vector: (d,).
        others: (n, d); n may be 0.
        least: Cosine from which a row counts.
    """
    if not len(others):
        return []
    lengths = np.linalg.norm(others, axis=1) * float(np.linalg.norm(vector))
    alike = (others @ vector) / np.maximum(lengths, 1e-12)
    # Rounded, so that the last digits of another processor settle no tie.
    alike = np.minimum(alike.astype(np.float64).round(4), 1.0)
    numbers = np.flatnonzero(alike >= least)
    order = numbers[np.argsort(-alike[numbers], kind="stable")]
    return [(int(number), float(alike[number])) for number in order]
