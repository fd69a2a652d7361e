"""A program and a case file that play a script, to be handed to the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    AtAccuracy,
    BlindCheck,
    Document,
    DocumentState,
    Finding,
    InstalledModel,
    Label,
    LabelledColumns,
    LearningReport,
    Lesson,
    ModelKind,
    ModelState,
    ModelTrial,
    Phase,
    PostroomError,
    ResultRow,
    RowFilter,
    RunCounts,
    Scheme,
    SearchHit,
    SortSettings,
    Status,
    Step,
    Taught,
)
from tests.command_line.made import (
    FOUND,
    LESSON,
    PROMISE,
    ROWS,
    SCHEME,
    SHEET,
    TAUGHT,
    TRIAL,
    label,
    model,
    sorted_row,
)


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
    person: str = "me"
    settings: SortSettings = field(default_factory=SortSettings)
    labels: int = 0
    learned: LearningReport | None = None
    lesson: Lesson | None = None
    to_learn: Lesson = LESSON
    taught: Taught | None = None
    trial: ModelTrial | None = None
    adopted: bool = False
    said: list[tuple[list[int], str, str, float | None, bool]] = field(default_factory=list)
    asked: list[tuple[RowFilter, int]] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    previewed: list[tuple[Scheme, SortSettings | None]] = field(default_factory=list)
    read: list[tuple[Scheme, Path, LabelledColumns]] = field(default_factory=list)
    tried: list[tuple[Scheme, str, int]] = field(default_factory=list)
    drawn: list[BlindCheck] = field(default_factory=list)
    answers: dict[tuple[int, str, int], tuple[str, float | None]] = field(
        default_factory=dict
    )

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
                and wanted.reviewed in {None, row.verdict.reviewed}
                and wanted.category in {None, row.verdict.category}
            )
        ]

    def rows(self, wanted: RowFilter, offset: int, limit: int):
        self.asked.append((wanted, limit))
        return self.wanted_rows(wanted)[offset : offset + limit]

    def row(self, item_key: int):
        for row in self.all_rows:
            if row.item and row.item.key == item_key:
                return row
        raise KeyError(item_key)

    def change(self, item_key: int, *, private: bool | None = None, **verdict):
        row = self.row(item_key)
        self.all_rows[self.all_rows.index(row)] = replace(
            row,
            verdict=replace(row.verdict, **verdict),
            private=row.private if private is None else private,
        )

    def correct(self, item_keys, category, *, person="", seconds=None, private=False):
        self.said.append((list(item_keys), category, person, seconds, private))
        for key in item_keys:
            self.change(
                key, category=category, status=Status.SORTED, reason="", reviewed=True
            )
            self.labels += 1
        return len(item_keys)

    def undo(self, item_key):
        if not self.row(item_key).verdict.reviewed:
            return False
        self.undone.append(item_key)
        self.labels -= 1
        before = sorted_row(item_key, Status.NEEDS_REVIEW)
        self.all_rows[self.all_rows.index(self.row(item_key))] = before
        return True

    def set_private(self, item_keys, *, private):
        for key in item_keys:
            self.change(key, private=private)
        return len(item_keys)

    def new_labels(self):
        return self.labels

    def preview_of(self, scheme, settings=None):
        self.previewed.append((scheme, settings))
        yield Step(phase=Phase.LEARNING)
        self.lesson = self.to_learn
        yield Step(phase=Phase.DONE)

    def adopt(self):
        self.adopted, self.labels = True, 0

    def at_accuracy(self, wanted):
        return [AtAccuracy(promise=PROMISE, alone=150, review=50) for _ in wanted]

    def teach(self, scheme, file, columns):
        self.read.append((scheme, file, columns))
        yield Step(phase=Phase.READING)
        self.taught = TAUGHT
        yield Step(phase=Phase.DONE)

    def try_model(self, scheme, name, *, most=200):
        self.tried.append((scheme, name, most))
        yield Step(phase=Phase.MODEL)
        self.trial = replace(TRIAL, model=name)
        yield Step(phase=Phase.DONE)

    def begin_check(self, sample):
        items = [row.item.key for row in self.all_rows if row.item]
        key = len(self.drawn) + 1
        self.drawn.append(BlindCheck(key=key, at="", items=tuple(items[:sample])))
        return self.drawn[-1]

    def checks(self):
        return list(self.drawn)

    def unanswered(self, check, person):
        items = self.drawn[check - 1].items
        return [item for item in items if (check, person, item) not in self.answers]

    def answer(self, check, item_key, person, category, seconds=None):
        self.answers[check, person, item_key] = (category, seconds)

    def check_report(self, check):
        if not any(answered == check for answered, _, _ in self.answers):
            raise PostroomError("Nobody has labelled anything yet.", "Label some first.")
        return FOUND

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

    kept: list[Label] = field(
        default_factory=lambda: [
            label("A deep hole", "Potholes", "correction"),
            label("A hole, says Jane Doe", "Potholes", "import"),
            label("A cat", "Animals", "check"),
        ]
    )
    trials: list[ModelTrial] = field(default_factory=lambda: [TRIAL])
    exported: list[Path] = field(default_factory=list)

    def memory_labels(self, scheme):
        return list(self.kept)

    def memories(self):
        if not self.kept:
            return []
        return [("Requests", Path("requests.memory"), {"Potholes": 2, "Animals": 1})]

    def forget_labels(self, scheme, hashes=None):
        before = len(self.kept)
        self.kept = [
            one
            for one in self.kept
            if hashes is not None and one.text_hash not in set(hashes)
        ]
        return before - len(self.kept)

    def export_labels(self, scheme, path):
        self.exported.append(path)
        return len(self.kept)

    def model_trials(self, scheme):
        return [*self.trials, *filter(None, [self.work.trial])]

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
