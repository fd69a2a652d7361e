"""What persons have said of items, what was learned from it, and how well it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "AtAccuracy",
    "BlindAnswer",
    "BlindCheck",
    "BlindReport",
    "CategoryScore",
    "Change",
    "GroupScore",
    "Interval",
    "Label",
    "LabelledColumns",
    "LearningReport",
    "Lesson",
    "ModelTrial",
    "Promise",
    "ReliabilityBin",
    "Review",
    "Taught",
    "Times",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A person's word on an item.

    Attributes:
        item: Key of the item.
        at: Time in ISO 8601 with zone.
        person: Who it was.
        before: The category that stood there, None where there was none.
        category: The category that the person chose.
        seconds: How long the person looked at it, None where nobody measured.
    """

    item: int
    at: str
    person: str
    before: str | None
    category: str
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A text with the category that a person gave it, as a scheme's memory keeps it.

    Attributes:
        key: Its number in the memory, growing with time; 0 before it is stored.
        text: What was labelled.
        text_hash: Of the text (see ``triage.text_hash``); no two labels have the same.
        category: Its category.
        source: ``"correction"``, ``"check"`` or ``"import"``.
        person: Who said it, empty where that is not known.
        at: Time in ISO 8601 with zone.
    """

    key: int = 0
    text: str
    text_hash: bytes
    category: str
    source: str
    person: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A range that holds the true share 19 times in 20."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ReliabilityBin:
    """Items whose probability lies in one stretch: what was claimed and what held.

    Attributes:
        low: Where the stretch begins; the last one ends at 1.
        high: Where it ends.
        count: How many labelled items lie in it.
        claimed: Their mean probability.
        right: The share of them that is right.
        interval: Around ``right``; None where nobody asked for it.
    """

    low: float
    high: float
    count: int
    claimed: float
    right: float
    interval: Interval | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What is decided alone at an accuracy that was asked for.

    Attributes:
        wanted: Share that should be right, 0 to 1.
        threshold: Probability from which an item is decided alone.
        share: Share of the items to be decided that lie above it.
        right: Share of the held-out labels above it that is right; None where there are
            none.
        interval: Around ``right``; None likewise.
        judged: How many held-out labels lie above it.
    """

    wanted: float
    threshold: float
    share: float
    right: float | None
    interval: Interval | None
    judged: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LearningReport:
    """What was learned from labels, every figure from labels that were held out.

    Attributes:
        labels: How many distinct texts had a label of the scheme.
        left_out: How many labels named no category of the scheme.
        by_category: How many labels each category has, in the scheme's order.
        used: Whether what was learned decides; otherwise what was there before does.
        reason: Why it does or does not, in a sentence.
        right_before: Share of the labels that is right without learning.
        right_after: Share that is right with it, each label held out in its turn.
        interval: Around ``right_after``.
        weights: How much say each source has, by name; they sum to 1.
        calibration: ``"temperature"``, ``"isotonic"`` or ``"none"``.
        calibrated: Whether there were labels enough to calibrate probabilities.
        calibration_error: Expected calibration error over 15 bins of equal width.
        sampling_error: What that error would be by chance for perfect probabilities.
        reliability: The bins that are not empty, ascending.
        promise: What is decided alone; None while probabilities are not calibrated.
    """

    labels: int
    left_out: int = 0
    by_category: tuple[tuple[str, int], ...] = ()
    used: bool
    reason: str
    right_before: float = 0.0
    right_after: float = 0.0
    interval: Interval | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    calibration: str = "none"
    calibrated: bool = False
    calibration_error: float | None = None
    sampling_error: float | None = None
    reliability: tuple[ReliabilityBin, ...] = ()
    promise: Promise | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An item that a new model would sort otherwise than it is sorted now."""

    item: int
    document: str
    place: str
    text: str
    before: str | None
    after: str | None
    probability: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BlindCheck:
    """A random sample of a case's items that persons label without seeing any answer.

    Attributes:
        key: Its number in the case file, from 1.
        at: When it was drawn, in ISO 8601 with zone.
        items: Keys of the items, in the order in which they are shown.
    """

    key: int
    at: str
    items: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BlindAnswer:
    """What one person said of one item of a check, and what the program had said.

    Attributes:
        item: Key of the item.
        person: Who labelled it.
        category: What the person chose.
        seconds: How long that took; None where nobody measured.
        program: What the program had decided when the sample was drawn.
        probability: How sure it was.
        alone: Whether it had decided the item without a person.
        weight: How many items of the case this one stands for.
        language: ISO 639-1 code, empty where it could not be told.
        sheet: Name of the sheet, empty for letters.
    """

    item: int
    person: str
    category: str
    seconds: float | None = None
    program: str | None = None
    probability: float | None = None
    alone: bool = False
    weight: float = 1.0
    language: str = ""
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryScore:
    """How one category did: by the check, and by the program; F1 is 0 where undefined."""

    category: str
    checked: int
    predicted: int
    both: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupScore:
    """How the items of one language or sheet did."""

    kind: str
    name: str
    checked: int
    right: float
    interval: Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """Minutes per item, as they were measured; None where they were not.

    Attributes:
        by_hand: Median minutes a person took to label an item in the blind check.
        with_program: Median minutes a person took over an item that needed review, times
            the share of items that need review.
        saved_hours: Hours saved over all items of the case.
    """

    by_hand: float | None = None
    with_program: float | None = None
    saved_hours: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BlindReport:
    """What a blind check found.

    Attributes:
        checked: How many items were labelled.
        sample: How many the sample has.
        right: Share of the case's items that the program gets right, estimated from the
            sample with each item's weight.
        interval: Around it.
        alone_checked: How many of the labelled ones the program had decided alone.
        alone_right: Share of those that is right; None where there are none.
        alone_interval: Around it.
        macro_f1: Mean F1 over the categories that persons or program chose.
        categories: Scores by category.
        groups: Scores by language and sheet.
        confusion: How often (person's category, program's category) came together.
        kappa: Cohen's kappa between each two persons, by their names, with the number of
            items that both labelled.
        times: What was measured of time.
    """

    checked: int
    sample: int
    right: float
    interval: Interval
    alone_checked: int = 0
    alone_right: float | None = None
    alone_interval: Interval | None = None
    macro_f1: float = 0.0
    categories: tuple[CategoryScore, ...] = ()
    groups: tuple[GroupScore, ...] = ()
    confusion: tuple[tuple[str, str, int], ...] = ()
    kappa: tuple[tuple[str, str, int, float], ...] = ()
    times: Times = Times()


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelTrial:
    """What a language model adds on an office's own labels.

    Attributes:
        model: Its name.
        sha256: Of its file.
        at: When it was tried.
        labels: How many labelled items it read.
        right_without: Share right without it, held out.
        right_alone: Share that it gets right by itself.
        right_with: Share right with it, held out.
        error_without: Expected calibration error without it.
        error_with: The same with it.
        weight: Share of say it would have, 0 to 1.
        chance: Probability that so much better is luck.
        adds: Whether it is used.
        items_per_minute: How fast it read.
        memory_bytes: Peak memory of its process, 0 where it could not be measured.
    """

    model: str
    sha256: str
    at: str
    labels: int
    right_without: float
    right_alone: float
    right_with: float
    error_without: float
    error_with: float
    weight: float
    chance: float
    adds: bool
    items_per_minute: float
    memory_bytes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What labels would teach a case, before anything of it is used.

    Attributes:
        report: How well it holds.
        changes: Sorted items that would be sorted otherwise, the surest change first; at
            most a few hundred of them.
        changed: How many items would be sorted otherwise.
        decided_alone: How many items of the case would be decided alone; None without a
            calibrated model.
        items: How many items the case has.
    """

    report: LearningReport
    changes: tuple[Change, ...] = ()
    changed: int = 0
    decided_alone: int | None = None
    items: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """What became of the rows of a labelled file; the parts add up to ``rows``.

    Attributes:
        rows: How many rows were read.
        kept: New or changed labels.
        known: Rows whose label was known already.
        private: Rows marked private, which are never kept.
        without_label: Rows without a category.
        without_text: Rows without text.
        unknown: Rows whose category the scheme has not, by that name, most first.
        repeated: Rows whose text stands again further down; the last one counts.
    """

    rows: int = 0
    kept: int = 0
    known: int = 0
    private: int = 0
    without_label: int = 0
    without_text: int = 0
    unknown: tuple[tuple[str, int], ...] = ()
    repeated: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AtAccuracy:
    """What an accuracy that is asked for means for a case.

    Attributes:
        promise: On the held-out labels.
        alone: How many items of the case are decided alone.
        review: How many need a person.
        minutes: What these take at the pace that was measured; None where none was.
    """

    promise: Promise
    alone: int
    review: int
    minutes: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledColumns:
    """Where a labelled file says what.

    Attributes:
        text: Header of the text column.
        label: Header of the column with the category of each row.
        private: Header of the column that marks private rows; empty for none.
        sheet: Name of the sheet to read; empty for all that have the text column.
        passwords: That may open the file.
    """

    text: str
    label: str
    private: str = ""
    sheet: str = ""
    passwords: tuple[str, ...] = ()
