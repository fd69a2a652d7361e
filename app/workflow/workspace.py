"""One open case file, as the window and the terminal use it."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from app import store
from app.readers import Reader, find_documents
from app.records import (
    Document,
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
    Step,
)
from app.workflow import exporting, sorting
from app.workflow.run_facts import KIND, scheme_of, settings_of
from app.workflow.tools import Tools

__all__ = ["Workspace"]


class Workspace:
    """One open case file. For one thread: open another, read-only, for a second thread.

    Also a context manager that closes it.

    Args:
        path: The case file; made where there is none, unless ``read_only``.
        tools: What a run works with.
        read_only: Whether nothing may be changed; another workspace may be at work
            meanwhile.
        unkept: Whether the file lies in a folder of its own that goes with it.

    Raises:
        PostroomError: It is no case file, newer than this program, in use by another
            Postroom, or cannot be read or written.
    """

    def __init__(
        self, path: Path, tools: Tools, *, read_only: bool = False, unkept: bool = False
    ) -> None:
        self.path = path
        self._unkept = unkept
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
        """What the last run was asked; the usual settings before the first."""
        run = store.last_run(self._case, KIND)
        return settings_of(run) if run else SortSettings()

    @property
    def unfinished(self) -> bool:
        """Whether a run was cut off and goes on with the next ``sort``."""
        return store.resumable_run(self._case, KIND) is not None

    def add(self, inputs: Sequence[Path]) -> int:
        """Add files and folders; what is there already is not added again.

        Returns:
            How many documents were added.

        Raises:
            PostroomError: An input does not exist or cannot be looked into.
        """
        added = store.add_documents(self._case, find_documents(inputs))
        store.audit(self._case, "documents added", {"documents": added})
        return added

    def sort(
        self, scheme: Scheme, settings: SortSettings, passwords: tuple[str, ...] = ()
    ) -> Generator[Step]:
        """Read what waits and decide every item that no person has reviewed.

        Goes on where an earlier run was cut off. Closing the iterator stops the run;
        everything done so far is kept.
        """
        return sorting.sort(self._case, self._tools, scheme, settings, passwords)

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
        if self._reader is None:
            self._reader = self._tools.open_reader()
        return self._reader.page(
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
            raise PostroomError(
                "Nothing has been sorted in this case file yet.", "Sort first."
            )
        about = exporting.about_run(self._case, run)
        return dataclasses.replace(about, version=self._tools.version, case=str(self.path))

    def export(self, path: Path) -> Iterator[Step]:
        """Write all results as .xlsx, .csv or .jsonl, told by the name's ending.

        Raises:
            PostroomError: Nothing was sorted yet, or the file cannot be written.
        """
        return exporting.export(self._case, path, self.about())

    def remove(self, document_key: int) -> None:
        """Take a document and everything made of it out of the case file."""
        store.remove_document(self._case, document_key)

    def purge(self) -> None:
        """Close and delete the case file, leaving nothing behind."""
        self.close()
        store.purge(self.path)
        if self._unkept:
            self.path.parent.rmdir()

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
