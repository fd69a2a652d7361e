"""Records that the scripted case file and program show."""

from __future__ import annotations

from app.records import (
    BlindReport,
    Category,
    CategoryScore,
    Change,
    Document,
    DocumentState,
    Evidence,
    GroupScore,
    InstalledModel,
    Interval,
    Item,
    Label,
    LearningReport,
    Lesson,
    ModelEntry,
    ModelKind,
    ModelState,
    ModelTrial,
    Place,
    Promise,
    ReliabilityBin,
    ResultRow,
    Scheme,
    Status,
    Taught,
    Times,
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


def sorted_row(
    number: int, status: Status = Status.SORTED, text: str = "a deep [red]hole[/red]"
) -> ResultRow:
    place = Place(sheet="Sheet1", row=number + 1)
    return ResultRow(
        document=SHEET,
        item=Item(key=number, document=1, place=place, text=text),
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
PROMISE = Promise(
    wanted=0.95,
    threshold=0.8,
    share=0.71,
    right=0.951,
    interval=Interval(low=0.93, high=0.968),
    judged=85,
)
REPORT = LearningReport(
    labels=120,
    left_out=3,
    by_category=(("Potholes", 90), ("Other", 30)),
    used=True,
    reason="120 labels decide.",
    right_before=0.61,
    right_after=0.84,
    interval=Interval(low=0.79, high=0.88),
    weights={"meaning": 0.7, "wording": 0.3},
    calibration="temperature",
    calibrated=True,
    calibration_error=0.031,
    sampling_error=0.024,
    reliability=(ReliabilityBin(low=0.8, high=0.9, count=40, claimed=0.85, right=0.9),),
    promise=PROMISE,
)
LESSON = Lesson(
    report=REPORT,
    changes=tuple(
        Change(
            item=number,
            document="calls.xlsx",
            place=f"row {number}",
            text="a [red]hole[/red]",
            before="Other",
            after="Potholes",
            probability=0.9,
        )
        for number in range(1, 31)
    ),
    changed=31,
    decided_alone=150,
    items=200,
)
TAUGHT = Taught(
    rows=20,
    kept=8,
    known=1,
    private=2,
    without_label=3,
    without_text=1,
    unknown=(("Roads\x1b", 3), ("Trees", 1)),
    repeated=1,
)
FOUND = BlindReport(
    checked=2,
    sample=2,
    right=0.9,
    interval=Interval(low=0.7, high=0.996),
    alone_checked=1,
    alone_right=1.0,
    alone_interval=Interval(low=0.6, high=1.0),
    macro_f1=0.666,
    categories=(
        CategoryScore(
            category="Potholes",
            checked=2,
            predicted=1,
            both=1,
            precision=1.0,
            recall=0.5,
            f1=0.667,
        ),
        CategoryScore(
            category="Other",
            checked=0,
            predicted=1,
            both=0,
            precision=0.0,
            recall=0.0,
            f1=0.0,
        ),
    ),
    groups=(
        GroupScore(
            kind="language",
            name="en",
            checked=2,
            right=0.5,
            interval=Interval(low=0.1, high=0.9),
        ),
    ),
    confusion=(("Potholes", "Potholes", 9), ("Potholes", "Other", 1)),
    kappa=(("Ann", "Bob", 50, 0.82),),
    times=Times(by_hand=0.4, saved_hours=12.0),
)
TRIAL = ModelTrial(
    model="starter",
    sha256="ab" * 32,
    at="2026-03-02T10:00:00+01:00",
    labels=200,
    right_without=0.84,
    right_alone=0.6,
    right_with=0.87,
    error_without=0.031,
    error_with=0.028,
    weight=0.2,
    chance=0.01,
    adds=True,
    items_per_minute=130.0,
    memory_bytes=1_900_000_000,
)


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


def label(text: str, category: str, source: str) -> Label:
    return Label(
        text=text, text_hash=text.encode(), category=category, source=source, person="Ann"
    )
