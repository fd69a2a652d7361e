"""``postroom review``, over a scripted case file."""

from __future__ import annotations

import json

import pytest

from app.records import Status
from tests.command_line.made import sorted_row


@pytest.fixture
def queue(work, case):
    """A case file with three items that need review."""
    work.all_rows = [sorted_row(number, Status.NEEDS_REVIEW) for number in (1, 2, 3)]
    return case


def reviewed(called, case, typed, *options):
    return called("review", case, *options, typed=typed, interactive=True)


def test_enter_accepts_and_a_number_or_a_beginning_corrects(called, queue, work):
    result = reviewed(called, queue, "\n2\noth\n", "--person", "Ann")
    assert work.said == [
        ([1], "Potholes", "Ann", 2.0, False),
        ([2], "Other", "Ann", 2.0, False),
        ([3], "Other", "Ann", 2.0, False),
    ]
    assert "3 items reviewed, 2 seconds each; 0 still need review." in result.stdout
    assert "3 new labels are not used yet" in result.stdout
    assert work.state == "closed"


def test_an_item_is_shown_with_its_text_evidence_guess_and_the_categories(called, queue):
    told = reviewed(called, queue, "q\n").stderr
    assert "Item 1: calls.xlsx, Sheet1, row 2 (3 to go)" in told
    assert "a deep [red]hole[/red]" in told
    assert 'Evidence: "a deep"' in told
    assert "Needs review: It is close to Other." in told
    assert "Guess: Potholes (83%); next: Other" in told
    assert "1 Potholes" in told
    assert "2 Other" in told


def test_the_hardest_come_first_and_what_is_reviewed_is_over(called, queue, work):
    reviewed(called, queue, "q\n")
    [(wanted, _)] = work.asked
    assert (wanted.status, wanted.reviewed) == (Status.NEEDS_REVIEW, False)
    assert wanted.order == "priority"


def test_an_item_is_left_for_later(called, queue, work):
    result = reviewed(called, queue, "s\n\ns\n")
    assert [said[0] for said in work.said] == [[2]]
    assert "1 item reviewed, 2 seconds each; 2 still need review." in result.stdout


def test_the_last_item_is_taken_back_and_asked_again(called, queue, work):
    reviewed(called, queue, "u\n1\n2\nu\nu\n2\nq\n")
    assert work.undone == [2, 1]
    assert [said[:2] for said in work.said] == [
        *(([1], "Potholes"), ([2], "Other"), ([1], "Other")),
    ]


def test_an_item_is_marked_private_before_it_is_decided(called, queue, work):
    result = reviewed(called, queue, "p\n\np\np\n\nq\n")
    assert "Item 1 is private: never kept in the scheme's memory." in result.stderr
    assert "Item 2 is not private." in result.stderr
    assert [row.private for row in work.all_rows] == [True, False, False]


def test_what_is_no_category_is_asked_again_on_the_same_clock(called, queue, work):
    result = reviewed(called, queue, "roads\n2\nq\n")
    assert "It has: 1 Potholes; 2 Other." in result.stderr
    assert work.said == [([1], "Other", "", 4.0, False)]


def test_a_guess_that_is_not_there_cannot_be_accepted(called, queue, work):
    work.change(1, category=None, probability=None)
    result = reviewed(called, queue, "\n1\nq\n")
    assert "There is no guess to accept" in result.stderr
    assert [said[:2] for said in work.said] == [([1], "Potholes")]


def test_a_long_text_is_cut_and_shown_whole_when_asked(called, queue, work):
    text = "\n".join(f"Line {number}\x1b[2J" for number in range(1, 31))
    work.all_rows[0] = sorted_row(1, Status.NEEDS_REVIEW, text)
    told = reviewed(called, queue, "q\n").stderr
    assert "Line 20" in told
    assert "Line 21" not in told
    assert "(10 more lines; m shows them)" in told
    told = reviewed(called, queue, "m\nq\n").stderr
    assert "Line 30" in told
    assert "\x1b[2J" not in told


def test_a_sitting_ends_at_its_limit_or_with_what_is_typed(called, queue, work):
    assert "2 items reviewed" in reviewed(called, queue, "\n\n\n", "--limit", "2").stdout
    result = reviewed(called, queue, "")
    assert result.exit_code == 0
    assert "0 items reviewed; 1 still needs review." in result.stdout


def test_a_sitting_is_summed_up_as_json(called, queue):
    result = reviewed(called, queue, "2\ns\nq\n", "--json")
    assert json.loads(result.stdout) == {
        "reviewed": 1,
        "skipped": 1,
        "left": 2,
        "seconds_per_item": 2.0,
        "new_labels": 1,
    }


def test_nobody_can_review_without_a_person(called, queue, program):
    result = called("review", queue)
    assert result.exit_code == 2
    assert "postroom correct" in result.stderr
    assert program.opened == []
