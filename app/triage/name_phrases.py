"""What themes may be called: phrases of their rows, with terms, examples and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.name_checks import MOST_WORDS, personal_forms
from app.triage.theme_quotes import Quote, examples_of, questions_of
from app.triage.theme_terms import (
    Phrase,
    WordWeights,
    phrases_of,
    strongest_terms,
    whole_phrases,
    word_weights,
)
from app.triage.theme_words import Words, read_words

__all__ = ["NameCandidates", "ThemeTexts", "group_of_texts", "name_candidates"]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Integers = NDArray[np.int64]

# Chosen on banking77 train and clinc150 train, where they matter little.
# Share of a theme's texts that must have a phrase.
LEAST_SHARE = 0.02
# The same of each of its words that say what it is about.
LEAST_WORD_SHARE = 0.05
# A phrase is left out where a longer one with it has so many of its texts.
PART_OF_ANOTHER = 0.7
MOST_CANDIDATES = 25
# Numbers and the like are no part of a name unless so many texts have them.
COMMON_NUMBER = 0.2
MOST_DIGITS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeTexts:
    """Distinct texts in themes.

    Attributes:
        texts: (n,), all different.
        vectors: (n, d), of length 1.
        copies: (n,), how many rows have each text.
        theme: (n,), number of its theme, -1 for none.
        group: (t,), number of each theme's upper group, from 0.
        centrality: (n,), the greater, the nearer to its theme's centre.
        orders: (n,), whether a text holds an order to a computer; None where not known.
    """

    texts: tuple[str, ...]
    vectors: AnyFloats
    copies: Integers
    theme: Integers
    group: Integers
    centrality: AnyFloats
    orders: NDArray[np.bool_] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NameCandidates:
    """What themes and groups may be called, before it is embedded.

    Attributes:
        phrases: By theme, at most 25, the most promising first.
        group_phrases: By group; empty for a group of one theme.
        questions: By theme, questions that its central rows ask.
        terms: By theme, at most ten.
        examples: By theme, at most five.
        shares: By theme, for each stem the share of texts that have it.
        to_embed: Every phrase and question once, sorted: ``choose_names`` wants the vectors
            of these.
    """

    phrases: tuple[tuple[Phrase, ...], ...]
    group_phrases: tuple[tuple[Phrase, ...], ...]
    questions: tuple[tuple[str, ...], ...]
    terms: tuple[tuple[str, ...], ...]
    examples: tuple[tuple[Quote, ...], ...]
    shares: tuple[Mapping[str, float], ...]
    to_embed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Words of the texts in an order that does not depend on the rows'."""

    order: Integers
    words: Words
    weight: Floats
    persons: frozenset[int]


def name_candidates(rows: ThemeTexts) -> NameCandidates:
    """Phrases, terms, examples and questions of every theme; the same in any row order."""
    counted = count_words(rows)
    theme = np.asarray(rows.theme)[counted.order]
    phrases, weights = allowed_phrases(counted, theme, len(rows.group))
    by_word = stem_tables(counted.words, weights.weight)
    shares = stem_tables(counted.words, weights.share)
    central = most_central(rows, counted.order)
    examples = tuple(
        examples_of(rows.texts, rows.vectors, central[number], by_word[number])
        for number in range(len(rows.group))
    )
    questions = tuple(
        questions_of(rows.texts, central[number], shares[number])
        for number in range(len(rows.group))
    )
    chosen = tuple(
        best_phrases(phrases.get(number, []), weights.weight[number])
        for number in range(len(rows.group))
    )
    groups = group_phrases(rows, counted)
    wanted = {phrase.written for some in (*chosen, *groups) for phrase in some}
    wanted.update(question for some in questions for question in some)
    return NameCandidates(
        phrases=chosen,
        group_phrases=groups,
        questions=questions,
        terms=tuple(
            strongest_terms(phrases.get(number, []), weights.weight[number])
            for number in range(len(rows.group))
        ),
        examples=examples,
        shares=shares,
        to_embed=tuple(sorted(wanted)),
    )


def count_words(rows: ThemeTexts) -> Counted:
    """Read the texts, sorted, without those that hold an order to a computer."""
    order = np.array(
        sorted(range(len(rows.texts)), key=lambda number: rows.texts[number]),
        dtype=np.int64,
    )
    heeded = np.ones(len(order), dtype=np.bool_)
    if rows.orders is not None:
        heeded = ~np.asarray(rows.orders, dtype=np.bool_)[order]
    words = read_words([rows.texts[number] for number in order])
    # A form letter that came a thousand times is one voice more than others, not thousands.
    weight = (1.0 + np.log(np.maximum(1, np.asarray(rows.copies)[order]))) * heeded
    return Counted(order=order, words=words, weight=weight, persons=personal_forms(words))


def allowed_phrases(
    counted: Counted, theme: Integers, themes: int
) -> tuple[dict[int, list[Phrase]], WordWeights]:
    """By theme, phrases that may be part of a name, and what words are worth."""
    words = counted.words
    weights = word_weights(words, theme, counted.weight, themes)
    found = phrases_of(
        words, theme, counted.weight, longest=MOST_WORDS + 1, least=LEAST_SHARE
    )
    persons = {int(words.stem_of_form[number]) for number in counted.persons}
    digits = {
        number for number, one in enumerate(words.stems) if any(map(str.isdigit, one))
    }
    allowed = {}
    for number, phrases in found.items():
        rare = {one for one in digits if weights.share[number][one] < COMMON_NUMBER}
        rare |= {one for one in digits if many_digits(words.stems[one])}
        lonely = np.flatnonzero(weights.share[number] < LEAST_WORD_SHARE).tolist()
        barred = persons | rare
        unsupported = frozenset(lonely)
        allowed[number] = [
            one
            for one in phrases
            if not barred.intersection(one.stems) and not unsupported & one.content
        ]
    return allowed, weights


def many_digits(word: str) -> bool:
    """Whether a word looks like the number of a case, a telephone or a house."""
    return sum(map(str.isdigit, word)) > MOST_DIGITS


def stem_tables(words: Words, values: Floats) -> tuple[Mapping[str, float], ...]:
    """By theme, a value for every stem that it has."""
    return tuple(
        {words.stems[number]: float(row[number]) for number in np.flatnonzero(row)}
        for row in values
    )


def most_central(rows: ThemeTexts, order: Integers) -> list[list[int]]:
    """By theme, numbers of its texts, the most central first."""
    heeded = np.ones(len(order), dtype=np.bool_) if rows.orders is None else ~rows.orders
    found: list[list[int]] = [[] for _ in rows.group]
    for number in order[np.argsort(-np.asarray(rows.centrality)[order], kind="stable")]:
        if rows.theme[number] >= 0 and heeded[number]:
            found[int(rows.theme[number])].append(int(number))
    return found


def best_phrases(phrases: Sequence[Phrase], weight: Floats) -> tuple[Phrase, ...]:
    """The phrases worth embedding; of those with the same words, one.

    Longer ones than a name may be tell which others are only parts of them.
    """
    best: dict[frozenset[int], tuple[float, Phrase]] = {}
    whole = whole_phrases(phrases, PART_OF_ANOTHER)
    for phrase in (one for one in whole if len(one.stems) <= MOST_WORDS):
        told = sum(weight[stem] for stem in sorted(phrase.content))
        promise = float(told * phrase.share**0.5)
        known = best.get(phrase.content)
        if known is None or (-promise, phrase.written) < (-known[0], known[1].written):
            best[phrase.content] = (promise, phrase)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1].written))
    return tuple(phrase for _, phrase in ranked[:MOST_CANDIDATES])


def group_phrases(rows: ThemeTexts, counted: Counted) -> tuple[tuple[Phrase, ...], ...]:
    """Phrases by upper group, for those of several themes."""
    groups = int(rows.group.max(initial=-1)) + 1
    of_text = group_of_texts(rows)[counted.order]
    sizes = np.bincount(rows.group, minlength=groups)
    if not (sizes > 1).any():
        return ((),) * groups
    phrases, weights = allowed_phrases(counted, of_text, groups)
    return tuple(
        best_phrases(phrases.get(number, []), weights.weight[number])
        if sizes[number] > 1
        else ()
        for number in range(groups)
    )


def group_of_texts(rows: ThemeTexts) -> Integers:
    """(n,), number of each text's upper group, -1 for none."""
    # The last entry is where -1 points.
    groups = np.append(np.asarray(rows.group, dtype=np.int64), -1)
    return groups[np.asarray(rows.theme)]
