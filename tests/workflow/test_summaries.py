"""Summaries of one case file: made, stopped, made again, corrected, told."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from app import store
from app.records import (
    PartState,
    Phase,
    PostroomError,
    Scheme,
    SortSettings,
    Step,
    SummarySettings,
)
from app.records.schemes import Category
from tests.workflow.summarized import NOTICE, REPORT, CountingEmbedder, Desk

FIRST = "A first look is there."
WHOLE = "The summary is there."
SETTINGS = SummarySettings(purpose="grant", words=120)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(folder=tmp_path)


def run(workspace, settings=SETTINGS, documents=(), passwords=()) -> list[Step]:
    return list(workspace.summaries.summarize(settings, documents, passwords))


def added(desk: Desk, **files: str):
    paths = [desk.write(f"{name}.txt", text) for name, text in files.items()]
    workspace = desk.open()
    workspace.add(paths)
    return workspace


def quotations(summary):
    for section in summary.sections:
        for sentence in section.sentences:
            yield from (sentence.source, *sentence.sources)
    yield from (fact.source for fact in summary.facts if fact.source)
    for answer in summary.answers:
        yield from answer.passages


def test_every_document_gets_a_first_screen_and_then_a_whole_summary(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        steps = run(workspace)
        told = [(step.document, step.message) for step in steps if step.message]
        assert told == [
            ("notice.txt", FIRST),
            ("report.txt", FIRST),
            ("notice.txt", WHOLE),
            ("report.txt", WHOLE),
        ]
        assert steps[0].phase is Phase.STARTING
        assert steps[-1].phase is Phase.DONE
        assert [(d.state, d.pages) for d in workspace.summaries.documents()] == [
            ("whole", 3),
            ("whole", 2),
        ]
        summary = workspace.summaries.summary(1)
        assert (summary.whole, summary.pages) == (True, 3)
        assert [page.label for page in summary.ledger] == ["p1", "p2", "p3"]
        assert summary.about.purpose == "grant"
        assert summary.about.models == {"scripted": "a" * 64}
        assert len(summary.about.sha256) == 64


def test_every_quotation_stands_character_for_character_on_its_page(desk: Desk):
    asked = replace(SETTINGS, questions=("What is the award ceiling?",))
    with added(desk, notice=NOTICE) as workspace:
        run(workspace, asked)
        found = list(quotations(workspace.summaries.summary(1)))
        assert len(found) > 10
        pages = NOTICE.split("\f")
        for one in found:
            assert pages[one.page - 1][one.start : one.end] == one.quote != ""
            assert one.label == f"p{one.page}"


def test_a_summary_keeps_to_its_words(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace, replace(SETTINGS, words=40))
        sections = workspace.summaries.summary(1).sections
        words = sum(len(s.text.split()) for one in sections for s in one.sentences)
        assert 0 < words <= 40


def test_each_document_gets_the_list_of_facts_that_fits_it(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        run(workspace, replace(SETTINGS, purpose=""))
        purposes = [workspace.summaries.summary(k).about.purpose for k in (1, 2)]
        assert purposes == ["grant", "report"]


def test_every_entry_of_the_list_is_told_and_what_is_not_stated_has_no_quotation(
    desk: Desk,
):
    with added(desk, report=REPORT) as workspace:
        run(workspace)
        facts = workspace.summaries.summary(1).facts
        lists = desk.tools().summary_resources().lists
        grant = next(one for one in lists if one.purpose == "grant")
        keys = list(dict.fromkeys(fact.key for fact in facts))
        assert keys == [spec.key for spec in grant.specs]
        ceiling = next(fact for fact in facts if fact.key == "award_ceiling")
        assert (ceiling.stated, ceiling.value) == (False, "")


def test_a_run_that_is_stopped_keeps_the_first_screen_and_goes_on_from_there(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        running = workspace.summaries.summarize(SETTINGS)
        for step in running:
            if step.message == FIRST:
                running.close()
        assert workspace.summaries.documents()[0].state == "first"
        first = workspace.summaries.summary(1)
        assert not first.whole
        assert first.facts
        assert first.sections
        assert desk.embedder.asked == []
        steps = run(workspace)
        assert [s.message for s in steps if s.message] == [WHOLE]
        assert workspace.summaries.summary(1).whole
        assert desk.reader.read_names == ["notice.txt"]
        runs = workspace._case.number("SELECT count(*) FROM run")
        assert runs == 1


def test_a_run_that_is_stopped_between_meanings_keeps_those_that_are_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.workflow.summary_meaning.CHUNK", 4)
    with added(desk, notice=NOTICE) as workspace:
        running = workspace.summaries.summarize(SETTINGS)
        for step in running:
            if step.phase is Phase.MEANING and step.done >= 8:
                running.close()
        before = list(desk.embedder.asked)
        assert 8 <= len(before) < step.total
        run(workspace)
        assert len(set(desk.embedder.asked)) == len(desk.embedder.asked)
        stopped = workspace.summaries.summary(1)
    other = Desk(folder=desk.folder / "other")
    other.folder.mkdir()
    with added(other, notice=NOTICE) as workspace:
        run(workspace)
        assert workspace.summaries.summary(1) == stopped


def test_nothing_is_made_twice(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        asked = replace(SETTINGS, questions=("Who may apply?",))
        run(workspace, asked)
        before = workspace.summaries.summary(1)
        counted = len(desk.embedder.asked)
        entries = [entry.action for entry in store.audit_trail(workspace._case)]
        steps = run(workspace, asked)
        assert [step.phase for step in steps] == [Phase.STARTING, Phase.DONE]
        assert len(desk.embedder.asked) == counted
        assert desk.reader.read_names == ["notice.txt", "report.txt"]
        assert workspace.summaries.summary(1) == before
        later = [entry.action for entry in store.audit_trail(workspace._case)]
        assert later[len(entries) :] == ["run begun", "run finished"]


def test_another_length_uses_the_meanings_that_are_there(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        counted = len(desk.embedder.asked)
        steps = run(workspace, replace(SETTINGS, words=40))
        assert [step.message for step in steps if step.message] == [WHOLE]
        assert len(desk.embedder.asked) == counted
        assert workspace.summaries.summary(1).about.words == 40
        assert workspace.summaries.settings.words == 40


def test_while_a_new_summary_is_made_the_old_one_stays(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        running = workspace.summaries.summarize(replace(SETTINGS, purpose="letter"))
        for step in running:
            if step.phase is Phase.SUMMARIZING:
                running.close()
        assert workspace.summaries.summary(1).whole
        assert workspace.summaries.summary(1).about.purpose == "grant"


def test_a_new_question_is_answered_and_nothing_else_is_done(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace, replace(SETTINGS, questions=("Who may apply?",)))
        made = workspace.summaries.summary(1).about.made
        counted = len(desk.embedder.asked)
        both = replace(
            SETTINGS,
            questions=("Who may apply?", "  What is the\nceiling? ", "Who may apply?"),
        )
        steps = run(workspace, both)
        assert [step.phase for step in steps] == [
            Phase.STARTING,
            Phase.ANSWERING,
            Phase.DONE,
        ]
        assert desk.embedder.asked[counted:] == ["What is the ceiling?"]
        summary = workspace.summaries.summary(1)
        told = [answer.question for answer in summary.answers]
        assert told == ["Who may apply?", "What is the ceiling?"]
        assert summary.about.made == made


def test_a_question_is_asked_of_all_documents_and_kept(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        run(workspace)
        found = workspace.summaries.ask("What is the award ceiling?")
        assert [key for key, _ in found] == [1, 2]
        ((_, answer),) = workspace.summaries.ask("What is the award ceiling?", [1])
        assert answer == found[0][1]
        assert workspace.summaries.summary(1).answers == (answer,)
        counted = desk.embedder.asked.count("What is the award ceiling?")
        assert counted == 2
        workspace.summaries.forget_question(1, "What is the award ceiling?")
        assert workspace.summaries.summary(1).answers == ()
        assert len(workspace.summaries.summary(2).answers) == 1


def test_an_empty_or_endless_question_is_refused(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        run(workspace)
        with pytest.raises(PostroomError, match="empty"):
            workspace.summaries.ask("  \n ")
        with pytest.raises(PostroomError, match="shorter"):
            run(workspace, replace(SETTINGS, questions=("why " * 500,)))


def test_a_document_that_was_not_summarized_says_so(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        with pytest.raises(PostroomError, match="Summarize it first"):
            workspace.summaries.summary(1)
        with pytest.raises(PostroomError, match="Summarize it first"):
            workspace.summaries.ask("What?", [1])
        with pytest.raises(PostroomError, match=r"notice\.txt has not been summarized"):
            workspace.summaries.fact_table([1])
        with pytest.raises(KeyError):
            workspace.summaries.summary(99)
        assert workspace.summaries.ask("What?") == ()
        assert workspace.summaries.documents()[0].state == "none"


def test_what_cannot_be_summarized_is_named_with_its_reason(desk: Desk):
    files = {"notice": NOTICE, "sheet": "x", "zip": "x", "bad": "x", "locked": "x"}
    with added(desk, **files, blank="") as workspace:
        steps = run(workspace)
        told = {step.document: step.message for step in steps if step.message}
        listed = {one.name: one for one in workspace.summaries.documents()}
        assert len(listed) == 7
        assert {name: (one.state, one.pages) for name, one in listed.items()} == {
            "notice.txt": ("whole", 3),
            "sheet.txt": ("none", 0),
            "zip.txt": ("none", 0),
            "zip.txt > inside.txt": ("whole", 2),
            "bad.txt": ("failed", 0),
            "locked.txt": ("failed", 0),
            "blank.txt": ("none", 1),
        }
        for name in ("sheet.txt", "zip.txt", "bad.txt", "locked.txt", "blank.txt"):
            assert told[name] == listed[name].reason != ""
        assert "look for themes" in listed["sheet.txt"].reason
        assert "Give its password" in listed["locked.txt"].reason
        assert "no text" in listed["blank.txt"].reason


def test_a_locked_document_is_summarized_once_its_password_is_given(desk: Desk):
    with added(desk, locked=NOTICE) as workspace:
        run(workspace)
        run(workspace, passwords=("sesame",))
        assert workspace.summaries.documents()[0].state == "whole"


def test_only_documents_that_are_named_are_read_and_summarized(desk: Desk):
    with added(desk, one=NOTICE, two=REPORT, zip="x", locked="x") as workspace:
        run(workspace, documents=[3, 2])
        assert [d.state for d in workspace.summaries.documents()] == [
            "none",
            "whole",
            "none",
            "whole",
            "none",
        ]
        assert desk.reader.read_names == ["two.txt", "zip.txt", "inside.txt"]
        with pytest.raises(KeyError):
            run(workspace, documents=[99])
        run(workspace)
        with_password = run(workspace, documents=[1], passwords=("sesame",))
        assert "locked.txt" not in {step.document for step in with_password}


def test_what_is_not_offered_is_refused_before_anything_is_done(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        for wrong in (
            SummarySettings(purpose="poem"),
            SummarySettings(length="endless"),
            SummarySettings(words=-1),
        ):
            with pytest.raises(PostroomError, match=r"Choose one of|Ask for"):
                run(workspace, wrong)
        assert desk.reader.read_names == []
        assert workspace.summaries.settings == SummarySettings()


def test_purposes_and_lengths_are_those_of_the_files(desk: Desk):
    own = desk.folder / "own"
    (own / "facts").mkdir(parents=True)
    (own / "facts" / "poem.toml").write_text(
        'purpose = "poem"\nname = "Poem"\n[[fact]]\nkey = "r"\nname = "Rhyme"\n'
        'kind = "text"\ncues = ["rhymes with"]\n'
    )
    desk.own = own
    with desk.open() as workspace:
        purposes = dict(workspace.summaries.purposes())
        assert next(iter(purposes)) == "grant"
        assert purposes["poem"] == "Poem"
        keys = [length.key for length in workspace.summaries.lengths()]
        assert keys == ["short", "page", "long"]


# ------------------------------------------------------------------ reading
def sorted_before(workspace, *, recognize_all: bool = False) -> None:
    scheme = Scheme(
        name="S",
        description="",
        categories=(
            Category(name="Grants", description="award ceiling"),
            Category(name="Bridges", description="bridges inspected late"),
        ),
    )
    settings = SortSettings(
        language_model="none", memory=False, recognize_all=recognize_all
    )
    for _ in workspace.sort(scheme, settings):
        pass


def test_a_document_that_was_sorted_before_keeps_its_verdict_and_what_persons_said(
    desk: Desk,
):
    with added(desk, notice=NOTICE) as workspace:
        sorted_before(workspace)
        workspace.correct([1], "Bridges")
        before = workspace.row(1)
        steps = run(workspace)
        messages = [step.message for step in steps if step.message]
        assert messages == ["Its pages are looked at once more.", FIRST, WHOLE]
        assert workspace.row(1) == before
        assert workspace.summaries.summary(1).about.notes[:1] != ()
        labels = [page.label for page in workspace.summaries.summary(1).ledger]
        assert labels == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("becomes", "said"), [("Another text.", "reads otherwise now"), (None, "read again")]
)
def test_where_the_file_is_another_one_now_the_text_of_that_time_is_summarized(
    desk: Desk, becomes: str | None, said: str
):
    with added(desk, bad=NOTICE, notice=NOTICE) as workspace:
        sorted_before(workspace)
        path = desk.folder / "in" / "notice.txt"
        if becomes is None:
            path.rename(path.with_name("bad.txt"))
            other = store.document(workspace._case, 2).path
            moved = str(Path(other).with_name("bad.txt"))
            workspace._case.execute("UPDATE document SET path = ? WHERE key = 2", (moved,))
        else:
            path.write_text(becomes)
        run(workspace)
        summary = workspace.summaries.summary(2)
        assert any(said in note for note in summary.about.notes)
        pages = NOTICE.split("\f")
        for one in quotations(summary):
            assert pages[one.page - 1][one.start : one.end] == one.quote


@pytest.mark.parametrize("becomes", ["Another text.", None])
def test_a_file_that_is_back_is_looked_at_again(desk: Desk, becomes: str | None):
    with added(desk, notice=NOTICE) as workspace:
        sorted_before(workspace)
        path = desk.folder / "in" / "notice.txt"
        if becomes is None:
            # What cannot be read now is told by its name.
            path.rename(path.with_name("bad.txt"))
            there = str(path.with_name("bad.txt"))
            workspace._case.execute("UPDATE document SET path = ?", (there,))
        else:
            path.write_text(becomes)
        run(workspace)
        before = workspace.summaries.summary(1)
        assert "headings are told by their words alone" in before.about.notes[0]
        assert [page.label for page in before.ledger] == ["", "", ""]
        looked = len(desk.reader.read_names)
        if becomes is not None:
            run(workspace)
            assert len(desk.reader.read_names) == looked
        path.write_bytes(NOTICE.encode())
        workspace._case.execute("UPDATE document SET path = ?", (str(path),))
        run(workspace)
        after = workspace.summaries.summary(1)
        assert [page.label for page in after.ledger] == ["p1", "p2", "p3"]
        assert not any("by their words alone" in note for note in after.about.notes)
        looked = len(desk.reader.read_names)
        run(workspace)
        assert len(desk.reader.read_names) == looked


def test_pages_that_failed_or_were_recognized_are_in_the_ledger_and_in_a_note(desk: Desk):
    text = f"{NOTICE}\fUNREADABLE\fSCANNED\n{REPORT}"
    with added(desk, notice=text) as workspace:
        run(workspace)
        summary = workspace.summaries.summary(1)
        assert [page.state for page in summary.ledger] == [
            *[PartState.READ] * 3,
            PartState.FAILED,
            PartState.RECOGNIZED,
            PartState.READ,
        ]
        assert summary.ledger[3].reason == "the page is damaged"
        assert summary.ledger[4].confidence == 0.5
        notes = " ".join(summary.about.notes)
        assert "could not be read: 1 of 6" in notes
        assert "text recognition: 1 of 6" in notes


def test_pages_are_recognized_anew_where_that_is_asked_and_only_once(desk: Desk):
    with added(desk, one=NOTICE, two=REPORT) as workspace:
        run(workspace)
        wanted = replace(SETTINGS, recognize_all=True)
        run(workspace, wanted, documents=[1])
        assert desk.reader.recognized_all == ["one.txt"]
        run(workspace, wanted)
        assert desk.reader.recognized_all == ["one.txt", "two.txt"]
        run(workspace, wanted)
        assert desk.reader.recognized_all == ["one.txt", "two.txt"]


def test_what_was_sorted_with_recognition_is_looked_at_again_with_recognition(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        sorted_before(workspace, recognize_all=True)
        run(workspace)
        assert desk.reader.recognized_all == ["notice.txt", "notice.txt"]
        actions = [one.action for one in store.audit_trail(workspace._case)]
        assert "document looked at again" in actions


def test_a_private_document_is_summarized_and_says_that_it_is_private(desk: Desk):
    with added(desk, notice=NOTICE) as workspace:
        sorted_before(workspace)
        workspace.set_private([1], private=True)
        run(workspace)
        notes = workspace.summaries.summary(1).about.notes
        assert any("marked private" in note for note in notes)


def test_what_is_private_is_said_wherever_it_is_quoted(desk: Desk):
    later = NOTICE.replace("$250,000", "$99,000")
    with added(desk, one=NOTICE, two=later) as workspace:
        sorted_before(workspace)
        workspace.set_private([2], private=True)
        run(workspace)
        (told,) = workspace.summaries.fact_table().notes
        assert told.startswith("two.txt: The document is marked private")
        assert workspace.summaries.fact_table([1]).notes == ()
        assert workspace.summaries.changes(1, 2).notes == (told,)


def test_a_document_in_a_language_that_the_models_do_not_know_says_so(desk: Desk):
    spanish = (
        "La ciudad da dinero para los jardines de los vecinos. Quien quiera pedirlo debe "
        "escribir una carta antes del dos de marzo y decir para que lo necesita. "
    )
    with added(desk, carta=spanish * 3, notice=NOTICE) as workspace:
        run(workspace)
        notes = [" ".join(workspace.summaries.summary(k).about.notes) for k in (1, 2)]
        assert "another language" in notes[0]
        assert "another language" not in notes[1]


def test_a_model_that_dies_over_a_document_does_not_stop_the_others(desk: Desk):
    desk.embedder = CountingEmbedder(dies_over="community gardens")
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        steps = run(workspace)
        failed = [s for s in steps if "could not be finished" in s.message]
        assert [s.document for s in failed] == ["notice.txt"]
        states = [one.state for one in workspace.summaries.documents()]
        assert states == ["first", "whole"]
        desk.embedder.dies_over = ""
        run(workspace)
        assert workspace.summaries.documents()[0].state == "whole"


def test_questions_go_with_the_document_and_where_they_are_forgotten(desk: Desk):
    words = [f"canary{secrets.token_hex(8)}" for _ in range(3)]
    gone, forgotten, kept = (f"What of {word}?" for word in words)
    with added(desk, one=NOTICE, two=REPORT) as workspace:
        run(workspace, replace(SETTINGS, questions=(gone,)), documents=[1])
        run(workspace, replace(SETTINGS, questions=(forgotten, kept)), documents=[2])
        workspace.summaries.forget_question(2, forgotten)
        workspace.remove(1)
        assert workspace.summaries.settings == replace(SETTINGS, questions=(kept,))
    content = (desk.folder / "case.postroom").read_bytes()
    assert [word.encode() in content for word in words] == [False, False, True]


def test_the_settings_name_the_questions_of_all_documents(desk: Desk):
    asked = replace(SETTINGS, questions=("Who may apply?", "Who pays?"))
    with added(desk, one=NOTICE, two=REPORT) as workspace:
        run(workspace, asked)
        assert workspace.summaries.settings == asked
        workspace.summaries.ask("Only here?", [1])
        assert workspace.summaries.settings == asked


def test_a_stop_right_after_the_first_screen_loses_no_question(desk: Desk):
    asked = replace(SETTINGS, questions=("Who may apply?",))
    with added(desk, one=NOTICE) as workspace:
        running = workspace.summaries.summarize(asked)
        for step in running:
            if step.message == FIRST:
                running.close()
        assert workspace.summaries.settings == asked
        run(workspace, workspace.summaries.settings)
        (answer,) = workspace.summaries.summary(1).answers
        assert answer.question == "Who may apply?"


def test_a_document_that_is_removed_takes_its_summary_with_it(desk: Desk):
    with added(desk, notice=NOTICE, report=REPORT) as workspace:
        run(workspace, replace(SETTINGS, questions=("Who may apply?",)))
        workspace.summaries.drop_sentence(1, 0, 0)
        workspace.remove(1)
        assert [one.document for one in workspace.summaries.documents()] == [2]
        with pytest.raises(KeyError):
            workspace.summaries.summary(1)
    content = (desk.folder / "case.postroom").read_bytes()
    assert b"community" not in content
    assert b"bridges" in content
