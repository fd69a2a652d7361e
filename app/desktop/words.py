"""The words of the window for what the records say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from app.desktop.language import told
from app.records import Document, DocumentState, Phase, Place, ResultRow, Status, Verdict

__all__ = [
    "document_icon",
    "document_words",
    "documents_words",
    "file_name",
    "item_subtitle",
    "item_title",
    "number",
    "percent",
    "phase_words",
    "place_words",
    "plain_line",
    "probability_words",
    "reason_words",
    "remedy_words",
    "row_icon",
    "row_status",
    "state_words",
    "status_icon",
    "status_words",
    "time_left_words",
]

_FIRST_WORDS = 160


def _say(text: str) -> str:
    return QCoreApplication.translate("Words", text)


def number(count: int) -> str:
    """A count as the person's country writes it."""
    return QLocale().toString(count)


def percent(probability: float) -> str:
    """A probability as a percentage; only certainty is called 100 %."""
    rounded = round(probability * 100)
    if probability < 1:
        rounded = min(rounded, 99)
    return f"{rounded}\u00a0%"


def plain_line(text: str) -> str:
    """The first words of a text on one line, control characters left out."""
    return _plain_line(text[: _FIRST_WORDS * 3])


@lru_cache(maxsize=1024)
def _plain_line(text: str) -> str:
    words = " ".join(text.split())
    return "".join(c for c in words if c.isprintable())[:_FIRST_WORDS]


def documents_words(count: int) -> str:
    """So many documents."""
    if count == 1:
        return _say("1 document")
    return _say("{count} documents").format(count=number(count))


def place_words(place: Place) -> str:
    """Where something stands."""
    if place.row is not None:
        row = _say("row {row}").format(row=place.row)
        return f"{place.sheet}, {row}" if place.sheet else row
    if place.page is not None:
        return _say("page {page}").format(page=place.page)
    return ""


def phase_words(phase: Phase) -> str:
    """What a run is doing, in plain words."""
    return {
        Phase.STARTING: _say("Getting ready"),
        Phase.READING: _say("Reading documents"),
        Phase.MEANING: _say("Comparing meanings"),
        Phase.MODEL_CHECK: _say("Checking the language model"),
        Phase.MODEL: _say("Reading unclear items closely"),
        Phase.LEARNING: _say("Learning from labels"),
        Phase.DECIDING: _say("Deciding"),
        Phase.GROUPING: _say("Finding themes"),
        Phase.NAMING: _say("Naming themes"),
        Phase.ASSIGNING: _say("Assigning themes"),
        Phase.SUMMARIZING: _say("Choosing sentences"),
        Phase.REWORDING: _say("Putting sentences into words"),
        Phase.ANSWERING: _say("Answering questions"),
        Phase.HASHING: _say("Checking files"),
        Phase.COPYING: _say("Copying"),
        Phase.WRITING: _say("Writing results"),
        Phase.DONE: _say("Done"),
    }[phase]


def time_left_words(seconds: float | None) -> str:
    """An estimate rounded as coarsely as it is true; empty while it cannot be told."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _say("a few seconds left")
    steps = (
        (55, _say("about {count} seconds left"), round(seconds / 10) * 10),
        (90, _say("about 1 minute left"), 1),
        (5400, _say("about {count} minutes left"), round(seconds / 60)),
    )
    for below, said, count in steps:
        if seconds < below:
            return said.format(count=number(count))
    return _say("about {count} hours left").format(count=number(round(seconds / 3600)))


def row_status(row: ResultRow) -> Status | None:
    """The status a row is shown with; None while it is undecided."""
    if row.verdict is not None:
        return row.verdict.status
    return Status.FAILED if row.item is None else None


def status_words(status: Status | None) -> str:
    """A status in words."""
    if status is None:
        return _say("Not decided")
    return {
        Status.SORTED: _say("Sorted"),
        Status.NEEDS_REVIEW: _say("Needs review"),
        Status.FAILED: _say("Failed"),
    }[status]


def status_icon(status: Status | None) -> str:
    """The name of a status's icon; each has a shape of its own."""
    if status is None:
        return "undecided"
    return {
        Status.SORTED: "sorted",
        Status.NEEDS_REVIEW: "review",
        Status.FAILED: "failed",
    }[status]


def row_icon(row: ResultRow) -> str:
    """The name of the icon that a row's status is shown with."""
    if row.verdict is not None and row.verdict.reviewed:
        return "person"
    return status_icon(row_status(row))


def reason_words(row: ResultRow) -> str:
    """Who decided an item, why it needs review, or why it or its document failed."""
    if row.verdict is not None and row.verdict.reviewed:
        return _say("Confirmed by a person")
    if row.verdict is not None and row.verdict.reason:
        return told(row.verdict.reason)
    return told(row.document.reason) if row.item is None else ""


def remedy_words(document: Document) -> str:
    """What a person can do about a document that could not be read."""
    again = _say("Open it in its own program and save it again, or ask the sender again.")
    smaller = _say("Split it into smaller files, and add those.")
    return {
        "password": _say("Enter its password. It is kept only until the window closes."),
        "damaged": again,
        "crashed": again,
        "stalled": again,
        "memory": smaller,
        "too big": smaller,
        "unsupported": _say("Save it as PDF, Word, Excel, CSV or text, and add that."),
        "missing": _say("Put it back where it was, and sort again."),
    }.get(document.reason_code, again)


def probability_words(verdict: Verdict) -> str:
    """A probability and how far it can be trusted."""
    if verdict.probability is None:
        return ""
    if verdict.calibrated:
        return percent(verdict.probability)
    return _say("{percent} \u2013 not yet calibrated").format(
        percent=percent(verdict.probability)
    )


def file_name(document: Document) -> str:
    """A document's name without the folders and the files it lies in."""
    return PurePath(plain_line(document.name).rsplit(" > ", 1)[-1]).name


def item_title(row: ResultRow) -> str:
    """What a person knows an item by: a row by its words, a letter by its file."""
    if row.item is not None and row.item.place.row is not None:
        return plain_line(row.item.text) or _say("(no text)")
    return file_name(row.document)


def item_subtitle(row: ResultRow) -> str:
    """The other half: a row's place, a letter's first words."""
    if row.item is None:
        return _say("This document could not be read")
    if row.item.place.row is not None:
        place = row.item.place
        line = _say("Row {row}").format(row=place.row)
        return ", ".join(
            part for part in (line, place.sheet, file_name(row.document)) if part
        )
    return plain_line(row.item.text) or _say("(no text)")


def state_words(state: DocumentState) -> str:
    """How reading a document ended."""
    return {
        DocumentState.WAITING: _say("Waiting"),
        DocumentState.READ: _say("Read"),
        DocumentState.PARTLY: _say("Partly read"),
        DocumentState.EMPTY: _say("Empty"),
        DocumentState.FAILED: _say("Could not be read"),
    }[state]


def document_words(document: Document) -> str:
    """A document by name, how its reading ended, and why."""
    said = f"{plain_line(document.name)}: {state_words(document.state)}"
    return f"{said}. {told(document.reason)}" if document.reason else said


_KIND_ICONS = {
    "pdf": "document",
    "image": "picture",
    "workbook": "sheet",
    "table": "sheet",
    "mail": "mail",
    "archive": "archive",
}
_ENDING_ICONS = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".tsv"), "sheet"),
    **dict.fromkeys((".eml", ".msg", ".mbox"), "mail"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff"), "picture"),
    ".zip": "archive",
}


def document_icon(document: Document) -> str:
    """The icon of a document's kind; before it is read, its name's ending must do."""
    if document.reason_code == "password":
        return "lock"
    if document.state is DocumentState.FAILED:
        return "failed"
    ending = PurePath(document.name).suffix.lower()
    return _KIND_ICONS.get(document.kind) or _ENDING_ICONS.get(ending, "document")
