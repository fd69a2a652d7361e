"""What can be told of each sentence without a model: where it stands and what it signals.

Sources: position, cue words and title words, Edmundson, "New methods in automatic
extracting", J. ACM 16 (1969); the boundaries of sections, Dong, Mircea and Cheung,
"Discourse-aware unsupervised summarization of long scientific documents", EACL 2021.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records.layout import BlockKind, Section, Sentence, Structure
from app.triage.salience_words import (
    ASIDE,
    ASIDES,
    ASPECTS,
    BOILERPLATE,
    FIGURES,
    LEANS_BACK,
    NOTICE,
    POINTS_BACK,
    SAYS,
    TOLD,
)
from app.triage.sentences import joined, torn_halves
from app.triage.stop_words import STOP_WORDS
from app.triage.theme_words import stem

__all__ = ["Signs", "read_signs", "stems_of"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_WORDS = 6
# A sentence with a figure or a negation says something in fewer.
LEAST_TELLING = 4
MOST_WORDS = 75
LEAST_IN_ROW = 3
# With fewer sentences that can be chosen, less good ones may be, too.
LEAST_PROSE = 20
# The share of its characters that a sentence must have in letters and figures, and the
# share in letters alone: amounts and dates say something, rows of numbers do not.
LEAST_SAID = 0.55
LEAST_LETTERS = 0.35
# A document's opening fades with so many words; a tenth of a document where that is more.
OPENING_WORDS = 150.0
# A notice says so at least so often in a thousand words.
NOTICE_DENSITY = 5.0
LEAST_NOTICE_WORDS = 4
# Characters of a sentence in which its signs are looked for.
MOST_LOOKED_AT = 2000

WORD = re.compile(r"[^\W\d_]{2,30}")
TELLING = re.compile(r"\d|\b(?:not|no|never|none|without|must)\b")
MONEY = "$%\u20ac\u00a3"
CLOSED = re.compile(
    r"""[.!?\u2026\u3002\uff01\uff1f]["'\u2019\u201d\u00bb)\]]{0,3}\d{0,3}$"""
)
ANNOUNCES = re.compile(r":[\"\u201d)]{0,2}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """What was read off the sentences of one document; n sentences.

    Attributes:
        words: (n,), how many words each has.
        able: (n,), whether it may be chosen.
        needs: (n,), number of the sentence that must be taken with it; -1 for none.
        leads: (n,), for points of a list, number of the line they hang on; -1 for others.
        points: (n,), which point of its list each is, from 0.
        page: (n,), number of the page it stands on, from 1.
        major: (n,), number of the major section it stands in, from 0.
        majors: Number of the heading's section for each major section.
        aspect: (n,), what a reader of a notice learns from it; -1 for nothing, and
            everywhere in what is no notice.
        stems: Of each sentence, the stems of its words that say something, in order.
        values: By name of the sign, (n,), each from 0 to 1.
    """

    words: Integers
    able: Flags
    needs: Integers
    leads: Integers
    points: Integers
    page: Integers
    major: Integers
    majors: tuple[int, ...]
    aspect: Integers
    stems: tuple[tuple[str, ...], ...]
    values: dict[str, Floats]


def stems_of(text: str) -> tuple[str, ...]:
    """Stems of the words of a text that say something, in their order."""
    return tuple(
        stem(word)
        for word in (match.group().lower() for match in WORD.finditer(text))
        if word not in STOP_WORDS
    )


def read_signs(structure: Structure, sentences: Sequence[Sentence]) -> Signs:
    """All signs of a document's sentences; linear in its text."""
    halves = torn_halves(sentences)
    # A torn sentence is looked at as a whole, in the place of its second half.
    texts = [
        joined(sentences[halves[place]].text, one.text) if place in halves else one.text
        for place, one in enumerate(sentences)
    ]
    lows = [text.lower() for text in texts]
    words = np.array([len(one.text.split()) for one in sentences], dtype=np.int64)
    openers = opening_blocks(structure, sentences)
    major, majors = major_sections(structure.sections, sentences)
    aspect = aspects(lows, words, sentences)
    whole = [one.whole or place in halves for place, one in enumerate(sentences)]
    prose = flags(
        [
            whole[place] and is_prose(one, texts[place])
            for place, one in enumerate(sentences)
        ]
    )
    leads, points = listed(sentences, lows, openers)
    able = able_ones(sentences, prose, under(structure.sections, ASIDE), aspect)
    # A line such as "Applicants must:" says nothing without its points.
    able[leads[leads >= 0]] = False
    stems = tuple(stems_of(text) for text in texts)
    return Signs(
        words=words,
        able=able,
        needs=needed(lows, openers | (leads >= 0), halves),
        leads=leads,
        points=points,
        page=np.array([one.page for one in sentences], dtype=np.int64),
        major=major,
        majors=majors,
        aspect=aspect,
        stems=stems,
        values={
            **positions(sentences, words, able, openers, major),
            **said(sentences, lows, under(structure.sections, TOLD)),
            "title": title_words(structure, sentences, stems),
        },
    )


# ------------------------------------------------------------------ what may be chosen
def able_ones(
    sentences: Sequence[Sentence],
    prose: Flags,
    asides: set[int],
    aspect: Integers,
) -> Flags:
    """Which sentences may be chosen: whole ones that say something; if none, any.

    A table's row may where it tells a reader of a notice something; in a report it is
    understood with its table only.
    """
    beside = flags([one.section in asides for one in sentences])
    rows = flags([one.kind is BlockKind.TABLE_ROW for one in sentences]) & (aspect < 0)
    for able in (prose & ~beside & ~rows, prose & ~rows):
        if able.sum() >= min(LEAST_PROSE, len(sentences) / 20):
            return able
    if prose.any():
        return prose
    return flags(
        [one.kind is not BlockKind.FOOTNOTE and bool(one.text) for one in sentences]
    )


def under(sections: Sequence[Section], words: re.Pattern[str]) -> set[int]:
    """Numbers of the sections whose heading, or one above it, has such words."""
    found: set[int] = set()
    for section in sections:
        if section.parent in found or words.search(section.heading[:300].lower()):
            found.add(section.number)
    return found


def flags(values: Iterable[bool]) -> Flags:
    """Truths as an array."""
    return np.array(list(values), dtype=np.bool_)


def is_prose(sentence: Sentence, text: str) -> bool:
    """Whether a sentence with this text says something by itself."""
    words, low = len(text.split()), text.lower()
    if sentence.kind is BlockKind.FOOTNOTE:
        return False
    if ANNOUNCES.search(low) or BOILERPLATE.search(low):
        return False
    if sentence.kind is BlockKind.TABLE_ROW:
        return LEAST_IN_ROW <= words <= MOST_WORDS
    least = LEAST_TELLING if TELLING.search(low[:MOST_LOOKED_AT]) else LEAST_WORDS
    if not least <= words <= MOST_WORDS or not is_said(low):
        return False
    return sentence.kind is not BlockKind.PARAGRAPH or is_complete(text)


def is_said(low: str) -> bool:
    """Whether a text is words, amounts and dates rather than signs and rows of numbers."""
    letters = sum(character.isalpha() for character in low)
    figures = sum(character.isdigit() or character in MONEY for character in low)
    return letters >= LEAST_LETTERS * len(low) and letters + figures >= LEAST_SAID * len(
        low
    )


def is_complete(text: str) -> bool:
    """Whether running text is a sentence; else it is a caption, or torn."""
    return bool(CLOSED.search(text)) and not text[:1].islower()


def listed(
    sentences: Sequence[Sentence], lows: Sequence[str], openers: Flags
) -> tuple[Integers, Integers]:
    """For points of a list the number of the line they hang on, and which point it is."""
    leads = np.full(len(sentences), -1, dtype=np.int64)
    points = np.zeros(len(sentences), dtype=np.int64)
    lead, point = -1, -1
    for place, sentence in enumerate(sentences):
        if sentence.kind is BlockKind.LIST_ITEM and sentence.context:
            if lead >= 0 and sentences[lead].text.endswith(sentence.context):
                point += bool(openers[place]) or point < 0
                leads[place], points[place] = lead, point
        elif ANNOUNCES.search(lows[place]):
            lead, point = place, -1
    return leads, points


def needed(lows: Sequence[str], openers: Flags, halves: dict[int, int]) -> Integers:
    """Number of the sentence that each must be taken with: what it points back to."""
    needs = np.full(len(lows), -1, dtype=np.int64)
    for place, low in enumerate(lows):
        if place in halves:
            needs[place] = halves[place]
        elif not openers[place] and place and POINTS_BACK.match(low):
            needs[place] = place - 1
    return needs


# ------------------------------------------------------------------ where they stand
def opening_blocks(structure: Structure, sentences: Sequence[Sentence]) -> Flags:
    """Whether each sentence is the first of its block, which it does not go on with."""
    starts = {
        (block.page, block.start) for block in structure.blocks if not block.continues
    }
    return np.array([(one.page, one.start) in starts for one in sentences], dtype=np.bool_)


def major_sections(
    sections: Sequence[Section], sentences: Sequence[Sentence]
) -> tuple[Integers, tuple[int, ...]]:
    """The major section of each sentence, and which they are, in order.

    They are the sections of the highest level that at least two share.
    """
    levels = Counter(section.level for section in sections if section.number)
    shared = [level for level in sorted(levels) if levels[level] >= 2]
    top = shared[0] if shared else 1
    head: dict[int, int] = {}
    current = 0
    for section in sections:
        if section.number and section.level <= top:
            current = section.number
        head[section.number] = current
    of = [head.get(one.section, 0) for one in sentences]
    majors = tuple(sorted(set(of)))
    number = {section: place for place, section in enumerate(majors)}
    return np.array([number[one] for one in of], dtype=np.int64), majors


def positions(
    sentences: Sequence[Sentence],
    words: Integers,
    able: Flags,
    openers: Flags,
    major: Integers,
) -> dict[str, Floats]:
    """Signs of place: in the document, in its section, in its paragraph."""
    count = len(sentences)
    counted = np.where(able, words, 0).astype(np.float64)
    before = np.cumsum(counted) - counted
    total = max(float(counted.sum()), 1.0)
    section = np.array([one.section for one in sentences], dtype=np.int64)
    return {
        "opening": np.exp(-before / OPENING_WORDS),
        "early": np.exp(-before / max(OPENING_WORDS, total / 10.0)),
        "last": np.exp(-(total - before - counted) / max(OPENING_WORDS, total / 20.0)),
        "paragraph": openers.astype(np.float64) if count else np.zeros(0),
        "section": boundary(section, counted),
        "major": boundary(major, counted),
    }


def boundary(section: Integers, counted: Floats) -> Floats:
    """How near each sentence is to the beginning of its section, 1 at the beginning."""
    near = np.zeros(len(section))
    passed, last = 0.0, -1
    for place, number in enumerate(section):
        if number != last:
            passed, last = 0.0, number
        near[place] = math.exp(-passed / 60.0)
        passed += counted[place]
    return near


# ------------------------------------------------------------------ what they signal
def said(
    sentences: Sequence[Sentence], lows: Sequence[str], told: set[int]
) -> dict[str, Floats]:
    """Signs of wording: cue words, sections that tell, words that lean on others."""
    heads = [low[:MOST_LOOKED_AT] for low in lows]
    return {
        "told": ones([one.section in told for one in sentences]),
        "says": np.array([min(len(SAYS.findall(low)), 3) / 3 for low in heads]),
        "report": flags(
            [low.startswith(("this report", "this study", "we ")) for low in lows]
        ),
        "aside": ones([bool(ASIDES.search(low)) for low in heads]),
        "leans": ones([bool(LEANS_BACK.match(low)) for low in heads]),
        "points": ones([bool(POINTS_BACK.match(low)) for low in heads]),
        "figures": ones([bool(FIGURES.search(low)) for low in heads]),
        "list": ones([one.kind is not BlockKind.PARAGRAPH for one in sentences]),
    }


def ones(values: Iterable[bool]) -> Floats:
    """Truths as ones and zeros."""
    return np.array(list(values), dtype=np.float64)


def aspects(
    lows: Sequence[str], words: Integers, sentences: Sequence[Sentence]
) -> Integers:
    """What a reader of a notice learns from each sentence; -1 for nothing."""
    found = np.full(len(sentences), -1, dtype=np.int64)
    hits = sum(len(NOTICE.findall(low)) for low in lows)
    if hits < LEAST_NOTICE_WORDS or hits * 1000 < NOTICE_DENSITY * max(int(words.sum()), 1):
        return found
    for place, low in enumerate(lows):
        text = f"{sentences[place].context.lower()} {low}"[:1500]
        for aspect, pattern in enumerate(ASPECTS):
            if pattern.search(text):
                found[place] = aspect
                break
    return found


def title_words(
    structure: Structure, sentences: Sequence[Sentence], stems: Sequence[tuple[str, ...]]
) -> Floats:
    """Share of the title's words that each sentence has; of its section's where none is."""
    title = set(stems_of(structure.title))
    by_section = {
        section.number: set(stems_of(section.heading)) for section in structure.sections
    }
    shares = np.zeros(len(sentences))
    for place, sentence in enumerate(sentences):
        wanted = title or by_section.get(sentence.section, set())
        if wanted:
            shares[place] = len(wanted & set(stems[place])) / len(wanted)
    return shares
