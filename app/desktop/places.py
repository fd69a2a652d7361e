"""The places a person can go to in the window, and the rail that takes them there."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMainWindow, QSizePolicy, QToolButton

from app.desktop.look import Look
from app.desktop.pieces import as_tip, column
from app.desktop.tokens import SPACE
from app.desktop.words import number

__all__ = ["Place", "Rail", "place_actions", "place_words"]


class Place(StrEnum):
    """A place of the window, in the order of the rail."""

    START = "start"
    ITEMS = "items"
    REVIEW = "review"
    THEMES = "themes"
    SUMMARIES = "summaries"
    CATEGORIES = "categories"
    ACCURACY = "accuracy"
    MODELS = "models"
    SETTINGS = "settings"


_ICONS = {
    Place.START: "home",
    Place.ITEMS: "inbox",
    Place.REVIEW: "review",
    Place.THEMES: "themes",
    Place.SUMMARIES: "summary",
    Place.CATEGORIES: "categories",
    Place.ACCURACY: "accuracy",
    Place.MODELS: "models",
    Place.SETTINGS: "settings",
}
_ICON = 20
# Keys that people knew before there was a rail.
_ALSO = {Place.THEMES: "Ctrl+T", Place.SUMMARIES: "Ctrl+U"}


def _say(text: str) -> str:
    return QCoreApplication.translate("Places", text)


def place_words(place: Place) -> str:
    """The name of a place, as the rail and the menu have it."""
    return {
        Place.START: _say("Start"),
        Place.ITEMS: _say("Items"),
        Place.REVIEW: _say("Review"),
        Place.THEMES: _say("Themes"),
        Place.SUMMARIES: _say("Summaries"),
        Place.CATEGORIES: _say("Categories"),
        Place.ACCURACY: _say("Accuracy"),
        Place.MODELS: _say("Models"),
        Place.SETTINGS: _say("Settings"),
    }[place]


def place_actions(window: QMainWindow) -> dict[Place, QAction]:
    """An action for every place; Ctrl and its number on the rail goes there."""
    made = {}
    for at, place in enumerate(Place, start=1):
        action = QAction(place_words(place), window)
        keys = [QKeySequence(f"Ctrl+{at}")]
        if place in _ALSO:
            keys.append(QKeySequence(_ALSO[place]))
        action.setShortcuts(keys)
        window.addAction(action)
        made[place] = action
    return made


class Rail(QFrame):
    """The places below each other; one is where the person is.

    Args:
        look: How the icons are drawn.
        actions: What each button does; a place that cannot be gone to is disabled there.
    """

    gone_to = Signal(object)

    def __init__(self, look: Look, actions: dict[Place, QAction]) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(_say("Places"))
        self.buttons: dict[Place, QToolButton] = {}
        self._actions = actions
        self._group = QButtonGroup(self)
        self._is_low = False
        for place, action in actions.items():
            self.buttons[place] = self._button(look, place, action)
        upper = [self.buttons[place] for place in Place if place is not Place.MODELS]
        last = upper.pop()
        whole = column(*upper, None, self.buttons[Place.MODELS], last, spacing=2)
        whole.setContentsMargins(SPACE.hair, SPACE.small, SPACE.hair, SPACE.small)
        self.setLayout(whole)

    def minimumSizeHint(self) -> QSize:
        """The room that it takes without its icons."""
        size = super().minimumSizeHint()
        if not self._is_low:
            size.setHeight(size.height() - self._height_of_icons())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for icons, as with a large text, words alone are shown."""
        super().resizeEvent(event)
        whole = self.sizeHint().height()
        if self._is_low:
            whole += self._height_of_icons()
        if self._is_low == (whole > self.height()):
            return
        self._is_low = not self._is_low
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        if self._is_low:
            style = Qt.ToolButtonStyle.ToolButtonTextOnly
        for button in self.buttons.values():
            button.setToolButtonStyle(style)

    def _height_of_icons(self) -> int:
        return sum(button.iconSize().height() for button in self.buttons.values())

    def show_at(self, place: Place) -> None:
        """The person is here."""
        self.buttons[place].setChecked(True)

    def allow(self, place: Place, why_not: str = "") -> None:
        """The place can be gone to unless there is a reason against it, which is told."""
        action, button = self._actions[place], self.buttons[place]
        action.setEnabled(not why_not)
        button.setEnabled(not why_not)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(as_tip(why_not or f"{place_words(place)} ({keys})"))
        button.setAccessibleDescription(why_not)

    def show_count(self, place: Place, count: int) -> None:
        """So many things wait for the person there."""
        name = place_words(place)
        said = _say("{place}, {count} waiting").format(place=name, count=number(count))
        button = self.buttons[place]
        button.setText(f"{name} {number(count)}" if count else name)
        button.setAccessibleName(said if count else name)

    def _button(self, look: Look, place: Place, action: QAction) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "place")
        made.setText(place_words(place))
        made.setAccessibleName(place_words(place))
        look.size_icon(made, _ICON)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.dress(made, _ICONS[place], "muted")
        self._group.addButton(made)
        made.clicked.connect(lambda: self.gone_to.emit(place))
        action.triggered.connect(lambda: self.gone_to.emit(place))
        return made
