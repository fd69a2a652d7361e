"""The window over the real program, by keyboard: choose, sort, read; stop in the middle."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.summary_setup import SummarySetup
from tests.journeys.conftest import INBOX
from tests.journeys.windows import (
    CONTROL,
    OFFSCREEN,
    PATIENCE,
    SHIFT,
    choose_folder,
    confirm_columns,
    leave,
    press,
    row_under_cursor,
    statuses,
    wait_for_rest,
)

LETTER = "2026-03-12_barking_pilot_street.pdf"
FILES = (
    f"letters/{LETTER}",
    "letters/web_form_1042.txt",
    "email/0001_pothole_damage.eml",
    "letters/2026-03-18_broken_download.pdf",
)
SHEET, ROWS = "311_requests_march.xlsx", 300

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)


@pytest.fixture
def mail(tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    for name in FILES:
        shutil.copy(INBOX / name, folder)
    return folder


def test_by_keyboard_a_folder_is_chosen_sorted_and_a_letter_read(qtbot, open_window, mail):
    window = open_window(mail)
    choose_folder(qtbot, window)
    press(window, Qt.Key.Key_Space)
    desk = window.parts.desk
    qtbot.waitUntil(lambda: window.parts.screens.currentWidget() is desk)
    wait_for_rest(qtbot, window)
    qtbot.waitUntil(lambda: len(statuses(window)) == len(FILES))
    qtbot.waitUntil(lambda: set(statuses(window)) <= {"Sorted", "Needs review", "Failed"})
    assert statuses(window).count("Failed") == 1
    assert "3 items" in window.parts.strip.summary.text()
    assert "not calibrated" in window.parts.strip.method.text()

    qtbot.waitUntil(desk.table.hasFocus)
    press(window, Qt.Key.Key_Home)
    while not (shown := row_under_cursor(window)).document.name.endswith(LETTER):
        press(window, Qt.Key.Key_Down)
        assert row_under_cursor(window) != shown  # else the last row has been passed
    qtbot.waitUntil(lambda: desk.reader.row is not None, timeout=PATIENCE)
    quote = desk.reader.row.verdict.evidence.quote
    qtbot.waitUntil(lambda: bool(desk.reader.text.marked_text()))
    assert desk.reader.text.marked_text().split() == quote.split()
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(desk.reader.page.paper.marks), timeout=PATIENCE)
    press(window, Qt.Key.Key_Tab)
    assert not window.parts.desk.banner.isHidden()  # the broken one, with what to do


def test_a_window_closed_in_mid_run_goes_on_when_the_case_is_opened_again(
    qtbot, open_window, mail
):
    shutil.copy(INBOX / SHEET, mail)
    first = open_window(mail)
    choose_folder(qtbot, first)
    press(first, Qt.Key.Key_F5)
    confirm_columns(qtbot, first)
    qtbot.waitUntil(lambda: first.parts.desk.items.rowCount() > 0, timeout=PATIENCE)
    case = first.parts.session.path
    assert first.parts.session.job is not None
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    QTest.keyClick(first, Qt.Key.Key_W, CONTROL)
    assert not first.isVisible()
    leave(qtbot, first)
    assert not case.with_name(f"{case.name}-wal").exists()

    second = open_window()
    second.conductor.open_case(case)
    banner = second.parts.desk.banner
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    assert banner.what.text() == "This case is not sorted to the end."
    banner.action.setFocus()
    press(second, Qt.Key.Key_Space)
    wait_for_rest(qtbot, second)
    qtbot.waitUntil(lambda: second.parts.desk.items.rowCount() == len(FILES) + ROWS)
    assert "not decided" not in second.parts.strip.summary.text()
    assert len(second.parts.desk.files.documents) == len(FILES) + 1


def test_by_keyboard_a_letter_is_summarized_and_a_sentence_seen_on_its_page(
    qtbot, open_window, mail
):
    (mail / FILES[3].rsplit("/", 1)[-1]).unlink()
    window = open_window(mail)
    choose_folder(qtbot, window)
    press(
        window,
        Qt.Key.Key_S,
        CONTROL | SHIFT,
    )
    qtbot.waitUntil(lambda: bool(window.findChildren(SummarySetup)))
    setup = window.findChildren(SummarySetup)[0]
    qtbot.waitUntil(setup.begin.isEnabled, timeout=PATIENCE)
    QTest.keyClick(setup.reword, Qt.Key.Key_Space)  # trying the model takes a minute
    QTest.keyClick(setup.begin, Qt.Key.Key_Return)
    page = window.conductor.summarizing.page
    wait_for_rest(qtbot, window)
    qtbot.waitUntil(lambda: len(page.summarized) == len(FILES) - 1, timeout=PATIENCE)
    names = [each.name for each in page.documents]
    page.sidebar.documents.choose(names.index(LETTER))
    qtbot.waitUntil(
        lambda: page.summary is not None and page.summary.name == LETTER, timeout=PATIENCE
    )
    assert page.summary.whole
    page.reading.tabs.buttons[1].click()
    quoted = page.summary.sections[0].sentences[0].source
    assert page.reading.sentences.current_line.cited.sources[0].quotation == quoted
    assert page.evidence.exact.words.toPlainText().split() == quoted.quote.split()
    qtbot.waitUntil(lambda: bool(page.evidence.page.paper.marks), timeout=PATIENCE)
    page.evidence.tabs.choose(1)
    qtbot.waitUntil(lambda: bool(page.evidence.text.marked_text()), timeout=PATIENCE)
    assert page.evidence.text.marked_text().split() == quoted.quote.split()
