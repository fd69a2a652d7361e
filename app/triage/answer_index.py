"""A document's sentences by their words, for looking questions up.

Words are weighed by the document's own statistics, as in Robertson and Zaragoza, "The
probabilistic relevance framework: BM25 and beyond" (2009), with two fields: the sentence's
own words, and those it stands under: heading, the line a list hangs on, table headers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records.layout import Section, Sentence, Structure
from app.triage.answer_questions import AskedTerm
from app.triage.answer_terms import families, family

__all__ = ["AnswerIndex", "Found", "answer_index"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SATURATION = 1.2
LENGTH = 0.5
BESIDE = 0.5
# A heading's own words and those above it; a hostile outline is not followed for ever.
MOST_LEVELS = 4
MOST_ACRONYMS = 400
# "Health Resources and Services Administration (HRSA)".
SHORT = re.compile(
    r"\(\s?[\"\u201c]?(?:the\s)?[\"\u201c]?([A-Z][A-Za-z&-]{1,9}?)s?[\"\u201d]?\s?\)"
)
MOST_LONG = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerIndex:
    """The words of a document.

    Attributes:
        sentences: Of the document, in order.
        own: For each family the sentences it stands in, and how often.
        beside: For each family the sentences that stand under it.
        spread: For each family the number of sentences it stands in or under.
        lengths: (n,), words of each sentence.
        acronyms: For each acronym the families of the words it stands for.
        follows: (n,), whether a sentence stands in the same section as the one before it.
        pairs: For each sentence its families in order.
        headings: For each section the families of its own heading.
        sections: (n,), the section of each sentence.
    """

    sentences: tuple[Sentence, ...]
    own: Mapping[str, tuple[Integers, Floats]]
    beside: Mapping[str, Integers]
    spread: Mapping[str, int]
    lengths: Floats
    acronyms: dict[str, tuple[str, ...]]
    follows: NDArray[np.bool_]
    pairs: tuple[tuple[str, ...], ...]
    headings: Mapping[int, frozenset[str]]
    sections: Integers

    def idf(self, one: str) -> float:
        """How rare a family is in this document."""
        count, often = len(self.sentences), self.spread.get(one, 0)
        return float(np.log(1 + (count - often + 0.5) / (often + 0.5)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Where the terms of a question stand.

    Attributes:
        weights: (t,), how rare each term is, times its own weight.
        own: (t, n), what each term counts for in each sentence itself, 0 to 1.
        beside: (t, n), the same in what it stands under.
        score: (n,), BM25.
        known: (t,), whether the document has the word or one of its meaning at all.
        exact: (t,), whether it has the word itself.
    """

    weights: Floats
    own: Floats
    beside: Floats
    score: Floats
    known: NDArray[np.bool_]
    exact: NDArray[np.bool_]


def answer_index(structure: Structure, sentences: Sequence[Sentence]) -> AnswerIndex:
    """Take the sentences of a document apart into words."""
    words = [tuple(families(one.text)) for one in sentences]
    headings = heading_words(structure.sections)
    own: dict[str, dict[int, int]] = {}
    under: dict[str, list[int]] = {}
    spread: Counter[str] = Counter()
    for number, (one, said) in enumerate(zip(sentences, words, strict=True)):
        over = set(headings.get(one.section, ())).union(families(one.context))
        for word, often in Counter(said).items():
            own.setdefault(word, {})[number] = often
        for word in over:
            under.setdefault(word, []).append(number)
        spread.update(over.union(said))
    sections = np.array([one.section for one in sentences], dtype=np.int64)
    return AnswerIndex(
        sentences=tuple(sentences),
        own={
            word: (
                np.fromiter(places, dtype=np.int64),
                np.fromiter(places.values(), dtype=np.float64),
            )
            for word, places in own.items()
        },
        beside={word: np.array(places, dtype=np.int64) for word, places in under.items()},
        spread=spread,
        lengths=np.array([len(said) for said in words], dtype=np.float64),
        acronyms=acronyms_of(sentences),
        follows=np.diff(sections, prepend=-1) == 0,
        pairs=tuple(words),
        headings={
            one.number: frozenset(families(one.heading)) for one in structure.sections
        },
        sections=sections,
    )


def heading_words(sections: Sequence[Section]) -> dict[int, tuple[str, ...]]:
    """For each section the families of its heading and of those above it."""
    by_number = {one.number: one for one in sections}
    found: dict[int, tuple[str, ...]] = {}
    for section in sections:
        words: list[str] = []
        above: Section | None = section
        for _ in range(MOST_LEVELS):
            if above is None:
                break
            words += families(above.heading)
            above = None if above.parent is None else by_number.get(above.parent)
        found[section.number] = tuple(words)
    return found


def acronyms_of(sentences: Sequence[Sentence]) -> dict[str, tuple[str, ...]]:
    """Acronyms and what they stand for, as the document itself defines them."""
    found: dict[str, tuple[str, ...]] = {}
    for sentence in sentences:
        for match in SHORT.finditer(sentence.text):
            if len(found) >= MOST_ACRONYMS:
                return found
            short = family(match.group(1))
            long = long_form(match.group(1), sentence.text[: match.start()][-200:])
            if short and long and short not in found:
                found[short] = long
    return found


def long_form(short: str, before: str) -> tuple[str, ...]:
    """The words before a bracket whose first letters are those of the acronym."""
    letters = [
        letter.casefold() for letter in short if letter.isalpha() and letter.isupper()
    ]
    words = re.findall(r"[A-Za-z][\w'\u2019]*", before)[-MOST_LONG:]
    if len(letters) < 2:
        return ()
    place = len(words)
    for letter in reversed(letters):
        place -= 1
        # "and", "of", "the" have no letter in it; other words may be skipped once or twice.
        skipped = 0
        while place >= 0 and not words[place].casefold().startswith(letter) and skipped < 3:
            place -= 1
            skipped += 1
        if place < 0 or not words[place].casefold().startswith(letter):
            return ()
    return tuple(dict.fromkeys(one for one in map(family, words[place:]) if one))


def look_up(index: AnswerIndex, terms: Sequence[AskedTerm]) -> Found:
    """Where the terms of a question stand in a document."""
    count = len(index.sentences)
    own = np.zeros((len(terms), count))
    beside = np.zeros((len(terms), count))
    often = np.zeros((len(terms), count))
    weights = np.zeros(len(terms))
    exact = np.zeros(len(terms), dtype=np.bool_)
    for number, term in enumerate(terms):
        exact[number] = index.spread.get(term.ways[0][0][0], 0) > 0
        weights[number] = term.weight * rarity(index, term)
        if term.weight < 1 and not any(
            index.spread.get(words[0]) for words, _ in term.ways
        ):
            weights[number] = 0.0
        for words, credit in term.ways:
            mine = together(index, words, count)
            np.maximum(own[number], credit * (mine > 0), out=own[number])
            np.maximum(often[number], credit * mine, out=often[number])
            over = np.zeros(count)
            places = index.beside.get(words[0])
            if places is not None and len(words) == 1:
                over[places] = credit
            np.maximum(beside[number], over, out=beside[number])
    mean = max(1.0, float(index.lengths.mean())) if count else 1.0
    size = SATURATION * (1 - LENGTH + LENGTH * index.lengths / mean)
    both = often + BESIDE * beside
    score = (weights[:, None] * both * (SATURATION + 1) / (both + size)).sum(axis=0)
    return Found(
        weights=weights,
        own=own,
        beside=beside,
        score=score,
        known=(own.max(axis=1, initial=0) > 0) | (beside.max(axis=1, initial=0) > 0),
        exact=exact,
    )


def rarity(index: AnswerIndex, term: AskedTerm) -> float:
    """How rare a term is: the word itself, or another where the document has not got it."""
    first = term.ways[0][0][0]
    if index.spread.get(first):
        return index.idf(first)
    others = [
        index.idf(words[0]) for words, _ in term.ways[1:] if index.spread.get(words[0])
    ]
    return max(others, default=index.idf(first))


def together(index: AnswerIndex, words: Sequence[str], count: int) -> Floats:
    """(n,), how often all of some families stand in each sentence."""
    found = np.full(count, np.inf)
    for word in words:
        mine = np.zeros(count)
        if word in index.own:
            places, often = index.own[word]
            mine[places] = often
        np.minimum(found, mine, out=found)
    return np.where(np.isinf(found), 0.0, found)
