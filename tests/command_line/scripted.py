"""A program and a case file that play a script, to be handed to the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    Category,
    Document,
    DocumentState,
    Evidence,
    Finding,
    InstalledModel,
    Item,
    ModelEntry,
    ModelKind,
    ModelState,
    Phase,
    Place,
    PostroomError,
    ResultRow,
    RowFilter,
    RunCounts,
    Scheme,
    SearchHit,
    SortSettings,
    Status,
    Step,
    Verdict,
)

SCHEME = Scheme(
    name="Requests",
    description="What residents ask for.",
    categories=(
        Category(name="Potholes", description="Holes in a street.", examples=("A hole.",)),
        Category(name="Other"),
    ),
    other="Other",
    fingerprint="ab" * 32,
)
SHEET = Document(
    key=1, name="calls.xlsx", path="calls.xlsx", kind="workbook", state=DocumentState.READ
)
LOCKED = Document(
    key=2,
    name="secret\x1b[2J.pdf",
    path="secret.pdf",
    state=DocumentState.FAILED,
    reason="It is locked by a password.",
    reason_code="password",
)


def sorted_row(number: int, status: Status = Status.SORTED) -> ResultRow:
    place = Place(sheet="Sheet1", row=number + 1)
    return ResultRow(
        document=SHEET,
        item=Item(key=number, document=1, place=place, text="a deep [red]hole[/red]"),
        verdict=Verdict(
            category="Potholes",
            probability=0.83,
            runner_up="Other",
            evidence=Evidence(quote="a deep", start=0, end=6, item_start=0, place=place),
            status=status,
            reason="" if status is Status.SORTED else "It is close to Other.",
            language="en",
        ),
    )


ROWS = [sorted_row(1), sorted_row(2, Status.NEEDS_REVIEW)]


@dataclass
class ScriptedWorkspace:
    """A case file whose run plays ``script``; what was asked of it is noted."""

    path: Path
    all_rows: list[ResultRow] = field(default_factory=lambda: list(ROWS))
    all_documents: list[Document] = field(default_factory=lambda: [SHEET])
    script: Callable[[], Iterator[Step]] | None = None
    scheme: Scheme | None = None
    password: str = ""
    inputs: list[Path] = field(default_factory=list)
    runs: list[tuple[Scheme, SortSettings, tuple[str, ...]]] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    state: str = "open"
    given_up: bool = False

    def add(self, inputs):
        self.inputs += inputs
        return len(self.all_documents)

    def sort(self, scheme, settings, passwords=()):
        self.runs.append((scheme, settings, passwords))
        if self.password in passwords:
            self.all_documents = [
                replace(one, state=DocumentState.READ, reason="", reason_code="")
                for one in self.all_documents
            ]
        try:
            yield from self.script() if self.script else self.usual_steps()
        except GeneratorExit:
            self.given_up = True
            raise

    def usual_steps(self):
        for done in range(21):
            yield Step(
                phase=Phase.READING, done=done, total=20, seconds_left=200 - 10 * done
            )
        yield Step(phase=Phase.MODEL, message="The language model takes part.", total=2)
        yield Step(phase=Phase.DONE, done=2, total=2)

    def counts(self):
        statuses = [row.verdict.status for row in self.all_rows if row.verdict]
        return RunCounts(
            documents=len(self.all_documents),
            documents_failed=sum(
                one.state is DocumentState.FAILED for one in self.all_documents
            ),
            items=len(statuses),
            sorted=statuses.count(Status.SORTED),
            needs_review=statuses.count(Status.NEEDS_REVIEW),
            failed=statuses.count(Status.FAILED),
        )

    def wanted_rows(self, wanted):
        return [
            row
            for row in self.all_rows
            if row.verdict is None
            or (
                wanted.status in {None, row.verdict.status}
                and wanted.category in {None, row.verdict.category}
            )
        ]

    def rows(self, wanted: RowFilter, offset: int, limit: int):
        return self.wanted_rows(wanted)[offset : offset + limit]

    def count_rows(self, wanted: RowFilter):
        return len(self.wanted_rows(wanted))

    def documents(self):
        return self.all_documents

    def locked(self):
        return [one for one in self.all_documents if one.reason_code == "password"]

    def search(self, words, limit):
        return [
            SearchHit(item=row.item, document=row.document, snippet=f"a [{words}] hole")
            for row in self.all_rows[:limit]
            if row.item and "nothing" not in words
        ]

    def export(self, path):
        self.exported.append(path)
        yield Step(phase=Phase.WRITING, done=1, total=2)
        yield Step(phase=Phase.DONE, done=2, total=2)

    def purge(self):
        self.state = "purged"

    def close(self):
        self.state = "closed"


def model(name: str, kind: ModelKind, state: ModelState) -> InstalledModel:
    return InstalledModel(
        entry=ModelEntry(
            name=name,
            title=name.title(),
            kind=kind,
            file=f"{name}.bin",
            size=105_000_000,
            licence="Apache-2.0",
            card="Small.",
            starter=True,
        ),
        state=state,
        path="" if state is ModelState.MISSING else f"models/{name}.bin",
    )


@dataclass
class ScriptedPostroom:
    """A program with one scheme, two models and one case file."""

    work: ScriptedWorkspace
    log_path: Path | None = Path("postroom.log")
    opened: list[tuple[Path | None, bool]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    installed_from: list[Path] = field(default_factory=list)
    findings: tuple[Finding, ...] = (
        Finding(name="Memory", state="good", what="8.0 GB."),
        Finding(name="Disk", state="note", what="Little room.", remedy="Make room."),
    )
    all_models: tuple[InstalledModel, ...] = (
        model("reader-mini", ModelKind.EMBEDDER, ModelState.READY),
        model("starter", ModelKind.LANGUAGE_MODEL, ModelState.READY),
        model("larger", ModelKind.LANGUAGE_MODEL, ModelState.MISSING),
    )

    def schemes(self):
        return (("requests_311", Path("requests_311.toml")), ("bad", Path("bad.toml")))

    def scheme(self, name_or_path=""):
        if "bad" in name_or_path:
            raise PostroomError("bad.toml, line 4: no name.", "Mend the file.")
        return SCHEME

    def models(self):
        return self.all_models

    def install_model(self, source):
        self.installed_from.append(source)
        return self.all_models[1]

    def verify_model(self, name):
        for one in self.all_models:
            if one.entry.name == name:
                return one
        raise PostroomError(f"There is no model {name}.", "Postroom knows: starter.")

    def remove_model(self, name):
        self.removed.append(name)

    def workspace(self, path, *, read_only=False):
        self.opened.append((path, read_only))
        if path is not None:
            self.work.path = path
        return self.work

    def doctor(self):
        return self.findings
