"""Dates of the rows, looked for when somebody first groups or filters by them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.asking import DeedDone
from app.desktop.banner import Banner
from app.desktop.filter_bar import FilterBar
from app.desktop.item_questions import DatesWanted, FacetsAsked
from app.desktop.session import Session
from app.records import RowFilter

__all__ = ["ItemDating"]


class ItemDating(QObject):
    """Has the dates looked for, and then does what they were wanted for.

    Args:
        filters: That want them.
        banner: Where it is said.
        session: That does it.
    """

    def __init__(self, filters: FilterBar, banner: Banner, session: Session) -> None:
        super().__init__(filters)
        self._filters, self._banner, self._session = filters, banner, session
        filters.dates_wanted.connect(self._want)
        session.deed_done.connect(self._take)

    def _want(self, then: RowFilter) -> None:
        self._banner.say("info", self.tr("Looking for the dates of the rows\u2026"))
        self._session.do(DatesWanted(then=then))

    def _take(self, done: DeedDone) -> None:
        deed = done.deed
        if not isinstance(deed, DatesWanted):
            return
        self._banner.hide()
        self._session.ask(FacetsAsked())
        if not done.value:
            said = self.tr("No column with dates was found in these sheets.")
            self._banner.say("info", said)
        elif deed.then.group in ("week", "month"):
            self._filters.ask(deed.then)
