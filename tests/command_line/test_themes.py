"""``postroom themes``, over a scripted case file."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest
from rich.console import Console

from app.command_line.telling import shell_command
from app.command_line.themes_told import stability_word, themes_table
from app.records import Phase, PostroomError, Step, ThemeSettings
from tests.command_line.made import LOCKED, SCHEME, SHEET, sorted_row
from tests.command_line.scripted_themes import (
    FLOODING,
    REPORT,
    RISING,
    TRENDS,
    ScriptedThemes,
    themed_row,
)


@pytest.fixture
def found(work):
    work.themes = ScriptedThemes()
    return work.themes


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Text,Created,District\n")
    return path


def cells_of(output, beginning):
    """The cells of the table line in which a cell begins so."""
    for line in output.splitlines():
        cells = [cell.strip() for cell in line.strip("│┃").split("│")]
        if any(cell.startswith(beginning) for cell in cells):
            return cells
    raise AssertionError(f"no line with {beginning}")


def test_counts_add_up_and_themes_stand_below_their_groups(called, sheet, found):
    result = called("themes", sheet)
    assert result.exit_code == 0
    told = "1,000 items (940 different texts) from 1 document:"
    assert f"{told} 900 in 3 themes, 80 in none, 20 without text." in result.stdout
    assert cells_of(result.stdout, "Water") == ["", "Water", "800", "80 %", "", ""]
    assert cells_of(result.stdout, "Street flooding") == [
        *("1", "Street flooding", "500", "50 %", "steady", ""),
    ]
    assert cells_of(result.stdout, "Burst mains") == [
        *("2", "Burst mains", "300", "30 %", "mostly steady", "new"),
    ]
    assert cells_of(result.stdout, "Noise at night")[2:5] == ["100", "10 %", "shaky"]
    assert cells_of(result.stdout, "In no theme")[2:4] == ["80", "8 %"]
    assert cells_of(result.stdout, "Without text")[2] == "20"
    assert cells_of(result.stdout, "All")[2:4] == ["1,000", "100 %"]
    order = ("Water", "Street flooding", "Burst mains", "Noise at night", "In no theme")
    places = [result.stdout.index(one) for one in order]
    assert places == sorted(places)


def test_a_theme_that_stands_alone_has_no_line_of_a_group(called, sheet, found):
    table = called("themes", sheet).stdout.split("Which side")[0]
    assert table.count("Noise at night") == 1


@pytest.mark.parametrize(
    ("stability", "word"),
    [
        (1.0, "steady"),
        (0.75, "steady"),
        (0.7499, "mostly steady"),
        (0.6, "mostly steady"),
        (0.59, "shaky"),
        (0.0, "shaky"),
        (None, "-"),
    ],
)
def test_stability_is_told_in_a_word(stability, word):
    assert stability_word(replace(FLOODING, stability=stability)) == word


def test_groups_have_no_sum_where_an_item_may_be_in_several_themes(called, sheet, found):
    result = called("themes", sheet, "--assign")
    assert found.assigned == 1
    assert cells_of(result.stdout, "Water") == ["", "Water", "", "", "", ""]
    assert "An item may be in several themes" in result.stdout
    assert "An item may be" not in called("themes", sheet).stdout


def test_trends_are_told_as_sentences_with_what_to_know(called, sheet, found):
    told = called("themes", sheet).stdout
    assert RISING.sentence in told
    assert "in each week, 2023-01-02 to 2024-03-31 (990 items by Created;" in told
    assert "10 without a date" in told
    assert "Two weeks are missing." in told
    found.to_find = replace(REPORT, trends=replace(TRENDS, trends=()))
    assert "Nothing stands out from chance." in called("themes", sheet).stdout
    found.to_find = replace(REPORT, trends=None)
    assert "--date-column NAME" in called("themes", sheet).stdout


def test_many_trends_are_cut_short_and_said_to_be(called, sheet, found):
    found.to_find = replace(REPORT, trends=replace(TRENDS, trends=(RISING,) * 23))
    told = called("themes", sheet).stdout
    assert told.count(RISING.sentence) == 20
    assert "and 3 more; all stand in what --out writes" in told


def test_a_breakdown_shows_shares_and_no_hidden_count(called, sheet, found):
    told = called("themes", sheet).stdout
    table = told[told.index("By District") :]
    assert cells_of(table, "Street flooding")[1:] == ["400 (50 %)", "100 (50 %)"]
    assert cells_of(table, "Noise at night")[1:] == ["97 (12 %)", "*"]
    assert "*: hidden for privacy: fewer than 5" in told


def test_campaigns_are_told_with_wordings_dates_and_theme(called, sheet, found):
    told = called("themes", sheet).stdout
    [line] = [one for one in told.splitlines() if "214 x" in one]
    assert line.startswith('  214 x "Dear Council, please')
    assert line.endswith('..." (3 wordings, 2024-02-01 to 2024-02-09, in: Noise at night)')


def test_stances_are_told_apart_from_themes(called, sheet, found):
    told = called("themes", sheet).stdout
    table = told[told.index("Which side they take") :]
    assert cells_of(table, "Noise at night") == ["Noise at night", "60", "30", "10"]


def test_no_themes_are_told_in_words(called, sheet, found):
    about = replace(REPORT.about, themed=0, unthemed=980)
    found.to_find = replace(REPORT, about=about, themes=(), stances={}, breakdowns=())
    told = called("themes", sheet).stdout
    assert "0 in 0 themes, 980 in none" in told
    assert "No themes were found" in told
    assert "--case" not in told


def test_all_options_reach_the_search(called, sheet, found, tmp_path):
    called(
        *("themes", sheet, "--column", "Text", "--sheet", "May", "--max", "12"),
        *("--date-column", "Created", "--by", "District", "--by", "Language"),
        *("--smallest", "10", "--question", "Open on Sundays?", "--model", "none"),
        *("--scheme", "requests_311"),
    )
    settings = ThemeSettings(
        column="Text",
        sheet="May",
        date_column="Created",
        by=("District", "Language"),
        most=12,
        smallest=10,
        question="Open on Sundays?",
        language_model="none",
    )
    assert found.finds == [(settings, SCHEME, ())]


def test_without_options_the_search_asks_for_the_usual(called, sheet, found):
    called("themes", sheet)
    assert found.finds == [(ThemeSettings(), None, ())]
    assert found.assigned == 0


def test_options_left_out_stay_as_they_were_in_the_case_file(called, case, found):
    found.settings = ThemeSettings(
        column="Text", by=("District",), question="Why?", smallest=10, most=7
    )
    called("themes", "--case", case, "--by", "", "--question", "", "--max", "0")
    [(settings, _, _)] = found.finds
    assert settings == ThemeSettings(column="Text", smallest=10)


def test_without_a_case_file_nothing_is_kept(called, sheet, found, work, program):
    result = called("themes", sheet)
    assert program.opened == [(None, False)]
    assert work.state == "purged"
    assert "keep the work: --case FILE" in result.stdout


def test_a_case_file_is_kept_and_what_to_do_next_can_be_pasted(called, case, found, work):
    result = called("themes", "--case", case)
    assert work.state == "closed"
    assert "Finding themes in 1 document.\n" in result.stderr
    for words in (["rename", "OLD", "NEW"], ["show", "NAME"], ["assign"]):
        line = shell_command(["postroom", "theme", str(case), *words])
        assert line in result.stdout
    assert "assign" not in called("themes", "--case", case, "--assign").stdout


def test_results_and_pictures_are_written_where_asked(called, sheet, found, tmp_path):
    outs = [tmp_path / "t.xlsx", tmp_path / "t.docx", tmp_path / "t.json"]
    folder = tmp_path / "slides"
    named = [word for out in outs for word in ("--out", out)]
    result = called("themes", sheet, *named, "--pictures", folder)
    assert result.exit_code == 0
    assert found.exported == outs
    assert found.drawn == [(folder, "png")]
    assert f"Pictures: 2 pictures in {folder}" in result.stderr
    assert called("themes", sheet, "--pictures", folder, "--svg").exit_code == 0
    assert found.drawn[1] == (folder, "svg")


def test_results_are_one_line_of_json_and_all_else_goes_to_standard_error(
    called, sheet, found
):
    result = called("themes", sheet, "--json")
    [line] = result.stdout.splitlines()
    facts = json.loads(line)
    about = facts["about"]
    assert about["themed"] + about["unthemed"] + about["without_text"] == about["items"]
    assert [one["name"] for one in facts["themes"]] == [
        *("Street flooding", "Burst mains", "Noise at night"),
    ]
    assert facts["themes"][0]["examples"][0]["place"] == {"sheet": "Sheet1", "row": 5}
    assert facts["trends"][0]["usual"] == [6.0, 14.0]
    assert facts["trends"][0]["kind"] == "spike"
    assert facts["breakdowns"][0]["groups"]["Noise at night"] == [97, None]
    assert facts["stances"]["Noise at night"]["against"] == 30
    assert "Finding themes" in result.stderr


def test_texts_of_documents_cannot_drive_the_terminal(called, sheet, found):
    found.to_find = replace(
        REPORT, themes=(replace(FLOODING, name="A[bold]\x1b[2J", group="B\u202e"),)
    )
    result = called("themes", sheet)
    assert "\x1b" not in result.output
    assert "A[bold]�[2J" in result.stdout


def test_a_failed_document_is_named_and_ends_with_three(called, sheet, found, work):
    work.all_documents = [SHEET, LOCKED]
    result = called("themes", sheet)
    assert result.exit_code == 3
    assert "It is locked by a password." in result.stdout
    assert "Street flooding" in result.stdout


def test_a_person_is_asked_for_passwords(called, sheet, found, work):
    work.all_documents = [SHEET, LOCKED]
    called("themes", sheet, interactive=True, typed="secret\n\n")
    assert [passwords for _, _, passwords in found.finds] == [(), ("secret",)]


def test_passwords_are_read_from_a_file(called, sheet, found, tmp_path):
    path = tmp_path / "passwords.txt"
    path.write_text("first\nsecond\n")
    called("themes", sheet, "--password-file", path)
    assert found.finds[0][2] == ("first", "second")


def with_columns(work):
    item = replace(themed_row(1).item, columns={"Text": "a", "Created": "b"})
    work.all_rows = [replace(sorted_row(1), item=item)]


def failing():
    yield Step(phase=Phase.READING, done=1, total=1)
    raise PostroomError("There is no such column.", "Name another.")


def test_a_wrong_column_lists_the_columns_and_leaves_nothing(called, sheet, found, work):
    with_columns(work)
    found.script = failing
    result = called("themes", sheet, "--date-column", "created", "--by", "Ward")
    assert result.exit_code == 2
    assert "There is no column Ward.\nThe columns are: Text, Created." in result.stderr
    assert "To go on" not in result.stderr
    assert work.state == "purged"


def test_a_wrong_text_column_is_told_in_the_words_of_the_reader(called, sheet, found, work):
    reason = "It has no column Words; the columns are: Text, Created."
    work.all_rows = []
    work.all_documents = [replace(LOCKED, reason=reason, reason_code="no text column")]
    found.script = failing
    result = called("themes", sheet, "--column", "Words")
    assert result.exit_code == 2
    assert reason in result.stderr


def test_an_error_that_no_column_explains_keeps_the_work(called, sheet, found, work):
    with_columns(work)
    found.script = failing
    result = called("themes", sheet, "--date-column", "Created")
    assert result.exit_code == 1
    assert "Error: There is no such column.\nName another.\n" in result.stderr
    assert "To go on:" in result.stderr
    assert work.state == "closed"


def interrupted():
    yield Step(phase=Phase.READING, done=1, total=9)
    signal.raise_signal(signal.SIGINT)
    yield Step(phase=Phase.READING, done=2, total=9)
    yield Step(phase=Phase.READING, done=3, total=9)


def test_ctrl_c_stops_after_the_step_and_says_how_to_go_on(called, sheet, found, work):
    found.script = interrupted
    result = called("themes", sheet, "--date-column", "My date")
    assert result.exit_code == 130
    command = ["postroom", "themes", str(sheet), "--date-column", "My date"]
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert shell_command([*command, "--case", str(work.path)]) in lines
    assert shell_command(["postroom", "purge", str(work.path)]) in lines
    assert result.stdout == ""
    assert work.state == "closed"


def test_a_reader_of_the_output_who_goes_away_leaves_no_case_file_behind(
    called, sheet, found, work
):
    def gone():
        raise BrokenPipeError(32, "Broken pipe")

    found.report = gone
    called("themes", sheet)
    assert work.state == "purged"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "There is nothing to find themes in."),
        (("away.csv",), "There is no file or folder away.csv."),
        (("SHEET", "--out", "themes.csv"), "ends in .xlsx, .json, .docx"),
        (("SHEET", "--out", "away/t.json"), "there is no folder away"),
        (("SHEET", "--svg"), "Add --pictures FOLDER."),
        (("SHEET", "--pictures", "away/slides"), "cannot be drawn into away/slides"),
        (("SHEET", "--pictures", "SHEET"), "Pictures cannot be drawn into"),
        (("SHEET", "--model", "larger"), "Installed are: starter."),
        (("SHEET", "--scheme", "bad"), "bad.toml, line 4: no name."),
        (("SHEET", "--smallest", "0"), "--smallest"),
        (("SHEET", "--max", "-1"), "--max"),
        (("SHEET", "--case", "away/march"), "There is no folder away."),
        (("SHEET", "--password-file", "away.txt"), "The password file away.txt"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments, said, called, sheet, found):
    given = [sheet if one == "SHEET" else one for one in arguments]
    result = called("themes", *given)
    assert result.exit_code == 2
    assert said in result.stderr
    assert found.finds == []


def test_nothing_is_written_over_or_among_what_is_read(called, inbox, found, tmp_path):
    sheet = inbox / "calls.xlsx"
    sheet.write_text("x")
    over = called("themes", inbox, "--out", sheet)
    among = called("themes", inbox, "--pictures", inbox / "slides")
    same = (tmp_path / "a.json", tmp_path / "sub" / ".." / "a.json")
    (tmp_path / "sub").mkdir()
    twice = called("themes", inbox, "--out", same[0], "--out", same[1])
    assert [one.exit_code for one in (over, among, twice)] == [2, 2, 2]
    assert "would be overwritten" in over.stderr
    assert "among the files to be read" in among.stderr
    assert "the same name" in twice.stderr
    assert found.finds == []


def test_an_empty_folder_is_wrong_use_and_leaves_nothing(called, tmp_path, found, work):
    work.all_documents = []
    result = called("themes", tmp_path)
    assert result.exit_code == 2
    assert "Nothing to read was found" in result.stderr
    assert work.state == "purged"


def test_help_teaches_by_examples(called):
    result = called("themes", "--help")
    assert result.exit_code == 0
    assert "postroom themes april.xlsx --case calls.postroom" in result.stdout
    assert "Exit status: 0 complete" in result.stdout
    for option in ("--date-column", "--by", "--scheme", "--assign", "--pictures", "--json"):
        assert f"  {option}" in result.stdout


def test_the_table_of_an_analysis_without_items_divides_by_nothing():
    about = replace(REPORT.about, items=0, themed=0, unthemed=0, without_text=0)
    console = Console(width=100, record=True)
    console.print(themes_table(replace(REPORT, about=about, themes=())))
    assert cells_of(console.export_text(), "All")[2:4] == ["0", "-"]
