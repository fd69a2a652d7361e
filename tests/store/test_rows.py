from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app import store
from app.records import (
    DocumentState,
    ResultRow,
    RowFilter,
    RunCounts,
    Status,
    Verdict,
)
from tests.store.made import letter, letter_item, read_in, read_waiting, row_item, verdict


def texts(lines: list[ResultRow]) -> list[str]:
    return [line.item.text if line.item else line.document.name for line in lines]


@pytest.fixture
def full(case: store.CaseFile) -> store.CaseFile:
    """A mail with an attachment, a broken letter, a workbook, and some verdicts."""
    store.add_documents(case, [letter("m.eml"), letter("broken.pdf"), letter("a.xlsx")])
    inside = letter("m.eml > a.txt", path="/in/m.eml", inner=("a.txt",))
    read_waiting(case, 1, [letter_item("the mail")], [inside])
    read_waiting(case, 2, [], state=DocumentState.FAILED)
    read_waiting(case, 3, [row_item(f"row {n}", n) for n in (2, 3, 4)])
    read_waiting(case, 4, [letter_item("the attachment")])
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    unsure = replace(verdict("Waste", 0.25), status=Status.NEEDS_REVIEW)
    empty = Verdict(category=None, status=Status.FAILED)
    decided = [verdict("Roads", 0.75), unsure, verdict("Roads", 0.5), empty]
    store.put_verdicts(case, run, enumerate(decided, 1))
    return case


INPUT = ["the mail", "the attachment", "broken.pdf", "row 2", "row 3", "row 4"]


def test_lines_stand_in_input_order_with_a_line_for_what_failed(full: store.CaseFile):
    lines = store.rows(full, RowFilter(), 0, 100)
    assert texts(lines) == INPUT
    assert lines[2] == ResultRow(document=store.document(full, 2), item=None, verdict=None)
    assert lines[3] == ResultRow(
        document=store.document(full, 3),
        item=store.item(full, 2),
        verdict=store.verdict(full, 2),
    )
    assert [line.document.key for line in lines] == [1, 4, 2, 3, 3, 3]
    assert store.row(full, 2) == lines[3]


def test_the_order_can_be_turned_round(full: store.CaseFile):
    assert texts(store.rows(full, RowFilter(descending=True), 0, 100)) == INPUT[::-1]


def test_pages_of_lines_make_up_the_whole(full: store.CaseFile):
    pages = [store.rows(full, RowFilter(), offset, 2) for offset in (0, 2, 4, 6)]
    assert [texts(page) for page in pages] == [INPUT[:2], INPUT[2:4], INPUT[4:], []]
    assert texts(list(store.each_row(full, RowFilter(), batch=2))) == INPUT


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (RowFilter(status=Status.SORTED), ["the mail", "row 3"]),
        (RowFilter(status=Status.NEEDS_REVIEW), ["row 2"]),
        (RowFilter(status=Status.FAILED), ["broken.pdf", "row 4"]),
        (RowFilter(category="Roads"), ["the mail", "row 3"]),
        (RowFilter(category="Roads", status=Status.NEEDS_REVIEW), []),
        (RowFilter(document=3), ["row 2", "row 3", "row 4"]),
        (RowFilter(words="the"), ["the mail", "the attachment"]),
        (RowFilter(words="ROW 3"), ["row 3"]),
        (RowFilter(words="row", category="Waste"), ["row 2"]),
        (RowFilter(words="%%% --"), []),
        (RowFilter(words="  "), INPUT),
        (
            RowFilter(order="probability", descending=True, status=Status.SORTED),
            ["the mail", "row 3"],
        ),
        (RowFilter(order="document", words="r"), ["row 2", "row 3", "row 4"]),
    ],
)
def test_a_filter_lets_through_what_it_names(
    full: store.CaseFile, wanted: RowFilter, expected: list[str]
):
    assert texts(store.rows(full, wanted, 0, 100)) == expected
    assert store.count_rows(full, wanted) == len(expected)
    assert sorted(texts(list(store.each_row(full, wanted)))) == sorted(expected)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ["probability", "category", "status", "document"])
def test_every_order_has_all_lines_and_keeps_ties_in_input_order(
    case: store.CaseFile,
    order: str,
    descending: bool,  # noqa: FBT001 - pytest hands it in
):
    chance = random.Random(7)
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    for name in ("b", "a", "c"):
        keys = read_in(
            case, letter(name), [row_item(f"{name}{n}", n) for n in range(2, 22)]
        )
        store.put_verdicts(
            case,
            run,
            [
                (key, verdict(chance.choice("XYZ"), chance.choice([0.25, 0.5])))
                for key in keys[3:]
            ],
        )

    def rank(line: ResultRow) -> tuple[bool, object]:
        if order == "document":
            return True, line.document.name
        value = getattr(line.verdict, order, None)
        return value is not None, value if value is not None else 0

    plain = store.rows(case, RowFilter(), 0, 100)
    wanted = RowFilter(order=order, descending=descending)
    expected = sorted(plain, key=rank, reverse=descending)
    assert store.rows(case, wanted, 0, 100) == expected
    assert store.rows(case, wanted, 17, 9) == expected[17:26]


def test_the_counts_of_a_case_add_up(full: store.CaseFile):
    assert store.counts(full) == RunCounts(
        documents=4,
        documents_failed=1,
        items=5,
        sorted=2,
        needs_review=1,
        failed=1,
        undecided=1,
    )


def test_an_empty_case_counts_nothing(case: store.CaseFile):
    assert store.counts(case) == RunCounts()
    assert store.rows(case, RowFilter(), 0, 10) == []


def test_a_document_that_gave_nothing_has_a_line_and_a_container_has_not(
    case: store.CaseFile,
):
    read_in(case, letter("empty.xlsx"), [], state=DocumentState.EMPTY)
    inside = letter("x.zip > a", path="/in/x.zip", inner=("a",))
    read_in(case, letter("x.zip"), [], [inside])
    read_waiting(case, 3, [letter_item("inside")])
    assert texts(store.rows(case, RowFilter(), 0, 10)) == ["empty.xlsx", "inside"]
    assert store.counts(case) == RunCounts(documents=3, items=1, undecided=1)


@pytest.fixture
def ranked(case: store.CaseFile) -> store.CaseFile:
    """Twenty items that need review, of which the even ones are ranked, the last first."""
    keys = read_in(case, letter("a"), [row_item(f"r{n}", n) for n in range(1, 21)])
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    unsure = replace(verdict("Waste", 0.25), status=Status.NEEDS_REVIEW)
    store.put_verdicts(case, run, [(key, unsure) for key in keys])
    store.put_priorities(case, keys[1::2][::-1])
    return case


EVEN, ODD = [f"r{n}" for n in range(2, 21, 2)], [f"r{n}" for n in range(1, 21, 2)]


@pytest.mark.parametrize("status", [None, Status.NEEDS_REVIEW])
def test_the_hardest_items_stand_first_and_those_without_a_rank_last(
    ranked: store.CaseFile, status: Status | None
):
    wanted = RowFilter(order="priority", status=status)
    assert texts(store.rows(ranked, wanted, 0, 100)) == EVEN[::-1] + ODD
    pages = [store.rows(ranked, wanted, offset, 3) for offset in range(0, 20, 3)]
    assert [text for page in pages for text in texts(page)] == EVEN[::-1] + ODD
    turned = store.rows(ranked, replace(wanted, descending=True), 0, 100)
    assert texts(turned) == EVEN + ODD


def test_new_ranks_take_the_place_of_all_old_ones(ranked: store.CaseFile):
    store.put_priorities(ranked, [3, 20, 1])
    found = texts(store.rows(ranked, RowFilter(order="priority"), 0, 5))
    assert found == ["r3", "r20", "r1", "r2", "r4"]
    store.put_priorities(ranked, [])
    assert ranked.number("SELECT count(priority) FROM result") == 0


def test_the_queue_leaves_out_what_a_person_has_reviewed(ranked: store.CaseFile):
    store.review(ranked, 20, "Roads", "ana")
    wanted = RowFilter(order="priority", reviewed=False)
    assert texts(store.rows(ranked, wanted, 0, 3)) == ["r18", "r16", "r14"]
    assert store.count_rows(ranked, wanted) == 19
    assert len(list(store.each_row(ranked, wanted))) == 19
    done = RowFilter(reviewed=True, order="document")
    assert texts(store.rows(ranked, done, 0, 3)) == ["r20"]


def test_a_document_without_items_is_neither_reviewed_nor_not(full: store.CaseFile):
    assert texts(store.rows(full, RowFilter(reviewed=True), 0, 10)) == []
    items = [text for text in INPUT if text != "broken.pdf"]
    assert texts(store.rows(full, RowFilter(reviewed=False), 0, 10)) == items


def plan_of(case: store.CaseFile, wanted: RowFilter) -> str:
    statements: list[str] = []
    case._database.conn.set_trace_callback(statements.append)
    store.rows(case, wanted, 0, 10)
    case._database.conn.set_trace_callback(None)
    plan = case.select(f"EXPLAIN QUERY PLAN {statements[0]}")
    return " ".join(step["detail"] for step in plan)


@pytest.mark.parametrize(
    "order", ["input", "probability", "category", "status", "document", "priority"]
)
def test_no_order_sorts_the_whole_table(full: store.CaseFile, order: str):
    assert "TEMP B-TREE" not in plan_of(full, RowFilter(order=order))


def test_the_review_queue_is_read_from_an_index(full: store.CaseFile):
    queue = RowFilter(status=Status.NEEDS_REVIEW, order="priority", reviewed=False)
    for wanted in (queue, replace(queue, reviewed=None)):
        plan = plan_of(full, wanted)
        assert "result_status_priority (status=?)" in plan
        assert "TEMP B-TREE" not in plan


def test_the_reviewed_lines_are_found_without_walking_the_others(full: store.CaseFile):
    assert "result_reviewed" in plan_of(full, RowFilter(reviewed=True))
