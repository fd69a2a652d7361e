"""One theme closely: what it is, how it moves, and every row of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop.figures import FiguresTable
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import button, column, label, row
from app.desktop.segments import Tabs
from app.desktop.theme_parts import value_parts
from app.desktop.theme_rows_view import ThemeRows
from app.desktop.theme_words import (
    cut_words,
    kind_words,
    share_words,
    stance_words,
    theme_words,
    where_words,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.trend_chart import TrendChart, last_day
from app.desktop.words import number
from app.records import Periods, Quotation, Series, Theme, ThemeFilter, ThemesReport

__all__ = ["ThemeDetails"]

_SENTENCES = 3
_LINES = 16  # of text, what is below the chart is at least as high


class ThemeDetails(QWidget):
    """Name, numbers and sentences on top, the line over time, and its rows below."""

    answer_kept = Signal(int, str)
    wants_reading = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._cuts: tuple[tuple[Periods, Series], ...] = ()
        self._theme: Theme | None = None
        self.name = label(size=TYPE.heading)
        self.name.setWordWrap(True)
        self.facts = label(tone="muted")
        self.facts.setWordWrap(True)
        self.description = label()
        self.description.setWordWrap(True)
        self.sentences = label()
        self.sentences.setWordWrap(True)
        self.chart = TrendChart(look)
        self.cut = QComboBox()
        self.cut.setAccessibleName(self.tr("Count by"))
        self.cut.activated.connect(self._draw)
        self.chart.period_chosen.connect(self._show_period)
        self.examples = _Examples()
        self.rows = ThemeRows(look, self.tr("Rows of the theme"))
        self.breakdown = _Breakdown()
        self.breakdown.part_chosen.connect(self.show_rows)
        self.question = _Question()
        self.question.kept.connect(self._keep)
        self.tabs = _Views(
            (
                (self.tr("E&xamples"), self.examples),
                (self.tr("All ro&ws"), self.rows),
                (self.tr("&Broken down"), self.breakdown),
                (self.tr("&Question and answer"), self.question),
            )
        )
        self._arrange()

    def show_theme(self, theme: Theme, report: ThemesReport) -> None:
        """This theme is shown; the same one keeps its tab and its place."""
        is_other = self._theme is None or self._theme.key != theme.key
        self._theme = theme
        self.name.setText(theme.name)
        facts = theme_words(theme, report.about.items)
        if theme.new:
            facts = self.tr("new  \u00b7  {facts}").format(facts=facts)
        if theme.group != theme.name:
            facts += self.tr("  \u00b7  part of {group}").format(group=theme.group)
        self.facts.setText(facts)
        self.description.setText(told(theme.description))
        self.description.setVisible(bool(theme.description))
        self._show_trend(theme, report)
        self.examples.show_examples(theme.examples, theme.terms)
        self.breakdown.show_theme(theme, report)
        self.question.show_theme(theme)
        stances = report.stances.get(theme.name)
        self.tabs.offer((True, True, bool(report.breakdowns or stances), True))
        if is_other:
            self.rows.show_rows(ThemeFilter(theme=theme.key))
        else:
            self.rows.refresh()

    def _show_trend(self, theme: Theme, report: ThemesReport) -> None:
        trends = report.trends
        moves = [t for t in trends.trends if t.group == theme.name] if trends else []
        said = [f"{kind_words(t.kind)}: {told(t.sentence)}" for t in moves[:_SENTENCES]]
        self.sentences.setText("\n".join(said))
        self.sentences.setVisible(bool(said))
        self._cuts = _cuts_of(theme.name, report)
        self._over_time.setVisible(bool(self._cuts))
        before = self.cut.currentData()
        with QSignalBlocker(self.cut):
            self.cut.clear()
            for periods, _series in self._cuts:
                self.cut.addItem(cut_words(periods.kind), periods.kind)
            at = self.cut.findData(before) if before is not None else 0
            self.cut.setCurrentIndex(max(at, 0))
        self._draw()

    def _draw(self) -> None:
        at = self.cut.currentIndex()
        if 0 <= at < len(self._cuts):
            self.chart.show_series(*self._cuts[at])

    def _show_period(self, at: int) -> None:
        periods = self._cuts[self.cut.currentIndex()][0]
        days = ThemeFilter(first=periods.starts[at], last=last_day(periods, at))
        self.show_rows(days, told(periods.labels[at]))

    def show_rows(self, part: ThemeFilter | None = None, said: str = "") -> None:
        """The rows of the theme, or that part of them; the cursor is among them."""
        self.tabs.choose(self.rows)
        self.rows.show_part(part or ThemeFilter(), said if part else "")
        self.rows.table.setFocus()

    def _keep(self, answer: str) -> None:
        if self._theme is not None:
            self.answer_kept.emit(self._theme.key, answer)

    def _arrange(self) -> None:
        by = label(self.tr("Count b&y"), tone="muted")
        by.setBuddy(self.cut)
        title = label(self.tr("Rows over time, and what is usual"), strong=True)
        title.setWordWrap(True)
        self._over_time = QWidget()
        head = row(title, by, self.cut)
        head.setStretch(0, 1)
        over = column(head, self.chart, spacing=2)
        over.setStretch(1, 1)
        self._over_time.setLayout(over)
        self._over_time.setMinimumHeight(180)
        self.tabs.setMinimumHeight(_LINES * self.fontMetrics().height())
        for each in (self._over_time, self.tabs):  # they share what the words leave
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        whole = column(
            *(self.name, self.facts, self.description, self.sentences),
            *(self._over_time, self.tabs),
            margin=SPACE.wide,
            spacing=SPACE.small,
        )
        whole.setStretchFactor(self._over_time, 4)
        whole.setStretchFactor(self.tabs, 7)
        self.setLayout(whole)


def _cuts_of(group: str, report: ThemesReport) -> tuple[tuple[Periods, Series], ...]:
    """The theme's counts by every cut of time, the main one first."""
    trends = report.trends
    if trends is None or trends.periods is None:
        return ()
    cuts = [(trends.periods, trends.series)]
    cuts += [each for each in trends.all_periods if each[0].kind != trends.periods.kind]
    found = []
    for periods, every in cuts:
        series = next((each for each in every if each.group == group), None)
        if series is not None:
            found.append((periods, series))
    return tuple(found)


class _Views(Tabs):
    """What scrolls by itself needs no more height for more words."""

    def hasHeightForWidth(self) -> bool:
        """It does not: the words of its views would make the page scroll as well."""
        return False


class _Examples(QScrollArea):
    """Rows that stand for the theme, quoted exactly, and the words that set it apart."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Examples"))
        self.setWidgetResizable(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE.small)
        self.terms = label(tone="muted")
        self.terms.setWordWrap(True)
        inside = QWidget()
        inside.setProperty("kind", "surface")
        whole = column(self._lines, SPACE.hair, self.terms, None, spacing=SPACE.small)
        whole.setContentsMargins(2, 2, SPACE.normal, 2)
        inside.setLayout(whole)
        self.setWidget(inside)

    def show_examples(self, examples: Sequence[Quotation], terms: Sequence[str]) -> None:
        """These rows and words are shown."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for example in examples:
            self._lines.addWidget(self._example(example))
        if not examples:
            self._lines.addWidget(
                label(self.tr("There are no examples yet."), tone="muted")
            )
        said = self.tr("Words that set it apart: {words}").format(words=", ".join(terms))
        self.terms.setText(said)
        self.terms.setVisible(bool(terms))

    def _example(self, example: Quotation) -> QWidget:
        quote = label(f"\u201c{example.text}\u201d")
        quote.setWordWrap(True)
        place = label(where_words(example), tone="muted", size=TYPE.small)
        made = QWidget()
        made.setLayout(column(quote, place, spacing=1))
        return made


class _Breakdown(QScrollArea):
    """How the theme's rows are spread over other columns, and which side they take.

    A line leads to its rows; where its number is hidden, they stay together.
    """

    part_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("The theme broken down"))
        self.setWidgetResizable(True)
        self.tables: list[FiguresTable] = []
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, SPACE.normal, 0)
        inside = QWidget()
        inside.setProperty("kind", "surface")
        inside.setLayout(self._body)
        self.setWidget(inside)

    def show_theme(self, theme: Theme, report: ThemesReport) -> None:
        """A table for each column."""
        while self._body.takeAt(0) is not None:
            pass
        for old in self.tables:
            old.hide()
            old.deleteLater()
        self.tables = []
        stances = report.stances.get(theme.name)
        if stances:
            lines = [
                (stance_words(s), number(n), share_words(n, sum(stances.values())))
                for s, n in stances.items()
            ]
            self._add(self.tr("Side taken"), (self.tr("Rows"), self.tr("Share")), lines)
            self._lead(lines, [ThemeFilter(stance=each) for each in stances])
        for each in report.breakdowns:
            if theme.name not in each.groups:
                continue
            counts = each.counts[each.groups.index(theme.name)]
            triples = zip(each.values, counts, each.totals, strict=True)
            lines = [
                (value, _or_star(count), _share_or_star(count, total))
                for value, count, total in triples
            ]
            titles = (
                self.tr("Rows"),
                self.tr("Of all rows with that value"),
            )
            self._add(each.column, titles, lines)
            self._lead(lines, value_parts(each, counts))
        self._body.addStretch(1)

    def _add(
        self, title: str, titles: tuple[str, str], lines: list[tuple[str, str, str]]
    ) -> None:
        table = FiguresTable(title, (title, *titles))
        table.show_lines(lines)
        table.be_as_high_as_its_lines()
        self.tables.append(table)
        self._body.addWidget(table)

    def _lead(
        self, lines: list[tuple[str, str, str]], parts: Sequence[ThemeFilter | None]
    ) -> None:
        """A line of the newest table, clicked or entered, leads to this part."""

        def choose(index: QModelIndex) -> None:
            self.part_chosen.emit(parts[index.row()], lines[index.row()][0])

        for chosen in (self.tables[-1].clicked, self.tables[-1].activated):
            chosen.connect(choose)


def _or_star(count: int | None) -> str:
    return "\u2217" if count is None else number(count)


def _share_or_star(count: int | None, total: int | None) -> str:
    if count is None or total is None:
        return "\u2217"
    return share_words(count, total)


class _Question(QWidget):
    """The question that the rows raise, drafted; the answer is a person's."""

    kept = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""
        self._key = 0
        self.question = label()
        self.question.setWordWrap(True)
        self.question.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer = QPlainTextEdit()
        self.answer.setObjectName("written")
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.setPlaceholderText(
            self.tr("What you answer, for an FAQ entry or a note to your agents. Nothing "
                    "is invented here: it stays empty until you write it.")
        )  # fmt: skip
        self.answer.setTabChangesFocus(True)
        self.answer.textChanged.connect(self._follow)
        self.keep = button(self.tr("&Keep the answer"))
        self.keep.clicked.connect(lambda: self.kept.emit(self.answer.toPlainText().strip()))
        self._follow()
        title = label(self.tr("Draft of the question"), tone="muted")
        whole = column(title, self.question, self.answer, row(self.keep, None))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_theme(self, theme: Theme) -> None:
        """Its question and the answer as it is kept; what is being typed stays."""
        asked = theme.question or self.tr("No question could be drafted from the rows.")
        is_other = theme.key != self._key or theme.answer != self._kept
        self.question.setText(asked)
        self._key, self._kept = theme.key, theme.answer
        if is_other:
            self.answer.setPlainText(theme.answer)
        self._follow()

    def _follow(self) -> None:
        self.keep.setEnabled(self.answer.toPlainText().strip() != self._kept)
