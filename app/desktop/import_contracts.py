"""What the window asks of how documents come in; a scripted one can be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.records import Document, SheetChoice, SheetLook

__all__ = ["Imports"]


class Imports(Protocol):
    """How documents come into one open case file, and leave it again."""

    def unconfirmed(self) -> list[Document]:
        """Workbooks and text tables that wait and whose columns nobody has confirmed."""

    def look(
        self,
        document_key: int,
        choices: Sequence[SheetChoice] = (),
        passwords: tuple[str, ...] = (),
    ) -> list[SheetLook]:
        """The first rows of each sheet, read as said; none where a password is needed."""

    def look_at(self, path: Path, passwords: tuple[str, ...] = ()) -> list[SheetLook]:
        """The same for a file that is not in the case, such as one with labels."""

    def choices(self, document_key: int, /) -> list[SheetChoice]:
        """What was confirmed of a document's sheets; empty where nobody has looked."""

    def confirm(self, document_key: int, choices: Sequence[SheetChoice]) -> None:
        """A person's word on a document's sheets; it is read anew if that changes it."""

    def try_again(self, document_keys: Sequence[int]) -> int:
        """Documents wait to be read once more; how many do."""

    def remove(self, document_keys: Sequence[int]) -> int:
        """Documents are taken out of the case, their files left alone; how many were."""

    def put_back(self, documents: Sequence[Document]) -> int:
        """Documents that were taken out wait in the case again; how many do."""
