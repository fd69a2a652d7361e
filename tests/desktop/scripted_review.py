"""Items that need review, as records in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.records import (
    LearnedFrom,
    LikelyCategory,
    LookAlike,
    PostroomError,
    ResultRow,
    ReviewItem,
    ReviewReasons,
    Status,
)


@dataclass
class ReviewState:
    """What was written on items, and what goes wrong.

    Attributes:
        notes: By key of the item.
        asked: Keys that were asked for together.
        problem: Raised by the next deed.
        read_problem: Raised by reading items.
        likely: By key of the item, where it is told otherwise than usual.
        reasons: By key of the item, likewise.
    """

    notes: dict[int, str] = field(default_factory=dict)
    asked: list[tuple[int, ...]] = field(default_factory=list)
    problem: PostroomError | None = None
    read_problem: PostroomError | None = None
    likely: dict[int, tuple[LikelyCategory, ...]] = field(default_factory=dict)
    reasons: dict[int, ReviewReasons] = field(default_factory=dict)


class ScriptedReviews:
    """As ``Reviews`` has it, over the rows of a scripted case."""

    def __init__(
        self,
        state: ReviewState,
        rows: Callable[[], list[ResultRow]],
        names: Sequence[str],
        undo: Callable[[int], bool],
    ) -> None:
        self._state = state
        self._rows = rows
        self._names = names
        self._undo = undo

    def queue(self) -> list[int]:
        return [row.item.key for row in self._waiting() if row.item]

    def reviewed(self) -> int:
        return sum(bool(row.verdict and row.verdict.reviewed) for row in self._rows())

    def items(self, item_keys: Sequence[int]) -> list[ReviewItem]:
        if self._state.read_problem is not None:
            raise self._state.read_problem
        self._state.asked.append(tuple(item_keys))
        rows = {row.item.key: row for row in self._rows() if row.item}
        return [
            ReviewItem(
                row=rows[key],
                likely=self._state.likely.get(key) or self._likely(rows[key]),
                note=self._state.notes.get(key, ""),
            )
            for key in item_keys
            if key in rows
        ]

    def reasons(self, item_key: int) -> ReviewReasons:
        example = LearnedFrom(text="Potholes all over", category="Other", alike=0.7)
        usual = ReviewReasons(item=item_key, labels=12, examples=(example,))
        return self._state.reasons.get(item_key, usual)

    def alike(self, item_key: int) -> list[LookAlike]:
        rows = {row.item.key: row for row in self._rows() if row.item}
        own = rows[item_key].item
        return [
            LookAlike(row=row, alike=1.0, same=True)
            for row in self._waiting()
            if row.item and own and row.item.key != item_key
            if row.item.text == own.text and not row.private
        ]

    def take_back(self, item_keys: Sequence[int]) -> int:
        self._check()
        return sum(self._undo(key) for key in item_keys)

    def write_note(self, item_key: int, text: str) -> str:
        self._check()
        before = self._state.notes.get(item_key, "")
        self._state.notes[item_key] = text
        return before

    def _check(self) -> None:
        problem, self._state.problem = self._state.problem, None
        if problem is not None:
            raise problem

    def _waiting(self) -> list[ResultRow]:
        return [
            row
            for row in self._rows()
            if row.verdict
            and row.verdict.status is Status.NEEDS_REVIEW
            and not row.verdict.reviewed
        ]

    def _likely(self, row: ResultRow) -> tuple[LikelyCategory, ...]:
        verdict = row.verdict
        assert verdict is not None
        first = [verdict.category, verdict.runner_up]
        names = list(dict.fromkeys([*(n for n in first if n), *self._names]))[:9]
        shares = [verdict.probability, *(0.3 / n for n in range(1, 9))]
        return tuple(
            LikelyCategory(category=name, probability=share)
            for name, share in zip(names, shares, strict=False)
        )
