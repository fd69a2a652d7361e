from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records import BlindAnswer, Times
from app.triage.blind import Stratum, draw_sample, report, times, wilson_interval
from app.triage.calibration import exact_interval

NAMES = ("Roads", "Parks", "Water")
STRATA = st.lists(
    st.tuples(st.sampled_from([*NAMES, None]), st.booleans()), min_size=1, max_size=80
)


def strata(pairs):
    return [
        Stratum(item=number * 7 + 1, category=category, alone=alone)
        for number, (category, alone) in enumerate(pairs)
    ]


def answer(item: int, said: str, program: str | None, **more) -> BlindAnswer:
    return BlindAnswer(
        item=item, category=said, program=program, **{"person": "Ada", **more}
    )


def found(answers, sample: int = 10):
    return report(answers, NAMES, sample, Times())


@given(STRATA, st.integers(0, 100), st.integers(0, 9))
def test_a_sample_has_the_size_asked_for_and_no_item_twice(pairs, size, seed):
    items = strata(pairs)
    drawn = [item for item, _ in draw_sample(items, size, seed)]
    assert len(drawn) == len(set(drawn)) == min(size, len(items))
    assert set(drawn) <= {one.item for one in items}


@given(STRATA, st.integers(1, 100), st.integers(0, 9))
def test_the_weights_of_a_sample_stand_for_all_items(pairs, size, seed):
    items = strata(pairs)
    assert sum(w for _, w in draw_sample(items, size, seed)) == pytest.approx(len(items))


@given(STRATA, st.integers(8, 100))
def test_every_stratum_has_its_share_and_at_least_one(pairs, size):
    items = strata(pairs)
    of = {one.item: (one.category, one.alone) for one in items}
    sizes = Counter(of.values())
    drawn = draw_sample(items, size, 0)
    counts = Counter(of[item] for item, _ in drawn)
    assert counts.keys() == sizes.keys()
    for item, weight in drawn:
        assert weight == pytest.approx(sizes[of[item]] / counts[of[item]])
    quotas = {key: len(drawn) * count / len(items) for key, count in sizes.items()}
    if min(quotas.values()) >= 1:
        assert all(abs(counts[key] - quotas[key]) < 1 for key in sizes)


@given(STRATA, st.integers(1, 50), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_the_items_changes_no_sample(pairs, size, seed, chance):
    items = strata(pairs)
    before = draw_sample(items, size, seed)
    chance.shuffle(items)
    assert draw_sample(items, size, seed) == before


def test_another_seed_draws_another_sample_and_a_small_one_still_heeds_who_decided():
    items = strata([(f"Category {n}", n % 2 == 0) for n in range(100)])
    assert draw_sample(items, 10, 1) != draw_sample(items, 10, 2)
    assert Counter(item % 2 for item, _ in draw_sample(items, 10, 1)) == {0: 5, 1: 5}


def test_a_sample_is_not_shown_by_category():
    items = strata([("Roads", True)] * 50 + [("Parks", True)] * 50)
    shown = [item < 350 for item, _ in draw_sample(items, 40, 0)]
    assert shown != sorted(shown, reverse=True)
    assert shown != sorted(shown)


def test_every_item_of_a_stratum_is_as_likely_as_any_other():
    items = strata([("Roads", True)] * 12)
    counts = Counter(i for seed in range(600) for i, _ in draw_sample(items, 4, seed))
    assert all(150 < counts[one.item] < 250 for one in items)


def test_the_weighted_share_is_right_although_hard_items_are_drawn_more_often():
    answers = [answer(n, "Roads", "Roads", weight=9.0) for n in range(10)]
    answers += [answer(10 + n, "Roads", "Parks", weight=1.0) for n in range(10)]
    given_back = found(answers)
    assert given_back.right == pytest.approx(0.9)
    size = 100**2 / (10 * 81 + 10)
    assert given_back.interval == wilson_interval(0.9, size)
    assert given_back.checked == 20


# Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_the_table(successes, trials, low, high):
    interval = wilson_interval(successes / trials, trials)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-4)


def test_of_several_persons_the_first_by_name_counts():
    answers = [
        answer(1, "Parks", "Roads", person="Zoe"),
        answer(1, "Roads", "Roads", person="Ada"),
    ]
    for order in (answers, answers[::-1]):
        assert (found(order).checked, found(order).right) == (1, 1.0)


def test_what_was_decided_alone_is_told_apart():
    answers = [answer(n, "Roads", "Roads", alone=True, weight=5.0) for n in range(8)]
    answers += [answer(8, "Roads", "Water", alone=True), answer(9, "Roads", "Water")]
    given_back = found(answers)
    assert given_back.alone_checked == 9
    assert given_back.alone_right == pytest.approx(8 / 9)
    assert given_back.alone_interval == exact_interval(8, 9)
    nobody = found([answer(1, "Roads", "Roads")])
    assert (nobody.alone_right, nobody.alone_interval) == (None, None)


def test_categories_are_scored_by_the_book():
    answers = [
        answer(1, "Roads", "Roads"),
        answer(2, "Roads", "Parks"),
        answer(3, "Roads", None),
        answer(4, "Parks", "Parks"),
        answer(5, "Trees", "Roads"),
    ]
    given_back = found(answers)
    scores = {one.category: one for one in given_back.categories}
    assert list(scores) == [*NAMES, "Trees"]
    roads = scores["Roads"]
    assert (roads.checked, roads.predicted, roads.both) == (3, 2, 1)
    assert (roads.precision, roads.recall, roads.f1) == pytest.approx((1 / 2, 1 / 3, 0.4))
    assert scores["Parks"].f1 == pytest.approx(2 / 3)
    # Water neither occurs nor counts; Trees occurs and was never found.
    assert given_back.macro_f1 == pytest.approx((0.4 + 2 / 3 + 0) / 3)
    assert given_back.confusion == (
        ("Roads", "Roads", 1),
        ("Roads", "Parks", 1),
        ("Roads", "", 1),
        ("Parks", "Parks", 1),
        ("Trees", "Roads", 1),
    )
    assert given_back.right == pytest.approx(0.4)


def test_groups_are_languages_that_were_told_and_sheets():
    answers = [
        answer(1, "Roads", "Roads", language="es", sheet="May"),
        answer(2, "Roads", "Parks", language="en", sheet="May"),
        answer(3, "Roads", "Roads", language="en"),
        answer(4, "Roads", "Roads"),
    ]
    groups = found(answers).groups
    assert [(one.kind, one.name, one.checked, one.right) for one in groups] == [
        ("language", "en", 2, 0.5),
        ("language", "es", 1, 1.0),
        ("sheet", "May", 2, 0.5),
    ]
    assert groups[0].interval == exact_interval(1, 2)


def test_kappa_is_that_of_the_textbook():
    # 20 yes and yes, 5 yes and no, 10 no and yes, 15 no and no: agreed 0.7, by chance 0.5.
    said = [("Roads", "Roads")] * 20 + [("Roads", "Parks")] * 5
    said += [("Parks", "Roads")] * 10 + [("Parks", "Parks")] * 15
    answers = [
        one
        for item, (ada, bob) in enumerate(said)
        for one in (answer(item, bob, None, person="Bob"), answer(item, ada, None))
    ]
    answers.append(answer(99, "Water", None, person="Cyd"))
    assert found(answers).kappa == (("Ada", "Bob", 50, pytest.approx(0.4)),)


def test_kappa_of_two_who_know_one_category_only_is_one():
    answers = [answer(n, "Roads", None, person=who) for n in range(5) for who in "ab"]
    assert found(answers).kappa == (("a", "b", 5, 1.0),)


def test_without_answers_nothing_is_known():
    empty = found([])
    assert (empty.checked, empty.sample, empty.right, empty.macro_f1) == (0, 10, 0.0, 0.0)
    assert (empty.interval.low, empty.interval.high) == (0.0, 1.0)
    assert (empty.groups, empty.confusion, empty.kappa) == ((), (), ())


ANSWERS = st.lists(
    st.builds(
        BlindAnswer,
        item=st.integers(0, 8),
        person=st.sampled_from(["Ada", "Bob"]),
        category=st.sampled_from([*NAMES, "Trees"]),
        program=st.sampled_from([*NAMES, None]),
        alone=st.booleans(),
        weight=st.floats(0.5, 50),
        language=st.sampled_from(["", "en", "es"]),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda one: (one.item, one.person),
)


@settings(deadline=None)
@given(ANSWERS)
def test_every_labelled_item_is_counted_once_everywhere(answers):
    given_back = found(answers)
    items = len({one.item for one in answers})
    assert given_back.checked == items
    assert sum(count for *_, count in given_back.confusion) == items
    assert sum(one.checked for one in given_back.categories) == items
    assert given_back.interval.low <= given_back.right <= given_back.interval.high
    assert 0 <= given_back.macro_f1 <= 1
    for first, second, count, kappa in given_back.kappa:
        assert (first, second) == ("Ada", "Bob")
        assert 0 < count <= items
        assert -1 <= kappa <= 1


def test_intervals_of_checks_hold_the_truth_nineteen_times_in_twenty():
    chance = np.random.default_rng(0)
    pairs = [("Roads", True)] * 700 + [("Parks", True)] * 250 + [("Water", False)] * 50
    right = chance.random(1000) < np.repeat([0.95, 0.8, 0.3], [700, 250, 50])
    items = strata(pairs)
    held = 0
    for seed in range(300):
        answers = [
            answer(item, "Roads", "Roads" if right[item // 7] else "Parks", weight=weight)
            for item, weight in draw_sample(items, 60, seed)
        ]
        interval = report(answers, NAMES, 60, Times()).interval
        held += interval.low <= right.mean() <= interval.high
    assert held / 300 > 0.93


def test_times_are_medians_in_minutes_and_tell_the_hours_saved():
    measured = times([60.0] * 3 + [120.0] * 4, [30.0] * 5, 0.2, 600)
    assert measured.by_hand == 2.0
    assert measured.with_program == pytest.approx(0.1)
    assert measured.saved_hours == pytest.approx(19.0)


def test_whoever_went_for_coffee_counts_as_ten_minutes():
    assert times([9000.0] * 5, [], 0.2, 10).by_hand == 10.0


def test_fewer_than_five_items_tell_nothing_of_time():
    assert times([60.0] * 4, [30.0] * 4, 0.2, 10) == Times()
    one = times([60.0] * 5, [30.0] * 4, 0.2, 10)
    assert (one.by_hand, one.with_program, one.saved_hours) == (1.0, None, None)
