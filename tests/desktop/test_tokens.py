from __future__ import annotations

import pytest

from app.desktop.tokens import DARK, LIGHT, Colours, contrast

WORDS = [
    ("text", "canvas"),
    ("text", "surface"),
    ("text", "hover"),
    ("text", "chosen"),
    ("muted", "canvas"),
    ("muted", "surface"),
    ("muted", "chosen"),
    ("muted", "line"),
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


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), WORDS)
def test_words_stand_out_from_their_ground(colours: Colours, front: str, ground: str):
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), SHAPES)
def test_edges_and_focus_stand_out_from_their_ground(
    colours: Colours, front: str, ground: str
):
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= 3.0


def test_black_on_white_has_the_contrast_that_the_standard_gives():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
