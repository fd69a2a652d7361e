"""Made-up meanings: categories and items as noisy points, the same every time."""

from __future__ import annotations

import hashlib

import numpy as np

from app.records import Category, Scheme
from app.triage import (
    Known,
    Labelled,
    Prototypes,
    decide,
    find_statistics,
    fold_numbers,
    guided_statistics,
    prototype_texts,
    prototypes,
)

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


def written(names, each: int, seed: int = 0):
    """Texts around the names, as an office gets them, with gold numbers."""
    chance = np.random.default_rng(seed)
    fillers = [f"filler{number}" for number in range(300)]
    texts, gold = [], []
    for number, name in enumerate(names):
        for _ in range(each):
            words = [*name.split(), *chance.choice(fillers, size=2, replace=False)]
            texts.append(" ".join(words))
            gold.append(number)
    return texts, np.array(gold)


def labelled(texts_and_gold, names, folds=None) -> Labelled:
    """Labels of a scheme of these names, by the same steps as a run takes."""
    texts, gold = texts_and_gold
    vectors = np.stack([meaning(text) for text in texts])
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    if folds is None:
        folds = fold_numbers(vectors, hashes, gold)
    where = places(scheme(*names))
    known = Known(numbers=np.arange(len(gold)), gold=gold, folds=folds)
    _, held_out = guided_statistics(vectors, hashes, where, background(), known)
    bare = decide(vectors, find_statistics(vectors, hashes, where, background()))
    return Labelled(
        texts=texts,
        hashes=hashes,
        vectors=vectors,
        gold=gold,
        folds=folds,
        descriptions=held_out,
        bare=bare,
        languages=["en"] * len(gold),
    )
