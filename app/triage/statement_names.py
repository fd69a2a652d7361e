"""Whether every word and name of a statement is in its sources, in some form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.triage.statement_compared import Compared, Spot
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import Reading
from app.triage.statement_text import Token

__all__ = ["name_problems", "reversed_name"]

# Inside a name: "Department of Health and Human Services".
IN_NAMES = frozenset(("of", "for", "and", "the", "on", "in", "to", "&", "'", "-", ","))
LONGEST_NAME = 60
NEAR = 8


def word_problems(pair: Compared) -> Iterator[Problem]:
    """Words that the sources do not have, in no form and by no equal."""
    known = {(cue.family, cue.sort) for source in pair.sources for cue in source.cues}
    excused = {
        place
        for cue in pair.said.cues
        if (cue.family, cue.sort) in known
        for place in range(cue.first, cue.last + 1)
    }
    for place, one in enumerate(pair.said.tokens):
        if not one.content or pair.said.marked[place] or pair.found[place]:
            continue
        if looks_like_name(one, place):
            if not abbreviated(pair, one.low):
                yield Problem(kind=ProblemKind.NAME, words=one.text)
        elif place not in excused:
            yield Problem(kind=ProblemKind.WORD, words=one.text)


def looks_like_name(one: Token, place: int) -> bool:
    """Whether a word is written as names are; at the start, only where all is capitals."""
    return one.capital and (place > 0 or (one.text.isupper() and len(one.text) > 1))


def abbreviated(pair: Compared, low: str) -> bool:
    """Whether a source spells out a name whose initials these are."""
    if not 2 <= len(low) <= 8 or not low.isalpha():
        return False
    if low == "usa":
        return any(
            source.keys[place : place + 2] == ("unit", "stat")
            for source in pair.sources
            for place in range(len(source.keys))
        )
    return any(
        low in "".join(run)
        for source in pair.sources
        for run in initials_of(source)
        if len(run) <= LONGEST_NAME
    )


def initials_of(source: Reading) -> Iterator[list[str]]:
    """The initials of each run of capitalized words."""
    run: list[str] = []
    for one in source.tokens:
        if one.capital:
            run.append(one.low[0])
        elif one.low not in IN_NAMES:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def name_problems(pair: Compared) -> Iterator[Problem]:
    """Words and names that the sources do not have so."""
    yield from word_problems(pair)
    yield from mixed_names(pair)
    yield from short_form_problems(pair)


def mixed_names(pair: Compared) -> Iterator[Problem]:
    """Names that are put together out of two: Department of Labor, of Energy."""
    known = {two for source in pair.sources for two in name_pairs(source)}
    lone = {key for source in pair.sources for key in source.keys}
    for first, second in ordered_pairs(pair.said):
        keys = pair.said.keys[first], pair.said.keys[second]
        if keys not in known and set(keys) <= lone:
            yield Problem(kind=ProblemKind.NAME, words=pair.said.written(first, second))


def name_pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    """Pairs of words of one name, in its order, up to three apart."""
    for run in runs(reading):
        for number, first in enumerate(run):
            for second in run[number + 1 : number + 4]:
                yield reading.keys[first], reading.keys[second]


def ordered_pairs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Words of a name that stand beside each other."""
    for run in runs(reading):
        yield from pairwise(run)


def runs(reading: Reading) -> Iterator[list[int]]:
    """Places of the words of each name of several words."""
    run: list[int] = []
    for place, one in enumerate(reading.tokens):
        if one.capital and (place or one.content) and one.content:
            run.append(place)
        elif one.low not in ("of", "for", "&", "'", "-") or not run:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def reversed_name(
    pair: Compared, places: tuple[int, int], ones: Sequence[Spot], others: Sequence[Spot]
) -> bool:
    """Whether two words of names stand near each other only the other way round."""
    if not all(pair.said.tokens[place].capital for place in places):
        return False
    near = [at - other for n, at in ones for m, other in others if n == m]
    near = [distance for distance in near if abs(distance) <= NEAR]
    return bool(near) and min(near) > 0


def short_form_problems(pair: Compared) -> Iterator[Problem]:
    """A short form in brackets behind another name than in the sources."""
    known: dict[str, set[str]] = {}
    for source in pair.sources:
        for name, low in short_forms(source):
            known.setdefault(low, set()).add(name)
    for name, low in short_forms(pair.said):
        if low in known and name not in known[low]:
            yield Problem(kind=ProblemKind.NAME, words=f"{name} ({low.upper()})")


def short_forms(reading: Reading) -> Iterator[tuple[str, str]]:
    """The last word of each name with the short form in brackets behind it."""
    tokens = reading.tokens
    for place in range(1, len(tokens) - 2):
        one = tokens[place + 1]
        if tokens[place].text == "(" and one.capital and tokens[place + 2].text == ")":
            yield reading.keys[place - 1], one.low
