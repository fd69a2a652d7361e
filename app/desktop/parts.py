"""The parts of the window, made once and handed to whoever works with them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from app.desktop.actions import Actions, make_actions
from app.desktop.check_page import CheckPage
from app.desktop.choosers import Choosers, system_choosers
from app.desktop.contracts import Postroom
from app.desktop.desk_page import DeskPage
from app.desktop.look import Look
from app.desktop.places import Rail
from app.desktop.preferences import Preferences
from app.desktop.remembered import Remembered
from app.desktop.run_strip import RunStrip
from app.desktop.scheme_box import SchemeChoice
from app.desktop.screen_stack import ScreenStack
from app.desktop.session import Session
from app.desktop.start_page import StartPage

__all__ = ["Parts", "make_parts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What the window is put together from."""

    window: QMainWindow
    postroom: Postroom
    look: Look
    preferences: Preferences
    choosers: Choosers
    remembered: Remembered
    session: Session
    choice: SchemeChoice
    actions: Actions
    screens: ScreenStack
    start: StartPage
    desk: DeskPage
    check: CheckPage
    strip: RunStrip
    rail: Rail


def make_parts(
    window: QMainWindow, postroom: Postroom, look: Look, choosers: Choosers | None
) -> Parts:
    """All parts, with the system's dialogs where no choosers are handed in."""
    preferences = Preferences(window, postroom, look)
    session = Session(postroom)
    choice = SchemeChoice(postroom)
    start = StartPage(look, choice)
    desk = DeskPage(look, choice, session)
    check = CheckPage(look)
    screens = ScreenStack()
    screens.addWidget(start)
    screens.addWidget(desk)
    screens.addWidget(check)
    actions = make_actions(window, look)
    return Parts(
        window=window,
        postroom=postroom,
        look=look,
        preferences=preferences,
        choosers=choosers or system_choosers(window),
        remembered=Remembered(postroom.state_folder),
        session=session,
        choice=choice,
        actions=actions,
        screens=screens,
        start=start,
        desk=desk,
        check=check,
        strip=RunStrip(look),
        rail=Rail(look, actions.places),
    )
