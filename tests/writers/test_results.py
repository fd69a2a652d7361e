"""Writing aside, and what is refused."""

from __future__ import annotations

import stat
from dataclasses import replace

import openpyxl
import pytest

from app.records import PostroomError
from app.writers import SUFFIXES, write_results
from tests.writers.rows import letter_row, sheet_row


def failing_rows(error):
    yield sheet_row(1)
    raise error


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_but_the_file_is_left_behind(suffix, tmp_path, written):
    written(suffix, [sheet_row(1)], ["ID"])
    assert [path.name for path in tmp_path.iterdir()] == [f"results{suffix}"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_progress_counts_the_rows(suffix, tmp_path, about):
    rows = [sheet_row(number) for number in range(1, 4)]
    assert list(write_results(tmp_path / f"x{suffix}", rows, about, ["ID"])) == [1, 2, 3]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_old_file_stays_as_it_was_until_the_new_one_is_whole(suffix, tmp_path, about):
    path = tmp_path / f"results{suffix}"
    path.write_text("old")
    writing = write_results(path, [sheet_row(1), sheet_row(2)], about, ["ID"])
    next(writing)
    assert path.read_text() == "old"
    writing.close()
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_told_and_leaves_nothing_behind(suffix, tmp_path, about):
    path = tmp_path / f"results{suffix}"
    rows = failing_rows(OSError(28, "No space left on device"))
    with pytest.raises(PostroomError, match="disk is full"):
        list(write_results(path, rows, about, ["ID"]))
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path, about):
    path = tmp_path / "RESULTS.XLSX"
    list(write_results(path, [letter_row()], about))
    assert openpyxl.load_workbook(path).sheetnames == ["Results", "Summary", "Method"]


def test_what_a_killed_run_left_is_cleared_away(tmp_path, written):
    left = tmp_path / ".results.xlsx.part"
    left.mkdir()
    (left / "sheet1.xml").write_text("a sentence of a letter")
    written(".xlsx", [letter_row()])
    assert [path.name for path in tmp_path.iterdir()] == ["results.xlsx"]


@pytest.mark.parametrize("name", ["results.pdf", "results", "results.xls"])
def test_other_kinds_of_files_are_refused(name, tmp_path, about):
    with pytest.raises(PostroomError, match=r"\.xlsx, \.csv, \.jsonl"):
        list(write_results(tmp_path / name, [], about))


def test_a_folder_that_is_not_there_is_told(tmp_path, about):
    with pytest.raises(PostroomError, match="There is no folder"):
        list(write_results(tmp_path / "away" / "x.csv", [], about))


def test_a_folder_is_not_taken_for_a_file(tmp_path, about):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(PostroomError, match="is a folder"):
        list(write_results(tmp_path / "x.csv", [], about))


def test_a_document_is_never_overwritten_by_its_results(tmp_path, about):
    path = tmp_path / "calls.csv"
    path.write_text("ID\n007\n")
    row = sheet_row(1)
    row = replace(
        row, document=replace(row.document, path=str(tmp_path / "." / "calls.csv"))
    )
    with pytest.raises(PostroomError, match="one of the documents"):
        list(write_results(path, [row], about, ["ID"]))
    assert path.read_text() == "ID\n007\n"


def test_a_read_only_file_is_left_alone(tmp_path, about):
    path = tmp_path / "x.csv"
    path.write_text("old")
    path.chmod(stat.S_IRUSR)
    with pytest.raises(PostroomError, match="read-only"):
        list(write_results(path, [], about))
    assert path.read_text() == "old"


@pytest.mark.parametrize("lock", ["~$x.csv", ".~lock.x.csv#"])
def test_a_file_that_is_open_in_an_office_program_is_left_alone(lock, tmp_path, about):
    (tmp_path / "x.csv").write_text("old")
    (tmp_path / lock).write_text("")
    with pytest.raises(PostroomError, match="open in another program"):
        list(write_results(tmp_path / "x.csv", [], about))
