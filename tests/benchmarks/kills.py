"""Kill the run or its children at random moments: nothing may be lost or done twice.

    .venv/bin/python tests/benchmarks/kills.py [--kills 50] [--seed 1]

Sorts the sample inbox undisturbed once, then again and again while ``kill -9`` hits the run
or one of its children, resuming until it is complete, and compares the results item by
item. Needs Linux. It uses the program's own sample inbox, so there is no ``--corpus``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import family

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "resources" / "sample_inbox"
COMPLETE = (0, 3)


def command(case: Path, out: Path) -> list[str]:
    """The run under test."""
    program = [sys.executable, "-m", "app", "sort", str(INBOX)]
    return [*program, "--case", str(case), "--out", str(out)]


def results(out: Path) -> list[str]:
    """The results line by line."""
    return out.read_text(encoding="utf-8").splitlines()


def kill_somebody(run: subprocess.Popen[bytes], chance: random.Random) -> str:
    """Kill the run or one of its children, and say whom."""
    children = [pid for pid in family(str(run.pid)) if pid != str(run.pid)]
    victim = chance.choice([str(run.pid), *children]) if children else str(run.pid)
    try:
        os.kill(int(victim), signal.SIGKILL)
    except ProcessLookupError:
        return "nobody (just ended)"
    return "the run" if victim == str(run.pid) else "a child"


def disturbed_run(
    case: Path, out: Path, usual_seconds: float, chance: random.Random, most: int
) -> dict[str, int]:
    """Run to completion while killing at random moments; how often whom."""
    killed = {"the run": 0, "a child": 0, "nobody (just ended)": 0}
    while True:
        run = subprocess.Popen(
            command(case, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while sum(killed.values()) < most:
            try:
                run.wait(chance.uniform(0.1, usual_seconds / 4))
                break
            except subprocess.TimeoutExpired:
                whom = kill_somebody(run, chance)
                killed[whom] += 1
                if whom == "the run":
                    break
        status = run.wait()
        if status in COMPLETE:
            return killed
        if status != -signal.SIGKILL:
            sys.exit(f"the run ended with status {status} after {killed}")


def main() -> int:
    """Print how many kills there were and what was lost or done twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    lost = twice = different = 0
    totals = {"the run": 0, "a child": 0, "nobody (just ended)": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.monotonic()
        plain = folder / "plain.jsonl"
        subprocess.run(
            command(folder / "plain.postroom", plain),
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        usual = time.monotonic() - began
        wanted = results(plain)
        print(f"undisturbed: {len(wanted)} lines in {usual:.1f} s")
        number = 0
        while totals["the run"] + totals["a child"] < arguments.kills:
            left = arguments.kills - totals["the run"] - totals["a child"]
            number += 1
            case, out = folder / f"{number}.postroom", folder / f"{number}.jsonl"
            killed = disturbed_run(case, out, usual, chance, min(left, 10))
            for whom, count in killed.items():
                totals[whom] += count
            found = results(out)
            places = [place_of(line) for line in found]
            lost += len({place_of(line) for line in wanted} - set(places))
            twice += len(places) - len(set(places))
            changed = [
                pair for pair in zip(wanted, found, strict=False) if len(set(pair)) > 1
            ]
            different += len(changed)
            if changed:
                print("for example:", *changed[0], sep="\n")
            audit = audit_of(case)
            print(
                f"case {number}: killed {killed}; audit trail {audit or 'whole'}",
                flush=True,
            )
            different += bool(audit)
    print(
        f"kills {totals}: {lost} lost, {twice} twice, {different} different"
        " | target 0, 0, 0"
    )
    return int(bool(lost or twice or different))


def place_of(line: str) -> tuple[str, str]:
    """What names an item in the results."""
    values = json.loads(line)
    place = values["place"] or {}
    # A letter's place moves with its evidence; its document alone names it.
    return values["document"], json.dumps(place if "row" in place else None)


def audit_of(case: Path) -> str:
    """What is wrong with a case's audit trail; empty where nothing is."""
    from app import store

    with store.open_case(case, read_only=True) as opened:
        return store.check_audit(opened)


if __name__ == "__main__":
    sys.exit(main())
