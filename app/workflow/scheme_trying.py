"""A sorted case decided by other categories, nothing of it stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedded, Embedder
from app.records import Scheme, SortSettings
from app.store import CaseFile, Memory
from app.triage import (
    ORDERS,
    Bench,
    Prototypes,
    find_bench,
    foreign,
    identifier,
    language_of,
    prototype_texts,
    prototypes,
    resemblance,
    tried,
    uncalibrated,
    without_orders,
)
from app.triage.classify import SAMPLE
from app.triage.scheme_trying import UNLABELLED
from app.workflow.asking import Say
from app.workflow.judging import Embeds, Judge, Sample, embed_plain
from app.workflow.labels import (
    Labels,
    identity,
    in_use_for,
    labels_in_use,
    newest_labels,
    opened_memory,
)
from app.workflow.run_facts import KIND, scheme_of, settings_of
from app.workflow.teaching import Ground, Lessons, learned_judge, vectors_of
from app.workflow.tools import Tools

__all__ = ["KeptEmbedder", "Trial", "TrialGround", "find_trial_ground", "shares_by"]

MOST_KEPT = 20_000  # texts, of about 1.5 kB each

Floats = NDArray[np.float32]
Shares = NDArray[np.float64]


class KeptEmbedder:
    """An embedder that makes the vector of a text once, and starts when it is needed.

    Args:
        opened: Opens the embedder.
    """

    def __init__(self, opened: Callable[[], Embedder]) -> None:
        self._embedder = opened()
        self._known: dict[str, Floats] = {}

    @property
    def sha256(self) -> str:
        """Of the model."""
        return self._embedder.sha256

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that it was made for."""
        return self._embedder.languages

    def embed(
        self, texts: Sequence[str], segments: Sequence[Sequence[tuple[int, int]]]
    ) -> Embedded:
        """Vectors of texts; what it has made before is not made again."""
        if any(segments):
            return self._embedder.embed(texts, segments)
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        failed: set[str] = set()
        if new:
            made = self._embedder.embed(new, [()] * len(new))
            failed = {new[number] for number in made.failed}
            self._known.update(zip(new, made.vectors, strict=True))
        none = np.empty((0, Embedder.dimensions), dtype=np.float32)
        return Embedded(
            vectors=np.concatenate([none, *(self._known[one][None] for one in texts)]),
            segment_vectors=(none,) * len(texts),
            failed=tuple(n for n, one in enumerate(texts) if one in failed),
        )

    def close(self) -> None:
        """End the embedder's process; it starts again when it is needed."""
        self._embedder.close()


@dataclass(frozen=True, kw_only=True, slots=True)
class TrialGround:
    """The texts of a case, laid out to be decided by one scheme after another.

    Attributes:
        hashes: (n,) of the texts.
        texts: (n,) of them, without sentences that speak to a computer.
        vectors: (n, d) of them.
        foreign: (n,), whether the embedder does not know the language.
        sample: Of the texts; its scheme is nobody's.
        bench: The texts among their neighbours.
    """

    hashes: list[bytes]
    texts: list[str]
    vectors: Floats
    foreign: NDArray[np.bool_]
    sample: Sample
    bench: Bench


def find_trial_ground(
    case: CaseFile, embedder: Embeds, scheme: Scheme, background: Sequence[str]
) -> TrialGround:
    """Lay out the texts of a case as a run would see them."""
    tell = identifier()
    orders = embed_plain(embedder, ORDERS)
    hashes: list[bytes] = []
    texts: list[str] = []
    whole: list[str] = []
    raw: list[NDArray[np.floating]] = []
    vectors: list[NDArray[np.floating]] = []
    for some, said, rows in store.each_vectors(case, embedder.sha256):
        pieces = store.segment_vectors(case, embedder.sha256, some)
        for text_hash, text, vector in zip(some, said, rows, strict=True):
            heard = without_orders(text, pieces.get(text_hash), orders)
            texts.append(heard.text)
            vectors.append(vector if heard.vector is None else heard.vector)
        hashes += some
        whole += said
        raw += list(rows)
    strange = np.array(
        [foreign(language_of(text, tell), embedder.languages) for text in whole],
        dtype=np.bool_,
    )
    names = [text_hash.hex() for text_hash in hashes]
    lowest = np.argsort(np.asarray(names, dtype=np.str_), kind="stable")[:SAMPLE]
    kept = [int(number) for number in lowest if not strange[number]]
    nothing = np.empty((0, Embedder.dimensions), dtype=np.float32)
    sample = Sample(
        scheme=scheme,
        hashes=[names[number] for number in kept],
        texts=[whole[number] for number in kept],
        vectors=np.concatenate([nothing, *(raw[number][None] for number in kept)]),
        tell=tell,
    )
    laid_out = np.concatenate([nothing, *(one[None] for one in vectors)])
    return TrialGround(
        hashes=hashes,
        texts=texts,
        vectors=laid_out.astype(np.float32),
        foreign=strange,
        sample=sample,
        bench=find_bench(
            laid_out.astype(np.float32),
            (sample.vectors, sample.hashes),
            places_for(scheme, embedder),
            embed_plain(embedder, background),
        ),
    )


def places_for(scheme: Scheme, embedder: Embeds) -> Prototypes:
    """The places of a scheme's categories among meanings."""
    return prototypes(scheme, embed_plain(embedder, prototype_texts(scheme)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What was learned from labels, to be used again while they stay the same.

    Attributes:
        told: Which label says what, and how right the person wants it.
        judge: That has learned; without ``learned`` where it did not hold.
        bench: The texts among their neighbours, labelled ones heeded.
    """

    told: tuple[object, ...]
    judge: Judge
    bench: Bench


@dataclass(slots=True)
class Trial:
    """A case that is decided by one scheme after another.

    Attributes:
        case: The case file.
        tools: Of the workspace.
        embedder: Whose vectors are used.
        ground: The texts.
        learned: From the labels, of the last scheme that was tried; None before one.
        is_reused: Whether the last scheme was tried by what was learned for another.
    """

    case: CaseFile
    tools: Tools
    embedder: Embeds
    ground: TrialGround
    learned: Learned | None = None
    is_reused: bool = False


def shares_by(trial: Trial, scheme: Scheme, *, closely: bool) -> tuple[Shares, int]:
    """Probabilities (n, k) of a scheme's categories, as a run would find them.

    Args:
        trial: The case.
        scheme: The categories.
        closely: Whether is learned anew from the labels, as a run does. Else what the
            same labels have taught before is used again where they say the same: how much
            each source counts may then be a little off.

    Returns:
        They, and how many labelled texts had a say.

    Raises:
        PostroomError: The scheme's memory cannot be opened.
    """
    ground = trial.ground
    trial.is_reused = False
    run = store.last_run(trial.case, KIND)
    settings = settings_of(run) if run else SortSettings()
    with opened_memory(trial.tools, scheme, wanted=settings.memory) as memory:
        labels = labels_for(trial.case, memory, scheme)
        if labels.known:
            lessons = Lessons(
                labels=labels, memory=memory, wanted=settings.accuracy, say=Say()
            )
            found = learned_shares(trial, scheme, lessons, closely=closely)
            if found is not None:
                return found, len(labels.known)
    places = places_for(scheme, trial.embedder)
    scores, statistics = tried(ground.bench, places)
    by_likeness = resemblance(ground.vectors, places)
    scores = np.where(ground.foreign[:, None], by_likeness, scores)
    return uncalibrated(scores, statistics.trust), 0


def learned_shares(
    trial: Trial, scheme: Scheme, lessons: Lessons, *, closely: bool
) -> Shares | None:
    """Probabilities by what labels teach; None where that does not hold."""
    ground = trial.ground
    order = {name: number for number, name in enumerate(scheme.names)}
    told = (
        len(order),
        lessons.wanted,
        *((one.text_hash, order[one.category]) for one in lessons.labels.known),
    )
    before = trial.learned
    if closely or trial.learned is None or trial.learned.told != told:
        beneath = Ground(
            case=trial.case,
            embedder=trial.embedder,
            background=trial.tools.background,
            sample=replace(ground.sample, scheme=scheme),
        )
        judge, _ = learned_judge(beneath, lessons)
        bench = labelled_bench(ground, beneath, lessons) if judge.learned else ground.bench
        trial.learned = Learned(told=told, judge=judge, bench=bench)
    known = trial.learned
    trial.is_reused = known is before and known.judge.scheme != scheme
    if known.judge.learned is None:
        return None
    scores, _ = tried(known.bench, places_for(scheme, trial.embedder))
    found, _ = known.judge.learned.judge(ground.texts, ground.vectors, scores, None)
    return np.asarray(found, dtype=np.float64)


def labelled_bench(ground: TrialGround, beneath: Ground, lessons: Lessons) -> Bench:
    """The texts among their neighbours, of which the labelled ones are heeded."""
    names = beneath.sample.scheme.names
    vectors = vectors_of(beneath, lessons)
    known = [label for label in lessons.labels.known if label.text_hash in vectors]
    keys = [label.text_hash.hex() for label in known]
    taken = set(keys)
    others = [n for n, key in enumerate(ground.sample.hashes) if key not in taken]
    gold = [names.index(label.category) for label in known]
    return find_bench(
        ground.vectors,
        (
            np.concatenate(
                [
                    np.stack([vectors[label.text_hash] for label in known]),
                    ground.sample.vectors[others],
                ]
            ),
            [*keys, *(ground.sample.hashes[number] for number in others)],
        ),
        places_for(beneath.sample.scheme, beneath.embedder),
        embed_plain(beneath.embedder, beneath.background),
        np.array([*gold, *([UNLABELLED] * len(others))], dtype=np.int64),
    )


def labels_for(case: CaseFile, memory: Memory | None, scheme: Scheme) -> Labels:
    """The labels that the next run by a scheme would use; nothing is put down."""
    run = store.last_run(case, KIND)
    other = run is not None and identity(scheme_of(run)) != identity(scheme)
    if other and not in_use_for(case, scheme):
        return newest_labels(case, memory, scheme)
    return labels_in_use(case, memory, scheme)
