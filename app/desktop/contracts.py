"""What the window asks of the program below it, so that a scripted one can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.desktop.summary_contracts import Summaries
from app.desktop.theme_contracts import Themes
from app.records import (
    AtAccuracy,
    BlindCheck,
    BlindReport,
    Document,
    LearningReport,
    Lesson,
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

    @property
    def settings(self) -> SortSettings:
        """What its last run was asked; the usual settings before the first."""

    @property
    def person(self) -> str:
        """Who sits here."""

    @property
    def learned(self) -> LearningReport | None:
        """What its last run had learned; None without labels."""

    @property
    def lesson(self) -> Lesson | None:
        """What came of the last preview."""

    @property
    def themes(self) -> Themes:
        """What many of its items say."""

    @property
    def summaries(self) -> Summaries:
        """What its long documents say, each sentence with its place."""

    def add(self, inputs: Sequence[Path]) -> int:
        """How many documents are new."""

    def sort(
        self, scheme: Scheme, settings: SortSettings, passwords: tuple[str, ...] = ()
    ) -> Iterator[Step]:
        """The steps of a run; closing the iterator stops it."""

    def export(self, path: Path) -> Iterator[Step]:
        """The steps of writing the results."""

    def correct(
        self,
        item_keys: Sequence[int],
        category: str,
        *,
        person: str = "",
        seconds: float | None = None,
        private: bool = False,
    ) -> int:
        """A person's word on items; of how many it was kept."""

    def undo(self, item_key: int) -> bool:
        """Whether there was a correction of the item to take back."""

    def set_private(self, item_keys: Sequence[int], *, private: bool) -> int:
        """Whether these items stay out of the scheme's memory; how many there are."""

    def new_labels(self) -> int:
        """How many labels at hand the last run did not use."""

    def preview(self) -> Iterator[Step]:
        """The steps of learning from all labels at hand, without using it."""

    def adopt(self) -> None:
        """The next run uses all labels at hand."""

    def at_accuracy(self, wanted: Sequence[float], /) -> list[AtAccuracy]:
        """What each accuracy would mean; empty where nothing was calibrated."""

    def begin_check(self, sample: int, /) -> BlindCheck:
        """A new random sample, to be labelled blindly."""

    def checks(self) -> list[BlindCheck]:
        """All samples, the newest last."""

    def unanswered(self, check: int, person: str, /) -> list[int]:
        """Which items of a sample a person has still to label."""

    def answer(
        self,
        check: int,
        item_key: int,
        person: str,
        category: str,
        seconds: float | None = None,
    ) -> None:
        """What a person says of an item of a sample, in place of what was said before."""

    def check_report(self, check: int, /) -> BlindReport:
        """What a sample has found so far."""

    def row(self, item_key: int, /) -> ResultRow:
        """The row of one item."""

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
