"""What labels would change, seen before anything of it is used."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from app import store
from app.engine import Embedder
from app.records import (
    Change,
    LearningReport,
    Lesson,
    Phase,
    Scheme,
    SortSettings,
    Status,
    Step,
    Verdict,
)
from app.records.lines import place_words
from app.store import CaseFile, Memory, StoredItem
from app.workflow.asking import Say
from app.workflow.deciding import verdicts_of
from app.workflow.judging import Judge
from app.workflow.labels import Labels, labels_in_use, newest_labels, opened_memory
from app.workflow.meaning import find_meanings
from app.workflow.pace import Pace
from app.workflow.sorting import language_model, listen
from app.workflow.teaching import Lessons, find_ground, learned_judge
from app.workflow.tools import Tools

__all__ = ["MOST_CHANGES", "preview"]

MOST_CHANGES = 300
BATCH = 500
SHOWN_CHARACTERS = 200


def preview(
    case: CaseFile, tools: Tools, scheme: Scheme, settings: SortSettings
) -> Generator[Step, None, tuple[Lesson, Labels]]:
    """Learn from all labels at hand, and see what that would change; nothing is stored.

    Yields:
        A step now and then.

    Returns:
        The report with the items that would be sorted otherwise, and the labels.

    Raises:
        PostroomError: The embedder is missing, or the memory cannot be opened.
    """
    yield Step(phase=Phase.LEARNING, counts=store.counts(case))
    model = language_model(tools, settings)
    try:
        with (
            opened_memory(tools, scheme, wanted=settings.memory) as memory,
            closing(tools.open_embedder()) as embedder,
        ):
            if not case.read_only:
                yield from find_meanings(case, embedder, Pace(clock=tools.clock))
            models = (embedder, model)
            say = yield from listen(tools, models, scheme, settings, memory)
            lessons = lessons_of(case, memory, scheme, settings, say)
            new, lesson = compare(case, tools, embedder, scheme, lessons)
            labels = lessons[1].labels
            if new is None:
                return lesson, labels
            say = say.heeding(new.learned)
            return (yield from seen(case, new, say, lesson)), labels
    finally:
        if model is not None:
            model.close()


def lessons_of(
    case: CaseFile, memory: Memory | None, scheme: Scheme, settings: SortSettings, say: Say
) -> tuple[Lessons, Lessons]:
    """What is used now, and what would be."""
    old, new = (
        Lessons(
            labels=labels,
            memory=memory,
            wanted=settings.accuracy,
            say=say,
        )
        for labels in (
            labels_in_use(case, memory, scheme),
            newest_labels(case, memory, scheme),
        )
    )
    return old, new


def compare(
    case: CaseFile,
    tools: Tools,
    embedder: Embedder,
    scheme: Scheme,
    lessons: tuple[Lessons, Lessons],
) -> tuple[Judge | None, Lesson]:
    """The judge that all labels make, and how it did; None where there is nothing new."""
    old, new = lessons
    ground = find_ground(case, embedder, tools.background, scheme)
    before, _ = learned_judge(ground, old)
    judge, report = learned_judge(ground, replace(new, before=before))
    if report is None:
        none = LearningReport(labels=0, used=False, reason="There are no labels yet.")
        if old.labels.known:
            why = "All labels were taken back: nothing is learned from any more."
            none = replace(none, used=True, reason=why)
        report = replace(none, left_out=new.labels.left_out)
    lesson = Lesson(report=report, items=store.counts(case).items)
    return (judge if report.used else None), lesson


def seen(
    case: CaseFile, judge: Judge, say: Say, lesson: Lesson
) -> Generator[Step, None, Lesson]:
    """The lesson with the items of the case that would be sorted otherwise."""
    changes: list[Change] = []
    changed = alone = done = 0
    for batch in store.each_items(case, batch=BATCH):
        verdicts = verdicts_of(case, judge, say, batch)
        alone += sum(one.status is Status.SORTED for one in verdicts)
        found = changes_in(case, batch, verdicts)
        changed += len(found)
        changes = surest([*changes, *found])
        done += len(batch)
        yield Step(phase=Phase.DECIDING, done=done, total=lesson.items)
    return replace(
        lesson,
        changes=tuple(changes),
        changed=changed,
        decided_alone=alone if lesson.report.calibrated else None,
    )


def changes_in(
    case: CaseFile, batch: Sequence[StoredItem], verdicts: Sequence[Verdict]
) -> list[Change]:
    """The items of a batch that would be sorted otherwise than they are."""
    found = []
    for entry, verdict in zip(batch, verdicts, strict=True):
        item = entry.item
        now = store.verdict(case, item.key)
        if now is None or now.reviewed or now.category == verdict.category:
            continue
        found.append(
            Change(
                item=item.key,
                document=store.document(case, item.document).name,
                place=place_words(item.place),
                text=" ".join(item.text[:SHOWN_CHARACTERS].split()),
                before=now.category,
                after=verdict.category,
                probability=verdict.probability,
            )
        )
    return found


def surest(changes: list[Change]) -> list[Change]:
    """The surest changes, so many as are shown."""
    changes.sort(key=lambda change: (-(change.probability or 0.0), change.item))
    return changes[:MOST_CHANGES]
