"""Time and peak memory of this process and all its children, for the benchmarks."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Measured", "corpus_from_arguments", "report"]

SAMPLE_SECONDS = 0.05


@dataclass(slots=True)
class Measured:
    """Context manager: wall seconds, and peak resident memory over the process tree.

    Memory is sampled from /proc every 50 ms as proportional set size where the kernel tells
    it (shared pages counted once), else resident set size; off Linux it stays 0.
    """

    seconds: float = 0.0
    peak_bytes: int = 0
    _started: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._started = time.perf_counter()
        if sys.platform.startswith("linux"):
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds = time.perf_counter() - self._started
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        root = Path("/proc/self").resolve().name
        while not self._stop.wait(SAMPLE_SECONDS):
            total = sum(resident_bytes(process) for process in family(root))
            self.peak_bytes = max(self.peak_bytes, total)

    @property
    def peak_megabytes(self) -> float:
        """Peak in units of 2**20 bytes."""
        return self.peak_bytes / 2**20


def family(root: str) -> list[str]:
    """This process and everything it started, by number."""
    parents: dict[str, list[str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(stat.rpartition(")")[2].split()[1], []).append(folder.name)
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting.extend(parents.get(process, []))
    return found


def resident_bytes(process: str) -> int:
    """Memory of one process, 0 when it has just ended."""
    folder = Path("/proc") / process
    try:
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def corpus_from_arguments(description: str, *parts: str) -> tuple[Path, argparse.Namespace]:
    """The folder given by ``--corpus``, and all arguments; ends the program without it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpus", type=Path, help="folder with the measuring data")
    parser.add_argument(
        "--limit", type=int, default=0, help="only so many, for a quick look"
    )
    parser.add_argument("--only", default="", help="only what has this in its name")
    arguments = parser.parse_args()
    if arguments.corpus is None or not arguments.corpus.joinpath(*parts).exists():
        print("Skipped: give --corpus DIR, the folder with the measuring data.")
        sys.exit(0)
    return arguments.corpus, arguments


def report(name: str, *, figure: str, baseline: str, target: str, holds: bool) -> None:
    """Print one line of a benchmark's result."""
    mark = "reached" if holds else "BELOW"
    print(f"{name}: {figure} | baseline {baseline} | target {target} | {mark}")
