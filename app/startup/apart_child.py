"""The process apart: it holds the case files and does the work that it is asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from app.isolation import Blob, Frame, serve
from app.records import PostroomError, Step
from app.startup.apart_clock import WorkClock
from app.startup.apart_contract import Kind, Member, contract_at, member_of
from app.startup.apart_values import codec_of
from app.startup.logs import log_fault, start_log
from app.startup.places import Places
from app.startup.policy import Policy
from app.startup.wiring import Postroom

__all__ = ["Desk", "main"]

# How long a run goes on before its newest step is told, in seconds.
TURN = 0.08


def main() -> None:
    """Serve the desk."""
    serve(Desk().answer)


class Desk:
    """The objects that are asked, by number: the program is 0, open case files follow."""

    def __init__(self) -> None:
        self._objects: dict[int, tuple[Any, type]] = {}
        self._steps: dict[int, tuple[Iterator[Step], int]] = {}
        self._newest = 0
        self._clock = WorkClock()
        self._subject: tuple[object, ...] = ()

    def answer(self, question: Frame) -> Iterator[Frame]:
        """One frame: what came of the question. Faults are logged here, then raised."""
        self._clock.go_on()
        try:
            yield self._answered(question)
        except PostroomError:
            raise
        except Exception as error:
            log_fault(error)
            raise
        finally:
            # Where nobody asks for the next turn, as a person paused, no time passes.
            self._clock.hold()

    def _answered(self, question: Frame) -> Frame:
        header = question.header
        match header["do"]:
            case "begin":
                return self._begin(header)
            case "ask" if self._objects:
                return self._ask(question)
            case "go on" if self._objects:
                return self._go_on(int(header["steps"]))
            case "stop" if self._objects:
                return self._stop(int(header["steps"]))
            case _:
                # Begun in the place of one that has died, it knows nothing: it ends.
                os._exit(1)

    def _begin(self, header: Any) -> Frame:  # noqa: ANN401 - JSON values
        places = Places(shipped=Path(header["shipped"]), data=Path(header["data"]))
        policy = Policy.of_values(header["policy"])
        postroom = Postroom(places, policy, start_log(places))
        self._clock = postroom.clock
        self._objects[0] = (postroom, contract_at(header["contract"]))
        return Frame(header={"value": None})

    def _ask(self, question: Frame) -> Frame:
        header, number = question.header, int(question.header["of"])
        asked, contract = self._objects[number]
        for name in header["path"]:
            member = _promised(contract, name)
            asked, contract = getattr(asked, name), member.contract or contract
        member = _promised(contract, header["name"])
        if member.name == "close" and not header["path"] and number:
            self._let_go(number)
        if member.is_property:
            came = getattr(asked, member.name)
        else:
            came = _called(asked, member, question)
        return self._told(member, came, number)

    def _told(self, member: Member, came: Any, of: int) -> Frame:  # noqa: ANN401
        if member.kind is Kind.STEPS:
            self._newest += 1
            self._steps[self._newest] = (came, of)
            return Frame(header={"steps": self._newest})
        if member.kind is Kind.OBJECT and member.contract is not None:
            self._newest += 1
            self._objects[self._newest] = (came, member.contract)
            return Frame(header={"object": self._newest})
        beside: list[bytes] = []
        value = member.result.packed(came, beside) if member.result else None
        blobs = [Blob(dtype="uint8", shape=(len(one),), data=one) for one in beside]
        return Frame(header={"value": value}, blobs=tuple(blobs))

    def _go_on(self, number: int) -> Frame:
        """Go on with some work for a turn, one step at least.

        A step that tells of something new ends the turn, as what it tells of may take long.
        """
        (steps, _), step, ended = self._steps[number], None, False
        until = time.monotonic() + TURN
        try:
            step = next(steps)
            while time.monotonic() < until and _subject(step) == self._subject:
                step = next(steps)
            self._subject = _subject(step)
        except StopIteration:
            ended = True
            del self._steps[number]
        except BaseException:
            del self._steps[number]
            raise
        sent = None if step is None else codec_of(Step).packed(step, [])
        return Frame(header={"step": sent, "ended": ended})

    def _stop(self, number: int) -> Frame:
        steps, _ = self._steps.pop(number, (None, 0))
        if isinstance(steps, Generator):
            steps.close()
        return Frame(header={"value": None})

    def _let_go(self, number: int) -> None:
        """An object is closed: the work that was begun on it is stopped first."""
        for each in [key for key, (_, of) in self._steps.items() if of == number]:
            self._stop(each)
        del self._objects[number]


def _subject(step: Step) -> tuple[object, ...]:
    """What a step tells of, however far it has come."""
    return step.phase, step.document, step.message


def _called(asked: Any, member: Member, question: Frame) -> Any:  # noqa: ANN401 - by contract
    beside = [bytes(blob.data) for blob in question.blobs]
    codecs = list(member.arguments.values())
    sent = question.header["arguments"]
    arguments = [
        codec.unpacked(value, beside) for codec, value in zip(codecs, sent, strict=False)
    ]
    named = {
        name: member.arguments[name].unpacked(value, beside)
        for name, value in question.header["named"].items()
    }
    return getattr(asked, member.name)(*arguments, **named)


def _promised(contract: type, name: str) -> Member:
    member = member_of(contract, name)
    if member is None:
        raise AttributeError(f"{contract.__name__} promises no {name}")
    return member
