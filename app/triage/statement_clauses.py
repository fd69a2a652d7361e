"""Where the clauses of a sentence begin and end, as well as its words tell.

No grammar is parsed. Little words, commas and brackets say enough to keep "not", "may" and
"if" where they belong: NegEx (Chapman and others, 2001) ends the reach of a negation so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.triage.statement_dates import MONTHS
from app.triage.statement_numbers import low_at
from app.triage.statement_text import Token, is_function, words

__all__ = [
    "VERBS",
    "Clauses",
    "clauses_of",
    "ends_sentence",
    "is_relative",
    "parts_of_sentence",
]

CLAUSE_SIGNS = frozenset((";", ":", "\u2014", "\u2013", "?", "!"))
# These begin a clause of their own.
SUBORDINATE = words("""
    because although though whereas while if unless except excluding when whenever where
    which who whose whom that but however until after before rather instead nor whether
    """)
JOINING = frozenset(("and", "or"))
COORDINATE = frozenset(
    ("and", "or", "but", "nor", "yet", "while", "whereas", "although", "though")
)
CONTRAST = frozenset(("but", "while", "whereas", "although", "though"))
AUXILIARY = words("""
    is are was were be been has have had do does did can could may might must shall should
    will would not no never
    """)
VERBS = AUXILIARY - {"be", "been", "not", "no", "never"}
OPENING = words(
    "for in under by on at of with from during since to as among within through"
)
# Behind these "that" begins what is told, not more about a noun.
TELLING = words("""
    say says said found find finds show shows told states state know knew known believe
    believes argue argues think means mean so such ensure ensures require requires
    recommend recommends indicate indicates note notes suggest suggests
    """)
PRONOUNS = words("it he she they we you this these those its their there")
DETERMINERS = words(
    "the a an this these those each all any no its their some most many others"
)
OWN = (AUXILIARY - {"be", "been"}) | PRONOUNS
TITLED = frozenset(("mr", "mrs", "ms", "dr"))
# A relative clause is looked back over so far; longer ones are no good English.
LOOK_BACK = 30
# So many words may stand between "and" and its verb.
LONGEST_SUBJECT = 6


@dataclass(kw_only=True, slots=True)
class Clauses:
    """The clauses of a text.

    Attributes:
        number: (t,), of the clause that each token is in.
        parent: By clause, the one that a relative clause says more of.
        aside: Clauses that a reader may skip: in brackets, or ", which ...,".
    """

    number: tuple[int, ...] = ()
    parent: Mapping[int, int] = field(default_factory=dict)
    aside: frozenset[int] = frozenset()


@dataclass(slots=True)
class Place:
    """How far the reading of clauses has come.

    Attributes:
        current: Number of the clause.
        highest: The highest number that was given.
        front: Whether the clause stands in front of the one it belongs to.
        outside: Clauses around the brackets that are open.
        relative: First token of the relative clause, and the clause around it.
        skipped: Whether that clause began behind a comma.
        parent: See ``Clauses``.
        aside: See ``Clauses``.
    """

    current: int = 0
    highest: int = 0
    front: bool = False
    outside: list[int] = field(default_factory=list)
    relative: tuple[int, int] | None = None
    skipped: bool = False
    parent: dict[int, int] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)


def clauses_of(tokens: Sequence[Token], inside: Sequence[bool]) -> Clauses:
    """The clauses of a text.

    A clause ends at a semicolon, at the end of a sentence, before a word such as "unless",
    before "and" with a verb of its own, and at the comma that ends a clause which stands in
    front. What follows a bracket, or a clause such as "that exceed the limit", goes on with
    what stood before it.

    Args:
        tokens: Of the text.
        inside: (t,), whether a token belongs to a mark that began before it.
    """
    numbers: list[int] = []
    state = Place()
    for place, one in enumerate(tokens):
        if one.text in (")", "]") and state.outside:
            numbers.append(state.current)
            state.current = state.outside.pop()
            continue
        if one.text in ("(", "["):
            bracket(tokens, place, state)
        elif state.relative and goes_on(tokens, state, place):
            state.current, state.relative = state.relative[1], None
        elif not place:
            state.front = one.low in SUBORDINATE
        elif not inside[place] and begins_clause(tokens, place, front=state.front):
            if opening(tokens, numbers, place):
                state.parent[state.current] = state.highest + 1
            begin(tokens, place, state)
        numbers.append(state.current)
    return Clauses(number=tuple(numbers), parent=state.parent, aside=frozenset(state.aside))


def bracket(tokens: Sequence[Token], place: int, state: Place) -> None:
    """A clause of its own in brackets, but for the short form of a name."""
    state.outside.append(state.current)
    if not abbreviates(tokens, place):
        state.current = state.highest = state.highest + 1
        state.aside.add(state.current)


def opening(tokens: Sequence[Token], numbers: Sequence[int], place: int) -> bool:
    """Whether the clause so far is no more than "For schools in Ohio," or "In 2020,"."""
    if tokens[place - 1].text != "," or place > LOOK_BACK or numbers[0] != numbers[-1]:
        return False
    return tokens[0].low in OPENING and not any(
        one.low in VERBS or one.low.endswith("ed") for one in tokens[:place]
    )


def begin(tokens: Sequence[Token], place: int, state: Place) -> None:
    """A new clause at a token."""
    relative = is_relative(tokens, place)
    around, state.current = state.current, state.highest + 1
    state.highest = state.current
    state.relative = (place, around) if relative else None
    state.skipped = relative and low_at(tokens, place - 1) == ","
    state.front = tokens[place].low in SUBORDINATE and not relative
    if relative:
        state.parent[state.current] = around
    if state.skipped or state.outside:
        state.aside.add(state.current)


def abbreviates(tokens: Sequence[Token], place: int) -> bool:
    """Whether a bracket holds one word, such as the short form of a name."""
    return low_at(tokens, place + 2) in (")", "]") or low_at(tokens, place + 3) in (
        ")",
        "]",
    )


def is_relative(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause says more of the noun before it, as in: applicants that have one."""
    low, before = tokens[place].low, tokens[place - 1].low if place else ""
    if low in ("who", "which", "whose", "whom"):
        return True
    if low != "that" or not before.isalpha() or before.endswith("ed"):
        return False
    return before not in TELLING and not is_function(before)


def goes_on(tokens: Sequence[Token], state: Place, place: int) -> bool:
    """Whether a token is no longer of the relative clause that is being read."""
    start = state.relative[0] if state.relative else place
    before = low_at(tokens, place - 1)
    if state.skipped and before == "," and place - start > 2:
        return tokens[place].low not in COORDINATE
    if tokens[place].low not in VERBS or place - start < 2:
        return False
    if before in AUXILIARY or before in COORDINATE:
        return False
    first = low_at(tokens, start + 1)
    # "that the agency will publish": its own subject, so that the first verb is its own.
    own = first in DETERMINERS or first in PRONOUNS or first in VERBS
    return not own or any(
        tokens[at].low in VERBS and tokens[at - 1].low not in AUXILIARY
        for at in range(max(start + 1, place - LOOK_BACK), place)
    )


def begins_clause(tokens: Sequence[Token], place: int, *, front: bool) -> bool:
    """Whether a token, not the first of its text, is the first of a clause."""
    low, before, after = tokens[place].low, tokens[place - 1], low_at(tokens, place + 1)
    if before.text in CLAUSE_SIGNS or ends_sentence(tokens, place - 1):
        return True
    if low in SUBORDINATE:
        return before.low not in COORDINATE
    comma = before.text == ","
    if low in COORDINATE and (after in OWN or (comma and after in DETERMINERS)):
        return True
    verb = low in AUXILIARY and not apposition(tokens, place)
    return comma and (verb or (low not in AUXILIARY and (front or low in PRONOUNS)))


def apposition(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb goes on behind another name of its subject: Ohio, the state, has."""
    for at in range(place - 2, max(0, place - LOOK_BACK), -1):
        if tokens[at].text == ",":
            return low_at(tokens, at + 1) in ("the", "a", "an")
        if tokens[at].low in VERBS:
            return False
    return False


def ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is the full stop of a sentence, not of an abbreviation."""
    if tokens[place].text not in (".", "!", "?", "\u2022", "|"):
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    before = low_at(tokens, place - 1)
    if following is None or before in TITLED:
        return following is None
    return not following.text[:1].islower() and not short(before)


def short(low: str) -> bool:
    """Whether a word before a full stop is most likely shortened."""
    return (len(low) < 3 and low.isalpha()) or (low in MONTHS and len(low) <= 4)


def parts_of_sentence(tokens: Sequence[Token]) -> tuple[int, ...]:
    """The number of the coordinate part that each token is in.

    "A did this, and B did that" has two; so has "A is new but is not open".
    """
    numbers: list[int] = []
    current = 0
    for place in range(len(tokens)):
        if place and begins_part(tokens, place):
            current += 1
        numbers.append(current)
    return tuple(numbers)


def begins_part(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token begins a coordinate part."""
    low, before, after = tokens[place].low, tokens[place - 1], low_at(tokens, place + 1)
    if before.text == ";" or ends_sentence(tokens, place - 1):
        return True
    if low in COORDINATE:
        own = after in AUXILIARY or own_subject(tokens, place + 1)
        own = own or (low in JOINING and own_verb(tokens, place))
        return before.text == "," or own or low in CONTRAST
    return before.text == "," and low in VERBS and not apposition(tokens, place)


def own_subject(tokens: Sequence[Token], place: int) -> bool:
    """Whether a subject with a verb of its own begins: "the Senate approved"."""
    low = low_at(tokens, place)
    if low in PRONOUNS:
        return True
    if low not in DETERMINERS:
        return False
    return any(
        one.low in AUXILIARY or (one.low.endswith("ed") and not is_function(one.low))
        for one in tokens[place + 1 : place + 4]
    )


def own_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether "and" joins two clauses: "A is required and B is optional".

    "A and B are required", and "that are open and that are free", are one.
    """
    for at in range(place + 1, min(len(tokens), place + LONGEST_SUBJECT)):
        if tokens[at].low in VERBS and at > place + 1:
            break
        if is_function(tokens[at].low) or tokens[at].text in (",", ";", "("):
            return False
    else:
        return False
    for at in range(place - 1, max(-1, place - LOOK_BACK), -1):
        if tokens[at].low in COORDINATE or tokens[at].text in (",", ";"):
            return False
        if tokens[at].low in VERBS:
            return True
    return False
