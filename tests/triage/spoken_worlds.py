"""Made-up answers of one to three sentences, each about a theme or about nothing."""

from __future__ import annotations

import hashlib

import numpy as np

from app.records import Category, Scheme
from app.triage import segment
from app.triage.assigning import (
    SpokenRows,
    ThemePlaces,
    spoken_rows,
    theme_places,
    theme_texts,
)
from tests.triage.worlds import meaning

THEMES = ("snow plowing", "street light", "park bench", "water bill", "loud music")


def spoken(texts) -> SpokenRows:
    """Answers as a run has them: vectors of the texts and of their sentences."""
    parts = [
        np.reshape([meaning(text[a:b]) for a, b in segment(text)], (-1, meaning("x").size))
        for text in texts
    ]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    return spoken_rows(hashes, np.stack([meaning(text) for text in texts]), parts, parts)


def places_of(*names: str) -> ThemePlaces:
    themes = Scheme(
        name="test", description="", categories=tuple(Category(name=name) for name in names)
    )
    return theme_places(themes, np.stack([meaning(text) for text in theme_texts(themes)]))


def answers(count: int, seed: int = 0):
    """Answers about one or two themes, often with an idle sentence, and their gold."""
    chance = np.random.default_rng(seed)
    texts, gold = [], np.zeros((count, len(THEMES)), dtype=bool)
    for number in range(count):
        about = chance.choice(len(THEMES), size=chance.integers(1, 3), replace=False)
        gold[number, about] = True
        said = [sentence(THEMES[one], chance) for one in about]
        if chance.random() < 0.4:
            said.append(sentence("", chance))
        texts.append(" ".join(said))
    return texts, gold


def sentence(theme: str, chance) -> str:
    """A sentence about a theme, with words of no theme around it."""
    idle = [f"Filler{number}" for number in chance.integers(0, 300, size=2 if theme else 4)]
    return f"{idle[0]} {' '.join([theme.capitalize(), *idle[1:]]).strip()}."
