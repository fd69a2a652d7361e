"""What the window asks of a case's summaries, so that scripted ones can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.records import (
    Answer,
    FactTable,
    PagePicture,
    PageQuotation,
    Step,
    SummarizedDocument,
    Summary,
    SummaryLength,
    SummarySettings,
    VersionChanges,
)

__all__ = ["Summaries"]


class Summaries(Protocol):
    """The summaries of one open case file; they belong to the thread that opened it."""

    @property
    def settings(self) -> SummarySettings:
        """Of the last run; the usual ones before."""

    def purposes(self) -> tuple[tuple[str, str], ...]:
        """Key and name of every list of facts."""

    def lengths(self) -> tuple[SummaryLength, ...]:
        """The lengths that are offered."""

    def summarize(
        self,
        settings: SummarySettings,
        documents: Sequence[int] = (),
        passwords: tuple[str, ...] = (),
    ) -> Iterator[Step]:
        """The steps of a run over these documents, over all where none are named."""

    def documents(self) -> tuple[SummarizedDocument, ...]:
        """All that can be summarized, and how far each is."""

    def summary(self, document: int, /) -> Summary:
        """What a document says, as far as that is known."""

    def ask(
        self, question: str, documents: Sequence[int] = ()
    ) -> tuple[tuple[int, Answer], ...]:
        """What the documents say on a question; it is kept with their summaries."""

    def forget_question(self, document: int, question: str, /) -> None:
        """A question is taken out of a summary."""

    def fact_table(self, documents: Sequence[int] = ()) -> FactTable:
        """The same facts of several documents."""

    def changes(self, old: int, new: int, /) -> VersionChanges:
        """What changed from one version to another."""

    def correct_fact(
        self,
        document: int,
        key: str,
        number: int,
        value: str,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        """A person's value for a fact, and the summary after it."""

    def drop_sentence(
        self,
        document: int,
        section: int,
        sentence: int,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        """A sentence is left out; the summary after it."""

    def undo(self, document: int, /) -> str:
        """A sentence of what was taken back; empty where nothing stands."""

    def export(
        self,
        path: Path,
        documents: Sequence[int] = (),
        changes: VersionChanges | None = None,
    ) -> Iterator[Step]:
        """The steps of writing summaries as a file; its ending says which kind."""

    def page(
        self,
        document: int,
        page: int,
        width: int,
        mark: tuple[int, int] | None = None,
        passwords: tuple[str, ...] = (),
    ) -> PagePicture:
        """One page as pixels, a stretch of its text marked."""
