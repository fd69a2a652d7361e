"""Names that a language model drafts: asked for, and believed only where the rows agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.triage.language_model_weight import CHANCE, CheckSet, luck
from app.triage.name_checks import alike, is_name, sentence_case, unsupported
from app.triage.name_phrases import NameCandidates, ThemeTexts
from app.triage.naming import NamedTheme, ThemeNames, centres_of, unit
from app.triage.orders import MARKS
from app.triage.theme_quotes import Quote, words_of
from app.triage.theme_words import stem

__all__ = [
    "DRAFT_INSTRUCTION",
    "DRAFT_ITEM",
    "Draft",
    "DraftCheck",
    "check_drafts",
    "draft_prompt",
    "draft_prompts",
    "known_groups",
    "read_draft",
    "sound_draft",
    "sound_drafts",
    "to_embed",
    "with_drafts",
]

AnyFloats = NDArray[np.floating]

DRAFT_INSTRUCTION = """\
Messages to an office were put into groups. Each group gets a short name of two to six \
words and one sentence on what its messages say, made of their own words.

Messages:
- My books were due on Monday. How much do I pay?
- Why was I charged a fine for a book I returned on time?
- I cannot return the books before next week.
Words: books, due, fine, return
Name: Fines for late books: People ask about fines for books that are returned late.

Messages:
- There is no bench at the bus stop on our street.
- The bus stop has no roof, and we wait in the rain.
- Please put a bench at the stop in front of the clinic.
Words: bus stop, bench, roof, wait
Name: Bus stops without benches: People ask for a bench or a roof at bus stops.

Messages:
"""
DRAFT_ITEM = "{text}\nName:"
MOST_IN_AN_EXAMPLE = 160
MOST_TERMS = 8
MOST_IN_A_SENTENCE = 200
# Share of a theme's texts that must have each word of a drafted name; of a sentence.
NAME_SUPPORT = 0.08
SENTENCE_SUPPORT = 0.03
# A little less than two texts, as those that came often count for more.
LEAST_TEXTS = 1.5
# What a sentence about messages needs beside their own words.
ABOUT_MESSAGES = frozenset(
    map(stem, ("people", "residents", "messages", "write", "report", "complain", "office"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a language model wrote, taken apart.

    Attributes:
        name: In sentence case.
        description: One sentence; empty where it wrote none that can be used.
    """

    name: str
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftCheck:
    """Whether a language model names known groups better than their own words do.

    Attributes:
        takes_part: Whether it may draft names.
        won: Groups whose right name its draft came nearer to.
        lost: Groups where the words came nearer.
        own: Mean cosine of the words' names to the right ones.
        drafted: The same of the names with its drafts.
        chance: Probability that so many wins are luck, 0 to 1.
    """

    takes_part: bool
    won: int
    lost: int
    own: float
    drafted: float
    chance: float

    @property
    def note(self) -> str:
        """The result in a sentence for people."""
        figures = (
            f"tried on known groups, its names were better {self.won} times and worse "
            f"{self.lost} times than the rows' own words"
        )
        if self.takes_part:
            return f"The language model drafts names: {figures}."
        return f"All names are in the rows' own words. The language model: {figures}."


def known_groups(check: CheckSet, vectors: AnyFloats) -> ThemeTexts:
    """The messages of a check file as themes, each category one.

    Args:
        check: Of the file.
        vectors: (n, d), of its texts, of length 1.
    """
    themes = len(check.scheme.categories)
    sums = np.zeros((themes, vectors.shape[1]))
    np.add.at(sums, check.gold, np.asarray(vectors, dtype=np.float64))
    centres = unit(sums)
    return ThemeTexts(
        texts=check.texts,
        vectors=vectors,
        copies=np.ones(len(check.texts), dtype=np.int64),
        theme=np.asarray(check.gold, dtype=np.int64),
        group=np.arange(themes, dtype=np.int64),
        centrality=np.asarray((vectors * centres[check.gold]).sum(axis=1)),
    )


def draft_prompts(rows: ThemeTexts, names: ThemeNames) -> tuple[str, ...]:
    """What stands in the question's place for the text, by theme."""
    return tuple(draft_prompt(rows.texts, theme) for theme in names.themes)


def draft_prompt(texts: Sequence[str], named: NamedTheme) -> str:
    """A theme's examples and terms."""
    lines = [f"- {told(texts, example)}" for example in named.examples]
    return "\n".join([*lines, f"Words: {', '.join(named.terms[:MOST_TERMS])}"])


def told(texts: Sequence[str], example: Quote) -> str:
    """An example on one line, cut at the end of a word."""
    line = words_of(texts[example.text][example.start : example.end])
    if len(line) <= MOST_IN_AN_EXAMPLE:
        return line
    return line[:MOST_IN_AN_EXAMPLE].rsplit(" ", 1)[0] + " \u2026"


def read_draft(line: str) -> Draft:
    """Name and sentence of a line such as "Late books: People ask about fines."."""
    name, _, sentence = words_of(line).strip("\"'*-# ").partition(": ")
    name = name.strip("\"'*.-:# \u201c\u201d")
    sentence = sentence.strip("\"'* \u201c\u201d")
    return Draft(name=sentence_case(name) if name else "", description=sentence)


def sound_draft(
    line: str, shares: Mapping[str, float], texts: int, others: Sequence[str]
) -> Draft | None:
    """What may be used of a line; None where its name may not.

    The name must have the form of one, be made of words that the theme's rows have, and be
    unlike all others. A sentence that is not as sound is left out.

    Args:
        line: That the model wrote.
        shares: By stem, the share of the theme's texts that have it.
        texts: How many texts the theme has; two of them must have each word.
        others: Names of the other themes and groups.
    """
    draft = read_draft(line)
    least = max(NAME_SUPPORT, min(1.0, LEAST_TEXTS / max(1, texts)))
    if not is_name(draft.name) or unsupported(draft.name, shares, least):
        return None
    if MARKS.search(line) or alike(draft.name, others):
        return None
    return replace(draft, description=sound_sentence(draft.description, shares))


def sound_sentence(sentence: str, shares: Mapping[str, float]) -> str:
    """The sentence where it is one and the rows support it, else ""."""
    known = {**shares, **dict.fromkeys(ABOUT_MESSAGES, 1.0)}
    whole = 20 <= len(sentence) <= MOST_IN_A_SENTENCE and sentence.endswith(".")
    if not whole or any(sign.isdigit() for sign in sentence) or not sentence[0].isupper():
        return ""
    return "" if unsupported(sentence, known, SENTENCE_SUPPORT) else sentence


def sound_drafts(
    rows: ThemeTexts,
    candidates: NameCandidates,
    names: ThemeNames,
    lines: Sequence[str],
    taken: Sequence[str] = (),
) -> tuple[Draft | None, ...]:
    """What may be used of each theme's line.

    Args:
        rows: The texts.
        candidates: Theirs, for the words that support a name.
        names: Of the rows' own words.
        lines: (t,), that the model wrote; empty where it wrote none.
        taken: Names that are given already, beside these.
    """
    sizes = np.bincount(rows.theme[rows.theme >= 0], minlength=len(names.themes))
    return tuple(
        sound_draft(
            line,
            candidates.shares[number],
            int(sizes[number]),
            [*others_than(names, number), *taken],
        )
        for number, line in enumerate(lines)
    )


def others_than(names: ThemeNames, number: int) -> list[str]:
    """The names of all other themes and of groups."""
    own = names.themes[number].name
    themes = [one.name for one in names.themes]
    return [one for one in (*themes, *names.groups) if one != own]


def to_embed(names: ThemeNames, drafts: Sequence[Draft | None]) -> tuple[str, ...]:
    """The names, then the drafts: ``with_drafts`` wants the vectors of these (2t,)."""
    own = [theme.name for theme in names.themes]
    drafted = [
        draft.name if draft else name for draft, name in zip(drafts, own, strict=True)
    ]
    return (*own, *drafted)


def with_drafts(
    rows: ThemeTexts,
    names: ThemeNames,
    drafts: Sequence[Draft | None],
    vectors: AnyFloats,
) -> ThemeNames:
    """The names with those drafts in their place that are at least as near to the theme.

    Args:
        rows: The texts.
        names: Of the rows' own words.
        drafts: (t,), sound ones; None where there is none.
        vectors: (2t, d), of ``to_embed``, of length 1.
    """
    count = len(names.themes)
    centres = centres_of(rows, np.asarray(rows.theme), count)
    near = (np.asarray(vectors) * np.concatenate([centres, centres])).sum(axis=1)
    now = names
    for number, draft in enumerate(drafts):
        if draft is None or near[count + number] < near[number]:
            continue
        if not alike(draft.name, others_than(now, number)):
            now = renamed(now, number, draft)
    return now


def renamed(names: ThemeNames, number: int, draft: Draft) -> ThemeNames:
    """The names with a draft in the place of one, for its group too where it is alone."""
    old = names.themes[number]
    new = replace(
        old,
        name=draft.name,
        description=draft.description or old.description,
        by_model=True,
    )
    return ThemeNames(
        themes=(*names.themes[:number], new, *names.themes[number + 1 :]),
        groups=tuple(new.name if one == old.name else one for one in names.groups),
    )


def check_drafts(own: AnyFloats, drafted: AnyFloats) -> DraftCheck:
    """Whether drafts come nearer to the right names of known groups by more than chance.

    The sign test, one-sided; groups where the draft was not used count for neither.

    Args:
        own: (g,), cosines of the words' names to the right ones.
        drafted: (g,), cosines of the names with the model's drafts.
    """
    won = int((drafted > own).sum())
    lost = int((drafted < own).sum())
    chance = luck(won, lost)
    return DraftCheck(
        takes_part=chance < CHANCE,
        won=won,
        lost=lost,
        own=float(np.mean(own)),
        drafted=float(np.mean(drafted)),
        chance=chance,
    )
