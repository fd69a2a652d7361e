"""The clauses of a text, finer than its sentences.

Clauses have no vectors in a case file: they cost an embedding each. They paid off where
people string requests together ("...; however, ..."), and not on answers to a consultation,
whose clauses need each other to be understood; see ``assigning``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from app.triage.segments import segment

__all__ = ["clauses", "sentence_of"]

# Where one thing ends and another begins within a sentence. A plain "and" or comma joins
# parts of one thing more often than two. No run of spaces is tried from each place in it.
TURNS = re.compile(
    r"""[;\u2014]\s*
    | \s\u2013\s
    | \s-{1,2}\s
    | (?:[,:]|(?<=[^\s,:]))\s++(?=(?:but|however|whereas|although|though|while|whilst
        |nevertheless|nonetheless|yet|still|on\ the\ other\ hand|pero|aunque|sin\ embargo
        |mientras\ que)\b)
    | ,\s+(?=(?:and|so|plus|because|since|also|as|which|y|ya\ que|porque)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
OPENS = re.compile(
    r"(?:while|whilst|although|though|whereas|even though|even if|despite|since|because|"
    r"aunque|si bien|mientras)\b",
    re.IGNORECASE,
)
COMMA = re.compile(r",\s+")
LEAST_WORDS = 4
# A sentence that is longer was cut by ``segment`` already.
MOST_CUTS = 12


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of a text as spans ``(start, end)``, ascending, none empty.

    They lie within the sentences that ``segment`` finds and cover them but for the marks
    and white space between; none has fewer than four words unless its sentence has.
    """
    return tuple(
        span for start, end in segment(text) for span in clauses_of(text, start, end)
    )


def clauses_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of one sentence."""
    cuts = [match.span() for match in TURNS.finditer(text, start, end)]
    if OPENS.match(text, start, end):
        before = cuts[0][0] if cuts else end
        commas = [match.span() for match in COMMA.finditer(text, start, before)]
        cuts = [*first_fair(text, start, end, commas), *cuts]
    spans: list[tuple[int, int]] = []
    first = start
    for stop, after in cuts[:MOST_CUTS]:
        if (
            words(text, first, stop) >= LEAST_WORDS
            and words(text, after, end) >= LEAST_WORDS
        ):
            spans.append((first, first + len(text[first:stop].rstrip())))
            first = after
    return [*spans, (first, end)]


def first_fair(
    text: str, start: int, end: int, cuts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The first cut that leaves enough words on either side, if there is one."""
    for stop, after in cuts:
        enough = min(words(text, start, stop), words(text, after, end))
        if enough >= LEAST_WORDS:
            return [(stop, after)]
    return []


def words(text: str, start: int, end: int) -> int:
    """How many words stand in a stretch of text."""
    return len(text[start:end].split())


def sentence_of(
    pieces: tuple[tuple[int, int], ...], sentences: tuple[tuple[int, int], ...]
) -> tuple[int, ...]:
    """For each piece the number of the sentence that it begins in, both ascending."""
    starts = [start for start, _ in sentences]
    return tuple(bisect_right(starts, start) - 1 for start, _ in pieces)
