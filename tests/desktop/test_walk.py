"""Every place of the window, walked through without a mouse, without sight, at 200 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desktop.language import speak
from app.desktop.look import Appearance, Look
from app.desktop.places import Place
from app.desktop.window import Window
from app.records import Document, DocumentState, Item, Passage
from app.records import Place as Spot
from tests.desktop import walk
from tests.desktop.scripted import REPOSITORY, Case, ScriptedPostroom, big_case
from tests.desktop.scripted_summaries import (
    KINDS,
    LETTER,
    LETTER_TEXT,
    NAMES,
    summarized_state,
)
from tests.desktop.scripted_themes import found_state

SCREEN = (1366, 768)


def _summarized() -> Case:
    documents = [
        Document(key=key, name=name, path=name, kind=KINDS[key], state=DocumentState.READ)
        for key, name in NAMES.items()
    ]
    end = len(LETTER_TEXT)
    item = Item(
        key=1,
        document=LETTER,
        place=Spot(page=1),
        text=LETTER_TEXT,
        passages=(Passage(start=0, end=end, place=Spot(page=1)),),
    )
    return Case(documents=documents, items=[item], summaries=summarized_state())


def _case(place: Place) -> Case | None:
    """What there is to see at a place; nothing at the start."""
    if place is Place.START:
        return None
    if place is Place.SUMMARIES:
        return _summarized()
    made = big_case(40)
    made.themes = found_state()
    return made


# When what a page shows has come from the case.
READY: dict[Place, Callable[[Any], bool]] = {
    Place.ITEMS: lambda page: page.reader.text.isVisible(),
    Place.THEMES: lambda page: page.report is not None,
    Place.SUMMARIES: lambda page: page.summary is not None,
}


@pytest.fixture
def at(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
) -> Callable[[Place], Window]:
    """The window with something to see at a place, and the person there."""

    def go(place: Place) -> Window:
        navigation = window.conductor.navigation
        if place not in navigation.screens:
            pytest.skip(f"the place {place} is not in the window yet")
        case = _case(place)
        if case is not None:
            path = postroom.default_case_folder / "walk.postroom"
            postroom.cases[path] = case
            path.touch()
            window.conductor.open_case(path)
            qtbot.waitUntil(lambda: window.windowTitle().startswith("walk"))
        screen = navigation.screens[place]
        qtbot.waitUntil(lambda: not screen.why_not())
        navigation.go(place)
        qtbot.waitUntil(lambda: screen.is_open)
        ready = READY.get(place, lambda _page: True)
        qtbot.waitUntil(lambda: ready(screen.page))
        _settle(qtbot, window)
        assert screen.is_open
        return window

    return go


def _settle(qtbot: QtBot, window: Window) -> None:
    """Questions are answered, and what is in the queue is done."""
    qtbot.wait(150)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


PLACES = pytest.mark.parametrize("place", list(Place), ids=str)


@PLACES
def test_everything_has_a_name(at: Callable[[Place], Window], place: Place):
    assert walk.unnamed(at(place)) == []


@PLACES
def test_no_two_controls_have_the_same_name(at: Callable[[Place], Window], place: Place):
    assert walk.same_names(at(place)) == []


@PLACES
def test_nothing_is_told_by_colour_alone(at: Callable[[Place], Window], place: Place):
    assert walk.told_by_colour(at(place)) == []


@PLACES
def test_everything_is_called_what_it_is(at: Callable[[Place], Window], place: Place):
    assert walk.wrong_roles(at(place)) == []


@PLACES
def test_the_keyboard_reaches_everything_and_comes_round(
    at: Callable[[Place], Window], place: Place
):
    assert walk.unreached(at(place)) == []


@PLACES
def test_the_keyboard_goes_the_same_way_back(at: Callable[[Place], Window], place: Place):
    assert walk.unreached_backwards(at(place)) == []


@pytest.mark.parametrize("appearance", ["dark", "contrast"])
@PLACES
def test_the_focus_is_seen_in_other_colours(
    look: Look, at: Callable[[Place], Window], place: Place, appearance: Appearance
):
    window = at(place)
    look.choose(appearance)
    try:
        assert walk.unseen_focus(window) == []
    finally:
        look.choose("system")


@PLACES
def test_the_focus_is_always_seen(at: Callable[[Place], Window], place: Place):
    assert walk.unseen_focus(at(place)) == []


@PLACES
def test_no_letter_stands_for_two_things(at: Callable[[Place], Window], place: Place):
    assert walk.doubled_letters(at(place)) == []


@PLACES
def test_the_window_title_says_whose_it_is(at: Callable[[Place], Window], place: Place):
    assert "Postroom" in at(place).windowTitle()


@PLACES
def test_everything_fits_on_a_small_screen(at: Callable[[Place], Window], place: Place):
    window = at(place)
    assert [*walk.outside(window, *SCREEN), *walk.cut_words(window)] == []


@pytest.fixture
def doubled(look: Look) -> Iterator[None]:
    """Text is twice as large as the system's."""
    look.scale(200)
    yield
    look.scale(100)


@PLACES
def test_everything_fits_with_text_of_200_percent(
    qtbot: QtBot, doubled: None, at: Callable[[Place], Window], place: Place
):
    window = at(place)
    window.resize(*SCREEN)
    qtbot.wait(50)
    assert [*walk.outside(window, *SCREEN), *walk.cut_words(window)] == []


# -------------------------------------------------------------------- in Spanish


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    """The window speaks Spanish, which is longer, and presses other letters."""
    before = QLocale()
    assert speak(qapp, REPOSITORY / "resources" / "translations", "es") == "es"
    yield
    speak(qapp, REPOSITORY / "resources" / "translations", "en")
    QLocale.setDefault(before)


@PLACES
def test_in_spanish_no_letter_stands_for_two_things(
    spanish: None, at: Callable[[Place], Window], place: Place
):
    assert walk.doubled_letters(at(place)) == []


@PLACES
def test_in_spanish_everything_fits_on_a_small_screen(
    spanish: None, at: Callable[[Place], Window], place: Place
):
    window = at(place)
    assert [*walk.outside(window, *SCREEN), *walk.cut_words(window)] == []


# -------------------------------------------------------------------- the walk itself


def test_the_walk_tells_what_has_no_name_no_role_and_no_way_to_it(qtbot: QtBot):
    page = QWidget()
    inside = QVBoxLayout(page)
    page.resize(200, 200)
    first, second, text = QPushButton("&One"), QPushButton("&Old"), QPlainTextEdit()
    bare = QWidget()
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for widget in (first, second, bare, text):
        inside.addWidget(widget)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)
    assert len(walk.unnamed(page)) == 2
    assert walk.wrong_roles(page) == ["QWidget '' in QWidget is Client"]
    assert any("QWidget" in each for each in walk.unseen_focus(page))
    assert len(walk.doubled_letters(page)) == 1
    assert any("trapped" in each or "round" in each for each in walk.unreached(page))


def test_the_walk_tells_what_is_called_the_same_or_told_by_colour_alone(qtbot: QtBot):
    page = QWidget()
    inside = QVBoxLayout(page)
    choice = QComboBox()
    choice.addItem("As it is")
    dot, word = QLabel(), QLabel("Failed")
    for widget in (QPushButton("Open"), QPushButton("Open"), choice, dot, word):
        inside.addWidget(widget)
    for coloured in (dot, word):
        coloured.setProperty("tone", "failed")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert walk.same_names(page) == ["2 QPushButton are called 'Open'"]
    assert len(walk.told_by_colour(page)) == 1
    assert len(walk.unnamed(page)) == 1  # what is chosen is no name of a box of choices


def test_the_walk_tells_what_is_cut(qtbot: QtBot):
    page = QWidget()
    page.resize(300, 50)
    short, long = QLabel("Short", page), QLabel("Much too long for this", page)
    short.resize(100, 30)
    long.setGeometry(0, 30, 30, 20)
    qtbot.addWidget(page)
    page.show()
    assert len(walk.cut_words(page)) == 1
    long.move(290, 30)
    assert len(walk.outside(page, 300, 300)) == 1
