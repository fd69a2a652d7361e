"""Ask the document: the passages that answer a question, or that none does.

Sentences are looked up by meaning and by words; what speaks for each is weighed by a
logistic regression, and a second one says how likely the best of them answers at all. Both
learned from questions with known answers, half of them questions that the text only seems
to answer (after Rajpurkar, Jia and Liang, "Know what you don't know", 2018).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.records.layout import BlockKind, Sentence, Structure
from app.records.summaries import Answer, PageQuotation
from app.triage.answer_features import FEATURES, candidates_of, cosines, features_of
from app.triage.answer_index import AnswerIndex, answer_index, look_up
from app.triage.answer_questions import Question, read_question
from app.triage.answer_weights import BY_MEANING_AND_WORDS, BY_WORDS_ALONE, Weights
from app.triage.sentences import page_quotation
from app.triage.stop_words import ENGLISH, SPANISH

__all__ = ["SIGNS", "Ranked", "answer", "answer_from", "ranked", "signs_of"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_PASSAGES = 4
# Log odds by which a further passage may fall behind the best one.
BEHIND = 2.5
# Log odds by which a neighbour may fall behind the sentence it is joined to.
BESIDE_BEHIND = 2.5
# By which a sentence that goes on with the one before may fall behind further.
LEANING = 3.0
MUCH = 100.0
LEANS = re.compile(
    r"(?:\d{1,3}\s)?[\"\u201c]?(?:this|these|those|that|it|its|they|their|them|he|she|his|her|"
    r"such|however|thus|therefore|hence|instead|otherwise|then|because of this|as a result|"
    r"for example|for instance|in addition|also|about|both|neither|each)\b",
    re.IGNORECASE,
)
MOST_JOINED = 2
MOST_ITEMS = 12
MOST_CHARACTERS = 1_200
# Between two sentences of one passage may stand a bullet or an entry's number.
BETWEEN = 8

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
    passages = tuple(passages_of(structure, index.sentences, found))
    return Answer(question=question, passages=passages, probability=round(probability, 4))


def foreign(question: str) -> bool:
    """Whether a question has no English word that holds sentences together."""
    words = [word.casefold() for word in WORD.findall(question[:READ_CHARACTERS])]
    return len(words) >= LEAST_TO_TELL and ENGLISH_ONLY.isdisjoint(words)


def ranked(index: AnswerIndex, asked: Question, near: Floats, weights: Weights) -> Ranked:
    """The sentences worth a closer look, the best first."""
    places = look_up(index, asked.terms)
    chosen = candidates_of(places, near)
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


# ------------------------------------------------------------------ passages
def passages_of(
    structure: Structure, sentences: Sequence[Sentence], found: Ranked
) -> Iterator[PageQuotation]:
    """The best passages, none of which overlap."""
    scores = {
        int(number): float(score)
        for number, score in zip(found.numbers, found.scores, strict=True)
    }
    taken: set[int] = set()
    count = 0
    for number, score in scores.items():
        if count >= MOST_PASSAGES or score < found.scores[0] - BEHIND:
            return
        if number in taken:
            continue
        first, last = grown(structure, sentences, number, scores)
        if not taken.isdisjoint(range(first, last + 1)):
            first = last = number
        taken.update(range(first, last + 1))
        count += 1
        yield page_quotation(
            structure, sentences[number].page, sentences[first].start, sentences[last].end
        )


def grown(
    structure: Structure,
    sentences: Sequence[Sentence],
    number: int,
    scores: dict[int, float],
) -> tuple[int, int]:
    """First and last sentence of the passage that a sentence belongs to."""
    first = last = number
    if sentences[number].text.rstrip().endswith(":"):
        return first, with_items(structure, sentences, number)
    least = scores[number] - BESIDE_BEHIND
    lowest = min(scores.values())
    while last - first < MOST_JOINED:
        after = before = -math.inf
        if joins(structure, sentences, last, first):
            after = scores.get(last + 1, lowest)
            after += LEANING if leans(sentences[last + 1]) else 0.0
        if first and joins(structure, sentences, first - 1, first - 1, last):
            # "This is so because ..." says nothing without the one before.
            before = scores.get(first - 1, lowest)
            before += MUCH if first == number and leans(sentences[first]) else 0.0
        if max(before, after) < least:
            break
        if after >= before:
            last += 1
        else:
            first -= 1
    return first, last


def leans(sentence: Sentence) -> bool:
    """Whether a sentence speaks of what the one before it says."""
    return bool(LEANS.match(sentence.text))


def with_items(structure: Structure, sentences: Sequence[Sentence], number: int) -> int:
    """The last item of the list that hangs on a line."""
    last = number
    while last - number < MOST_ITEMS and joins(structure, sentences, last, number):
        if sentences[last + 1].kind not in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            break
        last += 1
    return (
        last if last > number or not joins(structure, sentences, last, number) else last + 1
    )


def joins(
    structure: Structure,
    sentences: Sequence[Sentence],
    one: int,
    first: int,
    last: int | None = None,
) -> bool:
    """Whether a sentence and the next one can be one passage with ``first`` to ``last``."""
    if one + 1 >= len(sentences):
        return False
    here, there = sentences[one], sentences[one + 1]
    if here.page != there.page or here.section != there.section or there.start < here.end:
        return False
    if BlockKind.TABLE_ROW in (here.kind, there.kind) and here.kind is there.kind:
        return False
    end = sentences[one + 1 if last is None else last].end
    if end - sentences[first].start > MOST_CHARACTERS:
        return False
    between = structure.pages[here.page - 1].text[here.end : there.start]
    return len(between.strip()) <= BETWEEN
