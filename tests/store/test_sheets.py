"""What persons confirmed of sheets: kept by document, replaced, gone with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import store
from app.records import Document, SheetChoice

MAY = SheetChoice(
    sheet="M\u00e4rz \U0001f342",
    header_row=3,
    column="What they wrote",
    date_column="Received",
    by=("District", "Channel"),
    private_column="Private",
)
TABLE = SheetChoice(read=False)


@pytest.fixture
def case(tmp_path: Path):
    with store.open_case(tmp_path / "a.postroom", create=True) as one:
        names = ("b.xlsx", "a.csv")
        store.add_documents(one, [Document(name=n, path=f"/x/{n}") for n in names])
        yield one


def test_a_choice_comes_back_as_it_was(case: store.CaseFile) -> None:
    assert store.sheet_choices(case, 1) == ()
    store.keep_sheet_choices(case, 1, [MAY, TABLE])
    assert store.sheet_choices(case, 1) == (MAY, TABLE)


def test_a_later_word_takes_the_place_of_an_earlier_one(case: store.CaseFile) -> None:
    store.keep_sheet_choices(case, 1, [MAY])
    store.keep_sheet_choices(case, 1, [TABLE])
    assert store.sheet_choices(case, 1) == (TABLE,)
    actions = [entry.action for entry in store.audit_trail(case)]
    assert actions.count("sheets confirmed") == 2


def test_all_choices_come_in_input_order_also_those_of_nothing(
    case: store.CaseFile,
) -> None:
    store.keep_sheet_choices(case, 2, [])
    store.keep_sheet_choices(case, 1, [MAY])
    assert list(store.all_sheet_choices(case).items()) == [(1, (MAY,)), (2, ())]


def test_choices_go_with_their_document(case: store.CaseFile) -> None:
    store.keep_sheet_choices(case, 1, [MAY])
    store.remove_document(case, 1)
    assert store.all_sheet_choices(case) == {}


def test_there_is_no_choice_for_a_document_that_is_not_there(case: store.CaseFile) -> None:
    with pytest.raises(KeyError):
        store.keep_sheet_choices(case, 9, [MAY])
