"""A "not" that a statement drops, or puts in, is noticed wherever it stands."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage.statement_checks import ProblemKind, find_problems

NEGATION = re.compile(r"\b(?:not|never|no|without|hardly) ")
VERB = re.compile(r"\b(?:is|are|was|were|may|must|will|would|did|has|have) (?!not|never)")
TEMPLATES = (
    "Applicants that are {0}states must provide a 10 percent match.",
    "The fee, which is {0}refundable, must {1}be paid in March.",
    "Farms that did {0}apply in 2020 may {1}apply in 2024.",
    "Costs that were {0}approved are {1}allowable, and travel is {2}allowable.",
    "The council has {0}approved the plan, because the mayor did {1}sign the contract.",
    "Schools in Ohio that have {0}received a grant must {1}file the form.",
    "In 2020, the county was {0}open, but the city was {1}ready.",
    "The agency will {0}review letters that are {1}signed or that are {2}dated.",
    "Some states are {0}members; others are {1}.",
    "The project, although it is {0}finished, will {1}, however, receive funds.",
)
NEGATIONS = ("", "not ", "never ", "hardly ")


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Applicants that are states must provide a 10 percent match.",
         "Applicants that are not states must provide a 10 percent match."),
        ("The fee, which is refundable, is due.",
         "The fee, which is not refundable, is due."),
        ("Farms that did apply get aid.", "Farms that did not apply get aid."),
        ("Costs that were approved are paid.", "Costs that were not approved are paid."),
        ("Approved costs are paid.", "Costs that were not approved are paid."),
        ("The county approved the plan for the bridge.",
         "The county has yet to approve the plan for the bridge."),
        ("The agency paid for shelters in 2019.",
         "The agency stopped paying for shelters in 2019."),
        ("The dam is safe for people.", "The dam is anything but safe for people."),
        ("The dam is safe for people.", "The dam is far from safe for people."),
    ],
)  # fmt: skip
def test_what_is_denied_is_not_told_as_so(statement, source):
    found = {problem.kind for problem in find_problems(statement, [source])}
    assert ProblemKind.NEGATION in found


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Grants were not awarded to cities.", "No grants were awarded to cities."),
        ("The cost of food is not included.",
         "The budget does not include the cost of food."),
        ("Unsigned applications will be rejected.",
         "Applications that are not signed will be rejected."),
        ("Late applications will not be reviewed.",
         "Applications that are late will not be reviewed."),
        ("The plan was not approved by the agency.",
         "The agency did not approve the plan."),
        ("The council has not approved the plan.",
         "The council has not yet approved the plan."),
        ("The committee lacks the authority to close schools.",
         "The committee does not have the authority to close schools."),
    ],
)  # fmt: skip
def test_the_same_denied_in_other_words_is_let_pass(statement, source):
    assert find_problems(statement, [source]) == ()


@settings(deadline=None)
@given(st.sampled_from(TEMPLATES), st.data())
def test_dropping_any_one_negation_is_noticed(template, data):
    source = template.format(*(data.draw(st.sampled_from(NEGATIONS)) for _ in range(3)))
    for found in NEGATION.finditer(source):
        statement = source[: found.start()] + source[found.end() :]
        assert find_problems(statement, [source]), statement


@settings(deadline=None)
@given(st.sampled_from(TEMPLATES), st.data())
def test_putting_in_one_negation_is_noticed(template, data):
    source = template.format(*(data.draw(st.sampled_from(NEGATIONS)) for _ in range(3)))
    for found in VERB.finditer(source):
        statement = f"{source[: found.end()]}not {source[found.end() :]}"
        assert find_problems(statement, [source]), statement


@pytest.mark.parametrize("piece", ["not a ", "no b not ", "that are not c ", "and or "])
def test_many_negations_take_no_longer_than_their_length(piece):
    started = time.perf_counter()
    find_problems(
        f"The office is {piece * 100}"[:780], [f"The office is {piece * 999}"[:5900]]
    )
    assert time.perf_counter() - started < 60.0
