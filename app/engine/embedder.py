"""The embedder as the rest of the program sees it: texts in, checked vectors out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from app.engine.catalogue import files_beside
from app.engine.host import ask_for_all
from app.isolation import Blob, Child, Frame, Limits
from app.records import ChildError, InstalledModel, ModelState, PostroomError

__all__ = ["Embedded", "Embedder"]

TOKENIZER = "tokenizer.json"
MEMORY_BYTES = 3 * 2**29
# One question is answered in a few seconds; a stalled child is noticed after this many.
PATIENCE_SECONDS = 180.0
QUESTION_TEXTS = 256
QUESTION_CHARACTERS = 200_000
QUESTION_SEGMENTS = 20_000
# A text beyond so many characters (about 1,500 pages) is taken for its beginning.
MOST_CHARACTERS = 4_000_000
LENGTH_TOLERANCE = 1e-3

Floats = NDArray[np.float32]
Segments = Sequence[tuple[int, int]]
Vectors = tuple[Floats, Floats]


@dataclass(frozen=True, kw_only=True, slots=True)
class Embedded:
    """Vectors of a batch of texts.

    Attributes:
        vectors: (n, d), each of length 1; NaN for a text in ``failed``.
        segment_vectors: For each text (k, d), each of length 1; all zeros for a segment
            without word pieces, and for one in a part of a very long text that was not
            read; NaN for a text in ``failed``.
        failed: Numbers of texts that ended the model's process each time, ascending.
    """

    vectors: Floats
    segment_vectors: tuple[Floats, ...]
    failed: tuple[int, ...] = ()


class Embedder:
    """Owns the child process of an embedder; it is started at the first question.

    A child that dies is replaced and the batch repeated. Not for two threads at once.

    Args:
        model: An installed embedder with tokenizer.json beside its weights.
        threads: Forward passes at a time; 0 for the processor's physical cores, at most 4.

    Raises:
        PostroomError: It is not installed, or is no embedder.
    """

    dimensions = 384

    def __init__(self, model: InstalledModel, *, threads: int = 0) -> None:
        if model.state is ModelState.MISSING or not model.path:
            raise PostroomError(
                f"The model {model.entry.name} is not installed.",
                "Install it on the page Models, or with: postroom models install FILE",
            )
        self.name = model.entry.name
        self.sha256 = model.entry.sha256
        self.languages = model.entry.languages
        path = Path(model.path)
        self._files = {
            "weights": str(path),
            "sha256": model.entry.sha256,
            "tokenizer": str(path.with_name(TOKENIZER)),
            "tokenizer_sha256": files_beside(model).get(TOKENIZER, ""),
            "threads": threads,
        }
        self._child = Child("embedder", Limits(memory_bytes=MEMORY_BYTES))

    @property
    def pid(self) -> int | None:
        """The child's process number while it is alive, else None."""
        return self._child.pid

    def embed(self, texts: Sequence[str], segments: Sequence[Segments]) -> Embedded:
        """Vectors of texts and of their segments; they depend on nothing else in the batch.

        Beyond 254 word pieces a text is read in windows; beyond 64 windows (about 27
        pages), 64 windows are spread evenly over it; what follows 4 million characters is
        not read.

        Args:
            texts: Any number; up to 256 make one question.
            segments: For each text its segments as ascending spans ``(start, end)``; empty
                where none are wanted.

        Raises:
            PostroomError: A file of the model is not the known one.
            ChildError: The model's process cannot live on this machine.
        """
        if len(texts) != len(segments):
            raise ValueError("every text needs its segments, if only an empty list")
        found: list[Vectors | None] = []
        failed: list[int] = []
        for first, last in questions(texts, segments):
            answers, dead = ask_for_all(
                lambda numbers, first=first: self._ask(  # type: ignore[misc]
                    [texts[first + number] for number in numbers],
                    [segments[first + number] for number in numbers],
                ),
                last - first,
                lambda: self._ask(["."], [()]),
            )
            found += answers
            failed += [first + number for number in dead]
        return self._gathered(found, segments, tuple(failed))

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, texts: Sequence[str], segments: Sequence[Segments]) -> list[Vectors]:
        question = Frame(
            header={
                **self._files,
                "texts": [text[:MOST_CHARACTERS] for text in texts],
                "segments": list(segments),
            }
        )
        counts = [len(spans) for spans in segments]
        frames = list(self._child.ask(question, patience=PATIENCE_SECONDS))
        try:
            ((untrusted_vectors, untrusted_parts),) = (frame.blobs for frame in frames)
            vectors = self._checked(untrusted_vectors, len(texts), zeros=False)
            parts = self._checked(untrusted_parts, sum(counts), zeros=True)
        except ValueError:
            self._child.close()
            raise ChildError(
                "The embedder process sent vectors that cannot be right.", cause="protocol"
            ) from None
        ends = np.cumsum(counts)
        return [
            (vectors[number], parts[ends[number] - count : ends[number]])
            for number, count in enumerate(counts)
        ]

    def _checked(self, untrusted: Blob, rows: int, *, zeros: bool) -> Floats:
        """A blob as an array (rows, d) of vectors of length 1, or 0 where that is allowed.

        Raises:
            ValueError: It is something else.
        """
        if untrusted.dtype != "float32" or untrusted.shape != (rows, self.dimensions):
            raise ValueError("wrong shape")
        vectors = np.frombuffer(untrusted.data, dtype="<f4").reshape(untrusted.shape)
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
        whole = np.abs(lengths - 1) <= LENGTH_TOLERANCE
        if not np.all(whole | (zeros & (lengths == 0))):  # NaN fails both
            raise ValueError("wrong length")
        return vectors.astype(np.float32)

    def _gathered(
        self,
        found: Sequence[Vectors | None],
        segments: Sequence[Segments],
        failed: tuple[int, ...],
    ) -> Embedded:
        nothing = np.full(self.dimensions, np.nan, dtype=np.float32)
        rows = [nothing if pair is None else pair[0] for pair in found]
        parts = tuple(
            np.full((len(spans), self.dimensions), np.nan, dtype=np.float32)
            if pair is None
            else pair[1]
            for pair, spans in zip(found, segments, strict=True)
        )
        vectors = np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)
        return Embedded(vectors=vectors, segment_vectors=parts, failed=failed)


def questions(
    texts: Sequence[str], segments: Sequence[Segments]
) -> Iterator[tuple[int, int]]:
    """Ranges of texts that make one question each, bounded in every way."""
    first = characters = spans = 0
    for number, text in enumerate(texts):
        full = (
            number - first >= QUESTION_TEXTS
            or characters + len(text) > QUESTION_CHARACTERS
            or spans + len(segments[number]) > QUESTION_SEGMENTS
        )
        if full and number > first:
            yield first, number
            first, characters, spans = number, 0, 0
        characters += len(text)
        spans += len(segments[number])
    if first < len(texts):
        yield first, len(texts)
