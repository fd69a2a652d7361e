"""The screen of themes, opened as a person opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.places import Place
from app.desktop.theme_page import ThemePage
from app.desktop.window import Window
from tests.desktop.scripted import ScriptedPostroom, big_case
from tests.desktop.scripted_themes import ThemesState


def found_page(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, state: ThemesState
) -> ThemePage:
    """The screen of a case whose themes were found before."""
    path = postroom.default_case_folder / "311.postroom"
    postroom.cases[path] = big_case(40)
    postroom.cases[path].themes = state
    path.touch()
    window.conductor.open_case(path)
    qtbot.waitUntil(window.parts.actions.places[Place.THEMES].isEnabled)
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    made: ThemePage = window.conductor.theming.page
    qtbot.waitUntil(lambda: made.report is not None)
    return made
