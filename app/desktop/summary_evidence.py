"""The right-hand pane: the page that a line stands on, marked, and its exact words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QStackedWidget,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.page_view import PageView
from app.desktop.pieces import ElidedLabel, column, frame, label, row
from app.desktop.quoted import ShownText, flowing, marked_page
from app.desktop.segments import Segments
from app.desktop.summary_cited import Cited, Source
from app.desktop.summary_exact_words import ExactWords
from app.desktop.summary_questions import PageTextAsked, SummaryPictureAsked
from app.desktop.summary_words import clean
from app.desktop.text_view import TextView
from app.desktop.tokens import SPACE, TYPE
from app.records import PagePicture, SummarizedDocument

__all__ = ["EvidencePane"]

_PAGE, _TEXT = range(2)
_PICTURED = ("pdf", "image")


class EvidencePane(QFrame):
    """A place in a document, seen as the page, as its text, and as the words alone.

    Args:
        look: Colours and icons.
    """

    asked = Signal(object)
    picture_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._documents: dict[int, SummarizedDocument] = {}
        self._cited: Cited | None = None
        self._at = 0
        self._token = 0
        self._text_token = 0
        self._text = ""
        self._text_of = (0, 0)
        self._preferred = _PAGE
        self.name = ElidedLabel(tone="muted", size=TYPE.small)
        self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.tabs = Segments((self.tr("Pa&ge"), self.tr("Te&xt")))
        self.page = PageView(look)
        self.text = TextView(look)
        self.text.setAccessibleName(self.tr("Text of the page"))
        self.views = QStackedWidget()
        self.exact = ExactWords(look)
        self._whole = QStackedWidget()
        self._arrange()
        self._connect()

    def show_documents(self, documents: tuple[SummarizedDocument, ...]) -> None:
        """What is known of the documents: which have pages that can be drawn."""
        self._documents = {each.document: each for each in documents}

    def show_cited(self, cited: Cited | None) -> None:
        """This is what a line stands on; None where it stands on nothing."""
        if cited is None or not cited.sources:
            self.clear(self.tr("Nothing in the document stands behind this line."))
            return
        if cited == self._cited:
            self._show(self._source)
            return
        before = self._source
        self._cited, self._at = cited, 0
        self._show(before)

    def show_again(self) -> None:
        """The marked words are shown again; of several places, the next one."""
        if self._cited is None:
            return
        source = self._source
        moved = source is not None and self.page.shown_page != source.page
        if not moved and len(self._cited.sources) > 1:
            self.go_on(1)
            return
        self._show(source)

    def clear(self, said: str = "") -> None:
        """Nothing is shown, and why."""
        self._cited, self._at = None, 0
        self._text_of = (0, 0)
        usual = self.tr("Choose a sentence or a fact. Its page appears here, with the "
                        "words that it stands on marked.")  # fmt: skip
        self._nothing.setText(said or usual)
        self._whole.setCurrentIndex(0)

    def go_on(self, by: int) -> None:
        """The next or previous place of the same line, round and round."""
        if self._cited is not None and self._cited.sources:
            before = self._source
            self._at = (self._at + by) % len(self._cited.sources)
            self._show(before)

    @property
    def cited(self) -> Cited | None:
        """What is shown."""
        return self._cited

    @property
    def copied(self) -> str:
        """What copying gives; empty where there is nothing to copy."""
        return self._cited.copied if self._cited else ""

    def take_picture(self, token: int, picture: PagePicture) -> None:
        """A page has come; only the one asked for last is shown."""
        if token == self._token:
            self.page.take_picture(picture)

    def take_text(self, token: int, text: str) -> None:
        """The text of a page has come."""
        source = self._source
        if token == self._text_token and source is not None:
            self._text = text
            self._text_of = (source.document, source.page)
            self._show_text()

    def take_problem(self, token: int, what: str, remedy: str) -> bool:
        """Whether it was the page asked for last that cannot be shown."""
        if token == self._token:
            self.page.take_problem(what, remedy)
        return token in (self._token, self._text_token)

    @property
    def _source(self) -> Source | None:
        if self._cited is None or not self._cited.sources:
            return None
        return self._cited.sources[self._at]

    def _show(self, before: Source | None) -> None:
        source, cited = self._source, self._cited
        if source is None or cited is None:
            return
        was_empty = self._whole.currentIndex() == 0
        self._whole.setCurrentIndex(1)
        self.exact.show_place(cited, self._at)
        self.name.say(clean(source.name, 300))
        document = self._documents.get(source.document)
        pictured = document is None or document.kind in _PICTURED
        self.tabs.setVisible(pictured)
        view = self._preferred if pictured else _TEXT
        if self.views.currentIndex() != view:
            self.views.setCurrentIndex(view)
        same = before is not None and (before.document, before.page) == (
            source.document,
            source.page,
        )
        if same and not was_empty and self.page.shown_page == source.page:
            self.page.mark_anew()
        else:
            pages = document.pages if document else source.page
            self.page.show_pages(pages, source.page)
        self._want_text()

    def _want_text(self) -> None:
        source = self._source
        if source is None or self.views.currentIndex() != _TEXT:
            return
        if self._text_of == (source.document, source.page):
            self._show_text()
            return
        self.text.show_text(ShownText(text=""))  # never the words of another page
        self._text_token += 1
        question = PageTextAsked(
            token=self._text_token, document=source.document, page=source.page
        )
        self.asked.emit(question)

    def _show_text(self) -> None:
        source = self._source
        quotation = source.quotation if source else None
        quote, start = (quotation.quote, quotation.start) if quotation else ("", 0)
        shown = marked_page(self._text, quote, start)
        if not self._text:
            nothing = self.tr("This page has no text, or it is not in the case file.")
            shown = replace(shown, text=nothing)
        self.text.show_text(flowing(shown))

    def _want_picture(self, page: int, width: int) -> None:
        source = self._source
        if source is None:
            return
        mark = None
        if source.quotation is not None and page == source.page:
            mark = (source.quotation.start, source.quotation.end)
        self._token += 1
        self.picture_wanted.emit(
            SummaryPictureAsked(
                token=self._token,
                document=source.document,
                page=page,
                width=width,
                mark=mark,
            )
        )

    def _choose_view(self, at: int) -> None:
        self._preferred = at
        self.views.setCurrentIndex(at)
        self._want_text()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._choose_view)
        self.page.wanted.connect(self._want_picture)
        self.exact.moved.connect(self.go_on)

    def _arrange(self) -> None:
        self.views.addWidget(self.page)
        self.views.addWidget(self.text)
        self._nothing = label(tone="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        nothing = QWidget()
        nothing.setLayout(column(None, self._nothing, None, margin=SPACE.page))
        self._whole.addWidget(nothing)
        self._whole.addWidget(self._something())
        self.setLayout(column(self._whole, spacing=0))
        self.clear()

    def _something(self) -> QWidget:
        top = row(self.tabs, self.name, spacing=SPACE.small)
        top.setStretch(1, 1)
        top.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, 0)
        line = frame("rule")
        line.setFixedHeight(1)
        made = QWidget()
        whole = column(top, self.views, line, self.exact, spacing=0)
        whole.setStretch(1, 1)
        made.setLayout(whole)
        return made
