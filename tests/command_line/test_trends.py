"""``postroom trends``, over a scripted case file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.records import Phase, PostroomError, Step, ThemeSettings
from tests.command_line.made import LOCKED, SHEET, sorted_row
from tests.command_line.scripted_themes import RISING, TRENDS, ScriptedThemes, themed_row


@pytest.fixture
def found(work):
    work.themes = ScriptedThemes()
    return work.themes


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Type,Created\n")
    return path


def test_what_stands_out_is_told_in_sentences(called, sheet, found, work):
    result = called("trends", sheet, "--date-column", "Created", "--of", "Type")
    assert result.exit_code == 0
    assert f"  {RISING.sentence}" in result.stdout.splitlines()
    assert "990 items by Created; 10 without a date" in result.stdout
    assert work.state == "purged"


def test_a_sheet_is_read_by_its_categories_where_nothing_else_is_kept(
    called, sheet, found, case
):
    called("trends", sheet, "--date-column", "Created", "--of", "Type", "--sheet", "May")
    settings = ThemeSettings(column="Type", sheet="May", date_column="Created")
    assert found.counts == [("Type", settings)]
    called("trends", "--case", case, "--of", "Type")
    assert found.counts[1] == ("Type", ThemeSettings())


def test_nothing_that_stands_out_is_told_as_such(called, sheet, found):
    found.counted = replace(TRENDS, trends=(), periods=None, dated=0, first="", last="")
    told = called("trends", sheet, "--of", "Type").stdout
    assert "Over time: 0 items by Created; 10 without a date." in told
    assert "Nothing stands out from chance." in told


def test_trends_are_a_line_of_json_each(called, sheet, found):
    found.counted = replace(TRENDS, trends=(RISING, replace(RISING, group="Noise")))
    result = called("trends", sheet, "--of", "Type", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["group"] for line in lines] == ["Street flooding", "Noise"]
    assert lines[0]["kind"] == "spike"
    assert (lines[0]["count"], lines[0]["usual"]) == (41, [6.0, 14.0])
    assert lines[0]["sentence"] == RISING.sentence


def test_trends_are_written_where_asked(called, sheet, found, tmp_path):
    outs = [tmp_path / "t.json", tmp_path / "t.xlsx"]
    result = called("trends", sheet, "--of", "Type", "--out", outs[0], "--out", outs[1])
    assert found.exported == outs
    assert f"Results: {outs[1]}" in result.stderr.replace("\n", "")


def test_a_wrong_column_lists_the_columns(called, sheet, found, work):
    def steps():
        yield Step(phase=Phase.READING)
        raise PostroomError("There is no such column.")

    found.script = steps
    item = replace(themed_row(1).item, columns={"Type": "a", "Created": "b"})
    work.all_rows = [replace(sorted_row(1), item=item)]
    result = called("trends", sheet, "--of", "Kind")
    assert result.exit_code == 2
    assert "There is no column Kind.\nThe columns are: Type, Created." in result.stderr
    assert work.state == "purged"


def test_a_document_that_failed_ends_with_three(called, sheet, found, work):
    work.all_documents = [SHEET, LOCKED]
    assert called("trends", sheet, "--of", "Type").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--of", "Type"), "There is nothing to count."),
        (("SHEET",), "--of"),
        (("away.csv", "--of", "Type"), "There is no file or folder away.csv."),
        (("SHEET", "--of", "Type", "--out", "t.docx"), "ends in .json, .xlsx"),
        (("SHEET", "--of", "Type", "--out", "SHEET"), "ends in .json, .xlsx"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments, said, called, sheet, found):
    given = [sheet if one == "SHEET" else one for one in arguments]
    result = called("trends", *given)
    assert result.exit_code == 2
    assert said in result.stderr
    assert found.counts == []


def test_help_teaches_by_examples(called):
    result = called("trends", "--help")
    assert result.exit_code == 0
    assert "--of Category --out trends.xlsx" in result.stdout
    assert "no model" in " ".join(result.stdout.split())
