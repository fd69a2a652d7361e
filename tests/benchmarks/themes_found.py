"""Themes found among messages of 77 known intents, beside BERTopic's recipe.

Run with ``python -m tests.benchmarks.themes_found --corpus DIR``. The recipe is that of
BERTopic (Grootendorst, 2022) with its usual settings: UMAP to 5 dimensions (15 neighbours,
seed 42), HDBSCAN with at least 10 in a cluster, over the same vectors. It needs the
packages of ``build/lock/benchmarks.txt`` beside those of development; without them the
recipe's figures are left out. Nothing in the program was chosen on these rows.
"""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from app.startup.wiring import Postroom
from app.triage import text_hash
from app.triage.themes import find_themes
from app.workflow.judging import embed_plain
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Finder = Callable[[Floats, list[str]], Integers]

LEFT_OUT = 0.05
RUNS = 4


def main() -> None:
    """Embed the test rows, find themes by both ways, and print figures."""
    corpus, _ = corpus_from_arguments(__doc__ or "", "classify", "banking77", "test.csv")
    texts, gold = rows(corpus / "classify" / "banking77" / "test.csv")
    hashes = [text_hash(text).hex() for text in texts]
    # As in the program, a text that came several times is looked at once.
    distinct = sorted({digest: number for number, digest in enumerate(hashes)}.values())
    with Postroom.start().tools().open_embedder() as embedder:
        vectors = embed_plain(embedder, [texts[number] for number in distinct])
    keys = [hashes[number] for number in distinct]
    known = gold[distinct]
    print(f"{len(texts)} messages, {len(distinct)} different, {known.max() + 1} intents")
    base: dict[str, float] = {}
    if importlib.util.find_spec("umap") is not None:
        base = measured("BERTopic's recipe", recipe, vectors, keys, known)
    found = measured("Postroom", product, vectors, keys, known)
    for name, target in (("NMI", 0.83), ("ARI", 0.55), ("again", 0.95)):
        report(
            f"banking77 test, {name}",
            figure=f"{found[name]:.3f}",
            baseline=f"{base[name]:.3f}" if base else "not installed",
            target=f"{target}",
            holds=found[name] >= target,
        )


def rows(path: Path) -> tuple[list[str], Integers]:
    """Messages and the number of each one's intent."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    names = sorted({line[1] for line in lines})
    return [line[0] for line in lines], np.array([names.index(line[1]) for line in lines])


def product(vectors: Floats, keys: list[str]) -> Integers:
    """What the program does."""
    return find_themes(vectors, keys).theme


def recipe(vectors: Floats, keys: list[str]) -> Integers:
    """What BERTopic does up to its topics."""
    del keys
    import umap  # type: ignore[import-not-found]  # not among the development tools
    from sklearn.cluster import HDBSCAN

    small = umap.UMAP(
        n_neighbors=15,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=42,
        n_jobs=1,
    ).fit_transform(vectors)
    found = HDBSCAN(min_cluster_size=10, copy=True).fit_predict(small)
    return np.asarray(found, dtype=np.int64)


def measured(
    name: str, find: Finder, vectors: Floats, keys: list[str], gold: Integers
) -> dict[str, float]:
    """Likeness to the intents, and to itself with rows left out and shuffled; one line."""
    with Measured() as cost:
        theme = find(vectors, keys)
    figures = {
        "NMI": normalized_mutual_info_score(gold, theme),
        "ARI": adjusted_rand_score(gold, theme),
        "again": again(find, vectors, keys, shuffled=False),
    }
    shuffled = again(find, vectors, keys, shuffled=True)
    inside = theme >= 0
    print(
        f"{name}: {theme.max() + 1} themes, {1 - inside.mean():.1%} in none; "
        f"NMI {figures['NMI']:.3f}, ARI {figures['ARI']:.3f} with those in none as one "
        f"group; {normalized_mutual_info_score(gold[inside], theme[inside]):.3f}, "
        f"{adjusted_rand_score(gold[inside], theme[inside]):.3f} without them; "
        f"two runs with 5 % left out {figures['again']:.3f}, two orders of the same rows "
        f"{shuffled:.3f}; {cost.seconds:.0f} s, {cost.peak_megabytes:.0f} MB"
    )
    return figures


def again(find: Finder, vectors: Floats, keys: list[str], *, shuffled: bool) -> float:
    """Mean ARI between all pairs of runs, over the rows that both had."""
    runs = []
    for seed in range(2 if shuffled else RUNS):
        chance = np.random.default_rng(seed)
        if shuffled:
            took = chance.permutation(len(keys))
        else:
            took = np.flatnonzero(chance.random(len(keys)) >= LEFT_OUT)
        theme = np.full(len(keys), -2, dtype=np.int64)
        theme[took] = find(vectors[took], [keys[number] for number in took])
        runs.append(theme)
    likeness = [
        adjusted_rand_score(one[both], other[both])
        for one, other in combinations(runs, 2)
        for both in [(one > -2) & (other > -2)]
    ]
    return float(np.mean(likeness))


if __name__ == "__main__":
    main()
