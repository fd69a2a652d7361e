"""The second part of a run: every distinct text gets its place among meanings, once."""

from __future__ import annotations

from collections.abc import Iterator

from app import store
from app.engine import Embedder
from app.records import Phase, Step
from app.store import CaseFile
from app.triage import segment
from app.workflow.pace import Pace

__all__ = ["find_meanings"]

BATCH = 128


def find_meanings(case: CaseFile, embedder: Embedder, pace: Pace) -> Iterator[Step]:
    """Store the vectors of every distinct text that has none yet, in committed batches.

    A text that ends the embedder's process each time gets no vector; its items are decided
    as failed later.

    Yields:
        A step after each batch.
    """
    total = store.count_texts(case)
    done = total - store.count_texts_without_vectors(case, embedder.sha256)
    pace.begin(already=done)
    counts = store.counts(case)
    yield Step(phase=Phase.MEANING, done=done, total=total, counts=counts)
    for batch in store.each_texts_without_vectors(case, embedder.sha256, batch=BATCH):
        texts = [text for _, text in batch]
        segments = [segment(text) for text in texts]
        embedded = embedder.embed(texts, segments)
        kept = [number for number in range(len(batch)) if number not in embedded.failed]
        store.put_vectors(
            case,
            embedder.sha256,
            [batch[number][0] for number in kept],
            embedded.vectors[kept],
            [embedded.segment_vectors[number] for number in kept],
        )
        done += len(batch)
        yield Step(
            phase=Phase.MEANING,
            done=done,
            total=total,
            seconds_left=pace.seconds_left(done, total),
            counts=counts,
        )
