"""Running long commands in front of a person: what goes on, how long, and what to do.

Used by the scripts beside it, with the system's own Python and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

__all__ = ["TroubleError", "advice", "need_room", "quiet_environment", "run_shown", "say"]

MIB = 1 << 20

# What shows in the output of pip, cmake or a compiler, and what a person can do about it.
ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("No space left on device", "Errno 28", "not enough space on the disk"),
        "The disk is full. Free some gigabytes and run the same command again.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        (
            "The package index handed out another file than the one that was checked. Try"
            " again; if it happens again, tell whoever runs the index or the proxy."
        ),
    ),
    (
        (
            *("Temporary failure in name resolution", "Name or service not known"),
            *("NewConnectionError", "ConnectTimeoutError", "Max retries exceeded"),
            *("Network is unreachable", "getaddrinfo failed", "Connection refused"),
            *("No matching distribution found", "ReadTimeoutError", "ProxyError"),
        ),
        (
            "The package index could not be reached. Check the network and, behind a proxy,"
            " the variables HTTPS_PROXY and PIP_INDEX_URL; then run the same command again."
        ),
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED",),
        "The network's certificate is not trusted. Give its file in PIP_CERT.",
    ),
    (
        ("No CMAKE_C_COMPILER", "No CMAKE_CXX_COMPILER", "CMAKE_CXX_COMPILER-NOTFOUND"),
        (
            "There is no working C++ compiler. On Debian or Ubuntu:"
            " sudo apt-get install build-essential"
        ),
    ),
    (
        ("Killed signal terminated", "cc1plus: out of memory", "virtual memory exhausted"),
        (
            "The compiler ran out of memory. Close other programs and try again with"
            " CMAKE_BUILD_PARALLEL_LEVEL=1."
        ),
    ),
    (
        ("Permission denied", "Read-only file system"),
        "A folder cannot be written to. Check whose it is, and that it is not read-only.",
    ),
)


class TroubleError(Exception):
    """The world's fault, told in two plain sentences.

    Args:
        what: What happened.
        remedy: What the person can do about it.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".strip())


def say(text: str) -> None:
    """Prints one line at once, also into a pipe."""
    print(text, flush=True)


def advice(output: str, otherwise: str) -> str:
    """What a person can do about a command that failed with this output."""
    for signs, remedy in ADVICE:
        if any(sign in output for sign in signs):
            return remedy
    return otherwise


def need_room(folder: Path, mebibytes: int, what_for: str) -> None:
    """Raises TroubleError where a folder's disk has less free space than asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // MIB
    if free < mebibytes:
        raise TroubleError(
            f"There are {free:,} MB free on the disk of {folder}, and {what_for} takes"
            f" {mebibytes:,} MB.",
            "Free some space and run the same command again.",
        )


def quiet_environment(**changes: str) -> dict[str, str]:
    """The environment for a child: ours without what would bend its Python, and changes."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", **changes}


def run_shown(
    command: list[str],
    title: str,
    *,
    short: Callable[[str], str],
    log: Path,
    env: dict[str, str] | None = None,
) -> None:
    """Runs a command with a line of progress: elapsed time and its latest line, shortened.

    On a terminal the line is rewritten every second; elsewhere printed twice a minute.
    Everything the command prints goes to the log.

    Raises:
        TroubleError: The command cannot be started or fails; with advice from its output.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    say(f"{title} ...")
    tail: deque[str] = deque(maxlen=60)
    with log.open("a", encoding="utf-8") as kept:
        kept.write(f"\n$ {' '.join(command)}\n")
        code = _follow(command, env, _Progress(short, started), (tail.append, kept.write))
    if code:
        sys.stderr.write("".join(tail))
        remedy = advice("".join(tail), f"The whole output is in {log}.")
        raise TroubleError(f"{title}: failed (exit code {code}).", remedy)
    say(f"{title}: done in {_spoken(time.monotonic() - started)}")


class _Progress:
    """The line under a running command; holds when it was last shown."""

    def __init__(self, short: Callable[[str], str], started: float) -> None:
        self._short = short
        self._started = started
        self._latest = ""
        self._shown = started
        self._live = sys.stdout.isatty()

    def take(self, line: str) -> None:
        """Keeps what is worth showing of a line."""
        self._latest = self._short(line.strip()) or self._latest

    def show(self) -> None:
        """Shows the line again where it is time for it."""
        now = time.monotonic()
        if now - self._shown < (1 if self._live else 30):
            return
        self._shown = now
        text = f"  {_spoken(now - self._started)}  {self._latest}"
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print("\r" + text[:width].ljust(width), end="", flush=True)
        else:
            say(text)

    def clear(self) -> None:
        """Wipes the line from a terminal."""
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print("\r" + " " * width + "\r", end="", flush=True)


def _spoken(seconds: float) -> str:
    """A duration as people say it: ``8 s`` or ``4 min 05 s``."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def _follow(
    command: list[str],
    env: dict[str, str] | None,
    progress: _Progress,
    sinks: tuple[Callable[[str], object], ...],
) -> int:
    """Runs a command, hands every line to the sinks, and returns its exit code."""
    try:
        child = subprocess.Popen(
            command,
            env=env if env is not None else quiet_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise TroubleError(f"{command[0]} cannot be started: {error}.") from error
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(child, lines), daemon=True).start()
    with child:
        try:
            _drain(lines, progress, sinks)
        except BaseException:
            child.kill()
            raise
        finally:
            progress.clear()
    return child.returncode


def _pump(child: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    """Carries a child's output into a queue, then None."""
    if child.stdout is not None:
        for line in child.stdout:
            lines.put(line)
    lines.put(None)


def _drain(
    lines: queue.Queue[str | None],
    progress: _Progress,
    sinks: tuple[Callable[[str], object], ...],
) -> None:
    """Hands lines on until the end, showing progress also while nothing comes."""
    while True:
        with contextlib.suppress(queue.Empty):
            line = lines.get(timeout=1)
            if line is None:
                return
            progress.take(line)
            for sink in sinks:
                sink(line)
        progress.show()
