"""The packaged program on a machine with nothing, against the checkout's; no --corpus.

    make package
    .venv/bin/python -m tests.benchmarks.frozen

The folder is copied elsewhere and run with empty PATH and HOME in a network namespace that
has no network, on the sample inbox that it carries itself. Linux only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from tests.benchmarks.measuring import report

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "out" / "dist" / "postroom"
SOME_FAILED = 3
WINDOW_SECONDS = 8
QUESTIONS = (
    ("--version",),
    ("--help",),
    ("doctor",),
    ("models", "list"),
    ("models", "verify"),
    ("schemes", "list"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """One way to run Postroom: the words before its own, and all of its environment."""

    words: Sequence[str]
    environment: Mapping[str, str]

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        return subprocess.run(
            [*self.words, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=dict(self.environment),
            cwd="/",
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def sort(
        self, inbox: Path, case: Path
    ) -> tuple[subprocess.CompletedProcess[str], float]:
        """Sort a folder into a case file and a workbook beside it; with the seconds."""
        started = time.perf_counter()
        out = case.with_suffix(".xlsx")
        done = self.run("sort", inbox, "--case", case, "--out", out, "--json")
        return done, time.perf_counter() - started


def packaged_program(folder: Path) -> Program | None:
    """A copy of the packaged program, cut off from all else; None where that cannot be."""
    unshare = shutil.which("unshare")
    if not PACKAGED.is_dir() or unshare is None:
        return None
    shutil.copytree(PACKAGED, folder / "program", symlinks=True)
    program = str(folder / "program" / "postroom")
    return Program(
        words=[unshare, "--user", "--map-root-user", "--net", program],
        environment={"PATH": "", "HOME": "", "POSTROOM_DATA": str(folder / "data there")},
    )


def checkout_program(folder: Path) -> Program:
    """The checkout's program, with the environment of this process."""
    data = str(folder / "data here")
    return Program(
        words=[sys.executable, "-I", "-X", "utf8", "-m", "app"],
        environment={**os.environ, "POSTROOM_DATA": data},
    )


def window_stays(program: Program, case: Path) -> bool:
    """Whether the window opens on a case file and is still there after some seconds."""
    environment = {**program.environment, "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(
        [*program.words, "desk", str(case)],
        env=environment,
        cwd="/",
        stderr=subprocess.DEVNULL,
    )
    try:
        window.wait(WINDOW_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    finally:
        window.kill()
        window.wait()
    return False


def sheets(workbook: Path) -> list[bytes]:
    """Results and summary as they are stored; the third sheet tells the time of the run."""
    with zipfile.ZipFile(workbook) as parts:
        return [parts.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]


def is_stale() -> bool:
    """Whether the checkout's code was changed after it was packaged."""
    packaged = (PACKAGED / "postroom").stat().st_mtime
    return any(path.stat().st_mtime > packaged for path in (ROOT / "app").rglob("*.py"))


def measure(frozen: Program, folder: Path) -> bool:
    """Print the figures; whether all of them are as they should be."""
    if is_stale():
        print("NOTE: app/ has changed since make package; the results may differ for that.")
    files = [path for path in (folder / "program").rglob("*") if not path.is_symlink()]
    size = sum(path.stat().st_size for path in files if path.is_file())
    print(f"size: {size / 10**6:.0f} MB in {sum(path.is_file() for path in files)} files")
    good = True
    for question in QUESTIONS:
        started = time.perf_counter()
        done = frozen.run(*question)
        good &= done.returncode == 0
        seconds = time.perf_counter() - started
        print(f"postroom {' '.join(question)}: exit {done.returncode}, {seconds:.1f} s")
    inbox = folder / "program" / "_internal" / "resources" / "sample_inbox"
    there, there_seconds = frozen.sort(inbox, folder / "frozen.postroom")
    here, here_seconds = checkout_program(folder).sort(inbox, folder / "checkout.postroom")
    pairs = list(zip_longest(there.stdout.splitlines(), here.stdout.splitlines()))
    same = sum(line == other for line, other in pairs)
    print(f"sorting: {there_seconds:.0f} s, exit {there.returncode}")
    print(f"  the checkout: {here_seconds:.0f} s, exit {here.returncode}")
    good &= there.returncode == here.returncode == SOME_FAILED
    alike = sheets(folder / "frozen.xlsx") == sheets(folder / "checkout.xlsx")
    print(f"workbooks: {'the same' if alike else 'they DIFFER'}")
    stays = window_stays(frozen, folder / "frozen.postroom")
    print(f"window: {'open on the case' if stays else 'it ENDED'}")
    holds = good and alike and stays and 0 < same == len(pairs)
    report(
        "packaged program",
        figure=f"{same} of {len(pairs)} lines as the checkout's",
        baseline="the checkout",
        target="all, and every exit code right",
        holds=holds,
    )
    return holds


def main() -> int:
    """Measure, where there is a packaged program and a namespace for it."""
    with tempfile.TemporaryDirectory(prefix="postroom-frozen-") as name:
        frozen = packaged_program(Path(name))
        if frozen is None or not sys.platform.startswith("linux"):
            print("Skipped: needs Linux, unshare, and out/dist from make package.")
            return 0
        if frozen.run("--version").returncode:
            print("Skipped: the program or a network namespace cannot be started here.")
            return 0
        return 0 if measure(frozen, Path(name)) else 1


if __name__ == "__main__":
    sys.exit(main())
