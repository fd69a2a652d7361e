from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.lesson_dialog import LessonDialog
from app.desktop.passwords import PasswordsDialog
from app.desktop.window import Window
from app.records import Status
from tests.desktop.scripted import Script


def _unnamed(root: QWidget) -> list[str]:
    """Widgets a person can reach that a screen reader has no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def _tab_round(window: QWidget, steps: int = 60) -> list[QWidget]:
    seen: list[QWidget] = []
    for _ in range(steps):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.isAncestorOf(focused)
        if focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return seen


@pytest.fixture
def sorted_window(qtbot: QtBot, window: Window) -> Window:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    window.parts.start.sort.click()
    qtbot.waitUntil(window.parts.desk.banner.isVisible)
    qtbot.waitUntil(window.parts.desk.reader.text.isVisible)
    return window


def test_everything_on_the_start_page_has_a_name(window: Window):
    assert _unnamed(window) == []


def test_everything_on_the_desk_has_a_name(sorted_window: Window):
    for at in range(3):
        sorted_window.parts.desk.reader.tabs.buttons[at].click()
        assert _unnamed(sorted_window) == []


def test_everything_in_the_passwords_dialog_has_a_name(
    qtbot: QtBot, open_window: Callable[[], Window]
):
    window = open_window()
    dialog = PasswordsDialog(window.parts.look, (), window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert _unnamed(dialog) == []
    dialog.close()


@pytest.fixture
def lesson_dialog(qtbot: QtBot, script: Script, sorted_window: Window) -> LessonDialog:
    script.calibrated = True
    sorted_window.parts.actions.confirm.trigger()
    qtbot.waitUntil(sorted_window.parts.actions.learn.isEnabled)
    sorted_window.parts.actions.learn.trigger()
    qtbot.waitUntil(lambda: bool(sorted_window.findChildren(LessonDialog)))
    dialog = sorted_window.findChildren(LessonDialog)[0]
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_everything_in_the_lesson_has_a_name(lesson_dialog: LessonDialog):
    assert _unnamed(lesson_dialog) == []


def test_tab_goes_round_the_lesson_without_a_trap(lesson_dialog: LessonDialog):
    lesson_dialog.activateWindow()
    lesson_dialog.use.setFocus()
    reached = _tab_round(lesson_dialog)
    for wanted in (lesson_dialog.held, lesson_dialog.changes, lesson_dialog.not_now):
        assert wanted in reached


def test_every_part_of_the_blind_check_has_names_and_letters_of_its_own(
    qtbot: QtBot, sorted_window: Window
):
    page = sorted_window.parts.check
    sorted_window.parts.actions.check.trigger()
    assert _unnamed(sorted_window) == []
    assert _letters_are_single(sorted_window)
    page.setup.how_many.setValue(1)
    page.setup.begin.click()
    qtbot.waitUntil(page.asking.isVisible)
    qtbot.waitUntil(lambda: page.asking.text.toPlainText() != "")
    assert _unnamed(sorted_window) == []
    assert _letters_are_single(sorted_window)
    reached = _tab_round(sorted_window)
    for wanted in (page.asking.text, page.asking.picker.line, page.asking.picker.list):
        assert wanted in reached
    page.asking.picker.picked.emit("Other")
    qtbot.waitUntil(page.report.isVisible)
    assert _unnamed(sorted_window) == []
    assert _letters_are_single(sorted_window)
    assert page.report.confusion in _tab_round(sorted_window)


def test_the_question_about_several_items_has_names(qtbot: QtBot, sorted_window: Window):
    sorted_window.parts.desk.table.selectAll()
    sorted_window.parts.desk.reader.correction.confirm.click()
    qtbot.waitUntil(lambda: bool(sorted_window.findChildren(QMessageBox)))
    question = sorted_window.findChildren(QMessageBox)[0]
    qtbot.waitUntil(question.isVisible)
    assert _unnamed(question) == []
    question.reject()


def test_tab_goes_round_the_start_page_without_a_trap(window: Window):
    window.parts.start.drop.files.setFocus()
    reached = _tab_round(window)
    start = window.parts.start
    for wanted in (start.drop.files, start.drop.folder, start.drop.sample, start.scheme):
        assert wanted in reached


def test_tab_goes_round_the_desk_without_a_trap(sorted_window: Window):
    desk = sorted_window.parts.desk
    desk.table.setFocus()
    reached = _tab_round(sorted_window)
    for wanted in (desk.table, desk.header.search, desk.documents, desk.filters.category):
        assert wanted in reached
    assert desk.reader.text in reached
    assert desk.header.scheme in reached
    correction = desk.reader.correction
    assert correction.box in reached
    assert correction.confirm in reached
    assert correction.private in reached
    assert desk.accuracy.adjust in reached


def test_the_order_of_the_queue_is_reached_by_tab(sorted_window: Window):
    desk = sorted_window.parts.desk
    desk.filters.choose_status(Status.NEEDS_REVIEW)
    desk.table.setFocus()
    assert desk.filters.order in _tab_round(sorted_window)


def _mnemonics(window: Window) -> list[str]:
    texts = [action.text() for action in window.menuBar().actions()]
    texts += [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    texts += [
        e.text()
        for e in window.findChildren(QLabel)
        if e.isVisible() and e.buddy() is not None
    ]
    return [
        found.group(1).lower() for text in texts if (found := re.search("&([^&])", text))
    ]


def _letters_are_single(window: Window) -> bool:
    letters = _mnemonics(window)
    return len(letters) == len(set(letters))


def test_no_two_visible_controls_share_a_letter(qtbot: QtBot, sorted_window: Window):
    parts = sorted_window.parts
    parts.actions.confirm.trigger()
    qtbot.waitUntil(parts.desk.labels.isVisible)
    for screen in (parts.desk, parts.start):
        parts.screens.setCurrentWidget(screen)
        letters = _mnemonics(sorted_window)
        assert len(letters) == len(set(letters)), letters
