"""The log: what the program did and which faults it met, never a sentence of a document."""

from __future__ import annotations

import logging
import logging.handlers
import os
import platform
import traceback
from pathlib import Path

import app
from app.records import PostroomError
from app.startup.places import Places

__all__ = ["log_fault", "start_log"]

LOG_FILE = "postroom.log"
LOG_BYTES = 500_000
OLD_LOGS = 3


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
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8", delay=False
        )
        path.chmod(0o600)
    except (OSError, PostroomError):
        log.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
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
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    logging.getLogger("app.fault").error(
        "%s at %s", type(error).__name__, " < ".join(reversed(lines)) or "?"
    )
