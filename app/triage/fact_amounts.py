"""Amounts of money, counts and shares out of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["FoundAmount", "find_amounts", "find_numbers", "find_shares"]

MOST_AMOUNTS = 60
READ_CHARACTERS = 4_000

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
LETTERS = {"k": 1_000, "m": 1_000_000, "mm": 1_000_000, "b": 1_000_000_000}
WORD = f"(?:{'|'.join(sorted((*UNITS, *SCALES), key=len, reverse=True))})"
IN_WORDS = rf"{WORD}(?:(?:[\s-]|\sand\s){WORD}){{0,9}}"
# "$1,2345" is no amount that anyone meant.
FIGURES = r"(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,2})?|\d{1,15}(?:\.\d{1,4})?)(?!\d|,\d)"
# A letter stands right at its figure, or is a capital behind a small one: in "$5,000 b."
# and "$1,500 B awards" it counts something else.
SCALE = (
    r"(?:[\s-](?:hundred|thousand|million|billion|trillion)|(?:[KM]|MM|(?-i:B)|(?<!,\d{3})b)|"
    r"(?<!,\d{3})(?<!\d{4})\s(?-i:[KMB]|MM)(?=\s?$|[,;]|\s?[-\u2013]|\)(?:$|[.,;])|\s(?:to|in|for|of|per|a|"
    r"each|every|total|and|or|over|annually|available|is|are|was|were|will|may|from)\b))\b"
)
DASH = r"\s?(?:-|\u2013|\u2014|to|and|through)\s?"
# What tells over which time an amount is meant; it stays in the value.
PERIOD = (
    r"(?:\s(?:USD|dollars))?"
    r"(?:,?\s(?:(?:per|each|a|every|/)\s?(?:\d{1,2}-month\s)?(?:federal\s)?(?:fiscal\s|"
    r"budget\s|project\s|grant\s|calendar\s)?(?:year|month|period|quarter|week|day)\b|"
    r"annually|yearly|in\stotal\b(?!\scosts)|over\s\w{1,12}\s(?:\(\d{1,2}\)\s)?(?:years|months)|"
    r"for\s\w{1,12}\s(?:\(\d{1,2}\)\s)?(?:years|months)))?"
)
MONEY = re.compile(
    rf"""(?:US)?\$\s?(?P<one>{FIGURES})(?P<scale>{SCALE})?
      (?:{DASH}\$?\s?(?P<two>{FIGURES})(?P<scale2>{SCALE})?(?![\d%]|-?(?:year|month)))?
      {PERIOD}
    | \b(?P<plain>{FIGURES})(?P<scale3>{SCALE})?\s(?:US\s)?dollars\b{PERIOD}
    | \b(?P<words>{IN_WORDS})\sdollars\b(?:\s?\(\$[\d,.]{{1,20}}\))?{PERIOD}""",
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(
    rf"""(?<![\w$.,/-])(?:(?P<one>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,9}})(?:\.(?P<part>\d{{1,2}}))?
      (?:{DASH}(?P<two>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,9}}))?
    | (?P<words>{IN_WORDS})(?:\s?\((?P<again>\d{{1,6}})\))?
      (?:{DASH}(?P<words2>{IN_WORDS})(?:\s?\((?P<again2>\d{{1,6}})\))?)?)
      (?![\w$,/-]|\.\d)|(?<![\w$.,/-])(?P<compound>\d{{1,4}})(?=-(?:pages?\b|points?\s(?:max|criteri)))""",
    re.VERBOSE | re.IGNORECASE,
)
# "2021-2022" counts nothing.
YEARS = re.compile(r"(?:19|20)\d\d\D{1,9}(?:19|20)\d\d")
SHARE = re.compile(
    r"\b\d{1,3}(?:\.\d{1,2})?\s?(?:%|percent\b|per\scent\b)"
    r"|\b\d{1,3}\s?(?::|to|-to-)\s?\d{1,3}\b(?=\s(?:match|ratio|basis|cost))",
    re.IGNORECASE,
)
# Behind an upper end without its own sign; any other word is what is counted instead:
# "$5,000 to 20,000 residents".
OF_MONEY = re.compile(
    r"\s(?:per|each|an?|every|for|in|over|annually|yearly|total|and|or|with|is|are|will|may|can|"
    r"was|were|must|shall|depending|based|dollars|usd|from|as|by|if|to|on|under|which|that)\b|\s?[^\sa-z]|$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundAmount:
    """An amount or a number, ``text[start:end]``.

    Attributes:
        start: First character.
        end: One past the last.
        text: As it is written, on one line.
        least: The amount; of a range, the lower end.
        most: The amount; of a range, the upper end.
        low: How the lower end is written; as ``text`` where it is no range.
        high: How the upper end is written.
    """

    start: int
    end: int
    text: str
    least: float
    most: float
    low: str = ""
    high: str = ""


def find_amounts(text: str) -> tuple[FoundAmount, ...]:
    """The amounts of money in a text, in their order: figures, words and ranges."""
    read = text[:READ_CHARACTERS]
    found: list[FoundAmount] = []
    if "$" not in read and "ollar" not in read:
        return ()
    at = 0
    while len(found) < MOST_AMOUNTS and (match := MONEY.search(read, at)):
        one = amount_of(match)
        # Of "$6 million and $8 million" the second one is still to come.
        at = match.end() if one is None else one.end
        if one is not None:
            found.append(one)
    return tuple(found)


def amount_of(match: re.Match[str]) -> FoundAmount | None:
    """What a match says."""
    written = " ".join(match.group().split())
    if match["words"]:
        amount = in_words(match["words"])
        return None if amount is None else single(match, written, amount)
    if match["plain"]:
        return single(match, written, worth(match["plain"], match["scale3"]))
    if not match["two"]:
        return single(match, written, worth(match["one"], match["scale"]))
    # "$1-3 million": the scale behind the upper end is meant for both.
    least = worth(match["one"], match["scale"] or match["scale2"])
    most = worth(match["two"], match["scale2"])
    if least > most or listed(match, "one", "two") or counts_other(match):
        # "$500,000 and 2 staff", "$5 million to 12 states": the second is something else.
        end = match.end("scale") if match["scale"] else match.end("one")
        told = match.string[match.start() : end]
        return FoundAmount(
            start=match.start(),
            end=end,
            text=told,
            least=worth(match["one"], match["scale"]),
            most=worth(match["one"], match["scale"]),
        )
    behind = written[match.end("scale2" if match["scale2"] else "two") - match.start() :]
    return FoundAmount(
        start=match.start(),
        end=match.end(),
        text=written,
        least=least,
        most=most,
        low=f"${match['one']}{match['scale'] or match['scale2'] or ''}{behind}",
        high=f"${match['two']}{match['scale2'] or ''}{behind}",
    )


def listed(match: re.Match[str], one: str, two: str) -> bool:
    """Whether two figures are joined by "and" though no "between" stands before them."""
    joint = match.string[match.end(one) : match.start(two)].casefold().split()
    before = match.string[max(0, match.start() - 30) : match.start()].casefold()
    return "and" in joint and "between" not in before


def counts_other(match: re.Match[str]) -> bool:
    """Whether the figure behind "to" is none of money: "$12 to 15 awards"."""
    joint = match.string[match.end("one") : match.start("two")]
    if match["scale2"] or "$" in joint or not any(map(str.isalpha, joint)):
        return False
    return not OF_MONEY.match(match.string, match.end("two"))


def single(match: re.Match[str], written: str, amount: float) -> FoundAmount:
    """One amount."""
    return FoundAmount(
        start=match.start(), end=match.end(), text=written, least=amount, most=amount
    )


def worth(figures: str, scale: str | None) -> float:
    """What figures with a scale behind them are worth."""
    amount = float(figures.replace(",", ""))
    name = (scale or "").strip(" -\t\n").lower()
    # To the cent: 131.8 times a billion is a little more in binary.
    return round(amount * (SCALES.get(name) or LETTERS.get(name) or 1), 2)


def in_words(words: str) -> float | None:
    """What a number in words is worth; None where the words make none."""
    total, part, seen = 0, 0, False
    for word in re.split(r"[\s-]+", words.lower()):
        if word in UNITS:
            part, seen = part + UNITS[word], True
        elif word == "hundred":
            part, seen = max(part, 1) * 100, True
        elif word in SCALES:
            total, part, seen = total + max(part, 1) * SCALES[word], 0, True
    return float(total + part) if seen else None


def find_numbers(text: str) -> Iterator[FoundAmount]:
    """Counts in a text, in their order: figures, words ("twelve (12)") and ranges."""
    read = text[:READ_CHARACTERS]
    at = 0
    for _ in range(MOST_AMOUNTS):
        match = NUMBER.search(read, at)
        if match is None:
            return
        one = number_of(match)
        at = match.end() if one is None else one.end
        if one is not None:
            yield one


def number_of(match: re.Match[str]) -> FoundAmount | None:
    """What a match says."""
    if match["compound"]:
        return single(match, match.group(), float(match["compound"]))
    if match["words"]:
        least, most = said(match["words"], match["again"]), None
        if match["words2"]:
            most = said(match["words2"], match["again2"])
    else:
        part = match["part"]
        least = float(match["one"].replace(",", "") + (f".{part}" if part else ""))
        most = float(match["two"].replace(",", "")) if match["two"] else None
    if least is None or (match["two"] and YEARS.fullmatch(match.group())):
        return None
    first, second = ("words", "words2") if match["words"] else ("one", "two")
    if most is not None and (most < least or listed(match, first, second)):
        end = match.end("again") + 1 if match["again"] else match.end(first)
        told = " ".join(match.string[match.start() : end].split())
        return FoundAmount(start=match.start(), end=end, text=told, least=least, most=least)
    return FoundAmount(
        start=match.start(),
        end=match.end(),
        text=" ".join(match.group().split()),
        least=least,
        most=least if most is None else most,
    )


def said(words: str, figures: str | None) -> float | None:
    """A number in words, or the figures that repeat it."""
    return float(figures) if figures else in_words(words)


def find_shares(text: str) -> tuple[FoundAmount, ...]:
    """Percentages and ratios in a text, in their order."""
    found = []
    for match in SHARE.finditer(text[:READ_CHARACTERS]):
        figures = re.match(r"\d{1,3}(?:\.\d{1,2})?", match.group())
        amount = float(figures.group()) if figures else 0.0
        found.append(single(match, " ".join(match.group().split()), amount))
        if len(found) == MOST_AMOUNTS:
            break
    return tuple(found)
