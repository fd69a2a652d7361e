"""``postroom schemes memory`` and ``postroom models try``, over a scripted program."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest

from app.records import Phase, PostroomError, Step
from tests.command_line.made import SCHEME, TRIAL


def test_memories_are_listed(called, program):
    result = called("schemes", "memory", "list")
    assert "requests.memory" in result.stdout
    [line] = called("schemes", "memory", "list", "--json").stdout.splitlines()
    assert json.loads(line) == {
        "scheme": "Requests",
        "path": "requests.memory",
        "by_category": {"Potholes": 2, "Animals": 1},
        "labels": 3,
    }
    program.kept = []
    assert "was taught anything yet" in called("schemes", "memory", "list").stdout


def test_labels_are_counted_by_category_and_source(called):
    lines = called("schemes", "memory", "list", "requests").stdout.splitlines()
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines]
    assert ["Potholes", "2", "1", "0", "1"] in cells
    assert ["Other", "0", "0", "0", "0"] in cells
    assert ["Animals (not in the scheme)", "1", "0", "1", "0"] in cells
    assert lines[-1] == "3 labels."


def test_labels_are_found_by_words(called):
    result = called("schemes", "memory", "list", "requests", "--text", "jane HOLE")
    assert "A hole, says Jane Doe" in result.stdout
    assert "A deep hole" not in result.stdout
    result = called("schemes", "memory", "list", "requests", "--text", "hole", "--json")
    texts = [json.loads(line)["text"] for line in result.stdout.splitlines()]
    assert texts == ["A deep hole", "A hole, says Jane Doe"]


def test_labels_are_exported(called, program, tmp_path):
    path = tmp_path / "labels.xlsx"
    result = called("schemes", "memory", "export", "requests", "--out", path)
    assert program.exported == [path]
    assert "3 labels" in result.stdout
    result = called(
        "schemes", "memory", "export", "requests", "--out", tmp_path / "labels.txt"
    )
    assert result.exit_code == 2
    assert "ends in .xlsx, .csv" in result.stderr


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("--text", "jane doe"), ["A deep hole", "A cat"]),
        (("--category", "animals"), ["A deep hole", "A hole, says Jane Doe"]),
        (("--all",), []),
        (("--text", "nowhere"), ["A deep hole", "A hole, says Jane Doe", "A cat"]),
    ],
)
def test_labels_are_forgotten_as_asked(options, left, called, program):
    result = called("schemes", "memory", "forget", "requests", *options, "--yes", "--json")
    assert [one.text for one in program.kept] == left
    told = json.loads(result.stdout)
    assert told == {"forgotten": 3 - len(left), "left": len(left)}


def test_forgetting_asks_first_and_shows_what(called, program):
    forget = ("schemes", "memory", "forget", "requests", "--text", "hole")
    result = called(*forget, interactive=True, typed="n\n")
    assert result.exit_code == 130
    assert "A hole, says Jane Doe" in result.stderr
    assert "Forget 2 labels of Requests for good?" in result.stderr
    assert called(*forget).exit_code == 2
    assert len(program.kept) == 3
    result = called(*forget, interactive=True, typed="y\n")
    assert "2 labels forgotten; 1 left." in result.stdout


@pytest.mark.parametrize("options", [(), ("--all", "--text", "x"), ("--text", "  ")])
def test_forgetting_needs_one_choice(options, called, program):
    result = called("schemes", "memory", "forget", "requests", *options, "--yes")
    assert result.exit_code == 2
    assert len(program.kept) == 3


def test_a_model_is_tried_beside_the_others(called, work, program):
    result = called("models", "try", "larger", "--scheme", "requests", "--labels", "50")
    assert work.tried == [(SCHEME, "larger", 50)]
    assert work.state == "purged"
    assert program.opened == [(None, False)]
    tables = [line for line in result.stdout.splitlines() if line.startswith("│")]
    assert [line.split()[1] for line in tables] == ["starter", "larger"]
    assert "On 200 labels, 84 % are right without larger, 87 % with it;" in result.stdout
    assert "it is used from now on, with 20 % of the say." in result.stdout


def test_a_model_that_adds_nothing_is_left_out(called, work):
    def steps(scheme, name, *, most):
        yield Step(phase=Phase.MODEL)
        work.trial = replace(TRIAL, adds=False)

    work.try_model = steps
    result = called("models", "try", "starter")
    assert "it adds nothing: it is left out." in result.stdout


def test_a_trial_is_told_as_json(called):
    told = json.loads(called("models", "try", "starter", "--json").stdout)
    assert (told["model"], told["adds"], told["right_with"]) == ("starter", True, 0.87)


def test_a_trial_that_cannot_be_made_leaves_nothing(called, work):
    def steps(scheme, name, *, most):
        yield Step(phase=Phase.MODEL)
        raise PostroomError("There are no labels.", "Correct some items first.")

    work.try_model = steps
    result = called("models", "try", "starter")
    assert result.exit_code == 1
    assert "There are no labels.\nCorrect some items first." in result.stderr
    assert work.state == "purged"


def test_ctrl_c_stops_a_trial(called, work):
    def steps(scheme, name, *, most):
        yield Step(phase=Phase.MODEL, done=1, total=9)
        signal.raise_signal(signal.SIGINT)
        yield Step(phase=Phase.MODEL, done=2, total=9)
        yield Step(phase=Phase.MODEL, done=3, total=9)

    work.try_model = steps
    assert called("models", "try", "starter").exit_code == 130
    assert work.state == "purged"
