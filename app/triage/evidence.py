"""The passage that speaks most for a category, quoted exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.records import Evidence, Item, Passage

__all__ = ["evidence_at", "strongest"]

MOST_CHARACTERS = 300
# Fewer words are a letterhead, a date or a greeting more often than a reason; where no
# sentence has so many, those with at least the second number are looked at, then all.
LEAST_WORDS = (6, 3, 0)


def strongest(
    text: str, segments: Sequence[tuple[int, int]], speaks: NDArray[np.floating]
) -> tuple[int, int] | None:
    """The span to quote; None where the text has no words.

    Args:
        text: Of the item.
        segments: Spans of its sentences, as ``segment`` gives them.
        speaks: (s,), how much each speaks for the category; see ``classify.speaks_for``.
    """
    if not segments:
        return None
    words = [len(text[start:end].split()) for start, end in segments]
    least = next(least for least in LEAST_WORDS if max(words) >= least)
    among = [number for number, count in enumerate(words) if count >= least]
    # Of equals the first, which max gives.
    best = max(among, key=lambda number: float(np.nan_to_num(speaks[number], nan=-np.inf)))
    return shortened(text, *segments[best])


def shortened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span cut at the end of a word where it is too long to quote."""
    if end - start <= MOST_CHARACTERS:
        return start, end
    stop = start + MOST_CHARACTERS
    while stop > start and not text[stop].isspace():
        stop -= 1
    quote = text[start:stop].rstrip()
    # One word longer than a quotation may be is cut inside.
    return start, start + (len(quote) or MOST_CHARACTERS)


def evidence_at(item: Item, start: int, end: int) -> Evidence:
    """The quotation ``item.text[start:end]`` with its place; cut where its page ends."""
    passage = passage_of(item.passages, start)
    if passage is None:
        origin, place = 0, item.place
    else:
        origin, place = passage.start, passage.place
        end = min(end, passage.end)
    return Evidence(
        quote=item.text[start:end],
        start=start - origin,
        end=end - origin,
        item_start=start,
        place=place,
    )


def passage_of(passages: Sequence[Passage], start: int) -> Passage | None:
    """The passage that a character stands in, None where there is none."""
    for passage in passages:
        if passage.start <= start < passage.end:
            return passage
    return None
