"""The real child process, started, killed and starved."""

import contextlib
import io
import os
import signal
import sys
import threading

import pytest

from app.isolation import Blob, Child, Frame, Limits, serving, try_guards, windows
from app.isolation.child import environment
from app.isolation.frames import read_frame, write_frame
from app.isolation.serving import describe, run_child
from app.records import ChildError, PasswordNeededError, PostroomError, StoppedError

LIMITS = Limits(memory_bytes=512 * 2**20)
QUESTION = Frame(header={})
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="seccomp and RLIMIT_DATA are Linux's"
)


@linux_only
def test_a_child_can_open_no_socket_write_no_file_and_take_no_more_memory():
    guards = try_guards()
    assert (guards.network_refused, guards.files_refused, guards.memory_refused) == (
        True,
        True,
        True,
    )


def test_a_child_stays_for_the_next_question():
    with Child("probe", LIMITS) as child:
        list(child.ask(QUESTION, patience=30))
        first = child.pid
        list(child.ask(QUESTION, patience=30))
        assert child.pid == first


def test_a_killed_child_is_replaced_at_the_next_question():
    with Child("probe", LIMITS) as child:
        list(child.ask(QUESTION, patience=30))
        first = child.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, os.WNOHANG)
        answers = ask_until_answered(child)
        assert len(answers) == 1
        assert child.pid != first


def ask_until_answered(child: Child) -> list[Frame]:
    try:
        return list(child.ask(QUESTION, patience=30))
    except ChildError:  # the death was noticed only by asking
        return list(child.ask(QUESTION, patience=30))


def test_giving_up_an_answer_ends_the_child():
    child = Child("probe", LIMITS)
    answer = child.ask(QUESTION, patience=30)
    next(answer)
    answer.close()
    assert child.pid is None


def test_a_name_that_is_not_in_the_list_starts_nothing():
    assert run_child("shell", LIMITS.as_argument(os.getpid())) == 2
    with Child("shell", LIMITS) as child, pytest.raises(ChildError) as caught:
        list(child.ask(QUESTION, patience=30))
    assert caught.value.cause == "crashed"


@linux_only
def test_a_child_without_room_to_start_is_named_as_an_error():
    # Larger than what a started Python may still have at hand.
    large = Blob(dtype="uint8", shape=(2**23,), data=bytes(2**23))
    with (
        Child("probe", Limits(memory_bytes=2**20)) as child,
        pytest.raises(ChildError),
    ):
        list(child.ask(Frame(header={}, blobs=(large,)), patience=30))


def test_an_error_of_ours_crosses_as_type_and_line_without_its_text():
    try:
        raise ValueError("Dear Sir, my secret")
    except ValueError as error:
        told = describe(error)
    assert told["type"] == "ValueError"
    assert "secret" not in str(told)


def test_an_error_for_people_crosses_with_its_sentences():
    told = describe(PostroomError("Page 3 is damaged.", "Ask for it again."))
    assert told == {
        "class": "known",
        "what": "Page 3 is damaged.",
        "remedy": "Ask for it again.",
    }
    assert describe(PasswordNeededError("x", "y"))["class"] == "password"
    assert describe(MemoryError())["class"] == "memory"
    assert describe(StoppedError("x", "y"))["class"] == "stopped"


def test_what_is_no_json_is_told_as_a_fault_and_the_child_goes_on(monkeypatch):
    questions, answers = io.BytesIO(), io.BytesIO()
    for said in ({1, 2}, "plain"):
        write_frame(questions, Frame(header={"wrong": said == {1, 2}}))
    questions.seek(0)
    monkeypatch.setattr(serving, "take_pipes", lambda: (questions, answers))
    serving.serve(
        lambda asked: iter([Frame(header={"a": {1} if asked.header["wrong"] else 1})])
    )
    answers.seek(0)
    frames = [read_frame(answers) for _ in range(3)]
    told = [frame.header for frame in frames if frame is not None]
    assert told[0]["value"]["type"] == "TypeError"
    assert told[1:] == [{"kind": "part", "value": {"a": 1}}, {"kind": "end"}]


@linux_only
def test_a_child_that_is_killed_from_another_thread_is_told_of_at_once():
    with Child("probe", LIMITS) as child:
        list(child.ask(QUESTION, patience=30))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)  # no answer comes before the kill
        killing = threading.Timer(0.5, child.kill)
        killing.start()
        with pytest.raises(ChildError) as caught:
            list(child.ask(QUESTION, patience=30))
        killing.join()
    assert caught.value.cause == "crashed"  # not "stalled", as after all patience


def test_a_killed_child_that_is_closed_is_not_alive_and_can_be_killed_again():
    with Child("probe", LIMITS) as child:
        list(child.ask(QUESTION, patience=30))
        alive = child.is_alive
        assert alive
        child.kill()
        with contextlib.suppress(ChildError):
            list(child.ask(QUESTION, patience=30))
        child.close()
        assert not child.is_alive
        child.kill()


def test_a_process_that_works_has_its_own_children_and_all_memory_on_windows_too():
    fenced = windows.job_limits(2**30)
    free = windows.job_limits(0, start_programs=True)
    ends_with_owner = windows.LIMIT_KILL_ON_JOB_CLOSE
    assert fenced.basic.limit_flags & windows.LIMIT_ACTIVE_PROCESS
    assert fenced.basic.limit_flags & windows.LIMIT_PROCESS_MEMORY
    assert fenced.process_memory == 2**30
    assert not free.basic.limit_flags & windows.LIMIT_ACTIVE_PROCESS
    assert not free.basic.limit_flags & windows.LIMIT_PROCESS_MEMORY
    assert fenced.basic.limit_flags & free.basic.limit_flags & ends_with_owner


def test_a_process_that_works_keeps_the_persons_own_number_of_threads(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    works = Limits(memory_bytes=0, write_files=True, start_programs=True)
    assert "OPENBLAS_NUM_THREADS" not in environment(works)
    assert environment(LIMITS)["OPENBLAS_NUM_THREADS"] == "1"
