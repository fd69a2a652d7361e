"""Dates, times and time zones out of running text, as people in offices write them.

Nothing depends on a clock or a locale. Days come in the order of the United States, month
first, unless the first number can be no month.

Midnight, as a time of day without "a.m.", is the end of its day, 23:59: that is how
agencies mean "due June 5 at midnight". Of a range of times its beginning is the time.
A date that another one has replaced ("extended from April 1, 2027") is told as text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["FoundDate", "find_dates", "iso_day"]

# Hostile texts may hold a date in every line.
MOST_DATES = 40
READ_CHARACTERS = 4_000
FIRST_YEAR = 1900
LAST_YEAR = 2100
# Two-digit years, as POSIX has it: 69 to 99 are of the twentieth century.
PIVOT = 69
# How far from its day a time may stand: "at 11:59 p.m. Eastern Time on Thursday, June 5".
NEAR_BEFORE = 50
NEAR_AFTER = 40

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_NAME = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|jun\.|"
    r"july?|jul\.|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|"
    r"dec(?:ember|\.)?)"
)
SPANISH = (
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
)  # fmt: skip
SPANISH_NAME = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|"
    r"noviembre|diciembre)"
)
WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
)
DATE = re.compile(
    rf"""\b(?:
      {WEEKDAY}(?P<month>{MONTH_NAME})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?
        (?:\s?,?\s{{1,3}}(?P<year>\d{{4}}))?(?![\d/%])
    | {WEEKDAY}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,2}}of)?[\s-]{{1,3}}
        (?P<month2>{MONTH_NAME})[,\s-]{{1,3}}(?P<year2>\d{{4}})(?!\d)
    | (?P<day8>\d{{1,2}})\sde\s(?P<month8>{SPANISH_NAME})\sdel?\s(?P<year8>\d{{4}})(?!\d)
    | (?P<year3>(?:19|20|21)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)(?!\d)
    | {WEEKDAY}(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)
        (?P<year4>\d{{4}}|\d\d)(?![\d/]|[.-]\d)
    | (?P<month5>{MONTH_NAME})(?:\s{{1,2}}of)?,?\s{{1,3}}(?P<year5>(?:19|20|21)\d\d)(?!\d)
    | (?:(?:early|late|mid|spring|summer|fall|autumn|winter)[\s-])
        (?:(?:of\s)?(?P<year6>(?:19|20|21)\d\d))(?!\d)
    | (?:fiscal\syear|FY)\s?(?P<year7>(?:19|20|21)\d\d)(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Texts without any of these have no date; looking for them is cheap.
HINT = re.compile(
    rf"(?:19|20|21)\d\d|\d[/.-]\d|{MONTH_NAME}\s{{1,3}}\d|\b(?:day|week|month)s?\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b(?:day|week|month)s?\b", re.IGNORECASE)
ZONE = (
    r"(?:(?:u\.?s\.?\s)?(?:eastern|central|mountain|pacific|alaskan?|hawaii(?:an)?(?:[\s-]aleutian)?|"
    r"atlantic|chamorro|samoa)(?:\s(?:standard|daylight|prevailing))?(?:\stime)?"
    r"(?:\s\([A-Z]{2,4}\))?"
    r"|(?-i:[ECMPA][SD]?T|AK[SD]?T|HST|HDT|HAST|HADT|ChST|SST|UTC|GMT)\b"
    r"|(?:submitting\sorganization['\u2019]s\s|applicant['\u2019]s\s|your\s)?local\stime"
    r"(?:\sof\s(?:the\s)?applicant(?:\sorganization)?)?"
    r"|washington,?\sd\.?c\.?,?\stime)"
)
HALF = r"\.?\s?m\b\.?"
TIME = re.compile(
    rf"""(?<![\d:$,.])(?:
      (?:(?P<first>0?[1-9]|1[0-2])(?::(?P<minute1>[0-5]\d))?\s?(?:(?P<half1>[ap]){HALF})?
        \s?(?:-|\u2013|\u2014|to|until|and|through)\s?)?
      (?:(?P<hour>\d{{1,2}})(?::(?P<minute>[0-5]\d))?(?::[0-5]\d)?\s?(?P<half>[ap]){HALF}
        (?:\s\(?(?:noon|midnight)\)?)?
      | (?:12(?::00)?\s\(?)?(?P<word>noon|midnight)\b\)?)
    | (?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?!\d|\s?[ap]\.?m)
      (?:\s?(?:-|\u2013|to|until)\s?(?:[01]?\d|2[0-4]):[0-5]\d(?!\d|\s?[ap]\.?m))?)
      (?:,?\s{{0,2}}\(?(?P<zone>{ZONE})\)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
# Before a date that another one has taken the place of.
REPLACED = re.compile(
    r"""(?:(?:extended|changed|moved|postponed|revised|rescheduled|delayed|shifted|updated|
        pushed)\s(?:back\s|forward\s|out\s)?from
      | \b(?:previously|formerly|originally)(?:\s(?:due|set|scheduled|announced|
        stated|on|for|by|as|was)){0,3}
      | \b(?:original|previous|earlier|old|former)\s(?:closing\s|due\s|application\s)?
        (?:date|deadline)(?:\s(?:of|was|on|is))?:?
      | \b(?:instead\sof|rather\sthan|no\slonger|not\son|replaces|supersedes|
        superseding|replacing))
      (?:\sthe\s(?:original|previous|earlier)\s(?:date|deadline)\sof)?
      (?:\s[\d:]{1,5}\s?[ap]\.?m\.?(?:\s[A-Z]{2,3})?(?:\son)?)?\s$""",
    re.VERBOSE | re.IGNORECASE,
)
LOOK_BACK = 90
# How much farther a time may stand where only a replaced date is between.
PAST_REPLACED = 60
# Zones in the words that calendars know.
ZONE_WORDS = (
    (re.compile(r"alaskan", re.IGNORECASE), "Alaska"),
    (re.compile(r"hawaii(?:an)?[\s-]aleutian", re.IGNORECASE), "Hawaii"),
    (re.compile(r"\bHAST\b"), "HST"),
)
RELATIVE = re.compile(
    r"""\bwithin\s(?:the\snext\s)?(?:\d{1,3}|one|two|three|four|five|six|seven|ten|fourteen|
      fifteen|thirty|forty-five|sixty|ninety)(?:\s?\(\d{1,3}\))?\s(?:calendar\s|business\s|
      working\s)?(?:days?|weeks?|months?)\b(?!\s(?:after|before|prior|from|following|of)\b)
    | \b(?:by\s)?the\send\sof\s(?:the|this|next)\s(?:business\s)?(?:day|week|month|quarter|
      year)\b | \bby\send\sof\s(?:day|business|week|month)\b
    | \b(?:(?:no\slater\sthan|within|at\sleast|up\sto)\s{1,2})?
    (?:\d{1,3}|one|two|three|four|five|six|seven|ten|fourteen|fifteen|thirty|forty-five|
      sixty|ninety)(?:\s?\(\d{1,3}\))?\s{1,2}(?:(?:calendar|business|working)\s)?
    (?:days?|weeks?|months?)\s{1,2}(?:after|before|prior\sto|from|following|of)\s{1,2}
    (?:the\s{1,2})?(?:\S{1,30}\s{1,2}){0,4}\S{1,30}""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date in a text, ``text[start:end]`` with its time, where one stands by it.

    Attributes:
        start: First character.
        end: One past the last.
        text: As it is written, on one line.
        when: ISO 8601, with ``T`` and a time where there is one; empty where it names no
            day (a month, a year, so many days after something).
        zone: Time zone as written, but "Alaska" for "Alaskan", "Hawaii" for
            "Hawaii-Aleutian" and "HST" for "HAST"; may be empty.
        replaced: Whether another date has taken its place; then ``when`` is empty.
    """

    start: int
    end: int
    text: str
    when: str = ""
    zone: str = ""
    replaced: bool = False


def iso_day(year: int, month: int, day: int) -> str:
    """A day as ISO 8601; empty where there is no such day or nobody believes it."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and day >= 1):
        return ""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if day > DAYS[month - 1] + (1 if leap and month == 2 else 0):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def find_dates(text: str, *, relative: bool = True) -> tuple[FoundDate, ...]:
    """The dates of a text in their order, each with the time that stands by it.

    Args:
        text: On one line; what follows after 4,000 characters is not looked at.
        relative: Whether "30 days after award" is found too.
    """
    read = text[:READ_CHARACTERS]
    if not HINT.search(read):
        return ()
    found: list[FoundDate] = []
    for match in DATE.finditer(read):
        when = day_of(match)
        if when is None:
            continue
        found.append(
            FoundDate(
                start=match.start(),
                end=match.end(),
                text=" ".join(match.group().split()),
                when=when,
                replaced=bool(
                    REPLACED.search(read, max(0, match.start() - LOOK_BACK), match.start())
                ),
            )
        )
        if len(found) == MOST_DATES:
            break
    joined = with_times(read, found, list(find_times(read, found))) if found else []
    joined = [replace(one, when="", zone="") if one.replaced else one for one in joined]
    if relative and not joined and COUNTED.search(read):
        joined = list(find_relative(read))
    return tuple(joined)


def day_of(match: re.Match[str]) -> str | None:
    """What a match says: a day, "" for a month or a year, None for no date at all."""
    named = match.groupdict()
    if named["month"] and not named["year"]:
        return "" if 1 <= int(named["day"]) <= 31 else None
    for mark in ("", "2", "3"):
        if named[f"day{mark}"]:
            month = named[f"month{mark}"] or ""
            number = int(month) if month.isdigit() else month_number(month)
            return checked(int(named[f"year{mark}"] or 0), number, int(named[f"day{mark}"]))
    if named["day8"]:
        short = (named["month8"] or "")[:3].lower().replace("set", "sep")
        return checked(
            int(named["year8"] or 0), SPANISH.index(short) + 1, int(named["day8"])
        )
    return in_figures(named) if named["year4"] else ""


def in_figures(named: dict[str, str | None]) -> str | None:
    """A date such as 6/30/2025; of 30/6/2025, the only day that it can be."""
    year = int(named["year4"] or 0)
    if year < 100:
        # "2.3.10" numbers a section and "1-2-34" anything.
        if named["mark"] != "/":
            return None
        year += 1900 if year >= PIVOT else 2000
    one, two = int(named["one"] or 0), int(named["two"] or 0)
    return checked(year, one, two) or checked(year, two, one)


def checked(year: int, month: int, day: int) -> str | None:
    """The day as ISO 8601; None where there is no such day."""
    return iso_day(year, month, day) or None


def month_number(name: str) -> int:
    """The number of a month by its name or the short form of it."""
    short = name[:3].lower()
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3] == short)


def find_times(
    text: str, dates: Sequence[FoundDate] = ()
) -> Iterator[tuple[int, int, str, str]]:
    """Times of day outside the dates as start, end, "23:59" and zone."""
    at = 0
    for _ in range(2 * MOST_DATES):
        match = TIME.search(text, at)
        if match is None:
            return
        inside = next((one for one in dates if one.start <= match.start() < one.end), None)
        # The day of "June 5 - 6 p.m." begins no range of times.
        at = inside.end if inside else match.end()
        clock = clock_of(match)
        if clock and not inside:
            zone = " ".join((match["zone"] or "").split())
            for pattern, word in ZONE_WORDS:
                zone = pattern.sub(word, zone)
            yield match.start(), match.end(), clock, zone


def clock_of(match: re.Match[str]) -> str:
    """A time as "23:59", of a range its beginning; empty where there is none such."""
    if match["hour24"]:
        hour = int(match["hour24"])
        return "23:59" if hour == 24 else f"{hour:02d}:{match['minute24']}"
    word = (match["word"] or "").lower()
    if word and not match["first"]:
        return "12:00" if word == "noon" else "23:59"
    last = 12 if word else int(match["hour"])
    if not 1 <= last <= 12:
        return ""
    afternoon = word == "noon" or (match["half"] or "").lower() == "p"
    if not match["first"]:
        return f"{last % 12 + 12 * afternoon:02d}:{match['minute'] or '00'}"
    hour = int(match["first"])
    if match["half1"]:
        afternoon = match["half1"].lower() == "p"
    elif hour % 12 > last % 12:
        # "9 to 5 p.m." begins in the other half of the day.
        afternoon = not afternoon
    return f"{hour % 12 + 12 * afternoon:02d}:{match['minute1'] or '00'}"


def with_times(
    text: str, found: list[FoundDate], times: list[tuple[int, int, str, str]]
) -> list[FoundDate]:
    """The dates, each with the time that stands nearest to it, no time given twice."""
    joined = list(found)
    pairs = sorted(
        (gap, place, number)
        for place, one in enumerate(found)
        for number, time in enumerate(times)
        if (gap := distance(found, place, time)) is not None and stands_by(text, one, time)
    )
    done: set[int] = set()
    given: set[int] = set()
    for _, place, number in pairs:
        if place not in done and number not in given:
            joined[place] = with_time(text, found[place], times[number])
            done.add(place)
            given.add(number)
    return joined


def distance(
    found: list[FoundDate], place: int, time: tuple[int, int, str, str]
) -> int | None:
    """Characters between a date and a time; None where they are too far from each other."""
    one = found[place]
    if one.start - NEAR_BEFORE <= time[1] <= one.start:
        free = place == 0 or found[place - 1].end <= time[0]
        return one.start - time[1] if free else None
    between = [other for other in found[place + 1 :] if other.start < time[0]]
    reach = NEAR_AFTER + (PAST_REPLACED if between else 0)
    if not one.end <= time[0] <= one.end + reach:
        return None
    free = all(other.replaced for other in between)
    return time[0] - one.end if free else None


def stands_by(text: str, one: FoundDate, time: tuple[int, int, str, str]) -> bool:
    """Whether no sentence ends between a date and a time."""
    gap = text[one.end : time[0]] if time[0] >= one.end else text[time[1] : one.start]
    if one.replaced and gap.count(")") > gap.count("("):
        # What stands behind "(extended from April 1)" is said of the new date.
        return False
    return ". " not in gap and (";" not in gap or len(gap) < 4)


def with_time(text: str, one: FoundDate, time: tuple[int, int, str, str]) -> FoundDate:
    """The date with a time."""
    start, end, clock, zone = time
    first, last = min(start, one.start), max(end, one.end)
    written = text[first:last]
    if written.count("(") > written.count(")") and text[last : last + 1] == ")":
        last += 1
    elif written.count("(") > written.count(")"):
        # "April 1, 2025 (by 5 p.m. at the place of the applicant)": cut no bracket open.
        return replace(one, when=f"{one.when}T{clock}" if one.when else "", zone=zone)
    return replace(
        one,
        start=first,
        end=last,
        text=" ".join(text[first:last].split()),
        when=f"{one.when}T{clock}" if one.when else "",
        zone=zone,
    )


def find_relative(text: str) -> Iterator[FoundDate]:
    """Dates that count from something else, as text only."""
    for count, match in enumerate(RELATIVE.finditer(text)):
        if count == MOST_DATES:
            return
        written = re.split(r"[,;.]\s|[.;,]$", match.group())[0]
        yield FoundDate(
            start=match.start(),
            end=match.start() + len(written),
            text=" ".join(written.split()),
        )
