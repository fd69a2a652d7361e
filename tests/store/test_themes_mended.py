"""Items that came after the analysis, and edits taken back after an assignment."""

from __future__ import annotations

import pytest

from app import store
from app.records import Stance, ThemeFilter
from app.store import AnalysedItem, Membership, ThemeState
from tests.store.made import letter, read_in, row_item
from tests.store.test_themes import (
    HOLES,
    LIGHTS,
    TEXTS,
    analyse,
    keys,
    state_of,
    theme,
)


@pytest.fixture(autouse=True)
def analysed(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(text, row) for row, text in enumerate(TEXTS, 2)])
    analyse(case)


def noted(case: store.CaseFile, last: int) -> list[AnalysedItem]:
    """What an assignment notes of all items; dates are others than the analysis had."""
    return [
        AnalysedItem(item=key, date="2027-01-01", blank=key in (4, 8))
        for key in range(1, last + 1)
    ]


def lines(case: store.CaseFile) -> dict[int, tuple[object, ...]]:
    """Source, date, campaign and blankness by item."""
    found = case.select("SELECT item, source, date, campaign, blank FROM theme_item")
    return {row["item"]: tuple(row)[1:] for row in found}


def test_items_that_came_after_the_analysis_are_assigned_with_date_and_blankness(
    case: store.CaseFile,
):
    late, empty = read_in(case, letter("later"), [row_item("lamp"), row_item("")])
    assert store.theme_totals(case).new == 2
    before = lines(case)
    member = Membership(item=late, theme=LIGHTS, strength=0.9, first=0, last=4)
    store.put_assignment(case, [member], [(late, Stance.FOR)], noted=noted(case, empty))
    assert keys(case, theme=LIGHTS) == [late]
    totals = store.theme_totals(case)
    assert (totals.new, totals.themed, totals.without_text) == (0, 1, 2)
    after = lines(case)
    assert after[late] == ("assigned", "2027-01-01", 0, 0)
    assert after[empty] == ("assigned", "2027-01-01", 0, 1)
    assert after[1][1:] == before[1][1:]  # what the analysis noted stays
    assert store.stance_counts(case)[LIGHTS] == {Stance.FOR: 1}


def test_a_word_on_an_item_that_came_later_stays_and_the_item_gets_its_date(
    case: store.CaseFile,
):
    (late,) = read_in(case, letter("later"), [row_item("lamp")])
    store.correct_themes(case, ("said", "ana"), [late], [HOLES])
    assigned = [Membership(item=late, theme=LIGHTS, strength=0.9)]
    store.put_assignment(case, assigned, [(late, Stance.FOR)], noted=noted(case, late))
    assert lines(case)[late] == ("person", "2027-01-01", 0, 0)
    assert keys(case, theme=HOLES) == [late]
    store.undo_theme_edit(case, "ana")
    assert lines(case)[late] == ("assigned", "2027-01-01", 0, 0)
    assert (keys(case, theme=HOLES), keys(case, theme=LIGHTS)) == ([], [late])
    assert store.stance_counts(case)[LIGHTS] == {Stance.FOR: 1}


def test_a_correction_taken_back_after_an_assignment_lets_the_assignment_count(
    case: store.CaseFile,
):
    store.correct_themes(case, ("said", "ana"), [1, 5], [])
    assigned = [
        Membership(item=1, theme=HOLES, strength=0.75),
        Membership(item=2, theme=LIGHTS, strength=0.5),
    ]
    store.put_assignment(case, assigned, [(1, Stance.AGAINST)])
    assert store.undo_theme_edit(case, "ana") == "said"
    sources = {item: line[0] for item, line in lines(case).items()}
    assert set(sources.values()) == {"assigned"}
    first = store.themed_rows(case, ThemeFilter(), 0, 1)[0]
    assert [one.theme for one in first.themes] == ["Potholes"]
    assert first.stance is Stance.AGAINST
    assert 5 in keys(case, theme=0)  # assigned to nothing, whatever it was found in


def test_what_a_scheme_left_where_it_was_found_is_found_again_after_a_correction(
    case: store.CaseFile,
):
    store.put_assignment(
        case, [Membership(item=1, theme=LIGHTS, strength=0.75)], [], items=[1]
    )
    before = state_of(case)
    store.correct_themes(case, ("said", "ana"), [1, 3], [HOLES])
    store.undo_theme_edit(case, "ana")
    assert state_of(case) == before
    assert lines(case)[3][0] == "found"


def test_an_earlier_word_stands_again_after_an_assignment(case: store.CaseFile):
    store.correct_themes(case, ("first", "ana"), [1], [HOLES], Stance.FOR)
    store.correct_themes(case, ("second", "ana"), [1], [])
    store.put_assignment(case, [Membership(item=1, theme=LIGHTS, strength=0.75)], [])
    store.undo_theme_edit(case, "ana")
    assert lines(case)[1][0] == "person"
    row = store.themed_rows(case, ThemeFilter(), 0, 1)[0]
    assert ([one.theme for one in row.themes], row.stance) == (["Potholes"], Stance.FOR)


def merge(case: store.CaseFile) -> None:
    whole = theme(LIGHTS, "Road matters", touched=True)
    rest = theme(HOLES, "Potholes", state=ThemeState.MERGED, merged_into=LIGHTS)
    store.note_theme_edit(case, ("merge", "ana merged.", "ana"), [whole, rest])


def test_a_merge_taken_back_after_an_assignment_says_what_is_to_be_done(
    case: store.CaseFile,
):
    merge(case)
    all_of_it = [Membership(item=key, theme=LIGHTS, strength=0.5) for key in (1, 2, 3, 5)]
    store.put_assignment(case, all_of_it, [])
    assert store.undo_theme_edit(case, "ana") == (
        'ana merged. The theme "Potholes" has no rows now: '
        "assign again to give it its rows."
    )
    assert keys(case, theme=HOLES) == []


def test_a_merge_taken_back_says_no_more_where_every_theme_has_its_rows(
    case: store.CaseFile,
):
    assigned = [
        Membership(item=1, theme=LIGHTS, strength=0.5),
        Membership(item=3, theme=HOLES, strength=0.5),
    ]
    store.put_assignment(case, assigned, [])
    merge(case)
    assert store.undo_theme_edit(case, "ana") == "ana merged."
    assert keys(case, theme=HOLES) == [3]
