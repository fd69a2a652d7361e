"""Whether who does what to whom is as in the sources, as far as order and "by" tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.triage.statement_compared import Compared, Spot, same_marks
from app.triage.statement_numbers import low_at
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import Reading
from app.triage.statement_text import words

__all__ = ["role_problems"]

SPEAKERS = {
    "we": "we", "us": "we", "our": "we", "ours": "we", "you": "you", "your": "you",
    "yours": "you", "i": "i", "my": "i", "me": "i",
}  # fmt: skip
BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
# Little words that say the opposite of each other before the same word.
OPPOSITE = {
    "from": ("to", "into"), "to": ("from", "by"), "into": ("from", "out"),
    "with": ("without",), "without": ("with",), "for": ("against", "from", "by"),
    "against": ("for", "with"), "by": ("to", "for", "from"), "before": ("after", "since"),
    "after": ("before", "until", "by"), "above": ("below", "under"),
    "below": ("above", "over"), "under": ("over", "above"), "over": ("under", "below"),
    "inside": ("outside",), "outside": ("inside", "within", "in"),
    "within": ("outside", "beyond", "after"), "until": ("after", "since", "from"),
    "since": ("until", "before"), "on": ("off",), "off": ("on",), "up": ("down",),
    "in": ("outside",),
}  # fmt: skip
HELPING = BE | words(
    "has have had do does did can could may might must shall should will would not"
)
RANGE = frozenset(("from", "to", "through", "until", "between"))
REACH = 6
PARTICIPLES = words("""
    given taken made paid held kept left met sent spent built begun chosen written found
    led lost won bought brought taught sought grown shown known drawn run seen told sold
    set put cut overseen undertaken understood driven broken laid meant done read let
    """)


def role_problems(pair: Compared) -> Iterator[Problem]:
    """Subject and object changed round, you for we, from for to."""
    yield from speaker_problems(pair)
    yield from preposition_problems(pair)
    yield from range_problems(pair)
    yield from order_problems(pair)
    yield from subject_problems(pair)
    yield from shared_subject_problems(pair)


def speaker_problems(pair: Compared) -> Iterator[Problem]:
    """You or we where the sources do not say so."""
    known = {
        SPEAKERS[one.low]
        for source in pair.sources
        for one in source.tokens
        if one.low in SPEAKERS
    }
    for one in pair.said.tokens:
        who = SPEAKERS.get(one.low)
        roman = one.text == "I" and any(
            "I" in (t.text for t in s.tokens) for s in pair.sources
        )
        if who and who not in known and not roman:
            yield Problem(kind=ProblemKind.ROLE, words=one.text)


def preposition_problems(pair: Compared) -> Iterator[Problem]:
    """To where all sources say from, with where they say without."""
    for place, one in enumerate(pair.said.tokens):
        if one.low not in OPPOSITE:
            continue
        target = next_word(pair.said, place)
        if target is None or not (spots := pair.at(pair.found[target])):
            continue
        before = {preposition_of(pair.sources[n], at) for n, at in spots}
        if one.low not in before and before & set(OPPOSITE[one.low]) and None not in before:
            yield Problem(kind=ProblemKind.ROLE, words=pair.said.written(place, target))


def range_problems(pair: Compared) -> Iterator[Problem]:
    """From and to changed round before two figures."""
    for mark in pair.said.marks:
        said = low_at(pair.said.tokens, mark.first - 1)
        if said not in RANGE:
            continue
        known = {
            low_at(pair.sources[number].tokens, one.first - 1)
            for number, one in same_marks(pair, mark)
        }
        if said not in known and known and known <= RANGE:
            yield Problem(
                kind=ProblemKind.ATTACHMENT,
                words=pair.said.written(mark.first - 1, mark.last),
            )


def next_word(reading: Reading, place: int) -> int | None:
    """The next word that says something, before any sign or other little word."""
    for after in range(place + 1, min(len(reading.tokens), place + 5)):
        one = reading.tokens[after]
        if one.content:
            return after
        if one.low in OPPOSITE or one.text in (",", ";", ":", "."):
            return None
    return None


def preposition_of(reading: Reading, place: int) -> str | None:
    """The preposition that a word hangs on; None for none."""
    for before in range(place - 1, max(-1, place - 6), -1):
        low = low_at(reading.tokens, before)
        if low in OPPOSITE:
            return low
        if low in (",", ";", ":", ".", "and"):
            return None
    return None


def order_problems(pair: Compared) -> Iterator[Problem]:
    """A word before and a word behind a verb that are the other way round in the source."""
    for place, one in enumerate(pair.said.tokens):
        if not one.content or not pair.found[place] or one.capital:
            continue
        left = beside(pair, place, -1)
        right = beside(pair, place, 1)
        if left is None or right is None or same_words(pair, (left, place, right)):
            continue
        crossed = [
            passive(pair.said, place) != passive(pair.sources[number], at)
            if turned_round(pair, (number, at), left, right)
            else straight(pair, (number, at), left, right)
            and passive(pair.said, place) == passive(pair.sources[number], at)
            for number, at in pair.at(pair.found[place])
            if turned_round(pair, (number, at), left, right)
            or straight(pair, (number, at), left, right)
        ]
        if crossed and not any(crossed):
            yield Problem(kind=ProblemKind.ROLE, words=pair.said.written(left, right))


def same_words(pair: Compared, places: tuple[int, int, int]) -> bool:
    """Whether a word stands there twice; then its order tells nothing."""
    one, middle, other = (pair.found[place] for place in places)
    return bool(one & other or one & middle or other & middle)


def subject_problems(pair: Compared) -> Iterator[Problem]:
    """A doer who is, in every source of the verb, behind it and not before it."""
    for place, one in enumerate(pair.said.tokens):
        left = doer(pair.said, place) if one.content and pair.found[place] else None
        if left is None or not pair.found[left]:
            continue
        voice = passive(pair.said, place)
        spots = [
            (number, at)
            for number, at in pair.at(pair.found[place])
            if passive(pair.sources[number], at) == voice
            and low_at(pair.sources[number].tokens, at + 1) != "of"
        ]
        behind = [
            on_side(pair, spot, left, 1) and not on_side(pair, spot, left, -1)
            for spot in spots
        ]
        if behind and (all(behind) or others_do(pair, left, spots)):
            yield Problem(kind=ProblemKind.ROLE, words=pair.said.written(left, place))


def others_do(pair: Compared, left: int, spots: Sequence[Spot]) -> bool:
    """Whether others do it in the sources, and this one does something else there.

    "The council opposed" of "the mayor opposed the plan that the council supported".
    """
    doers = [(n, doer(pair.sources[n], at)) for n, at in spots]
    if any(at is None or pair.sources[n].keys[at] in pair.found[left] for n, at in doers):
        return False
    return any(
        place not in (at for m, at in spots if m == n)
        and is_verb(source, place)
        and (at := doer(source, place)) is not None
        and source.keys[at] in pair.found[left]
        for n, source in enumerate(pair.sources)
        for place in range(1, len(source.tokens))
    )


def is_verb(reading: Reading, place: int) -> bool:
    """Whether a word is most likely a verb."""
    before = low_at(reading.tokens, place - 1)
    return reading.tokens[place].low.endswith("ed") or before in HELPING


def shared_subject_problems(pair: Compared) -> Iterator[Problem]:
    """A verb of one source told of the subject of another: "A closed and stays open"."""
    reading = pair.said
    for place in range(1, len(reading.tokens) - 1):
        if reading.part[place] == reading.part[place - 1] or own_subject(reading, place):
            continue
        spot = only_source(pair, place, 1)
        before = only_source(pair, place, -1)
        if spot is None or before is None or spot[0] == before[0]:
            continue
        source = pair.sources[spot[0]]
        lost = [
            at
            for at in range(spot[1])
            if source.part[at] == source.part[spot[1]]
            and source.tokens[at].content
            and source.keys[at] not in pair.keys
        ]
        if lost:
            yield Problem(kind=ProblemKind.ROLE, words=source.written(lost[0], spot[1]))


def own_subject(reading: Reading, place: int) -> bool:
    """Whether a part of a sentence begins with more than "and will", "and paid"."""
    verb = HELPING - {"not"}
    after = low_at(reading.tokens, place + 1)
    return not (
        low_at(reading.tokens, place) in verb or after in HELPING or after.endswith("ed")
    )


def only_source(pair: Compared, place: int, side: int) -> tuple[int, int] | None:
    """Where the nearest word on one side stands that is in one source only."""
    for step in range(1, 3 * REACH):
        at = place + side * step
        if not 0 <= at < len(pair.said.tokens):
            return None
        spots = pair.at(pair.found[at])
        if spots and len({number for number, _ in spots}) == 1:
            return spots[0]
    return None


def doer(reading: Reading, place: int) -> int | None:
    """The word before a verb with nothing but helping verbs between."""
    for at in range(place - 1, max(-1, place - 5), -1):
        one = reading.tokens[at]
        if reading.clause[at] != reading.clause[place]:
            return None
        if one.content:
            return at
        if one.low not in HELPING:
            return None
    return None


def beside(pair: Compared, place: int, side: int) -> int | None:
    """The nearest found word on one side of a word, within its clause."""
    clause = pair.said.clause[place]
    for step in range(1, REACH):
        at = place + side * step
        if not 0 <= at < len(pair.said.tokens) or pair.said.clause[at] != clause:
            return None
        if pair.said.tokens[at].content and pair.found[at]:
            return at
    return None


def turned_round(pair: Compared, spot: tuple[int, int], left: int, right: int) -> bool:
    """Whether the left word is behind the verb in the source, and the other before it."""
    return on_side(pair, spot, left, 1) and on_side(pair, spot, right, -1)


def straight(pair: Compared, spot: tuple[int, int], left: int, right: int) -> bool:
    """Whether both words stand on their own sides of the verb in the source."""
    return on_side(pair, spot, left, -1) and on_side(pair, spot, right, 1)


def on_side(pair: Compared, spot: tuple[int, int], place: int, side: int) -> bool:
    """Whether a word of the statement is on one side of a source's word, in its clause."""
    number, at = spot
    source = pair.sources[number]
    return any(
        n == number
        and source.clause[other] == source.clause[at]
        and 0 < side * (other - at) <= 2 * REACH
        for n, other in pair.at(pair.found[place])
    )


def passive(reading: Reading, place: int) -> bool:
    """Whether a verb is in the passive: a form of "be" before it, an ending of its own."""
    low = reading.tokens[place].low
    if not low.endswith("ed") and low not in PARTICIPLES:
        return False
    before = {low_at(reading.tokens, at) for at in range(max(0, place - 3), place)}
    return bool(before & BE) or low_at(reading.tokens, place + 1) == "by"
