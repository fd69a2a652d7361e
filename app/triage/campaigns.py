"""Near-identical texts that came many times: form letters, petitions, one text pasted.

Texts are alike by the runs of three words that they share. Candidates are found by MinHash
in bands (Broder, 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
chapter 3), and each pair is then compared word for word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.triage.duplicates import normalized

__all__ = ["FEWEST_COPIES", "FEWEST_WORDS", "find_campaigns"]

Integers = NDArray[np.int64]

# So many items make a campaign; a neighbour's word for word repeat does not.
FEWEST_COPIES = 5
# Two residents write "Please fix the street light" on their own; not twelve words, nor
# twenty the very same five.
FEWEST_WORDS = 12
FEWEST_WORDS_OF_MANY = 5
MANY_COPIES = 20
RUN = 3
BANDS, ROWS = 16, 4
# Shared runs of all runs, or of the shorter text's where one has added words of its own.
ALIKE = 0.6
INSIDE = 0.8
PRIME = np.uint64(4294967291)
MIX = 2654435761
# In a bucket each text is compared with so many before it: they are alike or it is chance.
COMPARED = 4

WORD = re.compile(r"\w+")


def find_campaigns(
    texts: Sequence[str], hashes: Sequence[str], copies: NDArray[np.integer]
) -> Integers:
    """The campaign (n,) of each of n distinct texts, the largest 0; -1 for none.

    The same whatever the order of the texts.

    Args:
        texts: All different.
        hashes: (n,) of them, hexadecimal.
        copies: (n,), how many items have each text.
    """
    order = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")
    runs = {int(number): word_runs(texts[number], int(copies[number])) for number in order}
    long_enough = [number for number, found in runs.items() if len(found)]
    owner = np.arange(len(texts))
    for one, other in candidates(long_enough, runs):
        first, second = root(owner, one), root(owner, other)
        if first != second and alike(runs[one], runs[other]):
            owner[second] = first
    roots = np.array([root(owner, number) for number in range(len(texts))], dtype=np.int64)
    return largest_first(roots, np.asarray(copies, dtype=np.int64), order, long_enough)


def word_runs(text: str, copies: int) -> NDArray[np.uint64]:
    """Numbers that stand for the runs of words of a text; none for a short one."""
    words = WORD.findall(normalized(text))
    if len(words) < (FEWEST_WORDS if copies < MANY_COPIES else FEWEST_WORDS_OF_MANY):
        return np.empty(0, dtype=np.uint64)
    found = {
        zlib.crc32(" ".join(words[start : start + RUN]).encode("utf-8", "surrogatepass"))
        for start in range(len(words) - RUN + 1)
    }
    return np.array(sorted(found), dtype=np.uint64)


def candidates(
    numbers: Sequence[int], runs: dict[int, NDArray[np.uint64]]
) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be alike."""
    steps = np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)
    factors = (steps * np.uint64(MIX)) % PRIME | np.uint64(1)
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for number in numbers:
        # Factor and run are below 2 ** 32 each, so that their product fits.
        mixed = (runs[number][:, None] * factors[None, :] + steps * steps) % PRIME
        signature = mixed.min(axis=0).reshape(BANDS, ROWS)
        for band in range(BANDS):
            bucket = buckets.setdefault((band, signature[band].tobytes()), [])
            for other in bucket[:COMPARED]:
                yield other, number
            bucket.append(number)


def alike(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
    """Whether two texts say the same but for a few words, or one is inside the other."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    either = len(one) + len(other) - shared
    return shared >= ALIKE * either or shared >= INSIDE * min(len(one), len(other))


def root(owner: Integers, number: int) -> int:
    """The text that stands for all that are alike, by the shortest way next time."""
    while owner[number] != number:
        owner[number] = owner[owner[number]]
        number = int(owner[number])
    return number


def largest_first(
    roots: Integers, copies: Integers, order: Integers, long_enough: Sequence[int]
) -> Integers:
    """Numbers of the campaigns by how many items they have; ties by the first hash."""
    may = np.zeros(len(roots), dtype=bool)
    may[list(long_enough)] = True
    sizes = np.bincount(roots[may], weights=copies[may], minlength=len(roots))
    rank = np.empty(len(roots), dtype=np.int64)
    rank[order] = np.arange(len(order))
    first = np.full(len(roots), len(roots), dtype=np.int64)
    np.minimum.at(first, roots, rank)
    large = np.flatnonzero(sizes >= FEWEST_COPIES)
    place = np.full(len(roots), -1, dtype=np.int64)
    place[large[np.lexsort((first[large], -sizes[large]))]] = np.arange(len(large))
    return np.where(may, place[roots], -1)
