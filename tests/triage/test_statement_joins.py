"""A choice, a part of a whole, and what became of an action are told as in the sources."""

from __future__ import annotations

import pytest

from app.triage.statement_checks import ProblemKind, find_problems

FORMS = "Form SF-424A is required and SF-424B is optional."
BOTH = "Applicants must submit a signed budget and a letter of support."
LIST = "Applicants must submit a budget, a form, and a letter."


@pytest.mark.parametrize(
    ("statement", "source", "kind"),
    [
        (BOTH.replace("and", "or"), BOTH, ProblemKind.CONDITION),
        (BOTH, BOTH.replace("and", "or"), ProblemKind.CONDITION),
        (BOTH, BOTH.replace("and", "and/or"), ProblemKind.CONDITION),
        ("Applicants must submit a budget or a letter.", BOTH, ProblemKind.CONDITION),
        ("Applicants must submit a budget or a form.", LIST, ProblemKind.CONDITION),
        ("Send Form SF-424A or SF-424B.", "Send Form SF-424A and SF-424B.",
         ProblemKind.CONDITION),
        ("The 40 counties refused the plan.", "Half of the 40 counties refused the plan.",
         ProblemKind.QUANTITY),
        ("The counties refused the plan.", "A third of the counties refused the plan.",
         ProblemKind.QUANTITY),
        ("The counties refused the plan.", "Half the counties refused the plan.",
         ProblemKind.QUANTITY),
        ("The counties refused the plan.", "Ten of the counties refused the plan.",
         ProblemKind.QUANTITY),
        ("All counties refused the plan.", "All but three counties refused the plan.",
         ProblemKind.CONDITION),
        ("The agency paid for shelters.", "The agency delayed paying for shelters.",
         ProblemKind.MODALITY),
        ("The agency paid for shelters.", "The agency tried to pay for shelters.",
         ProblemKind.ATTRIBUTION),
        ("The mayor will sign the bill.", "The mayor would sign the bill.",
         ProblemKind.MODALITY),
        ("Form SF-424B is required.", FORMS, ProblemKind.ATTACHMENT),
        ("Form SF-424B is required for grants.", f"For grants, {FORMS}",
         ProblemKind.ATTACHMENT),
        ("The council opposed the plan that the mayor supported.",
         "The mayor opposed the plan that the council supported.", ProblemKind.ROLE),
        ("Banks must receive a loan that must be repaid.",
         "Banks may receive a loan that must be repaid.", ProblemKind.MODALITY),
    ],
)  # fmt: skip
def test_what_goes_together_otherwise_is_refused(statement, source, kind):
    found = {problem.kind for problem in find_problems(statement, [source])}
    assert kind in found


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Applicants must submit a budget and a letter.", LIST),
        ("Form SF-424A is required.", FORMS),
        ("Of the 40 counties, half refused the plan.",
         "Half of the 40 counties refused the plan."),
        ("Recipients must submit Form SF-428 in May.",
         "Recipients should submit Form SF-425 yearly and must submit Form SF-428 in May."),
    ],
)  # fmt: skip
def test_what_goes_together_as_in_its_source_is_let_pass(statement, source):
    assert find_problems(statement, [source]) == ()
