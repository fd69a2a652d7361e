"""Pictures and tables of themes lead to the rows behind them, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.figures import FiguresTable
from app.desktop.look import Look
from app.desktop.questions import About, Problem
from app.desktop.theme_nodes import NodeKind
from app.desktop.theme_overview import ThemeOverview
from app.desktop.theme_page import ThemePage
from app.desktop.theme_parts import value_parts
from app.desktop.theme_tree import ThemeTree, TreeColumn
from app.desktop.window import Window
from app.records import Breakdown, Stance, ThemeFilter
from tests.desktop import walk
from tests.desktop.opened_themes import found_page
from tests.desktop.scripted import ScriptedPostroom
from tests.desktop.scripted_themes import ScriptedThemes, ThemesState, found_state

CONTROL = Qt.KeyboardModifier.ControlModifier
POTHOLES, SNOW = 1, "Snow left on sidewalks"


@pytest.fixture
def state() -> ThemesState:
    return found_state()


@pytest.fixture
def page(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, state: ThemesState
) -> ThemePage:
    """The screen of a case whose themes were found before."""
    return found_page(qtbot, window, postroom, state)


def _key(key: Qt.Key):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def _click_cell(table: FiguresTable, row: int, column: int) -> None:
    place = table.visualRect(table.model().index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _wanted(page: ThemePage) -> ThemeFilter:
    assert page.details.rows.isVisible()
    return page.details.rows.rows.wanted


def _table_by_district(page: ThemePage) -> FiguresTable:
    tables = page.overview.findChildren(FiguresTable)
    return next(t for t in tables if t.accessibleName() == "By District")


def test_a_bar_leads_to_its_rows_by_mouse(page: ThemePage):
    sizes = page.overview.sizes
    QTest.mouseClick(sizes, Qt.MouseButton.LeftButton, pos=QPoint(40, 5))
    assert _wanted(page) == ThemeFilter(theme=POTHOLES)
    assert page.details.rows.table.hasFocus()


def test_a_bar_leads_to_its_rows_by_arrows_and_return(page: ThemePage):
    sizes = page.overview.sizes
    sizes.setFocus()
    assert sizes.accessibleDescription().startswith("Potholes on main streets: 1412 rows")
    _key(Qt.Key.Key_Down)
    assert sizes.accessibleDescription().startswith("Missed trash collection: ")
    _key(Qt.Key.Key_Return)
    assert page.details.name.text() == "Missed trash collection"
    assert page.details.rows.isVisible()


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_season_of_a_theme_leads_to_its_rows(
    qtbot: QtBot, page: ThemePage, *, by_mouse: bool
):
    heat = page.overview.seasons
    assert page.report is not None
    assert page.report.trends is not None
    table = page.report.trends.seasons
    assert table is not None
    snow, winter = table.groups.index(SNOW), table.seasons.index("winter 2022-23")
    if by_mouse:
        page.overview.ensureWidgetVisible(heat)
        heat.scrollTo(heat.model().index(snow, winter))
        _click_cell(heat, snow, winter)
    else:
        heat.setFocus()
        heat.setCurrentCell(snow, winter)
        _key(Qt.Key.Key_Return)
    assert page.details.name.text() == SNOW
    wanted = _wanted(page)
    assert (wanted.first, wanted.last) == ("2022-12-01", "2023-02-28")
    assert page.details.rows.part.text() == "winter 2022-23"


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_number_of_a_breakdown_leads_to_its_rows(page: ThemePage, *, by_mouse: bool):
    table = _table_by_district(page)
    assert page.report is not None
    shown = page.report.breakdowns[0]
    if by_mouse:
        _click_cell(table, 0, 1)
    else:
        table.setFocus()
        table.setCurrentCell(0, 1)
        _key(Qt.Key.Key_Return)
    assert page.details.name.text() == shown.groups[0]
    wanted = _wanted(page)
    assert (wanted.column, wanted.value) == ("District", shown.values[0])
    assert page.details.rows.part.text() == shown.values[0]


def test_what_the_rows_are_narrowed_to_can_be_taken_away(page: ThemePage):
    _click_cell(_table_by_district(page), 0, 1)
    QTest.mouseClick(page.details.rows.part, Qt.MouseButton.LeftButton)
    assert _wanted(page) == ThemeFilter(theme=page.details.rows.rows.wanted.theme)
    assert page.details.rows.part.isHidden()


def test_a_line_of_a_themes_own_breakdown_leads_to_its_rows(page: ThemePage):
    page.tree.choose(NodeKind.THEME, POTHOLES)
    page.details.tabs.choose(page.details.breakdown)
    _click_cell(page.details.breakdown.tables[0], 1, 0)
    assert page.report is not None
    second = page.report.breakdowns[0].values[1]
    part = ThemeFilter(theme=POTHOLES, column="District", value=second)
    assert _wanted(page) == part


def test_a_side_that_is_taken_leads_to_its_rows(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    page.tree.choose(NodeKind.THEME, POTHOLES)
    breakdown = page.details.breakdown
    chosen = []
    breakdown.part_chosen.connect(lambda part, said: chosen.append((part, said)))
    assert page.report is not None
    theme = page.report.themes[0]
    sides = {theme.name: {Stance.FOR: 40, Stance.AGAINST: 110}}
    object.__setattr__(page.report, "stances", sides)
    breakdown.show_theme(theme, page.report)
    page.details.tabs.offer((True, True, True, True))
    page.details.tabs.choose(breakdown)
    _click_cell(breakdown.tables[0], 1, 0)
    assert chosen == [(ThemeFilter(stance=Stance.AGAINST), "Against")]


def test_hidden_numbers_and_the_rest_stay_together():
    table = Breakdown(
        column="District",
        values=("Harbor", "Hill", "other values"),
        groups=("Noise",),
        counts=((9, None, 12),),
        totals=(9, 4, 12),
        smallest=5,
    )
    parts = value_parts(table, table.counts[0])
    assert parts == (ThemeFilter(column="District", value="Harbor"), None, None)


def test_a_click_on_a_letter_that_came_often_leads_to_its_rows(page: ThemePage):
    _click_cell(page.overview.campaigns, 0, 0)
    assert page.right.currentWidget() is page.plain
    assert page.plain.rows.rows.wanted == ThemeFilter(campaign=1)


# -------------------------------------------------------------------- undo, and coming back


def test_nothing_is_offered_to_be_undone_before_anything_was_changed(
    page: ThemePage, window: Window
):
    assert not page.undo.isEnabled()
    assert page.undo.toolTip() == "Nothing was changed here by a person."
    assert not window.parts.actions.undo.isEnabled()


def test_undo_is_offered_at_once_and_gone_with_the_last_of_it(
    qtbot: QtBot, page: ThemePage, window: Window
):
    page.tree.choose(NodeKind.THEME, POTHOLES)
    QTest.mouseClick(page.drop, Qt.MouseButton.LeftButton)
    undo = window.parts.actions.undo
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text() == "&Undo the last change of the themes"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert page.banner.what.text() == "The last change was taken back."
    assert page.banner.remedy.text() == "Taken back: drop."


def test_a_change_before_the_last_analysis_is_tried_once(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    state.said.append("Written: Bees.")  # it stands, and cannot be taken back any more
    page.tree.choose(NodeKind.THEME, POTHOLES)
    QTest.mouseClick(page.drop, Qt.MouseButton.LeftButton)
    undo, what = window.parts.actions.undo, page.banner.what
    qtbot.waitUntil(undo.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: what.text() == "The last change was taken back.")
    qtbot.waitUntil(undo.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: what.text() == "There is nothing left to undo.")
    assert not undo.isEnabled()


def test_a_search_that_fails_leaves_the_themes_that_were_found_before(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, page: ThemePage
):
    page.show_waiting("")  # as it is where they were not read yet
    end = window.conductor.theming
    end._show_what_there_is()
    qtbot.waitUntil(lambda: page.report is not None)
    assert page.begin.isHidden()


def test_a_problem_is_told_and_what_is_shown_stays(page: ThemePage, window: Window):
    told = Problem(about=About.THEMES, what="The disk is full.", remedy="Make room.")
    assert window.conductor.theming.take_problem(told)
    assert page.report is not None
    assert page.banner.what.text() == "The disk is full."


# -------------------------------------------------------------------- looks


def test_in_a_narrow_list_the_names_keep_their_room(qtbot: QtBot, look: Look):
    tree = ThemeTree(look)
    qtbot.addWidget(tree)
    themes = ScriptedThemes(found_state(), lambda milliseconds: None, read_only=False)
    tree.show_report(themes.report())
    tree.show()
    for width, hidden in ((700, False), (230, True)):
        tree.resize(width, 400)
        assert tree.isColumnHidden(TreeColumn.STABILITY) is hidden
        least = 20 * tree.fontMetrics().averageCharWidth()
        assert tree.columnWidth(TreeColumn.NAME) >= least


def test_what_is_shown_of_a_theme_fits_a_small_screen_without_scrolling(
    qtbot: QtBot, page: ThemePage, window: Window
):
    window.resize(1366, 768)
    page.tree.choose(NodeKind.THEME, POTHOLES)
    qtbot.waitUntil(lambda: page.details.rows.rows.rowCount() > 0)
    bar = page._roomy.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert page.details.tabs.height() >= 200
    assert page.details.chart.height() >= 110


@pytest.fixture
def doubled(look: Look) -> Iterator[Look]:
    """Text is twice as large as the system's."""
    look.scale(200)
    yield look
    look.scale(100)


def test_with_large_text_all_themes_at_a_glance_need_no_scrolling_sideways(
    qtbot: QtBot, doubled: Look
):
    overview = ThemeOverview(doubled)
    qtbot.addWidget(overview)
    themes = ScriptedThemes(found_state(), lambda milliseconds: None, read_only=False)
    overview.show_report(themes.report())
    overview.resize(660, 700)
    overview.show()
    qtbot.waitUntil(lambda: walk.cut_words(overview) == [])
    assert overview.horizontalScrollBar().maximum() == 0
