"""A text read for what must hold in it: its facts, the words that turn it, its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.triage.statement_clauses import Clauses, clauses_of, parts_of_sentence
from app.triage.statement_cues import Cue, cues_of
from app.triage.statement_dates import date_marks
from app.triage.statement_numbers import Mark, number_marks, roman
from app.triage.statement_text import Token, TokenKind, tokens_of
from app.triage.statement_words import key_of

__all__ = ["CALENDAR", "Reading", "read_text"]

# Kinds of marks that together make one date: "Tuesday, May 3, at noon ET".
CALENDAR = frozenset(("date", "time", "zone"))
NAMING = (TokenKind.CODE, TokenKind.ADDRESS, TokenKind.PHONE, TokenKind.DAY)
# Words behind a cue are looked for so far.
TARGET_REACH = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a text says, as far as it can be told from its words.

    Attributes:
        tokens: (t,), in its order.
        keys: (t,), what the forms of each word have in common.
        marks: Numbers, dates, times, amounts, codes, addresses, in its order.
        cues: Words that turn it, in its order.
        cues_at: By first token, the cues that begin there.
        clause: (t,), number of the clause that each token is in.
        clauses: More about them.
        part: (t,), number of the coordinate part: "A did this, and B did that" has two.
        marked: (t,), whether a token belongs to a mark.
        mark_at: (t,), number of the mark that a token belongs to, -1 for none.
    """

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    marks: tuple[Mark, ...]
    cues: tuple[Cue, ...]
    cues_at: Mapping[int, tuple[Cue, ...]]
    clause: tuple[int, ...]
    clauses: Clauses
    part: tuple[int, ...]
    marked: tuple[bool, ...]
    mark_at: tuple[int, ...]

    def cues_near(self, first: int, last: int, family: str) -> Iterator[Cue]:
        """The cues of a family that begin at or between two tokens."""
        for place in range(max(0, first), min(len(self.tokens), last + 1)):
            for cue in self.cues_at.get(place, ()):
                if cue.family == family:
                    yield cue

    def sorts(self, family: str) -> frozenset[str]:
        """The classes of a family's cues."""
        return frozenset(cue.sort for cue in self.cues if cue.family == family)

    def targets(self, cue: Cue, count: int) -> list[int]:
        """The first words behind a cue that say something, within its clause."""
        found: list[int] = []
        inside = (self.clause[cue.first], self.clause[cue.last])
        for place in range(cue.last + 1, min(len(self.tokens), cue.last + TARGET_REACH)):
            if self.clause[place] not in inside or len(found) == count:
                break
            if self.tokens[place].content:
                found.append(place)
        return found

    def by_clause(self) -> Iterator[tuple[int, list[int]]]:
        """Each clause with the places of its tokens."""
        order = sorted(range(len(self.tokens)), key=self.clause.__getitem__)
        for clause, places in groupby(order, key=self.clause.__getitem__):
            yield clause, list(places)

    def written(self, first: int, last: int) -> str:
        """Tokens as they are written, near enough for people."""
        text = " ".join(one.text for one in self.tokens[first : last + 1])
        for sign in (",", ".", "%", ")", "'s"):
            text = text.replace(f" {sign}", sign)
        return text.replace("$ ", "$").replace("( ", "(").replace(" - ", "-")


def read_text(text: str) -> Reading:
    """What a text says."""
    tokens = tokens_of(text)
    marks = date_marks(tokens)
    taken = taken_by(marks, len(tokens))
    marks += number_marks(tokens, taken)
    marks += code_marks(tokens, taken_by(marks, len(tokens)))
    marks.sort(key=lambda mark: mark.first)
    cues = tuple(cues_of(tokens, taken))
    clauses = clauses_of(tokens, begun_before(marks, len(tokens)))
    mark_at = [-1] * len(tokens)
    for number, mark in enumerate(marks):
        mark_at[mark.first : mark.last + 1] = [number] * (mark.last - mark.first + 1)
    return Reading(
        tokens=tokens,
        keys=tuple(map(key_of, tokens)),
        marks=tuple(marks),
        cues=cues,
        cues_at={
            first: tuple(some) for first, some in groupby(cues, key=lambda cue: cue.first)
        },
        clause=clauses.number,
        clauses=clauses,
        part=parts_of_sentence(tokens),
        mark_at=tuple(mark_at),
        marked=tuple(taken_by(marks, len(tokens))),
    )


def taken_by(marks: Sequence[Mark], count: int) -> list[bool]:
    """Which tokens belong to a mark."""
    taken = [False] * count
    for mark in marks:
        taken[mark.first : mark.last + 1] = [True] * (mark.last - mark.first + 1)
    return taken


def begun_before(marks: Sequence[Mark], count: int) -> list[bool]:
    """Which tokens belong to a mark that began before them."""
    inside = taken_by(marks, count)
    for mark in marks:
        inside[mark.first] = False
    return inside


def code_marks(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Mark]:
    """Form numbers, addresses, telephone numbers, roman numerals, odd digits."""
    found: list[Mark] = []
    for place, one in enumerate(tokens):
        if taken[place]:
            continue
        numeral = one.kind is TokenKind.WORD and place > 0 and roman(one.text) > 0
        if numeral or one.kind in NAMING or one.has_digit:
            kind = "name" if numeral or one.kind in NAMING else "number"
            found.append(Mark(kind=kind, value=(one.low,), first=place, last=place))
    return found
