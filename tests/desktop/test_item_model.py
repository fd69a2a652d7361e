from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.desktop.item_model import PAGE, Column, ItemModel, ItemRole
from app.desktop.item_table import ItemTable
from app.desktop.look import Look
from app.desktop.questions import (
    About,
    CountsAsked,
    CountsRead,
    Problem,
    RowsAsked,
    RowsRead,
)
from app.records import RowFilter, Status
from tests.desktop.scripted import ScriptedPostroom, ScriptedWorkspace, big_case

ROWS = 20_000
pytestmark = pytest.mark.usefixtures("qapp")


class Desk:
    """A model whose questions are kept, and answered when the test says so."""

    def __init__(self, postroom: ScriptedPostroom, rows: int) -> None:
        self.case = big_case(rows)
        self.workspace = ScriptedWorkspace(postroom, Path("case"), self.case)
        self.model = ItemModel()
        self.questions: list[RowsAsked | CountsAsked] = []
        self.model.asked.connect(self.questions.append)

    def answer_counts(self) -> None:
        for question in [q for q in self.questions if isinstance(q, CountsAsked)]:
            self.questions.remove(question)
            total = self.workspace.count_rows(question.row_filter)
            counts = dict.fromkeys((None, *Status), total)
            self.model.take_counts(CountsRead(question=question, by_status=counts))

    def answer_rows(self) -> int:
        asked = [q for q in self.questions if isinstance(q, RowsAsked)]
        for question in asked:
            self.questions.remove(question)
            rows = self.workspace.rows(question.row_filter, question.offset, question.limit)
            self.model.take_rows(RowsRead(question=question, rows=tuple(rows)))
        return len(asked)

    def pages_asked(self) -> set[int]:
        return {q.offset // PAGE for q in self.questions if isinstance(q, RowsAsked)}


@pytest.fixture
def desk(postroom: ScriptedPostroom) -> Desk:
    return Desk(postroom, ROWS)


def test_the_model_keeps_qts_rules(qtbot: QtBot, postroom: ScriptedPostroom):
    desk = Desk(postroom, 300)
    tester = QAbstractItemModelTester(
        desk.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    desk.model.data(desk.model.index(0, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.answer_rows()
    desk.model.refresh()
    desk.answer_counts()
    assert tester.model() is desk.model


def test_twenty_thousand_rows_ask_only_for_the_pages_being_looked_at(
    qtbot: QtBot, look: Look, desk: Desk
):
    table = ItemTable(look, desk.model)
    qtbot.addWidget(table)
    table.resize(700, 600)
    with qtbot.waitExposed(table):
        table.show()
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    qtbot.waitUntil(lambda: desk.pages_asked() == {0})
    desk.answer_rows()
    table.scrollTo(desk.model.index(15_000, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    assert desk.pages_asked() <= {14_980 // PAGE, 15_000 // PAGE, 15_020 // PAGE}
    assert desk.model.rowCount() == ROWS


def test_a_fast_scroll_does_not_fetch_what_it_passes(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    for row in range(0, ROWS, PAGE):
        desk.model.data(desk.model.index(row, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    fetched = 0
    while answered := desk.answer_rows():
        fetched += answered
    assert fetched <= 6


def test_an_old_page_stands_until_the_new_one_comes(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    desk.model.data(desk.model.index(0, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.answer_rows()
    before = desk.model.data(desk.model.index(0, 0))
    desk.model.refresh()
    assert desk.model.data(desk.model.index(0, 0)) == before
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))


def test_answers_to_an_earlier_filter_are_dropped(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    desk.model.data(desk.model.index(0, 0))
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.model.show_rows(RowFilter(words="nothing like it"))
    desk.answer_rows()
    desk.answer_counts()
    assert desk.model.rowCount() == 0


def test_rows_that_come_in_during_a_run_are_added_at_the_end(desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    desk.case.items.extend(big_case(10).items)
    desk.model.refresh()
    desk.answer_counts()
    assert desk.model.rowCount() == ROWS + 10


def test_a_page_that_could_not_be_read_is_asked_for_again(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    desk.model.data(desk.model.index(0, 0))
    qtbot.waitUntil(lambda: desk.pages_asked() == {0})
    desk.questions.clear()
    desk.model.take_problem(Problem(about=About.ROWS, what="Locked.", offset=0))
    desk.model.data(desk.model.index(0, 0))
    qtbot.waitUntil(lambda: desk.pages_asked() == {0})


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


def test_a_cell_tells_a_screen_reader_what_it_shows(qtbot: QtBot, desk: Desk):
    desk.model.show_rows(RowFilter())
    desk.answer_counts()
    index = desk.model.index(0, Column.ITEM)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"
    qtbot.waitUntil(lambda: bool(desk.pages_asked()))
    desk.answer_rows()
    assert "Row 3" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(ItemRole.ROW).item.key == 1
