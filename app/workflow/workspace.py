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
    AtAccuracy,
    BlindCheck,
    BlindReport,
    Document,
    LabelledColumns,
    LearningReport,
    Lesson,
    ModelTrial,
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
    Taught,
)
from app.workflow import (
    accuracy,
    checking,
    correcting,
    exporting,
    importing,
    sorting,
    trying,
)
from app.workflow.labels import Labels, newest_labels, opened_memory, use_labels
from app.workflow.previewing import preview
from app.workflow.run_facts import KIND, REPORT, report_of, scheme_of, settings_of
from app.workflow.summary_work import SummaryWork
from app.workflow.theme_work import ThemeWork
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
        self._lesson: Lesson | None = None
        self._previewed_labels: Labels | None = None
        self._taught: Taught | None = None
        self._trial: ModelTrial | None = None
        self._themes = ThemeWork(self._case, tools)
        self._summaries = SummaryWork(self._case, tools, self._page_reader)

    @property
    def themes(self) -> ThemeWork:
        """What many items say: found, signed off by a person, and counted over time."""
        return self._themes

    @property
    def summaries(self) -> SummaryWork:
        """What long documents say, in sentences that each show where they come from."""
        return self._summaries

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

    # ------------------------------------------------------------ correcting

    @property
    def person(self) -> str:
        """Who sits at this computer."""
        return self._tools.person

    def correct(
        self,
        item_keys: Sequence[int],
        category: str,
        *,
        person: str = "",
        seconds: float | None = None,
        private: bool = False,
    ) -> int:
        """Store a person's word on items; the scheme's memory keeps it too.

        Private items are never kept there, nor are any where the run was asked not to.

        Returns:
            On how many items.

        Raises:
            PostroomError: Nothing was sorted yet, the scheme has no such category, or the
                case file can only be read.
            KeyError: There is no such item.
        """
        if private:
            self.set_private(item_keys, private=True)
        word = (category, person or self.person, seconds)
        return correcting.correct(
            self._case, self._tools, self._sorted_by(), item_keys, word
        )

    def undo(self, item_key: int) -> bool:
        """Take back the newest word on an item; False where none stands.

        Raises:
            PostroomError: Nothing was sorted yet, or the case file can only be read.
            KeyError: There is no such item.
        """
        return correcting.undo(
            self._case, self._tools, self._sorted_by(), item_key, self.person
        )

    def set_private(self, item_keys: Sequence[int], *, private: bool) -> int:
        """Mark items as private or not; the memory forgets private ones.

        Returns:
            How many items changed.
        """
        return correcting.set_private(
            self._case, self._tools, self._sorted_by(), item_keys, private=private
        )

    # ------------------------------------------------------------ learning

    def new_labels(self) -> int:
        """How many texts have a label at hand that the last run did not use."""
        if store.last_run(self._case, KIND) is None:
            return 0
        return correcting.new_labels(self._case, self._tools, self._sorted_by())

    def preview(self) -> Iterator[Step]:
        """Learn from all labels at hand without using it; ``lesson`` then tells.

        Raises:
            PostroomError: Nothing was sorted yet, or the embedder is missing.
        """
        scheme, settings = self._sorted_by()
        return self._previewed(scheme, settings)

    def preview_of(
        self, scheme: Scheme, settings: SortSettings | None = None
    ) -> Iterator[Step]:
        """The same for any scheme: what its labels alone teach."""
        return self._previewed(scheme, settings or SortSettings())

    @property
    def lesson(self) -> Lesson | None:
        """What the last preview found; None before one."""
        return self._lesson

    def adopt(self) -> None:
        """The next ``sort`` uses the labels of the last preview, or all at hand.

        Raises:
            PostroomError: The last preview found that they do not hold, or the case file
                can only be read.
        """
        scheme, settings = self._sorted_by()
        if self._lesson is not None and not self._lesson.report.used:
            raise PostroomError(self._lesson.report.reason, "Label some more items first.")
        labels = self._previewed_labels
        if labels is None:
            with opened_memory(self._tools, scheme, wanted=settings.memory) as memory:
                labels = newest_labels(self._case, memory, scheme)
        seen = self._lesson is not None
        use_labels(self._case, scheme, labels, trusted=seen)
        store.audit(self._case, "labels adopted", {"labels": len(labels.known)})

    @property
    def learned(self) -> LearningReport | None:
        """What the last run learned; None without labels, or before the first run."""
        run = store.last_run(self._case, KIND)
        kept = store.fact(self._case, run.key, REPORT) if run else None
        return report_of(kept) if kept else None

    def at_accuracy(self, wanted: Sequence[float]) -> list[AtAccuracy]:
        """What accuracies mean for this case; nothing while nothing is calibrated."""
        return accuracy.at_accuracy(self._case, self.learned, wanted)

    def teach(self, scheme: Scheme, file: Path, columns: LabelledColumns) -> Iterator[Step]:
        """Read a labelled file into a scheme's memory; ``taught`` then tells.

        Raises:
            PostroomError: The file cannot be read or has no such columns.
        """
        self._taught = yield from importing.teach(self._tools, scheme, file, columns)

    @property
    def taught(self) -> Taught | None:
        """What became of the rows of the last labelled file; None before one."""
        return self._taught

    def try_model(self, scheme: Scheme, name: str, *, most: int = 200) -> Iterator[Step]:
        """Find what a language model adds on a scheme's labels; ``trial`` then tells.

        Raises:
            PostroomError: There is no such model, it cannot run, or labels are too few.
        """
        self._trial = yield from trying.try_model(
            self._case, self._tools, scheme, name, most
        )

    @property
    def trial(self) -> ModelTrial | None:
        """What the last trial found; None before one."""
        return self._trial

    # ------------------------------------------------------------ checking

    def begin_check(self, sample: int) -> BlindCheck:
        """Draw a random sample of items to be labelled blind.

        Raises:
            PostroomError: Nothing was sorted yet, or the case file can only be read.
        """
        return checking.begin_check(self._case, sample)

    def checks(self) -> list[BlindCheck]:
        """All blind checks, the newest last."""
        return store.checks(self._case)

    def unanswered(self, check: int, person: str) -> list[int]:
        """The items of a check that this person has not labelled yet, in order."""
        return store.unanswered(self._case, check, person)

    def answer(
        self,
        check: int,
        item_key: int,
        person: str,
        category: str,
        seconds: float | None = None,
    ) -> None:
        """Store what a person says of an item of a check.

        Raises:
            PostroomError: The scheme has no such category.
            KeyError: The check has no such item.
        """
        scheme, _ = self._sorted_by()
        correcting.need_category(scheme, category)
        store.answer_check(self._case, check, item_key, person, category, seconds)
        correcting.keep_answer(self._case, self._tools, self._sorted_by(), item_key)

    def check_report(self, check: int) -> BlindReport:
        """What a check has found so far.

        Raises:
            PostroomError: There is no such check, or nobody has labelled anything.
        """
        scheme, _ = self._sorted_by()
        return checking.check_report(self._case, check, scheme)

    # ------------------------------------------------------------ looking

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

    def _sorted_by(self) -> tuple[Scheme, SortSettings]:
        """Scheme and settings of the last run.

        Raises:
            PostroomError: There was none.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            raise nothing_sorted()
        return scheme_of(run), settings_of(run)

    def _previewed(self, scheme: Scheme, settings: SortSettings) -> Iterator[Step]:
        found = yield from preview(self._case, self._tools, scheme, settings)
        self._lesson, self._previewed_labels = found

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
