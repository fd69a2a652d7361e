"""Summaries as a file: where it goes, and what is said when it is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.desktop.parts import Parts
from app.desktop.questions import JobEnd
from app.desktop.summary_questions import ExportSummaries

if TYPE_CHECKING:
    from app.desktop.summary_page import SummaryPage

__all__ = ["SummaryExporting"]


class SummaryExporting(QObject):
    """Asks for a file, has it written, and offers its folder.

    Args:
        parts: Of the window.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts

    def ask(self, page: SummaryPage, stem: str) -> None:
        """The summaries are written where the person says.

        Args:
            page: Whose summaries they are.
            stem: What the file is called by, where there are several.
        """
        summary, made = page.summary, page.summarized
        if summary is not None and len(made) == 1:
            stem = Path(summary.name.rsplit(" > ", 1)[-1]).stem
        suggestion = Path.home() / self.tr("{name} summary.docx").format(name=stem)
        target = self._parts.choosers.summaries(suggestion)
        if target is not None:
            page.banner.hide()
            changes = page.changes.changes
            self._parts.session.work_on_summaries(
                ExportSummaries(path=target, documents=made, changes=changes)
            )

    def tell(self, page: SummaryPage, end: JobEnd) -> None:
        """The file is there, or it was stopped."""
        if end.stopped or end.path is None:
            what = self.tr("Export stopped. No file was written.")
            page.banner.say("info", what)
            return
        folder = end.path.parent
        what = self.tr("Saved {file}.").format(file=end.path.name)
        show = self._parts.choosers.show_folder
        shows = (self.tr("O&pen folder"), lambda: show(folder))
        page.banner.say("good", what, str(folder), shows)
