"""The language model as the rest of the program sees it: items in, checked scores out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.engine.drafting import DraftedLine, DraftQuestion
from app.engine.host import ask_for_all
from app.engine.questions import LabelQuestion, ends
from app.isolation import Child, Frame, Limits
from app.records import ChildError, InstalledModel, ModelState, PostroomError

__all__ = ["Drafts", "LabelScores", "LanguageModel"]

# The weights are mapped, not read; this is for what is computed with them.
WORKING_BYTES = 2 * 2**30
# The first frame comes after hashing and loading, each other one after one item.
PATIENCE_SECONDS = 300.0

Floats = NDArray[np.float32]
Told = TypeVar("Told")


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelScores:
    """What the answers of a question got after each item.

    Attributes:
        scores: Natural log-probability of each whole answer (n, k); NaN for items in
            ``failed``. Less ``empty`` it is the pointwise mutual information.
        empty: The same after the item without content (k,).
        answer_tokens: How many tokens each answer has (k,), to turn sums into means.
        failed: Numbers of items that ended the model's process, or took longer than two
            minutes, ascending.
        seconds: How long the items took together, loading and instruction left out.
    """

    scores: Floats
    empty: Floats
    answer_tokens: tuple[int, ...]
    failed: tuple[int, ...] = ()
    seconds: float = 0.0

    @property
    def items_per_minute(self) -> float:
        """How fast items were scored; 0 where there were none."""
        return 60 * len(self.scores) / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafts:
    """What a language model wrote.

    Attributes:
        lines: (n,), one printable line about each item; empty for items in ``failed``.
        failed: Numbers of items that ended the model's process, or took longer than two
            minutes, ascending.
        seconds: How long the items took together, loading left out.
    """

    lines: tuple[str, ...]
    failed: tuple[int, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """One item's checked scores, and how they were come by."""

    scores: Floats
    seconds: float
    answer_tokens: tuple[int, ...]


class LanguageModel:
    """Owns the child process of a language model; it is started at the first question.

    A child that dies is replaced and the batch repeated. Not for two threads at once.

    Args:
        model: An installed language model.
        threads: Threads to compute with; 0 for the processor's physical cores, at most 4.

    Raises:
        PostroomError: It is not installed.
    """

    def __init__(self, model: InstalledModel, *, threads: int = 0) -> None:
        if model.state is ModelState.MISSING or not model.path:
            raise PostroomError(
                f"The model {model.entry.name} is not installed.",
                "Install it on the page Models, or with: postroom models install FILE",
            )
        self.name = model.entry.name
        self.sha256 = model.entry.sha256
        self.languages = model.entry.languages
        self._file = {
            "weights": model.path,
            "sha256": model.entry.sha256,
            "threads": threads,
        }
        memory = WORKING_BYTES + model.entry.size
        self._child = Child("language_model", Limits(memory_bytes=memory))

    @property
    def pid(self) -> int | None:
        """The child's process number while it is alive, else None."""
        return self._child.pid

    @property
    def peak_bytes(self) -> int:
        """The most memory that the child has had resident, in bytes; 0 where not known.

        Linux tells it as VmHWM in /proc (proc(5)).
        """
        try:
            status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return 0

    def score(self, texts: Sequence[str], question: LabelQuestion) -> LabelScores:
        """What each answer gets after each text; the same whatever else is in the batch.

        Raises:
            PostroomError: The file is not the known one, or the model cannot run here or
                cannot read so many categories.
            ChildError: The model's process cannot live on this machine.
        """
        empty: list[Answered] = []

        def ask(numbers: Sequence[int]) -> list[Answered]:
            first, *rest = self._ask([texts[number] for number in numbers], question)
            empty[:] = [first]
            return rest

        found, dead = ask_for_all(ask, len(texts), lambda: ask(()))
        if not empty:
            ask(())
        count = len(question.answers)
        nothing = np.full(count, np.nan, dtype=np.float32)
        rows = [nothing if answer is None else answer.scores for answer in found]
        scores = np.array(rows, dtype=np.float32).reshape(-1, count)
        slow = {int(number) for number in np.flatnonzero(np.isnan(scores).any(axis=1))}
        return LabelScores(
            scores=scores,
            empty=empty[0].scores,
            answer_tokens=empty[0].answer_tokens,
            failed=tuple(sorted(slow | set(dead))),
            seconds=sum(answer.seconds for answer in found if answer),
        )

    def draft(self, texts: Sequence[str], question: DraftQuestion) -> Drafts:
        """One line about each text; the same whatever else is in the batch.

        Raises:
            PostroomError: The file is not the known one, or the model cannot run here or
                cannot read so long a question.
            ChildError: The model's process cannot live on this machine.
        """

        def ask(numbers: Sequence[int]) -> list[DraftedLine]:
            asked = {
                "draft": question.as_header(),
                "texts": [
                    ends(texts[number], question.as_label_question.most_characters)
                    for number in numbers
                ],
            }
            return self._checked(
                asked, lambda frame: checked_line(frame, question), len(numbers)
            )

        found, dead = ask_for_all(ask, len(texts), lambda: ask(()))
        slow = {n for n, line in enumerate(found) if line is not None and not line.in_time}
        return Drafts(
            lines=tuple(line.text if line else "" for line in found),
            failed=tuple(sorted(slow | set(dead))),
            seconds=sum(line.seconds for line in found if line),
        )

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

    def _ask(self, texts: Sequence[str], question: LabelQuestion) -> list[Answered]:
        """Scores of the empty item, then of each text."""
        count = len(question.answers)
        asked = {
            "question": question.as_header(),
            "texts": [ends(text, question.most_characters) for text in texts],
        }
        return self._checked(asked, lambda frame: checked(frame, count), 1 + len(texts))

    def _checked(
        self, asked: dict[str, Any], check: Callable[[Frame], Told], count: int
    ) -> list[Told]:
        """The child's answers, so many and each as it must be.

        Raises:
            ChildError: They are something else; the child is ended.
        """
        header = {**self._file, **asked}
        frames = list(self._child.ask(Frame(header=header), patience=PATIENCE_SECONDS))
        found: list[Told] | None
        try:
            found = [check(frame) for frame in frames]
        except (ValueError, TypeError, KeyError):
            found = None
        if found is None or len(found) != count:
            self._child.close()
            raise ChildError(
                "The language model's process sent answers that cannot be right.",
                cause="protocol",
            )
        return found


def checked(untrusted: Frame, count: int) -> Answered:
    """One item's scores, all of them log-probabilities or all NaN.

    Raises:
        ValueError: They are something else.
    """
    (blob,) = untrusted.blobs
    seconds = float(untrusted.header["seconds"])
    lengths = tuple(int(length) for length in untrusted.header["answer_tokens"])
    if blob.dtype != "float32" or blob.shape != (count,) or len(lengths) != count:
        raise ValueError("wrong shape")
    scores = np.frombuffer(blob.data, dtype="<f4").astype(np.float32)
    sound = np.isfinite(scores) & (scores <= 0)
    if not (sound.all() or np.isnan(scores).all()) or min(lengths) < 1 or not seconds >= 0:
        raise ValueError("not log-probabilities")
    return Answered(scores=scores, seconds=seconds, answer_tokens=lengths)


def checked_line(untrusted: Frame, question: DraftQuestion) -> DraftedLine:
    """One item's line, printable and no longer than it can be.

    Raises:
        ValueError: It is something else.
    """
    text, in_time = untrusted.header["text"], untrusted.header["in_time"]
    tokens, seconds = int(untrusted.header["tokens"]), float(untrusted.header["seconds"])
    if not isinstance(text, str) or not isinstance(in_time, bool) or untrusted.blobs:
        raise TypeError("no line")
    if len(text) > question.most_characters or not text.isprintable():
        raise ValueError("not one line")
    if tokens < 0 or not seconds >= 0 or (text and not in_time):
        raise ValueError("impossible figures")
    return DraftedLine(text=text, tokens=tokens, seconds=seconds, in_time=in_time)
