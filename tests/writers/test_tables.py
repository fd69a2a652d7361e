"""CSV tables and JSON lines."""

from __future__ import annotations

import csv
import json

import pytest

from app.records import Status
from tests.writers.rows import failed_row, letter_row, sheet_row
from tests.writers.test_workbook import PAYLOADS, STARTS


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_csv_has_the_same_columns_as_the_workbook(written):
    path = written(
        ".csv", [sheet_row(1, {"ID": "007", "Note": 'ñ, "x"\ny'})], ["ID", "Note"]
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbfID,Note,Document,")
    assert read_csv(path)[1] == [
        *("007", 'ñ, "x"\ny', "calls.xlsx", "Potholes", "0.8312", "Trees"),
        *("a deep hole", "Sheet1, row 4", "sorted", ""),
    ]


def test_formulas_in_a_csv_are_defused_and_plain_numbers_are_not(written):
    payloads = [*PAYLOADS, "-12.50", "+4,5", "-3%"]
    rows = [sheet_row(n, {"ID": payload}) for n, payload in enumerate(payloads)]
    cells = [row[0] for row in read_csv(written(".csv", rows, ["ID"]))[1:]]
    assert cells[-3:] == ["-12.50", "+4,5", "-3%"]
    live = [
        cell
        for cell in cells
        if cell.strip().startswith(STARTS)
        and not cell.strip("+-%").replace(".", "").replace(",", "").isdigit()
    ]
    assert live == []
    assert cells[0] == "'=1+1"


def test_a_formula_in_a_heading_is_defused(written):
    assert read_csv(written(".csv", [], ["=1+1"]))[0][0] == "'=1+1"


def test_text_that_cannot_be_encoded_does_not_stop_a_csv(written):
    path = written(".csv", [sheet_row(1, {"ID": "a\ud800b\0c"})], ["ID"])
    assert read_csv(path)[1][0] == "a?b\ufffdc"


def test_json_lines_hold_one_item_each_in_input_order(written):
    rows = [sheet_row(1), letter_row(), failed_row()]
    lines = written(".jsonl", rows).read_text(encoding="utf-8").splitlines()
    first, second, third = (json.loads(line) for line in lines)
    assert first == {
        "document": "calls.xlsx",
        "place": {"sheet": "Sheet1", "row": 4},
        "category": "Potholes",
        "probability": 0.8312,
        "runner_up": "Trees",
        "evidence": {"quote": "a deep hole", "start": 0, "end": 11},
        "status": "sorted",
        "reason": "",
        "reason_code": "",
        "calibrated": False,
        "language": "en",
    }
    assert second["place"] == {"page": 2}
    assert third["place"] is None
    assert third["evidence"] is None
    assert (third["status"], third["reason_code"]) == ("failed", "damaged")


@pytest.mark.parametrize(
    "text", ["a\u2028b\x85c\nd", "half \ud800 a pair", "¿Qué?", "\x1e\x0c"]
)
def test_a_quotation_in_json_stays_on_one_line_and_exact(text, written):
    path = written(".jsonl", [sheet_row(1, quote=text, status=Status.SORTED)])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["evidence"]["quote"] == text
