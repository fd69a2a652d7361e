"""The accuracy of a scripted case, and the memory of a scripted scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.records import (
    AccuracyStanding,
    CheckStanding,
    FoundLabels,
    Interval,
    Label,
    LabelledColumns,
    LabelledSheet,
    PaceSource,
    Phase,
    PostroomError,
    ReliabilityBin,
    Scheme,
    Step,
    Taught,
    TimeSaved,
    WorkPace,
)
from tests.desktop import scripted_learning

TAUGHT = Taught(
    rows=120, kept=90, known=4, private=3, without_label=6, without_text=2,
    unknown=(("Potholes", 12), ("Snow", 1)), repeated=2,
)  # fmt: skip
SHEETS = (
    LabelledSheet(
        name="Requests",
        headers=("Number", "Description", "Topic", "Private"),
        text="Description",
        label="Topic",
        private="Private",
        rows=(
            ("1", "Deep pothole in Birch Street", "Roads and sidewalks", ""),
            ("2", "No water since Monday", "Water and sewers", "yes"),
        ),
    ),
    LabelledSheet(name="Notes", headers=("Who", "What"), rows=(("A", "B"),)),
)


USUAL = WorkPace(seconds=20.0, measured=0, source=PaceSource.USUAL)


@dataclass
class AccuracyState:
    """What a scripted program says of accuracy, and the labels that its memory keeps.

    Attributes:
        labels_at_hand: How many labels a case finds.
        by_hand: Seconds of an item by hand; None where too few were measured.
        memory: What the memory keeps, the newest last.
        sheets_problem: Raised where a file's columns are asked for.
        forget_problem: Raised where labels are to be forgotten.
    """

    labels_at_hand: int = 12
    by_hand: float | None = None
    pace: WorkPace = USUAL
    memory: list[Label] = field(default_factory=list)
    sheets_problem: PostroomError | None = None
    forget_problem: PostroomError | None = None
    asked_sheets: list[Path] = field(default_factory=list)
    taught: list[tuple[Path, LabelledColumns]] = field(default_factory=list)
    forgotten: list[tuple[bytes, ...] | None] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)

    def find_labels(self, words: str, category: str, most: int) -> FoundLabels:
        counted: dict[str, int] = {}
        for label in self.memory:
            counted[label.category] = counted.get(label.category, 0) + 1
        wanted = words.casefold().split()
        found = [
            label
            for label in reversed(self.memory)
            if category in ("", label.category)
            and all(word in label.text.casefold() for word in wanted)
        ]
        return FoundLabels(
            labels=tuple(found[:most]),
            found=len(found),
            by_category=tuple(sorted(counted.items())),
        )

    def forget_labels(self, hashes: Sequence[bytes] | None) -> int:
        if self.forget_problem is not None:
            raise self.forget_problem
        self.forgotten.append(None if hashes is None else tuple(hashes))
        before = len(self.memory)
        kept = [] if hashes is None else [
            label for label in self.memory if label.text_hash not in hashes
        ]  # fmt: skip
        self.memory[:] = kept
        return before - len(kept)

    def teach(self, file: Path, columns: LabelledColumns) -> Iterator[Step]:
        yield Step(phase=Phase.READING, done=60, total=120, document=file.name)
        self.taught.append((file, columns))
        yield Step(phase=Phase.DONE, done=120, total=120)


def labels(count: int) -> list[Label]:
    """So many labels of a memory."""
    names = scripted_learning.NAMES
    return [
        Label(
            key=number + 1,
            text=f"Letter number {number + 1} about the pond",
            text_hash=bytes([number // 256, number % 256]),
            category=names[number % 3],
            source=("correction", "import", "check")[number % 3],
            at="2026-11-17T10:00:00+01:00",
        )
        for number in range(count)
    ]


class ScriptedAccuracy:
    def __init__(
        self,
        state: AccuracyState,
        *,
        scheme: Scheme | None,
        items: int,
        calibrated: bool,
        checks: Sequence[CheckStanding],
    ) -> None:
        self._state = state
        self._scheme = scheme
        self._items = items
        self._calibrated = calibrated
        self._checks = checks

    def standing(self, wanted: Sequence[float]) -> AccuracyStanding:
        state = self._state
        if self._scheme is None:
            return AccuracyStanding(pace=state.pace, labels_needed=50)
        at = scripted_learning.at_accuracy(wanted, self._items) if self._calibrated else []
        names = self._scheme.names
        return AccuracyStanding(
            at=tuple(at),
            pace=state.pace,
            held_out=_bars() if self._calibrated else (),
            checked=_bars()[4:] if any(each.report for each in self._checks) else (),
            checks=tuple(self._checks),
            saved=self._saved(),
            labels_at_hand=164 if self._calibrated else state.labels_at_hand,
            labels_needed=50,
            by_category=tuple((name, 20 - at) for at, name in enumerate(names)),
        )

    def sheets(
        self, file: Path, scheme: Scheme, passwords: tuple[str, ...] = ()
    ) -> tuple[LabelledSheet, ...]:
        del scheme, passwords
        if self._state.sheets_problem is not None:
            raise self._state.sheets_problem
        self._state.asked_sheets.append(file)
        return SHEETS

    def _saved(self) -> TimeSaved:
        hand = self._state.by_hand
        if hand is None:
            return TimeSaved(alone=20, reviewed=4, by_hand_measured=2, needed=5)
        return TimeSaved(
            alone=200,
            reviewed=40,
            by_hand=hand,
            by_hand_measured=50,
            reviewing=400.0,
            reviewing_measured=38,
            needed=5,
            seconds=240 * hand - 400.0,
        )


def _bars() -> tuple[ReliabilityBin, ...]:
    return tuple(
        ReliabilityBin(
            low=each.low,
            high=each.high,
            count=each.count,
            claimed=each.claimed,
            right=each.right,
            interval=Interval(
                low=max(each.right - 0.1, 0.0), high=min(each.right + 0.1, 1.0)
            ),
        )
        for each in scripted_learning.RELIABILITY
    )
