"""What the window asks its threads in a blind check; no answer holds a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.records import BlindCheck, BlindReport, Document, Item, RunCounts

__all__ = [
    "CheckAnswer",
    "CheckAnswered",
    "ChecksAsked",
    "ChecksRead",
    "ItemAsked",
    "ItemRead",
    "LeftAsked",
    "LeftRead",
    "ReportAsked",
    "ReportRead",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecksAsked:
    """All samples, and how much of each this person has still to label."""

    person: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecksRead:
    """The samples, the newest last; ``left`` by the key of the sample."""

    checks: tuple[BlindCheck, ...]
    left: Mapping[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftAsked:
    """Which items of a sample a person has still to label."""

    check: int
    person: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftRead:
    """Their keys, in the order of the sample."""

    question: LeftAsked
    keys: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemAsked:
    """An item to be labelled blindly."""

    key: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRead:
    """The item and its document; its verdict stays behind, so that nothing can show it."""

    item: Item
    document: Document


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckAnswer:
    """What a person says of an item of a sample."""

    check: int
    key: int
    person: str
    category: str
    seconds: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckAnswered:
    """The answer is kept; ``counts`` and ``new_labels`` say how things stand after it."""

    answer: CheckAnswer
    counts: RunCounts
    new_labels: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportAsked:
    """What a sample has found so far."""

    check: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRead:
    """The report."""

    question: ReportAsked
    report: BlindReport
