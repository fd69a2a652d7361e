"""From corrections to next week's mail, with the real program and the real models."""

import csv
import json

import pytest

from tests.journeys.conftest import INBOX, ROOT, postroom

SHEET = INBOX / "311_requests_march.xlsx"
NO_MODEL = "--no-language-model"


def said(*arguments, data, status=0):
    done = postroom(*arguments, "--json", data=data)
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def gold():
    path = ROOT / "resources" / "sample_inbox_gold.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            int(row["row"]): row["category"]
            for row in csv.DictReader(file)
            if row["document"] == SHEET.name and row["category"]
        }


def test_what_an_office_corrects_serves_its_next_case_and_can_be_forgotten(tmp_path, gold):
    data, case = tmp_path / "data", tmp_path / "march.postroom"
    sort = ("sort", SHEET, "--scheme", "requests_311", NO_MODEL)
    first = said(*sort, "--case", case, data=data)

    def right(lines):
        places = [line["place"]["row"] for line in lines]
        return sum(
            line["category"] == gold.get(row)
            for row, line in zip(places, lines, strict=True)
        )

    labelled = tmp_path / "labelled.csv"
    texts = {
        item["place"]["row"]: item
        for item in said("items", case, "--limit", 1000, data=data)
    }
    assert len(texts) == len(first)
    sample = tmp_path / "sample.csv"
    said("check", case, "--sample", 160, "--list", sample, data=data)
    with sample.open(encoding="utf-8-sig", newline="") as file:
        drawn = list(csv.DictReader(file))
    assert len(drawn) == 160
    rows_of = {str(item["item"]): row for row, item in texts.items()}
    with labelled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("item", "category"))
        writer.writerows(
            (one["item"], gold[rows_of[one["item"]]])
            for one in drawn
            if rows_of[one["item"]] in gold
        )
    said("check", case, "--answers", labelled, data=data)
    (report,) = said("check", case, "--report", data=data)
    assert report["checked"] >= 140
    assert report["interval"]["low"] <= report["right"] <= report["interval"]["high"]

    again = said(*sort, "--case", tmp_path / "april.postroom", data=data)
    assert right(again) > right(first)
    without = said(*sort, "--no-memory", data=data)
    assert [line["category"] for line in without] == [line["category"] for line in first]

    out = tmp_path / "labels.xlsx"
    said("schemes", "memory", "export", "requests_311", "--out", out, data=data)
    assert out.stat().st_size > 5000
    said("schemes", "memory", "forget", "requests_311", "--all", "--yes", data=data)
    after = said(*sort, "--case", tmp_path / "may.postroom", data=data)
    assert [line["category"] for line in after] == [line["category"] for line in first]
