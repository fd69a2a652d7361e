from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

from app import store
from app.records import ThemeFilter
from tests.store.killed_analyst import ITEMS, analyse, prepare

KILLS = 5
ROOT = Path(__file__).parents[2]


def analyse_and_kill(path: Path, first: int, seconds: float) -> int:
    """Runs analyses until some moment after one has begun; which one that was."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed_analyst", str(path), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as analyst:
        assert analyst.stdout is not None
        last = int(analyst.stdout.readline())
        timer = threading.Timer(seconds, analyst.kill)
        timer.start()
        for line in analyst.stdout:
            last = int(line) if line.endswith("\n") else last
        timer.join()
    return last


def test_an_analysis_killed_at_any_moment_leaves_the_old_or_the_new_one_whole(path: Path):
    chance = random.Random()  # any moment: another one each time
    with store.open_case(path) as case:
        prepare(case)
        analyse(case, 1)
    last = 1
    for _ in range(KILLS):
        last = analyse_and_kill(path, last + 1, chance.uniform(0.0, 0.4))
        with store.open_case(path) as case:
            (theme,) = store.themes(case)
            assert theme.key in {last - 1, last}
            assert store.theme_sizes(case) == {theme.key: (ITEMS, ITEMS)}
            assert store.campaign_counts(case)[0].stored == theme.key
            assert store.count_themed_rows(case, ThemeFilter(theme=theme.key)) == ITEMS
            run, _ = store.analysed_run(case)
            assert store.run(case, run).finished
            assert store.check_audit(case) == ""
            assert case.select("PRAGMA integrity_check")[0][0] == "ok"
            last = theme.key
