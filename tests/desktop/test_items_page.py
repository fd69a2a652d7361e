from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.desktop.date_range import DateRange
from app.desktop.desk_page import DeskPage
from app.desktop.item_columns import Column
from app.desktop.item_copying import MOST, rows_as_text
from app.desktop.item_spot import filter_from, spot_words
from app.desktop.window import Window
from app.records import (
    Document,
    Item,
    Place,
    ResultRow,
    RowFacets,
    RowFilter,
    Status,
)
from tests.desktop.scripted import MESSAGES, Script, ScriptedPostroom, big_case

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ROWS = 60


@pytest.fixture
def window(open_window: Callable[[], Window]) -> Window:
    return open_window()


@pytest.fixture
def desk(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, tmp_path: Path
) -> DeskPage:
    """A sorted case of sixty rows, the first of them being read."""
    path = tmp_path / "sixty.postroom"
    case = big_case(ROWS)
    case.items = [
        replace(
            item,
            columns={
                "Street": ("Birch", "Elm")[item.key % 2],
                "Received": f"2026-0{item.key % 3 + 1}-05",
            },
        )
        for item in case.items
    ]
    case.verdicts = {
        key: replace(verdict, language=("en", "es")[key % 2])
        for key, verdict in case.verdicts.items()
    }
    postroom.cases[path] = case
    path.touch()
    window.conductor.open_case(path)
    page = window.parts.desk
    qtbot.waitUntil(lambda: page.items.rowCount() == ROWS)
    qtbot.waitUntil(lambda: page.reader.row is not None)
    return page


def grouped(qtbot: QtBot, desk: DeskPage, by: str, column: str = "") -> None:
    desk.filters.ask(replace(desk.filters.asked, group=by, group_column=column))
    qtbot.waitUntil(lambda: bool(desk.items.layout.groups))
    qtbot.waitUntil(lambda: desk.items.result_row(1) is not None)


def menu_entry(menu: QMenu, title: str) -> None:
    for action in menu.actions():
        sub = action.menu()
        entries = sub.actions() if isinstance(sub, QMenu) else [action]
        for entry in entries:
            if entry.text().replace("&", "").startswith(title):
                assert entry.isEnabled()
                entry.trigger()
                return
    raise AssertionError(f"no entry {title}")


# ---------------------------------------------------------------- reading


def test_the_table_holds_short_texts_and_the_reader_the_whole_one(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, tmp_path: Path
):
    path = tmp_path / "long.postroom"
    case = big_case(3)
    long = f"{MESSAGES[1][0]}. " * 40
    case.items[1] = replace(case.items[1], text=long)
    postroom.cases[path] = case
    path.touch()
    window.conductor.open_case(path)
    desk = window.parts.desk
    qtbot.waitUntil(lambda: desk.items.rowCount() == 3)
    desk.table.select_row(1)
    qtbot.waitUntil(lambda: desk.reader.text.toPlainText() == long)
    row = desk.items.result_row(1)
    assert row is not None
    assert row.item is not None
    assert len(row.item.text) < 100


def test_the_note_on_an_item_is_read_with_it(
    qtbot: QtBot, desk: DeskPage, window: Window, postroom: ScriptedPostroom
):
    path = window.parts.session.path
    assert path is not None
    key = desk.items.result_row(1).item.key  # type: ignore[union-attr]  # there is one
    postroom.cases[path].review.notes[key] = "Rang the office"
    note = desk.reader.card.note
    assert not note.isVisible()
    desk.table.select_row(1)
    qtbot.waitUntil(lambda: note.isVisible() and note.text() == "Note: Rang the office")
    desk.table.select_row(2)
    qtbot.waitUntil(lambda: not note.isVisible())


def test_a_long_note_leaves_room_for_the_text(qtbot: QtBot, desk: DeskPage):
    card = desk.reader.card
    card.show_note("Rang the office. " * 200)
    assert len(card.note.text()) < 220
    assert "Rang" in card.note.toolTip()


def test_an_item_without_text_says_so(qtbot: QtBot, desk: DeskPage):
    assert desk.reader.text.placeholderText() == "This item has no text."


def test_words_that_were_looked_for_are_marked_in_the_text(qtbot: QtBot, desk: DeskPage):
    desk.header.search.setText("pothole")
    qtbot.waitUntil(lambda: 0 < desk.items.rowCount() < ROWS)
    qtbot.waitUntil(lambda: desk.reader.text.found_texts() == ["pothole"])


def test_return_on_an_item_goes_into_its_text(qtbot: QtBot, desk: DeskPage):
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.reader.text.hasFocus)


def test_a_decision_is_never_about_an_item_that_is_not_shown_yet(
    qtbot: QtBot, desk: DeskPage
):
    shown: list[ResultRow | None] = []
    desk.table.row_shown.connect(shown.append)
    desk.items._pages.clear()
    desk.table.select_row(5)
    assert shown[-1] is None
    qtbot.waitUntil(lambda: shown[-1] is not None)
    assert shown[-1] == desk.items.result_row(5)


# ---------------------------------------------------------------- groups


def test_left_and_right_close_and_open_a_group(qtbot: QtBot, desk: DeskPage):
    grouped(qtbot, desk, "category")
    table, before = desk.table, desk.items.rowCount()
    table.select_row(2)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert desk.items.rowCount() < before
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert desk.items.rowCount() == before
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.items.rowCount() < before


def test_a_click_on_the_arrow_of_a_heading_closes_its_group(qtbot: QtBot, desk: DeskPage):
    grouped(qtbot, desk, "category")
    before = desk.items.rowCount()
    heading = desk.table.visualRect(desk.items.index(0, 0))
    at = QPoint(heading.left() + 12, heading.center().y())
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert desk.items.rowCount() < before


def test_a_heading_is_not_decided_on(qtbot: QtBot, desk: DeskPage, window: Window):
    grouped(qtbot, desk, "category")
    desk.table.select_row(0)
    assert desk.reader.row is None
    assert not window.parts.actions.confirm.isEnabled()
    desk.go_on(1)
    assert desk.table.currentIndex().row() == 1
    qtbot.waitUntil(window.parts.actions.confirm.isEnabled)


def test_a_group_is_selected_and_corrected_as_one(
    qtbot: QtBot, desk: DeskPage, window: Window, postroom: ScriptedPostroom
):
    grouped(qtbot, desk, "column", "Street")
    assert [group.value for group in desk.items.layout.groups] == ["Birch", "Elm"]
    desk.table.select_row(3)
    desk.menus.select_group.trigger()
    assert desk.table.stretches() == ((0, 30),)
    desk.items.open_group(0, opened=False)
    desk.table.select_row(0)
    assert desk.table.stretches() == ((0, 30),)
    desk.table.select_row(2)
    desk.menus.select_group.trigger()
    assert desk.table.stretches() == ((30, 30),)


def test_dates_are_looked_for_when_months_are_wanted_first(qtbot: QtBot, desk: DeskPage):
    menu = desk.filters.group_menu
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: menu._facets.undated == ROWS)
    menu_entry(menu, "Month of the date")
    qtbot.waitUntil(lambda: desk.items.row_filter.group == "month")
    qtbot.waitUntil(lambda: len(desk.items.layout.groups) == 3)
    assert desk.items.index(0, 0).data() == "January 2026"
    assert desk.filters.group.text() == "&Group: month"


# ---------------------------------------------------------------- filters


def test_what_is_filtered_by_stands_as_chips_that_take_it_away(
    qtbot: QtBot, desk: DeskPage
):
    menu = desk.filters.filter_menu
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: menu._facets.languages == ("en", "es"))
    menu_entry(menu, "Spanish")
    qtbot.waitUntil(lambda: desk.items.rowCount() == ROWS // 2)
    (chip,) = desk.filters.chips
    assert (chip.text(), chip.accessibleName()) == ("Spanish", "Remove filter: Spanish")
    assert chip.isVisible()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.items.rowCount() == ROWS)
    assert desk.filters.chips == []


def test_what_no_item_has_is_not_offered(qtbot: QtBot, desk: DeskPage):
    menu = desk.filters.filter_menu
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: menu._facets.languages == ("en", "es"))
    off = {action.text() for action in menu.actions() if not action.isEnabled()}
    assert {"&Private  0", "No&t private", "With a &note  0"} <= off


def test_no_hits_offer_to_clear_every_filter_at_once(qtbot: QtBot, desk: DeskPage):
    desk.filters.choose_status(Status.NEEDS_REVIEW)
    desk.documents.setCurrentIndex(desk.files.index(1, 0))
    desk.header.search.setText("nothing has these words")
    qtbot.waitUntil(lambda: desk.items.rowCount() == 0)
    qtbot.waitUntil(desk.show_all.isVisible)
    assert desk.filters.clear.isVisible()
    desk.show_all.click()
    qtbot.waitUntil(lambda: desk.items.rowCount() == ROWS)
    assert desk.items.row_filter == RowFilter()
    assert desk.header.search.text() == ""
    assert not desk.filters.clear.isVisible()


def test_days_are_asked_for_within_those_that_there_are(qtbot: QtBot, desk: DeskPage):
    facets = RowFacets(first="2026-01-05", last="2026-03-05")
    dialog = DateRange(facets, RowFilter(language="es"), desk)
    qtbot.addWidget(dialog)
    assert dialog.wanted() == RowFilter(language="es")
    dialog.since.setDate(dialog.since.date().addMonths(1))
    assert dialog.wanted().since == "2026-02-05"
    assert dialog.wanted().language == "es"


# ---------------------------------------------------------------- selecting, correcting


def test_shift_control_and_select_all_select_many(qtbot: QtBot, desk: DeskPage):
    told: list[int] = []
    desk.table.selected.connect(told.append)
    desk.table.select_row(2)
    for _ in range(3):
        QTest.keyClick(desk.table, Qt.Key.Key_Down, SHIFT)
    assert desk.table.stretches() == ((2, 4),)
    QTest.keyClick(desk.table, Qt.Key.Key_End, SHIFT)
    assert told[-1] == ROWS - 2
    QTest.keyClick(desk.table, Qt.Key.Key_A, CONTROL)
    assert told[-1] == ROWS


def test_the_rows_that_are_selected_are_copied_as_text(qtbot: QtBot, desk: DeskPage):
    desk.table.select_row(0)
    QTest.keyClick(desk.table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(desk.table, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(desk.banner.isVisible)
    assert desk.banner.what.text() == "2 rows copied."
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert lines[0].split("\t")[:2] == ["requests.xlsx", "Requests, row 3"]


def test_a_text_that_would_be_a_formula_is_copied_as_text():
    row = ResultRow(
        document=Document(name="a.csv", path="a.csv"),
        item=Item(key=1, place=Place(row=2), text="=HYPERLINK(1)\n two  words"),
        verdict=None,
    )
    assert rows_as_text((row,)).endswith("\t'=HYPERLINK(1) two words")
    assert MOST < 10_000


# ---------------------------------------------------------------- keys


def test_what_is_typed_leads_to_the_next_item_that_begins_so(qtbot: QtBot, desk: DeskPage):
    desk.table.setFocus()
    QTest.keyClicks(desk.table, "sew")
    qtbot.waitUntil(
        lambda: "Sewer" in str(desk.table.currentIndex().siblingAtColumn(0).data())
    )


def test_home_end_and_pages_move_through_all_rows(desk: DeskPage):
    QTest.keyClick(desk.table, Qt.Key.Key_End)
    assert desk.table.currentIndex().row() == ROWS - 1
    QTest.keyClick(desk.table, Qt.Key.Key_PageUp)
    assert 0 < desk.table.currentIndex().row() < ROWS - 2
    QTest.keyClick(desk.table, Qt.Key.Key_Home, CONTROL)
    assert desk.table.currentIndex().row() == 0


# ---------------------------------------------------------------- columns, coming back


def test_columns_are_shown_hidden_and_come_back_as_they_were(
    qtbot: QtBot, desk: DeskPage, open_window: Callable[[], Window]
):
    table = desk.table
    assert table.isColumnHidden(Column.LANGUAGE)
    menu = desk.filters.columns.menu()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(lambda: desk.menus._headers == ("Street", "Received"))
    menu.aboutToShow.emit()
    menu_entry(menu, "Language")
    menu_entry(menu, "Street")
    assert not table.isColumnHidden(Column.LANGUAGE)
    street = desk.items.index(0, len(Column))
    qtbot.waitUntil(lambda: street.data() == "Elm")
    kept = table.kept_columns()
    table.show_column(Column.LANGUAGE, shown=False)
    desk.items.show_cells(())
    table.return_columns(kept)
    assert not table.isColumnHidden(Column.LANGUAGE)
    assert desk.items.cells == ("Street",)


def test_the_place_is_the_same_after_coming_back(qtbot: QtBot, desk: DeskPage):
    desk.filters.ask(replace(desk.filters.asked, language="es"))
    grouped(qtbot, desk, "category")
    desk.table.select_row(3)
    row = desk.items.result_row(3)
    assert row is not None
    assert row.item is not None
    wanted = f'"item": {row.item.key},'
    qtbot.waitUntil(lambda: wanted in desk.kept_place())
    kept = desk.kept_place()
    desk.filters.clear_filters()
    desk.filters.reset()
    qtbot.waitUntil(lambda: desk.items.rowCount() >= ROWS)
    desk.return_to(kept)
    qtbot.waitUntil(lambda: desk.table.currentIndex().row() == 3)
    assert desk.items.row_filter == RowFilter(language="es", group="category")
    assert desk.filters.group.text() == "&Group: category"
    assert [chip.text() for chip in desk.filters.chips] == ["Spanish"]


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"filter": {"order": "; DROP"}}', "x"])
def test_a_place_that_cannot_be_read_is_the_beginning(kept: str):
    assert filter_from(kept)[0] == RowFilter()


def test_a_place_is_kept_in_words_and_read_again():
    wanted = RowFilter(status=Status.SORTED, words="a b", group="week", since="2026-01-01")
    assert filter_from(spot_words(wanted, 7, sidebar=False)) == (wanted, 7, False)


def test_the_documents_can_be_folded_away(desk: DeskPage):
    assert desk.sidebar.isVisible()
    desk.filters.documents.click()
    assert not desk.sidebar.isVisible()
    desk.filters.documents.click()
    assert desk.sidebar.isVisible()


def test_the_controls_of_the_table_fit_a_small_laptop(desk: DeskPage, script: Script):
    del script
    for status, segment in desk.filters.segments.items():
        assert segment.width() >= segment.sizeHint().width(), status
    for each in (desk.filters.group, desk.filters.more, desk.filters.columns):
        assert each.width() >= each.sizeHint().width()


def test_chips_go_on_in_a_second_line_where_the_table_is_narrow(
    qtbot: QtBot, desk: DeskPage
):
    asked = replace(desk.filters.asked, language="es", reviewed=False, private=False)
    desk.filters.ask(asked)
    qtbot.waitUntil(lambda: desk.items.rowCount() == ROWS // 2)
    desk.filters.setFixedWidth(260)
    chips = desk.filters.chips
    qtbot.waitUntil(lambda: chips[0].y() < chips[-1].y())
    assert all(chip.geometry().bottom() < desk.filters._chips.height() for chip in chips)
    assert all(chip.geometry().right() <= 260 for chip in chips)


def test_a_row_that_takes_its_time_shows_its_beginning_and_is_not_read_yet(
    desk: DeskPage, qtbot: QtBot
):
    row = desk.items.result_row(3)
    assert row is not None
    desk.reader.announce(row)
    assert desk.reader.row is None
    desk.reader.show_beginning(row)
    assert row.item is not None
    assert desk.reader.text.toPlainText() == row.item.text
    assert desk.reader.row is None
    desk.table.select_row(3)
    qtbot.waitUntil(lambda: desk.reader.row is not None)
    assert desk.reader.text.marked_text() != ""
