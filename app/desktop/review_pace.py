"""How fast a person reviews in this sitting, and how long the rest takes."""

from __future__ import annotations

__all__ = ["LONGEST_LOOK", "Sitting"]

# Who has touched nothing for longer than this has gone for coffee: seconds.
LONGEST_LOOK = 60.0
# Before so many decisions and seconds a pace is a guess, and nothing is said.
_FEWEST = 3
_SHORTEST = 15.0


class Sitting:
    """Seconds at work and items decided, from the first look on.

    Time is handed in, in seconds from any fixed moment. Of a stretch in which nothing was
    touched only the first minute counts.
    """

    def __init__(self) -> None:
        self.decided = 0
        self.seconds = 0.0
        self._touched: float | None = None
        self._looked = 0.0

    def look(self, now: float) -> None:
        """An item begins to be looked at."""
        self.touch(now)
        self._looked = self.seconds

    def touch(self, now: float) -> None:
        """The person did something."""
        if self._touched is not None:
            self.seconds += min(max(now - self._touched, 0.0), LONGEST_LOOK)
        self._touched = now

    def rest(self) -> None:
        """The person went elsewhere; the time until the next touch does not count."""
        self._touched = None

    def looked(self, now: float) -> float:
        """Seconds that the item has been looked at."""
        self.touch(now)
        return self.seconds - self._looked

    def decide(self, items: int) -> None:
        """So many items were decided; a negative number takes decisions back."""
        self.decided = max(self.decided + items, 0)

    @property
    def per_minute(self) -> float | None:
        """Items a minute; None while too little is known."""
        if self.decided < _FEWEST or self.seconds < _SHORTEST:
            return None
        return 60.0 * self.decided / self.seconds

    def seconds_for(self, items: int) -> float | None:
        """How long so many items take at this pace; None while too little is known."""
        pace = self.per_minute
        return None if pace is None else 60.0 * items / pace
