"""Names that two themes want, and items that came after the analysis."""

from __future__ import annotations

import pytest

from app.records import ThemeEdit, ThemeEditKind, ThemeFilter, ThemeOrigin
from app.store import ThemeState
from app.triage.name_drafts import sound_drafts
from app.triage.name_phrases import name_candidates
from app.triage.naming import choose_names
from app.workflow import Workspace
from tests.triage.test_naming import LIGHTS, SNOW, embed, world
from tests.workflow.conftest import Scripted
from tests.workflow.test_themes import (
    SCHEME,
    SETTINGS,
    SheetReader,
    add_up,
    lines_of,
    sentence,
    topic_of,
    write,
)
from tests.workflow.test_themes_kept import EAST, NORTH, UP, cluster, keep, known, theme


@pytest.fixture
def workspace(tmp_path):
    scripted = Scripted(reader=SheetReader())  # type: ignore[arg-type]  # a reader of its own
    with Workspace(tmp_path / "c.postroom", scripted.tools(tmp_path)) as opened:
        opened.add([write(tmp_path / "in" / "one.csv", lines_of())])
        yield opened


def names_of(kept):
    standing = {
        key: one.name
        for key, one in kept.themes.items()
        if one.state is ThemeState.STANDING
    }
    assert len({name.casefold() for name in standing.values()}) == len(standing)
    return standing


def written(key: int, name: str):
    return theme(key, name, UP, origin=ThemeOrigin.WRITTEN, named_by="person", touched=True)


def category(key: int, name: str):
    return theme(
        key, name, UP, origin=ThemeOrigin.SCHEME, named_by="person", samples=(name,)
    )


def test_a_newer_theme_that_a_person_wrote_keeps_its_name_from_an_older_one():
    back = theme(1, "Lights", EAST, state=ThemeState.GONE, touched=True)
    kept = keep(known(back, written(2, "LIGHTS")), cluster("Lamps", [1], EAST))
    assert names_of(kept) == {1: "Lamps", 2: "LIGHTS"}


def test_a_name_that_a_person_gave_is_told_apart_by_a_number_and_not_lost():
    back = theme(1, "Lights", EAST, named_by="person", touched=True)
    before = known(back, category(2, "Lights"), written(3, "lights"))
    kept = keep(before, cluster("Lamps", [1]), said=[2])
    assert kept.gone == 0
    assert names_of(kept) == {1: "Lights (3)", 2: "Lights (2)", 3: "lights"}
    assert kept.themes[1].named_by == "person"


def test_of_two_that_come_back_the_one_that_a_person_named_keeps_the_name():
    before = known(
        theme(1, "Lights", EAST, state=ThemeState.GONE, touched=True),
        theme(2, "Lights", NORTH, named_by="person", touched=True),
    )
    kept = keep(before, cluster("Lamps", [1], EAST), cluster("B", [2], NORTH))
    assert names_of(kept) == {1: "Lamps", 2: "Lights"}


def test_another_name_that_is_taken_too_gets_a_number():
    before = known(
        theme(1, "Lights", EAST),
        written(2, "Lights"),
        written(3, "Lamps"),
        members=[(1, 1)],
    )
    kept = keep(before, cluster("Lamps", [1], EAST))
    assert names_of(kept) == {1: "Lamps (2)", 2: "Lights", 3: "Lamps"}


def test_a_scheme_used_later_gives_no_two_themes_one_name(workspace):
    work = workspace.themes
    list(work.find(SETTINGS))
    noise = topic_of(work.report(), "noise")
    work.edit(ThemeEdit(kind=ThemeEditKind.RENAME, themes=(noise.key,), name="Roads"))
    list(work.find(SETTINGS, SCHEME))
    themes = work.report().themes
    assert len({one.name.casefold() for one in themes}) == len(themes)
    by_key = {one.key: one for one in themes}
    assert by_key[noise.key].name == "Roads (2)"
    roads = next(one for one in themes if one.name == "Roads")
    assert roads.origin is ThemeOrigin.SCHEME
    assert add_up(work.report())


def test_the_same_scheme_again_brings_its_themes_and_no_note_says_otherwise(workspace):
    work = workspace.themes
    list(work.find(SETTINGS, SCHEME))
    before = {one.key: one.name for one in work.report().themes}
    list(work.find(SETTINGS, SCHEME))
    report = work.report()
    assert {one.key: one.name for one in report.themes} == before
    assert not any("did not come back" in note for note in report.about.notes)
    list(work.find(SETTINGS))  # without the scheme its two themes are gone indeed
    assert any("did not come back" in note for note in work.report().about.notes)


def test_items_that_came_after_the_analysis_are_assigned_too(workspace, tmp_path):
    work = workspace.themes
    list(work.find(SETTINGS))
    lamps = topic_of(work.report(), "lamp")
    more = lines_of("lamp", 24, 28)
    workspace.add([write(tmp_path / "in" / "two.csv", more)])
    list(work.count("District", SETTINGS))  # reads them, and finds no themes
    late = {line["text"]: line["Received"] for line in more if line["text"]}
    list(work.assign())
    rows = work.rows(ThemeFilter(theme=lamps.key), 0, 1000)
    themed = {row.item.text: row for row in rows if row.item.text in late}
    assert sentence("lamp", 24) in themed
    assert {text: row.date for text, row in themed.items()} == {
        text: late[text] for text in themed
    }
    report = work.report()
    assert add_up(report)
    assert (report.about.without_text, report.about.items) == (2, 126)


def test_a_draft_like_a_name_that_the_case_has_is_not_believed():
    rows = world(SNOW, LIGHTS)
    candidates = name_candidates(rows)
    names = choose_names(rows, candidates, embed(candidates.to_embed))
    lines = ["Snow on sidewalks", ""]
    draft, _ = sound_drafts(rows, candidates, names, lines)
    assert draft is not None
    again, _ = sound_drafts(rows, candidates, names, lines, ["Sidewalks with snow"])
    assert again is None
