from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.triage import choices, hardest_first, uncalibrated

SCORES = arrays(np.float64, (5, 4), elements=st.floats(-60, 60))


@given(SCORES, st.floats(0, 1))
def test_probabilities_sum_to_one_and_keep_the_order_of_the_scores(scores, trust):
    found = uncalibrated(scores, trust)
    assert np.allclose(found.sum(axis=1), 1)
    best = np.take_along_axis(scores, found.argmax(axis=1)[:, None], axis=1)[:, 0]
    assert np.allclose(best, scores.max(axis=1))


def test_no_items_have_no_probabilities():
    assert choices(uncalibrated(np.empty((0, 3)), 1.0)) == ()


def test_of_equal_categories_the_first_is_chosen():
    (choice,) = choices(uncalibrated(np.zeros((1, 3)), 0.0))
    assert (choice.best, choice.runner_up) == (0, 1)


def test_the_closest_calls_come_first_and_input_order_has_no_say():
    found = choices(np.array([[0.4, 0.3, 0.3], [0.9, 0.05, 0.05], [0.4, 0.39, 0.21]]))
    assert hardest_first(found, ("a", "b", "c"), below=0.5, most=9) == (2, 0)
    assert hardest_first(found, ("a", "b", "c"), below=0.5, most=1) == (2,)
    equal = choices(np.full((2, 2), 0.5))
    assert hardest_first(equal, ("z", "a"), below=0.6, most=9) == (1, 0)
