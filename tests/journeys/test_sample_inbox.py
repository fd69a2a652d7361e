"""A folder in, a workbook out: the main job on the sample inbox, by the real program."""

import csv
import json
import shutil
import sys

import pytest
from openpyxl import load_workbook

from tests.journeys.conftest import INBOX, ROOT, SOME_FAILED, postroom

SHEET = "311_requests_march.xlsx"


def gold():
    with (ROOT / "resources" / "sample_inbox_gold.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_every_document_and_every_row_of_the_inbox_comes_out_once(inbox_sorted):
    found = sorted(
        (line["document"], str((line["place"] or {}).get("row", "")))
        for line in inbox_sorted.lines
    )
    assert found == sorted((row["document"], row["row"]) for row in gold())


def test_the_damaged_and_the_locked_letter_are_failures_with_a_name_and_a_remedy(
    inbox_sorted,
):
    failed = {
        line["document"]: line for line in inbox_sorted.lines if line["status"] == "failed"
    }
    assert len(failed) == 2
    assert {line["reason_code"] for line in failed.values()} == {"damaged", "password"}
    assert all(line["category"] is None and line["reason"] for line in failed.values())


def test_every_item_with_text_has_a_best_guess_out_of_the_scheme(inbox_sorted, data):
    shown = postroom("schemes", "show", "resident_correspondence", "--json", data=data)
    names = {category["name"] for category in json.loads(shown.stdout)["categories"]}
    for line in inbox_sorted.lines:
        if line["reason_code"] in ("no text", "damaged", "password"):
            assert line["category"] is None
        else:
            assert line["category"] in names
            assert line["runner_up"] in names - {line["category"]}
            assert 0 < line["probability"] <= 1
            assert line["calibrated"] is False


def test_evidence_of_a_row_is_a_stretch_of_its_cell_character_for_character(inbox_sorted):
    sheet = load_workbook(INBOX / SHEET).active
    header = {cell.value: number for number, cell in enumerate(sheet[3])}
    column = header["Description"]
    checked = 0
    for line in inbox_sorted.lines:
        if line["document"] == SHEET and line["evidence"]:
            cell = str(sheet[line["place"]["row"]][column].value)
            evidence = line["evidence"]
            assert evidence["quote"] == cell[evidence["start"] : evidence["end"]]
            checked += 1
    assert checked > 250


def test_the_same_text_gets_the_same_answer_wherever_it_stands(inbox_sorted):
    sheet = load_workbook(INBOX / SHEET).active
    answers: dict[str, set[str]] = {}
    for line in inbox_sorted.lines:
        if line["document"] == SHEET:
            text = " ".join(str(sheet[line["place"]["row"]][4].value).split())
            answers.setdefault(text, set()).add(str(line["category"]))
    assert all(len(found) == 1 for found in answers.values())


def test_spanish_goes_to_a_person_and_english_stays_english(inbox_sorted):
    by_place = {
        (line["document"], str((line["place"] or {}).get("row", ""))): line
        for line in inbox_sorted.lines
    }
    wrong = [
        row
        for row in gold()
        if row["language"] == "en"
        and by_place[row["document"], row["row"]]["reason_code"] == "language"
    ]
    assert len(wrong) <= 0.02 * len(gold())
    letters = [row for row in gold() if row["language"] == "es" and not row["row"]]
    assert letters
    for row in letters:
        line = by_place[row["document"], row["row"]]
        assert line["status"] == "needs review"
        assert line["language"] == "es"


def test_the_workbook_has_every_row_with_its_own_columns_first(inbox_sorted):
    book = load_workbook(inbox_sorted.workbook)
    assert len(book.sheetnames) == 3
    results = book.worksheets[0]
    assert results.max_row == len(inbox_sorted.lines) + 1
    headers = [cell.value for cell in results[1]]
    assert headers[0] == "Request #"
    assert headers[-1] == "Reason"
    assert results.freeze_panes
    assert results.auto_filter.ref


def test_a_finished_run_asked_for_again_changes_nothing(inbox_sorted, data):
    again = postroom("sort", INBOX, "--case", inbox_sorted.case, "--json", data=data)
    assert again.returncode == SOME_FAILED
    assert [json.loads(line) for line in again.stdout.splitlines()] == inbox_sorted.lines


def test_the_locked_letter_opens_with_the_password_in_a_file(inbox_sorted, data, tmp_path):
    case = tmp_path / "copy.postroom"
    shutil.copy(inbox_sorted.case, case)
    secret = tmp_path / "password.txt"
    secret.write_text("marlow\n")
    opened = postroom(
        "sort", INBOX, "--case", case, "--password-file", secret, "--json", data=data
    )
    failed = [
        line
        for line in map(json.loads, opened.stdout.splitlines())
        if line["status"] == "failed"
    ]
    assert [line["reason_code"] for line in failed] == ["damaged"]


def test_words_are_found_in_the_case(inbox_sorted, data):
    found = postroom("search", inbox_sorted.case, "pothole", "--json", data=data)
    assert found.returncode == 0
    assert found.stdout.strip()


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("unshare") is None,
    reason="network namespaces are Linux's",
)
def test_without_any_network_the_results_are_the_same(data):
    empty = ("unshare", "--user", "--map-root-user", "--net")
    if postroom("--version", data=data, before=empty).returncode != 0:
        pytest.skip("this machine does not allow a network namespace")
    letters = INBOX / SHEET
    here = postroom("sort", letters, "--json", data=data)
    there = postroom("sort", letters, "--json", data=data, before=empty)
    assert there.returncode == here.returncode == 0
    assert there.stdout == here.stdout


def test_purge_leaves_nothing_of_the_case_behind(inbox_sorted, data, tmp_path):
    case = tmp_path / "gone.postroom"
    shutil.copy(inbox_sorted.case, case)
    done = postroom("purge", case, "--yes", data=data)
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())
