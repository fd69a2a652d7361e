"""The child process that owns the embedder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.processor import worker_threads
from app.engine.sentence_vectors import SentenceVectors
from app.engine.weights import check_bytes
from app.isolation import Blob, Frame, serve

__all__ = ["EmbedderChild", "main"]


def main() -> None:
    """Serve the embedder."""
    serve(EmbedderChild().answer)


class EmbedderChild:
    """Holds the model between questions; it is checked and loaded at the first."""

    def __init__(self) -> None:
        self._loaded: SentenceVectors | None = None
        self._known: tuple[Any, ...] = ()

    def answer(self, question: Frame) -> Iterator[Frame]:
        """One frame: text vectors (n, d) and all segment vectors one after another (m, d).

        The header names the files with their SHA-256, the texts, and each text's segments.

        Raises:
            PostroomError: A file is not the known one.
        """
        asked = question.header
        model = self._model(asked)
        segments = [[(start, end) for start, end in spans] for spans in asked["segments"]]
        vectors, parts = model.embed(asked["texts"], segments)
        together = np.concatenate([np.zeros((0, model.dimensions), np.float32), *parts])
        yield Frame(
            header={"grouped": model.groups}, blobs=(blob_of(vectors), blob_of(together))
        )

    def _model(self, asked: Mapping[str, Any]) -> SentenceVectors:
        known = (asked["weights"], asked["sha256"], asked["threads"])
        if self._loaded is None or self._known != known:
            weights = check_bytes(Path(asked["weights"]), asked["sha256"])
            tokenizer = check_bytes(Path(asked["tokenizer"]), asked["tokenizer_sha256"])
            threads = int(asked["threads"]) or worker_threads()
            self._loaded = SentenceVectors(weights, tokenizer, threads)
            self._known = known
        return self._loaded


def blob_of(array: NDArray[np.float32]) -> Blob:
    """An array as it travels."""
    return Blob(dtype="float32", shape=array.shape, data=array.astype("<f4").tobytes())
