"""What the child says to the parent: values of frames, and why it refuses a document."""

from __future__ import annotations

from typing import Any

from app.records import PartState

__all__ = ["Answer", "Refused", "count", "failed_answer", "page_answer", "part_answer"]

Answer = dict[str, Any]


class Refused(Exception):  # noqa: N818 - no error: the document is named with its reason
    """A document that is not read, with the sentence and the fixed word that say why.

    Args:
        reason: One sentence for people.
        code: One of the words of ``Document.reason_code``.
    """

    def __init__(self, reason: str, code: str) -> None:
        self.reason = reason
        self.code = code
        super().__init__(reason)


def failed_answer(reason: str, code: str) -> Answer:
    """The answer that ends a document that could not be read."""
    return {"type": "failed", "reason": reason, "code": code}


def part_answer(
    state: PartState, rows: tuple[int, int], sheet: str | None, reason: str, code: str = ""
) -> Answer:
    """A line of the ledger for a stretch of rows; ``code`` says why it failed."""
    return {
        "type": "part",
        "state": state.value,
        "first": rows[0],
        "last": rows[1],
        "sheet": sheet,
        "reason": reason,
        "code": code,
    }


def page_answer(number: int, state: PartState, text: str = "", reason: str = "") -> Answer:
    """A page of a letter; ``code`` and ``confidence`` are for the caller to set."""
    return {
        "type": "page",
        "number": number,
        "state": state.value,
        "text": text,
        "reason": reason,
        "code": "damaged" if state is PartState.FAILED else "",
        "confidence": None,
    }


def count(number: int, one: str, many: str = "") -> str:
    """A number with the noun that fits it, ``1 row`` or ``20,000 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
