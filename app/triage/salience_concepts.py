"""What a document keeps coming back to, as pairs of words, and how much of it was said.

A summary that says each pair once covers most (Gillick and Favre, "A scalable global model
for summarization", 2009); pairs that the document opens with weigh more.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.triage.salience_signs import Signs

__all__ = ["Concepts"]

Floats = NDArray[np.float64]
Pair = tuple[str, str]

# A pair weighs the root of the sum, over its sentences, of this and how early they stand.
ANYWHERE = 0.05
# In fewer sentences a pair is no matter of the document.
LEAST_SENTENCES = 2
LEAST_WORDS = 6
# Gains are measured by what the better sentences bring at first.
AMONG_BEST = 0.95


class Concepts:
    """The pairs of words of a document, and which of them a summary has said.

    Args:
        signs: Of its sentences, n of them.
    """

    def __init__(self, signs: Signs) -> None:
        self._pairs = [sorted(set(pairwise(stems))) for stems in signs.stems]
        self._places: dict[Pair, list[int]] = {}
        for number, pairs in enumerate(self._pairs):
            for pair in pairs:
                self._places.setdefault(pair, []).append(number)
        early = (signs.values["early"] + ANYWHERE) * signs.able
        self._worth = {
            pair: math.sqrt(float(early[places].sum()))
            for pair, places in self._places.items()
            if len(places) >= LEAST_SENTENCES
        }
        gains = [sum(self._worth.get(pair, 0.0) for pair in pairs) for pairs in self._pairs]
        self._sizes = np.sqrt(np.maximum(signs.words, LEAST_WORDS).astype(np.float64))
        self._gains = np.array(gains, dtype=np.float64)
        first = np.sort((self._gains / self._sizes)[signs.able])
        best = float(first[int(len(first) * AMONG_BEST)]) if len(first) else 0.0
        self._scale = best if best > 0 else 1.0

    @property
    def gains(self) -> Floats:
        """What each sentence would add now (n,), for its length; about 1 for a good one."""
        found: Floats = np.round(self._gains / self._sizes / self._scale, 4)
        return found

    def say(self, number: int) -> None:
        """Count the pairs of a sentence as said."""
        for pair in self._pairs[number]:
            worth = self._worth.pop(pair, 0.0)
            if worth:
                for place in self._places[pair]:
                    self._gains[place] -= worth
