"""The place of all items: the table, and the item being read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QSplitter

from app.desktop import outcome
from app.desktop.item_questions import (
    CopyAsked,
    DatesWanted,
    FacetsAsked,
    FindAsked,
    ListAsked,
    PlaceAsked,
    RowsWanted,
    WholeRowAsked,
)
from app.desktop.outcome import Outcome
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import About, CaseFacts, Job, JobEnd, Problem
from app.desktop.reviewing import Reviewing
from app.desktop.screens import Screen

__all__ = ["ItemsScreen"]

_QUESTIONS = (
    *(CopyAsked, DatesWanted, FacetsAsked, FindAsked, ListAsked, PlaceAsked),
    *(RowsWanted, WholeRowAsked),
)


class ItemsScreen(Screen):
    """The page of items; it is there from the beginning.

    Args:
        parts: Of the window.
        reviewing: Who decides on items there.
    """

    place = Place.ITEMS

    def __init__(self, parts: Parts, reviewing: Reviewing) -> None:
        super().__init__(parts)
        self._page = parts.desk
        self._reviewing = reviewing
        self._saved: Path | None = None
        self._shows: Path | None = None
        if (columns := parts.remembered.place("columns")) is not None:
            parts.desk.table.return_columns(columns)

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """Documents, items and the item being read."""
        return (("desk", self._parts.desk.splitter),)

    def why_not(self) -> str:
        """Items are there once documents are sorted, or are being sorted."""
        there = self._facts is not None and _has_results(self._facts)
        if there or self._parts.session.job is Job.SORT:
            return ""
        return self.tr("There are no items yet. Add documents at the start.")

    def enter(self) -> None:
        """The table has the focus."""
        self._show_case()
        self._parts.desk.table.setFocus()

    def take_problem(self, problem: Problem) -> bool:
        """Rows and pages that could not be had are told there."""
        is_ours = problem.about in (About.PICTURE, About.ROWS) or (
            isinstance(problem.asked, _QUESTIONS)
        )
        if is_ours:
            self._parts.desk.take_problem(problem)
        return is_ours

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case: its items are read when somebody looks at them."""
        super().begin_case(facts)
        self._shows = None

    def _show_case(self) -> None:
        """The items of the case that is open are shown, unless they are already."""
        facts = self._facts
        if facts is not None and facts.path != self._shows:
            self._shows = facts.path
            scheme = facts.scheme or self._parts.choice.scheme
            self._parts.desk.show_case(scheme, facts.documents)
        elif facts is not None:  # what was decided elsewhere meanwhile is seen here too
            self._parts.desk.items.refresh()

    def kept_place(self) -> str:
        """The filter, the order and the item that is read."""
        return self._parts.desk.kept_place()

    def return_to(self, kept: str) -> None:
        """The same are there again."""
        self._parts.desk.return_to(kept)

    def keep_place(self) -> None:
        """The layout, and which columns are shown how wide."""
        super().keep_place()
        columns = self._parts.desk.table.kept_columns()
        self._parts.remembered.keep_place("columns", columns)

    def begin_run(self) -> None:
        """A run has begun: the table is seen, and looks again and again."""
        desk, scheme = self._parts.desk, self._parts.choice.scheme
        desk.banner.hide()
        if not self.is_open and self._facts is not None:
            self._shows = self._facts.path
            desk.show_case(scheme, self._facts.documents)
            self._parts.screens.setCurrentWidget(desk)
            self.opened.emit()
        desk.table.setFocus()

    def can_export(self) -> bool:
        """There is something to write once something came out."""
        return self._facts is not None and _has_results(self._facts)

    def export(self) -> None:
        """The results are written where the person says."""
        if self._facts is None:
            return
        suggestion = Path.home() / f"{self._facts.path.stem}.xlsx"
        target = self._parts.choosers.results(suggestion)
        if target is not None:
            self._parts.session.export(target)

    def after_export(self, end: JobEnd) -> Outcome | None:
        """What is said of an export that has ended."""
        self._saved = end.path
        return outcome.after_export(end)

    def show_folder(self) -> None:
        """The folder of what was written last is opened."""
        if self._saved is not None:
            self._parts.choosers.show_folder(self._saved.parent)

    def undo_words(self) -> str:
        """The last decision."""
        if not self._reviewing.can_undo:
            return ""
        if self._reviewing.undoes_shown:
            return self.tr("the decision on this item")
        return self.tr("the last decision")

    def undo(self) -> None:
        """The last decision is taken back."""
        self._reviewing.undo()

    def search(self) -> None:
        """The line that searches the items has the focus."""
        self._parts.desk.header.search.setFocus()
        self._parts.desk.header.search.selectAll()

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many items."""
        self._parts.desk.go_on(by)


def _has_results(facts: CaseFacts) -> bool:
    return bool(facts.counts.items or facts.counts.documents_failed)
