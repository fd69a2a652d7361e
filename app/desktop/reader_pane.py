"""The right-hand pane: an item read closely."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.desktop import words
from app.desktop.columns_view import ColumnsView
from app.desktop.correction_bar import CorrectionBar
from app.desktop.look import Look
from app.desktop.page_view import PageView
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.questions import PictureAsked
from app.desktop.quoted import flowing, shown_text
from app.desktop.segments import Segments
from app.desktop.text_view import TextView
from app.desktop.tokens import SPACE
from app.desktop.verdict_card import VerdictCard
from app.records import Item, PagePicture, ResultRow

__all__ = ["ReaderPane"]

_TEXT, _PAGE, _COLUMNS = range(3)
_LEAST = 60


class ReaderPane(QFrame):
    """A verdict with the text it was made for, its page, or its row."""

    picture_wanted = Signal(object)
    passwords_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._row: ResultRow | None = None
        self._sought = ""
        self._announced: ResultRow | None = None
        self._token = 0
        self.card = VerdictCard(look)
        self.correction = CorrectionBar(look)
        self.text = TextView(look)
        self.page = PageView(look)
        self.columns = ColumnsView()
        self.page.wanted.connect(self._want_picture)
        self.views = QStackedWidget()
        self.views.setMinimumHeight(_LEAST)  # a large font leaves no more on a small screen
        for view in (self.text, self.page, self.columns):
            self.views.addWidget(view)
        self.tabs = Segments((self.tr("&Text"), self.tr("P&age"), self.tr("Ro&w")))
        self.tabs.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, 0)
        self.tabs.chosen.connect(self.views.setCurrentIndex)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._nothing())
        self._whole.addWidget(self._something())
        self.setLayout(column(self._whole, spacing=0))

    @property
    def row(self) -> ResultRow | None:
        """What is read, whole; None for nothing."""
        return self._row

    def announce(self, coming: ResultRow) -> None:
        """The verdict of this row is shown; the row itself is on its way."""
        before = self._row.item.key if self._row and self._row.item else 0
        if coming.item is None or coming.item.key != before:
            self._row = None
        self._announced = _judged(coming)
        self._whole.setCurrentIndex(1)
        self.card.show_row(coming)
        self.correction.show_row(coming)

    def show_beginning(self, coming: ResultRow) -> None:
        """The row takes its time: as much of its text is shown as a list knows."""
        if self._row is None and coming.item is not None:
            self.text.show_text(shown_text(coming.item, None, ""))

    def show_row(self, shown: ResultRow | None, sought: str = "") -> None:
        """This row is read, with the words marked that were looked for; None for none."""
        before = self._row
        self._sought = sought
        self._whole.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            self._announced = self._row = None
            return
        if self._announced != _judged(shown):  # else a person may be typing there already
            self.announce(shown)
        self._row = shown
        self.card.show_note(shown.note)
        self.tabs.setVisible(shown.item is not None)
        self.views.setVisible(shown.item is not None)
        self._failed.setVisible(shown.item is None)
        if shown.item is None:
            self._remedy.setText(words.remedy_words(shown.document))
            self.unlock.setVisible(shown.document.reason_code == "password")
        if shown.item is not None:
            self._show_item(shown, shown.item)
            if (
                before is None
                or before.item != shown.item
                or before.verdict != shown.verdict
            ):
                self._show_page(shown, shown.item)

    def begin_reading(self) -> None:
        """Whatever shows the item has the focus."""
        at = self.views.currentWidget()
        if self._row is not None and self.views.isVisible() and at is not None:
            (at.room if at is self.page else at).setFocus()

    def take_picture(self, token: int, picture: PagePicture) -> None:
        """A page picture has come; only the one asked for last is shown."""
        if token == self._token:
            self.page.take_picture(picture)

    def take_problem(self, token: int, what: str, remedy: str) -> None:
        """A page picture could not be drawn."""
        if token == self._token:
            self.page.take_problem(what, remedy)

    def _show_item(self, shown: ResultRow, item: Item) -> None:
        page_line = self.tr("\u2014 Page {page} \u2014")
        is_page = shown.document.kind in ("pdf", "image")
        readable = shown_text(item, shown.verdict, page_line)
        self.text.show_text(flowing(readable) if is_page else readable, self._sought)
        self.columns.show_columns(item.columns)
        self.tabs.offer((True, is_page, bool(item.columns)))

    def _show_page(self, shown: ResultRow, item: Item) -> None:
        pages = max((p.place.page or 1 for p in item.passages), default=1)
        evidence = shown.verdict.evidence if shown.verdict else None
        page = evidence.place.page if evidence else item.place.page
        self.page.show_pages(pages, page or 1)

    def _want_picture(self, page: int, width: int) -> None:
        if self._row is not None and self._row.item is not None:
            self._token += 1
            self.picture_wanted.emit(
                PictureAsked(
                    token=self._token, item_key=self._row.item.key, page=page, width=width
                )
            )

    def _nothing(self) -> QWidget:
        says = label(self.tr("Choose an item to read it here."), tone="muted")
        says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made = QWidget()
        made.setLayout(column(None, says, None))
        return made

    def _something(self) -> QWidget:
        lines = (frame("rule"), frame("rule"))
        for line in lines:
            line.setFixedHeight(1)
        self._remedy = label()
        self._remedy.setWordWrap(True)
        self.unlock = button(self.tr("Enter &passwords\u2026"))
        self.unlock.clicked.connect(self.passwords_wanted)
        self._failed = QWidget()
        self._failed.setLayout(
            column(
                label(self.tr("What you can do"), tone="muted"),
                self._remedy,
                row(self.unlock, None),
                margin=SPACE.wide,
            )
        )
        made = QWidget()
        body = column(
            *(self.card, lines[0], self.correction, lines[1]),
            *(self.tabs, self.views, self._failed),
            spacing=0,
        )
        body.setStretchFactor(self.views, 1)
        body.addStretch(0)
        made.setLayout(body)
        return made


def _judged(row: ResultRow) -> ResultRow:
    """What a shortened row and the whole one have in common."""
    verdict = replace(row.verdict, evidence=None) if row.verdict else None
    item = replace(row.item, text="", passages=(), columns={}) if row.item else None
    return replace(row, item=item, verdict=verdict, note="", date="")
