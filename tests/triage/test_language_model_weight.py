from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.triage import Layout, check_set, column_statistics, mixed, read_layout, weigh

CHECK = Path(__file__).parents[2] / "resources" / "language_model_check.toml"


@pytest.fixture(scope="module")
def check():
    return check_set(CHECK.read_text(encoding="utf-8"))


def scores(check, knows: float, seed: int = 0):
    """Scores of something that knows so much of the right answers."""
    chance = np.random.default_rng(seed)
    found = chance.normal(size=(len(check.texts), len(check.scheme.categories)))
    found[np.arange(len(found)), check.gold] += knows
    return found


def weighed(check, vectors, model):
    empty = np.zeros(model.shape[1])
    return weigh(check, vectors, dict.fromkeys(Layout, (model, empty)))


def test_the_built_in_check_has_known_messages_of_every_category(check):
    assert 40 <= len(check.texts) == len(set(check.texts)) <= 60
    assert set(check.gold.tolist()) == set(range(8))
    assert set(check.languages) == {"en", "es"}


def test_a_file_that_is_no_check_is_refused():
    with pytest.raises(ValueError, match="known messages"):
        check_set('name = "x"')


@pytest.mark.parametrize("seed", range(5))
def test_a_model_that_knows_nothing_has_no_say(check, seed):
    found = weighed(check, scores(check, 2.0, seed), scores(check, 0.0, seed + 50))
    assert found.weight == 0
    assert "no say" in found.note
    assert found.carries == ()


def test_a_model_that_knows_what_the_vectors_do_not_has_a_say(check):
    found = weighed(check, scores(check, 1.0), scores(check, 5.0, seed=1))
    assert found.weight > 0
    assert found.mixed_right > found.vectors_right
    assert found.chance < 0.05
    assert "es" in found.carries


def test_a_model_that_says_what_the_vectors_say_has_no_say(check):
    vectors = scores(check, 2.0)
    assert weighed(check, vectors, vectors).weight == 0


def test_a_row_without_a_models_scores_keeps_those_of_the_vectors():
    vectors = np.array([[1.0, 2.0, 0.0]])
    assert (mixed(vectors, np.full((1, 3), np.nan), 2.0) == vectors).all()


def test_a_favourite_name_is_corrected_by_what_it_gets_anyway():
    raw = np.random.default_rng(0).normal(size=(40, 3)) + np.array([9.0, 0.0, 0.0])
    empty = np.array([9.0, 0.0, 0.0])
    assert (read_layout(raw, empty, Layout.NAMES).argmax(axis=1) == 0).all()
    less = read_layout(raw, empty, Layout.NAMES_LESS_EMPTY)
    assert set(less.argmax(axis=1).tolist()) == {0, 1, 2}
    columns = column_statistics(raw, empty)
    standardized = read_layout(raw, empty, Layout.NAMES_STANDARDIZED, columns)
    assert np.allclose(standardized.mean(axis=0), 0)


def test_too_few_items_do_not_tell_what_a_name_attracts():
    assert column_statistics(np.zeros((3, 2)), np.zeros(2)) is None
    few = read_layout(np.ones((3, 2)), np.zeros(2), Layout.NAMES_STANDARDIZED)
    assert (few == 1).all()
