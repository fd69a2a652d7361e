"""The parts of the window, made once and handed to whoever works with them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.desktop.actions import Actions, make_actions
from app.desktop.check_page import CheckPage
from app.desktop.choosers import Choosers, system_choosers
from app.desktop.contracts import Postroom
from app.desktop.desk_page import DeskPage
from app.desktop.look import Look
from app.desktop.questions import CaseFacts
from app.desktop.remembered import Remembered
from app.desktop.run_strip import RunStrip
from app.desktop.scheme_box import SchemeChoice
from app.desktop.session import Session
from app.desktop.start_page import StartPage

__all__ = ["Parts", "make_parts", "show_items"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What the window is put together from."""

    window: QMainWindow
    postroom: Postroom
    look: Look
    choosers: Choosers
    remembered: Remembered
    session: Session
    choice: SchemeChoice
    actions: Actions
    screens: QStackedWidget
    start: StartPage
    desk: DeskPage
    check: CheckPage
    strip: RunStrip


def make_parts(
    window: QMainWindow, postroom: Postroom, look: Look, choosers: Choosers | None
) -> Parts:
    """All parts, with the system's dialogs where no choosers are handed in."""
    session = Session(postroom)
    choice = SchemeChoice(postroom)
    start = StartPage(look, choice)
    desk = DeskPage(look, choice, session)
    check = CheckPage(look)
    screens = QStackedWidget()
    screens.addWidget(start)
    screens.addWidget(desk)
    screens.addWidget(check)
    return Parts(
        window=window,
        postroom=postroom,
        look=look,
        choosers=choosers or system_choosers(window),
        remembered=Remembered(postroom.state_folder),
        session=session,
        choice=choice,
        actions=make_actions(window, look),
        screens=screens,
        start=start,
        desk=desk,
        check=check,
        strip=RunStrip(look),
    )


def show_items(parts: Parts, facts: CaseFacts | None) -> None:
    """The items are seen again; where the case has none, the start page."""
    if facts is not None and not facts.counts.items and not parts.session.job:
        parts.screens.setCurrentWidget(parts.start)
        return
    if parts.desk.items.rowCount() == 0 and facts is not None:
        parts.desk.show_case(facts.scheme, facts.documents)
    parts.screens.setCurrentWidget(parts.desk)
    parts.desk.table.setFocus()
