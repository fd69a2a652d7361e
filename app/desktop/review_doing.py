"""What a person does in review: kept at once, counted, and taken back step by step."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject, Signal

from app.desktop.asking import DeedDone
from app.desktop.questions import Deed as Wished
from app.desktop.questions import Done, Problem
from app.desktop.review_questions import KeepDecision, KeepPrivate, TakeBack, WriteNote
from app.desktop.review_shelf import Shelf
from app.desktop.review_steps import Decided, Noted, Skipped, Step, TurnedPrivate
from app.desktop.review_walk import Walk
from app.desktop.session import Session

__all__ = ["Doing"]

Deed = KeepDecision | TakeBack | KeepPrivate | WriteNote


class Doing(QObject):
    """Sends a person's words on their way, and knows what each of them has changed.

    The walk and the shelf follow at once; what could not be kept is put right again.
    ``counted`` tells how many items were decided, negative where they are not any more;
    ``settled`` that nothing is on its way any more.

    Args:
        session: Who keeps what is said.
        walk: What is left.
        shelf: What is known of the items.
    """

    counted = Signal(int)
    settled = Signal()

    def __init__(self, session: Session, walk: Walk, shelf: Shelf) -> None:
        super().__init__()
        self._session = session
        self._walk = walk
        self._shelf = shelf
        self._steps: list[Step] = []
        self._on_the_way = 0
        session.deed_done.connect(self._take_deed)
        session.done.connect(self._take_done)

    @property
    def is_settled(self) -> bool:
        """Whether everything that was said is kept; else the case is behind the page."""
        return self._on_the_way == 0

    @property
    def last(self) -> Step | None:
        """The last thing that was done; None for nothing."""
        return self._steps[-1] if self._steps else None

    def forget(self) -> None:
        """Another case: nothing of this one is taken back there."""
        self._steps.clear()
        self._on_the_way = 0

    # ---------------------------------------------------------------- what is done

    def decide(self, keys: tuple[int, ...], category: str, seconds: float) -> None:
        """These items belong there; ``seconds`` is how long each was looked at."""
        self._steps.append(Decided(keys=keys))
        self._walk.leave(keys)
        self.counted.emit(len(keys))
        self._do(KeepDecision(keys=keys, category=category, seconds=round(seconds, 1)))

    def skip(self) -> None:
        """The item that is looked at comes back at the end."""
        key = self._walk.skip()
        if key is not None:
            self._steps.append(Skipped(key=key))

    def keep_private(self, key: int, *, private: bool) -> None:
        """An item stays out of what is learned, or no longer does."""
        self._steps.append(TurnedPrivate(key=key, private=private))
        self._keep_private(key, private=private)

    def note(self, key: int, text: str) -> None:
        """An item has this note."""
        self._steps.append(Noted(key=key, before=self._keep_note(key, text)))

    def undo(self) -> None:
        """The last thing is taken back, and its item is looked at again."""
        if not self._steps:
            return
        step = self._steps.pop()
        match step:
            case Decided():
                self._walk.put_back(step.keys)
                self.counted.emit(-len(step.keys))
                self._do(TakeBack(keys=step.keys))
            case Skipped():
                self._walk.put_back((step.key,))
            case TurnedPrivate():
                self._keep_private(step.key, private=not step.private)
                self._walk.go_to(step.key)
            case Noted():
                self._keep_note(step.key, step.before)
                self._walk.go_to(step.key)
            case _:
                assert_never(step)

    # ---------------------------------------------------------------- what came of it

    def take_problem(self, problem: Problem) -> bool:
        """Whether a deed of these was not kept; its item is then looked at again."""
        deed = problem.asked
        match deed:
            case KeepDecision():
                self._forget_step(Decided(keys=deed.keys))
                self._walk.put_back(deed.keys)
                self.counted.emit(-len(deed.keys))
            case TakeBack():
                self._steps.append(Decided(keys=deed.keys))
                self._walk.leave(deed.keys)
                self.counted.emit(len(deed.keys))
            case KeepPrivate() | WriteNote():
                if isinstance(self.last, TurnedPrivate | Noted):
                    self._steps.pop()
                self._shelf.drop(deed.key)
                self._walk.go_to(deed.key)
            case _:
                return False
        self._end()
        return True

    def _take_deed(self, done: DeedDone) -> None:
        if isinstance(done.deed, Deed):
            self._end()

    def _take_done(self, done: Done) -> None:
        """What was decided here and taken back among the items is not taken back again."""
        if done.wish.deed is Wished.UNDO:
            self._forget_step(Decided(keys=done.wish.keys))

    def _end(self) -> None:
        self._on_the_way = max(self._on_the_way - 1, 0)
        if self.is_settled:
            self.settled.emit()

    def _forget_step(self, step: Step) -> None:
        if step in self._steps:
            self._steps.remove(step)

    def _keep_private(self, key: int, *, private: bool) -> None:
        self._shelf.mark(key, private=private)
        self._do(KeepPrivate(key=key, private=private))

    def _keep_note(self, key: int, text: str) -> str:
        """The note before."""
        before = self._shelf.note(key, text)
        self._do(WriteNote(key=key, text=text))
        return before

    def _do(self, deed: Deed) -> None:
        self._on_the_way += 1
        self._session.do(deed)
