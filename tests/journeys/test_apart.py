"""The sample mail sorted in a process apart: stopped, killed, left, and gone on with."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import cast

import pytest

from app.desktop import outcome
from app.desktop.collecting import collected_here
from app.desktop.contracts import Postroom as Contract
from app.desktop.outcome import Offer
from app.desktop.session import Session
from app.records import Phase, PostroomError, RowFilter, SortSettings
from app.startup import Postroom, work_apart
from app.startup.apart import ApartPostroom
from app.store.lock import lock_path
from tests.journeys.conftest import INBOX

PATIENCE = 120_000
ALL = 10_000
# All that needs no character recognition, which takes most of the time.
MAIL = tuple(
    INBOX / name
    for name in ("311_requests_march.xlsx", "walk_in_comments.csv", "email", "letters")
)
SETTINGS = SortSettings(language_model="none")


@pytest.fixture
def postroom(data, monkeypatch):
    monkeypatch.setenv("POSTROOM_DATA", str(data))
    apart = cast("ApartPostroom", work_apart(Postroom.start(), Contract))
    yield apart
    apart.end_process()


def verdicts(workspace):
    """Of every row: its document, its place, and what was decided."""
    return [
        (
            row.document.name,
            row.item.place if row.item else None,
            (row.verdict.status, row.verdict.category) if row.verdict else None,
        )
        for row in workspace.rows(RowFilter(), 0, ALL)
    ]


def until(steps, phase):
    """The steps up to the first one of a phase."""
    for step in steps:
        if step.phase is phase:
            return step
    raise AssertionError(f"{phase} never came")


def test_stopped_and_killed_in_the_middle_the_run_ends_as_if_it_had_never_been(
    postroom, tmp_path
):
    case = postroom.workspace(tmp_path / "mail.postroom")
    added = case.add(MAIL)
    scheme = postroom.scheme()

    steps = case.sort(scheme, SETTINGS)
    stopped_at = until(steps, Phase.READING)
    steps.close()
    assert stopped_at.counts.documents > 0
    first = postroom._process.pid

    steps = case.sort(scheme, SETTINGS)
    until(steps, Phase.MEANING)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(PostroomError, match="cut off"):
        list(steps)
    assert case.unfinished
    assert postroom._process.pid not in (None, first)

    *_, last = case.sort(scheme, SETTINGS)
    assert not case.unfinished
    counts = case.counts()
    assert last.counts == counts
    assert counts.documents >= added
    assert counts.undecided == 0
    assert counts.items == counts.sorted + counts.needs_review + counts.failed
    rows = case.rows(RowFilter(), 0, ALL)
    assert case.count_rows(RowFilter()) == len(rows)
    assert counts.items == sum(row.item is not None for row in rows)

    as_ever = Postroom.start().workspace(tmp_path / "as ever.postroom")
    as_ever.add(MAIL)
    list(as_ever.sort(scheme, SETTINGS))
    assert counts == as_ever.counts()
    assert verdicts(case) == verdicts(as_ever)
    as_ever.close()
    case.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_window_that_the_system_ends_closes_as_a_person_closes_it(data, tmp_path, told):
    case = tmp_path / "mail.postroom"
    Postroom.start().workspace(case).close()
    window = subprocess.Popen(
        [sys.executable, "-m", "app", "desk", str(case)],
        env={**os.environ, "POSTROOM_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
    pause, until = threading.Event(), time.monotonic() + PATIENCE / 1000
    while not lock_path(case).exists() and time.monotonic() < until:
        pause.wait(0.05)
    assert lock_path(case).exists()
    window.send_signal(told)
    assert window.wait(PATIENCE / 1000) == 0
    assert [file.name for file in tmp_path.glob("mail*")] == ["mail.postroom"]
    assert "fault" not in (data / "logs" / "postroom.log").read_text()


def test_a_run_that_the_window_left_is_offered_to_go_on_when_the_case_is_opened(
    qtbot, postroom, tmp_path
):
    case = tmp_path / "mail.postroom"

    def session_with(facts_signal, ask):
        made = Session(postroom)
        with qtbot.waitSignal(getattr(made, facts_signal), timeout=PATIENCE) as told:
            ask(made)
        return made, told.args[0]

    def leave(session):
        with qtbot.waitSignal(session.left, timeout=PATIENCE):
            session.leave()

    def add(session):
        session.path = case
        session.add(MAIL[:3])

    with collected_here():
        session, facts = session_with("documents_added", add)
        with qtbot.waitSignal(
            session.stepped,
            timeout=PATIENCE,
            check_params_cb=lambda step: step.phase is Phase.MEANING,
        ):
            session.sort(postroom.scheme(), SETTINGS)
        leave(session)
        assert case.is_file()
        assert not case.with_name("mail.postroom-journal").exists()

        session, facts = session_with("opened", lambda made: made.open_case(case))
        assert facts.unfinished
        session.sort(facts.scheme, facts.settings)
        qtbot.waitSignal(session.stepped, timeout=PATIENCE).wait()
        with qtbot.waitSignal(session.job_ended, timeout=PATIENCE) as ended:
            session.stop()
            session._cut_off()  # as after ten seconds
        assert (ended.args[0].stopped, ended.args[0].cut_off) == (True, True)
        assert ended.args[0].facts.unfinished
        opening = outcome.on_opening(facts)
        assert opening is not None
        assert opening.offer is Offer.GO_ON
        with qtbot.waitSignal(session.job_ended, timeout=PATIENCE) as ended:
            session.sort(facts.scheme, facts.settings)
        end = ended.args[0]
        assert (end.stopped, end.failed) == (False, False)
        assert end.facts.counts.undecided == 0
        assert end.facts.counts.items > 300
        assert outcome.on_opening(end.facts) is None
        leave(session)
