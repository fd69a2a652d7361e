"""What is read from one open case file, and how it is opened and closed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import TracebackType
from typing import Self

from app import store
from app.readers import Reader
from app.records import (
    Document,
    LearningReport,
    PagePicture,
    Part,
    PostroomError,
    ResultRow,
    ResultsAbout,
    RowFilter,
    RunCounts,
    Scheme,
    SearchHit,
    SortSettings,
)
from app.workflow import exporting
from app.workflow.import_work import with_sheet_choices
from app.workflow.run_facts import KIND, REPORT, report_of, scheme_of, settings_of
from app.workflow.tools import Tools

__all__ = ["OpenCase"]


class OpenCase:
    """One open case file, looked at; what works on it is built on top.

    Also a context manager that closes it.

    Args:
        path: The case file; made where there is none, unless ``read_only``.
        tools: What a run works with.
        read_only: Whether nothing may be changed; another may be at work meanwhile.

    Raises:
        PostroomError: It is no case file, newer than this program, in use by another
            Postroom, or cannot be read or written.
    """

    def __init__(self, path: Path, tools: Tools, *, read_only: bool) -> None:
        self.path = path
        self._tools = tools
        self._case = store.open_case(path, create=not read_only, read_only=read_only)
        self._reader: Reader | None = None

    @property
    def note(self) -> str:
        """What a person should know about how the file is open; empty where nothing is."""
        return " ".join(
            part for part in (self._case.journal_note, self._case.read_only_note) if part
        )

    @property
    def scheme(self) -> Scheme | None:
        """The scheme of the last run; None before the first."""
        run = store.last_run(self._case, KIND)
        return scheme_of(run) if run else None

    @property
    def settings(self) -> SortSettings:
        """What the last run was asked; the usual settings before the first.

        A private column that a person has confirmed of a sheet is among them.
        """
        run = store.last_run(self._case, KIND)
        return with_sheet_choices(self._case, settings_of(run) if run else SortSettings())

    @property
    def unfinished(self) -> bool:
        """Whether a run was cut off and goes on with the next ``sort``."""
        return store.resumable_run(self._case, KIND) is not None

    @property
    def learned(self) -> LearningReport | None:
        """What the last run learned; None without labels, or before the first run."""
        run = store.last_run(self._case, KIND)
        kept = store.fact(self._case, run.key, REPORT) if run else None
        return report_of(kept) if kept else None

    def counts(self) -> RunCounts:
        """How many documents and items stand where."""
        return store.counts(self._case)

    def rows(self, wanted: RowFilter, offset: int, limit: int) -> list[ResultRow]:
        """So many rows of the results from an offset on."""
        return store.rows(self._case, wanted, offset, limit)

    def count_rows(self, wanted: RowFilter) -> int:
        """How many rows there are."""
        return store.count_rows(self._case, wanted)

    def row(self, item_key: int) -> ResultRow:
        """The row of one item."""
        return store.row(self._case, item_key)

    def documents(self) -> list[Document]:
        """All documents in input order."""
        return store.documents(self._case)

    def parts(self, document_key: int) -> tuple[Part, ...]:
        """The ledger of one document."""
        return store.parts(self._case, document_key)

    def locked(self) -> list[Document]:
        """Documents that need a password."""
        return store.locked_documents(self._case)

    def page(
        self, item_key: int, page: int, width: int, passwords: tuple[str, ...] = ()
    ) -> PagePicture:
        """A page of an item's document as pixels, with the evidence marked if it is on it.

        Raises:
            PostroomError: The document has no pages, has moved, or cannot be drawn.
        """
        row = store.row(self._case, item_key)
        evidence = row.verdict.evidence if row.verdict else None
        mark = None
        if evidence is not None and evidence.place.page == page:
            mark = (evidence.start, evidence.end)
        return self._page_reader().page(
            row.document, page, width=width, passwords=passwords, mark=mark
        )

    def search(self, words: str, limit: int = 50) -> list[SearchHit]:
        """Items whose text has all the words, best first."""
        return store.search(self._case, words, limit)

    def about(self) -> ResultsAbout:
        """How the results were made.

        Raises:
            PostroomError: Nothing was sorted yet.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            raise nothing_sorted()
        about = exporting.about_run(self._case, run)
        return dataclasses.replace(
            about,
            version=self._tools.version,
            case=str(self.path),
            learned=self.learned,
        )

    def _sorted_by(self) -> tuple[Scheme, SortSettings]:
        """Scheme and settings of the last run.

        Raises:
            PostroomError: There was none.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            raise nothing_sorted()
        return scheme_of(run), settings_of(run)

    def _page_reader(self) -> Reader:
        """The reader that draws pages, one for all of this workspace."""
        if self._reader is None:
            self._reader = self._tools.open_reader()
        return self._reader

    def close(self) -> None:
        """Close the case file and end this workspace's child processes."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._case.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def nothing_sorted() -> PostroomError:
    """What is said where there must have been a run and was none."""
    return PostroomError("Nothing has been sorted in this case file yet.", "Sort first.")
