"""The one worker thread: it owns the case file that is written to and runs the jobs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QDeadlineTimer,
    QObject,
    Qt,
    QThread,
    Signal,
    SignalInstance,
    Slot,
)

from app.desktop.asking import CaseDeed, CaseTask, ProgramDeed, ProgramTask
from app.desktop.check_questions import CheckAnswer
from app.desktop.contracts import Postroom, Workspace
from app.desktop.deeds import (
    ABOUT,
    answered_check,
    done,
    facts_of,
    fulfilled_wish,
    steps_of_sorting,
)
from app.desktop.faults import our_fault
from app.desktop.processes import cut_off, end_of
from app.desktop.questions import (
    About,
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

__all__ = ["Worker"]

log = logging.getLogger(__name__)
T = TypeVar("T")

# How long the worker takes steps before it looks at its other messages, in milliseconds.
_TURN = 40


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
    deed_done = Signal(object)
    job_ended = Signal(object)
    problem = Signal(object)
    _again = Signal()
    _wake = Signal()

    def __init__(self, postroom: Postroom) -> None:
        super().__init__()
        self._postroom = postroom
        self._workspace: Workspace | None = None
        self._path: Path | None = None
        self._steps: Iterator[Step] | None = None
        self._job = Job.SORT
        self._target: Path | None = None
        self._task: CaseTask | ProgramTask | None = None
        self._stop = threading.Event()
        self._pause = threading.Event()
        self._cut = threading.Event()
        self._is_held = False
        self.latest: Step | None = None
        self._again.connect(self._take_turn, Qt.ConnectionType.QueuedConnection)
        self._wake.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def expect_job(self) -> None:
        """A job will be asked for; what is asked of it from now on counts; any thread."""
        for each in (self._stop, self._pause, self._cut):
            each.clear()

    def ask_stop(self) -> None:
        """The job ends before its next step; may be called from any thread."""
        self._stop.set()
        self.ask_go_on()

    def ask_pause(self) -> None:
        """No step is begun until ``ask_go_on`` or ``ask_stop``; from any thread."""
        self._pause.set()

    def ask_go_on(self) -> None:
        """The steps go on; from any thread."""
        self._pause.clear()
        self._wake.emit()

    def cut_off(self) -> None:
        """A step that does not end is ended, where that can be done; from any thread.

        What it did is committed in batches, so that nothing but the last batch is lost.
        """
        self._cut.set()  # before, so that whoever is told of the end knows why
        if not cut_off(self._postroom):
            self._cut.clear()

    @Slot()
    def get_ready(self) -> None:
        """What the work needs is loaded, before anybody waits for it."""
        self._guarded(About.CASE, self._postroom.get_ready)

    @Slot(object)
    def open_case(self, path: Path) -> None:
        """The case file is open, and the one before it closed."""
        facts = self._guarded(About.CASE, lambda: facts_of(self._opened(path)))
        if facts is not None:
            self.opened.emit(facts)

    @Slot(object)
    def add(self, files: FilesToAdd) -> None:
        """The files are in the case; a new case is made for the first of them."""
        before = self._path
        workspace = self._guarded(About.ADDING, lambda: self._opened(files.case))
        if workspace is None:
            return
        if before != self._path:
            self._tell(About.ADDING, facts_of, self.opened)
        added = self._guarded(About.ADDING, lambda: workspace.add(files.inputs))
        if added is not None:
            told = self._guarded(About.ADDING, lambda: facts_of(workspace))
            if told is not None:
                self.documents_added.emit(told, added)

    @Slot(object)
    def sort(self, job: SortJob) -> None:
        """A run has begun."""
        self._begin_on_case(Job.SORT, lambda case: steps_of_sorting(case, job))

    @Slot()
    def learn(self) -> None:
        """What all labels at hand would teach is being found out; nothing is changed."""
        self._begin_on_case(Job.LEARN, lambda case: case.preview())

    @Slot(object)
    def export(self, path: Path) -> None:
        """The results are being written."""
        self._target = path
        self._begin_on_case(Job.EXPORT, lambda case: case.export(path))

    @Slot(object)
    def decide(self, wish: Wish) -> None:
        """A person's word on items is kept or taken back."""
        self._tell(About.DECIDING, lambda case: fulfilled_wish(case, wish), self.done)

    @Slot(int)
    def begin_check(self, sample: int) -> None:
        """A sample is drawn for a blind check."""
        self._tell(About.CHECK, lambda case: case.begin_check(sample), self.check_begun)

    @Slot(object)
    def answer_check(self, answer: CheckAnswer) -> None:
        """What a person says of an item of a sample is kept."""
        told = self.check_answered
        self._tell(About.CHECK, lambda case: answered_check(case, answer), told)

    @Slot(object)
    def work_on_themes(self, wish: ThemeWish) -> None:
        """A job on themes has begun, or a person's word on them is kept."""
        if isinstance(wish, ThemeJob):
            self._target = target_of(wish)
            self._begin_on_case(job_of(wish), lambda case: steps_of(case.themes, wish))
        else:
            told = self.themes_done
            self._tell(About.THEMES, lambda case: fulfilled(case.themes, wish), told)

    @Slot(object)
    def work_on_summaries(self, wish: SummaryWish) -> None:
        """A run has begun, or a person's word on a summary is kept."""
        if isinstance(wish, SummaryJob):
            self._target = target_of_summaries(wish)
            job = job_of_summaries(wish)
            self._begin_on_case(job, lambda case: steps_of_summaries(case.summaries, wish))
        else:
            told = self.summaries_done
            self._tell(About.SUMMARIES, lambda case: deed_done(case.summaries, wish), told)

    @Slot(object)
    def do(self, deed: CaseDeed | ProgramDeed) -> None:
        """A person's word is kept, or a problem told."""
        told = self._guarded(
            About.ASKED, lambda: done(self._postroom, self._workspace, deed), asked=deed
        )
        if told is not None:
            self.deed_done.emit(told)

    @Slot(object)
    def begin_task(self, task: CaseTask | ProgramTask) -> None:
        """Long work has begun; of a case there is nothing to begin where none is open."""
        if isinstance(task, ProgramTask):
            postroom = self._postroom
            self._begin(task.job, lambda: task.steps(postroom), task)
        else:
            self._begin_on_case(task.job, task.steps, task)

    @Slot()
    def close_case(self) -> None:
        """Nothing is open; work that was under way has ended."""
        if self._steps is not None:
            self._end(stopped=True, failed=False)
        workspace, self._workspace, self._path = self._workspace, None, None
        if workspace is not None:
            self._guarded(About.CASE, workspace.close)

    @Slot()
    def leave(self) -> None:
        """Everything is let go and the thread ends."""
        try:
            self._close_steps()  # nobody waits to be told of their end any more
            self.close_case()
        except Exception:  # the edge of the thread: leaving must end it whatever happens
            log.exception("closing the case failed")
        end_of(self._postroom)
        QThread.currentThread().quit()

    def _opened(self, path: Path) -> Workspace:
        if self._workspace is not None and self._path == path:
            return self._workspace
        workspace = self._postroom.workspace(path)
        self.close_case()
        self._workspace, self._path = workspace, path
        return workspace

    def _guarded(
        self, about: About, act: Callable[[], T], *, asked: object = None
    ) -> T | None:
        try:
            return act()
        except PostroomError as error:
            what, remedy = error.what, error.remedy
        except Exception:  # the edge of the thread: a fault of ours, told as one
            log.exception("%s failed", about)
            what, remedy = our_fault()
        self.problem.emit(Problem(about=about, what=what, remedy=remedy, asked=asked))
        return None

    def _tell(
        self, about: About, act: Callable[[Workspace], object], told: SignalInstance
    ) -> None:
        """What is done at once with the open case is told, or a problem."""
        workspace = self._workspace
        if workspace is not None:
            done = self._guarded(about, lambda: act(workspace))
            if done is not None:
                told.emit(done)

    def _of_the_job(self, act: Callable[[], T]) -> T | None:
        about = ABOUT[self._job] if self._task is None else About.ASKED
        return self._guarded(about, act, asked=self._task)

    def _begin_on_case(
        self,
        job: Job,
        start: Callable[[Workspace], Iterator[Step]],
        task: CaseTask | None = None,
    ) -> None:
        workspace = self._workspace
        if workspace is not None:
            self._begin(job, lambda: start(workspace), task)
        else:  # whoever waits for its end must be told of one
            self._job, self._task = job, task
            self._end(stopped=False, failed=True)

    def _begin(
        self,
        job: Job,
        start: Callable[[], Iterator[Step]],
        task: CaseTask | ProgramTask | None = None,
    ) -> None:
        self._close_steps()
        self._is_held = False
        self.latest = None
        self._job = job
        self._task = task
        self._steps = self._of_the_job(start)
        if self._steps is None:
            self._end(stopped=False, failed=True)
        else:
            self._again.emit()

    @Slot()
    def _take_turn(self) -> None:
        steps = self._steps
        if steps is None:
            return
        going = self._of_the_job(lambda: self._turn(steps))
        if going is None:
            self._end(stopped=False, failed=True)
        elif self._stop.is_set():
            self._end(stopped=going, failed=False)
        elif not going:
            self._end(stopped=False, failed=False)
        elif self._pause.is_set():
            self._is_held = True
        else:
            self._again.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._is_held:
            self._is_held = False
            self._again.emit()

    def _turn(self, steps: Iterator[Step]) -> bool:
        """Whether there is more to do."""
        turn = QDeadlineTimer(_TURN)
        try:
            while not self._is_to_rest() and not turn.hasExpired():
                self.latest = next(steps)
        except StopIteration:
            return False
        except StoppedError:
            self._stop.set()
        except PostroomError:
            if not self._cut.is_set():
                raise
            self._steps = None  # gone with their process
        return True

    def _is_to_rest(self) -> bool:
        return self._stop.is_set() or self._pause.is_set()

    def _end(self, *, stopped: bool, failed: bool) -> None:
        self._close_steps()
        workspace = self._workspace
        facts, lesson, value = None, None, None
        if not (stopped or failed):  # before anything else, while what was found is there
            found = self._of_the_job(lambda: (self._value(),))
            failed = found is None
            value = found[0] if found is not None else None
        if workspace is not None:
            facts = self._guarded(About.CASE, lambda: facts_of(workspace))
            if self._job is Job.LEARN and not (stopped or failed):
                lesson = self._of_the_job(lambda: workspace.lesson)
        self.job_ended.emit(
            JobEnd(
                job=self._job,
                stopped=stopped,
                failed=failed,
                facts=facts,
                path=self._target,
                lesson=lesson,
                task=self._task,
                value=value,
                cut_off=self._cut.is_set(),
            )
        )

    def _value(self) -> object:
        """What the task found; None where there is none."""
        task, workspace = self._task, self._workspace
        if isinstance(task, ProgramTask):
            return task.value(self._postroom)
        if task is not None and workspace is not None:
            return task.value(workspace)
        return None

    def _close_steps(self) -> None:
        steps, self._steps = self._steps, None
        if isinstance(steps, Generator) and not self._cut.is_set():
            self._guarded(About.SORTING, steps.close)
