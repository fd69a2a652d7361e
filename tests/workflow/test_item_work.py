from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import store
from app.records import RowFilter, SheetChoice, Status
from app.workflow import item_work
from app.workflow.item_work import ItemWork
from tests.store.made import letter, read_in, row_item, verdict

ROWS = 60


@pytest.fixture
def case(tmp_path: Path) -> Iterator[store.CaseFile]:
    chance = random.Random(3)
    with store.open_case(tmp_path / "case.postroom") as opened:
        run = store.begin_run(opened, "sort", settings={}, scheme={}, models={})
        for name in ("b.xlsx", "a.xlsx"):
            rows = [
                row_item(
                    f"{chance.choice(('lamp', 'road', 'noise'))} {n}",
                    n,
                    zone=chance.choice(("North", "South", "")),
                    received=f"2026-0{chance.randrange(1, 5)}-1{n % 10}",
                )
                for n in range(2, ROWS // 2 + 2)
            ]
            keys = read_in(opened, letter(name, kind="workbook"), rows)
            store.put_verdicts(
                opened,
                run,
                [
                    (
                        key,
                        replace(
                            verdict(chance.choice("XYZ"), chance.choice([0.3, 0.6, 0.9])),
                            status=chance.choice([Status.SORTED, Status.NEEDS_REVIEW]),
                            language=chance.choice(["en", "es"]),
                        ),
                    )
                    for key in keys
                ],
            )
        yield opened


@pytest.fixture
def work(case: store.CaseFile, monkeypatch: pytest.MonkeyPatch) -> ItemWork:
    """Passing over eight rows is far enough for a list to be kept whole."""
    monkeypatch.setattr(item_work, "_NEAR", 8)
    return ItemWork(case)


FILTERS = [
    RowFilter(),
    RowFilter(order="probability", descending=True),
    RowFilter(order="document", status=Status.SORTED),
    RowFilter(order="language", category="X"),
    RowFilter(order="column", column="zone"),
    RowFilter(words="lamp"),
    RowFilter(words="lamp", status=Status.NEEDS_REVIEW, order="probability"),
    RowFilter(group="category"),
    RowFilter(group="language", order="probability"),
    RowFilter(group="column", group_column="zone", order="column", column="received"),
    RowFilter(group="document", words="ro"),
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_every_page_of_a_list_has_the_rows_that_the_store_has(
    work: ItemWork, case: store.CaseFile, wanted: RowFilter
):
    whole = [row.item.key for row in store.rows(case, wanted, 0, 1000) if row.item]
    for _ in range(2):  # the second time from what was kept
        pages = [work.rows(wanted, offset, 7) for offset in range(0, ROWS, 7)]
        assert [row.item.key for page in pages for row in page if row.item] == whole
    assert work.keys(wanted, 3, 20) == tuple(whole[3:23])
    listing = work.listing(wanted)
    assert listing.by_status[wanted.status] == len(whole)
    assert sum(group.count for group in listing.groups) == len(whole) * bool(wanted.group)
    by_status = [listing.by_status[status] for status in Status]
    assert sum(by_status) == listing.by_status[None]


def test_an_item_is_found_in_the_list_and_only_there(work: ItemWork):
    wanted = RowFilter(category="X")
    keys = work.keys(wanted, 0, ROWS)
    assert [work.place_of(wanted, key) for key in keys] == list(range(len(keys)))
    other = next(key for key in work.keys(RowFilter(), 0, ROWS) if key not in keys)
    assert work.place_of(wanted, other) is None
    assert work.place_of(wanted, 10_000) is None


def test_a_kept_list_gives_way_when_the_case_changes(work: ItemWork, case: store.CaseFile):
    wanted = RowFilter(words="lamp")
    before = work.listing(wanted).by_status
    key = work.keys(replace(wanted, status=Status.NEEDS_REVIEW), 0, 1)[0]
    store.review(case, key, "X", "ana")
    after = work.listing(wanted).by_status
    assert after[Status.SORTED] == before[Status.SORTED] + 1
    assert key not in work.keys(replace(wanted, status=Status.NEEDS_REVIEW), 0, ROWS)


def test_typing_goes_round_the_list_and_ends_where_nothing_begins_so(work: ItemWork):
    rows = work.rows(RowFilter(), 0, ROWS)
    noise = [
        at for at, row in enumerate(rows) if row.item and row.item.text.startswith("noise")
    ]
    assert work.find(RowFilter(), "noi", -1) == noise[0]
    assert work.find(RowFilter(), "noi", noise[0]) == noise[1]
    assert work.find(RowFilter(), "noi", noise[-1]) == noise[0]
    assert work.find(RowFilter(), "nothing", 5) is None
    assert work.find(RowFilter(category="no such"), "noi", -1) is None


def test_dates_are_found_once_and_make_months(work: ItemWork):
    assert work.facets().undated == ROWS
    assert work.find_dates() == ROWS
    assert work.facets().undated == 0
    assert work.find_dates() == 0
    months = work.listing(RowFilter(group="month")).groups
    assert [month.value for month in months] == [f"2026-0{n}" for n in (1, 2, 3, 4)]
    assert sum(month.count for month in months) == ROWS
    (row,) = work.rows(RowFilter(), 0, 1)
    assert row.date.startswith("2026-0")


def test_the_column_that_a_person_has_confirmed_is_the_one_with_the_dates(
    work: ItemWork, case: store.CaseFile
):
    for document in (1, 2):
        chosen = SheetChoice(sheet="Requests", column="text", date_column="zone")
        store.keep_sheet_choices(case, document, [chosen])
    assert work.find_dates() == 0
    facets = work.facets()
    assert (facets.undated, facets.first) == (0, "")
