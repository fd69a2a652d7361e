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
