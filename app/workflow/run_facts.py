"""What is kept with a run, and how it comes back as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.records import Category, Scheme, SortSettings
from app.store import Run

__all__ = [
    "KIND",
    "NOTES",
    "models_of",
    "scheme_as_json",
    "scheme_of",
    "settings_as_json",
    "settings_of",
]

KIND = "sort"
NOTES = "notes"


def scheme_as_json(scheme: Scheme) -> dict[str, Any]:
    """A scheme as JSON values."""
    return asdict(scheme)


def scheme_of(run: Run) -> Scheme:
    """The scheme a run sorted into."""
    values = dict(run.scheme)
    categories = tuple(
        Category(
            name=category["name"],
            description=category["description"],
            examples=tuple(category["examples"]),
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
