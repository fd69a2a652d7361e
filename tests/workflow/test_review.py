"""What a person who reviews is shown, and what may be decided together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook

from app import store
from app.records import (
    Category,
    PostroomError,
    RowFilter,
    Scheme,
    SortSettings,
    Status,
    Verdict,
)
from app.triage import choices
from app.workflow import Workspace
from app.workflow.look_alikes import nearest
from app.workflow.review_likely import likely_categories
from tests.workflow.conftest import Scripted

SCHEME = Scheme(
    name="test",
    description="",
    categories=tuple(
        Category(name=name)
        for name in ("Street light", "Pothole in the road", "Water bill")
    ),
    source="/schemes/test.toml",
)
LINES = (
    "The lantern at the corner is dark again tonight",
    "The lantern at the corner is dark again tonight",
    "the LANTERN at the  corner is dark again tonight",
    "The lantern at the corner is dark again today",
    "A crater in the asphalt broke my wheel",
    "The lantern at the corner is dark again tonight please",
    "Somebody sang on the roof",
)


@pytest.fixture
def workspace(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "rows.txt").write_text("\n".join(LINES) + "\n")
    with Workspace(tmp_path / "c.postroom", Scripted().tools(tmp_path)) as opened:
        opened.add([inbox])
        list(opened.sort(SCHEME, SortSettings(accuracy=0.99)))
        yield opened


def send_to_review(workspace):
    """Every item needs a person, whatever the run made of it."""
    case = workspace._case
    rows = [row for row in workspace.rows(RowFilter(), 0, 100) if row.item]
    unsure = [
        (
            row.item.key,
            replace(row.verdict, status=Status.NEEDS_REVIEW, reason_code="unsure"),
        )
        for row in rows
    ]
    store.put_verdicts(case, 1, unsure)
    return [key for key, _ in unsure]


def test_a_run_keeps_the_likeliest_categories_with_the_shares_it_decided_by(workspace):
    keys = send_to_review(workspace)
    for shown in workspace.reviews.items(keys):
        verdict = shown.row.verdict
        assert shown.likely[0].category == verdict.category
        assert shown.likely[0].probability == pytest.approx(verdict.probability, abs=1e-4)
        assert {one.category for one in shown.likely} == set(SCHEME.names)
        assert sum(one.probability for one in shown.likely) == pytest.approx(1, abs=1e-3)


def test_no_model_is_started_for_what_was_stored(workspace, tmp_path):
    keys = send_to_review(workspace)
    tools = replace(
        Scripted().tools(tmp_path),
        open_embedder=lambda: pytest.fail("the embedder was opened"),
    )
    with Workspace(workspace.path, tools, read_only=True) as reader:
        assert len(reader.reviews.items(keys)) == len(LINES)
        assert reader.reviews.alike(keys[0])
        assert reader.reviews.reasons(keys[0]).labels == 0


def test_items_that_are_gone_are_passed_over(workspace):
    assert [i.row.item.key for i in workspace.reviews.items([999, 1])] == [1]


def test_the_very_same_texts_come_first_then_the_most_alike(workspace):
    keys = send_to_review(workspace)
    found = workspace.reviews.alike(keys[0])
    assert [one.same for one in found] == [True, True, False, False]
    assert [one.row.item.key for one in found[:2]] == [keys[1], keys[2]]
    assert {one.row.item.text for one in found[2:]} == {LINES[3], LINES[5]}
    assert [one.alike for one in found] == sorted((o.alike for o in found), reverse=True)


def test_private_reviewed_and_sorted_items_are_never_offered(workspace):
    keys = send_to_review(workspace)
    workspace.set_private([keys[1]], private=True)
    workspace.correct([keys[2]], "Street light")
    row = workspace.row(keys[3])
    decided = replace(row.verdict, status=Status.SORTED)
    store.put_verdicts(workspace._case, 1, [(keys[3], decided)])
    assert [one.row.item.key for one in workspace.reviews.alike(keys[0])] == [keys[5]]


def test_look_alikes_of_an_item_are_found_after_it_is_decided_too(workspace):
    keys = send_to_review(workspace)
    before = workspace.reviews.alike(keys[0])
    workspace.correct([keys[0]], "Street light")
    assert workspace.reviews.alike(keys[0]) == before


def test_a_batch_is_taken_back_whole_and_the_memory_with_it(workspace):
    keys = send_to_review(workspace)
    workspace.correct(keys[:3], "Street light")
    assert workspace.counts().needs_review == len(LINES) - 3
    assert workspace.new_labels() == 1
    assert workspace.reviews.take_back(keys[:3]) == 3
    assert workspace.counts().needs_review == len(LINES)
    assert workspace.new_labels() == 0
    assert workspace.reviews.take_back(keys[:3]) == 0


def test_taking_back_one_of_two_alike_keeps_what_stands_on_the_text(workspace):
    keys = send_to_review(workspace)
    workspace.correct([keys[0]], "Street light")
    workspace.correct([keys[1]], "Water bill")
    workspace.reviews.take_back([keys[1]])
    assert workspace.new_labels() == 1
    assert workspace.row(keys[0]).verdict.category == "Street light"


def test_taking_back_is_all_or_nothing(workspace):
    keys = send_to_review(workspace)
    workspace.correct(keys[:2], "Street light")
    with pytest.raises(KeyError):
        workspace.reviews.take_back([keys[0], 999])
    assert workspace.row(keys[0]).verdict.reviewed


def test_a_note_is_shown_again_and_exported_as_a_column(workspace, tmp_path):
    keys = send_to_review(workspace)
    assert workspace.reviews.write_note(keys[1], "Ask the ward office") == ""
    assert workspace.reviews.write_note(keys[1], "Asked") == "Ask the ward office"
    (shown,) = workspace.reviews.items([keys[1]])
    assert shown.note == "Asked"
    list(workspace.export(tmp_path / "r.xlsx"))
    rows = list(load_workbook(tmp_path / "r.xlsx")["Results"].values)
    assert rows[0][-1] == "Note"
    assert [row[-1] for row in rows[1:]].count("Asked") == 1


def test_without_notes_the_results_have_no_column_for_them(workspace, tmp_path):
    list(workspace.export(tmp_path / "r.csv"))
    assert "Note" not in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_reviewing_before_anything_was_sorted_is_empty(tmp_path):
    with Workspace(tmp_path / "c.postroom", Scripted().tools(tmp_path)) as empty:
        assert empty.reviews.queue() == []
        assert empty.reviews.items([1]) == []
        with pytest.raises(PostroomError):
            empty.reviews.take_back([1])


VERDICT = Verdict(category="B", probability=0.4, runner_up="C", status=Status.NEEDS_REVIEW)
LETTERS = Scheme(
    name="letters",
    description="",
    categories=tuple(Category(name=n) for n in "ABCDEFGHIJK"),
)


def test_about_equally_likely_categories_stand_in_the_schemes_order():
    shares = {"B": 0.4, "D": 0.1012, "C": 0.1049, "A": 0.0991}
    found = likely_categories(VERDICT, shares, (), LETTERS)
    assert [one.category for one in found[:4]] == ["B", "A", "C", "D"]


def test_the_guess_comes_first_whatever_else_is_as_likely():
    found = likely_categories(VERDICT, {"A": 0.4, "B": 0.4}, (), LETTERS)
    assert [one.category for one in found[:2]] == ["B", "A"]


def test_without_shares_come_the_runner_up_and_what_was_chosen_most():
    found = likely_categories(VERDICT, {}, ("K", "B", "gone"), LETTERS)
    assert [one.category for one in found] == list("BCKADEFGH")
    assert [one.probability for one in found[:2]] == [0.4, None]


def test_choices_tell_at_most_nine_categories_best_first():
    shares = np.linspace(0.2, 0.01, 20)[None, ::-1]
    (choice,) = choices(shares / shares.sum())
    assert [number for number, _ in choice.likely] == list(range(19, 10, -1))
    assert choice.likely[0] == (choice.best, choice.probability)
    assert choice.likely[1] == (choice.runner_up, choice.runner_up_probability)


def test_nearest_are_in_order_of_likeness_and_ties_in_order_of_rows():
    rows = np.array([[0.8, 0.6], [1, 0], [0, 1], [2, 0]], dtype=np.float32)
    vector = np.array([1, 0], dtype=np.float32)
    assert nearest(vector, rows, 0.8) == [(1, 1.0), (3, 1.0), (0, 0.8)]
    assert nearest(vector, rows[:0], 0.8) == []


SAID = {
    "Street light": "lantern glowing corner dark bulb evening",
    "Pothole in the road": "crater asphalt wheel tyre bump avenue",
    "Water bill": "invoice meter charge payment cubic tariff",
}


def test_reasons_name_the_labels_and_those_most_like_the_item(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lines = [
        f"The {words[n % 6]} and {words[(n + 1 + n // 6) % 6]} number {n} please."
        for words in (said.split() for said in SAID.values())
        for n in range(12)
    ]
    (inbox / "rows.txt").write_text("\n".join(lines) + "\n")
    with Workspace(tmp_path / "c.postroom", Scripted().tools(tmp_path)) as workspace:
        workspace.add([inbox])
        list(workspace.sort(SCHEME, SortSettings()))
        rows = workspace.rows(RowFilter(), 0, 100)
        found = [row.item for row in rows if row.item is not None]
        assert len(found) == len(rows)
        gold = {
            item.key: next(name for name in SAID if item.text.split()[1] in SAID[name])
            for item in found
        }
        for item in found[::2]:
            workspace.correct([item.key], gold[item.key])
        workspace.adopt()
        list(workspace.sort(SCHEME, SortSettings()))
        reasons = workspace.reviews.reasons(found[1].key)
        assert reasons.labels == len(found[::2])
        assert reasons.calibrated_on == 0
        assert 0 < len(reasons.examples) <= 3
        assert reasons.examples[0].category == gold[found[1].key]
        alike = [one.alike for one in reasons.examples]
        assert alike == sorted(alike, reverse=True)
        own = workspace.reviews.reasons(found[0].key)
        assert found[0].text not in [one.text for one in own.examples]
