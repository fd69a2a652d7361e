"""Which sentences say what a document says.

A first look needs no model: place, wording, and how much of the document's weight a
sentence's words bear. With vectors the meaning joins them. Either way the same selection
makes a summary of so many words out of it. The weights were chosen on reports whose human
summaries are known; tests/benchmarks/summaries.py measures them on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.records.layout import BlockKind, Sentence, Structure
from app.records.summaries import SentenceKind, SummarySection, SummarySentence
from app.triage.salience_centrality import by_vectors, by_words
from app.triage.salience_reasons import Reasons, points_told, reason
from app.triage.salience_selection import Rules, select
from app.triage.salience_signs import Signs, read_signs
from app.triage.sentences import joined, page_quotation, torn_halves

__all__ = [
    "Chosen",
    "choose",
    "first_look",
    "outline_of",
    "summary_sections",
    "to_embed",
]

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

# Chosen on 18 of 26 research reports with human summaries, read with their headings and
# without, checked on the other 8. The best is flat: nothing hangs on a single digit, and
# within it the weights lean towards the place, which tells most where nothing else does.
BY_WORDS = {
    "opening": 1.0, "early": 1.3, "last": 0.55, "paragraph": 0.35, "major": 0.1,
    "told": 0.5, "says": 0.15, "report": 0.15, "aside": -0.2, "leans": -0.1,
    "points": -0.4, "figures": 0.3, "list": -0.5, "title": 0.1, "words": 0.6,
}  # fmt: skip
BY_MEANING = {**BY_WORDS, "document": 1.5, "ahead": 0.5}
RULES_BY_WORDS = Rules(
    repetition=0.4, free=0.3, section=0.2, length=0.2, beside=0.05, concepts=4.0
)
RULES_BY_MEANING = Rules(
    repetition=0.4, free=0.3, section=0.2, length=0.2, beside=0.05, concepts=2.0
)
# What a question that was asked adds to a sentence that is about it.
FOCUS = 4.0
FOCUS_FROM, FOCUS_FULL = 0.3, 0.7
# About 300 pages; of longer documents the sentences that stand out are embedded.
MOST_EMBEDDED = 8_000
LEAST_EMBEDDED_WORDS = 3
# Sentences that mean so much alike are about the same.
ABOUT_THE_SAME = 0.55


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A sentence that belongs in the summary.

    Attributes:
        sentence: Its number.
        score: What it is worth by itself; only the order means something.
        why: Why it was chosen, in a short sentence for people.
    """

    sentence: int
    score: float
    why: str


def first_look(
    structure: Structure, sentences: Sequence[Sentence], words: int
) -> tuple[Chosen, ...]:
    """A summary without vectors, in the document's order, of at most ``words`` words."""
    signs = read_signs(structure, sentences)
    scores = weighed({**signs.values, "words": by_words(signs)}, BY_WORDS)
    likeness = WordLikeness(signs)
    numbers = select(scores, signs, likeness.of, words, RULES_BY_WORDS)
    known = Reasons(structure=structure, sentences=sentences, signs=signs)
    return told(known, numbers, scores, {})


def to_embed(structure: Structure, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Numbers of the sentences that need a vector, ascending; footnotes need none."""
    numbers = [
        one.number
        for one in sentences
        if one.kind is not BlockKind.FOOTNOTE
        and len(one.text.split()) >= LEAST_EMBEDDED_WORDS
    ]
    if len(numbers) <= MOST_EMBEDDED:
        return tuple(numbers)
    signs = read_signs(structure, sentences)
    scores = weighed({**signs.values, "words": by_words(signs)}, BY_WORDS) + signs.able
    best = sorted(numbers, key=lambda number: (-scores[number], number))
    return tuple(sorted(best[:MOST_EMBEDDED]))


def choose(
    structure: Structure,
    sentences: Sequence[Sentence],
    vectors: Vectors,
    words: int,
    focus: Vectors | None = None,
) -> tuple[Chosen, ...]:
    """A summary by meaning, in the document's order, of at most ``words`` words.

    Args:
        structure: Of the document.
        sentences: Of the document, n of them.
        vectors: (n, d), of length 1; rows of zeros where a sentence was not embedded.
        words: How many the summary may have.
        focus: (k, d), of what a reader asked; the summary leans towards it.

    Raises:
        ValueError: There are not as many rows as sentences.
    """
    if len(vectors) != len(sentences):
        raise ValueError("every sentence needs a row, if only of zeros")
    rows = with_halves(np.nan_to_num(np.asarray(vectors, dtype=np.float32)), sentences)
    signs = read_signs(structure, sentences)
    values = {
        **signs.values,
        "words": by_words(signs),
        **by_vectors(rows, signs),
    }
    scores = weighed(values, BY_MEANING) + leaning(rows, focus)
    signs = considered(signs, scores)
    likeness = Likeness(rows, signs)
    numbers = select(scores, signs, likeness.of, words, RULES_BY_MEANING)
    known = Reasons(structure=structure, sentences=sentences, signs=signs)
    return told(known, numbers, scores, likeness.alike)


def told(
    known: Reasons, numbers: Sequence[int], scores: Floats, alike: Mapping[int, int]
) -> tuple[Chosen, ...]:
    """Chosen sentences with why they were."""
    points = points_told(known, numbers)
    return tuple(
        Chosen(
            sentence=number,
            score=float(scores[number]),
            why=" ".join(
                filter(
                    None, (reason(known, number, alike.get(number, 0)), points.get(number))
                )
            ),
        )
        for number in numbers
    )


def considered(signs: Signs, scores: Floats) -> Signs:
    """The same where only the best sentences may be chosen, as many as are embedded."""
    if signs.able.sum() <= MOST_EMBEDDED:
        return signs
    best = np.argsort(-(scores + 1e6 * signs.able), kind="stable")[:MOST_EMBEDDED]
    able = np.zeros(len(scores), dtype=np.bool_)
    able[best] = True
    return replace(signs, able=able)


def with_halves(vectors: Vectors, sentences: Sequence[Sentence]) -> Vectors:
    """Vectors in which a torn sentence's second half means what both halves mean."""
    rows = vectors.copy()
    for second, first in torn_halves(sentences).items():
        both = vectors[first] + vectors[second]
        length = float(np.linalg.norm(both))
        rows[second] = both / length if length > 0 else both
    return rows


def weighed(values: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """What each sentence is worth (n,): its signs, weighed and added up."""
    total = np.zeros(len(next(iter(values.values()))))
    for name, weight in weights.items():
        total = total + weight * values[name]
    # Vectors of another batch differ in the last digits; a choice must not.
    rounded: Floats = np.round(total, 4)
    return rounded


def leaning(rows: Vectors, focus: Vectors | None) -> Floats:
    """What each sentence gains by being about what was asked (n,)."""
    if focus is None or not len(focus):
        return np.zeros(len(rows))
    near = (rows @ np.nan_to_num(np.asarray(focus, dtype=np.float32)).T).max(axis=1)
    gained: Floats = FOCUS * np.clip(
        (near.astype(np.float64) - FOCUS_FROM) / (FOCUS_FULL - FOCUS_FROM), 0.0, 1.0
    )
    return gained


class Likeness:
    """How like each other sentences are by their meaning.

    Args:
        rows: (n, d), their vectors.
        signs: Of the same n sentences.

    Attributes:
        alike: For each sentence asked for, how many others are about the same.
    """

    def __init__(self, rows: Vectors, signs: Signs) -> None:
        wanted = signs.able.copy()
        wanted[signs.needs[signs.able & (signs.needs >= 0)]] = True
        self._places = np.flatnonzero(wanted)
        self._rows, self._all = rows[self._places], rows
        self._able = signs.able
        self.alike: dict[int, int] = {}

    def of(self, number: int) -> Floats:
        """How like one sentence each one that may be chosen is (n,), 0 to 1."""
        found = np.zeros(len(self._all))
        near = np.maximum(self._rows @ self._all[number], 0.0).astype(np.float64)
        found[self._places] = np.round(near, 4)
        others = (found >= ABOUT_THE_SAME) & self._able
        self.alike[number] = int(others.sum()) - int(others[number])
        return found


class WordLikeness:
    """How like each other sentences are by their words, kept as an index of words."""

    def __init__(self, signs: Signs) -> None:
        self._words = [sorted(set(stems)) for stems in signs.stems]
        self._sizes = np.sqrt(np.array([max(len(one), 1) for one in self._words], float))
        places: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                places.setdefault(word, []).append(number)
        self._places = {word: np.array(found) for word, found in places.items()}

    def of(self, number: int) -> Floats:
        """Cosine of the sets of words of one sentence and of each one (n,)."""
        shared = np.zeros(len(self._words))
        for word in self._words[number]:
            shared[self._places[word]] += 1.0
        near: Floats = shared / (self._sizes * self._sizes[number])
        return near


# ------------------------------------------------------------------ as sections
def summary_sections(
    structure: Structure, sentences: Sequence[Sentence], chosen: Iterable[Chosen]
) -> tuple[SummarySection, ...]:
    """The chosen sentences as quotations under the headings they stand under, in order."""
    why = {one.sentence: one.why for one in chosen}
    halves = {
        second: first
        for second, first in torn_halves(sentences).items()
        if {second, first} <= why.keys()
    }
    firsts = set(halves.values())
    by_section: dict[int, list[SummarySentence]] = {}
    for number in sorted(why.keys() - firsts):
        parts = [sentences[halves[number]]] if number in halves else []
        parts.append(sentences[number])
        told = told_of(structure, parts, why[number])
        by_section.setdefault(told.section, []).append(told)
    return tuple(
        section_of(structure, number, tuple(found)) for number, found in by_section.items()
    )


def told_of(structure: Structure, parts: Sequence[Sentence], why: str) -> SummarySentence:
    """A chosen sentence as a quotation; one that a page break tore has two sources."""
    sources = tuple(
        page_quotation(structure, one.page, one.start, one.end) for one in parts
    )
    return SummarySentence(
        text=parts[0].text if len(parts) == 1 else joined(parts[0].text, parts[1].text),
        kind=SentenceKind.QUOTED,
        source=max(sources, key=lambda source: len(source.quote)),
        sources=sources,
        why=why,
        section=parts[0].section,
    )


def outline_of(structure: Structure) -> tuple[SummarySection, ...]:
    """All sections without sentences, in reading order; what has no heading is left out."""
    return tuple(
        section_of(structure, section.number)
        for section in structure.sections
        if section.heading
    )


def section_of(
    structure: Structure, number: int, sentences: tuple[SummarySentence, ...] = ()
) -> SummarySection:
    """One section with what a summary says of it."""
    section = structure.sections[number]
    pages = structure.pages
    label = pages[section.page - 1].label if 1 <= section.page <= len(pages) else ""
    return SummarySection(
        heading=section.heading,
        level=section.level,
        page=section.page,
        label=label,
        sentences=sentences,
    )
