"""A question for one of the facts is answered by where the document states it."""

import pytest

from app.records import Answer, Fact, FactSpec, PageQuotation
from app.triage.answer_facts import asked_facts, with_facts

SPECS = (
    FactSpec(
        key="deadline",
        name="Deadlines",
        kind="date",
        cues=("application deadline", "applications * due", "Letter of intent: LOI due"),
        several=True,
    ),
    FactSpec(
        key="ceiling",
        name="Award ceiling",
        kind="amount",
        cues=("maximum award", "up to # per award"),
    ),
    FactSpec(key="floor", name="Award floor", kind="amount", cues=("minimum award",)),
    FactSpec(
        key="match",
        name="Cost sharing or match",
        kind="text",
        cues=("Not required: =no match", "match required", "cost sharing"),
    ),
)


def place(quote):
    return PageQuotation(quote=quote, page=2, start=10, end=10 + len(quote))


def fact(key, quote, label=""):
    return Fact(key=key, name=key, value=quote, source=place(quote), label=label)


FACTS = (
    fact("deadline", "Applications are due June 1, 2027.", "Application"),
    fact("deadline", "Letters of intent are due May 2, 2027.", "Letter of intent"),
    fact("ceiling", "Awards are up to $250,000."),
    Fact(key="floor", name="Award floor"),
    fact("match", "A match of 10 percent is required."),
)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Is a match required?", "A match of 10 percent is required."),
        ("What is the maximum award?", "Awards are up to $250,000."),
        ("When is the letter of intent due?", "Letters of intent are due May 2, 2027."),
        ("What is the application deadline?", "Applications are due June 1, 2027."),
    ],
)
def test_the_place_of_the_fact_that_is_asked_for_answers(question, quote):
    assert asked_facts(question, FACTS, SPECS) == (place(quote),)


@pytest.mark.parametrize(
    "question",
    [
        "What is the award floor?",  # not stated
        "Is parking provided?",
        "How often are reports due?",
        "May we submit more than one application?",
        "What is the award?",  # ceiling or floor
        "",
        "award " * 5_000,
    ],
)
def test_what_asks_for_no_stated_fact_gets_none(question):
    assert asked_facts(question, FACTS, SPECS) == ()


def test_a_sure_passage_stays_and_a_refusal_gives_way_to_the_fact():
    sure = Answer(
        question="Is a match required?", passages=(place("Yes."),), probability=0.9
    )
    assert with_facts(sure, FACTS, SPECS) == sure
    refused = Answer(question="Is a match required?", probability=0.1)
    given = with_facts(refused, FACTS, SPECS)
    assert given.passages == (place("A match of 10 percent is required."),)
    assert given.probability > 0.5
    unsure = Answer(
        question="Is a match required?", passages=(place("Maybe."),), probability=0.4
    )
    assert with_facts(unsure, FACTS, SPECS).passages[0] == given.passages[0]
    assert with_facts(unsure, FACTS, SPECS).passages[1:] == (place("Maybe."),)


def test_a_refusal_that_no_fact_answers_stays_one():
    refused = Answer(question="Is parking provided?", probability=0.1)
    assert with_facts(refused, FACTS, SPECS) is refused
