"""Real words of a theme: rows that stand for it, and questions that its rows ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.name_checks import tells_of_a_person
from app.triage.orders import MARKS
from app.triage.segments import segment
from app.triage.theme_words import bare, content_stems, runs_of

__all__ = ["Quote", "description", "examples_of", "questions_of", "words_of"]

Floats = NDArray[np.floating]

MOST_EXAMPLES = 5
MOST_CHARACTERS = 240
MOST_OF_A_QUESTION = 160
MOST_IN_A_DESCRIPTION = 120
MOST_TERMS = 3
# Cosine from which a reader takes two examples for the same.
SAME = 0.95
# The most central rows are looked at for questions; a few of those are compared.
LOOKED_AT = 80
MOST_QUESTIONS = 8
LEAST_WORDS = 4
# A question must have a word that so many of the theme's texts have.
ON_THE_THEME = 0.15
QUESTION_MARK = re.compile(r"[?\uff1f\u061f]['\"\u2019\u201d)]{0,2}$")
ASKING = """
how what where why who whom whose can could do does did will would should shall
donde quien quienes cual cuales cuanto cuanta cuantos cuantas puedo podria
"""
# A question that goes on from something cannot stand alone.
GOING_ON = frozenset(("but", "and", "or", "so", "then", "also", "pero", "y", "o"))
QUESTION_WORDS = frozenset(ASKING.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words of a text, character for character ``texts[text][start:end]``."""

    text: int
    start: int
    end: int


def examples_of(
    texts: Sequence[str],
    vectors: Floats,
    ordered: Sequence[int],
    weight: Mapping[str, float],
) -> tuple[Quote, ...]:
    """At most five rows that stand for a theme, none like another.

    Args:
        texts: All texts.
        vectors: (n, d), of length 1.
        ordered: Numbers of the theme's texts, the most central first.
        weight: By stem, what it is worth in the theme.
    """
    found: list[Quote] = []
    said: list[frozenset[str]] = []
    for number in ordered:
        text = texts[number]
        stems = content_stems(text)
        if MARKS.search(text) or not text.strip() or (stems and stems in said):
            continue
        near = [float(vectors[number] @ vectors[other.text]) for other in found]
        if near and max(near) >= SAME:
            continue
        span = telling_span(text, weight)
        if span is None:
            continue
        found.append(Quote(text=number, start=span[0], end=span[1]))
        said.append(stems)
        if len(found) == MOST_EXAMPLES:
            break
    return tuple(found)


def telling_span(text: str, weight: Mapping[str, float]) -> tuple[int, int] | None:
    """The whole text where it is short, else the sentence that says most of the theme."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if not any(sign.isalnum() for sign in text[start:end]):
        return None
    if end - start <= MOST_CHARACTERS:
        return start, end
    spans = segment(text)
    best = min(spans, key=lambda span: (-worth(text[slice(*span)], weight), span))
    return cut(text, *best, MOST_CHARACTERS)


def worth(sentence: str, weight: Mapping[str, float]) -> float:
    """How much a sentence says of a theme, for its length."""
    length = max(8, len(sentence.split()))
    told = sum(weight.get(one, 0.0) for one in sorted(content_stems(sentence)))
    return float(told / length**0.5)


def cut(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """A span cut at the end of a word where it is too long."""
    if end - start <= most:
        return start, end
    stop = start + most
    while stop > start and not text[stop].isspace():
        stop -= 1
    length = len(text[start:stop].rstrip())
    return start, start + (length or most)


def questions_of(
    texts: Sequence[str], ordered: Sequence[int], share: Mapping[str, float]
) -> tuple[str, ...]:
    """Questions that central rows ask, as they ask them but for spacing.

    Args:
        texts: All texts.
        ordered: Numbers of the theme's texts, the most central first.
        share: By stem, the share of the theme's texts that have it.
    """
    found: dict[str, None] = {}
    for number in ordered[:LOOKED_AT]:
        text = texts[number]
        if MARKS.search(text):
            continue
        for start, end in segment(text[:2000]):
            sentence = words_of(text[start:end])
            if is_question(sentence) and on_the_theme(sentence, share):
                found.setdefault(sentence)
        if len(found) >= MOST_QUESTIONS:
            break
    return tuple(found)[:MOST_QUESTIONS]


def words_of(text: str) -> str:
    """A text on one line, without signs that no reader sees."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(line.split())


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something that an office could print."""
    if len(sentence) > MOST_OF_A_QUESTION:
        return False
    marked = bool(QUESTION_MARK.search(sentence))
    if not marked and sentence.endswith((".", "!")):
        return False
    words = [bare(word) for run in runs_of(sentence) for word in run]
    if len(words) < LEAST_WORDS or words[0] in GOING_ON:
        return False
    if not (marked or words[0] in QUESTION_WORDS):
        return False
    return not tells_of_a_person(sentence)


def on_the_theme(sentence: str, share: Mapping[str, float]) -> bool:
    """Whether it has a word of the theme's."""
    return any(share.get(one, 0.0) >= ON_THE_THEME for one in content_stems(sentence))


def description(
    texts: Sequence[str], examples: Sequence[Quote], terms: Sequence[str]
) -> str:
    """One sentence about a theme, made of its rows' own words; empty where it has none."""
    quoted = quoted_for(texts, examples)
    told = listed(terms[:MOST_TERMS])
    stand = "word {} stands" if len(terms) == 1 else "words {} stand"
    apart = f"the {stand.format(told)} out" if told else ""
    if quoted and apart:
        return f"Texts such as \u201c{quoted}\u201d, where {apart}."
    if quoted:
        return f"Texts such as \u201c{quoted}\u201d."
    return f"Texts in which {apart}." if apart else ""


def quoted_for(texts: Sequence[str], examples: Sequence[Quote]) -> str:
    """The most central example that is short and names nobody, for a sentence."""
    lines = [words_of(texts[one.text][one.start : one.end]) for one in examples]
    plain = [line for line in lines if not tells_of_a_person(line)]
    short = [line for line in plain if len(line) <= MOST_IN_A_DESCRIPTION]
    if short:
        return short[0].removesuffix(".")
    if not plain:
        return ""
    return (
        plain[0][slice(*cut(plain[0], 0, len(plain[0]), MOST_IN_A_DESCRIPTION))] + " \u2026"
    )


def listed(terms: Sequence[str]) -> str:
    """Terms as they stand in a sentence."""
    if len(terms) < 2:
        return "".join(terms)
    return f"{', '.join(terms[:-1])} and {terms[-1]}"
