"""Answers out of the facts of a document, for questions that ask for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.records import Answer, Fact, FactSpec, PageQuotation
from app.triage.answer_terms import families

__all__ = ["asked_facts", "with_facts"]

MOST_WORDS = 12
MOST_PLACES = 4
# Of 25 development questions that ask for a fact of the list, 20 had its place right.
RIGHT = 0.78
# What every notice speaks of, or what only asks: it tells no fact from another.
PLAIN = frozenset(
    family
    for words in (
        "applicant application grant program project notice document letter report",
        "opportunity require required need needed tell exist available please date number",
        "amount person award",
    )
    for family in families(words)
)
YES_OR_NO = re.compile(
    r"\s*(?:is|are|was|were|do|does|did|can|could|may|must|will|would|should|has|have)\b",
    re.IGNORECASE,
)
WHEN = re.compile(r"\b(?:when|deadline|due|date|by what day)\b", re.IGNORECASE)
# Asks for something that no entry of a list holds.
IN_WHAT_WAY = re.compile(r"\bhow (?:often|are|is|will)\b", re.IGNORECASE)
SIGNS = re.compile(r"[*#=()]")
LABEL = re.compile(r"^[^:]{1,40}:\s*")


def with_facts(said: Answer, facts: Sequence[Fact], specs: Sequence[FactSpec]) -> Answer:
    """An answer, with the fact that was asked for where that is likelier to be right."""
    if said.passages and said.probability >= RIGHT:
        return said
    found = asked_facts(said.question, facts, specs)
    if not found:
        return said
    others = [one for one in said.passages if one not in found]
    return Answer(
        question=said.question,
        passages=(*found, *others)[:MOST_PLACES],
        probability=RIGHT,
    )


def asked_facts(
    question: str, facts: Sequence[Fact], specs: Sequence[FactSpec]
) -> tuple[PageQuotation, ...]:
    """Where the document states the one fact that a question asks for.

    A question asks for a fact where all of its own words are among the name and the cues of
    that entry of the list, and the name or one cue is wholly in the question.

    Args:
        question: As it was asked.
        facts: Of one document.
        specs: Of the list of facts that they answer.

    Returns:
        The places of the facts, at most four, each once; none where the question asks for
        something else, for several entries, or for what is not stated.
    """
    asked = {*families(question)}
    if not asked or len(asked) > MOST_WORDS or IN_WHAT_WAY.search(question):
        return ()
    ranked = sorted(
        (
            (fit, number)
            for number, spec in enumerate(specs)
            if answers(question, spec) and (fit := fits(asked, spec))
        ),
        key=lambda one: (-one[0], one[1]),
    )
    if not ranked or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ()
    key = specs[ranked[0][1]].key
    stated = [fact for fact in facts if fact.key == key and fact.source is not None]
    shared = [len(asked & {*families(fact.label)}) for fact in stated]
    best = max(shared, default=0)
    found = [fact.source for fact, one in zip(stated, shared, strict=True) if one == best]
    return tuple(dict.fromkeys(one for one in found if one is not None))[:MOST_PLACES]


def answers(question: str, spec: FactSpec) -> bool:
    """Whether facts of this kind answer a question of this form."""
    if spec.kind == "date":
        return bool(WHEN.search(question))
    if YES_OR_NO.match(question):
        return spec.kind in {"text", "passages", "number"}
    return not question.lstrip().casefold().startswith("when")


def fits(asked: set[str], spec: FactSpec) -> float:
    """How well an entry of a list fits the words of a question; 0 where it does not."""
    phrases = [{*families(words_of(cue))} for cue in (spec.name, *spec.cues)]
    known = {*families(" ".join((spec.name, *spec.cues)))}
    own = asked - PLAIN
    if not own or not own <= known:
        return 0.0
    whole = [phrase for phrase in phrases if phrase - PLAIN and phrase - PLAIN <= asked]
    if not whole:
        return 0.0
    named = len(own & phrases[0]) / len(own)
    return named + max(len(phrase & asked) / len(phrase | own) for phrase in whole)


def words_of(cue: str) -> str:
    """A cue without the signs that say how it is looked for."""
    return SIGNS.sub(" ", LABEL.sub("", cue, count=1))
