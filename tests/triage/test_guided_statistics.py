from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from app.triage import Known, classify, decide, find_statistics, guided_statistics
from tests.triage.worlds import background, items, places, scheme

THINGS = ("snow plowing", "street light", "park bench", "water bill")
# Two of the things go by a name that says nothing of them.
NAMES = ("quartz zebra", "violin harp", "park bench", "water bill")
PLACES = places(scheme(*NAMES))


def known_of(gold, count: int, folds: int = 5) -> Known:
    numbers = np.random.default_rng(1).permutation(len(gold))[:count]
    return Known(numbers=numbers, gold=gold[numbers], folds=np.arange(count) % folds)


def guided(vectors, hashes, known):
    return guided_statistics(vectors, hashes, PLACES, background(), known)


def test_labels_move_a_category_whose_name_misleads():
    vectors, hashes, gold = items(THINGS, 40)
    known = known_of(gold, 60)
    before = decide(vectors, find_statistics(vectors, hashes, PLACES, background()))
    statistics, held_out = guided(vectors, hashes, known)
    rest = np.setdiff1d(np.arange(len(gold)), known.numbers)
    after = decide(vectors, statistics)
    right_before = (before.argmax(axis=1) == gold)[rest].mean()
    right_after = (after.argmax(axis=1) == gold)[rest].mean()
    assert right_after > 0.95 > right_before
    assert (held_out.argmax(axis=1) == known.gold).mean() > 0.9


def test_held_out_scores_do_not_know_the_labels_of_their_own_fold():
    vectors, hashes, gold = items(THINGS, 30)
    known = known_of(gold, 40)
    other = known.gold.copy()
    other[known.folds == 2] = (other[known.folds == 2] + 1) % 4
    statistics, before = guided(vectors, hashes, known)
    changed, after = guided(vectors, hashes, dataclasses.replace(known, gold=other))
    own = known.folds == 2
    assert (before[own] == after[own]).all()
    assert not np.allclose(before[~own], after[~own])
    assert not np.allclose(statistics.belongs, changed.belongs)


def test_without_labels_the_statistics_are_those_of_the_run():
    vectors, hashes, _ = items(THINGS, 30)
    none = np.empty(0, dtype=np.int64)
    found, held_out = guided(vectors, hashes, Known(numbers=none, gold=none, folds=none))
    plain = find_statistics(vectors, hashes, PLACES, background())
    assert held_out.shape == (0, 4)
    assert (found.refined == plain.refined).all()
    assert (found.belongs == plain.belongs).all()
    assert (decide(vectors, found) == decide(vectors, plain)).all()


def test_the_order_of_items_and_labels_changes_nothing():
    vectors, hashes, gold = items(THINGS, 20)
    known = known_of(gold, 30)
    order = np.random.default_rng(5).permutation(len(gold))
    place = np.argsort(order)
    again = np.random.default_rng(6).permutation(30)
    moved = Known(
        numbers=place[known.numbers][again],
        gold=known.gold[again],
        folds=known.folds[again],
    )
    before, held_out = guided(vectors, hashes, known)
    after, other = guided(vectors[order], [hashes[number] for number in order], moved)
    assert np.allclose(held_out[again], other, atol=1e-9)
    assert np.allclose(decide(vectors, before), decide(vectors, after), atol=1e-9)


@pytest.mark.parametrize(("labels", "expected"), [(10, 10), (20, 20), (60, 30)])
def test_labels_fill_at_most_half_of_the_sample_unless_there_is_room(
    monkeypatch, labels, expected
):
    monkeypatch.setattr(classify, "SAMPLE", 40)
    hashes = [f"{number:03d}" for number in range(70)]
    gold = np.full(70, classify.UNLABELLED)
    gold[:labels] = 0
    found = classify.sample_with_labels(hashes, gold)
    assert len(found) == len(set(found.tolist())) == 40
    assert (gold[found] == 0).sum() == expected


def test_a_label_that_the_sample_has_no_room_for_is_held_out_all_the_same(monkeypatch):
    monkeypatch.setattr(classify, "SAMPLE", 40)
    vectors, hashes, gold = items(THINGS, 20)
    _, held_out = guided(vectors, hashes, known_of(gold, 60))
    assert held_out.shape == (60, 4)
    assert np.isfinite(held_out).all()
