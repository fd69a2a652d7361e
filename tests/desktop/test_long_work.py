"""Long work in the window: paused, gone on with, stopped, cut off, told of at its end."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from app.desktop import outcome
from app.desktop.asking import CaseDeed, CaseTask, ProgramTask
from app.desktop.case_reader import CaseReader
from app.desktop.look import Look
from app.desktop.notices import Notices, end_words
from app.desktop.outcome import Offer
from app.desktop.questions import CountsAsked, Job, JobEnd
from app.desktop.run_strip import RunStrip
from app.desktop.session import Session
from app.desktop.summary_questions import ExportSummaries
from app.desktop.theme_questions import ExportThemes
from app.records import Phase, PostroomError, RowFilter, SortSettings, Step
from tests.desktop.scripted import SCHEME, ScriptedPostroom, ScriptedWorkspace

PATIENCE = 10_000


class ApartPostroom(ScriptedPostroom):
    """A scripted program whose work can be cut off, as if it were in a process apart."""

    def __init__(self, home):
        super().__init__(home)
        self.ended = 0

    def own_process(self):
        return self

    def end_process(self):
        self.ended += 1

    def cut_off(self):
        self.script.death = PostroomError("The work was cut off.", "All is kept.")
        self.script.go_on.set()


@pytest.fixture
def postroom(tmp_path):
    return ApartPostroom(tmp_path)


@pytest.fixture
def session(qtbot, postroom):
    made = Session(postroom)
    with qtbot.waitSignal(made.documents_added, timeout=PATIENCE):
        made.add((postroom.sample_inbox,))
    yield made
    postroom.script.go_on.set()
    if made.has_left:
        return
    with qtbot.waitSignal(made.left, timeout=PATIENCE):
        made.leave()


@pytest.fixture
def strip(qtbot, qapp, postroom):
    made = RunStrip(Look(qapp, postroom.icons))
    qtbot.addWidget(made)
    return made


def sort_until(qtbot, session, postroom, step):
    """A run that waits in this step until the script lets it go on."""
    postroom.script.pause_at = step
    session.sort(SCHEME, SortSettings())
    qtbot.waitUntil(postroom.script.paused.is_set, timeout=PATIENCE)


def ends(qtbot, session):
    return qtbot.waitSignal(session.job_ended, timeout=PATIENCE)


def test_a_paused_job_takes_no_step_until_it_goes_on(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    with qtbot.waitSignal(session.paused) as told:
        session.pause()
    assert told.args == [True]
    postroom.script.go_on.set()
    qtbot.waitUntil(lambda: session._worker._is_held, timeout=PATIENCE)
    rested_at = session._worker.latest
    qtbot.wait(150)
    assert session._worker.latest is rested_at
    assert session.job is Job.SORT
    with ends(qtbot, session) as ended, qtbot.waitSignal(session.paused) as told:
        session.go_on()
    assert told.args == [False]
    end = ended.args[0]
    assert (end.stopped, end.failed, end.cut_off) == (False, False, False)
    assert end.facts.counts.undecided == 0


def test_a_paused_job_can_be_stopped(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    session.pause()
    postroom.script.go_on.set()
    qtbot.waitUntil(lambda: session._worker._is_held, timeout=PATIENCE)
    with ends(qtbot, session) as ended:
        session.stop()
    assert ended.args[0].stopped


def test_pausing_and_going_on_at_once_steps_on_as_before(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    session.pause()
    session.go_on()
    with ends(qtbot, session) as ended:
        postroom.script.go_on.set()
    assert not ended.args[0].stopped


def test_the_next_job_is_not_paused_because_the_last_one_was(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    session.pause()
    postroom.script.go_on.set()
    with ends(qtbot, session):
        session.stop()
    postroom.script.pause_at = -1
    with ends(qtbot, session) as ended:
        session.sort(SCHEME, SortSettings())
    assert not ended.args[0].stopped


def test_while_nothing_runs_there_is_nothing_to_pause(qtbot, session):
    with qtbot.assertNotEmitted(session.paused):
        session.pause()
        session.go_on()


def test_a_step_that_does_not_end_after_stop_is_cut_off(qtbot, session, postroom):
    problems: list[PostroomError] = []
    session.problem.connect(problems.append)
    session._stopping.setInterval(50)
    sort_until(qtbot, session, postroom, 2)
    with ends(qtbot, session) as ended:
        session.stop()
    end = ended.args[0]
    assert (end.stopped, end.failed, end.cut_off) == (True, False, True)
    assert end.facts is not None
    assert problems == []
    said = outcome.after_cut_off(end)
    assert said.offer is Offer.GO_ON
    assert "kept" in said.remedy


def test_a_step_that_ends_in_time_is_not_cut_off(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    with ends(qtbot, session) as ended:
        session.stop()
        postroom.script.go_on.set()
    assert (ended.args[0].stopped, ended.args[0].cut_off) == (True, False)
    assert not session._stopping.isActive()


def test_work_that_dies_by_itself_is_told_and_the_case_is_read_again(
    qtbot, session, postroom
):
    sort_until(qtbot, session, postroom, 2)
    with ends(qtbot, session) as ended, qtbot.waitSignal(session.problem) as told:
        postroom.cut_off()
    end = ended.args[0]
    assert (end.stopped, end.failed, end.cut_off) == (False, True, False)
    assert end.facts is not None
    assert told.args[0].what == "The work was cut off."


def test_leaving_ends_every_process(qtbot, postroom):
    session = Session(postroom)
    with qtbot.waitSignal(session.left, timeout=PATIENCE):
        session.leave()
    assert postroom.ended == 3


def test_the_worker_is_the_last_to_close_a_case(qtbot, session, monkeypatch):
    closed = []
    close = ScriptedWorkspace.close

    def noted(workspace):
        closed.append(workspace._read_only)
        close(workspace)

    def long(reader):
        threading.Event().wait(0.2)
        rest(reader)

    rest = CaseReader._rest
    monkeypatch.setattr(ScriptedWorkspace, "close", noted)
    monkeypatch.setattr(CaseReader, "_rest", long)
    with qtbot.waitSignal(session.answered):
        session.ask(CountsAsked(generation=1, row_filter=RowFilter()))
    with qtbot.waitSignal(session.left, timeout=PATIENCE):
        session.leave()
    assert closed == [True, False]


def test_the_strip_offers_to_pause_and_to_go_on(qtbot, strip):
    strip.begin(Job.SORT)
    strip.show_step(Step(phase=Phase.READING, done=3, total=10, seconds_left=90.0))
    assert strip.pause.accessibleName() == "Pause"
    with qtbot.waitSignal(strip.pause_wanted) as wanted:
        strip.pause.click()
    assert wanted.args == [True]
    strip.show_paused(rests=True)
    strip.show_step(Step(phase=Phase.READING, done=4, total=10, seconds_left=90.0))
    assert (strip.phase.text(), strip.left.text()) == ("Paused", "")
    assert strip.pause.accessibleName() == "Go on"
    with qtbot.waitSignal(strip.pause_wanted) as wanted:
        strip.pause.click()
    assert wanted.args == [False]
    strip.show_paused(rests=False)
    strip.show_step(Step(phase=Phase.READING, done=5, total=10, seconds_left=80.0))
    assert strip.phase.text() != "Paused"
    assert strip.left.text()


def test_the_strip_tells_how_much_is_done(qtbot, strip):
    strip.begin(Job.SORT)
    with qtbot.waitSignal(strip.share_changed) as told:
        strip.show_step(Step(phase=Phase.READING, done=42, total=100))
    assert told.args == [42]
    strip.show_step(Step(phase=Phase.STARTING))
    assert strip.share == -1
    strip.show_step(Step(phase=Phase.READING, done=7, total=5))
    assert strip.share == 100
    strip.rest(None)
    assert strip.share == -1


def end_of(job, *, stopped=False, failed=False):
    return JobEnd(job=job, stopped=stopped, failed=failed, facts=None)


def test_the_end_of_a_job_marks_a_window_that_is_not_looked_at(qtbot, session, monkeypatch):
    marked: list[QMainWindow] = []
    monkeypatch.setattr(QApplication, "alert", marked.append)
    window = QMainWindow()
    qtbot.addWidget(window)
    wanted = [False]
    Notices(window, session, lambda: wanted[0])
    session.job_ended.emit(end_of(Job.SORT))
    wanted[0] = True
    session.job_ended.emit(end_of(Job.SORT, stopped=True))
    assert marked == []
    session.job_ended.emit(end_of(Job.SORT))
    assert marked == [window]
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    session.job_ended.emit(end_of(Job.SORT))
    assert marked == [window]


def test_every_job_has_a_sentence_for_its_end():
    for job in Job:
        assert end_words(end_of(job)).endswith(".")
    assert "why" in end_words(end_of(Job.SORT, failed=True))


def test_a_reader_that_rests_lets_go_of_its_process_and_reads_again_when_asked(
    qtbot, postroom, tmp_path
):
    reader = CaseReader(postroom, rests=True)
    reader._resting.setInterval(10)
    reader.turn_to(tmp_path / "mail.postroom")
    question = CountsAsked(generation=1, row_filter=RowFilter())
    for ended in (1, 2):
        with qtbot.waitSignal(reader.answered):
            reader.ask(question)
        qtbot.waitUntil(lambda so_far=ended: postroom.ended == so_far, timeout=PATIENCE)
        assert reader._workspace is None


def test_a_task_of_the_program_needs_no_case(qtbot, postroom):
    @dataclass(frozen=True, slots=True)
    class Looking(ProgramTask):
        @property
        def job(self):
            return Job.EXPORT

        def steps(self, postroom):
            yield Step(phase=Phase.WRITING, done=1, total=1, message=postroom.version)

        def value(self, postroom):
            return postroom.version

    session = Session(postroom)
    with ends(qtbot, session) as ended:
        session.begin(Looking())
    end = ended.args[0]
    assert (end.task, end.value, end.facts) == (Looking(), "0.1.0", None)
    with qtbot.waitSignal(session.left, timeout=PATIENCE):
        session.leave()


def test_a_task_on_a_case_ends_at_once_where_none_is_open(qtbot, postroom):
    @dataclass(frozen=True, slots=True)
    class Looking(CaseTask):
        @property
        def job(self):
            return Job.EXPORT

        def steps(self, workspace):
            raise AssertionError(workspace)

    session = Session(postroom)
    with ends(qtbot, session) as ended:
        session.begin(Looking())
    assert ended.args[0].failed
    assert session.job is None
    with qtbot.waitSignal(session.left, timeout=PATIENCE):
        session.leave()


@dataclass(frozen=True, slots=True)
class Failing(CaseTask):
    """Work that goes well, and whose finding cannot be had."""

    @property
    def job(self):
        return Job.EXPORT

    def steps(self, workspace):
        yield Step(phase=Phase.WRITING, done=1, total=1)

    def value(self, workspace):
        raise PostroomError(f"{workspace.path.name} is gone.", "Look for it.")


def test_work_whose_finding_cannot_be_had_has_failed(qtbot, session):
    with ends(qtbot, session) as ended, qtbot.waitSignal(session.problem) as told:
        session.begin(Failing())
    assert (ended.args[0].failed, ended.args[0].value) == (True, None)
    assert told.args[0].asked == Failing()


def test_a_run_that_is_wanted_where_no_case_is_open_ends_at_once(qtbot, postroom):
    session, home = Session(postroom), postroom.sample_inbox
    for begin in (
        lambda: session.sort(SCHEME, SortSettings()),
        session.learn,
        lambda: session.export(home / "none.xlsx"),
        lambda: session.work_on_themes(ExportThemes(path=home / "none.xlsx")),
        lambda: session.work_on_summaries(ExportSummaries(path=home / "none.docx")),
    ):
        with ends(qtbot, session) as ended:
            begin()
        assert ended.args[0].failed
        assert session.job is None
    with qtbot.waitSignal(session.left, timeout=PATIENCE):
        session.leave()


def test_a_run_has_ended_when_its_case_is_closed(qtbot, session, postroom):
    sort_until(qtbot, session, postroom, 2)
    session.pause()
    postroom.script.go_on.set()
    qtbot.waitUntil(lambda: session._worker._is_held, timeout=PATIENCE)
    with ends(qtbot, session) as ended:
        session.new_case()
    assert ended.args[0].stopped
    assert session.job is None


def test_a_run_that_is_paused_before_it_has_begun_rests(qtbot, session, postroom):
    held = threading.Event()

    @dataclass(frozen=True, slots=True)
    class Long(CaseDeed):
        def do(self, workspace):
            held.wait(PATIENCE / 1000)

    postroom.script.pause_at = -1
    session.do(Long())
    session.sort(SCHEME, SortSettings())
    session.pause()
    held.set()
    qtbot.waitUntil(lambda: session._worker._is_held, timeout=PATIENCE)
    with ends(qtbot, session) as ended:
        session.go_on()
    assert not ended.args[0].stopped
