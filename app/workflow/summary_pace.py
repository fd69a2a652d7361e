"""How long a run that summarizes will still take, told only when it can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Remaining"]

# Before so much was seen, a number would jump about.
EARLIEST_SECONDS = 1.0
# As so many drafts counts what is known of a model's pace from its check.
ENOUGH = 10


@dataclass(slots=True)
class Rate:
    """How long one piece of a kind of work takes, as far as it was seen.

    Attributes:
        seconds: Spent on it.
        done: Pieces that were done in that time.
    """

    seconds: float = 0.0
    done: int = 0

    def of(self, pieces: float) -> float | None:
        """Seconds for so many pieces; None while too little was seen."""
        if pieces <= 0:
            return 0.0
        if not self.done or self.seconds < EARLIEST_SECONDS:
            return None
        return pieces * self.seconds / self.done


class Remaining:
    """What a run has still to do: sentences to embed, and after all of them drafts.

    Embedding is counted in characters: long sentences take longer than short ones.

    Args:
        clock: Seconds from any fixed moment, never going back.
        sizes: Characters of every document that is still to be summarized, by key.
        drafts: How many drafts a document is expected to need; 0 where no model rewords.
        pace: Seconds that a draft took earlier; None where that is not known.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        sizes: Mapping[int, int],
        drafts: float,
        pace: float | None = None,
    ) -> None:
        self._clock = clock
        self._sizes = dict(sizes)
        self._drafts = drafts
        self._to_draft = len(self._sizes)
        self._meaning = Rate()
        self._drafting = Rate(seconds=ENOUGH * pace, done=ENOUGH) if pace else Rate()
        # Characters of the documents met so far, and of their sentences.
        self._seen = [0, 0]
        self._warm = False
        self._since = 0.0
        self._current = 0
        self._counted = True

    def begin(self, key: int) -> None:
        """Begin with a document; it is no longer among those to come."""
        self._current = self._sizes.pop(key, 0)
        self._counted = False
        self.go_on()

    def go_on(self) -> None:
        """Measure from now on: what the face did with the last step is not counted."""
        self._since = self._clock()

    def embedded(self, fresh: int, left: int, total: int) -> float | None:
        """Seconds that are left after some more sentences were embedded.

        Args:
            fresh: Their characters, since ``go_on``.
            left: Characters of the sentences that the document has still.
            total: Characters of all its sentences.
        """
        if self._warm:
            self._book(self._meaning, fresh)
        # The first batch waits until the model is loaded, which no later one does.
        self._warm = True
        if not self._counted:
            self._seen[0] += self._current
            self._seen[1] += total
            self._counted = True
        return self._all(left, self._drafts * self._to_draft)

    def begin_drafting(self, documents: int, drafts: float) -> None:
        """Begin with the drafts of so many documents; each is expected to need so many."""
        self._sizes.clear()
        self._to_draft, self._drafts = documents, drafts

    def drafting_done(self) -> None:
        """A document has all its drafts."""
        self._to_draft -= 1

    def drafted(self, fresh: int, left: int) -> float | None:
        """Seconds that are left after so many more drafts of a document were written."""
        self._book(self._drafting, fresh)
        return self._all(0, left + self._drafts * max(0, self._to_draft - 1))

    def _book(self, rate: Rate, fresh: int) -> None:
        now = self._clock()
        rate.seconds += now - self._since
        rate.done += fresh
        self._since = now

    def _all(self, embedding: float, drafts: float) -> float | None:
        characters, seen = self._seen
        coming = sum(self._sizes.values())
        expected = coming * seen / characters if characters else float(coming > 0)
        meaning = self._meaning.of(embedding + expected)
        drafting = self._drafting.of(drafts)
        if meaning is None or drafting is None:
            return None
        return meaning + drafting
