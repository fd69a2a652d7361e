"""What the window asks its threads, and what comes back; frozen, so they may cross over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.records import (
    AtAccuracy,
    Document,
    LearningReport,
    Lesson,
    PagePicture,
    ResultRow,
    RowFilter,
    RunCounts,
    Scheme,
    SortSettings,
    Status,
    ThemeSettings,
)

__all__ = [
    "About",
    "AccuracyAsked",
    "AccuracyRead",
    "CaseFacts",
    "CountsAsked",
    "CountsRead",
    "Deed",
    "DocumentsAsked",
    "DocumentsRead",
    "Done",
    "FilesToAdd",
    "Job",
    "JobEnd",
    "KeysAsked",
    "KeysRead",
    "PictureAsked",
    "PictureDrawn",
    "Problem",
    "RowsAsked",
    "RowsRead",
    "SortJob",
    "Wish",
]


class About(StrEnum):
    """What a problem is about, so that it is told beside that."""

    CASE = "case"
    ADDING = "adding"
    SORTING = "sorting"
    EXPORT = "export"
    LEARNING = "learning"
    DECIDING = "deciding"
    CHECK = "check"
    THEMES = "themes"
    SUMMARIES = "summaries"
    ROWS = "rows"
    PICTURE = "picture"
    ASKED = "asked"


class Job(StrEnum):
    """A long job of the worker."""

    SORT = "sort"
    EXPORT = "export"
    LEARN = "learn"
    TEACH = "teach"
    THEMES = "themes"
    ASSIGN = "assign"
    EXPORT_THEMES = "export themes"
    DRAW = "draw"
    SUMMARIZE = "summarize"
    EXPORT_SUMMARIES = "export summaries"
    INSTALL_MODEL = "install model"
    CHECK_MODELS = "check models"
    TRY_MODEL = "try model"
    TRY_SCHEME = "try scheme"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What went wrong and what to do, with the thing it is about.

    Attributes:
        about: Beside what it is shown.
        what: What happened.
        remedy: What the person can do.
        token: Which picture failed, for ``About.PICTURE``; for ``About.SUMMARIES``
            too, 0 where it was something else.
        offset: Which stretch of rows failed, for ``About.ROWS``; -1 for the counts.
        asked: The question, deed or task that failed, for ``About.ASKED``.
    """

    about: About
    what: str
    remedy: str = ""
    token: int = 0
    offset: int = -1
    asked: object = None


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
        settings: What the last run was asked.
        person: Who sits here.
        new_labels: How many labels the last run did not use.
        learned: What the last run had learned; None without labels.
        has_themes: Whether themes were looked for.
        theme_settings: What the last search for themes was asked.
        has_summaries: Whether a document of it was summarized.
    """

    path: Path
    scheme: Scheme | None
    counts: RunCounts
    documents: tuple[Document, ...]
    locked: tuple[Document, ...]
    note: str = ""
    method: tuple[str, ...] = ()
    unfinished: bool = False
    settings: SortSettings = field(default_factory=SortSettings)
    person: str = ""
    new_labels: int = 0
    learned: LearningReport | None = None
    has_themes: bool = False
    theme_settings: ThemeSettings = field(default_factory=ThemeSettings)
    has_summaries: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FilesToAdd:
    """Files and folders for a case, which is opened or made first where it is not open."""

    case: Path
    inputs: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SortJob:
    """A run that was asked for; ``adopt`` lets it use all labels at hand."""

    scheme: Scheme
    settings: SortSettings
    passwords: tuple[str, ...]
    adopt: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class JobEnd:
    """How a job ended; ``stopped`` is true where the person stopped it.

    Of a task, ``task`` is what was asked for and ``value`` what it found. ``cut_off`` is
    true where a step did not end after the person stopped it, and was ended in its midst.
    """

    job: Job
    stopped: bool
    failed: bool
    facts: CaseFacts | None
    path: Path | None = None
    lesson: Lesson | None = None
    task: object = None
    value: object = None
    cut_off: bool = False


class Deed(StrEnum):
    """What a person says of items."""

    CATEGORY = "category"
    PRIVATE = "private"
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a person wants to be so, of items.

    Attributes:
        deed: What is to be done.
        keys: Of the items.
        category: What they are to be sorted into, for ``Deed.CATEGORY``.
        private: Whether they are private; for ``Deed.CATEGORY`` as well.
        seconds: How long the person looked, None where nobody measured.
    """

    deed: Deed
    keys: tuple[int, ...]
    category: str = ""
    private: bool = False
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """A wish that was fulfilled, and how things stand after it."""

    wish: Wish
    counts: RunCounts
    new_labels: int


@dataclass(frozen=True, kw_only=True, slots=True)
class KeysAsked:
    """The items of stretches of the table; each stretch is its first row and its length."""

    row_filter: RowFilter
    stretches: tuple[tuple[int, int], ...]
    wish: Wish


@dataclass(frozen=True, kw_only=True, slots=True)
class KeysRead:
    """The wish, with the keys that were asked for."""

    wish: Wish


@dataclass(frozen=True, kw_only=True, slots=True)
class AccuracyAsked:
    """What each of these accuracies would mean for the case."""

    wanted: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AccuracyRead:
    """What they mean; empty where nothing was calibrated."""

    meanings: tuple[AtAccuracy, ...]


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
