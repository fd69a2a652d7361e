"""A command line over a scripted program."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.command_line import Program, postroom
from tests.command_line.made import SCHEME
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
def case(tmp_path: Path, work: ScriptedWorkspace) -> Path:
    """A case file in which everything is sorted."""
    path = tmp_path / "march.postroom"
    path.write_bytes(b"SQLite format 3")
    work.scheme = SCHEME
    return path


@pytest.fixture
def called(program: ScriptedPostroom) -> Callable[..., Result]:
    """Runs a command line; keywords: what is typed, whether anyone is there, the window."""

    def call(*arguments, typed="", interactive=False, open_desk=None):
        # Every look at the clock finds two seconds gone.
        ticks = itertools.count(step=2.0)
        handed = Program(
            lambda: program,  # type: ignore[arg-type, return-value]  # plays the program
            open_desk,
            interactive=interactive,
            clock=lambda: next(ticks),
        )
        return CliRunner().invoke(
            postroom, [str(one) for one in arguments], obj=handed, input=typed
        )

    return call
