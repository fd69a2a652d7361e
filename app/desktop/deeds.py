"""What the worker does with an open case at one go: how it stands, and a person's word."""

from __future__ import annotations

from collections.abc import Iterator

from app.desktop.asking import CaseDeed, DeedDone, ProgramDeed
from app.desktop.check_questions import CheckAnswer, CheckAnswered
from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import About, CaseFacts, Deed, Done, Job, SortJob, Wish
from app.records import Step

__all__ = [
    "ABOUT",
    "answered_check",
    "done",
    "facts_of",
    "fulfilled_wish",
    "steps_of_sorting",
]

# Beside what a problem with a job is told; a job that a screen began tells it by itself.
ABOUT = {
    **dict.fromkeys(Job, About.THEMES),
    Job.SORT: About.SORTING,
    Job.EXPORT: About.EXPORT,
    Job.LEARN: About.LEARNING,
    Job.SUMMARIZE: About.SUMMARIES,
    Job.EXPORT_SUMMARIES: About.SUMMARIES,
}


def facts_of(workspace: Workspace) -> CaseFacts:
    """How the case stands now."""
    scheme = workspace.scheme
    return CaseFacts(
        path=workspace.path,
        scheme=scheme,
        counts=workspace.counts(),
        documents=tuple(workspace.documents()),
        locked=tuple(workspace.locked()),
        note=workspace.note,
        method=workspace.about().notes if scheme is not None else (),
        unfinished=workspace.unfinished,
        settings=workspace.settings,
        person=workspace.person,
        new_labels=workspace.new_labels() if scheme is not None else 0,
        learned=workspace.learned if scheme is not None else None,
        has_themes=workspace.themes.found,
        theme_settings=workspace.themes.settings,
        has_summaries=any(
            each.state in ("first", "whole") for each in workspace.summaries.documents()
        ),
    )


def steps_of_sorting(workspace: Workspace, job: SortJob) -> Iterator[Step]:
    """The steps of a run that was asked for."""
    if job.adopt:
        workspace.adopt()
    return workspace.sort(job.scheme, job.settings, job.passwords)


def fulfilled_wish(workspace: Workspace, wish: Wish) -> Done:
    """A person's wish on items is so, and how things stand after it."""
    if wish.deed is Deed.CATEGORY:
        workspace.correct(
            wish.keys, wish.category, seconds=wish.seconds, private=wish.private
        )
    elif wish.deed is Deed.PRIVATE:
        workspace.set_private(wish.keys, private=wish.private)
    else:
        workspace.undo_many(wish.keys)
    return Done(wish=wish, counts=workspace.counts(), new_labels=workspace.new_labels())


def answered_check(workspace: Workspace, answer: CheckAnswer) -> CheckAnswered:
    """What a person says in a blind check is kept, and how things stand after it."""
    workspace.answer(
        answer.check, answer.key, answer.person, answer.category, answer.seconds
    )
    return CheckAnswered(
        answer=answer, counts=workspace.counts(), new_labels=workspace.new_labels()
    )


def done(
    postroom: Postroom, workspace: Workspace | None, deed: CaseDeed | ProgramDeed
) -> DeedDone | None:
    """A screen's deed is done, and how things stand; None where no case is open for it."""
    if isinstance(deed, ProgramDeed):
        value = deed.do(postroom)
    elif workspace is None:
        return None
    else:
        value = deed.do(workspace)
    if workspace is None:
        return DeedDone(deed=deed, value=value)
    return DeedDone(
        deed=deed,
        value=value,
        counts=workspace.counts(),
        new_labels=workspace.new_labels(),
    )
