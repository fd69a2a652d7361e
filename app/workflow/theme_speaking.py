"""Which themes each distinct text speaks of, where, and which side it takes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.records import Phase, Scheme, Stance, Step
from app.store import CaseFile, CheckedItem
from app.triage import ORDERS
from app.triage.assigning import (
    Assigning,
    SpokenRows,
    ThemePlaces,
    assign,
    find_assigning,
    spoken_rows,
    theme_places,
    theme_texts,
)
from app.triage.assigning_clauses import clauses
from app.triage.assigning_learning import Checked, ThemeLearning, learn_assigning
from app.triage.stance import LearnedStances, learn_stances, stances
from app.workflow.judging import embed_plain
from app.workflow.pace import Pace
from app.workflow.texts import batches
from app.workflow.theme_texts import DistinctTexts, Piece, pieces_of
from app.workflow.tools import Tools

__all__ = ["Says", "Spoken", "ThemesTold", "spans_in", "speak"]

# Statistics and learning look at so many texts; more would only cost memory.
LOOKED_AT = 10_000
BATCH = 500

Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesTold:
    """Themes as they are told to the part that assigns.

    Attributes:
        scheme: Names, descriptions and examples.
        keys: (t,), keys of the themes, in the scheme's order; 0 where they have none yet.
        members: By number of the theme, vectors (m, d) of what is already in it.
        question: That the texts answer; empty for none.
    """

    scheme: Scheme
    keys: Sequence[int]
    members: Mapping[int, Floats]
    question: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Says:
    """That a text speaks of a theme: the theme's number, how likely, and in which words."""

    theme: int
    probability: float
    span: Span | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """What all texts say.

    Attributes:
        places: Of the themes.
        says: (n,), what each text says, the likeliest first; empty for nothing.
        sides: (n,), which side each takes; empty where no question was put.
        learning: What checked texts taught.
        stance_learning: Likewise for stances; None where they taught nothing.
    """

    places: ThemePlaces
    says: tuple[tuple[Says, ...], ...]
    sides: tuple[Stance, ...]
    learning: ThemeLearning
    stance_learning: LearnedStances | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Makes texts ready to be assigned: their clauses, each with its vector."""

    case: CaseFile
    embedder: Embedder
    texts: DistinctTexts
    orders: Floats

    def of(self, numbers: Sequence[int]) -> tuple[SpokenRows, list[list[Span]]]:
        """Some texts, and the spans of the pieces of each."""
        some = self.texts.at(numbers)
        sentences = pieces_of(self.case, self.embedder, some, self.orders)
        cut = [clauses_in(t, found) for t, found in zip(some.texts, sentences, strict=True)]
        asked = sorted(
            {
                text[start:end]
                for text, parts in zip(some.texts, cut, strict=True)
                for start, end, _, alone in parts
                if not alone
            }
        )
        vectors = embed_plain(self.embedder, asked) if asked else ()
        known = dict(zip(asked, vectors, strict=True))
        nothing = np.zeros(some.vectors.shape[1], dtype=np.float32)
        own = [
            [
                around.vector
                if alone
                else np.nan_to_num(known.get(text[start:end], nothing))
                for start, end, around, alone in parts
            ]
            for text, parts in zip(some.texts, cut, strict=True)
        ]
        rows = spoken_rows(
            some.keys,
            some.vectors,
            [stacked(one, nothing) for one in own],
            [
                stacked([around.vector for _, _, around, _ in parts], nothing)
                for parts in cut
            ],
        )
        return rows, [[(start, end) for start, end, _, _ in parts] for parts in cut]


def stacked(vectors: Sequence[NDArray[np.floating]], nothing: Floats) -> Floats:
    """Vectors (k, d), also where k is 0."""
    return np.array(vectors, dtype=np.float32).reshape(-1, len(nothing))


def clauses_in(text: str, sentences: Sequence[Piece]) -> list[tuple[int, int, Piece, bool]]:
    """Clauses of a text: span, the sentence it is in, and whether it is all of that one."""
    starts = [one.start for one in sentences]
    found = []
    for start, end in clauses(text):
        number = bisect_right(starts, start) - 1
        # A clause outside of all sentences is part of an order to a computer.
        if number >= 0 and start < sentences[number].end:
            around = sentences[number]
            alone = start == around.start and end == around.end
            found.append((start, end, around, alone))
    return found


def speak(
    case: CaseFile,
    models: tuple[Tools, Embedder],
    told: ThemesTold,
    texts: DistinctTexts,
) -> Generator[Step, None, Spoken]:
    """Find what every text says, having learned from those that persons checked.

    Yields:
        A step after each batch.
    """
    tools, embedder = models
    voice = Voice(
        case=case, embedder=embedder, texts=texts, orders=embed_plain(embedder, ORDERS)
    )
    pace, total = Pace(clock=tools.clock), len(texts.hashes)
    pace.begin()
    counts = store.counts(case)
    yield Step(phase=Phase.ASSIGNING, total=total, counts=counts)
    places = theme_places(
        told.scheme, embed_plain(embedder, theme_texts(told.scheme)), told.members
    )
    checked = checked_texts(case, texts)
    assigning, sides, learning = learned(voice, told, places, checked, tools.background)
    says: list[tuple[Says, ...]] = []
    found_sides: list[Stance] = []
    for numbers in batches(range(total), BATCH):
        rows, spans = voice.of(numbers)
        says += said_by(rows, spans, assigning)
        if told.question:
            some = [texts.texts[number] for number in numbers]
            found_sides += stances(some, rows, told.question, sides)
        yield Step(
            phase=Phase.ASSIGNING,
            done=len(says),
            total=total,
            seconds_left=pace.seconds_left(len(says), total),
            counts=counts,
        )
    return Spoken(
        places=places,
        says=tuple(says),
        sides=tuple(found_sides),
        learning=learning,
        stance_learning=sides,
    )


def checked_texts(case: CaseFile, texts: DistinctTexts) -> dict[int, CheckedItem]:
    """By number of the text, what a person said of its newest checked item."""
    numbers = texts.numbers
    return {
        numbers[one.text_hash]: one
        for one in store.checked_items(case)
        if one.text_hash in numbers
    }


def learned(
    voice: Voice,
    told: ThemesTold,
    places: ThemePlaces,
    checked: Mapping[int, CheckedItem],
    background: Sequence[str],
) -> tuple[Assigning, LearnedStances | None, ThemeLearning]:
    """How texts are assigned, how sides are told, and what learning was worth."""
    # By hash, and so as good as chance.
    looked_at = sorted({*range(min(LOOKED_AT, len(voice.texts.hashes))), *checked})
    rows, _ = voice.of(looked_at)
    assigning = find_assigning(rows, places, embed_plain(voice.embedder, background))
    place = {number: at for at, number in enumerate(looked_at)}
    column = {key: at for at, key in enumerate(told.keys) if key}
    gold = np.zeros((len(checked), len(told.keys)), dtype=np.bool_)
    for at, number in enumerate(sorted(checked)):
        for key in checked[number].themes:
            if key in column:
                gold[at, column[key]] = True
    where = np.array([place[number] for number in sorted(checked)], dtype=np.int64)
    assigning, learning = learn_assigning(
        rows, assigning, Checked(numbers=where, gold=gold)
    )
    if not told.question:
        return assigning, None, learning
    corrected = [
        (place[number], one.stance)
        for number, one in sorted(checked.items())
        if one.stance is not None
    ]
    texts = [voice.texts.texts[number] for number in looked_at]
    return assigning, learn_stances(texts, rows, told.question, corrected), learning


def said_by(
    rows: SpokenRows, spans: Sequence[Sequence[Span]], assigning: Assigning
) -> Iterator[tuple[Says, ...]]:
    """What each of some texts says."""
    found = assign(rows, assigning)
    for number, own in enumerate(spans):
        chosen = np.flatnonzero(found.chosen[number])
        order = chosen[np.argsort(-found.probability[number][chosen], kind="stable")]
        yield tuple(
            Says(
                theme=int(theme),
                probability=float(found.probability[number, theme]),
                span=own[piece]
                if (piece := int(found.piece[number, theme])) >= 0
                else None,
            )
            for theme in order
        )


def spans_in(text: str, own: str, says: Says) -> Span | None:
    """Where an item says what its distinct text says; None where that cannot be told.

    The two texts differ in case and spacing only, so that they have the same clauses.
    """
    if says.span is None or text == own:
        return says.span
    mine, theirs = clauses(text), clauses(own)
    if len(mine) != len(theirs) or says.span not in theirs:
        return None
    return mine[theirs.index(says.span)]
