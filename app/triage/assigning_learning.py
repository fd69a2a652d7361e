"""What assigning learns from texts whose themes a person has checked.

A checked text says which themes it has, not where. Its themes are first given to those of
its pieces that speak most for them; then pieces and whole texts teach a regression each,
and a logistic regression that all themes share weighs them and the descriptions (stacking:
Wolpert, 1992), on what they say of each text while it is held out. The threshold is the one
at which the expected F1 of all texts is the largest (Lewis, 1995).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from app.triage.assigning import (
    Assigning,
    SpokenRows,
    Taught,
    assign,
    likeness,
    piece_scores,
    sampled,
    strongest_pieces,
)
from app.triage.learning import fold_numbers

__all__ = ["FEWEST_CHECKED", "Checked", "ThemeLearning", "f1", "learn_assigning"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEWEST_CHECKED = 10
# So many checked texts teach; further ones add little and cost a cube.
MOST_CHECKED = 2000
PENALTY = 0.3
# Score from which a piece that no theme needs is taken to speak of one of its text's.
ALSO_SPEAKS = -0.1
SOFTNESS = 1.0
# Themes differ in how often they come up, but less than few labels make it seem.
BIAS_SCALE = 0.5
THRESHOLDS = np.linspace(0.25, 0.6, 15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """Texts whose themes a person has said.

    Attributes:
        numbers: (l,), which of the rows, all different.
        gold: (l, t), whether the text speaks of the theme.
    """

    numbers: Integers
    gold: Flags


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeLearning:
    """What learning was worth, on texts that were held out.

    Attributes:
        checked: How many checked texts there are.
        used: Whether what they teach is used.
        before: Micro-averaged F1 without it; None where none could be measured.
        after: With it.
    """

    checked: int
    used: bool
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Regression:
    """A kernel ridge regression to flags, with what it says of each row held out."""

    weights: Floats
    middle: Floats
    held_out: Floats


def learn_assigning(
    rows: SpokenRows, assigning: Assigning, checked: Checked
) -> tuple[Assigning, ThemeLearning]:
    """Assigning that heeds checked texts, where that is better on those held out.

    Args:
        rows: All distinct texts of the run, checked and not.
        assigning: By ``find_assigning`` of them.
        checked: Those that a person has checked.
    """
    none = ThemeLearning(checked=len(checked.numbers), used=False)
    order = np.argsort(np.asarray([rows.hashes[n] for n in checked.numbers], dtype=np.str_))
    order = order[rows.counts[checked.numbers[order]] > 0][:MOST_CHECKED]
    gold = checked.gold[order]
    if len(order) < FEWEST_CHECKED or not gold.any():
        return assigning, none
    some = rows.at(checked.numbers[order])
    folds = fold_numbers(some.wholes, some.hashes, gold.argmax(axis=1))
    if len(np.unique(folds)) < 2:
        return assigning, none
    taught, sources = fit(some, assigning, gold, folds)
    held_out = cross_fitted(sources, gold, folds)
    bare = f1(assign(some, assigning).chosen, gold)
    report = replace(
        none, before=bare, after=f1(held_out >= best_threshold(held_out), gold)
    )
    if (report.after or 0.0) < bare:
        return assigning, report
    learned = replace(assigning, taught=taught)
    threshold = best_threshold(assign(sampled(rows), learned).probability)
    return replace(learned, threshold=threshold), replace(report, used=True)


def fit(
    some: SpokenRows, assigning: Assigning, gold: Flags, folds: Integers
) -> tuple[Taught, Floats]:
    """Fit everything on checked texts.

    Returns:
        What they taught, and what the sources say (l, t, 3) of each text held out.
    """
    told = piece_scores(some.pieces, assigning)
    speaks = allotted(told, some.counts, gold)
    owners = some.owners
    pieces = fit_flags(likeness(some.pieces, some.pieces), speaks, folds[owners])
    wholes = fit_flags(likeness(some.wholes, some.wholes), gold.astype(np.float64), folds)
    sources = np.stack(
        [
            strongest_pieces(told, some.counts)[0],
            strongest_pieces(pieces.held_out, some.counts)[0],
            wholes.held_out,
        ],
        axis=2,
    )
    weights, bias = stacked(sources, gold)
    taught = Taught(
        pieces=some.pieces,
        piece_weights=pieces.weights,
        piece_middle=pieces.middle,
        wholes=some.wholes,
        whole_weights=wholes.weights,
        whole_middle=wholes.middle,
        weights=weights,
        bias=bias,
    )
    return taught, sources


def allotted(told: Floats, counts: Integers, gold: Flags) -> Floats:
    """Which theme each piece of checked texts speaks of (s, t), one at most.

    Each of a text's themes takes the piece that speaks most for it, surest first, as long
    as there are pieces; a piece left over speaks of the theme it says clearly, or of none.
    """
    found = np.zeros_like(told)
    starts = np.cumsum(counts) - counts
    for start, count, flags in zip(starts, counts, gold, strict=True):
        themes = np.flatnonzero(flags)
        scores = told[start : start + count][:, themes]
        free, wanting = set(range(count)), set(range(len(themes)))
        for flat in np.argsort(-scores, axis=None, kind="stable").tolist():
            piece, theme = divmod(flat, len(themes))
            if piece in free and theme in wanting:
                found[start + piece, themes[theme]] = 1.0
                free.remove(piece)
                wanting.remove(theme)
        for piece in sorted(free):
            if len(themes) and scores[piece].max() >= ALSO_SPEAKS:
                found[start + piece, themes[scores[piece].argmax()]] = 1.0
    return found


def fit_flags(kernel: Floats, wanted: Floats, folds: Integers) -> Regression:
    """Kernel ridge regression to flags, every fold held out in closed form; see ``ridge``.

    Args:
        kernel: (n, n), of the rows among themselves.
        wanted: (n, t), 1 where the flag is set, else 0.
        folds: (n,), number of the fold with which each row is held out.
    """
    ones = np.column_stack([wanted, np.ones(len(wanted))])
    factor = cho_factor(kernel + PENALTY * np.eye(len(kernel)), lower=True)
    solved = cho_solve(factor, ones)
    middle = wanted.mean(axis=0)
    root = cho_solve(factor, kernel)
    held_out = np.empty_like(wanted)
    errors = ones - kernel @ solved
    for fold in np.unique(folds):
        these = folds == fold
        own = np.flatnonzero(these)
        rest = np.eye(len(own)) - root[np.ix_(own, own)]
        missed = np.linalg.solve(rest, errors[own])
        held_out[own] = wanted[own] - missed[:, :-1]
        held_out[own] += missed[:, -1:] * wanted[~these].mean(axis=0)
    return Regression(
        weights=solved[:, :-1] - solved[:, -1:] * middle, middle=middle, held_out=held_out
    )


def stacked(sources: Floats, gold: Flags) -> tuple[Floats, Floats]:
    """The weights (k,) of the sources, and the bias (t,) of each theme.

    Args:
        sources: (l, t, k), what they say of each text held out.
        gold: (l, t).
    """
    # Loaded when they are needed: most starts learn nothing.
    from scipy.sparse import csr_array, eye_array, hstack, kron  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    texts, themes, kinds = sources.shape
    cells = sources.reshape(-1, kinds)
    middle, spread = cells.mean(axis=0), cells.std(axis=0) + 1e-9
    which = kron(np.ones((texts, 1)), BIAS_SCALE * eye_array(themes))
    features = hstack([csr_array((cells - middle) / spread), which], "csr")
    model = LogisticRegression(C=SOFTNESS, max_iter=500).fit(features, gold.ravel())
    weights = model.coef_[0, :kinds] / spread
    bias = model.intercept_[0] - weights @ middle + BIAS_SCALE * model.coef_[0, kinds:]
    return np.asarray(weights), np.asarray(bias)


def cross_fitted(sources: Floats, gold: Flags, folds: Integers) -> Floats:
    """Probabilities (l, t), each fold with weights that the other folds ask for."""
    found = np.zeros(gold.shape)
    for fold in np.unique(folds):
        others, these = folds != fold, folds == fold
        if gold[others].any():
            weights, bias = stacked(sources[others], gold[others])
            found[these] = 1.0 / (1.0 + np.exp(-(sources[these] @ weights + bias)))
    return found


def best_threshold(probability: Floats) -> float:
    """The threshold at which the expected F1 of these probabilities is the largest."""
    total = probability.sum()
    expected = [
        2.0 * probability[probability >= one].sum()
        / max((probability >= one).sum() + total, 1e-12)
        for one in THRESHOLDS
    ]  # fmt: skip
    return float(THRESHOLDS[int(np.argmax(expected))])


def f1(chosen: Flags, gold: Flags) -> float:
    """The micro-averaged F1 of flags (n, t); 0 where nothing is chosen or there."""
    return float(2.0 * (chosen & gold).sum() / max(chosen.sum() + gold.sum(), 1))
