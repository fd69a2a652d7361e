"""A cell of a workbook as the text a person would expect to see."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

from app.readers.cleaning import clean_text

__all__ = ["cell_text", "row_texts"]

WHOLE_LIMIT = 1e15


def cell_text(value: object) -> str:
    """A cell as text: ISO 8601 dates, whole numbers without a point, TRUE or FALSE."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return time_text(value)
    return "" if value is None else clean_text(str(value))


def time_text(value: datetime.date | datetime.time) -> str:
    """A date or time in ISO 8601; midnight is what a date without a time is stored as."""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return (
        value.isoformat("seconds")
        if isinstance(value, datetime.time)
        else value.isoformat()
    )


def number_text(value: float) -> str:
    """A number without the ".0" that a spreadsheet would not show."""
    if math.isfinite(value) and value.is_integer() and abs(value) < WHOLE_LIMIT:
        return str(int(value))
    return repr(value)


def row_texts(row: Sequence[object]) -> list[str]:
    """The cells of a row as text, without the blank ones at its end."""
    texts = [cell_text(value) for value in row]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts
