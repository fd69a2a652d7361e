"""The real program with its work in a real process apart: asked, killed, and begun anew."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import cast

import pytest

from app.desktop.contracts import Postroom as Contract
from app.isolation import Child, Frame
from app.records import PasswordNeededError, PostroomError
from app.startup import Postroom, work_apart
from app.startup.apart import LIMITS, ApartPostroom, WorkFaultError
from app.startup.places import find_places
from app.startup.policy import Policy

ROOT = Path(__file__).parents[2]
WINDOW_MODULES = """
import pkgutil, sys, importlib
import app.desktop, app.startup
for found in pkgutil.iter_modules(app.desktop.__path__):
    importlib.import_module("app.desktop." + found.name)
from app.desktop.contracts import Postroom as Contract
from app.startup import Postroom, work_apart
from app.startup.apart import LIGHT
postroom = work_apart(Postroom.start(), Contract)
for name in LIGHT:
    getattr(postroom, name)
postroom.scheme()
postroom.schemes()
postroom.shelf.schemes()
postroom.save_settings(postroom.settings.settings)
rooms = ("app.workflow", "app.triage", "app.store", "app.readers", "app.engine")
loaded = [name for name in sys.modules if name.startswith(rooms)]
print(*sorted(loaded), *({"scipy", "sklearn", "sqlite3", "openpyxl"} & set(sys.modules)))
"""
CONTRACT_ALONE = """
import sys
import app.desktop.contracts, app.startup.apart_child
print(*({"PySide6", "pyqtgraph", "numpy"} & set(sys.modules)))
"""
WORK_AND_WAIT = """
import sys, time
from pathlib import Path
from app.desktop.contracts import Postroom as Contract
from app.startup import Postroom, work_apart
postroom = work_apart(Postroom.start(), Contract)
case = postroom.workspace(Path(sys.argv[1]))
case.add((postroom.sample_inbox,))
steps = case.sort(postroom.scheme(), case.settings)
for _ in range(3):
    next(steps)
print("at work", flush=True)
time.sleep(60)
"""


@pytest.fixture
def postroom(tmp_path):
    places = find_places()
    data = tmp_path / "data"
    here = Postroom(type(places)(shipped=places.shipped, data=data), Policy(), None)
    apart = cast("ApartPostroom", work_apart(here, Contract))
    yield apart
    apart.end_process()


@pytest.fixture
def letters(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(5):
        (folder / f"letter {number}.txt").write_text(f"The street lamp {number} is dark.")
    return folder


@pytest.fixture
def case(postroom, letters, tmp_path):
    opened = postroom.workspace(tmp_path / "mail.postroom")
    opened.add((letters,))
    yield opened
    opened.close()


def children_of(pid):
    """The processes below this one, all generations of them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid and words[0] != "Z":
            child = int(status.parent.name)
            found += [child, *children_of(child)]
    return found


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill_work(postroom):
    os.kill(postroom._process.pid, signal.SIGKILL)
    wait_until(lambda: postroom._process.pid is None)


def wait_until(it_is_so):
    pause, until = threading.Event(), time.monotonic() + 10
    while not it_is_so() and time.monotonic() < until:
        pause.wait(0.01)
    assert it_is_so()


def test_what_is_light_is_answered_without_a_process(postroom):
    assert postroom.version
    assert postroom.sample_inbox.is_dir()
    assert postroom.scheme().names
    assert postroom._process.pid is None


def test_a_case_lives_in_a_process_apart(postroom, case, tmp_path):
    assert postroom._process.pid in children_of(os.getpid())
    assert case.path == tmp_path / "mail.postroom"
    assert case.scheme is None
    assert case.themes.found is False
    assert [one.name for one in case.documents()] == [f"letter {n}.txt" for n in range(5)]
    assert case.counts().documents == 5


def test_a_second_process_reads_what_the_first_has_written(postroom, case):
    reader = postroom.own_process()
    read = reader.workspace(case.path, read_only=True)
    assert read.counts() == case.counts()
    assert reader._process.pid != postroom._process.pid
    with pytest.raises(PostroomError, match="read"):
        read.add((Path(__file__),))
    read.close()
    reader.end_process()


def test_an_error_comes_with_its_words(postroom, tmp_path):
    with pytest.raises(PostroomError) as caught:
        postroom.workspace(tmp_path / "nowhere.postroom", read_only=True)
    assert caught.value.what == f"There is no case file {tmp_path}/nowhere.postroom."
    assert caught.value.remedy == "Check its name."
    assert not isinstance(caught.value, PasswordNeededError)


def test_a_fault_is_told_as_ours_and_the_process_stays(postroom, case):
    before = postroom._process.pid
    with pytest.raises(WorkFaultError, match="KeyError"):
        case.row(10**9)
    assert case.counts().documents == 5
    assert postroom._process.pid == before
    log = postroom._postroom.places.logs / "postroom.log"
    assert "app.fault KeyError at" in log.read_text()


def test_what_the_protocol_does_not_promise_cannot_be_asked(case):
    with pytest.raises(AttributeError, match="promises no"):
        case.purge()


def test_after_a_kill_it_is_told_once_and_the_case_is_open_again(postroom, case):
    kill_work(postroom)
    assert case.counts().documents == 5
    first = postroom._process.pid
    steps = case.sort(postroom.scheme(), case.settings)
    next(steps)
    kill_work(postroom)
    with pytest.raises(PostroomError, match="cut off") as caught:
        list(steps)
    assert "kept" in caught.value.remedy
    assert case.counts().documents == 5
    assert case.themes.found is False
    assert postroom._process.pid not in (None, first)


def test_work_that_does_not_end_can_be_cut_off_from_another_thread(postroom, case):
    steps = case.sort(postroom.scheme(), case.settings)
    next(steps)
    threading.Timer(0.2, postroom.cut_off).start()
    with pytest.raises(PostroomError, match="cut off"):
        list(steps)


def test_a_closed_case_cannot_be_asked_and_closing_twice_does_nothing(postroom, letters):
    case = postroom.workspace(letters / "a.postroom")
    case.close()
    case.close()
    with pytest.raises(ValueError, match="closed"):
        case.counts()


def test_closing_a_case_whose_process_is_gone_starts_none(postroom, letters):
    case = postroom.workspace(letters / "a.postroom")
    kill_work(postroom)
    case.close()
    assert postroom._process.pid is None


def test_another_case_can_be_opened_in_the_same_process(postroom, case, tmp_path):
    other = postroom.workspace(tmp_path / "other.postroom")
    assert other.counts().documents == 0
    assert case.counts().documents == 5
    case.close()
    assert other.counts().documents == 0
    other.close()


def test_a_case_file_in_use_is_refused_to_a_second_writer(postroom, case):
    second = postroom.own_process()
    with pytest.raises(PostroomError, match="Another Postroom"):
        second.workspace(case.path)
    second.end_process()


def run_python(program, data):
    """What a fresh Python says that runs this program."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "POSTROOM_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip(), done.stderr


def test_the_window_loads_no_room_that_works(tmp_path):
    assert run_python(WINDOW_MODULES, tmp_path) == ("", "")


def test_the_process_apart_loads_no_window(tmp_path):
    assert run_python(CONTRACT_ALONE, tmp_path) == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_process_that_works_may_write_but_has_no_network():
    with Child("probe", LIMITS) as child:
        (told,) = child.ask(Frame(header={}), patience=30)
    assert told.header["network refused"] is True
    assert told.header["files refused"] is False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_the_window_is_killed_nothing_stays_running(postroom, tmp_path):
    window = subprocess.Popen(
        [sys.executable, "-c", WORK_AND_WAIT, str(tmp_path / "mail.postroom")],
        cwd=ROOT,
        env={**os.environ, "POSTROOM_DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
    )
    assert window.stdout is not None
    assert window.stdout.readline().strip() == b"at work"
    below = children_of(window.pid)
    assert len(below) >= 2  # the work, and the reader or the model that it started
    window.kill()
    window.communicate()
    wait_until(lambda: not any(is_running(pid) for pid in below))
    again = postroom.workspace(tmp_path / "mail.postroom")
    assert again.counts().documents >= 48
    again.close()
