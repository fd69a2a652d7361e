"""Ask the document: the passages that answer a question, or that none does.

Sentences are looked up by meaning and by words; what speaks for each is weighed by a
logistic regression, and a second one says how likely the best of them answers at all. Both
learned from questions with known answers, half of them questions that the text only seems
to answer (after Rajpurkar, Jia and Liang, "Know what you don't know", 2018).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.records.layout import Sentence, Structure
from app.records.summaries import Answer
from app.triage.answer_features import FEATURES, candidates_of, cosines, features_of
from app.triage.answer_index import AnswerIndex, answer_index, look_up
from app.triage.answer_passages import passages_of, says_nothing
from app.triage.answer_questions import Question, read_question
from app.triage.answer_weights import BY_MEANING_AND_WORDS, BY_WORDS_ALONE, Weights
from app.triage.stop_words import ENGLISH, SPANISH

__all__ = ["SIGNS", "Ranked", "answer", "answer_from", "ranked", "signs_of"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The embedder was taught English; of other languages it knows names and numbers.
ENGLISH_ONLY = frozenset(ENGLISH.split()) - frozenset(SPANISH.split())
LEAST_TO_TELL = 4
READ_CHARACTERS = 600
WORD = re.compile(r"[^\W\d_]+")

# How likely the best sentence answers at all is told from these.
SIGNS = (
    "score",
    "ahead of the next",
    "meaning",
    "meaning with neighbours",
    "meaning above the document's own",
    "words",
    "covered by itself",
    "covered with heading",
    "covered with neighbours",
    "rarest word missing",
    "unknown words",
    "unknown but for meaning",
    "names missing",
    "holds what is wanted",
    "lacks what is wanted",
    "words in order",
    "wanted beside asked",
    "focus covered",
    "focus missing",
    "figure by focus",
    "meaning unknown",
    "meaning and covered",
    "heading asked",
)
FROM_FEATURES = tuple(FEATURES.index(sign) for sign in SIGNS[2:])
FAR_APART = 2


class Ranked:
    """Sentences as answers to one question.

    Attributes:
        numbers: (c,), numbers of sentences, the best first.
        scores: (c,), log odds beside each other, descending.
        features: (c, f), what speaks for each.
    """

    def __init__(self, numbers: Integers, features: Floats, weights: Weights) -> None:
        scores = features @ np.array(weights.ranking)
        order = np.lexsort((numbers, -scores))
        self.numbers = numbers[order]
        self.scores = scores[order]
        self.features = features[order]


def answer(
    question: str,
    question_vector: NDArray[np.floating] | None,
    structure: Structure,
    sentences: Sequence[Sentence],
    vectors: NDArray[np.floating],
) -> Answer:
    """The passages of a document that answer a question; none where it does not say.

    Args:
        question: As it was put, in any language; English is understood best.
        question_vector: (d,), its meaning; None or zeros where that is not known: then
            words alone decide, with a lower probability.
        structure: Of the document.
        sentences: Of the document, in order.
        vectors: (n, d), the meaning of each sentence; rows of zeros where not known.

    Raises:
        ValueError: There are not as many rows as sentences.
    """
    index = answer_index(structure, sentences)
    return answer_from(index, question, question_vector, structure, vectors)


def answer_from(
    index: AnswerIndex,
    question: str,
    question_vector: NDArray[np.floating] | None,
    structure: Structure,
    vectors: NDArray[np.floating],
) -> Answer:
    """The same, for several questions on one document.

    Raises:
        ValueError: There are not as many rows as sentences.
    """
    if len(vectors) != len(index.sentences):
        raise ValueError("every sentence needs a row, if only of zeros")
    asked = read_question(question, index.acronyms)
    near = cosines(None if foreign(question) else question_vector, vectors)
    weights = BY_WORDS_ALONE if np.isnan(near).all() else BY_MEANING_AND_WORDS
    found = ranked(index, asked, near, weights)
    if not len(found.numbers):
        return Answer(question=question)
    probability = trust(signs_of(found), weights)
    if probability < weights.least:
        return Answer(question=question, probability=round(probability, 4))
    passages = tuple(
        passages_of(structure, index.sentences, asked, found.numbers, found.scores)
    )
    if not passages:
        # Only lines that name what is asked, with nothing below them.
        probability = min(probability, weights.least / 2)
    return Answer(question=question, passages=passages, probability=round(probability, 4))


def foreign(question: str) -> bool:
    """Whether a question has no English word that holds sentences together."""
    words = [word.casefold() for word in WORD.findall(question[:READ_CHARACTERS])]
    return len(words) >= LEAST_TO_TELL and ENGLISH_ONLY.isdisjoint(words)


def ranked(index: AnswerIndex, asked: Question, near: Floats, weights: Weights) -> Ranked:
    """The sentences worth a closer look, the best first."""
    places = look_up(index, asked.terms)
    chosen = candidates_of(places, near)
    empty = [says_nothing(index.sentences[number]) for number in chosen]
    chosen = chosen[~np.array(empty, dtype=bool)]
    features = features_of(index, asked, places, near, chosen)
    return Ranked(chosen, features, weights)


def signs_of(found: Ranked) -> Floats:
    """What tells how likely the best sentence answers, in the order of ``SIGNS``."""
    best = found.features[0]
    others = found.scores[np.abs(found.numbers - found.numbers[0]) >= FAR_APART]
    ahead = float(found.scores[0] - others[0]) if len(others) else 3.0
    return np.array([found.scores[0], min(ahead, 3.0), *best[list(FROM_FEATURES)]])


def trust(signs: Floats, weights: Weights) -> float:
    """Probability that the best sentence answers."""
    odds = float(signs @ np.array(weights.trust)) + weights.bias
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
