"""How long a run will still take, told only when there is something to tell it from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Pace"]

EARLIEST_SECONDS = 1.0
EARLIEST_SHARE = 0.02


@dataclass(slots=True)
class Pace:
    """The pace of a run's current phase, and what the phases after it are expected to take.

    Attributes:
        clock: Seconds from any fixed moment, never going back.
        began: When the current phase began.
        already: How much of the phase was done then (a resumed run begins in the middle).
    """

    clock: Callable[[], float]
    began: float = 0.0
    already: float = 0.0

    def begin(self, already: float = 0.0) -> None:
        """Start to measure a phase of which so much is done already."""
        self.began = self.clock()
        self.already = already

    def seconds_left(
        self, done: float, total: float, *, later: float = 0.0
    ) -> float | None:
        """Estimated seconds to the end of the run.

        Args:
            done: How much of the phase is done, in any unit.
            total: How much there is, in the same unit.
            later: Seconds that the phases after this one are expected to take.

        Returns:
            None until a second has passed and a fiftieth of the phase is done: before, the
            number would jump about.
        """
        passed = self.clock() - self.began
        fresh = done - self.already
        if total <= 0 or fresh <= 0 or passed < EARLIEST_SECONDS:
            return None
        if fresh < EARLIEST_SHARE * (total - self.already):
            return None
        return passed / fresh * max(total - done, 0.0) + later
