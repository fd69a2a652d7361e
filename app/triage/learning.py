"""Learning from an office's own labels: what is learned, and whether it is worth having.

Up to four sources speak of every item: the descriptions of the categories (see
``classify.decide``), the meaning of labelled texts (kernel ridge regression over vectors),
their wording (n-grams) and, where it earns it, a language model. A logarithmic pool weighs
them, and its probabilities are calibrated. All of it is fitted and judged by
cross-validation over the labels: in folds, near repetitions of a text always in the same
one, so that a letter that was sent a hundred times does not vouch for itself. The same
labels give the same model.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.records import LearningReport
from app.triage.calibration import (
    Calibration,
    as_cautious,
    calibrate,
    calibration_error,
    exact_interval,
    fit_calibration,
    promise,
    reliability,
    sampling_error,
)
from app.triage.language_model_weight import CHANCE, luck
from app.triage.pooling import fit_weights, log_shares, pooled
from app.triage.review import UNSURE_BELOW
from app.triage.ridge import MOST_LANDMARKS, Ridge, fit_ridge
from app.triage.wording import Wording, fit_wording

__all__ = ["FEWEST_TO_CALIBRATE", "SOURCES", "Labelled", "Learned", "fold_numbers", "learn"]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# With few labels each counts, and ten folds leave more of them to learn from.
FOLDS = 5
MORE_FOLDS = 10
FEW_LABELS = 1000
# Cosine from which two texts count as the same letter sent again.
REPEATED = 0.97
# Chosen on banking77 train and on held-out labels of two other sets; they matter little.
WIDTH = 1.0
PENALTY = 0.1
# Names of the sources, with the weight each usually has on the scale of its scores.
MODEL = "language model"
SOURCES = ("meaning", "wording", "descriptions", MODEL)
USUAL = (5.0, 1.5, 0.12, 0.5)
FEWEST_TO_CALIBRATE = 50
# Expected calibration error, above what chance leaves, that still counts as calibrated.
MOST_ERROR = 0.08
# How much flatter probabilities are made while labels are too few to calibrate them.
CAUTION = 1.5
# Share of labelled items that count as unlike all others: they are the odd ones.
ODD = 0.02
NEAREST = 5
FEWEST_OF_LANGUAGE = 20
FEWEST_READ = 20
ROWS = 1024
LAST_DIGIT = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """Labelled texts, all different.

    Attributes:
        texts: (n,).
        hashes: (n,) of the texts, hexadecimal; the order in which they are used.
        vectors: (n, d), each of length 1.
        gold: (n,), number of the category.
        folds: (n,), number of each label's fold, by ``fold_numbers``.
        descriptions: (n, k), scores by ``classify.guided_statistics``, each held out.
        bare: (n, k), scores by ``classify.decide`` without any label.
        told: (n, k), a language model's scores as ``read_layout`` gives them, one row NaN
            where it has not read the text; None where there is no such model.
        languages: (n,) ISO 639-1 codes, empty where one could not be told.
    """

    texts: Sequence[str]
    hashes: Sequence[str]
    vectors: Floats
    gold: Integers
    folds: Integers
    descriptions: Floats
    bare: Floats
    told: Floats | None = None
    languages: Sequence[str]

    def sorted_by_hash(self) -> Labelled:
        """The same, whatever order the labels came in."""
        order = np.argsort(np.asarray(self.hashes, dtype=np.str_), kind="stable")
        return Labelled(
            texts=[self.texts[number] for number in order],
            hashes=[self.hashes[number] for number in order],
            vectors=self.vectors[order],
            gold=self.gold[order],
            folds=self.folds[order],
            descriptions=self.descriptions[order],
            bare=self.bare[order],
            told=None if self.told is None else self.told[order],
            languages=[self.languages[number] for number in order],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelGain:
    """What a language model adds on those labels that it has read, each held out.

    Attributes:
        labels: How many it has read.
        right_without: Share right without it.
        right_alone: Share that it gets right by itself.
        right_with: Share right with it.
        error_without: Expected calibration error without it.
        error_with: The same with it.
        weight: Its share of say, 0 to 1.
        chance: Probability that labels are so much likelier with it by luck.
        adds: Whether it is worth having: clearly likelier, and not fewer right.
        weights: Of all sources, by name.
    """

    labels: int
    right_without: float
    right_alone: float
    right_with: float
    error_without: float
    error_with: float
    weight: float
    chance: float
    adds: bool
    weights: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What was learned; the same record decides the same for ever.

    Attributes:
        report: How well it did on labels that were held out.
        landmarks: (m, d), vectors of the texts that others are compared with.
        meaning: Regression on the likeness to them.
        wording: Classifier of n-grams; None where the texts hold no word.
        weights: By name of the source, for items that no language model has read.
        model: What a language model adds; None where none has read enough labels.
        calibration: Of the pool.
        odd_below: Items whose familiarity is lower are unlike all labelled ones.
        languages: (n,) ISO 639-1 codes of the labels, in the order of ``held_out``.
        threshold: Probability from which an item is decided alone.
        carries: Codes of languages whose items are right as often as was asked for.
        judged: By hash of the label, whether it came out right while held out.
        held_out: (n, 2), the probability of each held-out label's best category, and 1
            where that was right, else 0.
        waiting: (m,), the probabilities of the texts over which it promises.
    """

    report: LearningReport
    landmarks: Floats
    meaning: Ridge
    wording: Wording | None
    weights: Mapping[str, float]
    model: ModelGain | None
    calibration: Calibration
    odd_below: float
    languages: tuple[str, ...]
    threshold: float
    carries: tuple[str, ...]
    judged: Mapping[str, bool]
    held_out: Floats
    waiting: Floats = field(default_factory=lambda: np.empty(0))

    def judge(
        self,
        texts: Sequence[str],
        vectors: AnyFloats,
        descriptions: AnyFloats,
        told: AnyFloats | None = None,
    ) -> tuple[Floats, Flags]:
        """Probabilities (n, k), and which items (n,) are unlike all labelled ones.

        An item's answer depends on that item alone.

        Args:
            texts: (n,).
            vectors: (n, d), each of length 1.
            descriptions: (n, k), by ``classify.decide`` with statistics that heed labels.
            told: (n, k), as in ``Labelled``.
        """
        scores, familiar = self._scores(texts, vectors, descriptions, told)
        return self.calibration.probabilities(scores), familiar < self.odd_below

    def _scores(
        self,
        texts: Sequence[str],
        vectors: AnyFloats,
        descriptions: AnyFloats,
        told: AnyFloats | None,
    ) -> tuple[Floats, Floats]:
        """The pool's scores (n, k), and how familiar the items (n,) are."""
        own = np.asarray(descriptions, dtype=np.float64)
        meaning, near = self._meaning(np.asarray(vectors, dtype=np.float64))
        sources = {"meaning": meaning, "descriptions": own}
        if self.wording is not None:
            sources["wording"] = self.wording.scores(texts)
        scores = weighted(sources, self.weights)
        if told is not None and self.model is not None and self.model.adds:
            read = np.isfinite(told).all(axis=1, keepdims=True)
            sources[MODEL] = np.where(read, told, 0.0)
            scores = np.where(read, weighted(sources, self.model.weights), scores)
        return scores, familiarity(meaning, near)

    def as_sure_as(
        self,
        texts: Sequence[str],
        vectors: AnyFloats,
        descriptions: AnyFloats,
        mean: float,
    ) -> Learned:
        """The same, on the whole as sure of some items as was before; not calibrated.

        Args:
            texts: (n,), as for ``judge``, as are the next two.
            vectors: (n, d).
            descriptions: (n, k).
            mean: Probability of the best category, over the items, without learning.
        """
        scores, _ = self._scores(texts, vectors, descriptions, None)
        return replace(self, calibration=as_cautious(scores, mean))

    def promising(self, waiting: Floats, wanted: float) -> Learned:
        """The same, deciding alone what an accuracy allows; needs calibration.

        Args:
            waiting: (m,), probability of the best category of the items to be decided.
            wanted: Share of the items decided alone that should be right, 0 to 1.
        """
        if not self.report.calibrated:
            return self
        sure, right = self.held_out[:, 0], self.held_out[:, 1] > 0
        promised = promise(sure, right, waiting, wanted)
        alone = sure >= promised.threshold
        return replace(
            self,
            report=replace(self.report, promise=promised),
            waiting=waiting,
            # A little lower, so that another batch's last digit changes nothing.
            threshold=promised.threshold - LAST_DIGIT,
            carries=carried(self.languages, right, alone, wanted),
        )

    def familiarity(self, vectors: AnyFloats) -> Floats:
        """How much items (n,) are like what was labelled, 0 for not at all.

        Args:
            vectors: (n, d), each of length 1.
        """
        return familiarity(*self._meaning(np.asarray(vectors, dtype=np.float64)))

    def _meaning(self, rows: Floats) -> tuple[Floats, Floats]:
        """Scores (n, k) by meaning, and the likeness (n,) to the nearest labelled texts."""
        scores = [np.empty((0, len(self.meaning.middle)))]
        near = [np.empty(0)]
        for start in range(0, len(rows), ROWS):
            kernel = likeness(rows[start : start + ROWS], self.landmarks)
            scores.append(self.meaning.scores(kernel))
            near.append(nearest(kernel))
        return np.concatenate(scores), np.concatenate(near)


def learn(
    given: Labelled,
    names: Sequence[str],
    right_before: Mapping[str, bool] | None = None,
    *,
    trusted: bool = False,
) -> tuple[Learned | None, LearningReport]:
    """What the labels teach, and a report; None where what was there before is better.

    Learning is used unless it gets fewer of the held-out labels right; where the difference
    is no more than chance (McNemar's exact test), their likelihood decides.

    Args:
        given: The labels.
        names: (k,), of the categories.
        right_before: By hash of the text, whether its label came out right by what was
            learned before; None compares with the descriptions alone.
        trusted: Whether it was found to hold already, against what was there then, and a
            person took it.
    """
    labels = given.sorted_by_hash()
    sizes = np.bincount(labels.gold, minlength=len(names))
    counts = tuple(zip(names, sizes.tolist(), strict=True))
    bare = LearningReport(
        labels=len(labels.gold), by_category=counts, used=False, reason=""
    )
    if (sizes >= 2).sum() < 2:
        why = "Labels of at least two categories, two of each, are needed to learn."
        return None, replace(bare, reason=why)
    if len(np.unique(labels.folds)) < 2:
        why = "All labels are near repetitions of one text; different ones are needed."
        return None, replace(bare, reason=why)
    trial, losses = fit(labels, len(names))
    now = np.array([trial.judged[text_hash] for text_hash in labels.hashes])
    old = before_of(labels, right_before)
    worse = not trusted and is_worse(now, old, losses, labels)
    report = replace(
        bare if worse else trial.report,
        by_category=counts,
        used=not worse,
        reason=reason_of(now, old, used=not worse),
        right_before=float(old.mean()),
        right_after=float(now.mean()),
    )
    return (None if worse else replace(trial, report=report)), report


def calibrated(
    scores: Floats, gold: Integers, folds: Integers
) -> tuple[Calibration, Floats]:
    """How probabilities are corrected, and those (n,) of the held-out labels' best.

    None is claimed where labels are few, or where the error that is left on held-out labels
    is far above what chance would leave.
    """
    none = Calibration(kind="none", temperature=CAUTION, steps=np.empty((0, 2)))
    if len(gold) >= FEWEST_TO_CALIBRATE:
        found = calibrate(scores, gold, folds)
        held_out = held_out_probabilities(scores, gold, folds, found)
        error = calibration_error(held_out, scores.argmax(axis=1) == gold)
        if error - sampling_error(held_out) <= MOST_ERROR:
            return found, held_out
    return none, held_out_probabilities(scores, gold, folds, none)


def model_worth(given: Labelled, categories: int) -> ModelGain | None:
    """What a language model adds to all that labels teach; None where it read too few."""
    if len(np.unique(given.folds)) < 2:
        return None
    return fit(given.sorted_by_hash(), categories)[0].model


def model_gain(labels: Labelled, sources: Mapping[str, Floats]) -> ModelGain | None:
    """What a language model adds on the labels it has read; None for too few of them."""
    if labels.told is None:
        return None
    told = labels.told
    read = np.isfinite(told).all(axis=1)
    gold, folds = labels.gold[read], labels.folds[read]
    if read.sum() < FEWEST_READ or len(np.unique(folds)) < 2:
        return None
    others = {name: scores[read] for name, scores in sources.items()}
    both = {**others, MODEL: told[read]}
    without = cross_fitted(others, gold, folds)
    together = cross_fitted(both, gold, folds)
    fewer = losses_of(without, gold) - losses_of(together, gold)
    chance = one_sided(fewer)
    right_without = without.argmax(axis=1) == gold
    right_with = together.argmax(axis=1) == gold
    weights = weights_of(both, gold)
    return ModelGain(
        labels=len(gold),
        right_without=float(right_without.mean()),
        right_alone=float((told[read].argmax(axis=1) == gold).mean()),
        right_with=float(right_with.mean()),
        error_without=error_of(without, right_without),
        error_with=error_of(together, right_with),
        weight=shares_of_say(both, weights)[MODEL],
        chance=chance,
        adds=chance < CHANCE and bool(right_with.sum() >= right_without.sum()),
        weights=weights,
    )


def error_of(scores: Floats, right: Flags) -> float:
    """Expected calibration error of scores as they are."""
    return calibration_error(np.exp(log_shares(scores)).max(axis=1), right)


def one_sided(gains: Floats) -> float:
    """Probability of a mean gain so large where there is none (paired, normal)."""
    error = gains.std() / len(gains) ** 0.5
    if error == 0:
        return 1.0
    return 0.5 * math.erfc(float(gains.mean() / error) / 2**0.5)


def reason_of(now: Flags, old: Flags, *, used: bool) -> str:
    """Why learning is used or not, in a sentence."""
    figures = (
        f"Of {len(now):,} labels that were held out, {now.mean():.0%} came out right with"
        f" learning and {old.mean():.0%} as it was before"
    )
    if not used:
        return f"{figures}; so it stays as it was."
    if now.sum() < old.sum():
        return f"{figures}; that is chance, and learning knows better how sure it is."
    return f"{figures}."


def is_worse(now: Flags, old: Flags, losses: Floats, labels: Labelled) -> bool:
    """Whether learning does worse on the held-out labels than what was there before."""
    if now.sum() >= old.sum():
        return False
    if luck(int((old & ~now).sum()), int((now & ~old).sum())) < CHANCE:
        return True
    bare = cross_fitted({"descriptions": labels.bare}, labels.gold, labels.folds)
    return bool(losses.mean() >= losses_of(bare, labels.gold).mean())


def before_of(labels: Labelled, right_before: Mapping[str, bool] | None) -> Flags:
    """Whether each label came out right before."""
    bare = labels.bare.argmax(axis=1) == labels.gold
    known = right_before or {}
    return np.array(
        [
            known.get(one, bool(right))
            for one, right in zip(labels.hashes, bare, strict=True)
        ]
    )


def fit(labels: Labelled, categories: int) -> tuple[Learned, Floats]:
    """Fit everything on the labels, and judge it on each fold by what the others teach.

    Returns:
        What was learned, and the surprise (n,) of each held-out label.
    """
    gold, folds = labels.gold, labels.folds
    landmarks = chosen_landmarks(len(gold))
    places = labels.vectors[landmarks]
    kernel = likeness(labels.vectors, places)
    meaning = fit_ridge(
        kernel,
        landmarks,
        (gold, folds),
        categories=categories,
        penalty=PENALTY,
    )
    wording = fit_wording(labels.texts, gold, folds, categories=categories)
    sources = {"meaning": meaning.held_out, "descriptions": labels.descriptions}
    if wording is not None:
        sources["wording"] = wording.held_out
    scores = cross_fitted(sources, gold, folds)
    right = scores.argmax(axis=1) == gold
    calibration, held_out = calibrated(scores, gold, folds)
    weights = weights_of(sources, gold)
    say = shares_of_say(sources, weights)
    report = report_of(held_out, right, calibration.kind, say)
    learned = Learned(
        report=report,
        landmarks=places,
        meaning=meaning,
        wording=wording,
        weights=weights,
        model=model_gain(labels, sources),
        calibration=calibration,
        odd_below=odd_threshold(meaning.held_out, kernel, landmarks),
        languages=tuple(labels.languages),
        threshold=UNSURE_BELOW,
        carries=(),
        judged=dict(zip(labels.hashes, right.tolist(), strict=True)),
        held_out=np.stack([held_out, right], axis=1),
    )
    return learned, losses_of(scores, gold)


def report_of(
    held_out: Floats,
    right: Flags,
    calibration: str,
    say: Mapping[str, float],
) -> LearningReport:
    """The figures on the held-out labels."""
    return LearningReport(
        labels=len(right),
        used=True,
        reason="",
        right_after=float(right.mean()),
        interval=exact_interval(int(right.sum()), len(right)),
        weights=say,
        calibration=calibration,
        calibrated=calibration != "none",
        calibration_error=calibration_error(held_out, right),
        sampling_error=sampling_error(held_out),
        reliability=reliability(held_out, right),
    )


def fold_numbers(vectors: AnyFloats, hashes: Sequence[str], gold: Integers) -> Integers:
    """The fold (n,) of each label: categories spread evenly, near repetitions together.

    Args:
        vectors: (n, d), each of length 1.
        hashes: (n,), all different; they settle the order.
        gold: (n,), number of the category.
    """
    groups = repeated(np.asarray(vectors, dtype=np.float64))
    by_hash = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")
    first: dict[int, int] = {}
    for number in by_hash.tolist():
        first.setdefault(int(groups[number]), number)
    order = sorted(first.items(), key=lambda entry: int(gold[entry[1]]))
    folds = MORE_FOLDS if len(gold) <= FEW_LABELS else FOLDS
    fold_of = {group: place % folds for place, (group, _) in enumerate(order)}
    return np.asarray([fold_of[int(group)] for group in groups], dtype=np.int64)


def repeated(vectors: Floats) -> Integers:
    """Group number (n,) of texts that all but repeat each other, also by way of others."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - comes with scikit-learn
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - so does this

    groups = np.arange(len(vectors))
    for start in range(0, len(vectors), ROWS):
        # Block by block: of form letters nearly every pair is a link.
        near = np.argwhere(vectors[start : start + ROWS] @ vectors.T > REPEATED)
        ends = groups[near[:, 0] + start], groups[near[:, 1]]
        links = coo_array((np.ones(len(near)), ends), shape=(len(vectors),) * 2)
        groups = connected_components(links, directed=False)[1].astype(np.int64)[groups]
    return groups


def chosen_landmarks(count: int) -> Integers:
    """All labels, or so many of them spread over the hashes' order, which is chance."""
    most = min(count, MOST_LANDMARKS)
    return np.linspace(0, count - 1, most).round().astype(np.int64)


def likeness(rows: Floats, places: Floats) -> Floats:
    """The Gaussian kernel (n, m) on vectors of length 1, 1 for the same vector."""
    return np.asarray(np.exp(-2.0 * WIDTH * (1.0 - rows @ places.T)))


def nearest(kernel: Floats) -> Floats:
    """Mean likeness (n,) to the nearest landmarks, by their kernel (n, m)."""
    count = min(NEAREST, kernel.shape[1])
    return np.asarray(np.partition(kernel, -count, axis=1)[:, -count:].mean(axis=1))


def familiarity(meaning: Floats, near: Floats) -> Floats:
    """How much items (n,) are like what was labelled; both factors fall with distance."""
    return np.asarray(np.maximum(meaning.max(axis=1, initial=-np.inf), 0.0) * near)


def odd_threshold(held_out: Floats, kernel: Floats, landmarks: Integers) -> float:
    """The familiarity that but few labelled texts fall short of, each without itself."""
    column = np.full(len(kernel), -1)
    column[landmarks] = np.arange(len(landmarks))
    near = []
    for start in range(0, len(kernel), ROWS):
        others = kernel[start : start + ROWS].copy()
        own = column[start : start + ROWS]
        rows = np.flatnonzero(own >= 0)
        others[rows, own[rows]] = 0.0
        near.append(nearest(others))
    return float(np.quantile(familiarity(held_out, np.concatenate(near)), ODD))


def weighted(sources: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The pool (n, k) of those sources that have a weight."""
    names = list(weights)
    return pooled([sources[name] for name in names], np.array([weights[n] for n in names]))


def weights_of(sources: Mapping[str, Floats], gold: Integers) -> dict[str, float]:
    """The pool's weights by name."""
    names = [name for name in SOURCES if name in sources]
    usual = [USUAL[SOURCES.index(name)] for name in names]
    found = fit_weights([sources[name] for name in names], gold, usual)
    return {name: float(weight) for name, weight in zip(names, found, strict=True)}


def cross_fitted(sources: Mapping[str, Floats], gold: Integers, folds: Integers) -> Floats:
    """The pool (n, k), each fold with the weights that the other folds ask for."""
    found = np.empty_like(next(iter(sources.values())))
    for fold in np.unique(folds):
        others, these = folds != fold, folds == fold
        weights = weights_of({n: s[others] for n, s in sources.items()}, gold[others])
        found[these] = weighted({n: s[these] for n, s in sources.items()}, weights)
    return found


def held_out_probabilities(
    scores: Floats, gold: Integers, folds: Integers, chosen: Calibration
) -> Floats:
    """Probability (n,) of the best category, each fold calibrated by the others."""
    if chosen.kind == "none":
        return np.asarray(chosen.probabilities(scores).max(axis=1))
    found = np.empty(len(gold))
    for fold in np.unique(folds):
        others, these = folds != fold, folds == fold
        by_others = fit_calibration(chosen.kind, scores[others], gold[others])
        found[these] = by_others.probabilities(scores[these]).max(axis=1)
    return found


def carried(
    languages: Sequence[str], right: Flags, alone: Flags, wanted: float
) -> tuple[str, ...]:
    """Languages of which enough labels are decided alone, and as many right as wanted."""
    found = []
    for language in sorted(set(languages) - {""}):
        these = np.array([one == language for one in languages]) & alone
        if these.sum() >= FEWEST_OF_LANGUAGE and right[these].mean() >= wanted:
            found.append(language)
    return tuple(found)


def losses_of(scores: Floats, gold: Integers) -> Floats:
    """The surprise (n,): the negative logarithm of the right category's probability."""
    return np.asarray(-log_shares(scores)[np.arange(len(gold)), gold])


def shares_of_say(
    sources: Mapping[str, Floats], weights: Mapping[str, float]
) -> dict[str, float]:
    """How much say each source has, whatever the scale of its scores; they sum to 1."""
    say = {name: weight * spread(sources[name]) for name, weight in weights.items()}
    total = max(sum(say.values()), 1e-12)
    return {name: one / total for name, one in say.items()}


def spread(scores: Floats) -> float:
    """How far a source's scores of one item usually lie apart."""
    return float(np.asarray(scores).std(axis=1).mean()) if len(scores) else 0.0
