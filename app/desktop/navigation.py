"""Where the person is in the window, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts
from app.desktop.screens import Screen

__all__ = ["Navigation"]


class Navigation(QObject):
    """The screens by their places; the rail and the actions follow the one that is seen.

    Args:
        parts: Of the window.
        screens: Those that are seen first; the first is where work begins.
        is_blind: Whether a blind check is open, during which nobody goes anywhere.
        complete: Adds all others, if they are not there yet.
    """

    def __init__(
        self,
        parts: Parts,
        screens: Sequence[Screen],
        is_blind: Callable[[], bool],
        complete: Callable[[], None],
    ) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._is_blind = is_blind
        self._complete = complete
        self._first = screens[0]
        self._facts: CaseFacts | None = None
        self._is_free = True
        self._screens: dict[Place, Screen] = {}
        self.add(screens)
        parts.rail.gone_to.connect(self.go)
        parts.screens.currentChanged.connect(self.follow_place)
        self._connect_actions()

    def add(self, screens: Sequence[Screen]) -> None:
        """There are these screens too; they know how things stand."""
        for screen in screens:
            self._screens[screen.place] = screen
            screen.changed.connect(self.follow_what_can_be_done)
            if self._facts is not None:
                screen.begin_case(self._facts)
            screen.follow(self._facts, is_free=self._is_free)

    @property
    def screens(self) -> dict[Place, Screen]:
        """One for each place."""
        self._complete()
        return self._screens

    @property
    def screen(self) -> Screen:
        """The screen that is seen; the first one during a blind check."""
        opened = (screen for screen in self._screens.values() if screen.is_open)
        return next(opened, self._first)

    @property
    def exporter(self) -> Screen:
        """Who writes: the screen that is seen where it can, else the items."""
        return self.screen if self.screen.can_export() else self._screens[Place.ITEMS]

    def go(self, place: Place) -> None:
        """The person goes there, if they can now."""
        if not self._is_blind():
            self.screens[place].open()
        self._parts.rail.show_at(self.screen.place)

    # ---------------------------------------------------------------- coming back

    def keep_places(self) -> None:
        """How the screens are laid out, and where the person is, is remembered."""
        for screen in self._screens.values():
            screen.keep_place()
        self.keep_spot()

    def keep_spot(self) -> None:
        """Where in the case the person is, to come back to."""
        if self._facts is not None and not self._is_blind():
            screen = self.screen
            kept = screen.kept_place() if screen.is_made else ""
            self._parts.remembered.keep_spot(self._facts.path, screen.place, kept)

    def return_to_spot(self, facts: CaseFacts) -> bool:
        """Whether the person is back where they were in the case."""
        spot = self._parts.remembered.spot(facts.path)
        if spot is None:
            return False
        screen = next((s for s in self.screens.values() if s.place == spot[0]), self._first)
        if screen is self._first or screen.why_not():
            return False
        screen.open()
        screen.return_to(spot[1])
        return True

    # ---------------------------------------------------------------- how things stand

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case is open, or none."""
        self._facts = facts
        for screen in self.screens.values():
            screen.begin_case(facts)

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """How things stand, after every change."""
        self._facts, self._is_free = facts, is_free
        for screen in self._screens.values():
            screen.follow(facts, is_free=is_free)
        self.follow_place()

    def follow_place(self) -> None:
        """The rail, the foot and the actions are those of where the person is."""
        parts, do, is_blind = self._parts, self._parts.actions, self._is_blind()
        wait = self.tr("End or stop the blind check first.") if is_blind else ""
        for place in Place:
            screen = self._screens.get(place)
            soon = self.tr("One moment.") if screen is None else screen.why_not()
            parts.rail.allow(place, wait or soon)
        parts.rail.show_at(self.screen.place)
        nowhere = is_blind or self.screen is self._first
        at_items = self.screen.place is Place.ITEMS
        parts.strip.method.setVisible(at_items and bool(parts.strip.method.text()))
        waiting = self._facts.counts.needs_review if self._facts is not None else 0
        parts.rail.show_count(Place.REVIEW, waiting)
        parts.strip.setVisible(not nowhere or parts.session.job is not None)
        for each in (do.next_item, do.previous_item, do.search):
            each.setEnabled(not nowhere)
        self.follow_what_can_be_done()

    def follow_what_can_be_done(self) -> None:
        """Undo and Export are offered exactly while there is something to them."""
        do = self._parts.actions
        what = "" if self._is_blind() else self.screen.undo_words()
        do.undo.setEnabled(bool(what))
        undo = self.tr("&Undo {what}").format(what=what) if what else self.tr("&Undo")
        do.undo.setText(undo)
        can = self._is_free and self._facts is not None and self.exporter.can_export()
        do.export.setEnabled(can)

    # ---------------------------------------------------------------- what is done there

    def _undo(self) -> None:
        if self.screen.undo_words():
            self.screen.undo()

    def _search(self) -> None:
        self.screen.search()

    def _export(self) -> None:
        self.exporter.export()

    def _connect_actions(self) -> None:
        do = self._parts.actions
        do.undo.triggered.connect(self._undo)
        do.search.triggered.connect(self._search)
        do.export.triggered.connect(self._export)
        do.next_item.triggered.connect(lambda: self.screen.go_on(1))
        do.previous_item.triggered.connect(lambda: self.screen.go_on(-1))
