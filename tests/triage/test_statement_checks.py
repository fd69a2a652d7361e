"""A sentence in other words is let pass only where nothing in it is changed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.triage.statement_checks import ProblemKind, find_problems, is_english
from app.triage.statement_reading import read_text

DEADLINE = "Applications must be received by 11:59 p.m. Eastern Time on January 15, 2025."
AWARDS = "We expect to make 12 awards of up to $500,000 per award each year."
NOT_ELIGIBLE = "Individuals are not eligible to apply unless they live in Ohio."
GAO = "GAO recommended that the Secretary of Energy establish a schedule."
RISE = (
    "Rents rose by 3.2 percentage points in rural areas and fell by 1.1 percentage points \
in cities."
)


def kinds(statement: str, *sources: str) -> set[ProblemKind]:
    return {problem.kind for problem in find_problems(statement, sources)}


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Applications must be received by 11:59 p.m. ET on 01/15/2025.", DEADLINE),
        ("We expect to make twelve awards of up to $500,000 per award each year.", AWARDS),
        ("Unless they live in Ohio, individuals are ineligible to apply.", NOT_ELIGIBLE),
        ("GAO recommended that the Secretary of Energy set a schedule.", GAO),
        ("Rents rose by 3.2 percentage points in rural areas.", RISE),
        ("About 1,500,000 people moved.", "Approximately 1.5 million people moved."),
        ("Half of the members voted.", "50 percent of the members voted."),
        (
            "EPA denied the petition.",
            "The Environmental Protection Agency denied the petition.",
        ),
        ("The report was written by Ann Lee.", "Ann Lee wrote the report."),
    ],
)
def test_the_same_in_other_words_is_let_pass(statement, source):
    assert find_problems(statement, [source]) == ()


@pytest.mark.parametrize(
    ("statement", "source", "kind"),
    [
        (DEADLINE.replace("15", "16"), DEADLINE, ProblemKind.DATE),
        (DEADLINE.replace("11:59", "10:59"), DEADLINE, ProblemKind.TIME),
        (DEADLINE.replace("Eastern", "Pacific"), DEADLINE, ProblemKind.TIME),
        ("Applications must be received by 11:59 p.m. on January 15, 2025.", DEADLINE,
         ProblemKind.TIME),
        (DEADLINE.replace("must", "may"), DEADLINE, ProblemKind.MODALITY),
        (DEADLINE.replace("by 11", "after 11"), DEADLINE, ProblemKind.BOUND),
        (AWARDS.replace("12", "21"), AWARDS, ProblemKind.NUMBER),
        (AWARDS.replace("$500,000", "$500 million"), AWARDS, ProblemKind.AMOUNT),
        (AWARDS.replace("up to", "at least"), AWARDS, ProblemKind.BOUND),
        (AWARDS.replace("up to ", ""), AWARDS, ProblemKind.BOUND),
        (AWARDS.replace(" per award", ""), AWARDS, ProblemKind.AMOUNT),
        (NOT_ELIGIBLE.replace("not ", ""), NOT_ELIGIBLE, ProblemKind.NEGATION),
        ("Individuals are not eligible to apply.", NOT_ELIGIBLE, ProblemKind.CONDITION),
        (NOT_ELIGIBLE.replace("Ohio", "Iowa"), NOT_ELIGIBLE, ProblemKind.NAME),
        ("The Secretary of Energy established a schedule.", GAO, ProblemKind.ATTRIBUTION),
        (RISE.replace("3.2 percentage points", "3.2 percent"), RISE, ProblemKind.NUMBER),
        ("Rents rose by 1.1 percentage points in rural areas.", RISE,
         ProblemKind.ATTACHMENT),
        ("Rents fell by 3.2 percentage points in rural areas.", RISE,
         ProblemKind.ATTACHMENT),
        ("The union pays the state for a visit.", "The state pays the union for a visit.",
         ProblemKind.ROLE),
        ("All schools closed in the spring.", "Some schools closed in the spring.",
         ProblemKind.QUANTITY),
        ("The clinic was new.", "The school was new.", ProblemKind.WORD),
        ("The Department of Energy sued.",
         "The Department of Labor and the Secretary of Energy sued.", ProblemKind.NAME),
        ("Late applications will be read.", "Applications that are late will not be read.",
         ProblemKind.NEGATION),
        ("Applications will not be read.", "Applications that are late will not be read.",
         ProblemKind.CONDITION),
        ("The office may pay if the roof leaks.",
         "The office may pay if the roof leaks and the owner is poor.",
         ProblemKind.CONDITION),
        ("Costs are allowable.", "Costs (but not travel) are allowable.",
         ProblemKind.CONDITION),
        ("The schools were closed.", "The schools in Ohio were closed.",
         ProblemKind.CONDITION),
        ("Foreign banks failed.", "U.S. banks failed.", ProblemKind.WORD),
        ("The price fell from $3 to $4.", "The price fell from $4 to $3.",
         ProblemKind.ATTACHMENT),
        ("The rule is in force.", "The rule was in force.", ProblemKind.MODALITY),
        ("Call 555-0142 or write to a@city.gov.", "Call 555-0142 or write to b@city.gov.",
         ProblemKind.NAME),
        ("You must pay the recipient.", "The recipient must pay the agency.",
         ProblemKind.ROLE),
    ],
)  # fmt: skip
def test_one_changed_thing_is_noticed_for_what_it_is(statement, source, kind):
    assert kind in kinds(statement, source)


def test_figures_of_one_source_are_not_told_of_another():
    sources = ("The program served 400 families in Ohio.", "In Texas, 90 families left it.")
    both = "The program served 400 families in Ohio, and 90 families left it in Texas."
    assert find_problems(both, sources) == ()
    assert ProblemKind.ATTACHMENT in kinds(
        "The program served 90 families in Ohio.", *sources
    )
    assert ProblemKind.ATTACHMENT in kinds(
        "The program served 400 families in Texas.", *sources
    )


def test_a_verb_of_one_source_is_not_told_of_the_subject_of_another():
    sources = (
        "The board closed the pool on Hill Road.",
        "The pool on Lake Road will stay.",
    )
    assert ProblemKind.ROLE in kinds(
        "The board closed the pool on Hill Road and will stay.", *sources
    )


def test_other_languages_are_always_quoted():
    spanish = "Las solicitudes deben recibirse antes del quince de enero en la oficina."
    assert kinds("Las solicitudes deben recibirse antes del quince.", spanish) == {
        ProblemKind.LANGUAGE
    }
    assert is_english(read_text("The applications must be sent to the office by mail."))


def test_what_is_too_long_is_not_looked_at():
    assert kinds("The rule is new.", "The rule is new and old. " * 400) == {
        ProblemKind.LENGTH
    }
    assert kinds("", "The rule is new.") == {ProblemKind.LENGTH}


def test_problems_are_told_in_words_of_the_text():
    (problem, *_) = find_problems(AWARDS.replace("12", "21"), [AWARDS])
    assert problem.told == 'number: "21"'


PIECES = """
the office paid families county must not may 12 3.5 $40 2024 percent May up to if before
after and or Ohio SF-424 unless only all some , ; ( ) . by ET noon half
"""
WORDS = st.sampled_from(PIECES.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@settings(deadline=None)  # a machine may be busy
@given(SENTENCES, st.lists(SENTENCES, max_size=3))
def test_a_statement_that_is_one_of_its_sources_has_no_problem(statement, others):
    assert find_problems(statement, [*others, statement]) == ()


@settings(deadline=None)  # a machine may be busy
@given(
    st.integers(2, 99_999), st.integers(2, 999), st.integers(1950, 2049), st.data()
)  # fmt: skip
def test_any_digit_that_is_changed_is_noticed(families, millions, year, data):
    source = (
        f"In {year}, the office paid {families} families up to ${millions} million, which "
        f"was {millions % 97 + 1} percent of its budget."
    )
    places = [place for place, sign in enumerate(source) if sign in "0123456789"]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([one for one in "123456789" if one != source[place]]))
    statement = source[:place] + digit + source[place + 1 :]
    assert find_problems(statement, [source])


@settings(deadline=None)  # a machine may be busy
@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=3))
def test_no_text_breaks_it(statement, sources):
    assert isinstance(find_problems(statement, sources), tuple)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_hostile_repetition_takes_no_longer_than_its_length(piece):
    source = f"The office {piece} " + f"{piece} " * 1000
    started = time.perf_counter()
    find_problems(f"The office {(piece + ' ') * 60}"[:780], [source[:2900], source[:2900]])
    assert time.perf_counter() - started < 30.0


@pytest.mark.parametrize(
    "piece", ["a@", "1,111,", "x'y'", "-1-", "((((", "A.", "1/", "\u00bd", "A-1-", "no no "]
)
def test_no_pattern_runs_away(piece):
    started = time.perf_counter()
    read_text(piece * 20_000)
    assert time.perf_counter() - started < 60.0
