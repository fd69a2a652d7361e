"""Schemes while a person works on them: drafts, problems, and what they would change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.records.schemes import Scheme

__all__ = [
    "SHORTEST_DESCRIPTION",
    "CategoryCount",
    "ConfirmedText",
    "DraftCategory",
    "DraftProblem",
    "HintKind",
    "ItemMove",
    "ProblemKind",
    "RemovedCategory",
    "SchemeDraft",
    "SchemeHint",
    "SchemePreview",
    "SchemeSaved",
    "ShelvedScheme",
]

# Words of a description, fewer than which are no sentence; not measured.
SHORTEST_DESCRIPTION = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftCategory:
    """A category that a person is at work on; it may still have mistakes.

    Attributes:
        key: Its number within the draft, from 1; it stays whatever else changes.
        name: As it is written now.
        description: Likewise.
        examples: Likewise.
        formerly: Names that it had before, as the file has them.
        saved_as: Its name in the file, empty where it is new.
    """

    key: int
    name: str
    description: str = ""
    examples: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    saved_as: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedCategory:
    """A category of the file that the draft has no more.

    Attributes:
        name: Its name in the file.
        formerly: Names that it had before.
        moved_to: Key of the category that its labels go to; 0 where they are only kept.
    """

    name: str
    formerly: tuple[str, ...] = ()
    moved_to: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeDraft:
    """A scheme that a person is at work on.

    Attributes:
        name: As it is written now.
        description: Likewise.
        categories: Likewise, in their order.
        removed: Those that were in the file and are to go.
        language: ISO 639-1 code of the names and descriptions.
        path: Its file, None before it has one.
    """

    name: str
    description: str = ""
    categories: tuple[DraftCategory, ...] = ()
    removed: tuple[RemovedCategory, ...] = ()
    language: str = "en"
    path: Path | None = None


class ProblemKind(StrEnum):
    """What keeps a draft from being a scheme."""

    EMPTY_NAME = "empty name"
    LONG_NAME = "long name"
    UNPRINTABLE = "unprintable"
    TWO_ALIKE = "two alike"
    NAME_TAKEN = "name taken"
    TOO_FEW = "too few"
    TOO_MANY = "too many"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftProblem:
    """A problem of a draft, with the category that it is about; 0 is the scheme itself."""

    kind: ProblemKind
    key: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ShelvedScheme:
    """A scheme at hand.

    Attributes:
        path: Its file.
        own: Whether it lies in the program's own folder and may be changed; others came
            with the program.
        scheme: As it was read; None where the file has mistakes.
        problem: What these are; empty where there are none.
        draft: What a person has changed and not saved yet; None mostly.
    """

    path: Path
    own: bool
    scheme: Scheme | None = None
    problem: str = ""
    draft: SchemeDraft | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeSaved:
    """A scheme's file after it was written.

    Attributes:
        shelved: How it stands now.
        before: Where its content before that is kept; None where there was none.
    """

    shelved: ShelvedScheme
    before: Path | None = None


class HintKind(StrEnum):
    """What may be wrong with a category although it can be sorted into."""

    ALIKE = "alike"
    SPLIT = "split"
    ATTRACTS_MUCH = "attracts much"
    ATTRACTS_NOTHING = "attracts nothing"
    SHORT = "short"


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeHint:
    """Something about a category that a person may want to mend.

    Attributes:
        kind: What it is.
        category: Which one, by its name.
        other: The second one, where it is about two; empty mostly.
        items: How many items it is about; 0 where it is about none.
        share: Of all items, 0 to 1.
    """

    kind: HintKind
    category: str
    other: str = ""
    items: int = 0
    share: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemMove:
    """An item that the changed categories would sort otherwise than it is sorted now."""

    item: int
    document: str
    place: str
    text: str
    before: str | None
    after: str | None
    probability: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryCount:
    """How many items a category has now and would have; None where it is not there."""

    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemePreview:
    """What changed categories would change in a sorted case; nothing is stored of it.

    Attributes:
        fingerprint: Of the scheme that was tried.
        items: How many items the case has.
        moved: How many would be sorted otherwise.
        moves: These items, the surest first; at most a few hundred of them.
        counts: For every category, in the scheme's order; those that are gone come last.
        by_person: How many items stay because a person has decided them.
        unheard: How many items were decided with a language model's help, which is not
            asked here.
        labels: How many labelled texts had a say.
        rough: Whether these were not learned from anew for this scheme: a few items may
            go another way.
        hints: What may be mended.
        seconds: How long it took.
    """

    fingerprint: str
    items: int = 0
    moved: int = 0
    moves: tuple[ItemMove, ...] = ()
    counts: tuple[CategoryCount, ...] = ()
    by_person: int = 0
    unheard: int = 0
    labels: int = 0
    rough: bool = False
    hints: tuple[SchemeHint, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmedText:
    """What an item says that a person has put into a category, short as an example is."""

    item: int
    category: str
    text: str
