"""The case by its name: in the window's title, and among the recent ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.actions import show_recent
from app.desktop.banner import Banner
from app.desktop.parts import Parts
from app.desktop.words import percent

__all__ = ["CaseNaming", "banner_in_sight"]


def banner_in_sight(parts: Parts) -> Banner:
    """Of the page that is open: what is told elsewhere is not seen."""
    banner = getattr(parts.screens.currentWidget(), "banner", None)
    return banner if isinstance(banner, Banner) else parts.start.banner


class CaseNaming(QObject):
    """Titles the window and lists the recent cases.

    Args:
        parts: Of the window.
    """

    case_chosen = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._case: Path | None = None
        parts.start.recent.missed.connect(self._tell_missing)
        parts.strip.share_changed.connect(self._show_title)

    def show_case(self, case: Path | None) -> None:
        """This case is open, or none."""
        self._case = case
        self._show_title()
        self._show_recent()

    def _show_title(self) -> None:
        """The case, and how much of the work is done while some is."""
        share, title = self._parts.strip.share, "Postroom"
        if self._case is not None:
            title = self.tr("{case} \u2013 Postroom").format(case=self._case.stem)
        if share >= 0:
            done = percent(share / 100)
            title = self.tr("{share} \u2013 {title}").format(share=done, title=title)
        self._parts.window.setWindowTitle(title)

    def _show_recent(self) -> None:
        cases = self._parts.remembered.recent()
        self._parts.start.recent.show_cases(cases)
        for entry, case in show_recent(self._parts.actions, cases):
            entry.triggered.connect(lambda _=False, path=case: self._choose(path))

    def _choose(self, case: Path) -> None:
        if case.is_file():
            self.case_chosen.emit(case)
        else:
            self._tell_missing(case)

    def _tell_missing(self, case: Path) -> None:
        """A case was moved or deleted since it was listed."""
        QTimer.singleShot(0, self, self._show_recent)  # the entry is still being pressed
        what = self.tr("There is no case file {case} any more.").format(case=case)
        remedy = self.tr("If it was moved, open it where it is now (Ctrl+Shift+C).")
        banner_in_sight(self._parts).say("error", what, remedy)
