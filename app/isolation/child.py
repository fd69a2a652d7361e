"""The parent's side: a child process that answers questions, replaced when it dies."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator
from types import TracebackType
from typing import BinaryIO, Self, cast

from app.isolation import linux, windows
from app.isolation.frames import Frame, FrameError, read_frame, write_frame
from app.isolation.limits import MEMORY_EXIT, Limits
from app.records import ChildError, PasswordNeededError, PostroomError, StoppedError

__all__ = ["Child"]

QUEUED_FRAMES = 4
GRACE_SECONDS = 5.0
MOST_WORDS = 1000


class Child:
    """A child process of one kind, started at the first question and after each death.

    Not for two threads at once. Also a context manager that closes it.

    Args:
        name: One of the fixed list in ``serving.CHILDREN``.
        limits: In force in the child before it loads anything else.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[Frame | FrameError | None] = queue.Queue(QUEUED_FRAMES)
        self._reading: threading.Thread | None = None
        self._job: int | None = None

    @property
    def pid(self) -> int | None:
        """The process number while the child is alive, else None."""
        return self._process.pid if self._process else None

    @property
    def is_alive(self) -> bool:
        """Whether there is a process that has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End the child at once; from any thread.

        Whoever waits for its answer is told that it died.
        """
        process = self._process
        if process is not None:
            process.kill()

    def ask(self, question: Frame, *, patience: float | None) -> Generator[Frame]:
        """Send a question and yield the frames of its answer as they come.

        Giving up the iteration early ends the child, as the rest of its answer would be
        taken for the next one.

        Args:
            question: Sent whole before the first frame is awaited.
            patience: Seconds without a frame after which the child counts as stalled; None
                for no limit.

        Raises:
            ChildError: The child died, stalled, ran out of memory or sent what is no frame.
                It is gone; the next question starts a fresh one.
            PostroomError: What the child itself raised, with its sentences.
        """
        process = self._running()
        try:
            write_frame(cast("BinaryIO", process.stdin), question)
        except OSError:
            raise self._died() from None
        finished = False
        try:
            while (frame := self._next(patience)).header.get("kind") == "part":
                value = frame.header.get("value")
                if not isinstance(value, dict):
                    raise self._broken()
                yield Frame(header=value, blobs=frame.blobs)
            finished = True
        finally:
            if not finished:
                self.close()
        if frame.header.get("kind") != "end":
            raise self._told(frame.header.get("value"))

    def close(self) -> None:
        """End the child, if there is one, and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        self._drain()
        process.wait(GRACE_SECONDS)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        process = start(self._name, self._limits)
        if sys.platform == "win32":
            # Popen keeps the handle in this attribute, and on Windows only.
            handle = int(process._handle)  # noqa: SLF001
            self._job = windows.fence(
                handle,
                self._limits.memory_bytes,
                start_programs=self._limits.start_programs,
            )
        self._frames = queue.Queue(QUEUED_FRAMES)
        self._reading = threading.Thread(
            target=pump,
            args=(cast("BinaryIO", process.stdout), self._frames),
            name=f"{self._name} frames",
            daemon=True,
        )
        self._reading.start()
        self._process = process
        return process

    def _next(self, patience: float | None) -> Frame:
        try:
            frame = self._frames.get(timeout=patience)
        except queue.Empty:
            self.close()
            raise ChildError(
                f"The {self._name} did not answer for {patience:.0f} seconds.",
                cause="stalled",
            ) from None
        if frame is None:
            raise self._died()
        if isinstance(frame, FrameError):
            raise self._broken()
        return frame

    def _died(self) -> ChildError:
        status: int | None = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = self._process.wait(GRACE_SECONDS)
        self.close()
        if status == MEMORY_EXIT:
            return self._out_of_memory()
        return ChildError(
            f"The {self._name} process ended unexpectedly (status {status}).",
            cause="crashed",
        )

    def _broken(self) -> ChildError:
        self.close()
        return ChildError(
            f"The {self._name} process sent what cannot be understood.", cause="protocol"
        )

    def _out_of_memory(self) -> ChildError:
        megabytes = self._limits.memory_bytes // 2**20
        return ChildError(
            f"The {self._name} process needed more than {megabytes} MB of memory.",
            cause="memory",
        )

    def _told(self, untrusted_value: object) -> PostroomError:
        value = untrusted_value if isinstance(untrusted_value, dict) else {}
        what, remedy = one_line(value.get("what")), one_line(value.get("remedy"))
        match value.get("class"):
            case "known":
                return PostroomError(what, remedy)
            case "password":
                return PasswordNeededError(what, remedy)
            case "stopped":
                return StoppedError(what, remedy)
            case "memory":
                self.close()
                return self._out_of_memory()
            case _:
                fault = f"{one_line(value.get('type'))} at {one_line(value.get('line'))}"
                return ChildError(
                    f"The {self._name} process met a fault ({fault}).", cause="crashed"
                )

    def _drain(self) -> None:
        """Take frames until the pump has seen the end, so that it is not left waiting."""
        while self._reading is not None and self._reading.is_alive():
            with contextlib.suppress(queue.Empty):
                self._frames.get(timeout=0.05)
        self._reading = None


def one_line(untrusted: object) -> str:
    """A child's words as one printable line of bounded length."""
    text = str(untrusted or "")[:MOST_WORDS]
    return "".join(letter if letter.isprintable() else " " for letter in text)


def start(name: str, limits: Limits) -> subprocess.Popen[bytes]:
    """Start a child of this name with pipes for questions and answers."""
    if sys.platform.startswith("linux"):
        linux.hide_memory()
    frozen = getattr(sys, "frozen", False)
    program = (
        [sys.executable]
        if frozen
        else [sys.executable, "-I", "-B", "-X", "utf8", "-m", "app"]
    )
    return subprocess.Popen(  # noqa: S603 - nothing of a document is in these words
        [*program, "--child", name, limits.as_argument(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(limits),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # Without the parent's terminal a child cannot type commands into it.
        start_new_session=True,
    )


def environment(limits: Limits) -> dict[str, str]:
    """The parent's environment with what keeps native libraries quiet and within bounds."""
    if limits.start_programs:  # it does the work itself, and bounds its own children
        return {**os.environ, "MALLOC_ARENA_MAX": "2"}
    return {
        **os.environ,
        "GGML_NO_BACKTRACE": "1",
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "2"),
        "OPENBLAS_NUM_THREADS": "1",
        # Every thread's own arena would be counted against the memory limit.
        "MALLOC_ARENA_MAX": "2",
    }


def pump(pipe: BinaryIO, frames: queue.Queue[Frame | FrameError | None]) -> None:
    """Move frames from a pipe to a queue; None marks its end, an error what is no frame."""
    try:
        while (frame := read_frame(pipe)) is not None:
            frames.put(frame)
    except FrameError as error:
        frames.put(error)
    except (OSError, ValueError):
        frames.put(None)
    except Exception as error:  # noqa: BLE001 - whoever waits must be told in any case
        frames.put(FrameError(type(error).__name__))
    else:
        frames.put(None)
