"""How a text of any length is cut into windows that an embedder can read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["cut_windows", "spread", "stretches"]

Span = tuple[int, int]

# Beyond so many characters (about 80 pages) a text is read in stretches, as cutting all of
# it into word pieces would cost more than reading what is chosen.
WHOLE_CHARACTERS = 200_000
STRETCH_CHARACTERS = 4_000
STRETCHES = 50


def stretches(length: int, segments: Sequence[Span]) -> list[Span]:
    """The character spans of a text that are cut into word pieces at all.

    Args:
        length: Characters in the text.
        segments: Its segments, ascending; stretches start where one starts.

    Returns:
        The whole text up to 200,000 characters; beyond that 50 spans of about 4,000
        characters spread evenly from its start to its end, not overlapping.
    """
    if length <= WHOLE_CHARACTERS:
        return [(0, length)]
    starts = sorted({start for start, _ in segments if 0 <= start < length})
    step = (length - STRETCH_CHARACTERS) / (STRETCHES - 1)
    chosen: list[Span] = []
    after = 0
    for number in range(STRETCHES):
        start = round(number * step)
        position = bisect_right(starts, start) - 1
        if position >= 0 and start - starts[position] < STRETCH_CHARACTERS:
            start = starts[position]
        start = max(start, after)
        after = min(length, start + STRETCH_CHARACTERS)
        if start < after:
            chosen.append((start, after))
    return chosen


def cut_windows(
    token_starts: Sequence[int], segments: Sequence[Span], most: int
) -> list[Span]:
    """Consecutive ranges of word pieces, cut at segment ends where one is in reach.

    Args:
        token_starts: First character of each word piece, ascending.
        segments: Character spans ``(start, end)``.
        most: Word pieces a window may hold.

    Returns:
        Ranges ``(first, one past last)`` that cover all word pieces; an empty one for none.
    """
    count = len(token_starts)
    if count <= most:
        return [(0, count)]
    cuts = sorted({bisect_right(token_starts, end - 1) for _, end in segments})
    windows: list[Span] = []
    first = 0
    while count - first > most:
        position = bisect_right(cuts, first + most) - 1
        last = cuts[position] if position >= 0 else 0
        if last <= first:
            last = first + most
        windows.append((first, last))
        first = last
    windows.append((first, count))
    return windows


def spread(count: int, most: int) -> list[int]:
    """At most ``most`` of the numbers 0 to ``count - 1``, evenly, with both ends."""
    if count <= most:
        return list(range(count))
    return [round(number * (count - 1) / (most - 1)) for number in range(most)]
