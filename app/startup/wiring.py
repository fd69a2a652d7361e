"""The one place that builds the objects and hands them to each other.

The rooms that do the work are imported where they are handed out, not above: loading them
takes longer than showing a window may.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import app
from app.records import (
    FoundLabels,
    Label,
    ModelKind,
    ModelState,
    ModelTrial,
    PostroomError,
    ResultsAbout,
    RunCounts,
    Scheme,
)
from app.startup.apart_clock import WorkClock
from app.startup.logs import start_log
from app.startup.places import UNKEPT_FOLDER, Places, find_places
from app.startup.policy import Policy, find_policy, read_policy
from app.startup.scheme_files import read_scheme
from app.startup.scheme_shelf import SchemeShelf
from app.startup.summary_files import read_resources
from app.startup.upkeep import UNKEPT_NAME, Upkeep

if TYPE_CHECKING:
    from app.engine import Embedder, LanguageModel
    from app.readers import ReadCaps
    from app.workflow import Tools, Workspace

__all__ = ["DEFAULT_SCHEME", "Postroom"]

DEFAULT_SCHEME = "resident_correspondence"


class Postroom(Upkeep):
    """The program as its faces use it: places, schemes, models, and case files.

    Args:
        places: Where things lie.
        policy: What the machine's administrators set.
        log_path: The log's file; None where none can be kept.

    Attributes:
        clock: By which runs tell how long they will still take.
    """

    version = app.__version__

    def __init__(self, places: Places, policy: Policy, log_path: Path | None) -> None:
        super().__init__(places, policy)
        self.log_path = log_path
        self.clock = WorkClock()

    @classmethod
    def start(cls) -> Self:
        """The program on this machine, for this person.

        Raises:
            PostroomError: Its own files are missing, or the machine's policy is broken.
        """
        places = find_places()
        return cls(places, read_policy(find_policy()), start_log(places))

    def get_ready(self) -> None:
        """Load what the work needs, so that its first use is quick; on any thread."""
        self.tools()

    @property
    def sample_inbox(self) -> Path:
        """The folder with the sample inbox."""
        return self.places.resources / "sample_inbox"

    @property
    def icons(self) -> Path:
        """The folder with the icons."""
        return self.places.resources / "icons"

    @property
    def translations(self) -> Path:
        """The folder with the catalogues of the window's texts, one for each language."""
        return self.places.resources / "translations"

    @property
    def state_folder(self) -> Path:
        """Where the faces may remember things, made if it was not there.

        Raises:
            PostroomError: It cannot be made.
        """
        return self.places.writable(self.places.state)

    @property
    def default_case_folder(self) -> Path:
        """Where case files go that a person gave no place, made if it was not there.

        Raises:
            PostroomError: It cannot be made.
        """
        return self.places.writable(self.places.data / "cases")

    @property
    def pasted_folder(self) -> Path:
        """Where pasted texts go, beside the case files; made when the first one comes."""
        return self.places.data / "cases" / "pasted"

    def keep_text(self, text: str) -> Path:
        """Write a pasted text as a file of its own, named by day and first words.

        Raises:
            PostroomError: It has no words, too many, or cannot be written.
        """
        from app.workflow.import_text import keep_text  # noqa: PLC0415 - see above

        self.places.writable(self.places.data / "cases")
        # Local day: it is a name for the person who works here.
        return keep_text(self.pasted_folder, text, datetime.now().astimezone().date())

    def schemes(self) -> tuple[tuple[str, Path], ...]:
        """Name and file of every scheme that is shipped or kept, the default one first.

        The name is the file's, without its ending; a person's own scheme hides a shipped
        one of the same name.
        """
        folders = (self.places.data / "schemes", self.places.resources / "schemes")
        found: dict[str, Path] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.toml")):
                found.setdefault(path.stem, path)
        ordered = sorted(found, key=lambda name: (name != DEFAULT_SCHEME, name))
        return tuple((name, found[name]) for name in ordered)

    def scheme(self, name_or_path: str = "") -> Scheme:
        """The scheme that ``schemes`` lists, or in a file; the default one for "".

        Raises:
            PostroomError: There is none, or it has a mistake.
        """
        known = dict(self.schemes())
        wanted = name_or_path or DEFAULT_SCHEME
        if wanted in known:
            return read_scheme(known[wanted])
        for path in known.values():
            if wanted.casefold() == self._title(path).casefold():
                return read_scheme(path)
        if Path(wanted).is_file():
            return read_scheme(Path(wanted))
        raise PostroomError(
            f"There is no scheme {wanted}.",
            f"Give a scheme file, or one of: {', '.join(known)}.",
        )

    def _title(self, path: Path) -> str:
        try:
            return read_scheme(path).name
        except PostroomError:
            return ""

    @property
    def shelf(self) -> SchemeShelf:
        """The schemes at hand, to be changed."""
        return SchemeShelf(self.places, self.schemes, self.memory_path)

    def memory_path(self, scheme: Scheme) -> Path | None:
        """Where a scheme's memory lies; None for a scheme that comes from no file.

        The name of the scheme and the resolved path of its file tell whose it is.
        """
        if not scheme.source:
            return None
        whose = hashlib.sha256(f"{scheme.name}\n{scheme.source}".encode("utf-8", "replace"))
        plain = re.sub(r"[^a-z0-9]+", "_", scheme.name.casefold()).strip("_")[:40]
        return self.places.memories / f"{plain or 'scheme'}-{whose.hexdigest()[:12]}.memory"

    def memories(self) -> list[tuple[str, Path, dict[str, int]]]:
        """For every scheme at hand that has one: name, memory file, labels by category.

        Memories of schemes whose file has moved come last, under their file's name.

        Raises:
            PostroomError: One cannot be opened.
        """
        from app import store  # noqa: PLC0415 - see above

        names = {self.memory_path(scheme): scheme.name for scheme in self._readable()}
        found = []
        for path in sorted(self.places.memories.glob("*.memory")):
            with store.open_memory(path, create=False, read_only=True) as memory:
                name = names.get(path, path.stem)
                found.append((name, path, store.count_labels(memory)))
        return sorted(found, key=lambda one: (one[1] not in names, one[0]))

    def memory_labels(self, scheme: Scheme) -> list[Label]:
        """The labels that a scheme's memory keeps, the newest last.

        Raises:
            PostroomError: It cannot be opened.
        """
        from app.startup.scheme_memories import labels_of  # noqa: PLC0415 - see above

        return labels_of(self.memory_path(scheme))

    def find_labels(
        self, scheme: Scheme, words: str = "", category: str = "", most: int = 500
    ) -> FoundLabels:
        """The newest labels of a scheme's memory that have all words, of a category.

        Raises:
            PostroomError: It cannot be opened.
        """
        from app.startup.scheme_memories import find_labels  # noqa: PLC0415 - see above

        return find_labels(self.memory_path(scheme), scheme, words, category, most)

    def forget_labels(self, scheme: Scheme, hashes: Sequence[bytes] | None = None) -> int:
        """Take labels out of a scheme's memory without a trace; None takes all.

        Returns:
            How many there were.

        Raises:
            PostroomError: It cannot be opened or written.
        """
        from app.startup.scheme_memories import forget_labels  # noqa: PLC0415 - see above

        return forget_labels(self.memory_path(scheme), hashes)

    def export_labels(self, scheme: Scheme, path: Path) -> int:
        """Write a scheme's labels as .xlsx or .csv; how many there were.

        Raises:
            PostroomError: The file cannot be written, or the memory not opened.
        """
        from app.writers import write_labels  # noqa: PLC0415 - see above

        labels = self.memory_labels(scheme)
        about = ResultsAbout(
            scheme=scheme, counts=RunCounts(items=len(labels)), version=self.version
        )
        write_labels(path, labels, about)
        return len(labels)

    def model_trials(self, scheme: Scheme) -> list[ModelTrial]:
        """What language models added on a scheme's labels, the newest last.

        Raises:
            PostroomError: The memory cannot be opened.
        """
        from app.startup.scheme_memories import trials_of  # noqa: PLC0415 - see above

        return trials_of(self.memory_path(scheme))

    def _readable(self) -> Iterator[Scheme]:
        """The schemes at hand, but for those with mistakes."""
        for _, path in self.schemes():
            with contextlib.suppress(PostroomError):
                yield read_scheme(path)

    def workspace(self, path: Path | None, *, read_only: bool = False) -> Workspace:
        """Open a case file; None for one that is not kept.

        A case file that is not kept lies in a folder of its own, which ``Workspace.purge``
        takes away with it.

        Raises:
            PostroomError: It cannot be opened.
        """
        from app.workflow import Workspace  # noqa: PLC0415 - see above

        if path is None:
            path = self.places.temporary() / UNKEPT_NAME
        unkept = path.name == UNKEPT_NAME and path.parent.name.startswith(UNKEPT_FOLDER)
        return Workspace(path, self.tools(), read_only=read_only, unkept=unkept)

    def tools(self) -> Tools:
        """What a workspace works with on this machine."""
        from app.readers import Reader  # noqa: PLC0415 - see above
        from app.workflow import Tools  # noqa: PLC0415 - see above

        return Tools(
            open_reader=lambda: Reader(self._caps()),
            open_embedder=self._open_embedder,
            open_language_model=self._open_language_model,
            background=read_background(self.places.resources / "background.toml"),
            check_file=self.places.resources / "language_model_check.toml",
            checks=self.places.state / "model_checks",
            memory_path=self.memory_path,
            person=user_name(),
            clock=self.clock,
            now=lambda: datetime.now().astimezone().isoformat(timespec="seconds"),
            version=self.version,
            pasted=self.pasted_folder,
            summary_resources=lambda: read_resources(
                self.places.data / "summaries", self.places.resources / "summaries"
            ),
        )

    def _caps(self) -> ReadCaps:
        from app.readers import ReadCaps  # noqa: PLC0415 - see above

        return ReadCaps(**self.policy.reading.caps)

    def _open_embedder(self) -> Embedder:
        from app.engine import Embedder  # noqa: PLC0415 - see above

        embedders = [
            model for model in self.models() if model.entry.kind is ModelKind.EMBEDDER
        ]
        ready = [model for model in embedders if model.state is ModelState.READY]
        if not ready:
            raise PostroomError(
                "The model that compares meanings is not installed.",
                "Install it on the page Models, or with: postroom models install FILE",
            )
        return Embedder(ready[0])

    def _open_language_model(self, name: str) -> LanguageModel | None:
        from app.engine import LanguageModel, processor_problem  # noqa: PLC0415 - see above

        if name:
            model = self._model(name)
            if model.entry.kind is not ModelKind.LANGUAGE_MODEL:
                raise PostroomError(f"{name} is no language model.", "Choose another one.")
            if problem := processor_problem():
                raise PostroomError(problem, "Sort without a language model.")
            return LanguageModel(model)
        ready = [
            model
            for model in self.models()
            if model.entry.kind is ModelKind.LANGUAGE_MODEL
            and model.state is ModelState.READY
        ]
        if not ready or processor_problem():
            return None
        # The largest is the likeliest to be worth its time; its check decides whether it
        # is.
        return LanguageModel(max(ready, key=lambda model: model.entry.size))


def read_background(path: Path) -> tuple[str, ...]:
    """The everyday sentences of ``resources/background.toml``.

    Raises:
        PostroomError: The file is missing or is not of its form.
    """
    try:
        texts = tomllib.loads(path.read_text(encoding="utf-8"))["texts"]
        return tuple(str(text) for text in texts)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PostroomError(
            f"The file {path.name} that belongs to Postroom cannot be read.",
            "Install the program again.",
        ) from error


def user_name() -> str:
    """Who sits at this computer, as the system calls them; "person" where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "person"
