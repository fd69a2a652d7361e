"""Sentences in a language model's own words, where it is known to reword soundly.

Whether it is, a check on known passages tells; it is made once for each model and kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app import store
from app.engine import Embedder, LanguageModel
from app.engine.drafting import DraftQuestion
from app.records import Phase, PostroomError, Step, SummarySection, SummarySettings
from app.store import CaseFile
from app.triage.orders import LIKE, ORDERS
from app.triage.rewording import (
    RewordingTask,
    read_sentence,
    reworded,
    reworded_section,
    tasks_of,
)
from app.triage.rewording_check import RewordingCheck, check_rewording, known_tasks
from app.triage.rewording_prompts import Prompts
from app.workflow.model_checks import keep_check, kept_check
from app.workflow.summary_facts import NO_MODEL, fingerprint
from app.workflow.summary_making import Reworded
from app.workflow.summary_meaning import embed_lines
from app.workflow.texts import batches
from app.workflow.tools import Tools

__all__ = ["PENDING", "UNFINISHED", "Drafter", "known_drafter", "open_drafter", "reword"]

# A small laptop takes ten seconds and more for a draft; so many are lost by a kill.
BATCH = 2
# Who reworded a summary, where nobody has: a model is still to do it, nobody knows yet
# whether one does it soundly, one gave up on it and is asked again by the next call.
PENDING = "~"
UNKNOWN = "?"
UNFINISHED = "!"
# Words of a summary that one draft covers, roughly.
WORDS_OF_A_DRAFT = 40
ASKED_NOBODY = "All sentences are quotations, as was asked."
NOBODY = "All sentences are quotations: no language model is installed that runs here."

TRYING = (
    "Trying whether the language model rewords soundly; this is done once for each model."
    " The summaries are there; you may stop."
)

# Drafts written now, done, and all there are.
Drafting = Generator[tuple[int, int, int], None, Reworded]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pacing:
    """How fast a language model drafts on this machine.

    Attributes:
        seconds: For one draft.
    """

    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafter:
    """Who puts sentences into words, if anybody does.

    Attributes:
        model: None where all sentences stay quotations, or where it is not open yet.
        prompts: What it is asked.
        mark: Fingerprint of model and prompts; empty where nobody drafts.
        note: What a reader should know of it.
        pace: Seconds that a draft took in its check; None where that is not known.
    """

    model: LanguageModel | None = None
    prompts: Prompts
    mark: str = ""
    note: str = ""
    pace: float | None = None

    def expected_drafts(self, words: int) -> float:
        """How many drafts a summary of so many words is expected to need."""
        return words / WORDS_OF_A_DRAFT if self.mark else 0.0


# ------------------------------------------------------------------ who drafts
def known_drafter(
    tools: Tools, embedder: Embedder, settings: SummarySettings, prompts: Prompts
) -> Drafter:
    """Who would draft, as far as that is known without asking the model.

    Raises:
        PostroomError: The model that somebody asked for cannot be used.
    """
    if settings.language_model == NO_MODEL:
        return Drafter(prompts=prompts, note=ASKED_NOBODY)
    try:
        model = tools.open_language_model(settings.language_model)
    except PostroomError as error:
        if settings.language_model:
            raise  # somebody asked for this one
        return nobody(prompts, error)
    if model is None:
        return Drafter(prompts=prompts, note=NOBODY)
    with closing(model):
        path = check_path(tools, embedder, model, prompts)
        kept = kept_check(path, RewordingCheck)
        if kept is None:
            return Drafter(prompts=prompts, mark=UNKNOWN)
        return as_checked(None, kept, (prompts, mark_of(model, prompts)), path)


def as_checked(
    model: LanguageModel | None,
    check: RewordingCheck,
    told: tuple[Prompts, str],
    path: Path,
) -> Drafter:
    """Who drafts, by the check of the model.

    Args:
        model: Where it is open.
        check: Its result.
        told: What it is asked, and the fingerprint of both.
        path: Where the check is kept.
    """
    prompts, mark = told
    if not check.takes_part:
        return Drafter(prompts=prompts, note=check.note)
    pacing = kept_check(pacing_path(path), Pacing)
    return Drafter(
        model=model,
        prompts=prompts,
        mark=mark,
        note=check.note,
        pace=None if pacing is None else pacing.seconds,
    )


def nobody(prompts: Prompts, error: PostroomError) -> Drafter:
    """Nobody drafts, as the model that is there cannot be used."""
    return Drafter(prompts=prompts, note=f"All sentences are quotations. {error}")


def pacing_path(path: Path) -> Path:
    """Where the pace of a model lies, beside its check."""
    return path.with_name(f"{path.stem}-pace.json")


def mark_of(model: LanguageModel, prompts: Prompts) -> str:
    """Fingerprint of a model and of what it is asked."""
    return ":" + fingerprint(model.sha256, prompts)


def open_drafter(
    tools: Tools,
    models: tuple[Embedder, ExitStack],
    settings: SummarySettings,
    prompts: Prompts,
) -> Generator[Step, None, Drafter]:
    """Who puts sentences into words; a model that was never checked is checked now.

    Args:
        tools: Of the workspace.
        models: The embedder, and what closes a language model that stays open.
        settings: Which model may draft.
        prompts: What it is asked.

    Raises:
        PostroomError: The model that somebody asked for cannot be used.
    """
    embedder, held = models
    try:
        model = tools.open_language_model(settings.language_model)
        if model is None:
            return Drafter(prompts=prompts, note=NOBODY)
        held.enter_context(closing(model))
        check = yield from known_worth(tools, embedder, model, prompts)
    except PostroomError as error:
        if settings.language_model:
            raise  # somebody asked for this one
        return nobody(prompts, error)
    path = check_path(tools, embedder, model, prompts)
    return as_checked(model, check, (prompts, mark_of(model, prompts)), path)


def known_worth(
    tools: Tools, embedder: Embedder, model: LanguageModel, prompts: Prompts
) -> Generator[Step, None, RewordingCheck]:
    """What a model's drafts are worth on known passages, asked once for each model."""
    path = check_path(tools, embedder, model, prompts)
    kept = kept_check(path, RewordingCheck)
    if kept is not None:
        return kept
    tasks = known_tasks(prompts)
    lines, began = list[str](), tools.clock()
    for some in batches(tasks, BATCH):
        yield Step(
            phase=Phase.MODEL_CHECK,
            done=len(lines),
            total=len(tasks),
            message=TRYING,
        )
        lines += drafted(model, some, prompts)
    seconds = tools.clock() - began
    found = check_rewording(prompts, lines, similarities(embedder, tasks, lines))
    keep_check(pacing_path(path), Pacing(seconds=seconds / max(1, len(tasks))))
    keep_check(path, found)
    return found


def check_path(
    tools: Tools, embedder: Embedder, model: LanguageModel, prompts: Prompts
) -> Path:
    """Where the check of a model on known passages is kept."""
    told = fingerprint("rewording", tools.version, embedder.sha256, model.sha256, prompts)
    return tools.checks / f"{told[:32]}.json"


# ------------------------------------------------------------------ drafts
def reword(
    case: CaseFile,
    key: int,
    models: tuple[Embedder, Drafter],
    sections: Sequence[SummarySection],
) -> Drafting:
    """Sections with those drafts in the place of quotations that hold.

    Drafts are kept with the document, so that none is written twice. Where the model gives
    up, what it has not reworded stays a quotation, and the note says so.

    Yields:
        After each few drafts: how many were written now, how many there are, of how many.
    """
    embedder, drafter = models
    model = drafter.model
    if model is None:
        return Reworded(sections=tuple(sections), note=drafter.note)
    left_out = orders_in(embedder, sections)
    tasks = [
        tasks_of(section, drafter.prompts, kept_out)
        for section, kept_out in zip(sections, left_out, strict=True)
    ]
    every = [task for some in tasks for task in some]
    asked = [drafter.mark + fingerprint(task.text) for task in every]
    lines = store.drafts(case, key)
    missing = [n for n, one in enumerate(asked) if one not in lines]
    done, note, finished = len(every) - len(missing), drafter.note, True
    for some in batches(missing, BATCH):
        try:
            written = drafted(model, [every[number] for number in some], drafter.prompts)
        except PostroomError as error:
            note = (
                f"The language model gave up, so further sentences are quotations. {error}"
            )
            finished = False
            break
        fresh = {asked[n]: line for n, line in zip(some, written, strict=True)}
        store.put_drafts(case, key, fresh)
        lines |= fresh
        done += len(some)
        yield len(some), done, len(every)
    drafts = [lines.get(one, "") for one in asked]
    likeness = similarities(embedder, every, drafts)
    results = [
        reworded(task, draft, near) if draft else task.sentences
        for task, draft, near in zip(every, drafts, likeness, strict=True)
    ]
    return Reworded(
        sections=tuple(placed(sections, tasks, results)),
        rejected=sum(
            result == task.sentences and bool(draft)
            for task, draft, result in zip(every, drafts, results, strict=True)
        ),
        models=((model.name, model.sha256),) if every else (),
        note=note,
        finished=finished,
    )


def placed(
    sections: Sequence[SummarySection],
    tasks: Sequence[Sequence[RewordingTask]],
    results: Sequence[Sequence[object]],
) -> Iterator[SummarySection]:
    """Each section with the results of its own tasks."""
    first = 0
    for section, some in zip(sections, tasks, strict=True):
        own = results[first : first + len(some)]
        yield reworded_section(section, some, own)  # type: ignore[arg-type]  # of reworded
        first += len(some)


def drafted(
    model: LanguageModel, tasks: Sequence[RewordingTask], prompts: Prompts
) -> list[str]:
    """What a language model writes of each task."""
    question = DraftQuestion(
        instruction=prompts.instruction,
        item=prompts.item,
        chat=prompts.chat,
        item_tokens=prompts.item_tokens,
        most_tokens=prompts.most_tokens,
    )
    return list(model.draft([task.text for task in tasks], question).lines)


def similarities(
    embedder: Embedder, tasks: Sequence[RewordingTask], drafts: Sequence[str]
) -> list[float]:
    """How near in meaning each draft is to its passages, -1 to 1."""
    said = embed_lines(embedder, [read_sentence(draft) or "." for draft in drafts])
    meant = embed_lines(embedder, [task.meaning for task in tasks])
    return [float(near) for near in (said * meant).sum(axis=1)]


def orders_in(
    embedder: Embedder, sections: Sequence[SummarySection]
) -> list[frozenset[int]]:
    """For each section the numbers of its sentences that speak to a computer."""
    texts = [sentence.text for section in sections for sentence in section.sentences]
    like = embed_lines(embedder, texts) @ embed_lines(embedder, ORDERS).T
    speaks = like.max(axis=1, initial=-1.0) >= LIKE
    found, first = [], 0
    for section in sections:
        count = len(section.sentences)
        found.append(frozenset(np.flatnonzero(speaks[first : first + count]).tolist()))
        first += count
    return found
