"""A clock of the time in which work was done, for a truthful time left."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable

__all__ = ["WorkClock", "awake_seconds"]

TICKS = 10_000_000  # a second in Windows' unit of 100 nanoseconds


def awake_seconds() -> float:
    """Seconds from any fixed moment, never going back, without the time asleep.

    Linux's and macOS's monotonic clocks stand while the computer sleeps; Windows' goes on,
    so there the unbiased interrupt time is asked (Win32 ``QueryUnbiasedInterruptTime``).
    """
    if sys.platform == "win32":
        ticks = ctypes.c_ulonglong()
        if ctypes.WinDLL("kernel32").QueryUnbiasedInterruptTime(ctypes.byref(ticks)):
            return ticks.value / TICKS
    return time.monotonic()


class WorkClock:
    """Seconds from any fixed moment that stand still while nobody wants the work to go on.

    Args:
        seconds: The clock it goes by.
    """

    def __init__(self, seconds: Callable[[], float] = awake_seconds) -> None:
        self._seconds = seconds
        self._held_at: float | None = None
        self._held = 0.0

    def __call__(self) -> float:
        """The time now."""
        now = self._seconds() if self._held_at is None else self._held_at
        return now - self._held

    def hold(self) -> None:
        """Stand still."""
        if self._held_at is None:
            self._held_at = self._seconds()

    def go_on(self) -> None:
        """Go on from where it stood."""
        if self._held_at is not None:
            self._held += self._seconds() - self._held_at
            self._held_at = None
