"""The place where work begins: documents, and what is done with them."""

from __future__ import annotations

from app.desktop.import_questions import LookAsked
from app.desktop.import_undo import ImportUndo
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Problem
from app.desktop.screens import Screen

__all__ = ["StartScreen"]


class StartScreen(Screen):
    """The start page; it is there from the beginning.

    Args:
        parts: Of the window.
    """

    place = Place.START

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._page = parts.start
        self._undo = ImportUndo(parts)
        self._undo.changed.connect(self.changed)

    def begin_case(self, facts: CaseFacts | None) -> None:
        """What was told of another case is told no longer."""
        super().begin_case(facts)
        self._undo.begin_case(facts.documents if facts is not None else ())
        self._parts.start.banner.hide()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Nothing can begin while something else is done."""
        super().follow(facts, is_free=is_free)
        self._undo.know(facts.documents if facts is not None else ())
        self._parts.start.follow(is_free=is_free)

    def enter(self) -> None:
        """The first thing to choose has the focus."""
        self._parts.start.focus_choices()

    def take_problem(self, problem: Problem) -> bool:
        """A sheet that cannot be looked into is told in the dialog that shows it."""
        return isinstance(problem.asked, LookAsked)

    def undo_words(self) -> str:
        """Documents that were just added, or taken out."""
        return self._undo.words() if self._is_free else ""

    def undo(self) -> None:
        """They go out again, or come back."""
        if self._is_free:
            self._undo.undo()
