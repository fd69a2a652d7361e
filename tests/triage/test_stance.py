from __future__ import annotations

import numpy as np
import pytest

from app.records.themes import Stance
from app.triage.stance import FEWEST_STANCES, learn_stances, stances
from tests.triage.spoken_worlds import spoken

BAN = "Do you agree with a ban on gambling advertisements in sports broadcasts?"
SHOULD_BAN = "Should gambling advertisements be completely banned on television?"


def side(text: str, question: str = BAN) -> Stance:
    return stances([text], spoken([text]), question)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes, they do harm.", Stance.FOR),
        ("No. Leave it alone.", Stance.AGAINST),
        ("No doubt about it.", Stance.UNCLEAR),
        ("I fully support the plan.", Stance.FOR),
        ("I do not support the plan.", Stance.AGAINST),
        ("We can't agree, and I oppose it.", Stance.AGAINST),
        ("I don't object to it.", Stance.UNCLEAR),
        ("I would not oppose it.", Stance.UNCLEAR),
        ("I don't see the need.", Stance.AGAINST),
        ("They are everywhere. Ban them.", Stance.FOR),
        ("They should be banned.", Stance.FOR),
        ("They should not be banned.", Stance.AGAINST),
        ("They shouldn't be banned.", Stance.AGAINST),
        ("I watch football on Sundays.", Stance.UNCLEAR),
        ("", Stance.UNCLEAR),
        ("I agree, but they should not be banned.", Stance.FOR),
    ],
)
def test_a_side_is_told_where_words_say_it_outright(text, expected):
    assert side(text) is expected


@pytest.mark.parametrize("question", [BAN, SHOULD_BAN])
def test_what_is_asked_for_is_known_from_the_question(question):
    assert side("We must ban these now.", question) is Stance.FOR


def test_asking_for_something_else_takes_no_side():
    assert side("They should be banned.", "Do you support a new library?") is Stance.UNCLEAR
    assert side("They should be banned.", "What do you think?") is Stance.UNCLEAR


def test_a_question_for_leaving_things_undone_is_not_turned_round():
    question = "Should the street not be closed on Sundays?"
    assert side("It should be closed.", question) is Stance.UNCLEAR


def taught(count: int = 60):
    chance = np.random.default_rng(0)
    texts, given = [], []
    for number in range(count):
        about, stance = (
            ("children suffer", Stance.FOR),
            ("clubs need money", Stance.AGAINST),
        )[number % 2]
        idle = [f"filler{one}" for one in chance.integers(0, 300, size=2)]
        texts.append(f"{idle[0]} {about} {idle[1]}.")
        given.append((number, stance))
    return texts, given


def test_corrected_stances_teach_sides_that_words_do_not_say():
    texts, given = taught(80)
    rows = spoken(texts)
    before = stances(texts, rows, BAN)
    learned = learn_stances(texts, rows, BAN, given[:40])
    after = stances(texts, rows, BAN, learned)
    right = [found is gold for found, (_, gold) in zip(after[40:], given[40:], strict=True)]
    assert set(before) == {Stance.UNCLEAR}
    assert np.mean(right) > 0.9
    assert learned is not None
    assert learned.right > 0.9


def test_where_nothing_can_be_learned_no_side_is_told():
    chance = np.random.default_rng(0)
    texts, given = taught(60)
    sides = chance.permutation([stance for _, stance in given])
    mixed = [(number, Stance(stance)) for number, stance in enumerate(sides)]
    learned = learn_stances(texts, spoken(texts), BAN, mixed)
    told = [
        one is not Stance.UNCLEAR for one in stances(texts, spoken(texts), BAN, learned)
    ]
    assert np.mean(told) < 0.3


def test_few_corrections_or_one_side_teach_nothing():
    texts, given = taught(60)
    rows = spoken(texts)
    assert learn_stances(texts, rows, BAN, given[: FEWEST_STANCES - 1]) is None
    assert learn_stances(texts, rows, BAN, given[::2]) is None


def test_the_order_of_corrections_changes_nothing():
    texts, given = taught(60)
    rows = spoken(texts)
    one = learn_stances(texts, rows, BAN, given)
    other = learn_stances(texts, rows, BAN, given[::-1])
    assert one is not None
    assert other is not None
    assert one.threshold == other.threshold
    assert (one.weights == other.weights).all()
