"""The blind check: nothing of the program's answer is seen, everything is counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
)
from pytestqt.qtbot import QtBot

from app.desktop.window import Window
from app.records import PostroomError
from tests.desktop.scripted import SCHEME, Script, ScriptedPostroom

CONTROL = Qt.KeyboardModifier.ControlModifier


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _sort_sample(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    _click(window.parts.start.sort)
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)


def _open(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(window.parts.check.setup.isVisible)


def _begin(qtbot: QtBot, window: Window, items: int) -> None:
    _sort_sample(qtbot, window)
    _open(qtbot, window)
    window.parts.check.setup.how_many.setValue(items)
    _click(window.parts.check.setup.begin)
    qtbot.waitUntil(window.parts.check.asking.isVisible)
    qtbot.waitUntil(lambda: _text(window) != "")


def _text(window: Window) -> str:
    return window.parts.check.asking.text.toPlainText()


def _cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    cell = table.item(row, column)
    assert cell is not None
    return cell


def _answer(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    asking = window.parts.check.asking
    before = asking.bar.value()
    qtbot.waitUntil(lambda: not asking._is_waiting)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    assert asking.bar.value() == before + 1


def test_before_anything_is_sorted_there_is_nothing_to_check(window: Window):
    assert not window.parts.actions.check.isEnabled()


def test_the_check_asks_for_a_name_and_proposes_fifty_items(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    _open(qtbot, window)
    setup = window.parts.check.setup
    assert setup.name.text() == "R. Okafor"
    assert setup.how_many.value() == 50
    assert setup.begin.isEnabled()
    setup.name.clear()
    assert not setup.begin.isEnabled()


def test_nothing_that_the_program_said_is_on_the_screen(qtbot: QtBot, window: Window):
    _begin(qtbot, window, 5)
    assert not window.parts.desk.isVisible()
    assert not window.parts.strip.isVisible()
    asking = window.parts.check.asking
    assert asking.text.extraSelections() == []
    assert asking.picker.list.currentRow() == -1
    assert asking.picker.list.selectedItems() == []
    texts = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    texts += [each.text() for each in window.findChildren(QLineEdit) if each.isVisible()]
    said = " ".join(texts)
    assert not any(name in said for name in SCHEME.names)
    assert "%" not in said
    assert "eview" not in said
    views = [each for each in window.findChildren(QPlainTextEdit) if each.isVisible()]
    assert views == [asking.text]


def test_number_keys_answer_and_every_answer_is_timed(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 5)
    _answer(qtbot, window, Qt.Key.Key_2)
    _answer(qtbot, window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(postroom.answered) == 2)
    said = [answer[:4] for answer in postroom.answered]
    assert said == [
        (1, 1, "R. Okafor", "Water and sewers"),
        (1, 2, "R. Okafor", "Roads and sidewalks"),
    ]
    assert all(answer[4] is not None and answer[4] >= 0 for answer in postroom.answered)
    assert window.parts.check.asking.where.text() == "Item 3 of 5"


def test_typing_finds_a_category_and_return_answers(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 5)
    picker = window.parts.check.asking.picker
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    QTest.keyClicks(picker.line, "re")
    QTest.keyClick(picker.line, Qt.Key.Key_Down)
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(postroom.answered) == 1)
    assert postroom.answered[0][3] == "Parks and trees"
    qtbot.waitUntil(lambda: picker.line.text() == "")


def test_letters_typed_in_the_list_go_on_in_the_line(qtbot: QtBot, window: Window):
    _begin(qtbot, window, 5)
    picker = window.parts.check.asking.picker
    picker.list.setFocus()
    QTest.keyClicks(picker.list, "t")
    assert picker.line.hasFocus()
    assert picker.line.text() == "t"


def test_a_click_on_a_category_answers(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 5)
    shown = window.parts.check.asking.picker.list
    place = shown.visualItemRect(shown.item(3)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: len(postroom.answered) == 1)
    assert postroom.answered[0][3] == "Parks and trees"


def test_a_skipped_item_comes_again_at_the_end(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 3)
    first = _text(window)
    _click(window.parts.check.asking.skip)
    qtbot.waitUntil(lambda: _text(window) != first)
    _answer(qtbot, window, Qt.Key.Key_1)
    _answer(qtbot, window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: _text(window) == first)
    assert not window.parts.check.asking.skip.isEnabled()
    _answer(qtbot, window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: [answer[1] for answer in postroom.answered] == [2, 3, 1])


def test_back_labels_the_item_before_again(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 5)
    asking = window.parts.check.asking
    assert not asking.back.isEnabled()
    _answer(qtbot, window, Qt.Key.Key_1)
    _click(asking.back)
    assert asking.where.text() == "Item 1 of 5"
    _answer(qtbot, window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(postroom.answered) == 2)
    assert [answer[1] for answer in postroom.answered] == [1, 1]


def test_a_check_that_was_stopped_goes_on_where_it_was(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 4)
    _answer(qtbot, window, Qt.Key.Key_1)
    QTest.keyClick(window.parts.check.asking.picker.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.parts.desk.isVisible)
    qtbot.waitUntil(lambda: "1 label" in window.parts.desk.labels.what.text())
    _open(qtbot, window)
    setup = window.parts.check.setup
    qtbot.waitUntil(lambda: setup.chosen == 1)
    assert setup.begin.text() == "&Go on"
    qtbot.waitUntil(lambda: "3 left for you" in setup.sample.currentText())
    assert not setup.how_many.isEnabled()
    _click(setup.begin)
    qtbot.waitUntil(lambda: window.parts.check.asking.where.text() == "Item 2 of 4")


def test_after_the_last_item_the_report_is_shown(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 2)
    _answer(qtbot, window, Qt.Key.Key_1)
    _answer(qtbot, window, Qt.Key.Key_1)
    report = window.parts.check.report
    qtbot.waitUntil(report.isVisible)
    assert report.right.value.text() == "86\u00a0%"
    assert report.right.remark.text() == "range 74\u201393\u00a0%"
    assert report.macro.value.text() == "0.83"
    assert _cell(report.categories, 0, 5).text() == "0.94"
    assert _cell(report.categories, 7, 4).text() == "\u2013"
    assert _cell(report.groups, 1, 2).text() == "78\u00a0% (45\u201394\u00a0%)"
    assert _cell(report.times, 0, 1).text() == "25 s"
    assert report.saved.value.text() == "2.0"
    cell = _cell(report.confusion, 0, 2)
    assert cell.text() == "1"
    said = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Persons: Roads and sidewalks. Postroom: Water and sewers. 1 item"
    QTest.keyClick(report, Qt.Key.Key_Escape)
    assert window.parts.desk.isVisible()


def test_a_second_person_labels_the_same_sample_and_the_report_says_how_far_both_agree(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 1)
    _answer(qtbot, window, Qt.Key.Key_1)
    report, setup = window.parts.check.report, window.parts.check.setup
    qtbot.waitUntil(report.isVisible)
    assert not report.kappa.isVisible()
    _click(report.others)
    qtbot.waitUntil(lambda: setup.sample.count() == 2)
    setup.name.setFocus()
    setup.name.selectAll()
    QTest.keyClicks(setup.name, "M. Lindqvist")
    setup.sample.setFocus()
    setup.sample.setCurrentIndex(1)
    qtbot.waitUntil(setup.begin.isEnabled)
    _click(setup.begin)
    qtbot.waitUntil(window.parts.check.asking.isVisible)
    _answer(qtbot, window, Qt.Key.Key_1)
    qtbot.waitUntil(report.isVisible)
    assert _cell(report.kappa, 0, 2).text() == "0.81 (almost perfect)"


def test_an_answer_that_cannot_be_kept_is_told_and_asked_again(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    _begin(qtbot, window, 3)
    first = _text(window)
    script.answer_problem = PostroomError("The disk is full.", "Make room.")
    _answer(qtbot, window, Qt.Key.Key_1)
    page = window.parts.check
    qtbot.waitUntil(lambda: page.banner.what.text() == "The disk is full.")
    qtbot.waitUntil(lambda: _text(window) == first)
    assert page.asking.where.text() == "Item 1 of 3"


def test_nothing_else_can_be_begun_while_the_results_are_out_of_sight(
    qtbot: QtBot, window: Window
):
    _begin(qtbot, window, 3)
    do = window.parts.actions
    for action in (
        do.sort,
        do.learn,
        do.export,
        do.add_files,
        do.confirm,
        do.check,
        do.undo,
    ):
        assert not action.isEnabled()
    _click(window.parts.check.asking.stop)
    assert do.sort.isEnabled()
    assert do.check.isEnabled()
