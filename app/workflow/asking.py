"""The language model's part in a run: checked first, and asked only if it is worth it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder, LabelQuestion, LabelScores, LanguageModel
from app.records import Phase, PostroomError, Scheme, Step
from app.store import CaseFile
from app.triage import (
    CheckResult,
    CheckSet,
    Layout,
    Learned,
    check_set,
    column_statistics,
    decide,
    find_statistics,
    mixed,
    question_words,
    read_layout,
    text_hash,
    weigh,
)
from app.workflow.judging import embed_plain, places_of
from app.workflow.pace import Pace
from app.workflow.texts import batches
from app.workflow.tools import Tools

__all__ = ["Say", "ask", "hear"]

BATCH = 16
# One question serves these three; they differ in how its answers are read.
NAME_LAYOUTS = (Layout.NAMES, Layout.NAMES_LESS_EMPTY, Layout.NAMES_STANDARDIZED)

Floats = NDArray[np.floating]
Doubles = NDArray[np.float64]
Raw = dict[Layout, tuple[Floats, Floats]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """What a language model may say in a run.

    Attributes:
        result: Of its check; None where no language model takes part.
        model: Its SHA-256.
        items_per_minute: How fast it was in its check.
        question: What it is asked in this run; None where it has no say.
        empty: (k,), what the answers get after an empty item.
        columns: Mean and spread of every category over all items it read; None where they
            are too few, or none is read yet.
        trouble: Why a language model that nobody named could not be used; empty mostly.
    """

    result: CheckResult | None = None
    model: str = ""
    items_per_minute: float = 0.0
    question: LabelQuestion | None = None
    empty: Floats | None = None
    columns: tuple[Doubles, Doubles] | None = None
    trouble: str = ""

    @property
    def note(self) -> str:
        """What a reader of the results should know."""
        if self.result is None:
            return f"No language model took part. {self.trouble}".strip()
        return self.result.note

    @property
    def carries(self) -> tuple[str, ...]:
        """Codes of the languages that the model reads well enough by itself."""
        return self.result.carries if self.result and self.question else ()

    @property
    def asked(self) -> str:
        """Hash of the question, by which its answers are kept."""
        return hashlib.sha256(repr(self.question).encode()).hexdigest()

    def heeding(self, learned: Learned | None) -> Say:
        """The same, silent where the labels say that it adds nothing."""
        if learned is None:
            weight = self.result.weight if self.result else 0.0
            return self if weight else replace(self, question=None)
        adds = learned.model is not None and learned.model.adds
        return self if adds else replace(self, question=None)

    def heard(self, case: CaseFile, hashes: Sequence[bytes]) -> dict[bytes, Floats]:
        """The stored answers for those of the texts that the model has read."""
        if self.question is None:
            return {}
        return dict(store.scores(case, self.model, self.asked, hashes))

    def with_columns(self, case: CaseFile, hashes: Sequence[bytes]) -> Say:
        """The same, with the statistics over all texts that the model has read."""
        answers = list(self.heard(case, hashes).values())
        if not answers or self.empty is None:
            return self
        return replace(self, columns=column_statistics(np.stack(answers), self.empty))

    def mixed(
        self, answers: Mapping[bytes, Floats], hashes: Sequence[bytes], own: Floats
    ) -> Floats:
        """The vectors' scores (n, k), the model's mixed in where it has read the text."""
        if self.result is None or self.empty is None or not answers:
            return own
        nothing = np.full(own.shape[1], np.nan)
        raw = np.stack([answers.get(digest, nothing) for digest in hashes])
        read = read_layout(raw, self.empty, self.result.layout, self.columns)
        return mixed(own, read, self.result.weight)


def hear(
    tools: Tools,
    embedder: Embedder,
    model: LanguageModel,
    scheme: Scheme,
    *,
    tried: bool = False,
) -> Generator[Step, None, Say]:
    """Find what a language model's word is worth, and what to ask it in this run.

    The check takes a minute or so and is kept by the model's hash.

    Args:
        tools: Of the workspace.
        embedder: Whose vectors the model is measured against.
        model: The language model.
        scheme: The categories.
        tried: Whether it is asked whatever the check says, as the office's own labels
            decide what it is worth.

    Yields:
        Steps while the check goes on.
    """
    text = tools.check_file.read_text(encoding="utf-8")
    check = check_set(text)
    key = hashlib.sha256(f"{model.sha256} {embedder.sha256} {text}".encode()).hexdigest()
    path = tools.checks / f"{key[:32]}.json"
    kept = kept_check(path)
    if kept is None:
        kept = yield from run_check(tools, embedder, model, check)
        keep_check(path, kept)
    result, speed = kept
    say = Say(result=result, model=model.sha256, items_per_minute=speed)
    question = question_of(scheme, result.layout)
    if (result.weight == 0 and not tried) or question is None:
        return say
    empty = model.score((), question).empty
    return replace(say, question=question, empty=empty)


def run_check(
    tools: Tools, embedder: Embedder, model: LanguageModel, check: CheckSet
) -> Generator[Step, None, tuple[CheckResult, float]]:
    """Ask a model the known messages in each layout: its worth, and items a minute."""
    vectors = embed_plain(embedder, check.texts)
    hashes = [text_hash(text).hex() for text in check.texts]
    places = places_of(check.scheme, embedder)
    everyday = embed_plain(embedder, tools.background)
    statistics = find_statistics(vectors, hashes, places, everyday)
    raw: Raw = {}
    items, seconds = 0, 0.0
    for layout in (Layout.NAMES, Layout.LETTERS):
        question = question_of(check.scheme, layout)
        if question is None:
            continue
        found: list[LabelScores] = []
        for texts in batches(check.texts, BATCH):
            yield Step(
                phase=Phase.MODEL_CHECK,
                done=items,
                total=2 * len(check.texts),
                message="This is done once for each language model.",
            )
            found.append(model.score(texts, question))
            items += len(texts)
            seconds += found[-1].seconds
        scores = np.concatenate([part.scores for part in found])
        for reading in (layout,) if layout.by_letters else NAME_LAYOUTS:
            raw[reading] = (scores, found[0].empty)
    result = weigh(check, decide(vectors, statistics), raw)
    return result, 60 * items / seconds if seconds else 0.0


def question_of(scheme: Scheme, layout: Layout) -> LabelQuestion | None:
    """The engine's question for a scheme; None where the layout has no room for it."""
    words = question_words(scheme, layout)
    if words is None:
        return None
    return LabelQuestion(
        instruction=words.instruction,
        item=words.item,
        answers=words.answers,
        chat=words.chat,
    )


def kept_check(path: Path) -> tuple[CheckResult, float] | None:
    """A check that was kept; None where there is none that can be used."""
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        speed = float(values.pop("items_per_minute"))
        layout = Layout(values.pop("layout"))
        carries = tuple(values.pop("carries"))
        return CheckResult(layout=layout, carries=carries, **values), speed
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_check(path: Path, kept: tuple[CheckResult, float]) -> None:
    """Keep a check for the next run; where that cannot be done, it is done again then."""
    result, speed = kept
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(
            json.dumps({**asdict(result), "items_per_minute": speed}), encoding="utf-8"
        )
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def ask(
    case: CaseFile,
    model: LanguageModel,
    say: Say,
    texts: Sequence[tuple[bytes, str]],
    pace: Pace,
) -> Iterator[Step]:
    """Ask the model about texts it has not read in this case yet; answers are kept.

    Yields:
        A step after each committed batch.

    Raises:
        PostroomError: The model has no say.
    """
    if say.question is None:
        raise PostroomError("This language model has no say in this run.")
    known = say.heard(case, [digest for digest, _ in texts])
    waiting = [entry for entry in texts if entry[0] not in known]
    done = len(texts) - len(waiting)
    pace.begin(already=done)
    counts = store.counts(case)
    for batch in batches(waiting, BATCH):
        found = model.score([text for _, text in batch], say.question)
        answered = {
            digest: found.scores[number]
            for number, (digest, _) in enumerate(batch)
            if number not in found.failed
        }
        store.put_scores(case, say.model, say.asked, answered)
        done += len(batch)
        yield Step(
            phase=Phase.MODEL,
            done=done,
            total=len(texts),
            seconds_left=pace.seconds_left(done, len(texts)),
            counts=counts,
        )
