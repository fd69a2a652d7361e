from __future__ import annotations

import numpy as np
import pytest

from app.triage.assigning import assign, find_assigning, likeness
from app.triage.assigning_learning import (
    FEWEST_CHECKED,
    PENALTY,
    Checked,
    allotted,
    best_threshold,
    f1,
    fit_flags,
    learn_assigning,
)
from tests.triage.spoken_worlds import answers, places_of, spoken
from tests.triage.worlds import background

# Two of the themes go by a name that says nothing of them.
MISNAMED = ("quartz zebra", "violin harp", "park bench", "water bill", "loud music")


@pytest.fixture(scope="module")
def world():
    texts, gold = answers(200)
    rows = spoken(texts)
    return texts, gold, rows, find_assigning(rows, places_of(*MISNAMED), background())


def checked(gold, count, seed=1):
    numbers = np.random.default_rng(seed).permutation(len(gold))[:count]
    return Checked(numbers=numbers, gold=gold[numbers])


def test_checked_texts_teach_themes_whose_names_mislead(world):
    _, gold, rows, start = world
    given = checked(gold, 80)
    learned, told = learn_assigning(rows, start, given)
    rest = np.setdiff1d(np.arange(len(gold)), given.numbers)
    before = f1(assign(rows.at(rest), start).chosen, gold[rest])
    after = f1(assign(rows.at(rest), learned).chosen, gold[rest])
    assert told.used
    assert before < 0.8
    assert after > 0.9
    assert told.after is not None
    assert abs(told.after - after) < 0.1


def test_learned_probabilities_add_up_to_what_is_there(world):
    _, gold, rows, start = world
    given = checked(gold, 80)
    learned, _ = learn_assigning(rows, start, given)
    rest = np.setdiff1d(np.arange(len(gold)), given.numbers)
    claimed = assign(rows.at(rest), learned).probability.sum()
    assert claimed == pytest.approx(gold[rest].sum(), rel=0.15)


def test_the_order_of_what_was_checked_changes_nothing(world):
    _, gold, rows, start = world
    given = checked(gold, 60)
    turned = Checked(numbers=given.numbers[::-1], gold=given.gold[::-1])
    one, other = (learn_assigning(rows, start, some)[0] for some in (given, turned))
    assert one.threshold == other.threshold
    assert (assign(rows, one).probability == assign(rows, other).probability).all()


def test_few_checked_texts_change_nothing(world):
    _, gold, rows, start = world
    learned, told = learn_assigning(rows, start, checked(gold, FEWEST_CHECKED - 1))
    assert learned is start
    assert (told.used, told.checked) == (False, FEWEST_CHECKED - 1)


def test_texts_checked_to_have_no_theme_teach_nothing_by_themselves(world):
    _, gold, rows, start = world
    numbers = np.arange(20)
    none = Checked(numbers=numbers, gold=np.zeros((20, gold.shape[1]), dtype=bool))
    assert learn_assigning(rows, start, none)[0] is start


def test_what_is_taught_by_chance_is_not_used():
    texts, gold = answers(200)
    rows = spoken(texts)
    names = ("snow plowing", "street light", *MISNAMED[2:])
    start = find_assigning(rows, places_of(*names), background())
    numbers = np.arange(40)
    wrong = np.random.default_rng(0).permuted(gold[:40], axis=1)
    wrong[:20] = gold[:20]
    learned, told = learn_assigning(rows, start, Checked(numbers=numbers, gold=wrong))
    assert told.before is not None
    assert told.after is not None
    assert told.used == (told.after >= told.before)
    assert (learned is start) == (not told.used)


def test_each_piece_speaks_of_one_theme_at_most_and_only_of_its_texts():
    chance = np.random.default_rng(0)
    counts = np.array([1, 3, 2, 0, 4])
    gold = chance.random((5, 6)) < 0.4
    given = allotted(chance.normal(size=(10, 6)), counts, gold)
    assert (given.sum(axis=1) <= 1).all()
    owners = np.repeat(np.arange(5), counts)
    assert not given[~gold[owners]].any()
    for number, count in enumerate(counts):
        spoken_of = given[owners == number].any(axis=0).sum()
        assert spoken_of == min(count, gold[number].sum())


def test_held_out_flags_are_what_a_fit_without_the_fold_would_say():
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(30, 5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    wanted = (chance.random((30, 3)) < 0.4).astype(float)
    folds = np.arange(30) % 4
    kernel = likeness(rows, rows)
    found = fit_flags(kernel, wanted, folds)
    for fold in range(4):
        others, these = folds != fold, folds == fold
        middle = wanted[others].mean(axis=0)
        system = kernel[np.ix_(others, others)] + PENALTY * np.eye(others.sum())
        weights = np.linalg.solve(system, wanted[others] - middle)
        expected = kernel[np.ix_(these, others)] @ weights + middle
        assert np.allclose(found.held_out[these], expected)


def test_the_threshold_is_lower_where_sure_themes_are_rare():
    sure = np.array([0.9, 0.9, 0.9, 0.05, 0.05, 0.05])
    unsure = np.full(6, 0.3)
    assert best_threshold(unsure) <= 0.3
    assert f1(sure >= best_threshold(sure), sure > 0.5) == 1.0
