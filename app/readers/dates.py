"""Dates out of a column of text; nothing depends on today's date or on a locale.

Whether 03/04/2024 is 4 March or 3 April is a fact about the column, not about the cell, so
the whole column decides. What is not written in digits alone is read by python-dateutil.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateutil import parser  # type: ignore[import-untyped]  # published without types

__all__ = ["Dates", "propose_date_column", "read_dates"]

FIRST_YEAR = 1900
LAST_YEAR = 2100
# No date with weekday, time and zone is longer.
LONGEST = 60
# Two-digit years, as POSIX has it: 69 to 99 are of the twentieth century.
PIVOT = 69

# A column of bare numbers is one of dates only where nearly all of them could be.
PLAINLY = 0.95
# Excel's day 1 is 1 January 1900, and it believes that 1900 was a leap year.
EXCEL_ZERO = datetime.date(1899, 12, 30).toordinal()
EXCEL_SERIALS = range(32874, 55154)  # 1 January 1990 to 31 December 2050

# One order of day and month is told from the other by so many dates, and by this share of
# the time that they cover.
ENOUGH_DATES = 5
CLEARLY_SHORTER = 0.5

LEAST_SHARE = 0.6
HINT = 0.5
WELCOME = frozenset(
    {
        "arrival", "arrived", "asked", "created", "creation", "date", "day", "entered",
        "entrada", "fecha", "filed", "intake", "incoming", "logged", "open", "opened",
        "received", "recepcion", "recibido", "reported", "requested", "sent", "submitted",
        "submission", "timestamp", "when", "written", "creado", "creacion",
    }
)  # fmt: skip
UNWELCOME = frozenset(
    {
        "acknowledged", "answered", "birth", "birthday", "born", "changed", "cierre",
        "closed", "completed", "deadline", "deleted", "dob", "done", "due", "edited", "end",
        "ended", "expires", "expiry", "expiration", "finished", "modified", "nacimiento",
        "resolved", "scheduled", "target", "until", "updated", "vencimiento", "cerrado",
    }
)  # fmt: skip

CLOCK = re.compile(
    r"""(?:(?<=\d)T|[\s,;]*\b(?:at\s+|a\s+las\s+)?(?<![\d:]))
    (?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?![\d:])
    (?:\s*[ap]\.?\s?m\b\.?)?
    (?:\s*(?:Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d\b|(?:UTC|GMT|[A-Z]{1,2}[SD]?T)\b))?
    (?:\s*\([A-Z]{2,5}\))?""",
    re.VERBOSE | re.IGNORECASE,
)
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
COMPACT = re.compile(r"(?:19|20)\d{6}")
NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")

SPANISH_MONTHS = (
    ("ene", "enero"), ("febrero",), ("marzo",), ("abr", "abril"), ("mayo",), ("junio",),
    ("julio",), ("ago", "agosto"), ("septiembre", "setiembre"), ("octubre",),
    ("noviembre",), ("dic", "diciembre"),
)  # fmt: skip


class MonthNames(parser.parserinfo):  # type: ignore[misc]  # it has no types
    """English and Spanish names; years of two digits that no clock moves."""

    JUMP = [*parser.parserinfo.JUMP, "de", "del"]  # noqa: RUF012 - as dateutil does
    MONTHS = [  # noqa: RUF012 - as dateutil does
        (*english, *spanish)
        for english, spanish in zip(parser.parserinfo.MONTHS, SPANISH_MONTHS, strict=True)
    ]

    def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002 - dateutil's own signature
        """The year meant by one of two digits."""
        return year if century_specified else full_year(year)


NAMES = MonthNames()
MONTH = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(sorted({name.lower() for names in MonthNames.MONTHS for name in names}))
    + r")(?![a-z])",
    re.IGNORECASE,
)
# Dates that differ in year, month and day: what both leave alone, the text says.
DEFAULTS = (datetime.datetime(1904, 1, 1), datetime.datetime(1908, 3, 2))  # noqa: DTZ001 - the date as written


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """The dates of a column.

    Attributes:
        days: By cell, the day as ``date.toordinal`` counts; 0 where none can be read.
        unread: How many cells are not blank and no date either.
        day_first: Whether the day comes first in dates such as 03/04/2024; None where the
            column has none or where it could not be told.
        note: What a reader must know about that; empty where nothing was guessed.
    """

    days: tuple[int, ...]
    unread: int
    day_first: bool | None
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Either:
    """A date that reads both ways, by its text, or one way only.

    Attributes:
        text: As written, without its time.
        day_first: The day if the day comes first; 0 where there is no such day.
        month_first: The day if the month does.
        dotted: Whether dots stand between the numbers; then the day comes first.
    """

    text: str
    day_first: int
    month_first: int
    dotted: bool


Found = int | Either


def read_dates(cells: Sequence[str]) -> Dates:
    """The dates of a column of cells, as text.

    Read are ISO 8601 with or without a time, numbers with slashes, hyphens or dots, months
    by their English or Spanish names, and, where the column holds nothing else, days as
    Excel counts them and dates of eight digits. Of a date with a time zone the local date
    is taken, as it is written. Years before 1900 or after 2100 are not believed.
    """
    texts = [" ".join(cell.split()) for cell in cells]
    filled = [text for text in texts if text]
    numbers = bare_numbers(filled)
    if numbers is not None:
        read, note = numbers
        days = tuple(read(text) for text in texts)
        unread = sum(1 for text, day in zip(texts, days, strict=True) if text and not day)
        return Dates(days=days, unread=unread, day_first=None, note=note)
    known: dict[str, Found] = {}
    parts: dict[str, Found] = {}
    for text in filled:
        if text not in known:
            known[text] = found_in(text, parts)
    found = [known.get(text, 0) for text in texts]
    day_first, note = order(found)
    days = tuple(settled(one, day_first=bool(day_first)) for one in found)
    unread = sum(1 for text, day in zip(texts, days, strict=True) if text and not day)
    return Dates(days=days, unread=unread, day_first=day_first, note=note)


def propose_date_column(columns: Mapping[str, Sequence[str]]) -> str:
    """The header of the column that most likely tells when an item came in, or ``""``.

    At least 60 % of its filled cells are dates. Names such as "created" speak for a column,
    names such as "closed" rule it out; then the one with the most dates is taken.
    """
    best, best_worth = "", 0.0
    for header, cells in columns.items():
        words = header_words(header)
        if not cells or words & UNWELCOME:
            continue
        dates = read_dates(cells)
        dated = sum(1 for day in dates.days if day)
        # Numbers may be anything; only a name makes them dates.
        if not words & WELCOME and bare_numbers([c.strip() for c in cells if c.strip()]):
            continue
        if dated < LEAST_SHARE * (dated + dates.unread) or not dated:
            continue
        # "created" tells more than "date", which a column may have in its name anyway.
        hints = len(words & WELCOME)
        worth = dated / len(cells) + HINT * min(hints, 1) + 0.1 * HINT * min(hints, 2)
        if worth > best_worth:
            best, best_worth = header, worth
    return best


def header_words(header: str) -> set[str]:
    """The words of a header, in small letters and without accents."""
    plain = header.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU"))
    return {word.lower() for word in WORDS.findall(plain)}


def bare_numbers(filled: Sequence[str]) -> tuple[Callable[[str], int], str] | None:
    """How to read a column that is plainly one of numbers that mean days, and its note."""
    if not filled:
        return None
    for read, note in (
        (serial, "Numbers such as {} are read as days in the way Excel counts them."),
        (compact, "Numbers such as {} are read as year, month and day."),
    ):
        good = [text for text in filled if read(text)]
        if len(good) >= PLAINLY * len(filled):
            return read, note.format(min(good))
    return None


def serial(text: str) -> int:
    """The day that Excel means by a number; 0 where it is none of 1990 to 2050."""
    if NUMBER.fullmatch(text) and int(text[:5]) in EXCEL_SERIALS:
        return EXCEL_ZERO + int(text[:5])
    return 0


def compact(text: str) -> int:
    """The day that eight digits mean; 0 for anything else."""
    if not COMPACT.fullmatch(text):
        return 0
    return ordinal(int(text[:4]), int(text[4:6]), int(text[6:]))


def found_in(text: str, parts: dict[str, Found]) -> Found:
    """What a text says, 0 for no date; its date without the time is looked up in parts."""
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return 0
    date = CLOCK.sub(" ", text, count=1).strip(" ,;")
    found = parts.get(date)
    if found is None:
        found = parts[date] = date_in(date)
    return found


def date_in(text: str) -> Found:
    """What a text without a time says."""
    beginning = WEEKDAY.match(text)
    bare = text[beginning.end() :] if beginning else text
    if match := YEAR_FIRST.fullmatch(bare):
        return ordinal(int(match[1]), int(match[3]), int(match[4]))
    if match := YEAR_LAST.fullmatch(bare):
        year = int(match[4]) if len(match[4]) == 4 else full_year(int(match[4]))
        one, other = int(match[1]), int(match[3])
        return Either(
            text=bare,
            day_first=ordinal(year, other, one),
            month_first=ordinal(year, one, other),
            dotted=match[2] == ".",
        )
    return named(text) if len(MONTH.findall(text)) == 1 else 0


def named(text: str) -> int:
    """The day in a text with the name of a month; year, month and day must all be there."""
    try:
        first, second = (
            parser.parse(text, parserinfo=NAMES, default=one, ignoretz=True).date()
            for one in DEFAULTS
        )
    except (ValueError, OverflowError, TypeError):
        return 0
    return ordinal(first.year, first.month, first.day) if first == second else 0


def ordinal(year: int, month: int, day: int) -> int:
    """The day as ``date.toordinal`` counts; 0 where there is none or nobody believes it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return 0
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return 0


def full_year(year: int) -> int:
    """A year of two digits with its century."""
    if year >= 100:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def settled(found: Found, *, day_first: bool) -> int:
    """The day of one cell in a column where the day comes first, or the month."""
    if isinstance(found, int):
        return found
    one, other = found.day_first, found.month_first
    return one or other if day_first or found.dotted else other or one


def order(found: Iterable[Found]) -> tuple[bool | None, str]:
    """Whether the day comes first in a column, and the note on it."""
    both = [one for one in found if isinstance(one, Either) and not one.dotted]
    open_ones = sorted(
        one.text
        for one in both
        if one.day_first and one.month_first and one.day_first != one.month_first
    )
    days_first = sorted(one.text for one in both if one.day_first and not one.month_first)
    months_first = sorted(one.text for one in both if one.month_first and not one.day_first)
    if not days_first and not months_first:
        return by_time(both, open_ones[0]) if open_ones else (None, "")
    day_first = len(days_first) > len(months_first)
    proofs, against = days_first, months_first
    if not day_first:
        proofs, against = months_first, days_first
    if not open_ones:
        return day_first, ""
    which = "day" if day_first else "month"
    note = (
        f"Dates such as {open_ones[0]} are read {which} first, because the column has "
        f"{proofs[0]}."
    )
    if against:
        note += f" {len(against)} are written the other way round, such as {against[0]}."
    return day_first, note


def by_time(both: Sequence[Either], example: str) -> tuple[bool | None, str]:
    """The order in which the dates follow each other, or lie closer together."""
    if len({one.text for one in both}) >= ENOUGH_DATES:
        days = [one.day_first for one in both]
        months = [one.month_first for one in both]
        if in_order(days) != in_order(months):
            day_first, why = in_order(days), "then they are in order"
        else:
            spans = max(days) - min(days), max(months) - min(months)
            day_first, why = spans[0] < spans[1], "then they lie closer together"
            if min(spans) > CLEARLY_SHORTER * max(spans):
                return untold(example)
        which = "day" if day_first else "month"
        return day_first, f"Dates such as {example} are read {which} first, because {why}."
    return untold(example)


def untold(example: str) -> tuple[None, str]:
    """What is said where both readings are as good."""
    return None, (
        f"Whether the day or the month comes first in dates such as {example} could not be "
        "told; they are read month first."
    )


def in_order(days: Sequence[int]) -> bool:
    """Whether days never go back, or never go on."""
    steps = [later - earlier for earlier, later in itertools.pairwise(days)]
    return all(step >= 0 for step in steps) or all(step <= 0 for step in steps)
