"""``postroom sort``, over a scripted case file."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest

from app.command_line.telling import shell_command
from app.records import Phase, PostroomError, SortSettings, Status, Step, StoppedError
from tests.command_line.made import LOCKED, PROMISE, REPORT, SCHEME, SHEET, sorted_row


def test_results_are_printed_as_counts_and_first_items(called, inbox, work):
    result = called("sort", inbox)
    assert result.exit_code == 0
    assert "2 items from 1 document: 1 sorted, 1 needs review." in result.stdout
    assert "1 x It is close to Other." in result.stdout
    assert "Potholes" in result.stdout
    assert "Sheet1, row 2" in result.stdout
    assert work.inputs == [inbox]


def test_without_a_case_file_nothing_is_kept(called, inbox, work, program):
    called("sort", inbox)
    assert program.opened == [(None, False)]
    assert work.state == "purged"


def test_a_case_file_is_kept_and_may_be_named_without_its_ending(
    called, inbox, work, tmp_path
):
    result = called("sort", inbox, "--case", tmp_path / "march")
    assert work.state == "closed"
    assert work.path == tmp_path / "march.postroom"
    assert str(tmp_path / "march.postroom") in result.stderr.replace("\n", "")


def test_progress_is_told_in_lines_where_there_is_no_terminal(called, inbox):
    lines = called("sort", inbox).stderr.splitlines()
    assert "Reading: 0 of 20, about 3 minutes left" in lines
    assert "Reading: 20 of 20, less than a minute left" in lines
    assert lines.count("The language model takes part.") == 1
    assert len(lines) < 20


def test_all_options_reach_the_run(called, inbox, work):
    called(
        *("sort", inbox, "--column", "Text", "--sheet", "May", "--model", "starter"),
        *("--model-minutes", "2.5", "--recognize-all", "--accuracy", "95"),
        *("--no-memory", "--private", "--private-column", "Secret"),
    )
    assert work.runs[0][1] == SortSettings(
        column="Text",
        sheet="May",
        language_model="starter",
        model_minutes=2.5,
        recognize_all=True,
        accuracy=0.95,
        memory=False,
        private=True,
        private_column="Secret",
    )


def test_without_options_a_run_asks_for_the_usual_settings(called, inbox, work):
    called("sort", inbox)
    assert work.runs[0][1] == SortSettings()


def test_what_was_learned_is_told_in_short(called, inbox, work):
    work.learned = REPORT
    result = called("sort", inbox)
    told = "Of the items it decides alone about 95 of 100 are right (between 93 and 97)"
    assert "120 labels decide. Probabilities are calibrated (error 3 %)." in result.stdout
    assert f"{told}, 150 of 2 items." in result.stdout


def test_what_did_not_hold_is_told_with_its_reason_only(called, inbox, work):
    work.learned = replace(REPORT, used=False, reason="It would not be better.")
    result = called("sort", inbox)
    assert "It would not be better." in result.stdout
    assert "calibrated" not in result.stdout


def test_an_accuracy_that_nothing_reaches_is_told(called, inbox, work):
    promise = replace(PROMISE, right=None, interval=None, judged=0, share=0.0)
    work.learned = replace(REPORT, promise=promise)
    told = "At 95 % accuracy none of the items is decided alone"
    assert told in called("sort", inbox).stdout


def test_labels_that_wait_are_told_with_the_command_to_see_what_they_would_change(
    called, inbox, work, case
):
    work.labels = 14
    told = "14 new labels are not used yet; see what they would change with: "
    command = shell_command(["postroom", "learn", "--case", str(case)])
    assert told + command in called("sort", "--case", case).stdout
    assert "not used yet" not in called("sort", inbox).stdout


def test_a_run_can_do_without_a_language_model(called, inbox, work):
    called("sort", inbox, "--no-language-model")
    assert work.runs[0][1].language_model == "none"


def test_a_case_file_goes_on_with_its_own_scheme(called, inbox, work):
    work.scheme = SCHEME
    called("sort", inbox)
    assert work.runs[0][0] is SCHEME


def test_a_case_file_alone_goes_on_without_inputs(called, work, tmp_path):
    assert called("sort", "--case", tmp_path / "march").exit_code == 0
    assert work.inputs == []
    assert len(work.runs) == 1


def test_json_lines_go_to_standard_output_and_all_else_to_standard_error(called, inbox):
    result = called("sort", inbox, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["sorted", "needs review"]
    assert lines[0]["place"] == {"sheet": "Sheet1", "row": 2}
    assert lines[0]["evidence"] == {"quote": "a deep", "start": 0, "end": 6}
    assert "Reading" in result.stderr


def test_json_lines_are_all_there_when_they_are_many(called, inbox, work):
    work.all_rows = [sorted_row(number) for number in range(1, 2501)]
    lines = called("sort", inbox, "--json").stdout.splitlines()
    assert [json.loads(line)["place"]["row"] for line in lines] == list(range(2, 2502))


def test_results_are_exported(called, inbox, work, tmp_path):
    result = called("sort", inbox, "--out", tmp_path / "r.xlsx")
    assert work.exported == [tmp_path / "r.xlsx"]
    assert "r.xlsx" in result.stderr


def test_a_failed_document_is_named_with_a_remedy_and_ends_with_three(called, inbox, work):
    work.all_documents = [SHEET, LOCKED]
    result = called("sort", inbox)
    assert result.exit_code == 3
    assert "Failed, 1 document:" in result.stdout
    assert "It is locked by a password." in result.stdout
    assert "--password-file" in result.stdout


def test_names_of_documents_cannot_drive_the_terminal(called, inbox, work):
    work.all_documents = [SHEET, LOCKED]
    result = called("sort", inbox)
    assert "\x1b" not in result.output
    assert "secret�[2J.pdf" in result.stdout


def test_a_reader_of_the_output_who_goes_away_leaves_no_case_file_behind(
    called, inbox, work
):
    def gone(*_):
        raise BrokenPipeError(32, "Broken pipe")

    work.rows = gone
    called("sort", inbox, "--json")
    assert work.state == "purged"


def test_a_person_is_asked_for_passwords_until_one_opens(called, inbox, work):
    work.all_documents = [SHEET, LOCKED]
    work.password = "right"  # noqa: S105 - of a document that is none
    result = called("sort", inbox, interactive=True, typed="wrong\nright\n")
    assert [passwords for _, _, passwords in work.runs] == [
        (),
        ("wrong",),
        ("wrong", "right"),
    ]
    assert result.exit_code == 0
    assert "right" not in result.output.replace("wrong", "")


def test_a_person_may_leave_a_document_locked(called, inbox, work):
    work.all_documents = [SHEET, LOCKED]
    result = called("sort", inbox, interactive=True, typed="\n")
    assert len(work.runs) == 1
    assert result.exit_code == 3


def test_passwords_are_read_from_a_file(called, inbox, work, tmp_path):
    path = tmp_path / "passwords.txt"
    path.write_bytes(b"\xef\xbb\xbffirst\r\n\r\n second \r\nfirst")
    called("sort", inbox, "--password-file", path)
    assert work.runs[0][2] == ("first", " second ")


def interrupted_steps():
    yield Step(phase=Phase.READING, done=1, total=9)
    signal.raise_signal(signal.SIGINT)
    yield Step(phase=Phase.READING, done=2, total=9)
    yield Step(phase=Phase.READING, done=3, total=9)


def test_ctrl_c_stops_after_the_step_and_says_how_to_go_on(called, inbox, work):
    work.script = interrupted_steps
    result = called("sort", inbox, "--column", "My text")
    assert result.exit_code == 130
    assert work.given_up
    assert work.state == "closed"
    command = [
        "postroom",
        "sort",
        str(inbox),
        "--column",
        "My text",
        "--case",
        str(work.path),
    ]
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert shell_command(command) in lines
    assert shell_command(["postroom", "purge", str(work.path)]) in lines
    assert result.stdout == ""


def test_the_command_to_go_on_with_a_case_file_is_the_same_again(
    called, inbox, work, tmp_path
):
    work.script = interrupted_steps
    case = tmp_path / "march.postroom"
    result = called("sort", inbox, "--case", case)
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert shell_command(["postroom", "sort", str(inbox), "--case", str(case)]) in lines
    assert "purge" not in result.stderr


def test_ctrl_c_works_again_after_a_run(called, inbox):
    before = signal.getsignal(signal.SIGINT)
    called("sort", inbox)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), StoppedError("Stopped.")])
def test_a_run_that_is_stopped_from_within_is_told_the_same(error, called, inbox, work):
    def steps():
        yield Step(phase=Phase.READING)
        raise error

    work.script = steps
    result = called("sort", inbox)
    assert result.exit_code == 130
    assert "To go on:" in result.stderr


def test_an_error_of_the_world_ends_the_run_with_its_sentences(called, inbox, work):
    def steps():
        yield Step(phase=Phase.READING)
        raise PostroomError("The disk is full.", "Make room.")

    work.script = steps
    result = called("sort", inbox)
    assert result.exit_code == 1
    assert "Error: The disk is full.\nMake room.\n" in result.stderr
    assert "To go on:" in result.stderr
    assert work.state == "closed"


def test_a_fault_of_the_program_is_told_as_such_without_a_traceback(
    called, inbox, work, caplog
):
    def steps():
        yield Step(phase=Phase.READING)
        raise ValueError("a sentence of a letter")

    work.script = steps
    result = called("sort", inbox)
    assert result.exit_code == 1
    assert "Postroom made a mistake (ValueError)." in result.stderr
    assert "postroom.log" in result.stderr
    assert "a sentence of a letter" not in result.output + caplog.text
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "There is nothing to sort."),
        (("away.pdf",), "There is no file or folder away.pdf."),
        (("INBOX", "--model", "starter", "--no-language-model"), "exclude each other"),
        (("INBOX", "--model", "larger"), "Installed are: starter."),
        (("INBOX", "--out", "results.pdf"), "ends in .xlsx, .csv, .jsonl"),
        (("INBOX", "--out", "away/results.csv"), "there is no folder away"),
        (("INBOX", "--scheme", "bad"), "bad.toml, line 4: no name."),
        (("INBOX", "--password-file", "away.txt"), "The password file away.txt"),
        (("INBOX", "--case", "away/march"), "There is no folder away."),
        (("INBOX", "--model-minutes", "-1"), "--model-minutes"),
        (("INBOX", "--accuracy", "49"), "--accuracy"),
        (("INBOX", "--accuracy", "100"), "--accuracy"),
        (("INBOX", "--nonsense"), "No such option"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments, said, called, inbox, work):
    result = called("sort", *(inbox if one == "INBOX" else one for one in arguments))
    assert result.exit_code == 2
    assert said in result.stderr
    assert work.runs == []


def test_results_never_take_the_place_of_an_input(called, inbox):
    (inbox / "calls.csv").write_text("ID\n1\n")
    for arguments in ((inbox / "calls.csv",), (inbox,)):
        result = called("sort", *arguments, "--out", inbox / "calls.csv")
        assert result.exit_code == 2
        assert "would be overwritten" in result.stderr
    assert called("sort", inbox, "--out", inbox / "new.csv").exit_code == 0


def test_an_empty_folder_is_wrong_use_and_leaves_nothing(called, tmp_path, work):
    work.all_documents = []
    result = called("sort", tmp_path)
    assert result.exit_code == 2
    assert "Nothing to sort was found" in result.stderr
    assert work.state == "purged"


def test_items_that_failed_end_with_three_too(called, inbox, work):
    work.all_rows = [sorted_row(1, Status.FAILED)]
    assert called("sort", inbox).exit_code == 3


def test_help_teaches_by_examples(called):
    result = called("sort", "--help")
    assert result.exit_code == 0
    assert "postroom sort inbox calls.xlsx --out results.xlsx" in result.stdout
    assert "Exit status: 0 complete" in result.stdout
