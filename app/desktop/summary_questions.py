"""What the window asks its threads about summaries, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.records import (
    Answer,
    FactTable,
    PagePicture,
    PageQuotation,
    SummarizedDocument,
    Summary,
    SummaryLength,
    SummarySettings,
    VersionChanges,
)

__all__ = [
    "AskDocuments",
    "ChangesAsked",
    "ChangesRead",
    "CorrectFact",
    "DropSentence",
    "ExportSummaries",
    "FactTableAsked",
    "FactTableRead",
    "ForgetQuestion",
    "PageTextAsked",
    "PageTextRead",
    "SummariesAsked",
    "SummariesDone",
    "SummariesRead",
    "Summarize",
    "SummaryAsked",
    "SummaryChoices",
    "SummaryChoicesAsked",
    "SummaryDeed",
    "SummaryJob",
    "SummaryPictureAsked",
    "SummaryPictureDrawn",
    "SummaryRead",
    "SummaryWish",
    "UndoSummary",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SummariesAsked:
    """Which documents of this case can be summarized, and how far each is."""

    case: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class SummariesRead:
    """The documents as they stand now."""

    question: SummariesAsked
    documents: tuple[SummarizedDocument, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryAsked:
    """The summary of one document."""

    case: Path
    document: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryRead:
    """What the document says, as far as that is known."""

    question: SummaryAsked
    summary: Summary


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryChoicesAsked:
    """What a person may choose before a run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryChoices:
    """Kinds of documents, lengths, the documents, and what was asked last time."""

    purposes: tuple[tuple[str, str], ...]
    lengths: tuple[SummaryLength, ...]
    documents: tuple[SummarizedDocument, ...]
    settings: SummarySettings


@dataclass(frozen=True, kw_only=True, slots=True)
class FactTableAsked:
    """The same facts of these documents."""

    case: Path
    documents: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FactTableRead:
    """The facts side by side.

    Attributes:
        question: What was asked.
        table: A column for each document.
        kinds: For each document the name of the list of facts that it was read by.
        looked: For each document the keys of the facts that were looked for in it.
    """

    question: FactTableAsked
    table: FactTable
    kinds: tuple[str, ...]
    looked: tuple[frozenset[str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesAsked:
    """What changed from one version to another."""

    case: Path
    old: int
    new: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesRead:
    """All that changed."""

    question: ChangesAsked
    changes: VersionChanges


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTextAsked:
    """The text of one page; only the newest token is still wanted."""

    token: int
    document: int
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTextRead:
    """The text, and how many pages the document has; no text where there is none."""

    question: PageTextAsked
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryPictureAsked:
    """One page as pixels, ``mark`` of its text marked; only the newest is wanted."""

    token: int
    document: int
    page: int
    width: int
    mark: tuple[int, int] | None = None
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryPictureDrawn:
    """The page that was asked for."""

    question: SummaryPictureAsked
    picture: PagePicture


@dataclass(frozen=True, kw_only=True, slots=True)
class Summarize:
    """A run over these documents, over all where none are named."""

    settings: SummarySettings
    documents: tuple[int, ...] = ()
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportSummaries:
    """Summaries as a file; its ending says which kind."""

    path: Path
    documents: tuple[int, ...] = ()
    changes: VersionChanges | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskDocuments:
    """What these documents say on a question."""

    question: str
    documents: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForgetQuestion:
    """A question is taken out of a summary."""

    document: int
    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectFact:
    """A person's value for one of the facts of a key, counted from 0."""

    document: int
    key: str
    number: int
    value: str
    expected: PageQuotation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DropSentence:
    """A sentence is left out; both numbers count from 0 in the summary."""

    document: int
    section: int
    sentence: int
    expected: PageQuotation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoSummary:
    """The last that a person did to a summary is taken back."""

    document: int


SummaryJob: TypeAlias = Summarize | ExportSummaries
SummaryDeed: TypeAlias = (
    AskDocuments | ForgetQuestion | CorrectFact | DropSentence | UndoSummary
)
SummaryWish: TypeAlias = SummaryJob | SummaryDeed


@dataclass(frozen=True, kw_only=True, slots=True)
class SummariesDone:
    """A wish that was fulfilled, and what it changed.

    Attributes:
        wish: What was wanted.
        summaries: Of every document it was about, as they stand now.
        answers: Key of the document and what it says, for ``AskDocuments``.
        said: What was taken back, for ``UndoSummary``; empty where nothing stood.
    """

    wish: SummaryDeed
    summaries: tuple[Summary, ...] = ()
    answers: tuple[tuple[int, Answer], ...] = ()
    said: str = ""
