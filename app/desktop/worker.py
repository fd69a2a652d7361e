"""The one worker thread: it owns the case file that is written to and runs the jobs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QObject,
    Qt,
    QThread,
    Signal,
    Slot,
)

from app.desktop.check_questions import CheckAnswer, CheckAnswered
from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import (
    About,
    CaseFacts,
    Deed,
    Done,
    FilesToAdd,
    Job,
    JobEnd,
    Problem,
    SortJob,
    Wish,
)
from app.desktop.summary_answers import (
    deed_done,
    job_of_summaries,
    steps_of_summaries,
    target_of_summaries,
)
from app.desktop.summary_questions import SummaryJob, SummaryWish
from app.desktop.theme_answers import fulfilled, job_of, steps_of, target_of
from app.desktop.theme_questions import ThemeJob, ThemeWish
from app.records import PostroomError, Step, StoppedError

__all__ = ["Worker", "our_fault"]

log = logging.getLogger(__name__)
T = TypeVar("T")

# How long the worker takes steps before it looks at its other messages, in milliseconds.
_TURN = 40

_ABOUT = {
    **dict.fromkeys(Job, About.THEMES),
    Job.SORT: About.SORTING,
    Job.EXPORT: About.EXPORT,
    Job.LEARN: About.LEARNING,
    Job.SUMMARIZE: About.SUMMARIES,
    Job.EXPORT_SUMMARIES: About.SUMMARIES,
}


def our_fault() -> tuple[str, str]:
    """What is said of a fault of the program: what happened, and what to do."""
    say = QCoreApplication.translate
    return (
        say("Worker", "Something inside Postroom went wrong."),
        say(
            "Worker",
            "Everything decided so far is kept. Try again; see the log for details.",
        ),
    )


class Worker(QObject):
    """Opens, adds, sorts and exports, one thing at a time, a turn at a time.

    Args:
        postroom: Opens the case file, on this worker's own thread.

    Attributes:
        latest: The newest step of the job. It is left here to be looked at, not sent: a run
            may take thousands of steps a second, or one that lasts a minute.
    """

    opened = Signal(object)
    documents_added = Signal(object, int)
    done = Signal(object)
    check_begun = Signal(object)
    check_answered = Signal(object)
    themes_done = Signal(object)
    summaries_done = Signal(object)
    job_ended = Signal(object)
    problem = Signal(object)
    _again = Signal()

    def __init__(self, postroom: Postroom) -> None:
        super().__init__()
        self._postroom = postroom
        self._workspace: Workspace | None = None
        self._steps: Iterator[Step] | None = None
        self._job = Job.SORT
        self._target: Path | None = None
        self._stop = threading.Event()
        self.latest: Step | None = None
        self._again.connect(self._take_turn, Qt.ConnectionType.QueuedConnection)

    def ask_stop(self) -> None:
        """The job ends before its next step; may be called from any thread."""
        self._stop.set()

    @Slot()
    def get_ready(self) -> None:
        """What the work needs is loaded, before anybody waits for it."""
        self._guarded(About.CASE, self._postroom.get_ready)

    @Slot(object)
    def open_case(self, path: Path) -> None:
        """The case file is open, and the one before it closed."""
        workspace = self._guarded(About.CASE, lambda: self._opened(path))
        if workspace is not None:
            self.opened.emit(self._facts(workspace))

    @Slot(object)
    def add(self, files: FilesToAdd) -> None:
        """The files are in the case; a new case is made for the first of them."""
        before = self._workspace.path if self._workspace else None
        workspace = self._guarded(About.ADDING, lambda: self._opened(files.case))
        if workspace is None:
            return
        if before != workspace.path:
            self.opened.emit(self._facts(workspace))
        added = self._guarded(About.ADDING, lambda: workspace.add(files.inputs))
        if added is not None:
            self.documents_added.emit(self._facts(workspace), added)

    @Slot(object)
    def sort(self, job: SortJob) -> None:
        """A run has begun."""
        if self._workspace is not None:
            workspace = self._workspace

            def start() -> Iterator[Step]:
                if job.adopt:
                    workspace.adopt()
                return workspace.sort(job.scheme, job.settings, job.passwords)

            self._begin(Job.SORT, start)

    @Slot()
    def learn(self) -> None:
        """What all labels at hand would teach is being found out; nothing is changed."""
        if self._workspace is not None:
            self._begin(Job.LEARN, self._workspace.preview)

    @Slot(object)
    def export(self, path: Path) -> None:
        """The results are being written."""
        if self._workspace is not None:
            workspace = self._workspace
            self._target = path
            self._begin(Job.EXPORT, lambda: workspace.export(path))

    @Slot(object)
    def decide(self, wish: Wish) -> None:
        """A person's word on items is kept or taken back."""
        workspace = self._workspace
        if workspace is not None:
            done = self._guarded(About.DECIDING, lambda: _fulfilled(workspace, wish))
            if done is not None:
                self.done.emit(done)

    @Slot(int)
    def begin_check(self, sample: int) -> None:
        """A sample is drawn for a blind check."""
        workspace = self._workspace
        if workspace is not None:
            check = self._guarded(About.CHECK, lambda: workspace.begin_check(sample))
            if check is not None:
                self.check_begun.emit(check)

    @Slot(object)
    def answer_check(self, answer: CheckAnswer) -> None:
        """What a person says of an item of a sample is kept."""
        workspace = self._workspace
        if workspace is not None:
            kept = self._guarded(About.CHECK, lambda: _answered(workspace, answer))
            if kept is not None:
                self.check_answered.emit(kept)

    @Slot(object)
    def work_on_themes(self, wish: ThemeWish) -> None:
        """A job on themes has begun, or a person's word on them is kept."""
        if self._workspace is None:
            return
        themes = self._workspace.themes
        if isinstance(wish, ThemeJob):
            self._target = target_of(wish)
            self._begin(job_of(wish), lambda: steps_of(themes, wish))
            return
        done = self._guarded(About.THEMES, lambda: fulfilled(themes, wish))
        if done is not None:
            self.themes_done.emit(done)

    @Slot(object)
    def work_on_summaries(self, wish: SummaryWish) -> None:
        """A run has begun, or a person's word on a summary is kept."""
        if self._workspace is None:
            return
        summaries = self._workspace.summaries
        if isinstance(wish, SummaryJob):
            self._target = target_of_summaries(wish)
            self._begin(job_of_summaries(wish), lambda: steps_of_summaries(summaries, wish))
            return
        done = self._guarded(About.SUMMARIES, lambda: deed_done(summaries, wish))
        if done is not None:
            self.summaries_done.emit(done)

    @Slot()
    def close_case(self) -> None:
        """Nothing is open."""
        self._close_steps()
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    @Slot()
    def leave(self) -> None:
        """Everything is let go and the thread ends."""
        try:
            self.close_case()
        except Exception:  # the edge of the thread: leaving must end it whatever happens
            log.exception("closing the case failed")
        QThread.currentThread().quit()

    def _opened(self, path: Path) -> Workspace:
        if self._workspace is not None and self._workspace.path == path:
            return self._workspace
        workspace = self._postroom.workspace(path)
        self.close_case()
        self._workspace = workspace
        return workspace

    @staticmethod
    def _facts(workspace: Workspace) -> CaseFacts:
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

    def _guarded(self, about: About, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except PostroomError as error:
            self.problem.emit(Problem(about=about, what=error.what, remedy=error.remedy))
        except Exception:  # the edge of the thread: a fault of ours, told as one
            log.exception("%s failed", about)
            what, remedy = our_fault()
            self.problem.emit(Problem(about=about, what=what, remedy=remedy))
        return None

    def _begin(self, job: Job, start: Callable[[], Iterator[Step]]) -> None:
        self._stop.clear()
        self.latest = None
        self._job = job
        self._steps = self._guarded(_ABOUT[job], start)
        if self._steps is None:
            self._end(stopped=False, failed=True)
        else:
            self._again.emit()

    @Slot()
    def _take_turn(self) -> None:
        steps = self._steps
        if steps is None:
            return
        going = self._guarded(_ABOUT[self._job], lambda: self._turn(steps))
        if going is None:
            self._end(stopped=False, failed=True)
        elif self._stop.is_set():
            self._end(stopped=going, failed=False)
        elif going:
            self._again.emit()
        else:
            self._end(stopped=False, failed=False)

    def _turn(self, steps: Iterator[Step]) -> bool:
        """Whether there is more to do."""
        turn = QDeadlineTimer(_TURN)
        try:
            while not self._stop.is_set() and not turn.hasExpired():
                self.latest = next(steps)
        except StopIteration:
            return False
        except StoppedError:
            self._stop.set()
        return True

    def _end(self, *, stopped: bool, failed: bool) -> None:
        self._close_steps()
        workspace = self._workspace
        facts, lesson = None, None
        if workspace is not None:
            facts = self._guarded(About.CASE, lambda: self._facts(workspace))
            if self._job is Job.LEARN and not (stopped or failed):
                lesson = workspace.lesson
        self.job_ended.emit(
            JobEnd(
                job=self._job,
                stopped=stopped,
                failed=failed,
                facts=facts,
                path=self._target,
                lesson=lesson,
            )
        )

    def _close_steps(self) -> None:
        steps, self._steps = self._steps, None
        if isinstance(steps, Generator):
            self._guarded(About.SORTING, steps.close)


def _fulfilled(workspace: Workspace, wish: Wish) -> Done:
    if wish.deed is Deed.CATEGORY:
        workspace.correct(
            wish.keys, wish.category, seconds=wish.seconds, private=wish.private
        )
    elif wish.deed is Deed.PRIVATE:
        workspace.set_private(wish.keys, private=wish.private)
    else:
        for key in wish.keys:
            workspace.undo(key)
    return Done(wish=wish, counts=workspace.counts(), new_labels=workspace.new_labels())


def _answered(workspace: Workspace, answer: CheckAnswer) -> CheckAnswered:
    workspace.answer(
        answer.check, answer.key, answer.person, answer.category, answer.seconds
    )
    return CheckAnswered(
        answer=answer, counts=workspace.counts(), new_labels=workspace.new_labels()
    )
