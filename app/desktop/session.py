"""The window's end of the threads: what it may ask, and what it is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QObject, Qt, QThread, QTimer, Signal

from app.desktop.asking import CaseDeed, CaseTask, ProgramDeed, ProgramTask
from app.desktop.case_reader import CaseReader, Question
from app.desktop.check_questions import CheckAnswer
from app.desktop.contracts import Postroom
from app.desktop.free_names import free_path
from app.desktop.processes import of_its_own
from app.desktop.questions import (
    CaseFacts,
    FilesToAdd,
    Job,
    JobEnd,
    PictureAsked,
    SortJob,
    Wish,
)
from app.desktop.summary_answers import job_of_summaries
from app.desktop.summary_questions import SummaryJob, SummaryPictureAsked, SummaryWish
from app.desktop.theme_answers import job_of
from app.desktop.theme_questions import ThemeJob, ThemeWish
from app.desktop.worker import Worker
from app.records import Scheme, SortSettings, Step

__all__ = ["Session"]

# How often the newest step of a job is looked at, in milliseconds.
_LOOK = 100

# How long a step may go on after the person stopped it, in milliseconds.
_LAST_STEP = 10_000

# How long the worker waits for readers when everything is left, in milliseconds.
_LAST_ANSWER = 2_000


class Session(QObject):
    """One case being worked on: a worker that writes, and two readers, each on a thread.

    The second reader draws page pictures, so that a slow page never holds up the table.

    Args:
        postroom: Opens case files.
    """

    opened = Signal(object)
    documents_added = Signal(object, int)
    done = Signal(object)
    check_begun = Signal(object)
    check_answered = Signal(object)
    themes_done = Signal(object)
    summaries_done = Signal(object)
    deed_done = Signal(object)
    job_began = Signal(object)
    stepped = Signal(object)
    job_ended = Signal(object)
    paused = Signal(bool)
    answered = Signal(object)
    problem = Signal(object)
    left = Signal()

    _get_ready = Signal()
    _open = Signal(object)
    _add = Signal(object)
    _sort = Signal(object)
    _export = Signal(object)
    _learn = Signal()
    _decide = Signal(object)
    _begin_check = Signal(int)
    _answer_check = Signal(object)
    _work_on_themes = Signal(object)
    _work_on_summaries = Signal(object)
    _do = Signal(object)
    _begin_task = Signal(object)
    _close = Signal()
    _turn_readers = Signal(object)
    _ask = Signal(object)
    _ask_picture = Signal(object)
    _leave_reading = Signal()
    _leave = Signal()

    def __init__(self, postroom: Postroom) -> None:
        super().__init__()
        self.path: Path | None = None
        self.passwords: tuple[str, ...] = ()
        self.job: Job | None = None
        self._postroom = postroom
        self._threads: list[QThread] = []
        self._looked_at: Step | None = None
        self._worker = Worker(of_its_own(postroom))
        self._rows_reader = CaseReader(of_its_own(postroom))
        self._picture_reader = CaseReader(of_its_own(postroom), rests=True)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK)
        self._looking.timeout.connect(self._look)
        self._stopping = QTimer(self)
        self._stopping.setSingleShot(True)
        self._stopping.setInterval(_LAST_STEP)
        self._stopping.timeout.connect(self._cut_off)
        self._connect_worker()
        self._connect_readers()
        self._running = 0
        for reader in (self._rows_reader, self._picture_reader):
            self._leave_reading.connect(reader.leave)
            self._house(reader)
        self._leave.connect(self._worker.leave)
        self._house(self._worker)

    def get_ready(self) -> None:
        """What the work needs is loaded in the background."""
        self._get_ready.emit()

    def open_case(self, path: Path) -> None:
        """The case is asked for; ``opened`` follows, or a problem."""
        self._open.emit(path)

    def new_case(self) -> None:
        """No case is open."""
        self.path = None
        self.passwords = ()
        self._turn_readers.emit(None)
        self._close.emit()

    def add(self, inputs: tuple[Path, ...]) -> None:
        """Files and folders go into the case, into a new one where none is open."""
        case = self.path or _new_case_path(self._postroom.default_case_folder)
        self._add.emit(FilesToAdd(case=case, inputs=inputs))

    def sort(self, scheme: Scheme, settings: SortSettings, *, adopt: bool = False) -> None:
        """A run begins; with ``adopt`` it uses all labels at hand."""
        job = SortJob(
            scheme=scheme, settings=settings, passwords=self.passwords, adopt=adopt
        )
        self._begin(Job.SORT)
        self._sort.emit(job)

    def learn(self) -> None:
        """What the labels at hand would teach is found out."""
        self._begin(Job.LEARN)
        self._learn.emit()

    def export(self, path: Path) -> None:
        """The results are written."""
        self._begin(Job.EXPORT)
        self._export.emit(path)

    def stop(self) -> None:
        """The job ends before its next step; one that does not end is cut off."""
        self._worker.ask_stop()
        if self.job is not None:
            self._stopping.start()

    def pause(self) -> None:
        """The job rests after the step that is under way; ``paused`` follows."""
        if self.job is not None:
            self._worker.ask_pause()
            self._tell_pause(rests=True)

    def go_on(self) -> None:
        """The job goes on where it rests; ``paused`` follows."""
        if self.job is not None:
            self._worker.ask_go_on()
            self._tell_pause(rests=False)

    def decide(self, wish: Wish) -> None:
        """A person's word on items; ``done`` follows, or a problem."""
        self._decide.emit(wish)

    def begin_check(self, sample: int) -> None:
        """A sample for a blind check; ``check_begun`` follows, or a problem."""
        self._begin_check.emit(sample)

    def answer_check(self, answer: CheckAnswer) -> None:
        """What a person says in a blind check; ``check_answered`` follows, or a problem."""
        self._answer_check.emit(answer)

    def work_on_themes(self, wish: ThemeWish) -> None:
        """A job on themes begins, or ``themes_done`` follows, or a problem."""
        if isinstance(wish, ThemeJob):
            self._begin(job_of(wish))
        self._work_on_themes.emit(wish)

    def work_on_summaries(self, wish: SummaryWish) -> None:
        """A run begins, or ``summaries_done`` follows, or a problem."""
        if isinstance(wish, SummaryJob):
            self._begin(job_of_summaries(wish))
        self._work_on_summaries.emit(wish)

    def do(self, deed: CaseDeed | ProgramDeed) -> None:
        """A person's word; ``deed_done`` follows, or a problem."""
        self._do.emit(deed)

    def begin(self, task: CaseTask | ProgramTask) -> None:
        """Long work begins; ``job_ended`` follows in any case."""
        self._begin(task.job)
        self._begin_task.emit(task)

    def ask(self, question: Question) -> None:
        """Answered through ``answered``."""
        self._ask.emit(question)

    def ask_picture(self, question: PictureAsked | SummaryPictureAsked) -> None:
        """Answered through ``answered``; pictures asked for earlier are given up."""
        self._picture_reader.want_only(question.token)
        self._ask_picture.emit(question)

    def leave(self) -> None:
        """Everything stops and is closed; ``left`` follows once the threads have ended."""
        self.stop()
        if self._stopping.isActive():  # whoever leaves waits less
            self._stopping.start(_LAST_STEP // 2)
        # The worker is the last to close the case, so that no file of SQLite's stays beside
        # it; a reader that does not end does not keep it waiting for long.
        QTimer.singleShot(_LAST_ANSWER, self, self._leave.emit)
        self._leave_reading.emit()

    @property
    def has_left(self) -> bool:
        """Whether no thread is running any more."""
        return self._running == 0

    def _begin(self, job: Job) -> None:
        self._worker.expect_job()
        self.job = job
        self._looked_at = None
        self._looking.start()
        self.job_began.emit(job)

    def _tell_pause(self, *, rests: bool) -> None:
        self.paused.emit(rests)

    def _cut_off(self) -> None:
        if self.job is not None:
            self._worker.cut_off()

    def _look(self) -> None:
        step = self._worker.latest
        if step is not None and step is not self._looked_at:
            self._looked_at = step
            self.stepped.emit(step)

    def _connect_worker(self) -> None:
        worker = self._worker
        self._get_ready.connect(worker.get_ready)
        self._get_ready.connect(self._rows_reader.get_ready)
        self._open.connect(worker.open_case)
        self._add.connect(worker.add)
        self._sort.connect(worker.sort)
        self._export.connect(worker.export)
        self._learn.connect(worker.learn)
        self._decide.connect(worker.decide)
        self._begin_check.connect(worker.begin_check)
        self._answer_check.connect(worker.answer_check)
        self._work_on_themes.connect(worker.work_on_themes)
        self._work_on_summaries.connect(worker.work_on_summaries)
        self._do.connect(worker.do)
        self._begin_task.connect(worker.begin_task)
        self._close.connect(worker.close_case)
        worker.opened.connect(self._take_case)
        worker.documents_added.connect(self.documents_added)
        worker.done.connect(self.done)
        worker.check_begun.connect(self.check_begun)
        worker.check_answered.connect(self.check_answered)
        worker.themes_done.connect(self.themes_done)
        worker.summaries_done.connect(self.summaries_done)
        worker.deed_done.connect(self.deed_done)
        worker.job_ended.connect(self._end_job)
        worker.problem.connect(self.problem)

    def _connect_readers(self) -> None:
        self._ask.connect(self._rows_reader.ask)
        self._ask_picture.connect(self._picture_reader.ask)
        for reader in (self._rows_reader, self._picture_reader):
            self._turn_readers.connect(reader.turn_to)
            reader.answered.connect(self.answered)
            reader.problem.connect(self.problem)

    def _house(self, inhabitant: Worker | CaseReader) -> None:
        thread = QThread(self)
        inhabitant.moveToThread(thread)
        thread.finished.connect(self._count_out)
        self._threads.append(thread)
        self._running += 1
        thread.start()

    def _take_case(self, facts: CaseFacts) -> None:
        if facts.path != self.path:
            self.passwords = ()
        self.path = facts.path
        self._turn_readers.emit(facts.path)
        self.opened.emit(facts)

    def _end_job(self, end: JobEnd) -> None:
        self.job = None
        self._looking.stop()
        self._stopping.stop()
        self._look()
        self.job_ended.emit(end)

    def _count_out(self) -> None:
        self._running -= 1
        if self._running == 1:
            self._leave.emit()
        if self._running == 0:
            for thread in self._threads:
                thread.wait()
            self.left.emit()


def _new_case_path(folder: Path) -> Path:
    """A name for a case that no file has yet: the day, and a number where it is taken."""
    # Local day: it is a name for the person who works here, not a moment to compute with.
    day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    return free_path(folder / f"Work {day}.postroom")
