"""Sheets confirmed, second tries, removals, pasted texts: with the real reader."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from app.readers import Reader
from app.records import (
    Category,
    DocumentState,
    PostroomError,
    RowFilter,
    Scheme,
    SheetChoice,
    SortSettings,
)
from app.store import removal
from app.workflow import Workspace
from app.workflow.import_text import LONGEST_TEXT, keep_text
from tests.readers.building import make_xlsx
from tests.workflow.conftest import Scripted

SCHEME = Scheme(
    name="Requests",
    description="What people ask for.",
    categories=(Category(name="Lamps"), Category(name="Other")),
    fingerprint="c" * 64,
)
SETTINGS = SortSettings(memory=False, language_model="none")
ROWS = [
    ["Requests of March"],
    ["Id", "Received", "District", "Private", "Description", "Answer given"],
    *[
        [
            str(at),
            f"2026-03-{at + 1:02}",
            ("North", "South")[at % 2],
            ("no", "yes")[at == 2],
            f"The lamp at number {at} of Oak Street is out.",
            f"Crew {at} went.",
        ]
        for at in range(10)
    ],
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    tools = replace(
        Scripted().tools(tmp_path), open_reader=Reader, pasted=tmp_path / "cases" / "pasted"
    )
    (tmp_path / "cases").mkdir()
    with Workspace(tmp_path / "cases" / "case.postroom", tools) as one:
        yield one


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_xlsx(tmp_path / "requests.xlsx", {"March": ROWS})


def proposed(workspace: Workspace, key: int = 1) -> SheetChoice:
    (sheet,) = workspace.imports.look(key)
    return sheet.proposed


def sort(workspace: Workspace) -> None:
    for _ in workspace.sort(SCHEME, replace(workspace.settings, memory=False)):
        pass


def texts(workspace: Workspace) -> list[str]:
    rows = workspace.rows(RowFilter(), 0, 100)
    return [row.item.text for row in rows if row.item is not None]


def test_only_sheets_that_wait_and_that_nobody_has_confirmed_are_asked_about(
    workspace: Workspace, book: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    workspace.add([book, tmp_path / "letter.txt"])
    assert [one.name for one in workspace.imports.unconfirmed()] == ["requests.xlsx"]
    workspace.imports.confirm(1, [proposed(workspace)])
    assert workspace.imports.unconfirmed() == []


def test_a_look_proposes_what_each_column_is_for(workspace: Workspace, book: Path) -> None:
    workspace.add([book])
    assert proposed(workspace) == SheetChoice(
        sheet="March",
        header_row=2,
        column="Description",
        date_column="Received",
        by=("District",),
        private_column="Private",
    )


def test_what_was_confirmed_is_read_and_marks_private_rows(
    workspace: Workspace, book: Path
) -> None:
    workspace.add([book])
    choice = replace(proposed(workspace), column="Answer given")
    workspace.imports.confirm(1, [choice])
    assert workspace.settings.private_column == "Private"
    sort(workspace)
    assert texts(workspace)[2] == "Crew 2 went."
    rows = workspace.rows(RowFilter(), 0, 100)
    assert [row.private for row in rows] == [False, False, True, *[False] * 7]


def test_themes_begin_with_the_date_and_group_columns_confirmed(
    workspace: Workspace, book: Path
) -> None:
    workspace.add([book])
    workspace.imports.confirm(1, [proposed(workspace)])
    settings = workspace.themes.settings
    assert (settings.date_column, settings.by) == ("Received", ("District",))


def test_what_was_confirmed_is_there_after_the_case_was_closed(
    tmp_path: Path, book: Path
) -> None:
    tools = replace(Scripted().tools(tmp_path), open_reader=Reader)
    choice = SheetChoice(sheet="March", header_row=2, column="Description")
    with Workspace(tmp_path / "case.postroom", tools) as one:
        one.add([book])
        one.imports.confirm(1, [choice])
    with Workspace(tmp_path / "case.postroom", tools) as one:
        assert one.imports.choices(1) == [choice]
        assert one.imports.unconfirmed() == []


def test_a_sheet_confirmed_otherwise_is_read_anew(workspace: Workspace, book: Path) -> None:
    workspace.add([book])
    choice = proposed(workspace)
    workspace.imports.confirm(1, [choice])
    sort(workspace)
    workspace.imports.confirm(1, [choice])  # nothing changed: nothing is lost
    assert workspace.documents()[0].state is DocumentState.READ
    workspace.imports.confirm(
        1, [replace(choice, header_row=1, column="Column 5", private_column="")]
    )
    assert workspace.documents()[0].state is DocumentState.WAITING
    sort(workspace)
    assert len(texts(workspace)) == 11


def test_a_reviewed_sheet_is_not_read_anew_and_keeps_what_was_confirmed(
    workspace: Workspace, book: Path
) -> None:
    workspace.add([book])
    choice = proposed(workspace)
    workspace.imports.confirm(1, [choice])
    sort(workspace)
    workspace.correct([1], "Other")
    with pytest.raises(PostroomError, match="reviewed"):
        workspace.imports.confirm(1, [replace(choice, column="Answer given")])
    assert workspace.imports.choices(1) == [choice]
    assert len(texts(workspace)) == 10


def test_a_locked_workbook_shows_nothing_until_its_password_is_there(
    workspace: Workspace, tmp_path: Path, book: Path
) -> None:
    locked = tmp_path / "locked.xlsx"
    with book.open("rb") as plain, locked.open("wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("open sesame", out)
    workspace.add([locked])
    assert workspace.imports.look(1) == []
    (sheet,) = workspace.imports.look(1, (), ("open sesame",))
    assert sheet.proposed.column == "Description"


def test_a_file_outside_the_case_can_be_looked_at(workspace: Workspace, book: Path) -> None:
    (sheet,) = workspace.imports.look_at(book)
    assert sheet.headers[:2] == ("Id", "Received")
    assert workspace.documents() == []


def test_what_is_damaged_is_told_and_can_be_tried_again(
    workspace: Workspace, tmp_path: Path, book: Path
) -> None:
    whole = book.read_bytes()
    book.write_bytes(whole[: len(whole) // 2])
    workspace.add([book])
    with pytest.raises(PostroomError, match="damaged"):
        workspace.imports.look(1)
    sort(workspace)
    assert workspace.documents()[0].state is DocumentState.FAILED
    book.write_bytes(whole)
    assert workspace.imports.try_again([1, 99]) == 1
    sort(workspace)
    assert workspace.documents()[0].state is DocumentState.READ
    assert len(texts(workspace)) == 10


def test_a_removed_document_leaves_the_file_and_takes_its_items(
    workspace: Workspace, book: Path
) -> None:
    workspace.add([book])
    workspace.imports.confirm(1, [proposed(workspace)])
    sort(workspace)
    assert workspace.imports.remove([1, 1]) == 1
    assert workspace.documents() == []
    assert workspace.imports.choices(1) == []
    assert workspace.settings.private_column != "Private"
    assert texts(workspace) == []
    assert book.is_file()


def test_a_pasted_text_becomes_a_document_that_goes_with_its_copy(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = keep_text(tmp_path / "cases" / "pasted", "The lamp is out.", date(2026, 3, 4))
    assert workspace.add([path]) == 1
    assert workspace.imports.remove([1]) == 1
    assert not path.exists()


def test_a_file_of_the_same_name_elsewhere_is_not_taken_for_a_pasted_text(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "pasted" / "mine.txt"
    path.parent.mkdir()
    path.write_text("my own words", encoding="utf-8")
    workspace.add([path])
    workspace.imports.remove([1])
    assert path.read_text(encoding="utf-8") == "my own words"


def test_documents_that_were_taken_out_wait_again_under_their_names(
    workspace: Workspace, book: Path
) -> None:
    inner = book.parent / "inner"
    inner.mkdir()
    (inner / "letter.txt").write_text("The lamp is out.", encoding="utf-8")
    workspace.add([book.parent])
    gone = workspace.documents()
    assert "inner/letter.txt" in [one.name for one in gone]
    assert workspace.imports.remove([one.key for one in gone]) == len(gone)
    (inner / "letter.txt").unlink()
    assert workspace.imports.put_back(gone) == len(gone) - 1
    back = workspace.documents()
    assert [one.name for one in back] == [
        one.name for one in gone if one.name != "inner/letter.txt"
    ]
    assert {one.state for one in back} == {DocumentState.WAITING}
    assert workspace.imports.put_back(gone) == 0  # what is there is not there twice


def test_however_many_documents_go_the_file_is_written_anew_once(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(5):
        (tmp_path / f"letter {at}.txt").write_text("The lamp is out.", encoding="utf-8")
    workspace.add([tmp_path / f"letter {at}.txt" for at in range(5)])
    wiped: list[object] = []

    def wipe(case: object) -> bool:
        wiped.append(case)
        return True

    monkeypatch.setattr(removal, "finish_wiping", wipe)
    assert workspace.imports.remove([1, 2, 3, 4, 5]) == 5
    assert len(wiped) == 1


# ------------------------------------------------------------------ pasted texts


def test_a_pasted_text_is_named_by_day_and_first_words(tmp_path: Path) -> None:
    day = date(2026, 3, 4)
    text = "Dear Sir,\nthe lamp at Oak Street hasn't been on since Monday."
    path = keep_text(tmp_path / "pasted", text, day)
    assert path.name == "2026-03-04 Dear Sir the lamp at Oak.txt"
    assert path.read_text(encoding="utf-8") == text
    again = keep_text(tmp_path / "pasted", text, day)
    assert again.name == "2026-03-04 Dear Sir the lamp at Oak (2).txt"


@pytest.mark.skipif(not hasattr(stat, "S_IRWXG"), reason="needs modes")
def test_only_its_owner_can_read_a_pasted_text(tmp_path: Path) -> None:
    path = keep_text(tmp_path / "pasted", "secret", date(2026, 3, 4))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["../../etc/passwd", "C:\\windows | <x>", "\u202e\x00..."])
def test_no_text_can_name_its_file_out_of_the_folder(tmp_path: Path, text: str) -> None:
    path = keep_text(tmp_path / "pasted", text, date(2026, 3, 4))
    assert path.parent == tmp_path / "pasted"
    assert not set(path.name) & set('/\\:*?"<>|\x00\u202e')


def test_blank_and_boundless_texts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PostroomError, match="no text"):
        keep_text(tmp_path, " \n", date(2026, 3, 4))
    with pytest.raises(PostroomError, match="more than"):
        keep_text(tmp_path, "a" * (LONGEST_TEXT + 1), date(2026, 3, 4))
