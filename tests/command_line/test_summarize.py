"""``postroom summarize``, over a scripted case file."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest

from app.command_line.telling import shell_command
from app.records import (
    Document,
    DocumentState,
    Phase,
    Step,
    SummarizedDocument,
    SummarySettings,
)
from tests.command_line.made import LOCKED
from tests.command_line.scripted_summaries import (
    CEILING,
    NOTICE,
    OLDER,
    ScriptedSummaries,
)


def document(key, path):
    state = DocumentState.READ
    where = str(path.resolve())
    return Document(key=key, name=path.name, path=where, kind="pdf", state=state)


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "2026.pdf"
    path.write_bytes(b"%PDF")
    return path


@pytest.fixture
def made(work, notice):
    work.summaries = ScriptedSummaries()
    work.all_documents = [document(1, notice)]
    return work.summaries


@pytest.fixture
def both(work, made, notice, tmp_path):
    """Two documents; gives the paths of the older and the newer one."""
    older = tmp_path / "2025.pdf"
    older.write_bytes(b"%PDF")
    made.to_make = [NOTICE, OLDER]
    work.all_documents.append(document(2, older))
    return older, notice


def words_of(output):
    """All words on one line, as lines end where the terminal does."""
    return " ".join(output.split())


def cells_of(output, beginning):
    """The cells of the first table line in which a cell begins so."""
    for line in output.splitlines():
        cells = [cell.strip() for cell in line.strip("│┃").split("│")]
        if any(cell.startswith(beginning) for cell in cells):
            return cells
    raise AssertionError(f"no line with {beginning}")


def test_pages_are_told_in_one_line_and_the_failed_one_with_its_reason(
    called, notice, made
):
    result = called("summarize", notice)
    assert result.exit_code == 0
    assert "2026.pdf, 4 pages: 2 read, 1 empty, 1 failed" in result.stdout
    assert "Page 4: The page is damaged." in result.stdout


def test_facts_are_a_table_with_pages_and_marks(called, notice, made):
    told = called("summarize", notice).stdout
    assert cells_of(told, "Deadlines") == [
        *("Deadlines", "Application: January 15, 2027", "p. 2 (printed ii)"),
    ]
    assert told.count("contradicts another place") == 2
    assert cells_of(told, "Award ceiling")[1:] == ["$350,000", "p. 5"]
    assert "Not stated: Contacts" in told


def test_every_sentence_has_a_number_and_ends_with_its_page(called, notice, made):
    told = called("summarize", notice).stdout
    assert "  1 Private wells are tested.  p. 1\n" in told.replace(" \n", "\n")
    assert "2 How to Apply  p. 2 (printed ii)" in told
    assert "  3 It goes by mail.  p. 2 (printed ii), reworded" in told
    assert "Nothing of this" not in told
    assert "reworded: in other words than the document's." in words_of(told)
    made.to_make = [replace(NOTICE, sections=NOTICE.sections[:1])]
    assert "reworded" not in called("summarize", notice).stdout


def test_questions_get_their_passage_or_that_the_document_does_not_say(
    called, notice, made
):
    told = called("summarize", notice).stdout
    assert 'Who pays?\n  "The state pays."  p. 3' in told.replace(" \n", "\n")
    assert "Is there parking?\n  The document does not say." in told


def test_the_first_look_comes_on_standard_error_before_the_rest(called, notice, made):
    seen = []

    def look():
        seen.append(True)
        yield Step(phase=Phase.REWORDING, message="Four drafts failed the check.")

    made.script = look
    result = called("summarize", notice)
    assert seen
    first, rest = result.stderr.split("Four drafts failed", 1)
    assert "2026.pdf: A first look is there." in first
    assert "This is a first look; the rest is not done yet." in first
    assert "January 15, 2027" in first
    assert "first look" not in rest
    assert "first look" not in result.stdout
    assert "Is there parking?" in result.stdout


def test_with_several_documents_only_names_are_told_on_the_way(called, made, both):
    result = called("summarize", *both)
    assert "2025.pdf: A first look is there." in result.stderr
    assert "2026.pdf: A first look is there." in result.stderr
    assert "January 15, 2027" not in result.stderr


def test_several_documents_stand_side_by_side(called, made, both):
    told = called("summarize", *both).stdout
    table = told[told.index("The same facts side by side") :]
    assert cells_of(table, "Award ceiling") == [
        *("Award ceiling", "$250,000 p. 5", "$350,000 p. 5"),
    ]
    assert cells_of(table, "Deadlines")[1] == "not stated"
    assert "Contacts" not in table


def test_what_changed_is_told_in_the_order_of_the_names_given(called, made, both):
    result = called("summarize", *both, "--changes")
    assert result.exit_code == 0
    assert made.compared[-1] == (2, 1)
    told = result.stdout
    assert "What changed from 2025.pdf to 2026.pdf" in told
    assert "before: $250,000" in told
    assert "now:    $350,000" in told
    # What matters comes first, wherever it stands.
    assert told.index("Changed  facts differ") < told.index("Removed in 2 How to Apply")
    assert '- "No award is larger than $250,000."  p. 5' in told
    assert '+ "No award is larger than $350,000."  p. 5' in told


def test_all_options_reach_the_work(called, notice, made, tmp_path):
    passwords = tmp_path / "passwords.txt"
    passwords.write_text("first\nsecond\n")
    called(
        *("summarize", notice, "--for", "grant", "--length", "short", "--words", "300"),
        *("--question", "Who pays?", "--question", "By when?", "--recognize-all"),
        *("--language-model", "none", "--password-file", passwords),
    )
    settings = SummarySettings(
        purpose="grant",
        length="short",
        words=300,
        questions=("Who pays?", "By when?"),
        language_model="none",
        recognize_all=True,
    )
    assert made.runs == [(settings, (1,), ("first", "second"))]


def test_options_left_out_stay_as_they_were_and_questions_are_kept(called, case, made):
    made.settings = SummarySettings(purpose="grant", words=300, questions=("Who pays?",))
    called("summarize", "--case", case, "--question", "By when?")
    called("summarize", "--case", case, "--length", "long", "--for", "")
    first, second = (settings for settings, _, _ in made.runs)
    assert first == replace(
        SummarySettings(purpose="grant", words=300), questions=("Who pays?", "By when?")
    )
    assert (second.purpose, second.length, second.words) == ("", "long", 0)


def test_only_what_was_named_is_summarized_and_shown(called, case, made, both):
    made.there = {1: NOTICE}
    made.to_make = [OLDER]
    result = called("summarize", both[0], "--case", case)
    assert made.runs[0][1] == (2,)
    assert "2025.pdf" in result.stdout
    assert "2026.pdf" not in result.stdout


def test_no_name_means_all_and_a_folder_what_is_in_it(called, case, made, both, tmp_path):
    called("summarize", "--case", case)
    called("summarize", tmp_path, "--case", case)
    assert [keys for _, keys, _ in made.runs] == [(1, 2), (1, 2)]


def test_without_a_case_file_nothing_is_kept(called, notice, made, work, program):
    result = called("summarize", notice)
    assert program.opened == [(None, False)]
    assert work.state == "purged"
    assert "keep the work: --case FILE" in words_of(result.stdout)
    assert made.closed == 1


def test_a_case_file_is_kept_and_what_to_do_next_can_be_pasted(called, case, made, work):
    result = called("summarize", "--case", case)
    assert work.state == "closed"
    for words in (["ask", "QUESTION"], ["export", "--out", "summary.docx"]):
        assert shell_command(["postroom", "summary", str(case), *words]) in result.stdout


def test_results_are_written_where_asked_and_the_calendar_last(
    called, notice, made, tmp_path
):
    outs = [tmp_path / name for name in ("d.ics", "s.docx", "s.json", "s.pdf", "s.xlsx")]
    named = [word for out in outs for word in ("--out", out)]
    result = called("summarize", notice, *named)
    assert result.exit_code == 0
    assert [path for path, _, _ in made.exported] == [*outs[1:], outs[0]]
    assert made.exported[0][1:] == ((1,), None)
    assert f"Results: {outs[1]}" in words_of(result.stderr)


def test_what_changed_is_written_too(called, made, both, tmp_path):
    called("summarize", *both, "--changes", "--out", tmp_path / "s.md")
    [(_, keys, changes)] = made.exported
    assert keys == (2, 1)
    assert changes is not None


def test_a_calendar_without_dates_is_refused_after_all_else_is_written(
    called, notice, made, tmp_path
):
    made.to_make = [replace(NOTICE, facts=(CEILING,))]
    result = called(
        "summarize", notice, "--out", tmp_path / "d.ics", "--out", tmp_path / "s.md"
    )
    assert result.exit_code == 1
    assert "There is no date to write." in result.stderr
    assert [path.name for path, _, _ in made.exported] == ["s.md"]
    assert "Private wells are tested." in result.stdout
    assert "To go on" not in result.stderr


def test_results_are_one_line_of_json_and_all_else_goes_to_standard_error(
    called, notice, made
):
    result = called("summarize", notice, "--json")
    [line] = result.stdout.splitlines()
    facts = json.loads(line)
    assert facts["document"] == "2026.pdf"
    assert [len(one["sentences"]) for one in facts["sections"]] == [1, 0, 2]
    assert facts["answers"][1]["quote"] is None
    assert "Summarizing 1 document." in result.stderr
    assert "This is a first look" not in result.stderr


def test_json_of_several_documents_is_one_line_too(called, made, both):
    [line] = called("summarize", *both, "--json", "--changes").stdout.splitlines()
    facts = json.loads(line)
    assert [one["document"] for one in facts["documents"]] == ["2025.pdf", "2026.pdf"]
    assert facts["changes"]["same"] == 212


def test_texts_of_documents_cannot_drive_the_terminal(called, notice, made):
    hostile = replace(
        NOTICE,
        name="a\x1b[2J.pdf",
        facts=(replace(CEILING, value="x\x1b]0;y\x07", label="\u202e"),),
    )
    made.to_make = [hostile]
    result = called("summarize", notice)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "Safe [red]Wells[/red]" in result.stdout


def test_failed_and_other_documents_are_named_with_their_reasons(
    called, notice, made, work, tmp_path
):
    sheet = replace(document(3, tmp_path / "calls.xlsx"), kind="workbook")
    work.all_documents += [replace(LOCKED, path=str(tmp_path / "secret.pdf")), sheet]
    made.others = [
        SummarizedDocument(
            document=3, name="calls.xlsx", kind="workbook", reason="It is a spreadsheet."
        )
    ]
    result = called("summarize", tmp_path)
    assert result.exit_code == 3
    assert "Failed, 1 document:" in result.stdout
    assert "It is locked by a password." in result.stdout
    assert "--password-file" in result.stdout
    assert (
        "Not summarized, 1 document:\n  calls.xlsx: It is a spreadsheet." in result.stdout
    )
    assert "Private wells are tested." in result.stdout


def test_in_json_too_failures_are_told_on_standard_error(
    called, made, work, notice, tmp_path
):
    work.all_documents.append(replace(LOCKED, path=str(tmp_path / "secret.pdf")))
    result = called("summarize", tmp_path, "--json")
    assert result.exit_code == 3
    assert "It is locked by a password." in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_person_is_asked_for_passwords(called, notice, made, work):
    work.all_documents.append(LOCKED)
    called("summarize", notice, interactive=True, typed="secret\n\n")
    assert [passwords for _, _, passwords in made.runs] == [(), ("secret",)]


def interrupted():
    signal.raise_signal(signal.SIGINT)
    yield Step(phase=Phase.REWORDING, done=2, total=9)
    yield Step(phase=Phase.REWORDING, done=3, total=9)


def test_ctrl_c_stops_after_the_step_and_says_how_to_go_on(called, notice, made, work):
    made.script = interrupted
    result = called("summarize", notice, "--question", "Who pays?")
    assert result.exit_code == 130
    command = ["postroom", "summarize", str(notice), "--question", "Who pays?"]
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert shell_command([*command, "--case", str(work.path)]) in lines
    assert result.stdout == ""
    assert (work.state, made.closed) == ("closed", 1)


def test_a_reader_of_the_output_who_goes_away_leaves_no_case_file_behind(
    called, notice, made, work
):
    def gone(_key):
        raise BrokenPipeError(32, "Broken pipe")

    made.summary = gone
    called("summarize", notice, "--json")
    assert work.state == "purged"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "There is nothing to summarize."),
        (("away.pdf",), "There is no file or folder away.pdf."),
        (("FILE", "--for", "poem"), "There are: grant, letter."),
        (("FILE", "--length", "huge"), "There are: short, page, long."),
        (("FILE", "--words", "0"), "--words"),
        (("FILE", "--changes"), "--changes compares two documents."),
        (("FILE", "--out", "s.txt"), "ends in .docx, .pdf, .md, .xlsx, .json, .ics"),
        (("FILE", "--out", "away/s.md"), "there is no folder away"),
        (("FILE", "--out", "FILE"), "would be overwritten"),
        (("FILE", "--model", "larger"), "Installed are: starter."),
        (("FILE", "--case", "away/march"), "There is no folder away."),
        (("FILE", "--password-file", "away.txt"), "The password file away.txt"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments, said, called, notice, made):
    given = [notice if one == "FILE" else one for one in arguments]
    result = called("summarize", *given)
    assert result.exit_code == 2
    assert said in result.stderr
    assert made.runs == []


def test_changes_need_two_summaries_and_the_work_is_kept(called, case, made, both, work):
    made.to_make = [NOTICE]
    result = called("summarize", *both, "--case", case, "--changes")
    assert result.exit_code == 2
    assert "--changes compares two documents; 1 could be summarized." in result.stderr
    assert work.state == "closed"


def test_an_empty_folder_is_wrong_use_and_leaves_nothing(called, tmp_path, made, work):
    work.all_documents = []
    result = called("summarize", tmp_path)
    assert result.exit_code == 2
    assert "Nothing to read was found" in result.stderr
    assert work.state == "purged"


def test_help_teaches_by_examples(called):
    result = called("summarize", "--help")
    assert result.exit_code == 0
    assert "postroom summarize 2025.pdf 2026.pdf --changes" in result.stdout
    assert "Exit status: 0 complete" in result.stdout
    for option in ("--for", "--length", "--words", "--question", "--case", "--out"):
        assert f"  {option}" in result.stdout
