"""The place of categories, as a person works in it: with keys, fields and Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.look import Look
from app.desktop.places import Place
from app.desktop.scheme_conductor import CategoriesScreen
from app.desktop.scheme_examples import DeleteDialog, ExamplesDialog
from app.desktop.scheme_previewing import Previewing
from app.desktop.window import Window
from app.records import (
    Category,
    ConfirmedText,
    HintKind,
    PostroomError,
    Scheme,
    SchemeHint,
)
from app.startup.scheme_files import read_scheme
from app.startup.scheme_writing import scheme_text
from tests.desktop.conftest import Answers
from tests.desktop.scripted import Case, Script, ScriptedPostroom

Open = Callable[[], Window]
T = TypeVar("T", bound=QDialog)
MINE = Scheme(
    name="Our mail",
    description="What comes in.",
    categories=(
        Category(name="Roads", description="Potholes, signs and street lights everywhere."),
        Category(name="Water"),
        Category(name="Other"),
    ),
)


class ShelvedPostroom(ScriptedPostroom):
    """A scripted program whose schemes lie in real files."""

    def schemes(self) -> tuple[tuple[str, Path], ...]:
        return self.scheme_folders.listed()

    def scheme(self, name_or_path: str = "") -> Scheme:
        return read_scheme(Path(name_or_path))


@pytest.fixture
def postroom(tmp_path: Path, script: Script) -> ShelvedPostroom:
    made = ShelvedPostroom(tmp_path, script)
    made.scheme_folders.own.mkdir(parents=True)
    own_file(made).write_text(scheme_text(MINE), encoding="utf-8")
    return made


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done a moment after a change is done at once."""
    monkeypatch.setattr("app.desktop.scheme_previewing.PAUSE", 20)
    monkeypatch.setattr("app.desktop.scheme_conductor.KEEP_AFTER", 20)


def own_file(postroom: ScriptedPostroom) -> Path:
    return postroom.scheme_folders.own / "our_mail.toml"


def screen_of(window: Window) -> CategoriesScreen:
    screens = window.conductor.navigation.screens
    found = screens.get(Place.CATEGORIES)
    if not isinstance(found, CategoriesScreen):
        found = CategoriesScreen(window.parts)
        screens[Place.CATEGORIES] = found
        found.changed.connect(window.conductor.navigation.follow_what_can_be_done)
        window.conductor.navigation.follow_place()
    return found


def opened(qtbot: QtBot, window: Window, path: Path) -> CategoriesScreen:
    screen = screen_of(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.open()
    qtbot.waitUntil(lambda: bool(screen.bench.shelf))
    screen.page.schemes.choose(path)
    qtbot.waitUntil(screen.page.category.isVisible)
    assert screen.bench.path == path
    return screen


def with_case(qtbot: QtBot, window: Window, postroom: ScriptedPostroom) -> Case:
    """The sample inbox, sorted by the scheme that is chosen."""
    path = postroom.default_case_folder / "march.postroom"
    workspace = postroom.workspace(path)
    workspace.add((postroom.sample_inbox,))
    for _ in workspace.sort(read_scheme(own_file(postroom)), workspace.settings):
        pass
    case = postroom.cases[path]
    for key, verdict in list(case.verdicts.items())[::3]:
        case.verdicts[key] = replace(verdict, category="Water")
    with qtbot.waitSignal(window.parts.session.opened):
        window.conductor.open_case(path)
    return case


def names(screen: CategoriesScreen) -> list[str]:
    listed = screen.page.categories
    return [listed.item(at).text() for at in range(listed.count())]


def on_disk(postroom: ScriptedPostroom) -> tuple[str, ...]:
    return read_scheme(own_file(postroom)).names


def press(widget: QWidget, key: Qt.Key, modifier: str = "") -> None:
    modifiers = {
        "": Qt.KeyboardModifier.NoModifier,
        "alt": Qt.KeyboardModifier.AltModifier,
        "ctrl": Qt.KeyboardModifier.ControlModifier,
    }
    QTest.keyClick(widget, key, modifiers[modifier])


def undo(screen: CategoriesScreen) -> None:
    window = screen.page.window()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    press(window.focusWidget() or screen.page, Qt.Key.Key_Z, "ctrl")


def dialog_of(qtbot: QtBot, window: Window, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


# ------------------------------------------------------------------ editing


def test_shipped_schemes_are_read_only_and_a_copy_can_be_changed(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    shipped = next(one for name, one in postroom.schemes() if name == "resident").resolve()
    screen = opened(qtbot, window, shipped)
    page = screen.page
    assert page.shipped.isVisible()
    assert page.category.name.isReadOnly()
    for each in (page.add, page.remove, page.delete, page.save):
        assert not each.isEnabled()
    page.copy_to_change.click()
    qtbot.waitUntil(lambda: screen.bench.is_own)
    assert not page.shipped.isVisible()
    assert page.fields.name.text() == "Resident correspondence (copy)"
    assert page.fields.name.hasFocus()
    assert not page.category.name.isReadOnly()
    assert "Resident correspondence (copy)" in window.parts.choice.names


def test_categories_are_added_renamed_moved_and_removed_by_keys_alone(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    page = screen.page
    page.categories.setFocus()
    press(page.categories, Qt.Key.Key_Insert)
    assert page.category.name.hasFocus()
    QTest.keyClicks(page.category.name, "Parks")
    assert names(screen) == ["Roads", "Parks", "Water", "Other"]
    page.categories.setFocus()
    press(page.categories, Qt.Key.Key_Up, "alt")
    assert names(screen) == ["Parks", "Roads", "Water", "Other"]
    press(page.categories, Qt.Key.Key_Down)
    press(page.categories, Qt.Key.Key_Down)
    press(page.categories, Qt.Key.Key_Delete)
    assert names(screen) == ["Parks", "Roads", "Other"]
    press(page.categories, Qt.Key.Key_Up)
    press(page.categories, Qt.Key.Key_F2)
    assert page.category.name.hasFocus()
    QTest.keyClicks(page.category.name, "Streets")
    assert names(screen) == ["Parks", "Streets", "Other"]
    assert on_disk(postroom) == MINE.names
    press(page.category.name, Qt.Key.Key_S, "ctrl")
    qtbot.waitUntil(lambda: on_disk(postroom) == ("Parks", "Streets", "Other"))
    assert read_scheme(own_file(postroom)).categories[1].formerly == ("Roads",)


def test_ctrl_z_takes_back_every_edit_the_save_and_the_delete(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    path = own_file(postroom)
    screen = opened(qtbot, window, path)
    page = screen.page
    page.category.name.setFocus()
    page.category.name.selectAll()
    QTest.keyClicks(page.category.name, "Streets")
    page.category.about.setFocus()
    QTest.keyClicks(page.category.about, "New. ")
    page.save.click()
    qtbot.waitUntil(lambda: on_disk(postroom)[0] == "Streets")
    qtbot.waitUntil(lambda: "saving" in screen.undo_words())
    page.delete.click()
    dialog = dialog_of(qtbot, window, DeleteDialog)
    press(dialog.do, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not path.exists())
    qtbot.waitUntil(lambda: screen.bench.path != path)
    page.schemes.setFocus()

    undo(screen)
    qtbot.waitUntil(lambda: path.exists() and screen.bench.path == path)
    assert on_disk(postroom)[0] == "Streets"
    page.category.name.setFocus()
    undo(screen)
    qtbot.waitUntil(lambda: on_disk(postroom)[0] == "Roads")
    qtbot.waitUntil(lambda: screen.bench.is_changed(path))
    assert page.category.name.text() == "Streets"
    assert page.category.about.toPlainText().startswith("New. ")
    undo(screen)
    assert not page.category.about.toPlainText().startswith("New. ")
    assert page.category.name.text() == "Streets"
    undo(screen)
    assert page.category.name.text() == "Roads"
    assert not screen.bench.is_changed(path)
    assert screen.undo_words() == ""


def test_whoever_saves_over_a_file_changed_by_hand_is_told_and_can_have_it_back(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    path = own_file(postroom)
    screen = opened(qtbot, window, path)
    page = screen.page
    page.category.name.setFocus()
    page.category.name.selectAll()
    QTest.keyClicks(page.category.name, "Streets")
    by_hand = path.read_text(encoding="utf-8").replace("Roads", "Avenues")
    path.write_text(by_hand, encoding="utf-8")
    page.save.click()
    qtbot.waitUntil(lambda: on_disk(postroom)[0] == "Streets")
    qtbot.waitUntil(lambda: "changed the file" in page.banner.remedy.text())
    undo(screen)
    qtbot.waitUntil(lambda: path.read_text(encoding="utf-8") == by_hand)


def test_problems_are_told_beside_the_field_and_nothing_is_saved_with_them(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    page = screen.page
    page.category.name.setFocus()
    page.category.name.selectAll()
    press(page.category.name, Qt.Key.Key_Backspace)
    said = "The name of this category is empty."
    assert page.category.problem.isVisible()
    assert page.category.problem.text() == said
    assert page.category.name.accessibleDescription() == said
    assert not page.save.isEnabled()
    QTest.keyClicks(page.category.name, "water")
    assert "is there already" in page.category.problem.text()
    QTest.keyClicks(page.category.name, " pipes")
    assert not page.category.problem.isVisible()
    page.fields.name.setFocus()
    page.fields.name.selectAll()
    QTest.keyClicks(page.fields.name, "311 requests")
    assert page.fields.problem.text() == (
        "There is a scheme of this name already. Choose another name."
    )
    page.categories.setFocus()
    press(page.categories, Qt.Key.Key_Delete)
    press(page.categories, Qt.Key.Key_Delete)
    assert page.count_problem.text() == "A scheme has 2 to 500 categories, this one has 1."
    assert on_disk(postroom) == MINE.names


def test_a_draft_is_there_again_after_the_page_was_left_and_the_window_closed(
    qtbot: QtBot, open_window: Open, postroom: ShelvedPostroom
) -> None:
    first = open_window()
    screen = opened(qtbot, first, own_file(postroom))
    screen.page.category.about.setFocus()
    screen.page.category.about.selectAll()
    QTest.keyClicks(screen.page.category.about, "Half a sen")
    session = first.parts.session
    with qtbot.waitSignal(session.left):
        first.close()
    second = opened(qtbot, open_window(), own_file(postroom))
    assert second.page.category.about.toPlainText() == "Half a sen"
    assert second.page.save.isEnabled()
    assert read_scheme(own_file(postroom)).categories[0] == MINE.categories[0]


def test_what_is_typed_in_one_field_is_one_step_and_another_field_another(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    page = screen.page
    page.category.examples.setFocus()
    QTest.keyClicks(page.category.examples, "A hole")
    press(page.category.examples, Qt.Key.Key_Return)
    QTest.keyClicks(page.category.examples, "A sign")
    draft = screen.bench.draft
    assert draft is not None
    assert draft.categories[0].examples == ("A hole", "A sign")
    undo(screen)
    assert page.category.examples.toPlainText() == ""
    assert not screen.bench.is_changed(screen.bench.path)


# ------------------------------------------------------------------ files


def test_a_new_scheme_gets_its_file_when_it_is_saved_and_undo_takes_it_away(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    page = screen.page
    press(page.new, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.fields.name.text() == "New categories")
    QTest.keyClicks(page.fields.name, "Letters")
    page.category.name.setFocus()
    QTest.keyClicks(page.category.name, "Complaints")
    page.save.click()
    file = postroom.scheme_folders.own / "letters.toml"
    qtbot.waitUntil(lambda: file.exists() and screen.bench.path == file)
    assert read_scheme(file).names == ("Complaints", "Other")
    assert "Letters" in window.parts.choice.names
    screen.undo()
    qtbot.waitUntil(lambda: not file.exists())
    qtbot.waitUntil(lambda: screen.bench.is_changed(file))
    assert page.category.name.text() == "Complaints"
    assert "Letters" not in window.parts.choice.names


def test_a_file_is_imported_as_a_copy_and_exported_where_the_person_says(
    qtbot: QtBot,
    window: Window,
    postroom: ShelvedPostroom,
    answers: Answers,
    tmp_path: Path,
) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(scheme_text(replace(MINE, name="Theirs")), encoding="utf-8")
    before = theirs.read_bytes()
    screen = opened(qtbot, window, own_file(postroom))
    answers.scheme = theirs
    screen.page.bring_in.click()
    qtbot.waitUntil(lambda: screen.page.fields.name.text() == "Theirs")
    assert theirs.read_bytes() == before
    assert "Theirs" in window.parts.choice.names
    answers.categories = tmp_path / "out.toml"
    screen.page.export.click()
    qtbot.waitUntil(lambda: screen.page.banner.what.text() == "Saved out.toml.")
    assert answers.categories.read_bytes() == before


def test_a_broken_file_is_refused_beside_the_list(
    qtbot: QtBot,
    window: Window,
    postroom: ShelvedPostroom,
    answers: Answers,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("name =", encoding="utf-8")
    screen = opened(qtbot, window, own_file(postroom))
    answers.scheme = broken
    screen.page.bring_in.click()
    qtbot.waitUntil(lambda: "line 1" in screen.page.banner.what.text())


def test_cancelling_the_question_deletes_nothing(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    screen.page.schemes.setFocus()
    press(screen.page.schemes, Qt.Key.Key_Delete)
    dialog = dialog_of(qtbot, window, DeleteDialog)
    press(dialog, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert own_file(postroom).exists()


# ------------------------------------------------------------------ the case


def test_what_would_move_is_shown_a_moment_after_each_change(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    screen = opened(qtbot, window, own_file(postroom))
    changes = screen.page.changes
    qtbot.waitUntil(lambda: "Nothing would move" in changes.summary.text())
    gone = sum(one.category == "Water" for one in case.verdicts.values())
    assert gone > 1
    screen.page.categories.setFocus()
    press(screen.page.categories, Qt.Key.Key_Down)
    press(screen.page.categories, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: f"{gone} of" in changes.summary.text())
    assert changes.moves.count() == gone
    assert (
        changes.moves.item(0)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("From Water to Roads: ")
    )
    lines = [
        [changes.counts.item(at, where).text() for where in range(3)]
        for at in range(changes.counts.rowCount())
    ]
    assert ["Water", str(gone), "\u2013"] in lines
    undo(screen)
    qtbot.waitUntil(lambda: "Nothing would move" in changes.summary.text())


def test_the_button_looks_closely_and_what_is_shown_by_itself_quickly(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    screen = opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(lambda: screen.page.changes.preview is not None)
    assert not case.categories.closely
    press(screen.page.changes.see, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: case.categories.closely)


def test_renaming_moves_nothing(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    screen = opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(lambda: len(case.categories.tried) == 1)
    screen.page.category.name.setFocus()
    screen.page.category.name.selectAll()
    QTest.keyClicks(screen.page.category.name, "Streets")
    qtbot.waitUntil(lambda: case.categories.tried[-1].names[0] == "Streets")
    assert case.categories.tried[-1].categories[0].formerly == ("Roads",)
    qtbot.waitUntil(lambda: "Nothing would move" in screen.page.changes.summary.text())


def test_a_large_case_is_looked_at_only_when_the_person_asks(
    qtbot: QtBot,
    window: Window,
    postroom: ShelvedPostroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.desktop.scheme_previewing.MOST_ITEMS", 5)
    case = with_case(qtbot, window, postroom)
    screen = opened(qtbot, window, own_file(postroom))
    changes = screen.page.changes
    press(screen.page.categories, Qt.Key.Key_Delete)
    qtbot.wait(100)
    assert case.categories.tried == []
    assert "This case is large" in changes.summary.text()
    with qtbot.waitSignal(window.parts.session.job_ended) as ended:
        changes.see.click()
    end = ended.args[0]
    if not window.conductor.navigation.screens[Place.CATEGORIES].take_end(end):
        pytest.fail("the job is this screen's")
    assert len(case.categories.tried) == 1
    qtbot.waitUntil(lambda: "would move" in changes.summary.text())


def test_a_preview_that_fails_says_so_where_it_would_be(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    case.categories.problem = PostroomError("The model is missing.", "Install it.")
    screen = opened(qtbot, window, own_file(postroom))
    problem = window.parts.session.problem
    problem.connect(screen.take_problem)
    qtbot.waitUntil(lambda: screen.page.changes.summary.text() == "The model is missing.")
    assert screen.page.changes.remark.text() == "Install it."


def test_labels_of_a_removed_category_go_where_the_person_says(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    case.categories.labels = {"Water": 12}
    screen = opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(lambda: screen.bench.labels == {"Water": 12})
    screen.page.categories.setFocus()
    press(screen.page.categories, Qt.Key.Key_Down)
    press(screen.page.categories, Qt.Key.Key_Delete)
    box = screen.page.removed.boxes["Water"]
    assert box.isVisible()
    assert "12 corrected texts" in box.accessibleName()
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: case.categories.tried[-1].now_called("Water") == "Roads")
    screen.page.save.click()
    qtbot.waitUntil(lambda: on_disk(postroom) == ("Roads", "Other"))
    assert read_scheme(own_file(postroom)).now_called("Water") == "Roads"


def test_corrected_items_become_examples_when_the_person_ticks_them(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    case.categories.confirmed = (
        ConfirmedText(item=1, category="Roads", text="Deep pothole on Birch Street"),
        ConfirmedText(item=2, category="Water", text="Sewer smell"),
        ConfirmedText(item=3, category="Roads", text="The sign is gone"),
    )
    screen = opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(screen.page.category.pick.isEnabled)
    screen.page.category.pick.click()
    dialog = dialog_of(qtbot, window, ExamplesDialog)
    assert dialog.list.count() == 2
    assert not dialog.do.isEnabled()
    dialog.list.setFocus()
    press(dialog.list, Qt.Key.Key_Space)
    press(dialog.do, Qt.Key.Key_Space)
    assert screen.page.category.examples.toPlainText() == "Deep pothole on Birch Street"
    undo(screen)
    assert screen.page.category.examples.toPlainText() == ""


def test_hints_stand_beside_their_category_and_lead_to_it(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    case.categories.hints = (
        SchemeHint(kind=HintKind.ALIKE, category="Water", other="Roads"),
    )
    screen = opened(qtbot, window, own_file(postroom))
    hints = screen.page.changes.hints
    qtbot.waitUntil(lambda: hints.count() == 1)
    said = hints.item(0).text()
    assert said.startswith("\u201cWater\u201d and \u201cRoads\u201d mean nearly the same")
    hints.setFocus()
    press(hints, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.page.category.name.text() == "Water")
    assert screen.page.category.hint.text() == said


def test_sorting_again_saves_first_and_then_sorts_by_what_was_saved(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    screen = opened(qtbot, window, own_file(postroom))
    screen.page.category.name.setFocus()
    screen.page.category.name.selectAll()
    QTest.keyClicks(screen.page.category.name, "Streets")
    with qtbot.waitSignal(window.parts.session.job_ended):
        screen.page.changes.sort.click()
    assert on_disk(postroom)[0] == "Streets"
    assert case.scheme is not None
    assert case.scheme.names[0] == "Streets"
    assert window.parts.choice.scheme == case.scheme


def test_leaving_the_page_lets_go_of_what_only_it_needs(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    case = with_case(qtbot, window, postroom)
    opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(lambda: bool(case.categories.tried))
    window.parts.screens.setCurrentWidget(window.parts.desk)
    qtbot.waitUntil(lambda: case.categories.rests == 1)


# ------------------------------------------------------------------ for everyone


def test_every_control_has_a_name_and_a_letter_of_its_own(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    page = screen.page
    buttons = [
        one for one in page.findChildren(QPushButton) if one is not page.banner.action
    ]
    for each in (*buttons, page.schemes, page.categories):
        assert each.accessibleName()
    for field in (page.category.name, page.category.about, page.category.examples):
        assert field.accessibleName()
    letters = [key for each in buttons if (key := each.shortcut().toString())]
    assert len(letters) == len(set(letters))
    assert not {f"Alt+{letter}" for letter in "FRDVH"} & set(letters)


def test_without_a_case_the_page_says_what_could_be_seen(
    qtbot: QtBot, window: Window, postroom: ShelvedPostroom, look: Look
) -> None:
    screen = opened(qtbot, window, own_file(postroom))
    assert "Open a case that is sorted" in screen.page.changes.summary.text()
    assert not screen.page.changes.see.isEnabled()
    assert not screen.page.changes.sort.isEnabled()
    assert isinstance(screen.view.previewing, Previewing)  # type: ignore[union-attr]
