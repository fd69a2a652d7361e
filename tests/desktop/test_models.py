"""The place for models: what is here, what it is worth, bringing one and letting it go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.models_conductor import ModelsScreen
from app.desktop.models_page import ModelsPage
from app.desktop.models_removing import RemoveDialog
from app.desktop.models_words import trial_words, trust_words, why_no_trial
from app.desktop.places import Place
from app.desktop.questions import Job
from app.desktop.window import Window
from app.records import ModelState, PostroomError
from tests.desktop.conftest import Answers
from tests.desktop.scripted import ScriptedPostroom
from tests.desktop.scripted_accuracy import labels
from tests.desktop.scripted_upkeep import HOME, TRIAL

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL, LARGE = "smollm2-135m-instruct", "qwen2.5-1.5b-instruct"


def _screen(window: Window) -> ModelsScreen:
    screen = window.conductor.navigation.screens[Place.MODELS]
    assert isinstance(screen, ModelsScreen)
    return screen


def _open(qtbot: QtBot, window: Window) -> ModelsPage:
    QTest.keyClick(window, Qt.Key.Key_8, CONTROL)
    page: ModelsPage = _screen(window).page
    qtbot.waitUntil(lambda: page.list.count() > 0)
    return page


def _sorted_case(qtbot: QtBot, window: Window) -> None:
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.actions.sort.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.parts.desk.items.result_row(0) is not None)
    qtbot.waitUntil(lambda: window.parts.session.job is None)


def _labels(postroom: ScriptedPostroom, count: int) -> None:
    """The scheme's memory keeps so many labels."""
    postroom.script.accuracy.memory = labels(count)


def _rests(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.session.job is None)


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_every_model_is_listed_with_its_state_its_kind_and_its_size(
    qtbot: QtBot, window: Window
):
    page = _open(qtbot, window)
    said = [page.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(4)]
    assert said[0].startswith("all-MiniLM-L6-v2, int8. In use, Compares meanings, 23")
    assert said[2].startswith("Qwen2.5 1.5B Instruct, Q4_K_M. Not on this computer, Reads")
    assert page.says.accessibleName().startswith("2 of 4 are on this computer and take 121")
    assert page.list.hasFocus()


def test_the_arrows_show_each_model_and_what_it_is_for(qtbot: QtBot, window: Window):
    page = _open(qtbot, window)
    assert "Sorting, themes, look-alikes" in page.details.purpose.text()
    assert page.details.trying.isHidden()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.details.title.text() == "SmolLM2 135M Instruct, Q4_1"
    assert page.details.state.text() == "Ready"
    assert page.details.used.text().startswith("It is the language model that is used")
    assert page.details.trying.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.details.state.text() == "Not on this computer"
    assert "qwen2.5-1.5b-instruct.gguf" in page.details.getting.text()
    assert page.details.check.isHidden()


def test_what_came_with_the_program_stays(qtbot: QtBot, window: Window):
    page = _open(qtbot, window)
    assert not page.details.remove.isEnabled()
    assert page.details.remove.toolTip() == "It came with Postroom and stays with it."


def test_a_model_is_installed_in_steps_while_the_window_goes_on(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, answers: Answers
):
    page = _open(qtbot, window)
    answers.model = Path("/media/stick/qwen.gguf")
    postroom.upkeep.hold.clear()
    QTest.keyClick(window, Qt.Key.Key_I, ALT)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.phase.text() == "Checking files")
    qtbot.waitUntil(lambda: strip.how_many.text().startswith("700 of 1"))
    assert window.parts.session.job is Job.INSTALL_MODEL
    assert not page.from_file.isEnabled()
    assert "Wait" in page.from_file.toolTip()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.name == SMALL  # the window can be used
    postroom.upkeep.hold.set()
    _rests(qtbot, window)
    qtbot.waitUntil(lambda: page.list.name == LARGE)
    assert page.banner.what.text() == (
        "Qwen2.5 1.5B Instruct, Q4_K_M is installed, and its file is as it should be."
    )
    assert page.details.remove.isEnabled()


@pytest.mark.parametrize(
    "what",
    [
        "model.gguf is a web page and no model.",
        "The model file qwen.gguf is damaged or is not the one it should be.",
        "There is not enough room for the model in /home.",
    ],
)
def test_what_cannot_be_installed_is_told_beside_the_models(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, answers: Answers, what: str
):
    page = _open(qtbot, window)
    answers.folder = Path("/media/stick")
    postroom.upkeep.install_problem = PostroomError(what, "Do something about it.")
    _click(page.from_folder)
    qtbot.waitUntil(page.banner.isVisible)
    _rests(qtbot, window)
    assert page.banner.what.text() == what
    assert page.banner.remedy.text() == "Do something about it."
    assert window.parts.start.banner.isHidden()


def test_files_are_checked_and_a_damaged_model_is_named(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    page = _open(qtbot, window)
    _click(page.details.check)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.what.text() == "All its files are as they should be."
    qtbot.waitUntil(lambda: "as they should be" in page.details.state.text())
    postroom.upkeep.damaged = (SMALL,)
    _rests(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: page.banner.what.text().startswith("Damaged:"))
    _rests(qtbot, window)
    page.list.choose(SMALL)
    qtbot.waitUntil(lambda: page.details.state.text() == "Damaged")
    assert "install Postroom again" in page.banner.remedy.text()


def test_removing_asks_first_and_says_how_much_room_that_frees(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    own = replace(
        postroom.upkeep.models[2],
        state=ModelState.READY,
        path=str(HOME / "models" / LARGE / "qwen.gguf"),
    )
    postroom.upkeep.models = (*postroom.upkeep.models[:2], own)
    page = _open(qtbot, window)
    page.list.choose(LARGE)
    _click(page.details.remove)
    (dialog,) = window.findChildren(RemoveDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.focusWidget() is dialog.leave
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert postroom.upkeep.removed == []
    _click(page.details.remove)
    dialog = window.findChildren(RemoveDialog)[-1]
    qtbot.waitUntil(dialog.isVisible)
    _click(dialog.do)
    qtbot.waitUntil(lambda: postroom.upkeep.removed == [LARGE])
    qtbot.waitUntil(lambda: "That frees 1.1" in page.banner.what.text())
    qtbot.waitUntil(lambda: page.details.state.text() == "Not on this computer")


def test_a_trial_needs_a_case_and_labels_and_says_how_many_are_missing(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _labels(postroom, 7)
    page = _open(qtbot, window)
    page.list.choose(SMALL)
    qtbot.waitUntil(lambda: "case first" in page.details.trying.why_not.text())
    _sorted_case(qtbot, window)
    _open(qtbot, window)
    said = (
        "A trial needs at least 20 items that you have decided; there are 7. Decide 13 "
        "more on the page Review first."
    )
    qtbot.waitUntil(lambda: page.details.trying.why_not.text() == said)
    assert not page.details.trying.try_it.isEnabled()


def test_a_trial_tells_in_one_sentence_what_a_model_is_worth(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    _labels(postroom, 118)
    _sorted_case(qtbot, window)
    page = _open(qtbot, window)
    page.list.choose(SMALL)
    trying = page.details.trying
    qtbot.waitUntil(trying.try_it.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_T, ALT)
    qtbot.waitUntil(lambda: postroom.upkeep.tried == [SMALL])
    sentence = (
        "With this model 78 of 100 come out right, without it 76; it takes 2.0 s an item "
        "more."
    )
    qtbot.waitUntil(lambda: page.banner.what.text() == sentence)
    qtbot.waitUntil(lambda: len(trying.said) == 1)
    assert trying.said[0].startswith(sentence)
    assert "118 items" in trying.said[0]
    assert "310" in trying.said[0]


def test_earlier_trials_of_the_same_file_are_shown_the_newest_first(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    postroom.upkeep.trials += [
        replace(TRIAL, right_with=0.5, adds=False),
        replace(TRIAL, sha256="d" * 64, right_with=0.1),
        TRIAL,
    ]
    page = _open(qtbot, window)
    page.list.choose(SMALL)
    trying = page.details.trying
    qtbot.waitUntil(lambda: len(trying.said) == 2)
    assert "78 of 100" in trying.said[0]
    assert "50 of 100" in trying.said[1]
    assert "It adds nothing" in trying.said[1]


def test_a_model_that_adds_nothing_is_not_called_used(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    postroom.upkeep.trials += [TRIAL, replace(TRIAL, right_with=0.5, adds=False)]
    page = _open(qtbot, window)
    page.list.choose(SMALL)
    qtbot.waitUntil(lambda: "adds nothing" in page.details.used.text())
    said = page.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "In use" not in said


def test_the_language_model_is_chosen_kept_and_taken_back(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    page = _open(qtbot, window)
    page.list.choose(SMALL)
    page.used.setFocus()
    QTest.keyClick(page.used, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(postroom.upkeep.saved))
    assert postroom.upkeep.saved[-1].language_model == "none"
    assert page.details.used.text().startswith("It is not used")
    do = window.parts.actions
    qtbot.waitUntil(do.undo.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: postroom.upkeep.saved[-1].language_model == "")
    assert page.used.currentData() == ""
    assert not do.undo.isEnabled()


def test_what_is_chosen_is_what_a_run_is_asked_for(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    window.parts.preferences.choose("language_model", SMALL)
    window.parts.preferences.choose(name="memory", value=False)
    window.parts.preferences.choose("accuracy", 0.95)
    _sorted_case(qtbot, window)
    asked = postroom.asked_settings[-1]
    assert (asked.language_model, asked.memory, asked.accuracy) == (SMALL, False, 0.95)


def test_the_lists_and_boxes_have_names_for_who_cannot_see_them(
    qtbot: QtBot, window: Window
):
    page = _open(qtbot, window)
    assert QAccessible.queryAccessibleInterface(page.list).text(QAccessible.Text.Name)
    assert page.used.accessibleName() == "Language model in use"
    assert page.used.accessibleDescription()


def test_a_list_that_cannot_be_read_is_told(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    postroom.upkeep.models_problem = PostroomError(
        "The list of models cannot be read.", "Install Postroom again."
    )
    QTest.keyClick(window, Qt.Key.Key_8, CONTROL)
    page = _screen(window).page
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.what.text() == "The list of models cannot be read."


def test_the_words_of_a_trial_say_when_chance_does_as_well():
    assert "left out" in trust_words(replace(TRIAL, adds=False))
    assert "3\u00a0%" in trust_words(TRIAL)
    assert "s an item" not in trial_words(replace(TRIAL, items_per_minute=0.0))
    assert why_no_trial(20) == ""
    assert "none yet" in why_no_trial(0)
