"""The real child process, started, killed and starved."""

import os
import signal
import sys

import pytest

from app.isolation import Blob, Child, Frame, Limits, try_guards
from app.isolation.serving import describe, run_child
from app.records import ChildError, PasswordNeededError, PostroomError

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
