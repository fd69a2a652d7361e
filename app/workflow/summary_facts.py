"""What is kept with a run that summarizes, and what can be summarized at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.records import (
    Document,
    DocumentState,
    FactList,
    PostroomError,
    SummaryLength,
    SummarySettings,
)
from app.store import Run
from app.workflow.tools import SummaryResources

__all__ = [
    "KIND",
    "NO_MODEL",
    "PAGED",
    "RECOGNIZED",
    "fingerprint",
    "lists_for",
    "settings_as_json",
    "settings_of",
    "why_not",
    "words_for",
]

KIND = "summarize"
NO_MODEL = "none"
# A fact of the file: keys of documents of which every page went to text recognition.
RECOGNIZED = "read by text recognition"
# Documents that have pages, or are one.
PAGED = frozenset({"pdf", "image", "letter", "mail", "text"})
SHEETS = frozenset({"workbook", "table"})
A_SHEET = (
    "A spreadsheet is not summarized. To find out what its rows are about, look for themes."
)
A_FOLDER = "It has no pages of its own; what is inside it is summarized."


def settings_as_json(settings: SummarySettings) -> dict[str, Any]:
    """A run's settings as JSON values.

    Questions are not among them: they may hold words of a document, and have to go with it.
    """
    values = asdict(settings)
    del values["questions"]
    return values


def settings_of(run: Run) -> SummarySettings:
    """What a run was asked, but for the questions, which lie with the documents."""
    return SummarySettings(**dict(run.settings) | {"questions": ()})


def fingerprint(*told: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """SHA-256 over values for JSON, lower-case hex."""
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, default=asdict)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def why_not(document: Document) -> str:
    """Why a document that was read, or could not be, has no summary; empty if it may."""
    match document.state:
        case DocumentState.FAILED:
            return failed(document)
        case DocumentState.WAITING:
            return ""
        case DocumentState.EMPTY if document.kind in PAGED:
            return "It has no text that could be summarized."
    reasons = dict.fromkeys(SHEETS, A_SHEET) | dict.fromkeys(PAGED, "")
    return reasons.get(document.kind, A_FOLDER)


def failed(document: Document) -> str:
    """Why a document could not be read, with what to do where somebody can do something."""
    what = document.reason or "It could not be read."
    match document.reason_code:
        case "password":
            return f"{what} Give its password, and it is read."
        case "missing":
            return f"{what} Put it back where it was, and it is read."
        case _:
            return what


def lists_for(resources: SummaryResources, purpose: str) -> tuple[FactList, ...]:
    """The list of facts of a purpose; all where the purpose is still to be found out.

    Raises:
        PostroomError: There is none.
    """
    if not purpose:
        return resources.lists
    chosen = tuple(one for one in resources.lists if one.purpose == purpose)
    if not chosen:
        known = ", ".join(one.purpose for one in resources.lists)
        raise PostroomError(
            f"There is no list of facts for {purpose}.", f"Choose one of: {known}."
        )
    return chosen


def words_for(lengths: Sequence[SummaryLength], settings: SummarySettings) -> int:
    """How many words a summary may have.

    Raises:
        PostroomError: There is no such length, or it has no words.
    """
    by_key: Mapping[str, SummaryLength] = {one.key: one for one in lengths}
    if settings.words < 0:
        raise PostroomError(
            f"A summary of {settings.words} words cannot be made.", "Ask for 10 or more."
        )
    if settings.words:
        return settings.words
    if settings.length not in by_key:
        raise PostroomError(
            f"There is no length {settings.length}.",
            f"Choose one of: {', '.join(by_key)}.",
        )
    return by_key[settings.length].words
