"""``postroom items`` and ``postroom correct``, over a scripted case file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.command_line.asking import find_category
from app.command_line.edge import WrongUseError
from app.command_line.telling import shell_command
from app.records import Category, Scheme, Status
from tests.command_line.made import LOCKED, sorted_row

MANY = Scheme(
    name="Streets",
    description="",
    categories=tuple(
        Category(name=name) for name in ("Street light", "Street  tree", "Water", "2", "S")
    ),
)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("street light", "Street light"),
        ("STREET L", "Street light"),
        ("street t", "Street  tree"),
        ("w", "Water"),
        ("3", "Water"),
        ("2", "2"),
        ("s", "S"),
    ],
)
def test_a_category_is_its_name_its_number_or_how_its_name_begins(given, meant):
    assert find_category(MANY, given) == meant


def test_a_beginning_that_fits_several_names_lists_these():
    with pytest.raises(WrongUseError, match="any of: 1 Street light; 2 Street tree"):
        find_category(MANY, "stre")


@pytest.mark.parametrize("given", ["roads", "0", "6", "", "²"])
def test_what_is_no_category_lists_all(given):
    with pytest.raises(WrongUseError, match=r"It has: 1 Street light; .* 5 S"):
        find_category(MANY, given)


def test_items_are_listed_with_their_numbers(called, case, program):
    result = called("items", case)
    assert result.exit_code == 0
    first, second = (line for line in result.stdout.splitlines() if "calls.xlsx" in line)
    assert [cell.strip() for cell in first.split("│")[1:4]] == [
        *("1", "calls.xlsx", "Sheet1, row 2"),
    ]
    assert "needs review" in second
    assert program.opened == [(case, True)]
    assert program.work.state == "closed"


def test_items_are_chosen_and_ordered_as_asked(called, case, work):
    called(
        *("items", case, "--status", "needs-review", "--category", "pot"),
        *("--words", "main street", "--order", "priority", "--limit", "7"),
    )
    [(wanted, limit)] = work.asked
    assert (wanted.status, wanted.category) == (Status.NEEDS_REVIEW, "Potholes")
    assert (wanted.words, wanted.order, limit) == ("main street", "priority", 7)


def test_items_that_are_not_there_are_told_so(called, case):
    result = called("items", case, "--status", "failed")
    assert result.stdout == "There are no such items.\n"


def test_items_are_listed_as_json_documents_without_items_too(called, case, work):
    work.all_rows.append(replace(sorted_row(3), item=None, verdict=None, document=LOCKED))
    lines = [
        json.loads(line) for line in called("items", case, "--json").stdout.splitlines()
    ]
    assert [line["item"] for line in lines] == [1, 2, None]
    assert lines[1]["place"] == {"sheet": "Sheet1", "row": 3}
    assert lines[2]["reason"] == "It is locked by a password."


def test_a_part_of_the_items_is_told_to_be_one(called, case):
    told = "These are the first 1 of 2 items; see more with --limit."
    assert told in called("items", case, "--limit", "1").stdout


def test_items_are_corrected_and_what_waits_is_told(called, case, work):
    result = called("correct", case, "1", "2", "OTH", "--person", "Ann")
    assert work.said == [([1, 2], "Other", "Ann", None, False)]
    assert result.stdout.splitlines() == [
        "Item 1: Potholes -> Other",
        "Item 2: Potholes -> Other",
        "2 new labels are not used yet; see what they would change with: "
        + shell_command(["postroom", "learn", "--case", str(case)]),
    ]
    assert work.state == "closed"


def test_a_guess_is_confirmed_and_the_item_kept_out_of_the_memory(called, case, work):
    result = called("correct", case, "2", "1", "--private")
    assert work.said == [([2], "Potholes", "", None, True)]
    assert "Item 2: confirmed as Potholes" in result.stdout
    assert "1 item is private: never kept in the scheme's memory." in result.stdout


def test_a_category_of_several_words_needs_no_quotes(called, case, work):
    work.scheme = MANY
    called("correct", case, "2", "street", "light")
    assert work.said[0][:2] == ([2], "Street light")


def test_a_correction_is_taken_back(called, case, work):
    called("correct", case, "2", "other")
    result = called("correct", case, "1", "2", "--undo")
    assert work.undone == [2]
    assert result.stdout.splitlines() == [
        "Item 1: there is nothing to take back.",
        "Item 2: taken back; it is Potholes again.",
    ]


def test_corrections_are_told_as_json(called, case):
    [line] = called("correct", case, "2", "other", "--json").stdout.splitlines()
    assert json.loads(line) == {
        "items": [2],
        "category": "Other",
        "corrected": 1,
        "private": False,
        "new_labels": 1,
    }
    [line] = called("correct", case, "2", "--undo", "--json").stdout.splitlines()
    assert json.loads(line) == {"items": [2], "undone": [2], "new_labels": 0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2", "roads"), "It has: 1 Potholes; 2 Other."),
        (("99", "other"), "There is no item 99"),
        (("other",), "An item's number and a category are needed."),
        (("1",), "An item's number and a category are needed."),
        (("x", "--undo"), "x is no item's number."),
        (("99", "--undo"), "There is no item 99"),
    ],
)
def test_a_wrong_correction_changes_nothing(words, said, called, case, work):
    result = called("correct", case, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (work.said, work.undone) == ([], [])


def test_a_case_in_which_nothing_was_sorted_cannot_be_corrected(called, case, work):
    work.scheme = None
    result = called("correct", case, "1", "other")
    assert result.exit_code == 2
    assert "Nothing was sorted in" in result.stderr
