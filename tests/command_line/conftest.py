"""A command line over a scripted program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.command_line import Program, postroom
from tests.command_line.scripted import ScriptedPostroom, ScriptedWorkspace


@pytest.fixture
def work(tmp_path: Path) -> ScriptedWorkspace:
    return ScriptedWorkspace(tmp_path / "unkept.postroom")


@pytest.fixture
def program(work: ScriptedWorkspace) -> ScriptedPostroom:
    return ScriptedPostroom(work)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in box"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear office,")
    return folder


@pytest.fixture
def called(program: ScriptedPostroom) -> Callable[..., Result]:
    """Runs a command line; keywords: what is typed, whether anyone is there, the window."""

    def call(*arguments, typed="", interactive=False, open_desk=None):
        handed = Program(lambda: program, open_desk, interactive=interactive)  # type: ignore[arg-type, return-value]  # plays the program
        return CliRunner().invoke(
            postroom, [str(one) for one in arguments], obj=handed, input=typed
        )

    return call
