"""Whether what a person typed is a date that the calendar file can have."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate

__all__ = ["is_date"]

_LONGEST = 200
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_FIGURES = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_WORD_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


def is_date(text: str) -> bool:
    """Whether a day of the calendar is written there, in figures or with a month's name."""
    said = text[:_LONGEST].casefold()
    found = [(year, month, day) for year, month, day in _ISO.findall(said)]
    for first, second, year in _FIGURES.findall(said):
        found += [(year, first, second), (year, second, first)]
    found += [(year, _month(word), day) for word, day, year in _WORD_FIRST.findall(said)]
    found += [(year, _month(word), day) for day, word, year in _DAY_FIRST.findall(said)]
    return any(QDate.isValid(int(y), int(m), int(d)) for y, m, d in found)


def _month(word: str) -> str:
    """Its number, from a name or the beginning of one; "0" where it is none."""
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return str(number)
    return "0"
