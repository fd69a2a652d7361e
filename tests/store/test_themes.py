"""Themes in real case files: members by source, rows, counts, edits and their undoing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import store
from app.records import PostroomError, Stance, ThemeFilter, ThemeOrigin
from app.store import AnalysedItem, Membership, StoredTheme, ThemeState
from tests.store.made import letter, read_in, row_item, text_hash

TEXTS = (
    "street lamp out",
    "Street lamp OUT",
    "pothole in the road",
    "",
    "deep pothole",
    "thank you",
)
LIGHTS, HOLES = 1, 2
CENTRE = np.array([0.6, -0.8], dtype=np.float32)


def theme(key: int, name: str, **changes: object) -> StoredTheme:
    return replace(StoredTheme(key=key, name=name, centre=CENTRE), **changes)  # type: ignore[arg-type]  # names are checked at run time


def begin(case: store.CaseFile) -> int:
    return store.begin_run(case, "themes", settings={}, scheme={}, models={})


def analyse(case: store.CaseFile) -> None:
    """Items 1 and 2 are about lights, 3 and 5 about holes, 6 unthemed, 4 blank."""
    themes = [theme(LIGHTS, "Street lights"), theme(HOLES, "Potholes")]
    members = [
        Membership(item=1, theme=LIGHTS, strength=0.5),
        Membership(item=2, theme=LIGHTS, strength=0.75),
        Membership(item=3, theme=HOLES, strength=0.25),
        Membership(item=5, theme=HOLES, strength=0.5),
    ]
    items = [
        AnalysedItem(
            item=key,
            date=f"2026-0{key}-01" if key != 6 else "",
            campaign=int(key in (1, 2, 3)),
            blank=key == 4,
        )
        for key in range(1, 7)
    ]
    store.put_analysis(case, begin(case), themes, members, items)


@pytest.fixture(autouse=True)
def six_items(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(text, row) for row, text in enumerate(TEXTS, 2)])


def keys(case: store.CaseFile, **wanted: object) -> list[int]:
    asked = ThemeFilter(**wanted)  # type: ignore[arg-type]  # names are checked at run time
    found = [row.item.key for row in store.themed_rows(case, asked, 0, 100)]
    assert store.count_themed_rows(case, asked) == len(found)
    return found


def state_of(case: store.CaseFile) -> list[object]:
    """All that an edit can change, told by what readers see and by the tables."""
    tables = ("theme", "theme_member", "theme_item")
    return [
        [tuple(row) for row in case.select(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]  # noqa: S608 - constants
        for table in tables
    ] + [store.themed_rows(case, ThemeFilter(), 0, 100)]


def test_a_theme_comes_back_whole(case: store.CaseFile):
    given = theme(
        3,
        "Ampelanlagen «neu»",
        upper="Verkehr",
        description="Texte.",
        terms=("Ampel", "rot"),
        examples=((1, 0, 6),),
        samples=("the lamp",),
        stability=0.75,
        new=True,
        origin=ThemeOrigin.WRITTEN,
        named_by="person",
        question="Why?",
        answer="Because.",
        described=True,
        touched=True,
    )
    store.put_themes(case, [given])
    (found,) = store.themes(case)
    np.testing.assert_array_equal(found.centre, CENTRE)
    assert replace(found, centre=None) == replace(given, centre=None, shown=3)
    assert store.next_theme_key(case) == 4


def test_rows_of_a_theme_come_strongest_first_and_all_others_in_input_order(
    case: store.CaseFile,
):
    analyse(case)
    assert keys(case, theme=LIGHTS) == [2, 1]
    assert keys(case, theme=HOLES) == [5, 3]
    assert keys(case) == [1, 2, 3, 4, 5, 6]
    assert keys(case, theme=0) == [6]
    assert keys(case, words="pothole") == [3, 5]
    assert keys(case, theme=HOLES, words="deep") == [5]
    assert keys(case, words="?!") == []
    assert keys(case, first="2026-02-01", last="2026-04-30") == [2, 3, 4]
    assert keys(case, theme=LIGHTS, first="2026-02-01") == [2]
    assert keys(case, campaign=1) == [1, 2, 3]
    assert keys(case, campaign=2) == []
    assert [row.item.key for row in store.each_themed_row(case, batch=2)] == [*range(1, 7)]
    assert store.themed_rows(case, ThemeFilter(theme=HOLES), 1, 1)[0].item.key == 3


def test_rows_of_a_value_of_a_column_and_of_a_side_are_found(case: store.CaseFile):
    sheet = replace(letter(), name="sheet", sha256="5" * 64)
    cells: tuple[dict[str, str], ...] = (
        {"Ward": " Harbor "},
        {"WARD": "Hill"},
        {"Ward": " "},
        {},
    )
    rows = [row_item(f"A row {at}.", at + 2, **each) for at, each in enumerate(cells)]
    read_in(case, sheet, rows)
    harbor, hill, blank, bare = keys(case)[-4:]
    assert keys(case, column="Ward", value="Harbor") == [harbor]
    assert keys(case, column="ward", value="Hill") == [hill]
    empty = keys(case, column="Ward", value="(empty)")
    assert (harbor in empty, blank in empty, bare in empty) == (False, True, True)
    assert keys(case, stance=Stance.AGAINST) == []


def test_a_row_tells_its_theme_campaign_and_date(case: store.CaseFile):
    analyse(case)
    row = store.themed_rows(case, ThemeFilter(), 0, 1)[0]
    assert [(one.theme, one.key, one.probability) for one in row.themes] == [
        ("Street lights", LIGHTS, None)
    ]
    assert (row.campaign, row.date, row.checked, row.stance) == (
        1,
        "2026-01-01",
        False,
        None,
    )


def test_counts_add_up_whatever_is_done(case: store.CaseFile):
    def check() -> None:
        totals = store.theme_totals(case)
        assert totals.items == totals.themed + totals.unthemed + totals.without_text
        assert totals.unthemed == store.count_themed_rows(case, ThemeFilter(theme=0))

    check()
    analyse(case)
    check()
    totals = store.theme_totals(case)
    assert (totals.themed, totals.unthemed, totals.without_text) == (4, 1, 1)
    assert store.theme_sizes(case) == {LIGHTS: (2, 1), HOLES: (2, 2)}
    store.correct_themes(case, ("said", "ana"), [4, 6], [LIGHTS, HOLES])
    check()
    assert store.theme_totals(case).without_text == 0
    read_in(case, letter("later"), [row_item("new"), row_item("")])
    check()
    assert store.theme_totals(case).new == 2
    store.undo_theme_edit(case, "ana")
    check()


def test_an_assignment_takes_the_place_of_what_was_found_but_not_of_a_persons_word(
    case: store.CaseFile,
):
    analyse(case)
    store.correct_themes(case, ("said", "ana"), [3], [], Stance.AGAINST)
    store.put_assignment(
        case,
        [
            Membership(item=1, theme=LIGHTS, strength=0.75, first=7, last=11),
            Membership(item=1, theme=HOLES, strength=0.5),
            Membership(item=3, theme=LIGHTS, strength=1.0),
        ],
        [(1, Stance.FOR), (3, Stance.FOR)],
    )
    assert store.analysed_run(case) == (1, True)
    first, second, third = store.themed_rows(case, ThemeFilter(), 0, 3)
    assert [(one.theme, one.probability) for one in first.themes] == [
        ("Street lights", 0.75),
        ("Potholes", 0.5),
    ]
    quote = first.themes[0].quote
    assert quote is not None
    assert (quote.text, quote.place.row) == ("lamp", 2)
    assert first.themes[1].quote is None
    assert second.themes == ()
    assert (third.themes, third.checked, third.stance) == ((), True, Stance.AGAINST)
    assert first.stance is Stance.FOR
    assert store.stance_counts(case) == {LIGHTS: {Stance.FOR: 1}, HOLES: {Stance.FOR: 1}}


def test_a_confirmed_theme_keeps_its_probability_and_words(case: store.CaseFile):
    analyse(case)
    said = Membership(item=1, theme=LIGHTS, strength=0.75, first=7, last=11)
    store.put_assignment(case, [said], [])
    store.correct_themes(case, ("said", "ana"), [1], [LIGHTS, HOLES])
    members = store.themed_rows(case, ThemeFilter(), 0, 1)[0].themes
    told = {one.theme: (one.probability, one.by_person, bool(one.quote)) for one in members}
    assert told == {"Street lights": (0.75, True, True), "Potholes": (None, True, False)}


def test_merged_themes_count_as_one_and_come_apart_again(case: store.CaseFile):
    analyse(case)
    before = state_of(case)
    whole = theme(LIGHTS, "Road matters", touched=True)
    rest = theme(HOLES, "Potholes", state=ThemeState.MERGED, merged_into=LIGHTS)
    store.note_theme_edit(case, ("merge", "ana merged.", "ana"), [whole, rest])
    assert keys(case, theme=LIGHTS) == [2, 1, 5, 3]
    assert keys(case, theme=HOLES) == []
    assert store.theme_sizes(case) == {LIGHTS: (4, 3)}
    assert {one.theme for row in store.each_themed_row(case) for one in row.themes} == {
        "Road matters"
    }
    assert store.undo_theme_edit(case, "ben") == "ana merged."
    assert state_of(case) == before


def test_items_of_a_dropped_theme_are_unthemed_until_that_is_taken_back(
    case: store.CaseFile,
):
    analyse(case)
    before = state_of(case)
    store.note_theme_edit(
        case, ("drop", "ana dropped.", "ana"), [theme(HOLES, "Potholes", state="dropped")]
    )
    assert keys(case, theme=0) == [3, 5, 6]
    store.undo_theme_edit(case, "ana")
    assert state_of(case) == before


def test_a_split_deals_members_of_every_source_and_gives_back_what_came_since(
    case: store.CaseFile,
):
    analyse(case)
    store.correct_themes(case, ("said", "ana"), [5], [HOLES])
    before = state_of(case)
    parts = [theme(3, "Deep", part_of=HOLES), theme(4, "Shallow", part_of=HOLES)]
    split = theme(HOLES, "Potholes", state=ThemeState.SPLIT)
    store.note_theme_edit(case, ("split", "ana split.", "ana"), [split], parts)
    goes = [Membership(item=5, theme=3, strength=0.9), Membership(item=3, theme=4)]
    store.deal_members(case, [HOLES], goes)
    assert (keys(case, theme=3), keys(case, theme=4)) == ([5], [3])
    assert store.themed_rows(case, ThemeFilter(theme=3), 0, 1)[0].checked
    assert store.undo_theme_edit(case, "ana") == "ana split."
    assert state_of(case) == before
    assert store.next_theme_key(case) == 5

    store.note_theme_edit(
        case, ("split", "again.", "ana"), [split], [replace(parts[0], key=5)]
    )
    store.put_assignment(case, [Membership(item=6, theme=5, strength=0.5)], [])
    store.undo_theme_edit(case, "ana")
    assert keys(case, theme=HOLES) == [5, 6]


def test_corrections_are_taken_back_one_by_one_to_what_stood_before(case: store.CaseFile):
    analyse(case)
    states = [state_of(case)]
    for items, themes, stance in (
        ([1, 6], [HOLES], Stance.FOR),
        ([1], [], None),
        ([6], [LIGHTS, HOLES], Stance.UNCLEAR),
    ):
        sentence = f"{items} {themes}"
        store.correct_themes(case, (sentence, "ana"), items, themes, stance)
        states.append(state_of(case))
    assert [one.themes for one in store.checked_items(case)] == [(), (LIGHTS, HOLES)]
    assert [one.stance for one in store.checked_items(case)] == [Stance.FOR, Stance.UNCLEAR]
    assert store.undo_theme_edit(case, "ana") == "[6] [1, 2]"
    assert state_of(case) == states[2]
    store.undo_theme_edit(case, "ana")
    store.undo_theme_edit(case, "ana")
    assert state_of(case) == states[0]
    assert store.undo_theme_edit(case, "ana") == ""
    assert store.theme_edits(case) == []
    assert case.number("SELECT count(*) FROM theme_edit") == 6
    assert store.check_audit(case) == ""


def test_a_correction_of_an_item_that_came_later_leaves_nothing_when_taken_back(
    case: store.CaseFile,
):
    analyse(case)
    (later,) = read_in(case, letter("later"), [row_item("lamp")])
    before = state_of(case)
    store.correct_themes(case, ("said", "ana"), [later], [LIGHTS])
    assert keys(case, theme=LIGHTS) == [later, 2, 1]
    store.undo_theme_edit(case, "ana")
    assert state_of(case) == before


def test_a_word_on_no_item_is_a_fault_of_the_asker_and_changes_nothing(
    case: store.CaseFile,
):
    analyse(case)
    before = state_of(case)
    with pytest.raises(KeyError, match="no item 99"):
        store.correct_themes(case, ("said", "ana"), [1, 99], [LIGHTS])
    assert state_of(case) == before


def test_what_is_noted_is_never_changed(case: store.CaseFile):
    analyse(case)
    store.correct_themes(case, ("said", "ana"), [1], [HOLES])
    with pytest.raises(Exception, match="never changed"):
        case.execute("UPDATE theme_edit SET person = 'ben'")


def test_a_new_analysis_keeps_what_persons_said_of_items(case: store.CaseFile):
    analyse(case)
    store.correct_themes(case, ("said", "ana"), [6], [HOLES], Stance.FOR)
    analyse(case)
    assert keys(case, theme=HOLES) == [6, 5, 3]
    assert store.undo_theme_edit(case, "ana") == ""  # what stood then stands no more
    assert [one.sentence for one in store.theme_edits(case)] == ["said"]


def test_an_analysis_that_fails_half_way_leaves_the_old_one(case: store.CaseFile):
    analyse(case)
    before = state_of(case)

    def members():
        yield Membership(item=1, theme=HOLES)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        store.put_analysis(case, begin(case), [theme(HOLES, "Other")], members(), [])
    assert state_of(case) == before
    assert store.analysed_run(case) == (1, False)


def test_a_removed_document_takes_its_members_and_themes_of_its_own_without_a_trace(
    case: store.CaseFile, path: Path
):
    (other,) = read_in(case, letter("other"), [row_item("canaryword and more")])
    analyse(case)
    own = theme(3, "canaryname", terms=("canaryterm",), examples=((other, 0, 10),))
    run = begin(case)
    store.put_analysis(
        case,
        run,
        [*store.themes(case), own],
        [Membership(item=other, theme=3), Membership(item=1, theme=LIGHTS)],
        [AnalysedItem(item=other), AnalysedItem(item=1)],
    )
    store.note_theme_edit(
        case, ("rename", "renamed canaryname.", "ana"), [replace(own, name="canarynew")]
    )
    assert store.remove_document(case, 2) is True
    # The one that had no items before is none of this removal's business.
    assert [one.name for one in store.themes(case)] == ["Street lights", "Potholes"]
    assert keys(case, theme=LIGHTS) == [1]
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"canary" not in content
    assert case.select("PRAGMA foreign_key_check") == []


def test_a_removed_document_is_quoted_no_more_by_themes_that_stay(
    case: store.CaseFile, path: Path
):
    (other,) = read_in(case, letter("other"), [row_item("Canaryword on  the\nlamp?")])
    analyse(case)
    shared = theme(
        LIGHTS,
        "Street lights",
        description="Texts such as \u201cCanaryword on the \u2026\u201d.",
        question="canaryword on the lamp?",
        terms=("canaryword", "lamp"),
        examples=((other, 0, 10), (1, 0, 6)),
    )
    own_words = theme(
        HOLES,
        "Potholes",
        description="Texts such as \u201cdeep pothole\u201d.",
        question="Deep pothole?",
        terms=("pothole",),
    )
    said = theme(3, "Said", description="Of \u201clamp\u201d", described=True, touched=True)
    members = [
        Membership(item=item, theme=LIGHTS, strength=0.5) for item in (1, 2, other)
    ] + [Membership(item=item, theme=one) for item, one in ((3, HOLES), (5, 3))]
    items = [AnalysedItem(item=item) for item in (1, 2, 3, 5, other)]
    store.put_analysis(case, begin(case), [shared, own_words, said], members, items)
    answer = replace(shared, answer="Soon.", touched=True)
    store.note_theme_edit(case, ("answer", "ana answered.", "ana"), [answer])
    assert store.remove_document(case, 2) is True
    lights, holes, kept = store.themes(case)
    assert (lights.description, lights.question, lights.answer) == ("", "", "Soon.")
    assert (lights.terms, lights.examples) == (("lamp",), ((1, 0, 6),))
    assert (holes.description, holes.question) == (
        own_words.description,
        own_words.question,
    )
    assert holes.terms == own_words.terms
    assert kept.description == said.description
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"canaryword" not in content.lower()
    assert store.undo_theme_edit(case, "ana") == "ana answered."
    assert (store.themes(case)[0].answer, store.themes(case)[0].description) == ("", "")
    assert store.check_audit(case) == ""


def test_an_unrelated_removal_leaves_what_persons_did_to_themes_without_items(
    case: store.CaseFile,
):
    read_in(case, letter("other"), [row_item("thanks")])
    analyse(case)
    aside = [
        theme(key, f"Kept {state}", answer="Yes.", touched=True, state=state, **more)
        for key, state, more in (
            (3, ThemeState.GONE, {}),
            (4, ThemeState.DROPPED, {}),
            (5, ThemeState.MERGED, {"merged_into": LIGHTS}),
        )
    ]
    store.note_theme_edit(case, ("drop", "ana did.", "ana"), [], aside)
    before = store.themes(case)
    store.remove_document(case, 2)
    assert [replace(one, centre=None) for one in store.themes(case)] == [
        replace(one, centre=None) for one in before
    ]
    assert [one.sentence for one in store.theme_edits(case)] == ["ana did."]


def test_a_theme_that_a_person_answered_is_kept_aside_when_its_items_go(
    case: store.CaseFile,
):
    (first, second) = read_in(case, letter("other"), [row_item("tree"), row_item("leaf")])
    analyse(case)
    trees = theme(3, "Trees", answer="Yes.", touched=True, examples=((first, 0, 4),))
    whole = theme(4, "Whole", answer="No.", touched=True)
    part = theme(HOLES, "Holes", touched=True, state="merged", merged_into=4)
    store.put_analysis(
        case,
        begin(case),
        [theme(LIGHTS, "Street lights"), part, trees, whole],
        [
            Membership(item=first, theme=3),
            Membership(item=second, theme=4),
            Membership(item=5, theme=HOLES),
        ],
        [AnalysedItem(item=item) for item in (5, first, second)],
    )
    store.remove_document(case, 2)
    found = {one.key: one for one in store.themes(case)}
    assert (found[3].state, found[3].name, found[3].answer) == ("gone", "Trees", "Yes.")
    assert found[3].examples == ()
    # Its own items went, but not those of the theme that was merged into it.
    assert (found[4].state, keys(case, theme=4)) == ("standing", [5])


def test_a_document_of_whose_items_a_person_told_the_themes_is_not_read_again(
    case: store.CaseFile,
):
    analyse(case)
    store.correct_themes(case, ("said", "ana"), [1], [])
    with pytest.raises(PostroomError, match="reviewed"):
        store.wait_again(case, 1)


def test_a_reading_case_takes_no_edits(case: store.CaseFile, path: Path):
    analyse(case)
    with store.open_case(path, read_only=True) as reader:
        assert keys(reader, theme=LIGHTS) == [2, 1]
        with pytest.raises(PostroomError, match="only be read"):
            store.undo_theme_edit(reader, "ana")
        with pytest.raises(PostroomError, match="only be read"):
            store.correct_themes(reader, ("said", "ana"), [1], [])


def test_campaigns_are_numbered_by_size_and_quoted_from_what_is_not_private(
    case: store.CaseFile,
):
    analyse(case)
    (one,) = store.campaign_counts(case)
    assert (one.size, one.texts, one.theme, one.example) == (3, 2, LIGHTS, 1)
    assert (one.first, one.last, one.private) == ("2026-01-01", "2026-03-01", False)
    store.set_private(case, [1, 2], private=True)
    assert store.campaign_counts(case)[0].example == 3
    store.set_private(case, [3], private=True)
    assert store.campaign_counts(case)[0].private is True


def test_a_campaign_is_quoted_from_a_wording_that_may_be(case: store.CaseFile):
    analyse(case)
    (one,) = store.campaign_counts(case, [1, 2])
    assert (one.example, one.private, one.size) == (3, False, 3)
    assert store.campaign_counts(case, [1, 2, 3])[0].private is True


def test_distinct_texts_do_not_depend_on_the_order_of_items(case: store.CaseFile):
    found = [one for batch in store.distinct_texts(case, batch=2) for one in batch]
    assert [one[0] for one in found] == sorted({text_hash(text) for text in TEXTS})
    lamp = next(one for one in found if one[0] == text_hash(TEXTS[0]))
    assert lamp[1:] == ("Street lamp OUT", 2)
    assert store.item_of_text(case, lamp[0], lamp[1]) == 2
    store.set_private(case, [2], private=True)
    assert store.item_of_text(case, lamp[0], lamp[1]) is None
