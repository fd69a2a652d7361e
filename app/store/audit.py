"""The audit trail: what was done to a file, each entry sealed with the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.store.database_file import DatabaseFile

__all__ = [
    "AuditEntry",
    "audit",
    "audit_trail",
    "check_audit",
    "newest_entry",
    "now",
    "record_opening",
]

_BATCH = 1000
_START = "0" * 64


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """One line of the audit trail.

    Attributes:
        number: From 1, without gaps.
        at: Time in ISO 8601 with zone.
        action: What was done.
        detail: Keys, numbers and names that say to what; never a document's text.
        hash: SHA-256, lower-case hex, over the hash before it and this entry.
    """

    number: int
    at: str
    action: str
    detail: Mapping[str, Any]
    hash: str


def now() -> str:
    """The time in ISO 8601, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def audit(file: DatabaseFile, action: str, detail: Mapping[str, Any]) -> None:
    """Adds an entry to the audit trail, in the transaction it is called in.

    Args:
        file: The case file or memory.
        action: What was done, in a few words.
        detail: Keys, numbers and names that JSON can hold; no text of any document.
    """
    with file.writing():
        last = file.first("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        number, previous = (last["number"] + 1, last["hash"]) if last else (1, _START)
        at, written = now(), _canonical(detail)
        file.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)",
            (number, at, action, written, previous, _seal(previous, at, action, written)),
        )


def audit_trail(file: DatabaseFile, *, after: int = 0) -> Iterator[AuditEntry]:
    """The entries in order, from the one behind number ``after``."""
    while True:
        rows = file.select(
            "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?", (after, _BATCH)
        )
        for row in rows:
            yield AuditEntry(
                number=row["number"],
                at=row["at"],
                action=row["action"],
                detail=json.loads(row["detail"]),
                hash=row["hash"],
            )
        if len(rows) < _BATCH:
            return
        after = rows[-1]["number"]


def newest_entry(file: DatabaseFile) -> int:
    """The number of the newest entry; 0 for none."""
    return file.number("SELECT max(number) FROM audit")


def check_audit(file: DatabaseFile) -> str:
    """What is wrong with the audit trail, in a sentence; empty where it is whole."""
    previous, number = _START, 0
    while True:
        rows = file.select(
            "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?", (number, _BATCH)
        )
        for row in rows:
            if row["number"] != number + 1:
                return f"Entry {number + 1} of the audit trail is missing."
            sealed = _seal(previous, row["at"], row["action"], row["detail"])
            if row["previous"] != previous or row["hash"] != sealed:
                return f"Entry {row['number']} of the audit trail was changed."
            previous, number = row["hash"], row["number"]
        if len(rows) < _BATCH:
            break
    counted = file.first("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    if counted is not None and counted["seq"] != number:
        return f"The audit trail ends at entry {number}; later entries are missing."
    return "" if number else "The audit trail is empty."


def record_opening(file: DatabaseFile) -> None:
    """Begins the audit trail of a new file."""
    if _is_bare(file):
        with file.writing():
            # Asked again, for two windows may make a memory at the same moment.
            if _is_bare(file):
                audit(file, f"{file.kind.name} made", {})


def _is_bare(file: DatabaseFile) -> bool:
    return file.first("SELECT 1 FROM audit LIMIT 1") is None


def _canonical(detail: Mapping[str, Any]) -> str:
    return json.dumps(detail, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _seal(previous: str, at: str, action: str, detail: str) -> str:
    entry = json.dumps([previous, at, action, detail], separators=(",", ":"))
    return hashlib.sha256(entry.encode("ascii")).hexdigest()
