"""The second part of a run: every distinct text gets its place among meanings, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from app import store
from app.engine import Embedded, Embedder
from app.records import Phase, Step
from app.store import CaseFile
from app.triage import segment
from app.workflow.pace import Pace

__all__ = ["find_meanings"]

BATCH = 256

Texts = Sequence[tuple[bytes, str]]


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
    for batch, embedded in each_embedded(case, embedder):
        keep(case, embedder.sha256, batch, embedded)
        done += len(batch)
        yield Step(
            phase=Phase.MEANING,
            done=done,
            total=total,
            seconds_left=pace.seconds_left(done, total),
            counts=counts,
        )


def each_embedded(case: CaseFile, embedder: Embedder) -> Iterator[tuple[Texts, Embedded]]:
    """Batches of texts with their vectors; the next is computed while one is stored."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding") as worker:
        asked: tuple[Texts, Future[Embedded]] | None = None
        for batch in store.each_texts_without_vectors(case, embedder.sha256, batch=BATCH):
            texts = [text for _, text in batch]
            segments = [segment(text) for text in texts]
            before, asked = asked, (batch, worker.submit(embedder.embed, texts, segments))
            if before is not None:
                yield before[0], before[1].result()
        if asked is not None:
            yield asked[0], asked[1].result()


def keep(case: CaseFile, model: str, batch: Texts, embedded: Embedded) -> None:
    """Store the vectors of a batch, but for texts that have none."""
    kept = [number for number in range(len(batch)) if number not in embedded.failed]
    store.put_vectors(
        case,
        model,
        [batch[number][0] for number in kept],
        embedded.vectors[kept],
        [embedded.segment_vectors[number] for number in kept],
    )
