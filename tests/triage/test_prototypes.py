from __future__ import annotations

import numpy as np
import pytest

from app.records import Category, Scheme
from app.triage import prototype_texts, prototypes
from tests.triage.worlds import meaning, scheme


def one(**fields) -> Scheme:
    categories = (Category(**fields), Category(name="Snow"))
    return Scheme(name="test", description="", categories=categories)


def vectors(of: Scheme):
    return np.stack([meaning(text) for text in prototype_texts(of)])


def test_a_name_alone_is_said_in_several_ways_and_is_one_place():
    of = one(name="street_light")
    assert "This is about street light." in prototype_texts(of)
    assert (prototypes(of, vectors(of)).owners == [0, 1]).all()


def test_every_thing_a_description_lists_is_a_place_of_its_own():
    of = one(name="Roads", description="Potholes, cracks and broken curbs.")
    assert {"Potholes", "cracks", "broken curbs"} <= set(prototype_texts(of))
    assert (prototypes(of, vectors(of)).owners == [0, 0, 0, 1]).all()


def test_examples_are_places_too_and_empty_ones_are_not():
    of = one(name="Roads", examples=("A hole in the road", " "))
    assert (prototypes(of, vectors(of)).owners == [0, 1]).all()
    assert "A hole in the road" in prototype_texts(of)


def test_a_word_that_only_contains_or_is_not_taken_apart():
    of = one(name="Storm Drain Authority")
    assert (prototypes(of, vectors(of)).owners == [0, 1]).all()


def test_all_places_have_length_one():
    of = one(name="Roads", description="Potholes, cracks.", examples=("A hole",))
    assert np.allclose(np.linalg.norm(prototypes(of, vectors(of)).vectors, axis=1), 1)


def test_vectors_of_another_scheme_are_refused():
    with pytest.raises(ValueError, match="not those of this scheme"):
        prototypes(scheme("a b", "c d"), np.ones((99, 96)))
