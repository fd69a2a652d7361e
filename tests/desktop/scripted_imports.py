"""How documents come in, over records in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    Document,
    DocumentState,
    PostroomError,
    SheetChoice,
    SheetLook,
)

HEADERS = ("Request", "Received", "District", "Description", "Remarks")
ROWS = tuple(
    (
        str(4000 + at),
        f"2026-03-{at % 27 + 1:02}",
        ("North", "South", "Harbor")[at % 3],
        f"The lamp at number {at} of Oak Street has been out for {at % 5 + 2} weeks.",
        "",
    )
    for at in range(26)
)


def look(
    sheet: str | None = "Requests", *, header: int = 3, hidden: bool = False
) -> SheetLook:
    """A sheet with a title, a blank row, headers in the third, and requests below."""
    rows = (("Requests of March",), (), HEADERS, *ROWS)
    headers = HEADERS if header == 3 else tuple(f"Column {at}" for at in range(1, 6))
    return SheetLook(
        sheet=sheet,
        hidden=hidden,
        numbers=tuple(range(1, len(rows) + 1)),
        rows=rows,
        headers=headers,
        kinds=("number", "date", "text", "text", "empty"),
        proposed=SheetChoice(
            sheet=sheet,
            read=not hidden,
            header_row=header,
            column=headers[3],
            date_column=headers[1],
            by=(headers[2],),
        ),
    )


NUMBERS_ONLY = replace(
    look("Totals"), proposed=SheetChoice(sheet="Totals", read=False, header_row=3)
)


@dataclass
class ImportsState:
    """What a case keeps of its sheets; and what a test wants to happen.

    Attributes:
        sheets: By name of a document, its sheets; those named here wait for a look.
        locked: By name of a document, the password that opens it.
        problems: By name of a document, why it cannot be looked into.
        refused: Raised by a confirmation.
        kept: What was confirmed, by key.
        looked: What was asked for: key, choices, passwords.
        again: Keys that were sent back.
        removed: Keys that were taken out.
    """

    sheets: dict[str, list[SheetLook]] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    problems: dict[str, PostroomError] = field(default_factory=dict)
    refused: PostroomError | None = None
    kept: dict[int, list[SheetChoice]] = field(default_factory=dict)
    looked: list[tuple[int, tuple[SheetChoice, ...], tuple[str, ...]]] = field(
        default_factory=list
    )
    again: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


class ScriptedImports:
    def __init__(
        self,
        state: ImportsState,
        documents: list[Document],
        forget: Callable[[int], None],
    ) -> None:
        self._state = state
        self._documents = documents
        self._forget = forget

    def _document(self, key: int) -> Document:
        return next(one for one in self._documents if one.key == key)

    def unconfirmed(self) -> list[Document]:
        return [
            one
            for one in self._documents
            if one.state is DocumentState.WAITING
            and one.name in self._state.sheets
            and one.key not in self._state.kept
        ]

    def look(
        self,
        document_key: int,
        choices: Sequence[SheetChoice] = (),
        passwords: tuple[str, ...] = (),
    ) -> list[SheetLook]:
        self._state.looked.append((document_key, tuple(choices), passwords))
        name = self._document(document_key).name
        if name in self._state.problems:
            raise self._state.problems[name]
        if name in self._state.locked and self._state.locked[name] not in passwords:
            return []
        wanted = {one.sheet: one.header_row for one in choices}
        return [
            look(one.sheet, header=wanted[one.sheet] or 0)
            if wanted.get(one.sheet) is not None and one.proposed.column
            else one
            for one in self._state.sheets[name]
        ]

    def look_at(self, path: Path, passwords: tuple[str, ...] = ()) -> list[SheetLook]:
        del passwords
        return self._state.sheets[path.name]

    def choices(self, document_key: int) -> list[SheetChoice]:
        return self._state.kept.get(document_key, [])

    def confirm(self, document_key: int, choices: Sequence[SheetChoice]) -> None:
        if self._state.refused is not None:
            raise self._state.refused
        self._state.kept[document_key] = list(choices)

    def try_again(self, document_keys: Sequence[int]) -> int:
        for key in document_keys:
            at = self._documents.index(self._document(key))
            self._documents[at] = replace(
                self._documents[at],
                state=DocumentState.WAITING,
                reason="",
                reason_code="",
            )
            self._state.again.append(key)
        return len(document_keys)

    def remove(self, document_keys: Sequence[int]) -> int:
        for key in document_keys:
            self._documents.remove(self._document(key))
            self._forget(key)
            self._state.removed.append(key)
        return len(document_keys)

    def put_back(self, documents: Sequence[Document]) -> int:
        for one in documents:
            key = max((each.key for each in self._documents), default=0) + 1
            waiting = replace(one, key=key, state=DocumentState.WAITING, reason="")
            self._documents.append(waiting)
        return len(documents)
