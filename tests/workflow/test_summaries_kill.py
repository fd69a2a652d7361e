from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app import store
from app.records import SummarySettings
from tests.workflow.summarized import NOTICE, REPORT, Desk
from tests.workflow.test_summaries import SETTINGS, added, run

ROOT = Path(__file__).parents[2]
KILLS = 4


def summarize_and_kill(folder: Path, steps: int) -> None:
    """Runs until so many steps were told, then ends the process without a warning."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.workflow.killed_summarizer", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as running:
        assert running.stdout is not None
        for _ in range(steps):
            if not running.stdout.readline():
                break
        running.kill()


def made_by(desk: Desk) -> dict[str, object]:
    """Every summary by its document's name, but for the keys of the documents."""
    with desk.open() as workspace:
        assert store.check_audit(workspace._case) == ""
        return {
            one.name: replace(workspace.summaries.summary(one.document), document=0)
            for one in workspace.summaries.documents()
        }


def test_a_run_killed_at_any_moment_comes_to_the_same_end(tmp_path: Path):
    files = {"one": NOTICE, "two": REPORT, "three": f"{NOTICE}\f{REPORT}"}
    whole = Desk(folder=tmp_path / "whole")
    killed = Desk(folder=tmp_path / "killed")
    for desk in (whole, killed):
        desk.folder.mkdir()
        with added(desk, **files):
            pass
    with whole.open() as workspace:
        run(workspace)
    chance = random.Random()  # any moment: another one each time
    for _ in range(KILLS):
        summarize_and_kill(killed.folder, chance.randint(1, 14))
        with killed.open() as workspace:
            for one in workspace.summaries.documents():
                # Nothing is half there: what has a summary can be told whole.
                if one.state in {"first", "whole"}:
                    summary = workspace.summaries.summary(one.document)
                    assert len(summary.ledger) == one.pages
                    assert summary.facts
            assert case_is_sound(workspace)
    with killed.open() as workspace:
        run(workspace)
        settings: SummarySettings = workspace.summaries.settings
        assert settings == SETTINGS
    assert made_by(killed) == made_by(whole)


def case_is_sound(workspace) -> bool:
    case = workspace._case
    structures = set(store.structure_marks(case))
    read = {one.key for one in store.documents(case) if one.state.value == "read"}
    sound = case.select("PRAGMA integrity_check")[0][0] == "ok"
    return sound and structures == read and not case.select("PRAGMA foreign_key_check")
