"""Ward's method on very many texts: which merge with which, and at what height.

Merging reciprocal nearest neighbours gives the tree that merging the nearest pair each time
gives (Murtagh, 1983; Müllner, 2011), whole rounds at once. Distances are looked at along
the links of a neighbour graph while there are many clusters, and among all once there are
few enough: memory grows with the texts, not with their pairs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["Merges", "cut", "ward"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Merges = NDArray[np.float64]

# Below so many clusters all pairs are compared: 2,500 need 25 MB.
FEW = 2500
# A round that joins less than this share is not worth another one.
WORTH = 0.02
EDGES = 100_000


def ward(vectors: NDArray[np.floating], links: csr_array) -> Merges:
    """The merges (n - 1, 4) of n vectors (n, d): two clusters, height, size.

    As scipy's linkage: the vectors are the clusters 0 to n - 1, the merge in row i makes
    cluster n + i, heights do not fall.

    Args:
        vectors: (n, d), n > 0.
        links: (n, n), symmetric; what is not linked may still merge once few are left.
    """
    centres = np.asarray(vectors, dtype=np.float32)
    sizes = np.ones(len(centres))
    names = np.arange(len(centres))
    found: list[tuple[int, int, float]] = []
    near = csr_array(links)
    while len(centres) > FEW:
        first, second, heights = reciprocal(centres, sizes, near)
        if len(first) < WORTH * len(centres):
            break
        new = len(vectors) + len(found) + np.arange(len(first))
        found += zip(names[first], names[second], heights, strict=True)
        centres, sizes, names, near = joined(
            (centres, sizes, names, near), (first, second, new)
        )
    found += chain(centres, sizes, names, len(vectors) + len(found))
    return in_order(found, len(vectors))


def reciprocal(
    centres: NDArray[np.float32], sizes: Floats, near: csr_array
) -> tuple[Integers, Integers, Floats]:
    """Pairs of clusters that are each other's nearest along the links, and heights."""
    counts = np.diff(near.indptr)
    rows = np.repeat(np.arange(len(centres)), counts)
    columns = near.indices.astype(np.int64)
    heights = np.empty(len(rows))
    for start in range(0, len(rows), EDGES):
        part = slice(start, start + EDGES)
        apart = centres[rows[part]] - centres[columns[part]]
        squares = np.einsum("ij,ij->i", apart, apart, dtype=np.float64)
        heights[part] = squares * harmonic(sizes[rows[part]], sizes[columns[part]])
    heights[rows == columns] = np.inf
    # The nearest of each row: sorted by row, height, and number for ties.
    order = np.lexsort((columns, heights, rows))
    nearest = np.full(len(centres), -1, dtype=np.int64)
    lowest = np.full(len(centres), np.inf)
    there = counts > 0
    firsts = order[near.indptr[:-1][there]]
    nearest[there], lowest[there] = columns[firsts], heights[firsts]
    nearest[~np.isfinite(lowest)] = -1
    own = np.arange(len(centres))
    mutual = (nearest >= 0) & (nearest[nearest] == own) & (own < nearest)
    first = own[mutual]
    return first, nearest[first], np.sqrt(2.0 * lowest[first])


def harmonic(one: Floats, other: Floats) -> Floats:
    """What squared distances between clusters of these sizes count in Ward's method."""
    return np.asarray(one * other / (one + other))


def joined(
    now: tuple[NDArray[np.float32], Floats, Integers, csr_array],
    pairs: tuple[Integers, Integers, Integers],
) -> tuple[NDArray[np.float32], Floats, Integers, csr_array]:
    """Centres, sizes, names and links after pairs of clusters have merged."""
    centres, sizes, names, near = now
    first, second, new = pairs
    owner = np.arange(len(centres))
    owner[second] = first
    kept, place = np.unique(owner, return_inverse=True)
    shape = (len(centres), len(kept))
    member = csr_array((sizes, (np.arange(len(centres)), place)), shape)
    total = np.asarray(member.sum(axis=0)).ravel()
    merged = np.asarray(member.T @ centres) / total[:, None]
    names = names.copy()
    names[first] = new
    plain = csr_array(
        (np.ones(len(centres), np.float32), member.indices, member.indptr), shape
    )
    return (
        merged.astype(np.float32),
        total,
        names[kept],
        csr_array(plain.T @ near @ plain),
    )


def chain(
    centres: NDArray[np.float32], sizes: Floats, names: Integers, new: int
) -> list[tuple[int, int, float]]:
    """The rest of the merges among all pairs, by chains of nearest neighbours."""
    count = len(centres)
    exact = centres.astype(np.float64)
    squares = (exact**2).sum(axis=1)
    apart = squares[:, None] + squares[None, :] - 2.0 * exact @ exact.T
    heights = 2.0 * np.maximum(apart, 0.0) * harmonic(sizes[:, None], sizes[None, :])
    np.fill_diagonal(heights, np.inf)
    weight, label = sizes.copy(), names.copy()
    alive = np.ones(count, dtype=bool)
    found: list[tuple[int, int, float]] = []
    path: list[int] = []
    while len(found) < count - 1:
        if not path:
            path.append(int(np.flatnonzero(alive)[0]))
        last = path[-1]
        best = int(np.argmin(heights[last]))
        if len(path) > 1 and heights[last, path[-2]] <= heights[last, best]:
            best = path[-2]
        if len(path) < 2 or best != path[-2]:
            path.append(best)
            continue
        path = path[:-2]
        one, other = min(last, best), max(last, best)
        found.append((label[one], label[other], float(np.sqrt(heights[one, other]))))
        merge_rows(heights, weight, one, other)
        alive[other] = False
        label[one] = new + len(found) - 1
    return found


def merge_rows(heights: Floats, weight: Floats, one: int, other: int) -> None:
    """Put a cluster into another one, in place (the formula of Lance and Williams)."""
    own, add, height = weight[one], weight[other], heights[one, other]
    rest = weight
    with np.errstate(invalid="ignore"):
        row = (
            (own + rest) * heights[one] + (add + rest) * heights[other] - rest * height
        ) / (own + add + rest)
    gone = ~(np.isfinite(heights[one]) & np.isfinite(heights[other]))
    row[gone] = np.inf
    heights[one], heights[:, one] = row, row
    heights[other], heights[:, other] = np.inf, np.inf
    weight[one] = own + add


def in_order(found: list[tuple[int, int, float]], count: int) -> Merges:
    """The same merges with heights that do not fall, clusters numbered anew."""
    merges = np.zeros((len(found), 4))
    heights = np.array([height for _, _, height in found])
    for number, (one, other, _) in enumerate(found):
        # A merge is no lower than those it is made of, whatever rounding says.
        below = [heights[part - count] for part in (one, other) if part >= count]
        heights[number] = max([heights[number], *below])
    order = np.argsort(heights, kind="stable")
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found))
    sizes = np.ones(count + len(found))
    for row, number in enumerate(order):
        parts = sorted(
            int(part) if part < count else count + int(place[part - count])
            for part in found[number][:2]
        )
        sizes[count + row] = sizes[parts[0]] + sizes[parts[1]]
        merges[row] = (parts[0], parts[1], heights[number], sizes[count + row])
    return merges


def cut(merges: Merges, clusters: int) -> Integers:
    """The cluster (n,) of each of n vectors where so many are left; numbers from 0."""
    count = len(merges) + 1
    clusters = max(min(clusters, count), 1)
    done = count - clusters
    owner = np.arange(count + done)
    parts = merges[:done, :2].astype(np.int64)
    for row in range(done - 1, -1, -1):
        owner[parts[row]] = owner[count + row]
    return np.unique(owner[:count], return_inverse=True)[1].astype(np.int64)
