"""Whether what a statement denies is denied in its sources, and nothing else.

Each clause is negated or not, by the number of its negations. A word must stand in a clause
of the same sign as in the sources, and "not" before what it stands before there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.triage.statement_compared import Compared
from app.triage.statement_cues import Cue
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import Reading

__all__ = ["negation_problems"]

TARGETS = 3
BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "not"))
Signed = frozenset[bool]


def negation_problems(pair: Compared) -> Iterator[Problem]:
    """Words that are negated in the statement and not in the sources, or the reverse."""
    own = negative_clauses(pair.said, pair.turned)
    known = [negative_clauses(source) for source in pair.sources]
    for _, places in pair.said.by_clause():
        wrong = [place for place in places if sign_differs(pair, place, own, known)]
        if wrong:
            yield Problem(
                kind=ProblemKind.NEGATION, words=pair.said.written(wrong[0], wrong[-1])
            )
    yield from target_problems(pair)


def sign_differs(
    pair: Compared, place: int, own: frozenset[int], known: Sequence[frozenset[int]]
) -> bool:
    """Whether a word is negated in the statement and nowhere in the sources, or not."""
    spots = pair.at(pair.found[place])
    if not spots:
        return False
    turned = pair.turned[place] and local(pair.said, place)
    for number, at in spots:
        source = pair.sources[number]
        # Of two relative clauses each says it for itself; "late applications" may stand
        # for "applications that are late", and then the clause around it counts.
        alone = relative(pair.said, place) and relative(source, at)
        said = signs(pair.said, place, own, alone=alone)
        if turned:
            said = frozenset((True,))
        if said & signs(source, at, known[number], alone=alone):
            return False
    return True


def signs(reading: Reading, place: int, negative: frozenset[int], *, alone: bool) -> Signed:
    """Whether the clause of a word is negated, or, if not ``alone``, the one around it."""
    clause = reading.clause[place]
    parent = clause if alone else reading.clauses.parent.get(clause, clause)
    return frozenset((clause in negative, parent in negative))


def relative(reading: Reading, place: int) -> bool:
    """Whether a word is in a clause such as "that are late", behind its noun."""
    clause = reading.clause[place]
    return reading.clauses.parent.get(clause, clause) < clause


def local(reading: Reading, place: int) -> bool:
    """Whether a word such as "unsigned" says something of the next word only."""
    before = {one.low for one in reading.tokens[max(0, place - 2) : place]}
    after = reading.tokens[place + 1 : place + 2]
    return not before & BE and bool(after) and after[0].content


def negative_clauses(reading: Reading, turned: Sequence[bool] = ()) -> frozenset[int]:
    """The clauses with an odd number of negations."""
    counts: dict[int, int] = {}
    counted: set[int] = set()
    for cue in reading.cues:
        if cue.family == "negation":
            counted.update(range(cue.first, cue.last + 1))
            if not (adjective(reading, cue) and local(reading, cue.first)):
                clause = reading.clause[cue.first]
                counts[clause] = counts.get(clause, 0) + 1
    for place, opposite in enumerate(turned):
        if opposite and place not in counted and not local(reading, place):
            clause = reading.clause[place]
            counts[clause] = counts.get(clause, 0) + 1
    return frozenset(clause for clause, count in counts.items() if count % 2)


def adjective(reading: Reading, cue: Cue) -> bool:
    """Whether a negation is a word such as "ineligible"."""
    low = reading.tokens[cue.first].low
    return low.startswith(("un", "in", "il", "non", "dis")) and low != "unless"


def target_problems(pair: Compared) -> Iterator[Problem]:
    """A negation that stands before another word than in the sources."""
    known = {
        (number, place)
        for number, source in enumerate(pair.sources)
        for cue in source.cues
        if cue.family == "negation"
        for place in source.targets(cue, TARGETS)
    }
    keys = {pair.sources[number].keys[place] for number, place in known}
    for cue in pair.said.cues:
        if cue.family != "negation":
            continue
        first = pair.said.targets(cue, 1)
        for place in first:
            if pair.found[place] and not pair.found[place] & keys:
                yield Problem(
                    kind=ProblemKind.NEGATION, words=pair.said.written(cue.first, place)
                )
