from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.isolation import Frame
from app.readers import ReadCaps, Reader, ReadRequest
from app.readers.gathering import Gathering, Nonsense
from app.records import ChildError, Document, DocumentState, Item, Part, PartState

Answers = list[dict[str, Any] | str]
OPENED = {"type": "opened", "kind": "pdf", "sha256": "a" * 64, "size": 5}


class ScriptedChild:
    """Answers from a script; a word instead of an answer is how it dies there."""

    pid = None

    def __init__(self, script: Callable[[dict[str, Any]], Answers]) -> None:
        self.script = script
        self.asked: list[tuple[str, int, str]] = []

    def ask(self, question: Frame, *, patience: float | None) -> Iterator[Frame]:
        assert patience is not None
        header = dict(question.header)
        self.asked.append((header["do"], header.get("first", 1), header.get("mode", "")))
        for answer in self.script(header):
            if isinstance(answer, str):
                raise ChildError("It died.", cause=answer)
            yield Frame(header=answer)

    def close(self) -> None:
        """Nothing is held."""


def page(number: int, text: str = "text") -> dict[str, Any]:
    return {
        "type": "page", "number": number, "state": "read", "text": text, "reason": "",
        "code": "", "confidence": None,
    }  # fmt: skip


def read_scripted(
    script: Callable[[dict[str, Any]], Answers],
) -> tuple[list[Part], list[Item], Document, ScriptedChild]:
    reader, child = Reader(), ScriptedChild(script)
    reader._child = child  # type: ignore[assignment]
    records = list(reader.read(Document(name="a.pdf", path="a.pdf"), ReadRequest()))
    end = records[-1]
    assert isinstance(end, Document)
    parts = [record for record in records if isinstance(record, Part)]
    return parts, [record for record in records if isinstance(record, Item)], end, child


def test_a_page_that_crashes_both_libraries_is_named_and_the_next_one_is_read() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        pages: Answers = [OPENED, {"type": "pages", "count": 3}]
        if asked["first"] == 1:
            return [*pages, page(1), "crashed"]
        return [*pages, "crashed"] if asked["first"] == 2 else [*pages, page(3)]

    parts, items, end, child = read_scripted(script)
    assert [(part.first, part.state) for part in parts] == [
        (1, PartState.READ), (2, PartState.FAILED), (3, PartState.READ),
    ]  # fmt: skip
    assert child.asked == [
        ("read", 1, "both"), ("read", 2, "both"), ("read", 2, "pypdf"), ("read", 3, "both"),
    ]  # fmt: skip
    assert items[0].text == "text\f\ftext"
    assert (end.state, end.reason_code) == (DocumentState.PARTLY, "crashed")
    assert "Page 2" in end.reason


def test_a_child_that_somebody_killed_costs_the_page_nothing() -> None:
    asked_before: list[int] = []

    def script(asked: dict[str, Any]) -> Answers:
        asked_before.append(asked["first"])
        pages: Answers = [OPENED, {"type": "pages", "count": 1}]
        return [*pages, page(1)] if len(asked_before) > 1 else [*pages, "crashed"]

    parts, _, end, child = read_scripted(script)
    assert [part.state for part in parts] == [PartState.READ]
    assert (end.state, end.reason_code) == (DocumentState.READ, "")
    assert child.asked == [("read", 1, "both"), ("read", 1, "both")]


def test_a_page_that_stalls_is_tried_without_the_second_library() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        pages: Answers = [OPENED, {"type": "pages", "count": 1}]
        return [*pages, page(1)] if asked["mode"] == "pdfium" else [*pages, "stalled"]

    parts, _, end, _ = read_scripted(script)
    assert [part.state for part in parts] == [PartState.READ]
    assert end.state is DocumentState.READ


def test_a_document_that_always_ends_the_child_is_given_up_at_last() -> None:
    def script(_asked: dict[str, Any]) -> Answers:
        return [OPENED, {"type": "pages", "count": 500}, "memory"]

    parts, _, end, child = read_scripted(script)
    assert sum(part.last - part.first + 1 for part in parts) == 500
    assert (end.state, end.reason_code) == (DocumentState.FAILED, "memory")
    assert len(child.asked) < 50


def test_a_page_whose_picture_ends_the_child_keeps_the_words_it_has() -> None:
    def script(asked: dict[str, Any]) -> Answers:
        if asked["do"] == "recognize":
            return ["stalled"]
        scan = {"type": "scan", "number": 1, "text": "Received May 5", "shorter": False}
        return [OPENED, {"type": "pages", "count": 1}, scan]

    parts, items, end, _ = read_scripted(script)
    assert parts[0].state is PartState.READ
    assert items[0].text == "Received May 5"
    assert end.state is DocumentState.READ


def test_nonsense_from_the_child_ends_as_a_failure_by_name() -> None:
    parts, items, end, _ = read_scripted(lambda _: [OPENED, {"type": "surprise"}])
    assert not parts
    assert not items
    assert (end.state, end.reason_code) == (DocumentState.FAILED, "crashed")


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "surprise"},
        {"type": "opened", "kind": "virus", "sha256": "a" * 64, "size": 1},
        {"type": "opened", "kind": "pdf", "sha256": "A", "size": 1},
        {"type": "opened", "kind": "pdf", "sha256": "a" * 64, "size": True},
        {"type": "pages", "count": -1},
        page(3),
        page(1) | {"confidence": 2.0},
        page(1) | {"state": "fine"},
        page(1) | {"code": "other"},
        {"type": "table", "sheet": None, "headers": ["a", "a"], "text": 0, "header_row": 1},
        {"type": "table", "sheet": None, "headers": ["a"], "text": 1, "header_row": 1},
        {"type": "rows", "rows": [[1, ["wider than the headers"]]]},
        {"type": "rows", "rows": [["1", []]]},
        {
            "type": "part",
            "state": "read",
            "first": 5,
            "last": 4,
            "sheet": None,
            "reason": "",
            "code": "",
        },
        {"type": "failed", "reason": "x", "code": "invented"},
    ],
)
def test_an_answer_of_another_form_is_refused(answer: dict[str, Any]) -> None:
    gathering = Gathering(document=Document(name="a", path="a"), caps=ReadCaps())
    list(gathering.take({"type": "pages", "count": 5}))
    with pytest.raises(Nonsense):
        list(gathering.take(answer))


def test_names_and_reasons_from_the_child_cannot_hide_anything() -> None:
    gathering = Gathering(document=Document(name="a", path="a"), caps=ReadCaps())
    list(gathering.take(OPENED))
    (found,) = gathering.take({"type": "found", "names": ["../\u202eevil\x1b[31m.txt"]})
    assert isinstance(found, Document)
    assert found.inner == ("evil[31m.txt",)
    list(gathering.take({"type": "failed", "reason": "a\x1b[31m\nb", "code": "damaged"}))
    (*_, end) = gathering.end()
    assert isinstance(end, Document)
    assert end.reason == "a [31m b"
