"""The last part of a run: every item that no person has reviewed gets its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import store
from app.records import Item, Phase, Status, Step, Verdict
from app.store import CaseFile, StoredItem
from app.triage import (
    Choice,
    Circumstances,
    Heard,
    Review,
    choices,
    decide,
    evidence_at,
    hardest_first,
    resemblance,
    review,
    segment,
    speaks_for,
    strongest,
    uncalibrated,
    without_orders,
)
from app.workflow.asking import Say
from app.workflow.judging import Judge
from app.workflow.pace import Pace
from app.workflow.teaching import told_of

__all__ = ["decide_items", "undecided_texts", "verdicts_of"]

BATCH = 500
CANNOT_READ = "The model that compares meanings cannot read this text."

Floats = NDArray[np.floating]
NO_VECTORS = np.empty((0, 0))


def decide_items(
    case: CaseFile, run: int, judge: Judge, say: Say, pace: Pace
) -> Iterator[Step]:
    """Decide every item that this run has not decided and no person has reviewed.

    Yields:
        A step after each committed batch.
    """
    total = store.count_items(case)
    done = total - store.count_items(case, not_by=run)
    pace.begin(already=done)
    for batch in store.each_items(case, not_by=run, batch=BATCH):
        decided = decisions_of(case, judge, say, batch)
        keys = [entry.item.key for entry in batch]
        with case.writing():
            store.put_verdicts(case, run, zip(keys, (v for v, _ in decided), strict=True))
            likely = (choice.likely if choice else () for _, choice in decided)
            store.put_likely(case, zip(keys, likely, strict=True))
        done += len(batch)
        yield Step(
            phase=Phase.DECIDING,
            done=done,
            total=total,
            seconds_left=pace.seconds_left(done, total),
            counts=store.counts(case),
        )


def verdicts_of(
    case: CaseFile, judge: Judge, say: Say, batch: Sequence[StoredItem]
) -> list[Verdict]:
    """The verdicts of some items, each by its own text and the judge only."""
    return [verdict for verdict, _ in decisions_of(case, judge, say, batch)]


def decisions_of(
    case: CaseFile, judge: Judge, say: Say, batch: Sequence[StoredItem]
) -> list[tuple[Verdict, Choice | None]]:
    """The same with the likeliest categories; None where the text has no vector."""
    distinct = list(dict.fromkeys(entry.text_hash for entry in batch))
    vectors = store.vectors(case, judge.embedder, distinct)
    decided = [text_hash for text_hash in distinct if text_hash in vectors]
    pieces = store.segment_vectors(case, judge.embedder, decided)
    heard = say.heard(case, decided)
    texts = {entry.text_hash: entry.item.text for entry in batch}
    languages = {text_hash: judge.language(text) for text_hash, text in texts.items()}
    without = {
        one: without_orders(texts[one], pieces.get(one), judge.orders) for one in decided
    }
    # What a language model made of a text that gives it orders is not heard.
    heard = {one: said for one, said in heard.items() if not without[one].order}
    whole = [vector_of(vectors[one], without[one]) for one in decided]
    read = Texts(
        hashes=decided,
        texts=[without[one].text for one in decided],
        vectors=np.stack(whole) if decided else NO_VECTORS,
        languages=[languages[text_hash] for text_hash in decided],
    )
    chosen, odd = choices_of(judge, say, read, heard)
    found = dict(zip(decided, chosen, strict=True))
    unlike = dict(zip(decided, odd, strict=True))
    told = {
        one: Found(
            choice=found.get(one),
            pieces=pieces.get(one),
            read_by_model=one in heard,
            language=languages[one],
            odd=unlike.get(one, False),
            without=without.get(one),
        )
        for one in distinct
    }
    return [
        (
            verdict_of(judge, say, entry.item, told[entry.text_hash]),
            found.get(entry.text_hash),
        )
        for entry in batch
    ]


def vector_of(own: Floats, heard: Heard) -> Floats:
    """The vector (d,) that decides: of the text, or of what is left beside orders."""
    return own if heard.vector is None else heard.vector


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found of an item's text.

    Attributes:
        choice: The best two categories; None where the text has no vector.
        pieces: Vectors (s, d) of its sentences; None likewise.
        read_by_model: Whether a language model has read it.
        language: ISO 639-1 code, empty where it cannot be told.
        odd: Whether it is unlike everything that was labelled.
        without: The text without sentences that speak to a computer; None where it has no
            vector.
    """

    choice: Choice | None
    pieces: Floats | None
    read_by_model: bool
    language: str
    odd: bool
    without: Heard | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """Some distinct texts: hashes, texts, vectors (n, d), and languages where told."""

    hashes: Sequence[bytes]
    texts: Sequence[str]
    vectors: Floats
    languages: Sequence[str]


def choices_of(
    judge: Judge, say: Say, read: Texts, heard: Mapping[bytes, Floats]
) -> tuple[tuple[Choice, ...], Sequence[bool]]:
    """The best two categories of each text, and whether it is unlike all labelled ones.

    Args:
        judge: Of the run.
        say: Of the language model.
        read: The texts.
        heard: A language model's answers for those of them that it has read.
    """
    if not read.hashes:
        return (), ()
    scores = decide(read.vectors, judge.statistics)
    if judge.learned is not None:
        told = told_of(say, heard, read.hashes)
        shares, odd = judge.learned.judge(read.texts, read.vectors, scores, told)
        # A few labels cannot tell what is unlike all of them.
        calibrated = judge.learned.report.calibrated
        return choices(shares), [bool(one) and calibrated for one in odd]
    # The statistics are not about texts in a language that the embedder does not know.
    known = np.array([judge.knows(language) for language in read.languages])
    scores = np.where(known[:, None], scores, resemblance(read.vectors, judge.places))
    own = say.mixed(heard, read.hashes, scores)
    return choices(uncalibrated(own, judge.statistics.trust)), [False] * len(own)


def undecided_texts(
    case: CaseFile, judge: Judge, say: Say, most: int
) -> list[tuple[bytes, str]]:
    """The texts that a language model should read, at most so many: (hash, text).

    First those in a language that it carries and the embedder does not, then what the
    vectors leave undecided, the closest call first.
    """
    foreigners: list[bytes] = []
    hashes: list[bytes] = []
    found: list[Choice] = []
    for batch, texts, vectors in store.each_vectors(case, judge.embedder):
        hashes += batch
        languages = [judge.language(text) for text in texts]
        read = Texts(hashes=batch, texts=texts, vectors=vectors, languages=languages)
        found += choices_of(judge, say, read, {})[0]
        for text_hash, language in zip(batch, languages, strict=True):
            if language in set(say.carries) - set(judge.languages):
                foreigners.append(text_hash)
    hardest = hardest_first(
        found, [text_hash.hex() for text_hash in hashes], below=judge.sure_at, most=most
    )
    chosen = dict.fromkeys([*sorted(foreigners), *(hashes[number] for number in hardest)])
    wanted = set(list(chosen)[:most])
    return [
        (text_hash, text)
        for batch, texts, _ in store.each_vectors(case, judge.embedder)
        for text_hash, text in zip(batch, texts, strict=True)
        if text_hash in wanted and text.strip()
    ]


def verdict_of(judge: Judge, say: Say, item: Item, found: Found) -> Verdict:
    """One item's verdict."""
    language = found.language
    carried = found.read_by_model and language in say.carries
    about = Circumstances(
        text=item.text,
        language="" if carried or judge.knows(language) else language,
        confidence=item.confidence,
        sure_at=judge.sure_at,
        odd=found.odd,
        order=found.without.order if found.without else "",
    )
    doubt = review(found.choice, judge.scheme.names, about)
    if not item.text.strip():
        return without_category(Status.NEEDS_REVIEW, doubt)
    if found.choice is None or found.pieces is None:
        return without_category(Status.FAILED, None)
    choice = found.choice
    spans, pieces = segment(item.text), found.pieces
    if found.without is not None and found.without.kept:
        spans = tuple(spans[number] for number in found.without.kept)
        pieces = pieces[list(found.without.kept)]
    speaks = speaks_for(pieces, choice.best, choice.runner_up, judge.statistics)
    span = strongest(item.text, spans, speaks)
    return Verdict(
        category=judge.scheme.names[choice.best],
        probability=choice.probability,
        runner_up=judge.scheme.names[choice.runner_up],
        evidence=evidence_at(item, *span) if span else None,
        status=Status.NEEDS_REVIEW if doubt else Status.SORTED,
        reason=doubt.sentence if doubt else "",
        reason_code=doubt.code if doubt else "",
        calibrated=judge.learned is not None and judge.learned.report.calibrated,
        language=language,
        read_by_model=found.read_by_model,
    )


def without_category(status: Status, doubt: Review | None) -> Verdict:
    """The verdict of an item that has no text, or one that the embedder cannot read."""
    return Verdict(
        category=None,
        status=status,
        reason=doubt.sentence if doubt else CANNOT_READ,
        reason_code=doubt.code if doubt else "unreadable",
    )
