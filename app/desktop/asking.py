"""What a screen asks of the program: questions, deeds and tasks that know how to be done.

Each is a frozen dataclass of its own in the module of the screen that asks. The session
takes it to the thread it belongs to, and brings back what came of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import Job
from app.records import RunCounts, Step

__all__ = [
    "Answered",
    "CaseDeed",
    "CaseQuestion",
    "CaseTask",
    "DeedDone",
    "ProgramDeed",
    "ProgramQuestion",
    "ProgramTask",
]


class CaseQuestion(ABC):
    """Something to be read from the open case; nothing is changed.

    It is answered from a read-only connection while a run may be writing.
    """

    __slots__ = ()

    @abstractmethod
    def answer(self, workspace: Workspace) -> object:
        """What the case says."""


class ProgramQuestion(ABC):
    """Something to be read from the program itself; no case need be open."""

    __slots__ = ()

    @abstractmethod
    def answer(self, postroom: Postroom) -> object:
        """What the program says."""


class CaseDeed(ABC):
    """A person's word that changes the open case, done at once."""

    __slots__ = ()

    @abstractmethod
    def do(self, workspace: Workspace) -> object:
        """What came of it."""


class ProgramDeed(ABC):
    """A person's word that changes the program's own files; no case need be open."""

    __slots__ = ()

    @abstractmethod
    def do(self, postroom: Postroom) -> object:
        """What came of it."""


class CaseTask(ABC):
    """Long work over the open case, in steps; it can be stopped between two of them."""

    __slots__ = ()

    @property
    @abstractmethod
    def job(self) -> Job:
        """Which kind of work it is."""

    @abstractmethod
    def steps(self, workspace: Workspace) -> Iterator[Step]:
        """The steps of the work."""

    def value(self, workspace: Workspace) -> object:  # noqa: ARG002 - for those that have one
        """What the work found, once it has ended by itself."""
        return None


class ProgramTask(ABC):
    """Long work of the program itself, in steps; no case need be open."""

    __slots__ = ()

    @property
    @abstractmethod
    def job(self) -> Job:
        """Which kind of work it is."""

    @abstractmethod
    def steps(self, postroom: Postroom) -> Iterator[Step]:
        """The steps of the work."""

    def value(self, postroom: Postroom) -> object:  # noqa: ARG002 - for those that have one
        """What the work found, once it has ended by itself."""
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A question and its answer."""

    question: CaseQuestion | ProgramQuestion
    value: object


@dataclass(frozen=True, kw_only=True, slots=True)
class DeedDone:
    """A deed and what came of it.

    Attributes:
        deed: As it was asked for.
        value: What it gave back.
        counts: How the case stands after it; None where no case is open.
        new_labels: How many labels the last run did not use.
    """

    deed: CaseDeed | ProgramDeed
    value: object
    counts: RunCounts | None = None
    new_labels: int = 0
