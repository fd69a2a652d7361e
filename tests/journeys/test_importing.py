"""The first minutes with the real program: the sample, a sheet, a pasted text."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.desktop.import_paste import PasteDialog
from app.desktop.theme_setup import ThemeSetup
from tests.journeys.conftest import INBOX
from tests.journeys.windows import (
    ALT,
    CONTROL,
    OFFSCREEN,
    PATIENCE,
    choose_folder,
    confirm_columns,
    press,
    statuses,
)

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)

SHEET, ROWS = "311_requests_march.xlsx", 300


@pytest.fixture
def sheet(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    shutil.copy(INBOX / SHEET, folder)
    return folder


def test_one_key_leads_from_the_start_to_the_sorted_sample(qtbot, open_window):
    window = open_window()
    QTest.keyClick(window, Qt.Key.Key_T, ALT)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0, timeout=PATIENCE)
    # The language model is checked once on the way; how long all takes is measured apart.
    qtbot.waitUntil(lambda: window.parts.session.job is None, timeout=4 * PATIENCE)
    decided = {"Sorted", "Needs review", "Failed"}
    qtbot.waitUntil(lambda: len(statuses(window)) > ROWS)
    qtbot.waitUntil(lambda: set(statuses(window)[:100]) <= decided)
    assert window.parts.strip.isVisible()


def test_a_sheet_is_confirmed_by_return_and_sorted_by_what_was_confirmed(
    qtbot, open_window, sheet
):
    window = open_window(sheet)
    choose_folder(qtbot, window)
    press(window, Qt.Key.Key_Return)
    choice = confirm_columns(qtbot, window)
    assert (choice.header_row, choice.column) == (3, "Description")
    assert choice.date_column == "Received"
    assert choice.by == ("Channel", "Council district")
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() == ROWS, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.parts.session.job is None, timeout=4 * PATIENCE)
    listing = window.parts.start.listing
    assert (
        listing.account.text() == "1 document came in: 1 read whole. They hold 300 items."
    )
    assert (sheet / SHEET).is_file()


def test_themes_begin_with_the_columns_that_were_confirmed(qtbot, open_window, sheet):
    window = open_window(sheet)
    choose_folder(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_M, ALT)
    confirm_columns(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.findChildren(ThemeSetup)), timeout=PATIENCE)
    setup = window.findChildren(ThemeSetup)[0]
    assert setup.date.currentText() == "Received"
    assert setup.by_typed.text() == "Channel; Council district"
    setup.reject()


def test_a_pasted_text_is_sorted_like_any_letter(qtbot, open_window, data):
    window = open_window()
    QGuiApplication.clipboard().setText("The street light at Elm and 3rd has been out.")
    press(window, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(PasteDialog)), timeout=PATIENCE)
    QTest.keyClick(window.findChildren(PasteDialog)[0], Qt.Key.Key_Return)
    files = window.parts.start.files
    qtbot.waitUntil(lambda: bool(files.documents), timeout=PATIENCE)
    kept = Path(files.documents[0].path)
    assert kept.is_relative_to(data)
    assert kept.read_text(encoding="utf-8").startswith("The street light")
    window.activateWindow()
    qtbot.waitUntil(window.parts.start.sort.hasFocus, timeout=PATIENCE)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.parts.session.job is None, timeout=4 * PATIENCE)
