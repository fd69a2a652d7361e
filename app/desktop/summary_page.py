"""The screen of summaries: documents, what they say, and the page that it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.desktop.banner import Banner
from app.desktop.folding_bar import FoldingBar
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, button, column, frame, label, row
from app.desktop.segments import Segments
from app.desktop.summary_changes import ChangesView
from app.desktop.summary_cited import Cited, Line
from app.desktop.summary_evidence import EvidencePane
from app.desktop.summary_lines_view import Lines
from app.desktop.summary_reading import SummaryReading
from app.desktop.summary_side_by_side import SideBySide
from app.desktop.summary_sidebar import SummarySidebar
from app.desktop.summary_table import LineTable
from app.desktop.summary_words import documents_summary
from app.desktop.tokens import SPACE, TYPE
from app.records import SummarizedDocument, Summary, SummarySection

__all__ = ["SummaryPage"]

ONE, SIDE_BY_SIDE, CHANGED = range(3)
_WAITING = 80  # of the sentence while there is nothing else, in average characters


class SummaryPage(QWidget):
    """Shows summaries; what a person does to them is told by the buttons' own signals."""

    document_wanted = Signal(int)
    table_wanted = Signal()
    passwords_wanted = Signal()
    setup_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.documents: tuple[SummarizedDocument, ...] = ()
        self.chosen = 0
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.says = ElidedLabel(tone="muted")
        self.locked: frozenset[int] = frozenset()
        self._is_running = False
        self.modes = Segments(
            (self.tr("One documen&t"), self.tr("S&ide by side"), self.tr("W&hat changed"))
        )
        self.again = button(self.tr("S&ummarize\u2026"))
        self.save = button(self.tr("&Export\u2026"))
        self.more = button(self.tr("Mo&re"), kind="menu")
        self.more.setMenu(self._menu())
        self.sidebar = SummarySidebar(look)
        self.reading = SummaryReading(look)
        self.side_by_side = SideBySide(look)
        self.changes = ChangesView(look)
        self.evidence = EvidencePane(look)
        self.body = QStackedWidget()
        self.main = QStackedWidget()
        self.middle = QStackedWidget()
        self.waiting = label()
        self.choose = button(self.tr("C&hoose documents\u2026"), kind="primary")
        self.nothing = label(tone="muted")
        self.begin = button(self.tr("Su&mmarize it\u2026"), kind="primary")
        self._arrange()
        self._connect()

    @property
    def summary(self) -> Summary | None:
        """The summary that is on the screen."""
        return self.reading.summary if self.middle.currentIndex() == 0 else None

    @property
    def summarized(self) -> tuple[int, ...]:
        """Keys of the documents that have a summary, or a first look of one."""
        return tuple(
            each.document for each in self.documents if each.state in ("first", "whole")
        )

    def follow(self, locked: frozenset[int], *, is_running: bool) -> None:
        """Which documents need a password, and whether a run is on."""
        changed = (locked, is_running) != (self.locked, self._is_running)
        self.locked, self._is_running = locked, is_running
        self.reading.follow(is_running=is_running)
        if changed and self.documents:
            self.sidebar.show_documents(self.documents, is_running=is_running)
            if self.chosen and self.chosen not in self.summarized:
                self.show_nothing()

    def show_documents(self, documents: tuple[SummarizedDocument, ...]) -> None:
        """How far each document is; the first that has anything to show is chosen."""
        self.documents = documents
        made = self.summarized
        self.says.say(documents_summary(documents))
        self.sidebar.show_documents(documents, is_running=self._is_running)
        self.evidence.show_documents(documents)
        several = len(made) > 1
        self.modes.offer((True, several, several))
        self.modes.setVisible(several)
        self.changes.show_documents([d for d in documents if d.document in made])
        known = [each.document for each in documents]
        if self.chosen not in known:
            self.chosen = 0
        if not self.chosen and made:
            self.chosen = made[0]
        self.body.setCurrentIndex(1 if made or self.chosen else 0)
        if self.chosen:
            self.sidebar.stand_on(self.chosen)

    def show_summary(self, summary: Summary) -> None:
        """This is what the chosen document says; summaries of others are not shown."""
        if summary.document != self.chosen:
            return
        shown = self.reading.summary
        is_other = shown is None or shown.document != summary.document
        self.reading.show_summary(summary, len(self.summarized))
        self.sidebar.show_outline(summary)
        self.middle.setCurrentIndex(0)
        if is_other:
            self.evidence.clear()
            self._begin_with_a_fact()

    def show_waiting(self, said: str) -> None:
        """There is nothing to show yet, and why."""
        self.waiting.setText(said)
        self.choose.hide()
        self.body.setCurrentIndex(0)

    def show_nothing_yet(self) -> None:
        """Nothing is summarized yet; what that would bring."""
        self.show_waiting(
            self.tr(
                "Postroom reads long documents and shows their facts and main sentences. "
                "Each comes with its page and the exact words it stands on."
            )
        )
        self.choose.show()

    def forget(self) -> None:
        """Another case: nothing of the one before is shown."""
        self.banner.hide()
        self.chosen = 0
        self.documents = ()
        self.reading.summary = None
        self.evidence.clear()
        self.changes.forget()
        self.modes.choose(ONE)
        self.modes.hide()
        self.show_waiting("")

    def show_nothing(self) -> None:
        """The chosen document has no summary; what can be done about it."""
        document = next((d for d in self.documents if d.document == self.chosen), None)
        said = self.tr("This document is not summarized yet.")
        if document is not None and document.state != "failed" and document.reason:
            said = f"{said} {told(document.reason)}"
        if document is not None and document.state == "failed":
            said = self.tr("This document could not be summarized. {reason}").format(
                reason=told(document.reason)
            )
        does = self.tr("Su&mmarize it\u2026")
        if document is not None and document.state == "failed":
            does = self.tr("Try a&gain\u2026")
        if self.chosen in self.locked:
            said = self.tr("This document is locked. Give its password, and it is read.")
            does = self.tr("&Give the password\u2026")
        self.nothing.setText(said.strip())
        self.begin.setText(does)
        self.begin.setAccessibleName(does.replace("&", ""))
        self.sidebar.show_outline(None)
        self.middle.setCurrentIndex(1)
        self.evidence.clear()

    def go_on(self, by: int) -> None:
        """The next or previous line of the view on the screen."""
        self._view.go_on(by)

    @property
    def _view(self) -> Lines | LineTable:
        """The list or table that is on the screen."""
        views: dict[int, Lines | LineTable] = {
            SIDE_BY_SIDE: self.side_by_side.table,
            CHANGED: self.changes.list,
        }
        return views.get(self.modes.at, self.reading.view)

    def choose_document(self, document: int) -> None:
        """This document is chosen, as if its line had been clicked."""
        self.modes.choose(ONE)
        self.sidebar.documents.choose_ref(("document", document))

    def ask(self) -> None:
        """The line for questions has the focus."""
        self.modes.choose(ONE)
        self.reading.tabs.choose(self.reading.asking)
        self.reading.asking.line.setFocus()
        self.reading.asking.line.selectAll()

    def copy(self) -> None:
        """What is shown at the right is in the clipboard, with its reference."""
        if self.evidence.copied:
            QApplication.clipboard().setText(self.evidence.copied)
            self.evidence.exact.show_copied()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a message."""
        if event.key() == Qt.Key.Key_Escape and not self.banner.isHidden():
            self.banner.hide()
        else:
            super().keyPressEvent(event)

    def _begin_with_a_fact(self) -> None:
        """The first thing that is stated, so that a page is there to be looked at."""
        view = self.reading.view
        if view.current_line is None:
            view.go_on(1)

    def _choose_document(self, document: int) -> None:
        if document != self.chosen:
            self.banner.hide()
        self.chosen = document
        if document in self.summarized:
            self.document_wanted.emit(document)
        else:
            self.show_nothing()

    def _choose_section(self, section: SummarySection, cited: Cited) -> None:
        self.reading.show_heading(section)
        self.evidence.show_cited(cited)

    def _show(self, line: Line) -> None:
        if line == self._view.current_line:  # what comes late to a view out of sight waits
            self.evidence.show_cited(line.cited)

    def _open(self, line: Line) -> None:
        self.evidence.show_cited(line.cited)
        self.evidence.show_again()

    def _show_back(self, line: Line) -> None:
        """Whoever comes back to a list finds its line beside it again."""
        if line == self._view.current_line and line.cited != self.evidence.cited:
            self.evidence.show_cited(line.cited)

    def _begin(self) -> None:
        if self.chosen in self.locked:
            self.passwords_wanted.emit()
        else:
            self.setup_wanted.emit()

    def _choose_mode(self, at: int) -> None:
        self.banner.hide()
        self.main.setCurrentIndex(at)
        if at == SIDE_BY_SIDE:
            self.table_wanted.emit()
        elif at == CHANGED:
            self.changes.begin()
        self._turned()

    def _turned(self) -> None:
        if self._view.current_line is None:
            self._view.go_on(1)
        line = self._view.current_line
        if line is not None:
            self._show(line)
        else:
            self.evidence.clear()

    def _connect(self) -> None:
        self.modes.chosen.connect(self._choose_mode)
        self.sidebar.document_chosen.connect(self._choose_document)
        self.sidebar.section_chosen.connect(self._choose_section)
        self.evidence.exact.copy.clicked.connect(self.copy)
        self.begin.clicked.connect(self._begin)
        self.again.clicked.connect(self.setup_wanted)
        self.reading.turned.connect(self.banner.hide)
        self.reading.turned.connect(self._turned)
        for view in (self.reading, self.side_by_side, self.changes):
            view.shown.connect(self._show)
            view.opened.connect(self._open)
            view.returned.connect(self._show_back)

    def _arrange(self) -> None:
        bar = FoldingBar()
        title = label(self.tr("Summaries"), size=TYPE.heading)
        parts = row(
            *(title, self.says, self.modes),
            *(SPACE.small, self.again, self.save, self.more),
            spacing=SPACE.small,
        )
        parts.setStretchFactor(self.says, 1)
        parts.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        bar.setLayout(parts)
        bar.hide_when_narrow(title, self.again, self.save)
        bar.show_when_narrow(self.more)
        self.splitter = _splitter((self._left(), self.evidence), (816, 550), (1, 1))
        self.evidence.setMinimumWidth(320)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.waiting.setWordWrap(True)
        self.waiting.setFixedWidth(_WAITING * self.fontMetrics().averageCharWidth())
        beside = row(None, self.waiting, None)
        starts = row(None, self.choose, None)
        waits = QWidget()
        waits.setLayout(
            column(
                None, beside, starts, None, None,
                margin=SPACE.page, spacing=SPACE.wide,
            )
        )  # fmt: skip
        self.body.addWidget(waits)
        self.body.addWidget(self.splitter)
        whole = column(bar, self.banner, self.body, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.modes.hide()  # until there are several summaries

    def _menu(self) -> QMenu:
        """What the bar has no room for in a narrow window."""
        menu = QMenu(self)
        for does in (self.again, self.save):
            entry = menu.addAction(does.text())
            entry.triggered.connect(does.click)
            menu.aboutToShow.connect(
                lambda entry=entry, does=does: entry.setEnabled(does.isEnabled())
            )
        return menu

    def _left(self) -> QWidget:
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = QWidget()
        beside = row(None, self.begin, None)
        empty.setLayout(column(None, self.nothing, beside, None, None, margin=SPACE.page))
        self.middle.addWidget(self.reading)
        self.middle.addWidget(empty)
        surface = frame("surface")
        surface.setLayout(column(self.middle, spacing=0))
        surface.setMinimumWidth(380)
        self.sidebar.setMinimumWidth(170)
        self.inner = _splitter((self.sidebar, surface), (236, 580), (0, 1))
        self.main.addWidget(self.inner)
        for view in (self.side_by_side, self.changes):
            held = frame("surface")
            held.setLayout(column(view, spacing=0))
            self.main.addWidget(held)
        return self.main


def _splitter(
    parts: tuple[QWidget, ...], sizes: tuple[int, ...], stretches: tuple[int, ...]
) -> QSplitter:
    made = QSplitter(Qt.Orientation.Horizontal)
    for part in parts:
        made.addWidget(part)
    made.setSizes(list(sizes))
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for at, stretch in enumerate(stretches):
        made.setStretchFactor(at, stretch)
    return made
