"""What the window says about a case and its documents, beside the results."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.documents_list import DEPTH
from app.desktop.passwords import PasswordsDialog
from app.desktop.window import Window
from app.records import Status
from tests.desktop.scripted import METHOD_NOTE, Script, ScriptedPostroom


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _sort_sample(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    _click(window.parts.start.sort)
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)


def test_what_the_work_needs_is_loaded_once_the_window_is_seen(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    assert window.isVisible()
    qtbot.waitUntil(postroom.was_made_ready.is_set)


def test_how_the_results_were_made_stands_under_the_counts(qtbot: QtBot, window: Window):
    assert window.parts.strip.method.text() == ""
    _sort_sample(qtbot, window)
    assert window.parts.strip.method.text() == METHOD_NOTE


def test_a_note_about_the_file_is_told_when_it_is_opened_and_can_be_closed(
    qtbot: QtBot, window: Window, script: Script
):
    _sort_sample(qtbot, window)
    script.note = "The case file lies on a network drive."
    case = window.parts.session.path
    assert case is not None
    window.conductor.new_case()
    window.conductor.open_case(case)
    banner = window.parts.desk.banner
    qtbot.waitUntil(lambda: banner.what.text() == script.note)
    _click(banner.dismiss)
    assert banner.isHidden()


def test_a_run_that_was_cut_off_is_offered_to_go_on_when_its_case_is_opened(
    qtbot: QtBot, window: Window, script: Script
):
    _sort_sample(qtbot, window)
    script.unfinished = True
    case = window.parts.session.path
    assert case is not None
    window.conductor.new_case()
    window.conductor.open_case(case)
    banner = window.parts.desk.banner
    qtbot.waitUntil(banner.action.isVisible)
    assert banner.action.text() == "&Go on"


def test_a_locked_document_can_be_opened_where_it_is_read(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    desk = window.parts.desk
    _click(desk.filters.segments[Status.FAILED])
    qtbot.waitUntil(lambda: desk.items.rowCount() == 2)
    desk.table.select_row(1)
    qtbot.waitUntil(desk.reader.unlock.isVisible)
    _click(desk.reader.unlock)
    qtbot.waitUntil(lambda: bool(window.findChildren(PasswordsDialog)))
    window.findChildren(PasswordsDialog)[0].reject()


def test_the_chosen_document_stays_chosen_while_others_come(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    view, files = window.parts.desk.documents, window.parts.desk.files
    assert view.currentIndex().row() == 0
    view.setCurrentIndex(files.index(2, 0))
    new = replace(files.documents[-1], key=99, name="one more.pdf")
    files.show_documents((*files.documents, new))
    assert view.currentIndex().row() == 2


def test_a_document_out_of_another_stands_to_the_right_of_it(qtbot: QtBot, window: Window):
    _sort_sample(qtbot, window)
    files = window.parts.desk.files
    inner = replace(files.documents[-1], key=99, inner=("message 1.eml",))
    files.show_documents((*files.documents, inner))
    last = files.rowCount() - 1
    assert files.index(last, 0).data(DEPTH) == 1
    assert not files.index(last - 1, 0).data(DEPTH)
