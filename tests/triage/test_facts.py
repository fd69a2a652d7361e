"""Facts of notices, letters and reports, found in small made-up ones."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.summaries import Fact, FactList, FactSpec
from app.triage.fact_lists import fact_list
from app.triage.fact_values import LEFT_BLANK
from app.triage.facts import corrected_fact, fact_table, find_facts, guess_purpose
from app.triage.sentences import sentences_of
from tests.triage.paged import paged

FOLDER = Path(__file__).parents[2] / "resources" / "summaries" / "facts"
GRANT, LETTER, REPORT = (
    fact_list((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), name)
    for name in ("grant", "letter", "report")
)

NOTICE = paged(
    [
        "# Rural Clinic Start-Up Program",
        "Administration for Community Living",
        "Opportunity number: ACL-25-077",
        "Federal assistance listing: 93.912",
        "## Key dates",
        "Application deadline: March 14, 2025, at 11:59 p.m. ET",
        "Letter of intent deadline: February 14, 2025",
        "Expected award date: [ ]",
        "## Funding details",
        "Expected total funding: $6,000,000",
        "Expected awards: 12 new grants",
        "Funding range per award: $150,000 to $300,000",
    ],
    [
        "# Eligibility",
        "## Who can apply",
        "These organizations may apply:",
        "- States and their agencies",
        "- Counties",
        "Individuals are not eligible.",
        "## Cost sharing",
        "There is no cost sharing requirement for this program.",
        "# Prepare your application",
        "The project narrative must not exceed 15 pages.",
        "Use a 12-point font and one-inch margins.",
        "## Attachment 1: Work plan",
        "Say what you will do.",
        "## Attachment 2: Letters of agreement",
        "See also Attachment 1.",
        "Send the SF-424 and the SF-424A.",
        "You must have an active registration in SAM.gov.",
    ],
    [
        "# Review criteria",
        "! Criterion\tPoints",
        "| Need\t15",
        "| Response\t85",
        "# Contacts",
        "## Program questions",
        "Jane Doe",
        "301-555-0142",
        "jane.doe@agency.example.gov",
        "## Budget questions",
        "Robert Roe, rroe@agency.example.gov",
    ],
)


def told(structure, wanted=GRANT):
    """Facts by key."""
    found: dict[str, list[Fact]] = {}
    for fact in find_facts(structure, sentences_of(structure), wanted):
        found.setdefault(fact.key, []).append(fact)
    return found


def values(facts, key):
    return [fact.value for fact in facts[key]]


def one(*lines, key, wanted=GRANT):
    """The facts of one key in a page of lines."""
    return told(paged(list(lines)), wanted)[key]


def test_a_notice_tells_its_facts():
    facts = told(NOTICE)
    assert values(facts, "opportunity_number") == ["ACL-25-077"]
    assert values(facts, "opportunity_title") == ["Rural Clinic Start-Up Program"]
    assert values(facts, "assistance_listing") == ["93.912"]
    assert values(facts, "agency") == ["Administration for Community Living"]
    assert values(facts, "total_funding") == ["$6,000,000"]
    assert values(facts, "number_of_awards") == ["12 new grants"]
    assert values(facts, "award_floor") == ["$150,000"]
    assert values(facts, "award_ceiling") == ["$300,000"]
    assert values(facts, "cost_sharing") == ["Not required"]
    assert values(facts, "award_date") == [LEFT_BLANK]
    assert [(fact.label, fact.when, fact.zone) for fact in facts["deadline"]] == [
        ("Application", "2025-03-14T23:59", "ET"),
        ("Letter of intent", "2025-02-14", ""),
    ]
    assert [(fact.label, fact.amount) for fact in facts["review_criteria"]] == [
        ("Need", 15),
        ("Response", 85),
    ]
    assert [(fact.label, fact.value) for fact in facts["page_limits"]] == [
        ("project narrative", "15 pages")
    ]
    assert values(facts, "attachments") == [
        "Attachment 1: Work plan",
        "Attachment 2: Letters of agreement",
    ]
    assert values(facts, "forms") == [
        "SF-424 Application for Federal Assistance",
        "SF-424A Budget Information",
    ]
    assert values(facts, "registrations") == ["SAM.gov"]
    assert [(fact.label, fact.value) for fact in facts["contacts"]] == [
        ("Program questions", "Jane Doe, 301-555-0142, jane.doe@agency.example.gov"),
        ("Budget questions", "Robert Roe, rroe@agency.example.gov"),
    ]


def test_who_may_apply_is_told_with_the_list_that_hangs_on_it_and_who_may_not():
    may, may_not = told(NOTICE)["eligible"]
    assert may.value == (
        "These organizations may apply: States and their agencies; Counties"
    )
    assert "Counties" in may.source.quote
    assert (may_not.label, may_not.value) == (
        "Who may not apply",
        "Individuals are not eligible.",
    )


def test_every_entry_of_a_list_is_told_and_what_is_not_stated_has_no_source():
    structure = paged(["The weather was fine all week."])
    for wanted in (GRANT, LETTER, REPORT):
        facts = find_facts(structure, sentences_of(structure), wanted)
        assert {fact.key for fact in facts} == {spec.key for spec in wanted.specs}
        order = [fact.key for fact in facts]
        assert order == sorted(order, key=[spec.key for spec in wanted.specs].index)
    missing = told(structure)["deadline"]
    assert [(fact.value, fact.source, fact.stated) for fact in missing] == [
        ("", None, False)
    ]


def test_every_quotation_is_the_text_of_its_page_and_every_find_says_why():
    for fact in find_facts(NOTICE, sentences_of(NOTICE), GRANT):
        if fact.source is not None:
            text = NOTICE.pages[fact.source.page - 1].text
            assert text[fact.source.start : fact.source.end] == fact.source.quote
            assert fact.why.endswith(".")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Application Deadline: [ ]", LEFT_BLANK),
        ("Application Deadline: MM/DD/YYYY", LEFT_BLANK),
        ("Application Deadline: TBD", LEFT_BLANK),
        ("Application Deadline: ______________", LEFT_BLANK),
        ("Application Deadline: [insert date] at 11:59 p.m. ET", LEFT_BLANK),
        ("Application Deadline: June 1, 2026", "June 1, 2026"),
        ("Application Deadline: 30 days after award", "30 days after award"),
        ("Application Deadline: see section 4", "see section 4"),
    ],
)
def test_a_place_left_blank_is_told_as_what_it_is(line, value):
    (fact,) = one(line, key="deadline")
    assert fact.value == value
    assert fact.source.quote == line


def test_the_thirtieth_of_february_is_no_deadline():
    (fact,) = one("Applications are due on February 30, 2026.", key="deadline")
    assert not fact.stated


def test_two_dates_of_one_name_that_differ_are_both_told_and_marked():
    structure = paged(
        ["# Key dates", "Application deadline: June 1, 2026"],
        ["# How to apply", "Applications are due June 3, 2026. Send them by mail."],
    )
    first, second = told(structure)["deadline"]
    assert [fact.when for fact in (first, second)] == ["2026-06-01", "2026-06-03"]
    assert first.conflict
    assert second.conflict
    assert "Page 2 says June 3, 2026." in first.why
    assert "Page 1 says June 1, 2026." in second.why


def test_two_ceilings_that_differ_are_both_told_and_marked():
    structure = paged(
        ["# Funding", "Award ceiling: $500,000"],
        ["# Budget", "Awards will not exceed $450,000. Plan with care."],
    )
    facts = told(structure)["award_ceiling"]
    assert [(fact.value, fact.conflict) for fact in facts] == [
        ("$500,000", True),
        ("$450,000", True),
    ]


CEILING_AND_FLOOR = [
    "The award ceiling is $250,000 and the award floor is $50,000.",
    "The award floor is $50,000 and the award ceiling is $250,000.",
    "The maximum award is $250,000 and the minimum award is $50,000.",
    "The minimum award is $50,000, and the maximum award is $250,000.",
    "Award floor $50,000 and award ceiling $250,000",
    "Award ceiling: $250,000, with a floor: award floor $50,000.",
    "| Award floor\t$50,000\tAward ceiling\t$250,000",
]


@pytest.mark.parametrize("line", CEILING_AND_FLOOR)
def test_a_ceiling_and_a_floor_in_one_line_are_both_told(line):
    facts = told(paged([line]))
    assert values(facts, "award_ceiling") == ["$250,000"]
    assert values(facts, "award_floor") == ["$50,000"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("The award ceiling is $250,000, and no match is required.", "$250,000"),
        ("No match is required, and the award ceiling is $250,000.", "$250,000"),
        ("Award ceiling: $250,000 (indirect costs included)", "$250,000"),
        ("The award ceiling is $250,000 including indirect costs.", "$250,000"),
        ("The maximum award for equipment is $5,000.", ""),
        ("Salary, fringe and indirect costs may not exceed $5,000 per year.", ""),
    ],
)
def test_words_that_rule_a_find_out_do_so_in_its_own_clause(line, value):
    (fact,) = one(line, key="award_ceiling")
    assert fact.value == value


def test_who_may_apply_is_told_though_the_sentence_goes_on_about_something_else():
    (fact,) = one("States may apply, and no match is required.", key="eligible")
    assert fact.value == "States may apply, and no match is required."


def test_a_date_that_was_moved_is_told_as_the_earlier_one():
    new, old = one(
        "Applications are due May 1, 2027 (extended from April 1, 2027) by 5 p.m. ET.",
        key="deadline",
    )
    assert (new.label, new.when, new.zone) == ("Application", "2027-05-01T17:00", "ET")
    assert (old.label, old.when) == ("Application, earlier date", "")
    assert "Another date has taken its place." in old.why
    assert not new.conflict
    assert not old.conflict


def test_an_earlier_date_that_another_page_still_has_is_a_contradiction():
    structure = paged(
        ["The application deadline was extended from May 1, 2027 to June 1, 2027."],
        ["# How to apply", "Application deadline: May 1, 2027"],
    )
    facts = told(structure)["deadline"]
    assert [(fact.label, fact.when, fact.conflict) for fact in facts] == [
        ("Application, earlier date", "", False),
        ("Application", "2027-06-01", True),
        ("Application", "2027-05-01", True),
    ]


def test_midnight_says_how_it_is_taken():
    (fact,) = one("Applications are due June 5, 2027 at 12:00 midnight ET.", key="deadline")
    assert (fact.when, fact.zone) == ("2027-06-05T23:59", "ET")
    assert fact.why.endswith("Midnight is taken as the end of that day.")


def test_required_here_and_not_required_there_is_a_contradiction():
    structure = paged(
        ["# Eligibility", "Cost sharing is not required."],
        ["# Budget", "Applicants must provide a match of 20 percent."],
    )
    facts = told(structure)["cost_sharing"]
    assert [(fact.value, fact.conflict) for fact in facts] == [
        ("Not required", True),
        ("Required, 20 percent", True),
    ]


def test_each_of_two_dates_in_one_line_has_the_name_that_stands_nearest_to_it():
    facts = one(
        "Application deadline: January 15, 2027, optional letter of intent deadline: "
        "December 15, 2026",
        key="deadline",
    )
    assert [(fact.label, fact.when) for fact in facts] == [
        ("Application", "2027-01-15"),
        ("Letter of intent", "2026-12-15"),
    ]


def test_a_line_below_a_heading_keeps_the_name_that_it_has_itself():
    facts = one(
        "# Optional letter of intent", "Due by January 15, 2027",
        "Application due on February 15, 2027, at 11:59 p.m. ET.", key="deadline",
    )  # fmt: skip
    assert [(fact.label, fact.when) for fact in facts] == [
        ("Letter of intent", "2027-01-15"),
        ("Application", "2027-02-15T23:59"),
    ]


def test_a_number_that_was_cut_off_does_not_contradict_the_whole_one():
    structure = paged(["Opportunity number: CMS-25-001"], ["Opportunity number CMS-25"])
    (fact,) = told(structure)["opportunity_number"]
    assert (fact.value, fact.conflict) == ("CMS-25-001", False)


def test_a_date_is_no_number_of_awards():
    (fact,) = one("Expected award date: March 15, 2026", key="number_of_awards")
    assert not fact.stated


def test_an_agency_that_only_a_source_names_is_not_the_one_that_issues_the_notice():
    pages = [["# Clean Rivers"], ["One."], ["Two."],
             ["See Centers for Disease Control and Prevention, 2022."]]  # fmt: skip
    (fact,) = told(paged(*pages))["agency"]
    assert not fact.stated


def test_what_is_said_twice_is_told_once_at_its_first_place_or_with_its_time():
    structure = paged(
        ["# Key dates", "Application deadline: June 1, 2026"],
        ["# Funding", "Award ceiling: $500,000"],
        ["# Submission", "Applications are due June 1, 2026 at 5 p.m. ET.",
         "The award ceiling is $500,000."],
    )  # fmt: skip
    facts = told(structure)
    assert [fact.when for fact in facts["deadline"]] == ["2026-06-01T17:00"]
    (ceiling,) = facts["award_ceiling"]
    assert (ceiling.source.page, ceiling.conflict) == (2, False)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("Up to $415,000 per award", "award_ceiling", "$415,000"),
        ("Funding per award: Up to $75,000", "award_ceiling", "$75,000"),
        ("We expect to award up to 12 grants.", "number_of_awards", "12 grants"),
        ("Estimated Number of Awards: 4-5.", "number_of_awards", "4-5"),
        ("Number of awards: Multiple", "number_of_awards", "Multiple"),
        ("Award ceiling: $24,923,717.00 per Federal Fiscal Year", "award_ceiling",
         "$24,923,717.00 per Federal Fiscal Year"),
        ("Cost Sharing or Matching Requirement: No", "cost_sharing", "Not required"),
        ("Applicants must provide matching funds equal to 50 percent.", "cost_sharing",
         "Required, 50 percent"),
        ("No match is required.", "cost_sharing", "Not required"),
        ("Estimated Available Funds: $2,250,000.", "total_funding", "$2,250,000"),
        ("Type of Award: Discretionary grants.", "award_type", "Discretionary grants"),
        ("AGENCY: Department of Education.", "agency", "Department of Education"),
        ("The anticipated award date is July 15, 2025.", "award_date", "July 15, 2025"),
        ("Awards range from $10,000 to $20,000.", "award_floor", "$10,000"),
        ("Letters of Intent: Not required", "deadline", "Not required"),
    ],
)  # fmt: skip
def test_a_fact_is_found_in_a_label_or_a_sentence(line, key, value):
    (fact,) = one(line, key=key)
    assert fact.value == value
    assert fact.source.quote == line


def test_an_upper_end_alone_is_no_floor():
    (fact,) = one("Funding range per award: Up to $75,000", key="award_floor")
    assert not fact.stated


def test_total_funding_is_not_the_ceiling_of_one_award():
    facts = told(
        paged(["Estimated total program funding: $5,000,000", "Award ceiling: $415,000"])
    )
    assert values(facts, "total_funding") == ["$5,000,000"]
    assert values(facts, "award_ceiling") == ["$415,000"]


@pytest.mark.parametrize(
    "lines",
    [
        ["# Criterion 1: Need", "15 points"],
        ["# Review criteria", "Criterion 1: Need (15 points)"],
        ["# Review criteria", "| Criterion 1: Need\t15 points"],
        ["# Review criteria", "! Criterion\tMaximum points", "| Criterion 1: Need\t15"],
        ["# Review criteria", "Criterion 1: Need", "15 points"],
    ],
)
def test_a_criterion_is_told_with_its_points_in_every_form(lines):
    (fact,) = one(*lines, key="review_criteria")
    assert (fact.label, fact.amount) == ("Criterion 1: Need", 15)
    assert "15" in fact.source.quote


def test_a_heading_and_what_stands_below_it_are_quoted_together():
    (fact,) = one("# Award ceiling", "$40,000", key="award_ceiling")
    assert (fact.value, fact.source.quote) == ("$40,000", "Award ceiling\n$40,000")


def test_the_rows_of_a_table_are_labels_with_values():
    structure = paged(
        [
            "| Deadline for applications\tJune 2, 2025, 10:30 a.m. Central Time",
         "| Deadline for submitting questions\tMay 12, 2025"],
    )  # fmt: skip
    facts = told(structure)["deadline"]
    assert [(fact.label, fact.when, fact.zone) for fact in facts] == [
        ("Application", "2025-06-02T10:30", "Central Time"),
        ("Questions", "2025-05-12", ""),
    ]
    assert all("\t" in fact.source.quote for fact in facts)


def test_labels_on_the_lines_of_one_paragraph_are_told_apart():
    structure = paged(
        ["Opportunity number: EPA-26-01\nOpportunity title: Clean Rivers\nCFDA: 66.460"]
    )
    facts = told(structure)
    assert values(facts, "opportunity_number") == ["EPA-26-01"]
    assert values(facts, "opportunity_title") == ["Clean Rivers"]
    assert facts["opportunity_title"][0].source.quote == "Opportunity title: Clean Rivers"


LETTER_PAGE = paged(
    [
        "Harbor Tenants' Union",
        "March 2, 2026",
        "Re: Repair of the elevator, case 24-1177",
        "Dear Ms. Ortiz:",
        "The elevator has been broken since January 5, 2026 and cost us $940 in taxis.",
        "Please send an inspector no later than March 20, 2026.",
        "Thank you for reading this.",
        "Sincerely,",
        "Denise Farrow",
        "Enclosure: two photographs",
    ]
)


def test_a_letter_tells_who_asks_whom_for_what_by_when():
    facts = told(LETTER_PAGE, LETTER)
    assert values(facts, "sender") == ["Denise Farrow"]
    assert values(facts, "addressee") == ["Ms. Ortiz"]
    assert facts["letter_date"][0].when == "2026-03-02"
    assert values(facts, "subject") == ["Repair of the elevator, case 24-1177"]
    assert values(facts, "asked_for") == [
        "Please send an inspector no later than March 20, 2026."
    ]
    assert [fact.when for fact in facts["by_when"]] == ["2026-03-20"]
    assert values(facts, "reference_numbers") == ["24-1177"]
    assert values(facts, "enclosures") == ["two photographs"]
    assert values(facts, "amounts") == ["$940"]


def test_the_date_of_a_letter_is_no_day_that_its_text_speaks_of():
    structure = paged(
        ["Your rent rises to $1,400.", "Effective date: May 1, 2027",
         "May 1, 2027 is a Saturday.", "Dear Ms. Ortiz, please send us the key.",
         "Regards,", "Ann Bee"],
    )  # fmt: skip
    facts = told(structure, LETTER)
    assert not facts["letter_date"][0].stated
    assert values(facts, "addressee") == ["Ms. Ortiz"]


@pytest.mark.parametrize(
    "line",
    ["March 2, 2026", "Springfield, March 2, 2026", "Date: March 2, 2026",
     "San Juan, Puerto Rico, 2 de marzo de 2026", "Monday, March 2, 2026",
     "Harbor Union\nMarch 2, 2026\nPier 4", "| Date\tMarch 2, 2026"],
)  # fmt: skip
def test_the_date_of_a_letter_stands_alone_or_beside_a_place(line):
    structure = paged([line, "Dear Mr. Roe:", "Come on May 9, 2026.", "Regards,", "Ann"])
    assert [fact.when for fact in told(structure, LETTER)["letter_date"]] == ["2026-03-02"]


def test_a_meeting_at_the_end_of_a_letter_is_not_its_date():
    structure = paged(
        ["Dear Mr. Roe:", "Come to our meeting.", "Date: May 9, 2026", "Time: 10 a.m.",
         "Regards,", "Ann"],
    )  # fmt: skip
    assert not told(structure, LETTER)["letter_date"][0].stated


REPORT_PAGES = paged(
    [
        "# Bridges of the County",
        "Office of Inspector General",
        "Report number: OIG-25-14",
        "May 2, 2025",
        "# Introduction",
        "This report examines how the county keeps its bridges.",
    ],
    [
        "# What we found",
        "We found that 14 of 60 bridges were not inspected in time.",
        "# Recommendations",
        "We recommend that the county inspect every bridge each year.",
    ],
)


def test_a_report_tells_its_findings_and_recommendations():
    facts = told(REPORT_PAGES, REPORT)
    assert values(facts, "title") == ["Bridges of the County"]
    assert values(facts, "issuer") == ["Office of Inspector General"]
    assert values(facts, "report_number") == ["OIG-25-14"]
    assert facts["report_date"][0].when == "2025-05-02"
    assert values(facts, "purpose") == [
        "This report examines how the county keeps its bridges."
    ]
    assert values(facts, "findings") == [
        "We found that 14 of 60 bridges were not inspected in time."
    ]
    assert values(facts, "recommendations") == [
        "We recommend that the county inspect every bridge each year."
    ]


def test_a_report_has_its_own_number_date_and_authors_not_those_of_its_text():
    structure = paged(
        ["# Trails of the Region", "As of February 2026, trails were open.",
         "Updated March 3, 2026"],
        ["~ Trails of the Region R47324", "House report number 113-44 was cited."],
        ["~ Trails of the Region R47324", "See report number 113-44.",
         "The committee found that trails matter. The agency recommends that they stay.",
         "GAO recommended that paths be mended."],
        ["~ Trails of the Region R47324", "# Author Information", "| Ann Bee\tCarl Doe",
         "| Analyst in Trails\tSpecialist in Paths", "Eve Fox",
         "^ 3 John Footnote, Paths, 2020.", "# Disclaimer", "Greg Hill"],
    )  # fmt: skip
    facts = told(structure, REPORT)
    assert values(facts, "report_number") == ["R47324"]
    source = facts["report_number"][0].source
    assert "R47324" in structure.pages[source.page - 1].text[source.start : source.end]
    assert facts["report_date"][0].when == "2026-03-03"
    assert values(facts, "authors") == ["Ann Bee", "Carl Doe", "Eve Fox"]
    assert not facts["findings"][0].stated
    assert not facts["recommendations"][0].stated


def test_a_number_in_a_sentence_of_the_cover_is_not_the_report_s_own():
    facts = told(
        paged(["# Trails", "Report to Congress", "See report number 113-44 of the bill."]),
        REPORT,
    )
    assert not facts["report_number"][0].stated


def test_a_memo_s_table_tells_who_writes_to_whom():
    structure = paged(["| From\tAnn Bee", "| To\tCarl Doe", "Please fix the well."])
    facts = told(structure, LETTER)
    assert values(facts, "sender") == ["Ann Bee"]
    assert values(facts, "addressee") == ["Carl Doe"]
    assert facts["sender"][0].why == "It stands in the table row of \u201cfrom\u201d."


def test_authors_in_one_line_are_told_one_by_one():
    facts = told(
        paged(["# Trails", "By Ann Bee, Carl de Vries, and Eve Fox", "Words."]), REPORT
    )
    assert values(facts, "authors") == ["Ann Bee", "Carl de Vries", "Eve Fox"]


def test_the_number_of_a_footnote_is_no_part_of_a_passage():
    text = "Trails are old. 211 For this study, the office walked all of them."
    page = paged([text])
    (fact,) = told(page, REPORT)["purpose"]
    assert fact.value == "For this study, the office walked all of them."
    assert fact.source.quote == fact.value


def test_a_sentence_that_states_a_period_comes_before_those_that_speak_of_it():
    facts = one(
        *(f"Plan {n} must cover the period of performance." for n in range(6)),
        "Awards are made for a three-year period of performance.",
        key="period_of_performance",
    )
    assert len(facts) == 3
    assert "Awards are made for a three-year period of performance." in {
        fact.value for fact in facts
    }


def test_at_most_three_passages_tell_a_fact_and_a_rule_is_one_of_them():
    facts = one(
        "# Eligibility", "These may apply:", "- States", "- Counties",
        *(f"Firms of kind {n} are not eligible." for n in range(5)), key="eligible",
    )  # fmt: skip
    assert len(facts) <= 3
    assert facts[0].value == "These may apply: States; Counties"


def test_a_checklist_and_contents_name_no_attachments_of_their_own():
    structure = paged(
        ["# Contents", "Attachment 1: Plan of work ........ 3"],
        ["# Attachments", "## Attachment 1: Work plan", "Say what you will do."],
        ["# Application checklist", "! Part\tPages", "| Attachments 1 to 3\t10",
         "| Attachment 1\t2"],
    )  # fmt: skip
    assert values(told(structure), "attachments") == ["Attachment 1: Work plan"]


def test_amounts_of_one_section_do_not_contradict_each_other():
    structure = paged(
        ["# Spending", "The county spent $5 million on roads."],
        ["The county provided $7 million for schools."],
    )
    facts = told(structure, REPORT)["amounts"]
    assert [(fact.value, fact.conflict) for fact in facts] == [
        ("$5 million", False),
        ("$7 million", False),
    ]


def test_what_a_document_is_for_is_guessed_by_its_signs_and_its_shape():
    lists = (GRANT, LETTER, REPORT)
    assert guess_purpose(NOTICE, lists) is GRANT
    assert guess_purpose(LETTER_PAGE, lists) is LETTER
    assert guess_purpose(REPORT_PAGES, lists) is REPORT
    assert guess_purpose(paged(["Words.", "More words."], ["Others."]), lists) is REPORT
    assert guess_purpose(paged(["Nothing is clear here."]), (GRANT,)) is GRANT
    with pytest.raises(ValueError, match="no list"):
        guess_purpose(NOTICE, ())


def test_documents_stand_side_by_side_with_what_each_of_them_states():
    facts = [
        find_facts(structure, sentences_of(structure), GRANT)
        for structure in (NOTICE, paged(["Award ceiling: $90"]))
    ]
    table = fact_table([(1, "one.pdf"), (2, "two.pdf")], facts)
    assert table.documents == ((1, "one.pdf"), (2, "two.pdf"))
    assert [key for key, _, _ in table.rows] == [spec.key for spec in GRANT.specs]
    ceilings = next(cells for key, _, cells in table.rows if key == "award_ceiling")
    assert [[fact.value for fact in cell] for cell in ceilings] == [["$300,000"], ["$90"]]
    floors = next(cells for key, _, cells in table.rows if key == "award_floor")
    assert floors[1] == ()


def test_the_code_knows_kinds_and_an_office_may_ask_for_anything():
    wanted = FactList(
        purpose="lease",
        name="Lease",
        specs=(
            FactSpec(key="x", name="Rent", kind="amount", cues=("monthly rent",)),
            FactSpec(key="y", name="Pets", kind="text",
                     cues=("No: =no pets", "Yes: =pets * welcome")),
            FactSpec(key="z", name="Rules", kind="passages", headings=("house rules",)),
        ),
    )  # fmt: skip
    facts = told(
        paged(
            ["The monthly rent is $1,200.", "No pets.", "# House rules",
             "Keep the stairs free of bicycles."]
        ),
        wanted,
    )  # fmt: skip
    assert [values(facts, key) for key in "xyz"] == [
        ["$1,200"],
        ["No"],
        ["Keep the stairs free of bicycles."],
    ]


def test_a_footnote_does_not_outweigh_the_text():
    structure = paged(
        ["Award ceiling: $500", "^ 1 The award ceiling of last year was $700 in all."]
    )
    assert values(told(structure), "award_ceiling") == ["$500"]


DEADLINE = Fact(key="deadline", name="Deadlines", when="2025-01-15T17:00", zone="ET")
CEILING = Fact(key="award_ceiling", name="Award ceiling", amount=500_000.0)
MISSING = Fact(key="eligible", name="Who may apply")


@pytest.mark.parametrize(
    ("fact", "value", "when", "zone", "amount"),
    [
        (DEADLINE, "March 3, 2025", "2025-03-03", "", None),
        (DEADLINE, "2025-03-03", "2025-03-03", "", None),
        (DEADLINE, "the week of March 3, 2025, at 5 p.m. PT, as told by telephone",
         "2025-03-03T17:00", "PT", None),
        (DEADLINE, "to be announced", "", "", None),
        (DEADLINE, "February 30, 2025", "", "", None),
        (CEILING, "$2.5 million per year", "", "", 2.5e6),
        (CEILING, "$5,000 until June 1, 2027", "", "", 5_000),
        (CEILING, "12 awards", "", "", 12),
        (CEILING, "none", "", "", None),
        (MISSING, "March 3, 2025", "2025-03-03", "", None),
        (MISSING, "$5,000", "", "", 5_000),
        (MISSING, "Counties that had a plan on March 3, 2025 or later", "", "", None),
        (MISSING, "Counties with costs of $5,000 or more in one year", "", "", None),
    ],
)  # fmt: skip
def test_a_value_that_a_person_puts_in_has_its_day_zone_and_amount(
    fact, value, when, zone, amount
):
    corrected = corrected_fact(fact, value)
    assert corrected.corrected == value
    assert (corrected.when, corrected.zone, corrected.amount) == (when, zone, amount)
    assert (corrected.key, corrected.value) == (fact.key, fact.value)


words = st.sampled_from(
    ["Application deadline:", "June 1, 2025", "$5,000", "[ ]", "15 points", "Attachment 1:",
     "Dear", "Sincerely,", "\n", "a@b.example", "(202) 555-0100", "not eligible", "SF-424",
     "up to", "per award", "\u2022", "Eligible applicants", "93.912", ".", ":", "\u00ad-\n"]
)  # fmt: skip
lines = st.lists(
    st.builds(
        lambda mark, parts: f"{mark}{' '.join(parts)}",
        st.sampled_from(["", "# ", "- ", "| ", "! ", "^ ", "+ "]),
        st.lists(words, min_size=1, max_size=8),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3))
def test_whatever_a_document_says_quotations_are_exact(pages):
    structure = paged(*pages)
    sentences = sentences_of(structure)
    for wanted in (GRANT, LETTER, REPORT):
        facts = find_facts(structure, sentences, wanted)
        assert {fact.key for fact in facts} == {spec.key for spec in wanted.specs}
        for fact in facts:
            assert (fact.source is None) == (fact.value == "")
            if fact.source:
                text = structure.pages[fact.source.page - 1].text
                assert text[fact.source.start : fact.source.end] == fact.source.quote
                assert "\n" not in fact.value


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "1 " * 60_000,
        "$1,000 to " * 20_000,
        "June 1, 2025 " * 10_000,
        "Application deadline: " * 8_000,
        "a.b@" * 30_000,
        "[ " * 50_000,
        "_ " * 50_000,
        "Attachment 1 " * 12_000,
        "six hundred and " * 12_000,
        ("Award ceiling: $5\n" * 6_000),
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_text_takes_no_longer_than_its_length_asks(text):
    structure = paged([text])
    sentences = sentences_of(structure)
    begun = time.process_time()
    for wanted in (GRANT, LETTER):
        find_facts(structure, sentences, wanted)
    assert time.process_time() - begun < 60
