"""How right the program is in a case, what it saves there, and what it was taught."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.records.learning import AtAccuracy, BlindReport, Label, ReliabilityBin

__all__ = [
    "AccuracyStanding",
    "CheckStanding",
    "FoundLabels",
    "LabelledSheet",
    "PaceSource",
    "TimeSaved",
    "WorkPace",
]


class PaceSource(StrEnum):
    """Where the seconds that an item takes come from."""

    REVIEWED = "reviewed"
    CHECKED = "checked"
    USUAL = "usual"


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkPace:
    """What an item that needs a person takes.

    Attributes:
        seconds: Median for one item, or the usual figure where too few were measured.
        measured: How many items were measured.
        source: What was measured.
    """

    seconds: float
    measured: int
    source: PaceSource


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSaved:
    """What the program has saved so far, with everything that it is reckoned from.

    Attributes:
        alone: How many items were decided alone.
        reviewed: How many a person has decided.
        by_hand: Median seconds of an item by hand, from blind checks; None where too few
            were measured.
        by_hand_measured: How many items were measured for it.
        reviewing: Seconds that reviewing took, those that nobody measured at the median.
        reviewing_measured: How many reviews were measured.
        needed: How many items have to be measured before anything is said.
        seconds: What was saved: all these items by hand, less the reviewing; None where
            that cannot be said.
    """

    alone: int = 0
    reviewed: int = 0
    by_hand: float | None = None
    by_hand_measured: int = 0
    reviewing: float = 0.0
    reviewing_measured: int = 0
    needed: int = 0
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckStanding:
    """A blind check as it stands.

    Attributes:
        key: Its number in the case.
        at: When it was drawn, in ISO 8601 with zone.
        items: How many items its sample has.
        left: How many of them nobody has labelled yet.
        left_for_me: How many of them the person who sits here has not.
        report: What it found; None while a part of it is still to be labelled by the person
            who began it, so that nothing of it is seen before.
    """

    key: int
    at: str
    items: int
    left: int
    left_for_me: int
    report: BlindReport | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AccuracyStanding:
    """How right the program is in a case, read at one moment.

    Attributes:
        at: What each accuracy that was asked about means; empty while nothing can be
            promised.
        pace: What an item takes a person.
        held_out: Probabilities of labels that were held out of the last run, with what
            held; empty where there are none.
        checked: The same of the last blind check that is finished.
        checks: All of them, the newest last.
        saved: What was saved so far.
        labels_at_hand: How many texts have a label, in the case or in the memory.
        labels_needed: How many are needed before anything can be promised.
        by_category: How many labels at hand each category of the scheme has, in its order.
        left_out: How many labels name no category of the scheme.
    """

    at: tuple[AtAccuracy, ...] = ()
    pace: WorkPace
    held_out: tuple[ReliabilityBin, ...] = ()
    checked: tuple[ReliabilityBin, ...] = ()
    checks: tuple[CheckStanding, ...] = ()
    saved: TimeSaved = TimeSaved()
    labels_at_hand: int = 0
    labels_needed: int = 0
    by_category: tuple[tuple[str, int], ...] = ()
    left_out: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledSheet:
    """A sheet of a file that may hold labelled texts, to choose its columns by.

    Attributes:
        name: Of the sheet; empty for a text table.
        headers: Of its columns.
        text: The header proposed for the text; empty where no column holds text.
        label: The header proposed for the category; empty where none has the scheme's
            names.
        private: The header proposed for what is private; empty for none.
        rows: The first rows, as long as ``headers``.
    """

    name: str
    headers: tuple[str, ...]
    text: str = ""
    label: str = ""
    private: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundLabels:
    """Some of the labels that a scheme's memory keeps.

    Attributes:
        labels: The newest first; of long texts the beginning.
        found: How many there are of that kind, shown or not.
        by_category: How many labels of each category the memory keeps in all.
    """

    labels: tuple[Label, ...] = ()
    found: int = 0
    by_category: tuple[tuple[str, int], ...] = ()

    @property
    def kept(self) -> int:
        """How many labels the memory keeps in all."""
        return sum(count for _, count in self.by_category)
