from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.choosers import Choosers
from app.desktop.collecting import collected_here
from app.desktop.look import Look
from app.desktop.window import Window
from tests.desktop.scripted import REPOSITORY, Script, ScriptedPostroom


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Only the offscreen platform says these, of every window and of every pop-up.
    here = Path(__file__).parent
    offscreen = "propagateSizeHints|does not support (raise|grabbing the keyboard)"
    for item in (each for each in items if each.path.is_relative_to(here)):
        item.add_marker(pytest.mark.qt_log_ignore(offscreen, extend=True))


@pytest.fixture(autouse=True)
def garbage(qapp: QApplication) -> Iterator[None]:
    """As in the program, threads that read never collect what holds Qt objects."""
    with collected_here():
        yield


@dataclass
class Answers:
    """What the person answers when asked for files."""

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    case: Path | None = None
    scheme: Path | None = None
    results: Path | None = None
    themes: Path | None = None
    summaries: Path | None = None
    pictures: Path | None = None
    labelled: Path | None = None
    labels: Path | None = None
    categories: Path | None = None
    model: Path | None = None
    report: Path | None = None
    shown: list[Path] = field(default_factory=list)


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    qapp.setQuitOnLastWindowClosed(False)
    made = Look(qapp, REPOSITORY / "resources" / "icons")
    made.follow(Qt.ColorScheme.Light)
    return made


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def postroom(tmp_path: Path, script: Script) -> ScriptedPostroom:
    return ScriptedPostroom(tmp_path, script)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def open_window(
    qtbot: QtBot, look: Look, postroom: ScriptedPostroom, answers: Answers, script: Script
) -> Iterator[Callable[[], Window]]:
    """Opens windows; whatever a test leaves running is stopped and waited for."""
    opened: list[Window] = []

    def open_one() -> Window:
        choosers = Choosers(
            files=lambda: answers.files,
            folder=lambda: answers.folder,
            case=lambda: answers.case,
            scheme=lambda: answers.scheme,
            results=lambda _suggestion: answers.results,
            themes=lambda _suggestion: answers.themes,
            summaries=lambda _suggestion: answers.summaries,
            pictures=lambda: answers.pictures,
            show_folder=answers.shown.append,
            labelled=lambda: answers.labelled,
            labels=lambda _suggestion: answers.labels,
            categories=lambda _suggestion: answers.categories,
            model=lambda: answers.model,
            report=lambda _suggestion: answers.report,
        )
        window = Window(postroom, look, choosers)
        opened.append(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.conductor.complete()  # else a moment after the window is seen
        return window

    yield open_one
    script.go_on.set()
    for window in opened:
        window.close()
        session = window.parts.session
        if not session.has_left:
            with qtbot.waitSignal(session.left):
                pass
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[], Window]) -> Window:
    return open_window()
