"""Lists of facts: those that come with Postroom, and what an office may get wrong."""

from pathlib import Path

import pytest

from app.records import PostroomError
from app.triage.fact_cues import Index, cue_of
from app.triage.fact_lists import KINDS, fact_list

FOLDER = Path(__file__).parents[2] / "resources" / "summaries" / "facts"
ENTRY = '[[fact]]\nkey = "a"\nname = "A"\nkind = "date"\ncues = ["due"]\n'
HEAD = 'purpose = "grant"\nname = "Grant"\n'


@pytest.mark.parametrize("name", ["grant", "letter", "report"])
def test_the_lists_that_come_with_postroom_are_right(name):
    read = fact_list((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")
    assert read.purpose == name
    assert read.signs
    assert all(spec.kind in KINDS for spec in read.specs)
    assert len({spec.name for spec in read.specs}) == len(read.specs)


def test_the_grant_list_has_what_a_notice_must_tell():
    # 2 CFR part 200, Appendix I, and what the issue asks for.
    read = fact_list((FOLDER / "grant.toml").read_text(encoding="utf-8"), "grant.toml")
    assert {spec.key for spec in read.specs} >= {
        "agency", "opportunity_title", "announcement_type", "opportunity_number",
        "assistance_listing", "total_funding", "number_of_awards", "award_floor",
        "award_ceiling", "deadline", "award_date", "period_of_performance", "contacts",
        "eligible", "cost_sharing", "attachments", "forms", "page_limits", "format",
        "registrations", "submission", "intergovernmental_review", "funding_restrictions",
        "review_criteria", "award_type", "posted",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("purpose = ", "cannot be read as TOML"),
        (HEAD, "must have 1 to"),
        (HEAD + ENTRY + ENTRY, 'two facts with the key "a"'),
        (HEAD + ENTRY.replace("date", "dates"), 'has the kind "dates"'),
        (HEAD + ENTRY.replace("cues", "cue"), 'unknown setting "cue"'),
        (HEAD + ENTRY + "several = 1\n", "must be true or false"),
        (HEAD + ENTRY.replace('["due"]', '"due"'), "must be a list"),
        (HEAD + ENTRY.replace('["due"]', '[""]'), "no text of 1 to"),
        (HEAD + ENTRY.replace('cues = ["due"]\n', ""), "neither cues nor headings"),
        (HEAD + ENTRY.replace('name = "A"\n', ""), 'needs a "name"'),
        ('name = "Grant"\n' + ENTRY, 'needs a "purpose"'),
        (HEAD + "fact = [1]\n", "no table of settings"),
    ],
)
def test_a_list_that_is_not_right_is_refused_in_plain_words(text, words):
    with pytest.raises(PostroomError) as refused:
        fact_list(text, "ours.toml")
    assert "ours.toml" in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("cost sharing", "No Cost-Sharing is asked for"),
        ("cost share", "cost shares"),
        ("applications * due", "Applications for all programs are due"),
        ("Application: closing date", "The closing date is near"),
        ("SF-424A", "the SF 424A form"),
        ("applicant's organization", "the applicant\u2019s organization"),
    ],
)
def test_a_cue_is_found_in_every_usual_spelling(cue, text):
    assert list(cue_of(cue).places(text))
    assert list(Index([text]).having(cue_of(cue))) == [0]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("SF-424", "the SF-424A form"),
        ("cost share", "cost sharing"),
        ("due by", "overdue by"),
        ("applications * due", "applications one two three four five due"),
    ],
)
def test_a_cue_is_not_found_in_other_words(cue, text):
    assert not list(cue_of(cue).places(text))


def test_marks_of_a_cue_are_understood():
    cue = cue_of("Ceiling: most: up to # per award", rank=1, count=4)
    assert (cue.label, cue.bound, cue.words) == ("Ceiling", "most", "up to # per award")
    assert (cue.value, cue.itself, cue.share) == (True, False, 0.75)
    text = "It is up to $5 per award."
    assert cue.fits(text, text.index("$5"), text.index("$5") + 2)
    assert not cue.fits("It is about $5 per award.", 12, 14)
