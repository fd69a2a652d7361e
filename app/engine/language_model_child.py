"""The child process that owns the language model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from app.engine.drafting import Drafter, draft_question_from
from app.engine.label_scores import ItemScores
from app.engine.processor import worker_threads
from app.engine.questions import LabelQuestion, question_from
from app.engine.weights import check_file
from app.isolation import Blob, Frame, serve
from app.records import PostroomError

__all__ = ["LanguageModelChild", "main"]

ITEM_SECONDS = 120.0


def main() -> None:
    """Serve the language model."""
    serve(LanguageModelChild().answer)


class LanguageModelChild:
    """Holds the model between questions; it is checked and loaded at the first."""

    def __init__(self) -> None:
        self._loaded: Drafter | None = None
        self._known: tuple[Any, ...] = ()
        self._empty: tuple[LabelQuestion, ItemScores] | None = None

    def answer(self, question: Frame) -> Iterator[Frame]:
        """One frame for each text, in order, and for scores one for the empty item before.

        Drafted lines travel in the header. Scores (k,) have beside them how many tokens
        they took, how long that was, and how many tokens each answer has.

        Raises:
            PostroomError: The file is not the known one, or cannot answer here.
        """
        asked = question.header
        model = self._model(asked)
        if "draft" in asked:
            yield from drafted(model, asked)
            return
        wanted = question_from(asked["question"])
        model.prepare(wanted)
        lengths = model.answer_tokens
        if self._empty is None or self._empty[0] != wanted:
            self._empty = (wanted, model.score(wanted.empty))
        empty = self._empty[1]
        if np.isnan(empty.scores).any():
            raise PostroomError(
                "The language model is too slow on this computer.", "Choose a smaller one."
            )
        yield frame_of(empty, lengths)
        for text in asked["texts"]:
            model.prepare(wanted)
            yield frame_of(model.score(text), lengths)

    def _model(self, asked: Mapping[str, Any]) -> Drafter:
        known = (asked["weights"], asked["sha256"], asked["threads"])
        if self._loaded is None or self._known != known:
            path = Path(asked["weights"])
            check_file(path, asked["sha256"])
            threads = int(asked["threads"]) or worker_threads()
            self._empty = None
            self._loaded = Drafter(path, threads, ITEM_SECONDS)
            self._known = known
        return self._loaded


def drafted(model: Drafter, asked: Mapping[str, Any]) -> Iterator[Frame]:
    """One frame for each text with the line that the model writes about it."""
    question = draft_question_from(asked["draft"])
    for text in asked["texts"]:
        yield Frame(header=asdict(model.draft(text, question)))


def frame_of(found: ItemScores, answer_tokens: tuple[int, ...]) -> Frame:
    """One item's scores as they travel."""
    header = {
        "tokens": found.tokens,
        "seconds": found.seconds,
        "answer_tokens": answer_tokens,
    }
    data = found.scores.astype("<f4").tobytes()
    return Frame(
        header=header, blobs=(Blob(dtype="float32", shape=found.scores.shape, data=data),)
    )
