from __future__ import annotations

from typing import Any

from app.readers import Outline, Reader, ReadRequest
from app.records import Document, DocumentState, Item, PageLayout, Part, PartState
from tests.readers.test_recovering import OPENED, Answers, ScriptedChild, page

RECOGNIZED = PartState.RECOGNIZED.value
Records = list[Part | Item | Document | PageLayout | Outline]


def layout(number: int, of: str = "page", lines: object = None) -> dict[str, Any]:
    known = [[0, 4, 72.0, 100.0, 90.0, 110.0, 10.0, 0, 0]] if lines is None else lines
    return {
        "type": "layout", "of": of, "number": number, "label": "", "width": 612.0,
        "height": 792.0, "lines": known,
    }  # fmt: skip


def read_scripted(script: Any) -> tuple[Records, ScriptedChild]:
    reader, child = Reader(), ScriptedChild(script)
    reader._child = child  # type: ignore[assignment]
    asked = ReadRequest(layout=True)
    return list(reader.read(Document(name="a.pdf", path="a.pdf"), asked)), child


def layouts_in(records: Records) -> list[PageLayout]:
    return [record for record in records if isinstance(record, PageLayout)]


def texts_in(records: Records) -> list[str]:
    (item,) = [record for record in records if isinstance(record, Item)]
    return item.text.split("\f")


def test_a_layout_that_ends_the_child_costs_its_page_nothing_but_the_places() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return []
        pages: Answers = [OPENED, {"type": "pages", "count": 3}]
        if asked["first"] == 1:
            return [*pages, page(1), layout(1), page(2, "two"), "crashed"]
        return [*pages, page(3), layout(3)]

    records, child = read_scripted(script)
    assert texts_in(records) == ["text", "two", "text"]
    assert [part.state for part in records if isinstance(part, Part)] == [
        PartState.READ
    ] * 3
    laid = layouts_in(records)
    assert [(one.page, one.text, one.width) for one in laid] == [
        (1, "text", 612), (2, "two", 0), (3, "text", 612),
    ]  # fmt: skip
    assert [(line.start, line.end) for line in laid[1].lines] == [(0, 3)]
    assert child.asked[:2] == [("read", 1, "both"), ("read", 3, "both")]
    assert isinstance(records[-1], Document)
    assert records[-1].state is DocumentState.READ


def test_a_layout_that_makes_no_sense_costs_no_more() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return []
        pages: Answers = [OPENED, {"type": "pages", "count": 2}]
        if asked["first"] == 1:
            return [*pages, page(1), layout(1, lines=[[0, float("nan")]])]
        return [*pages, page(2), layout(2)]

    records, _ = read_scripted(script)
    assert texts_in(records) == ["text", "text"]
    assert [one.width for one in layouts_in(records)] == [0, 612]


def test_a_document_whose_layouts_end_the_child_again_and_again_is_read_without() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return []
        number = asked["first"]
        pages: Answers = [OPENED, {"type": "pages", "count": 30}]
        if asked["request"]["layout"]:
            return [*pages, page(number), "crashed"]
        return [*pages, *[page(one) for one in range(number, 31)]]

    records, child = read_scripted(script)
    assert texts_in(records) == ["text"] * 30
    assert [one.page for one in layouts_in(records)] == list(range(1, 31))
    assert len(child.asked) == 5


def test_bookmarks_that_end_the_child_cost_no_page() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return ["crashed"]
        return [OPENED, {"type": "pages", "count": 1}, page(1), layout(1)]

    records, _ = read_scripted(script)
    assert texts_in(records) == ["text"]
    assert not any(isinstance(record, Outline) for record in records)
    assert isinstance(records[-1], Document)
    assert records[-1].state is DocumentState.READ


def test_a_recognized_page_whose_layout_ends_the_child_is_kept() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return []
        if asked["do"] == "recognize":
            return [page(1, "scan") | {"state": RECOGNIZED, "confidence": 0.9}, "memory"]
        pages: Answers = [OPENED, {"type": "pages", "count": 2}]
        if asked["first"] == 1:
            return [*pages, {"type": "scan", "number": 1, "text": "", "shorter": False}]
        return [*pages, page(2), layout(2)]

    records, _ = read_scripted(script)
    assert texts_in(records) == ["scan", "text"]
    assert [one.text for one in layouts_in(records)] == ["scan", "text"]


def test_a_page_that_keeps_its_own_words_keeps_their_places() -> None:
    own = [[0, 8, 99.0, 1.0, 2.0, 3.0, 4.0, 0, 0]]

    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "outline":
            return []
        if asked["do"] == "recognize":
            return [
                page(1, "") | {"state": PartState.EMPTY.value}, layout(1, "picture", []),
            ]  # fmt: skip
        scan = {"type": "scan", "number": 1, "text": "Received", "shorter": True}
        return [OPENED, {"type": "pages", "count": 1}, layout(1, "scan", own), scan]

    records, _ = read_scripted(script)
    assert texts_in(records) == ["Received"]
    (laid,) = layouts_in(records)
    assert laid.text == "Received"
    assert [line.left for line in laid.lines] == [99.0]
