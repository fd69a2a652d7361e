"""A person decides: confirming, correcting, taking back, keeping private."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.desktop.item_model import Column
from app.desktop.window import Window
from app.records import PostroomError, Status
from tests.desktop.scripted import Case, Script, ScriptedPostroom

CONTROL = Qt.KeyboardModifier.ControlModifier


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _sort_sample(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    _click(window.parts.start.sort)
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    desk = window.parts.desk
    qtbot.waitUntil(lambda: desk.items.result_row(0) is not None)
    qtbot.waitUntil(lambda: _status(window, 28) == "Failed")
    desk.table.setFocus()


def _status(window: Window, row: int) -> str:
    return str(window.parts.desk.items.index(row, Column.STATUS).data())


def _spoken(window: Window, row: int) -> str:
    index = window.parts.desk.items.index(row, Column.STATUS)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def _key(window: Window, row: int) -> int:
    shown = window.parts.desk.items.result_row(row)
    return shown.item.key if shown and shown.item else 0


def _case(window: Window, postroom: ScriptedPostroom) -> Case:
    path = window.parts.session.path
    assert path is not None
    return postroom.cases[path]


def _text(window: Window) -> str:
    return window.parts.desk.reader.text.toPlainText()


def test_confirming_keeps_the_guess_says_who_decided_and_goes_on(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    assert desk.reader.correction.box.currentText() == "Roads and sidewalks"
    assert desk.reader.correction.confirm.text() == "Confir&m"
    QTest.keyClick(desk.table, Qt.Key.Key_Return, CONTROL)
    assert desk.table.currentIndex().row() == 2
    qtbot.waitUntil(lambda: _spoken(window, 1) == "Sorted. Confirmed by a person")
    keys, category, seconds, private = postroom.decided[0]
    assert (keys, category, private) == ((2,), "Roads and sidewalks", False)
    assert seconds is not None
    assert 0 <= seconds < 60
    assert "Recycling" in _text(window)


def test_a_reviewed_item_says_so_on_its_card_in_words(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "person" in _spoken(window, 1))
    desk.table.select_row(1)
    assert desk.reader.card.reason.text() == "Confirmed by a person"
    assert desk.reader.card.reason.isVisible()
    assert desk.reader.correction.confirm.text() == "Confir&m again"


def test_the_number_keys_take_the_guess_and_the_runner_up(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    QTest.keyClick(desk.table, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(postroom.decided) == 2)
    said = [(keys, category) for keys, category, _, _ in postroom.decided]
    assert said == [((2,), "Roads and sidewalks"), ((3,), "Roads and sidewalks")]
    qtbot.waitUntil(lambda: "person" in _spoken(window, 2))
    desk.table.select_row(2)
    assert desk.reader.card.category.text() == "Roads and sidewalks"
    assert desk.reader.card.runner_up.text() == "Before: Trash and recycling"


def test_numbers_typed_elsewhere_decide_nothing(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    QTest.keyClicks(window.parts.desk.header.search, "12")
    assert window.parts.desk.header.search.text() == "12"
    assert postroom.decided == []


def test_typing_finds_a_category_and_return_takes_it(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_K, CONTROL)
    box = desk.reader.correction.box
    assert box.line.hasFocus()
    QTest.keyClicks(box, "nois")
    assert desk.reader.correction.confirm.text() == "C&orrect"
    QTest.keyClick(QApplication.activePopupWidget() or box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(postroom.decided) == 1)
    assert postroom.decided[0][:2] == ((2,), "Noise and neighbours")
    assert box.line.hasFocus()
    assert box.line.selectedText() == "Trash and recycling"


def test_what_is_no_category_cannot_be_taken(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    box = window.parts.desk.reader.correction.box
    window.parts.actions.choose.trigger()
    QTest.keyClicks(box, "spaceships")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not window.parts.desk.reader.correction.confirm.isEnabled()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.currentText() == "Water and sewers"
    assert window.parts.desk.table.hasFocus()
    assert postroom.decided == []


def test_scrolling_over_the_category_changes_nothing(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    box = window.parts.desk.reader.correction.box
    before = box.currentText()
    middle = box.rect().center()
    QTest.wheelEvent(
        box.window().windowHandle(), box.mapTo(window, middle), QPoint(0, -120)
    )
    assert box.currentText() == before


def test_undo_takes_decisions_back_one_by_one(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    assert not desk.reader.correction.undo.isEnabled()
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "person" in _spoken(window, 2))
    QTest.keyClick(desk.table, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: "person" not in _spoken(window, 2))
    qtbot.waitUntil(lambda: desk.table.currentIndex().row() == 2)
    assert "person" in _spoken(window, 1)
    _click(desk.reader.correction.undo)
    qtbot.waitUntil(lambda: "person" not in _spoken(window, 1))
    assert not window.parts.actions.undo.isEnabled()


def test_a_decision_that_could_not_be_taken_back_can_be_another_time(
    qtbot: QtBot, window: Window, script: Script
):
    _sort_sample(qtbot, window)
    desk, undo = window.parts.desk, window.parts.actions.undo
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(undo.isEnabled)
    desk.table.select_row(3)
    script.decide_problem = PostroomError("The disk is full.", "Make room.")
    undo.trigger()
    qtbot.waitUntil(lambda: desk.banner.what.text() == "The disk is full.")
    assert "person" in _spoken(window, 1)
    assert undo.isEnabled()
    script.decide_problem = None
    undo.trigger()
    qtbot.waitUntil(lambda: "person" not in _spoken(window, 1))


def test_a_decision_made_before_the_case_was_opened_is_taken_back_on_its_item(
    qtbot: QtBot, window: Window
):
    _sort_sample(qtbot, window)
    desk, undo = window.parts.desk, window.parts.actions.undo
    desk.table.select_row(1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "person" in _spoken(window, 1))
    path = window.parts.session.path
    assert path is not None
    with qtbot.waitSignal(window.parts.session.opened):
        window.conductor.open_case(path)
    qtbot.waitUntil(lambda: desk.items.result_row(0) is not None)
    desk.table.select_row(2)
    qtbot.waitUntil(lambda: not undo.isEnabled())
    desk.table.select_row(1)
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text().replace("&", "") == "Undo the decision on this item"
    undo.trigger()
    qtbot.waitUntil(lambda: "person" not in _spoken(window, 1))
    qtbot.waitUntil(lambda: not undo.isEnabled())


def test_in_the_queue_the_cursor_stands_on_the_next_item_though_rows_move_up(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    _click(desk.filters.segments[Status.NEEDS_REVIEW])
    qtbot.waitUntil(lambda: 0 < desk.items.rowCount() < 20)
    qtbot.waitUntil(lambda: desk.items.result_row(2) is not None)
    count = desk.items.rowCount()
    wanted = [_key(window, at) for at in range(3)]
    desk.table.select_row(0)
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk.items.rowCount() == count - 2)
    qtbot.waitUntil(lambda: _key(window, 0) == wanted[2])
    assert desk.table.currentIndex().row() == 0
    assert [keys for keys, *_ in postroom.decided] == [(wanted[0],), (wanted[1],)]


def test_several_items_are_decided_together_after_a_question_that_counts_them(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    for _ in range(2):
        QTest.keyClick(desk.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.reader.correction.confirm.text() == "Set 3 ite&ms\u2026"
    QTest.keyClick(desk.table, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    question = window.findChildren(QMessageBox)[0]
    qtbot.waitUntil(question.isVisible)
    assert question.text() == "Sort 3 items into \u201cParks and trees\u201d?"
    QTest.keyClick(question, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(postroom.decided) == 1)
    assert postroom.decided[0] == ((2, 3, 4), "Parks and trees", None, False)
    assert desk.table.currentIndex().row() == 4
    QTest.keyClick(desk.table, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: all("person" not in _spoken(window, at) for at in (1, 2, 3)))


def test_the_answer_no_changes_nothing(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    QTest.keyClick(desk.table, Qt.Key.Key_A, CONTROL)
    _click(desk.reader.correction.confirm)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    question = window.findChildren(QMessageBox)[0]
    assert question.text().startswith("Sort 27 items")
    QTest.keyClick(question, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not question.isVisible())
    assert postroom.decided == []


def test_a_private_item_is_marked_and_its_correction_is_private(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    private = desk.reader.correction.private
    assert private.toolTip() == "Private items are never kept in the scheme's memory."
    assert private.accessibleDescription() == private.toolTip()
    QTest.keyClick(private, Qt.Key.Key_Space)
    case = _case(window, postroom)
    qtbot.waitUntil(lambda: case.private == {2})
    assert desk.table.currentIndex().row() == 1
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(postroom.decided) == 1)
    assert postroom.decided[0][3] is True
    assert not private.isChecked()
    desk.table.select_row(1)
    qtbot.waitUntil(private.isChecked)


def test_while_a_run_is_going_the_controls_say_why_they_wait(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    script.pause_at = 0
    script.paused.clear()
    desk = window.parts.desk
    desk.table.select_row(1)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(script.paused.is_set)
    bar = desk.reader.correction
    assert bar.waits.text() == "Decisions have to wait until the work has ended."
    assert bar.waits.isVisible()
    assert not bar.confirm.isEnabled()
    QTest.keyClick(desk.table, Qt.Key.Key_1)
    QTest.keyClick(desk.table, Qt.Key.Key_Return, CONTROL)
    script.go_on.set()
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    assert bar.confirm.isEnabled()
    assert postroom.decided == []


def test_a_correction_that_fails_says_why_and_cannot_be_taken_back(
    qtbot: QtBot, window: Window, script: Script
):
    _sort_sample(qtbot, window)
    script.decide_problem = PostroomError("The disk is full.", "Make room.")
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    banner = window.parts.desk.banner
    qtbot.waitUntil(lambda: banner.what.text() == "The disk is full.")
    assert not window.parts.actions.undo.isEnabled()


def test_a_document_that_could_not_be_read_cannot_be_decided(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    window.parts.desk.table.select_row(28)
    qtbot.waitUntil(lambda: not window.parts.desk.reader.correction.isVisible())
    assert not window.parts.actions.confirm.isEnabled()
    assert not window.parts.actions.take_guess.isEnabled()


def test_what_needs_review_can_be_shown_most_useful_first(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    assert not desk.filters.order.isVisible()
    _click(desk.filters.segments[Status.NEEDS_REVIEW])
    assert desk.filters.order.isVisible()
    desk.filters.order.setFocus()
    QTest.keyClick(desk.filters.order, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.items.row_filter.order == "priority")
    assert desk.items.row_filter.reviewed is False
    qtbot.waitUntil(lambda: _key(window, 0) > _key(window, 1) > 0)
    _click(desk.filters.segments[None])
    qtbot.waitUntil(lambda: desk.items.row_filter.order == "input")
    assert desk.items.row_filter.reviewed is None


def test_a_clicked_column_goes_before_the_useful_order_and_says_so(
    qtbot: QtBot, window: Window
):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    _click(desk.filters.segments[Status.NEEDS_REVIEW])
    desk.filters.order.setFocus()
    QTest.keyClick(desk.filters.order, Qt.Key.Key_Down)
    desk.table.sortByColumn(Column.PROBABILITY, Qt.SortOrder.AscendingOrder)
    assert desk.items.row_filter.order == "probability"
    assert desk.filters.order.currentIndex() == -1
    QTest.keyClick(desk.filters.order, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.items.row_filter.order != "probability")
    assert desk.table.horizontalHeader().sortIndicatorSection() == -1
