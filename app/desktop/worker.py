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

from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import (
    About,
    CaseFacts,
    FilesToAdd,
    Job,
    JobEnd,
    Problem,
    SortJob,
)
from app.records import PostroomError, Step, StoppedError

__all__ = ["Worker", "our_fault"]

log = logging.getLogger(__name__)
T = TypeVar("T")

# How long the worker takes steps before it looks at its other messages, in milliseconds.
_TURN = 40


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
            self._begin(
                Job.SORT, lambda: workspace.sort(job.scheme, job.settings, job.passwords)
            )

    @Slot(object)
    def export(self, path: Path) -> None:
        """The results are being written."""
        if self._workspace is not None:
            workspace = self._workspace
            self._target = path
            self._begin(Job.EXPORT, lambda: workspace.export(path))

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
        about = About.SORTING if job is Job.SORT else About.EXPORT
        self._steps = self._guarded(about, start)
        if self._steps is None:
            self._end(stopped=False, failed=True)
        else:
            self._again.emit()

    @Slot()
    def _take_turn(self) -> None:
        steps = self._steps
        if steps is None:
            return
        about = About.SORTING if self._job is Job.SORT else About.EXPORT
        going = self._guarded(about, lambda: self._turn(steps))
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
        facts = None
        if workspace is not None:
            facts = self._guarded(About.CASE, lambda: self._facts(workspace))
        self.job_ended.emit(
            JobEnd(
                job=self._job,
                stopped=stopped,
                failed=failed,
                facts=facts,
                path=self._target,
            )
        )

    def _close_steps(self) -> None:
        steps, self._steps = self._steps, None
        if isinstance(steps, Generator):
            self._guarded(About.SORTING, steps.close)
