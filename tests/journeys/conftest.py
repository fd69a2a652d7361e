"""One sorted sample inbox, made once by the real program, for the journeys to look at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.desktop.collecting import collected_here
from app.desktop.contracts import Postroom as Contract
from app.desktop.look import Look
from app.desktop.window import Window
from app.startup import Postroom, work_apart
from tests.journeys.windows import Chosen, leave

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "resources" / "sample_inbox"
SOME_FAILED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorted:
    """What a run over the sample inbox left behind."""

    case: Path
    workbook: Path
    status: int
    told: str
    lines: list[dict[str, Any]]


def postroom(
    *arguments: object, data: Path, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a process of its own."""
    command = [
        *before,
        sys.executable,
        "-m",
        "app",
        *(str(argument) for argument in arguments),
    ]
    environment = {**os.environ, "POSTROOM_DATA": str(data), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def inbox_sorted(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sorted")
    case, workbook = folder / "mail.postroom", folder / "results.xlsx"
    done = postroom("sort", INBOX, "--case", case, "--out", workbook, "--json", data=data)
    assert done.returncode == SOME_FAILED, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return Sorted(
        case=case, workbook=workbook, status=done.returncode, told=done.stderr, lines=lines
    )


@pytest.fixture
def open_window(qtbot, qapp, data, monkeypatch):
    """Opens the window of the real program; whatever is left open is closed in the end.

    The data folder is shared, so that the language model is checked only once.
    """
    monkeypatch.setenv("POSTROOM_DATA", str(data))
    qapp.setQuitOnLastWindowClosed(False)
    postroom = work_apart(Postroom.start(), Contract)
    look = Look(qapp, postroom.icons)
    opened = []

    def open_one(folder=None, **chosen):
        window = Window(postroom, look, Chosen(folder=folder, **chosen).choosers())
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    with collected_here():
        yield open_one
        for window in opened:
            leave(qtbot, window)
            window.deleteLater()
