"""What the window asks of categories, so that scripted ones can be handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from app.records import (
    ConfirmedText,
    Scheme,
    SchemeDraft,
    SchemePreview,
    SchemeSaved,
    ShelvedScheme,
    Step,
)

__all__ = ["Categories", "Shelf"]


class Categories(Protocol):
    """Categories and one open case file; nothing of it changes the file."""

    def preview(self, scheme: Scheme) -> Iterator[Step]:
        """The steps of finding what sorting again by a scheme would change."""

    @property
    def found(self) -> SchemePreview | None:
        """What the last preview found; None before one."""

    def look(self, scheme: Scheme, *, closely: bool = True) -> SchemePreview:
        """The same at once; less closely is quicker where labels have a say."""

    def label_counts(self, scheme: Scheme) -> tuple[tuple[str, int], ...]:
        """How many labelled texts are at hand under each name, as it was said."""

    def confirmed(self, scheme: Scheme) -> tuple[ConfirmedText, ...]:
        """What items say that a person has put into a category; none that is private."""

    def rest(self) -> None:
        """Lets go of what is only needed while categories are changed."""


class Shelf(Protocol):
    """The schemes at hand, and the person's own folder of them."""

    def schemes(self) -> tuple[ShelvedScheme, ...]:
        """All schemes, the own ones first, begun ones without a file among them."""

    def begin(self, draft: SchemeDraft) -> ShelvedScheme:
        """A new scheme, which has a file once it is saved."""

    def copy(self, path: Path, name: str) -> ShelvedScheme:
        """A scheme once more under another name, with what it has learned."""

    def take_in(self, path: Path) -> ShelvedScheme:
        """A scheme file from anywhere, copied as it is."""

    def export(self, path: Path, target: Path) -> None:
        """Writes a scheme's file to another place."""

    def save(self, draft: SchemeDraft) -> SchemeSaved:
        """Writes a draft to its file; what was there is kept."""

    def delete(self, path: Path) -> Path | None:
        """Takes a scheme away; where it is kept, None where it had no file yet."""

    def restore(self, path: Path, before: Path) -> ShelvedScheme:
        """Brings back what a scheme's file held."""

    def keep_draft(self, path: Path, draft: SchemeDraft | None) -> None:
        """Keeps what is not saved yet; None forgets it."""

    def label_counts(self, path: Path) -> tuple[tuple[str, int], ...]:
        """How many labelled texts a scheme's memory has under each name."""
