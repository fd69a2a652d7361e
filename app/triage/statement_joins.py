"""Whether what goes together goes together in the sources: A or B, half of C, done D.

A statement loses three little things without a trace in its words: the "or" that leaves a
choice, the share of a whole, and the verb that says what became of an action.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.triage.statement_clauses import ends_sentence
from app.triage.statement_compared import Compared, same_marks, spots_of
from app.triage.statement_numbers import Mark, low_at
from app.triage.statement_problems import Problem, ProblemKind, problem_at
from app.triage.statement_reading import Reading

__all__ = ["join_problems"]

JOINING = frozenset(("and", "or"))
# What "and" joins stands so near, and in a source so near each other.
REACH = 6
NEAR = 14
WHOLE = 4
PARTS = ("number", "percent")
ONE = ("a", "one")
ARTICLES = frozenset(("a", "an", "the", "its", "their", "this", "these", "those", "of"))


def join_problems(pair: Compared) -> Iterator[Problem]:
    """And for or, the whole for a part of it, done for delayed doing."""
    for place, one in enumerate(pair.said.tokens):
        if one.low in JOINING and joined_otherwise(pair, place):
            yield problem_at(pair.said, ProblemKind.CONDITION, around(pair.said, place))
    told = {
        (number, one.first)
        for mark in pair.said.marks
        for number, one in same_marks(pair, mark)
    }
    for number, source in enumerate(pair.sources):
        yield from share_problems(pair, number, told)
        yield from action_problems(pair, source, number)


# ------------------------------------------------------------------ and, or


def joined_otherwise(pair: Compared, place: int) -> bool:
    """Whether what "and" or "or" joins is joined only by the other one in the sources."""
    sides = around(pair.said, place)
    if len(sides) < 2:
        return False
    own = sort_at(pair.said, place)
    known: set[str] = set()
    ones, others = (spots_of(pair, side) for side in sides)
    for number, at in ones:
        for other, later in others:
            if number == other and at != later:
                first, last = min(at, later), max(at, later)
                known |= sorts_between(pair.sources[number], first, last)
    return bool(known) and own not in known


def around(reading: Reading, place: int) -> list[int]:
    """The nearest word or figure on each side; one less where there is none."""
    found: list[int] = []
    for way in (-1, 1):
        for at in range(place + way, place + way * REACH, way):
            if not 0 <= at < len(reading.tokens) or reading.tokens[at].text in (".", ";"):
                break
            if reading.marked[at]:
                found.append(reading.marks[reading.mark_at[at]].first)
                break
            if reading.tokens[at].content:
                found.append(at)
                break
    return found


def sorts_between(reading: Reading, first: int, last: int) -> set[str]:
    """The words that join two words of a source; of a list, the one before its end."""
    tokens = reading.tokens
    if last - first > NEAR or any(
        tokens[at].text == ";" or ends_sentence(tokens, at) for at in range(first, last)
    ):
        return set()
    inside = {
        sort_at(reading, at) for at in range(first, last) if tokens[at].low in JOINING
    }
    if inside or not any(tokens[at].text == "," for at in range(first, last)):
        return inside
    for at in range(last, min(len(tokens), last + NEAR)):
        if tokens[at].text == ";" or ends_sentence(tokens, at):
            break
        if tokens[at].low in JOINING:
            return {sort_at(reading, at)}
    return set()


def sort_at(reading: Reading, place: int) -> str:
    """Which word joins: "and", "or", or both, as in and/or."""
    slashes = (low_at(reading.tokens, place - 1), low_at(reading.tokens, place + 1))
    return "and/or" if "/" in slashes else reading.tokens[place].low


# ------------------------------------------------------------------ parts and actions


def share_problems(
    pair: Compared, number: int, told: set[tuple[int, int]]
) -> Iterator[Problem]:
    """Something told of a whole that a source says of a part: half of the counties."""
    source = pair.sources[number]
    for mark in source.marks:
        third = mark.kind == "ordinal" and low_at(source.tokens, mark.first - 1) in ONE
        if not (third or mark.kind in PARTS) or (number, mark.first) in told:
            continue
        whole = whole_of(source, mark)
        if whole is None or source.part[mark.first] not in pair.told[number]:
            continue
        if source.keys[whole] in pair.keys or (number, whole) in told:
            yield problem_at(source, ProblemKind.QUANTITY, [mark.first, whole])


def whole_of(reading: Reading, mark: Mark) -> int | None:
    """The first word or figure of what a figure is a part of; None for no part."""
    after = low_at(reading.tokens, mark.last + 1)
    half = reading.tokens[mark.last].low == "half"
    if after != "of" and not (half and after in ARTICLES):
        return None
    for at in range(mark.last + 2, min(len(reading.tokens), mark.last + 2 + WHOLE)):
        if reading.tokens[at].content or reading.marked[at]:
            return at
        if reading.tokens[at].low not in ARTICLES:
            break
    return None


def action_problems(pair: Compared, source: Reading, number: int) -> Iterator[Problem]:
    """An action told without the verb before it: "paid" for "the agency delayed paying"."""
    tokens = source.tokens
    for place in range(1, len(tokens) - 1):
        verb, action = tokens[place], tokens[place + 1]
        if not (verb.low.endswith("ed") and action.low.endswith("ing")):
            continue
        # Behind an article it says more about a noun: the proposed housing. What denies
        # is looked at by statement_denials: "stopped paying" is "no longer pays".
        denies = any(cue.family == "negation" for cue in source.cues_at.get(place, ()))
        subject = tokens[place - 1].content and not verb.capital and not denies
        lost = source.keys[place + 1] in pair.keys and source.keys[place] not in pair.keys
        if subject and lost and source.part[place] in pair.told[number]:
            yield problem_at(source, ProblemKind.MODALITY, [place, place + 1])
