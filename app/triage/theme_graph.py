"""Texts drawn towards texts of like meaning, so that themes stand apart.

A few rounds of averaging over a graph of nearest neighbours (the propagation step of simple
graph convolution: Wu et al., 2019; the same idea as mean shift: Fukunaga and Hostetler,
1975) take away what is particular about one text and leave what its neighbourhood says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from app.triage.prototypes import unit

__all__ = ["Graph", "centred", "nearest_neighbours", "smoothed", "without"]

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

# Chosen on banking77 train: 8 to 15 neighbours and 3 to 20 rounds did alike.
NEIGHBOURS = 10
# So many more are kept that 10 are left when some texts are left out.
SPARE = 4
ROUNDS = 8
OWN_SHARE = 0.5
SHARPNESS = 3
# So many cosines at a time: 64 MB, whatever the number of texts.
CELLS = 2**24


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """The nearest neighbours of n texts, nearest first.

    Attributes:
        numbers: (n, j), which texts; -1 where there are not so many.
        alike: (n, j), their cosines.
    """

    numbers: Integers
    alike: Floats


def centred(vectors: Floats) -> Floats:
    """Vectors (n, d) of length 1 without what all have in common."""
    middle = vectors.mean(axis=0, dtype=np.float64)
    return unit(vectors - middle).astype(np.float32)


def nearest_neighbours(vectors: Floats, count: int = NEIGHBOURS + SPARE) -> Graph:
    """The nearest neighbours of each of n vectors (n, d) of length 1, itself left out."""
    n = len(vectors)
    count = max(min(count, n - 1), 0)
    numbers = np.full((n, count), -1, dtype=np.int64)
    alike = np.zeros((n, count), dtype=np.float32)
    step = max(CELLS // max(n, 1), 1)
    for start in range(0, n if count else 0, step):
        rows = slice(start, min(start + step, n))
        cosines = vectors[rows] @ vectors.T
        own = np.arange(rows.start, rows.stop)
        cosines[own - start, own] = -2.0
        found = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        near = np.take_along_axis(cosines, found, axis=1)
        # Ties by number, so that the order is the same on every machine.
        order = np.lexsort((found, -near), axis=1)
        numbers[rows] = np.take_along_axis(found, order, axis=1)
        alike[rows] = np.take_along_axis(near, order, axis=1)
    return Graph(numbers=numbers, alike=alike)


def without(graph: Graph, kept: Integers) -> Graph:
    """The graph of the kept texts (m,), ascending, among themselves."""
    places = np.full(len(graph.numbers), -1, dtype=np.int64)
    places[kept] = np.arange(len(kept))
    numbers = np.where(graph.numbers[kept] >= 0, places[graph.numbers[kept]], -1)
    # Those that are left come first and keep their order.
    order = np.argsort(numbers < 0, axis=1, kind="stable")
    return Graph(
        numbers=np.take_along_axis(numbers, order, axis=1),
        alike=np.take_along_axis(graph.alike[kept], order, axis=1),
    )


def links(graph: Graph) -> csr_array:
    """The symmetric weights (n, n) of the graph; near texts count far more."""
    numbers = graph.numbers[:, :NEIGHBOURS]
    there = numbers >= 0
    weights = np.where(there, np.maximum(graph.alike[:, :NEIGHBOURS], 0.0), 0.0)
    rows = np.repeat(np.arange(len(numbers)), numbers.shape[1]).reshape(numbers.shape)
    shape = (len(numbers), len(numbers))
    values = (weights**SHARPNESS)[there].astype(np.float32)
    one_way = csr_array((values, (rows[there], numbers[there])), shape)
    return csr_array(one_way + one_way.T)


def smoothed(vectors: Floats, graph: Graph) -> tuple[Floats, csr_array]:
    """Vectors (n, d) of length 1 after they were averaged with their neighbours.

    Returns:
        The vectors, and the links that they were averaged over.
    """
    joined = links(graph)
    degree = np.asarray(joined.sum(axis=1)).ravel()
    share = np.where(degree > 0, 1.0 - OWN_SHARE, 0.0).astype(np.float32)
    scale = (share / np.where(degree > 0, degree, 1.0)).astype(np.float32)
    pull = csr_array(diags_array(scale) @ joined).astype(np.float32)
    now = vectors
    for _ in range(ROUNDS):
        now = (1.0 - share)[:, None] * now + pull @ now
    return unit(now.astype(np.float64)).astype(np.float32), joined
