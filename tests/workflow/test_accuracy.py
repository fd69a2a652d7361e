"""How right a case is, what it saves, and which columns a labelled file has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.readers import ReadCaps, Reader
from app.records import (
    Category,
    PaceSource,
    PostroomError,
    RowFilter,
    Scheme,
    SortSettings,
    Status,
)
from app.workflow import Workspace
from tests.workflow.conftest import Scripted

SCHEME = Scheme(
    name="test",
    description="",
    categories=(
        Category(name="Street light"),
        Category(name="Pothole in the road"),
        Category(name="Water bill"),
    ),
    source="/schemes/test.toml",
)
SAID = {
    "Street light": "lantern glowing corner dark bulb evening",
    "Pothole in the road": "crater asphalt wheel tyre bump avenue",
    "Water bill": "invoice meter charge payment cubic tariff",
}
WANTED = tuple(percent / 100 for percent in range(80, 100))


def texts(category, count):
    words = SAID[category].split()
    return [
        f"The {words[n % 6]} and {words[(n + 1 + n // 6) % 6]} number {n} please."
        for n in range(count)
    ]


def gold_of(text):
    return next(name for name in SAID if text.split()[1] in SAID[name])


@pytest.fixture
def folder(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lines = [text for name in SAID for text in texts(name, 40)]
    (inbox / "rows.txt").write_text("\n".join(lines) + "\n")
    return tmp_path


@pytest.fixture
def workspace(folder):
    with Workspace(folder / "c.postroom", Scripted().tools(folder)) as opened:
        opened.add([folder / "inbox"])
        list(opened.sort(SCHEME, SortSettings()))
        yield opened


def items(workspace):
    return [row for row in workspace.rows(RowFilter(), 0, 1000) if row.item]


def correct(workspace, every, seconds=None):
    for row in items(workspace)[::every]:
        workspace.correct([row.item.key], gold_of(row.item.text), seconds=seconds)


def calibrate(workspace):
    correct(workspace, 2, seconds=8.0)
    list(workspace.preview())
    workspace.adopt()
    list(workspace.sort(SCHEME, SortSettings()))


def correct_wrongly(workspace):
    """Labels of which some are wrong, so that accuracies differ in what they mean."""
    names = list(SAID)
    for number, row in enumerate(items(workspace)[::2]):
        right = gold_of(row.item.text)
        other = names[(names.index(right) + 1) % 3]
        said = other if number % 6 == 0 else right
        workspace.correct([row.item.key], said, seconds=8.0)
    list(workspace.preview())
    workspace.adopt()
    list(workspace.sort(SCHEME, SortSettings()))


def answer_all(workspace, check, seconds, person=""):
    for key in check.items:
        text = workspace.row(key).item.text
        workspace.answer(check.key, key, person or workspace.person, gold_of(text), seconds)


def test_before_anything_is_sorted_nothing_is_said(folder):
    with Workspace(folder / "empty.postroom", Scripted().tools(folder)) as opened:
        standing = opened.accuracy.standing(WANTED)
    assert standing.at == ()
    assert standing.held_out == ()
    assert standing.saved.seconds is None
    assert standing.labels_needed == 50


def test_without_labels_the_pace_is_a_usual_one_and_is_called_so(workspace):
    standing = workspace.accuracy.standing(WANTED)
    assert standing.pace.source is PaceSource.USUAL
    assert standing.pace.measured == 0
    assert standing.at == ()
    assert standing.labels_at_hand == 0


def test_labels_at_hand_are_counted_by_category_in_the_schemes_order(workspace):
    correct(workspace, 10)
    standing = workspace.accuracy.standing(WANTED)
    names = [name for name, _ in standing.by_category]
    assert names == list(SCHEME.names)
    assert sum(count for _, count in standing.by_category) == 12
    assert standing.labels_at_hand == 12


def test_after_learning_each_accuracy_is_told_with_its_items(workspace):
    calibrate(workspace)
    standing = workspace.accuracy.standing(WANTED)
    assert [round(one.promise.wanted, 2) for one in standing.at] == list(WANTED)
    left = sum(not row.verdict.reviewed for row in items(workspace))
    assert {one.alone + one.review for one in standing.at} == {left}
    alone = [one.alone for one in standing.at]
    assert alone == sorted(alone, reverse=True)
    assert standing.pace.source is PaceSource.REVIEWED
    assert standing.pace.seconds == 8.0


def test_at_the_accuracy_of_the_last_run_it_is_what_that_run_has_done(workspace):
    calibrate(workspace)
    standing = workspace.accuracy.standing(WANTED)
    kept = next(one for one in standing.at if one.promise.wanted == 0.9)
    assert kept.promise == workspace.learned.promise
    review = sum(row.verdict.status is Status.NEEDS_REVIEW for row in items(workspace))
    assert kept.review == review


@pytest.mark.parametrize("wanted", [0.8, 0.95, 0.99])
def test_what_another_accuracy_means_is_what_sorting_with_it_does(workspace, wanted):
    correct_wrongly(workspace)
    (told,) = workspace.accuracy.standing([wanted]).at
    list(workspace.sort(SCHEME, SortSettings(accuracy=wanted)))
    left = [row.verdict for row in items(workspace) if not row.verdict.reviewed]
    review = sum(one.status is Status.NEEDS_REVIEW for one in left)
    assert (told.alone, told.review) == (len(left) - review, review)


def test_held_out_labels_are_told_with_the_range_of_each_stretch(workspace):
    calibrate(workspace)
    standing = workspace.accuracy.standing(WANTED)
    assert sum(one.count for one in standing.held_out) == workspace.learned.labels
    for one in standing.held_out:
        assert one.interval.low <= one.right <= one.interval.high
        assert one.high - one.low == pytest.approx(0.1)


def test_a_check_shows_nothing_of_what_it_found_until_all_of_it_is_labelled(workspace):
    check = workspace.begin_check(6)
    for key in check.items[:5]:
        workspace.answer(check.key, key, workspace.person, "Water bill", 10.0)
    half = workspace.accuracy.standing(WANTED).checks[0]
    assert half.report is None
    assert (half.items, half.left, half.left_for_me) == (6, 1, 1)
    assert workspace.accuracy.standing(WANTED).checked == ()
    workspace.answer(check.key, check.items[5], workspace.person, "Water bill", 10.0)
    whole = workspace.accuracy.standing(WANTED)
    assert whole.checks[0].report.checked == 6
    assert sum(one.count for one in whole.checked) == 6


def test_an_item_that_two_persons_label_counts_once(workspace):
    check = workspace.begin_check(6)
    answer_all(workspace, check, 10.0, "A")
    answer_all(workspace, check, 10.0, "B")
    standing = workspace.accuracy.standing(WANTED)
    assert sum(one.count for one in standing.checked) == 6
    assert standing.checks[0].left_for_me == 6


def test_a_check_counts_a_renamed_category_as_the_same_one(workspace):
    named = tuple(
        replace(one, name=f"{one.name} now", formerly=(one.name,))
        for one in SCHEME.categories
    )
    check = workspace.begin_check(6)
    program = {key: workspace.row(key).verdict.category for key in check.items}
    for key in check.items[:3]:
        workspace.answer(check.key, key, "A", program[key], 10.0)
    renamed = replace(SCHEME, categories=named, fingerprint="renamed")
    list(workspace.sort(renamed, SortSettings()))
    for key in check.items[3:]:
        workspace.answer(check.key, key, "A", f"{program[key]} now", 10.0)
    for key in check.items:
        workspace.answer(check.key, key, "B", f"{program[key]} now", 10.0)
    report = workspace.check_report(check.key)
    assert report.right == 1.0
    assert [value for *_, value in report.kappa] == [1.0]
    assert {one.category for one in report.categories} == set(renamed.names)
    assert all(one.right == 1.0 for one in workspace.accuracy.standing(WANTED).checked)


def test_no_time_is_claimed_before_five_items_were_measured_by_hand(workspace):
    check = workspace.begin_check(4)
    answer_all(workspace, check, 12.0)
    saved = workspace.accuracy.standing(WANTED).saved
    assert saved.seconds is None
    assert saved.by_hand_measured == 4
    assert saved.needed == 5


def test_time_saved_is_all_that_is_decided_by_hand_less_the_reviewing(workspace):
    keys = [row.item.key for row in items(workspace)]
    for key in keys[:6]:
        workspace.correct([key], "Street light", seconds=5.0)
    workspace.correct(keys[6:8], "Street light")  # nobody measured these
    check = workspace.begin_check(6)
    answer_all(workspace, check, 20.0)
    standing = workspace.accuracy.standing(WANTED)
    alone = workspace.count_rows(RowFilter(status=Status.SORTED, reviewed=False))
    saved = standing.saved
    assert (saved.alone, saved.reviewed) == (alone, 8)
    assert saved.by_hand == 20.0
    assert saved.reviewing == 6 * 5.0 + 2 * 5.0
    assert saved.seconds == ((alone + 8) * 20.0 - 40.0 if alone else None)


def test_who_was_away_from_the_desk_is_not_charged_for_it(workspace):
    for row in items(workspace)[:5]:
        workspace.correct([row.item.key], "Street light", seconds=7200.0)
    assert workspace.accuracy.standing(WANTED).pace.seconds == 600.0


@pytest.fixture
def with_reader(folder):
    tools = replace(Scripted().tools(folder), open_reader=lambda: Reader(ReadCaps()))
    with Workspace(folder / "r.postroom", tools) as opened:
        yield opened


def test_the_columns_of_a_labelled_file_are_proposed_by_what_they_hold(with_reader, folder):
    file = folder / "labelled.csv"
    file.write_text(
        "Number,Kind of request,Message,Private\n"
        "1,Street light,The lantern at the corner is dark since Monday evening,\n"
        "2,water bill,My invoice is twice as high as it was in the last year,yes\n"
        "3,Something else,Nobody has answered the letter that I wrote in spring,\n"
    )
    (sheet,) = with_reader.accuracy.sheets(file, SCHEME)
    assert sheet.headers == ("Number", "Kind of request", "Message", "Private")
    assert (sheet.text, sheet.label, sheet.private) == (
        "Message",
        "Kind of request",
        "Private",
    )
    assert sheet.rows[0][1] == "Street light"


def test_a_column_of_labels_is_never_proposed_as_the_text(with_reader, folder):
    file = folder / "labelled.csv"
    file.write_text("Nr,Which\n1,Street light\n2,Pothole in the road\n3,Water bill\n")
    (sheet,) = with_reader.accuracy.sheets(file, SCHEME)
    assert sheet.label == "Which"
    assert sheet.text == ""


def test_a_file_without_a_table_is_refused_with_what_to_do(with_reader, folder):
    file = folder / "letter.pdf"
    file.write_bytes(b"%PDF-1.4 not really")
    with pytest.raises(PostroomError):
        with_reader.accuracy.sheets(file, SCHEME)
