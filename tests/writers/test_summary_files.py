"""Summaries as files: JSON, Markdown, and what holds for every ending."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest

from app.records import PostroomError, Summary, SummarySection, VersionChanges
from app.records.summary_lines import (
    PRIVATE,
    SUMMARY_SUFFIXES,
    changes_words,
    fact_table_of,
    ledger_words,
    page_runs,
    page_words,
    quote_line,
    run_words,
    state_words,
)
from app.writers.summary_files import write_summaries
from app.writers.summary_markdown import escaped
from tests.writers.made_summaries import (
    CHANGES,
    CONTACT,
    DEADLINE,
    LATE,
    MATCH,
    NOTICE,
    NUMBER,
    OLDER,
    REWORDED,
    quotation,
    quoted,
)

HOSTILE = (
    '=HYPERLINK("http://x","<b>&amp;\x00\x1b\ud800]]>") | `[a](http://x)` _x000D_\u202e'
)


def hostile() -> Summary:
    """A summary in which every text is hostile."""
    source = quotation(HOSTILE * 40, 1, HOSTILE)
    fact = replace(
        DEADLINE, name=HOSTILE, label=HOSTILE, value=HOSTILE * 300, source=source
    )
    sentence = replace(quoted(HOSTILE, 1), text=HOSTILE * 90, source=source, sources=())
    return replace(
        NOTICE,
        name=HOSTILE,
        title=HOSTILE * 9,
        sections=(
            SummarySection(heading=HOSTILE * 9, level=1, page=1, sentences=(sentence,)),
            SummarySection(heading="", level=0, page=1),
        ),
        facts=(fact, replace(fact, value="x" * 40_000), *(fact,) * 30),
        answers=(replace(NOTICE.answers[0], question=HOSTILE, passages=(source,) * 5),),
        ledger=tuple(replace(one, label=HOSTILE, reason=HOSTILE) for one in NOTICE.ledger),
        about=replace(NOTICE.about, notes=(HOSTILE * 50,), made="whenever", models={}),
    )


def written(path: Path, *summaries: Summary, changes: VersionChanges | None = None) -> Any:
    write_summaries(path, summaries, changes)
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    return path.read_text(encoding="utf-8")


# --------------------------------------------------------------------------- JSON


def test_one_document_is_one_object_with_every_page_and_span(tmp_path):
    facts = written(tmp_path / "s.json", NOTICE)
    assert facts["document"] == "notice.pdf"
    assert facts["pages"] == 11
    assert [page["page"] for page in facts["ledger"]] == list(range(1, 12))
    assert {page["state"] for page in facts["ledger"]} == {
        *("read", "empty", "failed", "read by text recognition"),
    }
    assert facts["ledger"][8]["confidence"] == 0.84
    first, purpose, late = facts["sections"]
    assert first["heading"] is None
    assert purpose["heading"] == "1. Purpose of the Program"
    assert (purpose["page"], purpose["label"]) == (3, "1")
    [sentence] = late["sentences"]
    assert sentence == {
        "text": LATE.replace("-\n", ""),
        "kind": "quoted",
        "quote": LATE,
        "page": 9,
        "label": "7",
        "start": 40,
        "end": 40 + len(LATE),
        "sources": [
            {"quote": LATE, "page": 9, "label": "7", "start": 40, "end": 40 + len(LATE)}
        ],
        "why": None,
    }
    assert purpose["sentences"][0]["kind"] == "reworded"
    assert [one["page"] for one in purpose["sentences"][0]["sources"]] == [3, 4]


def test_facts_are_null_where_they_are_not_stated(tmp_path):
    facts = {
        (one["key"], one["which"], one["value"]): one
        for one in written(tmp_path / "s.json", NOTICE)["facts"]
    }
    contact = facts["contact", None, None]
    nothing = ("value", "quote", "page", "label", "start", "end", "when", "zone", "amount")
    assert all(contact[name] is None for name in nothing)
    assert contact["stated"] is False
    due = facts["deadline", "Application", DEADLINE.value]
    assert (due["when"], due["zone"], due["conflict"]) == ("2027-01-15T23:59", "ET", True)
    assert (due["quote"], due["page"], due["label"]) == (
        *("Applications are due January 15, 2027 at 11:59 p.m. ET.", 2, "ii"),
    )
    number = facts["number", None, "WELL-27-001"]
    assert (number["corrected"], number["found"]) == (True, "WELL-27-OO1")


def test_an_answer_is_its_best_passage_or_null(tmp_path):
    match, parking = written(tmp_path / "s.json", NOTICE)["answers"]
    assert (match["question"], match["quote"], match["page"]) == (
        *("Do we need a match?", MATCH, 6),
    )
    assert [one["page"] for one in match["passages"]] == [6, 8]
    assert (parking["quote"], parking["page"], parking["passages"]) == (None, None, [])


def test_several_documents_share_one_object_with_a_table_of_facts(tmp_path):
    facts = written(tmp_path / "s.json", NOTICE, OLDER)
    assert [one["document"] for one in facts["documents"]] == [
        *("notice.pdf", "notice_2025.pdf"),
    ]
    assert facts["changes"] is None
    table = facts["fact_table"]
    assert table["documents"] == ["notice.pdf", "notice_2025.pdf"]
    rows = {row["key"]: row["documents"] for row in table["rows"]}
    assert [one["value"] for one in rows["ceiling"][1]] == ["$250,000"]
    assert rows["number"][1] == []
    assert rows["contact"] == [[], []]


def test_what_changed_is_told_with_both_places(tmp_path):
    facts = written(tmp_path / "s.json", NOTICE, OLDER, changes=CHANGES)["changes"]
    assert (facts["old"], facts["new"], facts["same"]) == (
        *("notice_2025.pdf", "notice.pdf", 212),
    )
    changed, removed = facts["changes"]
    start, end = changed["differing"][0]
    assert changed["after"]["quote"][start:end] == "$350,000"
    assert removed["after"] is None
    [ceiling] = facts["facts"]
    assert (ceiling["before"][0]["value"], ceiling["after"][0]["value"]) == (
        *("$250,000", "$350,000"),
    )


def test_one_document_with_changes_has_room_for_them(tmp_path):
    facts = written(tmp_path / "s.json", NOTICE, changes=CHANGES)
    assert set(facts) == {"documents", "fact_table", "changes"}


# ----------------------------------------------------------------------- Markdown


def test_markdown_tells_everything_in_the_order_of_reading(tmp_path):
    text = written(tmp_path / "s.md", NOTICE)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Summary: Safe Wells for Rural Counties",
        "## Facts",
        "## Summary",
        "### 1\\. Purpose of the Program, p. 3 (printed 1)",
        "### 2.1 Late Applications, p. 9 (printed 7)",
        "## Questions",
        "### Do we need a match?",
        "### Is there parking?",
        "## Where it says so",
        "## Every page",
        "## How this was made",
    ]
    assert "11 pages: 7 read, 2 read by text recognition, 1 empty, 1 failed." in text
    assert "**Could not be read, so not in this summary: page 11.**" in text
    assert "The document does not say." in text
    assert "| **Contacts** | not stated |" in text
    assert "| Pages 1 to 7 | read | ii to 5 |" in text


def test_every_sentence_has_its_page_and_its_words_under_the_same_number(tmp_path):
    text = written(tmp_path / "s.md", NOTICE)
    assert (
        f"- {REWORDED.text} p. 3 (printed 1), p. 4 (printed 2), reworded and checked [2]"
        in text
    )
    [entry] = [line for line in text.splitlines() if line.startswith("**[2]**")]
    for source in REWORDED.sources:
        assert f"{page_words(source.page, source.label)}: “{source.quote}”" in entry


def test_contradictions_and_corrections_are_told_in_words(tmp_path):
    text = written(tmp_path / "s.md", NOTICE)
    lines = [line for line in text.splitlines() if "contradicts itself" in line]
    assert len(lines) == 2
    assert "January 15, 2027" in lines[0]
    assert "January 22, 2027" in lines[1]
    assert "WELL-27-001<br>Entered by a person instead of: WELL-27-OO1." in text


def test_several_documents_are_told_side_by_side_first(tmp_path):
    text = written(tmp_path / "s.md", NOTICE, OLDER, changes=CHANGES)
    order = ("## What changed", "## The same facts side by side", "## Safe Wells")
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert "| **Award ceiling** | $350,000 p. 5 (printed 3) | $250,000 p. 5" in text
    assert "| **Contacts** | not stated | not stated |" in text
    assert "p. 6 (printed 4) | \\- |" in text
    assert "No award is larger than **$350,000**." in text
    assert changes_words(CHANGES) in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. Purpose", "1\\. Purpose"),
        ("2.1 Late", "2.1 Late"),
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("a | b", "a \\| b"),
        ("[x](http://y)", "[x\\](http://y)"),
        ("see [1]", "see [1]"),
        ("<script>", "\\<script>"),
        ("a_file_name.pdf and _this_", "a_file_name.pdf and \\_this\\_"),
        ("two\nlines &lt; \x00", "two lines &amp;lt; \ufffd"),
        ("$5 and *stars*", "$5 and \\*stars\\*"),
    ],
)
def test_markdown_shows_text_as_it_is(text, shown):
    assert escaped(text) == shown


# ---------------------------------------------------------------- words and ranges


def test_pages_that_ended_alike_are_told_as_ranges_and_none_is_left_out():
    runs = page_runs(NOTICE.ledger)
    assert [(run_words(one), state_words(one)) for one in runs] == [
        ("Pages 1 to 7", "read"),
        ("Page 8", "empty"),
        ("Pages 9 to 10", "read by text recognition (84% to 97% sure)"),
        ("Page 11", "failed"),
    ]
    assert sum(one.last - one.first + 1 for one in runs) == len(NOTICE.ledger)


def test_pages_that_were_not_read_yet_are_counted():
    part = replace(NOTICE, ledger=NOTICE.ledger[:3])
    assert ledger_words(part) == "11 pages: 3 read, 8 not read yet"
    assert ledger_words(replace(NOTICE, pages=0, ledger=())) == "0 pages: none read"


@pytest.mark.parametrize(
    ("page", "label", "words"),
    [
        (12, "iv", "p. 12 (printed iv)"),
        (12, "12", "p. 12"),
        (12, "", "p. 12"),
        (3, " A-1\n", "p. 3 (printed A-1)"),
    ],
)
def test_the_printed_number_stands_beside_the_page_where_it_differs(page, label, words):
    assert page_words(page, label) == words


def test_a_quotation_on_one_line_loses_nothing_but_line_breaks():
    assert quote_line("state-of-the-\nart  wells") == "state-of-the-art wells"
    assert quote_line("govern\x02\r\nment, emer\xad\ngency") == "government, emergency"
    assert quote_line("5 -\n7") == "5 - 7"
    assert quote_line("pages 3-\n7") == "pages 3- 7"


def test_a_table_of_facts_has_every_entry_of_every_list():
    other = replace(OLDER, facts=(replace(CONTACT, key="sender", name="Sender"),))
    table = fact_table_of([NOTICE, other])
    assert [key for key, _, _ in table.rows] == [
        *("number", "deadline", "ceiling", "match", "contact", "sender"),
    ]
    assert [len(cells) for _, _, cells in table.rows] == [2] * 6
    assert NUMBER in table.rows[0][2][0]


# -------------------------------------------------------------------- every ending


@pytest.mark.parametrize("ending", SUMMARY_SUFFIXES)
def test_hostile_texts_do_no_harm(tmp_path, ending):
    path = tmp_path / f"s{ending}"
    write_summaries(path, [hostile(), NOTICE, replace(hostile(), document=3)], CHANGES)
    assert path.stat().st_size > 1000
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    if ending == ".json":
        told = json.loads(path.read_text(encoding="utf-8"))
        assert told["documents"][0]["document"] == HOSTILE


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".md"])
def test_what_is_endless_is_cut_off_and_soon_written(tmp_path, ending):
    endless = "x" * 150_000
    source = quotation(endless, 1, endless)
    fact = replace(DEADLINE, name=endless, label=endless, value=endless, source=source)
    sentence = replace(REWORDED, text=endless, source=source, sources=(source,))
    section = replace(
        NOTICE.sections[0], heading=endless, label=endless, sentences=(sentence,)
    )
    made = replace(
        NOTICE,
        name=endless,
        title=endless,
        facts=(fact,),
        sections=(section,),
        ledger=tuple(replace(page, label=endless) for page in NOTICE.ledger),
        about=replace(NOTICE.about, notes=(endless,)),
    )
    began = time.process_time()
    path = tmp_path / f"s{ending}"
    write_summaries(path, [made, made], replace(CHANGES, old=(1, endless)))
    assert time.process_time() - began < 8
    if ending == ".md":
        told = path.read_text(encoding="utf-8")
        assert "[…]" in told
        assert max(map(len, told.splitlines())) < 10_000


@pytest.mark.parametrize("ending", [one for one in SUMMARY_SUFFIXES if one != ".ics"])
def test_what_is_private_is_said_beside_the_facts_and_the_changes(tmp_path, ending):
    private = replace(NOTICE, about=replace(NOTICE.about, notes=(PRIVATE,)))
    path = tmp_path / f"s{ending}"
    told = f"{NOTICE.name}: {PRIVATE}"
    write_summaries(path, [private, OLDER], replace(CHANGES, notes=(told,)))
    assert words_of(path).count(told) == 2


def words_of(path: Path) -> str:
    """All words of a file on one line."""
    match path.suffix:
        case ".docx":
            words = [one.text for one in docx.Document(str(path)).paragraphs]
        case ".pdf":
            words = [page.extract_text() for page in pypdf.PdfReader(path).pages]
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            words = [
                str(cell)
                for name in ("Side by side", "Changes")
                for row in book[name].iter_rows(values_only=True)
                for cell in row
            ]
        case _:
            words = [path.read_text(encoding="utf-8")]
    return " ".join(" ".join(words).split())


@pytest.mark.parametrize("ending", [one for one in SUMMARY_SUFFIXES if one != ".ics"])
def test_a_summary_without_anything_is_written(tmp_path, ending):
    path = tmp_path / f"s{ending}"
    write_summaries(path, [Summary(document=1, name="empty.pdf", whole=False)])
    assert path.stat().st_size > 100


@pytest.mark.parametrize("ending", [one for one in SUMMARY_SUFFIXES if one != ".xlsx"])
def test_the_same_summaries_give_the_same_bytes(tmp_path, ending):
    paths = (tmp_path / f"a{ending}", tmp_path / f"b{ending}")
    for path in paths:
        write_summaries(path, [NOTICE, OLDER], CHANGES)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("ending", SUMMARY_SUFFIXES)
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, ending, monkeypatch):
    path = tmp_path / f"s{ending}"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.writers.target.put_in_place", full)
    with pytest.raises(PostroomError, match="disk is full"):
        write_summaries(path, [NOTICE])
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_other_endings_and_nothing_to_write_are_told(tmp_path):
    with pytest.raises(PostroomError, match=r"cannot be written as \.txt"):
        write_summaries(tmp_path / "s.txt", [NOTICE])
    with pytest.raises(PostroomError, match="no summary to write"):
        write_summaries(tmp_path / "s.json", [])
    assert list(tmp_path.iterdir()) == []
