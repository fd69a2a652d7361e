"""Values of each kind that a list of facts knows, read out of a stretch of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.triage.fact_amounts import FoundAmount, find_amounts, find_numbers, find_shares
from app.triage.fact_dates import find_dates

__all__ = [
    "LEFT_BLANK",
    "READERS",
    "Value",
    "has_gap",
    "is_blank",
    "one_end",
    "whole",
    "with_unit",
]

LEFT_BLANK = "left blank in the document"
MOST_VALUE = 300
MOST_PASSAGE = 1_500

BLANK = re.compile(
    r"""\s*(?:\$\s*)?(?:
      [\[({<]\s*(?:insert|enter|add|fill|date|time|amount|number|name|title|tbd|x{2,}|
        placeholder|to\sbe|_|\.|mm|month|day|\#)?[^\])}>]{0,80}[\])}>]
    | [_.\u2026]{3,} | x{2,}(?:[-/,.]x{2,}){0,3} | [_\s/]{5,}
    | (?:mm|dd|m|d)[/-](?:mm|dd|m|d)[/-](?:yyyy|yy) | month\s(?:dd?|day),?\s(?:yyyy|year)
    | t\.?b\.?[da]\.? | to\sbe\s(?:determined|announced|added|completed|filled\sin)
    )(?:\s*(?:at\s*)?(?:e\.?t\.?|[ap]\.?m\.?|eastern(?:\stime)?|\[[^\]]{0,40}\]))*[\s.;]*""",
    re.VERBOSE | re.IGNORECASE,
)
# A bracket is blank only if nothing in it is a value of its own.
STATED = re.compile(r"\$\s?\d|\d{4}|@|\d,\d{3}")
GAP = re.compile(r"\[\s{0,9}\]|_{3,}|\[insert\b|\[date\]", re.IGNORECASE)
IDENTIFIER = re.compile(
    r"(?<![\w/@.-])(?=[A-Z0-9.\-_/]{0,39}\d)[A-Z0-9][A-Z0-9]*(?:[.\-_/\u2010\u2011]+[A-Z0-9]+){0,8}"
    r"(?:\s\d{2}-\d{2,5})?(?![\w@])",
)
# Words in capitals before a number belong to it: "RFA No. 12", "NSF 25-501".
CAPITALS = re.compile(r"(?<![\w.])(?:[A-Z]{2,6}\s)(?=\d)")
NOT_IDENTIFIER = re.compile(r"(?:19|20)\d\d|\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|[\d,]+\.\d\d")
TELEPHONE = re.compile(
    r"(?<![\w-])(?:1[-.\s])?(?:\(\d{3}\)[\s-]?|\d{3}[-.\s\u2010\u2011\u2013])"
    r"\d{3}[-.\s\u2010\u2011\u2013]\d{4}(?![\w-])"
)
LEADING = " \t:;,.-\u2013\u2014|=\u2022"
SENTENCE_END = re.compile(r"(?<=[a-z\d)\]\u201d\"])[.;]\s+(?=[A-Z\u201c\"(])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value in a text, ``text[start:end]``.

    Attributes:
        start: First character.
        end: One past the last.
        text: As it is told.
        when: Of a date, as in ``Fact``.
        zone: Of a date.
        amount: Of an amount or number; of a range, its upper end.
        least: The lower end.
        low: How the lower end is written; empty where it is no range.
        high: How the upper end is written.
        replaced: Of a date, whether another one has taken its place.
    """

    start: int
    end: int
    text: str
    when: str = ""
    zone: str = ""
    amount: float | None = None
    least: float | None = None
    low: str = ""
    high: str = ""
    replaced: bool = False


def is_blank(text: str) -> bool:
    """Whether a text is a place to be filled in: "[ ]", "____", "MM/DD/YYYY", "TBD"."""
    short = text[:200].strip()
    return bool(short) and bool(BLANK.fullmatch(short)) and not STATED.search(short)


def has_gap(text: str) -> bool:
    """Whether a short text has an empty place in it: "EPA-R10-[ ]", "[ ] at 5 p.m. ET"."""
    return len(text) <= 80 and bool(GAP.search(text))


def dates(text: str) -> tuple[Value, ...]:
    """Its dates."""
    return tuple(
        Value(
            start=one.start,
            end=one.end,
            text=one.text,
            when=one.when,
            zone=one.zone,
            replaced=one.replaced,
        )
        for one in find_dates(text)
    )


def of_amount(one: FoundAmount) -> Value:
    """An amount or a number as a value."""
    return Value(
        start=one.start,
        end=one.end,
        text=one.text,
        amount=one.most,
        least=one.least,
        low=one.low,
        high=one.high,
    )


def amounts(text: str) -> tuple[Value, ...]:
    """Its amounts of money."""
    return tuple(map(of_amount, find_amounts(text)))


def numbers(text: str) -> tuple[Value, ...]:
    """Its numbers, percentages among them; not those inside dates or amounts."""
    counts = list(find_numbers(text))
    shares = find_shares(text)
    if not counts and not shares:
        return ()
    taken = [(one.start, one.end) for one in find_amounts(text)]
    taken += [(one.start, one.end) for one in find_dates(text)]
    taken += [(one.start, one.end) for one in shares]
    plain = [
        one
        for one in counts
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    return tuple(map(of_amount, sorted([*plain, *shares], key=lambda one: one.start)))


def identifiers(text: str) -> tuple[Value, ...]:
    """Its numbers and codes: "HRSA-25-001", "93.884", "NSF 25-501", "DE-FOA-0003456"."""
    found: list[Value] = []
    read = text[:MOST_PASSAGE]
    calls = [match.span() for match in TELEPHONE.finditer(read)]
    for match in IDENTIFIER.finditer(read):
        word = match.group().rstrip(".-_/")
        start = match.start()
        called = any(begin <= start < end for begin, end in calls)
        if called or NOT_IDENTIFIER.fullmatch(word) or len(word) < 3:
            continue
        before = CAPITALS.search(read, max(0, start - 8), start + 1)
        if before and before.end() == start:
            start = before.start()
        end = match.start() + len(word)
        found.append(Value(start=start, end=end, text=read[start:end]))
        if len(found) == 20:
            break
    return tuple(found)


def texts(text: str) -> tuple[Value, ...]:
    """The text itself, up to the end of its first sentence."""
    start = 0
    while start < len(text) and text[start] in LEADING:
        start += 1
    end = SENTENCE_END.search(text, start, start + MOST_VALUE)
    stop = end.start() if end else len(text)
    stop = min(stop, start + MOST_VALUE)
    told = text[start:stop].rstrip(" ;,|")
    # "U.S. Department of Labor" has full stops; one at the end of a label's value has none.
    if told.endswith(".") and told.count(".") == 1:
        told = told[:-1]
    return (Value(start=start, end=start + len(told), text=told),) if told else ()


def whole(text: str) -> Value:
    """All of a text as one value, cut between words where it is very long."""
    if len(text) <= MOST_PASSAGE:
        return Value(start=0, end=len(text), text=text)
    end = text.rfind(" ", 0, MOST_PASSAGE)
    told = text[: end if end > 0 else MOST_PASSAGE] + " \u2026"
    return Value(start=0, end=len(text), text=told)


def one_end(value: Value, bound: str) -> Value:
    """The end of a range that a cue means; the value itself where it is no range."""
    if bound == "most" and value.high:
        return replace(value, text=value.high)
    if bound == "least" and value.low:
        return replace(value, text=value.low, amount=value.least)
    return value


UNIT = re.compile(
    r"(?:\s|-)(?:(?:single|double)[\s-]spaced\s)?(?:pages?|points?|pts\.?|percent|grants?|awards?|"
    r"cooperative\sagreements?|new\s(?:grants?|awards?))\b",
    re.IGNORECASE,
)


def with_unit(value: Value, text: str) -> Value:
    """A number with what it counts, where that stands right behind it: "15 points"."""
    unit = UNIT.match(text, value.end)
    if unit is None:
        return value
    return replace(value, end=unit.end(), text=value.text + unit.group())


READERS: Mapping[str, Callable[[str], tuple[Value, ...]]] = {
    "date": dates,
    "amount": amounts,
    "number": numbers,
    "identifier": identifiers,
    "text": texts,
}
