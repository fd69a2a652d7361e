"""Dates, times of day and time zones of a sentence, whatever way they are written."""

from __future__ import annotations

from collections.abc import Sequence

from app.triage.statement_numbers import YEARS, Mark, low_at, text_at
from app.triage.statement_text import Token, TokenKind

__all__ = ["covers", "date_marks"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Words that are also something else: a month only where written so and beside a number.
AMBIGUOUS = frozenset(("may", "march", "mar", "jan", "sep", "dec", "august"))
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed",
            "thursday thursdays thu thurs", "friday fridays fri", "saturday saturdays sat",
            "sunday sundays sun",
        )
    )
    for name in names.split()
}  # fmt: skip
SHORT_DAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"))
SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}
ZONES = {
    "et": ("e", ""), "est": ("e", "s"), "edt": ("e", "d"), "eastern": ("e", ""),
    "ct": ("c", ""), "cst": ("c", "s"), "cdt": ("c", "d"), "central": ("c", ""),
    "mt": ("m", ""), "mst": ("m", "s"), "mdt": ("m", "d"), "mountain": ("m", ""),
    "pt": ("p", ""), "pst": ("p", "s"), "pdt": ("p", "d"), "pacific": ("p", ""),
    "utc": ("u", ""), "gmt": ("u", ""), "akt": ("a", ""), "hst": ("h", "s"),
}  # fmt: skip
LIGHT = {"standard": "s", "daylight": "d"}
FIRST_OF_CENTURY = 69


def date_marks(tokens: Sequence[Token]) -> list[Mark]:
    """Dates ("date", (year, month, day) with 0 for what is not said), times and zones."""
    found: list[Mark] = []
    place = 0
    while place < len(tokens):
        marks = marks_at(tokens, place)
        found.extend(marks)
        place = marks[-1].last + 1 if marks else place + 1
    return found


def marks_at(tokens: Sequence[Token], place: int) -> list[Mark]:
    """What begins at a token; nothing where nothing does."""
    for read in (in_digits, by_month, by_day, fiscal_year, bare_year, by_name, clock):
        marks = read(tokens, place)
        if marks:
            return marks
    return []


def in_digits(tokens: Sequence[Token], place: int) -> list[Mark]:
    """01/15/2025 and 2025-01-15; of 15/01/2025 only the day can be 15."""
    if tokens[place].kind is not TokenKind.DAY:
        return []
    text = tokens[place].text
    if "-" in text:
        year, month, day = map(int, text.split("-"))
    else:
        month, day, year = map(int, text.split("/"))
        if month > 12 >= day:
            month, day = day, month
    return [dated((full(year), month, day), place, place)]


def by_month(tokens: Sequence[Token], place: int) -> list[Mark]:
    """January 15, 2025; January 15; January 2025; January of 2025; January alone."""
    month = month_at(tokens, place)
    if not month:
        return []
    last, day, year = dotted(tokens, place), 0, 0
    if (said := day_at(tokens, last + 1)) and not year_at(tokens, last + 1):
        day, last = said, last + 1
    after = last + 1
    if low_at(tokens, after) in (",", "of"):
        after += 1
    if found := year_at(tokens, after):
        year, last = found, after
    if not day and not year and low_at(tokens, place) in AMBIGUOUS:
        return [] if not clear_month(tokens, place) else [dated((0, month, 0), place, last)]
    return [
        dated((year, month, day), place, last),
        *second_day(tokens, last, (year, month)),
    ]


def second_day(tokens: Sequence[Token], last: int, known: tuple[int, int]) -> list[Mark]:
    """The end of "March 3-5": another day of the same month."""
    year, month = known
    if low_at(tokens, last + 1) != "-" or not (day := day_at(tokens, last + 2)):
        return []
    end = last + 2
    if low_at(tokens, end + 1) == "," and (found := year_at(tokens, end + 2)):
        year, end = found, end + 2
    return [dated((year, month, day), last + 2, end)]


def clear_month(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word such as "May" is a month: in capitals, after "in", "by", "of"."""
    before = low_at(tokens, place - 1)
    return text_at(tokens, place)[:1].isupper() and before in (
        "in", "by", "of", "until", "through", "since", "to", "from", "before", "after",
        "last", "next", "early", "late", "mid", "-",
    )  # fmt: skip


def by_day(tokens: Sequence[Token], place: int) -> list[Mark]:
    """15 January 2025, 15th of January."""
    day = day_at(tokens, place)
    after = place + 2 if low_at(tokens, place + 1) == "of" else place + 1
    month = month_at(tokens, after) if day else 0
    if not month:
        return []
    last, year = dotted(tokens, after), 0
    then = last + 2 if low_at(tokens, last + 1) in (",", "of") else last + 1
    if found := year_at(tokens, then):
        year, last = found, then
    elif low_at(tokens, after) in AMBIGUOUS and text_at(tokens, after).islower():
        return []
    elif day_at(tokens, last + 1):
        return []  # "and 5 May 12": the day stands behind its month
    return [dated((year, month, day), place, last)]


def fiscal_year(tokens: Sequence[Token], place: int) -> list[Mark]:
    """FY 2024, FY24, fiscal year 2024, fiscal years 2024 and 2025 (the first of them)."""
    low = low_at(tokens, place)
    if low == "fy":
        after = place + 1
    elif low == "fiscal" and low_at(tokens, place + 1) in ("year", "years"):
        after = place + 2
    else:
        return []
    found, marks = fiscal_at(tokens, after), list[Mark]()
    while found:
        first = after if marks else place
        marks.append(Mark(kind="date", value=("fiscal", found), first=first, last=after))
        if low_at(tokens, after + 1) not in ("-", "to", "and", "through", "or", ","):
            break
        after += 2
        found = fiscal_at(tokens, after)
    return marks


def fiscal_at(tokens: Sequence[Token], place: int) -> int:
    """A year of four digits or of two."""
    text = text_at(tokens, place)
    if len(text) == 2 and text.isascii() and text.isdigit():
        return full(int(text))
    return year_at(tokens, place)


def bare_year(tokens: Sequence[Token], place: int) -> list[Mark]:
    """2024, and the second year of 2024-25."""
    year = year_at(tokens, place)
    if not year or low_at(tokens, place - 1) in ("$", "section", "room", "order", "form"):
        return []
    if low_at(tokens, place + 1) in ("%", "percent", "pounds", "dollars", "million"):
        return []
    marks = [dated((year, 0, 0), place, place)]
    short = text_at(tokens, place + 2)
    if low_at(tokens, place + 1) == "-" and len(short) == 2 and short.isdigit():
        marks.append(dated((year - year % 100 + int(short), 0, 0), place + 2, place + 2))
    return marks


def by_name(tokens: Sequence[Token], place: int) -> list[Mark]:
    """Weekdays and seasons."""
    low = low_at(tokens, place)
    if low in WEEKDAYS and text_at(tokens, place)[:1].isupper():
        if low in SHORT_DAYS and low_at(tokens, place + 1) == ".":
            return [
                Mark(kind="date", value=("day", WEEKDAYS[low]), first=place, last=place + 1)
            ]
        return [Mark(kind="date", value=("day", WEEKDAYS[low]), first=place, last=place)]
    before = low_at(tokens, place - 1)
    if low in SEASONS and before in ("in", "the", "of", "by", "last", "this", "next"):
        year = year_at(tokens, place + 1)
        last = place + 1 if year else place
        return [
            Mark(kind="date", value=("season", SEASONS[low], year), first=place, last=last)
        ]
    return []


def clock(tokens: Sequence[Token], place: int) -> list[Mark]:
    """11:59 p.m. Eastern Time, 8 a.m. ET, noon, midnight."""
    found = time_at(tokens, place)
    if found is None:
        return []
    minutes, last = found
    marks = [Mark(kind="time", value=(minutes,), first=place, last=last)]
    after = last + 1
    while low_at(tokens, after) in (",", "("):
        after += 1
    zone = ZONES.get(low_at(tokens, after))
    if zone is None or not text_at(tokens, after)[:1].isupper():
        return marks
    family, light = zone
    end = after
    if low_at(tokens, end + 1) in LIGHT:
        light, end = LIGHT[low_at(tokens, end + 1)], end + 1
    if low_at(tokens, end + 1) == "time":
        end += 1
    return [*marks, Mark(kind="zone", value=(family, light), first=after, last=end)]


def time_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """Minutes since midnight and the last token."""
    low = low_at(tokens, place)
    if low in ("noon", "midnight"):
        return (720 if low == "noon" else 1440), place
    half = low_at(tokens, place + 1)
    if tokens[place].kind is TokenKind.CLOCK:
        hour, minute = map(int, low.split(":"))
        if half not in ("am", "pm"):
            return 60 * hour + minute, place
    elif half in ("am", "pm") and low.isascii() and low.isdigit() and len(low) < 3:
        hour, minute = int(low), 0
    else:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0)
    return 60 * hour + minute, place + 1


def month_at(tokens: Sequence[Token], place: int) -> int:
    """The month that a word names, 0 for none."""
    low = low_at(tokens, place)
    if low in AMBIGUOUS and not text_at(tokens, place)[:1].isupper():
        return 0
    return MONTHS.get(low, 0)


def day_at(tokens: Sequence[Token], place: int) -> int:
    """The day of a month that a token can be, 0 for none."""
    if not 0 <= place < len(tokens):
        return 0
    one = tokens[place]
    text = one.low[:-2] if one.kind is TokenKind.ORDINAL else one.low
    if one.kind not in (TokenKind.ORDINAL, TokenKind.NUMBER) or not text.isdigit():
        return 0
    return int(text) if len(text) < 3 and 1 <= int(text) <= 31 else 0


def year_at(tokens: Sequence[Token], place: int) -> int:
    """The year that a token can be, 0 for none."""
    text = text_at(tokens, place)
    if len(text) != 4 or not text.isascii() or not text.isdigit():
        return 0
    return int(text) if int(text) in YEARS else 0


def dotted(tokens: Sequence[Token], place: int) -> int:
    """The last token of a month that may be shortened: "Jan."."""
    short = len(low_at(tokens, place)) <= 4 and low_at(tokens, place + 1) == "."
    return place + 1 if short else place


def dated(value: tuple[int, int, int], first: int, last: int) -> Mark:
    """A day of the calendar."""
    return Mark(kind="date", value=value, first=first, last=last)


def full(year: int) -> int:
    """A year of two digits with its century."""
    if year >= 100:
        return year
    return year + (1900 if year >= FIRST_OF_CENTURY else 2000)


def covers(known: tuple[object, ...], said: tuple[object, ...]) -> bool:
    """Whether a known date says all that another says, which may leave out its day."""
    if len(known) != 3 or len(said) != 3 or isinstance(known[0], str):
        return known == said
    return all(not part or part == own for own, part in zip(known, said, strict=True))
