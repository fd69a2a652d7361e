"""Before a sheet is used for the first time: looked at, confirmed, changed, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.import_sheet import SheetDialog
from app.desktop.import_sheet_model import column_letters
from app.desktop.passwords import PasswordsDialog
from app.desktop.theme_setup import ThemeSetup
from app.desktop.window import Window
from app.records import PostroomError, SheetChoice
from tests.desktop.conftest import Answers
from tests.desktop.scripted import Script, ScriptedPostroom
from tests.desktop.scripted_imports import NUMBERS_ONLY, look

ALT = Qt.KeyboardModifier.AltModifier
PROPOSED = look().proposed
T = TypeVar("T", bound=QDialog)


def _dialog(qtbot: QtBot, window: Window, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    made = next(d for d in window.findChildren(kind) if d.isVisible())
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _step(box: QComboBox, key: Qt.Key, times: int = 1) -> None:
    """Choose in a list that is closed; the list tells of it as of a click."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_F4)
    view = box.view()
    for _ in range(times):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return)


@pytest.fixture
def files(answers: Answers, tmp_path: Path, script: Script) -> None:
    """A person who will choose one workbook of two sheets."""
    answers.files = (tmp_path / "requests.xlsx",)
    script.imports.sheets = {"requests.xlsx": [look(), NUMBERS_ONLY]}


@pytest.fixture
def dialog(qtbot: QtBot, window: Window, files: None) -> SheetDialog:
    window.parts.start.sort.click()
    made = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(lambda: made.is_whole)
    return made


def _sorted(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0)
    qtbot.waitUntil(lambda: window.parts.session.job is None)


# ------------------------------------------------------------------ what is shown


def test_the_rows_the_headers_and_the_use_of_each_column_are_shown(dialog: SheetDialog):
    model = dialog.model
    horizontal = Qt.Orientation.Horizontal
    assert model.rowCount() == 20
    assert model.index(2, 3).data() == "Description"
    assert model.index(2, 3).data(Qt.ItemDataRole.FontRole).bold()
    assert [model.headerData(at, horizontal) for at in range(5)] == [
        *("A", "B \u2013 Date", "C \u2013 Group", "D \u2013 Text", "E"),
    ]
    assert model.headerData(3, Qt.Orientation.Vertical) == "4"
    assert dialog.header.currentText() == (
        "Row 3: Request, Received, District, Description, Remarks"
    )
    assert dialog.text.currentText() == "Description"
    assert dialog.by.text() == "District"
    titles = [each.text() for each in dialog.findChildren(QLabel)]
    assert "Is this the right text in requests.xlsx?" in titles


def test_return_confirms_and_the_work_goes_on(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    assert dialog.confirm.hasFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    _sorted(qtbot, window)
    assert script.imports.kept == {1: [PROPOSED]}  # of the sheet of numbers, nothing
    assert window.parts.desk.isVisible()


def test_what_was_confirmed_is_not_asked_again(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    dialog.confirm.click()
    _sorted(qtbot, window)
    looked = len(script.imports.looked)
    window.parts.start.themes.click()
    setup = _dialog(qtbot, window, ThemeSetup)
    assert len(script.imports.looked) == looked
    setup.reject()


def test_escape_leaves_the_documents_and_begins_nothing(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert window.parts.session.job is None
    assert script.imports.kept == {}
    assert window.parts.start.purpose == ""
    assert window.parts.start.files.rowCount() == 1


# ------------------------------------------------------------------ changing


def test_another_text_column_is_shown_at_once_and_kept(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    _step(dialog.text, Qt.Key.Key_Down)
    assert dialog.choice.column == "Remarks"
    assert dialog.model.use_of(4) == "Text"
    assert dialog.model.use_of(3) == ""
    dialog.confirm.click()
    _sorted(qtbot, window)
    assert script.imports.kept[1][0].column == "Remarks"


def test_dates_groups_and_the_private_column_can_be_said(dialog: SheetDialog):
    _step(dialog.date, Qt.Key.Key_Home)
    assert dialog.choice.date_column == ""
    _step(dialog.private, Qt.Key.Key_End)
    assert dialog.choice.private_column == "Remarks"
    by_header = {action.data(): action for action in dialog.by_menu.actions()}
    assert by_header["District"].isChecked()
    by_header["Received"].trigger()
    assert dialog.choice.by == ("Received", "District")
    assert dialog.by.text() == "Received, District"
    assert dialog.model.use_of(1) == "Group"


def test_another_header_row_has_the_sheet_read_again_by_the_reader(
    qtbot: QtBot, dialog: SheetDialog, script: Script
):
    _step(dialog.header, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: dialog.choice.column == "Column 4")
    asked = script.imports.looked[-1][1]
    assert asked[-1] == SheetChoice(sheet="Requests", header_row=0)
    assert dialog.choice.header_row == 0
    assert dialog.text.currentText() == "Column 4"
    assert dialog.confirm.isEnabled()


def test_a_sheet_of_numbers_is_left_out_until_somebody_wants_it(
    qtbot: QtBot, dialog: SheetDialog
):
    assert dialog.confirm.isEnabled()
    _step(dialog.sheet, Qt.Key.Key_End)
    assert not dialog.read.isChecked()
    assert not dialog.text.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_R, ALT)
    qtbot.waitUntil(dialog.read.isChecked)
    assert not dialog.confirm.isEnabled()
    assert dialog.waits.text().startswith("Choose the column with the text")
    _step(dialog.text, Qt.Key.Key_Home)
    assert dialog.choice.column == "Request"
    assert dialog.confirm.isEnabled()


def test_the_columns_of_a_sheet_can_be_looked_at_again_from_the_list(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    _step(dialog.text, Qt.Key.Key_Down)
    dialog.confirm.click()
    _sorted(qtbot, window)
    start = window.parts.start
    window.parts.screens.setCurrentWidget(start)
    start.listing.view.setCurrentIndex(start.files.index(0, 0))
    script.imports.sheets["requests.xlsx"] = [look(), NUMBERS_ONLY]
    Path(start.files.documents[0].path).touch()
    start.listing.view.clearSelection()
    start.listing.view.setCurrentIndex(start.files.index(0, 0))
    start.listing.view.selectAll()
    assert start.listing.columns.isEnabled()
    start.listing.columns.click()
    again = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(lambda: again.is_whole)
    assert again.choice.column == "Remarks"
    again.reject()


# ------------------------------------------------------------------ several, locked, broken


def test_several_files_are_confirmed_together(
    qtbot: QtBot, window: Window, answers: Answers, script: Script, tmp_path: Path
):
    answers.files = (tmp_path / "a.xlsx", tmp_path / "b.csv")
    script.imports.sheets = {"a.xlsx": [look()], "b.csv": [look(None)]}
    window.parts.start.sort.click()
    dialog = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(lambda: dialog.is_whole)
    assert dialog.file.count() == 2
    assert not dialog.sheet.isVisible()
    _step(dialog.file, Qt.Key.Key_Down)
    assert dialog.document.name == "b.csv"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    _sorted(qtbot, window)
    assert set(script.imports.kept) == {1, 2}


@pytest.fixture
def two_files(answers: Answers, tmp_path: Path, script: Script) -> None:
    """A person who will choose two workbooks."""
    answers.files = (tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    script.imports.sheets = {"a.xlsx": [look()], "b.xlsx": [look()]}


def test_the_password_of_locked_sheets_is_asked_once_before_the_first_run(
    qtbot: QtBot,
    window: Window,
    two_files: None,
    script: Script,
    postroom: ScriptedPostroom,
):
    script.imports.locked = {"a.xlsx": "sesame", "b.xlsx": "sesame"}
    window.parts.start.sort.click()
    passwords = _dialog(qtbot, window, PasswordsDialog)
    QTest.keyClicks(passwords.lines[0], "sesame")
    QTest.keyClick(passwords.lines[0], Qt.Key.Key_Return)
    dialog = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(lambda: not dialog.locked)
    assert dialog.choice.column == "Description"
    dialog.confirm.click()
    _sorted(qtbot, window)
    assert postroom.asked_passwords == [("sesame",)]


def test_without_the_password_the_rest_goes_on_and_it_is_said(
    qtbot: QtBot, window: Window, two_files: None, script: Script
):
    script.imports.locked = {"a.xlsx": "sesame"}
    window.parts.start.sort.click()
    QTest.keyClick(_dialog(qtbot, window, PasswordsDialog), Qt.Key.Key_Escape)
    dialog = _dialog(qtbot, window, SheetDialog)
    assert dialog.banner.what.text() == "This file needs a password."
    dialog.confirm.click()
    _sorted(qtbot, window)
    assert script.imports.kept == {1: [], 2: [PROPOSED]}


def test_a_file_that_cannot_be_looked_into_is_told_beside_it(
    qtbot: QtBot, window: Window, files: None, script: Script
):
    script.imports.problems = {
        "requests.xlsx": PostroomError("requests.xlsx: The workbook is damaged.")
    }
    window.parts.start.sort.click()
    dialog = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert "damaged" in dialog.banner.what.text()
    assert dialog.model.rowCount() == 0
    assert not dialog.text.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # it will be named among those not read
    _sorted(qtbot, window)


def test_a_word_on_a_reviewed_sheet_that_is_refused_is_told(
    qtbot: QtBot, window: Window, dialog: SheetDialog, script: Script
):
    script.imports.refused = PostroomError("It has items that a person has reviewed.")
    dialog.confirm.click()
    qtbot.waitUntil(window.parts.start.banner.isVisible)
    assert "reviewed" in window.parts.start.banner.what.text()
    assert window.parts.session.job is None
    assert window.parts.start.purpose == ""


# ------------------------------------------------------------------ for everyone


def test_everything_in_the_dialog_has_a_name_and_is_reached_by_tab(dialog: SheetDialog):
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    seen: list[QWidget | None] = []
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    fields = (dialog.sheet, dialog.read, dialog.header, dialog.text, dialog.date)
    for wanted in (*fields, dialog.by, dialog.private, dialog.table, dialog.leave):
        assert wanted in seen


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")]
)
def test_columns_are_called_as_in_a_spreadsheet(place: int, letters: str):
    assert column_letters(place) == letters


# ------------------------------------------------------------------ nothing in the way


def _looked(qtbot: QtBot, window: Window) -> SheetDialog:
    window.parts.start.sort.click()
    dialog = _dialog(qtbot, window, SheetDialog)
    qtbot.waitUntil(lambda: dialog.is_whole)
    return dialog


def test_the_first_file_with_rows_is_shown_where_another_cannot_be_read(
    qtbot: QtBot, window: Window, two_files: None, script: Script
):
    script.imports.problems = {"a.xlsx": PostroomError("a.xlsx: The file is empty.")}
    dialog = _looked(qtbot, window)
    assert dialog.document.name == "b.xlsx"
    assert dialog.model.rowCount() > 0
    assert not dialog.banner.isVisible()
    dialog.file.setCurrentIndex(0)
    dialog.file.activated.emit(0)
    assert dialog.banner.isVisible()
    assert dialog.document.name == "a.xlsx"


def test_what_the_dialog_tells_of_a_file_is_not_left_on_the_page_behind_it(
    qtbot: QtBot, window: Window, files: None, script: Script
):
    script.imports.problems = {"requests.xlsx": PostroomError("It is damaged.")}
    dialog = _looked(qtbot, window)
    qtbot.waitUntil(dialog.banner.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert not window.parts.start.banner.isVisible()


def test_the_only_sheet_of_numbers_says_so_and_can_be_read_all_the_same(
    qtbot: QtBot, window: Window, files: None, script: Script
):
    script.imports.sheets = {"requests.xlsx": [NUMBERS_ONLY]}
    dialog = _looked(qtbot, window)
    assert "looks like text" in dialog.banner.what.text()
    assert dialog.read.isVisible()
    assert dialog.confirm.isEnabled()  # left out: it is listed among those not read
    dialog.read.click()
    assert dialog.text.isEnabled()
    assert not dialog.confirm.isEnabled()
    dialog.text.setCurrentIndex(dialog.text.findData("Description"))
    dialog.text.activated.emit(0)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: 1 in script.imports.kept)
    assert script.imports.kept[1][0].column == "Description"


def test_a_sheet_without_columns_says_why_there_is_nothing_to_confirm(
    qtbot: QtBot, window: Window, files: None, script: Script
):
    nothing = SheetChoice(sheet="Wide", read=False)
    wide = replace(NUMBERS_ONLY, sheet="Wide", headers=(), kinds=(), proposed=nothing)
    script.imports.sheets = {"requests.xlsx": [wide]}
    dialog = _looked(qtbot, window)
    assert dialog.banner.what.text() == "No column of this sheet can be used."
    assert not dialog.read.isVisible()
    assert dialog.confirm.isEnabled()


def test_a_mistyped_password_can_be_typed_again(
    qtbot: QtBot, window: Window, two_files: None, script: Script
):
    script.imports.locked = {"a.xlsx": "sesame"}
    window.parts.start.sort.click()
    _type(qtbot, window, script, "seasme")
    dialog = _dialog(qtbot, window, SheetDialog)
    dialog.file.setCurrentIndex(0)
    dialog.file.activated.emit(0)
    assert dialog.banner.what.text() == "This file needs a password."
    QTest.keyClick(dialog, Qt.Key.Key_E, ALT)
    _type(qtbot, window, script, "sesame")
    qtbot.waitUntil(lambda: not dialog.locked)
    assert dialog.document.name == "a.xlsx"
    assert dialog.model.rowCount() > 0
    assert not dialog.banner.isVisible()


def _type(qtbot: QtBot, window: Window, script: Script, typed: str) -> None:
    passwords = _dialog(qtbot, window, PasswordsDialog)
    QTest.keyClicks(passwords.lines[0], typed)
    QTest.keyClick(passwords.lines[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: typed in script.imports.looked[-1][2])
    qtbot.waitUntil(lambda: not window.findChildren(PasswordsDialog))
