"""What changed categories would change: what a run then does, and nothing before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import store
from app.records import Category, PostroomError
from app.workflow import Workspace
from tests.workflow.conftest import Scripted
from tests.workflow.test_learning import (
    SCHEME,
    SETTINGS,
    correct_some,
    folder,
    gold_of,
    items,
    opened,
    sort,
)

__all__ = ["folder"]

STREETS = replace(
    SCHEME,
    categories=(
        SCHEME.categories[0],
        Category(name="Streets", formerly=("Pothole in the road",)),
        SCHEME.categories[2],
    ),
    fingerprint="streets",
)
DESCRIBED = replace(
    SCHEME,
    categories=(
        Category(name="Street light", description="A lantern that is dark at a corner."),
        Category(name="Pothole in the road", examples=("The crater and asphalt.",)),
        Category(name="Water bill", description="An invoice for the meter, a tariff."),
    ),
    fingerprint="described",
)
WITHOUT = replace(SCHEME, categories=SCHEME.categories[:2], fingerprint="without")


@pytest.fixture
def workspace(folder):
    with opened(folder) as made:
        made.add([folder / "inbox"])
        sort(made)
        yield made


def told(workspace):
    return {row.item.key: row.verdict.category for row in items(workspace)}


def moves(found):
    return {move.item: move.after for move in found.moves}


@pytest.mark.parametrize(
    ("scheme", "corrected"),
    [
        (SCHEME, False),
        (DESCRIBED, False),
        (WITHOUT, False),
        (STREETS, True),
        (WITHOUT, True),
    ],
)
def test_what_would_change_is_what_sorting_again_changes(workspace, scheme, corrected):
    if corrected:
        correct_some(workspace, every=3)
        workspace.adopt()
        sort(workspace)
    before = told(workspace)
    found = workspace.categories.look(scheme)
    assert told(workspace) == before
    list(workspace.sort(scheme, SETTINGS))
    after = told(workspace)
    changed = {
        key: after[key]
        for key, was in before.items()
        if after[key] != (scheme.now_called(was) or was)
    }
    assert moves(found) == changed
    assert found.moved == len(changed)
    assert found.items == len(before)
    assert (found.labels > 0) == corrected


def test_a_quick_look_uses_again_what_the_same_labels_have_taught(workspace):
    correct_some(workspace, every=3)
    workspace.adopt()
    sort(workspace)
    categories = workspace.categories
    first = categories.look(SCHEME, closely=False)
    again = categories.look(SCHEME, closely=False)
    assert not first.rough
    assert not again.rough
    assert moves(again) == moves(first)
    assert categories.look(DESCRIBED, closely=False).rough
    assert categories.look(STREETS, closely=False).rough
    assert not categories.look(WITHOUT, closely=False).rough
    assert not categories.look(DESCRIBED, closely=True).rough


def test_only_words_that_are_new_are_embedded_again(folder):
    scripted = Scripted()
    with opened(folder, scripted=scripted) as workspace:
        workspace.add([folder / "inbox"])
        sort(workspace)
        workspace.categories.look(SCHEME)
        scripted.embedder.asked.clear()
        workspace.categories.look(SCHEME)
        assert scripted.embedder.asked == []
        workspace.categories.look(DESCRIBED)
        assert "The crater and asphalt." in scripted.embedder.asked
        assert not any(" number " in text for text in scripted.embedder.asked)


def test_counts_say_how_many_items_a_category_has_and_would_have(workspace):
    before = list(told(workspace).values())
    found = workspace.categories.look(WITHOUT)
    counts = {one.name: (one.before, one.after) for one in found.counts}
    gone = before.count("Water bill")
    assert counts["Water bill"] == (gone, None)
    assert counts["Street light"][0] == before.count("Street light")
    assert sum(after or 0 for _, after in counts.values()) == len(before)
    new = replace(SCHEME, categories=(*SCHEME.categories, Category(name="Noise")))
    assert workspace.categories.look(new).counts[-1].before is None


def test_a_renamed_category_keeps_its_items_and_what_people_said(workspace):
    row = items(workspace)[0]
    workspace.correct([row.item.key], "Pothole in the road")
    found = workspace.categories.look(STREETS)
    assert "Streets" in {one.name for one in found.counts}
    assert row.item.key not in moves(found)
    assert found.by_person == 1
    list(workspace.sort(STREETS, SETTINGS))
    assert workspace.row(row.item.key).verdict.category == "Streets"
    assert workspace.row(row.item.key).verdict.reviewed
    assert workspace.categories.label_counts(STREETS) == (("Pothole in the road", 1),)
    list(workspace.sort(SCHEME, SETTINGS))
    assert workspace.row(row.item.key).verdict.category == "Pothole in the road"


def test_a_word_taken_back_after_a_renaming_shows_the_name_of_now(workspace):
    row = next(
        one for one in items(workspace) if one.verdict.category == "Pothole in the road"
    )
    key = row.item.key
    workspace.correct([key], "Pothole in the road")
    workspace.correct([key], "Water bill")
    list(workspace.sort(STREETS, SETTINGS))
    assert workspace.undo(key)
    assert workspace.row(key).verdict.category == "Streets"
    assert workspace.row(key).verdict.reviewed
    assert workspace.undo(key)
    assert workspace.row(key).verdict.category == "Streets"
    assert not workspace.row(key).verdict.reviewed


def test_labels_under_a_former_name_teach_the_category_that_has_it_now(folder):
    with opened(folder) as workspace:
        workspace.add([folder / "inbox"])
        sort(workspace)
        correct_some(workspace)
    with opened(folder, "second") as second:
        second.add([folder / "inbox"])
        list(second.sort(STREETS, SETTINGS))
        learned = second.learned
        assert learned is not None
        assert dict(learned.by_category)["Streets"] > 0
        assert learned.left_out == 0


def test_labels_of_a_category_that_is_gone_are_left_out_unless_another_takes_them(folder):
    with opened(folder) as workspace:
        workspace.add([folder / "inbox"])
        sort(workspace)
        correct_some(workspace)
        taken = replace(
            WITHOUT,
            categories=(
                Category(name="Street light", formerly=("Water bill",)),
                WITHOUT.categories[1],
            ),
        )
    for name, scheme, labels in (("a", WITHOUT, 12), ("b", taken, 18)):
        with opened(folder, name) as other:
            other.add([folder / "inbox"])
            list(other.sort(scheme, SETTINGS))
            assert other.learned is not None
            assert other.learned.labels == labels


def test_nothing_can_be_looked_at_before_the_case_is_sorted(folder):
    with opened(folder, "new") as workspace, pytest.raises(PostroomError, match="Nothing"):
        workspace.categories.look(SCHEME)


def test_the_steps_of_a_preview_end_in_what_the_look_finds(workspace):
    before = workspace.categories.found
    assert before is None
    assert list(workspace.categories.preview(WITHOUT))
    found = workspace.categories.found
    again = workspace.categories.look(WITHOUT)
    assert found is not None
    assert replace(found, seconds=0.0) == replace(again, seconds=0.0)


def test_a_case_that_is_only_read_can_be_looked_at(folder, workspace):
    path = folder / "c.postroom"
    with Workspace(path, Scripted().tools(folder), read_only=True) as reading:
        assert reading.categories.look(WITHOUT) is not None
        reading.categories.rest()
        assert reading.categories.look(SCHEME).moved == 0


def test_items_that_came_since_are_laid_out_anew(folder, workspace):
    first = workspace.categories.look(SCHEME)
    (folder / "more.txt").write_text("A lantern glowing.\n", encoding="utf-8")
    workspace.add([folder / "more.txt"])
    sort(workspace)
    assert workspace.categories.look(SCHEME).items == first.items + 1


def test_private_items_are_never_offered_as_examples(workspace):
    rows = items(workspace)[:3]
    for row in rows:
        workspace.correct([row.item.key], gold_of(row.item.text))
    workspace.set_private([rows[0].item.key], private=True)
    offered = workspace.categories.confirmed(SCHEME)
    assert [one.item for one in offered] == [rows[2].item.key, rows[1].item.key]
    assert [one.text for one in offered] == [rows[2].item.text, rows[1].item.text]
    assert {one.category for one in offered} == {gold_of(rows[1].item.text)}


def test_a_long_text_is_offered_by_the_words_that_spoke_for_it(folder):
    long = "The lantern is glowing at the dark corner. " + "And so it goes on and on. " * 40
    (folder / "inbox" / "rows.txt").write_text(f"{long}\n", encoding="utf-8")
    with opened(folder, "long") as workspace:
        workspace.add([folder / "inbox"])
        sort(workspace)
        row = items(workspace)[0]
        workspace.correct([row.item.key], row.verdict.category)
        (offered,) = workspace.categories.confirmed(SCHEME)
        assert 0 < len(offered.text) <= 300
        assert offered.text in " ".join(long.split())


def test_items_that_a_model_helped_with_move_only_if_they_would_without_it(workspace):
    row = items(workspace)[0]
    said = next(name for name in SCHEME.names if name != row.verdict.category)
    case = workspace._case
    with case.writing():
        case.execute(
            "UPDATE result SET read_by_model = 1, category = ? WHERE item = ?",
            (said, row.item.key),
        )
    found = workspace.categories.look(SCHEME)
    assert found.unheard == 1
    assert moves(found) == {}
    assert store.read_by_model(case) == {row.item.key}
    with case.writing():
        case.execute("UPDATE result SET read_by_model = 0")
    assert moves(workspace.categories.look(SCHEME)) == {row.item.key: row.verdict.category}
