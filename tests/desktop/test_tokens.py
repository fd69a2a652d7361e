from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.sheet import style_sheet
from app.desktop.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    contrast,
)
from tests.desktop.scripted import REPOSITORY

CONTROLS = REPOSITORY / "resources" / "icons" / "controls"
SETS = [
    pytest.param(LIGHT, id="light"),
    pytest.param(DARK, id="dark"),
    pytest.param(CONTRAST_LIGHT, id="strong, light"),
    pytest.param(CONTRAST_DARK, id="strong, dark"),
]
STRONG = [SETS[2], SETS[3]]
WORDS = [
    ("text", "canvas"),
    ("text", "surface"),
    ("text", "hover"),
    ("text", "chosen"),
    ("muted", "canvas"),
    ("muted", "surface"),
    ("muted", "chosen"),
    ("accent", "canvas"),
    ("accent", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_mark", "mark"),
    *(
        (status, ground)
        for status in ("sorted", "review", "failed")
        for ground in ("canvas", "surface", "chosen")
    ),
    *(("text", ground) for ground in ("review_soft", "failed_soft", "sorted_soft")),
]
SHAPES = [
    ("edge", "canvas"),
    ("edge", "surface"),
    ("accent", "surface"),
    ("accent", "canvas"),
]


@pytest.mark.parametrize("colours", SETS)
@pytest.mark.parametrize(("front", "ground"), WORDS)
def test_words_stand_out_from_their_ground(colours: Colours, front: str, ground: str):
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", SETS)
@pytest.mark.parametrize(("front", "ground"), SHAPES)
def test_edges_and_focus_stand_out_from_their_ground(
    colours: Colours, front: str, ground: str
):
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= 3.0


@pytest.mark.parametrize("colours", SETS)
def test_how_long_a_bar_is_can_be_seen(colours: Colours):
    assert contrast(colours.accent, colours.track) >= 3


@pytest.mark.parametrize("colours", SETS[:2])
def test_a_button_that_cannot_be_pressed_can_still_be_read(colours: Colours):
    assert contrast(colours.muted, colours.line) >= 4.5


@pytest.mark.parametrize("colours", STRONG)
@pytest.mark.parametrize(("front", "ground"), WORDS)
def test_with_strong_contrast_words_stand_out_far(
    colours: Colours, front: str, ground: str
):
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= 7.0


@pytest.mark.parametrize("colours", STRONG)
def test_with_strong_contrast_lines_can_be_seen_too(colours: Colours):
    assert contrast(colours.line, colours.surface) >= 4.5


def _rules(colours: Colours) -> Iterator[tuple[str, dict[str, str]]]:
    """Every rule of the style sheet: its selectors, and its declarations by name."""
    sheet = style_sheet(colours, CONTROLS)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        parts = (each.split(":", 1) for each in body.split(";") if ":" in each)
        yield " ".join(selectors.split()), {name.strip(): said for name, said in parts}


def _colour(declared: str) -> str:
    found = re.search(r"#[0-9a-f]{6}", declared)
    return found[0] if found else ""


@pytest.mark.parametrize("colours", SETS)
def test_every_rule_of_the_style_sheet_can_be_read(colours: Colours):
    faint = []
    for selectors, said in _rules(colours):
        if ":disabled" in selectors or "color" not in said:
            continue
        ground = _colour(said.get("background", ""))
        grounds = [ground] if ground else [colours.canvas, colours.surface]
        if any(contrast(_colour(said["color"]), each) < 4.5 for each in grounds):
            faint.append((selectors, said))
    assert faint == []


@pytest.mark.parametrize("colours", SETS)
def test_every_rule_for_the_focus_can_be_seen(colours: Colours):
    shown = 0
    for selectors, said in _rules(colours):
        ring = _colour(said.get("border", ""))
        if ":focus" not in selectors or not ring:
            continue
        shown += 1
        for ground in (colours.canvas, colours.surface):
            assert contrast(ring, ground) >= 3.0, selectors
    assert shown > 10


@pytest.mark.parametrize("colours", SETS)
def test_every_drawing_of_the_style_sheet_is_there_and_can_be_seen(colours: Colours):
    files = set(re.findall(r'url\("([^"]+)"\)', style_sheet(colours, CONTROLS)))
    assert len(files) == 6
    for file in files:
        tone = _colour(Path(file).read_text(encoding="ascii"))
        assert contrast(tone, colours.surface) >= 3.0, file


def test_controls_grow_with_the_text():
    assert "width: 14px; height: 14px" in style_sheet(LIGHT, CONTROLS)
    assert "width: 28px; height: 28px" in style_sheet(LIGHT, CONTROLS, 2.0)


def test_black_on_white_has_the_contrast_that_the_standard_gives():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_every_colour_comes_from_the_tokens():
    own = {"tokens.py", "sheet.py"}
    found = [
        f"{file.name}: {colour}"
        for file in (REPOSITORY / "app" / "desktop").glob("*.py")
        if file.name not in own
        for colour in re.findall(
            r"#[0-9a-fA-F]{6}\b|Qt\.GlobalColor\.(?!transparent)\w+|QColor\(\d[^)]*\)",
            file.read_text(encoding="utf-8"),
        )
    ]
    assert found == []
