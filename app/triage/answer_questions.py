"""What a question asks for: its words, and the kind of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from app.triage.answer_kinds import Wanted, wanted_by
from app.triage.answer_terms import PHRASES, families, family, instead_of, written_words

__all__ = ["KIND_WORDS", "AskedTerm", "Question", "read_question"]

MOST_CHARACTERS = 600
MOST_TERMS = 24
# What a word of the same meaning counts for, beside the word itself.
ALIKE_CREDIT = 0.75
# Words that tell what kind of answer is wanted count little as words.
KIND_WEIGHT = 0.35
# A question that wants a date is helped by the word "date", though it has it not itself.
LABEL_WEIGHT = 0.15
LABELS = {
    Wanted.DATE: "date",
    Wanted.OCCASION: "date",
    Wanted.MONEY: "amount",
    Wanted.NUMBER: "number",
    Wanted.SHARE: "percent",
    Wanted.DURATION: "length",
    Wanted.CONTACT: "contact",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedTerm:
    """A word that a question asks about.

    Attributes:
        ways: Families that must all stand in a text, with what they then count for; the
            word itself first.
        weight: 1, less where the word only tells what kind of answer is wanted.
        acronym: Whether it is written in capitals throughout.
        name: Whether it begins with a capital inside the question.
    """

    ways: tuple[tuple[tuple[str, ...], float], ...]
    weight: float = 1.0
    acronym: bool = False
    name: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as it is looked up.

    Attributes:
        terms: In order, no family twice.
        wanted: The kind of answer.
        words: All its words in small letters: no answer, for they are asked.
        pairs: Families that follow each other.
        focus: Families of what is asked for: "fee" in "What is the fee for a permit?".
    """

    terms: tuple[AskedTerm, ...]
    wanted: Wanted
    words: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    focus: tuple[str, ...] = ()


KIND_NOUNS = """
date day year month time amount number percentage percent money name person place location
kind type document notice report letter paper mention say state tell give list describe
example answer happen address main century stand stands mean means meaning definition exact
exactly total called considered word thing
"""
KIND_WORDS = frozenset(family(word) for word in KIND_NOUNS.split()) - {""}

# "Which bank ...", "How many votes ...", "What is the fee for ...".
ASKED_FOR = re.compile(
    r"\b(?:which|what|whose|how many|how much|who)\s+"
    r"(?:(?:is|are|was|were)\s+(?:(?:the|an?|its|their|our|his|her)\s+)?)?"
    r"(?P<what>[^\s?.,;:]+(?:\s[^\s?.,;:]+){0,4})",
    re.IGNORECASE,
)
MOST_FOCUS = 3
# "Who may apply?" and "Who is eligible?" are one question.
WHO_MAY = re.compile(
    r"\b(?:who|which|what)\b[^?.]{0,60}\b(?:apply|eligible|eligibility|qualify|qualifies)\b",
    re.IGNORECASE,
)
# All texts of grants speak of applications; few say who is eligible.
WHO_MAY_CREDIT = {"eligible": 1.0, "qualify": 0.9, "apply": 0.85}
HOW = re.compile(r"\b(?:how|when|where|what\smust|what\sdo)\b", re.IGNORECASE)


def focus_of(question: str) -> tuple[str, ...]:
    """Families of the words that name what is asked for; none where no word does."""
    asked = ASKED_FOR.search(question)
    found: list[str] = []
    for word in written_words(asked.group("what")) if asked else ():
        one = family(word)
        if not one or len(found) == MOST_FOCUS:
            break
        found.append(one)
    return tuple(one for one in found if one not in KIND_WORDS)


def read_question(question: str, acronyms: dict[str, tuple[str, ...]]) -> Question:
    """What a question asks for.

    Args:
        question: As it was put; what is beyond 600 characters is not read.
        acronyms: For each acronym of the document, in small letters, its words' families.
    """
    text = question[:MOST_CHARACTERS]
    written = list(written_words(text))
    named = Names(acronyms | phrases(), families(text))
    terms: dict[str, AskedTerm] = {}
    for place, word in enumerate(written):
        one = family(word)
        if one and one not in terms and len(terms) < MOST_TERMS:
            terms[one] = AskedTerm(
                ways=tuple(named.ways(one)),
                weight=KIND_WEIGHT if one in KIND_WORDS else 1.0,
                acronym=len(word) > 1 and word.isupper(),
                name=place > 0 and word[:1].isupper(),
            )
    if WHO_MAY.search(text) and not HOW.search(text):
        terms = {one: as_who_may(term) for one, term in terms.items()}
    order = families(text)
    wanted = wanted_by(text)
    label = family(LABELS.get(wanted, ""))
    if label and label not in terms:
        terms[label] = AskedTerm(ways=tuple(named.ways(label)), weight=LABEL_WEIGHT)
    return Question(
        terms=tuple(terms.values()),
        wanted=wanted,
        words=frozenset(word.casefold() for word in written),
        pairs=tuple(dict.fromkeys(pairwise(order))),
        focus=focus_of(text),
    )


def as_who_may(term: AskedTerm) -> AskedTerm:
    """A term of a question who may apply: whoever is eligible says it best."""
    credit = {(family(word),): worth for word, worth in WHO_MAY_CREDIT.items()}
    if term.ways[0][0] not in credit:
        return term
    ways = dict(term.ways) | credit
    own = term.ways[0][0]
    return replace(term, ways=((own, ways.pop(own)), *ways.items()))


def phrases() -> dict[str, tuple[str, ...]]:
    """Words and what is said for them in several, as families."""
    return {family(word): tuple(families(several)) for word, several in PHRASES.items()}


class Names:
    """In what ways a document may write a word of the question.

    Args:
        acronyms: As in ``read_question``.
        asked: Families of the question.
    """

    def __init__(self, acronyms: Mapping[str, tuple[str, ...]], asked: list[str]) -> None:
        self._long = dict(acronyms)
        words = set(asked)
        self._short: dict[str, str] = {}
        for short, long in sorted(acronyms.items()):
            if words.issuperset(long):
                for one in long:
                    self._short.setdefault(one, short)

    def ways(self, one: str) -> Iterator[tuple[tuple[str, ...], float]]:
        """Families that stand for one, with what they count for."""
        yield (one,), 1.0
        if one in self._long:
            yield self._long[one], 1.0
        if one in self._short:
            yield (self._short[one],), 0.9
        for other in instead_of(one):
            yield (other,), ALIKE_CREDIT
