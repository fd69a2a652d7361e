"""From key press to the next item in review, by keyboard alone.

    .venv/bin/python tests/benchmarks/review_keys.py [--case FILE] [--items 40]

Needs no measuring data: it sorts the sample inbox, or takes a copy of ``--case``. The
window is the real one over the real program and its processes, drawn offscreen. A
measurement begins with the key event and ends when the next item has been painted; it is
the time of this machine as busy as it is, and the processor time of the window's own thread
stands beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - the root comes first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.desktop.contracts import Postroom as Contract  # noqa: E402
from app.desktop.look import Look  # noqa: E402
from app.desktop.places import Place  # noqa: E402
from app.desktop.window import Window  # noqa: E402
from app.startup import Postroom, work_apart  # noqa: E402

TARGET = 50.0
PATIENCE = 60.0
LOOK_SECONDS = 0.3  # that a person looks at an item at the very least


def wait_for(condition: Callable[[], bool]) -> None:
    """Events are taken until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        take_events()
        if time.monotonic() > end:
            sys.exit("The window did not get that far.")


def take_events() -> None:
    """Every event that waits is taken, what it draws is drawn, and no more."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def settle(seconds: float) -> None:
    """Events are taken for so long, as while a person looks."""
    passed: list[bool] = []
    QTimer.singleShot(int(seconds * 1000), lambda: passed.append(True))
    wait_for(lambda: bool(passed))


def pressed(screen: object, key: Qt.Key, items: int) -> tuple[list[float], list[float]]:
    """Milliseconds from key to painted item, and of processor time, for so many items."""
    walk = screen._walk  # type: ignore[attr-defined]
    times, busy = [], []
    for _ in range(min(items, walk.left - 1)):
        before = walk.current
        began, used = time.perf_counter(), time.thread_time()
        focused = QApplication.focusWidget()
        if focused is None:
            sys.exit("Nothing has the focus.")
        QTest.keyClick(focused, key)
        wait_for(lambda before=before: screen._shown not in (None, before))  # type: ignore[attr-defined,misc]
        take_events()
        times.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.thread_time() - used))
        settle(LOOK_SECONDS)
    return times, busy


def tell(name: str, figures: list[float]) -> None:
    """Print median, 95th percentile and worst beside the target."""
    ordered = sorted(figures)
    tail = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
    met = "met" if tail <= TARGET else "NOT MET"
    print(
        f"{name:<40} median {statistics.median(ordered):6.1f}  p95 {tail:6.1f}  "
        f"worst {ordered[-1]:6.1f} ms  target {TARGET:g} ms {met}"
    )


def sorted_case(case: Path) -> None:
    """Sort the sample inbox into a case file."""
    command = [sys.executable, "-m", "app", "sort", "resources/sample_inbox"]
    command += ["--case", str(case), "--out", str(case.with_suffix(".xlsx"))]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=600)


def main() -> int:
    """Print how long a key press takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path, help="a sorted case file; a copy is used")
    parser.add_argument("--items", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="review-") as folder:
        os.environ["POSTROOM_DATA"] = folder
        case = Path(folder) / "case.postroom"
        if arguments.case:
            shutil.copy(arguments.case, case)
        else:
            sorted_case(case)
        application = QApplication([])
        postroom = work_apart(Postroom.start(), Contract)
        window = Window(postroom, Look(application, postroom.icons))
        window.resize(1366, 768)
        window.show()
        window.conductor.open_case(case)
        wait_for(lambda: window.parts.session.path == case)
        settle(0.5)
        window.conductor.navigation.go(Place.REVIEW)
        screen = window.conductor.navigation.screens[Place.REVIEW]
        wait_for(lambda: screen._shown is not None)  # type: ignore[attr-defined]
        print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"items that need review: {screen._walk.left}")  # type: ignore[attr-defined]
        settle(1)
        for name, key in (("decide by Return", Qt.Key.Key_Return), ("skip", Qt.Key.Key_0)):
            times, busy = pressed(screen, key, arguments.items)
            tell(f"text, {name}", times)
            tell(f"text, {name}, processor time", busy)
        window.close()
        wait_for(lambda: window.parts.session.has_left)
    return 0


if __name__ == "__main__":
    sys.exit(main())
