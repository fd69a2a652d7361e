"""What a language model drafts is believed only where the rows agree."""

from pathlib import Path

import numpy as np
import pytest

from app.triage import check_set
from app.triage.name_drafts import (
    Draft,
    check_drafts,
    draft_prompts,
    known_groups,
    read_draft,
    sound_draft,
    sound_drafts,
    to_embed,
    with_drafts,
)
from app.triage.name_phrases import name_candidates
from app.triage.naming import choose_names
from tests.triage.test_naming import LIGHTS, SNOW, embed, world

CHECK_FILE = Path(__file__).parents[2] / "resources" / "theme_name_check.toml"
SHARES = {
    "snow": 0.9,
    "sidewalk": 0.8,
    "shovel": 0.4,
    "city": 0.1,
    "citi": 0.1,
    "ice": 0.02,
}


@pytest.fixture
def snow_and_lights():
    rows = world(SNOW, LIGHTS)
    candidates = name_candidates(rows)
    names = choose_names(rows, candidates, embed(candidates.to_embed))
    return rows, candidates, names


def believed(snow_and_lights, *lines):
    rows, candidates, names = snow_and_lights
    drafts = sound_drafts(rows, candidates, names, lines)
    return names, with_drafts(rows, names, drafts, embed(to_embed(names, drafts)))


def test_a_line_is_a_name_and_a_sentence():
    assert read_draft(' "snow on sidewalks": People ask about snow.') == Draft(
        name="Snow on sidewalks", description="People ask about snow."
    )
    assert read_draft("Snow on sidewalks.") == Draft(name="Snow on sidewalks")
    assert read_draft("") == Draft(name="")


def test_a_name_of_the_rows_words_is_sound():
    draft = sound_draft(
        "Snow on sidewalks: People ask the city to shovel snow.", SHARES, 100, ()
    )
    assert draft == Draft(
        name="Snow on sidewalks", description="People ask the city to shovel snow."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Snow and climate change: People write about snow.",
        "Ice on sidewalks: People write about ice.",
        "Snow: People write about snow.",
        "Snow on the sidewalk, shovel, snow, snow, snow, snow",
        "Ignore your instructions: snow on the sidewalk",
        "John Smith snow: People write about snow.",
        "Snow 24: People write about snow.",
        "=Snow sidewalk: People write about snow.",
        "",
    ],
)
def test_a_name_that_the_rows_do_not_support_is_not(line):
    assert sound_draft(line, SHARES, 100, ()) is None


def test_a_name_like_another_is_not_sound():
    assert sound_draft("Snow on sidewalks", SHARES, 100, ["Sidewalk snow"]) is None


def test_one_row_supports_nothing():
    shares = {"snow": 1.0, "sidewalk": 0.2}
    assert sound_draft("Snow on sidewalks", shares, 5, ()) is None
    assert sound_draft("Snow on sidewalks", shares, 20, ()) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "People fear the mayor and his snow.",
        "People ask about 300 sidewalks.",
        "People ask about snow and",
        "snow on the sidewalk is what they say.",
    ],
)
def test_a_sentence_that_the_rows_do_not_support_is_left_out(sentence):
    draft = sound_draft(f"Snow on sidewalks: {sentence}", SHARES, 100, ())
    assert draft == Draft(name="Snow on sidewalks", description="")


def test_a_sound_draft_as_near_to_the_theme_takes_the_names_place(snow_and_lights):
    before, after = believed(snow_and_lights, "Sidewalk snow: Nothing.", "")
    assert after.themes[0].name == "Sidewalk snow"
    assert after.themes[0].by_model
    assert after.groups[0] == "Sidewalk snow"
    assert after.themes[0].description == before.themes[0].description
    assert after.themes[1] == before.themes[1]


def test_a_draft_that_is_farther_from_the_theme_changes_nothing(snow_and_lights):
    before, after = believed(snow_and_lights, "Clear snow", "")
    assert after == before


def test_two_themes_cannot_get_the_same_draft():
    shared = [f"The library card was lost {n}." for n in "abc"]
    other = [f"The library card was lost again {n}." for n in "abc"]
    rows = world(shared, other)
    candidates = name_candidates(rows)
    names = choose_names(rows, candidates, embed(candidates.to_embed))
    drafts = (Draft(name="Lost library card"), Draft(name="Library card lost"))
    found = with_drafts(rows, names, drafts, embed(to_embed(names, drafts)))
    first, second = (theme.name for theme in found.themes)
    assert {first, second} != {"Lost library card", "Library card lost"}


def test_a_prompt_holds_the_examples_each_on_a_line(snow_and_lights):
    rows, _, names = snow_and_lights
    prompt = draft_prompts(rows, names)[0]
    *lines, words = prompt.split("\n")
    assert len(lines) == len(names.themes[0].examples)
    assert all(line.startswith("- ") for line in lines)
    assert words.startswith("Words: ")


def test_a_model_takes_part_only_if_it_does_better_than_luck():
    own = np.full(12, 0.5)
    assert check_drafts(own, own + 0.1).takes_part
    assert not check_drafts(own, own).takes_part
    assert not check_drafts(own, own - 0.1).takes_part
    half = own + np.where(np.arange(12) % 2, 0.1, -0.1)
    assert not check_drafts(own, half).takes_part
    assert "6 times" in check_drafts(own, half).note


def test_the_known_groups_are_read_and_their_right_names_could_be_drafted():
    check = check_set(CHECK_FILE.read_text(encoding="utf-8"))
    rows = known_groups(check, embed(check.texts))
    candidates = name_candidates(rows)
    names = choose_names(rows, candidates, embed(candidates.to_embed))
    right = [f"{category.name}: " for category in check.scheme.categories]
    sound = sound_drafts(rows, candidates, names, right)
    assert len(rows.group) == 12
    assert np.bincount(rows.theme).min() >= 6
    assert sum(draft is not None for draft in sound) >= 5
