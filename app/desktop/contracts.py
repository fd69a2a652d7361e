"""What the window asks of the program below it, so that a scripted one can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from app.desktop.accuracy_contracts import Accuracy
from app.desktop.import_contracts import Imports
from app.desktop.item_contracts import Items
from app.desktop.review_contracts import Reviews
from app.desktop.scheme_contracts import Categories, Shelf
from app.desktop.summary_contracts import Summaries
from app.desktop.theme_contracts import Themes
from app.records import (
    AtAccuracy,
    BlindCheck,
    BlindReport,
    Document,
    Finding,
    FoundLabels,
    InstalledModel,
    LabelledColumns,
    LearningReport,
    Lesson,
    Library,
    ModelTrial,
    PagePicture,
    ResultRow,
    ResultsAbout,
    RowFilter,
    RunCounts,
    Scheme,
    Settings,
    SettingsStanding,
    SortSettings,
    Step,
    StoredPlace,
    Taught,
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
    def accuracy(self) -> Accuracy:
        """How right the program is here, and what files may teach it."""

    @property
    def imports(self) -> Imports:
        """How documents come in: sheets looked at and confirmed, second tries."""

    @property
    def reviews(self) -> Reviews:
        """The items that need a person."""

    @property
    def items(self) -> Items:
        """Its items as long lists."""

    @property
    def categories(self) -> Categories:
        """What changed categories would change, and which items speak for them."""

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

    def undo_many(self, item_keys: Sequence[int], /) -> int:
        """The newest correction of each of these items is taken back; how many were."""

    def set_private(self, item_keys: Sequence[int], *, private: bool) -> int:
        """Whether these items stay out of the scheme's memory; how many there are."""

    def new_labels(self) -> int:
        """How many labels at hand the last run did not use."""

    def preview(self) -> Iterator[Step]:
        """The steps of learning from all labels at hand, without using it."""

    def adopt(self) -> None:
        """The next run uses all labels at hand."""

    def teach(
        self, scheme: Scheme, file: Path, columns: LabelledColumns, /
    ) -> Iterator[Step]:
        """The steps of reading a labelled file into a scheme's memory."""

    @property
    def taught(self) -> Taught | None:
        """What became of the rows of the last labelled file."""

    def try_model(self, scheme: Scheme, name: str, /) -> Iterator[Step]:
        """The steps of finding what a language model adds on a scheme's labels."""

    @property
    def trial(self) -> ModelTrial | None:
        """What the last trial found."""

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
    def translations(self) -> Path:
        """The folder with the catalogues of the window's texts."""

    @property
    def state_folder(self) -> Path:
        """Where the window may remember its place."""

    def keep_text(self, text: str, /) -> Path:
        """The file that a pasted text was written into, in the program's own folder."""

    def schemes(self) -> tuple[tuple[str, Path], ...]:
        """Name and file of every scheme at hand."""

    def scheme(self, name_or_path: str = "") -> Scheme:
        """A scheme, read and checked."""

    @property
    def shelf(self) -> Shelf:
        """The schemes at hand, to be changed."""

    def find_labels(
        self, scheme: Scheme, words: str = "", category: str = "", most: int = 500
    ) -> FoundLabels:
        """The newest labels that a scheme's memory keeps, by words and category."""

    def forget_labels(self, scheme: Scheme, hashes: Sequence[bytes] | None = None) -> int:
        """Takes labels out of a scheme's memory without a trace; None takes all."""

    def export_labels(self, scheme: Scheme, path: Path) -> int:
        """Writes a scheme's labels; how many there were."""

    # ------------------------------------------------- light: answered in this process

    @property
    def settings(self) -> SettingsStanding:
        """What the person has set, and what the machine's policy sets instead."""

    def save_settings(self, settings: Settings, /) -> SettingsStanding:
        """What a person has set is kept; what counts from now on."""

    @property
    def language(self) -> str:
        """The code of the language to speak; empty for the system's."""

    @property
    def appearance(self) -> Literal["system", "light", "dark", "contrast"]:
        """Which colours the window wears."""

    @property
    def text_size(self) -> int:
        """How large text is, in percent of the system's own."""

    @property
    def log_path(self) -> Path | None:
        """Of the log; None where none can be kept."""

    # --------------------------------------------------------- heavy: for a child process

    def models(self) -> tuple[InstalledModel, ...]:
        """Every model that is known, with what stands on disk of it."""

    def installing(self, source: Path, /) -> Iterator[Step]:
        """The steps of installing a model from a file or folder."""

    @property
    def installed(self) -> InstalledModel | None:
        """The model that was installed last."""

    def checking(self, names: Sequence[str], /) -> Iterator[Step]:
        """The steps of hashing the files of these models."""

    @property
    def checked(self) -> tuple[InstalledModel, ...]:
        """The models whose files were hashed last."""

    def remove_model(self, name: str, /) -> None:
        """An installed model is deleted."""

    def model_trials(self, scheme: Scheme, /) -> list[ModelTrial]:
        """What language models added on a scheme's labels, the newest last."""

    def doctor(self) -> tuple[Finding, ...]:
        """What a look at this machine and this installation finds."""

    def write_report(self, path: Path, text: str, /) -> None:
        """A text is written that a person wants to hand on."""

    def storage(self) -> tuple[StoredPlace, ...]:
        """The program's own folders, with how much room they take."""

    def remove_leftovers(self) -> int:
        """What runs that were cut off have left is deleted; how many bytes that were."""

    def libraries(self) -> tuple[Library, ...]:
        """What the program is made of."""

    def licence_text(self, library: Library, /) -> str:
        """The whole licence of a part of the program."""

    def workspace(self, path: Path | None, *, read_only: bool = False) -> Workspace:
        """An open case file."""
