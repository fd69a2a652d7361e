"""Whether what a source denies is denied in the statement that tells it.

The other way round of statement_negation: each "not" of a source is followed to the word
behind it, and that word may not be told without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.triage.statement_clauses import ends_sentence
from app.triage.statement_compared import Compared
from app.triage.statement_cues import Cue
from app.triage.statement_problems import Problem, ProblemKind, problem_at
from app.triage.statement_reading import Reading

__all__ = ["denial_problems"]

# The words behind a negation that it may deny, looked for among so many tokens.
TARGETS = 3
REACH = 12
# Little words, which a statement loses unnoticed; "prohibits" says something by itself.
PARTICLES = frozenset(
    (
        "not", "no", "never", "nor", "neither", "none", "without", "hardly", "scarcely",
        "nothing", "nobody", "yet", "anything", "far",
    )
)  # fmt: skip


def denial_problems(pair: Compared) -> Iterator[Problem]:
    """What is told plainly and denied in the sources, and the reverse."""
    yield from lost_denials(pair)
    yield from put_in_denials(pair)


def lost_denials(pair: Compared) -> Iterator[Problem]:
    """Words that a source denies and the statement tells plainly, and "not" too seldom."""
    plain = told_plainly(pair)
    heads: dict[str, Problem] = {}
    for number, source in enumerate(pair.sources):
        for cue in negations(source):
            head = head_of(pair, source, cue)
            if head is None:
                continue
            problem = problem_at(source, ProblemKind.NEGATION, [cue.first, head])
            if source.keys[head] in plain:
                yield problem
            if is_little(source, cue) and source.part[cue.first] in pair.told[number]:
                heads[source.keys[head]] = problem
    if len(heads) > all_negations(pair.said) + sum(pair.turned):
        yield next(reversed(heads.values()))


def put_in_denials(pair: Compared) -> Iterator[Problem]:
    """Words that the statement denies oftener than the sources do."""
    known = Counter[str]()
    for source in pair.sources:
        known.update(source.keys[place] for place in denied_places(source))
    said = Counter[str]()
    more = all_negations(pair.said) > sum(map(all_negations, pair.sources))
    for cue in negations(pair.said):
        if not is_little(pair.said, cue):
            continue
        places = behind(pair.said, cue)[:1]
        keys = {key for place in places for key in pair.found[place]}
        said.update(keys)
        if any(said[key] > known[key] for key in keys) or (more and not places):
            yield problem_at(pair.said, ProblemKind.NEGATION, [cue.first, *places])


def all_negations(reading: Reading) -> int:
    """How many negations a text has, "ineligible" among them."""
    return sum(cue.family == "negation" for cue in reading.cues)


def negations(reading: Reading) -> Iterator[Cue]:
    """The negations that stand before what they deny, so not words such as "ineligible"."""
    for cue in reading.cues:
        low = reading.tokens[cue.first].low
        if cue.family == "negation" and not low.startswith(
            ("un", "in", "il", "non", "dis")
        ):
            yield cue


def is_little(reading: Reading, cue: Cue) -> bool:
    """Whether a negation is a little word that says nothing else."""
    return reading.tokens[cue.first].low in PARTICLES


def behind(reading: Reading, cue: Cue) -> list[int]:
    """The first words behind a negation that say something.

    They are of its clause; where that has none, as in "did not, however, apply", of the
    rest of its sentence.
    """
    found = reading.targets(cue, TARGETS)
    if found:
        return found
    for place in range(cue.last + 1, min(len(reading.tokens), cue.last + REACH)):
        ends = reading.tokens[place].text == ";" or ends_sentence(reading.tokens, place)
        if ends or len(found) == TARGETS:
            break
        if reading.tokens[place].content:
            found.append(place)
    return found


def head_of(pair: Compared, source: Reading, cue: Cue) -> int | None:
    """The first word behind a negation that the statement tells.

    Behind "others do not" nothing stands: then the last word before it.
    """
    places = behind(source, cue)
    if not places:
        places = [
            place
            for place in range(cue.first - 1, max(-1, cue.first - REACH), -1)
            if source.tokens[place].content
        ][:1]
    return next((place for place in places if source.keys[place] in pair.keys), None)


def told_plainly(pair: Compared) -> frozenset[str]:
    """The keys of words that are told without a negation oftener than the sources do."""
    said, known = Counter[str](), Counter[str]()
    denied = denied_places(pair.said)
    for place, found in enumerate(pair.found):
        if place not in denied and not pair.turned[place]:
            said.update(found)
    for source in pair.sources:
        under = {place for cue in negations(source) for place in behind(source, cue)}
        known.update(one for place, one in enumerate(source.keys) if place not in under)
    return frozenset(key for key, count in said.items() if count > known[key])


def denied_places(reading: Reading) -> frozenset[int]:
    """The words of a text that are negated: in their clause, or from before it."""
    cues = [cue for cue in reading.cues if cue.family == "negation"]
    clauses = {reading.clause[cue.first] for cue in cues}
    inside = {place for place, clause in enumerate(reading.clause) if clause in clauses}
    return frozenset(inside.union(*(behind(reading, cue) for cue in cues)))
