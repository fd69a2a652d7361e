"""What is not used yet, what it would change, and the accuracy that is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.lesson_dialog import LessonDialog
from app.desktop.look import Look
from app.desktop.places import Place
from app.desktop.reliability_chart import ReliabilityChart
from app.desktop.window import Window
from app.records import ReliabilityBin, SortSettings
from tests.desktop.scripted import Script, ScriptedPostroom
from tests.desktop.scripted_learning import REASON, RELIABILITY, lesson

CONTROL = Qt.KeyboardModifier.ControlModifier


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _sort_sample(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    _click(window.parts.start.sort)
    _wait_for_rest(qtbot, window)


def _wait_for_rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)
    window.parts.desk.table.setFocus()


def _learn(qtbot: QtBot, window: Window) -> LessonDialog:
    qtbot.waitUntil(window.parts.actions.learn.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(LessonDialog)))
    dialog = window.findChildren(LessonDialog)[0]
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_labels_that_are_not_used_yet_are_counted_below_the_table(
    qtbot: QtBot, window: Window
):
    _sort_sample(qtbot, window)
    banner = window.parts.desk.labels
    assert banner.isHidden()
    assert not window.parts.actions.learn.isEnabled()
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(banner.isVisible)
    assert banner.what.text() == "1 label is not used yet."
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: banner.what.text() == "2 labels are not used yet.")
    _click(banner.dismiss)
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "3 labels" in banner.what.text() or banner.isHidden())
    assert banner.isHidden()
    assert window.parts.actions.learn.isEnabled()


def test_the_banner_leads_to_what_the_labels_would_change(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    script.calibrated = True
    _sort_sample(qtbot, window)
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(window.parts.desk.labels.action.isVisible)
    _click(window.parts.desk.labels.action)
    qtbot.waitUntil(lambda: bool(window.findChildren(LessonDialog)))
    dialog = window.findChildren(LessonDialog)[0]
    assert dialog.reason.text() == REASON
    assert dialog.held.rowCount() == len(RELIABILITY)
    assert dialog.changes.rowCount() == 9
    cell = dialog.changes.item(0, 3)
    assert cell is not None
    assert cell.text() == "65\u00a0%"
    dialog.reject()
    assert postroom.adopted == 0


def test_learning_shows_its_progress_and_can_be_stopped(
    qtbot: QtBot, window: Window, script: Script
):
    _sort_sample(qtbot, window)
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    qtbot.waitUntil(window.parts.actions.learn.isEnabled)
    script.pause_at = 3
    script.paused.clear()
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(script.paused.is_set)
    qtbot.waitUntil(lambda: window.parts.strip.phase.text() == "Learning from labels")
    QTest.keyClick(window, Qt.Key.Key_Period, CONTROL)
    script.go_on.set()
    banner = window.parts.desk.banner
    said = "Learning stopped. Nothing was changed."
    qtbot.waitUntil(lambda: banner.what.text() == said)
    assert window.findChildren(LessonDialog) == []


def test_using_it_adopts_the_labels_and_sorts_again(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    script.calibrated = True
    _sort_sample(qtbot, window)
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    dialog = _learn(qtbot, window)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(postroom.asked_settings) == 2)
    _wait_for_rest(qtbot, window)
    assert postroom.adopted == 1
    assert window.parts.desk.labels.isHidden()
    assert not window.parts.actions.learn.isEnabled()


def test_not_now_uses_nothing_and_the_labels_still_wait(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    QTest.keyClick(window.parts.desk.table, Qt.Key.Key_1)
    dialog = _learn(qtbot, window)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert postroom.adopted == 0
    assert window.parts.desk.labels.isVisible()


def test_too_few_labels_show_no_picture_but_say_so(qtbot: QtBot, window: Window):
    dialog = LessonDialog(window.parts.look, lesson((), labels=3, calibrated=False), window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert not dialog.chart.isVisible()
    assert not dialog.held.isVisible()
    assert not dialog.changes.isVisible()
    assert dialog.not_now.hasFocus()
    assert dialog.reason.text() == "3 labels are too few to learn from."
    dialog.close()


def test_the_picture_draws_a_bar_where_the_share_was_right(qtbot: QtBot, look: Look):
    chart = ReliabilityChart(look)
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    half = ReliabilityBin(low=0.4, high=0.6, count=9, claimed=0.5, right=0.5)
    chart.show_bins([half])
    assert chart.accessibleDescription() == "It says 50\u00a0%, right 50\u00a0%, 9 items"
    picture = chart.grab().toImage()
    room = chart._room(chart.fontMetrics())
    across = int(room.center().x()) + 12
    inside = picture.pixelColor(across, int(room.bottom()) - 20)
    above = picture.pixelColor(across, int(room.top()) + 25)
    assert inside == QColor(look.colours.chosen)
    assert above != inside


def test_without_calibration_the_accuracy_says_what_it_needs(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    accuracy = window.parts.desk.accuracy
    said = "Right when decided alone: 90\u00a0% wanted. Needs at least 50 labels"
    assert accuracy.says.accessibleName() == f"{said} to promise this."
    assert accuracy.accuracy == 0.9


def test_the_accuracy_says_what_it_means_and_is_handed_to_the_next_run(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    script.calibrated = True
    _sort_sample(qtbot, window)
    accuracy, header = window.parts.desk.accuracy, window.parts.desk.header
    said = "At 90\u00a0%: 24 of 27 decided alone, 3 for review, about 1 min."
    qtbot.waitUntil(lambda: accuracy.says.accessibleName() == said)
    assert header.sort.property("kind") == "plain"
    _click(accuracy.adjust)
    screen = window.conductor.navigation.screens[Place.ACCURACY]
    qtbot.waitUntil(lambda: screen.is_open)
    for _ in range(5):
        QTest.keyClick(screen.page.target.slider, Qt.Key.Key_Right)
    alone = "At 95\u00a0%: 23 of 27 decided alone"
    qtbot.waitUntil(lambda: accuracy.says.accessibleName().startswith(alone))
    assert accuracy.says.accessibleName().endswith("Sort again to use it.")
    assert header.sort.property("kind") == "primary"
    window.parts.rail.gone_to.emit(Place.ITEMS)
    _click(header.sort)
    qtbot.waitUntil(lambda: len(postroom.asked_settings) == 2)
    _wait_for_rest(qtbot, window)
    assert postroom.asked_settings[1].accuracy == 0.95
    assert "Sort again" not in accuracy.says.accessibleName()
    assert header.sort.property("kind") == "plain"


def test_the_other_settings_of_a_case_are_kept_when_it_is_sorted_again(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    path = window.parts.session.path
    assert path is not None
    case = postroom.cases[path]
    case.settings = SortSettings(column="Description", memory=False, accuracy=0.85)
    window.conductor.new_case()
    window.conductor.open_case(path)
    qtbot.waitUntil(lambda: window.parts.desk.accuracy.accuracy == 0.85)
    qtbot.waitUntil(window.parts.actions.sort.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(postroom.asked_settings) == 2)
    assert postroom.asked_settings[1] == case.settings
