"""What the page of review asks of the open case, and what it has done there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import CaseDeed, CaseQuestion
from app.desktop.contracts import Workspace
from app.records import LookAlike, ReviewItem, ReviewReasons

__all__ = [
    "AlikeAsked",
    "KeepDecision",
    "KeepPrivate",
    "Queue",
    "QueueAsked",
    "ReasonsAsked",
    "ReviewItemsAsked",
    "TakeBack",
    "WriteNote",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """The items that need review, in order, and how many are reviewed already."""

    keys: tuple[int, ...]
    reviewed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueAsked(CaseQuestion):
    """Which items need review; ``case`` tells an answer about another case apart."""

    case: Path

    def answer(self, workspace: Workspace) -> Queue:
        """Their keys, and how many are reviewed."""
        reviews = workspace.reviews
        return Queue(keys=tuple(reviews.queue()), reviewed=reviews.reviewed())


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewItemsAsked(CaseQuestion):
    """Some items, so that they are there before they are wanted."""

    case: Path
    keys: tuple[int, ...]

    def answer(self, workspace: Workspace) -> tuple[ReviewItem, ...]:
        """Those of them that are still there."""
        return tuple(workspace.reviews.items(self.keys))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsAsked(CaseQuestion):
    """Why an item was decided as it was."""

    case: Path
    key: int

    def answer(self, workspace: Workspace) -> ReviewReasons:
        """What stands behind it."""
        return workspace.reviews.reasons(self.key)


@dataclass(frozen=True, kw_only=True, slots=True)
class AlikeAsked(CaseQuestion):
    """Which items that need review are like one.

    Attributes:
        case: Where it is.
        key: Of the item.
        category: What it was sorted into; empty where it was not decided yet.
    """

    case: Path
    key: int
    category: str = ""

    def answer(self, workspace: Workspace) -> tuple[LookAlike, ...]:
        """The most alike first."""
        return tuple(workspace.reviews.alike(self.key))


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepDecision(CaseDeed):
    """Items belong to a category; ``seconds`` is how long each was looked at."""

    keys: tuple[int, ...]
    category: str
    seconds: float | None = None

    def do(self, workspace: Workspace) -> int:
        """On how many it was kept."""
        return workspace.correct(self.keys, self.category, seconds=self.seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeBack(CaseDeed):
    """The newest word on these items is taken back."""

    keys: tuple[int, ...]

    def do(self, workspace: Workspace) -> int:
        """On how many there was one."""
        return workspace.reviews.take_back(self.keys)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepPrivate(CaseDeed):
    """An item stays out of what is learned, or no longer does."""

    key: int
    private: bool

    def do(self, workspace: Workspace) -> int:
        """How many items changed."""
        return workspace.set_private((self.key,), private=self.private)


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteNote(CaseDeed):
    """A note on an item; empty takes it away."""

    key: int
    text: str

    def do(self, workspace: Workspace) -> str:
        """The note before."""
        return workspace.reviews.write_note(self.key, self.text)
