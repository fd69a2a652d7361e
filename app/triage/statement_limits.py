"""Whether limits, conditions and speakers are kept: only, most, unless, said that."""

from __future__ import annotations

from collections.abc import Iterator

from app.triage.statement_clauses import is_relative
from app.triage.statement_compared import Compared
from app.triage.statement_cues import Cue
from app.triage.statement_problems import Problem, ProblemKind, problem_at
from app.triage.statement_reading import Reading
from app.triage.statement_text import Token

__all__ = ["limit_problems"]

REACH = 4
LONGEST_CLAUSE = 40
AND = ("and", "or")
OF = ("of", "in", "from", "for", "under")
RELATIVE = frozenset(("that", "who", "which", "whose"))
# Words of quantity that must be kept where what they limit is told.
LIMITING = frozenset(
    ("not all", "only", "most", "some", "few", "usually", "sometimes", "working")
)


def limit_problems(pair: Compared) -> Iterator[Problem]:
    """All that is left out, put in, or turned round."""
    yield from quantity_problems(pair)
    yield from direction_problems(pair)
    yield from kept_problems(pair)
    yield from second_conditions(pair)
    yield from restriction_problems(pair)
    yield from dropped_names(pair)
    yield from dropped_denials(pair)


def quantity_problems(pair: Compared) -> Iterator[Problem]:
    """All for some, never for usually, and limits that are left out."""
    own = pair.said.sorts("quantity")
    known = frozenset().union(*(source.sorts("quantity") for source in pair.sources))
    for cue in pair.said.cues:
        if cue.family == "quantity" and cue.sort not in known:
            yield problem_at(pair.said, ProblemKind.QUANTITY, [cue.first, cue.last])
    yield from moved_cues(pair, "quantity", ProblemKind.QUANTITY)
    for number, source in enumerate(pair.sources):
        for cue in source.cues:
            lost = cue.family == "quantity" and cue.sort in LIMITING - own
            if lost and tells(pair, number, cue):
                yield problem_at(source, ProblemKind.QUANTITY, [cue.first, cue.last])


def tells(pair: Compared, number: int, cue: Cue) -> bool:
    """Whether the statement tells what a cue of a source limits."""
    source = pair.sources[number]
    if source.part[cue.first] not in pair.told[number] or skipped(pair, number, cue):
        return False
    return any(source.keys[place] in pair.keys for place in source.targets(cue, 1))


def direction_problems(pair: Compared) -> Iterator[Problem]:
    """Up for down, highest for lowest, after for until."""
    yield from moved_cues(pair, "direction", ProblemKind.DIRECTION)
    for family, kind in (
        ("direction", ProblemKind.DIRECTION),
        ("bound", ProblemKind.BOUND),
        ("frequency", ProblemKind.AMOUNT),
    ):
        known = frozenset().union(*(source.sorts(family) for source in pair.sources))
        for cue in pair.said.cues:
            if cue.family == family and cue.sort not in known and not loose(pair.said, cue):
                yield problem_at(pair.said, kind, [cue.first, cue.last])


def moved_cues(pair: Compared, family: str, kind: ProblemKind) -> Iterator[Problem]:
    """A cue before a word that has another one of its family, or none, in the sources."""
    for cue in pair.said.cues:
        if cue.family != family:
            continue
        for place in pair.said.targets(cue, 1):
            spots = pair.at(pair.found[place])
            near = [sorts_near(pair.sources[n], at, family) for n, at in spots]
            if near and all(near) and not any(cue.sort in sorts for sorts in near):
                yield problem_at(pair.said, kind, [cue.first, place])


def sorts_near(reading: Reading, place: int, family: str) -> frozenset[str]:
    """What cues of a family stand shortly before a word, in its clause."""
    return frozenset(
        cue.sort
        for cue in reading.cues_near(place - REACH, place, family)
        if reading.clause[cue.first] == reading.clause[place]
    )


def loose(reading: Reading, cue: Cue) -> bool:
    """Whether a cue is one of the little words that mostly say something else."""
    return cue.family == "bound" and reading.tokens[cue.first].low in (
        "by", "about", "around", "under", "over", "through", "some", "within",
    )  # fmt: skip


def restriction_problems(pair: Compared) -> Iterator[Problem]:
    """What is said of some told of all: applications, for applications that are late."""
    for number, source in enumerate(pair.sources):
        for place, one in enumerate(source.tokens):
            if (
                one.low not in RELATIVE
                or not place
                or not is_relative(source.tokens, place)
            ):
                continue
            inside = clause_words(source, place)
            if (
                source.keys[place - 1] in pair.keys
                and inside
                and not any(source.keys[at] in pair.keys for at in inside)
                and source.part[place] in pair.told[number]
            ):
                yield problem_at(source, ProblemKind.CONDITION, [place - 1, inside[-1]])


def dropped_names(pair: Compared) -> Iterator[Problem]:
    """Of whom or where something is told: "schools in Ohio" told as "schools"."""
    for number, source in enumerate(pair.sources):
        for place, one in enumerate(source.tokens):
            if not one.capital or not one.content or not place:
                continue
            if source.marked[place] or source.keys[place] in pair.keys:
                continue
            noun = named_noun(source, place)
            if (
                noun is not None
                and source.keys[noun] in pair.keys
                and source.part[place] in pair.told[number]
                and source.clause[place] not in source.clauses.aside
            ):
                words = sorted((noun, place))
                yield problem_at(source, ProblemKind.CONDITION, words)


def named_noun(reading: Reading, place: int) -> int | None:
    """The plain word that a name says more of: SSA staff, staff of the SSA."""
    tokens = reading.tokens
    if place + 1 < len(tokens) and plain(tokens[place + 1]):
        return place + 1
    at = place - 1
    if at > 0 and tokens[at].low == "the":
        at -= 1
    if at > 0 and tokens[at].low in OF and plain(tokens[at - 1]):
        return at - 1
    return None


def plain(one: Token) -> bool:
    """Whether a word is no name and says something; a verb in the past is none."""
    return one.content and not one.capital and not one.low.endswith("ed")


def dropped_denials(pair: Compared) -> Iterator[Problem]:
    """What is denied in brackets: "(but not in Ohio)"."""
    for number, source in enumerate(pair.sources):
        brackets = source.clauses.aside - set(source.clauses.parent)
        for cue in source.cues:
            clause = source.clause[cue.first]
            if cue.family == "negation" and clause in brackets:
                near = skipped(pair, number, cue)
                if near and source.part[cue.first] in pair.told[number]:
                    yield problem_at(source, ProblemKind.CONDITION, [cue.first, cue.last])


def clause_words(reading: Reading, start: int) -> list[int]:
    """The words that say something of the clause that begins at a place."""
    found: list[int] = []
    for place in range(start, min(len(reading.tokens), start + 40)):
        if reading.clause[place] != reading.clause[start]:
            break
        if reading.tokens[place].content or reading.marked[place]:
            found.append(place)
    return found


def kept_problems(pair: Compared) -> Iterator[Problem]:
    """Conditions, exceptions and speakers that are left out or put in."""
    for family, kind in (
        ("condition", ProblemKind.CONDITION),
        ("attribution", ProblemKind.ATTRIBUTION),
    ):
        own = pair.said.sorts(family)
        known = frozenset().union(*(source.sorts(family) for source in pair.sources))
        for cue in pair.said.cues:
            if cue.family == family and cue.sort not in known:
                yield problem_at(pair.said, kind, [cue.first, cue.last])
        for number, source in enumerate(pair.sources):
            for cue in source.cues:
                if (
                    cue.family == family
                    and not (cue.sort in own and still_there(pair, number, cue))
                    and binds(pair, number, cue)
                ):
                    yield problem_at(source, kind, [cue.first, cue.last])


def still_there(pair: Compared, number: int, cue: Cue) -> bool:
    """Whether any of the words behind a condition are told, where there are such."""
    source = pair.sources[number]
    behind = source.targets(cue, 3) if cue.family == "condition" else []
    return not behind or any(source.keys[place] in pair.keys for place in behind)


def second_conditions(pair: Compared) -> Iterator[Problem]:
    """What else must be so: "if A and B" told as "if A"."""
    for source in pair.sources:
        for cue in source.cues:
            if cue.family != "condition":
                continue
            first, *others = conditions_behind(source, cue)
            if not any(source.keys[place] in pair.keys for place in first):
                continue
            for words in others:
                if len(words) > 1 and not any(source.keys[at] in pair.keys for at in words):
                    yield problem_at(source, ProblemKind.CONDITION, words)


def conditions_behind(reading: Reading, cue: Cue) -> list[list[int]]:
    """The words of each condition that a cue begins: those before and behind "and".

    They end with the sentence, or at the comma behind a condition in front.
    """
    tokens = reading.tokens
    front = not cue.first or tokens[cue.first - 1].text in (".", ";")
    found: list[list[int]] = [[]]
    for place in range(cue.last + 1, min(len(tokens), cue.last + LONGEST_CLAUSE)):
        low = tokens[place].low
        after = tokens[place + 1].low if place + 1 < len(tokens) else ""
        ends = low == "," and not reading.marked[place] and (front or after not in AND)
        if low in (".", ";") or (ends and after not in AND):
            break
        if low == "and":
            found.append([])
        elif tokens[place].content:
            found[-1].append(place)
    return found


def binds(pair: Compared, number: int, cue: Cue) -> bool:
    """Whether a cue of a source bears on what the statement tells of it.

    It bears on its own part, and from the front of a sentence on all that follows.
    """
    source = pair.sources[number]
    part = source.part[cue.first]
    parts = pair.told[number]
    if cue.sort != "unless" and skipped(pair, number, cue):
        return False
    front = cue.first == 0 or source.part[cue.first - 1] != part
    return part in parts or (front and any(other > part for other in parts))


def skipped(pair: Compared, number: int, cue: Cue) -> bool:
    """Whether a cue is in an aside of a source that the statement leaves out."""
    source = pair.sources[number]
    clause = source.clause[cue.first]
    return clause in source.clauses.aside and not any(
        source.keys[place] in pair.keys
        for place in range(max(0, cue.first - 40), min(len(source.keys), cue.first + 40))
        if source.clause[place] == clause and source.tokens[place].content
    )
