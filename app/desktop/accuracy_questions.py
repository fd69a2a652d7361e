"""What the place for accuracy asks of the program: how it stands, and of labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import CaseQuestion, CaseTask, ProgramDeed, ProgramQuestion
from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import Job
from app.records import (
    AccuracyStanding,
    FoundLabels,
    LabelledColumns,
    LabelledSheet,
    Scheme,
    Step,
    Taught,
)

__all__ = [
    "ExportLabels",
    "ForgetLabels",
    "LabelledSheetsAsked",
    "LabelsAsked",
    "StandingAsked",
    "TeachFile",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingAsked(CaseQuestion):
    """How right the program is in a case.

    Attributes:
        case: Which one, so that an answer about another is known.
        wanted: The accuracies to be told of.
    """

    case: Path
    wanted: tuple[float, ...]

    def answer(self, workspace: Workspace) -> AccuracyStanding:
        """How it stands."""
        return workspace.accuracy.standing(self.wanted)


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledSheetsAsked(CaseQuestion):
    """Which columns a file has that labels are to be learned from."""

    file: Path
    scheme: Scheme
    passwords: tuple[str, ...] = ()

    def answer(self, workspace: Workspace) -> tuple[LabelledSheet, ...]:
        """Its sheets."""
        return workspace.accuracy.sheets(self.file, self.scheme, self.passwords)


@dataclass(frozen=True, kw_only=True, slots=True)
class TeachFile(CaseTask):
    """A labelled file is read into a scheme's memory."""

    scheme: Scheme
    file: Path
    columns: LabelledColumns

    @property
    def job(self) -> Job:
        """Teaching."""
        return Job.TEACH

    def steps(self, workspace: Workspace) -> Iterator[Step]:
        """Reading rows, then keeping their labels all at once."""
        return workspace.teach(self.scheme, self.file, self.columns)

    def value(self, workspace: Workspace) -> Taught | None:
        """What became of the rows."""
        return workspace.taught


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelsAsked(ProgramQuestion):
    """Some of what a scheme's memory keeps.

    Attributes:
        scheme: Whose memory.
        words: To be found in the texts; empty for all.
        category: Of the labels; empty for all.
        most: So many are wanted.
    """

    scheme: Scheme
    words: str = ""
    category: str = ""
    most: int = 300

    def answer(self, postroom: Postroom) -> FoundLabels:
        """The newest ones."""
        return postroom.find_labels(self.scheme, self.words, self.category, self.most)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForgetLabels(ProgramDeed):
    """Labels leave a scheme's memory without a trace; ``hashes`` of None takes all."""

    scheme: Scheme
    hashes: tuple[bytes, ...] | None

    def do(self, postroom: Postroom) -> int:
        """How many there were."""
        return postroom.forget_labels(self.scheme, self.hashes)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportLabels(ProgramDeed):
    """What a scheme's memory keeps is written as a workbook or a table."""

    scheme: Scheme
    path: Path

    def do(self, postroom: Postroom) -> int:
        """How many labels there were."""
        return postroom.export_labels(self.scheme, self.path)
