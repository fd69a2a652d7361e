"""Made-up meanings: categories and items as noisy points, the same every time."""

from __future__ import annotations

import hashlib

import numpy as np

from app.records import Category, Scheme
from app.triage import Prototypes, prototype_texts, prototypes

DIMENSIONS = 96


def unit(rows):
    rows = np.asarray(rows, dtype=np.float64)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def meaning(text: str):
    """A vector that depends on the text's words: texts that share words are alike."""
    words = [word.strip(".:,").lower() for word in text.split()] or ["nothing"]
    return unit(sum(word_vector(word) for word in words))


def word_vector(word: str):
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS)


def scheme(*names: str, other: str | None = None) -> Scheme:
    categories = tuple(Category(name=name) for name in names)
    return Scheme(name="test", description="", categories=categories, other=other)


def places(of: Scheme) -> Prototypes:
    return prototypes(of, np.stack([meaning(text) for text in prototype_texts(of)]))


def background():
    texts = ("Thank you for your letter.", "Please call me.", "Who is responsible?")
    return np.stack([meaning(text) for text in texts])


def items(names, each: int, seed: int = 0):
    """Vectors, hashes and gold numbers of items scattered around the names."""
    chance = np.random.default_rng(seed)
    centres = np.stack([meaning(name) for name in names])
    gold = np.repeat(np.arange(len(names)), each)
    vectors = unit(centres[gold] + 0.35 * unit(chance.normal(size=(len(gold), DIMENSIONS))))
    hashes = [
        hashlib.sha256(bytes([n % 256, n // 256, seed])).hexdigest()
        for n in range(len(gold))
    ]
    return vectors.astype(np.float32), hashes, gold
