"""Hints on categories, and items decided by other categories again and again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records import Category, HintKind, Scheme, SchemeHint
from app.triage import (
    Prototypes,
    decide,
    find_bench,
    find_statistics,
    scheme_hints,
    tried,
)
from app.triage.scheme_hints import ALIKE, FEWEST_ITEMS, likeness_of

ABOUT = "A sentence that says what belongs in here."


def scheme(*names, about=ABOUT, other=None):
    return Scheme(
        name="Mail",
        description="",
        categories=tuple(Category(name=name, description=about) for name in names),
        other=other,
    )


def places(*rows, other=-1):
    vectors = np.array(rows, dtype=np.float64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Prototypes(
        vectors=vectors, owners=np.arange(len(rows)), categories=len(rows), other=other
    )


APART = places([1, 0, 0], [0, 1, 0], [0, 0, 1])


def rows(*kinds):
    """So many rows of shares of each kind."""
    return np.concatenate([np.tile(share, (count, 1)) for count, share in kinds])


def kinds(hints):
    return [(one.kind, one.category, one.other) for one in hints]


def test_nothing_is_said_of_categories_that_are_well_apart_and_used():
    shares = rows((30, [0.8, 0.1, 0.1]), (30, [0.1, 0.8, 0.1]), (30, [0.1, 0.1, 0.8]))
    assert scheme_hints(scheme("Roads", "Water", "Parks"), APART, shares) == ()


def test_two_categories_that_mean_nearly_the_same_are_told_the_most_alike_first():
    close = places([1, 0.02, 0], [1, 0, 0], [1, 0.5, 0])
    likeness = likeness_of(close)
    assert likeness[0, 1] > likeness[0, 2] > likeness[1, 2] > ALIKE
    assert kinds(scheme_hints(scheme("A", "B", "C"), close)) == [
        (HintKind.ALIKE, "A", "B"),
        (HintKind.ALIKE, "A", "C"),
        (HintKind.ALIKE, "B", "C"),
    ]


def test_the_category_of_the_rest_is_like_none_and_split_with_none():
    close = places([1, 0], [1, 0], other=1)
    shares = rows((60, [0.51, 0.49]))
    found = scheme_hints(scheme("A", "Other", other="Other"), close, shares)
    assert found == ()


def test_items_that_lie_evenly_between_two_categories_are_counted():
    shares = rows(
        (20, [0.45, 0.4, 0.15]),
        (12, [0.4, 0.45, 0.15]),
        (30, [0.9, 0.05, 0.05]),
        (30, [0.05, 0.9, 0.05]),
        (30, [0.05, 0.05, 0.9]),
    )
    assert scheme_hints(scheme("A", "B", "C"), APART, shares) == (
        SchemeHint(kind=HintKind.SPLIT, category="A", other="B", items=32, share=32 / 122),
    )


def test_two_categories_are_told_of_once_although_they_are_alike_and_split():
    close = places([1, 0], [1, 0.1])
    shares = rows((50, [0.55, 0.45]), (50, [0.45, 0.55]))
    assert kinds(scheme_hints(scheme("A", "B"), close, shares)) == [
        (HintKind.SPLIT, "A", "B")
    ]


def test_a_category_that_takes_too_much_and_is_unsure_of_it_is_named():
    shares = rows(
        (60, [0.4, 0.15, 0.15, 0.15, 0.15]),
        (20, [0.04, 0.9, 0.02, 0.02, 0.02]),
        (20, [0.04, 0.02, 0.9, 0.02, 0.02]),
    )
    five = places(*np.eye(5))
    found = scheme_hints(scheme("A", "B", "C", "D", "E"), five, shares)
    assert found[0] == SchemeHint(
        kind=HintKind.ATTRACTS_MUCH, category="A", items=60, share=0.6
    )
    assert kinds(found[1:]) == [
        (HintKind.ATTRACTS_NOTHING, "D", ""),
        (HintKind.ATTRACTS_NOTHING, "E", ""),
    ]


def test_a_large_category_that_is_sure_of_its_items_is_left_in_peace():
    shares = rows((70, [0.9, 0.05, 0.05]), (15, [0.1, 0.8, 0.1]), (15, [0.1, 0.1, 0.8]))
    assert scheme_hints(scheme("A", "B", "C"), APART, shares) == ()


def test_an_empty_category_is_no_wonder_where_there_are_few_items():
    shares = rows((FEWEST_ITEMS, [0.5, 0.3, 0.1, 0.05, 0.05]))
    five = places(*np.eye(5))
    found = scheme_hints(scheme("A", "B", "C", "D", "E"), five, shares)
    assert HintKind.ATTRACTS_NOTHING not in {one.kind for one in found}


@pytest.mark.parametrize(
    ("about", "examples", "says"),
    [("", (), True), ("Roads", (), True), ("", ("A hole",), False), (ABOUT, (), False)],
)
def test_a_category_says_too_little_without_a_sentence_and_an_example(
    about, examples, says
):
    categories = (
        Category(name="A", description=about, examples=examples),
        Category(name="B", description=ABOUT),
    )
    mail = Scheme(name="Mail", description="", categories=categories)
    found = kinds(scheme_hints(mail, places([1, 0], [0, 1])))
    assert found == ([(HintKind.SHORT, "A", "")] if says else [])


# ------------------------------------------------------------------ trying


def unit_rows(seed, count, width=12):
    made = np.random.default_rng(seed).normal(size=(count, width))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 50), st.integers(1, 400), st.integers(2, 6))
def test_trying_finds_exactly_what_a_run_decides(seed, count, categories):
    vectors, background = unit_rows(seed, count), unit_rows(seed + 1, 20)
    hashes = [f"{number * 7919 % 100003:06}" for number in range(count)]
    first = places(*unit_rows(seed + 2, categories), other=0)
    second = places(*unit_rows(seed + 3, categories + 1))
    bench = find_bench(vectors, (vectors, hashes), first, background)
    for chosen in (first, second, first):
        statistics = find_statistics(vectors, hashes, chosen, background)
        scores, found = tried(bench, chosen)
        np.testing.assert_allclose(scores, decide(vectors, statistics), rtol=1e-9)
        assert found.trust == statistics.trust


def test_a_case_without_items_can_be_tried():
    nothing = np.empty((0, 12), dtype=np.float32)
    chosen = places(*unit_rows(1, 3))
    bench = find_bench(nothing, (nothing, []), chosen, unit_rows(2, 5))
    assert tried(bench, chosen)[0].shape == (0, 3)
