"""Ward's tree by rounds along links is the tree that all pairs give."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

from app.triage import theme_tree
from app.triage.theme_graph import centred, nearest_neighbours, smoothed, without
from app.triage.theme_tree import cut, ward


def heaps(count: int, each: int, seed: int = 3, spread: float = 0.6) -> np.ndarray:
    """Vectors (count * each, 24) of length 1 around as many middles."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(count, 24))
    points = np.repeat(middles, each, axis=0) + spread * rng.normal(size=(count * each, 24))
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / lengths, dtype=np.float32)


@pytest.mark.parametrize("few", [10_000, 40])
def test_the_merges_are_those_of_scipy(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme_tree, "FEW", few)
    vectors, links = smoothed(heaps(9, 30), nearest_neighbours(heaps(9, 30)))
    known = linkage(vectors.astype(np.float64), "ward")
    found = ward(vectors, links)
    assert found.shape == known.shape
    for clusters in (2, 5, 9, 20):
        theirs = fcluster(known, clusters, "maxclust")
        assert adjusted_rand_score(cut(found, clusters), theirs) > 0.999
    np.testing.assert_allclose(found[-8:, 2], known[-8:, 2], rtol=1e-4)
    assert found[-1, 3] == len(vectors)


def test_heights_do_not_fall_and_every_cluster_merges_once() -> None:
    vectors, links = smoothed(heaps(5, 40), nearest_neighbours(heaps(5, 40)))
    merges = ward(vectors, links)
    assert (np.diff(merges[:, 2]) >= 0).all()
    parts = np.sort(merges[:, :2].ravel())
    np.testing.assert_array_equal(parts, np.arange(2 * len(vectors) - 2))


def test_a_cut_has_as_many_clusters_as_were_asked_for() -> None:
    vectors, links = smoothed(heaps(4, 10), nearest_neighbours(heaps(4, 10)))
    merges = ward(vectors, links)
    for clusters in (1, 2, 7, 40):
        assert len(np.unique(cut(merges, clusters))) == clusters
    assert len(np.unique(cut(merges, 99))) == 40


def test_neighbours_are_the_nearest_and_never_the_text_itself() -> None:
    vectors = centred(heaps(6, 12))
    graph = nearest_neighbours(vectors, 5)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2)
    np.testing.assert_allclose(
        graph.alike, -np.sort(-cosines, axis=1)[:, :5], rtol=1e-5, atol=1e-6
    )
    assert (graph.numbers != np.arange(len(vectors))[:, None]).all()


def test_a_graph_without_some_texts_links_only_those_that_are_left() -> None:
    vectors = centred(heaps(6, 12))
    kept = np.flatnonzero(np.arange(len(vectors)) % 5 != 0)
    graph = without(nearest_neighbours(vectors), kept)
    assert graph.numbers.max() < len(kept)
    assert len(graph.numbers) == len(kept)
    there = graph.numbers >= 0
    for row in range(len(kept)):
        near = graph.numbers[row][there[row]]
        expected = vectors[kept[near]] @ vectors[kept[row]]
        np.testing.assert_allclose(graph.alike[row][there[row]], expected, rtol=1e-5)


def test_one_text_and_two_texts_have_a_tree() -> None:
    for count in (1, 2):
        vectors = heaps(1, count)
        drawn, links = smoothed(vectors, nearest_neighbours(vectors))
        assert len(ward(drawn, links)) == count - 1
        assert np.isfinite(drawn).all()
