"""Themes in the window: found, looked at, signed off, exported; the keyboard is enough."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desktop.places import Place
from app.desktop.theme_dialogs import MergeDialog, RenameDialog, WriteDialog
from app.desktop.theme_nodes import NodeKind
from app.desktop.theme_page import ThemePage
from app.desktop.theme_row_dialog import ThemeRowDialog
from app.desktop.theme_setup import ThemeSetup
from app.desktop.theme_tree import TreeColumn
from app.desktop.trend_plot import TrendPlot
from app.desktop.window import Window
from app.records import (
    PostroomError,
    Stance,
    ThemeEdit,
    ThemeEditKind,
    ThemeFilter,
    ThemesReport,
)
from tests.desktop.conftest import Answers
from tests.desktop.opened_themes import found_page
from tests.desktop.scripted import REPOSITORY, Script, ScriptedPostroom, big_case
from tests.desktop.scripted_themes import ThemesState, found_state
from tests.desktop.test_accessibility import _letters_are_single, _tab_round, _unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
POTHOLES, LIGHTS, CARTS, FLOODING = 1, 2, 7, 8
T = TypeVar("T", bound=QDialog)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def _dialog(qtbot: QtBot, window: Window, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    dialog = next(d for d in window.findChildren(kind) if d.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _report(page: ThemePage) -> ThemesReport:
    assert page.report is not None
    return page.report


def _cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    cell = table.item(row, column)
    assert cell is not None
    return cell


def _plot(page: ThemePage) -> TrendPlot:
    assert page.details.chart._plot is not None
    return page.details.chart._plot


def _there_are(page: ThemePage, themes: int) -> bool:
    return len(_report(page).themes) == themes


@pytest.fixture
def state() -> ThemesState:
    return found_state()


@pytest.fixture
def page(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, state: ThemesState
) -> ThemePage:
    """The screen of a case whose themes were found before."""
    return found_page(qtbot, window, postroom, state)


def _stand_on(qtbot: QtBot, page: ThemePage, key: int) -> None:
    page.tree.choose(NodeKind.THEME, key)
    page.tree.setFocus()
    qtbot.waitUntil(lambda: page.details.rows.rows.rowCount() > 0)


def _text(page: ThemePage, row: int, column: TreeColumn) -> str:
    tree = page.tree.lines
    return str(tree.index(row, column).data())


# -------------------------------------------------------------------- finding


def test_without_documents_nothing_can_be_looked_for(window: Window):
    assert not window.parts.actions.places[Place.THEMES].isEnabled()
    assert not window.parts.actions.find_themes.isEnabled()


def test_themes_are_found_from_the_start_page_with_nothing_filled_in(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom
):
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.themes.isEnabled)
    _click(window.parts.start.themes)
    setup = _dialog(qtbot, window, ThemeSetup)
    assert setup.focusWidget() is setup.begin
    QTest.keyClick(setup.begin, Qt.Key.Key_Return)
    page = window.conductor.theming.page
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.report is not None)
    assert page.tree.lines.rowCount() == 11
    asked = next(iter(postroom.cases.values())).themes
    assert (asked.settings.column, asked.settings.most, asked.scheme) == ("", 0, None)


def test_what_was_asked_reaches_the_search(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    _click(page.find_again)
    setup = _dialog(qtbot, window, ThemeSetup)
    QTest.keyClicks(setup.column, "Description")
    QTest.keyClicks(setup.date, "Received")
    QTest.keyClicks(setup.by_typed, "District; Language;")
    QTest.keyClicks(setup.question, "Should the library open on Saturdays?")
    setup.most.setValue(12)
    setup.from_scheme.setChecked(True)
    _click(setup.begin)
    qtbot.waitUntil(lambda: state.settings.most == 12)
    asked = state.settings
    assert (asked.column, asked.date_column) == ("Description", "Received")
    assert asked.by == ("District", "Language")
    assert asked.question == "Should the library open on Saturdays?"
    assert state.scheme is not None
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    _click(page.find_again)
    again = _dialog(qtbot, window, ThemeSetup)
    assert again.column.currentText() == "Description"
    again.reject()


def test_columns_that_were_read_can_be_ticked(qtbot: QtBot, window: Window):
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.sort.isEnabled)
    _click(window.parts.start.sort)
    qtbot.waitUntil(lambda: window.parts.desk.items.rowCount() > 0)
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    QTest.keyClick(window, Qt.Key.Key_T, CONTROL_SHIFT)
    setup = _dialog(qtbot, window, ThemeSetup)
    qtbot.waitUntil(setup.by.isVisible)
    setup.by.list.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(setup.by.list, key)
    assert setup.settings.by == ("Street",)
    setup.reject()


def test_the_strip_says_what_is_done_and_stop_ends_it(
    qtbot: QtBot, window: Window, script: Script
):
    window.parts.start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(window.parts.start.themes.isEnabled)
    script.pause_at = 3
    _click(window.parts.start.themes)
    _click(_dialog(qtbot, window, ThemeSetup).begin)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.phase.text() == "Finding themes")
    assert not window.conductor.theming.page.find_again.isEnabled()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    script.go_on.set()
    banner = window.conductor.theming.page.banner
    qtbot.waitUntil(banner.isVisible)
    assert banner.what.text() == "The search was stopped."
    assert window.conductor.theming.page.report is None


def test_a_problem_is_told_on_the_screen_of_themes(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    state.find_problem = PostroomError("There is no column Text.", "Choose another.")
    _click(page.find_again)
    _click(_dialog(qtbot, window, ThemeSetup).begin)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.what.text() == "There is no column Text."
    assert page.report is not None


def test_a_case_of_themes_alone_opens_with_its_themes(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, state: ThemesState
):
    path = postroom.default_case_folder / "alone.postroom"
    case = big_case(10)
    case.scheme, case.verdicts, case.themes = None, {}, state
    postroom.cases[path] = case
    path.touch()
    window.conductor.open_case(path)
    page = window.conductor.theming.page
    qtbot.waitUntil(lambda: page.report is not None)
    assert page.isVisible()
    assert not page.banner.isVisible()


# -------------------------------------------------------------------- looking


def test_the_list_has_groups_with_their_themes_counts_and_stability_in_words(
    page: ThemePage,
):
    assert _text(page, 0, TreeColumn.NAME) == "All themes"
    assert _text(page, 1, TreeColumn.NAME) == "Streets"
    lines = page.tree.lines
    streets = lines.index(1, 0)
    assert lines.rowCount(streets) == 4
    cells = [lines.index(2, at, streets).data() for at in range(4)]
    assert cells == [
        "Faded lane markings and crosswalks",
        "402",
        "3.0\u00a0%",
        "mostly steady 0.71",
    ]
    last = lines.rowCount() - 1
    assert _text(page, last, TreeColumn.NAME) == "In no theme"
    sizes = sum(node.size for node in lines.nodes[1:])
    assert sizes + _report(page).about.without_text == _report(page).about.items


def test_a_new_theme_is_told_to_screen_readers_too(page: ThemePage):
    found = page.tree.lines.find((NodeKind.THEME, CARTS))
    said = found.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Recycling carts that never came, 366 rows, 2.8")
    assert said.endswith("shaky 0.58, new")


def test_arrows_in_the_list_show_one_theme_after_another(qtbot: QtBot, page: ThemePage):
    page.tree.setFocus()
    for _ in range(2):
        _key(Qt.Key.Key_Down)
    assert page.details.isVisible()
    assert page.details.name.text() == "Potholes on main streets"
    assert page.details.facts.text().startswith("1412 rows  \u00b7  11\u00a0%")
    qtbot.waitUntil(lambda: page.details.rows.rows.rowCount() == 1412)


def test_the_overview_leads_to_a_theme_from_a_sentence(qtbot: QtBot, page: ThemePage):
    sentences = page.overview.trends
    assert sentences.item(0).text().startswith("Spike:  Street flooding after rain: 117")
    sentences.setFocus()
    sentences.setCurrentRow(0)
    _key(Qt.Key.Key_Return)
    assert page.details.name.text() == "Street flooding after rain"
    assert page.tree.hasFocus()


def test_a_click_on_a_bar_opens_its_theme(page: ThemePage):
    sizes = page.overview.sizes
    line = sizes.height() // 12
    QTest.mouseClick(sizes, Qt.MouseButton.LeftButton, pos=QPoint(40, line + line // 2))
    assert page.details.name.text() == "Missed trash collection"


def test_bars_are_told_in_words(page: ThemePage):
    told = QAccessible.queryAccessibleInterface(page.overview.sizes)
    said = told.text(QAccessible.Text.Description)
    assert said.startswith("Potholes on main streets: 1412 rows, 11\u00a0%")
    assert told.text(QAccessible.Text.Name) == "Picture: the largest themes"


def test_seasons_have_a_number_in_every_cell_and_say_it_whole(page: ThemePage):
    heat = page.overview.seasons
    assert heat.columnCount() == 8
    model = heat.model()
    names = [model.headerData(at, Qt.Orientation.Vertical) for at in range(heat.rowCount())]
    snow = names.index("Snow left on sidewalks")
    highest = [at for at in range(8) if _cell(heat, snow, at).font().bold()]
    assert len(highest) == 1
    title = heat.horizontalHeaderItem(highest[0])
    assert title is not None
    assert title.text() == "winter\n2022-23"
    cell = _cell(heat, snow, highest[0])
    said = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(f"Snow left on sidewalks, winter 2022-23: {cell.text()} rows, ")
    heat.setFocus()
    heat.setCurrentCell(snow, highest[0])
    _key(Qt.Key.Key_Return)
    assert page.details.name.text() == "Snow left on sidewalks"


def test_rows_in_no_theme_are_a_click_away(qtbot: QtBot, page: ThemePage):
    _click(page.overview.show_unthemed)
    assert page.right.currentWidget() is page.plain
    qtbot.waitUntil(lambda: page.plain.rows.rows.rowCount() == 1437)


def test_a_letter_that_came_many_times_leads_to_its_rows(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    campaigns = page.overview.campaigns
    campaigns.setFocus()
    campaigns.setCurrentCell(0, 0)
    _key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.plain.rows.rows.rowCount() == 212)
    assert page.plain.says.text() == "212 rows in 9 wordings"
    qtbot.waitUntil(lambda: bool(state.asked_rows))
    assert state.asked_rows[-1][0] == ThemeFilter(campaign=1)


def test_a_group_lists_its_themes(page: ThemePage):
    page.tree.choose(NodeKind.GROUP, FLOODING)
    assert page.group.name.text() == "Water"
    assert page.group.facts.text().startswith("4 themes  \u00b7  1491 rows")
    page.group.table.setFocus()
    _key(Qt.Key.Key_Return)
    assert page.details.name.text() == "Street flooding after rain"


def test_hidden_counts_are_stars(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, 11)
    _click(page.details.tabs.buttons[2])
    table = page.details.breakdown.tables[0]
    assert [_cell(table, 3, at).text() for at in range(3)] == [
        "Riverside",
        "\u2217",
        "\u2217",
    ]


def test_without_dates_the_screen_says_so(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    state.dated = False
    _click(page.write)
    _write(page, "Library hours", "Opening hours of the library")
    qtbot.waitUntil(lambda: _report(page).trends is None)
    assert "There are no dates" in page.overview.no_trends.text()
    _stand_on(qtbot, page, FLOODING)
    assert not page.details.chart.isVisible()


# -------------------------------------------------------------------- the line over time


def test_the_line_is_told_in_words(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, FLOODING)
    chart = QAccessible.queryAccessibleInterface(page.details.chart)
    said = chart.text(QAccessible.Text.Description)
    assert "February 2024: 117, usually 9 to 27" in said
    assert said.endswith("(not the whole period)")


def test_arrows_and_return_show_the_rows_of_a_period(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    _stand_on(qtbot, page, FLOODING)
    chart = page.details.chart
    chart.setFocus()
    for _ in range(3):
        _key(Qt.Key.Key_Left)
    assert chart.says.text().startswith("February 2024: 117, usually 9 to 27")
    _key(Qt.Key.Key_Return)
    rows = page.details.rows
    assert rows.isVisible()
    wanted = ThemeFilter(theme=FLOODING, first="2024-02-01", last="2024-02-29")
    assert rows.rows.wanted == wanted
    qtbot.waitUntil(lambda: rows.rows.rowCount() == 30)
    assert rows.part.text() == "February 2024"
    _click(rows.part)
    qtbot.waitUntil(lambda: rows.rows.rowCount() == 742)


def test_a_click_on_a_period_shows_its_rows(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, FLOODING)
    pane = _plot(page).pane
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(pane.width() - 24, 40))
    assert page.details.rows.part.text() == "May 2024"


def test_the_wheel_does_not_zoom_and_there_is_no_menu(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, FLOODING)
    plot = _plot(page)
    before = plot._plot.viewRange()
    middle = QPointF(plot.pane.rect().center())
    turned = QWheelEvent(
        middle,
        plot.pane.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(plot.pane, turned)
    QTest.mouseClick(plot.pane, Qt.MouseButton.RightButton)
    assert plot._plot.viewRange() == before
    assert before[1][0] == 0
    assert QApplication.activePopupWidget() is None


def test_time_can_be_cut_by_season(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, FLOODING)
    cut = page.details.cut
    cut.setFocus()
    _key(Qt.Key.Key_Down)
    assert cut.currentText() == "Season"
    assert "winter 2023-24: 153" in page.details.chart.accessibleDescription()
    _stand_on(qtbot, page, POTHOLES)
    assert cut.currentText() == "Season"


def test_the_plot_is_not_loaded_before_there_is_a_trend():
    program = (
        "import sys, app.desktop.window, app.desktop.desk\n"
        "found = {'pyqtgraph', 'numpy', 'PySide6.QtOpenGL'} & set(sys.modules)\n"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=REPOSITORY)


# -------------------------------------------------------------------- rows


def test_rows_are_fetched_by_pages(qtbot: QtBot, page: ThemePage, state: ThemesState):
    _stand_on(qtbot, page, POTHOLES)
    _click(page.details.tabs.buttons[1])
    table, rows = page.details.rows.table, page.details.rows.rows
    qtbot.waitUntil(lambda: rows.themed_row(0) is not None)
    table.setFocus()
    _key(Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(lambda: rows.themed_row(1411) is not None)
    assert all(limit == 64 for _, _, limit in state.asked_rows)
    assert len(state.asked_rows) < 8


def test_words_are_searched_in_the_rows(qtbot: QtBot, page: ThemePage):
    _stand_on(qtbot, page, FLOODING)
    _key(Qt.Key.Key_F, CONTROL)
    search = page.details.rows.search
    assert search.hasFocus()
    QTest.keyClicks(search, "school bus")
    qtbot.waitUntil(lambda: page.details.rows.count.text() == "148 rows")
    QTest.keyClicks(search, " zebra")
    qtbot.waitUntil(lambda: page.details.rows.count.text() == "0 rows")
    assert not page.details.rows.table.isVisible()


def test_return_opens_a_row_with_its_quotation_marked(
    qtbot: QtBot, page: ThemePage, window: Window
):
    dialog = _open_row(qtbot, page, window)
    assert dialog.text.marked_text() == "street flooding after ra"
    assert dialog.themes.ticked == ("Street flooding after rain",)
    dialog.reject()


def _open_row(qtbot: QtBot, page: ThemePage, window: Window) -> ThemeRowDialog:
    _stand_on(qtbot, page, FLOODING)
    _click(page.details.tabs.buttons[1])
    rows = page.details.rows
    qtbot.waitUntil(lambda: rows.rows.themed_row(0) is not None)
    rows.table.selectRow(0)
    QTest.keyClick(rows.table, Qt.Key.Key_Return)
    return _dialog(qtbot, window, ThemeRowDialog)


def test_the_themes_of_a_row_are_corrected_by_typing(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    dialog = _open_row(qtbot, page, window)
    line = dialog.themes.line
    assert dialog.focusWidget() is line
    QTest.keyClicks(line, "sewer")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(state.corrected))
    key = FLOODING * 10_000 + 1
    said = ("Street flooding after rain", "Sewer smell in the basement")
    assert state.corrected == {key: (said, None)}
    qtbot.waitUntil(lambda: page.banner.what.text().startswith("Kept for 1 row."))
    qtbot.waitUntil(lambda: _themes_cell(page, 0).endswith("(by a person)"))


def _themes_cell(page: ThemePage, row: int) -> str:
    return str(page.details.rows.rows.index(row, 1).data())


def test_several_rows_are_corrected_alike(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    _stand_on(qtbot, page, FLOODING)
    _click(page.details.tabs.buttons[1])
    rows = page.details.rows
    qtbot.waitUntil(lambda: rows.rows.themed_row(0) is not None)
    assert not rows.correct.isEnabled()
    rows.table.setFocus()
    rows.table.selectRow(0)
    for _ in range(2):
        _key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _click(rows.correct)
    dialog = _dialog(qtbot, window, ThemeRowDialog)
    assert not dialog.text.isVisible()
    QTest.keyClick(dialog.themes.list, Qt.Key.Key_Space)
    _click(dialog.keep)
    qtbot.waitUntil(lambda: len(state.corrected) == 3)
    assert set(state.corrected.values()) == {((), None)}


def test_the_side_of_an_answer_is_asked_where_there_is_a_question(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    dialog = _open_row(qtbot, page, window)
    assert not dialog.stance.isVisible()
    dialog.reject()
    _click(page.find_again)
    setup = _dialog(qtbot, window, ThemeSetup)
    QTest.keyClicks(setup.question, "Is it enough?")
    _click(setup.begin)
    qtbot.waitUntil(lambda: bool(_report(page).stances))
    _click(page.details.tabs.buttons[2])
    assert _cell(page.details.breakdown.tables[0], 1, 0).text() == "Against"
    dialog = _open_row(qtbot, page, window)
    dialog.stance.setFocus()
    for _ in range(2):
        QTest.keyClick(dialog.stance, Qt.Key.Key_Down)
    assert dialog.stance.currentText() == "Against"
    _click(dialog.keep)
    qtbot.waitUntil(lambda: bool(state.corrected))
    assert [stance for _, stance in state.corrected.values()] == [Stance.AGAINST]


# -------------------------------------------------------------------- signing off


def test_a_theme_gets_another_name_and_description(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    _stand_on(qtbot, page, FLOODING)
    _key(Qt.Key.Key_F2)
    dialog = _dialog(qtbot, window, RenameDialog)
    dialog.description.setPlainText("Water stands in the street.")
    QTest.keyClicks(dialog.name, "Flooded streets")
    _click(dialog.do)
    qtbot.waitUntil(lambda: page.details.name.text() == "Flooded streets")
    assert [edit.kind for edit in state.edits] == [
        ThemeEditKind.RENAME,
        ThemeEditKind.DESCRIBE,
    ]
    assert page.details.description.text() == "Water stands in the street."
    node = page.tree.current_node
    assert node is not None
    assert node.name == "Flooded streets"


def test_a_group_gets_another_name(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    page.tree.choose(NodeKind.GROUP, FLOODING)
    _click(page.rename)
    dialog = _dialog(qtbot, window, RenameDialog)
    assert not dialog.description.isVisible()
    dialog.name.clear()
    assert not dialog.do.isEnabled()
    QTest.keyClicks(dialog.name, "Water and sewers")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.group.name.text() == "Water and sewers")
    assert state.edits[0].group


def test_selected_themes_are_merged_under_the_chosen_name(
    qtbot: QtBot, page: ThemePage, window: Window, state: ThemesState
):
    page.tree.choose(NodeKind.THEME, POTHOLES)
    page.tree.setFocus()
    assert not page.merge.isEnabled()
    _key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _key(Qt.Key.Key_M, CONTROL)
    dialog = _dialog(qtbot, window, MergeDialog)
    dialog.name.setCurrentIndex(1)
    _click(dialog.do)
    qtbot.waitUntil(lambda: bool(state.edits))
    assert state.edits[0] == ThemeEdit(
        kind=ThemeEditKind.MERGE,
        themes=(LIGHTS, POTHOLES),
        name="Street lights that are out",
    )
    qtbot.waitUntil(lambda: _there_are(page, 20))


def test_a_theme_is_split_dropped_and_both_are_undone(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    _stand_on(qtbot, page, FLOODING)
    _click(page.split)
    qtbot.waitUntil(lambda: _there_are(page, 22))
    assert page.banner.what.text() == "The theme was split."
    page.tree.setFocus()
    _key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _there_are(page, 21))
    for count in (22, 21):
        _key(Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(partial(_there_are, page, count))
    assert page.banner.what.text() == "The last change was taken back."


def _write(page: ThemePage, name: str, description: str) -> WriteDialog:
    dialog = next(d for d in page.findChildren(WriteDialog) if d.isVisible())
    QTest.keyClicks(dialog.name, name)
    assert not dialog.do.isEnabled()
    QTest.keyClicks(dialog.description, description)
    _click(dialog.do)
    return dialog


def test_a_theme_of_ones_own_needs_a_description_or_examples(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    page.tree.setFocus()
    _key(Qt.Key.Key_N, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(WriteDialog)))
    dialog = next(d for d in page.findChildren(WriteDialog) if d.isVisible())
    dialog.examples.setPlainText("Open on Saturdays!\n\nThe library is always closed.\n")
    QTest.keyClicks(dialog.name, "Library hours")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(state.edits))
    edit = state.edits[0]
    assert edit.examples == ("Open on Saturdays!", "The library is always closed.")
    assert (edit.kind, edit.name, edit.description) == (
        ThemeEditKind.WRITE,
        "Library hours",
        "",
    )


def test_an_answer_is_kept_and_what_is_typed_for_another_theme_is_not_mixed_up(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    _stand_on(qtbot, page, FLOODING)
    _click(page.details.tabs.buttons[3])
    question = page.details.question
    assert question.answer.toPlainText() == ""
    assert not question.keep.isEnabled()
    QTest.keyClicks(question.answer, "Crews clear the drains every autumn.")
    _click(question.keep)
    qtbot.waitUntil(lambda: bool(state.edits))
    assert state.edits[0].answer == "Crews clear the drains every autumn."
    qtbot.waitUntil(lambda: not question.keep.isEnabled())
    _stand_on(qtbot, page, POTHOLES)
    assert question.answer.toPlainText() == ""
    _stand_on(qtbot, page, FLOODING)
    assert question.answer.toPlainText() == "Crews clear the drains every autumn."


def test_an_edit_that_cannot_be_done_is_told(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    state.edit_problem = PostroomError("There is nothing to split.", "Choose another.")
    _stand_on(qtbot, page, FLOODING)
    _click(page.split)
    qtbot.waitUntil(lambda: page.banner.what.text() == "There is nothing to split.")
    assert len(_report(page).themes) == 21


def test_rows_are_assigned_to_the_signed_off_themes(
    qtbot: QtBot, page: ThemePage, state: ThemesState
):
    assert page.assign.property("kind") == "primary"
    _stand_on(qtbot, page, FLOODING)
    _click(page.assign)
    qtbot.waitUntil(lambda: state.assigned)
    qtbot.waitUntil(lambda: page.assign.property("kind") == "plain")
    qtbot.waitUntil(lambda: _themes_cell(page, 0) == "Street flooding after rain 93\u00a0%")


# -------------------------------------------------------------------- files


def test_themes_are_exported_by_the_same_key_as_results(
    qtbot: QtBot, page: ThemePage, window: Window, answers: Answers, tmp_path: Path
):
    answers.themes = tmp_path / "themes.docx"
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: page.banner.what.text() == "Saved themes.docx.")
    assert answers.themes.is_file()
    _click(page.banner.action)
    assert answers.shown == [tmp_path]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_go_into_a_folder(
    qtbot: QtBot, page: ThemePage, answers: Answers, tmp_path: Path, kind: str
):
    answers.pictures = tmp_path
    (page.as_png if kind == "png" else page.as_svg).trigger()
    qtbot.waitUntil(lambda: page.banner.what.text() == "Saved the pictures.")
    assert (tmp_path / "311 pictures" / f"themes.{kind}").is_file()


# -------------------------------------------------------------------- around it


def test_what_belongs_to_the_items_rests_while_themes_are_shown(
    qtbot: QtBot, page: ThemePage, window: Window, postroom: ScriptedPostroom
):
    do = window.parts.actions
    for action in (do.confirm, do.learn, do.check):
        assert not action.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.parts.desk.isVisible()
    assert window.parts.desk.table.hasFocus()
    qtbot.waitUntil(do.confirm.isEnabled)
    assert postroom.decided == []


def test_without_a_case_there_is_no_way_to_themes(page: ThemePage, window: Window):
    assert page.isVisible()
    assert window.parts.rail.buttons[Place.THEMES].isChecked()
    window.conductor.new_case()
    assert not window.parts.actions.places[Place.THEMES].isEnabled()
    assert "first" in window.parts.rail.buttons[Place.THEMES].toolTip()


def test_everything_on_the_screen_of_themes_has_a_name_and_a_letter_of_its_own(
    qtbot: QtBot, page: ThemePage, window: Window
):
    kinds = ((NodeKind.ALL, 0), (NodeKind.GROUP, FLOODING), (NodeKind.UNTHEMED, 0))
    for kind, key in kinds:
        page.tree.choose(kind, key)
        assert _unnamed(window) == []
        assert _letters_are_single(window)
    _stand_on(qtbot, page, FLOODING)
    for tab in page.details.tabs.buttons:
        _click(tab)
        assert _unnamed(window) == []
        assert _letters_are_single(window)


@pytest.mark.parametrize("view", ["overview", "theme"])
def test_tab_goes_round_the_screen_of_themes_without_a_trap(
    qtbot: QtBot, page: ThemePage, window: Window, view: str
):
    wanted: tuple[QWidget, ...] = (page.tree, page.find_again, page.assign, page.write)
    if view == "overview":
        page.tree.setFocus()
        shown = page.overview
        wanted += (shown.trends, shown.seasons, shown.campaigns, shown.show_unthemed)
    else:
        _stand_on(qtbot, page, FLOODING)
        _click(page.details.tabs.buttons[1])
        page.tree.setFocus()
        details = page.details
        wanted += (details.chart, details.cut, details.rows.search, details.rows.table)
    reached = _tab_round(window)
    assert [each for each in wanted if each not in reached] == []


@pytest.mark.parametrize("which", ["setup", "rename", "merge", "write", "row"])
def test_every_dialog_of_themes_has_names(
    qtbot: QtBot, page: ThemePage, window: Window, which: str
):
    if which == "row":
        dialog: QDialog = _open_row(qtbot, page, window)
    else:
        _stand_on(qtbot, page, FLOODING)
        page.tree.selectAll()
        buttons = {
            "setup": page.find_again,
            "rename": page.rename,
            "merge": page.merge,
            "write": page.write,
        }
        _click(buttons[which])
        dialog = _dialog(qtbot, window, QDialog)
    assert _unnamed(dialog) == []
    dialog.reject()


def test_the_screen_fits_a_small_laptop(page: ThemePage, open_window: Callable[[], Window]):
    del open_window
    assert page.window().minimumSizeHint().width() <= 1366
    assert page.window().minimumSizeHint().height() <= 700
