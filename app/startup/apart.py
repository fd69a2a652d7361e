"""The program's work in processes apart: a stand-in for it that satisfies a Protocol.

Whoever shows a case file (a window) must stay small and quick, so what is asked here is
done in a child process, which holds the case file, the numbers and the models' children.
Every property and every call is one question and one answer; the Protocol's type hints say
how each value is sent.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Generator
from types import TracebackType
from typing import Any, TypeVar, cast

from app.isolation import Blob, Child, Frame, Limits
from app.records import ChildError, PostroomError, Step
from app.startup.apart_contract import Kind, Member, address_of, member_of
from app.startup.apart_values import codec_of
from app.startup.wiring import Postroom

__all__ = ["LIGHT", "ApartPostroom", "Process", "Remote", "WorkFaultError", "work_apart"]

log = logging.getLogger(__name__)
T = TypeVar("T")

# It writes case files and starts the readers and models, which have limits of their own.
LIMITS = Limits(memory_bytes=0, write_files=True, start_programs=True)

# What the program itself answers at once, without loading anything and without a child.
LIGHT = frozenset(
    {
        "appearance",
        "default_case_folder",
        "icons",
        "language",
        "log_path",
        "policy",
        "sample_inbox",
        "save_settings",
        "scheme",
        "schemes",
        "settings",
        "shelf",
        "state_folder",
        "text_size",
        "translations",
        "version",
    }
)


class WorkFaultError(Exception):
    """The process apart met a fault of ours; it has logged where."""


def work_apart(postroom: T, contract: type) -> T:
    """The same program with its work in processes apart.

    Args:
        postroom: As startup has built it.
        contract: The Protocol that the face asks by; what is no part of it stays out of
            reach.

    Raises:
        TypeError: It is another program, which a process could not build.
    """
    if not isinstance(postroom, Postroom):
        raise TypeError("only the program that startup builds can work apart")
    return cast("T", ApartPostroom(postroom, contract))


class ApartPostroom:
    """A program whose light parts are here and whose work is in a process of its own.

    For one thread, as its process answers one question at a time; ``own_process`` gives one
    for another thread.

    Args:
        postroom: As startup has built it.
        contract: The Protocol that the face asks by.
    """

    def __init__(self, postroom: Postroom, contract: type) -> None:
        self._postroom = postroom
        self._contract = contract
        self._process = Process(_beginning(postroom, contract))
        self._remote = Remote(self._process, contract)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the Protocol knows its type
        """What the Protocol promises by this name, from here or from the process apart."""
        return getattr(self._postroom if name in LIGHT else self._remote, name)

    def own_process(self) -> ApartPostroom:
        """The same program for another thread, with a process of its own."""
        return ApartPostroom(self._postroom, self._contract)

    def end_process(self) -> None:
        """The process ends, if there is one; the next question starts another."""
        self._process.end()

    def cut_off(self) -> None:
        """The process ends in the midst of its work; may be called from any thread.

        Whoever waits for its answer is told with a PostroomError.
        """
        self._process.kill()


class Process:
    """A child that works, begun anew after each death. Not for two threads at once.

    Args:
        begin: The first question to each child.

    Attributes:
        life: How many children there were; what belonged to an earlier one is gone.
    """

    def __init__(self, begin: Frame) -> None:
        self._begin = begin
        self._child = Child("desk", LIMITS)
        self.life = 0

    @property
    def pid(self) -> int | None:
        """The process number while it is alive, else None."""
        return self._child.pid if self._child.is_alive else None

    def start(self) -> int:
        """There is a child; which one it is of all there were."""
        if not self._child.is_alive:
            self.life += 1
            self._answer(self._begin)
        return self.life

    def ask(self, question: Frame, *, life: int) -> Frame:
        """The answer of the child that was the ``life``-th.

        Raises:
            PostroomError: What the work itself raised, or that it was cut off.
            WorkFaultError: A fault of ours.
        """
        if life != self.life or not self._child.is_alive:
            raise _cut_off()
        return self._answer(question)

    def end(self) -> None:
        """The child ends, if there is one."""
        self._child.close()

    def kill(self) -> None:
        """The child ends at once; from any thread."""
        self._child.kill()

    def _answer(self, question: Frame) -> Frame:
        try:
            (answer,) = self._child.ask(question, patience=None)
        except ChildError as error:
            if self._child.is_alive:
                raise WorkFaultError(str(error)) from None
            log.warning("a process apart ended: %s", error)
            raise _cut_off(out_of_memory=error.cause == "memory") from None
        return answer


class Remote:
    """A stand-in for an object in the process apart, as a Protocol promises it.

    Args:
        process: Where the object is.
        contract: The Protocol.
        parent: What it was got from; None for the program itself.
        member: By which member of the parent.
        question: What it came of, where it came of a call: asked again when the process had
            to be begun anew.
    """

    def __init__(
        self,
        process: Process,
        contract: type,
        parent: Remote | None = None,
        member: str = "",
        question: Frame | None = None,
    ) -> None:
        self._process = process
        self._contract = contract
        self._parent = parent
        self._member = member
        self._question = question
        self._number = 0
        self._life = 0
        self._closed = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the Protocol knows its type
        """What the Protocol promises by this name."""
        member = member_of(self._contract, name)
        if member is None:
            raise AttributeError(f"{self._contract.__name__} promises no {name}")
        if not member.is_property:
            return functools.partial(self._call, member)
        if member.kind is Kind.OBJECT and member.contract is not None:
            return Remote(self._process, member.contract, self, name)
        return self._came(member, self._asked(self._worded(member, (), {})))

    def cut_off(self) -> None:
        """The process ends in the midst of its work; may be called from any thread."""
        self._process.kill()

    def _call(self, member: Member, *arguments: object, **named: object) -> Any:  # noqa: ANN401
        question = self._worded(member, arguments, named)
        if member.name == "close" and self._question is not None:
            return self._close(question)
        return self._came(member, self._asked(question), question)

    def _close(self, question: Frame) -> None:
        """The object is let go; where its process is gone, so is it."""
        closed, self._closed = self._closed, True
        if closed or self._life != self._process.life or self._process.pid is None:
            return
        try:
            self._process.ask(self._addressed(question, self._number, ()), life=self._life)
        except PostroomError:
            if self._process.pid is not None:
                raise

    def _worded(
        self, member: Member, arguments: tuple[object, ...], named: dict[str, object]
    ) -> Frame:
        """The question, but for whom it is asked."""
        beside: list[bytes] = []
        header: dict[str, Any] = {"do": "ask", "name": member.name}
        if member.signature is not None:
            bound = member.signature.bind(*arguments, **named)
            codecs, names = member.arguments, list(member.arguments)
            header["arguments"] = [
                codecs[name].packed(value, beside)
                for name, value in zip(names, bound.args, strict=False)
            ]
            header["named"] = {
                name: codecs[name].packed(value, beside)
                for name, value in bound.kwargs.items()
            }
        return Frame(header=header, blobs=_as_blobs(beside))

    def _asked(self, question: Frame) -> Frame:
        number, path = self._place()
        life = self._process.life
        return self._process.ask(self._addressed(question, number, path), life=life)

    @staticmethod
    def _addressed(question: Frame, number: int, path: tuple[str, ...]) -> Frame:
        header = {**question.header, "of": number, "path": list(path)}
        return Frame(header=header, blobs=question.blobs)

    def _place(self) -> tuple[int, tuple[str, ...]]:
        """The number of the object and the properties that lead from it to this one.

        An object of an earlier child is got anew, by the question that it came of.

        Raises:
            PostroomError: It cannot be got anew.
        """
        if self._closed:
            raise ValueError("it was closed before")
        if self._parent is None:
            self._process.start()
            return 0, ()
        if self._question is None:
            number, path = self._parent._place()  # noqa: SLF001 - one of its own kind
            return number, (*path, self._member)
        if self._process.start() != self._life:
            answer = self._parent._asked(self._question)  # noqa: SLF001 - see above
            self._take(answer)
        return self._number, ()

    def _take(self, answer: Frame) -> None:
        self._number, self._life = int(answer.header["object"]), self._process.life

    def _came(self, member: Member, answer: Frame, question: Frame | None = None) -> Any:  # noqa: ANN401
        """What the answer holds: a value, an object, or the steps of long work."""
        if member.kind is Kind.STEPS:
            return RemoteSteps(self._process, int(answer.header["steps"]))
        if member.kind is Kind.OBJECT and member.contract is not None:
            made = Remote(self._process, member.contract, self, member.name, question)
            made._take(answer)
            return made
        beside = [bytes(blob.data) for blob in answer.blobs]
        codec = member.result
        return codec.unpacked(answer.header["value"], beside) if codec else None


class RemoteSteps(Generator[Step]):
    """The steps of work in the process apart, the newest of each short turn of it.

    Args:
        process: Where the work is done, begun and alive.
        number: Of the steps there.
    """

    def __init__(self, process: Process, number: int) -> None:
        self._process = process
        self._life = process.life
        self._number = number
        self._ended = False

    def send(self, _value: None, /) -> Step:
        """The next step."""
        if self._ended:
            raise StopIteration
        try:
            question = Frame(header={"do": "go on", "steps": self._number})
            answer = self._process.ask(question, life=self._life).header
        except BaseException:
            self._ended = True
            raise
        self._ended = bool(answer["ended"])
        if answer["step"] is None:
            raise StopIteration
        step: Step = codec_of(Step).unpacked(answer["step"], [])
        return step

    def throw(
        self,
        kind: type[BaseException] | BaseException,
        value: BaseException | object = None,
        trace: TracebackType | None = None,
        /,
    ) -> Step:
        """The work is stopped and the error raised."""
        self.close()
        return super().throw(kind, value, trace)  # type: ignore[arg-type]  # raises

    def close(self) -> None:
        """The work is stopped; everything it did is kept."""
        if self._ended:
            return
        self._ended = True
        if self._life == self._process.life and self._process.pid is not None:
            question = Frame(header={"do": "stop", "steps": self._number})
            self._process.ask(question, life=self._life)


def _beginning(postroom: Postroom, contract: type) -> Frame:
    """The first question to a child: what the program is there."""
    places = postroom.places
    return Frame(
        header={
            "do": "begin",
            "contract": address_of(contract),
            "shipped": str(places.shipped),
            "data": str(places.data),
            "policy": postroom.policy.as_values,
        }
    )


def _as_blobs(beside: list[bytes]) -> tuple[Blob, ...]:
    return tuple(Blob(dtype="uint8", shape=(len(one),), data=one) for one in beside)


def _cut_off(*, out_of_memory: bool = False) -> PostroomError:
    """What is said when a child has died."""
    kept = "Everything decided so far is kept. Try again; the work goes on where it was."
    if out_of_memory:
        return PostroomError("There was not enough memory to go on.", kept)
    return PostroomError("The work was cut off, as its process has ended.", kept)
