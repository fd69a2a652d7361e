"""What persons change in summaries, and what goes out of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import store
from app.records import PostroomError, VersionChangeKind
from app.records.summary_lines import NO_DATE, no_date_words
from tests.workflow.summarized import NOTICE, REPORT, Desk
from tests.workflow.test_summaries import SETTINGS, added, quotations, run

LONGER = replace(SETTINGS, words=200)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(folder=tmp_path)


def facts_of(summary, key):
    return [fact for fact in summary.facts if fact.key == key]


def sentences_of(summary):
    return [sentence for section in summary.sections for sentence in section.sentences]


def test_a_corrected_fact_says_both_what_was_found_and_what_is_right(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        found = facts_of(workspace.summaries.summary(1), "award_ceiling")[0]
        summary = workspace.summaries.correct_fact(1, "award_ceiling", 0, " $260,000\n ")
        (fact,) = facts_of(summary, "award_ceiling")
        assert fact == replace(found, corrected="$260,000", amount=260_000.0)
        assert "1 fact was corrected by a person." in summary.about.notes


def test_a_corrected_deadline_is_in_the_calendar_and_one_that_is_no_date_is_told(
    desk: Desk,
):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        found = facts_of(workspace.summaries.summary(1), "deadline")
        assert (found[0].when, found[0].stated) == ("2026-03-16", True)
        summary = workspace.summaries.correct_fact(1, "deadline", 0, "April 3, 2026")
        assert facts_of(summary, "deadline")[0].when == "2026-04-03"
        path = desk.folder / "dates.ics"
        list(workspace.summaries.export(path))
        assert "DTSTART;VALUE=DATE:20260403" in path.read_text()
        assert "20260316" not in path.read_text()
        assert not any(NO_DATE in note for note in summary.about.notes)
        summary = workspace.summaries.correct_fact(1, "deadline", 0, "in spring")
        fact = facts_of(summary, "deadline")[0]
        assert (fact.when, fact.zone) == ("", "")
        assert no_date_words(fact) in summary.about.notes
        summary = workspace.summaries.correct_fact(1, "deadline", 0, "")
        assert not any(NO_DATE in note for note in summary.about.notes)


def test_of_two_equal_facts_on_a_page_the_one_that_is_meant_is_corrected(desk: Desk):
    twice = NOTICE.replace(
        "Letters that come", "The application deadline is March 16, 2026. Letters that come"
    )
    with added(desk, notice=twice) as workspace:
        run(workspace)
        case = workspace._case
        stored = store.summary(case, 1)
        assert stored is not None
        (first,) = [f for f in stored.summary.facts if f.when == "2026-03-16"]
        assert first.source is not None
        start = twice.split("\f")[1].rindex(first.source.quote)
        assert start > first.source.start
        second = replace(
            first,
            source=replace(first.source, start=start, end=start + len(first.source.quote)),
        )
        facts = tuple(f for f in stored.summary.facts if f.key != first.key)
        made = replace(stored.summary, facts=(first, second, *facts))
        store.put_summary(case, 1, made, stored.made_of)
        summary = workspace.summaries.correct_fact(1, first.key, 1, "April 1, 2026")
        assert [f.corrected for f in facts_of(summary, first.key)] == [
            None,
            "April 1, 2026",
        ]


def test_what_somebody_looked_at_is_changed_though_the_numbers_are_others_now(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        before = sentences_of(workspace.summaries.summary(1))
        meant = before[1]
        work = workspace.summaries
        work.drop_sentence(1, 0, 0)
        after = work.drop_sentence(1, 9, 9, expected=meant.source)
        assert sentences_of(after) == [before[0], *before[1:]][2:]
        with pytest.raises(PostroomError, match="changed meanwhile"):
            work.drop_sentence(1, 0, 0, expected=meant.source)
        assert sentences_of(work.summary(1)) == before[2:]
        ceiling = facts_of(after, "award_ceiling")[0]
        deadline = facts_of(after, "deadline")[0]
        work.correct_fact(1, "award_ceiling", 7, "$1", expected=ceiling.source)
        assert facts_of(work.summary(1), "award_ceiling")[0].corrected == "$1"
        with pytest.raises(PostroomError, match="changed meanwhile"):
            work.correct_fact(1, "award_ceiling", 0, "$2", expected=deadline.source)
        work.correct_fact(1, "award_ceiling", 0, "$3", expected=ceiling.source)
        assert facts_of(work.summary(1), "award_ceiling")[0].corrected == "$3"


def test_a_correction_stays_where_the_same_words_are_found_again(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        workspace.summaries.correct_fact(1, "award_ceiling", 0, "$260,000")
        workspace.summaries.correct_fact(1, "review_criteria", 0, "Merit")
        run(workspace, LONGER)
        summary = workspace.summaries.summary(1)
        assert facts_of(summary, "award_ceiling")[0].corrected == "$260,000"
        assert facts_of(summary, "review_criteria")[0].corrected == "Merit"
        store.wait_again(workspace._case, 1)
        path = desk.folder / "in" / "notice.txt"
        path.write_text(NOTICE.replace("$250,000", "$270,000"))
        run(workspace)
        (fact,) = facts_of(workspace.summaries.summary(1), "award_ceiling")
        assert (fact.corrected, fact.value) == (None, "$270,000")
        criteria = facts_of(workspace.summaries.summary(1), "review_criteria")
        assert criteria[0].corrected == "Merit"


def test_a_fact_can_be_corrected_to_not_stated_and_again(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        summary = workspace.summaries.correct_fact(1, "award_floor", 0, "")
        assert facts_of(summary, "award_floor")[0].corrected == ""
        summary = workspace.summaries.correct_fact(1, "award_floor", 0, "$1")
        assert facts_of(summary, "award_floor")[0].corrected == "$1"
        assert "$1" in workspace.summaries.undo(1)
        assert facts_of(workspace.summaries.summary(1), "award_floor")[0].corrected == ""
        assert "not stated" in workspace.summaries.undo(1)
        summary = workspace.summaries.summary(1)
        assert facts_of(summary, "award_floor")[0].corrected is None
        assert workspace.summaries.undo(1) == ""


def test_what_is_not_there_cannot_be_changed(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        for key, number in (("award_ceiling", 5), ("award_ceiling", -1), ("nothing", 0)):
            with pytest.raises(PostroomError, match="There is no fact"):
                workspace.summaries.correct_fact(1, key, number, "x")
        for section, sentence in ((99, 0), (0, 99), (-1, 0), (0, -1)):
            with pytest.raises(PostroomError, match="no such sentence"):
                workspace.summaries.drop_sentence(1, section, sentence)
        with pytest.raises(PostroomError, match="shorter"):
            workspace.summaries.correct_fact(1, "award_ceiling", 0, "x" * 3000)
        assert store.summary_edits(workspace._case, 1) == []


def test_a_sentence_that_was_taken_out_stays_out_of_later_summaries(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        before = sentences_of(workspace.summaries.summary(1))
        summary = workspace.summaries.drop_sentence(1, 0, 0)
        assert sentences_of(summary) == before[1:]
        assert summary.about.quoted == len(before) - 1
        assert "1 sentence was taken out by a person." in summary.about.notes
        run(workspace, LONGER)
        assert before[0] not in sentences_of(workspace.summaries.summary(1))
        assert before[0].text in workspace.summaries.undo(1)
        assert before[0] in sentences_of(workspace.summaries.summary(1))


def test_a_section_without_sentences_is_not_told(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        while sections := workspace.summaries.summary(1).sections:
            assert all(section.sentences for section in sections)
            workspace.summaries.drop_sentence(1, len(sections) - 1, 0)
        assert workspace.summaries.summary(1).about.quoted == 0
        assert workspace.summaries.summary(1).outline


# ------------------------------------------------------------------ side by side
def test_the_same_facts_of_several_documents_stand_in_one_table(desk: Desk):
    with added(desk, one=NOTICE, two=NOTICE.replace("$250,000", "$99,000")) as workspace:
        run(workspace)
        workspace.summaries.correct_fact(2, "award_floor", 0, "$7")
        table = workspace.summaries.fact_table()
        assert [name for _, name in table.documents] == ["one.txt", "two.txt"]
        rows = {key: cells for key, _, cells in table.rows}
        values = [cell[0].value for cell in rows["award_ceiling"]]
        assert values == ["$250,000", "$99,000"]
        assert rows["award_floor"][1][0].corrected == "$7"
        one = workspace.summaries.fact_table([2])
        assert [key for key, _ in one.documents] == [2]


def test_what_changed_between_two_versions_is_told_with_the_facts_that_differ(desk: Desk):
    later = NOTICE.replace("March 16, 2026", "March 30, 2026")
    with added(desk, old=NOTICE, new=later) as workspace:
        run(workspace)
        changes = workspace.summaries.changes(1, 2)
        assert (changes.old, changes.new) == ((1, "old.txt"), (2, "new.txt"))
        (change,) = changes.changes
        assert change.kind is VersionChangeKind.CHANGED
        assert change.matters
        assert change.after is not None
        assert "March 30" in change.after.quote
        assert change.after.page == 2
        names = [name for name, _, _ in changes.facts]
        assert any("eadline" in name for name in names)
        with pytest.raises(PostroomError, match="itself"):
            workspace.summaries.changes(1, 1)


def test_versions_are_compared_with_what_persons_put_in_place_of_facts(desk: Desk):
    with added(desk, old=NOTICE, new=NOTICE) as workspace:
        run(workspace)
        assert workspace.summaries.changes(1, 2).facts == ()
        workspace.summaries.correct_fact(2, "award_ceiling", 0, "$1")
        ((name, _, after),) = workspace.summaries.changes(1, 2).facts
        assert "eiling" in name
        assert after[0].corrected == "$1"


# ------------------------------------------------------------------ out
def test_summaries_go_out_as_json_with_every_quotation_in_its_page(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace, replace(SETTINGS, questions=("What is the award ceiling?",)))
        path = desk.folder / "out.json"
        steps = list(workspace.summaries.export(path))
        assert steps[-1].done == steps[-1].total == 1
        told = json.loads(path.read_text(encoding="utf-8"))
        assert told["document"] == "notice.txt"
        assert [line["page"] for line in told["ledger"]] == [1, 2, 3]
        pages = NOTICE.split("\f")
        sentences = [s for section in told["sections"] for s in section["sentences"]]
        assert sentences
        for one in sentences:
            assert pages[one["page"] - 1][one["start"] : one["end"]] == one["quote"]
        entry = list(store.audit_trail(workspace._case))[-1]
        assert (entry.action, entry.detail) == (
            "summaries exported",
            {"documents": [1], "kind": ".json"},
        )


def test_no_export_takes_the_place_of_a_document(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        source = desk.folder / "in" / "notice.txt"
        with pytest.raises(PostroomError, match="one of the documents"):
            list(workspace.summaries.export(source))
        assert source.read_text() == NOTICE


def test_nothing_goes_out_before_anything_was_summarized(desk: Desk):
    with (
        added(desk, notice=NOTICE) as workspace,
        pytest.raises(PostroomError, match="No document"),
    ):
        list(workspace.summaries.export(desk.folder / "out.json"))


# ------------------------------------------------------------------ looking on
def test_another_workspace_looks_on_while_nothing_can_be_changed(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        run(workspace)
        with desk.open(read_only=True) as looking:
            assert looking.summaries.summary(1) == workspace.summaries.summary(1)
            assert looking.summaries.documents() == workspace.summaries.documents()
            assert looking.summaries.settings == SETTINGS
            assert looking.summaries.fact_table() == workspace.summaries.fact_table()
            ((_, answer),) = looking.summaries.ask("What is the award ceiling?", [1])
            assert answer.question == "What is the award ceiling?"
            assert looking.summaries.summary(1).answers == ()
            list(looking.summaries.export(desk.folder / "out.json"))
            for deed in (
                lambda: looking.summaries.correct_fact(1, "award_floor", 0, "x"),
                lambda: looking.summaries.drop_sentence(1, 0, 0),
                lambda: looking.summaries.undo(1),
                lambda: looking.summaries.forget_question(1, "x"),
                lambda: run(looking, LONGER),
            ):
                with pytest.raises(PostroomError, match="can only be read"):
                    deed()


def test_a_first_screen_can_be_signed_off_too(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        running = workspace.summaries.summarize(SETTINGS)
        for step in running:
            if "first look" in step.message:
                running.close()
        summary = workspace.summaries.correct_fact(1, "award_ceiling", 0, "$1")
        assert not summary.whole
        run(workspace)
        fact = facts_of(workspace.summaries.summary(1), "award_ceiling")[0]
        assert fact.corrected == "$1"
        assert list(quotations(workspace.summaries.summary(1)))
