"""All themes at a glance: sizes, what moves, seasons, and what came many times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.desktop.figures import Figure, FiguresTable
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import as_tip, button, column, frame, label, row
from app.desktop.theme_parts import value_parts
from app.desktop.theme_sizes import ThemeSizes
from app.desktop.theme_words import date_words, kind_words, share_words
from app.desktop.tokens import SPACE, TYPE
from app.desktop.trend_seasons import SeasonHeat
from app.desktop.words import number, plain_line
from app.records import Breakdown, Campaign, ThemesReport, Trend

__all__ = ["Sentences", "ThemeOverview", "card"]

_GROUP = Qt.ItemDataRole.UserRole
_BESIDE = 66  # as wide as two cards beside each other are at least, in average characters


def card(title: QWidget | str, *things: QWidget) -> QFrame:
    """A white card with a title."""
    made = frame("surface")
    made.setObjectName("card")
    head = label(title, strong=True) if isinstance(title, str) else title
    made.setLayout(column(head, *things, margin=SPACE.wide, spacing=SPACE.small))
    return made


def instead_of_a_list() -> QLabel:
    """What is said where a list is empty: it takes its room, so that titles stay above."""
    made = label(tone="muted")
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return made


class Sentences(QListWidget):
    """What moves, in plain sentences; one that is chosen leads to its theme."""

    group_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sentences")
        self.setAccessibleName(self.tr("What moves"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_trends(self, trends: Sequence[Trend]) -> None:
        """These sentences are listed."""
        self.clear()
        for trend in trends:
            line = QListWidgetItem(f"{kind_words(trend.kind)}:  {told(trend.sentence)}")
            line.setData(_GROUP, trend.group)
            line.setToolTip(as_tip(trend.group))
            self.addItem(line)

    def _choose(self, line: QListWidgetItem) -> None:
        self.group_chosen.emit(str(line.data(_GROUP)))


class ThemeOverview(QScrollArea):
    """Figures first, then pictures and tables; each leads to the theme behind it."""

    theme_chosen = Signal(int)
    group_chosen = Signal(str)
    season_chosen = Signal(str, str)
    part_chosen = Signal(str, object)
    unthemed_chosen = Signal()
    campaign_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("All themes at a glance"))
        self.setWidgetResizable(True)
        self.rows = Figure(self.tr("Rows"))
        self.themes = Figure(self.tr("Themes"))
        self.themed = Figure(self.tr("In a theme"))
        self.unthemed = Figure(self.tr("In no theme"))
        self.show_unthemed = button(self.tr("Show t&hem"), kind="entry")
        self.show_unthemed.setAccessibleName(self.tr("Show the rows that are in no theme"))
        self.show_unthemed.clicked.connect(self.unthemed_chosen)
        self.sizes = ThemeSizes(look)
        self.sizes.chosen.connect(self.theme_chosen)
        self.trends = Sentences()
        self.trends.group_chosen.connect(self.group_chosen)
        self.no_trends = instead_of_a_list()
        self.seasons = SeasonHeat(look)
        self.seasons.group_chosen.connect(self.group_chosen)
        self.seasons.season_chosen.connect(self.season_chosen)
        self.campaigns = self._campaigns()
        for chosen in (self.campaigns.clicked, self.campaigns.activated):
            chosen.connect(lambda index: self.campaign_chosen.emit(index.row() + 1))
        self.notes = label(tone="muted", size=TYPE.small)
        self.notes.setWordWrap(True)
        self.methods = label(tone="muted", size=TYPE.small)
        self.methods.setWordWrap(True)
        self.methods.hide()
        self.show_methods = button(self.tr("How this was found and counted"), kind="entry")
        self.show_methods.clicked.connect(
            lambda: self.methods.setVisible(not self.methods.isVisible())
        )
        self._tables: list[QFrame] = []
        self._arrange()

    def show_report(self, report: ThemesReport) -> None:
        """This is the analysis."""
        self._show_figures(report)
        shown = self.sizes.show_themes(report.themes, report.about.items)
        more = len(report.themes) - shown
        title = self.tr("Sizes")
        if more > 0:
            title = self.tr("Sizes of the {shown} largest; {more} more are in the list")
        self._sizes_title.setText(title.format(shown=shown, more=number(more)))
        self._show_trends(report)
        self._show_campaigns(report.campaigns)
        self._show_breakdowns(report.breakdowns)
        trends = report.trends
        notes = (*report.about.notes, *(trends.notes if trends else ()))
        methods = (*report.about.methods, *(trends.methods if trends else ()))
        self.notes.setText("\n".join(map(told, dict.fromkeys(notes))))
        self.methods.setText("\n".join(map(told, dict.fromkeys(methods))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two cards are below each other where there is no room beside."""
        super().resizeEvent(event)
        is_narrow = (
            self.viewport().width() < _BESIDE * self.fontMetrics().averageCharWidth()
        )
        ways = QBoxLayout.Direction
        for each in (self._beside, self._in_pairs):
            each.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def _show_figures(self, report: ThemesReport) -> None:
        about, trends = report.about, report.trends
        when = ""
        if trends is not None and trends.first:
            when = f"{date_words(trends.first)} \u2013 {date_words(trends.last)}"
        self.rows.show_figure(number(about.items), when)
        groups = len({theme.group for theme in report.themes})
        new = sum(theme.new for theme in report.themes)
        said = self.tr("in {count} groups").format(count=number(groups))
        if new:
            said += self.tr(", {count} new").format(count=number(new))
        self.themes.show_figure(number(len(report.themes)), said)
        self.themed.show_figure(
            number(about.themed), share_words(about.themed, about.items)
        )
        self.unthemed.show_figure(
            number(about.unthemed), share_words(about.unthemed, about.items)
        )
        self.show_unthemed.setEnabled(about.unthemed > 0)

    def _show_trends(self, report: ThemesReport) -> None:
        trends = report.trends
        self.trends.show_trends(trends.trends if trends else ())
        there = trends is not None and bool(trends.trends)
        self.trends.setVisible(there)
        self.no_trends.setVisible(not there)
        self.no_trends.setText(
            self.tr("Nothing moves more than chance would move it.")
            if trends is not None
            else self.tr("There are no dates, so nothing can be said about time.")
        )
        seasons = trends.seasons if trends else None
        several = seasons is not None and len(seasons.seasons) > 1
        self._seasons.setVisible(several)
        if seasons is not None and several:
            self.seasons.show_seasons(seasons)
            self.seasons.be_as_high_as_its_lines()

    def _show_campaigns(self, campaigns: Sequence[Campaign]) -> None:
        self._came_often.setVisible(bool(campaigns))
        self.campaigns.show_lines(
            [
                (
                    plain_line(each.example.text),
                    each.theme or self.tr("In no theme"),
                    self._between(each),
                    number(each.size),
                    number(each.texts),
                )
                for each in campaigns
            ]
        )
        self.campaigns.be_as_high_as_its_lines()

    def _between(self, campaign: Campaign) -> str:
        if not campaign.first:
            return "\u2013"
        first, last = date_words(campaign.first), date_words(campaign.last)
        return first if first == last else f"{first} \u2013 {last}"

    def _show_breakdowns(self, breakdowns: Sequence[Breakdown]) -> None:
        for old in self._tables:
            self._body.removeWidget(old)
            old.deleteLater()
        self._tables = [self._breakdown(each) for each in breakdowns]
        at = self._body.indexOf(self._came_often)
        for made in reversed(self._tables):
            self._body.insertWidget(at, made)

    def _breakdown(self, each: Breakdown) -> QFrame:
        title = self.tr("By {column}").format(column=each.column)
        table = FiguresTable(title, (self.tr("Theme"), *each.values))
        table.setSelectionBehavior(table.SelectionBehavior.SelectItems)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        table.show_lines(
            [
                (name, *(_hidden(count) for count in counts))
                for name, counts in zip(each.groups, each.counts, strict=True)
            ]
        )
        table.be_as_high_as_its_lines()
        for chosen in (table.clicked, table.activated):
            chosen.connect(lambda index: self._choose_cell(each, index))
        says = label(
            self.tr("A star stands for a number that is hidden, as fewer than {count} "
                    "people could be behind it or behind its neighbour.").format(
                count=each.smallest
            ),
            tone="muted",
            size=TYPE.small,
        )  # fmt: skip
        says.setWordWrap(True)
        return card(title, table, says)

    def _choose_cell(self, table: Breakdown, index: QModelIndex) -> None:
        counts = table.counts[index.row()]
        parts = (None, *value_parts(table, counts))  # the name stands for all of its rows
        self.part_chosen.emit(table.groups[index.row()], parts[index.column()])

    def _campaigns(self) -> FiguresTable:
        titles = (
            self.tr("Begins with"),
            self.tr("Theme"),
            self.tr("Dates"),
            self.tr("Rows"),
            self.tr("Wordings"),
        )
        return FiguresTable(self.tr("Letters that came many times"), titles, numbers=3)

    def _arrange(self) -> None:
        figures = frame("surface")
        figures.setObjectName("card")
        below = row(self.show_unthemed, None)
        below.setContentsMargins(-4, 0, 0, 0)  # its words stand below the number
        none = column(self.unthemed, below, spacing=0)
        shown = [column(each, None) for each in (self.rows, self.themes, self.themed)]
        pairs = (
            row(*shown[:2], spacing=SPACE.wide),
            row(shown[2], none, spacing=SPACE.wide),
        )
        for pair in pairs:
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
        self._in_pairs = row(*pairs, margin=SPACE.wide, spacing=SPACE.wide)
        figures.setLayout(self._in_pairs)
        self._sizes_title = label(strong=True)
        self._sizes_title.setWordWrap(True)
        sizes = card(self._sizes_title, self.sizes)
        box = sizes.layout()
        if box is not None:
            box.setAlignment(self.sizes, Qt.AlignmentFlag.AlignTop)
        moving = card(self.tr("What moves"), self.trends, self.no_trends)
        self._beside = row(spacing=SPACE.normal)
        self._beside.addWidget(sizes, 11)
        self._beside.addWidget(moving, 9)
        says = label(
            self.tr("The stronger the colour, the larger the theme's share of that "
                    "season's rows; its highest share is bold. A row opens its theme."),
            tone="muted",
            size=TYPE.small,
        )  # fmt: skip
        says.setWordWrap(True)
        self._seasons = card(self.tr("Seasons"), says, self.seasons)
        self._came_often = card(self.tr("Letters that came many times"), self.campaigns)
        self._body = column(
            *(figures, self._beside, self._seasons, self._came_often, self.notes),
            *(row(self.show_methods, None), self.methods, None),
            margin=SPACE.wide,
            spacing=SPACE.normal,
        )
        inside = QWidget()
        inside.setLayout(self._body)
        self.setWidget(inside)


def _hidden(count: int | None) -> str:
    return "\u2217" if count is None else number(count)
