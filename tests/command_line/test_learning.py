"""``postroom learn``, over a scripted case file."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest

from app.command_line.telling import shell_command
from app.records import LabelledColumns, LearningReport, Lesson, Phase, SortSettings, Step
from tests.command_line.made import LESSON, REPORT, SCHEME


@pytest.fixture
def past(tmp_path):
    path = tmp_path / "past.csv"
    path.write_text("Text,Department\n")
    return path


@pytest.fixture
def taught_case(case, work):
    """A case file with labels that its last run did not use."""
    work.labels = 14
    work.settings = SortSettings(column="Text", accuracy=0.95)
    return case


def test_what_the_labels_at_hand_teach_is_told_and_nothing_is_kept(called, work, program):
    result = called("learn", "requests_311")
    assert result.exit_code == 0
    assert program.opened == [(None, False)]
    assert work.state == "purged"
    assert work.previewed == [(SCHEME, SortSettings())]
    assert "would be sorted otherwise" not in result.stdout


def test_a_report_is_told_with_every_figure(called):
    told = called("learn").stdout
    for sentence in (
        "120 labels in 2 of 2 categories.",
        "3 labels more name no category of the scheme.",
        "120 labels decide.",
        "Right without learning: 61 %. With it: 84 % (between 79 and 88)",
        "Say of the sources: meaning 70%, wording 30%.",
        "Calibration error: 3 %. Perfect probabilities would show 2 % by chance",
        "At 95 % accuracy it decides 71 % of the items alone.",
        "about 95 of 100 are right (between 93 and 97), by 85 labels.",
    ):
        assert sentence in told.replace("\n", " ")


def test_reliability_is_told_as_bars_with_a_mark_at_what_was_claimed(called):
    [line] = (one for one in called("learn").stdout.splitlines() if "80% to 90%" in one)
    cells = [cell.strip() for cell in line.split("│")[1:-1]]
    assert cells == ["80% to 90%", "40", "85%", "90%", "#" * 17 + "|"]


def test_labels_too_few_to_calibrate_are_told_so(called, work):
    work.to_learn = Lesson(report=replace(REPORT, calibrated=False, promise=None))
    told = called("learn").stdout
    assert "With it: 84 %" in told
    assert "Probabilities are not calibrated yet" in told


def test_without_anything_held_out_only_the_reason_is_told(called, work):
    report = LearningReport(labels=4, used=False, reason="4 labels are too few.")
    work.to_learn = Lesson(report=report)
    assert called("learn").stdout == "4 labels.\n4 labels are too few.\n"


def test_without_items_to_decide_nothing_is_promised(called, work):
    work.to_learn = Lesson(report=replace(REPORT, promise=None))
    assert "shows with a case file: --case CASE." in called("learn").stdout


def test_an_accuracy_reaches_the_preview(called, work):
    called("learn", "--accuracy", "98")
    assert work.previewed == [(SCHEME, SortSettings(accuracy=0.98))]


def test_a_labelled_file_is_read_and_every_row_counted_out_again(
    called, work, past, tmp_path
):
    passwords = tmp_path / "passwords.txt"
    passwords.write_text("open\n")
    result = called(
        *("learn", "requests_311", "--from", past, "--text", "Text"),
        *("--label", "Department", "--private-column", "Secret", "--sheet", "May"),
        *("--password-file", passwords),
    )
    columns = LabelledColumns(
        text="Text",
        label="Department",
        private="Secret",
        sheet="May",
        passwords=("open",),
    )
    assert work.read == [(SCHEME, past, columns)]
    lines = result.stdout.splitlines()
    assert lines[0] == "20 rows read, of these:"
    numbers = [int(line.split()[0]) for line in lines[1:8]]
    assert sum(numbers) == 20
    assert [line.strip() for line in lines[8:10]] == ["3 x Roads�", "1 x Trees"]


def test_changes_are_shown_before_a_person_is_asked(called, taught_case, work):
    result = called("learn", "--case", taught_case, interactive=True, typed="n\n")
    assert "31 of 200 items would be sorted otherwise." in result.stdout
    assert "150 would be decided alone." in result.stdout
    assert result.stdout.count("-> Potholes") == 20
    assert "a [red]hole[/red]" in result.stdout
    assert "and 11 more" in result.stdout
    assert "Use this from now on?" in result.stderr
    assert "Nothing is changed." in result.stdout
    assert (work.adopted, work.runs) == (False, [])


def test_after_a_yes_the_case_is_sorted_anew_by_its_own_settings(called, taught_case, work):
    result = called("learn", "--case", taught_case, interactive=True, typed="y\n")
    assert work.adopted
    assert work.runs == [(SCHEME, work.settings, ())]
    assert "It is used from now on at 95 % accuracy. 2 items from 1" in result.stdout
    assert work.state == "closed"


def test_without_a_person_it_is_used_only_with_yes(called, taught_case, work):
    result = called("learn", "--case", taught_case)
    command = ["postroom", "learn", "--case", str(taught_case), "--yes"]
    assert f"Nothing is changed yet. To use it: {shell_command(command)}" in result.stdout
    assert not work.adopted
    called("learn", "--case", taught_case, "--yes", "--accuracy", "99")
    assert work.runs == [(SCHEME, replace(work.settings, accuracy=0.99), ())]


def test_without_new_labels_there_is_nothing_to_use(called, case, work):
    result = called("learn", "--case", case, "--yes")
    assert "There are no new labels" in result.stdout
    assert not work.adopted


def test_what_does_not_hold_is_never_used(called, taught_case, work):
    report = replace(REPORT, used=False, reason="It would not be better.")
    work.to_learn = replace(LESSON, report=report)
    result = called("learn", "--case", taught_case, "--yes")
    assert "It would not be better." in result.stdout
    assert not work.adopted


def test_a_case_in_which_nothing_is_sorted_gets_the_report_only(called, case, work):
    work.scheme = None
    result = called("learn", "requests_311", "--case", case, "--yes")
    assert result.exit_code == 0
    assert work.previewed == [(SCHEME, SortSettings())]
    assert not work.adopted


def test_learning_is_told_as_json(called, taught_case, work, past):
    result = called(
        *("learn", "--case", taught_case, "--from", past, "--text", "Text"),
        *("--label", "Department", "--yes", "--json"),
    )
    facts = json.loads(result.stdout)
    assert facts["taught"]["unknown"] == {"Roads\x1b": 3, "Trees": 1}
    assert facts["report"]["promise"]["right"] == 0.951
    assert (facts["changed"], len(facts["changes"])) == (31, 30)
    assert facts["adopted"] is True
    assert json.loads(called("learn", "--json").stdout)["report"]["labels"] == 120


def test_json_is_never_interrupted_by_a_question(called, taught_case, work):
    result = called("learn", "--case", taught_case, "--json", interactive=True)
    assert json.loads(result.stdout)["adopted"] is False
    assert "--yes" in result.stderr


def test_ctrl_c_in_the_sorting_says_how_to_go_on(called, taught_case, work):
    def interrupted():
        yield Step(phase=Phase.DECIDING, done=1, total=9)
        signal.raise_signal(signal.SIGINT)
        yield Step(phase=Phase.DECIDING, done=2, total=9)
        yield Step(phase=Phase.DECIDING, done=3, total=9)

    work.script = interrupted
    work.settings = replace(
        work.settings, language_model="none", private=True, memory=False
    )
    result = called("learn", "--case", taught_case, "--yes")
    assert result.exit_code == 130
    command = [
        *("postroom", "sort", "--case", str(taught_case), "--column", "Text"),
        *("--model-minutes", "10", "--accuracy", "95", "--no-language-model"),
        *("--no-memory", "--private"),
    ]
    assert f"To go on: {shell_command(command)}" in result.stderr
    assert work.state == "closed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "away.csv", "--text", "a", "--label", "b"), "no file away.csv"),
        (("--from", "PAST"), "Add --text COLUMN --label COLUMN."),
        (("--text", "a"), "Add --from FILE."),
        (("--yes",), "Add --case CASE."),
        (("bad",), "bad.toml, line 4: no name."),
        (("--accuracy", "10"), "--accuracy"),
    ],
)
def test_wrong_use_teaches_nothing(arguments, said, called, past, work):
    result = called("learn", *(past if one == "PAST" else one for one in arguments))
    assert result.exit_code == 2
    assert said in result.stderr
    assert (work.read, work.previewed) == ([], [])


def test_a_case_keeps_to_its_own_scheme(called, taught_case, work):
    work.scheme = replace(SCHEME, name="Streets", fingerprint="cd" * 32)
    result = called("learn", "requests_311", "--case", taught_case)
    assert result.exit_code == 2
    assert "The case file is sorted by Streets, not by Requests." in result.stderr
