"""A program over records in memory, handed to the window in place of the real one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    AtAccuracy,
    BlindCheck,
    BlindReport,
    Category,
    Change,
    CheckStanding,
    Document,
    DocumentState,
    Evidence,
    FoundLabels,
    Item,
    LabelledColumns,
    LearningReport,
    Lesson,
    ModelTrial,
    PagePicture,
    Passage,
    Phase,
    Place,
    PostroomError,
    ResultRow,
    ResultsAbout,
    RowFilter,
    RunCounts,
    Scheme,
    SortSettings,
    Status,
    Step,
    Taught,
    Verdict,
)
from tests.desktop import scripted_learning
from tests.desktop.scripted_accuracy import TAUGHT, AccuracyState, ScriptedAccuracy
from tests.desktop.scripted_imports import ImportsState, ScriptedImports
from tests.desktop.scripted_items import ItemsState, ScriptedItems
from tests.desktop.scripted_review import ReviewState, ScriptedReviews
from tests.desktop.scripted_schemes import (
    CategoriesState,
    SchemeFolders,
    ScriptedCategories,
)
from tests.desktop.scripted_summaries import ScriptedSummaries, SummariesState
from tests.desktop.scripted_themes import ScriptedThemes, ThemesState
from tests.desktop.scripted_upkeep import ScriptedUpkeep, UpkeepState

REPOSITORY = Path(__file__).parents[2]

SCHEME = Scheme(
    name="Resident correspondence",
    description="Letters and e-mails that residents write to the city.",
    categories=tuple(
        Category(name=name)
        for name in (
            "Roads and sidewalks",
            "Water and sewers",
            "Trash and recycling",
            "Parks and trees",
            "Noise and neighbours",
            "Permits and licences",
            "Taxes and billing",
            "Other",
        )
    ),
    fingerprint="a" * 64,
)
SECOND = Scheme(
    name="311 requests",
    description="Short requests from the city's service line.",
    categories=(
        Category(name="Pothole"),
        Category(name="Graffiti"),
        Category(name="Other"),
    ),
    fingerprint="b" * 64,
)

LETTER = (
    "Dear Sir or Madam,\n\nI have lived at 14 Alder Lane for twenty-two years and I have "
    "never written to the city before.\n\nFor the last three weeks the storm drain at the "
    "corner of Alder Lane and Mill Road has been blocked with leaves and the water stands "
    "a foot deep across the crossing after every rain. Last Tuesday my neighbour slipped "
    "there with her shopping. \U0001f342\n\nPlease send somebody to clear the drain before "
    "the next storm.\n\fI would also be grateful for an answer in writing, as my telephone "
    "is not reliable.\n\nYours faithfully,\nEleanor Whitcombe"
)
QUOTE = (
    "the storm drain at the corner of Alder Lane and Mill Road has been blocked with "
    "leaves and the water stands a foot deep across the crossing after every rain."
)
MESSAGES = (
    ("Deep pothole in front of 220 Birch Street, two cars damaged", "Roads and sidewalks"),
    ("Recycling was not picked up on Friday for the second time", "Trash and recycling"),
    ("A branch is hanging over the playground in Lincoln Park", "Parks and trees"),
    ("The neighbour's dog barks all night, every night", "Noise and neighbours"),
    ("My water bill has doubled although nobody was at home", "Taxes and billing"),
    ("Which form do I need to build a fence behind the house?", "Permits and licences"),
    ("Sewer smell in the basement since the works on Elm Street", "Water and sewers"),
)


METHOD_NOTE = "The probabilities are not calibrated."


@dataclass
class Case:
    """What a case file would hold; shared by every workspace that opens it."""

    documents: list[Document] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    scheme: Scheme | None = None
    settings: SortSettings = field(default_factory=SortSettings)
    before: dict[int, list[Verdict]] = field(default_factory=dict)
    private: set[int] = field(default_factory=set)
    checks: list[BlindCheck] = field(default_factory=list)
    answers: dict[tuple[int, int, str], str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    categories: CategoriesState = field(default_factory=CategoriesState)
    themes: ThemesState = field(default_factory=ThemesState)
    listed: ItemsState = field(default_factory=ItemsState)
    summaries: SummariesState = field(default_factory=lambda: SummariesState(names={}))
    review: ReviewState = field(default_factory=ReviewState)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def labelled(self) -> set[int]:
        """The items that a person has labelled."""
        reviewed = {key for key, verdicts in self.before.items() if verdicts}
        return reviewed | {item for _, item, _ in self.answers}


@dataclass
class Script:
    """What the program will do when asked.

    Attributes:
        pause_at: The run waits before this step until ``go_on`` is set; -1 for never.
        rows: How many rows a spreadsheet has.
        export_problem: Raised by an export.
        picture_problem: Raised by a page.
        sort_fault: A fault of the program's own in the run.
        death: Raised by the step that waited, as if its process had ended.
        note: What is said of how the case is open.
        unfinished: Whether the case says that a run was cut off.
        decide_problem: Raised by a correction.
        calibrated: Whether the last run's probabilities are.
        imports: What sheets there are, and what was done with documents.
    """

    rows: int = 24
    pause_at: int = -1
    go_on: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)
    add_problem: PostroomError | None = None
    open_problem: PostroomError | None = None
    export_problem: PostroomError | None = None
    picture_problem: PostroomError | None = None
    sort_fault: Exception | None = None
    death: PostroomError | None = None
    scheme_problem: PostroomError | None = None
    decide_problem: PostroomError | None = None
    answer_problem: PostroomError | None = None
    note: str = ""
    unfinished: bool = False
    calibrated: bool = False
    accuracy: AccuracyState = field(default_factory=AccuracyState)
    imports: ImportsState = field(default_factory=ImportsState)


class ScriptedPostroom(ScriptedUpkeep):
    def __init__(self, home: Path, script: Script | None = None) -> None:
        self.script = script or Script()
        self.upkeep = UpkeepState()
        self.version = "0.1.0"
        self.default_case_folder = home / "cases"
        self.sample_inbox = home / "sample"
        self.icons = REPOSITORY / "resources" / "icons"
        self.translations = REPOSITORY / "resources" / "translations"
        self.state_folder = home / "state"
        self.cases: dict[Path, Case] = {}
        self.asked_rows: list[tuple[RowFilter, int, int]] = []
        self.asked_passwords: list[tuple[str, ...]] = []
        self.asked_settings: list[SortSettings] = []
        self.decided: list[tuple[tuple[int, ...], str, float | None, bool]] = []
        self.answered: list[tuple[int, int, str, str, float | None]] = []
        self.adopted = 0
        self.open_workspaces = 0
        self.was_made_ready = threading.Event()
        self.default_case_folder.mkdir(parents=True)
        self.sample_inbox.mkdir()
        shipped = (("resident", SCHEME), ("requests", SECOND))
        self.scheme_folders = SchemeFolders(home=home, shipped=shipped)
        self.shelf = self.scheme_folders.shelf()

    def get_ready(self) -> None:
        self.was_made_ready.set()

    def keep_text(self, text: str) -> Path:
        name = text.split(maxsplit=1)[0]
        path = self.default_case_folder / "pasted" / f"2026-11-28 {name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def schemes(self) -> tuple[tuple[str, Path], ...]:
        return (("resident", Path("resident.toml")), ("requests", Path("requests.toml")))

    def scheme(self, name_or_path: str = "") -> Scheme:
        if name_or_path not in ("resident.toml", "requests.toml"):
            raise self.script.scheme_problem or PostroomError("There is no such scheme.")
        return SECOND if name_or_path == "requests.toml" else SCHEME

    def find_labels(
        self, scheme: Scheme, words: str = "", category: str = "", most: int = 500
    ) -> FoundLabels:
        del scheme
        return self.script.accuracy.find_labels(words, category, most)

    def forget_labels(self, scheme: Scheme, hashes: Sequence[bytes] | None = None) -> int:
        del scheme
        return self.script.accuracy.forget_labels(hashes)

    def export_labels(self, scheme: Scheme, path: Path) -> int:
        del scheme
        self.script.accuracy.exported.append(path)
        return len(self.script.accuracy.memory)

    def workspace(self, path: Path | None, *, read_only: bool = False) -> ScriptedWorkspace:
        if self.script.open_problem is not None and not read_only:
            raise self.script.open_problem
        assert path is not None
        case = self.cases.setdefault(path, Case())
        path.touch()
        self.open_workspaces += 1
        return ScriptedWorkspace(self, path, case, read_only=read_only)


class ScriptedWorkspace:
    def __init__(
        self,
        postroom: ScriptedPostroom,
        path: Path,
        case: Case,
        *,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.person = "R. Okafor"
        self.lesson: Lesson | None = None
        self._read_only = read_only
        self._adopts = False
        self._postroom = postroom
        self._script = postroom.script
        self._case = case

    @property
    def scheme(self) -> Scheme | None:
        return self._case.scheme

    @property
    def note(self) -> str:
        return self._script.note

    @property
    def unfinished(self) -> bool:
        return self._script.unfinished

    @property
    def imports(self) -> ScriptedImports:
        return ScriptedImports(self._script.imports, self._case.documents, self._forget)

    def _forget(self, document: int) -> None:
        with self._case.lock:
            self._case.items = [i for i in self._case.items if i.document != document]
            there = {item.key for item in self._case.items}
            verdicts = self._case.verdicts
            self._case.verdicts = {k: v for k, v in verdicts.items() if k in there}

    @property
    def accuracy(self) -> ScriptedAccuracy:
        return ScriptedAccuracy(
            self._script.accuracy,
            scheme=self._case.scheme,
            items=len(self._case.items),
            calibrated=self._script.calibrated,
            checks=[self._check_standing(check) for check in self._case.checks],
        )

    def _check_standing(self, check: BlindCheck) -> CheckStanding:
        answered = {item for key, item, _ in self._case.answers if key == check.key}
        left = len(set(check.items) - answered)
        return CheckStanding(
            key=check.key,
            at=check.at,
            items=len(check.items),
            left=left,
            left_for_me=len(self.unanswered(check.key, self.person)),
            report=None if left else self.check_report(check.key),
        )

    def teach(self, scheme: Scheme, file: Path, columns: LabelledColumns) -> Iterator[Step]:
        del scheme
        return self._script.accuracy.teach(file, columns)

    def try_model(self, scheme: Scheme, name: str) -> Iterator[Step]:
        del scheme
        return self._postroom.try_model(name)

    @property
    def trial(self) -> ModelTrial | None:
        trials = self._postroom.upkeep.trials
        return trials[-1] if trials else None

    @property
    def taught(self) -> Taught | None:
        return TAUGHT if self._script.accuracy.taught else None

    @property
    def items(self) -> ScriptedItems:
        return ScriptedItems(self._wanted, self._case.listed)

    @property
    def reviews(self) -> ScriptedReviews:
        names = self._case.scheme.names if self._case.scheme else ()
        return ScriptedReviews(
            self._case.review, lambda: self._wanted(RowFilter()), names, self.undo
        )

    @property
    def categories(self) -> ScriptedCategories:
        case = self._case
        names = case.scheme.names if case.scheme is not None else ()
        return ScriptedCategories(case.categories, case.items, case.verdicts, names)

    @property
    def themes(self) -> ScriptedThemes:
        return ScriptedThemes(self._case.themes, self._pause, read_only=self._read_only)

    @property
    def summaries(self) -> ScriptedSummaries:
        state = self._case.summaries
        for document in self._case.documents:
            state.names.setdefault(document.key, document.name)
        return ScriptedSummaries(state, self._pause, read_only=self._read_only)

    def _pause(self, at: int) -> None:
        if at == self._script.pause_at:
            self._script.paused.set()
            self._script.go_on.wait(30)

    @property
    def settings(self) -> SortSettings:
        return self._case.settings

    @property
    def learned(self) -> LearningReport | None:
        labels = 164 if self._script.calibrated else len(self._case.used)
        if not labels:
            return None
        return scripted_learning.learning_report(labels, calibrated=self._script.calibrated)

    def correct(
        self,
        item_keys: Sequence[int],
        category: str,
        *,
        person: str = "",
        seconds: float | None = None,
        private: bool = False,
    ) -> int:
        assert not self._read_only
        if self._script.decide_problem is not None:
            raise self._script.decide_problem
        assert self._case.scheme is not None
        assert category in self._case.scheme.names
        self._postroom.decided.append((tuple(item_keys), category, seconds, private))
        with self._case.lock:
            for key in item_keys:
                before = self._case.verdicts[key]
                self._case.before.setdefault(key, []).append(before)
                after = replace(
                    before,
                    status=Status.SORTED,
                    category=category,
                    reason="",
                    reviewed=True,
                )
                if category != before.category:
                    after = replace(
                        after,
                        probability=None,
                        evidence=None,
                        runner_up=before.category,
                    )
                self._case.verdicts[key] = after
        return len(item_keys)

    def undo(self, item_key: int) -> bool:
        assert not self._read_only
        with self._case.lock:
            if not self._case.before.get(item_key):
                return False
            self._case.verdicts[item_key] = self._case.before[item_key].pop()
        return True

    def undo_many(self, item_keys: Sequence[int]) -> int:
        if self._script.decide_problem is not None:
            raise self._script.decide_problem
        return sum(self.undo(key) for key in item_keys)

    def set_private(self, item_keys: Sequence[int], *, private: bool) -> int:
        assert not self._read_only
        with self._case.lock:
            if private:
                self._case.private.update(item_keys)
            else:
                self._case.private.difference_update(item_keys)
        return len(item_keys)

    def new_labels(self) -> int:
        return len(self._case.labelled() - self._case.used)

    def preview(self) -> Iterator[Step]:
        assert not self._read_only
        names = SCHEME.names
        changes = [
            Change(
                item=item.key,
                document="requests november.xlsx",
                place=f"Requests, row {item.place.row}",
                text=item.text,
                before=self._case.verdicts[item.key].category,
                after=names[(item.key + 1) % len(names)],
                probability=0.62 + item.key % 30 / 100,
            )
            for item in self._case.items
            if item.key % 3 == 0
        ]
        for number in range(1, 6):
            yield Step(phase=Phase.LEARNING, done=number, total=5, seconds_left=3.0)
            if number == self._script.pause_at:
                self._script.paused.set()
                self._script.go_on.wait(30)
        self.lesson = scripted_learning.lesson(
            changes,
            labels=164 if self._script.calibrated else len(self._case.labelled()),
            calibrated=self._script.calibrated,
        )

    def adopt(self) -> None:
        self._adopts = True
        self._postroom.adopted += 1

    def at_accuracy(self, wanted: Sequence[float]) -> list[AtAccuracy]:
        if not self._script.calibrated:
            return []
        return scripted_learning.at_accuracy(wanted, len(self._case.items))

    def begin_check(self, sample: int) -> BlindCheck:
        assert not self._read_only
        keys = tuple(item.key for item in self._case.items[:sample])
        check = BlindCheck(
            key=len(self._case.checks) + 1, at="2026-11-18T09:12:00+01:00", items=keys
        )
        self._case.checks.append(check)
        return check

    def checks(self) -> list[BlindCheck]:
        return list(self._case.checks)

    def unanswered(self, check: int, person: str) -> list[int]:
        items = self._case.checks[check - 1].items
        return [key for key in items if (check, key, person) not in self._case.answers]

    def answer(
        self,
        check: int,
        item_key: int,
        person: str,
        category: str,
        seconds: float | None = None,
    ) -> None:
        assert not self._read_only
        if self._script.answer_problem is not None:
            raise self._script.answer_problem
        self._postroom.answered.append((check, item_key, person, category, seconds))
        self._case.answers[check, item_key, person] = category

    def check_report(self, check: int) -> BlindReport:
        items = {item for number, item, _ in self._case.answers if number == check}
        if not items:
            raise PostroomError("Nobody has labelled anything in this check yet.")
        persons = sorted({who for number, _, who in self._case.answers if number == check})
        return scripted_learning.blind_report(
            len(items), len(self._case.checks[check - 1].items), persons
        )

    def row(self, item_key: int) -> ResultRow:
        found = next(
            row
            for row in self._wanted(RowFilter())
            if row.item is not None and row.item.key == item_key
        )
        return replace(found, note=self._case.review.notes.get(item_key, ""))

    def about(self) -> ResultsAbout:
        assert self._case.scheme is not None
        return ResultsAbout(
            scheme=self._case.scheme, counts=self.counts(), notes=(METHOD_NOTE,)
        )

    def add(self, inputs: Sequence[Path]) -> int:
        if inputs and self._script.add_problem is not None:
            self._put(inputs[:-1])  # what came before the one that cannot be looked into
            raise self._script.add_problem
        return self._put(inputs)

    def _put(self, inputs: Sequence[Path]) -> int:
        known = {document.path for document in self._case.documents}
        new = [name for each in inputs for name in self._names(each) if name not in known]
        with self._case.lock:
            for name in new:
                key = len(self._case.documents) + 1
                self._case.documents.append(
                    Document(key=key, name=Path(name).name, path=name)
                )
        return len(new)

    def _names(self, given: Path) -> list[str]:
        if given != self._postroom.sample_inbox:
            return [str(given)]
        return [
            str(given / name)
            for name in (
                "drain on alder lane.pdf",
                "requests november.xlsx",
                "fence question.eml",
                "damaged letter.pdf",
                "salary list.pdf",
                "scan of a complaint.tif",
            )
        ]

    def sort(
        self, scheme: Scheme, settings: SortSettings, passwords: tuple[str, ...] = ()
    ) -> Iterator[Step]:
        self._postroom.asked_passwords.append(passwords)
        self._postroom.asked_settings.append(settings)
        if self._script.sort_fault is not None:
            raise self._script.sort_fault
        if self._adopts or self._case.scheme is None:
            self._case.used = self._case.labelled()
        self._adopts = False
        self._case.scheme = scheme
        self._case.settings = settings
        for number, step in enumerate(self._steps(scheme, passwords)):
            if number == self._script.pause_at:
                self._script.paused.set()
                self._script.go_on.wait(30)
                if self._script.death is not None:
                    raise self._script.death
            yield step

    def _steps(self, scheme: Scheme, passwords: tuple[str, ...]) -> Iterator[Step]:
        case = self._case
        total = len(case.documents)
        for at, document in enumerate(list(case.documents)):
            if document.state is not DocumentState.WAITING and not (
                document.reason_code == "password" and passwords
            ):
                continue
            with case.lock:
                self._read(at, document, passwords)
            yield Step(
                phase=Phase.READING,
                done=at + 1,
                total=total,
                document=document.name,
                seconds_left=95.0,
                counts=self.counts(),
            )
        undecided = [item for item in case.items if item.key not in case.verdicts]
        for done, item in enumerate(undecided, start=1):
            with case.lock:
                case.verdicts[item.key] = _verdict(item, scheme)
            if done % 8 == 0 or done == len(undecided):
                yield Step(
                    phase=Phase.MEANING,
                    done=done,
                    total=len(undecided),
                    seconds_left=max(0.0, (len(undecided) - done) / 10),
                    counts=self.counts(),
                )
        yield Step(phase=Phase.DONE, done=1, total=1, counts=self.counts())

    def _read(self, at: int, document: Document, passwords: tuple[str, ...]) -> None:
        name = document.name
        if "damaged" in name:
            self._end(
                at,
                state=DocumentState.FAILED,
                kind="pdf",
                reason="The file is damaged: it ends in the middle of page 2. "
                "Ask the sender for it again, or print it and scan it.",
                reason_code="damaged",
            )
        elif "salary" in name and "open sesame" not in passwords:
            self._end(
                at,
                state=DocumentState.FAILED,
                kind="pdf",
                reason="It is locked with a password. Choose Run, Passwords.",
                reason_code="password",
            )
        elif name.endswith(".xlsx"):
            self._end(
                at, state=DocumentState.READ, kind="workbook", reason="", reason_code=""
            )
            for row in range(self._script.rows):
                self._case.items.append(self._row_item(document, row))
        else:
            kind = {".pdf": "pdf", ".tif": "image"}.get(Path(name).suffix, "mail")
            self._end(at, state=DocumentState.READ, kind=kind, reason="", reason_code="")
            self._case.items.append(self._letter(document))

    def _end(
        self, at: int, *, state: DocumentState, kind: str, reason: str, reason_code: str
    ) -> None:
        self._case.documents[at] = replace(
            self._case.documents[at],
            state=state,
            kind=kind,
            reason=reason,
            reason_code=reason_code,
        )

    def _row_item(self, document: Document, row: int) -> Item:
        text, _ = MESSAGES[row % len(MESSAGES)]
        return Item(
            key=len(self._case.items) + 1,
            document=document.key,
            place=Place(sheet="Requests", row=row + 3),
            text=text,
            passages=(Passage(start=0, end=len(text), place=Place(row=row + 3)),),
            columns={
                "Request": str(10_000 + row),
                "Received": "2026-11-17",
                "Description": text,
                "Street": "Birch Street",
                "Telephone": "",
            },
        )

    def _letter(self, document: Document) -> Item:
        first = LETTER.index("\f")
        return Item(
            key=len(self._case.items) + 1,
            document=document.key,
            place=Place(page=1),
            text=LETTER,
            passages=(
                Passage(start=0, end=first, place=Place(page=1)),
                Passage(start=first + 1, end=len(LETTER), place=Place(page=2)),
            ),
        )

    def counts(self) -> RunCounts:
        with self._case.lock:
            verdicts = list(self._case.verdicts.values())
            failed = [d for d in self._case.documents if d.state is DocumentState.FAILED]
            statuses = [verdict.status for verdict in verdicts]
            return RunCounts(
                documents=len(self._case.documents),
                documents_failed=len(failed),
                items=len(self._case.items),
                sorted=statuses.count(Status.SORTED),
                needs_review=statuses.count(Status.NEEDS_REVIEW),
                failed=statuses.count(Status.FAILED),
                undecided=len(self._case.items) - len(verdicts),
            )

    def _wanted(self, wanted: RowFilter) -> list[ResultRow]:
        with self._case.lock:
            documents = {document.key: document for document in self._case.documents}
            rows = [
                ResultRow(
                    document=documents[item.document],
                    item=item,
                    verdict=self._case.verdicts.get(item.key),
                    private=item.key in self._case.private,
                )
                for item in self._case.items
            ]
            rows += [
                ResultRow(document=document, item=None, verdict=None)
                for document in documents.values()
                if document.state is DocumentState.FAILED
            ]
        rows = [row for row in rows if _fits(row, wanted)]
        if wanted.order != "input":
            rows.sort(key=_ORDERS[wanted.order], reverse=wanted.descending)
        return rows

    def rows(self, wanted: RowFilter, offset: int, limit: int) -> list[ResultRow]:
        self._postroom.asked_rows.append((wanted, offset, limit))
        return self._wanted(wanted)[offset : offset + limit]

    def count_rows(self, wanted: RowFilter) -> int:
        return len(self._wanted(wanted))

    def documents(self) -> list[Document]:
        return list(self._case.documents)

    def locked(self) -> list[Document]:
        return [d for d in self._case.documents if d.reason_code == "password"]

    def page(
        self, item_key: int, page: int, width: int, passwords: tuple[str, ...] = ()
    ) -> PagePicture:
        del item_key, passwords
        if self._script.picture_problem is not None:
            raise self._script.picture_problem
        height = width * 14 // 10
        line = b"\xff\xff\xff\xff" * width
        ink = b"\xff\xff\xff\xff" * (width // 8) + b"\x60\x60\x60\xff" * (width * 3 // 4)
        ink += b"\xff\xff\xff\xff" * (width - len(ink) // 4)
        lines = [ink if y > 60 and y % 24 < 4 else line for y in range(height)]
        marks = ((width / 8, 150.0, width * 0.75, 26.0),) if page == 1 else ()
        return PagePicture(width=width, height=height, pixels=b"".join(lines), marks=marks)

    def export(self, path: Path) -> Iterator[Step]:
        if self._script.export_problem is not None:
            raise self._script.export_problem
        total = len(self._case.items)
        for done in range(0, total, 10):
            yield Step(phase=Phase.WRITING, done=done, total=total)
        path.write_text("results", encoding="utf-8")
        yield Step(phase=Phase.DONE, done=total, total=total)

    def close(self) -> None:
        self._postroom.open_workspaces -= 1


def _fits(row: ResultRow, wanted: RowFilter) -> bool:
    verdict = row.verdict
    status = verdict.status if verdict else (Status.FAILED if row.item is None else None)
    text = (row.item.text if row.item else "").casefold()
    return (
        (wanted.status is None or status is wanted.status)
        and (
            wanted.category is None
            or (verdict is not None and verdict.category == wanted.category)
        )
        and (wanted.document is None or row.document.key == wanted.document)
        and all(word in text for word in wanted.words.casefold().split())
        and (
            wanted.language is None
            or (verdict is not None and verdict.language == wanted.language)
        )
        and (wanted.private is None or row.private is wanted.private)
        and (
            wanted.reviewed is None
            or (verdict is not None and verdict.reviewed is wanted.reviewed)
        )
    )


_ORDERS = {
    "probability": lambda row: (row.verdict and row.verdict.probability) or 0.0,
    "category": lambda row: (row.verdict and row.verdict.category) or "",
    "status": lambda row: str(row.verdict.status) if row.verdict else "",
    "document": lambda row: row.document.name,
    "language": lambda row: row.verdict.language if row.verdict else "",
    "priority": lambda row: -row.item.key if row.item else 0,
}


def _verdict(item: Item, scheme: Scheme) -> Verdict:
    if item.place.row is None:
        start = LETTER.index(QUOTE)
        evidence = Evidence(
            quote=QUOTE,
            start=start,
            end=start + len(QUOTE),
            item_start=start,
            place=item.place,
        )
        category, probability = "Water and sewers", 0.68
    else:
        evidence = Evidence(
            quote=item.text, start=0, end=len(item.text), item_start=0, place=item.place
        )
        category = MESSAGES[(item.place.row - 3) % len(MESSAGES)][1]
        probability = (35 + item.key * 7 % 64) / 100
    if category not in scheme.names:
        category = scheme.names[0]
    unsure = probability < 0.5
    return Verdict(
        category=category,
        probability=probability,
        runner_up=next(name for name in scheme.names if name != category),
        evidence=evidence,
        status=Status.NEEDS_REVIEW if unsure else Status.SORTED,
        reason="Two categories are almost equally likely." if unsure else "",
        reason_code="unsure" if unsure else "",
        language="en",
    )


def big_case(rows: int) -> Case:
    """A case that has been sorted, with one spreadsheet of so many rows."""
    texts = [text for text, _ in MESSAGES]
    document = Document(
        key=1,
        name="requests.xlsx",
        path="requests.xlsx",
        kind="workbook",
        state=DocumentState.READ,
    )
    items = [
        Item(
            key=key,
            document=1,
            place=Place(sheet="Requests", row=key + 2),
            text=texts[key % len(texts)],
        )
        for key in range(1, rows + 1)
    ]
    verdicts = {item.key: _verdict(item, SCHEME) for item in items}
    return Case(documents=[document], items=items, verdicts=verdicts, scheme=SCHEME)
