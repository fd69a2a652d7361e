"""What a person did in review, each to be taken back by itself."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Decided", "Noted", "Skipped", "Step", "TurnedPrivate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """Items were sorted into a category, one or several together."""

    keys: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """An item was put at the end."""

    key: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnedPrivate:
    """An item was marked private, or as no longer so."""

    key: int
    private: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A note was written; ``before`` is what stood there."""

    key: int
    before: str


Step = Decided | Skipped | TurnedPrivate | Noted
