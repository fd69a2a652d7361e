"""The place of all items: documents, items and the item being read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from app.desktop.accuracy_bar import AccuracyBar
from app.desktop.asking import Answered
from app.desktop.banner import Banner
from app.desktop.desk_header import DeskHeader
from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.filter_bar import FilterBar
from app.desktop.item_copying import ItemCopying
from app.desktop.item_dating import ItemDating
from app.desktop.item_menus import ItemMenus
from app.desktop.item_model import ItemModel
from app.desktop.item_questions import (
    CopyAsked,
    FacetsAsked,
    FindAsked,
    ListAsked,
    PlaceAsked,
    RowsWanted,
    WholeRowAsked,
)
from app.desktop.item_spot import filter_from, spot_words
from app.desktop.item_table import ItemTable
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.questions import (
    About,
    DocumentsAsked,
    DocumentsRead,
    PictureAsked,
    PictureDrawn,
    Problem,
)
from app.desktop.reader_pane import ReaderPane
from app.desktop.scheme_box import SchemeChoice
from app.desktop.session import Session
from app.desktop.tokens import SPACE
from app.desktop.words import number
from app.records import Document, ResultRow, RowFilter, RowListing, Scheme

__all__ = ["DeskPage"]

# How often the table looks again while a run fills it, in milliseconds.
_LOOK_AGAIN = 600
# After so long without the whole row, what is known of it is shown.
_PATIENCE = 150


class DeskPage(QWidget):
    """Shows a case; asks the session's readers for what is looked at."""

    def __init__(self, look: Look, choice: SchemeChoice, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: int | None = None
        self._coming: ResultRow | None = None
        self._wants_item: int | None = None
        self.header = DeskHeader(look, choice)
        self.banner = Banner(look)
        self.files = DocumentsModel(look, with_all=True, parent=self)
        self.documents = DocumentsView(self.files, self.tr("Documents"))
        self.filters = FilterBar(look)
        self.accuracy = AccuracyBar()
        self.labels = Banner(look)
        self.items = ItemModel(self)
        self.table = ItemTable(look, self.items)
        self.reader = ReaderPane(look)
        self.menus = ItemMenus(self.table, self.items, self.filters.columns)
        self.copying = ItemCopying(self.banner)
        self._dating = ItemDating(self.filters, self.banner, session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._again = self._timer(_LOOK_AGAIN, self.look_again)
        self._late = self._timer(_PATIENCE, self._show_coming)
        self._late.setSingleShot(True)
        self._arrange()
        self._connect()

    def show_case(self, scheme: Scheme | None, documents: tuple[Document, ...]) -> None:
        """A case is shown from its beginning."""
        self.banner.hide()
        self._document = None
        self.filters.reset()
        self._show_scheme(scheme)
        self.header.search.clear()
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.show_documents(documents)
        self.documents.stand_on(0)
        self.items.clear()
        self.reader.show_row(None)
        self._show_filtered()
        self._session.ask(FacetsAsked())

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """These are the documents of the case."""
        self.files.show_documents(documents)
        title = self.tr("Documents  {count}").format(count=number(len(documents)))
        self.documents_title.setText(title)

    def begin_run(self, scheme: Scheme | None) -> None:
        """A run has begun: the table looks again and again."""
        self._show_scheme(scheme)
        self._again.start()

    def end_run(self) -> None:
        """The run is over: the table looks a last time."""
        self._again.stop()
        self.look_again()
        self._session.ask(FacetsAsked())

    def look_again(self) -> None:
        """Rows, counts and documents are read anew."""
        self.items.refresh()
        self._session.ask(DocumentsAsked())

    def kept_place(self) -> str:
        """Filters, order, groups and the item, to come back to."""
        shown = self.reader.row
        key = shown.item.key if shown is not None and shown.item is not None else 0
        sidebar = self.sidebar.isVisibleTo(self)
        return spot_words(self.items.row_filter, key, sidebar=sidebar)

    def return_to(self, kept: str) -> None:
        """The same filters, order, groups and item again, as far as they are there."""
        wanted, key, sidebar = filter_from(kept)
        self.sidebar.setVisible(sidebar)
        known = {document.key for document in self.files.documents}
        if wanted.document not in known:
            wanted = replace(wanted, document=None)
        self._document = wanted.document
        self.documents.stand_on(wanted.document or 0)
        self.filters.return_to(wanted)
        self.header.search.setText(wanted.words)
        self.table.show_order(wanted)
        self._wants_item = key or None
        self.items.show_rows(wanted)

    def take_answer(self, answer: object) -> None:
        """What a reader found is shown where it belongs."""
        match answer:
            case Answered():
                self._take_answered(answer)
            case DocumentsRead():
                self.show_documents(answer.documents)
            case PictureDrawn():
                self.reader.take_picture(answer.question.token, answer.picture)
            case _:
                pass

    def take_problem(self, problem: Problem) -> None:
        """A question could not be answered; that is said beside what it was about."""
        if problem.about is About.PICTURE:
            what, remedy = told(problem.what), told(problem.remedy)
            self.reader.take_problem(problem.token, what, remedy)
        else:
            self.banner.say("error", told(problem.what), told(problem.remedy))

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many items, over the headings of groups."""
        at = self.table.currentIndex().row() + by
        while 0 <= at < self.items.rowCount() and self.items.group(at) is not None:
            at += 1 if by > 0 else -1
        if 0 <= at < self.items.rowCount():
            self.table.select_row(at)

    # ---------------------------------------------------------------- what is wanted

    def _show_scheme(self, scheme: Scheme | None) -> None:
        self.filters.show_categories(scheme)
        self.reader.correction.show_categories(scheme)

    def _wanted_filter(self) -> RowFilter:
        before, queue = self.items.row_filter, self.filters.wants_priority
        order = before.order
        if order in ("input", "priority"):
            order = "priority" if queue else "input"
        wanted = self.filters.wanted(before)
        return replace(
            wanted,
            order=order,
            reviewed=False if queue else wanted.reviewed,
            document=self._document,
            words=self.header.search.text().strip(),
        )

    def _show_filtered(self) -> None:
        self.items.show_rows(self._wanted_filter())

    def _filter(self) -> None:
        if self._wanted_filter() != self.items.row_filter:
            self._show_filtered()

    def _choose_order(self) -> None:
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._filter()

    def _choose_document(self, key: int) -> None:
        self._document = key or None
        self._filter()

    def _clear_all(self) -> None:
        """Every filter goes, also those that stand elsewhere on the page."""
        self._document = None
        self.documents.stand_on(0)
        self.header.search.clear()

    # ---------------------------------------------------------------- what has come

    def _take_answered(self, answer: Answered) -> None:
        value = answer.value
        match answer.question:
            case ListAsked() as question:
                self.items.take_list(question, value)  # type: ignore[arg-type]  # its answer
            case RowsWanted() as question:
                self.items.take_rows(question, value)  # type: ignore[arg-type]  # its answer
            case WholeRowAsked() as question:
                self._take_whole(question, value)
            case FacetsAsked():
                self.filters.show_facets(value)  # type: ignore[arg-type]  # its answer
                self.menus.show_headers(value.columns)  # type: ignore[attr-defined]  # as above
            case FindAsked() | PlaceAsked() as question:
                self._go_to(question, value)
            case CopyAsked() as question:
                self.copying.take(question, value)  # type: ignore[arg-type]  # its answer
            case _:
                pass

    def _go_to(self, question: FindAsked | PlaceAsked, found: object) -> None:
        if isinstance(found, int) and question.row_filter == self.items.row_filter:
            layout = self.items.layout
            if layout.groups:
                self.items.open_group(layout.line(found), opened=True)
            if self.items.layout.line(found) < self.items.rowCount():
                self.table.select_row(self.items.layout.line(found))

    def _find(self, beginning: str, again: int) -> None:
        at = self.table.currentIndex().row()
        row_at = self.items.layout.row(at) if at >= 0 else None
        after = (row_at if row_at is not None else 0) - (0 if again else 1)
        self._session.ask(
            FindAsked(
                generation=0,
                row_filter=self.items.row_filter,
                beginning=beginning,
                after=max(after, -1),
            )
        )

    def _read(self, coming: ResultRow | None) -> None:
        """The verdict of a row is shown at once, all of it as soon as it has come."""
        self._coming = coming
        if coming is None:
            at = self.table.currentIndex().row()
            if at < 0 or self.items.group(at) is not None:
                self.reader.show_row(None)
        elif coming.item is None:
            self.reader.show_row(coming)
        else:
            self.reader.announce(coming)
            self._late.start()
            self._session.ask(WholeRowAsked(key=coming.item.key))

    def _take_whole(self, question: WholeRowAsked, whole: object) -> None:
        coming = self._coming
        is_wanted = coming is not None and coming.item is not None
        if is_wanted and coming.item.key == question.key and isinstance(whole, ResultRow):  # type: ignore[union-attr]  # it is wanted
            self._late.stop()
            self.reader.show_row(whole, self.items.row_filter.words)

    def _show_coming(self) -> None:
        if self._coming is not None:
            self.reader.show_beginning(self._coming)

    def _show_counts(self, listing: RowListing) -> None:
        self.filters.show_counts(listing.by_status)
        wanted = self.items.row_filter
        elsewhere = bool(wanted.words or wanted.document is not None)
        narrowed = self.filters.narrows or elsewhere
        self.filters.show_narrowed(narrowed)
        # Before the table goes: what is hidden later would lose the focus it gets now.
        self.show_all.setVisible(narrowed)
        self._table_or_words.setCurrentIndex(1 if self.items.rowCount() == 0 else 0)
        holds_others = self._holds_others() and not listing.by_status.get(None)
        if holds_others:
            said = self.tr("This file holds other documents. Each is listed below it.")
        elif narrowed:
            said = self.tr("No item fits. Choose other filters or search for other words.")
        else:
            said = self.tr("No items yet. They appear here as they are read.")
        self._no_rows.setText(said)
        key, self._wants_item = self._wants_item, None
        if key is not None:
            self._session.ask(PlaceAsked(generation=0, row_filter=wanted, key=key))

    def _holds_others(self) -> bool:
        """Whether the chosen document is one that others came out of."""
        chosen = next((d for d in self.files.documents if d.key == self._document), None)
        return chosen is not None and any(
            d.path == chosen.path and len(d.inner) > len(chosen.inner)
            for d in self.files.documents
        )

    def _ask_picture(self, question: PictureAsked) -> None:
        self._session.ask_picture(replace(question, passwords=self._session.passwords))

    def _copy(self) -> None:
        chosen = self.table.stretches()
        self._session.ask(self.copying.question(self.items.row_filter, chosen))

    # ---------------------------------------------------------------- how it is made

    def _timer(self, interval: int, deed: object) -> QTimer:
        made = QTimer(self)
        made.setInterval(interval)
        made.timeout.connect(deed)
        return made

    def _connect(self) -> None:
        filters, table, session = self.filters, self.table, self._session
        self.items.asked.connect(session.ask)
        self.items.counted.connect(self._show_counts)
        filters.changed.connect(self._filter)
        filters.order_chosen.connect(self._choose_order)
        filters.cleared.connect(self._clear_all)
        filters.facets_wanted.connect(lambda: session.ask(FacetsAsked()))
        filters.documents.clicked.connect(self._fold)
        self.show_all.clicked.connect(filters.clear_filters)
        table.horizontalHeader().sortIndicatorChanged.connect(
            lambda column, _order: filters.show_order(column >= 0)
        )
        self.header.searched.connect(self._filter)
        self.documents.chosen.connect(self._choose_document)
        table.row_shown.connect(self._read)
        table.opened.connect(self.reader.begin_reading)
        table.typed.connect(self._find)
        table.copy_wanted.connect(self._copy)
        self.menus.copy_wanted.connect(self._copy)
        self.reader.picture_wanted.connect(self._ask_picture)
        session.answered.connect(self.take_answer)
        session.problem.connect(lambda problem: self.items.take_problem(problem.asked))

    def _fold(self) -> None:
        self.sidebar.setVisible(not self.sidebar.isVisibleTo(self))

    def _arrange(self) -> None:
        self.sidebar = self._sidebar()
        for part in (self.sidebar, self._middle(), self.reader):
            self.splitter.addWidget(part)
        self.splitter.setSizes([200, 660, 410])
        for at, stretch in enumerate((0, 3, 2)):
            self.splitter.setStretchFactor(at, stretch)
            self.splitter.setCollapsible(at, False)  # noqa: FBT003 - Qt's signature
        self.splitter.setHandleWidth(1)
        self.reader.setMinimumWidth(320)
        self.banner.setObjectName("across")
        self.labels.setObjectName("across")  # it has words enough for the whole width
        whole = column(self.header, self.banner, self.splitter, self.labels, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _sidebar(self) -> QFrame:
        self.documents_title = label(tone="muted")
        self.documents_title.setContentsMargins(SPACE.normal, SPACE.normal, 0, SPACE.hair)
        made = frame("sidebar")
        made.setMinimumWidth(150)
        made.setLayout(column(self.documents_title, self.documents, spacing=0))
        return made

    def _middle(self) -> QFrame:
        self._no_rows = label(tone="muted")
        self._no_rows.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._no_rows.setWordWrap(True)
        self.show_all = button(self.tr("Show all items"))
        self.show_all.hide()
        nothing = QWidget()
        nothing.setLayout(
            column(None, self._no_rows, row(None, self.show_all, None), None, margin=24)
        )
        self._table_or_words = QStackedWidget()
        self._table_or_words.addWidget(self.table)
        self._table_or_words.addWidget(nothing)
        made = frame("surface")
        made.setMinimumWidth(420)
        whole = column(self.filters, self.accuracy, self._table_or_words, spacing=0)
        whole.setStretch(2, 1)
        made.setLayout(whole)
        return made
