"""The way through the items that need review: where a person is, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["Walk"]


class Walk:
    """Keys of items in the order of review; one of them is looked at.

    What is decided leaves it, what is skipped comes back at the end.
    """

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._there: set[int] = set()  # the same, to be asked quickly
        self._at = 0

    @property
    def current(self) -> int | None:
        """The item that is looked at; None where none is left."""
        return self._keys[self._at] if self._keys else None

    @property
    def left(self) -> int:
        """How many are left."""
        return len(self._keys)

    @property
    def keys(self) -> tuple[int, ...]:
        """All that are left, in order."""
        return tuple(self._keys)

    def renew(self, keys: Sequence[int]) -> None:
        """These are left now; the one that is looked at stays, and so do skipped ones.

        Those known already keep their order, for a list that is sorted anew under
        somebody's hands is a list in which they are lost.
        """
        current, wanted = self.current, set(keys)
        known = [key for key in self._keys if key in wanted]
        self._keys = known + [key for key in keys if key not in self._there]
        self._there = wanted
        if current in wanted:
            self._at = self._keys.index(current)
        else:
            self._at = min(self._at, max(len(self._keys) - 1, 0))

    def begin(self, keys: Sequence[int]) -> None:
        """Another case: these are left, the first is looked at."""
        self._keys, self._there, self._at = list(keys), set(keys), 0

    def waits(self, key: int) -> bool:
        """Whether this item is still left."""
        return key in self._there

    def go_to(self, key: int) -> bool:
        """This one is looked at, if it is left."""
        if key in self._there:
            self._at = self._keys.index(key)
            return True
        return False

    def go_on(self, by: int) -> bool:
        """The one so many further is looked at; whether there was another one."""
        before = self._at
        self._at = min(max(self._at + by, 0), max(len(self._keys) - 1, 0))
        return self._at != before

    def leave(self, keys: Iterable[int]) -> None:
        """These are decided; the next that is left is looked at, at the end the first."""
        gone = set(keys)
        self._there -= gone
        before = sum(key in gone for key in self._keys[: self._at])
        self._keys = [key for key in self._keys if key not in gone]
        self._at -= before
        if self._at >= len(self._keys):
            self._at = 0

    def skip(self) -> int | None:
        """The one that is looked at comes back at the end; which one it is."""
        key = self.current
        if key is None:
            return None
        self._keys.pop(self._at)
        self._keys.append(key)
        if self._at >= len(self._keys) - 1:
            self._at = 0
        return key

    def put_back(self, keys: Sequence[int]) -> None:
        """These are left again, before the one that was looked at; the first is."""
        again = set(keys)
        self._there |= again
        current = self.current
        rest = [key for key in self._keys if key not in again]
        at = rest.index(current) if current in rest else min(self._at, len(rest))
        self._keys = [*rest[:at], *keys, *rest[at:]]
        self._at = at

    def around(self, before: int, after: int) -> tuple[int, ...]:
        """The one that is looked at, those that come next, and those just before it.

        After the last one comes the first.
        """
        if not self._keys:
            return ()
        coming = self._keys[self._at : self._at + after + 1]
        if self._at + after >= len(self._keys):
            coming += self._keys[: min(self._at, after + 1 - len(coming))]
        behind = self._keys[max(self._at - before, 0) : self._at]
        return tuple(dict.fromkeys((*coming, *reversed(behind))))
