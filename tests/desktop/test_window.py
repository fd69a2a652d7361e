from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.item_model import Column
from app.desktop.passwords import PasswordsDialog
from app.desktop.window import Window
from app.records import PostroomError, Status
from tests.desktop.conftest import Answers
from tests.desktop.scripted import (
    QUOTE,
    Script,
    ScriptedPostroom,
    big_case,
)


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _load_sample(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)


def _sort_sample(qtbot: QtBot, window: Window) -> None:
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    _wait_for_rest(qtbot, window)


def _wait_for_rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)


def _cells(window: Window, row: int) -> list[str]:
    items = window.parts.desk.items
    return [items.index(row, column).data() for column in Column]


def test_the_empty_window_says_what_to_do_and_that_nothing_leaves(window: Window):
    start = window.parts.start
    assert "Postroom" in window.windowTitle()
    assert start.isVisible()
    assert start.sort.hasFocus()
    assert start.check.isVisible()
    assert start.scheme.currentText() == "Resident correspondence"
    assert "residents write" in start.scheme_says.text()


@pytest.mark.usefixtures("window")
def test_no_case_file_is_made_before_there_is_something_in_it(postroom: ScriptedPostroom):
    assert list(postroom.default_case_folder.iterdir()) == []


def test_the_sample_is_listed_and_counted_before_it_is_sorted(qtbot: QtBot, window: Window):
    _load_sample(qtbot, window)
    assert window.parts.start.listing.count.text() == "6 documents"
    assert window.parts.start.files.rowCount() == 6
    assert "Postroom" in window.windowTitle()


def test_dropped_files_are_added(qtbot: QtBot, window: Window, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.pdf"))])
    drop = window.parts.start.drop
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(drop, enter)
    assert drop.property("over") == "true"
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(drop, event)
    qtbot.waitUntil(lambda: window.parts.start.files.rowCount() == 1)


def test_a_run_shows_its_progress_and_fills_the_table(
    qtbot: QtBot, window: Window, script: Script
):
    script.pause_at = 7
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    qtbot.waitUntil(script.paused.is_set)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.phase.text() == "Comparing meanings")
    assert strip.how_many.text() == "8 of 27"
    assert strip.left.text() == "a few seconds left"
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() == 29)
    script.go_on.set()
    _wait_for_rest(qtbot, window)
    qtbot.waitUntil(lambda: _cells(window, 0)[Column.STATUS] == "Sorted")
    assert _cells(window, 0)[:3] == [
        "drain on alder lane.pdf",
        "Water and sewers",
        "68\u00a0%",
    ]
    assert "27 items" in strip.summary.text()


def test_stop_stops_and_the_run_can_go_on(qtbot: QtBot, window: Window, script: Script):
    script.pause_at = 7
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    qtbot.waitUntil(script.paused.is_set)
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    script.go_on.set()
    _wait_for_rest(qtbot, window)
    banner = window.parts.desk.banner
    assert banner.what.text() == "This case is not sorted to the end."
    assert "not decided yet" in window.parts.strip.summary.text()
    script.pause_at = -1
    _click(banner.action)
    _wait_for_rest(qtbot, window)
    qtbot.waitUntil(lambda: "not decided" not in window.parts.strip.summary.text())


def test_closing_in_the_middle_of_a_run_ends_it_and_closes_the_case(
    qtbot: QtBot, window: Window, script: Script, postroom: ScriptedPostroom
):
    script.pause_at = 7
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    qtbot.waitUntil(script.paused.is_set)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    with qtbot.waitSignal(window.left):
        script.go_on.set()
    assert postroom.open_workspaces == 0


def test_a_failed_document_is_a_row_with_its_reason(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    _click(desk.filters.segments[Status.FAILED])
    qtbot.waitUntil(lambda: desk.items.rowCount() == 2)
    qtbot.waitUntil(lambda: desk.reader.card.category.text() == "damaged letter.pdf")
    assert _cells(window, 0)[Column.STATUS] == "Failed"
    status = desk.items.index(0, Column.STATUS)
    assert "Ask the sender" in status.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "ends in the middle of page 2" in desk.reader.card.reason.text()


def test_the_evidence_is_marked_at_its_place(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    reader = window.parts.desk.reader
    qtbot.waitUntil(lambda: reader.text.marked_text() == QUOTE)
    assert reader.card.probability.text() == "68\u00a0% \u2013 not yet calibrated"
    assert reader.card.runner_up.text() == "Runner-up: Roads and sidewalks"


def test_a_page_is_shown_as_a_picture_with_its_mark_and_can_be_turned(
    qtbot: QtBot, window: Window
):
    _sort_sample(qtbot, window)
    reader = window.parts.desk.reader
    qtbot.waitUntil(lambda: reader.text.marked_text() == QUOTE)
    _click(reader.tabs.buttons[1])
    qtbot.waitUntil(lambda: len(reader.page.paper.marks) == 1)
    assert not reader.page.back.isEnabled()
    _click(reader.page.forward)
    qtbot.waitUntil(lambda: reader.page.paper.marks == ())
    assert reader.page.where.text() == "Page 2 of 2"


def test_a_page_that_cannot_be_drawn_says_why_in_its_place(
    qtbot: QtBot, window: Window, script: Script
):
    script.picture_problem = PostroomError("The file has moved.", "Put it back.")
    _sort_sample(qtbot, window)
    reader = window.parts.desk.reader
    qtbot.waitUntil(lambda: reader.text.marked_text() == QUOTE)
    _click(reader.tabs.buttons[1])
    qtbot.waitUntil(lambda: reader.page.says.text() == "The file has moved. Put it back.")


def test_a_row_shows_its_original_columns(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    desk.table.select_row(1)
    qtbot.waitUntil(desk.reader.tabs.buttons[2].isVisible)
    _click(desk.reader.tabs.buttons[2])
    lines = desk.reader.columns
    qtbot.waitUntil(lambda: bool(lines._lines))
    shown = [label.text() for pair in lines._lines for label in pair]
    assert shown[:2] == ["Request", "10000"]
    assert not desk.reader.tabs.buttons[1].isVisible()


def test_words_and_category_and_document_narrow_the_rows(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.header.search.hasFocus()
    QTest.keyClicks(desk.header.search, "pothole")
    qtbot.waitUntil(lambda: desk.items.rowCount() == 4)
    desk.header.search.clear()
    qtbot.waitUntil(lambda: desk.items.rowCount() == 29)
    at = desk.filters.category.findData("Parks and trees")
    desk.filters.category.setCurrentIndex(at)
    desk.filters.category.activated.emit(at)
    qtbot.waitUntil(lambda: desk.items.rowCount() == 4)
    desk.documents.setCurrentIndex(desk.files.index(1, 0))
    qtbot.waitUntil(desk._no_rows.isVisible)


def test_a_click_on_a_column_title_sorts_by_it(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    header = desk.table.horizontalHeader()
    at = header.sectionPosition(Column.PROBABILITY) + 10
    place = header.viewport().rect().topLeft()
    place.setX(at)
    place.setY(10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: desk.items.row_filter.order == "probability")


def test_passwords_are_asked_once_and_handed_to_the_run(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _sort_sample(qtbot, window)
    banner = window.parts.desk.banner
    assert banner.what.text() == "Locked with a password: 1 document."
    _click(banner.action)
    dialog = window.findChild(PasswordsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClicks(dialog.lines[0], "open sesame")
    QTest.keyClick(dialog.lines[0], Qt.Key.Key_Return)
    _wait_for_rest(qtbot, window)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() == 29)
    assert postroom.asked_passwords == [(), ("open sesame",)]
    written = [p for p in postroom.state_folder.rglob("*") if p.is_file()]
    assert all(b"sesame" not in path.read_bytes() for path in written)


def test_results_are_exported_and_their_folder_offered(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
):
    answers.results = tmp_path / "out" / "results.xlsx"
    answers.results.parent.mkdir()
    _sort_sample(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    banner = window.parts.desk.banner
    qtbot.waitUntil(lambda: banner.what.text() == "Saved results.xlsx.")
    _click(banner.action)
    assert answers.shown == [tmp_path / "out"]


def test_an_export_that_fails_says_why_in_the_window(
    qtbot: QtBot, window: Window, script: Script, answers: Answers
):
    answers.results = Path("anywhere.xlsx")
    script.export_problem = PostroomError("The disk is full.", "Make room.")
    _sort_sample(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.parts.desk.banner.what.text() == "The disk is full.")
    assert window.parts.actions.export.isEnabled()


def test_a_fault_of_ours_is_said_as_one_and_the_window_stays(
    qtbot: QtBot, window: Window, script: Script
):
    script.sort_fault = ValueError("ours")
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    banner = window.parts.desk.banner
    qtbot.waitUntil(lambda: banner.what.text() == "Something inside Postroom went wrong.")
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    assert window.isVisible()


def test_a_case_that_cannot_be_opened_is_told_on_the_start_page(
    qtbot: QtBot, window: Window, script: Script, answers: Answers, tmp_path: Path
):
    script.open_problem = PostroomError("This is no case file.", "Choose another.")
    answers.case = tmp_path / "letter.txt"
    answers.case.touch()
    _click(window.parts.start.recent.open_other)
    banner = window.parts.start.banner
    qtbot.waitUntil(banner.isVisible)
    assert banner.what.text() == "This is no case file."


def test_a_case_that_is_gone_is_told_and_not_made_anew(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    gone = tmp_path / "gone.postroom"
    window.conductor.open_case(gone)
    banner = window.parts.start.banner
    qtbot.waitUntil(banner.isVisible)
    assert str(gone) in banner.what.text()
    assert not gone.exists()


def test_nothing_is_begun_while_another_case_is_being_opened(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    case = tmp_path / "slow.postroom"
    case.touch()
    window.conductor.open_case(case)
    assert not window.conductor.is_free
    assert not window.parts.actions.sort.isEnabled()
    qtbot.waitUntil(lambda: window.parts.session.path == case)
    assert window.conductor.is_free


def test_a_problem_with_adding_is_said_beside_the_drop_area(
    qtbot: QtBot, window: Window, script: Script, answers: Answers
):
    script.add_problem = PostroomError("There is no such folder.", "Choose another.")
    answers.folder = Path("gone")
    _click(window.parts.start.drop.folder)
    qtbot.waitUntil(window.parts.start.banner.isVisible)
    assert window.parts.start.banner.what.text() == "There is no such folder."
    assert window.parts.start.drop.files.isEnabled()


def test_a_broken_scheme_is_told_beside_the_chooser(
    window: Window, script: Script, answers: Answers
):
    script.scheme_problem = PostroomError("Line 4: no name.", "Give it a name.")
    answers.scheme = Path("broken.toml")
    box = window.parts.start.scheme
    box.activated.emit(box.count() - 1)
    assert window.parts.start.scheme_problem.text() == "Line 4: no name. Give it a name."
    assert box.currentText() == "Resident correspondence"


def test_keyboard_alone_goes_from_empty_to_sorted(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
):
    answers.files = (tmp_path / "letter.pdf", tmp_path / "requests.xlsx")
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.parts.start.files.rowCount() == 2)
    qtbot.waitUntil(window.parts.start.sort.hasFocus)
    QTest.keyClick(window.parts.start.sort, Qt.Key.Key_Space)
    _wait_for_rest(qtbot, window)
    desk = window.parts.desk
    qtbot.waitUntil(desk.table.hasFocus)
    QTest.keyClick(desk.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "pothole" in desk.reader.text.toPlainText())
    QTest.keyClick(desk.table, Qt.Key.Key_End)
    assert desk.table.currentIndex().row() == desk.items.rowCount() - 1


def test_a_finished_case_opens_at_its_results_and_is_remembered(
    qtbot: QtBot,
    open_window: Callable[[], Window],
    postroom: ScriptedPostroom,
    answers: Answers,
):
    case = postroom.default_case_folder / "monday.postroom"
    case.touch()
    postroom.cases[case] = big_case(20_000)
    answers.case = case
    window = open_window()
    window.parts.actions.open_case.trigger()
    _wait_for_rest(qtbot, window)
    assert window.windowTitle() == "monday \u2013 Postroom"
    assert window.parts.desk.items.rowCount() == 20_000
    assert len({offset for _, offset, _ in postroom.asked_rows}) <= 2
    again = open_window()
    assert [action.text() for action in again.parts.actions.recent.actions()] == ["monday"]


def test_a_new_case_begins_at_the_start_page(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.parts.start.isVisible()
    assert window.windowTitle() == "Postroom"
    _load_sample(qtbot, window)
    assert "(2)" in str(window.parts.session.path)


def test_nothing_can_be_added_while_a_run_is_going(
    qtbot: QtBot, window: Window, script: Script, tmp_path: Path
):
    script.pause_at = 7
    _load_sample(qtbot, window)
    _click(window.parts.start.sort)
    qtbot.waitUntil(script.paused.is_set)
    window.conductor.take_dropped((tmp_path / "late.pdf",))
    assert "has to wait" in window.parts.desk.banner.what.text()
    assert not window.parts.actions.add_files.isEnabled()


def test_dark_and_light_are_followed_while_the_window_is_open(qtbot: QtBot, window: Window):
    look = window.parts.look
    _sort_sample(qtbot, window)
    with qtbot.waitSignal(look.changed):
        look.follow(Qt.ColorScheme.Dark)
    assert window.palette().window().color().name() == look.colours.canvas
    look.follow(Qt.ColorScheme.Light)


def test_the_window_opens_again_where_it_was(
    open_window: Callable[[], Window], qtbot: QtBot
):
    first = open_window()
    first.resize(700, 640)
    first.close()
    qtbot.waitUntil(lambda: first.parts.session.has_left)
    height = first.height()
    second = Window(first.parts.postroom, first.parts.look, first.parts.choosers)
    restored = second.height()
    second.close()
    qtbot.waitUntil(lambda: second.parts.session.has_left)
    assert restored == height == 640
