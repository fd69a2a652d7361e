"""What differs between two stretches of text, and whether it matters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from app.triage.fact_amounts import find_amounts
from app.triage.fact_dates import find_dates
from app.triage.stop_words import NEGATIONS, STOP_WORDS
from app.triage.version_units import Token, tokens_of

__all__ = [
    "differing_tokens",
    "figures",
    "is_edition",
    "names",
    "says_something",
    "tells_otherwise",
    "worded_alike",
]

# Word by word up to here; what is longer is compared as bags of words.
MOST_WORDS = 600
# Rows with more capitals than this are titles, where a capital makes no name.
TITLE_SHARE = 0.6

NUMBER_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty
"""
COUNTS = {word: str(number) for number, word in enumerate(NUMBER_WORDS.split())} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "half": "half", "double": "double", "twice": "twice", "once": "once", "both": "2",
}  # fmt: skip
SIZE_WORDS = """
dozen hundred thousand million millions billion billions trillion percent percentage daily
weekly biweekly monthly quarterly semiannual semiannually annual annually yearly biennial
biennially am pm noon midnight day days week weeks month months year years hour hours
minutes page pages calendar business working fiscal
"""
SIZES = frozenset(SIZE_WORDS.split())
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "today", "tomorrow", "spring", "summer", "autumn", "fall", "winter",
)  # fmt: skip
DATES = {word: word for word in (*MONTHS, *DAYS)}
DATES |= {month[:3]: month for month in MONTHS if month != "may"}
DATES |= {"sept": "september"}
SIGNS = frozenset(
    "$\u20ac\u00a3\u00a5%<>\u2264\u2265=+\u00b1\u2612\u2611\u2610\u2713\u2717"
)
NEGATION_WORDS = """
no not never none nor neither cannot without except unless until excluding excluded excludes
exclude ineligible unallowable prohibited prohibits prohibit unlike only dont doesnt didnt
isnt arent wasnt werent wont wouldnt shouldnt cant couldnt hasnt havent hadnt neednt mustnt
"""
TURNS = NEGATIONS | frozenset(NEGATION_WORDS.split())
# An obligation made a permission turns a rule round as a negation does.
DUTY_WORDS = """
must shall may should required requires require mandatory optional voluntary allowable
eligible unable waived waive before after minimum maximum least most less more fewer
"""
DUTIES = frozenset(DUTY_WORDS.split())


# The line at the foot of a last page that says which edition it is.
EDITION = re.compile(
    r"\b(?:version|revision|rev|edition|draft|ver)\b\.?\s?(?:no\.?\s?)?[\dA-Z]|\bv\d|\bpage\s\d",
    re.IGNORECASE,
)
MOST_EDITION = 160
# What an amount says of itself beside its worth is kept: "per year".
SCALED = re.compile(
    r"[\d$,.]+|\b(?:hundred|thousand|million|billion|trillion|dollars|usd|to|k|m|mm|b)\b",
    re.IGNORECASE,
)


def differing_tokens(
    before: Sequence[Token], after: Sequence[Token]
) -> tuple[list[int], list[int]]:
    """Places of the words of either that the other has not, in order of place."""
    here = [token.word for token in before]
    there = [token.word for token in after]
    if len(here) > MOST_WORDS or len(there) > MOST_WORDS:
        return unmatched(here, there), unmatched(there, here)
    gone: list[int] = []
    come: list[int] = []
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for name, first, last, start, end in matcher.get_opcodes():
        if name == "equal" or "".join(here[first:last]) == "".join(there[start:end]):
            continue
        gone += range(first, last)
        come += range(start, end)
    return gone, come


def unmatched(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """Places of words that the other text has less often."""
    left = Counter(others)
    found = []
    for place, word in enumerate(words):
        left[word] -= 1
        if left[word] < 0:
            found.append(place)
    return found


def tells_otherwise(
    before: Sequence[Token], after: Sequence[Token], named: frozenset[str] = frozenset()
) -> bool:
    """Whether a number, date, amount, name, negation or duty differs.

    Args:
        before: How it was.
        after: How it is.
        named: Words that are names elsewhere in either version; with a capital they are
            names at the beginning of a sentence and in a title as well.
    """
    if figures(before) != figures(after):
        return True
    if turns(before) != turns(after):
        return True
    here = names(before) | capitals(before, named)
    there = names(after) | capitals(after, named)
    # A word that the other version has, if only with a small letter, is no other name.
    words = [{token.word for token in one} for one in (before, after)]
    return bool((here - there) - words[1] or (there - here) - words[0])


def is_edition(text: str) -> bool:
    """Whether a line says only which edition of a document it is: "R4 \u00b7 VERSION 2"."""
    told = text.strip()
    return (
        len(told) <= MOST_EDITION
        and told[-1:] not in {".", "?", "!"}
        and bool(EDITION.search(told))
    )


def worded_alike(text: str) -> tuple[Token, ...]:
    """Words of a text whose days and amounts are written in one way.

    "3/16/27" and "March 16, 2027" are one day, "$1.5 million" and "$1,500,000" one amount.
    """
    told = " ".join(text.split())
    return tuple(tokens_of(one := "".join(in_one_way(told)), 1, 0, len(one)))


def in_one_way(text: str) -> Iterator[str]:
    """The pieces of a text, days and amounts as figures."""
    pieces = [
        (one.start, one.end, f" {one.when} {one.zone} ")
        for one in find_dates(text, relative=False)
        if one.when
    ]
    for one in find_amounts(text):
        rest = SCALED.sub(" ", one.text)
        pieces.append((one.start, one.end, f" ${one.least:.2f} {one.most:.2f} {rest} "))
    at = 0
    for start, end, written in sorted(pieces):
        if start >= at:
            yield text[at:start]
            yield written
            at = end
    yield text[at:]


def says_something(tokens: Sequence[Token], known: Iterable[str] | frozenset[str]) -> bool:
    """Whether a text that stands in one version only holds what matters.

    Args:
        tokens: Of the text.
        known: All words of the other version: its names are nothing new.
    """
    if figures(tokens) or turns(tokens):
        return True
    return bool(names(tokens) - frozenset(known))


def figures(tokens: Sequence[Token]) -> list[str]:
    """Numbers, dates, amounts and their signs in order; "three (3)" is one."""
    found: list[str] = []
    for token in tokens:
        value = figure(token)
        if value and (not found or found[-1] != value):
            found.append(value)
    return found


def figure(token: Token) -> str:
    """A number, a part of a date or a sign in one form; "" if it is none."""
    word = token.word
    if token.number:
        return word.lstrip("0") or "0"
    if word in SIGNS or word in SIZES:
        return "%" if word in ("percent", "percentage") else word.removesuffix("s")
    if word == "may":
        return "may" if token.capital else ""
    return COUNTS.get(word) or DATES.get(word, "")


def turns(tokens: Sequence[Token]) -> Counter[str]:
    """Words that turn a statement round, or make a duty a choice."""
    return Counter(
        token.word
        for token in tokens
        if token.word in TURNS
        or (token.word in DUTIES and not (token.word == "may" and token.capital))
    )


def capitals(tokens: Sequence[Token], named: frozenset[str]) -> frozenset[str]:
    """Words with a capital that are known as names."""
    return frozenset(one.word for one in tokens if one.capital and one.word in named)


def names(tokens: Sequence[Token]) -> frozenset[str]:
    """Words that are written as names: with a capital, not at the beginning."""
    letters = [token for token in tokens if token.word[:1].isalpha()]
    capitals = sum(token.capital for token in letters)
    if not letters or capitals > max(1.0, TITLE_SHARE * len(letters)):
        return frozenset()
    return frozenset(
        token.word
        for place, token in enumerate(tokens)
        if place
        and token.capital
        and token.word not in STOP_WORDS
        and not figure(token)
        and token.word not in DUTIES
    )
