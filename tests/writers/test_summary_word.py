"""Summaries for Word, opened again."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from app.writers.summary_files import write_summaries
from tests.writers.made_summaries import CHANGES, NOTICE, OLDER, REWORDED


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> Any:
    path = tmp_path_factory.mktemp("word") / "s.docx"
    write_summaries(path, [NOTICE])
    return docx.Document(str(path))


def styled(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_headings_are_headings_in_the_order_of_reading(document):
    assert styled(document, "Title") == ["Summary: Safe Wells for Rural Counties"]
    assert styled(document, "Heading 1") == [
        *("Facts", "Summary", "Questions", "Where it says so", "Every page"),
        "How this was made",
    ]


def test_every_entry_of_the_list_of_facts_has_a_row(document):
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(rows) == 1 + len(NOTICE.facts)
    assert rows[0] == ["Fact", "What the document says", "Page", "Quotation"]
    assert rows[-1] == ["Contacts", "not stated", "", ""]
    assert rows[2][1].endswith("The document contradicts itself here.")
    assert rows[6][3] == "Word for word."


def test_headings_of_tables_come_again_and_say_what_the_table_shows(document):
    for table in document.tables[:2]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert len(table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))) > 20


def test_every_number_of_a_sentence_leads_to_its_words(document):
    body = document.element.body
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    places = {
        mark.get(qn("w:name")): mark.getparent()
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    assert links == ["source1", "source2", "source3"]
    words = "".join(places["source2"].itertext())
    assert all(source.quote in words for source in REWORDED.sources)
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)


def test_pages_are_numbered_and_properties_say_what_it_is(document):
    fields = [
        one.get(qn("w:instr"))
        for one in document.sections[0].footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    facts = document.core_properties
    assert facts.title == "Summary: Safe Wells for Rural Counties"
    assert facts.language == "en"
    assert facts.created.isoformat()[:19] == "2026-11-28T08:30:15"


def test_how_it_was_made_stands_in_a_box_at_the_end(document):
    told = document.tables[-1].rows[0].cells[0].text
    assert "drafts that failed the check and gave way to the quotation: 4" in told
    assert "all-minilm-l6-v2" in told
    assert NOTICE.about.notes[0] in told


def test_what_is_new_in_a_changed_text_is_bold(tmp_path):
    path = tmp_path / "s.docx"
    write_summaries(path, [NOTICE, OLDER], CHANGES)
    facts, changed, side = docx.Document(str(path)).tables[:3]
    assert facts.rows[1].cells[0].text == "Award ceiling"
    runs = changed.rows[1].cells[2].paragraphs[0].runs
    assert [one.text for one in runs if one.bold] == ["$350,000"]
    assert side.rows[0].cells[2].text == "notice_2025.pdf"
