"""What each feature counts for, as learned from questions with known answers."""

from __future__ import annotations

__all__ = ["BY_MEANING_AND_WORDS", "BY_WORDS_ALONE", "Weights"]

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A ranking of sentences, and a probability that the best of them answers.

    Attributes:
        ranking: What each of ``answer_features.FEATURES`` counts for.
        trust: What each of ``answering.SIGNS`` counts for.
        bias: Log odds where all signs are 0.
        least: Probability below which the document does not say.
    """

    ranking: tuple[float, ...]
    trust: tuple[float, ...]
    bias: float
    least: float


BY_MEANING_AND_WORDS = Weights(
    ranking=(
        1.903,
        1.93,
        2.339,
        1.903,
        0.0,
        0.0,
        0.949,
        0.859,
        1.271,
        1.874,
        -0.16,
        1.579,
        0.0,
        0.0,
        -0.428,
        0.251,
        0.961,
        -0.961,
        -0.389,
        0.082,
        0.274,
        -0.77,
        -0.001,
        -0.181,
        0.0,
        0.49,
        0.362,
        -0.362,
        0.551,
        1.295,
        1.841,
    ),
    trust=(
        0.032,
        0.579,
        2.427,
        0.0,
        0.588,
        0.255,
        0.713,
        0.519,
        0.64,
        -0.103,
        -0.623,
        0.0,
        -3.097,
        0.0,
        -0.409,
        0.077,
        0.247,
        0.0,
        -0.06,
        0.837,
        -0.112,
        0.88,
        0.092,
    ),
    bias=-5.2,
    least=0.3,
)
BY_WORDS_ALONE = Weights(
    ranking=(
        0.0,
        0.0,
        0.0,
        0.0,
        0.848,
        0.848,
        1.971,
        1.017,
        1.769,
        1.87,
        0.0,
        2.413,
        0.0,
        0.0,
        -0.886,
        0.495,
        0.694,
        -0.694,
        -0.362,
        -0.138,
        -1.012,
        -0.284,
        -0.003,
        -0.59,
        0.0,
        0.946,
        0.208,
        -0.208,
        1.087,
        0.0,
        0.0,
    ),
    trust=(
        0.079,
        0.517,
        0.0,
        0.0,
        0.0,
        0.807,
        0.802,
        0.584,
        0.82,
        0.0,
        -0.4,
        0.0,
        -2.96,
        0.1,
        -0.312,
        0.482,
        0.16,
        0.0,
        0.0,
        0.717,
        0.0,
        0.0,
        0.0,
    ),
    bias=-3.965,
    least=0.3,
)
