"""``postroom check``, over a scripted case file."""

from __future__ import annotations

import csv
import json

import pytest

from app.command_line.telling import shell_command
from tests.command_line.made import sorted_row


@pytest.fixture
def letters(work, case):
    """A case file with three items that say different things."""
    work.all_rows = [
        sorted_row(number, text=f"{start} text {number}")
        for number, start in enumerate(("=cmd", "A", "B"), 1)
    ]
    return case


def checked(called, case, typed, *options):
    return called("check", case, *options, typed=typed, interactive=True)


def test_items_are_labelled_by_number_or_beginning_and_timed(called, letters, work):
    result = checked(called, letters, "1\noth\nPotholes\n")
    assert work.answers == {
        (1, "me", 1): ("Potholes", 2.0),
        (1, "me", 2): ("Other", 2.0),
        (1, "me", 3): ("Potholes", 2.0),
    }
    assert "about 90 of 100 are right (between 70 and 99.6)" in result.stdout
    assert work.state == "closed"


def test_nothing_of_what_the_program_says_is_shown(called, letters):
    told = checked(called, letters, "q\n").stderr
    assert "=cmd text 1" in told
    assert "1 Potholes" in told
    assert told.count("Potholes") == 1
    for word in ("83", "a deep", "sorted", "review", "calls.xlsx", "Guess", "Evidence"):
        assert word not in told


def test_a_check_goes_on_where_it_was_left_and_tells_no_result_before(
    called, letters, work
):
    result = checked(called, letters, "1\nq\n")
    assert "Left for me: 2 of 3 items. To go on: " in result.stdout
    assert shell_command(["postroom", "check", str(letters)]) in result.stdout
    assert "right" not in result.stdout
    result = checked(called, letters, "1\n1\n")
    assert "Item 2 of 3" in result.stderr
    assert len(work.drawn) == 1
    assert "Macro-F1" in result.stdout


def test_an_item_is_left_for_later_or_labelled_again(called, letters, work):
    checked(called, letters, "s\n\nroads\n1\nu\n2\nq\n")
    assert work.answers == {(1, "me", 2): ("Other", 2.0)}


def test_a_second_person_gets_the_same_sample(called, letters, work):
    checked(called, letters, "1\n1\n1\n")
    checked(called, letters, "2\n2\n2\n", "--person", "Ann")
    assert len(work.drawn) == 1
    assert len(work.answers) == 6


def test_a_new_sample_is_drawn_after_the_last_or_when_asked(called, letters, work):
    checked(called, letters, "1\n", "--sample", "1")
    checked(called, letters, "1\nq\n", "--sample", "2")
    checked(called, letters, "q\n", "--new")
    assert [len(one.items) for one in work.drawn] == [1, 2, 3]


def test_a_check_begun_earlier_is_finished_before_a_new_one(called, letters, work):
    checked(called, letters, "1\nq\n")
    checked(called, letters, "1\n", "--new", "--sample", "1")
    checked(called, letters, "2\n2\n")
    assert [key for key in work.answers if key[0] == 1] == [
        *((1, "me", 1), (1, "me", 2), (1, "me", 3)),
    ]
    assert len(work.drawn) == 2


def test_a_sample_is_written_to_be_filled_in_elsewhere(called, letters, work, tmp_path):
    path = tmp_path / "sample.csv"
    result = called("check", letters, "--list", path)
    assert result.exit_code == 0
    command = ["postroom", "check", str(letters), "--answers", str(path)]
    assert shell_command(command) in result.stdout
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[:2] == [
        ["item", "document", "place", "text", "category"],
        ["1", "calls.xlsx", "Sheet1, row 2", "'=cmd text 1", ""],
    ]
    assert len(rows) == 4
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_a_filled_in_sample_is_taken_back(called, letters, work, tmp_path):
    path = tmp_path / "sample.csv"
    called("check", letters, "--list", path)
    path.write_text("Item;Text;Category;Seconds\n1;x;pot;2,5\n2;x;;\n3;x;2;\n")
    result = called("check", letters, "--answers", path, "--person", "Ann")
    assert work.answers == {
        (1, "Ann", 1): ("Potholes", 2.5),
        (1, "Ann", 3): ("Other", None),
    }
    assert "Left for Ann: 1 of 3 items." in result.stdout
    path.write_text("item,category\n2,other\n")
    result = called("check", letters, "--answers", path, "--person", "Ann")
    assert "Macro-F1" in result.stdout


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("item,category\n1,pot\n2,roads\n", "row 3: Requests has no category roads."),
        ("item,category\nx,pot\n", "row 2: x is no item's number."),
        ("item,category,seconds\n1,pot,soon\n", "row 2: soon is no number of seconds."),
        ("item,category,seconds\n1,pot,-1\n", "row 2: -1 is no number of seconds."),
        ("item,category\n1,pot\n1,other\n", "row 3: item 1 stands in row 2 already."),
        ("item,category\n1,pot\n9,other\n", "row 3: item 9 is not in the sample."),
        ("item,text\n1,pot\n", "has no column category."),
        ("item,category\n1,\n", "No row of answers.csv has a category."),
        ("", "has no column item and no column category."),
        ("item,category\n1,pot\xff\n", "is not UTF-8 text."),
    ],
)
def test_a_wrong_answer_is_named_by_its_row_and_nothing_is_taken(
    lines, said, called, letters, work
):
    called("check", letters, "--list", letters.parent / "sample.csv")
    path = letters.parent / "answers.csv"
    path.write_bytes(lines.encode("latin-1"))
    result = called("check", letters, "--answers", path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert work.answers == {}


def test_a_report_tells_every_figure(called, letters, work):
    called("check", letters, "--list", letters.parent / "sample.csv")
    work.answer(1, 1, "me", "Potholes")
    told = called("check", letters, "--report").stdout
    for sentence in (
        "2 of the 2 items in the sample are labelled.",
        "Of the whole case about 90 of 100 are right (between 70 and 99.6).",
        "Of what was decided alone about 100 of 100 are right (between 60 and 100)",
        "by 1 item.",
        "Macro-F1: 0.67.",
        "  1 x Potholes, sorted as Other",
        "Ann and Bob agree with a kappa of 0.82 on 50 items.",
        "By hand: 0.40 minutes per item. With the program: not measured yet.",
        "Hours saved: 12.0 over the whole case.",
    ):
        assert sentence in told
    assert "sorted as Potholes" not in told
    [row] = (line for line in told.splitlines() if line.startswith("│ Other"))
    cells = [cell.strip() for cell in row.split("│")[1:-1]]
    assert cells == ["Other", "0", "1", "0", "0%", "-", "0.00"]


def test_a_report_is_told_as_json(called, letters, work):
    result = checked(called, letters, "1\nq\n", "--json")
    assert json.loads(result.stdout) == {
        "check": 1,
        "person": "me",
        "left": 2,
        "labelled": 1,
    }
    report = json.loads(called("check", letters, "--report", "--json").stdout)
    assert (report["check"], report["macro_f1"]) == (1, 0.666)
    path = letters.parent / "sample.csv"
    listed = json.loads(called("check", letters, "--list", path, "--json").stdout)
    assert listed == {"check": 1, "items": 3, "list": str(path)}


def test_a_report_is_of_the_newest_check_that_has_answers(called, letters, work):
    checked(called, letters, "1\nq\n")
    checked(called, letters, "q\n", "--new")
    report = json.loads(called("check", letters, "--report", "--json").stdout)
    assert report["check"] == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Nobody is here to answer."),
        (("--report",), "Nothing was checked yet."),
        (("--report", "--new"), "--new"),
        (("--report", "--list", "a.csv"), "exclude each other"),
        (("--list", "sample.xlsx"), "ends in .csv"),
        (("--answers", "away.csv"), "away.csv cannot be read"),
        (("--answers", "CSV"), "No sample was drawn yet."),
        (("--sample", "0"), "--sample"),
    ],
)
def test_wrong_use_draws_no_sample(options, said, called, letters, work):
    path = letters.parent / "answers.csv"
    path.write_text("item,category\n1,pot\n")
    result = called("check", letters, *(path if one == "CSV" else one for one in options))
    assert result.exit_code == 2
    assert said in result.stderr
    assert work.drawn == []
