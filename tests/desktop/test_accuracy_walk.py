"""Accuracy without a mouse, without sight, and with type of twice the size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.desktop.accuracy_conductor import AccuracyScreen
from app.desktop.accuracy_forgetting import ForgetDialog
from app.desktop.accuracy_teaching import TaughtDialog, TeachDialog
from app.desktop.look import Look
from app.desktop.window import Window
from tests.desktop import walk
from tests.desktop.scripted import SCHEME, Script, ScriptedPostroom
from tests.desktop.scripted_accuracy import SHEETS, TAUGHT, labels
from tests.desktop.test_accuracy import go

SCREEN = (1366, 768)


@pytest.fixture(params=[False, True], ids=["without labels", "calibrated"])
def screen(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    open_window: Callable[[], Window],
    postroom: ScriptedPostroom,
    script: Script,
) -> AccuracyScreen:
    script.calibrated = request.param
    script.accuracy.by_hand = 30.0 if request.param else None
    script.accuracy.memory = labels(40) if request.param else []
    window = open_window()
    window.parts.start.drop.dropped.emit((postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.actions.sort.isEnabled)
    window.parts.start.sort.click()
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    return go(qtbot, window)


def _each_view(qtbot: QtBot, screen: AccuracyScreen) -> Iterator[AccuracyScreen]:
    for tab in screen.page.tabs.buttons:
        tab.click()
        qtbot.wait(80)
        yield screen


def test_every_view_is_named_reached_and_seen(qtbot: QtBot, screen: AccuracyScreen):
    for at in _each_view(qtbot, screen):
        page = at.page
        assert walk.unnamed(page) == []
        assert walk.wrong_roles(page) == []
        assert walk.doubled_letters(page.window()) == []
        assert walk.unreached(page.window()) == []
        assert walk.unseen_focus(page.window()) == []


def test_every_view_fits_on_a_small_screen(qtbot: QtBot, screen: AccuracyScreen):
    for at in _each_view(qtbot, screen):
        assert walk.outside(at.page.window(), *SCREEN) == []
        assert walk.cut_words(at.page) == []


@pytest.fixture
def doubled(look: Look) -> Iterator[None]:
    look.scale(200)
    yield
    look.scale(100)


@pytest.mark.usefixtures("doubled")
def test_every_view_fits_with_text_of_200_percent(qtbot: QtBot, screen: AccuracyScreen):
    screen.page.window().resize(*SCREEN)
    for at in _each_view(qtbot, screen):
        assert walk.outside(at.page.window(), *SCREEN) == []
        assert walk.cut_words(at.page) == []


def _dialogs(window: Window) -> dict[str, QDialog]:
    file = Path("sorted 2025.xlsx")
    return {
        "teach": TeachDialog(file, SHEETS, SCHEME, window),
        "taught": TaughtDialog(file, TAUGHT, window, can_learn=True),
        "forget": ForgetDialog(SCHEME, 30, window),
    }


@pytest.mark.parametrize("name", ["teach", "taught", "forget"])
def test_every_question_is_named_reached_and_seen(qtbot: QtBot, window: Window, name: str):
    dialog = _dialogs(window)[name]
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert walk.unnamed(dialog) == []
    assert walk.wrong_roles(dialog) == []
    assert walk.doubled_letters(dialog) == []
    assert walk.unreached(dialog) == []
    assert walk.unseen_focus(dialog) == []
    assert walk.cut_words(dialog) == []
    dialog.close()
