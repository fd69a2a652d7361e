"""The short report for Word, opened again."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from app.records import Quotation, ThemesReport
from app.writers.theme_files import write_themes
from tests.writers.made_themes import made, renamed


def write(path: Path, report: ThemesReport) -> Path:
    for _ in write_themes(path, report, ()):
        pass
    return path


@pytest.fixture(scope="module")
def report() -> ThemesReport:
    return made(0.1).report


@pytest.fixture(scope="module")
def path(tmp_path_factory, report) -> Path:
    return write(tmp_path_factory.mktemp("word") / "t.docx", report)


@pytest.fixture(scope="module")
def document(path) -> Any:
    return docx.Document(str(path))


def styled(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_headings_are_headings_in_the_order_of_reading(document):
    assert styled(document, "Title") == ["Themes and trends"]
    assert styled(document, "Heading 1") == [
        *("What was read", "Main findings", "The largest themes"),
        *("All other themes", "How this was made"),
    ]


def test_the_counts_in_the_first_table_add_up(document, report):
    counts = {
        row.cells[0].text.strip(): row.cells[1].text for row in document.tables[0].rows
    }
    number = {name: int(text) for name, text in counts.items() if text.isdigit()}
    assert number["Items (letters and rows)"] == report.about.items
    assert number["Items (letters and rows)"] == sum(
        count for name, count in number.items() if name.startswith("of these")
    )


def test_the_findings_name_the_largest_themes_the_trends_and_the_campaigns(
    document, report
):
    bullets = styled(document, "List Bullet")
    largest = max(report.themes, key=lambda theme: theme.size)
    assert bullets[0].startswith(f"{largest.name}: {largest.size:,} of")
    for trend in report.trends.trends:
        assert f"{trend.sentence}." in bullets
    assert any(
        "near-identical" in one and "calls.xlsx, Calls, row" in one for one in bullets
    )


def test_every_picture_has_words_for_those_who_cannot_see_it(document, report):
    alts = [
        inline.find(qn("wp:docPr")).get("descr")
        for inline in document.element.body.iter(qn("wp:inline"))
    ]
    assert len(alts) == 5  # sizes, three movements, seasons
    assert alts[1].startswith(report.trends.trends[0].sentence)
    assert all(len(alt) > 40 for alt in alts)


def test_headings_of_tables_come_again_on_every_page(document):
    headed = document.tables[:2]
    for table in headed:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
    assert len(headed[1].rows) == 1 + len(made(0.1).report.themes) - 10


def test_themes_in_full_quote_their_rows_exactly(document, report):
    quotes = styled(document, "Quote")
    assert len(quotes) == 20
    largest = max(report.themes, key=lambda theme: theme.size)
    example = largest.examples[0]
    assert quotes[0] == f"“{example.text}” (calls.xlsx, Calls, row {example.place.row})"


def test_the_method_stands_in_a_box_at_the_end(document, report):
    box = document.tables[-1]
    said = box.rows[0].cells[0].text
    for words in (*report.about.methods, *report.about.notes, *report.about.models):
        assert words in said


def test_the_same_report_gives_the_same_bytes(tmp_path, path, report):
    assert write(tmp_path / "again.docx", report).read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 1, 2, 3, 4, 4)}
    facts = docx.Document(str(path)).core_properties
    assert facts.created is not None
    assert facts.created.isoformat().startswith("2026-01-02T03:04:05")


def test_a_hundred_themes_do_not_make_a_book(tmp_path, report):
    many = tuple(
        replace(theme, key=number, name=f"{theme.name} {number}")
        for number, theme in enumerate((*report.themes,) * 5, 1)
    )
    written = docx.Document(str(write(tmp_path / "t.docx", replace(report, themes=many))))
    assert len(styled(written, "Heading 2")) == 12  # ten themes, movements and campaigns
    listed = len(written.tables[1].rows) - 1
    assert listed + 10 == len(many)


def test_long_quotations_are_cut_with_a_mark_and_hostile_names_are_harmless(
    tmp_path, report
):
    theme = max(report.themes, key=lambda one: one.size)
    long = replace(theme.examples[0], text="pothole " * 200)
    themes = tuple(
        replace(one, examples=(long,)) if one is theme else one for one in report.themes
    )
    hostile = renamed(
        replace(report, themes=themes), theme.name, "</w:t>\x00\x1b<script>&\ud800\n=1+1"
    )
    written = docx.Document(str(write(tmp_path / "t.docx", hostile)))
    assert isinstance(long, Quotation)
    assert any(
        text.endswith("[…]” (calls.xlsx, Calls, row 9)") or "[…]”" in text
        for text in styled(written, "Quote")
    )
    assert any(text.startswith("</w:t>\ufffd") for text in styled(written, "Heading 2"))
