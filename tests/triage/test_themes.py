"""Themes are found, not forced, and the order of rows does not matter."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from app.triage.theme_graph import centred, nearest_neighbours
from app.triage.theme_tree import cut
from app.triage.themes import find_themes, grown, silhouette


def world(
    sizes: tuple[int, ...], seed: int = 5, spread: float = 0.5
) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Vectors of length 1 in heaps of these sizes, hashes, and the heap of each."""
    rng = np.random.default_rng(seed)
    gold = np.repeat(np.arange(len(sizes)), sizes)
    middles = rng.normal(size=(len(sizes), 32))
    points = middles[gold] + spread * rng.normal(size=(len(gold), 32))
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    hashes = [
        hashlib.sha256(str(number).encode()).hexdigest() for number in range(len(gold))
    ]
    return unit.astype(np.float32), hashes, gold


SIZES = (60, 50, 45, 40, 40, 35, 30, 30, 25, 20, 20, 15)


def test_heaps_are_found_without_being_told_how_many() -> None:
    vectors, hashes, gold = world(SIZES)
    found = find_themes(vectors, hashes)
    assert len(found.centres) == len(SIZES)
    assert adjusted_rand_score(gold, found.theme) > 0.98
    assert found.stability.min() > 0.9


def test_the_order_of_the_texts_does_not_matter() -> None:
    vectors, hashes, _ = world(SIZES)
    found = find_themes(vectors, hashes)
    turn = np.random.default_rng(1).permutation(len(hashes))
    turned = find_themes(vectors[turn], [hashes[number] for number in turn])
    np.testing.assert_array_equal(turned.theme, found.theme[turn])
    np.testing.assert_array_equal(turned.centres, found.centres)
    np.testing.assert_array_equal(turned.stability, found.stability)
    np.testing.assert_array_equal(turned.group, found.group)


def test_themes_and_groups_are_numbered_by_size_and_every_theme_has_a_group() -> None:
    vectors, hashes, _ = world(SIZES)
    found = find_themes(vectors, hashes)
    sizes = np.bincount(found.theme[found.theme >= 0])
    assert (np.diff(sizes) <= 0).all()
    assert len(found.group) == len(found.centres) == len(found.stability)
    texts = np.bincount(found.group, weights=sizes)
    assert (np.diff(texts) <= 0).all()
    assert 1 < len(np.unique(found.group)) < len(found.centres)


def test_a_text_that_is_like_nothing_is_in_no_theme() -> None:
    vectors, hashes, _ = world(SIZES)
    vectors = np.pad(vectors, ((0, 1), (0, 1)))
    vectors[-1, -1] = 1.0
    hashes = [*hashes, hashlib.sha256(b"odd").hexdigest()]
    found = find_themes(vectors, hashes)
    assert found.theme[-1] == -1
    assert found.centrality[-1] == 0


def test_no_more_themes_than_are_wanted() -> None:
    vectors, hashes, _ = world(SIZES)
    assert len(find_themes(vectors, hashes, most=4).centres) <= 4
    assert len(find_themes(vectors, hashes, most=1).centres) == 1


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_too_few_texts_have_no_themes(count: int) -> None:
    vectors, hashes, _ = world((5,))
    found = find_themes(vectors[:count], hashes[:count])
    assert found.theme.tolist() == [-1] * count
    assert len(found.centres) == len(found.group) == 0


def test_few_texts_have_themes_without_repeats() -> None:
    vectors, hashes, gold = world((6, 6))
    found = find_themes(vectors, hashes)
    assert adjusted_rand_score(gold, found.theme) == 1
    assert np.isnan(found.stability).all()


def test_texts_that_are_all_alike_are_counted_out_again() -> None:
    vectors = np.tile(world((1,))[0], (40, 1))
    hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(40)]
    found = find_themes(vectors, hashes)
    assert len(found.theme) == 40
    assert np.isfinite(found.centrality).all()


def test_the_silhouette_is_the_one_of_all_pairs() -> None:
    vectors, _, _ = world(SIZES)
    items = centred(vectors)
    tree = grown(items, nearest_neighbours(items))
    for size in (3, 12, 30):
        labels = cut(tree.merges, size)
        exact = silhouette_score(tree.vectors.astype(np.float64), labels, metric="cosine")
        assert silhouette(tree, size) == pytest.approx(exact, abs=1e-4)
