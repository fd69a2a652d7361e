"""What the window asks about documents that come in, and a person's word on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import CaseDeed, CaseQuestion, ProgramDeed
from app.desktop.contracts import Postroom, Workspace
from app.records import Document, SheetChoice, SheetLook

__all__ = [
    "ConfirmSheets",
    "KeepText",
    "LookAsked",
    "Looked",
    "PutBack",
    "RemoveDocuments",
    "SheetsAsked",
    "TryAgain",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetsAsked(CaseQuestion):
    """Which sheets of this case nobody has looked at."""

    case: Path

    def answer(self, workspace: Workspace) -> list[Document]:
        """Documents that wait for somebody to confirm their columns."""
        return workspace.imports.unconfirmed()


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """The looks, none where a password is needed, and what was confirmed before."""

    looks: tuple[SheetLook, ...]
    kept: tuple[SheetChoice, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAsked(CaseQuestion):
    """The first rows of the sheets of a document.

    Attributes:
        case: Which case it is in.
        document: Its key.
        choices: How to look at sheets; what was confirmed before where there is none.
        passwords: Tried where it is locked.
    """

    case: Path
    document: int
    choices: tuple[SheetChoice, ...] = ()
    passwords: tuple[str, ...] = ()

    def answer(self, workspace: Workspace) -> Looked:
        """The looks, read by the reader's child."""
        imports = workspace.imports
        kept = () if self.choices else tuple(imports.choices(self.document))
        choices = self.choices or kept
        looks = imports.look(self.document, choices, self.passwords)
        return Looked(looks=tuple(looks), kept=kept)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmSheets(CaseDeed):
    """A person's word on the sheets of documents, by their keys."""

    sheets: tuple[tuple[int, tuple[SheetChoice, ...]], ...]

    def do(self, workspace: Workspace) -> int:
        """Of how many documents it was kept."""
        for document, choices in self.sheets:
            workspace.imports.confirm(document, choices)
        return len(self.sheets)


@dataclass(frozen=True, kw_only=True, slots=True)
class TryAgain(CaseDeed):
    """Documents that were not read whole wait to be read once more."""

    documents: tuple[int, ...]

    def do(self, workspace: Workspace) -> int:
        """How many wait."""
        return workspace.imports.try_again(self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveDocuments(CaseDeed):
    """Documents go out of the case with all that was made of them."""

    documents: tuple[int, ...]

    def do(self, workspace: Workspace) -> int:
        """How many went."""
        return workspace.imports.remove(self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class PutBack(CaseDeed):
    """Documents that were taken out come back, to be read again."""

    documents: tuple[Document, ...]

    def do(self, workspace: Workspace) -> int:
        """How many came back; the file of any other is gone."""
        return workspace.imports.put_back(self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepText(ProgramDeed):
    """A pasted text becomes a file of its own, in the program's folder."""

    text: str

    def do(self, postroom: Postroom) -> Path:
        """The file."""
        return postroom.keep_text(self.text)
