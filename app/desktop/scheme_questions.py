"""What the place of categories asks, and what a person does there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import CaseQuestion, CaseTask, ProgramDeed, ProgramQuestion
from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import Job
from app.records import (
    ConfirmedText,
    Scheme,
    SchemeDraft,
    SchemePreview,
    SchemeSaved,
    ShelvedScheme,
    Step,
)

__all__ = [
    "BeginScheme",
    "CaseLabelsAsked",
    "ConfirmedAsked",
    "CopyScheme",
    "DeleteScheme",
    "ExportScheme",
    "ImportScheme",
    "KeepDraft",
    "LabelsAsked",
    "PreviewAsked",
    "RestAsked",
    "RestoreScheme",
    "SaveScheme",
    "SchemeDeed",
    "ShelfAsked",
    "TryScheme",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShelfAsked(ProgramQuestion):
    """Which schemes there are."""

    def answer(self, postroom: Postroom) -> tuple[ShelvedScheme, ...]:
        """All of them."""
        return postroom.shelf.schemes()


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelsAsked(ProgramQuestion):
    """How many labels a scheme's memory has under each name."""

    path: Path

    def answer(self, postroom: Postroom) -> tuple[tuple[str, int], ...]:
        """By name."""
        return postroom.shelf.label_counts(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLabelsAsked(CaseQuestion):
    """How many labels a scheme and the open case have under each name."""

    scheme: Scheme

    def answer(self, workspace: Workspace) -> tuple[tuple[str, int], ...]:
        """By name."""
        return workspace.categories.label_counts(self.scheme)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmedAsked(CaseQuestion):
    """What items say that a person has put into a category."""

    case: Path
    scheme: Scheme

    def answer(self, workspace: Workspace) -> tuple[ConfirmedText, ...]:
        """The newest first."""
        return workspace.categories.confirmed(self.scheme)


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewAsked(CaseQuestion):
    """What sorting again by these categories would change, at once.

    Attributes:
        case: The case that is open.
        scheme: The categories.
        closely: Whether the person has asked, who then may wait a little longer.
    """

    case: Path
    scheme: Scheme
    closely: bool = False

    def answer(self, workspace: Workspace) -> SchemePreview:
        """What would change."""
        return workspace.categories.look(self.scheme, closely=self.closely)


@dataclass(frozen=True, kw_only=True, slots=True)
class RestAsked(CaseQuestion):
    """Nobody looks at changes any more: what only they need may go."""

    def answer(self, workspace: Workspace) -> None:
        """Nothing."""
        workspace.categories.rest()


@dataclass(frozen=True, kw_only=True, slots=True)
class TryScheme(CaseTask):
    """The same for a case with very many items, in steps that can be stopped."""

    case: Path
    scheme: Scheme

    @property
    def job(self) -> Job:
        """Which kind of work it is."""
        return Job.TRY_SCHEME

    def steps(self, workspace: Workspace) -> Iterator[Step]:
        """Its steps."""
        return workspace.categories.preview(self.scheme)

    def value(self, workspace: Workspace) -> SchemePreview | None:
        """What would change."""
        return workspace.categories.found


class SchemeDeed(ProgramDeed):
    """A person's word on the schemes at hand."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginScheme(SchemeDeed):
    """A new scheme."""

    draft: SchemeDraft

    def do(self, postroom: Postroom) -> ShelvedScheme:
        """How it stands on the shelf."""
        return postroom.shelf.begin(self.draft)


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyScheme(SchemeDeed):
    """A scheme once more under another name."""

    path: Path
    name: str

    def do(self, postroom: Postroom) -> ShelvedScheme:
        """The copy."""
        return postroom.shelf.copy(self.path, self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportScheme(SchemeDeed):
    """A scheme file from anywhere is copied in."""

    path: Path

    def do(self, postroom: Postroom) -> ShelvedScheme:
        """The copy."""
        return postroom.shelf.take_in(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportScheme(SchemeDeed):
    """A scheme's file is written elsewhere."""

    path: Path
    target: Path

    def do(self, postroom: Postroom) -> Path:
        """Where it is."""
        postroom.shelf.export(self.path, self.target)
        return self.target


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveScheme(SchemeDeed):
    """What was changed is written to the scheme's file.

    Attributes:
        draft: What is written.
        sort: Whether the case is to be sorted by it at once.
        known: What the file held when the person last saw it; None where it had none.
    """

    draft: SchemeDraft
    sort: bool = False
    known: Scheme | None = None

    def do(self, postroom: Postroom) -> tuple[SchemeSaved, bool]:
        """How it stands, and whether somebody else had changed the file meanwhile."""
        path = self.draft.path
        found = (one for one in postroom.shelf.schemes() if one.path == path)
        there = next(found, None)
        is_other = there is not None and there.scheme != self.known
        return postroom.shelf.save(self.draft), is_other


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteScheme(SchemeDeed):
    """A scheme is taken away.

    Attributes:
        path: Its file.
        draft: What was not saved of it; None where all was.
        undoes: Whether this takes back that it was made.
    """

    path: Path
    draft: SchemeDraft | None = None
    undoes: bool = False

    def do(self, postroom: Postroom) -> tuple[Path | None]:
        """Where it is kept, None where it had no file yet."""
        return (postroom.shelf.delete(self.path),)


@dataclass(frozen=True, kw_only=True, slots=True)
class RestoreScheme(SchemeDeed):
    """What a scheme's file held is brought back.

    Attributes:
        path: Its file.
        before: Where that is kept; None where it had no file.
        draft: What is not saved of it after that; None for nothing.
    """

    path: Path
    before: Path | None
    draft: SchemeDraft | None

    def do(self, postroom: Postroom) -> ShelvedScheme | None:
        """How it stands; None where there is neither a file nor a draft."""
        shelf = postroom.shelf
        if self.before is None:
            shelf.delete(self.path)
        else:
            shelf.restore(self.path, self.before)
        shelf.keep_draft(self.path, self.draft)
        found = [one for one in shelf.schemes() if one.path == self.path]
        return found[0] if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepDraft(SchemeDeed):
    """What is not saved yet is kept; None forgets it."""

    path: Path
    draft: SchemeDraft | None

    def do(self, postroom: Postroom) -> bool:
        """That it was done."""
        postroom.shelf.keep_draft(self.path, self.draft)
        return True
