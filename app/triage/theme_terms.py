"""Terms and phrases that set themes apart: how many texts of each have them.

Weights are class-based TF-IDF (Grootendorst, "BERTopic: Neural topic modeling with a
class-based TF-IDF procedure", 2022), with texts counted instead of words, so that one text
that repeats a word is heard once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.stop_words import NEGATIONS, PARTICLES
from app.triage.theme_words import UNSPACED_SIGN, Words, bare

__all__ = [
    "Phrase",
    "WordWeights",
    "phrases_of",
    "spellings",
    "strongest_terms",
    "whole_phrases",
    "word_weights",
]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_TERMS = 10
LONGEST_TERM = 3
LONGEST_ABBREVIATION = 5
# Share of words in capitals from which capitals say nothing.
SHOUTING = 0.3
# A term is left out where a longer one with it has so many of its texts.
SAME_TERM = 0.5
# How often a word must be followed by "up" to count as one with it.
BELONGS_AT = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """Words that stand beside each other in texts of a theme.

    Attributes:
        written: As most texts have it, but for capitals at the start of a sentence.
        stems: Number of each word's stem.
        content: Those of the words that say what it is about.
        share: Weighted share of the theme's texts that have it.
    """

    written: str
    stems: tuple[int, ...]
    content: frozenset[int]
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class WordWeights:
    """What each stem is worth in each theme.

    Attributes:
        share: (t, s), weighted share of the theme's texts that have the stem.
        weight: (t, s), class-based TF-IDF.
    """

    share: Floats
    weight: Floats


def word_weights(words: Words, theme: Integers, weight: Floats, themes: int) -> WordWeights:
    """Shares and weights of all stems.

    Args:
        words: Of the texts.
        theme: (n,), number of each text's theme, -1 for none.
        weight: (n,), what each text counts.
        themes: How many themes there are.
    """
    stems = len(words.stems)
    pairs = distinct(words.text * stems + words.stem)
    text, one = pairs // max(stems, 1), pairs % max(stems, 1)
    # Unthemed texts are the last row: they count in the background.
    row = np.where(theme < 0, themes, theme)
    counts = np.zeros((themes + 1, stems))
    np.add.at(counts, (row[text], one), weight[text])
    sizes = np.maximum(np.bincount(row, weights=weight, minlength=themes + 1), 1e-9)
    share = counts / sizes[:, None]
    average = counts.sum() / max(1, themes)
    rarity = np.log1p(average / np.maximum(counts.sum(axis=0), 1e-9))
    return WordWeights(share=share[:themes], weight=share[:themes] * rarity)


def phrases_of(
    words: Words, theme: Integers, weight: Floats, *, longest: int, least: float
) -> dict[int, list[Phrase]]:
    """By theme, the phrases that at least so many of its texts have, in a fixed order.

    They begin and end with words of content, or with "not" and "up" where those belong to
    them.

    Args:
        words: Of the texts.
        theme: (n,), -1 for none.
        weight: (n,), what each text counts.
        longest: Most words of a phrase.
        least: Least share of a theme's texts; two texts are needed in any case, where the
            theme has more than two.
    """
    found: dict[int, list[Phrase]] = {}
    heeded = (theme >= 0) & (weight > 0)
    if not heeded[words.text].any():
        return found
    sizes = np.bincount(theme[heeded], weights=weight[heeded])
    spelled = spellings(words)
    begins, ends = edges(words)
    for level in levels(words, np.where(heeded, theme, -1), weight, (longest, least)):
        size = level.size
        good = begins[level.starts] & ends[level.starts + size - 1]
        key, starts = most_written(level.key[good], level.small[good], level.starts[good])
        for one, start in zip(key.tolist(), starts.tolist(), strict=True):
            number = int(level.theme[one])
            share = float(level.counts[one] / sizes[number])
            forms = words.written[start : start + size].tolist()
            found.setdefault(number, []).append(phrase_from(forms, words, spelled, share))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-phrase.share, phrase.written))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequent:
    """The frequent phrases of one length.

    Attributes:
        size: How many words they have.
        starts: (p,), where they stand, by their first word.
        key: (p,), number of each with its theme.
        small: (p,), number of how each is written, in small letters.
        theme: By key, the number of the theme.
        counts: By key, the weighted count of texts.
    """

    size: int
    starts: Integers
    key: Integers
    small: Integers
    theme: Integers
    counts: Floats


def levels(
    words: Words, theme: Integers, weight: Floats, wanted: tuple[int, float]
) -> Iterator[Frequent]:
    """Frequent phrases, the shortest first.

    Only what begins like a frequent phrase is looked at further (Agrawal and Srikant,
    "Fast algorithms for mining association rules", 1994).
    """
    longest, share = wanted
    texts = np.bincount(theme[theme >= 0])
    forms = sorted({form.lower() for form in words.forms})
    places = {form: number for number, form in enumerate(forms)}
    small_form = np.array([places[form.lower()] for form in words.forms], dtype=np.int64)
    starts = np.flatnonzero(theme[words.text] >= 0)
    key = theme[words.text[starts]]
    small = np.zeros(len(starts), dtype=np.int64)
    for size in range(1, longest + 1):
        last = starts + size - 1
        inside = last < len(words.run)
        inside[inside] = words.run[starts[inside]] == words.run[last[inside]]
        starts, key, small, last = starts[inside], key[inside], small[inside], last[inside]
        if not len(starts):
            return
        key = in_order(key * len(words.stems) + words.stem[last])
        small = in_order(small * len(forms) + small_form[words.written[last]])
        once = distinct(key * words.texts + words.text[starts])
        of, text = once // words.texts, once % words.texts
        counts = np.bincount(of, weights=weight[text]).astype(np.float64)
        plain = np.bincount(of)
        theme_of = np.zeros(len(plain), dtype=np.int64)
        theme_of[key] = theme[words.text[starts]]
        need = np.where(texts[theme_of] > 2, np.maximum(2, share * texts[theme_of]), 1)
        kept = (plain >= need)[key]
        starts, key, small = starts[kept], key[kept], small[kept]
        yield Frequent(
            size=size, starts=starts, key=key, small=small, theme=theme_of, counts=counts
        )


def in_order(values: Integers) -> Integers:
    """The place of each value among all different ones, sorted."""
    return np.asarray(np.unique(values, return_inverse=True)[1], dtype=np.int64)


def distinct(values: Integers) -> Integers:
    """All different values, sorted; sorting is quicker here than the hashes of NumPy."""
    ordered = np.sort(values)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0], dtype=np.int64)


def most_written(
    key: Integers, small: Integers, starts: Integers
) -> tuple[Integers, Integers]:
    """For each phrase the place of one that is written as most of them are.

    Returns:
        The phrases' numbers, ascending, and the places.
    """
    if not len(key):
        return key, starts
    size = int(small.max()) + 1
    forms, first, often = np.unique(
        key * size + small, return_index=True, return_counts=True
    )
    of = forms // size
    # By phrase, the most frequent form, of equals the first in the alphabet.
    order = np.lexsort((forms % size, -often, of))
    leads = np.diff(of[order], prepend=-1) != 0
    chosen = order[leads]
    return of[chosen], starts[first[chosen]]


def edges(words: Words) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a phrase may begin, and may end, at each word."""
    plain = [bare(form) for form in words.forms]
    negation = np.array([form in NEGATIONS for form in plain])
    particle = np.array([form in PARTICLES for form in plain])
    content = words.content[words.written]
    ends = content.copy()
    begins = content.copy()
    begins[:-1] |= negation[words.written[:-1]] & content[1:] & ~words.first[1:]
    after = np.flatnonzero(particle[words.written] & ~words.first)
    if len(after):
        pairs = words.stem[after - 1] * len(words.stems) + words.stem[after]
        kinds, which, often = np.unique(pairs, return_inverse=True, return_counts=True)
        whole = np.bincount(words.stem, minlength=len(words.stems))
        together = often / whole[kinds // len(words.stems)]
        belongs = (together[which] >= BELONGS_AT) & content[after - 1]
        ends[after] = belongs
        ends[after[belongs] - 1] = False
    return begins, ends


def phrase_from(
    forms: Sequence[int], words: Words, spelled: dict[str, str], share: float
) -> Phrase:
    """A phrase out of the numbers of its forms."""
    return Phrase(
        written=joined([spelled[words.forms[number].lower()] for number in forms]),
        stems=tuple(int(words.stem_of_form[number]) for number in forms),
        content=frozenset(
            int(words.stem_of_form[number]) for number in forms if words.content[number]
        ),
        share=share,
    )


def spellings(words: Words) -> dict[str, str]:
    """For each word in small letters, how it is written inside a sentence.

    Where most texts have it in capitals, as "PIN" or "Apple", it keeps them; words that
    begin a run say nothing, unless there are no others. A long word in capitals only was
    shouted.
    """
    inside: dict[str, Counter[str]] = {}
    counts = np.bincount(words.written[~words.first], minlength=len(words.forms))
    everywhere = np.bincount(words.written, minlength=len(words.forms))
    shouted = shouting(words)
    for number, form in enumerate(words.forms):
        small = form.lower()
        counted = inside.setdefault(small, Counter())
        if shouted or (form.isupper() and len(form) > LONGEST_ABBREVIATION):
            counted[small] += 1
            continue
        plain = form == small or form.isupper()
        counted[form] += int(everywhere[number] if plain else counts[number])
    return {
        word: min(forms, key=lambda form: (-forms[form], form != form.lower(), form))
        for word, forms in inside.items()
    }


def shouting(words: Words) -> bool:
    """Whether most words are in capitals, which then say nothing."""
    capitals = np.array([form.isupper() and len(form) > 1 for form in words.forms])
    return bool(len(words.written)) and bool(capitals[words.written].mean() > SHOUTING)


def joined(words: list[str]) -> str:
    """Words as one phrase; signs that are written without spaces stay together."""
    phrase = ""
    for word in words:
        if word.startswith("-"):
            phrase += word if phrase else word[1:]
            continue
        spaced = phrase and not (
            UNSPACED_SIGN.match(word[0]) and UNSPACED_SIGN.match(phrase[-1])
        )
        phrase += (" " if spaced else "") + word
    return phrase


def strongest_terms(phrases: Sequence[Phrase], weight: Floats) -> tuple[str, ...]:
    """Up to ten terms, the strongest first; none that says the same as another.

    Args:
        phrases: Of one theme.
        weight: (s,), of each stem in it.
    """
    short = [phrase for phrase in phrases if len(phrase.stems) <= LONGEST_TERM]
    whole = {phrase.stems for phrase in whole_phrases(phrases, SAME_TERM)}
    # Two words of a long phrase say nothing, as "order a new"; one word does.
    ranked = sorted(
        (
            phrase
            for phrase in whole_phrases(short, SAME_TERM)
            if len(phrase.stems) == 1 or phrase.stems in whole
        ),
        key=lambda phrase: (-term_weight(phrase, weight), phrase.written),
    )
    kept: list[Phrase] = []
    for phrase in ranked:
        if len(kept) == MOST_TERMS:
            break
        if not any(says_the_same(phrase, other) for other in kept):
            kept.append(phrase)
    return tuple(phrase.written for phrase in kept)


def whole_phrases(phrases: Sequence[Phrase], share: float) -> list[Phrase]:
    """The phrases without those that are mostly a part of one longer phrase."""
    longer: dict[tuple[int, ...], float] = {}
    for phrase in phrases:
        size = len(phrase.stems)
        for length in range(1, size):
            for start in range(size - length + 1):
                part = phrase.stems[start : start + length]
                longer[part] = max(longer.get(part, 0.0), phrase.share)
    return [
        phrase for phrase in phrases if longer.get(phrase.stems, 0.0) < share * phrase.share
    ]


def term_weight(phrase: Phrase, weight: Floats) -> float:
    """A term's weight: of its words on average, by how often they stand together."""
    told = sum(float(weight[stem]) for stem in sorted(phrase.content))
    return float(told / len(phrase.content) * phrase.share**0.5)


def says_the_same(phrase: Phrase, other: Phrase) -> bool:
    """Whether one has the words of the other."""
    return phrase.content <= other.content or phrase.content >= other.content
