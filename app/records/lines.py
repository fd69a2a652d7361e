"""One line of the results as every face and writer says it: the same words everywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.records.documents import Document, DocumentState, Place
from app.records.results import ResultRow
from app.records.trends import Trend
from app.records.verdicts import Evidence, Status

__all__ = [
    "ResultLine",
    "facts_of_trend",
    "line_as_json",
    "place_as_json",
    "place_words",
    "result_line",
]

# Line ends to some programs; in JSON they stand in strings only, so they can be escaped.
LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultLine:
    """What is told of an item, or of a document that has none.

    Attributes:
        document: Name of the document.
        place: Where the evidence stands; without evidence where the item begins; None for a
            document without items.
        category: The best guess, None where the item failed or has no text.
        probability: 0 to 1, of ``category``.
        runner_up: The second-best category.
        evidence: What speaks for the category.
        status: Sorted, needs review, or failed; what is undecided needs review.
        reason: Why it needs review or failed; empty when sorted.
        reason_code: The same as a short fixed word.
        calibrated: Whether ``probability`` was calibrated on labelled items.
        language: ISO 639-1 code, empty where it could not be told.
    """

    document: str
    place: Place | None = None
    category: str | None = None
    probability: float | None = None
    runner_up: str | None = None
    evidence: Evidence | None = None
    status: Status
    reason: str = ""
    reason_code: str = ""
    calibrated: bool = False
    language: str = ""


def result_line(row: ResultRow) -> ResultLine:
    """What is told of a row of the results."""
    if row.item is None:
        return line_of_document(row.document)
    verdict = row.verdict
    if verdict is None:
        return ResultLine(
            document=row.document.name,
            place=row.item.place,
            status=Status.NEEDS_REVIEW,
            reason="It was not sorted yet, because the run was stopped.",
            reason_code="not sorted",
        )
    return ResultLine(
        document=row.document.name,
        place=verdict.evidence.place if verdict.evidence else row.item.place,
        category=verdict.category,
        probability=verdict.probability,
        runner_up=verdict.runner_up,
        evidence=verdict.evidence,
        status=verdict.status,
        reason=verdict.reason,
        reason_code=verdict.reason_code,
        calibrated=verdict.calibrated,
        language=verdict.language,
    )


def line_of_document(document: Document) -> ResultLine:
    """What is told of a document without items."""
    match document.state:
        case DocumentState.FAILED:
            status, reason, code = Status.FAILED, "It could not be read.", "unreadable"
        case DocumentState.WAITING:
            status, code = Status.NEEDS_REVIEW, "not read"
            reason = "It was not read yet, because the run was stopped."
        case _:
            status, code = Status.NEEDS_REVIEW, "no text"
            reason = "Nothing to sort was found in it."
    return ResultLine(
        document=document.name,
        status=status,
        reason=document.reason or reason,
        reason_code=document.reason_code or code,
    )


def place_words(place: Place | None) -> str:
    """A place in words: ``page 2``, ``Sheet1, row 17``, ``row 17``; empty for none."""
    if place is None:
        return ""
    if place.row is None:
        return "" if place.page is None else f"page {place.page}"
    return f"{place.sheet}, row {place.row}" if place.sheet else f"row {place.row}"


def line_as_json(line: ResultLine) -> str:
    """A result line as one line of JSON, without its line end.

    ``place`` is ``{"page": 2}``, ``{"sheet": ..., "row": 17}`` or null. Characters that
    end a line for some programs are escaped, and all that is not ASCII where a text cannot
    be UTF-8.
    """
    evidence = line.evidence
    facts = {
        "document": line.document,
        "place": place_as_json(line.place),
        "category": line.category,
        "probability": None if line.probability is None else round(line.probability, 4),
        "runner_up": line.runner_up,
        "evidence": evidence
        and {"quote": evidence.quote, "start": evidence.start, "end": evidence.end},
        "status": line.status.value,
        "reason": line.reason,
        "reason_code": line.reason_code,
        "calibrated": line.calibrated,
        "language": line.language,
    }
    text = json.dumps(facts, ensure_ascii=False)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return json.dumps(facts)
    for character, escaped in LINE_ENDS.items():
        text = text.replace(character, escaped)
    return text


def place_as_json(place: Place | None) -> dict[str, Any] | None:
    """A place as JSON values."""
    if place is None:
        return None
    if place.row is None:
        return {"page": place.page}
    return {"sheet": place.sheet, "row": place.row}


def facts_of_trend(trend: Trend) -> dict[str, Any]:
    """A movement as JSON values."""
    return {
        "group": trend.group,
        "kind": trend.kind.value,
        "period": trend.period,
        "starts": trend.starts,
        "count": trend.count,
        "usual": list(trend.usual),
        "sentence": trend.sentence,
        "chance": trend.chance,
    }
