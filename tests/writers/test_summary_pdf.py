"""Summaries as PDF, opened again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.records import Summary
from app.writers.summary_files import write_summaries
from tests.writers.made_summaries import CHANGES, NOTICE, OLDER, REWORDED, quoted


def read(path: Path, *summaries: Summary) -> pypdf.PdfReader:
    write_summaries(path, summaries)
    return pypdf.PdfReader(path)


def text_of(reader: pypdf.PdfReader) -> str:
    """All words on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def reader(tmp_path_factory) -> pypdf.PdfReader:
    return read(tmp_path_factory.mktemp("pdf") / "s.pdf", NOTICE)


def test_all_is_told(reader):
    text = text_of(reader)
    for words in (
        "11 pages: 7 read, 2 read by text recognition, 1 empty, 1 failed.",
        "Could not be read, so not in this summary: page 11.",
        "not stated",
        "The document contradicts itself here.",
        "The document does not say.",
        "reworded and checked [2]",
        REWORDED.sources[1].quote,
    ):
        assert words in text


def test_bookmarks_are_the_headings(reader):
    def titles(entries: object) -> list[object]:
        return [
            titles(one) if isinstance(one, list) else one["/Title"]
            for one in entries  # type: ignore[attr-defined]  # lists in lists
        ]

    assert titles(reader.outline)[:3] == [
        *("Facts", "Summary"),
        [
            "1. Purpose of the Program, p.\u00a03 (printed\u00a01)",
            "2.1 Late Applications, p.\u00a09 (printed\u00a07)",
        ],
    ]


def test_title_language_and_time_are_said(reader):
    assert reader.metadata is not None
    assert reader.metadata.title == "Summary: Safe Wells for Rural Counties"
    assert reader.metadata.author == "Postroom 0.4.0"
    assert reader.metadata.creation_date.replace(tzinfo=None).isoformat() == (
        "2026-11-28T08:30:15"
    )
    root = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_letters_come_inside_the_file(reader):
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in page["/Resources"]["/Font"].items()
    }
    used = [font for font in fonts.values() if "Helvetica" not in str(font["/BaseFont"])]
    assert len(used) >= 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_pages_are_numbered(reader):
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number}" in page.extract_text()


def test_accented_letters_are_there_and_missing_ones_are_told(tmp_path):
    accents = "Ministère “Łódź”, Žižkov, ½ ≤ 5 €, ñandú, Ελλάδα"
    sentences = (quoted(accents, 1), quoted("积雪 covers 3 roads", 1))
    part = replace(NOTICE.sections[0], sentences=sentences)
    text = text_of(read(tmp_path / "s.pdf", replace(NOTICE, sections=(part,))))
    assert accents in text
    assert "\ufffd\ufffd covers 3 roads" in text
    assert "2 characters are missing in the letters of this PDF" in text
    plain = text_of(read(tmp_path / "t.pdf", NOTICE))
    assert "missing in the letters" not in plain


def test_words_from_right_to_left_are_warned_of(tmp_path):
    part = replace(NOTICE.sections[0], sentences=(quoted("שלום", 1),))
    text = text_of(read(tmp_path / "s.pdf", replace(NOTICE, sections=(part,))))
    assert "from right to left" in text


def test_a_row_taller_than_a_page_is_parted_not_lost(tmp_path):
    facts = tuple(
        replace(NOTICE.facts[1], value=f"Value {n} " + "goes on " * 80) for n in range(12)
    )
    pair = [replace(NOTICE, facts=facts), replace(OLDER, facts=facts)]
    path = tmp_path / "s.pdf"
    write_summaries(path, pair, CHANGES)
    text = text_of(pypdf.PdfReader(path))
    table = text[text.index("side by side") : text.index("Document: notice.pdf")]
    assert all(table.count(f"Value {n} ") >= 2 for n in range(12))


def test_a_table_longer_than_a_page_begins_below_its_heading(tmp_path):
    facts = tuple(replace(NOTICE.facts[4], value=f"${n}") for n in range(90))
    reader = read(tmp_path / "s.pdf", replace(NOTICE, facts=facts))
    first = reader.pages[0].extract_text()
    assert "Facts" in first
    assert "$15" in first
    for page in list(reader.pages)[1:3]:
        assert "What the document says" in page.extract_text()


def test_rows_that_fit_a_page_are_not_parted(tmp_path):
    facts = tuple(
        replace(NOTICE.facts[4], value=f"begin{n} {'x ' * 200}end{n}") for n in range(30)
    )
    reader = read(tmp_path / "s.pdf", replace(NOTICE, facts=facts))
    texts = [page.extract_text() for page in reader.pages]
    for n in range(30):
        assert sum(f"begin{n} " in text and f"end{n}\n" in text for text in texts) == 1
