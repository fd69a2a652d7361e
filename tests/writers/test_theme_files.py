"""Themes and trends as files: JSON, and what holds for every ending."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.records import Document, Item, Place, PostroomError, Stance, ThemedRow, ThemeMember
from app.writers.theme_files import write_themes, write_trends
from tests.writers.made_themes import Made, made, renamed, with_stances

ENDINGS = (".xlsx", ".json", ".docx")


def write(path: Path, what: Made, rows: Any = None) -> Path:
    for _ in write_themes(
        path, what.report, what.rows if rows is None else rows, what.columns, what.data_rows
    ):
        pass
    return path


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_row_stands_under_its_theme_or_under_none(tmp_path):
    what = made(0.1)
    facts = read_json(write(tmp_path / "t.json", what))
    themed = [row for theme in facts["themes"] for row in theme["rows"]]
    assert sorted(themed + facts["unthemed"] + facts["without_text"]) == list(
        range(1, len(what.rows) + 1)
    )
    by_name = {theme["name"]: theme["rows"] for theme in facts["themes"]}
    assert by_name["Sinkholes"] == [
        row.item.key for row in what.rows if [m.theme for m in row.themes] == ["Sinkholes"]
    ]
    assert facts["about"]["items"] == len(what.rows)


def test_themes_carry_group_description_examples_and_stability(tmp_path):
    what = made(0.1)
    facts = read_json(write(tmp_path / "t.json", what))
    first, theme = facts["themes"][0], what.report.themes[0]
    assert first["group"] == theme.group
    assert first["description"] == theme.description
    assert first["stability"] == theme.stability
    assert first["examples"][0] == {
        "row": theme.examples[0].item,
        "quote": theme.examples[0].text,
    }
    assert [one["name"] for one in facts["themes"]] == [t.name for t in what.report.themes]


def test_trends_stand_in_both_jsons_alike(tmp_path):
    what = made(0.1)
    facts = read_json(write(tmp_path / "t.json", what))
    assert what.report.trends is not None
    write_trends(tmp_path / "trends.json", what.report.trends)
    alone = read_json(tmp_path / "trends.json")
    assert alone == facts["trends"]
    spike = next(one for one in alone if one["kind"] == "spike")
    assert {"group", "kind", "period", "count", "usual", "sentence"} <= spike.keys()
    assert len(spike["usual"]) == 2
    assert spike["group"] == "Water in the street after heavy rain"


def test_trends_that_are_none_are_an_empty_list(tmp_path):
    what = made(0.1)
    assert what.report.trends is not None
    write_trends(tmp_path / "t.json", replace(what.report.trends, trends=()))
    assert read_json(tmp_path / "t.json") == []
    undated = replace(what, report=replace(what.report, trends=None))
    assert read_json(write(tmp_path / "u.json", undated))["trends"] == []


def test_data_rows_are_those_handed_in_and_not_the_rows_of_the_sheet(tmp_path):
    what = made(0.1)
    moved = replace(what, data_rows={key: row + 100 for key, row in what.data_rows.items()})
    facts = read_json(write(tmp_path / "t.json", moved))
    assert min(row for theme in facts["themes"] for row in theme["rows"]) > 100


def test_a_row_whose_number_is_not_known_is_a_fault(tmp_path):
    what = replace(made(0.1), data_rows={})
    with pytest.raises(ValueError, match="data row"):
        write(tmp_path / "t.json", what)
    assert list(tmp_path.iterdir()) == []


def test_several_documents_are_named_with_every_row_and_page(tmp_path):
    what = made(0.1)
    letter = ThemedRow(
        document=Document(key=2, name="letter.pdf", path="letter.pdf", kind="pdf"),
        item=Item(key=9_999, document=2, place=Place(page=1), text="The pothole."),
        themes=(ThemeMember(theme="Potholes", key=1),),
    )
    facts = read_json(write(tmp_path / "t.json", what, [*what.rows, letter]))
    potholes = next(one for one in facts["themes"] if one["name"] == "Potholes")
    assert potholes["rows"][-1] == {"document": "letter.pdf", "page": 1}
    assert potholes["rows"][0]["document"] == "calls.xlsx"
    assert potholes["rows"][0]["row"] in what.data_rows.values()


def test_stances_are_told_by_theme_where_a_question_was_put(tmp_path):
    what = made(0.1)
    facts = read_json(
        write(tmp_path / "t.json", replace(what, report=with_stances(what.report)))
    )
    one = facts["themes"][0]
    assert sum(one["stances"].values()) == what.report.themes[0].size
    assert set(one["stances"]) == {stance.value for stance in Stance}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old")
    what = made(0.1)

    def breaking() -> Iterator[ThemedRow]:
        yield from what.rows[:7]
        raise PostroomError("The case file is gone.")

    if ending == ".docx":  # no rows are read for it, so that it is stopped instead
        writing = write_themes(path, what.report, breaking())
        next(writing)
        writing.close()
    else:
        with pytest.raises(PostroomError, match="gone"):
            write(path, what, breaking())
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


def test_a_document_that_was_read_is_not_written_over(tmp_path):
    path = tmp_path / "calls.json"
    path.write_text("mine")
    what = made(0.1)
    rows = [
        replace(row, document=replace(row.document, path=str(path)))
        for row in what.rows[:3]
    ]
    with pytest.raises(PostroomError, match="documents that were read"):
        write(path, what, rows)
    assert path.read_text() == "mine"


def test_other_endings_and_missing_folders_are_told(tmp_path):
    what = made(0.1)
    assert what.report.trends is not None
    with pytest.raises(PostroomError, match=r"cannot be written as \.pdf"):
        write(tmp_path / "t.pdf", what)
    with pytest.raises(PostroomError, match="no folder"):
        write(tmp_path / "nowhere" / "t.json", what)
    with pytest.raises(PostroomError, match=r"cannot be written as \.docx"):
        write_trends(tmp_path / "t.docx", what.report.trends)


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_names_do_no_harm(tmp_path, ending):
    report = made(0.05).report
    report = renamed(
        report, "Potholes", '=HYPERLINK("http://x","<b>&amp;\x00\x1b\ud800]]>")'
    )
    report = renamed(report, "Noise", "N" * 300)
    report = renamed(report, "Leaf blowers", "<script>$x^2$\u202e\n\t_x000D_</script>")
    report = renamed(report, "Dogs off the lead", "\u79ef\u96ea \U0001f415 \u0928\u092e")
    path = write(tmp_path / f"t{ending}", replace(made(0.05), report=report), [])
    assert path.stat().st_size > 1000
    if ending == ".json":
        names = {theme["name"] for theme in read_json(path)["themes"]}
        assert {theme.name for theme in report.themes} == names


def test_an_empty_analysis_is_written_with_every_ending(tmp_path):
    what = made(0.1)
    report = replace(
        what.report, themes=(), campaigns=(), trends=None, breakdowns=(), stances={}
    )
    for ending in ENDINGS:
        write(tmp_path / f"t{ending}", replace(what, report=report), [])
    assert len(list(tmp_path.iterdir())) == len(ENDINGS)
