"""What grant writers and clerks missed in the facts, in texts written for it."""

import pytest

from tests.triage.paged import paged
from tests.triage.test_facts import LETTER, REPORT, one, told, values


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Type: Cooperative agreement", "Cooperative agreement"),
        ("Type: Grant", "Grant"),
        ("| Type\tGrant", "Grant"),
        ("Award type: Grants or contracts", "Grants or contracts"),
        ("Type: New", ""),
        ("Project type: Grant writing", ""),
        ("Document type: Grants notice", ""),
    ],
)
def test_a_kind_of_award_is_one_of_a_closed_list(line, value):
    assert values({"facts": one("# Funding", line, key="award_type")}, "facts") == [value]


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Awards expected: Up to 9", 9),
        ("Expected total awards: Up to 28", 28),
        ("Expected number: 9", 9),
        ("| Expected number\t9", 9),
        ("Expected number of jobs: 40", None),
    ],
)
def test_the_number_of_awards_is_found_by_its_short_names(line, amount):
    assert [fact.amount for fact in one("# Funding", line, key="number_of_awards")] == [
        amount
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Letters of interest are due on May 2, 2027.", "Letter of interest"),
        ("Letter of inquiry: May 2, 2027", "Letter of inquiry"),
    ],
)
def test_letters_of_interest_and_inquiry_have_deadlines(line, label):
    (fact,) = one("# Dates", line, key="deadline")
    assert (fact.label, fact.when) == (label, "2027-05-02")


def test_the_size_of_type_is_format():
    line = "Use 12-point type and number each page."
    assert values({"f": one("# How", line, key="format")}, "f") == [line]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "There is an $80,000 base award per applicant.",
            "Rural applicants may request an additional $20,000 for travel.",
        ),
        ("Award ceiling: $80,000 per applicant; plus up to $20,000 for rural sites",),
        ("The base award is $80,000.", "An addition of $20,000 may be made."),
        (
            "The maximum award is $80,000.",
            "Rural sites may ask for $20,000 more for travel.",
        ),
    ],
)
def test_an_amount_with_an_addition_is_never_told_as_the_ceiling_alone(lines):
    (fact,) = one("# Funding", *lines, key="award_ceiling")
    assert fact.amount is None
    assert "$80,000" in fact.value
    assert "$20,000" in fact.value
    assert fact.source.quote == "\n".join(lines)
    assert "There is an addition" in fact.why


def test_more_money_for_all_awards_is_no_addition_to_one():
    lines = ["Award ceiling: $80,000", "An additional $2 million is set aside for states."]
    (fact,) = one("# Funding", *lines, key="award_ceiling")
    assert fact.amount == 80_000


def weights(*lines):
    facts = one("# Review criteria", *lines, key="review_criteria")
    return [(fact.label, fact.amount) for fact in facts]


def test_scales_sizes_of_type_and_years_are_no_weights():
    told_weights = weights(
        "Reviewers use a 9-point scale.",
        "Weight is given to results of 2021-2022 alone.",
        "Use a 12-point font.",
        "Need: 30 points",
        "Approach (70 points)",
    )
    assert told_weights == [("Need", 30), ("Approach", 70)]


def test_a_weight_and_its_parts_are_not_both_told():
    rows = ["Approach\t50", "Work plan\t20", "Staffing\t30", "Need\t50"]
    found = weights("! Criterion\tPoints", *(f"| {row}" for row in rows))
    assert found == [("Approach", 50), ("Need", 50)]
    # A weight may be as much as two others together and be none of them.
    alike = ["Need: 20 points", "Plan: 10 points", "Staff: 10 points", "Costs: 60 points"]
    assert [amount for _, amount in weights(*alike)] == [20, 10, 10, 60]


def test_attachments_come_without_headers_markup_and_forms():
    facts = told(
        paged(
            [
                "# Required attachments",
                "| Component\tHow to upload\tPage limit",
                "| Work plan {: .w-45 }\tPDF\t10",
                "| [**Budget**](#budget)\tExcel\t5",
                "| \u00a8 Letters of support, only if applicable\tPDF\t3",
                "| SF-424A Budget form\tForm\t2",
                "- \u2610 Resumes (only if applicable)",
                "- [ ] Lobbying form",
                "| Waiver\tPDF, if applicable\t2",
            ],
        )
    )
    assert values(facts, "attachments") == [
        "Work plan",
        "Budget",
        "Letters of support, only if applicable",
        "Resumes (only if applicable)",
        "Waiver (if applicable)",
    ]
    assert values(facts, "forms") == [
        "SF-424A Budget Information",
        "Grants.gov Lobbying Form",
    ]
    (fact,) = one("# Send", "Attachment 4: Rates (if applicable)", key="attachments")
    assert fact.value == "Attachment 4: Rates (if applicable)"


SIGNED = [
    "Dear Ms. Ortiz:",
    "In the matter of number 26-00914 we enclose the site plan and the soil report.",
    "Please send us the signed permit by the end of the month.",
    "We ask that you pay the fee within 30 days.",
    "Telephone: (555) 014-2211, please ask for Joe",
    "Sincerely,",
    "Maria Keller",
    "Chief Engineer",
    "Riverton Water District",
    "Account: 555-014-2211",
]


def test_a_letter_tells_what_its_clerk_looks_for():
    facts = told(paged(SIGNED), LETTER)
    assert values(facts, "sender") == [
        "Maria Keller, Chief Engineer, Riverton Water District"
    ]
    assert values(facts, "reference_numbers") == ["26-00914"]
    assert [(fact.value, fact.when) for fact in facts["by_when"]] == [
        ("by the end of the month", ""),
        ("within 30 days", ""),
    ]
    assert values(facts, "enclosures") == ["the site plan and the soil report"]
    assert values(facts, "asked_for") == SIGNED[2:4]


@pytest.mark.parametrize("line", ["MEMORANDUM", "Interoffice Memorandum", "XKCD QRT"])
def test_a_heading_or_letters_without_a_vowel_are_no_sender(line):
    for lines in ([line, "We write again."], ["We write.", "Sincerely,", line]):
        (fact,) = told(paged(lines), LETTER)["sender"]
        assert not fact.stated


def test_a_memo_tells_amounts_and_whom_to_ask():
    facts = told(
        paged(
            [
                "MEMORANDUM",
                "TO: All staff",
                "FROM: Dana Roe, Budget Office",
                "DATE: May 3, 2027",
                "SUBJECT: Travel",
                "The travel budget is $45,000 this year.",
                "Questions go to Lee Park, 555-014-2211, lpark@city.example.gov.",
            ]
        ),
        LETTER,
    )
    assert values(facts, "amounts") == ["$45,000"]
    assert values(facts, "contacts") == ["Lee Park, 555-014-2211, lpark@city.example.gov"]


def test_contacts_have_roles_for_labels_and_say_what_a_number_is_for():
    facts = one(
        "# Contacts",
        "## Program contact",
        "Please write to us if you have questions:",
        "Jane Doe",
        "Open Monday",
        "8 a.m. to 5 p.m. ET",
        "301-555-0142",
        "TTY: 301-555-0199",
        "Grants officer:",
        "Robert Roe",
        "(301) 555-0177 (TDD)",
        key="contacts",
    )
    assert [(fact.label, fact.value) for fact in facts] == [
        ("Program contact", "Jane Doe, 301-555-0142, 301-555-0199 (TTY)"),
        ("Grants officer", "Robert Roe, (301) 555-0177 (TDD)"),
    ]


def test_a_report_tells_its_own_amounts_and_recommendations():
    facts = told(
        paged(
            [
                "# Roads",
                "The program spent about $4 million on roads.",
                "Congress could consider raising the cap.",
                "We recommend that the agency count again.",
                "^ 3 See Roe, who named losses of about $7 million.",
            ]
        ),
        REPORT,
    )
    assert [(fact.value, fact.source.quote) for fact in facts["amounts"]] == [
        ("$4 million", "The program spent about $4 million on roads.")
    ]
    assert values(facts, "recommendations") == ["We recommend that the agency count again."]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("A match of 25 percent is required.", "cost_sharing", "Required, 25 percent"),
        (
            "You can get this funding if you are a county in the district.",
            "eligible",
            "You can get this funding if you are a county in the district.",
        ),
    ],
)
def test_plain_words_for_match_and_eligibility_are_found(line, key, value):
    assert [fact.value for fact in one("# Funding", line, key=key)] == [value]
