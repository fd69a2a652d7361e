"""The screen of themes: the list on the left, what is chosen on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.desktop.banner import Banner
from app.desktop.figures import FiguresTable
from app.desktop.folding_bar import FoldingBar
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, button, column, frame, label, restyle, row
from app.desktop.theme_details import ThemeDetails
from app.desktop.theme_nodes import NodeKind, ThemeNode
from app.desktop.theme_overview import Sentences, ThemeOverview
from app.desktop.theme_parts import season_part
from app.desktop.theme_rows_view import ThemeRows
from app.desktop.theme_tree import ThemeTree
from app.desktop.theme_words import (
    rows_words,
    share_words,
    stability_words,
    summary_words,
    themes_words,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import Theme, ThemeFilter, ThemesReport

__all__ = ["ThemePage"]

_WAITING = 80  # of the sentence while there is nothing else, in average characters


class ThemePage(QWidget):
    """Shows an analysis; what a person does to it is told by the buttons' own signals."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.report: ThemesReport | None = None
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.summary = ElidedLabel(tone="muted")
        self.returns_to = 0
        self.find_again = button(self.tr("Find a&gain\u2026"))
        self.assign = button(self.tr("&Assign rows to these themes"), kind="primary")
        self.assign.setToolTip(
            self.tr(
                "Every row gets all of these themes that it speaks of, with a quotation"
            )
        )
        self.save, self.as_file, self.as_png, self.as_svg = self._save()
        self.tree = ThemeTree(look)
        self.rename = button(self.tr("Re&name\u2026"))
        self.merge = button(self.tr("&Merge\u2026"))
        self.split = button(self.tr("&Split"))
        self.drop = button(self.tr("Dr&op"))
        self.write = button(self.tr("Write a &theme\u2026"))
        self.undo = button(self.tr("&Undo"))
        self.overview = ThemeOverview(look)
        self.details = ThemeDetails(look)
        self.group = _Group()
        self.plain = _PlainRows(look)
        self.right = self._views()
        self.waiting = label()
        self.begin = button(self.tr("Find t&hemes\u2026"), kind="primary")
        self.body = QStackedWidget()
        self._arrange()
        self._connect()

    def show_report(self, report: ThemesReport) -> None:
        """This is the analysis; the cursor stays where it was."""
        self.report = report
        self.summary.say(summary_words(report))
        self.overview.show_report(report)
        self._show_nothing(nothing=False)
        self.tree.show_report(report)
        if self.returns_to:
            self.tree.choose(NodeKind.THEME, self.returns_to)
            self.returns_to = 0
        restyle(self.assign, "kind", "plain" if report.about.assigned else "primary")

    def show_waiting(self, said: str) -> None:
        """There is nothing to show yet, and why."""
        self.report = None
        self.summary.say("")
        self.tree.show_report(None)
        self.waiting.setText(said)
        self.begin.hide()
        self._show_nothing(nothing=True)

    def show_nothing_yet(self) -> None:
        """Nobody has looked for themes yet; what that would bring."""
        self.show_waiting(
            self.tr(
                "What are people writing about, what is new, what grows? Postroom finds "
                "what many letters or rows say, counts it, and shows how it changes over "
                "time. No categories are needed."
            )
        )
        self.begin.show()

    def _views(self) -> QStackedWidget:
        """What is shown at the right, one of these at a time."""
        made = QStackedWidget()
        # With a large text there is not always room for all of a theme.
        self._roomy = QScrollArea()
        self._roomy.setWidgetResizable(True)
        self._roomy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._roomy.setWidget(self.details)
        for view in (self.overview, self._roomy, self.group, self.plain):
            made.addWidget(view)
        return made

    def _show_nothing(self, *, nothing: bool) -> None:
        """What is done with themes is not offered while there are none."""
        self.body.setCurrentIndex(0 if nothing else 1)
        for each in (self.find_again, self.save, self.assign):
            each.setVisible(not nothing)

    def show_campaign(self, at: int) -> None:
        """The rows of a letter that came many times."""
        if self.report is None:
            return
        campaign = self.report.campaigns[at - 1]
        self.plain.title.setText(self.tr("A letter that came many times"))
        self.plain.says.setText(
            self.tr("{rows} in {count} wordings").format(
                rows=rows_words(campaign.size), count=number(campaign.texts)
            )
        )
        self.plain.rows.show_rows(ThemeFilter(campaign=at))
        self.right.setCurrentWidget(self.plain)
        self.plain.rows.table.setFocus()

    def refresh_rows(self) -> None:
        """The rows that are looked at are fetched anew."""
        rows = self.shown_rows
        if rows is not None:
            rows.refresh()

    @property
    def shown_rows(self) -> ThemeRows | None:
        """The table of rows that is on the screen; None where there is none."""
        view = self.right.currentWidget()
        if view is self._roomy:
            return self.details.rows
        return self.plain.rows if view is self.plain else None

    @property
    def shown_theme(self) -> Theme | None:
        """The theme that the cursor is on."""
        node = self.tree.current_node
        is_theme = node is not None and node.kind is NodeKind.THEME
        return node.themes[0] if node is not None and is_theme else None

    def search(self) -> None:
        """The line that searches rows has the focus."""
        rows = self.shown_rows
        if rows is None:
            return
        if rows is self.details.rows:
            self.details.tabs.choose(rows)
        rows.search.setFocus()
        rows.search.selectAll()

    def _show_node(self, node: ThemeNode) -> None:
        if self.report is None:
            return
        if node.kind is NodeKind.THEME:
            self.details.show_theme(node.themes[0], self.report)
            self.right.setCurrentWidget(self._roomy)
        elif node.kind is NodeKind.GROUP:
            self.group.show_group(node, self.report)
            self.right.setCurrentWidget(self.group)
        elif node.kind is NodeKind.UNTHEMED:
            self._show_unthemed(node)
        else:
            self.right.setCurrentWidget(self.overview)

    def _show_unthemed(self, node: ThemeNode) -> None:
        self.plain.title.setText(self.tr("In no theme"))
        self.plain.says.setText(
            self.tr("{rows}, {share}. They are too few alike, or too odd, to be forced "
                    "into a theme.").format(
                rows=rows_words(node.size), share=share_words(node.size, node.whole)
            )
        )  # fmt: skip
        self.plain.rows.show_rows(ThemeFilter(theme=0))
        self.right.setCurrentWidget(self.plain)

    def _choose_name(self, name: str) -> None:
        themes = self.report.themes if self.report else ()
        for theme in themes:
            if theme.name == name:
                self.tree.choose(NodeKind.THEME, theme.key)
                self.tree.setFocus()
                return

    def _show_rows_of(self, key: int) -> None:
        self.tree.choose(NodeKind.THEME, key)
        self.details.show_rows()

    def _show_season(self, name: str, season: str) -> None:
        self._choose_name(name)
        if self.report is not None:
            self.details.show_rows(season_part(self.report, season), told(season))

    def _show_part(self, name: str, part: ThemeFilter | None) -> None:
        self._choose_name(name)
        self.details.show_rows(part, part.value if part else "")

    def _choose_unthemed(self) -> None:
        self.tree.choose(NodeKind.UNTHEMED)
        self.tree.setFocus()

    def _connect(self) -> None:
        self.tree.chosen.connect(self._show_node)
        self.overview.theme_chosen.connect(self._show_rows_of)
        self.overview.season_chosen.connect(self._show_season)
        self.overview.part_chosen.connect(self._show_part)
        self.overview.group_chosen.connect(self._choose_name)
        self.overview.unthemed_chosen.connect(self._choose_unthemed)
        self.overview.campaign_chosen.connect(self.show_campaign)
        self.group.theme_chosen.connect(self._choose_name)

    def _save(self) -> tuple[QPushButton, QAction, QAction, QAction]:
        made = button(self.tr("Export"), kind="menu")
        made.setToolTip(self.tr("Workbook, JSON, report, or pictures (Ctrl+E)"))
        menu = QMenu(made)
        menu.setAccessibleName(self.tr("Export"))
        file = menu.addAction(self.tr("&Workbook, JSON or report\u2026"))
        png = menu.addAction(self.tr("Pictures as &PNG\u2026"))
        svg = menu.addAction(self.tr("Pictures as &SVG\u2026"))
        made.setMenu(menu)
        return made, file, png, svg

    def _arrange(self) -> None:
        bar = FoldingBar()
        title = label(self.tr("Themes"), size=TYPE.heading)
        parts = row(
            *(title, self.summary),
            *(self.find_again, self.save, self.assign),
            spacing=SPACE.small,
        )
        parts.setStretchFactor(self.summary, 1)
        parts.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        bar.setLayout(parts)
        bar.hide_when_narrow(title)  # the rail says where one is
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._left())
        surface = frame("surface")
        surface.setLayout(column(self.right, spacing=0))
        self.splitter.addWidget(surface)
        self.splitter.setSizes([520, 846])
        self.splitter.setHandleWidth(1)
        for at, stretch in enumerate((0, 1)):
            self.splitter.setStretchFactor(at, stretch)
            self.splitter.setCollapsible(at, False)  # noqa: FBT003 - Qt's signature
        nothing = QWidget()
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.waiting.setWordWrap(True)
        self.waiting.setFixedWidth(_WAITING * self.fontMetrics().averageCharWidth())
        beside = row(None, self.waiting, None)
        starts = row(None, self.begin, None)
        nothing.setLayout(column(None, beside, starts, None, None, spacing=SPACE.wide))
        self.body.addWidget(nothing)
        self.body.addWidget(self.splitter)
        whole = column(bar, self.banner, self.body, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _left(self) -> QFrame:
        buttons = QGridLayout()
        buttons.setSpacing(SPACE.small)
        order = (self.rename, self.merge, self.split, self.drop, self.write, self.undo)
        for at, each in enumerate(order):
            buttons.addWidget(each, at // 3, at % 3)
        buttons.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.normal)
        made = frame("surface")
        made.setMinimumWidth(400)
        whole = column(self.tree, buttons, spacing=0)
        whole.setStretch(0, 1)
        made.setLayout(whole)
        return made


class _Group(QWidget):
    """A group: the themes that it is made of, and what moves among them."""

    theme_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = label(size=TYPE.heading)
        self.name.setWordWrap(True)
        self.facts = label(tone="muted")
        self.table = FiguresTable(
            self.tr("Themes of the group"),
            (self.tr("Theme"), self.tr("Rows"), self.tr("Share"), self.tr("Stability")),
        )
        self.table.activated.connect(lambda index: self._choose(index.row()))
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        self.trends = Sentences()
        self.trends.group_chosen.connect(self.theme_chosen)
        self._moving = label(self.tr("What moves"), strong=True)
        self._themes: tuple[Theme, ...] = ()
        whole = column(
            *(self.name, self.facts, SPACE.hair, self.table, SPACE.hair),
            *(self._moving, self.trends, None),
            margin=SPACE.wide,
            spacing=SPACE.small,
        )
        whole.setStretchFactor(self.trends, 1)
        self.setLayout(whole)

    def show_group(self, node: ThemeNode, report: ThemesReport) -> None:
        """This group is shown."""
        self._themes = node.themes
        self.name.setText(node.name)
        parts = (
            themes_words(len(node.themes)),
            rows_words(node.size),
            share_words(node.size, node.whole),
        )
        self.facts.setText("  \u00b7  ".join(parts))
        self.table.show_lines(
            [
                (
                    theme.name,
                    number(theme.size),
                    share_words(theme.size, node.whole),
                    stability_words(theme.stability),
                )
                for theme in node.themes
            ]
        )
        self.table.be_as_high_as_its_lines()
        names = {theme.name for theme in node.themes}
        trends = report.trends.trends if report.trends else ()
        moves = [trend for trend in trends if trend.group in names]
        self.trends.show_trends(moves)
        for each in (self._moving, self.trends):
            each.setVisible(bool(moves))

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._themes):
            self.theme_chosen.emit(self._themes[at].name)


class _PlainRows(QWidget):
    """Rows that are no theme's: those in none, or those of a letter that came often."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = label(size=TYPE.heading)
        self.says = label(tone="muted")
        self.says.setWordWrap(True)
        self.rows = ThemeRows(look, self.tr("Rows"))
        whole = column(
            self.title, self.says, self.rows, margin=SPACE.wide, spacing=SPACE.small
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
