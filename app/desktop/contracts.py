"""What the window asks of the program below it, so that a scripted one can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.records import (
    Document,
    PagePicture,
    ResultRow,
    ResultsAbout,
    RowFilter,
    RunCounts,
    Scheme,
    SortSettings,
    Step,
)

__all__ = ["Postroom", "Workspace"]


class Workspace(Protocol):
    """One open case file; it belongs to the thread that opened it."""

    @property
    def path(self) -> Path:
        """Of the case file."""

    @property
    def scheme(self) -> Scheme | None:
        """The scheme of its last run, None before the first."""

    @property
    def note(self) -> str:
        """What a person should know about how the file is open; mostly empty."""

    @property
    def unfinished(self) -> bool:
        """Whether a run was cut off and goes on with the next one."""

    def add(self, inputs: Sequence[Path]) -> int:
        """How many documents are new."""

    def sort(
        self, scheme: Scheme, settings: SortSettings, passwords: tuple[str, ...] = ()
    ) -> Iterator[Step]:
        """The steps of a run; closing the iterator stops it."""

    def export(self, path: Path) -> Iterator[Step]:
        """The steps of writing the results."""

    def counts(self) -> RunCounts:
        """How things stand."""

    def rows(self, row_filter: RowFilter, offset: int, limit: int, /) -> list[ResultRow]:
        """One stretch of the results."""

    def count_rows(self, row_filter: RowFilter, /) -> int:
        """How many rows the filter leaves."""

    def documents(self) -> list[Document]:
        """All documents in input order."""

    def locked(self) -> list[Document]:
        """Documents that need a password."""

    def about(self) -> ResultsAbout:
        """How the results were made; there is a scheme, so there are results."""

    def page(
        self, item_key: int, page: int, width: int, passwords: tuple[str, ...] = ()
    ) -> PagePicture:
        """One page as pixels, its evidence marked."""

    def close(self) -> None:
        """Let go of the file and of every child process."""


class Postroom(Protocol):
    """The program as startup has built it."""

    def get_ready(self) -> None:
        """Load what the work needs; on any thread."""

    @property
    def version(self) -> str:
        """Of the program."""

    @property
    def default_case_folder(self) -> Path:
        """Where new case files go."""

    @property
    def sample_inbox(self) -> Path:
        """The folder of sample letters."""

    @property
    def icons(self) -> Path:
        """The folder of icons."""

    @property
    def state_folder(self) -> Path:
        """Where the window may remember its place."""

    def schemes(self) -> tuple[tuple[str, Path], ...]:
        """Name and file of every scheme at hand."""

    def scheme(self, name_or_path: str = "") -> Scheme:
        """A scheme, read and checked."""

    def workspace(self, path: Path | None, *, read_only: bool = False) -> Workspace:
        """An open case file."""
