"""The start page: three choices, files asked for, the sample, recent cases, removals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.case_naming import CaseNaming
from app.desktop.import_paste import PasteDialog
from app.desktop.import_unread import UnreadDialog
from app.desktop.import_words import account_words
from app.desktop.passwords import PasswordsDialog
from app.desktop.places import Place
from app.desktop.start_recent import Standing, Standings, standing_words
from app.desktop.summary_setup import SummarySetup
from app.desktop.theme_setup import ThemeSetup
from app.desktop.window import Window
from app.records import Document, DocumentState, PostroomError
from tests.desktop.conftest import Answers
from tests.desktop.scripted import Script, ScriptedPostroom

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
T = TypeVar("T", bound=QDialog)


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def _dialog(qtbot: QtBot, window: Window, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    made = next(d for d in window.findChildren(kind) if d.isVisible())
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    move, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 200), move, data, left, no)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 200), move, data, left, no))


def _rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0)
    qtbot.waitUntil(lambda: window.parts.session.job is None)


@pytest.fixture
def sorted_window(qtbot: QtBot, window: Window) -> Window:
    window.parts.actions.try_sample.trigger()
    _rest(qtbot, window)
    window.conductor.navigation.go(Place.START)
    qtbot.waitUntil(window.parts.start.isVisible)
    return window


# ------------------------------------------------------------------ choosing


def test_the_three_choices_are_equal_and_the_first_has_the_focus(window: Window):
    start = window.parts.start
    cards = (start.sort, start.themes, start.summarize)
    assert len({card.height() for card in cards}) == 1
    assert max(card.width() for card in cards) - min(card.width() for card in cards) <= 1
    assert start.sort.hasFocus()
    assert start.first.text().startswith("Choose what you want to do")
    assert all(card.accessibleDescription() for card in cards)


def test_choosing_to_sort_without_documents_asks_for_files_and_sorts_them(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
):
    answers.files = (tmp_path / "letter.pdf",)
    _press(Qt.Key.Key_Return)
    _rest(qtbot, window)
    assert window.parts.desk.isVisible()
    assert window.parts.start.purpose == ""


def test_choosing_themes_without_documents_asks_for_files_and_then_how(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
):
    answers.files = (tmp_path / "survey.xlsx",)
    QTest.keyClick(window, Qt.Key.Key_M, ALT)
    setup = _dialog(qtbot, window, ThemeSetup)
    assert setup.focusWidget() is setup.begin
    setup.reject()


def test_choosing_a_summary_without_documents_asks_for_files_and_then_how(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
):
    answers.files = (tmp_path / "report.pdf",)
    QTest.keyClick(window, Qt.Key.Key_U, ALT)
    _dialog(qtbot, window, SummarySetup).reject()


def test_whoever_chooses_no_file_is_where_they_were(qtbot: QtBot, window: Window):
    _press(Qt.Key.Key_Return)
    qtbot.wait(50)
    assert window.parts.start.purpose == ""
    assert window.parts.start.sort.hasFocus()
    assert window.parts.session.path is None


def test_files_that_were_dropped_first_wait_for_a_choice(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    _drop(window, tmp_path / "letter.pdf", tmp_path / "request.eml")
    start = window.parts.start
    qtbot.waitUntil(lambda: start.files.rowCount() == 2)
    qtbot.wait(50)
    assert window.parts.session.job is None
    assert start.first.text() == "The documents are here. Choose what to do with them."
    qtbot.waitUntil(start.sort.hasFocus)
    _press(Qt.Key.Key_Return)
    _rest(qtbot, window)


def test_a_return_still_held_from_the_dialog_before_chooses_nothing(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    start = window.parts.start
    _drop(window, tmp_path / "letter.pdf")
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    no = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, no, "\r", autorep=True)
    QApplication.sendEvent(start.sort, held)
    qtbot.wait(50)
    assert window.parts.session.job is None


def test_files_that_cannot_be_added_end_the_choice(
    qtbot: QtBot, window: Window, answers: Answers, script: Script, tmp_path: Path
):
    script.add_problem = PostroomError("There is no such file.", "Look again.")
    answers.files = (tmp_path / "letter.pdf",)
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.parts.start.banner.isVisible)
    assert window.parts.start.banner.what.text() == "There is no such file."
    qtbot.waitUntil(lambda: window.parts.start.purpose == "")
    assert window.parts.session.job is None
    assert window.parts.start.sort.isEnabled()


def test_while_something_runs_every_choice_says_why_it_waits(
    qtbot: QtBot, window: Window, script: Script
):
    script.pause_at = 3
    window.parts.start.drop.sample.click()
    qtbot.waitUntil(script.paused.is_set)
    for card in (window.parts.start.sort, window.parts.start.themes):
        assert not card.isEnabled()
        assert card.toolTip() == "Wait until the work that is going on has ended."
    script.go_on.set()
    _rest(qtbot, window)


# ------------------------------------------------------------------ the sample


def test_one_key_leads_from_the_start_to_the_sorted_sample(
    qtbot: QtBot, window: Window, script: Script
):
    script.imports.sheets = {"requests november.xlsx": []}  # never asked about
    QTest.keyClick(window, Qt.Key.Key_T, ALT)
    _rest(qtbot, window)
    assert window.parts.desk.isVisible()
    assert window.parts.choice.scheme is not None
    assert script.imports.looked == []


def test_the_sample_never_goes_into_a_case_with_documents_of_somebody(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, tmp_path: Path
):
    _drop(window, tmp_path / "letter.pdf")
    qtbot.waitUntil(lambda: window.parts.start.files.rowCount() == 1)
    first = window.parts.session.path
    window.parts.actions.try_sample.trigger()
    _rest(qtbot, window)
    assert first is not None
    assert window.parts.session.path != first
    assert len(postroom.cases[first].documents) == 1


def test_once_documents_are_there_the_words_for_newcomers_make_room(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    assert window.parts.start.newcomer.isVisible()
    _drop(window, tmp_path / "letter.pdf")
    qtbot.waitUntil(lambda: not window.parts.start.newcomer.isVisible())


def test_the_promise_leads_to_the_self_check(qtbot: QtBot, window: Window):
    QTest.keyClick(window, Qt.Key.Key_K, ALT)
    settings = window.conductor.navigation.screens[Place.SETTINGS]
    qtbot.waitUntil(lambda: settings.is_open)


# ------------------------------------------------------------------ pasting


def test_pasted_files_are_added(qtbot: QtBot, window: Window, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.pdf"))])
    QGuiApplication.clipboard().setMimeData(data)
    _press(Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: window.parts.start.files.rowCount() == 1)


def test_pasted_text_is_shown_first_and_becomes_a_document(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    QGuiApplication.clipboard().setText("Lamp out at the corner of Elm Street.")
    _press(Qt.Key.Key_V, CONTROL)
    dialog = _dialog(qtbot, window, PasteDialog)
    assert dialog.preview.toPlainText() == "Lamp out at the corner of Elm Street."
    assert dialog.preview.isReadOnly()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    start = window.parts.start
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    path = Path(start.files.documents[0].path)
    assert path.parent == postroom.default_case_folder / "pasted"
    assert path.read_text(encoding="utf-8").startswith("Lamp out")


def test_a_paste_that_is_given_up_leaves_nothing(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    QGuiApplication.clipboard().setText("Some words.")
    QTest.keyClick(window, Qt.Key.Key_P, ALT)
    QTest.keyClick(_dialog(qtbot, window, PasteDialog), Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert list(postroom.default_case_folder.iterdir()) == []


def test_an_empty_clipboard_is_told(qtbot: QtBot, window: Window):
    QGuiApplication.clipboard().setText("  ")
    _press(Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(window.parts.start.banner.isVisible)
    assert window.parts.start.banner.what.text() == "There is nothing to paste."


# ------------------------------------------------------------------ what could not be read


def test_the_counts_of_what_came_in_add_up(sorted_window: Window):
    listing = sorted_window.parts.start.listing
    assert listing.account.text() == (
        "6 documents came in: 4 read whole, 2 could not be read. They hold 27 items."
    )
    assert listing.unread.text().replace("&", "") == "2 not fully read\u2026"


def test_what_could_not_be_read_is_listed_with_why_and_what_to_do(
    qtbot: QtBot, sorted_window: Window, answers: Answers, postroom: ScriptedPostroom
):
    QTest.keyClick(sorted_window, Qt.Key.Key_N, ALT)
    dialog = _dialog(qtbot, sorted_window, UnreadDialog)
    assert [one.name for one in dialog.documents] == [
        "damaged letter.pdf",
        "salary list.pdf",
    ]
    assert "ends in the middle of page 2" in dialog.why.text()
    assert "ask the sender" in dialog.what_to_do.text()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert "password" in dialog.what_to_do.text()
    QTest.mouseClick(dialog.folder, Qt.MouseButton.LeftButton)
    assert answers.shown == [postroom.sample_inbox]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_document_can_be_tried_again_and_is_read_when_the_person_says_so(
    qtbot: QtBot, sorted_window: Window, script: Script
):
    start = sorted_window.parts.start
    start.listing.unread.click()
    dialog = _dialog(qtbot, sorted_window, UnreadDialog)
    QTest.keyClick(dialog, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(start.banner.isVisible)
    assert start.banner.what.text() == "To be read again: 2 documents."
    assert script.imports.again == [4, 5]
    qtbot.waitUntil(lambda: "2 waiting" in start.listing.account.text())
    qtbot.waitUntil(lambda: start.purpose == "")
    assert start.isVisible()
    start.banner.action.click()
    qtbot.waitUntil(sorted_window.parts.desk.isVisible)
    qtbot.waitUntil(lambda: sorted_window.parts.session.job is None)


def test_passwords_are_asked_from_the_list_of_what_was_not_read(
    qtbot: QtBot, sorted_window: Window
):
    sorted_window.parts.start.listing.unread.click()
    dialog = _dialog(qtbot, sorted_window, UnreadDialog)
    QTest.keyClick(dialog, Qt.Key.Key_P, ALT)
    passwords = _dialog(qtbot, sorted_window, PasswordsDialog)
    passwords.reject()


@pytest.mark.parametrize("waiting", [0, 3])
def test_every_document_is_in_exactly_one_count(waiting: int):
    states = [
        *[DocumentState.READ] * 5,
        *[DocumentState.PARTLY] * 2,
        DocumentState.EMPTY,
        DocumentState.FAILED,
        *[DocumentState.WAITING] * waiting,
    ]
    documents = [
        Document(key=at, name=f"{at}", path=f"{at}", state=state)
        for at, state in enumerate(states, start=1)
    ]
    said = account_words(documents, 1)
    numbers = [int(word) for word in said.replace(":", " ").split() if word.isdigit()]
    assert numbers[0] == len(documents) == sum(numbers[1:-1])
    assert said.endswith("They hold 1 item.")


# ------------------------------------------------------------------ taking out


def test_a_document_is_taken_out_only_after_a_question_that_says_what_goes(
    qtbot: QtBot, sorted_window: Window, script: Script
):
    start = sorted_window.parts.start
    view = start.listing.view
    assert not start.listing.remove.isEnabled()
    view.setFocus()
    view.setCurrentIndex(start.files.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    question = _dialog(qtbot, sorted_window, QMessageBox)
    assert "requests november.xlsx" in question.text()
    assert "categories and corrections" in question.informativeText()
    assert "never touches it" in question.informativeText()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert script.imports.removed == []
    sorted_window.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(_dialog(qtbot, sorted_window, QMessageBox), Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: start.files.rowCount() == 5)
    assert script.imports.removed == [2]
    assert start.banner.what.text() == "Taken out of the case: 1 document."
    assert start.listing.account.text().endswith("They hold 3 items.")
    assert start.isVisible()


def test_nothing_is_taken_out_of_another_document(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    _drop(window, tmp_path / "mails.zip")
    start = window.parts.start
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    inside = Document(key=9, name="mails.zip > a.txt", path="mails.zip", inner=("a.txt",))
    start.show_documents((inside,))
    start.listing.view.setCurrentIndex(start.files.index(0, 0))
    assert not start.listing.remove.isEnabled()
    assert "inside another document" in start.listing.remove.toolTip()


# ------------------------------------------------------------------ recent cases


def test_recent_cases_say_how_they_stand_after_a_restart(
    qtbot: QtBot, open_window: Callable[[], Window], postroom: ScriptedPostroom
):
    window = open_window()
    window.parts.actions.try_sample.trigger()
    _rest(qtbot, window)
    path = window.parts.session.path
    assert path is not None
    kept = json.loads((postroom.state_folder / "recent_cases.json").read_text("utf-8"))
    assert set(kept[str(path)]) == {
        *("documents", "items", "sorted", "needs_review", "failed"),
    }
    assert kept[str(path)]["items"] == 27
    assert Standings(postroom.state_folder).known[path].documents == 6


def test_a_damaged_cache_of_standings_is_done_without(tmp_path: Path):
    (tmp_path / "recent_cases.json").write_text('{"a": [1]}', encoding="utf-8")
    standings = Standings(tmp_path)
    assert standings.known == {}
    case = tmp_path / "a.postroom"
    case.touch()
    standings.keep(case, Standing(documents=1))
    assert Standings(tmp_path).known == {case: Standing(documents=1)}


def test_how_a_case_stands_is_said_in_a_line():
    assert standing_words(None) == ""
    assert standing_words(Standing(documents=2)) == "2 documents"
    assert standing_words(Standing(items=1)) == "1 item"
    assert standing_words(Standing(items=9, sorted=7, needs_review=2)) == (
        "7 sorted, 2 to review"
    )


@pytest.mark.parametrize("where", ["list", "menu"])
def test_a_recent_case_that_was_deleted_is_told_and_not_made_anew(
    qtbot: QtBot, window: Window, tmp_path: Path, where: str
):
    case = tmp_path / "Mail of May.postroom"
    case.touch()
    remembered = window.parts.remembered
    remembered.keep_recent(case)
    naming = window.findChild(CaseNaming)
    assert naming is not None
    naming.show_case(None)
    case.unlink()
    start = window.parts.start
    (entry,) = [
        one for one in start.recent.findChildren(QPushButton) if one.text() == case.stem
    ]
    (in_menu,) = [
        one for one in window.parts.actions.recent.actions() if one.text() == case.stem
    ]
    (entry.click if where == "list" else in_menu.trigger)()
    assert f"no case file {case}" in start.banner.what.text()
    assert start.banner.isVisible()
    qtbot.wait(50)
    assert window.parts.session.path is None
    assert not case.exists()
    assert case not in remembered.recent()


def test_what_was_told_of_one_case_is_not_left_standing_in_another(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    _drop(window, tmp_path / "letter.pdf")
    start = window.parts.start
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    start.banner.say("error", "Something about this case.")
    window.parts.actions.new_case.trigger()
    assert not start.banner.isVisible()


def test_what_was_added_before_one_that_cannot_be_is_in_the_list(
    qtbot: QtBot, window: Window, script: Script, tmp_path: Path
):
    script.add_problem = PostroomError("The folder closed cannot be opened.")
    start = window.parts.start
    _drop(window, tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "closed")
    qtbot.waitUntil(lambda: start.files.rowCount() == 2)
    assert "cannot be opened" in start.banner.what.text()
    assert start.banner.isVisible()
    qtbot.waitUntil(start.sort.isEnabled)
    qtbot.waitUntil(lambda: start.purpose == "")


# ------------------------------------------------------------------ taking back


def _undo(window: Window) -> None:
    assert window.parts.actions.undo.isEnabled()
    window.parts.actions.undo.trigger()


def test_documents_that_were_just_added_go_out_again(
    qtbot: QtBot, window: Window, script: Script, tmp_path: Path
):
    start, undo = window.parts.start, window.parts.actions.undo
    assert not undo.isEnabled()
    _drop(window, tmp_path / "first.pdf")
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    assert undo.text() == "&Undo adding 1 document"
    _drop(window, tmp_path / "second.pdf", tmp_path / "third.pdf")
    qtbot.waitUntil(lambda: start.files.rowCount() == 3)
    assert undo.text() == "&Undo adding 2 documents"
    _undo(window)
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    assert script.imports.removed == [2, 3]
    assert start.banner.what.text() == "Taken out of the case: 2 documents."
    qtbot.wait(50)
    assert not undo.isEnabled()  # what was taken back is not brought back by the same key


def test_documents_that_were_read_are_not_taken_out_by_one_key(sorted_window: Window):
    assert not sorted_window.parts.actions.undo.isEnabled()


def test_a_document_that_was_taken_out_is_put_back_to_be_read_again(
    qtbot: QtBot, sorted_window: Window, script: Script
):
    start = sorted_window.parts.start
    name = start.files.documents[1].name
    start.listing.remove_wanted.emit((start.files.documents[1],))
    question = _dialog(qtbot, sorted_window, QMessageBox)
    assert "puts it back only to be read again" in question.informativeText()
    QTest.keyClick(question, Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: start.files.rowCount() == 5)
    assert sorted_window.parts.actions.undo.text() == "&Undo taking out 1 document"
    _undo(sorted_window)
    qtbot.waitUntil(lambda: start.files.rowCount() == 6)
    back = start.files.documents[-1]
    assert (back.name, back.state) == (name, DocumentState.WAITING)
    assert start.banner.what.text() == "Put back, to be read again: 1 document."
    qtbot.wait(50)
    assert not sorted_window.parts.actions.undo.isEnabled()


def test_a_new_case_has_nothing_to_take_back(qtbot: QtBot, window: Window, tmp_path: Path):
    _drop(window, tmp_path / "first.pdf")
    qtbot.waitUntil(window.parts.actions.undo.isEnabled)
    window.parts.actions.new_case.trigger()
    assert not window.parts.actions.undo.isEnabled()


def test_that_a_pasted_text_goes_for_good_is_said_before(qtbot: QtBot, window: Window):
    QGuiApplication.clipboard().setText("My dog was registered twice.")
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(_dialog(qtbot, window, PasteDialog), Qt.Key.Key_Return)
    start = window.parts.start
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    start.listing.remove_wanted.emit(start.files.documents)
    question = _dialog(qtbot, window, QMessageBox)
    assert "kept by Postroom only" in question.informativeText()
    QTest.keyClick(question, Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: start.files.rowCount() == 0)
    assert "are gone" in start.banner.remedy.text()


# ------------------------------------------------------------------ the focus


def test_whoever_added_nothing_new_has_the_focus_where_it_was(
    qtbot: QtBot, window: Window, tmp_path: Path
):
    start = window.parts.start
    _drop(window, tmp_path / "first.pdf")
    qtbot.waitUntil(lambda: start.files.rowCount() == 1)
    start.drop.folder.setFocus()
    _drop(window, tmp_path / "first.pdf")
    assert start.first.text() == "Looking through the files\u2026"
    qtbot.waitUntil(start.banner.isVisible)
    assert "Nothing new" in start.banner.what.text()
    assert start.drop.folder.hasFocus()


def test_a_clipboard_without_any_data_is_told(
    window: Window,
):
    QGuiApplication.clipboard().clear()  # here and on macOS: no data rather than empty data
    window.parts.start.drop.paste.click()
    assert window.parts.start.banner.what.text() == "There is nothing to paste."


def test_icons_of_documents_grow_with_the_text(window: Window):
    view, look = window.parts.start.listing.view, window.parts.look
    before = view.iconSize().width()
    look.scale(200)
    try:
        assert view.iconSize() == look.icon_size(16)
        assert view.iconSize().width() > before
    finally:
        look.scale(100)
