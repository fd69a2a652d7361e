"""A run reads, compares and decides; stopped anywhere, it goes on where it was."""

import pytest

from app import store
from app.records import (
    Category,
    Document,
    PostroomError,
    RowFilter,
    Scheme,
    SortSettings,
    Status,
)
from app.workflow import Workspace
from tests.workflow.conftest import (
    Scripted,
    ScriptedEmbedder,
    ScriptedReader,
    broken_model,
)

SCHEME = Scheme(
    name="test",
    description="",
    categories=(
        Category(name="Street light"),
        Category(name="Pothole in the road"),
        Category(name="Water bill"),
    ),
)
SETTINGS = SortSettings()


def sorted_case(folder, inbox, scripted, settings=SETTINGS):
    with Workspace(folder / "c.postroom", scripted.tools(folder)) as workspace:
        workspace.add([inbox])
        steps = list(workspace.sort(SCHEME, settings))
        return steps, workspace.rows(RowFilter(), 0, 100), workspace.counts()


def test_every_row_comes_out_with_a_verdict_and_the_counts_add_up(
    tmp_path, inbox, scripted
):
    steps, rows, counts = sorted_case(tmp_path, inbox, scripted)
    assert len(rows) == 7
    assert counts.items == 6
    assert counts.sorted + counts.needs_review + counts.failed == counts.items
    assert counts.documents_failed == 1
    assert steps[-1].counts == counts
    by_text = {row.item.text: row.verdict for row in rows if row.item}
    assert by_text["A pothole in the road."].category == "Pothole in the road"
    assert by_text["The water bill is too high."].category == "Water bill"
    assert by_text[""].category is None
    assert by_text[""].reason_code == "no text"


def test_the_same_text_is_computed_once_and_decided_alike(tmp_path, inbox, scripted):
    _, rows, _ = sorted_case(tmp_path, inbox, scripted)
    assert scripted.embedder.asked.count("The street light is out.") == 1
    alike = [
        r.verdict for r in rows if r.item and r.item.text == "The street light is out."
    ]
    assert alike[0].category == alike[1].category
    assert alike[0].probability == alike[1].probability


@pytest.mark.parametrize("after", range(1, 9))
def test_a_run_stopped_after_any_step_goes_on_and_ends_the_same(tmp_path, inbox, after):
    whole = sorted_case(make(tmp_path, "whole"), inbox, Scripted())[1]
    folder = make(tmp_path, "stopped")
    scripted = Scripted()
    with Workspace(folder / "c.postroom", scripted.tools(folder)) as workspace:
        workspace.add([inbox])
        run = workspace.sort(SCHEME, SETTINGS)
        for _ in range(after):
            next(run, None)
        run.close()
    _, rows, _ = sorted_case(folder, inbox, scripted)
    assert [(r.item, r.verdict) for r in rows] == [(r.item, r.verdict) for r in whole]
    assert sorted(scripted.reader.read_names) == ["bad.txt", "one.txt", "two.txt"]


def test_next_weeks_mail_never_changes_what_a_person_has_reviewed(
    tmp_path, inbox, scripted
):
    sorted_case(tmp_path, inbox, scripted)
    with store.open_case(tmp_path / "c.postroom") as case:
        store.review(case, 1, "Water bill", "Ana")
    (inbox / "three.txt").write_text("The street light is out and dark.\n")
    _, rows, _ = sorted_case(tmp_path, inbox, scripted)
    assert len(rows) == 8
    reviewed = next(row.verdict for row in rows if row.item and row.item.key == 1)
    assert (reviewed.category, reviewed.reviewed) == ("Water bill", True)


def test_a_text_that_kills_the_embedder_is_a_named_failure_and_the_rest_goes_on(
    tmp_path, inbox
):
    scripted = Scripted(embedder=ScriptedEmbedder(deadly="pothole"))
    _, rows, counts = sorted_case(tmp_path, inbox, scripted)
    dead = next(r.verdict for r in rows if r.item and "pothole" in r.item.text)
    assert dead.status is Status.FAILED
    assert dead.reason
    assert counts.failed == 1


def test_a_reader_killed_once_is_not_held_against_the_document(tmp_path, inbox):
    whole = sorted_case(make(tmp_path, "whole"), inbox, Scripted())[1]
    folder = make(tmp_path, "killed")
    _, rows, _ = sorted_case(folder, inbox, Scripted(reader=ScriptedReader(crashes=1)))
    assert [r.verdict for r in rows] == [r.verdict for r in whole]
    assert [r.document.reason for r in rows] == [r.document.reason for r in whole]


def test_a_document_that_ends_its_reader_every_time_is_a_named_failure(tmp_path, inbox):
    _, rows, counts = sorted_case(
        tmp_path, inbox, Scripted(reader=ScriptedReader(crashes=4))
    )
    assert counts.documents_failed == 1
    assert "crash" in next(row.document.reason for row in rows if row.item is None)


def test_a_language_model_nobody_named_may_be_broken_without_stopping_the_run(
    tmp_path, inbox
):
    scripted = Scripted(language_model=broken_model)
    _, _, counts = sorted_case(tmp_path, inbox, scripted)
    assert counts.undecided == 0
    with Workspace(tmp_path / "c.postroom", scripted.tools(tmp_path)) as workspace:
        assert any("damaged" in note for note in workspace.about().notes)


def test_a_language_model_that_was_asked_for_must_work(tmp_path, inbox):
    scripted = Scripted(language_model=broken_model)
    with pytest.raises(PostroomError, match="damaged"):
        sorted_case(tmp_path, inbox, scripted, SortSettings(language_model="broken"))


def test_reading_all_pages_again_goes_past_what_was_inside_a_mail(
    tmp_path, inbox, scripted
):
    sorted_case(tmp_path, inbox, scripted)
    path = str(inbox / "one.txt")
    with store.open_case(tmp_path / "c.postroom") as case:
        inner = Document(name="one.txt > a", path=path, inner=("a",))
        key = next(d.key for d in store.documents(case) if d.name == "one.txt")
        store.store_reading(case, key, found=[inner])
    again = SortSettings(recognize_all=True)
    _, rows, counts = sorted_case(tmp_path, inbox, scripted, again)
    assert counts.items == 6
    assert len(rows) == 7


def test_a_document_whose_file_is_gone_keeps_what_was_read_of_it(tmp_path, inbox, scripted):
    sorted_case(tmp_path, inbox, scripted)
    (inbox / "two.txt").unlink()
    _, _, counts = sorted_case(tmp_path, inbox, scripted, SortSettings(recognize_all=True))
    assert counts.items == 6


def test_results_of_nothing_are_refused_in_a_sentence(tmp_path, inbox, scripted):
    with (
        Workspace(tmp_path / "c.postroom", scripted.tools(tmp_path)) as workspace,
        pytest.raises(PostroomError, match="Nothing has been sorted"),
    ):
        list(workspace.export(tmp_path / "out.xlsx"))


def test_a_case_that_is_not_kept_goes_with_its_folder(tmp_path, scripted):
    folder = tmp_path / "unkept"
    folder.mkdir()
    workspace = Workspace(folder / "c.postroom", scripted.tools(tmp_path), unkept=True)
    workspace.purge()
    assert not folder.exists()


def make(folder, name):
    (folder / name).mkdir()
    return folder / name
