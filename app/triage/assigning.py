"""Several themes a text: each of its pieces speaks of one theme at most, or of none.

Pieces are sentences, whose vectors a case file has, or clauses. A piece is put among the
themes as an item is put among categories (see ``classify``), with a category for what fits
none. A text says of a theme what that piece says that speaks most for it; how many themes a
text has thus follows from what is in it. Learning of single pieces from texts that are
labelled as a whole is multiple-instance learning (Dietterich, Lathrop and Lozano-Perez,
1997); see ``assigning_learning``.

Constants were chosen on two small sets of answers to a consultation and on messages joined
from banking77 train and clinc150 train, never on rows that are used for measuring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import Scheme
from app.triage.classify import Statistics, decide, find_statistics
from app.triage.pooling import log_shares
from app.triage.prototypes import Prototypes, prototype_texts, prototypes, unit

__all__ = [
    "Assigned",
    "Assigning",
    "SpokenRows",
    "ThemePlaces",
    "assign",
    "find_assigning",
    "spoken_rows",
    "theme_places",
    "theme_texts",
]

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A piece means what it says, and a little of what its sentence and the whole text say.
SENTENCE_SHARE = 0.5
WHOLE_SHARE = 0.3
# Scores of themes among each other, made flat, and how much they count beside likeness.
FLATNESS = 0.2
SHARE_WEIGHT = 0.3
# Score from which a text has a theme, and the spread of that doubt.
CLEAR = -0.12
STEEPNESS = 4.0
# Where descriptions resemble no row much, the score from which a text has a theme is
# lowered until so many are given for every theme that leads in a piece that fits some.
LEADING_SHARE = 0.85
LOWEST = -0.3
NOTHING = -9.0
# Texts that the statistics are made of: assigning takes longer the more there are.
SAMPLED_ROWS = 1000
ROWS = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemePlaces:
    """The places of the themes among meanings.

    Attributes:
        prototypes: Of the themes, and of a last category for what fits none.
        middles: (t, d), one place for each theme, of length 1.
    """

    prototypes: Prototypes
    middles: Floats

    @property
    def themes(self) -> int:
        """How many themes there are."""
        return len(self.middles)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenRows:
    """Distinct texts with the pieces that they are made of.

    Attributes:
        hashes: (n,) of the texts, hexadecimal, all different.
        wholes: (n, d), vectors of the texts, each of length 1.
        pieces: (s, d), vectors of their pieces, each of length 1.
        counts: (n,), how many pieces each text has, in the order of ``pieces``.
    """

    hashes: Sequence[str]
    wholes: Floats
    pieces: Floats
    counts: Integers

    @property
    def owners(self) -> Integers:
        """(s,), the number of the text that each piece is of."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def at(self, numbers: Integers) -> SpokenRows:
        """Some of the texts, in this order."""
        ends = np.cumsum(self.counts)
        taken = [np.arange(ends[one] - self.counts[one], ends[one]) for one in numbers]
        places = np.concatenate([np.empty(0, dtype=np.int64), *taken])
        return SpokenRows(
            hashes=[self.hashes[number] for number in numbers],
            wholes=self.wholes[numbers],
            pieces=self.pieces[places],
            counts=self.counts[numbers],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """What labelled texts taught; see ``assigning_learning.learn_assigning``.

    Attributes:
        pieces: (p, d), pieces of labelled texts.
        piece_weights: (p, t), to be multiplied with the likeness to those.
        piece_middle: (t,), what is said of a piece that resembles none of them.
        wholes: (l, d), labelled texts.
        whole_weights: (l, t).
        whole_middle: (t,).
        weights: (3,), of what descriptions, pieces and whole texts say.
        bias: (t,), added for each theme.
    """

    pieces: Floats
    piece_weights: Floats
    piece_middle: Floats
    wholes: Floats
    whole_weights: Floats
    whole_middle: Floats
    weights: Floats
    bias: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigning:
    """What assigning needs to know; the same record assigns the same for ever.

    Attributes:
        statistics: Of the pieces of all texts.
        places: (t, d), of the themes, centred.
        clear: Score from which a text has a theme while nothing was taught.
        taught: What labelled texts taught; None without them.
        threshold: Probability from which a text has a theme.
    """

    statistics: Statistics
    places: Floats
    clear: float
    taught: Taught | None = None
    threshold: float = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """Which themes texts speak of.

    Attributes:
        probability: (n, t), that the text speaks of the theme.
        chosen: (n, t), whether it is taken to.
        piece: (n, t), number among the text's own pieces of the one that speaks most for
            the theme; -1 for a text without pieces.
    """

    probability: Floats
    chosen: Flags
    piece: Integers


def theme_texts(themes: Scheme) -> tuple[str, ...]:
    """The texts to embed for themes, in the order that ``theme_places`` expects."""
    names = [" ".join(theme.name.replace("_", " ").split()) for theme in themes.categories]
    told = [
        " ".join(theme.description.split()) or name
        for theme, name in zip(themes.categories, names, strict=True)
    ]
    return (*prototype_texts(themes), *names, *told)


def theme_places(
    themes: Scheme, vectors: AnyFloats, members: Mapping[int, AnyFloats] | None = None
) -> ThemePlaces:
    """The places of themes, from how they are told and what is already in them.

    Args:
        themes: Their names, descriptions and examples; none of them stands for the rest.
        vectors: (n, d) of ``theme_texts(themes)``, each of length 1.
        members: By number of the theme, vectors (m, d) of texts that are in it.
    """
    count = len(themes.categories)
    rows = np.asarray(vectors, dtype=np.float64)
    told = prototypes(themes, rows[: len(rows) - 2 * count])
    middles = unit(rows[-2 * count : -count] + rows[-count:])
    found, owners = [told.vectors], [told.owners]
    for number, texts in sorted((members or {}).items()):
        if len(texts):
            centre = unit(np.asarray(texts, dtype=np.float64).mean(axis=0, keepdims=True))
            middles[number] = unit(middles[number] + centre[0])
            found.append(centre)
            owners.append(np.array([number]))
    order = np.argsort(np.concatenate(owners), kind="stable")
    none = np.zeros((1, rows.shape[1]))
    return ThemePlaces(
        prototypes=Prototypes(
            vectors=np.concatenate([np.concatenate(found)[order], none]),
            owners=np.append(np.concatenate(owners)[order], count),
            categories=count + 1,
            other=count,
        ),
        middles=middles,
    )


def spoken_rows(
    hashes: Sequence[str],
    wholes: AnyFloats,
    pieces: Sequence[AnyFloats],
    sentences: Sequence[AnyFloats],
) -> SpokenRows:
    """Texts made ready to be assigned.

    Args:
        hashes: (n,) of the texts, hexadecimal, all different.
        wholes: (n, d), vectors of the texts.
        pieces: For each text (k, d), vectors of its clauses, each embedded by itself; the
            sentences' own where clauses were not embedded.
        sentences: For each text (k, d), vector of the sentence that each piece stands in.
    """
    full = np.asarray(wholes, dtype=np.float64)
    dimensions = full.shape[1]
    counts = np.array([len(one) for one in pieces], dtype=np.int64)
    own, around = (
        np.concatenate(
            [
                np.empty((0, dimensions)),
                *(np.reshape(one, (-1, dimensions)) for one in some),
            ]
        )
        for some in (pieces, sentences)
    )
    said = own + SENTENCE_SHARE * around
    return SpokenRows(
        hashes=list(hashes),
        wholes=full,
        pieces=unit(said + WHOLE_SHARE * np.repeat(full, counts, axis=0)),
        counts=counts,
    )


def find_assigning(
    rows: SpokenRows, places: ThemePlaces, background: AnyFloats
) -> Assigning:
    """What assigning needs, from themes as they are told and texts without labels.

    Args:
        rows: All distinct texts of the run.
        places: Of the themes.
        background: (b, d) of everyday sentences, as for ``classify.find_statistics``.
    """
    some = sampled(rows)
    statistics = find_statistics(
        some.pieces, piece_hashes(some), places.prototypes, background
    )
    common = places.middles.mean(axis=0) if places.themes > 1 else statistics.middle
    found = Assigning(
        statistics=statistics, places=unit(places.middles - common), clear=CLEAR
    )
    scores, fits = scores_and_fit(some.pieces, found)
    return Assigning(
        statistics=statistics,
        places=found.places,
        clear=clear_from(scores, fits, some.counts),
    )


def assign(rows: SpokenRows, assigning: Assigning) -> Assigned:
    """The themes of texts; a text's own pieces and vector alone decide.

    Args:
        rows: Any number.
        assigning: By ``find_assigning`` or ``learn_assigning``.
    """
    told = piece_scores(rows.pieces, assigning)
    taught = assigning.taught
    if taught is None:
        best, piece = strongest_pieces(told, rows.counts)
        probability = chance(STEEPNESS * (best - assigning.clear))
    else:
        learned = piece_says(rows.pieces, taught)
        sources = (
            strongest_pieces(told, rows.counts)[0],
            strongest_pieces(learned, rows.counts)[0],
            whole_says(rows.wholes, taught),
        )
        total = sum(w * s for w, s in zip(taught.weights, sources, strict=True))
        probability = chance(total + taught.bias)
        speaks = taught.weights[0] * told + taught.weights[1] * learned
        _, piece = strongest_pieces(speaks, rows.counts)
    # A text without a word says nothing, whatever is said often.
    probability = np.where(piece < 0, 0.0, probability)
    return Assigned(
        probability=probability, chosen=probability >= assigning.threshold, piece=piece
    )


def sampled(rows: SpokenRows) -> SpokenRows:
    """The texts that stand for all: those with the lowest hashes, in that order."""
    order = np.argsort(np.asarray(rows.hashes, dtype=np.str_), kind="stable")
    return rows.at(order[:SAMPLED_ROWS].astype(np.int64))


def piece_hashes(rows: SpokenRows) -> list[str]:
    """A name (s,) for every piece that does not depend on the order of the texts."""
    return [
        f"{text_hash}.{number:05d}"
        for text_hash, count in zip(rows.hashes, rows.counts.tolist(), strict=True)
        for number in range(count)
    ]


def piece_scores(pieces: Floats, assigning: Assigning) -> Floats:
    """How much each piece speaks of each theme (s, t), by how the themes are told."""
    return scores_and_fit(pieces, assigning)[0]


def scores_and_fit(pieces: Floats, assigning: Assigning) -> tuple[Floats, Flags]:
    """The same, and whether each piece (s,) is nearer to some theme than to none."""
    found = [np.empty((0, len(assigning.places)))]
    fits = [np.empty(0, dtype=np.bool_)]
    for start in range(0, len(pieces), ROWS):
        some = pieces[start : start + ROWS]
        alike = unit(some - assigning.statistics.middle) @ assigning.places.T
        decided = decide(some, assigning.statistics)
        among = log_shares(FLATNESS * decided)
        found.append(alike + SHARE_WEIGHT * among[:, :-1])
        fits.append(decided[:, :-1].max(axis=1) > decided[:, -1])
    return np.concatenate(found), np.concatenate(fits)


def piece_says(pieces: Floats, taught: Taught) -> Floats:
    """How much each piece speaks of each theme (s, t), by pieces of labelled texts."""
    return regressed(pieces, taught.pieces, taught.piece_weights) + taught.piece_middle


def whole_says(wholes: Floats, taught: Taught) -> Floats:
    """How much each text speaks of each theme (n, t), by labelled texts."""
    return regressed(wholes, taught.wholes, taught.whole_weights) + taught.whole_middle


def regressed(rows: Floats, landmarks: Floats, weights: Floats) -> Floats:
    """The likeness of rows to landmarks, weighed (n, t)."""
    blocks = [
        likeness(rows[start : start + ROWS], landmarks) @ weights
        for start in range(0, len(rows), ROWS)
    ]
    return np.concatenate([np.empty((0, weights.shape[1])), *blocks])


def likeness(rows: Floats, places: Floats) -> Floats:
    """The Gaussian kernel (n, m) on vectors of length 1, 1 for the same vector."""
    return np.asarray(np.exp(-2.0 * (1.0 - rows @ places.T)))


def strongest_pieces(scores: Floats, counts: Integers) -> tuple[Floats, Integers]:
    """The largest score (n, t) among each text's pieces, and which has it (n, t)."""
    themes = scores.shape[1]
    best = np.full((len(counts), themes), NOTHING)
    piece = np.full((len(counts), themes), -1, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    # Texts with the most pieces are few: each turn looks at those that have one more.
    for turn in range(int(counts.max(initial=0))):
        those = np.flatnonzero(counts > turn)
        now = scores[starts[those] + turn]
        # Pieces that say the same but for the last digit: the first is quoted.
        more = now > best[those] + 1e-9
        best[those] = np.where(more, now, best[those])
        piece[those] = np.where(more, turn, piece[those])
    return best, piece


def clear_from(scores: Floats, fits: Flags, counts: Integers) -> float:
    """The score from which texts have a theme, from their pieces' scores (s, t)."""
    leads = np.zeros_like(scores)
    leads[fits, scores[fits].argmax(axis=1)] = 1.0
    wanted = LEADING_SHARE * (strongest_pieces(leads, counts)[0] > 0).sum()
    best = np.sort(strongest_pieces(scores, counts)[0], axis=None)[::-1]
    reached = float(best[min(int(wanted), len(best) - 1)]) if len(best) else CLEAR
    return max(min(CLEAR, reached), LOWEST)


def chance(scores: Floats) -> Floats:
    """Scores as probabilities, 0.5 at 0."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -40.0, 40.0))))
