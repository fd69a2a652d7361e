"""The limits of a child process, and how each system puts them in force."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from dataclasses import asdict, dataclass

from app.isolation import linux

__all__ = ["Limits", "confine", "parse_limits"]

MEMORY_EXIT = 77
WATCH_SECONDS = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a child process may take.

    Attributes:
        memory_bytes: Private memory; 0 for as much as there is.
        write_files: Whether it may write regular files.
        start_programs: Whether it may start children of its own. It may then change files
            too, as this person; what it never may is reach the network.
    """

    memory_bytes: int
    write_files: bool = False
    start_programs: bool = False

    def as_argument(self, parent: int) -> str:
        """These limits and the parent's process number as one JSON argument."""
        return json.dumps({**asdict(self), "parent": parent})


def parse_limits(argument: str) -> tuple[Limits, int]:
    """The limits and the parent's process number out of a JSON argument."""
    values = json.loads(argument)
    parent = int(values.pop("parent"))
    return Limits(**values), parent


def confine(limits: Limits, parent: int) -> None:
    """Put limits in force for this process, for good, before it loads or reads anything.

    Linux: no network and, unless allowed, no other program (seccomp), limited memory, no
    written files, no core file, death with the parent. macOS: a memory watch. Windows: the
    parent has put this process into a Job Object already.

    Raises:
        OSError: The system refused; the child then ends instead of working unguarded.
    """
    # Ctrl-C reaches the whole terminal group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform.startswith("linux"):
        linux.die_with_parent(parent)
        linux.set_limits(limits.memory_bytes, write_files=limits.write_files)
        linux.refuse_network(programs_too=not limits.start_programs)
    elif sys.platform == "darwin":
        watch_memory(limits.memory_bytes, parent)


def watch_memory(memory_bytes: int, parent: int) -> None:
    """End this process when its peak memory passes the limit or its parent is gone.

    Args:
        memory_bytes: The limit; 0 for none.
        parent: Its process number.
    """
    import resource  # noqa: PLC0415 - absent on Windows

    pause = threading.Event()

    def watch() -> None:
        while not pause.wait(WATCH_SECONDS):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS
            if 0 < memory_bytes < peak or os.getppid() != parent:
                os._exit(MEMORY_EXIT)

    threading.Thread(target=watch, name="memory watch", daemon=True).start()
