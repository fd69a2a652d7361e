from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage.wording import UNKNOWN, fit_wording
from tests.triage.worlds import written

NAMES = ("snow plowing", "street light", "park bench")


def fitted(texts, gold, folds=None, categories=3):
    if folds is None:
        folds = np.arange(len(texts)) % 4
    return fit_wording(texts, np.asarray(gold), folds, categories=categories)


def test_words_tell_the_categories_of_texts_that_were_held_out():
    texts, gold = written(NAMES, 12)
    found = fitted(texts, gold)
    assert found is not None
    assert (found.held_out.argmax(axis=1) == gold).all()
    assert found.scores(["the bench is wet", "a light"]).argmax(axis=1).tolist() == [2, 1]


def test_texts_without_a_word_teach_nothing():
    assert fitted(["!", "?", "...", " "], [0, 0, 1, 1], categories=2) is None


def test_a_text_without_a_known_word_has_a_score_too():
    found = fitted(*written(NAMES, 8))
    assert np.isfinite(found.scores(["\u4f60\u597d", "", "\ud800"])).all()


def test_a_category_without_labels_is_never_the_one():
    texts, gold = written(NAMES, 8)
    found = fitted(texts, gold, categories=5)
    assert (found.held_out[:, 3:] == UNKNOWN).all()
    assert found.held_out.shape == (24, 5)


def test_two_categories_have_opposite_scores():
    texts, gold = written(NAMES[:2], 8)
    scores = fitted(texts, gold, categories=2).scores(texts)
    assert np.allclose(scores[:, 0], -scores[:, 1])
    assert (scores.argmax(axis=1) == gold).all()


def test_a_fold_without_which_only_one_category_is_left_says_nothing():
    texts, gold = written(NAMES[:2], 4)
    found = fitted(texts, gold, folds=gold, categories=2)
    assert (found.held_out == UNKNOWN).all()


def test_what_is_held_out_does_not_know_its_label():
    texts, gold = written(NAMES, 8)
    folds = np.arange(24) % 4
    other = gold.copy()
    other[folds == 0] = (other[folds == 0] + 1) % 3
    before, after = fitted(texts, gold, folds), fitted(texts, other, folds)
    assert np.allclose(before.held_out[folds == 0], after.held_out[folds == 0])
    assert not np.allclose(before.held_out, after.held_out)


def test_only_the_beginning_of_a_very_long_text_is_read():
    texts, gold = written(NAMES, 8)
    found = fitted(texts, gold)
    long = "snow plowing " * 2000
    assert np.allclose(found.scores([long]), found.scores([long + "park bench " * 9000]))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_the_score_of_a_text_depends_on_that_text_alone(texts):
    found = fitted(*written(NAMES, 6))
    whole = found.scores(texts)
    for number, text in enumerate(texts):
        assert np.allclose(found.scores([text])[0], whole[number], atol=1e-12)
