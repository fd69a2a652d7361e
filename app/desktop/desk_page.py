"""The second screen: documents, items and the item being read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from app.desktop.accuracy_bar import AccuracyBar
from app.desktop.banner import Banner
from app.desktop.desk_header import DeskHeader
from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.filter_bar import FilterBar
from app.desktop.item_model import ItemModel
from app.desktop.item_table import ItemTable
from app.desktop.look import Look
from app.desktop.pieces import column, frame, label
from app.desktop.questions import (
    About,
    CountsRead,
    DocumentsAsked,
    DocumentsRead,
    PictureAsked,
    PictureDrawn,
    Problem,
    RowsRead,
)
from app.desktop.reader_pane import ReaderPane
from app.desktop.scheme_box import SchemeChoice
from app.desktop.session import Session
from app.desktop.tokens import SPACE
from app.desktop.words import number
from app.records import Document, RowFilter, Scheme

__all__ = ["DeskPage"]

# How often the table looks again while a run fills it, in milliseconds.
_LOOK_AGAIN = 600


class DeskPage(QWidget):
    """Shows a case; asks the session's readers for what is looked at."""

    def __init__(self, look: Look, choice: SchemeChoice, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: int | None = None
        self.header = DeskHeader(look, choice)
        self.banner = Banner(look)
        self.files = DocumentsModel(look, with_all=True, parent=self)
        self.documents = DocumentsView(self.files, self.tr("Documents"))
        self.filters = FilterBar()
        self.accuracy = AccuracyBar()
        self.labels = Banner(look)
        self.items = ItemModel(self)
        self.table = ItemTable(look, self.items)
        self.reader = ReaderPane(look)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_AGAIN)
        self._again.timeout.connect(self.look_again)
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

    def look_again(self) -> None:
        """Rows, counts and documents are read anew."""
        self.items.refresh()
        self._session.ask(DocumentsAsked())

    def take_answer(self, answer: object) -> None:
        """What a reader found is shown where it belongs."""
        match answer:
            case RowsRead():
                self.items.take_rows(answer)
            case CountsRead():
                self.items.take_counts(answer)
            case DocumentsRead():
                self.show_documents(answer.documents)
            case PictureDrawn():
                self.reader.take_picture(answer.question.token, answer.picture)
            case _:
                pass

    def take_problem(self, problem: Problem) -> None:
        """A question could not be answered; that is said beside what it was about."""
        if problem.about is About.PICTURE:
            self.reader.take_problem(problem.token, problem.what, problem.remedy)
        else:
            self.items.take_problem(problem)
            self.banner.say("error", problem.what, problem.remedy)

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many rows."""
        at = self.table.currentIndex().row() + by
        if 0 <= at < self.items.rowCount():
            self.table.select_row(at)

    def _show_scheme(self, scheme: Scheme | None) -> None:
        self.filters.show_categories(scheme)
        self.reader.correction.show_categories(scheme)

    def _wanted_filter(self) -> RowFilter:
        order, queue = self.items.row_filter.order, self.filters.wants_priority
        if order in ("input", "priority"):
            order = "priority" if queue else "input"
        return replace(
            self.items.row_filter,
            order=order,
            reviewed=False if queue else None,
            status=self.filters.status,
            category=self.filters.chosen_category,
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

    def _show_counts(self, answer: CountsRead) -> None:
        self.filters.show_counts(answer.by_status)
        empty = self.items.rowCount() == 0
        self._table_or_words.setCurrentIndex(1 if empty else 0)
        filtered = self.items.row_filter != RowFilter()
        if self._holds_others() and not answer.by_status.get(None):
            said = self.tr("This file holds other documents. Each is listed below it.")
        elif filtered:
            said = self.tr("No item fits. Choose other filters or search for other words.")
        else:
            said = self.tr("No items yet. They appear here as they are read.")
        self._no_rows.setText(said)

    def _holds_others(self) -> bool:
        """Whether the chosen document is one that others came out of."""
        chosen = next((d for d in self.files.documents if d.key == self._document), None)
        return chosen is not None and any(
            d.path == chosen.path and len(d.inner) > len(chosen.inner)
            for d in self.files.documents
        )

    def _ask_picture(self, question: PictureAsked) -> None:
        self._session.ask_picture(replace(question, passwords=self._session.passwords))

    def _connect(self) -> None:
        self.items.asked.connect(self._session.ask)
        self.items.counted.connect(self._show_counts)
        self.filters.changed.connect(self._filter)
        self.filters.order_chosen.connect(self._choose_order)
        self.table.horizontalHeader().sortIndicatorChanged.connect(
            lambda column, _order: self.filters.show_order(column >= 0)
        )
        self.header.searched.connect(self._filter)
        self.documents.chosen.connect(self._choose_document)
        self.table.row_shown.connect(self.reader.show_row)
        self.reader.picture_wanted.connect(self._ask_picture)
        self._session.answered.connect(self.take_answer)

    def _arrange(self) -> None:
        for part in (self._sidebar(), self._middle(), self.reader):
            self.splitter.addWidget(part)
        self.splitter.setSizes([228, 718, 420])
        for at, stretch in enumerate((0, 3, 2)):
            self.splitter.setStretchFactor(at, stretch)
            self.splitter.setCollapsible(at, False)  # noqa: FBT003 - Qt's signature
        self.splitter.setHandleWidth(1)
        self.reader.setMinimumWidth(320)
        self.banner.setObjectName("across")
        whole = column(self.header, self.banner, self.splitter, spacing=0)
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
        self._table_or_words = QStackedWidget()
        self._table_or_words.addWidget(self.table)
        self._table_or_words.addWidget(self._no_rows)
        made = frame("surface")
        made.setMinimumWidth(420)
        self.labels.setObjectName("across")
        whole = column(
            self.filters, self.accuracy, self._table_or_words, self.labels, spacing=0
        )
        whole.setStretch(2, 1)
        made.setLayout(whole)
        return made
