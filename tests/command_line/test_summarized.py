"""``postroom summary``, over a scripted case file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.command_line.telling import shell_command
from app.records import SummarizedDocument
from app.records.summary_lines import NO_DATE, no_date_words
from tests.command_line.scripted_summaries import (
    CHANGES,
    NOTICE,
    OLDER,
    ScriptedSummaries,
)


@pytest.fixture
def made(work):
    work.summaries = ScriptedSummaries(there={1: NOTICE, 2: OLDER})
    return work.summaries


def test_documents_are_listed_with_their_state(called, case, made, program):
    made.others = [
        SummarizedDocument(
            document=3, name="calls.xlsx", kind="workbook", reason="It is a spreadsheet."
        )
    ]
    made.there[2] = replace(OLDER, whole=False)
    told = called("summary", case, "list").stdout
    assert "not summarized: It is a spreadsheet." in told
    assert "first look" in told
    assert program.opened == [(case, True)]
    lines = called("summary", case, "list", "--json").stdout.splitlines()
    assert [json.loads(line)["state"] for line in lines] == ["whole", "first", "none"]


@pytest.mark.parametrize("name", ["2026.pdf", "1", "2026", "2026.PDF"])
def test_a_document_is_meant_by_name_number_or_beginning(called, case, made, name):
    told = called("summary", case, "show", name).stdout
    assert "Private wells are tested." in told
    assert "2025.pdf" not in told


def test_without_a_name_all_are_shown_side_by_side(called, case, made):
    told = called("summary", case, "show").stdout
    assert "The same facts side by side" in told
    facts = json.loads(called("summary", case, "show", "--json").stdout)
    assert [one["document"] for one in facts["documents"]] == ["2026.pdf", "2025.pdf"]


def test_a_question_goes_to_the_documents_named_or_to_all(called, case, made):
    one = called("summary", case, "ask", "2025", "Who pays?")
    assert one.exit_code == 0
    assert '"The state pays."  p. 3' in one.stdout
    both = called("summary", case, "ask", "Is there parking?")
    assert both.stdout.count("The document does not say.") == 2
    assert "2026.pdf" in both.stdout
    assert made.asked == [("Who pays?", (2,)), ("Is there parking?", (1, 2))]


def test_answers_are_a_line_of_json_each(called, case, made):
    lines = called("summary", case, "ask", "Is there parking?", "--json").stdout
    told = [json.loads(line) for line in lines.splitlines()]
    assert [(one["document"], one["quote"]) for one in told] == [
        *(("2026.pdf", None), ("2025.pdf", None)),
    ]


def test_a_question_is_taken_away_where_it_was_asked(called, case, made):
    result = called("summary", case, "forget", " Who  pays?")
    assert result.exit_code == 0
    assert made.forgotten == [(1, "Who pays?")]
    never = called("summary", case, "forget", "Why?")
    assert never.exit_code == 2
    assert "Nobody has asked: Why?" in never.stderr


def test_a_fact_is_put_right_and_can_be_taken_back(called, case, made):
    result = called("summary", case, "correct", "2026.pdf", "award", "$400,000")
    assert result.exit_code == 0
    assert made.corrected == [(1, "ceiling", 0, "$400,000")]
    assert "Award ceiling is now: $400,000" in result.stdout
    undo = shell_command(["postroom", "summary", str(case), "undo", "2026.pdf"])
    assert undo in result.stdout


def test_a_correction_that_should_be_a_date_and_is_none_is_told(called, case, made):
    put = ("summary", case, "correct", "2026.pdf", "Deadlines", "in spring", "--which", "1")
    assert NO_DATE not in called(*put).stdout
    fact = replace(NOTICE.facts[0], corrected="in spring", when="")
    note = no_date_words(fact)
    made.there[1] = replace(NOTICE, about=replace(NOTICE.about, notes=(note,)))
    assert NO_DATE in called(*put).stdout


def test_which_of_several_facts_is_said_by_its_number(called, case, made):
    unsaid = called("summary", case, "correct", "2026.pdf", "deadlines", "2027-02-01")
    assert unsaid.exit_code == 2
    assert "1 Application: January 15, 2027; 2 Application: January 22" in unsaid.stderr
    said = called(
        *("summary", case, "correct", "2026.pdf", "Deadlines", "2027-02-01"),
        *("--which", "2"),
    )
    assert said.exit_code == 0
    beyond = called("summary", case, "correct", "2026.pdf", "deadline", "x", "--which", "3")
    assert "has no number 3" in beyond.stderr
    assert made.corrected == [(1, "deadline", 1, "2027-02-01")]


def test_a_fact_can_be_said_not_to_be_stated(called, case, made):
    result = called("summary", case, "correct", "2026.pdf", "award ceiling", "", "--json")
    assert json.loads(result.stdout)["value"] is None
    assert json.loads(result.stdout)["found"] == "$350,000"


def test_the_document_may_be_left_out_where_there_is_one(called, case, made):
    unsaid = called("summary", case, "drop", "2")
    assert unsaid.exit_code == 2
    assert "Which document?\nThere are: 2026.pdf; 2025.pdf." in unsaid.stderr
    del made.there[2]
    assert called("summary", case, "drop", "2").exit_code == 0
    assert called("summary", case, "correct", "award", "1").exit_code == 0
    assert called("summary", case, "undo").exit_code == 0


@pytest.mark.parametrize(("number", "place"), [("1", (0, 0)), ("2", (2, 0)), ("3", (2, 1))])
def test_a_sentence_is_dropped_by_the_number_that_is_shown(
    called, case, made, number, place
):
    result = called("summary", case, "drop", "2026.pdf", number)
    assert result.exit_code == 0
    assert made.dropped == [(1, *place)]
    gone = NOTICE.sections[place[0]].sentences[place[1]].text
    assert f"Taken out: {gone}" in result.stdout


def test_changes_are_taken_back_one_by_one(called, case, made):
    made.taken_back = "A sentence was taken out."
    result = called("summary", case, "undo", "2026.pdf")
    assert "Taken back: A sentence was taken out." in result.stdout
    made.taken_back = ""
    assert "nothing to take back" in called("summary", case, "undo", "1").stdout


def test_versions_are_compared_as_they_are_named(called, case, made):
    told = called("summary", case, "changes", "2025.pdf", "2026.pdf").stdout
    assert made.compared == [(2, 1)]
    assert "212 sentences are the same" in told
    facts = json.loads(called("summary", case, "changes", "2", "1", "--json").stdout)
    assert facts["old"] == "2025.pdf"


def test_summaries_are_written_as_they_are_now(called, case, made, tmp_path):
    out = tmp_path / "s.docx"
    assert called("summary", case, "export", "--out", out).exit_code == 0
    assert (
        called(
            "summary", case, "export", "2025", "2026", "--changes", "--out", out
        ).exit_code
        == 0
    )
    assert made.exported == [(out, (), None), (out, (2, 1), CHANGES)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "2027.pdf"), "There is no document 2027.pdf."),
        (("show", "202"), "202 could be any of: 2026.pdf; 2025.pdf."),
        (("ask", " "), "What is the question?"),
        (("correct", "award"), "Which fact, and what is right?"),
        (("correct", "1", "2", "3", "4"), "Which fact, and what is right?"),
        (("correct", "2026.pdf", "ceilin", "x"), "There is no fact ceilin."),
        (("drop", "2026.pdf", "0"), "There is no sentence 0."),
        (("drop", "2026.pdf", "4"), "The summary has sentences 1 to 3."),
        (("drop", "2026.pdf", "two"), "Which sentence?"),
        (("export",), "Where to?"),
        (("export", "2026.pdf", "--changes", "--out", "s.md"), "compares two documents"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments, said, called, case, made):
    result = called("summary", case, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (made.corrected, made.dropped, made.exported) == ([], [], [])


def test_documents_of_one_name_are_told_apart_by_number(called, case, made):
    made.there[3] = replace(OLDER, document=3)
    result = called("summary", case, "show", "2025.pdf")
    assert result.exit_code == 2
    assert "2 2025.pdf; 3 2025.pdf" in result.stderr
    assert called("summary", case, "show", "3").exit_code == 0


@pytest.mark.parametrize("command", ["show", "ask", "export"])
def test_a_case_file_without_summaries_says_so(called, case, made, command, tmp_path):
    made.there = {}
    more = ["--out", tmp_path / "s.md"] if command == "export" else ["x"]
    result = called("summary", case, command, *more)
    assert result.exit_code == 2
    assert "Nothing was summarized in this case file yet." in result.stderr


def test_help_teaches_by_examples(called):
    result = called("summary", "--help")
    assert 'postroom summary notices.postroom ask "Who may apply?"' in result.stdout
    listed = result.stdout[result.stdout.index("Commands:") :]
    for command in ("list", "show", "ask", "correct", "drop", "undo", "export"):
        assert f"  {command} " in listed
