from __future__ import annotations

import numpy as np
import pytest

from app.records import Category, Scheme
from app.triage.assigning import assign, find_assigning, theme_places, theme_texts
from app.triage.assigning_learning import f1
from tests.triage.spoken_worlds import THEMES, answers, places_of, sentence, spoken
from tests.triage.worlds import background, meaning

PLACES = places_of(*THEMES)


def started(texts):
    return find_assigning(spoken(texts), PLACES, background())


def test_themes_are_found_by_their_names_alone():
    texts, gold = answers(120)
    found = assign(spoken(texts), started(texts))
    assert f1(found.chosen, gold) > 0.9
    assert ((found.probability >= 0) & (found.probability <= 1)).all()


def test_a_text_that_says_two_things_has_both_themes_each_with_its_sentence():
    texts, _ = answers(120)
    text = "Filler1 water bill filler2. Filler3 street light filler4."
    found = assign(spoken([text]), started(texts))
    assert found.chosen[0].tolist() == [False, True, False, True, False]
    assert found.piece[0, 3] == 0
    assert found.piece[0, 1] == 1


def test_texts_that_fit_no_theme_have_none():
    texts, _ = answers(120)
    chance = np.random.default_rng(5)
    idle = [sentence("", chance) for _ in range(60)]
    found = assign(spoken(idle), started([*texts, *idle]))
    assert found.chosen.any(axis=1).mean() < 0.15


def test_a_text_without_a_word_has_no_theme_and_nothing_to_quote():
    texts, _ = answers(120)
    found = assign(spoken(["", texts[0]]), started(texts))
    assert not found.chosen[0].any()
    assert (found.probability[0] == 0).all()
    assert (found.piece[0] == -1).all()
    assert found.chosen[1].any()


def test_every_quoted_piece_is_one_of_the_text():
    texts, _ = answers(60)
    rows = spoken(texts)
    found = assign(rows, started(texts))
    assert (found.piece >= 0).all()
    assert (found.piece < rows.counts[:, None]).all()


def test_the_order_of_rows_changes_nothing():
    texts, _ = answers(100)
    order = np.random.default_rng(3).permutation(len(texts))
    mixed = [texts[number] for number in order]
    one = assign(spoken(texts), started(texts))
    other = assign(spoken(mixed), started(mixed))
    assert (one.chosen[order] == other.chosen).all()
    assert (one.piece[order] == other.piece).all()
    assert np.allclose(one.probability[order], other.probability)


def test_a_row_is_decided_the_same_whatever_is_decided_with_it():
    texts, _ = answers(100)
    start = started(texts)
    together = assign(spoken(texts), start)
    alone = [assign(spoken([text]), start) for text in texts[:20]]
    assert (np.concatenate([one.chosen for one in alone]) == together.chosen[:20]).all()
    assert np.allclose(np.concatenate([one.probability for one in alone]),
                       together.probability[:20])  # fmt: skip


def test_members_of_a_theme_help_where_its_name_misleads():
    texts, gold = answers(120)
    names = ("quartz zebra", *THEMES[1:])
    themes = Scheme(
        name="test", description="", categories=tuple(Category(name=name) for name in names)
    )
    vectors = np.stack([meaning(text) for text in theme_texts(themes)])
    inside = np.stack([meaning(f"snow plowing filler{number}") for number in range(5)])
    rows = spoken(texts)
    scores = []
    for members in (None, {0: inside}):
        where = theme_places(themes, vectors, members)
        found = assign(rows, find_assigning(rows, where, background()))
        scores.append(f1(found.chosen[:, :1], gold[:, :1]))
    assert scores[0] < 0.5
    assert scores[1] > 0.9


def test_one_theme_alone_can_be_assigned():
    texts, gold = answers(120)
    rows = spoken(texts)
    found = assign(rows, find_assigning(rows, places_of(THEMES[0]), background()))
    assert found.probability.shape == (120, 1)
    assert (
        found.probability[gold[:, 0], 0].mean() > found.probability[~gold[:, 0], 0].mean()
    )


def test_no_rows_give_no_themes():
    texts, _ = answers(30)
    found = assign(spoken(texts).at(np.empty(0, dtype=np.int64)), started(texts))
    assert found.probability.shape == found.chosen.shape == found.piece.shape == (0, 5)


def test_vectors_of_other_texts_are_refused():
    themes = Scheme(name="test", description="", categories=(Category(name="park bench"),))
    with pytest.raises(ValueError, match="not those"):
        theme_places(themes, np.ones((99, 4)))
