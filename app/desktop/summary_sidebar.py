"""The left-hand pane: the documents, and the outline of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip, column, label
from app.desktop.summary_cited import Cited, Line, Source
from app.desktop.summary_lines_view import Lines, LinesOrWords
from app.desktop.summary_telling import document_lines
from app.desktop.summary_words import chip_words, clean, where_on_page
from app.desktop.tokens import SPACE
from app.records import SummarizedDocument, Summary, SummarySection

__all__ = ["SummarySidebar"]

_AT = Qt.ItemDataRole.UserRole
_MOST = 5000  # sections; a hostile file may have any number
_DEEPEST = 8


class SummarySidebar(QFrame):
    """Choosing a document shows its summary, choosing a section its page."""

    document_chosen = Signal(int)
    section_chosen = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self.documents = Lines(look, self.tr("Documents"))
        self.documents.shown.connect(self._choose)
        self.outline = _Outline(look)
        self.outline.chosen.connect(self.section_chosen)
        self.outline_words = LinesOrWords(self.outline)
        self._title = label(tone="muted")
        contents = label(self.tr("Contents"), tone="muted")
        for each in (self._title, contents):
            each.setContentsMargins(SPACE.normal, SPACE.normal, 0, SPACE.hair)
        upper, lower = QWidget(), QWidget()
        upper.setLayout(column(self._title, self.documents, spacing=0))
        lower.setLayout(column(contents, self.outline_words, spacing=0))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(lower)
        self._was_moved = False
        self.splitter.splitterMoved.connect(self._keep_as_moved)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.setLayout(column(self.splitter, spacing=0))

    def show_documents(
        self, documents: tuple[SummarizedDocument, ...], *, is_running: bool
    ) -> None:
        """These documents are listed; the chosen one stays chosen."""
        count = len(documents)
        self._title.setText(self.tr("Documents ({count})").format(count=count))
        with QSignalBlocker(self.documents):
            lines = document_lines(documents, is_running=is_running)
            self.documents.show_lines(lines)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list is as high as its documents, unless a person has said otherwise."""
        super().resizeEvent(event)
        self._fit()

    def stand_on(self, document: int) -> None:
        """The line of this document is the current one; nothing is told."""
        with QSignalBlocker(self.documents):
            self.documents.choose_ref(("document", document))

    def show_outline(self, summary: Summary | None) -> None:
        """The contents of the chosen document."""
        self.outline.show_sections(summary)
        there = summary is not None and bool(summary.outline)
        nothing = self.tr("No headings were found.") if summary is not None else " "
        self.outline_words.say("" if there else nothing)

    def _keep_as_moved(self) -> None:
        self._was_moved = True

    def _fit(self) -> None:
        if self._was_moved:
            return
        count = self.documents.lines.rowCount()
        wanted = sum(self.documents.sizeHintForRow(at) for at in range(min(count, 12)))
        title = self._title.sizeHint().height()
        room = max(self.splitter.height(), 2)
        upper = min(max(wanted + title + SPACE.section, 110), round(room * 0.45))
        self.splitter.setSizes([upper, room - upper])

    def _choose(self, line: Line) -> None:
        self.document_chosen.emit(line.at[0])


class _Outline(QTreeWidget):
    """Headings with their pages, as deep as the document has them."""

    chosen = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._summary: Summary | None = None
        self.setObjectName("outline")
        self.setAccessibleName(self.tr("Contents of the document"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setMinimumSectionSize(20)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegate(_HeadingDelegate(look, self))
        self.itemClicked.connect(lambda item, _column: self._choose(item))

    def show_sections(self, summary: Summary | None) -> None:
        """These sections are shown; the same ones keep the cursor."""
        before = self._summary
        if before is not None and summary is not None and _same_outline(before, summary):
            self._summary = summary
            return
        self._summary = summary
        with QSignalBlocker(self):
            self.clear()
            if summary is not None:
                self._fill(summary.outline[:_MOST])
                self.expandToDepth(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is seen; passing by with Tab shows no page."""
        super().focusInEvent(event)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        if (item := self.currentItem()) is not None:
            item.setSelected(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters show the heading they lead to, Return the same once more."""
        before = self.currentItem()
        super().keyPressEvent(event)
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if opens or self.currentItem() is not before:
            self._choose(self.currentItem())

    def _fill(self, sections: Sequence[SummarySection]) -> None:
        above: list[tuple[int, QTreeWidgetItem]] = []
        for at, section in enumerate(sections):
            said = clean(section.heading, 300) or self.tr("Beginning")
            item = QTreeWidgetItem([said, chip_words(section.page)])
            item.setData(0, _AT, at)
            where = where_on_page(section.page, section.label)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{said}, {where}")
            item.setToolTip(0, as_tip(f"{said}, {where}"))
            alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            item.setTextAlignment(1, alignment)
            while above and above[-1][0] >= section.level:
                above.pop()
            if above:
                above[-1][1].addChild(item)
            else:
                self.addTopLevelItem(item)
            if section.level and len(above) < _DEEPEST:
                above.append((section.level, item))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is None or self._summary is None:
            return
        section = self._summary.outline[item.data(0, _AT)]
        source = Source(
            document=self._summary.document, name=self._summary.name, page=section.page
        )
        self.chosen.emit(section, Cited(sources=(source,)))


class _HeadingDelegate(QStyledItemDelegate):
    """The bar before the cursor's line, as in the lists of lines."""

    def __init__(self, look: Look, view: QTreeWidget) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What is chosen is paler while the focus is elsewhere."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected and not self._view.hasFocus():
            option.state &= ~QStyle.StateFlag.State_Selected
            option.backgroundBrush = QBrush(self._look.colour("hover"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The line is drawn."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected and index.column() == 0:
            tone = self._look.colour("accent" if self._view.hasFocus() else "edge")
            rect = option.rect
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tone)


def _same_outline(one: Summary, other: Summary) -> bool:
    return (one.document, one.outline) == (other.document, other.outline)
