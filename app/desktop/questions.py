"""What the window asks its threads, and what comes back; frozen, so they may cross over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.records import (
    Document,
    PagePicture,
    ResultRow,
    RowFilter,
    RunCounts,
    Scheme,
    SortSettings,
    Status,
)

__all__ = [
    "About",
    "CaseFacts",
    "CountsAsked",
    "CountsRead",
    "DocumentsAsked",
    "DocumentsRead",
    "FilesToAdd",
    "Job",
    "JobEnd",
    "PictureAsked",
    "PictureDrawn",
    "Problem",
    "RowsAsked",
    "RowsRead",
    "SortJob",
]


class About(StrEnum):
    """What a problem is about, so that it is told beside that."""

    CASE = "case"
    ADDING = "adding"
    SORTING = "sorting"
    EXPORT = "export"
    ROWS = "rows"
    PICTURE = "picture"


class Job(StrEnum):
    """A long job of the worker."""

    SORT = "sort"
    EXPORT = "export"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What went wrong and what to do, with the thing it is about.

    Attributes:
        about: Beside what it is shown.
        what: What happened.
        remedy: What the person can do.
        token: Which picture failed, for ``About.PICTURE``.
        offset: Which stretch of rows failed, for ``About.ROWS``; -1 for the counts.
    """

    about: About
    what: str
    remedy: str = ""
    token: int = 0
    offset: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """How a case stands, read at one moment.

    Attributes:
        path: Of the case file.
        scheme: Of its last run, None before the first.
        counts: How many stand where.
        documents: All of them, in input order.
        locked: Those that need a password.
        note: What a person should know about how the file is open; mostly empty.
        method: What a person should know about how the results were made.
        unfinished: Whether a run was cut off.
    """

    path: Path
    scheme: Scheme | None
    counts: RunCounts
    documents: tuple[Document, ...]
    locked: tuple[Document, ...]
    note: str = ""
    method: tuple[str, ...] = ()
    unfinished: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FilesToAdd:
    """Files and folders for a case, which is opened or made first where it is not open."""

    case: Path
    inputs: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SortJob:
    """A run that was asked for."""

    scheme: Scheme
    settings: SortSettings
    passwords: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class JobEnd:
    """How a job ended; ``stopped`` is true where the person stopped it."""

    job: Job
    stopped: bool
    failed: bool
    facts: CaseFacts | None
    path: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsAsked:
    """A stretch of rows for the table; answers to older generations are dropped."""

    generation: int
    row_filter: RowFilter
    offset: int
    limit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsRead:
    """The rows that were asked for."""

    question: RowsAsked
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CountsAsked:
    """How many rows each status has, the rest of the filter kept."""

    generation: int
    row_filter: RowFilter


@dataclass(frozen=True, kw_only=True, slots=True)
class CountsRead:
    """Rows by status; None stands for all."""

    question: CountsAsked
    by_status: Mapping[Status | None, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentsAsked:
    """The documents as they stand now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentsRead:
    """All documents in input order."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureAsked:
    """One page as pixels; only the newest token is still wanted."""

    token: int
    item_key: int
    page: int
    width: int
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureDrawn:
    """The page that was asked for."""

    question: PictureAsked
    picture: PagePicture
