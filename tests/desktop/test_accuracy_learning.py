"""Teaching from a file, and the memory: looked through, exported, forgotten for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.accuracy_conductor import AccuracyScreen
from app.desktop.accuracy_forgetting import ForgetDialog
from app.desktop.accuracy_teaching import TaughtDialog, TeachDialog
from app.desktop.window import Window
from app.records import LabelledColumns, PostroomError
from tests.desktop.conftest import Answers
from tests.desktop.scripted import Script, ScriptedPostroom
from tests.desktop.scripted_accuracy import labels
from tests.desktop.test_accuracy import _cells, _click, go, label_one


@pytest.fixture
def sorted_window(
    qtbot: QtBot,
    open_window: Callable[[], Window],
    postroom: ScriptedPostroom,
    script: Script,
) -> Window:
    script.accuracy.memory = labels(30)
    window = open_window()
    window.parts.start.drop.dropped.emit((postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.actions.sort.isEnabled)
    window.parts.actions.sort.trigger()
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)
    return window


@pytest.fixture
def screen(qtbot: QtBot, sorted_window: Window) -> AccuracyScreen:
    screen = go(qtbot, sorted_window)
    screen.page.tabs.choose(screen.page.learning)
    qtbot.waitUntil(lambda: screen.page.memory.table.rowCount() > 0)
    return screen


def _dialog(qtbot: QtBot, window: QWidget, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


# -------------------------------------------------------------------- what it has learned


def test_labels_are_counted_by_category_and_learning_can_begin_here(
    qtbot: QtBot, sorted_window: Window
):
    label_one(qtbot, sorted_window)
    screen = go(qtbot, sorted_window)
    learned = screen.page.learned
    qtbot.waitUntil(lambda: learned.fresh.value.text() == "1")
    assert _cells(learned.table, 0) == ["Roads and sidewalks", "20", "0"]
    assert learned.learn.isEnabled()
    screen.page.tabs.choose(screen.page.learning)
    with qtbot.waitSignal(sorted_window.parts.session.job_began):
        _click(learned.learn)
    qtbot.waitUntil(lambda: sorted_window.parts.session.job is None)


def test_without_new_labels_the_button_says_why_there_is_nothing_to_learn(
    screen: AccuracyScreen,
):
    learn = screen.page.learned.learn
    assert not learn.isEnabled()
    assert learn.accessibleDescription() == "There are no labels that are not used yet."


def test_held_out_accuracy_is_told_with_and_without_learning(
    qtbot: QtBot, script: Script, sorted_window: Window
):
    script.calibrated = True
    with qtbot.waitSignal(sorted_window.parts.session.job_ended):
        QTest.keyClick(sorted_window, Qt.Key.Key_F5)
    learned = go(qtbot, sorted_window).page.learned
    qtbot.waitUntil(lambda: learned.before.value.text() == "71\u00a0%")
    assert learned.after.value.text() == "84\u00a0% (78\u201389\u00a0%)"


# -------------------------------------------------------------------- a file with labels


def test_a_labelled_file_is_taught_and_every_row_is_accounted_for(
    qtbot: QtBot,
    screen: AccuracyScreen,
    script: Script,
    answers: Answers,
    tmp_path: Path,
):
    answers.labelled = tmp_path / "sorted 2025.xlsx"
    _click(screen.page.learned.file)
    dialog = _dialog(qtbot, screen._parts.window, TeachDialog)
    assert isinstance(dialog, TeachDialog)
    assert dialog.text.currentText() == "Description"
    assert dialog.category.currentText() == "Topic"
    assert dialog.private.currentText() == "Private"
    assert _cells(dialog.rows, 0) == ["Deep pothole in Birch Street", "Roads and sidewalks"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    told = _dialog(qtbot, screen._parts.window, TaughtDialog)
    assert isinstance(told, TaughtDialog)
    assert script.accuracy.taught == [
        (
            answers.labelled,
            LabelledColumns(
                text="Description", label="Topic", private="Private", sheet="Requests"
            ),
        )
    ]
    assert told.title.text() == "90 labels taken from 120 rows of sorted 2025.xlsx"
    lines = [_cells(told.table, at) for at in range(told.table.rowCount())]
    assert ["Category \u201cPotholes\u201d is not in the scheme", "12"] in lines
    assert ["Marked private, never kept", "3"] in lines
    assert sum(int(line[1]) for line in lines) == 120
    told.reject()


def test_another_sheet_has_its_own_columns_and_nothing_is_guessed_for_it(
    qtbot: QtBot,
    screen: AccuracyScreen,
    sorted_window: Window,
    answers: Answers,
    tmp_path: Path,
):
    answers.labelled = tmp_path / "sorted.xlsx"
    _click(screen.page.learned.file)
    dialog = _dialog(qtbot, sorted_window, TeachDialog)
    assert isinstance(dialog, TeachDialog)
    dialog.sheet.setFocus()
    QTest.keyClick(dialog.sheet, Qt.Key.Key_Down)
    assert dialog.sheet.currentText() == "Notes"
    assert not dialog.teach.isEnabled()
    assert "Choose the column" in dialog.warning.text()
    dialog.text.setCurrentIndex(2)
    dialog.category.setCurrentIndex(2)
    assert "cannot be the same" in dialog.warning.text()
    dialog.category.setCurrentIndex(1)
    assert dialog.teach.isEnabled()
    assert "is no category of" in dialog.warning.text()
    dialog.reject()


def test_a_file_that_cannot_be_read_is_told_on_the_page(
    qtbot: QtBot, screen: AccuracyScreen, script: Script, answers: Answers, tmp_path: Path
):
    script.accuracy.sheets_problem = PostroomError(
        "letters.pdf has no rows with headers.", "Choose a workbook or a CSV file."
    )
    answers.labelled = tmp_path / "letters.pdf"
    _click(screen.page.learned.file)
    qtbot.waitUntil(lambda: "no rows" in screen.banner.what.text())
    assert screen.banner.remedy.text() == "Choose a workbook or a CSV file."


def test_choosing_no_file_changes_nothing(screen: AccuracyScreen, script: Script):
    _click(screen.page.learned.file)
    assert script.accuracy.asked_sheets == []


# -------------------------------------------------------------------- the memory


def test_the_memory_is_looked_through_by_words_and_category(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window
):
    memory = screen.page.memory
    assert "keeps 30 labels" in memory.says.text()
    assert _cells(memory.table, 0)[:3] == [
        "Letter number 30 about the pond",
        "Trash and recycling",
        "blind check",
    ]
    QTest.keyClick(sorted_window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert memory.words.hasFocus()
    QTest.keyClicks(memory.words, "number 12")
    qtbot.waitUntil(lambda: memory.table.rowCount() == 1)
    memory.words.clear()
    qtbot.waitUntil(lambda: memory.table.rowCount() == 30)
    memory.category.setFocus()
    QTest.keyClick(memory.category, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: memory.table.rowCount() == 10)
    assert memory.category.currentText() == "Roads and sidewalks (10)"
    QTest.keyClicks(memory.words, "snow")
    qtbot.waitUntil(lambda: "No label fits" in memory.shown.text())


def test_chosen_labels_are_forgotten_only_when_it_is_meant(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window, script: Script
):
    memory = screen.page.memory
    assert not memory.some.isEnabled()
    memory.table.setFocus()
    QTest.keyClick(memory.table, Qt.Key.Key_Down)
    QTest.keyClick(memory.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(memory.some.isEnabled)
    _click(memory.some)
    dialog = _dialog(qtbot, sorted_window, ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    assert dialog.title.text().startswith("Forget 2 labels")
    assert "cannot be undone" in dialog.says.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert script.accuracy.forgotten == []
    _click(memory.some)
    dialog = _dialog(qtbot, sorted_window, ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    _click(dialog.do)
    qtbot.waitUntil(lambda: memory.table.rowCount() == 28)
    assert len(script.accuracy.forgotten[0] or ()) == 2
    assert screen.banner.what.text() == "2 labels were forgotten."


def test_everything_is_exported_first_and_then_forgotten(
    qtbot: QtBot,
    screen: AccuracyScreen,
    script: Script,
    answers: Answers,
    tmp_path: Path,
):
    answers.labels = tmp_path / "labels.xlsx"
    memory = screen.page.memory
    _click(memory.all)
    dialog = _dialog(qtbot, screen._parts.window, ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    assert dialog.title.text().startswith("Forget 30 labels")
    _click(dialog.export)
    qtbot.waitUntil(lambda: script.accuracy.exported == [answers.labels])
    qtbot.waitUntil(lambda: "Saved 30 labels" in screen.banner.what.text())
    _click(dialog.do)
    qtbot.waitUntil(lambda: script.accuracy.forgotten == [None])
    qtbot.waitUntil(lambda: "is empty" in memory.says.text())
    assert not memory.table.isVisible()


def test_what_could_not_be_wiped_is_told(
    qtbot: QtBot, screen: AccuracyScreen, sorted_window: Window, script: Script
):
    script.accuracy.forget_problem = PostroomError(
        "The labels are forgotten, but traces of them are still there.", "Close others."
    )
    _click(screen.page.memory.all)
    dialog = _dialog(qtbot, sorted_window, ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    _click(dialog.do)
    qtbot.waitUntil(lambda: "traces of them" in screen.banner.what.text())


def test_the_memory_is_exported_and_its_folder_can_be_opened(
    qtbot: QtBot, screen: AccuracyScreen, answers: Answers, tmp_path: Path
):
    answers.labels = tmp_path / "labels.csv"
    _click(screen.page.memory.save)
    qtbot.waitUntil(lambda: "Saved 30 labels" in screen.banner.what.text())
    _click(screen.banner.action)
    assert answers.shown == [tmp_path]
