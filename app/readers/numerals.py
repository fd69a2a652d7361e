"""Numbers as pages and headings bear them: 12, xii, XII."""

from __future__ import annotations

import re

__all__ = ["value_of"]

UNITS = "(?:ix|iv|v?i{0,3})"
TENS = "(?:xc|xl|l?x{0,3})"
ROMAN = re.compile(f"(?=[ivxlc])c{{0,3}}{TENS}{UNITS}")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def value_of(mark: str) -> tuple[int, bool] | None:
    """The number that a page label says, and whether it is a roman one; None if none."""
    if mark.isdecimal() and mark.isascii():
        return int(mark), False
    small = mark.casefold()
    if not ROMAN.fullmatch(small):
        return None
    values = [ROMAN_VALUES[letter] for letter in small]
    following = [*values[1:], 0]
    return sum(-v if v < w else v for v, w in zip(values, following, strict=True)), True
