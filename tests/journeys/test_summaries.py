"""A long PDF in, a summary out: every sentence stands on its page, without any network."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.journeys.conftest import postroom

PAGES = 30
SCANNED = 30
TABLE = 9
HEADER = "Department of Examples, notice EX-26-001"
TOPICS = (
    *("school gardens", "river walks", "bus shelters", "reading rooms", "night clinics"),
    *("bicycle lanes", "playgrounds", "water fountains", "street trees", "job training"),
    *("home repairs", "food pantries", "music lessons", "flood barriers", "sidewalks"),
    *("ferry landings", "fire hydrants", "bridges", "beaches", "dog parks", "archives"),
    *("museums", "ice rinks", "shelters for pets", "village halls", "radio masts"),
    *("snow plows", "tree nurseries", "orchards", "fish ladders"),
)
BODY = (
    (
        "Since 2019 the department has paid for {topic} in {count} towns of the state.",
        "Most towns that asked for money for {topic} had asked in the year before as well.",
        "The department does not pay for {topic} that a town has begun before its award.",
        "Members of the council heard {count} residents, who mostly praised the {topic}.",
    ),
    (
        "An audit found that {topic} cost less where {count} neighbors shared one plan.",
        "Where records about {topic} were missing, the auditors asked for them in writing.",
        "Bills for {topic} were paid twice in {count} cases, and nobody had noticed.",
        "The auditors recommend that a second person look at every bill for {topic}.",
    ),
    (
        "Engineers inspected the {topic} after the storm and closed {count} of them.",
        "Rain and salt had damaged the {topic} more than the models of 2015 had foreseen.",
        "Repairing the {topic} will take {count} months once the ground has dried.",
        "Insurance covers the {topic} only if they stand above the new flood line.",
    ),
)
FACTS = {
    1: (
        "Funding opportunity number: EX-26-001.",
        "This notice of funding opportunity tells who may apply for an award and how.",
        "Eligible applicants are towns and counties with fewer than 50,000 residents.",
    ),
    4: (
        "The award ceiling is $250,000.",
        "The award floor is $50,000.",
        "The period of performance is 24 months.",
    ),
    12: (
        "The application deadline is March 16, 2026, at 11:59 p.m. Eastern Time.",
        "Applications are sent through Grants.gov with the form SF-424.",
    ),
}
SCAN = ("Annex", "The annex was signed by the", "director on May 4, 2026.")
ASKED = "What is the award ceiling?"
UNKNOWN = "How deep is the harbor of Rotterdam?"
# Whoever opens a socket of the internet ends with this.
REFUSES = """\
import socket

Real = socket.socket


class Refused(Real):
    def __init__(self, family=-1, *more, **others):
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            raise OSError("sockets are refused here")
        super().__init__(family, *more, **others)


socket.socket = Refused
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summarized:
    """What a run over the notice left behind."""

    notice: Path
    told: dict[str, Any]
    status: int
    said: str


def write_notice(path: Path) -> None:
    """Thirty pages with a running header, footnotes, a table, and one scanned page."""
    canvas = Canvas(str(path), pagesize=letter, pageCompression=1)
    for number in range(1, PAGES + 1):
        if number == SCANNED:
            canvas.drawImage(ImageReader(scan()), 0, 0, *letter)
        else:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(72, 760, HEADER)
            canvas.drawCentredString(306, 40, f"Page {number} of {PAGES}")
            write_page(canvas, number)
        canvas.showPage()
    canvas.save()


def write_page(canvas: Canvas, number: int) -> None:
    topic = TOPICS[(number - 1) % len(TOPICS)]
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 715, f"{number}. {topic.title()}")
    body = BODY[(number - 1) // 10]
    told = [one.format(topic=topic, count=number + 3) for one in body]
    lines = [*FACTS.get(number, ()), *told]
    top = 685
    canvas.setFont("Times-Roman", 11)
    for line in lines:
        canvas.drawString(72, top, line)
        top -= 15
    if number == TABLE:
        write_table(canvas, top - 30)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(72, 70, f"{number} See the yearly report on {topic}, page {number}.")


def write_table(canvas: Canvas, top: float) -> None:
    rows = (("Town", "Award"), ("Alder", "$120,000"), ("Birch", "$90,000"))
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            canvas.rect(72 + 150 * across, top - 20 * down, 150, 20)
            canvas.drawString(78 + 150 * across, top + 6 - 20 * down, cell)


def scan() -> Image.Image:
    picture = Image.new("L", (1240, 1605), 255)
    drawn = ImageDraw.Draw(picture)
    for down, line in enumerate(SCAN):
        drawn.text((60, 60 + 140 * down), line, fill=0, font=ImageFont.load_default(72))
    return picture


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    (folder / "sitecustomize.py").write_text(REFUSES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def summarized(data, offline: Path, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("notice")
    notice, out = folder / "notice.pdf", folder / "summary.json"
    write_notice(notice)
    asked = ("--question", ASKED, "--question", UNKNOWN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(offline))
        refused = subprocess.run(
            [sys.executable, "-c", "import socket; socket.socket()"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "sockets are refused here" in refused.stderr
        done = postroom(
            *("summarize", notice, "--for", "grant", *asked, "--model", "none"),
            *("--out", out),
            data=data,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(out.read_text(encoding="utf-8"))
    return Summarized(notice=notice, told=told, status=done.returncode, said=done.stderr)


def squeezed(text: str) -> str:
    return "".join(text.split())


def quotations(told: dict[str, Any]):
    for section in told["sections"]:
        for one in section["sentences"]:
            yield one["quote"], one["page"]
    for one in (*told["facts"], *told["answers"]):
        if one["quote"] is not None:
            yield one["quote"], one["page"]


def test_every_quotation_stands_on_its_page_as_another_program_reads_it(summarized):
    with pypdfium2.PdfDocument(summarized.notice) as document:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    found = list(quotations(summarized.told))
    assert len(found) > 15
    for quote, page in found:
        if page != SCANNED:
            assert squeezed(quote) in pages[page - 1]


def test_every_page_is_in_the_ledger_and_the_scanned_one_was_recognized(summarized):
    ledger = summarized.told["ledger"]
    assert [line["page"] for line in ledger] == list(range(1, PAGES + 1))
    states = [line["state"] for line in ledger]
    assert states[: SCANNED - 1] == ["read"] * (SCANNED - 1)
    assert states[SCANNED - 1] == "read by text recognition"
    assert summarized.told["pages"] == PAGES


def test_the_whole_document_is_heard_and_nothing_is_said_twice(summarized):
    sentences = [s for one in summarized.told["sections"] for s in one["sentences"]]
    assert len({sentence["text"] for sentence in sentences}) == len(sentences)
    pages = {sentence["page"] for sentence in sentences}
    assert len(pages) >= 5
    assert max(pages) > PAGES // 2
    assert all(sentence["kind"] == "quoted" for sentence in sentences)


def test_headers_footers_and_page_numbers_are_no_sentences(summarized):
    told = json.dumps(summarized.told["sections"])
    assert HEADER not in told
    assert f"of {PAGES}" not in told


def test_facts_are_found_with_their_pages_and_what_is_not_stated_is_null(summarized):
    facts = {fact["name"]: fact for fact in summarized.told["facts"]}
    found = {name: (fact["value"], fact["page"]) for name, fact in facts.items()}
    assert ("EX-26-001", 1) in found.values()
    assert ("$250,000", 4) in found.values()
    deadlines = [fact for fact in summarized.told["facts"] if "eadline" in fact["name"]]
    assert any("March 16, 2026" in fact["value"] for fact in deadlines)
    missing = [fact for fact in facts.values() if fact["quote"] is None]
    assert missing
    assert all(fact["value"] is None and fact["page"] is None for fact in missing)


def test_a_question_is_answered_and_one_that_the_document_does_not_answer_is_not(
    summarized,
):
    answered, refused = summarized.told["answers"]
    assert (answered["question"], answered["page"]) == (ASKED, 4)
    assert "$250,000" in answered["quote"]
    assert refused["question"] == UNKNOWN
    assert refused["quote"] is None
    assert refused["page"] is None


def test_nothing_but_the_summary_is_left_behind(summarized, data):
    assert sorted(path.name for path in summarized.notice.parent.iterdir()) == [
        "notice.pdf",
        "summary.json",
    ]
    assert not list(Path(data).rglob("*.postroom"))
