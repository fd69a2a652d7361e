"""Where the lines of a quotation stay apart when it is shown in a list."""

from __future__ import annotations

import re

__all__ = ["kept_breaks", "with_breaks"]

_LONGEST = 8000  # characters of a quotation that are looked at
# A line is full, so that the next one goes on with it, from these shares of the longest
# and this many characters on; more of them where the next one begins with a capital: a
# break too many is only ugly, one too few joins what is not one sentence.
_FULL_SHARE, _ENDED_SHARE = 0.75, 0.9
_FULL_LINE, _FULL_BEFORE_CAPITAL = 40, 70
_ENDINGS = (".", "!", "?", ":", ";")
_MARKER = re.compile(
    r"[\u2022\u25aa\u25cf\u25e6\u2023\u2043\u2013\u2014\u2610-\u2612\uf0b7*-]\s"
    r"|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s"
)
# A line that ends with one of these is torn, however short it is.
_TORN_WORDS = """
a an the and or of to in for by with at on from as that than is are was be will must may
shall should can not no its their this each any under per
"""
_TORN = frozenset(_TORN_WORDS.split())


def kept_breaks(quote: str) -> frozenset[int]:
    """Places of the line feeds that part what stands apart on the page.

    Breaks that only the width of the paper made are not among them.
    """
    text = quote[:_LONGEST].replace("\r", "\n")
    lines = text.split("\n")
    longest = max(len(line.strip()) for line in lines)
    kept, place, before = set(), 0, ""
    for line in lines:
        shown = line.strip()
        if before and shown and _stands_apart(before, shown, longest):
            kept.add(place - 1)
        before = shown or before
        place += len(line) + 1
    return frozenset(kept)


def _stands_apart(line: str, following: str, longest: int) -> bool:
    if _MARKER.match(following):
        return True
    last = line.rsplit(maxsplit=1)[-1].casefold()
    if following[0].islower() or last in _TORN or line.endswith((",", "-", "(", "/")):
        return False
    share = _ENDED_SHARE if line.endswith(_ENDINGS) else _FULL_SHARE
    full = _FULL_BEFORE_CAPITAL if following[0].isupper() else _FULL_LINE
    return len(line) < max(full, share * longest)


def with_breaks(text: str, quote: str) -> str:
    """A mended text with line feeds where its quotation has breaks that stay.

    Args:
        text: On one line; the words of ``quote``, or some of them.
        quote: With the line breaks that it has on its page.
    """
    kept = sorted(kept_breaks(quote))
    if not kept or (" | " in text and "|" not in quote):  # cells of one row
        return text
    said = "".join(c for c in text if c.isalnum())
    first = "".join(c for c in quote if c.isalnum()).find(said)
    if first < 0:
        return text
    # Letters and digits are what both have; so many of them stand before each break.
    counts, before, place = [], 0, 0
    for each in kept:
        before += sum(c.isalnum() for c in quote[place:each])
        place = each
        counts.append(before - first)
    return _broken(text, frozenset(c for c in counts if 0 < c < len(said)))


def _broken(text: str, counts: frozenset[int]) -> str:
    made: list[str] = []
    seen, due = 0, False
    for word in re.split(r"(\s+)", text):
        if word.isspace():
            made.append("\n" if due else word)
            due = False
            continue
        letters = sum(c.isalnum() for c in word)
        seen += letters
        due = bool(letters) and seen in counts  # a bullet goes with what follows it
        made.append(word)
    return "".join(made)
