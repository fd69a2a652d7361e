"""The other commands, over a scripted program."""

from __future__ import annotations

import json
import signal
from dataclasses import replace
from pathlib import Path

import pytest

import app
from app.command_line import postroom, run
from app.records import Finding, ModelState, PostroomError


def lines_of(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_search_prints_what_was_found_without_changing_the_case(called, case, program):
    result = called("search", case, "street", "light")
    assert result.exit_code == 0
    assert "a [street light] hole" in result.stdout
    assert program.opened == [(case, True)]
    assert program.work.state == "closed"


def test_search_says_when_nothing_was_found(called, case):
    assert "Nothing was found." in called("search", case, "nothing").stdout


def test_search_prints_json(called, case):
    found = lines_of(called("search", case, "hole", "--json", "--limit", "1"))
    assert found == [
        {
            "document": "calls.xlsx",
            "place": {"sheet": "Sheet1", "row": 2},
            "snippet": "a [hole] hole",
        }
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("search", "CASE", "x"),
        ("items", "CASE"),
        ("correct", "CASE", "1", "other"),
        ("learn", "--case", "CASE"),
        ("review", "CASE"),
        ("check", "CASE"),
        ("purge", "CASE"),
        ("desk", "CASE"),
    ],
)
def test_a_case_file_that_is_not_there_is_wrong_use(command, called, tmp_path, program):
    arguments = [tmp_path / "away" if one == "CASE" else one for one in command]
    result = called(*arguments, open_desk=lambda _: 0, interactive=True)
    assert result.exit_code == 2
    assert "There is no case file" in result.stderr
    assert program.opened == []


def test_purge_asks_first(called, case, work):
    assert called("purge", case, interactive=True, typed="n\n").exit_code == 130
    assert work.state == "closed"
    result = called("purge", case, interactive=True, typed="y\n")
    assert result.exit_code == 0
    assert "1 document, 2 items" in result.stderr
    assert work.state == "purged"


def test_purge_without_a_person_needs_yes(called, case, work):
    assert called("purge", case).exit_code == 2
    assert work.state == "closed"
    result = called("purge", case, "--yes", "--json")
    assert lines_of(result) == [{"purged": str(case), "documents": 1}]
    assert work.state == "purged"


def test_schemes_are_listed_broken_ones_too(called):
    result = called("schemes", "list")
    assert "requests_311" in result.stdout
    assert "line 4" in result.stdout
    listed = lines_of(called("schemes", "list", "--json"))
    assert [one["name"] for one in listed] == ["requests_311", "bad"]
    assert listed[0]["categories"] == 2
    assert listed[1]["mistake"] == "bad.toml, line 4: no name."


def test_a_scheme_is_shown(called):
    assert "Holes in a street." in called("schemes", "show", "requests_311").stdout
    [shown] = lines_of(called("schemes", "show", "requests_311", "--json"))
    assert [one["name"] for one in shown["categories"]] == ["Potholes", "Other"]
    assert called("schemes", "show", "bad").exit_code == 2


def test_a_scheme_file_is_checked(called, tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.touch()
    bad.touch()
    result = called("schemes", "check", good)
    assert result.exit_code == 0
    assert "1 category without a description" in result.stdout
    assert called("schemes", "check", bad).exit_code == 2
    assert "line 4" in called("schemes", "check", bad).stderr
    assert called("schemes", "check", tmp_path / "away.toml").exit_code == 2


def test_models_are_listed(called):
    result = called("models", "list")
    assert "105 MB" in result.stdout
    assert "not installed" in result.stdout
    listed = lines_of(called("models", "list", "--json"))
    assert [one["state"] for one in listed] == ["ready", "ready", "not installed"]
    assert listed[2]["path"] is None


def test_a_new_scheme_file_is_written(called, tmp_path):
    path = tmp_path / "our_office.toml"
    result = called("schemes", "new", path)
    assert result.exit_code == 0
    assert 'name = "Our office"' in path.read_text(encoding="utf-8")
    assert f"postroom schemes check {path}" in result.stdout
    assert called("schemes", "new", path).exit_code == 2


def test_a_model_is_installed_from_a_file(called, tmp_path, program):
    (tmp_path / "starter.bin").touch()
    result = called("models", "install", tmp_path / "starter.bin")
    assert "starter is installed." in result.stdout
    assert program.installed_from == [tmp_path / "starter.bin"]
    assert called("models", "install", tmp_path / "away.bin").exit_code == 2


def test_a_model_that_the_catalogue_does_not_know_is_said_to_be_pinned(
    called, tmp_path, program
):
    known = program.all_models[1]
    brought = replace(known, entry=replace(known.entry, imported=True))
    program.all_models = (known, brought)
    (tmp_path / "own.gguf").touch()
    result = called("models", "install", tmp_path / "own.gguf")
    assert "only this very file is accepted" in result.stdout


def test_models_are_verified_and_a_damaged_one_ends_with_one(called, program):
    result = called("models", "verify")
    assert result.exit_code == 0
    assert result.stdout.count("is as it should be") == 2
    program.all_models = (replace(program.all_models[1], state=ModelState.DAMAGED),)
    result = called("models", "verify", "starter")
    assert result.exit_code == 1
    assert "starter is damaged." in result.stdout
    assert called("models", "verify", "unknown").exit_code == 2


def test_a_model_is_removed_only_after_a_yes(called, program):
    assert called("models", "remove", "starter").exit_code == 2
    assert (
        called("models", "remove", "starter", interactive=True, typed="n\n").exit_code
        == 130
    )
    assert program.removed == []
    assert called("models", "remove", "starter", "--yes").exit_code == 0
    assert program.removed == ["starter"]


def test_doctor_tells_findings_with_their_remedies(called):
    result = called("doctor")
    assert result.exit_code == 0
    assert "Little room." in result.stdout
    assert "Make room." in result.stdout
    assert "postroom.log" in result.stdout
    assert lines_of(called("doctor", "--json"))[0] == {
        "name": "Memory",
        "state": "good",
        "what": "8.0 GB.",
        "remedy": "",
    }


def test_doctor_ends_with_one_where_there_is_a_problem(called, program):
    program.findings = (Finding(name="Disk", state="problem", what="Full."),)
    assert called("doctor").exit_code == 1


def test_postroom_alone_opens_the_window(called, case):
    opened: list[Path | None] = []

    def open_desk(path):
        opened.append(path)
        return 7

    assert called(open_desk=open_desk).exit_code == 7
    assert called("desk", case, open_desk=open_desk).exit_code == 7
    assert opened == [None, case]


def test_without_a_window_it_says_so(called):
    result = called()
    assert result.exit_code == 2
    assert "no window" in result.stderr


def test_a_program_that_cannot_start_is_told_in_words(called, program):
    def broken():
        raise PostroomError("Its own files are missing.", "Install Postroom again.")

    program.doctor = broken
    result = called("doctor")
    assert result.exit_code == 1
    assert result.stderr == "Error: Its own files are missing.\nInstall Postroom again.\n"


def test_ctrl_c_in_any_command_ends_with_130(called, program):
    def interrupted():
        signal.raise_signal(signal.SIGINT)

    program.doctor = interrupted
    # A test run in the background is started with the interrupt switched off.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert called("doctor").exit_code == 130
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_version_and_the_help_need_no_program(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"postroom {app.__version__}\n"
    assert run(["--help"]) == 0
    help_text = capsys.readouterr().out
    for command in (*postroom.commands, "desk"):
        assert f"\n  {command} " in help_text
    assert run(["nonsense"]) == 2
    assert "No such command" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("sort",),
        *(("schemes", name) for name in ("list", "show", "check", "new")),
        *(("models", name) for name in ("list", "install", "verify", "remove", "try")),
        *(("schemes", "memory", name) for name in ("list", "export", "forget")),
        *((name,) for name in ("items", "review", "correct", "learn", "check")),
        ("search",),
        ("purge",),
        ("doctor",),
    ],
)
def test_every_command_that_prints_results_has_json(command, called):
    result = called(*command, "--help")
    assert result.exit_code == 0
    assert "--json" in result.stdout
