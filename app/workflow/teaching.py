"""Learning within a run: labels become statistics and a model, or a reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app import store
from app.records import LearningReport, Scheme
from app.store import CaseFile, Memory
from app.triage import (
    Known,
    Labelled,
    Learned,
    Statistics,
    column_statistics,
    decide,
    fold_numbers,
    guided_statistics,
    learn,
    read_layout,
    standardized,
    uncalibrated,
)
from app.workflow.asking import Say
from app.workflow.judging import (
    Embeds,
    Judge,
    Sample,
    embed_plain,
    find_sample,
    judge_without_labels,
)
from app.workflow.labels import Labels
from app.workflow.texts import batches

__all__ = ["Ground", "Lessons", "find_ground", "labelled", "learned_judge", "told_of"]

BATCH = 256

Floats = NDArray[np.floating]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lessons:
    """What a judge may learn from.

    Attributes:
        labels: The labels.
        memory: Where vectors and scores of labelled texts from elsewhere are kept.
        wanted: Share of the items decided alone that should be right.
        say: Of the language model.
        before: What was learned from earlier labels; None compares with no labels.
    """

    labels: Labels
    memory: Memory | None
    wanted: float
    say: Say
    before: Judge | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What learning stands on.

    Attributes:
        case: Whose items are sorted.
        embedder: Whose vectors are used.
        background: Everyday sentences.
        sample: Of the case's texts.
    """

    case: CaseFile
    embedder: Embeds
    background: Sequence[str]
    sample: Sample


def find_ground(
    case: CaseFile, embedder: Embeds, background: Sequence[str], scheme: Scheme
) -> Ground:
    """What learning stands on in a case."""
    return Ground(
        case=case,
        embedder=embedder,
        background=background,
        sample=find_sample(case, scheme, embedder),
    )


def learned_judge(ground: Ground, lessons: Lessons) -> tuple[Judge, LearningReport | None]:
    """A judge that has learned from the labels, if that is worth it, and the report.

    Without labels the report is None. Where learning does not hold, the judge is the one
    without labels, and the report says why.
    """
    bare = judge_without_labels(ground.sample, ground.background, ground.embedder)
    if not lessons.labels.known:
        return bare, None
    found = labelled(ground, bare, lessons)
    if found is None:
        return bare, None
    given, statistics = found
    before = right_before(given, lessons.before)
    learned, report = learn(
        given, ground.sample.scheme.names, before, trusted=lessons.labels.trusted
    )
    if learned is not None:
        learned = keeping_promise(learned, statistics, bare, ground.sample, lessons.wanted)
        report = learned.report
    report = replace(report, left_out=lessons.labels.left_out)
    if learned is None:
        return bare, report
    return bare.with_learned(learned, statistics), report


def keeping_promise(
    learned: Learned, statistics: Statistics, bare: Judge, sample: Sample, wanted: float
) -> Learned:
    """What was learned, deciding alone what the accuracy allows on the case's own texts.

    Where labels are too few to calibrate, it is no surer on the whole than the judge
    without labels.
    """
    if not sample.hashes:
        return learned
    scores = decide(sample.vectors, statistics)
    if not learned.report.calibrated:
        without = decide(sample.vectors, bare.statistics)
        mean = uncalibrated(without, bare.statistics.trust).max(axis=1).mean()
        return learned.as_sure_as(sample.texts, sample.vectors, scores, float(mean))
    shares, _ = learned.judge(sample.texts, sample.vectors, scores)
    return learned.promising(shares.max(axis=1), wanted)


def labelled(
    ground: Ground, bare: Judge, lessons: Lessons
) -> tuple[Labelled, Statistics] | None:
    """The labels as triage learns from them, and statistics that heed them.

    Labels whose text the embedder cannot read are passed over; None where no other is left.
    """
    sample = ground.sample
    found = vectors_of(ground, lessons)
    known = [label for label in lessons.labels.known if label.text_hash in found]
    if not known:
        return None
    names = list(sample.scheme.names)
    hashes = [label.text_hash for label in known]
    keys = [text_hash.hex() for text_hash in hashes]
    vectors = np.stack([found[one] for one in hashes]).astype(np.float64)
    gold = np.array([names.index(label.category) for label in known], dtype=np.int64)
    folds = fold_numbers(vectors, keys, gold)
    labelled_keys = set(keys)
    others = [n for n, key in enumerate(sample.hashes) if key not in labelled_keys]
    statistics, held_out = guided_statistics(
        np.concatenate([vectors, sample.vectors[others]]),
        [*keys, *(sample.hashes[number] for number in others)],
        bare.places,
        embed_plain(ground.embedder, ground.background),
        Known(numbers=np.arange(len(known)), gold=gold, folds=folds),
    )
    given = Labelled(
        texts=[label.text for label in known],
        hashes=keys,
        vectors=vectors,
        gold=gold,
        folds=folds,
        descriptions=held_out,
        bare=decide(vectors, bare.statistics),
        told=told_of(lessons.say, scores_of(lessons, hashes), hashes),
        languages=[bare.language(label.text) for label in known],
    )
    return given, statistics


def vectors_of(ground: Ground, lessons: Lessons) -> dict[bytes, NDArray[np.float32]]:
    """Vectors (d,) of the labels, but for texts that the embedder cannot read.

    Those of texts that the memory keeps are kept there too.
    """
    case, embedder, memory = ground.case, ground.embedder, lessons.memory
    known = lessons.labels.known
    hashes = [label.text_hash for label in known]
    found = dict(store.vectors(case, embedder.sha256, hashes))
    kept: set[bytes] = set()
    if memory is not None:
        rest = [one for one in hashes if one not in found]
        found.update(store.vectors(memory, embedder.sha256, rest))
        if not memory.read_only:
            kept = {label.text_hash for label in store.labels(memory)}
    waiting = [label for label in known if label.text_hash not in found]
    for batch in batches(waiting, BATCH):
        texts = [label.text for label in batch]
        made = embedder.embed(texts, [()] * len(texts))
        # As a file keeps them, so that the first run sees the same numbers as the next.
        rows = made.vectors.astype(np.float16).astype(np.float32)
        fresh = {
            label.text_hash: rows[number]
            for number, label in enumerate(batch)
            if number not in made.failed
        }
        found.update(fresh)
        keep = [one for one in fresh if one in kept]
        if memory is not None and keep:
            vectors = np.stack([fresh[one] for one in keep])
            store.put_vectors(memory, embedder.sha256, keep, vectors)
    return found


def scores_of(lessons: Lessons, hashes: Sequence[bytes]) -> dict[bytes, Floats]:
    """A language model's answers for the labels, as a trial has left them in the memory.

    The case's own answers are left out: a run that goes on would learn from more of them.
    """
    say = lessons.say
    if say.question is None or lessons.memory is None:
        return {}
    return dict(store.scores(lessons.memory, say.model, say.asked, hashes))


def told_of(
    say: Say, answers: Mapping[bytes, Floats], hashes: Sequence[bytes]
) -> NDArray[np.float64] | None:
    """A language model's answers (n, k) for texts, on one scale; NaN where it has none."""
    if say.result is None or say.empty is None or not answers:
        return None
    columns = say.columns or column_statistics(np.stack(list(answers.values())), say.empty)
    nothing = np.full(len(say.empty), np.nan)
    raw = np.stack([answers.get(one, nothing) for one in hashes])
    return standardized(read_layout(raw, say.empty, say.result.layout, columns))


def right_before(given: Labelled, before: Judge | None) -> dict[str, bool] | None:
    """Whether each label came out right by what was learned earlier, held out if known."""
    if before is None or before.learned is None:
        return None
    learned: Learned = before.learned
    scores = decide(given.vectors, before.statistics)
    probabilities, _ = learned.judge(given.texts, given.vectors, scores)
    now = probabilities.argmax(axis=1) == given.gold
    return {
        text_hash: learned.judged.get(text_hash, bool(right))
        for text_hash, right in zip(given.hashes, now, strict=True)
    }
