"""A small dialog for the days from which to which rows are shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QWidget

from app.desktop.item_columns import date_words
from app.desktop.pieces import button, column, label, row
from app.desktop.tokens import SPACE
from app.records import RowFacets, RowFilter

__all__ = ["DateRange"]

_ISO = "yyyy-MM-dd"


class DateRange(QDialog):
    """The first and the last day; to begin with, all days that there are.

    Args:
        facets: With the earliest and the latest day.
        asked: What is asked for now.
        parent: The window.
    """

    def __init__(self, facets: RowFacets, asked: RowFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dates \u2013 Postroom"))
        self._facets, self._asked = facets, asked
        self.since = self._day(asked.since or facets.first, self.tr("From"))
        self.until = self._day(asked.until or facets.last, self.tr("To"))
        self.show_them = button(self.tr("&Show these"), kind="primary")
        self.show_them.setDefault(True)
        self.show_them.clicked.connect(self.accept)
        cancel = button(self.tr("&Cancel"))
        cancel.clicked.connect(self.reject)
        said = self.tr("The items have dates from {first} to {last}.").format(
            first=date_words(facets.first), last=date_words(facets.last)
        )
        since, until = label(self.tr("&From")), label(self.tr("&To"))
        since.setBuddy(self.since)
        until.setBuddy(self.until)
        self.setLayout(
            column(
                label(said, tone="muted"),
                row(since, self.since, until, self.until, None),
                row(None, cancel, self.show_them),
                margin=SPACE.section,
                spacing=SPACE.wide,
            )
        )

    def wanted(self) -> RowFilter:
        """The filter with these days; a whole range leaves nothing out."""
        since, until = sorted(
            (self.since.date().toString(_ISO), self.until.date().toString(_ISO))
        )
        if since <= self._facets.first and until >= self._facets.last:
            since = until = ""
        return replace(self._asked, since=since, until=until)

    @staticmethod
    def _day(iso: str, name: str) -> QDateEdit:
        made = QDateEdit(QDate.fromString(iso, _ISO))
        made.setCalendarPopup(True)
        made.setAccessibleName(name)
        line = made.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
        return made
