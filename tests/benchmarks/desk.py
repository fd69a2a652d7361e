"""How quick the window is with 100,000 rows: start, scrolling, filters, keys, memory.

    .venv/bin/python tests/benchmarks/desk.py [--rows 100000] [--case FILE] [--starts 4]

Needs no measuring data: it makes a case file of so many rows of 200 to 2,000 characters in
a temporary folder, or takes ``--case``, made by an earlier call with ``--keep FILE``. The
window is the real one over the real program, drawn offscreen; memory is told on Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.large_case import make_case  # noqa: E402 - the root comes first

START, FRAME, KEY, MEMORY = 1.0, 16.0, 50.0, 300.0


def opened(data: Path, mode: str, case: Path | None) -> dict[str, Any]:
    """What a window of a process of its own has measured."""
    command = [sys.executable, "-m", "tests.benchmarks.desk_window", mode]
    command += [str(case)] if case else []
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "POSTROOM_DATA": str(data),
        "DESK_STARTED": repr(time.time()),
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=600, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode(errors="replace"))
    found: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return found


def line(name: str, figure: float, target: float, unit: str) -> None:
    """Print a figure beside its target."""
    digits = 2 if unit == "s" else 1
    met = "met" if figure <= target else "NOT MET"
    print(f"{name:<52} {figure:>9.{digits}f} {unit:<2} target {target:g} {unit:<2} {met}")


def told(name: str, figure: float, unit: str = "ms") -> None:
    """Print a figure that has no target."""
    print(f"{name:<52} {figure:>9.1f} {unit}")


def starts(data: Path, case: Path, count: int) -> None:
    """The first start of a fresh folder, and the median of those after it."""
    for name, what, opens in (
        ("start page", "window painted", None),
        ("recent case, first rows", "rows painted", case),
    ):
        found = [opened(data, "start", opens) for _ in range(count)]
        seconds = [each[what] for each in found]
        worked = statistics.median(each["processor time"] for each in found)
        line(f"start to {name}, first time", seconds[0], START, "s")
        line(f"start to {name}, again (median)", statistics.median(seconds[1:]), START, "s")
        if opens is None:
            line("processor time of the window's process until then", worked, START, "s")


def print_spread(name: str, found: dict[str, Any], target: float) -> None:
    """Median, p95 and the worst of a measurement."""
    for which in ("median", "p95", "worst"):
        line(f"{name}, {which}", found[name][which], target, "ms")


def main() -> int:
    """Print every figure with its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--case", type=Path, help="a case file made before")
    parser.add_argument("--keep", type=Path, help="where to make it, to be used again")
    parser.add_argument("--starts", type=int, default=4)
    parser.add_argument("--tour-only", action="store_true")
    arguments = parser.parse_args()
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        case = arguments.case or arguments.keep or Path(folder) / "large.postroom"
        if not case.exists():
            make_case(case, arguments.rows)
        data = Path(folder) / "data"
        if not arguments.tour_only:
            starts(data, case, arguments.starts)
        found = opened(data, "tour", case)
    told("rows", found["rows"], "")
    for name in ("scrolling", "scrolling in groups"):
        print_spread(name, found, FRAME)
        print_spread(f"{name}, processor time", found, FRAME)
        told(
            f"{name}, of 300 frames without rows yet",
            found[name]["frames without rows yet"],
            "",
        )
    print_spread("key to next item", found, KEY)
    print_spread("key to next item, processor time", found, KEY)
    for name, figures in found.items():
        if isinstance(figures, dict) and "blocked" in figures:
            told(f"{name}, first rows painted", figures["first rows"])
            line(f"{name}, window blocked at most", figures["blocked"], FRAME, "ms")
    line("memory of the window's process", found["memory"]["window"], MEMORY, "MB")
    told(
        f"memory of all {found['memory']['processes']} processes",
        found["memory"]["all"],
        "MB",
    )
    print(f"load at the end {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
