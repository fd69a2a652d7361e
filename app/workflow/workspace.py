"""One open case file, as the window and the terminal use it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from app import store
from app.readers import find_documents
from app.records import (
    AtAccuracy,
    BlindCheck,
    BlindReport,
    LabelledColumns,
    Lesson,
    ModelTrial,
    PostroomError,
    Scheme,
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
from app.workflow.accuracy_work import AccuracyWork
from app.workflow.import_work import ImportWork
from app.workflow.item_work import ItemWork
from app.workflow.labels import Labels, newest_labels, opened_memory, use_labels
from app.workflow.open_case import OpenCase
from app.workflow.previewing import preview
from app.workflow.review_work import ReviewWork
from app.workflow.run_facts import KIND
from app.workflow.scheme_work import SchemeWork
from app.workflow.summary_work import SummaryWork
from app.workflow.theme_work import ThemeWork
from app.workflow.tools import Tools

__all__ = ["Workspace"]


class Workspace(OpenCase):
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
        super().__init__(path, tools, read_only=read_only)
        self._unkept = unkept
        self._lesson: Lesson | None = None
        self._previewed_labels: Labels | None = None
        self._taught: Taught | None = None
        self._trial: ModelTrial | None = None
        self._accuracy = AccuracyWork(self._case, tools)
        self._imports = ImportWork(self._case, self._page_reader, tools.pasted)
        self._reviews = ReviewWork(self._case, tools)
        self._items = ItemWork(self._case)
        self._categories = SchemeWork(self._case, tools)
        self._themes = ThemeWork(self._case, tools)
        self._summaries = SummaryWork(self._case, tools, self._page_reader)

    @property
    def accuracy(self) -> AccuracyWork:
        """How right the program is here, and what files may teach it."""
        return self._accuracy

    @property
    def reviews(self) -> ReviewWork:
        """The items that need a person."""
        return self._reviews

    @property
    def items(self) -> ItemWork:
        """Its items as long lists: filtered, grouped, and read a page at a time."""
        return self._items

    @property
    def categories(self) -> SchemeWork:
        """What changed categories would change, and which items speak for them."""
        return self._categories

    @property
    def themes(self) -> ThemeWork:
        """What many items say: found, signed off by a person, and counted over time."""
        return self._themes

    @property
    def summaries(self) -> SummaryWork:
        """What long documents say, in sentences that each show where they come from."""
        return self._summaries

    @property
    def imports(self) -> ImportWork:
        """How documents come in: sheets looked at and confirmed, second tries."""
        return self._imports

    def add(self, inputs: Sequence[Path]) -> int:
        """Add files and folders; what is there already is not added again.

        Returns:
            How many documents were added.

        Raises:
            PostroomError: An input does not exist or cannot be looked into.
        """
        if not inputs:
            return 0
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

    def undo_many(self, item_keys: Sequence[int]) -> int:
        """Take back the newest word on each of these items; returns on how many.

        Raises:
            PostroomError: Nothing was sorted yet, or the case file can only be read.
            KeyError: There is no such item.
        """
        return correcting.undo_many(
            self._case, self._tools, self._sorted_by(), item_keys, self.person
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

    def _previewed(self, scheme: Scheme, settings: SortSettings) -> Iterator[Step]:
        found = yield from preview(self._case, self._tools, scheme, settings)
        self._lesson, self._previewed_labels = found

    def close(self) -> None:
        """Close the case file and end this workspace's child processes."""
        self._categories.rest()
        super().close()
