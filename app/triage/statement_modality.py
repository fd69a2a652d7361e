"""Whether must, may, should and will are those of the sources, and the time of the verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.triage.statement_compared import Compared, Spot, spots_of
from app.triage.statement_cues import Cue
from app.triage.statement_problems import Problem, ProblemKind, problem_at
from app.triage.statement_reading import Reading

__all__ = ["modality_problems"]

# What a negated modal says.
NEGATED = {"may": "must not", "must": "need not"}
BEFORE = 6
FORBIDDING = ("prohib", "forb", "bann", "barr", "inelig", "disallow", "unallow")
PAST = frozenset(("was", "were", "had", "did"))
PRESENT = frozenset(("is", "are", "has", "have", "do", "does"))
# By clause, what it says of must, may, should and will.
Modals = Mapping[int, frozenset[str]]


def modality_problems(pair: Compared) -> Iterator[Problem]:
    """Must for may, should for must, a plain fact for what may be, and the reverse."""
    own = modals(pair.said)
    known = [modals(source) for source in pair.sources]
    everywhere = frozenset(
        sort for source in known for sorts in source.values() for sort in sorts
    )
    for clause, places in pair.said.by_clause():
        sorts = own.get(clause, frozenset())
        if sorts:
            spots = [spot for place in places for spot in pair.at(pair.found[place])]
            theirs = sorts_at(pair, spots, known) if spots else everywhere
            wrong = not sorts & theirs or not sorts <= everywhere
            wrong = wrong or other_modal(pair, places, sorts, known)
        else:
            wrong = lost_modal(pair, places, known)
        if wrong:
            yield problem_at(pair.said, ProblemKind.MODALITY, places)
    yield from modal_targets(pair, own, known)
    yield from tense_problems(pair)


def modals(reading: Reading) -> Modals:
    """What each clause says of must, may, should and will."""
    found: dict[int, set[str]] = {}
    for cue in reading.cues:
        if cue.family == "modality":
            found.setdefault(reading.clause[cue.first], set()).add(sort_of(reading, cue))
        elif cue.family == "negation" and reading.tokens[cue.first].low.startswith(
            FORBIDDING
        ):
            found.setdefault(reading.clause[cue.first], set()).add("must not")
    return {clause: frozenset(sorts) for clause, sorts in found.items()}


def sort_of(reading: Reading, cue: Cue) -> str:
    """What a modal says; negated, "may" forbids."""
    return NEGATED.get(cue.sort, cue.sort) if negated(reading, cue) else cue.sort


def negated(reading: Reading, cue: Cue) -> bool:
    """Whether a modal is negated: may not, not required; "must not" forbids as well."""
    return any(
        reading.clause[other.first] == reading.clause[cue.first]
        and (other.first == cue.last + 1 or 0 < cue.first - other.last <= 3)
        for other in reading.cues_near(cue.first - 5, cue.last + 1, "negation")
    )


def sorts_at(
    pair: Compared, spots: Iterable[Spot], known: Sequence[Modals]
) -> frozenset[str]:
    """The modality of the clauses that some words stand in."""
    found: set[str] = set()
    for number, place in spots:
        found |= known[number].get(pair.sources[number].clause[place], frozenset())
    return frozenset(found)


def other_modal(
    pair: Compared,
    places: Sequence[int],
    sorts: frozenset[str],
    known: Sequence[Modals],
) -> bool:
    """Whether a word or figure stands only in clauses of the sources with other modals."""
    # What stands before the modal is its subject, which several verbs may share.
    start = next(
        (
            cue.last
            for cue in pair.said.cues_near(places[0], places[-1], "modality")
            if cue.first in places
        ),
        places[0],
    )
    for place in places:
        spots = spots_of(pair, place) if place > start else []
        theirs = [sorts_at(pair, [spot], known) for spot in spots]
        if theirs and all(theirs) and not any(sorts & one for one in theirs):
            return True
    return False


def lost_modal(pair: Compared, places: Sequence[int], known: Sequence[Modals]) -> bool:
    """Whether a clause without a modal has its words from clauses with one.

    The verb that a modal stands before in all its sources is enough; else all words are.
    """
    plain = words = 0
    for place in places:
        spots = pair.at(pair.found[place])
        if not spots:
            continue
        if all(under_modal(pair.sources[n], at) for n, at in spots):
            return True
        words += 1
        plain += any(pair.sources[n].clause[at] not in known[n] for n, at in spots)
    return words > 1 and not plain


def under_modal(reading: Reading, place: int) -> bool:
    """Whether the first word behind a modal is this one."""
    return any(
        reading.targets(cue, 1) == [place]
        for cue in reading.cues_near(place - BEFORE, place - 1, "modality")
    )


def modal_targets(
    pair: Compared,
    own: Modals,
    known: Sequence[Modals],
) -> Iterator[Problem]:
    """A verb under another modal than in every clause of the sources that has it."""
    for cue in pair.said.cues:
        if cue.family != "modality":
            continue
        sorts = own.get(pair.said.clause[cue.first], frozenset())
        own_sort = frozenset((sort_of(pair.said, cue),))
        for place in pair.said.targets(cue, 1):
            spots = pair.at(pair.found[place])
            direct = [direct_sorts(pair.sources[n], at) for n, at in spots]
            other = direct and all(direct) and not any(own_sort & one for one in direct)
            if other or (spots and not sorts & sorts_at(pair, spots, known)):
                yield problem_at(pair.said, ProblemKind.MODALITY, [cue.first, place])


def direct_sorts(reading: Reading, place: int) -> frozenset[str]:
    """What the modals say that stand before a word, with no other word between."""
    return frozenset(
        sort_of(reading, cue)
        for cue in reading.cues_near(place - BEFORE, place - 1, "modality")
        if reading.targets(cue, 1) == [place]
    )


def tense_problems(pair: Compared) -> Iterator[Problem]:
    """Is for was, and was for is, where the sources have only the other."""
    known = {one.low for source in pair.sources for one in source.tokens}
    for one in pair.said.tokens:
        for own, other in ((PAST, PRESENT), (PRESENT, PAST)):
            if one.low in own and known & other and not known & own:
                yield Problem(kind=ProblemKind.MODALITY, words=one.text)
