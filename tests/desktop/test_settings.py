"""The place for settings: applied at once, kept, taken back; and the self-check on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.look import Look
from app.desktop.places import Place
from app.desktop.self_check_words import report_text, summary_words
from app.desktop.settings_conductor import SettingsScreen
from app.desktop.settings_licences import LicencesDialog
from app.desktop.settings_page import SettingsPage
from app.desktop.settings_storage import CleanUpDialog
from app.desktop.tokens import CONTRAST_LIGHT, DARK, LIGHT
from app.desktop.window import Window
from app.records import Finding, PostroomError, Settings, SettingsStanding
from tests.desktop import walk
from tests.desktop.conftest import Answers
from tests.desktop.scripted import ScriptedPostroom
from tests.desktop.scripted_upkeep import FINDINGS

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def as_before(look: Look) -> Iterator[None]:
    """The look is shared by all tests: whatever one chooses is taken off again."""
    yield
    look.scale(100)
    look.choose("system")
    look.follow(Qt.ColorScheme.Light)


def _screen(window: Window) -> SettingsScreen:
    screen = window.conductor.navigation.screens[Place.SETTINGS]
    assert isinstance(screen, SettingsScreen)
    return screen


def _open(window: Window) -> SettingsPage:
    QTest.keyClick(window, Qt.Key.Key_9, CONTROL)
    page: SettingsPage = _screen(window).page
    assert page.isVisible()
    return page


def _pick(box: QComboBox, value: object) -> None:
    """A person goes there with the arrows."""
    box.setFocus()
    steps = box.findData(value) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentData() == value


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _undo(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)


def test_the_appearance_is_worn_at_once_and_taken_back(
    window: Window, postroom: ScriptedPostroom
):
    page, look = _open(window), window.parts.look
    assert look.colours is LIGHT
    _pick(page.choices.appearance, "dark")
    assert look.colours is DARK
    _pick(page.choices.appearance, "contrast")
    assert look.colours is CONTRAST_LIGHT
    saved = postroom.upkeep.saved
    assert [each.appearance for each in saved] == ["light", "dark", "contrast"]
    assert window.parts.actions.undo.isEnabled()
    _undo(window)
    assert page.choices.appearance.currentData() == "dark"
    _undo(window)
    assert [each.appearance for each in saved][3:] == ["dark", "light"]


def test_the_text_size_grows_at_once(window: Window, postroom: ScriptedPostroom):
    page = _open(window)
    before = QApplication.font().pointSizeF()
    _pick(page.choices.text_size, 200)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    assert postroom.upkeep.saved[-1].text_size == 200
    while window.parts.actions.undo.isEnabled():
        _undo(window)
    assert QApplication.font().pointSizeF() == pytest.approx(before)


def test_the_language_is_kept_and_it_is_said_when_it_counts(
    window: Window, postroom: ScriptedPostroom
):
    page = _open(window)
    _pick(page.choices.language, "es")
    assert postroom.upkeep.saved[-1].language == "es"
    assert "next start" in page.banner.what.text()


def test_ticks_are_kept_at_once_and_taken_back(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    page, saved = _open(window), postroom.upkeep.saved
    QTest.keyClick(window, Qt.Key.Key_K, ALT)
    qtbot.waitUntil(lambda: bool(saved) and saved[-1].memory is False)
    QTest.keyClick(window, Qt.Key.Key_W, ALT)
    qtbot.waitUntil(lambda: saved[-1].notices is False)
    assert window.parts.actions.undo.text().endswith("the change of the notices")
    _undo(window)
    assert page.choices.notices.isChecked()
    assert not page.choices.memory.isChecked()
    _undo(window)
    assert page.choices.memory.isChecked()
    assert not window.parts.actions.undo.isEnabled()


def test_a_case_that_was_never_sorted_begins_with_the_usual_accuracy(window: Window):
    page = _open(window)
    _pick(page.choices.accuracy, 0.97)
    assert window.parts.desk.accuracy.accuracy == 0.97
    _undo(window)
    _undo(window)
    assert window.parts.desk.accuracy.accuracy == 0.9
    window.parts.desk.accuracy.choose(0.93)  # at the place for accuracy
    _pick(page.choices.appearance, "light")
    assert window.parts.desk.accuracy.accuracy == 0.93


def test_the_wheel_is_left_to_the_page_and_changes_no_setting(window: Window):
    box = _open(window).choices.text_size
    at = QPointF(box.rect().center())
    turn = QWheelEvent(
        at,
        QPointF(box.mapToGlobal(box.rect().center())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - the constructor takes it by its place only
    )
    QApplication.sendEvent(box, turn)
    assert box.currentData() == 100
    assert not turn.isAccepted()


def test_what_the_policy_sets_cannot_be_changed_and_that_is_said(
    open_window: Callable[[], Window], postroom: ScriptedPostroom
):
    postroom.upkeep.standing = SettingsStanding(
        settings=Settings(language_model="none"), fixed=("language_model",)
    )
    window = open_window()
    page = _open(window)
    box = page.choices.language_model
    assert not box.isEnabled()
    assert box.currentData() == "none"
    assert box.accessibleDescription() == "Your administrators have set this."
    window.parts.preferences.choose("language_model", "")
    assert postroom.upkeep.saved == []


def test_a_setting_that_cannot_be_kept_counts_until_the_window_closes(
    window: Window, postroom: ScriptedPostroom
):
    page = _open(window)
    postroom.upkeep.save_problem = PostroomError("The disk is full.", "Free some space.")
    _pick(page.choices.appearance, "light")
    _pick(page.choices.appearance, "dark")
    assert window.parts.look.colours is DARK
    assert page.banner.what.text() == "The disk is full."
    assert page.choices.appearance.currentData() == "dark"


def test_what_became_of_a_broken_file_is_said_on_the_page(
    open_window: Callable[[], Window], postroom: ScriptedPostroom
):
    postroom.upkeep.standing = SettingsStanding(problem="The file was damaged.")
    page = _open(open_window())
    assert page.banner.what.text() == "The file was damaged."


def test_the_self_check_runs_behind_and_tells_its_problem(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    postroom.upkeep.hold.clear()
    page = _open(window)
    card = page.self_check
    assert card.busy.isVisible()
    assert not card.copy.isEnabled()
    _pick(page.choices.appearance, "light")  # the page can be used meanwhile
    postroom.upkeep.hold.set()
    qtbot.waitUntil(lambda: bool(card.findings))
    assert card.busy.isHidden()
    assert card.says.text() == "One problem was found on this computer."
    assert card.problems.text() == "Disk: Only 0.4 GB free. Free at least 1 GB."
    assert card.list.isHidden() or not card.list.isVisible()
    QTest.keyClick(window, Qt.Key.Key_S, ALT)
    qtbot.waitUntil(card.list.isVisible)
    assert card.list.item(3).text() == (
        "Offline self-check: good\n"
        "A reading process tried to open a network connection and was refused."
    )
    postroom.upkeep.findings = FINDINGS[:1]
    QTest.keyClick(window, Qt.Key.Key_C, ALT)
    qtbot.waitUntil(lambda: card.says.text().startswith("Everything works"))
    assert card.problems.isHidden()
    assert postroom.upkeep.looked == 2


def test_the_self_check_can_be_opened_directly(qtbot: QtBot, window: Window):
    _screen(window).open_self_check()
    page = _screen(window).page
    qtbot.waitUntil(lambda: bool(page.self_check.findings))
    assert page.self_check.list.isVisible()
    assert page.self_check.unfold.isChecked()


@pytest.mark.parametrize("size", [100, 200])
def test_the_unfolded_self_check_is_reached_named_and_seen_whole(
    qtbot: QtBot, look: Look, open_window: Callable[[], Window], size: int
):
    look.scale(size)
    window = open_window()
    _screen(window).open_self_check()
    page = _screen(window).page
    qtbot.waitUntil(lambda: bool(page.self_check.findings))
    qtbot.waitUntil(page.storage.clean.isEnabled)
    qtbot.wait(100)  # the layout follows what was found
    assert walk.unnamed(page) == []
    assert walk.wrong_roles(page) == []
    assert walk.doubled_letters(window) == []
    assert walk.cut_words(page) == []
    assert walk.unreached(window) == []


def test_the_self_check_is_copied_and_saved_for_the_it_department(
    qtbot: QtBot,
    window: Window,
    postroom: ScriptedPostroom,
    answers: Answers,
    tmp_path: Path,
):
    page = _open(window)
    qtbot.waitUntil(lambda: bool(page.self_check.findings))
    QApplication.clipboard().clear()
    QTest.keyClick(window, Qt.Key.Key_X, ALT)
    qtbot.waitUntil(lambda: bool(QApplication.clipboard().text()))
    text = QApplication.clipboard().text()
    assert "Disk: problem" in text
    assert "fetches no model" in text
    assert "postroom.log" in text
    answers.report = tmp_path / "check.txt"
    QTest.keyClick(window, Qt.Key.Key_I, ALT)
    qtbot.waitUntil(lambda: len(postroom.upkeep.reports) == 1)
    qtbot.waitUntil(lambda: page.banner.what.text() == "Saved check.txt.")
    _click(page.banner.action)
    assert answers.shown == [tmp_path]


def test_a_self_check_that_fails_says_so_beside_itself(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, monkeypatch
):
    def refuse() -> tuple[Finding, ...]:
        raise PostroomError("The probe did not start.", "Start the computer again.")

    monkeypatch.setattr(postroom, "doctor", refuse)
    page = _open(window)
    qtbot.waitUntil(
        lambda: page.self_check.says.text() == "The self-check could not be made."
    )
    assert page.banner.what.text() == "The probe did not start."
    assert page.self_check.again.isEnabled()


def test_folders_are_shown_with_their_sizes_and_leftovers_go_after_a_question(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, answers: Answers
):
    page = _open(window)
    storage = page.storage
    qtbot.waitUntil(storage.clean.isEnabled)
    assert str(postroom.default_case_folder) in storage.said.text()
    QTest.keyClick(window, Qt.Key.Key_O, ALT)
    qtbot.waitUntil(lambda: answers.shown == [postroom.default_case_folder])
    QTest.keyClick(window, Qt.Key.Key_E, ALT)
    qtbot.waitUntil(lambda: bool(window.findChildren(CleanUpDialog)))
    (dialog,) = window.findChildren(CleanUpDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.focusWidget() is dialog.leave
    _click(dialog.do)
    qtbot.waitUntil(lambda: page.banner.what.text().startswith("Cleaned up."))
    qtbot.waitUntil(lambda: not storage.clean.isEnabled())
    assert storage.clean.toolTip() == "There is nothing left over."


def test_every_part_is_listed_with_its_licence_word_for_word(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _open(window)
    QTest.keyClick(window, Qt.Key.Key_B, ALT)
    qtbot.waitUntil(lambda: bool(window.findChildren(LicencesDialog)))
    (dialog,) = window.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    said = "The licence of openpyxl, word for word."
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == said)
    assert dialog.list.item(1).text() == "openpyxl 3.1.5 \u2013 MIT"
    dialog.accept()


def test_every_setting_has_a_name_and_its_sentence_for_a_screen_reader(window: Window):
    choices = _open(window).choices
    for name in Settings.__dataclass_fields__:
        control = getattr(choices, name)
        assert control.accessibleName(), name
        assert control.accessibleDescription(), name


def test_the_settings_in_force_are_worn_when_the_window_opens(
    open_window: Callable[[], Window], postroom: ScriptedPostroom
):
    postroom.upkeep.standing = SettingsStanding(settings=Settings(appearance="dark"))
    assert open_window().parts.look.colours is DARK


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), "Everything works, and everything that was looked at is good."),
        (("note",), "Everything works. One thing is worth knowing."),
        (("note", "note"), "Everything works. 2 things are worth knowing."),
        (("problem", "problem", "note"), "2 problems were found on this computer."),
    ],
)
def test_the_worst_is_what_the_sentence_is_about(states, said):
    findings = [replace(FINDINGS[0], state=state) for state in states]
    assert summary_words(findings) == said
    assert said in report_text("0.1.0", findings, "")
