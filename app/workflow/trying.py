"""What a language model is worth on an office's own labels."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import zip_longest

from app import store
from app.engine import LanguageModel
from app.records import Label, ModelTrial, Phase, PostroomError, Scheme, Step
from app.store import CaseFile, Memory
from app.triage import ModelGain, model_worth
from app.workflow.asking import Say, hear
from app.workflow.judging import judge_without_labels
from app.workflow.labels import newest_labels, opened_memory
from app.workflow.teaching import Lessons, find_ground, labelled
from app.workflow.texts import batches
from app.workflow.tools import Tools

__all__ = ["try_model"]

BATCH = 16
FEWEST = 20


def try_model(
    case: CaseFile, tools: Tools, scheme: Scheme, name: str, most: int
) -> Generator[Step, None, ModelTrial]:
    """Let a language model read labelled items, and see what it adds to what is learned.

    Its answers are kept in the scheme's memory, so that a second trial takes no time.

    Raises:
        PostroomError: There is no such model, it cannot run, or labels are too few.
    """
    model = tools.open_language_model(name)
    if model is None:
        raise PostroomError(
            "No language model is installed.",
            "Install one on the page Models, or see: postroom models list",
        )
    try:
        with opened_memory(tools, scheme) as memory:
            known = newest_labels(case, memory, scheme)
            if memory is None or len(known.known) < FEWEST:
                raise PostroomError(
                    f"The scheme {scheme.name} has {len(known.known)} labels; a trial"
                    f" needs {FEWEST}.",
                    "Decide some items on the page Review, or bring labels from a file.",
                )
            with closing(tools.open_embedder()) as embedder:
                say = yield from hear(tools, embedder, model, scheme, tried=True)
                chosen = spread_out(known.known, most)
                speed = yield from ask_about(model, say, memory, chosen)
                ground = find_ground(case, embedder, tools.background, scheme)
                lessons = Lessons(labels=known, memory=memory, wanted=0.9, say=say)
                bare = judge_without_labels(ground.sample, tools.background, embedder)
                yield Step(phase=Phase.LEARNING)
                found = labelled(ground, bare, lessons)
            gain = model_worth(found[0], len(scheme.names)) if found else None
            if gain is None:
                raise PostroomError(
                    f"{model.name} could not read enough of the labelled items.",
                    "Try another model.",
                )
            trial = trial_of(model, gain, speed, tools.now())
            store.put_trial(memory, trial)
            return trial
    finally:
        model.close()


def spread_out(labels: Sequence[Label], most: int) -> list[Label]:
    """At most so many labels, of each category in turn; by hash, so always the same."""
    by_category: dict[str, list[Label]] = {}
    for label in labels:
        by_category.setdefault(label.category, []).append(label)
    turns = zip_longest(*(by_category[name] for name in sorted(by_category)))
    return [label for turn in turns for label in turn if label is not None][:most]


def ask_about(
    model: LanguageModel,
    say: Say,
    memory: Memory,
    labels: Sequence[Label],
) -> Generator[Step, None, tuple[float, int]]:
    """Ask the model about labelled items whose answers are not kept yet.

    Returns:
        Items a minute, from the check where all answers were kept; and the peak memory of
        the model's process in bytes, 0 where it cannot be told.

    Raises:
        PostroomError: It cannot be asked about so many categories.
    """
    if say.question is None:
        raise PostroomError(f"{model.name} cannot be asked about these categories.")
    hashes = [label.text_hash for label in labels]
    known = store.scores(memory, say.model, say.asked, hashes)
    waiting = [label for label in labels if label.text_hash not in known]
    seconds, done = 0.0, len(labels) - len(waiting)
    for batch in batches(waiting, BATCH):
        yield Step(phase=Phase.MODEL, done=done, total=len(labels))
        found = model.score([label.text for label in batch], say.question)
        seconds += found.seconds
        answered = {
            label.text_hash: found.scores[number]
            for number, label in enumerate(batch)
            if number not in found.failed
        }
        store.put_scores(memory, say.model, say.asked, answered)
        done += len(batch)
    speed = 60 * len(waiting) / seconds if seconds else say.items_per_minute
    return speed, model.peak_bytes


def trial_of(
    model: LanguageModel, gain: ModelGain, cost: tuple[float, int], now: str
) -> ModelTrial:
    """A trial as it is kept and shown."""
    speed, memory_bytes = cost
    return ModelTrial(
        model=model.name,
        sha256=model.sha256,
        at=now,
        labels=gain.labels,
        right_without=gain.right_without,
        right_alone=gain.right_alone,
        right_with=gain.right_with,
        error_without=gain.error_without,
        error_with=gain.error_with,
        weight=gain.weight,
        chance=gain.chance,
        adds=gain.adds,
        items_per_minute=speed,
        memory_bytes=memory_bytes,
    )
