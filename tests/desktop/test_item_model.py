from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.desktop.item_model import PAGE, Column, ItemModel, ItemRole
from app.desktop.item_questions import ListAsked, RowsWanted
from app.desktop.item_table import ItemTable
from app.desktop.look import Look
from app.records import RowFilter
from tests.desktop.scripted import ScriptedPostroom, ScriptedWorkspace, big_case

ROWS = 20_000
pytestmark = pytest.mark.usefixtures("qapp")


class Desk:
    """A model whose questions are kept, and answered when the test says so."""

    def __init__(self, postroom: ScriptedPostroom, rows: int) -> None:
        self.case = big_case(rows)
        self.workspace = ScriptedWorkspace(postroom, Path("case"), self.case)
        self.model = ItemModel()
        self.questions: list[RowsWanted | ListAsked] = []
        self.model.asked.connect(self.questions.append)

    def answer_list(self) -> None:
        for question in [q for q in self.questions if isinstance(q, ListAsked)]:
            self.questions.remove(question)
            self.model.take_list(question, question.answer(self.workspace))

    def answer_rows(self) -> int:
        asked = [q for q in self.questions if isinstance(q, RowsWanted)]
        for question in asked:
            self.questions.remove(question)
            self.model.take_rows(question, question.answer(self.workspace))
        return len(asked)

    def pages_asked(self) -> set[int]:
        return {q.offset // PAGE for q in self.questions if isinstance(q, RowsWanted)}

    def lines(self) -> list[str]:
        """What each line says, headings with their counts."""
        said = []
        for line in range(self.model.rowCount()):
            group, row = self.model.group(line), self.model.result_row(line)
            if group is not None:
                said.append(f"{group.value} {group.count}")
            elif row is not None and row.item is not None:
                said.append(str(row.item.key))
        return said


@pytest.fixture
def desk(postroom: ScriptedPostroom) -> Desk:
    return Desk(postroom, ROWS)


def test_the_model_keeps_qts_rules(qtbot: QtBot, postroom: ScriptedPostroom):
    desk = Desk(postroom, 300)
    tester = QAbstractItemModelTester(
        desk.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    desk.model.data(desk.model.index(100, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.answer_rows()
    desk.model.refresh()
    desk.answer_list()
    desk.model.show_rows(RowFilter(group="category"))
    desk.answer_list()
    desk.model.open_group(0, opened=False)
    desk.model.open_group(0, opened=True)
    desk.case.items.extend(big_case(10).items)
    desk.model.refresh()
    desk.answer_list()
    desk.model.show_cells(("Street",))
    desk.model.open_all(opened=False)
    assert tester.model() is desk.model


def test_a_list_comes_with_its_first_rows(desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    row = desk.model.result_row(0)
    assert row is not None
    assert row.item is not None
    assert row.item.key == 1
    assert not desk.questions


def test_twenty_thousand_rows_ask_only_for_the_pages_being_looked_at(
    qtbot: QtBot, look: Look, desk: Desk
):
    table = ItemTable(look, desk.model)
    qtbot.addWidget(table)
    table.resize(700, 600)
    with qtbot.waitExposed(table):
        table.show()
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    table.scrollTo(desk.model.index(15_000, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    assert desk.pages_asked() <= {14_980 // PAGE, 15_000 // PAGE, 15_020 // PAGE}
    assert desk.model.rowCount() == ROWS


def test_a_fast_scroll_does_not_fetch_what_it_passes(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    for row in range(0, ROWS, PAGE):
        desk.model.data(desk.model.index(row, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    fetched = 0
    while answered := desk.answer_rows():
        fetched += answered
    assert fetched <= 6


def test_an_old_page_stands_until_the_new_one_comes(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    before = desk.model.data(desk.model.index(0, 0))
    desk.model.refresh()
    assert desk.model.data(desk.model.index(0, 0)) == before
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))


def test_answers_to_an_earlier_filter_are_dropped(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    desk.model.data(desk.model.index(PAGE, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.model.show_rows(RowFilter(words="nothing like it"))
    desk.answer_rows()
    desk.answer_list()
    assert desk.model.rowCount() == 0


def test_rows_that_come_in_during_a_run_are_added_at_the_end(desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    desk.case.items.extend(big_case(10).items)
    desk.model.refresh()
    desk.answer_list()
    assert desk.model.rowCount() == ROWS + 10


def test_a_page_that_could_not_be_read_is_asked_for_again(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    desk.model.data(desk.model.index(PAGE, 0))
    qtbot.waitUntil(lambda: desk.pages_asked() == {1})
    asked = desk.questions.pop()
    desk.model.take_problem(asked)
    desk.model.data(desk.model.index(PAGE, 0))
    qtbot.waitUntil(lambda: desk.pages_asked() == {1})


def test_sorting_by_a_column_asks_for_its_order_and_clearing_it_for_the_input_order(
    desk: Desk,
):
    desk.model.sort(Column.PROBABILITY, Qt.SortOrder.DescendingOrder)
    assert (desk.model.row_filter.order, desk.model.row_filter.descending) == (
        "probability",
        True,
    )
    desk.model.sort(-1)
    assert (desk.model.row_filter.order, desk.model.row_filter.descending) == (
        "input",
        False,
    )


def test_a_column_of_the_sheets_is_shown_fetched_and_sorted_by(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    desk.model.show_cells(("Street",))
    at = len(Column)
    assert desk.model.headerData(at, Qt.Orientation.Horizontal) == "Street"
    desk.model.data(desk.model.index(0, at))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    asked = desk.questions[-1]
    assert isinstance(asked, RowsWanted)
    assert asked.columns == ("Street",)
    desk.model.sort(at)
    assert desk.model.row_filter == RowFilter(order="column", column="Street")


def test_a_cell_tells_a_screen_reader_what_it_shows(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_list()
    index = desk.model.index(PAGE, Column.ITEM)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.answer_rows()
    assert f"Row {PAGE + 3}" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(ItemRole.ROW).item.key == PAGE + 1


# ---------------------------------------------------------------- groups


@pytest.fixture
def grouped(postroom: ScriptedPostroom) -> Desk:
    """Fifteen rows in seven categories, two or three in each."""
    desk = Desk(postroom, 15)
    desk.model.show_rows(RowFilter(group="category"))
    desk.answer_list()
    return desk


def test_headings_stand_before_the_rows_of_their_groups(grouped: Desk):
    assert grouped.lines()[:6] == [
        "Noise and neighbours 2",
        *("4", "11"),
        "Parks and trees 2",
        *("3", "10"),
    ]
    assert grouped.model.rowCount() == 15 + 7
    heading = grouped.model.index(0, 0)
    assert heading.data() == "Noise and neighbours"
    spoken = heading.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Group Noise and neighbours, 2, open"


def test_a_closed_group_shows_its_heading_only_and_stays_closed_when_rows_come_anew(
    grouped: Desk,
):
    grouped.model.open_group(0, opened=False)
    closed = ["Noise and neighbours 2", "Parks and trees 2", "3", "10"]
    assert grouped.lines()[:4] == closed
    grouped.model.refresh()
    grouped.answer_list()
    assert grouped.lines()[:4] == closed
    grouped.model.open_group(0, opened=True)
    assert grouped.lines()[:3] == ["Noise and neighbours 2", "4", "11"]


def test_all_groups_can_be_closed_and_opened_at_once(grouped: Desk):
    grouped.model.open_all(opened=False)
    assert grouped.model.rowCount() == 7
    grouped.model.open_all(opened=True)
    assert grouped.model.rowCount() == 22


def test_an_item_that_goes_to_another_group_is_counted_there(qtbot: QtBot, grouped: Desk):
    verdict = grouped.case.verdicts[4]
    grouped.case.verdicts[4] = replace(verdict, category="Parks and trees")
    grouped.model.refresh()
    grouped.answer_list()
    assert grouped.lines()[0] == "Noise and neighbours 1"
    grouped.model.data(grouped.model.index(1, 0))
    qtbot.waitUntil(lambda: bool(grouped.pages_asked()))
    grouped.answer_rows()
    assert grouped.lines()[:6] == [
        "Noise and neighbours 1",
        "11",
        "Parks and trees 3",
        *("3", "4", "10"),
    ]


def test_a_group_that_comes_or_goes_leaves_the_list_whole(grouped: Desk):
    for key in (4, 11):
        verdict = grouped.case.verdicts[key]
        grouped.case.verdicts[key] = replace(verdict, category="Other")
    grouped.model.refresh()
    grouped.answer_list()
    headings = [line for line in grouped.lines() if not line.isdigit()]
    assert "Other 2" in headings
    assert not any("Noise" in heading for heading in headings)
    assert grouped.model.rowCount() == 22


def test_another_group_begins_open(grouped: Desk):
    grouped.model.open_all(opened=False)
    grouped.model.show_rows(RowFilter(group="status"))
    grouped.answer_list()
    assert grouped.model.rowCount() > 15
