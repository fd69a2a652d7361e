"""What is kept with a run, and how it comes back as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.records import (
    Category,
    Interval,
    LearningReport,
    Promise,
    ReliabilityBin,
    Scheme,
    SortSettings,
)
from app.store import Run

__all__ = [
    "HELD_OUT",
    "KIND",
    "LABELS",
    "NOTES",
    "REPORT",
    "WAITING",
    "models_of",
    "report_as_json",
    "report_of",
    "scheme_as_json",
    "scheme_from",
    "scheme_of",
    "settings_as_json",
    "settings_of",
]

KIND = "sort"
NOTES = "notes"
# Facts of a run: what it learned, how sure it was of held-out labels and of the texts over
# which it promises, and from which labels.
REPORT = "learning"
HELD_OUT = "held out"
WAITING = "waiting"
LABELS = "labels"


def scheme_as_json(scheme: Scheme) -> dict[str, Any]:
    """A scheme as JSON values."""
    return asdict(scheme)


def scheme_of(run: Run) -> Scheme:
    """The scheme a run sorted into."""
    return scheme_from(run.scheme)


def scheme_from(scheme: Mapping[str, Any]) -> Scheme:
    """A scheme from JSON values."""
    values = dict(scheme)
    categories = tuple(
        Category(
            name=category["name"],
            description=category["description"],
            examples=tuple(category["examples"]),
            formerly=tuple(category.get("formerly", ())),
        )
        for category in values.pop("categories")
    )
    return Scheme(categories=categories, **values)


def settings_as_json(settings: SortSettings) -> dict[str, Any]:
    """A run's settings as JSON values."""
    return asdict(settings)


def settings_of(run: Run) -> SortSettings:
    """What a run was asked."""
    return SortSettings(**run.settings)


def models_of(run: Run) -> Mapping[str, str]:
    """Name and SHA-256 of every model that took part in a run."""
    return {str(name): str(sha256) for name, sha256 in run.models.items()}


def report_as_json(report: LearningReport) -> dict[str, Any]:
    """What a run learned as JSON values."""
    return asdict(report)


def report_of(values: Mapping[str, Any]) -> LearningReport:
    """What a run learned."""
    known = dict(values)
    known["by_category"] = tuple((str(n), int(c)) for n, c in known["by_category"])
    known["interval"] = interval_of(known["interval"])
    known["reliability"] = tuple(ReliabilityBin(**one) for one in known["reliability"])
    if known["promise"] is not None:
        promised = dict(known["promise"])
        promised["interval"] = interval_of(promised["interval"])
        known["promise"] = Promise(**promised)
    return LearningReport(**known)


def interval_of(values: Mapping[str, float] | None) -> Interval | None:
    """An interval that was kept."""
    return None if values is None else Interval(**values)
