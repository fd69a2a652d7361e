"""What the window asks of a case's accuracy, so that a scripted one can be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.records import AccuracyStanding, LabelledSheet, Scheme

__all__ = ["Accuracy"]


class Accuracy(Protocol):
    """The accuracy of one open case file; it belongs to the thread that opened it."""

    def standing(self, wanted: Sequence[float], /) -> AccuracyStanding:
        """How right the program is; ``wanted`` are the accuracies to be told of."""

    def sheets(
        self, file: Path, scheme: Scheme, passwords: tuple[str, ...] = ()
    ) -> tuple[LabelledSheet, ...]:
        """The sheets of a file that may hold labels, with their columns."""
