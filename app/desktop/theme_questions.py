"""What the window asks its threads about themes, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.records import (
    PostroomError,
    Scheme,
    Stance,
    ThemedRow,
    ThemeEdit,
    ThemeFilter,
    ThemeSettings,
    ThemesReport,
)

__all__ = [
    "AssignThemes",
    "ColumnsAsked",
    "ColumnsRead",
    "CorrectThemes",
    "DrawThemes",
    "EditThemes",
    "ExportThemes",
    "FindThemes",
    "ThemeCountAsked",
    "ThemeCountRead",
    "ThemeJob",
    "ThemeRowsAsked",
    "ThemeRowsRead",
    "ThemeWish",
    "ThemesAsked",
    "ThemesDone",
    "ThemesRead",
    "UndoThemes",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesAsked:
    """The whole analysis of this case as it stands now."""

    case: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesRead:
    """The analysis."""

    question: ThemesAsked
    report: ThemesReport


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRowsAsked:
    """A stretch of rows; answers to older generations are dropped."""

    generation: int
    wanted: ThemeFilter
    offset: int
    limit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRowsRead:
    """The rows that were asked for."""

    question: ThemeRowsAsked
    rows: tuple[ThemedRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeCountAsked:
    """How many rows the filter leaves."""

    generation: int
    wanted: ThemeFilter


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeCountRead:
    """So many."""

    question: ThemeCountAsked
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnsAsked:
    """Which columns the rows that were read have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnsRead:
    """Their headers, in the sheet's order; empty before any row was read."""

    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FindThemes:
    """An analysis; with a scheme its categories are themes too."""

    settings: ThemeSettings
    scheme: Scheme | None = None
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignThemes:
    """Every row gets all themes that it speaks of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportThemes:
    """The analysis as a file; its ending says which kind."""

    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawThemes:
    """Pictures as files in a folder, ``"png"`` or ``"svg"``."""

    folder: Path
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EditThemes:
    """What a person does to themes, one after the other."""

    edits: tuple[ThemeEdit, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoThemes:
    """The last of it is taken back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectThemes:
    """These items speak of exactly these themes."""

    keys: tuple[int, ...]
    themes: tuple[str, ...]
    stance: Stance | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesDone:
    """A wish that was fulfilled, how the themes stand after it, and a sentence to show.

    Attributes:
        wish: What was wanted.
        report: The analysis as it stands now.
        said: What was taken back, for ``UndoThemes``; empty where nothing stood.
        problem: Why the rest of several edits was not made; None where all were.
    """

    wish: EditThemes | UndoThemes | CorrectThemes
    report: ThemesReport
    said: str = ""
    problem: PostroomError | None = None


ThemeJob: TypeAlias = FindThemes | AssignThemes | ExportThemes | DrawThemes
ThemeWish: TypeAlias = ThemeJob | EditThemes | UndoThemes | CorrectThemes
