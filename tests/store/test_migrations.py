"""Each version left a file in ``kept``; how they were made is told at the end here."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database, Migrations

from app import store
from app.records import (
    Answer,
    BlindAnswer,
    DocumentState,
    Phase,
    ResultRow,
    RowFilter,
    RowGroup,
    RunCounts,
    SheetChoice,
    Stance,
    Status,
    ThemeFilter,
)
from app.store import AnalysedItem, Membership, StoredTheme, ThemeState
from app.store.kinds import migrate
from app.store.migrations import CASE
from tests.store.made import (
    MODEL,
    ended,
    letter,
    letter_item,
    read_waiting,
    row_item,
    text_hash,
    verdict,
)
from tests.store.summarized import (
    DIMENSIONS,
    MARK,
    quotation,
    structure_of,
    summarize,
    summary_of,
)

KEPT = Path(__file__).parent / "kept"
EVERY = sorted(file.name for file in KEPT.glob("case_v*.db"))
MAIL = letter("mail.eml", kind="mail")
ATTACHED = letter("mail.eml > a.xlsx", path="/in/mail.eml", inner=("a.xlsx",))
BROKEN = letter("broken.pdf")
LETTER_ITEM = letter_item("Dear office,", "the street lamp is out.")
SHEET = SheetChoice(
    sheet="Requests",
    header_row=1,
    column="text",
    date_column="when",
    by=("zone",),
    private_column="private",
)
ROW_ITEMS = [row_item("La farola no funciona", 2, zone="Ñ"), row_item("", 3)]


def test_a_file_kept_from_the_first_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v1.db", tmp_path))
    with store.open_case(path) as case:
        mail = ended(replace(MAIL, key=1))
        broken = ended(replace(BROKEN, key=2), DocumentState.FAILED)
        attached = ended(replace(ATTACHED, key=3))
        assert store.documents(case) == [mail, attached, broken]
        first = verdict("Lighting", 0.75, "the street lamp is out.")
        reviewed = replace(verdict("Lighting", 0.25, "farola"), reviewed=True)
        items = [
            replace(LETTER_ITEM, key=1, document=1),
            *(replace(i, key=k, document=3) for k, i in enumerate(ROW_ITEMS, 2)),
        ]
        assert store.rows(case, RowFilter(), 0, 10) == [
            ResultRow(document=mail, item=items[0], verdict=first),
            ResultRow(document=attached, item=items[1], verdict=reviewed),
            ResultRow(document=attached, item=items[2], verdict=None),
            ResultRow(document=broken, item=None, verdict=None),
        ]
        assert store.counts(case) == RunCounts(
            documents=3, documents_failed=1, items=3, sorted=2, undecided=1
        )
        assert [r.person for r in store.reviews(case, 2)] == ["ana"]
        hashes = [text_hash(LETTER_ITEM.text)]
        assert store.vectors(case, MODEL, hashes)[hashes[0]].tolist() == [0.5, -0.25]
        assert store.segment_vectors(case, MODEL, hashes)[hashes[0]].tolist() == [
            [1.0, 0.0]
        ]
        assert store.scores(case, MODEL, "q", hashes)[hashes[0]].tolist() == [-1.5, -0.5]
        assert [hit.item.key for hit in store.search(case, "farol")] == [2]
        run = store.resumable_run(case, "sort")
        assert run is not None
        assert (run.key, run.settings, run.phase) == (1, {"column": "text"}, Phase.DECIDING)
        assert store.facts(case, 1) == {"mean": [0.5]}
        assert store.check_audit(case) == ""
        assert case.number("PRAGMA user_version") == CASE.newest


def test_a_file_kept_from_the_second_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v2.db", tmp_path))
    with store.open_case(path) as case:
        said = [(r.person, r.category, r.seconds) for r in store.reviews(case, 1)]
        assert said == [("ben", "Roads", 4.5)]
        rows = store.rows(case, RowFilter(order="priority"), 0, 10)
        stood = [(r.item and r.item.key, r.verdict and r.verdict.category) for r in rows]
        assert stood == [(3, None), (1, "Roads"), (2, "Lighting"), (None, None)]
        assert [row.private for row in rows] == [True, False, False, False]
        learned = [
            (r.review, r.item, r.label.category) for r in store.standing_reviews(case)
        ]
        assert learned == [(1, 2, "Lighting"), (2, 1, "Roads")]
        assert [check.items for check in store.checks(case)] == [(2, 1)]
        assert store.check_answers(case, 1) == [
            BlindAnswer(
                item=2,
                person="cleo",
                category="Waste",
                seconds=12.5,
                program="Lighting",
                probability=0.25,
                alone=True,
                weight=1.5,
                language="en",
                sheet="Requests",
            ),
            BlindAnswer(
                item=1,
                person="cleo",
                category="Roads",
                program="Lighting",
                probability=0.75,
                alone=True,
                language="en",
            ),
        ]
        assert store.unanswered(case, 1, "dan") == [2, 1]
        assert store.check_audit(case) == ""
        # What was taken away again is still undone here, with the file's own words.
        assert store.undo_review(case, 1, "ana")
        assert store.verdict(case, 1) == verdict(
            "Lighting", 0.75, "the street lamp is out."
        )


def test_a_file_kept_from_the_third_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v3.db", tmp_path))
    with store.open_case(path) as case:
        lights, roads = store.themes(case)
        assert (lights.name, lights.upper, lights.terms) == ("Lights", "Streets", ("lamp",))
        assert (lights.examples, lights.stability) == (((1, 0, 5),), 0.75)
        assert (roads.state, roads.merged_into, roads.shown) == ("merged", 1, 1)
        assert lights.centre is not None
        assert lights.centre.tolist() == [0.5, -0.25]
        row = store.themed_rows(case, ThemeFilter(theme=1), 0, 10)[0]
        member = row.themes[0]
        assert (row.item.key, member.by_person, row.checked) == (2, True, True)
        assert (row.stance, row.date, row.campaign) == (Stance.FOR, "2026-03-04", 0)
        assert store.theme_totals(case).themed == 2
        assert [edit.sentence for edit in store.theme_edits(case)] == ["merged", "said"]
        assert store.analysed_run(case) == (2, True)
        assert store.undo_theme_edit(case, "ana") == "said"
        assert store.undo_theme_edit(case, "ana") == "merged"
        assert [theme.state for theme in store.themes(case)] == ["standing", "standing"]
        assert store.check_audit(case) == ""


def test_a_file_kept_from_the_fourth_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v4.db", tmp_path))
    with store.open_case(path) as case:
        made = structure_of("Lamps are out.", "They stay out.")
        stored = store.structure(case, 4)
        assert stored is not None
        assert stored.structure == made
        assert (len(stored.mark), stored.note) == (64, "")
        summary = store.summary(case, 4)
        assert summary is not None
        assert (summary.summary, summary.made_of) == (summary_of(4, made), "made of this")
        (answer,) = store.answers(case, 4)
        assert answer.answer == Answer(
            question="What of Lamps are out.?",
            passages=(quotation(made),),
            probability=0.75,
        )
        vectors = store.sentence_vectors(case, 4, (MODEL, MARK), DIMENSIONS)
        assert vectors[0].tolist() == [[0.5] * DIMENSIONS] * 2
        told = [edit.sentence for edit in store.summary_edits(case, 4)]
        assert told == ["corrected Lamps are out."]
        assert store.undo_summary_edit(case, 4, "ana") == "corrected Lamps are out."
        assert store.check_audit(case) == ""


def test_a_file_kept_from_the_fifth_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v5.db", tmp_path))
    with store.open_case(path) as case:
        assert store.notes(case, [1, 2, 3]) == {1: "Ring her back.\nÑ"}
        assert store.likely(case, [1, 3]) == {3: (1, [(2, 0.5), (0, 0.25)])}
        assert store.all_sheet_choices(case) == {3: (SHEET,)}
        months = RowFilter(group="month", since="2026-03-01")
        assert store.row_groups(case, months) == (
            RowGroup(value="2026-03", title="2026-03", count=1),
        )
        assert store.check_audit(case) == ""


@pytest.mark.parametrize("kept", EVERY)
def test_bringing_a_file_up_to_date_changes_no_cell_of_it(kept: str, tmp_path: Path):
    path = Path(shutil.copy(KEPT / kept, tmp_path))
    before = cells(path)
    store.open_case(path).close()
    after = cells(path)
    assert before.keys() <= after.keys()
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        kept_rows = [row[:width] for row in after[table][: len(rows)]]
        assert kept_rows == rows, table
        if table not in {"audit", "_sqlite_migrations"}:
            assert len(after[table]) == len(rows), table


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table that holds something of ours, in order."""
    with contextlib.closing(sqlite3.connect(path)) as read:
        tables = read.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE "
            "'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'"
        )
        return {
            name: read.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
            for (name,) in tables.fetchall()
        }


def test_a_review_of_the_first_version_can_be_taken_back(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v1.db", tmp_path))
    with store.open_case(path) as case:
        assert store.undo_review(case, 2, "ben")
        unsure = replace(
            verdict("Lighting", 0.25, "farola"),
            status=Status.NEEDS_REVIEW,
            reason="A review of it was taken back.",
            reason_code="taken back",
        )
        assert store.verdict(case, 2) == unsure
        assert store.reviews(case, 2) == []
        # The unfinished run decides it anew, beside what it had not decided yet.
        left = [s.item.key for batch in store.each_items(case, not_by=1) for s in batch]
        assert left == [2, 3]


def test_a_check_knows_of_a_first_versions_review_what_stood_before_it(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v1.db", tmp_path))
    with store.open_case(path) as case:
        check = store.begin_check(case, [(2, 1.0)])
        store.answer_check(case, check, 2, "cleo", "Waste")
        answer = store.check_answers(case, check)[0]
        assert (answer.program, answer.probability, answer.alone) == (
            "Lighting",
            None,
            False,
        )


@pytest.mark.parametrize("kept", EVERY)
def test_a_file_brought_up_to_date_has_the_shape_of_a_new_one(kept: str, tmp_path: Path):
    path = Path(shutil.copy(KEPT / kept, tmp_path))
    with store.open_case(path) as old, store.open_case(tmp_path / "new") as new:
        shapes = "SELECT name, sql FROM sqlite_schema ORDER BY name"
        assert [tuple(r) for r in old.select(shapes)] == [
            tuple(r) for r in new.select(shapes)
        ]


def test_the_last_step_has_the_newest_number(case: store.CaseFile):
    names = [row[0] for row in case.select("SELECT name FROM _sqlite_migrations")]
    assert [int(name.split(" ")[0]) for name in names] == list(range(1, CASE.newest + 1))
    assert case.number("PRAGMA user_version") == CASE.newest
    assert case.number("PRAGMA application_id") == CASE.application


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "case_v1.db", tmp_path))
    store.open_case(path).close()
    before = path.read_bytes()
    steps = Migrations(CASE.steps.name)

    @steps(name="9998 a step that works")
    def _works(database: Database) -> None:
        database.execute("CREATE TABLE added (key INTEGER)")
        database.execute("PRAGMA user_version = 9998")

    @steps(name="9999 a step that fails half way")
    def _fails(database: Database) -> None:
        database.execute("DROP TABLE part")
        database.execute("PRAGMA user_version = 9999")
        raise RuntimeError("the disk is on fire")

    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(RuntimeError, match="on fire"):
        migrate(Database(connection, execute_plugins=False), replace(CASE, steps=steps))
    connection.close()
    assert path.read_bytes() == before


def make_kept(path: Path) -> None:
    """Made ``kept/case_v1.db``; kept here to tell how, and run again by nobody."""
    with store.open_case(path) as case:
        run = store.begin_run(
            case, "sort", settings={"column": "text"}, scheme={"name": "Ñ"}, models={}
        )
        store.add_documents(case, [MAIL, BROKEN])
        read_waiting(case, 1, [LETTER_ITEM], [ATTACHED])
        read_waiting(case, 2, state=DocumentState.FAILED)
        read_waiting(case, 3, ROW_ITEMS)
        store.put_vectors(
            case,
            MODEL,
            [text_hash(LETTER_ITEM.text)],
            np.array([[0.5, -0.25]], dtype=np.float32),
            [np.array([[1.0, 0.0]], dtype=np.float32)],
        )
        scores = np.array([-1.5, -0.5], dtype=np.float32)
        store.put_scores(case, MODEL, "q", {text_hash(LETTER_ITEM.text): scores})
        first = verdict("Lighting", 0.75, "the street lamp is out.")
        store.put_verdicts(
            case, run, [(1, first), (2, verdict("Lighting", 0.25, "farola"))]
        )
        store.review(case, 2, "Lighting", "ana")
        store.put_fact(case, run, "mean", [0.5])
        store.set_phase(case, run, Phase.DECIDING)


def make_kept_v2(path: Path) -> None:
    """Made ``kept/case_v2.db`` out of what the first one has, likewise."""
    make_kept(path)
    with store.open_case(path) as case:
        store.set_private(case, [3], private=True)
        store.review(case, 1, "Roads", "ben", seconds=4.5)
        store.review(case, 1, "Waste", "ana")
        store.undo_review(case, 1, "ana")
        store.put_priorities(case, [3, 1])
        store.begin_check(case, [(2, 1.5), (1, 1.0)])
        store.answer_check(case, 1, 2, "cleo", "Roads", 20.0)
        store.answer_check(case, 1, 1, "cleo", "Roads")
        store.answer_check(case, 1, 2, "cleo", "Waste", 12.5)


def make_kept_v3(path: Path) -> None:
    """Made ``kept/case_v3.db`` out of what the second one has, likewise."""
    make_kept_v2(path)
    with store.open_case(path) as case:
        run = store.begin_run(case, "themes", settings={}, scheme={}, models={})
        lights = StoredTheme(
            key=1,
            name="Lights",
            upper="Streets",
            description="Lamps.",
            terms=("lamp",),
            examples=((1, 0, 5),),
            stability=0.75,
            centre=np.array([0.5, -0.25], dtype=np.float32),
        )
        roads = StoredTheme(key=2, name="Roads", answer="Soon.", touched=True)
        store.put_analysis(
            case,
            run,
            [lights, roads],
            [Membership(item=1, theme=1, strength=0.5), Membership(item=2, theme=2)],
            [
                AnalysedItem(item=1, campaign=1),
                AnalysedItem(item=2, date="2026-03-04"),
                AnalysedItem(item=3, blank=True),
            ],
        )
        into = replace(roads, state=ThemeState.MERGED, merged_into=1)
        store.note_theme_edit(case, ("merge", "merged", "ana"), [lights, into])
        said = Membership(item=1, theme=1, strength=0.75, first=0, last=4)
        store.put_assignment(case, [said], [(1, Stance.AGAINST)])
        store.correct_themes(case, ("said", "ben"), [2], [1], Stance.FOR)


def make_kept_v4(path: Path) -> None:
    """Made ``kept/case_v4.db`` out of what the third one has, likewise."""
    make_kept_v3(path)
    with store.open_case(path) as case:
        summarize(case, "letter.pdf", ("Lamps are out.", "They stay out."))


def make_kept_v5(path: Path) -> None:
    """Made ``kept/case_v5.db`` out of what the fourth one has, likewise."""
    make_kept_v4(path)
    with store.open_case(path) as case:
        store.put_note(case, 1, "Ring her back.\nÑ", "ana")
        store.put_verdicts(case, 1, [(3, verdict())])
        store.put_likely(case, [(3, [(2, 0.5), (0, 0.25)])])
        store.keep_sheet_choices(case, 3, [SHEET])
        store.put_dates(case, {2: "2026-03-04", 3: ""})
