"""What the place for settings asks of the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import ProgramDeed, ProgramQuestion
from app.desktop.contracts import Postroom
from app.records import Finding, Library, StoredPlace

__all__ = [
    "LibrariesAsked",
    "LicenceAsked",
    "RemoveLeftovers",
    "SelfCheckAsked",
    "StorageAsked",
    "WriteReport",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfCheckAsked(ProgramQuestion):
    """How this machine and this installation stand."""

    def answer(self, postroom: Postroom) -> tuple[Finding, ...]:
        """What was found, the most basic first."""
        return postroom.doctor()


@dataclass(frozen=True, kw_only=True, slots=True)
class StorageAsked(ProgramQuestion):
    """How much room the program's own folders take."""

    def answer(self, postroom: Postroom) -> tuple[StoredPlace, ...]:
        """All of them."""
        return postroom.storage()


@dataclass(frozen=True, kw_only=True, slots=True)
class LibrariesAsked(ProgramQuestion):
    """What the program is made of."""

    def answer(self, postroom: Postroom) -> tuple[Library, ...]:
        """All parts."""
        return postroom.libraries()


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenceAsked(ProgramQuestion):
    """The licence of one part of the program."""

    library: Library

    def answer(self, postroom: Postroom) -> str:
        """The whole text."""
        return postroom.licence_text(self.library)


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveLeftovers(ProgramDeed):
    """What work that was cut off has left is deleted."""

    def do(self, postroom: Postroom) -> int:
        """How many bytes that were."""
        return postroom.remove_leftovers()


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteReport(ProgramDeed):
    """The self-check is written as a text."""

    path: Path
    text: str

    def do(self, postroom: Postroom) -> bool:
        """That it is there."""
        postroom.write_report(self.path, self.text)
        return True
