"""Names for found themes: the rows' own words, and no two alike.

Names are phrases that stand in the rows. Which of them is best is told by its vector: near
the theme's centre and far from the other themes' (as KeyBERT compares phrases with a text,
Grootendorst 2020), and by how many of the rows have it. It takes two steps, because the
phrases must be embedded between them: ``name_candidates``, then ``choose_names``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.name_checks import MOST_WORDS, alike, numbered, sentence_case
from app.triage.name_phrases import NameCandidates, ThemeTexts, group_of_texts
from app.triage.theme_quotes import Quote, description, words_of
from app.triage.theme_terms import Phrase

__all__ = ["NamedTheme", "ThemeNames", "centres_of", "choose_names", "unit"]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Integers = NDArray[np.int64]

# Chosen on banking77 train and clinc150 train, around a flat best.
# What the mean cosine to the nearest other centres takes from a phrase's own.
APART = 0.45
OTHERS = 3
SINGLE_WORD = 0.03
EACH_WORD_OVER = (4, 0.02)
# Share of the texts that must have the phrase by which another is extended.
LEAST_BESIDE = 0.05
# Of the rows' mean cosine to their centre, what a question needs.
AS_NEAR = 0.85
# "Card to work" says less than it seems to.
TO_DO = 0.05
# Below this margin to the nearest other centre a name is extended by what sets it apart.
TOO_NEAR = 0.05
EXTENDED = 0.05
# Cosine of two names from which they say the same.
SAME_MEANING = 0.94
WITHOUT_WORDS = "Texts without words"


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedTheme:
    """What a theme is called and shown by.

    Attributes:
        name: In sentence case, at most six words and a number in brackets where nothing
            else sets two themes apart.
        description: One sentence; empty for texts without words.
        terms: At most ten, the strongest first.
        examples: At most five, the most central first.
        question: That a central row asks, as it stands there; empty where none does.
        by_model: Whether a language model drafted the name.
    """

    name: str
    description: str
    terms: tuple[str, ...]
    examples: tuple[Quote, ...]
    question: str
    by_model: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeNames:
    """All that was named.

    Attributes:
        themes: (t,).
        groups: Name of each upper group; a theme's own name where it stands alone.
    """

    themes: tuple[NamedTheme, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One name that a theme may get."""

    name: str
    score: float
    vector: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """How names of one level are made.

    Attributes:
        often: What it is worth that more of the texts have a phrase.
        between: What stands between a phrase and the one that it is extended by.
        common: A phrase that fewer of the texts have is extended.
        common_word: A single word that fewer of them have is.
    """

    often: float
    between: str
    common: float
    common_word: float


OF_THEMES = Level(often=0.03, between=": ", common=0.0, common_word=0.4)
# A group is named by what most of its rows have, or by two things.
OF_GROUPS = Level(often=0.06, between=", ", common=0.5, common_word=0.5)


def choose_names(
    rows: ThemeTexts,
    candidates: NameCandidates,
    vectors: AnyFloats,
    taken: Sequence[str] = (),
) -> ThemeNames:
    """The best name for every theme and group, all at once, so that no two are alike.

    Args:
        rows: The texts.
        candidates: Theirs, by ``name_candidates``.
        vectors: (m, d), of ``candidates.to_embed``, of length 1.
        taken: Names that must not be given again.
    """
    known = {
        one: np.asarray(vector, dtype=np.float64)
        for one, vector in zip(candidates.to_embed, vectors, strict=True)
    }
    centres = centres_of(rows, np.asarray(rows.theme), len(rows.group))
    options = [
        options_of(phrases, known, centres, number, OF_THEMES)
        for number, phrases in enumerate(candidates.phrases)
    ]
    options = [
        some + spoken_options(rows, candidates, number)
        for number, some in enumerate(options)
    ]
    names = all_different(options, taken)
    themes = tuple(
        NamedTheme(
            name=name,
            description=description(
                rows.texts, candidates.examples[number], candidates.terms[number]
            ),
            terms=candidates.terms[number],
            examples=candidates.examples[number],
            question=best_question(
                on_the_theme(rows, candidates.questions[number], known, number),
                known,
                centres,
                number,
            ),
        )
        for number, name in enumerate(names)
    )
    groups = name_groups(rows, candidates, known, (*taken, *names))
    alone = {int(group): names[number] for number, group in enumerate(rows.group)}
    return ThemeNames(
        themes=themes,
        groups=tuple(name or alone[number] for number, name in enumerate(groups)),
    )


def centres_of(rows: ThemeTexts, theme: Integers, themes: int) -> Floats:
    """(t, d), the mean direction of each theme's texts, added up in one order."""
    order = sorted(range(len(rows.texts)), key=lambda number: rows.texts[number])
    sums = np.zeros((themes, rows.vectors.shape[1]))
    inside = [number for number in order if theme[number] >= 0]
    np.add.at(sums, theme[inside], np.asarray(rows.vectors, dtype=np.float64)[inside])
    return unit(sums)


def unit(vectors: Floats) -> Floats:
    """Vectors at length 1."""
    sizes = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(sizes, 1e-9))


def options_of(
    phrases: Sequence[Phrase],
    known: Mapping[str, Floats],
    centres: Floats,
    number: int,
    level: Level,
) -> list[Option]:
    """What a theme may be called, the best first: phrases, and one extended by others."""
    scored = [
        (worth_of(known[phrase.written], centres, number) + readable(phrase, level), phrase)
        for phrase in phrases
    ]
    scored.sort(key=lambda one: (-one[0], one[1].written))
    options = [
        Option(name=phrase.written, score=score, vector=known[phrase.written])
        for score, phrase in scored
    ]
    if options:
        options += extended(scored, known, centres, number, level)
    return sorted(options, key=lambda one: (-one.score, one.name))


def worth_of(vector: Floats, centres: Floats, number: int) -> float:
    """How near a phrase is to its own centre, less how near it is to the nearest others."""
    near = centres @ vector
    others = np.sort(np.delete(near, number))[::-1][:OTHERS]
    return float(near[number] - APART * (others.mean() if len(others) else 0.0))


def margin_of(vector: Floats, centres: Floats, number: int) -> float:
    """How much nearer a phrase is to its own centre than to any other."""
    near = centres @ vector
    others = np.delete(near, number)
    return float(near[number] - others.max(initial=-1.0))


def readable(phrase: Phrase, level: Level) -> float:
    """What speaks for a phrase beside its meaning."""
    size = len(phrase.stems)
    most, each = EACH_WORD_OVER
    long = each * max(0, size - most)
    unfinished = TO_DO if phrase.written.split()[-2:-1] == ["to"] else 0.0
    single = SINGLE_WORD if size == 1 else 0.0
    return float(level.often * np.log(phrase.share)) - long - single - unfinished


def extended(
    scored: Sequence[tuple[float, Phrase]],
    known: Mapping[str, Floats],
    centres: Floats,
    number: int,
    level: Level,
) -> list[Option]:
    """The best phrase with another one that adds to it, as "Exchange rate: withdrawals".

    They come first where the phrase alone lies as near to another theme, or is too rare.
    """
    score, first = scored[0]
    own = known[first.written]
    base = score + EXTENDED
    single = len(first.stems) == 1
    enough = first.share >= (level.common_word if single else level.common)
    if enough and margin_of(own, centres, number) >= TOO_NEAR:
        base = score - 4 * EXTENDED
    found: list[Option] = []
    for _, other in scored[1:]:
        together = len(first.stems) + len(other.stems)
        if together > MOST_WORDS or first.content & other.content:
            continue
        if other.share < LEAST_BESIDE:
            continue
        vector = unit(own + known[other.written])
        worth = worth_of(vector, centres, number) + level.often * float(np.log(other.share))
        name = f"{first.written}{level.between}{other.written}"
        found.append(Option(name=name, score=worth, vector=vector))
    # The best of them as good as the base says, the others below it.
    top = max((one.score for one in found), default=0.0)
    return [
        Option(name=one.name, score=base + one.score - top, vector=one.vector)
        for one in found
    ]


def spoken_options(
    rows: ThemeTexts, candidates: NameCandidates, number: int
) -> list[Option]:
    """Names for a theme whose rows share no phrase: the beginning of a central row."""
    nothing = np.zeros(rows.vectors.shape[1])
    found = []
    for quote in candidates.examples[number]:
        line = words_of(rows.texts[quote.text][quote.start : quote.end])
        name = " ".join(line.split()[:MOST_WORDS])[:60].strip(" ,;:.!?\"'=+-@")
        if name:
            found.append(Option(name=name, score=-9.0, vector=nothing))
    return [*found, Option(name=WITHOUT_WORDS, score=-10.0, vector=nothing)]


def all_different(options: Sequence[Sequence[Option]], taken: Sequence[str]) -> list[str]:
    """A name for each, no two alike; who has least to fall back on chooses first.

    Args:
        options: For each, the best first, at least one.
        taken: Names that are given already.
    """

    def urgency(number: int) -> tuple[float, str]:
        best = options[number]
        second = best[1].score if len(best) > 1 else -np.inf
        return (second - best[0].score, best[0].name)

    names = {}
    given: list[str] = list(taken)
    vectors: list[Floats] = []
    for number in sorted(range(len(options)), key=urgency):
        chosen = next(
            (
                one
                for one in options[number]
                if not alike(one.name, given) and not means_the_same(one.vector, vectors)
            ),
            None,
        )
        name = chosen.name if chosen else options[number][0].name
        name = sentence_case(name)
        if chosen is None:
            name = numbered(name, given)
        else:
            vectors.append(chosen.vector)
        names[number] = name
        given.append(name)
    return [names[number] for number in range(len(options))]


def means_the_same(vector: Floats, others: Sequence[Floats]) -> bool:
    """Whether a name says the same as another in other words."""
    return bool(others) and float((np.stack(others) @ vector).max()) >= SAME_MEANING


def best_question(
    questions: Sequence[str], known: Mapping[str, Floats], centres: Floats, number: int
) -> str:
    """The question that is most the theme's own; none where all are nearer to others."""
    own = [one for one in questions if margin_of(known[one], centres, number) > -TOO_NEAR]
    if not own:
        return ""
    return min(own, key=lambda one: (-worth_of(known[one], centres, number), one))


def on_the_theme(
    rows: ThemeTexts, questions: Sequence[str], known: Mapping[str, Floats], number: int
) -> list[str]:
    """The questions that are about as near to the theme as its rows are."""
    inside = rows.vectors[np.asarray(rows.theme) == number]
    if not len(inside) or not questions:
        return []
    middle = np.asarray(inside, dtype=np.float64).mean(axis=0)
    # The length of the mean is the rows' mean cosine to its direction.
    least = AS_NEAR * float(np.linalg.norm(middle))
    return [one for one in questions if float(known[one] @ unit(middle)) >= least]


def name_groups(
    rows: ThemeTexts,
    candidates: NameCandidates,
    known: Mapping[str, Floats],
    taken: Sequence[str],
) -> list[str]:
    """A name for every group of several themes; "" for the others."""
    groups = len(candidates.group_phrases)
    centres = centres_of(rows, group_of_texts(rows), groups)
    several = [
        number
        for number in range(groups)
        if int((np.asarray(rows.group) == number).sum()) > 1
    ]
    options = []
    for number in several:
        first = int(np.flatnonzero(np.asarray(rows.group) == number)[0])
        found = options_of(
            candidates.group_phrases[number], known, centres, number, OF_GROUPS
        )
        options.append(found + spoken_options(rows, candidates, first))
    names = dict(zip(several, all_different(options, taken), strict=True))
    return [names.get(number, "") for number in range(groups)]
