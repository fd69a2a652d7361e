"""The place for accuracy: what is asked, what it means, what it saves, what was learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from app.desktop.accuracy_conductor import AccuracyScreen
from app.desktop.places import Place
from app.desktop.questions import Deed, Wish
from app.desktop.window import Window
from app.records import PaceSource, WorkPace
from tests.desktop.scripted import Script, ScriptedPostroom

CONTROL = Qt.KeyboardModifier.ControlModifier


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _cells(table: QTableWidget, row: int) -> list[str]:
    items = [table.item(row, at) for at in range(table.columnCount())]
    return [item.text() if item else "" for item in items]


@pytest.fixture
def sorted_window(
    qtbot: QtBot, open_window: Callable[[], Window], postroom: ScriptedPostroom
) -> Window:
    window = open_window()
    window.parts.start.drop.dropped.emit((postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.actions.sort.isEnabled)
    window.parts.actions.sort.trigger()
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)
    return window


@pytest.fixture
def screen(qtbot: QtBot, sorted_window: Window) -> AccuracyScreen:
    return go(qtbot, sorted_window)


def go(qtbot: QtBot, window: Window) -> AccuracyScreen:
    window.parts.rail.gone_to.emit(Place.ACCURACY)
    screen = window.conductor.navigation.screens[Place.ACCURACY]
    assert isinstance(screen, AccuracyScreen)
    qtbot.waitUntil(lambda: screen.is_open)
    qtbot.waitUntil(lambda: screen.page.learned.table.rowCount() > 0)
    return screen


def label_one(qtbot: QtBot, window: Window) -> None:
    """A person says what the first item is."""
    wish = Wish(deed=Deed.CATEGORY, keys=(1,), category="Other")
    with qtbot.waitSignal(window.parts.session.done):
        window.parts.session.decide(wish)


@pytest.fixture
def calibrated(script: Script) -> None:
    script.calibrated = True


# -------------------------------------------------------------------- the target


@pytest.mark.usefixtures("calibrated")
def test_the_target_says_what_it_means_in_items_work_and_mistakes(
    qtbot: QtBot, script: Script, sorted_window: Window
):
    script.accuracy.pace = WorkPace(seconds=12.4, measured=40, source=PaceSource.REVIEWED)
    target = go(qtbot, sorted_window).page.target
    qtbot.waitUntil(target.meaning.isVisible)
    assert target.alone.value.text() == "24"
    assert target.review.value.text() == "3"
    assert target.work.value.text() == "about 1 min"
    assert target.work.remark.text() == "12 s an item, as measured in 40 items of review"
    assert target.wrong.value.text() == "up to 2"
    assert "91\u00a0% of 100 labels held out were right" in target.wrong.remark.text()
    assert target.slider.accessibleDescription().startswith("Decided alone: 24")


@pytest.mark.usefixtures("calibrated")
def test_a_pace_that_nobody_measured_is_called_a_usual_one(screen: AccuracyScreen):
    said = screen.page.target.work.remark.text()
    assert said == "20 s an item: a usual figure, nothing measured here yet"


@pytest.mark.usefixtures("calibrated")
def test_arrow_keys_on_the_slider_choose_and_slider_number_curve_and_table_agree(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    target = screen.page.target
    qtbot.waitUntil(target.meaning.isVisible)
    focused = QApplication.focusWidget()
    assert focused is target.slider
    for _ in range(5):
        QTest.keyClick(focused, Qt.Key.Key_Right)
    assert target.typed.value() == 95
    assert sorted_window.parts.desk.accuracy.accuracy == 0.95
    assert target.table.currentRow() == 15
    assert _cells(target.table, 15)[0] == "\u25b8 95\u00a0%"
    assert _cells(target.table, 10)[0] == "90\u00a0%"
    assert target.alone.value.text() == _cells(target.table, 15)[1]


@pytest.mark.usefixtures("calibrated")
def test_a_typed_number_counts_once_it_is_whole(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    typed = screen.page.target.typed
    typed.setFocus()
    typed.selectAll()
    QTest.keyClicks(typed, "9")
    assert sorted_window.parts.desk.accuracy.accuracy == 0.9
    QTest.keyClicks(typed, "7")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert screen.page.target.slider.value() == 97
    assert sorted_window.parts.desk.accuracy.accuracy == 0.97


@pytest.mark.usefixtures("calibrated")
def test_the_curve_and_the_table_choose_too(qtbot: QtBot, screen: AccuracyScreen):
    target = screen.page.target
    qtbot.waitUntil(target.pictures.isVisible)
    target.curve.setFocus()
    QTest.keyClick(target.curve, Qt.Key.Key_Left)
    assert target.slider.value() == 89
    room = target.curve._room()
    place = QPoint(int(room.right()), int(room.center().y()))
    QTest.mouseClick(target.curve, Qt.MouseButton.LeftButton, pos=place)
    assert target.slider.value() == 99
    target.table.setFocus()
    QTest.keyClick(target.table, Qt.Key.Key_Up)
    assert target.slider.value() == 98


@pytest.mark.usefixtures("calibrated")
def test_the_curve_tells_its_numbers_to_a_screen_reader(screen: AccuracyScreen):
    said = screen.page.target.curve.accessibleDescription()
    assert "90\u00a0% wanted, 89\u00a0% decided alone" in said
    assert said.count("wanted") == 20


@pytest.mark.usefixtures("calibrated")
def test_sort_again_uses_the_chosen_accuracy(
    qtbot: QtBot, screen: AccuracyScreen, postroom: ScriptedPostroom
):
    page = screen.page
    assert not page.sort.isEnabled()
    page.target.slider.setValue(85)
    assert page.sort.isEnabled()
    assert page.sort.property("kind") == "primary"
    assert "90\u00a0%; 85\u00a0% is chosen" in page.says._whole
    _click(page.sort)
    qtbot.waitUntil(lambda: len(postroom.asked_settings) == 2)
    assert postroom.asked_settings[1].accuracy == 0.85
    qtbot.waitUntil(lambda: not page.sort.isEnabled())


@pytest.mark.usefixtures("calibrated")
def test_undo_brings_the_target_back_in_one_step_for_one_movement(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    do = sorted_window.parts.actions
    assert not do.undo.isEnabled()
    for _ in range(6):
        QTest.keyClick(screen.page.target.slider, Qt.Key.Key_Left)
    assert screen.page.target.slider.value() == 84
    assert screen.undo_words() == "the accuracy back to 90\u00a0%"
    qtbot.waitUntil(do.undo.isEnabled)
    QTest.keyClick(sorted_window, Qt.Key.Key_Z, CONTROL)
    assert screen.page.target.slider.value() == 90
    assert screen.undo_words() == ""


def test_without_labels_it_says_why_nothing_can_be_promised_and_what_to_do(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    target = screen.page.target
    qtbot.waitUntil(target.nothing.isVisible)
    assert not target.meaning.isVisible()
    assert target.why.text() == "Nothing can be promised yet."
    assert "12 of the 50 labels" in target.remedy.text()
    assert "Label 38 more" in target.remedy.text()
    gone: list[object] = []
    sorted_window.parts.rail.gone_to.connect(gone.append)
    _click(target.act)
    assert gone == [Place.REVIEW]


def test_with_labels_enough_it_offers_to_learn_from_them(
    qtbot: QtBot, script: Script, sorted_window: Window
):
    script.accuracy.labels_at_hand = 70
    label_one(qtbot, sorted_window)
    target = go(qtbot, sorted_window).page.target
    assert "did not use them all" in target.remedy.text()
    with qtbot.waitSignal(sorted_window.parts.session.job_began):
        _click(target.act)
    qtbot.waitUntil(lambda: sorted_window.parts.session.job is None)


def test_with_no_case_open_it_says_so_and_still_shows_the_memory(
    qtbot: QtBot, window: Window
):
    window.parts.rail.gone_to.emit(Place.ACCURACY)
    screen = window.conductor.navigation.screens[Place.ACCURACY]
    page = screen.page
    qtbot.waitUntil(page.target.nothing.isVisible)
    assert page.target.why.text() == "Nothing is sorted yet."
    assert not page.checks.begin.isEnabled()
    assert not page.learned.file.isEnabled()
    page.tabs.choose(page.learning)
    qtbot.waitUntil(lambda: "is empty" in page.memory.says.text())


# -------------------------------------------------------------------- how sure it is


@pytest.mark.usefixtures("calibrated")
def test_how_sure_it_is_stands_in_a_sentence_a_picture_and_a_table(
    qtbot: QtBot, screen: AccuracyScreen
):
    trust = screen.page.trust
    qtbot.waitUntil(trust.chart.isVisible)
    said = "When it says 75\u00a0%, it is right 8 in 10 times."
    assert trust.says.text() == f"{said} On the whole its percentages hold."
    assert trust.table.rowCount() == 8
    assert _cells(trust.table, 7) == [
        "90\u2013100\u00a0%, on average 96\u00a0%",
        "97\u00a0%",
        "87\u2013100\u00a0%",
        "64",
    ]
    assert trust.chart.accessibleDescription().endswith("right 97\u00a0%, 64 items")
    assert trust.chart.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert not trust.source.isVisible()


def test_without_held_out_labels_it_says_what_would_show_it(screen: AccuracyScreen):
    trust = screen.page.trust
    assert not trust.chart.isVisible()
    assert "Label 50 items, or do a blind check." in trust.says.text()


# -------------------------------------------------------------------- checks and time


def _check(qtbot: QtBot, window: Window, items: int, answers: int) -> None:
    check = window.parts.check
    qtbot.waitUntil(check.setup.isVisible)
    check.setup.how_many.setValue(items)
    _click(check.setup.begin)
    qtbot.waitUntil(check.asking.isVisible)
    for _ in range(answers):
        qtbot.waitUntil(lambda: not check.asking._is_waiting)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_1)


def test_a_check_begins_here_and_comes_back_here(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    page = screen.page
    page.tabs.choose(page.checking)
    assert page.checks.empty.isVisible()
    _click(page.checks.begin)
    assert not screen.is_open
    _check(qtbot, sorted_window, 3, 1)
    QTest.keyClick(sorted_window.parts.check.asking.picker.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.is_open)
    qtbot.waitUntil(lambda: page.checks.table.rowCount() == 1)
    assert _cells(page.checks.table, 0)[1:] == ["3", "1", "not finished", "not finished"]
    assert page.checks.go_on.isEnabled()
    _click(page.checks.go_on)
    setup = sorted_window.parts.check.setup
    qtbot.waitUntil(lambda: setup.chosen == 1)
    assert setup.begin.text() == "&Go on"
    _click(setup.leave)
    qtbot.waitUntil(lambda: screen.is_open)


def test_the_report_of_an_earlier_check_opens_from_here_and_leads_back(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    page = screen.page
    page.tabs.choose(page.checking)
    _click(page.checks.begin)
    _check(qtbot, sorted_window, 2, 2)
    report = sorted_window.parts.check.report
    qtbot.waitUntil(report.isVisible)
    _click(report.leave)
    qtbot.waitUntil(lambda: screen.is_open)
    qtbot.waitUntil(lambda: page.checks.table.rowCount() == 1)
    assert _cells(page.checks.table, 0)[3] == "86\u00a0% (74\u201393\u00a0%)"
    assert not page.checks.go_on.isEnabled()
    page.checks.table.setFocus()
    QTest.keyClick(page.checks.table, Qt.Key.Key_Return)
    qtbot.waitUntil(report.isVisible)
    QTest.keyClick(report, Qt.Key.Key_Escape)
    assert screen.is_open


def test_a_check_that_was_begun_at_the_items_leads_back_to_them(
    qtbot: QtBot, sorted_window: Window
):
    QTest.keyClick(sorted_window, Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(sorted_window.parts.check.setup.isVisible)
    _click(sorted_window.parts.check.setup.leave)
    qtbot.waitUntil(sorted_window.parts.desk.isVisible)


def test_no_time_is_claimed_before_it_was_measured(screen: AccuracyScreen):
    time = screen.page.time
    assert time.figure.isHidden()
    assert "label at least 5 items in a blind check" in time.says.text()
    assert time.says.text().endswith("So far: 2.")


def test_time_saved_is_told_with_the_sum_that_leads_to_it(
    qtbot: QtBot, script: Script, sorted_window: Window
):
    script.accuracy.by_hand = 30.0
    time = go(qtbot, sorted_window).page.time
    assert time.figure.text() == "about 1 h 55 min"
    assert _cells(time.sum, 0) == ["Decided alone", "200 items"]
    assert _cells(time.sum, 2) == [
        "An item by hand, the middle of 50 items measured",
        "30 s",
    ]
    assert _cells(time.sum, 3) == ["All of these by hand", "about 2 h"]
    assert _cells(time.sum, 4)[1] == "about 7 min"


def test_reviewing_that_took_longer_than_by_hand_claims_nothing(
    qtbot: QtBot, script: Script, sorted_window: Window
):
    script.accuracy.by_hand = 1.0
    time = go(qtbot, sorted_window).page.time
    assert time.figure.text() == "Nothing yet"


def test_the_place_opens_only_for_the_case_that_is_open(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window, tmp_path: Path
):
    sorted_window.conductor.new_case()
    assert screen._standing is None
    sorted_window.parts.rail.gone_to.emit(Place.ACCURACY)
    assert screen.page.target.why.text() == "Nothing is sorted yet."
    assert screen.page.checks.table.rowCount() == 0
