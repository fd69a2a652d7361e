"""The log: what the program did and which faults it met, never a sentence of a document."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
import platform
import traceback
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

import app
from app.records import PostroomError
from app.startup.places import Places

__all__ = ["SharedLog", "log_fault", "start_log"]

LOG_FILE = "postroom.log"
LOG_BYTES = 500_000
OLD_LOGS = 3
MOST_CAUSES = 10

Fault: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class SharedLog(logging.handlers.RotatingFileHandler):
    """A log that several processes write to: the window, and those that do its work."""

    def rotate(self, source: str, dest: str) -> None:
        """Begin a new file, unless another process holds this one open (on Windows).

        Then it is written on, and the next one to start finds it free.
        """
        with contextlib.suppress(OSError):
            super().rotate(source, dest)


class WithoutTexts(logging.Formatter):
    """Tells a fault by its type and the lines it passed through, and so its causes.

    The fault's own text is left out wherever it was logged: it may quote a document.
    """

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - logging's name
        """Types and lines of a fault and of what it came of."""
        told: list[str] = []
        fault = ei[1]
        while fault is not None and len(told) < MOST_CAUSES:
            told.append(_lines_of(fault))
            shown = None if fault.__suppress_context__ else fault.__context__
            fault = fault.__cause__ or shown
        return "\n  out of ".join(told)


def start_log(places: Places) -> Path | None:
    """Begin to log into the data folder.

    Returns:
        The log's path; None where no log can be kept, which stops nobody from working.
    """
    log = logging.getLogger("app")
    log.setLevel(logging.INFO)
    log.propagate = False
    path = places.logs / LOG_FILE
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in log.handlers):
        return path
    try:
        places.writable(places.logs)
        handler = SharedLog(
            path, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8", delay=False
        )
        path.chmod(0o600)
    except (OSError, PostroomError):
        log.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(WithoutTexts("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.info(
        "started version %s on %s, pid %d",
        app.__version__,
        platform.platform(),
        os.getpid(),
    )
    return path


def log_fault(error: BaseException) -> None:
    """Log a fault of ours as its type and the lines it passed through.

    The error's own text is left out: it may quote a document.
    """
    logging.getLogger("app.fault").error("%s", _lines_of(error))


def _lines_of(fault: BaseException) -> str:
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    return f"{type(fault).__name__} at {' < '.join(reversed(lines)) or '?'}"
