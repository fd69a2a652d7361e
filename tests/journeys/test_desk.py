"""Whole pieces of work in the real window, by keyboard alone."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.desktop.places import Place
from app.desktop.theme_setup import ThemeSetup
from tests.journeys.conftest import INBOX
from tests.journeys.windows import (
    CONTROL,
    OFFSCREEN,
    PATIENCE,
    SHIFT,
    confirm_columns,
    press,
    wait_for_rest,
)

SHEET = "311_requests_march.xlsx"
TWENTY = 20

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)


def page_of(window, place):
    return window.conductor.navigation.screens[place].page


def reviewed(case):
    """How many items of a case file a person has decided on."""
    with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as file:
        return file.execute("select count(*) from result where reviewed").fetchone()[0]


def test_twenty_items_are_reviewed_and_one_taken_back(
    qtbot, open_window, inbox_sorted, tmp_path
):
    case = Path(shutil.copy(inbox_sorted.case, tmp_path))
    window = open_window()
    window.conductor.open_case(case)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0, timeout=PATIENCE)
    press(window, Qt.Key.Key_3, CONTROL)
    page = page_of(window, Place.REVIEW)
    qtbot.waitUntil(lambda: page.reading.item is not None, timeout=PATIENCE)
    for done in range(1, TWENTY + 1):
        before = page.reading.item.row.item.key
        press(window, Qt.Key.Key_Return if done % 2 else Qt.Key.Key_2)
        qtbot.waitUntil(
            lambda before=before: page.reading.item.row.item.key != before, timeout=PATIENCE
        )
    qtbot.waitUntil(lambda: reviewed(case) == TWENTY, timeout=PATIENCE)
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: reviewed(case) == TWENTY - 1, timeout=PATIENCE)


# The key that opened the menu comes up when the menu is gone again.
@pytest.mark.qt_log_ignore(f"{OFFSCREEN}|Keyboard event not accepted", extend=True)
def test_themes_of_a_sheet_become_pictures_in_a_folder(qtbot, open_window, tmp_path):
    folder, pictures = tmp_path / "calls", tmp_path / "slides"
    folder.mkdir()
    pictures.mkdir()
    shutil.copy(INBOX / SHEET, folder)
    window = open_window(folder, pictures=pictures)
    press(window, Qt.Key.Key_O, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.parts.start.files.documents), timeout=PATIENCE)
    press(window, Qt.Key.Key_T, CONTROL | SHIFT)
    confirm_columns(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.findChildren(ThemeSetup)), timeout=PATIENCE)
    setup = window.findChildren(ThemeSetup)[0]
    qtbot.waitUntil(setup.begin.isEnabled, timeout=PATIENCE)
    QTest.keyClick(setup.begin, Qt.Key.Key_Return)
    page = page_of(window, Place.THEMES)
    qtbot.waitUntil(lambda: page.report is not None, timeout=PATIENCE)
    wait_for_rest(qtbot, window)
    assert 0 < sum(theme.size for theme in page.report.themes) <= page.report.about.items

    def choose_pictures():
        menu = page.save.menu()
        qtbot.waitUntil(menu.isVisible)
        QTest.keyClick(menu, Qt.Key.Key_P)

    QTimer.singleShot(300, choose_pictures)
    window.activateWindow()
    page.save.setFocus()
    QTest.keyClick(page.save, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(list(pictures.rglob("*.png"))), timeout=PATIENCE)
    wait_for_rest(qtbot, window)
    assert all(one.read_bytes().startswith(b"\x89PNG") for one in pictures.rglob("*.png"))
