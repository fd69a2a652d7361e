"""What the window asks of the themes of a case, so that scripted ones can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.records import (
    Scheme,
    Stance,
    Step,
    ThemedRow,
    ThemeEdit,
    ThemeFilter,
    ThemeSettings,
    ThemesReport,
)

__all__ = ["Themes"]


class Themes(Protocol):
    """The themes of one open case file; they belong to the thread that opened it."""

    @property
    def settings(self) -> ThemeSettings:
        """Of the last analysis; the usual ones before."""

    @property
    def found(self) -> bool:
        """Whether there is an analysis."""

    def find(
        self,
        settings: ThemeSettings,
        scheme: Scheme | None = None,
        passwords: tuple[str, ...] = (),
    ) -> Iterator[Step]:
        """The steps of an analysis; with a scheme its categories are themes too."""

    def assign(self) -> Iterator[Step]:
        """The steps of giving every row all themes that it speaks of."""

    def report(self) -> ThemesReport:
        """All that the analysis found."""

    def edit(self, edit: ThemeEdit, /) -> ThemesReport:
        """What a person does to themes, and how they stand after it."""

    def undo(self) -> str:
        """A sentence of what was taken back; empty where nothing stands."""

    def correct(
        self, item_keys: Sequence[int], themes: Sequence[str], stance: Stance | None = None
    ) -> int:
        """These items speak of exactly these themes; of how many it was kept."""

    def rows(self, wanted: ThemeFilter, offset: int, limit: int, /) -> list[ThemedRow]:
        """One stretch of the rows."""

    def count_rows(self, wanted: ThemeFilter, /) -> int:
        """How many rows the filter leaves."""

    def export(self, path: Path, /) -> Iterator[Step]:
        """The steps of writing a workbook, JSON, or a report."""

    def draw(self, folder: Path, kind: str, /) -> list[Path]:
        """Pictures as files, ``"png"`` or ``"svg"``."""
