from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage import fold_numbers, guided_statistics, learn
from app.triage.calibration import reliability
from app.triage.classify import Known, decide
from app.triage.learning import MODEL, SOURCES, familiarity, model_worth
from tests.triage.worlds import (
    DIMENSIONS,
    background,
    labelled,
    meaning,
    places,
    scheme,
    unit,
    written,
)

THINGS = ("snow plowing", "street light", "park bench", "water bill")
# What an office calls them says nothing of what people write.
NAMES = ("quartz zebra", "violin harp", "granite fern", "velvet moon")


@pytest.fixture(scope="module")
def labels():
    return labelled(written(THINGS, 20), NAMES)


@pytest.fixture(scope="module")
def taught(labels):
    learned, report = learn(labels, NAMES)
    assert learned is not None
    return learned, report


def asked(labels, each: int = 10, seed: int = 7):
    """Texts that were not labelled, as ``judge`` takes them, and gold numbers."""
    texts, gold = written(THINGS, each, seed)
    vectors = np.stack([meaning(text) for text in texts])
    known = Known(numbers=np.arange(len(labels.gold)), gold=labels.gold, folds=labels.folds)
    where = places(scheme(*NAMES))
    statistics, _ = guided_statistics(
        labels.vectors, labels.hashes, where, background(), known
    )
    return texts, vectors, decide(vectors, statistics), gold


def shuffled(labels, seed: int):
    order = np.random.default_rng(seed).permutation(len(labels.gold))
    told = None if labels.told is None else labels.told[order]
    return dataclasses.replace(
        labels,
        texts=[labels.texts[number] for number in order],
        hashes=[labels.hashes[number] for number in order],
        vectors=labels.vectors[order],
        gold=labels.gold[order],
        folds=labels.folds[order],
        descriptions=labels.descriptions[order],
        bare=labels.bare[order],
        told=told,
        languages=[labels.languages[number] for number in order],
    )


def test_learning_finds_what_the_names_do_not_tell(labels, taught):
    learned, report = taught
    texts, vectors, descriptions, gold = asked(labels)
    probabilities, _ = learned.judge(texts, vectors, descriptions)
    assert report.used
    assert report.right_after > 0.9 > report.right_before
    assert (probabilities.argmax(axis=1) == gold).mean() > 0.9


def test_the_figures_of_a_report_add_up(labels, taught):
    learned, report = taught
    sure, right = learned.held_out.T
    assert report.labels == 80 == sum(count for _, count in report.by_category)
    assert [name for name, _ in report.by_category] == list(NAMES)
    assert sum(report.weights.values()) == pytest.approx(1)
    assert set(report.weights) == set(SOURCES) - {MODEL}
    assert report.right_after == right.mean() == np.mean(list(learned.judged.values()))
    assert report.interval is not None
    assert report.interval.low <= report.right_after <= report.interval.high
    assert report.calibrated
    assert report.reliability == reliability(sure, right > 0)
    assert sum(one.count for one in report.reliability) == 80
    assert "80 labels" in report.reason


def test_what_was_learned_decides_alone_what_the_accuracy_allows(taught):
    learned, _ = taught
    sure, right = learned.held_out.T
    for wanted in (0.8, 0.99):
        found = learned.promising(sure, wanted)
        promised = found.report.promise
        assert promised is not None
        assert promised.wanted == wanted
        assert found.threshold == pytest.approx(promised.threshold, abs=1e-8)
        assert promised.judged == (sure >= found.threshold).sum()
        assert promised.right == right[sure >= found.threshold].mean()
    less, more = learned.promising(sure, 0.8), learned.promising(sure, 0.99)
    assert less.threshold <= more.threshold
    assert less.carries == ("en",)


@pytest.mark.parametrize("counts", [(), (5,), (5, 1), (1, 1, 1)])
def test_labels_of_fewer_than_two_categories_are_refused(counts):
    gold = np.repeat(np.arange(len(counts)), counts).astype(np.int64)
    texts = [f"text number {number}" for number in range(len(gold))]
    given = dataclasses.replace(
        labelled(written(THINGS, 2), NAMES),
        texts=texts,
        hashes=texts,
        vectors=np.ones((len(gold), 2)),
        gold=gold,
        folds=np.arange(len(gold)),
        descriptions=np.ones((len(gold), 4)),
        bare=np.ones((len(gold), 4)),
        languages=[""] * len(gold),
    )
    learned, report = learn(given, NAMES)
    assert learned is None
    assert not report.used
    assert "two categories" in report.reason
    assert report.labels == sum(counts)


def test_labels_that_all_repeat_one_text_are_refused():
    given = labelled(written(THINGS, 15), NAMES, folds=np.zeros(60, dtype=np.int64))
    learned, report = learn(given, NAMES)
    assert learned is None
    assert "near repetitions" in report.reason
    assert model_worth(dataclasses.replace(given, told=given.bare), 4) is None


def noisy(seed: int, *, count: int = 120, knows: float = 8.0):
    """Labels that neither meaning nor wording tells, but descriptions without labels do."""
    chance = np.random.default_rng(seed)
    gold = chance.integers(0, 4, count)
    bare = chance.normal(size=(count, 4))
    bare[np.arange(count), gold] += knows
    texts = [" ".join(chance.choice(list("abcdefgh"), 6)) for _ in range(count)]
    return dataclasses.replace(
        labelled(written(THINGS, 2), NAMES),
        texts=texts,
        hashes=[f"{number:04d}" for number in range(count)],
        vectors=unit(chance.normal(size=(count, DIMENSIONS))),
        gold=gold,
        folds=np.arange(count) % 10,
        descriptions=chance.normal(size=(count, 4)),
        bare=bare,
        languages=["en"] * count,
    )


@pytest.mark.parametrize("seed", range(3))
def test_learning_from_noise_does_not_replace_descriptions_that_are_right(seed):
    learned, report = learn(noisy(seed), NAMES)
    assert learned is None
    assert not report.used
    assert report.right_before > 0.95 > report.right_after
    assert "stays as it was" in report.reason
    assert report.promise is None


@pytest.mark.parametrize("seed", range(3))
def test_held_out_labels_that_are_noise_come_out_right_by_chance_only(seed):
    _, report = learn(noisy(seed, count=200, knows=0.0), NAMES)
    assert report.right_after == pytest.approx(0.25, abs=0.13)


def test_what_was_learned_before_is_what_learning_is_compared_with(labels):
    perfect = dict.fromkeys(labels.hashes, True)
    hopeless = dict.fromkeys(labels.hashes, False)
    _, report = learn(labels, NAMES, perfect)
    assert report.right_before == 1.0
    _, report = learn(labels, NAMES, hopeless)
    assert (report.right_before, report.used) == (0.0, True)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_labels_changes_nothing(labels, taught, seed):
    texts, vectors, descriptions, _ = asked(labels)
    before, odd = taught[0].judge(texts, vectors, descriptions)
    again, report = learn(shuffled(labels, seed), NAMES)
    assert again is not None
    after, still_odd = again.judge(texts, vectors, descriptions)
    assert np.abs(before - after).max() < 1e-9
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()
    assert (odd == still_odd).all()
    assert report == taught[1]


def test_an_answer_depends_on_the_item_alone(labels, taught):
    texts, vectors, descriptions, _ = asked(labels)
    whole, odd = taught[0].judge(texts, vectors, descriptions)
    for size in (1, 7):
        for start in range(0, len(texts), size):
            rows = slice(start, start + size)
            found, strange = taught[0].judge(texts[rows], vectors[rows], descriptions[rows])
            assert np.abs(found - whole[rows]).max() < 1e-9
            assert (strange == odd[rows]).all()


def test_no_items_have_no_answers(taught):
    empty = np.empty((0, DIMENSIONS))
    probabilities, odd = taught[0].judge([], empty, np.empty((0, 4)))
    assert probabilities.shape == (0, 4)
    assert odd.shape == (0,)


def test_items_far_from_all_labels_are_odd_and_others_mostly_are_not(labels, taught):
    texts, vectors, descriptions, _ = asked(labels, each=40)
    _, odd = taught[0].judge(texts, vectors, descriptions)
    assert odd.mean() < 0.1
    strange = [f"unheard{number} of{number} matter{number}" for number in range(40)]
    far = np.stack([meaning(text) for text in strange])
    _, odd = taught[0].judge(strange, far, np.zeros((40, 4)))
    assert odd.mean() > 0.9


def test_familiarity_falls_with_distance_by_either_measure():
    near, far = np.array([0.9]), np.array([0.1])
    sure, unsure = np.array([[0.9, 0.0]]), np.array([[0.1, 0.0]])
    assert familiarity(sure, near) > familiarity(sure, far)
    assert familiarity(sure, near) > familiarity(unsure, near)
    assert familiarity(np.array([[-0.5, -0.1]]), near) == 0


def test_few_labels_teach_but_make_no_promise():
    few = labelled(written(THINGS, 5), NAMES)
    learned, report = learn(few, NAMES)
    assert learned is not None
    assert not report.calibrated
    assert learned.promising(np.array([0.9]), 0.9) is learned
    assert report.promise is None


def told(labels, knows: float, seed: int = 3):
    found = np.random.default_rng(seed).normal(size=labels.bare.shape)
    found[np.arange(len(found)), labels.gold] += knows
    return found


def test_a_language_model_that_knows_more_is_heard_where_it_has_read():
    noise = noisy(0, knows=0.0)
    model = told(noise, 4.0)
    model[::3] = np.nan
    learned, _ = learn(dataclasses.replace(noise, told=model), NAMES)
    assert learned is not None
    gain = learned.model
    assert gain is not None
    assert gain.labels == 80
    assert gain.adds
    assert gain.right_with > gain.right_without
    assert 0 < gain.weight <= 1
    asked = noise.texts, noise.vectors, noise.descriptions
    alone, _ = learned.judge(*asked)
    heard, _ = learned.judge(*asked, model)
    assert np.abs(heard[::3] - alone[::3]).max() < 1e-12
    read = np.isfinite(model).all(axis=1)
    assert (heard.argmax(axis=1) == noise.gold)[read].mean() > 0.8


@pytest.mark.parametrize("seed", range(4))
def test_a_language_model_that_guesses_is_not_heard(labels, seed):
    given = dataclasses.replace(labels, told=told(labels, 0.0, seed))
    gain = model_worth(given, 4)
    assert gain is not None
    assert not gain.adds


def test_a_language_model_that_has_read_but_few_labels_is_not_judged(labels):
    few = told(labels, 4.0)
    few[10:] = np.nan
    assert model_worth(dataclasses.replace(labels, told=few), 4) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 5), st.integers(20, 60))
def test_near_repetitions_share_a_fold_and_folds_share_the_categories(seed, k, count):
    chance = np.random.default_rng(seed)
    vectors = unit(chance.normal(size=(count, DIMENSIONS)))
    gold = chance.integers(0, k, count)
    copies = chance.integers(0, count, 15)
    again = unit(vectors[copies] + 0.005 * chance.normal(size=(15, DIMENSIONS)))
    everything = np.concatenate([vectors, again])
    golds = np.concatenate([gold, gold[copies]])
    hashes = [f"{number:05d}" for number in chance.permutation(len(golds))]
    folds = fold_numbers(everything, hashes, golds)
    assert (folds[count:] == folds[copies]).all()
    for category in range(k):
        sizes = np.bincount(folds[:count][gold == category], minlength=10)
        assert sizes.max() - sizes.min() <= 1
    order = chance.permutation(len(golds))
    moved = fold_numbers(everything[order], [hashes[n] for n in order], golds[order])
    assert (moved == folds[order]).all()


def test_a_chain_of_near_repetitions_is_one_group_across_blocks(monkeypatch):
    monkeypatch.setattr("app.triage.learning.ROWS", 3)
    angles = np.concatenate([0.2 * np.arange(8), [3.0, 3.1, 4.5]])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    folds = fold_numbers(vectors, [f"{n:02d}" for n in range(11)], np.zeros(11, dtype=int))
    assert set(folds[:8].tolist()) == {0}
    assert folds[8:].tolist() == [1, 1, 2]


def test_no_labels_have_no_folds():
    assert fold_numbers(np.empty((0, 3)), [], np.empty(0, dtype=int)).shape == (0,)
