from __future__ import annotations

from dataclasses import replace

import pytest

from app import store
from app.records import DocumentState, RowFilter, RowGroup, Status, hits
from app.store.row_filters import order_sql
from tests.store.made import letter, letter_item, read_in, row_item, verdict

LONG = "The lamp on Elm Street is dark. " * 40


@pytest.fixture
def full(case: store.CaseFile) -> store.CaseFile:
    """A letter that failed, six rows of a workbook, a letter; reviewed, private, noted."""
    read_in(case, letter("broken.pdf"), [], state=DocumentState.FAILED)
    rows = [
        row_item("Pothole on Mill Road", 2, zone="North", received="2026-03-02"),
        row_item("Straßenlärm, jede Nacht", 3, zone="South", received="2026-03-08"),
        row_item(f"{LONG}Then the pothole.", 4, zone="North", received="2026-03-09"),
        row_item("No date here", 5, zone="", received=""),
    ]
    read_in(case, letter("b.xlsx", kind="workbook"), rows)
    read_in(case, letter("a.pdf"), [letter_item("El bache de la calle Olmo")])
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    spanish = replace(verdict("Waste", 0.25), language="es", status=Status.NEEDS_REVIEW)
    decided = [verdict("Roads", 0.9), verdict("Noise", 0.8), verdict("Roads", 0.5), spanish]
    store.put_verdicts(case, run, [*enumerate(decided, 1), (5, spanish)])
    store.review(case, 2, "Noise", "ana")
    store.set_private(case, [3], private=True)
    store.put_dates(case, {1: "2026-03-02", 2: "2026-03-08", 3: "2026-03-09", 4: ""})
    case.execute("INSERT INTO note VALUES (1, '', 'ana', 'Ask the crew')")
    return case


def items(case: store.CaseFile, wanted: RowFilter) -> list[int]:
    keys = store.row_keys(case, wanted)
    return [row.item.key if row.item else 0 for row in store.short_rows(case, keys)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (RowFilter(), [0, 1, 2, 3, 4, 5]),
        (RowFilter(language="es"), [4, 5]),
        (RowFilter(private=True), [3]),
        (RowFilter(private=False, language="en"), [1, 2]),
        (RowFilter(noted=True), [1]),
        (RowFilter(noted=False, status=Status.SORTED), [2, 3]),
        (RowFilter(since="2026-03-08"), [2, 3]),
        (RowFilter(until="2026-03-08"), [1, 2]),
        (RowFilter(since="2026-03-03", until="2026-03-08"), [2]),
        (RowFilter(order="date", descending=True), [3, 2, 1, 4, 0, 5]),
        (RowFilter(order="column", column="zone", until="2027-01-01"), [1, 3, 2]),
        (RowFilter(group="category"), [0, 2, 1, 3, 4, 5]),
        (RowFilter(group="document"), [5, 1, 2, 3, 4, 0]),
        (RowFilter(group="document", order="probability"), [5, 4, 3, 2, 1, 0]),
        (RowFilter(group="category", order="probability"), [0, 2, 3, 1, 4, 5]),
    ],
)
def test_a_list_has_the_rows_that_its_filter_names_in_its_order(
    full: store.CaseFile, wanted: RowFilter, expected: list[int]
):
    assert items(full, wanted) == expected
    assert store.row_counts(full, wanted)[wanted.status] == len(expected)
    assert store.count_rows(full, wanted) == len(expected)
    whole = store.rows(full, wanted, 0, 100)
    assert [row.item.key if row.item else 0 for row in whole] == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("category", [("", 1), ("Noise", 1), ("Roads", 2), ("Waste", 2)]),
        ("status", [("failed", 1), ("needs review", 2), ("sorted", 3)]),
        ("language", [("", 1), ("en", 3), ("es", 2)]),
        ("month", [("", 3), ("2026-03", 3)]),
        ("week", [("", 3), ("2026-03-02", 2), ("2026-03-09", 1)]),
        ("column", [("", 3), ("North", 2), ("South", 1)]),
    ],
)
def test_groups_follow_each_other_as_their_rows_do_and_add_up(
    full: store.CaseFile, group: str, expected: list[tuple[str, int]]
):
    wanted = RowFilter(group=group, group_column="zone")
    groups = store.row_groups(full, wanted)
    assert [(each.value, each.count) for each in groups] == expected
    assert sum(each.count for each in groups) == store.count_rows(full, wanted)


def test_groups_of_documents_are_called_by_the_names_they_are_ordered_by(
    full: store.CaseFile,
):
    assert store.row_groups(full, RowFilter(group="document")) == (
        RowGroup(value="3", title="a.pdf", count=1),
        RowGroup(value="2", title="b.xlsx", count=4),
        RowGroup(value="1", title="broken.pdf", count=1),
    )
    assert store.row_groups(full, RowFilter()) == ()


def test_a_short_row_has_what_a_list_shows_and_no_more(full: store.CaseFile):
    keys = store.row_keys(full, RowFilter(private=True))
    (row,) = store.short_rows(full, keys, columns=("zone", "nothing"))
    assert row.item is not None
    assert row.verdict is not None
    assert len(row.item.text) == 241
    assert row.item.text == LONG[:240] + "\u2026"
    assert row.item.columns == {"zone": "North"}
    assert (row.item.passages, row.verdict.evidence) == ((), None)
    assert (row.private, row.date, row.note) == (True, "2026-03-09", "")
    (noted,) = store.short_rows(full, store.row_keys(full, RowFilter(noted=True)))
    assert noted.note == "Ask the crew"


def test_a_short_row_begins_where_the_words_are_that_were_looked_for(full: store.CaseFile):
    wanted = RowFilter(words="pothole", private=True)
    (row,) = store.short_rows(full, store.row_keys(full, wanted), "pothole")
    assert row.item is not None
    assert row.item.text.startswith("\u2026")
    assert row.item.text.endswith("Then the pothole.")


def test_what_can_be_filtered_by_is_counted(full: store.CaseFile):
    facets = store.row_facets(full)
    assert facets.languages == ("en", "es")
    assert (facets.reviewed, facets.private, facets.noted) == (1, 1, 1)
    assert (facets.first, facets.last, facets.undated) == ("2026-03-02", "2026-03-09", 0)
    assert facets.columns == ("id", "text", "zone", "received")
    read_in(full, letter("c.xlsx", kind="workbook"), [row_item("new", 2)])
    assert store.row_facets(full).undated == 1
    assert store.undated_documents(full) == [4]


def test_the_items_of_lines_are_told_without_those_that_have_none(full: store.CaseFile):
    assert store.item_keys(full, store.row_keys(full, RowFilter())) == (1, 2, 3, 4, 5)
    assert store.item_keys(full, store.row_keys(full, RowFilter())[::-1]) == (5, 4, 3, 2, 1)


@pytest.mark.parametrize(
    ("order", "beginning", "expected"),
    [
        ("input", "pot", 1),
        ("input", "POTH", 1),
        ("input", "%", None),
        ("input", "broken", 0),
        ("category", "wa", 4),
        ("document", "b.x", 1),
    ],
)
def test_what_is_typed_is_found_where_the_list_is_ordered(
    full: store.CaseFile, order: str, beginning: str, expected: int | None
):
    keys = store.row_keys(full, RowFilter())
    assert store.first_beginning(full, order, beginning, keys) == expected


def test_a_list_is_old_once_the_file_has_changed(full: store.CaseFile):
    before = store.rows_version(full)
    assert store.rows_version(full) == before
    store.review(full, 1, "Waste", "ana")
    assert store.rows_version(full) != before


def test_groups_that_an_index_has_are_not_sorted_anew(full: store.CaseFile):
    for group in ("category", "status"):
        order = order_sql(RowFilter(group=group))
        sql = f"SELECT key FROM result ORDER BY {order}"  # noqa: S608 - a constant of ours
        plan = " ".join(s["detail"] for s in full.select(f"EXPLAIN QUERY PLAN {sql}"))
        assert "TEMP B-TREE" not in plan


def test_private_texts_are_found_without_reading_every_item(full: store.CaseFile):
    statements: list[str] = []
    full._database.conn.set_trace_callback(statements.append)
    assert len(store.private_hashes(full)) == 1
    full._database.conn.set_trace_callback(None)
    plan = " ".join(s["detail"] for s in full.select(f"EXPLAIN QUERY PLAN {statements[0]}"))
    assert "result_private" in plan
    assert "SCAN item" not in plan


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A pothole, two Potholes", "pothole", ["pothole", "Pothole"]),
        ("A pothole, two Potholes", "pothole two", ["pothole", "two"]),
        ("potholes on Mill", "pothole mill", ["Mill"]),
        ("La calle está a oscuras", "esta", ["está"]),
        ("un e-mail, two e mails", "e-mail", ["e-mail", "e mail"]),
        ("\U0001f342 leaves", "leaves", ["leaves"]),
        ("anything", "%%% --", []),
        ("anything", "", []),
    ],
)
def test_words_are_found_as_the_search_finds_them(
    text: str, words: str, expected: list[str]
):
    assert [text[first:last] for first, last in hits(text, words)] == expected
