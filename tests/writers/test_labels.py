"""What was learned goes out with the results, and labels come back as they went."""

import csv
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from app.records import (
    Interval,
    Label,
    LearningReport,
    PostroomError,
    Promise,
    ReliabilityBin,
)
from app.writers import write_labels, write_results

LABELS = [
    Label(key=1, text="A hole.\nDeep.", text_hash=b"1", category="Potholes",
          source="import", person="ana", at="2026-01-02T03:04:05+00:00"),
    Label(key=2, text="=HYPERLINK(1)", text_hash=b"2", category="Trees", source="check"),
]  # fmt: skip
REPORT = LearningReport(
    labels=60,
    by_category=(("Potholes", 40), ("Trees", 20)),
    used=True,
    reason="It holds.",
    right_before=0.5,
    right_after=0.9,
    interval=Interval(low=0.8, high=0.96),
    calibration="temperature",
    calibrated=True,
    calibration_error=0.03,
    sampling_error=0.02,
    reliability=(
        ReliabilityBin(low=0.4, high=0.5, count=20, claimed=0.45, right=0.5),
        ReliabilityBin(low=0.9, high=1.0, count=40, claimed=0.95, right=0.9),
    ),
    promise=Promise(
        wanted=0.9, threshold=0.8, share=0.6, right=0.92,
        interval=Interval(low=0.8, high=0.98), judged=40,
    ),
)  # fmt: skip


def test_the_workbook_tells_what_was_learned_and_draws_how_far_it_holds(tmp_path, about):
    path = tmp_path / "results.xlsx"
    for _ in write_results(path, [], replace(about, learned=REPORT)):
        pass
    sheet = load_workbook(path)["Accuracy"]
    cells = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert cells["Right with learning"] == 0.9
    assert cells["Mean error of probabilities (ECE)"] == 0.03
    assert cells["Decided alone from probability"] == 0.8
    assert cells["Trees"] == 20
    assert cells["90% to 100%"] == 0.95
    (chart,) = sheet._charts
    assert len(chart.series) == 2


def test_without_labels_there_is_no_such_sheet(tmp_path, about):
    path = tmp_path / "results.xlsx"
    for _ in write_results(path, [], about):
        pass
    assert "Accuracy" not in load_workbook(path).sheetnames


def test_labels_in_a_workbook_are_text_also_where_they_look_like_formulas(tmp_path, about):
    path = tmp_path / "labels.xlsx"
    write_labels(path, LABELS, about)
    heading, *rows = load_workbook(path)["Labels"].iter_rows()
    assert [cell.value for cell in heading][:2] == ["Text", "Category"]
    assert [[cell.value for cell in row[:3]] for row in rows] == [
        ["A hole.\nDeep.", "Potholes", "import"],
        ["=HYPERLINK(1)", "Trees", "check"],
    ]
    assert rows[1][0].data_type == "s"


def test_labels_in_a_table_are_defused(tmp_path, about):
    path = tmp_path / "labels.csv"
    write_labels(path, LABELS, about)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Text"] for row in rows] == ["A hole.\nDeep.", "'=HYPERLINK(1)"]


def test_labels_go_into_no_other_kind_of_file(tmp_path, about):
    with pytest.raises(PostroomError, match=r"labels\.pdf"):
        write_labels(tmp_path / "labels.pdf", LABELS, about)
    assert list(tmp_path.iterdir()) == []
