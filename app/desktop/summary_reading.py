"""One document: its facts, its summary, questions to it, and how its pages were read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.desktop.look import Look
from app.desktop.pieces import IconLabel, as_tip, button, column, label, row, tool_button
from app.desktop.segments import Tabs
from app.desktop.summary_asking import SummaryAsking
from app.desktop.summary_cited import Line
from app.desktop.summary_lines_view import Lines, LinesOrWords
from app.desktop.summary_table import LineTable
from app.desktop.summary_telling import fact_rows, ledger_rows, summary_lines
from app.desktop.summary_words import (
    clean,
    how_words,
    summary_line,
)
from app.desktop.tokens import SPACE, TYPE
from app.records import SentenceKind, Summary, SummarySection

__all__ = ["SummaryReading"]


class SummaryReading(QWidget):
    """Four views of one summary; the cursor of each shows what its line stands on.

    Args:
        look: Colours and icons.
    """

    shown = Signal(object)
    opened = Signal(object)
    returned = Signal(object)
    turned = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.summary: Summary | None = None
        self._purposes: dict[str, str] = {}
        self._is_running = False
        self.title = label(size=TYPE.heading)
        self.title.setWordWrap(True)
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        self.go_on = button(self.tr("Go &on"))
        self.goes_on = self.tr("Summarize the rest with the same settings, unasked")
        self.go_on.hide()
        self.facts = LineTable(look, self.tr("Facts"))
        self.facts_words = LinesOrWords(self.facts)
        self.sentences = Lines(look, self.tr("Summary"))
        self.sentences_words = LinesOrWords(self.sentences)
        self.legend = _Legend(look)
        self.asking = SummaryAsking(look)
        self.ledger = LineTable(look, self.tr("Pages and how they were read"))
        self.how = label(tone="muted", size=TYPE.small)
        self.tabs = Tabs(
            (
                (self.tr("Fa&cts"), self.facts_words),
                (self.tr("Su&mmary"), self._with_legend()),
                (self.tr("&Questions"), self.asking),
                (self.tr("Page&s"), self._pages()),
            )
        )
        self.back = tool_button(look, "previous", self.tr("Previous (Ctrl+Up)"))
        self.forward = tool_button(look, "next", self.tr("Next (Ctrl+Down)"))
        self.correct = button(self.tr("C&orrect\u2026"))
        self.drop = button(self.tr("&Leave this sentence out"))
        self.undo = button(self.tr("U&ndo"))
        self._connect()
        self._arrange()

    def show_purposes(self, purposes: dict[str, str]) -> None:
        """The names of the lists of facts, by key."""
        self._purposes = purposes
        if self.summary is not None:
            self._say_how(self.summary)

    def follow(self, *, is_running: bool) -> None:
        """Whether a run is on: what is not whole follows, or was stopped."""
        self._is_running = is_running
        if self.summary is not None:
            self._say_how(self.summary)

    def show_summary(self, summary: Summary, documents: int) -> None:
        """This summary is shown; every view keeps its place in the same document."""
        is_other = self.summary is None or self.summary.document != summary.document
        self.summary = summary
        self.title.setText(clean(summary.title, 200) or clean(summary.name, 200))
        self.title.setToolTip(as_tip(clean(summary.name, 300)))
        for view in (self.facts, self.sentences, self.ledger, self.asking.answers):
            if is_other:
                view.clearSelection()
                view.setCurrentIndex(view.rootIndex())
        self._show_facts(summary)
        self._show_sentences(summary)
        self.asking.show_summary(summary, documents)
        titles = (self.tr("Pages"), self.tr("How they were read"), self.tr("Remark"))
        self.ledger.show_rows(titles, ledger_rows(summary), (110, 0.42, 0.58))
        self._say_how(summary)

    def show_heading(self, section: SummarySection) -> bool:
        """The cursor of the summary is on this heading; whether it is in there."""
        said = clean(section.heading) or self.tr("Beginning of the document")
        return self.sentences.choose_ref(("heading", section.page, said))

    @property
    def view(self) -> Lines | LineTable:
        """The list or table that is on the screen."""
        views = (self.facts, self.sentences, self.asking.answers, self.ledger)
        return views[self.tabs.stack.currentIndex()]

    @property
    def current_line(self) -> Line | None:
        """What the cursor of the view on the screen is on."""
        return self.view.current_line

    @property
    def is_on_facts(self) -> bool:
        """Whether the facts are on the screen."""
        return self.view is self.facts

    @property
    def is_on_sentences(self) -> bool:
        """Whether the sentences are on the screen."""
        return self.view is self.sentences

    def _show_facts(self, summary: Summary) -> None:
        titles = (self.tr("Fact"), self.tr("What the document says"), self.tr("Page"))
        rows = fact_rows(summary)
        metrics = self.fontMetrics()
        chips = [metrics.horizontalAdvance(cells[2].chip) for cells in rows]
        widest = max(chips, default=0) + 2 * SPACE.wide
        self.facts.show_rows(titles, rows, (0.4, 0.6, max(widest, 72)))
        self.facts_words.say(
            "" if rows else self.tr("No list of facts was used for this document.")
        )

    def _show_sentences(self, summary: Summary) -> None:
        lines = summary_lines(summary)
        self.sentences.show_lines(lines)
        said = self.tr("There is no sentence to show: no page of it has any text.")
        if not summary.whole:
            said = self.tr("The sentences follow.")
            if not self._is_running:
                said = self.tr("The run was stopped before the sentences were chosen.")
        self.sentences_words.say("" if lines else said)
        sentences = [s for section in summary.sections for s in section.sentences]
        reworded = any(s.kind is SentenceKind.REWORDED for s in sentences)
        self.legend.show_kinds(reworded=reworded)

    def _say_how(self, summary: Summary) -> None:
        running = self._is_running
        self.says.setText(summary_line(summary, self._purposes, is_running=running))
        self.go_on.setVisible(not summary.whole and not running)
        self.how.setText(how_words(summary, self._purposes))

    def _with_legend(self) -> QWidget:
        made = QWidget()
        whole = column(self.legend, self.sentences_words, spacing=SPACE.hair)
        whole.setStretch(1, 1)
        made.setLayout(whole)
        return made

    def _pages(self) -> QWidget:
        self.how.setWordWrap(True)
        self.how.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.how.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        room = QScrollArea()
        room.setAccessibleName(self.tr("How the summary was made"))
        room.setWidgetResizable(True)
        room.setWidget(self.how)
        made = QWidget()
        title = label(self.tr("How the summary was made"), strong=True)
        title.setContentsMargins(SPACE.normal, SPACE.small, 0, 0)
        whole = column(self.ledger, title, room, spacing=0)
        whole.setStretch(0, 3)
        whole.setStretch(2, 2)
        made.setLayout(whole)
        return made

    def _connect(self) -> None:
        for view in (self.facts, self.sentences, self.ledger, self.asking.answers):
            view.shown.connect(self.shown)
            view.opened.connect(self.opened)
            view.returned.connect(self.returned)
        self.tabs.chosen.connect(lambda _at: self.turned.emit())
        self.back.clicked.connect(lambda: self.view.go_on(-1))
        self.forward.clicked.connect(lambda: self.view.go_on(1))

    def _arrange(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        told = row(self.says, self.go_on)
        told.setStretch(0, 1)
        head = column(self.title, told, spacing=2)
        head.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.small)
        middle = column(self.tabs, spacing=0)
        middle.setContentsMargins(SPACE.normal, 0, SPACE.normal, 0)
        foot = row(self.back, self.forward, None, self.correct, self.drop, self.undo)
        foot.setContentsMargins(SPACE.normal, 6, SPACE.normal, 6)
        whole = column(head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)


class _Legend(QWidget):
    """How to tell quotations from sentences in other words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = IconLabel(look, 16)
        self._icon.show_icon("info", "muted")
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        whole = row(self._icon, self.says, spacing=6)
        whole.setStretch(1, 1)
        whole.setContentsMargins(SPACE.hair, 0, 0, 0)
        self.setLayout(whole)

    def show_kinds(self, *, reworded: bool) -> None:
        """Whether some are reworded."""
        said = self.tr("Every sentence is quoted word for word.")
        if reworded:
            said = self.tr("In quotation marks: word for word. Reworded: checked.")
        self.says.setText(said)
