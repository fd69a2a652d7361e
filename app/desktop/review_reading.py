"""The item that is looked at: what it is, why it needs a person, its text or its page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.desktop import words
from app.desktop.columns_view import ColumnsView
from app.desktop.look import Look, scale_font
from app.desktop.page_view import PageView
from app.desktop.pieces import (
    ElidedLabel,
    IconLabel,
    button,
    column,
    frame,
    label,
    row,
)
from app.desktop.quoted import flowing, shown_text
from app.desktop.review_shelf import first_page
from app.desktop.review_why import WhyPanel
from app.desktop.segments import Segments
from app.desktop.text_view import TextView
from app.desktop.tokens import SPACE, TYPE
from app.records import Item, ReviewItem, ReviewReasons

__all__ = ["ItemReading"]

_TEXT, _PAGE, _COLUMNS = range(3)
_PICTURED = ("pdf", "image")
_LARGE = 1.15


class ItemReading(QFrame):
    """One item, large; the view that was chosen stays from item to item."""

    picture_wanted = Signal(int, int)
    why_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._item: ReviewItem | None = None
        self._wanted_view = _TEXT
        self._is_following = False
        self._wants_why = False
        self.title = label(size=TYPE.heading)
        self.title.setWordWrap(True)
        self.source = ElidedLabel(tone="muted", size=TYPE.small)
        self.reason_icon = IconLabel(look, 18)
        self.reason = label(tone="review")
        self.reason.setWordWrap(True)
        self.failure = label(tone="error")
        self.failure.setWordWrap(True)
        self.why = WhyPanel()
        self.why_button = button(self.tr("Wh&y?  F2"), kind="quiet", name=self.tr("Why?"))
        self.text = TextView(look)
        scale_font(self.text, _LARGE)
        self.page = PageView(look)
        self.columns = ColumnsView()
        self.views = QStackedWidget()
        for view in (self.text, self.page, self.columns):
            self.views.addWidget(view)
        self.tabs = Segments((self.tr("&Text"), self.tr("P&age"), self.tr("Ro&w")))
        self.page.wanted.connect(self.picture_wanted)
        self.tabs.chosen.connect(self._turn)
        self.why_button.clicked.connect(self.why_wanted)
        self._arrange()

    @property
    def item(self) -> ReviewItem | None:
        """The item that is shown."""
        return self._item

    @property
    def view(self) -> QWidget:
        """What has the focus while the item is read: text, page or row."""
        return (self.text, self.page.room, self.columns)[self.views.currentIndex()]

    @property
    def shows_page(self) -> bool:
        """Whether pages are looked at rather than their text."""
        return self._wanted_view == _PAGE

    @property
    def wants_why(self) -> bool:
        """Whether the reasons are looked at."""
        return self._wants_why

    def show_item(self, shown: ReviewItem) -> None:
        """This item is read."""
        item, self._item = shown.row.item, shown
        if item is None:
            return
        self.title.setText(words.file_name(shown.row.document))
        self.source.say(_source(shown, item))
        reason = words.reason_words(shown.row)
        self.reason.setText(reason)
        self.reason_icon.show_icon("review", "review")
        for each in (self.reason, self.reason_icon):
            each.setVisible(bool(reason))
        self.say_failure("")
        page_line = self.tr("\u2014 Page {page} \u2014")
        is_page = shown.row.document.kind in _PICTURED
        readable = shown_text(item, shown.row.verdict, page_line)
        self.text.show_text(flowing(readable) if is_page else readable)
        self.columns.show_columns(item.columns)
        self._offer((True, is_page, bool(item.columns)))
        if is_page:
            pages = max((p.place.page or 1 for p in item.passages), default=1)
            self.page.show_pages(pages, first_page(shown))

    def show_reasons(self, reasons: ReviewReasons) -> None:
        """Why it was decided so, if that is looked at."""
        if self._item is not None and self._wants_why:
            self.why.show()
            self.why.show_reasons(self._item, reasons)

    def show_why(self, *, wanted: bool) -> None:
        """Whether the reasons are looked at."""
        self._wants_why = wanted
        if not wanted:
            self.why.hide()

    def say_failure(self, text: str) -> None:
        """What could not be kept of it, and what to do; empty for nothing."""
        self.failure.setText(text)
        self.failure.setVisible(bool(text))
        self.failure.setAccessibleName(text)

    def turn_on(self) -> None:
        """The next of the views that this item has."""
        offered = [at for at, tab in enumerate(self.tabs.buttons) if tab.isVisible()]
        at = offered.index(self.tabs.at) if self.tabs.at in offered else -1
        self.tabs.choose(offered[(at + 1) % len(offered)])

    def _turn(self, at: int) -> None:
        if not self._is_following:
            self._wanted_view = at
        self.views.setCurrentIndex(at)

    def _offer(self, offered: tuple[bool, bool, bool]) -> None:
        self._is_following = True
        self.tabs.offer(offered)
        wanted = self._wanted_view if offered[self._wanted_view] else _TEXT
        if self.tabs.at != wanted:
            self.tabs.choose(wanted)
        self._is_following = False
        self.tabs.setVisible(sum(offered) > 1)

    def _arrange(self) -> None:
        stands = row(self.reason_icon, self.reason, spacing=6)
        stands.setStretch(1, 1)
        below = row(self.tabs, None, self.why_button, spacing=SPACE.small)
        head = column(self.title, self.source, stands, self.failure, below, spacing=3)
        head.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.normal, SPACE.hair)
        line = frame("rule")
        line.setFixedHeight(1)
        whole = column(head, self.why, line, self.views, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.failure.hide()


def _source(shown: ReviewItem, item: Item) -> str:
    whole = words.plain_line(shown.row.document.name)
    name = words.file_name(shown.row.document)
    place = words.place_words(item.place)
    return ", ".join(part for part in (whole if whole != name else "", place) if part)
