"""What speaks for and against a sentence as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.records.layout import BlockKind
from app.triage.answer_index import AnswerIndex, Found
from app.triage.answer_kinds import Wanted, shown
from app.triage.answer_questions import Question
from app.triage.answer_terms import family

__all__ = ["ENDED", "FEATURES", "candidates_of", "cosines", "features_of"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Looked at closely: the best by words and the best by meaning.
BY_WORDS = 40
BY_MEANING = 40
NEAR = 0.6

FEATURES = (
    "meaning",
    "meaning above the document's own",
    "meaning with neighbours",
    "best in meaning",
    "words",
    "best in words",
    "covered by itself",
    "covered with heading",
    "covered with neighbours",
    "covered with the one before",
    "rarest word missing",
    "words in order",
    "unknown words",
    "unknown but for meaning",
    "names missing",
    "heading asked",
    "holds what is wanted",
    "lacks what is wanted",
    "short",
    "long",
    "footnote",
    "table row",
    "a question itself",
    "without an end",
    "yes or no",
    "wanted beside asked",
    "focus covered",
    "focus missing",
    "figure by focus",
    "meaning unknown",
    "meaning and covered",
)


def cosines(question: NDArray[np.floating] | None, vectors: NDArray[np.floating]) -> Floats:
    """(n,), how near sentences are to the question in meaning; NaN where unknown."""
    found = np.full(len(vectors), np.nan)
    if question is None or not len(vectors):
        return found
    asked = np.asarray(question, dtype=np.float64).reshape(-1)
    known = np.isfinite(vectors).all(axis=1) & (np.abs(vectors).max(axis=1) > 0)
    if not np.isfinite(asked).all() or not asked.any() or vectors.shape[1] != len(asked):
        return found
    # One row at a time in a fixed order: the same digits whatever else is in the matrix.
    found[known] = np.einsum(
        "nd,d->n", np.asarray(vectors[known], dtype=np.float64), asked, optimize=False
    )
    return found


def candidates_of(found: Found, near: Floats) -> Integers:
    """Numbers of the sentences worth a closer look, ascending."""
    by_words = np.argsort(-found.score, kind="stable")[:BY_WORDS]
    by_words = by_words[found.score[by_words] > 0]
    meaning = np.where(np.isnan(near), -2.0, near)
    by_meaning = np.argsort(-meaning, kind="stable")[:BY_MEANING]
    by_meaning = by_meaning[meaning[by_meaning] > -2.0]
    return np.union1d(by_words, by_meaning).astype(np.int64)


def features_of(
    index: AnswerIndex,
    question: Question,
    found: Found,
    near: Floats,
    chosen: Integers,
) -> Floats:
    """(c, f), what speaks for each of the chosen ones, in the order of ``FEATURES``."""
    meaning = meanings(index, near, chosen)
    lexical = words_found(index, question, found, chosen)
    own = own_features(index, question, found, chosen)
    unknown = np.isnan(near[chosen])[:, None].astype(np.float64)
    both = (meaning[:, 0] * lexical[:, 4])[:, None]
    return np.concatenate([meaning, lexical, own, unknown, both], axis=1)


def meanings(index: AnswerIndex, near: Floats, chosen: Integers) -> Floats:
    """(c, 4), nearness in meaning; 0 where it is not known."""
    known = near[~np.isnan(near)]
    middle = float(known.mean()) if len(known) else 0.0
    width = max(float(known.std()), 0.03) if len(known) else 1.0
    filled = np.where(np.isnan(near), middle, near)
    beside = beside_of(index, filled)
    best = float(filled.max(initial=0.0))
    return np.stack(
        [
            filled[chosen],
            (filled[chosen] - middle) / width / 4,
            beside[chosen],
            filled[chosen] - best,
        ],
        axis=1,
    )


def beside_of(index: AnswerIndex, values: Floats) -> Floats:
    """(n,), the larger of a value before and after, within the section."""
    before = np.where(index.follows, np.roll(values, 1), 0.0)
    after = np.where(np.roll(index.follows, -1), np.roll(values, -1), 0.0)
    return np.asarray(np.maximum(before, after))


def words_found(
    index: AnswerIndex, question: Question, found: Found, chosen: Integers
) -> Floats:
    """(c, 12), how much of the question's words a sentence has."""
    weights = found.weights
    total = max(float(weights.sum()), 1e-9)
    with_heading = np.maximum(found.own, found.beside)
    around = (
        np.stack([beside_of(index, row) for row in with_heading])
        if len(weights)
        else with_heading
    )
    near = np.maximum(with_heading, NEAR * around)
    before = np.where(index.follows, np.roll(with_heading, 1, axis=1), 0.0)
    before = np.maximum(with_heading, NEAR * before) if len(weights) else with_heading
    score = found.score / (total * 2.2)
    missing = weights[:, None] * (1 - near[:, chosen])
    heaviest = max(float(weights.max(initial=0.0)), 1e-9)
    unknown = float((weights * ~found.known).sum()) / total
    inexact = float((weights * ~found.exact).sum()) / total
    named = weights * np.array([term.name or term.acronym for term in question.terms])
    pairs = set(question.pairs)
    order = [
        len(pairs.intersection(pairwise(index.pairs[number]))) / max(1, len(pairs))
        for number in chosen
    ]
    rows = [
        score[chosen],
        score[chosen] - float(score.max(initial=0.0)),
        weights @ found.own[:, chosen] / total,
        weights @ with_heading[:, chosen] / total,
        weights @ near[:, chosen] / total,
        weights @ before[:, chosen] / total,
        missing.max(axis=0, initial=0.0) / heaviest,
        np.array(order, dtype=np.float64),
        np.full(len(chosen), unknown),
        np.full(len(chosen), inexact - unknown),
        named @ (1 - near[:, chosen]) / total,
        asked_headings(index, question, weights)[chosen],
    ]
    return np.stack(rows, axis=1)


def asked_headings(index: AnswerIndex, question: Question, weights: Floats) -> Floats:
    """(n,), how well the heading that a sentence stands under fits the question, 0 to 1.

    The harmonic mean of the share of the question's words that the heading has, and of the
    heading's words that the question has.
    """
    ways = [
        {words[0]: credit for words, credit in reversed(term.ways) if len(words) == 1}
        for term in question.terms
    ]
    total = max(float(weights.sum()), 1e-9)
    fits: dict[int, float] = {}
    for number, heading in index.headings.items():
        best = [
            max((credit for word, credit in one.items() if word in heading), default=0.0)
            for one in ways
        ]
        share = sum(w * credit for w, credit in zip(weights, best, strict=True)) / total
        if share:
            spoken = sum(
                max((one.get(word, 0.0) for one in ways), default=0.0) for word in heading
            ) / len(heading)
            fits[number] = 2 * share * spoken / (share + spoken)
    return np.array([fits.get(int(one), 0.0) for one in index.sections], dtype=np.float64)


def own_features(
    index: AnswerIndex, question: Question, found: Found, chosen: Integers
) -> Floats:
    """(c, 13), what kind of sentence each is, and whether it holds what is wanted."""
    asks = question.wanted not in (Wanted.ANYTHING, Wanted.YES_OR_NO)
    with_heading = np.maximum(found.own, found.beside)
    focus = [
        number
        for number, term in enumerate(question.terms)
        if term.ways[0][0][0] in question.focus
    ]
    rows: list[Sequence[float]] = []
    for number in chosen:
        one = index.sentences[number]
        words = len(one.text.split())
        spans = shown(one.text, question.wanted, question.words)
        said = positions(one.text, question)
        covered = float(with_heading[focus, number].mean()) if focus else 0.0
        rows.append(
            (
                float(asks and bool(spans)),
                float(asks and not spans),
                max(0.0, 1 - words / 8),
                max(0.0, min(1.0, (words - 40) / 40)),
                float(one.kind is BlockKind.FOOTNOTE),
                float(one.kind is BlockKind.TABLE_ROW),
                float(one.text.rstrip().endswith("?")),
                float(one.kind is BlockKind.PARAGRAPH and not ENDED.search(one.text)),
                float(question.wanted is Wanted.YES_OR_NO),
                beside_asked(spans, said, found.weights),
                covered,
                float(bool(focus)) - covered if focus else 0.0,
                by_focus(spans, said, focus) if question.wanted in FIGURES else 0.0,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, 13)


FIGURES = frozenset({Wanted.NUMBER, Wanted.MONEY, Wanted.SHARE, Wanted.DURATION})
WORD = re.compile(r"\w+")
ENDED = re.compile(r"[.!?:;\]][\"'\u2019\u201d)\]]{0,3}\d{0,3}\s*$")
# Characters within which words belong together: about a clause.
CLAUSE = 80
MOST_SPANS = 40


def positions(text: str, question: Question) -> list[list[int]]:
    """For each term of the question, where the text has it or a word of its meaning."""
    terms: dict[str, list[int]] = {}
    for number, term in enumerate(question.terms):
        for words, _ in term.ways:
            if len(words) == 1:
                terms.setdefault(words[0], []).append(number)
    found: list[list[int]] = [[] for _ in question.terms]
    for match in WORD.finditer(text):
        for number in terms.get(family(match.group()), ()):
            found[number].append(match.start())
    return found


def beside_asked(
    spans: Sequence[tuple[int, int]], said: Sequence[Sequence[int]], weights: Floats
) -> float:
    """The most of the question's words that stand within a clause of what is wanted."""
    best = 0.0
    for start, end in spans[:MOST_SPANS]:
        near = sum(
            weight
            for weight, places in zip(weights, said, strict=True)
            if any(start - CLAUSE <= place <= end + CLAUSE for place in places)
        )
        best = max(best, near)
    return best / max(float(weights.sum()), 1e-9)


def by_focus(
    spans: Sequence[tuple[int, int]], said: Sequence[Sequence[int]], focus: Sequence[int]
) -> float:
    """How near a figure stands to what is counted, 1 for side by side."""
    gaps = [
        max(place - end, start - place, 0)
        for start, end in spans[:MOST_SPANS]
        for number in focus
        for place in said[number]
    ]
    return 1 / (1 + min(gaps) / 10) if gaps else 0.0
