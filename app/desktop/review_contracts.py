"""What the window asks about items that need review; scripted ones can be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.records import LookAlike, ReviewItem, ReviewReasons

__all__ = ["Reviews"]


class Reviews(Protocol):
    """The items of one open case that need a person; for the thread that opened it."""

    def queue(self) -> list[int]:
        """Keys of the items that need review, the most useful first."""

    def reviewed(self) -> int:
        """How many items a person has reviewed."""

    def items(self, item_keys: Sequence[int], /) -> list[ReviewItem]:
        """Those of the items that are still there."""

    def reasons(self, item_key: int, /) -> ReviewReasons:
        """What stands behind the verdict of an item."""

    def alike(self, item_key: int, /) -> list[LookAlike]:
        """Others that need review and say about the same, the most alike first."""

    def take_back(self, item_keys: Sequence[int], /) -> int:
        """The newest word on each of these is taken back; on how many there was one."""

    def write_note(self, item_key: int, text: str, /) -> str:
        """A note on an item, empty for none; gives back the one before."""
