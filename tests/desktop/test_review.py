"""Review by keyboard alone: deciding, finding, taking back, look-alikes, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.places import Place
from app.desktop.review_conductor import ReviewScreen
from app.desktop.review_keys import KeysDialog
from app.desktop.review_page import ReviewPage
from app.desktop.review_questions import AlikeAsked
from app.desktop.window import Window
from app.records import (
    Document,
    DocumentState,
    Evidence,
    LikelyCategory,
    Passage,
    PostroomError,
    Status,
)
from app.records import Place as Place_
from tests.desktop.scripted import SCHEME, Case, Script, ScriptedPostroom, big_case

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Desk:
    """The window with a sorted case, at the place of review."""

    def __init__(self, qtbot: QtBot, window: Window, case: Case) -> None:
        self.qtbot = qtbot
        self.window = window
        self.case = case
        found = window.conductor.navigation.screens[Place.REVIEW]
        assert isinstance(found, ReviewScreen)
        self.screen = found

    @property
    def page(self) -> ReviewPage:
        page: ReviewPage = self.screen.page
        return page

    @property
    def key(self) -> int:
        shown = self.page.reading.item
        assert shown is not None
        assert shown.row.item is not None
        return shown.row.item.key

    @property
    def names(self) -> tuple[str, ...]:
        return self.page.choices.names

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)

    def type(self, letters: str) -> None:
        for letter in letters:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, letter)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def wait_for_another(self, before: int) -> None:
        """Another item is there."""
        self.wait_for(lambda: self.screen._shown not in (None, before))

    def settled(self) -> None:
        """Every word is kept."""
        self.wait_for(lambda: self.screen._doing.is_settled)


@pytest.fixture
def case() -> Case:
    return big_case(140)


@pytest.fixture
def desk(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, case: Case, tmp_path: Path
) -> Desk:
    path = tmp_path / "cases" / "march.postroom"
    postroom.cases[path] = case
    path.touch()
    with qtbot.waitSignal(window.parts.session.opened):
        window.conductor.open_case(path)
    made = Desk(qtbot, window, case)
    QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
    made.wait_for(lambda: not made.page.shows_nothing)
    return made


def waiting(case: Case) -> list[int]:
    return sorted(
        (
            key
            for key, verdict in case.verdicts.items()
            if verdict.reason_code == "unsure" and not verdict.reviewed
        ),
        reverse=False,
    )


def test_the_most_useful_item_comes_first_and_has_the_focus(desk: Desk):
    assert desk.key == desk.screen._walk.keys[0]
    assert desk.page.reading.view.hasFocus()
    assert desk.page.done.text() == f"0 of {len(waiting(desk.case))} done"


def test_return_takes_the_guess_and_the_next_item_is_there_at_once(
    desk: Desk, postroom: ScriptedPostroom
):
    first, guess = desk.key, desk.names[0]
    desk.press(Qt.Key.Key_Return)
    assert desk.key != first
    assert desk.page.reading.view.hasFocus()
    desk.settled()
    keys, category, seconds, private = postroom.decided[0]
    assert (keys, category, private) == ((first,), guess, False)
    assert seconds is not None
    assert 0 <= seconds < 60


def test_the_next_items_are_read_before_they_are_wanted(desk: Desk):
    desk.wait_for(lambda: len(desk.case.review.asked) > 0)
    assert len(desk.case.review.asked[0]) > 5
    asked = len(desk.case.review.asked)
    for _ in range(3):
        before = desk.key
        desk.press(Qt.Key.Key_Return)
        assert desk.key != before
    assert len(desk.case.review.asked) == asked


def test_twenty_items_by_keyboard_alone(desk: Desk, postroom: ScriptedPostroom):
    total = desk.screen._walk.left
    for number in range(20):
        key = (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_2, Qt.Key.Key_3)[number % 4]
        before = desk.key
        desk.wait_for(lambda: desk.screen._shown is not None)
        desk.press(key)
        desk.wait_for_another(before)
    desk.settled()
    assert len({keys for keys, *_ in postroom.decided}) == 20
    assert desk.page.done.text() == f"20 of {total} done"
    assert desk.screen._walk.left == total - 20
    for _ in range(20):
        desk.press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert desk.page.done.text() == f"0 of {total} done"
    assert len(waiting(desk.case)) == total


def test_a_number_takes_its_category(desk: Desk, postroom: ScriptedPostroom):
    third = desk.names[2]
    desk.press(Qt.Key.Key_3)
    desk.settled()
    assert postroom.decided[0][1] == third


def test_a_number_without_a_category_does_nothing(desk: Desk, postroom: ScriptedPostroom):
    assert len(desk.names) == 8
    before = desk.key
    desk.press(Qt.Key.Key_9)
    assert desk.key == before
    assert postroom.decided == []


def test_any_letter_opens_the_finder_and_return_takes_the_first_match(
    desk: Desk, postroom: ScriptedPostroom
):
    desk.type("noi")
    assert desk.page.choices.line.hasFocus()
    assert desk.page.choices.line.text() == "noi"
    assert desk.names == ("Noise and neighbours",)
    desk.press(Qt.Key.Key_Return)
    assert desk.page.reading.view.hasFocus()
    desk.settled()
    assert postroom.decided[0][1] == "Noise and neighbours"
    assert desk.page.choices.line.text() == ""


def test_the_arrows_move_in_what_was_found_and_esc_goes_back(
    desk: Desk, postroom: ScriptedPostroom
):
    likely = desk.names
    desk.type("and")
    found = desk.names
    assert len(found) > 2
    desk.press(Qt.Key.Key_Down)
    assert desk.page.choices.list.currentItem().text() == found[1]
    desk.press(Qt.Key.Key_Escape)
    assert desk.names == likely
    assert desk.page.reading.view.hasFocus()
    assert postroom.decided == []


def test_what_no_category_is_called_is_said_and_decides_nothing(
    desk: Desk, postroom: ScriptedPostroom
):
    desk.type("zz")
    assert desk.names == ()
    assert "No category" in desk.page.choices.says.text()
    desk.press(Qt.Key.Key_Return)
    assert postroom.decided == []


def test_arrows_go_to_the_next_item_and_back_without_deciding(
    desk: Desk, postroom: ScriptedPostroom
):
    first = desk.key
    desk.press(Qt.Key.Key_Right)
    assert desk.key != first
    desk.press(Qt.Key.Key_Left)
    assert desk.key == first
    assert postroom.decided == []


def test_a_skipped_item_comes_back_at_the_end(desk: Desk):
    first = desk.key
    desk.press(Qt.Key.Key_0)
    assert desk.key != first
    assert desk.screen._walk.keys[-1] == first
    assert desk.screen.undo_words() == "the skip"
    desk.press(Qt.Key.Key_Backspace)
    assert desk.key == first


def test_undo_shows_the_item_again_as_it_was(desk: Desk):
    first = desk.key
    before = desk.case.verdicts[first]
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.key == first
    desk.settled()
    assert desk.case.verdicts[first] == before
    assert not desk.window.parts.actions.undo.isEnabled()


def test_a_decision_that_is_not_kept_brings_its_item_back_and_says_why(
    desk: Desk, script: Script
):
    first, total = desk.key, desk.screen._walk.left
    script.decide_problem = PostroomError("The disk is full.", "Free some space.")
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(desk.page.reading.failure.isVisible)
    assert desk.key == first
    assert desk.page.reading.failure.text() == "The disk is full. Free some space."
    assert desk.screen._walk.left == total
    assert desk.screen.undo_words() == ""
    script.decide_problem = None
    desk.press(Qt.Key.Key_Return)
    assert not desk.page.reading.failure.isVisible()
    desk.settled()
    assert desk.case.verdicts[first].reviewed


def test_taking_back_that_fails_leaves_the_decision(desk: Desk):
    first = desk.key
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    desk.case.review.problem = PostroomError("The drive is gone.", "Plug it in.")
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(desk.page.reading.failure.isVisible)
    assert desk.key != first
    assert desk.case.verdicts[first].reviewed
    assert desk.screen.undo_words() == "the last decision"


def test_a_note_is_kept_with_return_and_is_there_again(desk: Desk):
    first = desk.key
    desk.press(Qt.Key.Key_F4)
    assert desk.page.deciding.note.hasFocus()
    desk.type("Ask the ward 123")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.reading.view.hasFocus()
    assert desk.key == first
    desk.settled()
    assert desk.case.review.notes == {first: "Ask the ward 123"}
    desk.press(Qt.Key.Key_Right)
    assert desk.page.deciding.note.text() == ""
    desk.press(Qt.Key.Key_Left)
    assert desk.page.deciding.note.text() == "Ask the ward 123"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert desk.case.review.notes == {first: ""}
    assert desk.page.deciding.note.text() == ""


def test_a_note_that_is_given_up_is_not_kept(desk: Desk):
    desk.press(Qt.Key.Key_F4)
    desk.type("never mind")
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.deciding.note.text() == ""
    assert desk.case.review.notes == {}
    assert desk.page.reading.view.hasFocus()


def test_a_note_is_kept_on_its_own_item_when_a_button_decides(desk: Desk):
    first = desk.key
    desk.press(Qt.Key.Key_F4)
    desk.type("Call back")
    QTest.mouseClick(desk.page.deciding.confirm, Qt.MouseButton.LeftButton)
    desk.settled()
    assert desk.case.review.notes == {first: "Call back"}


def test_private_is_turned_by_its_key_and_taken_back(desk: Desk):
    first = desk.key
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.settled()
    assert desk.case.private == {first}
    assert desk.page.deciding.private.isChecked()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert desk.case.private == set()
    assert not desk.page.deciding.private.isChecked()


def test_why_tells_evidence_probability_runner_up_labels_and_the_model(desk: Desk):
    desk.press(Qt.Key.Key_F2)
    why = desk.page.reading.why
    desk.wait_for(why.isVisible)
    assert set(why.said) == {
        "Needs you",
        "Guess",
        "Because of",
        "Second",
        "Learned",
        "Language model",
    }
    verdict = desk.case.verdicts[desk.key]
    assert verdict.evidence is not None
    assert verdict.evidence.quote in why.said["Because of"]
    assert "not yet calibrated" in why.said["Guess"]
    assert verdict.runner_up is not None
    assert verdict.runner_up in why.said["Second"]
    assert "12 labels" in why.said["Learned"]
    assert why.said["Language model"] == "No language model had a say."
    assert desk.page.reading.view.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert not why.isVisible()


def test_why_stays_open_and_is_about_the_item_that_is_looked_at(desk: Desk):
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(desk.page.reading.why.isVisible)
    desk.press(Qt.Key.Key_Right)
    evidence = desk.case.verdicts[desk.key].evidence
    assert evidence is not None
    why = desk.page.reading.why
    desk.wait_for(lambda: evidence.quote in why.said["Because of"])


def test_after_a_decision_what_is_like_it_is_offered_and_set_together(
    desk: Desk, postroom: ScriptedPostroom
):
    first, total = desk.key, desk.screen._walk.left
    text = desk.page.reading.text.toPlainText()
    category = desk.names[1]
    desk.press(Qt.Key.Key_2)
    desk.wait_for(lambda: desk.page.deciding.offers)
    desk.press(Qt.Key.Key_F3)
    preview = desk.page.preview
    desk.wait_for(lambda: desk.page.is_previewing)
    assert preview.list.hasFocus()
    alike = preview.ticked
    texts = {item.key: item.text for item in desk.case.items}
    assert alike
    assert {texts[key] for key in alike} == {text}
    assert first not in alike
    desk.press(Qt.Key.Key_Space)
    assert preview.ticked == alike[1:]
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    assert postroom.decided[1][:2] == (alike[1:], category)
    assert desk.screen._walk.left == total - len(alike)
    assert not desk.case.verdicts[alike[0]].reviewed
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert desk.screen._walk.left == total - 1
    assert desk.key == alike[1]
    assert not any(desk.case.verdicts[key].reviewed for key in alike)


def test_look_alikes_can_be_set_with_the_item_before_it_is_decided(
    desk: Desk, postroom: ScriptedPostroom
):
    first, names = desk.key, desk.names
    desk.press(Qt.Key.Key_F3)
    desk.wait_for(lambda: desk.page.is_previewing)
    alike = desk.page.preview.ticked
    assert desk.page.preview.category == names[0]
    desk.press(Qt.Key.Key_2)
    assert desk.page.preview.category == names[1]
    assert postroom.decided == []
    desk.type("othe")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.preview.category == "Other"
    assert desk.page.preview.list.hasFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    assert postroom.decided[0][:2] == ((first, *alike), "Other")
    assert not desk.page.is_previewing


def test_private_look_alikes_are_not_offered(desk: Desk):
    text = desk.page.reading.text.toPlainText()
    desk.case.private.update(item.key for item in desk.case.items if item.text == text)
    desk.press(Qt.Key.Key_F3)
    desk.wait_for(desk.page.banner.isVisible)
    assert not desk.page.is_previewing
    assert "Nothing else" in desk.page.banner.what.text()


def test_esc_leaves_look_alikes_without_deciding(desk: Desk, postroom: ScriptedPostroom):
    first = desk.key
    desk.press(Qt.Key.Key_F3)
    desk.wait_for(lambda: desk.page.is_previewing)
    desk.press(Qt.Key.Key_Escape)
    assert desk.key == first
    assert desk.page.reading.view.hasFocus()
    assert postroom.decided == []


def test_the_keys_are_listed_by_f1_and_by_a_question_mark(qtbot: QtBot, desk: Desk):
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Question):
        desk.press(key)
        qtbot.waitUntil(lambda: bool(desk.page.findChildren(KeysDialog)))
        dialog = desk.page.findChildren(KeysDialog)[-1]
        assert "Take the guess" in dialog.accessibleDescription()
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        qtbot.waitUntil(lambda: not desk.page.findChildren(KeysDialog))
        desk.window.activateWindow()
        qtbot.waitUntil(desk.page.reading.view.hasFocus)


def test_return_on_a_button_does_what_the_button_says(
    desk: Desk, postroom: ScriptedPostroom
):
    first = desk.key
    desk.page.deciding.skip.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.screen._walk.keys[-1] == first
    assert postroom.decided == []


def test_when_nothing_is_left_the_page_says_what_can_be_done_next(desk: Desk):
    guard = 0
    while desk.screen._walk.left:
        desk.wait_for(lambda: desk.screen._shown is not None or not desk.screen._walk.left)
        desk.press(Qt.Key.Key_Return)
        guard += 1
        assert guard < 200
    assert desk.page.shows_nothing
    assert desk.page.empty.title.text() == "Nothing needs you"
    assert desk.page.empty.first.isVisible()
    assert desk.page.empty.second.isVisible()
    assert desk.page.empty.first.hasFocus()
    desk.settled()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert not desk.page.shows_nothing


def test_while_work_goes_on_decisions_wait_and_say_so(
    desk: Desk, postroom: ScriptedPostroom, script: Script, tmp_path: Path
):
    first = desk.key
    script.pause_at = 1
    session = desk.window.parts.session
    session.learn()
    desk.wait_for(script.paused.is_set)
    assert desk.page.deciding.waits.isVisible()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Backspace):
        desk.press(key)
    assert desk.key == first
    assert postroom.decided == []
    assert desk.screen._walk.keys[0] == first
    desk.press(Qt.Key.Key_Right)
    assert desk.key != first
    script.go_on.set()
    desk.wait_for(lambda: session.job is None)
    assert not desk.page.deciding.waits.isVisible()


def test_a_note_that_is_being_written_is_kept_when_work_begins(desk: Desk, script: Script):
    first = desk.key
    desk.press(Qt.Key.Key_F4)
    desk.type("Half a thou")
    script.pause_at = 1
    desk.window.parts.session.learn()
    desk.wait_for(script.paused.is_set)
    script.go_on.set()
    desk.wait_for(lambda: desk.window.parts.session.job is None)
    desk.settled()
    assert desk.case.review.notes == {first: "Half a thou"}
    assert desk.key == first


def test_after_a_run_nothing_that_was_read_before_it_is_shown(desk: Desk):
    key, session = desk.key, desk.window.parts.session
    assert desk.names[0] != "Other"
    desk.case.review.likely = {
        item.key: (LikelyCategory(category="Other", probability=0.4),)
        for item in desk.case.items
    }
    desk.window.conductor.sort()
    desk.wait_for(lambda: session.job is not None)
    desk.wait_for(lambda: session.job is None)
    desk.case.verdicts[key] = replace(
        desk.case.verdicts[key], status=Status.NEEDS_REVIEW, reviewed=False
    )
    QTest.keyClick(desk.window, Qt.Key.Key_3, CONTROL)
    desk.wait_for(lambda: not desk.page.shows_nothing)
    desk.wait_for(lambda: desk.names == ("Other",))


def test_what_was_decided_elsewhere_is_gone_when_the_person_comes_back(desk: Desk):
    first, total = desk.key, desk.screen._walk.left
    QTest.keyClick(desk.window, Qt.Key.Key_2, CONTROL)
    desk.wait_for(lambda: not desk.screen.is_open)
    desk.case.verdicts[first] = replace(
        desk.case.verdicts[first], reviewed=True, status=Status.SORTED
    )
    QTest.keyClick(desk.window, Qt.Key.Key_3, CONTROL)
    desk.wait_for(lambda: desk.screen._walk.left == total - 1)
    desk.wait_for(lambda: desk.key != first)


def test_what_was_decided_in_review_is_seen_and_undone_among_the_items(desk: Desk):
    parts, total = desk.window.parts, desk.screen._walk.left
    QTest.keyClick(desk.window, Qt.Key.Key_2, CONTROL)
    desk.wait_for(lambda: parts.desk.items.rowCount() > 0)
    QTest.keyClick(desk.window, Qt.Key.Key_3, CONTROL)
    desk.wait_for(lambda: desk.screen.is_open)
    first = desk.key
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    QTest.keyClick(desk.window, Qt.Key.Key_2, CONTROL)
    waits = parts.desk.filters.segments[Status.NEEDS_REVIEW]
    desk.wait_for(lambda: waits.text().endswith(f" {total - 1}"))
    parts.actions.undo.trigger()
    desk.wait_for(lambda: waits.text().endswith(f" {total}"))
    assert not desk.case.verdicts[first].reviewed
    QTest.keyClick(desk.window, Qt.Key.Key_3, CONTROL)
    desk.wait_for(lambda: desk.screen._walk.waits(first))
    assert desk.screen.undo_words() == ""


def test_that_nothing_is_alike_is_not_said_of_the_next_item(desk: Desk):
    path = desk.window.parts.session.path
    assert path is not None
    desk.screen._likes.before(AlikeAsked(case=path, key=desk.key), ())
    about = desk.screen._likes._about
    assert about is not None
    desk.screen._likes.take(about, ())
    assert desk.page.banner.isVisible()
    desk.press(Qt.Key.Key_Right)
    assert not desk.page.banner.isVisible()


def test_the_pace_is_told_once_there_is_one(desk: Desk):
    assert desk.page.pace.text() == ""
    sitting = desk.screen._sitting
    sitting.seconds = 60.0
    for _ in range(6):
        before = desk.key
        desk.press(Qt.Key.Key_Return)
        desk.wait_for_another(before)
    assert "about 6 a minute" in desk.page.pace.text()
    assert "minutes for the rest" in desk.page.pace.text()


def test_before_anything_was_sorted_the_page_leads_to_the_start(
    qtbot: QtBot, window: Window
):
    QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
    screen = window.conductor.navigation.screens[Place.REVIEW]
    assert screen.is_open
    assert screen.page.empty.title.text() == "Nothing has been sorted yet"
    screen.page.empty.first.click()
    qtbot.waitUntil(window.parts.start.isVisible)


def test_the_same_item_is_looked_at_after_closing_and_reopening(
    qtbot: QtBot, desk: Desk, open_window: Callable[[], Window], case: Case
):
    for _ in range(3):
        desk.press(Qt.Key.Key_Right)
    kept = desk.key
    path = desk.window.parts.session.path
    assert path is not None
    desk.window.close()
    again = open_window()
    with qtbot.waitSignal(again.parts.session.opened):
        again.conductor.open_case(path)
    other = Desk(qtbot, again, case)
    other.wait_for(lambda: other.screen.is_open and not other.page.shows_nothing)
    assert other.key == kept


def letters() -> Case:
    """Letters of two pages, all of which need review."""
    made = big_case(12)
    documents = [
        Document(
            key=key,
            name=f"letters/{key}.pdf",
            path=f"{key}.pdf",
            kind="pdf",
            state=DocumentState.READ,
        )
        for key in range(1, 13)
    ]
    made.documents = documents
    made.items = [
        replace(
            item,
            document=item.key,
            place=Place_(page=1),
            columns={},
            passages=(
                Passage(start=0, end=5, place=Place_(page=1)),
                Passage(start=5, end=9, place=Place_(page=2)),
            ),
        )
        for item in made.items
    ]
    for key, verdict in made.verdicts.items():
        evidence = Evidence(quote="", start=0, end=0, item_start=0, place=Place_(page=2))
        made.verdicts[key] = replace(
            verdict,
            status=Status.NEEDS_REVIEW,
            reason_code="unsure",
            evidence=evidence,
        )
    return made


class TestPages:
    @pytest.fixture
    def case(self) -> Case:
        return letters()

    def test_f6_turns_to_the_page_with_the_evidence_and_the_choice_stays(self, desk: Desk):
        desk.press(Qt.Key.Key_F6)
        page = desk.page.reading.page
        desk.wait_for(lambda: not page.paper.is_empty)
        assert page.shown_page == 2
        assert page.room.hasFocus()
        desk.press(Qt.Key.Key_Right)
        assert page.isVisible()
        assert page.room.hasFocus()
        desk.press(Qt.Key.Key_F6)
        assert desk.page.reading.text.hasFocus()

    def test_the_next_page_is_drawn_before_it_is_wanted(self, desk: Desk):
        desk.press(Qt.Key.Key_F6)
        pictures, page = desk.screen._pictures, desk.page.reading.page
        coming = set(desk.screen._walk.around(0, 2))
        desk.wait_for(lambda: coming <= {item for item, *_ in pictures._kept})
        desk.press(Qt.Key.Key_Return)
        assert not page.paper.is_empty  # at once, before anything else has happened
        desk.settled()

    def test_a_page_that_cannot_be_drawn_says_why_and_the_text_is_still_there(
        self, desk: Desk, script: Script
    ):
        script.picture_problem = PostroomError("The file has moved.", "Put it back.")
        desk.press(Qt.Key.Key_F6)
        page = desk.page.reading.page
        desk.wait_for(lambda: "has moved" in page.says.text())
        desk.press(Qt.Key.Key_F6)
        assert desk.page.reading.text.isVisible()


def test_every_category_of_the_scheme_can_be_found(desk: Desk):
    desk.type("r")
    found = set(desk.names)
    assert found == {name for name in SCHEME.names if "r" in name.casefold()}
