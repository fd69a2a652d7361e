"""The place of categories without a mouse, without sight, and with large type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.look import Look
from app.desktop.scheme_conductor import CategoriesScreen
from app.desktop.window import Window
from app.records import HintKind, SchemeHint
from tests.desktop import walk
from tests.desktop.test_scheme_page import (
    ShelvedPostroom,
    impatient,
    opened,
    own_file,
    postroom,
    press,
    with_case,
)

__all__ = ["impatient", "postroom"]

SCREEN = (1366, 768)


@pytest.fixture
def screen(qtbot: QtBot, window: Window, postroom: ShelvedPostroom) -> CategoriesScreen:
    """A change that moves items, labels of a category that is gone, a hint, a problem."""
    case = with_case(qtbot, window, postroom)
    case.categories.labels = {"Water": 12}
    case.categories.hints = (
        SchemeHint(kind=HintKind.ALIKE, category="Roads", other="Other"),
    )
    made = opened(qtbot, window, own_file(postroom))
    qtbot.waitUntil(lambda: made.bench.labels == {"Water": 12})
    page = made.page
    page.categories.setFocus()
    press(page.categories, Qt.Key.Key_Down)
    press(page.categories, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.changes.moves.isVisible)
    qtbot.waitUntil(page.changes.hints.isVisible)
    assert page.removed.isVisible()
    return made


def test_every_control_is_named_reached_and_seen(screen: CategoriesScreen) -> None:
    assert walk.unnamed(screen.page) == []
    assert walk.wrong_roles(screen.page) == []
    assert walk.doubled_letters(screen.page.window()) == []
    assert walk.unreached(screen.page.window()) == []
    assert walk.unseen_focus(screen.page.window()) == []


def test_all_of_it_fits_on_a_small_screen(screen: CategoriesScreen) -> None:
    assert walk.outside(screen.page.window(), *SCREEN) == []
    assert walk.cut_words(screen.page) == []


@pytest.fixture
def doubled(look: Look) -> Iterator[None]:
    look.scale(200)
    yield
    look.scale(100)


@pytest.mark.usefixtures("doubled")
def test_all_of_it_fits_with_text_of_200_percent(screen: CategoriesScreen) -> None:
    screen.page.window().resize(*SCREEN)
    assert walk.outside(screen.page.window(), *SCREEN) == []
    assert walk.cut_words(screen.page) == []
