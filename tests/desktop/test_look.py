from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QFrame, QToolButton
from pytestqt.qtbot import QtBot

from app.desktop.look import APPEARANCES, Appearance, Look
from app.desktop.pieces import IconLabel, label, tool_button
from app.desktop.roles import is_a
from app.desktop.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, TYPE, Colours


@pytest.fixture
def looked(look: Look) -> Iterator[Look]:
    yield look
    look.choose("system")
    look.scale(100)
    look.follow(Qt.ColorScheme.Light)


def _colours(image: QImage) -> set[str]:
    """Of the pixels that are quite opaque."""
    return {
        pixel.name()
        for x in range(image.width())
        for y in range(image.height())
        if (pixel := image.pixelColor(x, y)).alpha() == 255
    }


def test_light_and_dark_are_worn_as_they_are_chosen(looked: Look):
    chosen: tuple[tuple[Appearance, Colours], ...] = (("light", LIGHT), ("dark", DARK))
    for appearance, colours in chosen:
        looked.choose(appearance)
        assert looked.colours is colours
        assert QApplication.palette().window().color() == QColor(colours.canvas)


def test_strong_contrast_is_worn_when_it_is_chosen(looked: Look):
    looked.choose("contrast")
    assert looked.colours in (CONTRAST_LIGHT, CONTRAST_DARK)
    looked.choose("system")
    assert looked.colours not in (CONTRAST_LIGHT, CONTRAST_DARK)


def test_choosing_what_is_chosen_changes_nothing(qtbot: QtBot, looked: Look):
    for appearance in APPEARANCES:
        looked.choose(appearance)
        with qtbot.assertNotEmitted(looked.changed):
            looked.choose(appearance)
            looked.scale(100)


def test_larger_text_reaches_what_has_a_size_of_its_own(qtbot: QtBot, looked: Look):
    plain, heading = label("a"), label("b", size=TYPE.heading)
    button = tool_button(looked, "search", "Search")
    for widget in (plain, heading, button):
        qtbot.addWidget(widget)
        widget.show()
    before = plain.font().pointSizeF(), heading.font().pointSizeF()
    looked.scale(200)
    assert plain.font().pointSizeF() == pytest.approx(2 * before[0])
    assert heading.font().pointSizeF() == pytest.approx(2 * before[1])
    assert button.iconSize().width() > 18
    looked.scale(100)
    assert (plain.font().pointSizeF(), heading.font().pointSizeF()) == before
    assert button.iconSize() == QSize(18, 18)


def test_an_icon_beside_words_grows_with_them(qtbot: QtBot, looked: Look):
    icon = IconLabel(looked, 18)
    qtbot.addWidget(icon)
    icon.show_icon("search", "text")
    looked.scale(200)
    assert icon.width() == looked.icon_size(18).width() > 18


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [16, 18, 20, 24, 36])
def test_an_icon_is_drawn_exactly_as_large_as_the_screen_shows_it(
    looked: Look, size: int, ratio: float
):
    pixmap = looked.icon("search").pixmap(QSize(size, size), ratio)
    assert pixmap.width() == round(size * ratio)
    assert pixmap.deviceIndependentSize().width() == pytest.approx(size, abs=0.5)


def test_an_icon_wears_the_colours_that_are_in_force(looked: Look):
    icon = looked.icon("stop", "accent")
    for colours, scheme in ((LIGHT, Qt.ColorScheme.Light), (DARK, Qt.ColorScheme.Dark)):
        looked.follow(scheme)
        assert colours.accent in _colours(icon.pixmap(QSize(32, 32), 1.0).toImage())


def test_a_quiet_icon_wears_the_accent_when_it_is_chosen_and_is_faint_when_disabled(
    looked: Look,
):
    icon = looked.icon("stop", "muted")
    size = QSize(32, 32)
    chosen = icon.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    faint = icon.pixmap(size, 1.0, QIcon.Mode.Disabled).toImage()
    assert looked.colours.accent in _colours(chosen)
    assert looked.colours.faint in _colours(faint)


def test_a_button_keeps_its_icon_when_the_colours_change(qtbot: QtBot, looked: Look):
    button = QToolButton()
    qtbot.addWidget(button)
    looked.dress(button, "stop", "accent")
    looked.follow(Qt.ColorScheme.Dark)
    button.show()
    assert DARK.accent in _colours(button.grab().toImage())


def test_a_widget_that_draws_itself_is_told_to_be_what_it_is(qtbot: QtBot, looked: Look):
    plain, picture = QFrame(), QFrame()
    is_a(picture, QAccessible.Role.Graphic)
    picture.setAccessibleName("Right by month")
    for widget in (plain, picture):
        qtbot.addWidget(widget)
    told = QAccessible.queryAccessibleInterface(picture)
    assert told.role() is QAccessible.Role.Graphic
    assert told.text(QAccessible.Text.Name) == "Right by month"
    assert QAccessible.queryAccessibleInterface(plain).role() is QAccessible.Role.Border
