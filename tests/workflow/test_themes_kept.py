"""What of an earlier analysis is known again, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.records import ThemeOrigin
from app.store import StoredTheme, ThemeState
from app.workflow.theme_keeping import Cluster, keep_known, members_of
from app.workflow.theme_matching import Known
from app.workflow.theme_splitting import halves

EAST = np.array([1.0, 0.0, 0.0], dtype=np.float32)
NORTH = np.array([0.0, 1.0, 0.0], dtype=np.float32)
UP = np.array([0.0, 0.0, 1.0], dtype=np.float32)


def theme(key: int, name: str, centre=EAST, **changes) -> StoredTheme:
    return replace(StoredTheme(key=key, name=name, centre=centre), **changes)


def known(*themes: StoredTheme, members=()) -> Known:
    return Known(themes={one.key: one for one in themes}, members=members)


def cluster(name: str, items, centre=EAST, group: int = 0, upper: str = "") -> Cluster:
    fresh = theme(0, name, centre, upper=upper)
    return Cluster(fresh=fresh, items=list(items), group=group)


def keep(before: Known, *clusters: Cluster, said=(), first=False):
    return keep_known(before, clusters, 10, said, first=first)


def test_a_theme_is_known_again_by_its_items_even_where_another_is_nearer():
    before = known(
        theme(1, "One", EAST),
        theme(2, "Two", NORTH),
        members=[
            *((item, 1) for item in range(10)),
            *((item, 2) for item in range(10, 20)),
        ],
    )
    kept = keep(before, cluster("A", range(10, 25), EAST), cluster("B", range(10), NORTH))
    assert kept.keys == {0: 2, 1: 1}
    assert [kept.themes[key].name for key in (1, 2)] == ["One", "Two"]
    assert not kept.themes[1].new


def test_of_two_parts_of_a_theme_the_larger_keeps_it_and_the_other_is_no_news():
    before = known(theme(1, "One"), members=[(item, 1) for item in range(10)])
    kept = keep(before, cluster("A", range(6)), cluster("B", range(6, 10)))
    assert kept.keys == {0: 1, 1: 10}
    assert (kept.themes[10].name, kept.themes[10].new) == ("B", False)


def test_a_theme_of_rows_that_came_since_is_new_though_a_few_were_there():
    before = known(theme(1, "One"), members=[(item, 1) for item in range(10)])
    kept = keep(before, cluster("A", range(8)), cluster("B", range(8, 20)))
    assert (kept.themes[10].name, kept.themes[10].new) == ("B", True)


def test_a_theme_whose_items_were_read_anew_is_known_again_by_its_middle():
    before = known(theme(1, "One", EAST), theme(2, "Two", NORTH))
    kept = keep(before, cluster("A", [5, 6], NORTH), cluster("B", [7, 8], UP))
    assert kept.keys == {0: 2, 1: 10}


def test_two_themes_with_items_of_their_own_are_not_one_by_their_middles():
    before = known(theme(1, "One", EAST), members=[(1, 1), (2, 1), (3, 1)])
    kept = keep(before, cluster("A", [1, 2, 3], EAST), cluster("B", [4, 5], EAST))
    assert kept.keys == {0: 1, 1: 10}
    apart = keep(before, cluster("A", [1, 7, 8, 9], EAST), cluster("B", [2], UP))
    assert apart.keys[0] == 10 or apart.keys[1] == 10


def test_nothing_is_new_in_a_first_analysis():
    assert not keep(known(), cluster("A", [1]), first=True).themes[10].new
    assert keep(known(), cluster("A", [1])).themes[10].new


def test_what_nobody_touched_and_does_not_come_back_is_forgotten():
    before = known(theme(1, "One"), members=[(1, 1)])
    kept = keep(before, cluster("A", [2], UP))
    assert (list(kept.themes), kept.gone) == ([10], 1)


def test_what_a_person_answered_is_kept_aside_and_comes_back_with_key_and_answer():
    before = known(theme(1, "One", answer="Yes.", touched=True, terms=("word",)))
    kept = keep(before, cluster("A", [2], UP))
    aside = kept.themes[1]
    assert (aside.state, aside.answer, aside.terms) == (ThemeState.GONE, "Yes.", ())
    again = keep(known(*kept.themes.values()), cluster("B", [3], EAST))
    assert again.keys == {0: 1}
    back = again.themes[1]
    assert (back.state, back.name, back.answer, back.new) == (
        ThemeState.STANDING,
        "One",
        "Yes.",
        False,
    )


def test_a_theme_that_persons_put_items_into_stands_on_without_others():
    before = known(theme(1, "One"), members=[(1, 1)])
    kept = keep(before, cluster("A", [2], UP), said=[1])
    assert kept.themes[1].state is ThemeState.STANDING


def test_written_themes_stay_and_are_never_taken_for_found_ones():
    before = known(theme(1, "Own", EAST, origin=ThemeOrigin.WRITTEN, touched=True))
    kept = keep(before, cluster("A", [2], EAST))
    assert kept.keys == {0: 10}
    assert kept.themes[1].state is ThemeState.STANDING


def test_a_theme_that_comes_back_gets_another_name_where_its_own_was_given_away():
    before = known(
        theme(1, "Lights", state=ThemeState.GONE, touched=True),
        theme(2, "LIGHTS", NORTH, touched=True),
    )
    kept = keep(before, cluster("Lamps", [1], EAST), cluster("B", [2], NORTH))
    names = sorted(one.name.casefold() for one in kept.themes.values())
    assert len(set(names)) == len(names) == 2


def test_a_theme_merged_into_one_that_was_gone_raises_it_again():
    before = known(
        theme(1, "Whole", UP, state=ThemeState.GONE, touched=True),
        theme(2, "Part", EAST, state=ThemeState.MERGED, merged_into=1, touched=True),
    )
    kept = keep(before, cluster("A", [1], EAST))
    assert kept.keys == {0: 2}
    assert kept.themes[1].state is ThemeState.STANDING
    assert kept.themes[2].state is ThemeState.MERGED


def test_groups_keep_their_names():
    before = known(
        theme(1, "One", EAST, upper="Streets"), theme(2, "Two", NORTH, upper="Streets")
    )
    kept = keep(
        before,
        cluster("A", [1], EAST, upper="Roads"),
        cluster("B", [2], NORTH, upper="Roads"),
        cluster("C", [3], UP, upper="Roads"),
    )
    assert {one.upper for one in kept.themes.values()} == {"Streets"}


def test_members_of_a_split_theme_go_to_the_part_they_are_nearest_to_too():
    themes = {
        1: theme(1, "Whole", state=ThemeState.SPLIT),
        2: theme(2, "East", EAST, part_of=1),
        3: theme(3, "North", NORTH, part_of=1, state=ThemeState.SPLIT),
        4: theme(4, "North again", NORTH, part_of=3),
        5: theme(5, "Merged", UP, state=ThemeState.MERGED, merged_into=1),
    }
    found = [one.theme for one in members_of(themes, 5, NORTH, (7, 0.5))]
    assert found == [5, 3, 4]
    assert [one.theme for one in members_of(themes, 2, EAST, (7, 0.5))] == [2]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_texts_do_not_fall_apart(count):
    assert halves(np.tile(EAST, (count, 1))) is None


def test_texts_fall_apart_where_they_say_two_things_whatever_is_added_up_first():
    chance = np.random.default_rng(1)
    given = np.concatenate([np.tile(EAST, (6, 1)), np.tile(NORTH, (4, 1))])
    given = given + 0.05 * chance.normal(size=given.shape)
    given /= np.linalg.norm(given, axis=1, keepdims=True)
    labels = halves(given)
    assert labels is not None
    assert sorted([len(set(labels[:6])), len(set(labels[6:]))]) == [1, 1]
    assert labels[0] != labels[-1]
    np.testing.assert_array_equal(halves(given), labels)
    assert halves(np.tile(EAST, (9, 1))) is None
