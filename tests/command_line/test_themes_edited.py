"""``postroom theme``, over a scripted case file."""

from __future__ import annotations

import json
import signal

import pytest

from app.command_line.edge import WrongUseError
from app.command_line.telling import shell_command
from app.command_line.theme import theme as theme_group
from app.command_line.theme_names import find_group, find_theme
from app.records import Phase, Stance, Step, ThemeEdit, ThemeEditKind, ThemeFilter
from tests.command_line.scripted_themes import REPORT, ScriptedThemes

THEMES = REPORT.themes


@pytest.fixture
def found(work):
    work.themes = ScriptedThemes(now=REPORT)
    return work.themes


@pytest.fixture
def edit(called, case, found):
    """Runs an edit; gives its first line, and the only edit that reached the themes."""

    def run(*words):
        result = called("theme", case, *words)
        assert result.exit_code == 0, result.output
        [done] = found.edits
        return result.stdout.splitlines()[0], done

    return run


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("street FLOODING", 1),
        ("  Street   flooding ", 1),
        ("burst", 2),
        ("3", 3),
        ("n", 3),
    ],
)
def test_a_theme_is_its_name_its_number_or_how_its_name_begins(given, meant):
    assert find_theme(THEMES, given).key == meant


def test_a_name_that_comes_near_is_suggested():
    with pytest.raises(
        WrongUseError, match=r"(?s)no theme flodding.*mean: Street flooding"
    ):
        find_theme(THEMES, "flodding")
    with pytest.raises(WrongUseError, match="Street flooding; Burst mains; Noise at night"):
        find_theme(THEMES, "zzz")
    with pytest.raises(WrongUseError, match="There are: none"):
        find_theme((), "1")


def test_a_group_is_found_by_its_name():
    assert [one.key for one in find_group(THEMES, "wat")] == [1, 2]
    with pytest.raises(WrongUseError, match="no group of themes Street flooding"):
        find_group(THEMES, "Street flooding")


def test_themes_are_listed_without_changing_the_case(called, case, found, program):
    result = called("theme", case, "list")
    assert result.exit_code == 0
    assert "900 in 3 themes" in result.stdout
    assert "Water mains is now called Burst mains." in result.stdout
    assert program.opened == [(case, True)]
    assert program.work.state == "closed"
    [line] = called("theme", case, "list", "--json").stdout.splitlines()
    assert [one["number"] for one in json.loads(line)["themes"]] == [1, 2, 3]


def test_the_case_file_may_come_after_the_command_too(called, case, found):
    for words in (("list",), ("show", "noise")):
        name, *rest = words
        turned = called("theme", name, case, *rest)
        assert turned.exit_code == 0
        assert turned.stdout == called("theme", case, *words).stdout


def test_a_theme_is_shown_with_its_facts_and_rows(called, case, found, program):
    result = called("theme", case, "show", "street", "--limit", "2")
    assert found.asked == [(ThemeFilter(theme=1), 2)]
    for line in (
        "Street flooding",
        "500 items, 480 different texts, part of Water, steady",
        "People report streets under water.",
        "Its words: flooding, drain",
        "Question: Who clears blocked drains?",
        '  "The [red]street[/red] is� under water" (calls.xlsx, Sheet1, row 5)',
        "These are the first 2 of 3 items; see more with --limit.",
    ):
        assert line in result.stdout.splitlines()
    assert "93%" in result.stdout
    assert "Water 1 everywhere" in result.stdout
    assert program.opened == [(case, True)]


def test_rows_are_chosen_by_words_and_days_and_those_of_no_theme_can_be_seen(
    called, case, found
):
    called(
        *("theme", case, "show", "Unthemed", "--words", "wet cellar"),
        *("--from", "2024-03-01", "--to", "2024-03-31"),
    )
    [(wanted, limit)] = found.asked
    assert wanted == ThemeFilter(
        theme=0, words="wet cellar", first="2024-03-01", last="2024-03-31"
    )
    assert limit == 20


def test_rows_are_a_line_of_json_each(called, case, found):
    lines = called("theme", case, "show", "1", "--json").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["item"] for row in rows] == [1, 2, 3]
    assert rows[0]["place"] == {"sheet": "Sheet1", "row": 2}
    assert rows[0]["themes"][0]["probability"] == 0.934
    assert rows[0]["stance"] == "for"


def test_a_theme_is_renamed(edit):
    told, done = edit("rename", "burst", "Water mains")
    assert told == "Burst mains is now called Water mains (300 items)."
    assert done == ThemeEdit(kind=ThemeEditKind.RENAME, themes=(2,), name="Water mains")


def test_a_group_is_renamed(edit):
    told, done = edit("rename", "--group", "water", "Water in streets")
    assert told == "The group Water is now called Water in streets (2 themes)."
    assert (done.group, done.themes, done.name) == (True, (1,), "Water in streets")


def test_themes_are_merged_under_the_first_ones_name_or_another(edit):
    told, done = edit("merge", "burst", "street", "2", "--name", "Water")
    assert told == (
        "Burst mains (300 items) and Street flooding (500 items) are one theme now:"
        " Water (800 items)."
    )
    assert (done.kind, done.themes, done.name) == (ThemeEditKind.MERGE, (2, 1), "Water")


def test_the_parts_of_a_split_add_up(edit):
    told, done = edit("split", "street")
    assert told == (
        "Street flooding (500 items) is split into Drains (300 items) and Rivers"
        " (190 items); 10 items in no theme."
    )
    assert done == ThemeEdit(kind=ThemeEditKind.SPLIT, themes=(1,))


def test_a_theme_is_dropped_and_its_items_stay(edit):
    told, done = edit("drop", "noise")
    assert told == (
        "Noise at night (100 items) is dropped. In no theme are now 180 items, 100 more"
        " than before."
    )
    assert done == ThemeEdit(kind=ThemeEditKind.DROP, themes=(3,))


def test_a_theme_is_written_by_a_person(edit):
    told, done = edit(
        *("write", "Scooters", "--description", "In the way."),
        *("--example", "A scooter lies here.", "--example", "Another."),
    )
    assert told.startswith("Scooters (0 items) is written.")
    assert done == ThemeEdit(
        kind=ThemeEditKind.WRITE,
        name="Scooters",
        description="In the way.",
        examples=("A scooter lies here.", "Another."),
    )


def test_a_theme_is_described_and_answered(called, case, found):
    for command, words in (
        ("describe", "Loud bars."),
        ("answer", "Call us."),
        ("answer", ""),
    ):
        told = called("theme", case, command, "noise", words).stdout.splitlines()[0]
        assert told.startswith("Noise at night (100 items)")
        assert words in told
    kinds = [(edit.kind, edit.description, edit.answer) for edit in found.edits]
    assert kinds == [
        (ThemeEditKind.DESCRIBE, "Loud bars.", ""),
        (ThemeEditKind.ANSWER, "", "Call us."),
        (ThemeEditKind.ANSWER, "", ""),
    ]


def test_after_an_edit_the_ways_back_and_on_can_be_pasted(called, case, found):
    undo, assign = (
        shell_command(["postroom", "theme", str(case), word]) for word in ("undo", "assign")
    )
    dropped = called("theme", case, "drop", "noise").stdout
    assert undo in dropped
    assert assign in dropped
    renamed = called("theme", case, "rename", "burst", "Mains").stdout
    assert undo in renamed
    assert assign not in renamed


def test_edits_are_told_as_json(called, case, found):
    [line] = called("theme", case, "drop", "noise", "--json").stdout.splitlines()
    facts = json.loads(line)
    assert facts["edit"] == "drop"
    assert [one["name"] for one in facts["themes"]] == ["Street flooding", "Burst mains"]


def test_an_edit_is_taken_back(called, case, found):
    assert called("theme", case, "undo").stdout == "There is nothing to take back.\n"
    found.taken_back = "Noise at night was dropped."
    assert (
        called("theme", case, "undo").stdout == "Taken back: Noise at night was dropped.\n"
    )
    [line] = called("theme", case, "undo", "--json").stdout.splitlines()
    assert json.loads(line) == {"undone": "Noise at night was dropped."}


def test_themes_are_assigned(called, case, found, work):
    result = called("theme", case, "assign")
    assert result.exit_code == 0
    assert found.assigned == 1
    assert "An item may be in several themes" in result.stdout
    assert work.state == "closed"


def test_ctrl_c_while_assigning_ends_with_130(called, case, found):
    def steps():
        yield Step(phase=Phase.ASSIGNING, done=1, total=9)
        signal.raise_signal(signal.SIGINT)
        yield Step(phase=Phase.ASSIGNING, done=2, total=9)

    found.script = steps
    result = called("theme", case, "assign")
    assert result.exit_code == 130
    assert "the same command goes on" in result.stderr


def test_items_are_corrected_to_exactly_the_named_themes(called, case, found):
    result = called(
        *("theme", case, "correct", "2", "1", "2", "--theme", "noise", "--theme", "burst"),
        *("--stance", "against"),
    )
    assert found.said == [([2, 1], ["Noise at night", "Burst mains"], Stance.AGAINST)]
    told = result.stdout.splitlines()
    assert told[0] == "2 items speak of Noise at night, Burst mains; stance: against."
    assert shell_command(["postroom", "theme", str(case), "assign"]) in told[1]


def test_an_item_may_speak_of_none(called, case, found):
    told = called("theme", case, "correct", "1", "--none").stdout
    assert told.startswith("1 item speaks of none of the themes.")
    assert found.said == [([1], [], None)]
    [line] = called("theme", case, "correct", "1", "--none", "--json").stdout.splitlines()
    assert json.loads(line)["corrected"] == 1


def test_the_result_is_written_as_it_is_now(called, case, found, tmp_path):
    out, folder = tmp_path / "t.docx", tmp_path / "slides"
    result = called("theme", case, "export", "--out", out, "--pictures", folder, "--svg")
    assert result.exit_code == 0
    assert (found.exported, found.drawn) == ([out], [(folder, "svg")])
    assert found.finds == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "flodding", "Floods"), "Did you mean: Street flooding?"),
        (("rename", "burst", "Noise at night"), "There is a theme Noise at night already."),
        (("merge", "burst"), "Two different themes or more"),
        (("merge", "burst", "2"), "Two different themes or more"),
        (("write", "Scooters"), "What belongs in the theme?"),
        (("write", "Scooters", "--example", " "), "What belongs in the theme?"),
        (("correct", "1"), "Add --theme NAME, or --none"),
        (("correct", "1", "--none", "--theme", "noise"), "Add --theme NAME, or --none"),
        (("correct", "99", "--theme", "noise"), "There is no item 99"),
        (("correct", "x", "--theme", "noise"), "'x' is not a valid integer"),
        (("show", "noise", "--from", "3 March"), "--from"),
        (("export",), "Add --out FILE or --pictures FOLDER."),
        (("export", "--out", "t.csv"), "ends in .xlsx, .json, .docx"),
        (("nonsense",), "No such command"),
    ],
)
def test_wrong_use_changes_nothing(words, said, called, case, found):
    result = called("theme", case, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (found.edits, found.said, found.exported) == ([], [], [])


@pytest.mark.parametrize(
    "words",
    [("list",), ("show", "1"), ("drop", "1"), ("assign",), ("export", "--out", "t.json")],
)
def test_a_case_without_themes_is_told_so(words, called, case, found, tmp_path):
    found.now = None
    result = called("theme", case, *words)
    assert result.exit_code == 2
    assert "No themes have been looked for" in result.stderr


@pytest.mark.parametrize("name", sorted(theme_group.commands))
def test_every_command_has_its_help_and_json(name, called, tmp_path):
    result = called("theme", name, "--help")
    assert result.exit_code == 0
    assert f"theme CASE {name}" in result.stdout
    assert called("theme", "CASE", name, "--help").stdout == result.stdout
    assert ("--json" in result.stdout) or name == "export"
    assert called("theme", tmp_path / "away", name, "1", "2").exit_code == 2


def test_the_help_of_all_names_the_commands(called):
    told = called("theme", "--help").stdout
    for name in theme_group.commands:
        assert f"\n  {name} " in told
    assert "themes" in called("--help").stdout
