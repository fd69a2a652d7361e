"""The child's side: a loop that answers questions until the parent goes away."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app.isolation.frames import Frame, FrameError, read_frame, write_frame
from app.isolation.limits import confine, parse_limits
from app.records import PasswordNeededError, PostroomError, StoppedError

__all__ = ["CHILDREN", "run_child", "serve"]

# The only programs a child may be; a frozen program starts itself with one of these names.
CHILDREN = {
    "desk": "app.startup.apart_child",
    "reader": "app.readers.child",
    "embedder": "app.engine.embedder_child",
    "language_model": "app.engine.language_model_child",
    "probe": "app.isolation.probe",
}


def run_child(name: str, limits_argument: str) -> int:
    """Be the child of this name until the parent goes away.

    Returns:
        The process's exit status: 2 for a name that is not in the list.
    """
    if name not in CHILDREN:
        return 2
    limits, parent = parse_limits(limits_argument)
    confine(limits, parent)
    importlib.import_module(CHILDREN[name]).main()
    return 0


def serve(answer: Callable[[Frame], Iterator[Frame]]) -> None:
    """Answer questions from standard input on standard output until it closes.

    ``answer`` yields the frames of one answer. A PostroomError it raises is raised again in
    the parent; any other exception reaches the parent as its type and line, never as its
    text, which may quote a document.
    """
    questions, answers = take_pipes()
    while (question := read_frame(questions)) is not None:
        for frame in guarded(answer, question):
            try:
                write_frame(answers, frame)
            except (TypeError, ValueError, FrameError) as error:
                # Nothing of it was sent yet: what is no JSON is found before.
                fault = Frame(header={"kind": "error", "value": describe(error)})
                write_frame(answers, fault)
                break


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep standard input and output for frames and point both at the null device."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - held open for the process's life
    return questions, answers


def guarded(answer: Callable[[Frame], Iterator[Frame]], question: Frame) -> Iterator[Frame]:
    """The frames of an answer, and at its end a frame that says how it ended."""
    try:
        for frame in answer(question):
            yield Frame(
                header={"kind": "part", "value": dict(frame.header)}, blobs=frame.blobs
            )
    except (SystemExit, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - Rust panics are no Exception
        yield Frame(header={"kind": "error", "value": describe(error)})
    else:
        yield Frame(header={"kind": "end"})


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as JSON values, without any text that could come from a document."""
    if isinstance(error, PasswordNeededError):
        return {"class": "password", "what": error.what, "remedy": error.remedy}
    if isinstance(error, StoppedError):
        return {"class": "stopped", "what": error.what, "remedy": error.remedy}
    if isinstance(error, PostroomError):
        return {"class": "known", "what": error.what, "remedy": error.remedy}
    if isinstance(error, MemoryError):
        return {"class": "memory"}
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "app" in frame.filename] or frames
    line = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return {"class": "fault", "type": type(error).__name__, "line": line}
