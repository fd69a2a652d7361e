"""What each place of the window owes the window."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.banner import Banner
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, JobEnd, Problem

__all__ = ["Screen"]


class Screen(QObject):
    """One place of the window: who leads it, and its page, made when it is first wanted.

    A screen says where it is (``place``), makes its page (``make_page``), and takes what
    the window tells it; what it does not care about it leaves as it is here. ``opened``
    says that its page is seen now, ``changed`` that something else can be undone or
    exported there.

    Args:
        parts: Of the window.
    """

    place: ClassVar[Place]
    opened = Signal()
    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._facts: CaseFacts | None = None
        self._is_free = True
        self._page: QWidget | None = None

    # ---------------------------------------------------------------- the page

    @property
    def page(self) -> Any:  # noqa: ANN401 - each screen knows the class of its own page
        """The page, made when it is first wanted, so that the window is there sooner."""
        if self._page is None:
            self._page = self.make_page()
            self._parts.screens.addWidget(self._page)
            for name, splitter in self.splitters():
                if (split := self._parts.remembered.place(name)) is not None:
                    splitter.restoreState(split)
            self.follow(self._facts, is_free=self._is_free)
        return self._page

    @property
    def is_made(self) -> bool:
        """Whether there is a page already."""
        return self._page is not None

    @property
    def is_open(self) -> bool:
        """Whether the page is what is seen."""
        return self.is_made and self._parts.screens.currentWidget() is self._page

    @property
    def banner(self) -> Banner:
        """Where the page says what happened; every page has one by this name."""
        banner: Banner = self.page.banner
        return banner

    def make_page(self) -> QWidget:
        """A new page, connected to whoever leads it."""
        raise NotImplementedError

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """The splitters of the page that stay where the person put them, by a name each."""
        return ()

    # ---------------------------------------------------------------- going there

    def why_not(self) -> str:
        """Why a person cannot go there now, and what to do; empty where they can."""
        return ""

    def open(self) -> None:
        """The person goes there, if they can."""
        if not self.why_not():
            self._parts.screens.setCurrentWidget(self.page)
            self.opened.emit()
            self.enter()

    def enter(self) -> None:
        """The page is seen now: it is brought up to date, and something has the focus."""

    def kept_place(self) -> str:
        """Where on the page the person is, to come back to; empty where that is nothing."""
        return ""

    def return_to(self, kept: str) -> None:
        """The person comes back to where they were on the page."""

    def keep_place(self) -> None:
        """Where the parts of the page end is remembered."""
        if self.is_made:
            for name, splitter in self.splitters():
                self._parts.remembered.keep_place(name, splitter.saveState())

    # ---------------------------------------------------------------- what is told

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case is open, or none."""
        self._facts = facts

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """How things stand, after every change; ``is_free`` where no job runs."""
        self._facts, self._is_free = facts, is_free

    def take_end(self, end: JobEnd) -> bool:  # noqa: ARG002 - for screens with jobs
        """Whether the job that ended was this screen's, which then tells of it."""
        return False

    def take_problem(self, problem: Problem) -> bool:  # noqa: ARG002 - as above
        """Whether the problem is this screen's, which then tells of it."""
        return False

    # ---------------------------------------------------------------- what can be done

    def export(self) -> None:
        """What the page shows is written where the person says."""

    def can_export(self) -> bool:
        """Whether there is something to write."""
        return False

    def undo_words(self) -> str:
        """What Ctrl+Z would take back here, as it follows "Undo"; empty for nothing."""
        return ""

    def undo(self) -> None:
        """The last thing a person did here is taken back."""

    def search(self) -> None:
        """The field to search or to ask in has the focus."""

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many entries."""
