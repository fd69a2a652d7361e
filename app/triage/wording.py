"""What an office's own words say: a linear classifier over word and character n-grams.

Vectors tell what a text is about; single words tell what this office calls it: the name of
a form, a street, a programme. N-grams are weighted by TF-IDF with sublinear counts (Salton
and Buckley, 1988), and separated by a linear support vector machine (Joachims, "Text
categorization with support vector machines", 1998), both as scikit-learn does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Wording", "fit_wording"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WORDS = (1, 2)
CHARACTERS = (2, 5)
# Chosen on held-out labels (banking77 train, labelled draws of two other sets); from 0.3 to
# 3 it matters little.
SOFTNESS = 1.0
# A letter says what it is about within the first few pages; a million characters of one
# item must not be taken apart for every run.
READ_CHARACTERS = 20_000
ROWS = 2048
# What the classifier says of a category it has no label of: that an item is not in it.
UNKNOWN = -1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A fitted classifier.

    Attributes:
        words: Fitted vectorizer of word n-grams.
        characters: Fitted vectorizer of character n-grams within words.
        classifier: Fitted on both.
        categories: How many categories there are.
        held_out: (n, k), what is said of each label by a classifier without its fold.
    """

    words: Any
    characters: Any
    classifier: Any
    categories: int
    held_out: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """Scores (n, k) of texts: above 0 for a category, below against it."""
        found = [np.empty((0, self.categories))]
        for start in range(0, len(texts), ROWS):
            rows = features(self.words, self.characters, texts[start : start + ROWS])
            found.append(told(self.classifier, rows, self.categories))
        return np.concatenate(found)


def fit_wording(
    texts: Sequence[str], gold: Integers, folds: Integers, *, categories: int
) -> Wording | None:
    """Fit the classifier, and once more without each fold; None where there is no word.

    Args:
        texts: (n,), of at least two categories, also without any one fold.
        gold: (n,), number of each text's category.
        folds: (n,), number of the fold with which each label is held out.
        categories: How many categories there are.
    """
    # Loaded when it is needed: it takes a second, and most starts learn nothing.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    words = TfidfVectorizer(ngram_range=WORDS, sublinear_tf=True, strip_accents="unicode")
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=CHARACTERS, sublinear_tf=True
    )
    try:
        for vectorizer in (words, characters):
            vectorizer.fit([text[:READ_CHARACTERS] for text in texts])
    except ValueError:  # scikit-learn's word for an empty vocabulary
        return None
    rows = features(words, characters, texts)
    held_out = np.full((len(texts), categories), UNKNOWN)
    for fold in np.unique(folds):
        others, these = folds != fold, folds == fold
        classifier = separated(rows[others], gold[others])
        held_out[these] = told(classifier, rows[these], categories)
    return Wording(
        words=words,
        characters=characters,
        classifier=separated(rows, gold),
        categories=categories,
        held_out=held_out,
    )


def features(words: Any, characters: Any, texts: Sequence[str]) -> Any:  # noqa: ANN401 - sparse, untyped
    """Texts as sparse rows, each of length 1."""
    from scipy.sparse import hstack  # noqa: PLC0415 - comes with scikit-learn

    read = [text[:READ_CHARACTERS] for text in texts]
    return hstack([words.transform(read), characters.transform(read)], "csr") * 0.5**0.5


def separated(rows: Any, gold: Integers) -> Any:  # noqa: ANN401 - sparse, untyped
    """A classifier of the rows; for fewer than two categories, None."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - see above

    if len(np.unique(gold)) < 2:
        return None
    return LinearSVC(C=SOFTNESS, random_state=0).fit(rows, gold)


def told(classifier: Any, rows: Any, categories: int) -> Floats:  # noqa: ANN401 - untyped
    """What a classifier says of rows (n, k)."""
    scores = np.full((rows.shape[0], categories), UNKNOWN)
    if classifier is None:
        return scores
    said = np.asarray(classifier.decision_function(rows), dtype=np.float64)
    if said.ndim == 1:
        said = np.stack([-said, said], axis=1)
    scores[:, classifier.classes_] = said
    return scores
