"""Review: an item after the other, each there before it is wanted, each word kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.asking import Answered
from app.desktop.language import told
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
from app.desktop.review_doing import Doing
from app.desktop.review_likes import LikeLeader
from app.desktop.review_pace import Sitting
from app.desktop.review_pictures import ReviewPictures
from app.desktop.review_questions import (
    AlikeAsked,
    Queue,
    QueueAsked,
    ReasonsAsked,
    ReviewItemsAsked,
)
from app.desktop.review_shelf import Shelf
from app.desktop.review_state import ReviewState, show_state, state_of
from app.desktop.review_steps import Noted, Skipped, TurnedPrivate
from app.desktop.review_walk import Walk
from app.desktop.screens import Screen
from app.records import ReviewItem, ReviewReasons

if TYPE_CHECKING:
    from app.desktop.review_page import ReviewPage

__all__ = ["ReviewScreen"]

# So many items are there before they are wanted, and so many stay behind.
_AHEAD, _BEHIND = 8, 2
_PICTURES_AHEAD = 2

_QUESTIONS = (QueueAsked, ReviewItemsAsked, ReasonsAsked, AlikeAsked)


class ReviewScreen(Screen):
    """The place where a person works through what needs one.

    Args:
        parts: Of the window.
    """

    place = Place.REVIEW

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._walk = Walk()
        self._shelf = Shelf()
        self._sitting = Sitting()
        self._doing = Doing(parts.session, self._walk, self._shelf)
        self._likes = LikeLeader(parts.session, self._walk.waits)
        self._pictures = ReviewPictures(parts.session)
        self._shown: int | None = None
        self._reviewed = 0
        self._is_known = False  # whether the queue of this case was read
        self._is_stale = False  # whether it was read while words were on their way
        self._return_to = 0
        parts.session.answered.connect(self._take_answer)
        self._doing.counted.connect(self._count)
        self._doing.settled.connect(self._settle)

    def make_page(self) -> QWidget:
        """The page, connected."""
        from app.desktop.review_page import ReviewPage  # noqa: PLC0415 - made when wanted

        page = ReviewPage(self._parts.look)
        page.decided.connect(self._decide)
        page.set_together.connect(self._set_together)
        page.skipped.connect(self._skip)
        page.moved.connect(self.go_on)
        page.undo_wanted.connect(self.undo)
        page.why_wanted.connect(self._turn_why)
        page.alike_wanted.connect(self._look_for_alike)
        page.offer_wanted.connect(self._show_offer)
        page.touched.connect(lambda: self._sitting.touch(time.monotonic()))
        page.deciding.private_wanted.connect(self._turn_private)
        page.deciding.note_written.connect(self._write_note)
        page.reading.picture_wanted.connect(self._want_picture)
        self._pictures.drawn.connect(page.reading.page.take_picture)
        self._pictures.failed.connect(page.reading.page.take_problem)
        self._likes.lead(page)
        return page

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """Between the item and what it may be."""
        page: ReviewPage = self.page
        return (("review", page.splitter),)

    # ---------------------------------------------------------------- going there

    def enter(self) -> None:
        """What needs a person is read anew; the item that was looked at is there still."""
        self._ask_queue()
        self._show()
        self.page.focus_item()

    def kept_place(self) -> str:
        """The item that is looked at."""
        return str(self._walk.current or self._return_to or "")

    def return_to(self, kept: str) -> None:
        """That item is looked at again, if it still needs a person."""
        self._return_to = int(kept) if kept.isdigit() else 0
        if self._is_known and self._walk.go_to(self._return_to):
            self._show()

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case: nothing that was known holds."""
        super().begin_case(facts)
        self._walk.begin(())
        self._doing.forget()
        self._sitting = Sitting()
        self._is_known, self._shown, self._return_to = False, None, 0
        self._forget()
        if self.is_made:
            self.page.banner.hide()
        self.changed.emit()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Decisions wait while a job runs; a note that was being written is kept first."""
        was_free = self._is_free
        if self.is_made and was_free and not is_free:
            self.page.deciding.keep_note()
        super().follow(facts, is_free=is_free)
        if not self.is_made:
            return
        wait = self.tr("Decisions have to wait until the work has ended.")
        self.page.allow("" if is_free else wait)
        if self.is_open:
            if is_free and not was_free:
                self._ask_queue()
            self._show()
            self._show_progress()
        else:
            self._sitting.rest()
            self._pictures.rest()

    def take_end(self, end: JobEnd) -> bool:
        """After a run other items wait, and what was read of them is old."""
        if end.job is Job.SORT:
            self._forget()
            self._shown = None
            if self.is_open:
                self._ask_queue()
                self._show()
        return False

    def take_problem(self, problem: Problem) -> bool:
        """What could not be kept or read is told beside the item it is about."""
        is_deed = self._doing.take_problem(problem)
        if not is_deed and not isinstance(problem.asked, _QUESTIONS):
            return False
        if isinstance(problem.asked, ReviewItemsAsked):
            self._shelf.give_up(problem.asked)
        if is_deed:
            self._show_anew()
        self._tell(problem)
        return True

    def _tell(self, problem: Problem) -> None:
        what, remedy = told(problem.what), told(problem.remedy)
        if self._shown is None:
            self.page.banner.say("error", what, remedy)
        else:
            self.page.reading.say_failure(f"{what} {remedy}".strip())

    # ---------------------------------------------------------------- what can be done

    def undo_words(self) -> str:
        """The last thing that was done here."""
        last = self._doing.last
        if last is None or not self._is_free:
            return ""
        match last:
            case Skipped():
                return self.tr("the skip")
            case Noted():
                return self.tr("the note")
            case TurnedPrivate():
                return self.tr("keeping private")
            case _:
                return self.tr("the last decision")

    def undo(self) -> None:
        """The last thing is taken back, and its item is looked at again."""
        if self.undo_words():
            self._doing.undo()
            self._show_anew()

    def search(self) -> None:
        """Finding a category begins."""
        self.page.choices.line.setFocus()

    def go_on(self, by: int) -> None:
        """The item so many further is looked at."""
        self.page.deciding.keep_note()
        if self._walk.go_on(by):
            self._likes.forget()
            self._show()
            self.page.focus_item()

    # ---------------------------------------------------------------- what a person says

    def _decide(self, category: str) -> None:
        """The item belongs there; the next one is looked at at once."""
        key = self._shown
        if key is None or not self._is_free or not self._walk.waits(key):
            return
        self.page.deciding.keep_note()
        item = self._shelf.item(key)
        seconds = self._sitting.looked(time.monotonic())
        self._doing.decide((key,), category, seconds)
        self._show_anew()
        if self._facts is not None and item is not None:
            about = AlikeAsked(case=self._facts.path, key=key, category=category)
            self._likes.after(about, item.likely)

    def _set_together(self, keys: tuple[int, ...], category: str) -> None:
        """All of these belong there; a single step takes all back."""
        waiting = tuple(key for key in keys if self._walk.waits(key))
        if waiting and self._is_free:
            seconds = self._sitting.looked(time.monotonic()) / len(waiting)
            self._doing.decide(waiting, category, seconds)
            self._show_anew()

    def _skip(self) -> None:
        if self._is_free and self._shown is not None:
            self.page.deciding.keep_note()
            self._doing.skip()
            self._show_anew()

    def _turn_private(self, private: bool) -> None:  # noqa: FBT001 - what a check box tells
        if self._shown is not None and self._is_free:
            self._doing.keep_private(self._shown, private=private)
            self._show_progress()

    def _write_note(self, text: str) -> None:
        if self._shown is not None and self._is_free:
            self._doing.note(self._shown, text)
            self._show_progress()

    def _count(self, items: int) -> None:
        # A batch was looked at once; the pace is that of looking.
        self._sitting.decide(1 if items > 0 else -1)
        self._reviewed = max(self._reviewed + items, 0)

    # ---------------------------------------------------------------- look-alikes, why

    def _show_offer(self) -> None:
        """What is like the item decided last, if that is offered; else like this one."""
        if self._is_free and not self._likes.show_offered():
            self._look_for_alike()

    def _look_for_alike(self) -> None:
        item = self._shelf.item(self._shown)
        if item is None or self._facts is None or not self._is_free:
            return
        self.page.deciding.keep_note()
        about = AlikeAsked(case=self._facts.path, key=self._shown or 0)
        self._likes.before(about, item.likely)

    def _turn_why(self) -> None:
        reading = self.page.reading
        reading.show_why(wanted=not reading.wants_why)
        self._ask_reasons()

    def _ask_reasons(self) -> None:
        page: ReviewPage = self.page
        wanted = page.reading.wants_why
        if wanted and self._shown is not None and self._facts is not None:
            self._parts.session.ask(ReasonsAsked(case=self._facts.path, key=self._shown))

    # ---------------------------------------------------------------- what is told

    def _ask_queue(self) -> None:
        if self._facts is not None and self._facts.scheme is not None:
            self._parts.session.ask(QueueAsked(case=self._facts.path))

    def _take_answer(self, answer: object) -> None:
        if not isinstance(answer, Answered) or self._facts is None:
            return
        asked, value = answer.question, answer.value
        if not isinstance(asked, _QUESTIONS) or asked.case != self._facts.path:
            return
        if isinstance(value, Queue):
            self._take_queue(value)
        elif isinstance(asked, ReviewItemsAsked) and isinstance(value, tuple):
            self._walk.leave(self._shelf.take(asked, value))
            self._show()
        elif isinstance(asked, AlikeAsked) and isinstance(value, tuple):
            self._likes.take(asked, value)
        elif isinstance(value, ReviewReasons) and value.item == self._shown:
            self.page.reading.show_reasons(value)

    def _take_queue(self, queue: Queue) -> None:
        if not self._doing.is_settled:
            self._is_stale = True
            return
        if self._is_known:
            self._walk.renew(queue.keys)
        else:
            self._walk.begin(queue.keys)
            self._is_known = True
            self._walk.go_to(self._return_to)
        self._reviewed = queue.reviewed
        self._show()

    def _settle(self) -> None:
        """All that was said is kept: a queue that was read meanwhile is read again."""
        if self._is_stale:
            self._is_stale = False
            self._ask_queue()

    # ---------------------------------------------------------------- what is shown

    def _show_anew(self) -> None:
        """Something was done: the item that is now looked at is shown, with the focus."""
        self._shown = None
        self._likes.forget()
        self.page.show_reading()
        self._show()
        self._show_progress()
        if self.is_open:
            self.page.focus_item()

    def _show(self) -> None:
        """The item that is looked at, or why there is none."""
        if not self.is_made:
            return
        job, left = self._parts.session.job, self._walk.left if self._is_known else None
        state = state_of(self._facts, job, left)
        if state is not ReviewState.WORK:
            self._shown = None
            show_state(self.page, state, self._facts, self._parts)
            self._show_progress()
            return
        key = self._walk.current
        item = self._shelf.item(key)
        if item is not None and key != self._shown:
            self._show_item(item)
        self._read_ahead()

    def _show_item(self, item: ReviewItem) -> None:
        page: ReviewPage = self.page
        was_empty = page.shows_nothing
        self._shown = item.row.item.key if item.row.item else None
        page.choices.show_scheme(self._facts.scheme if self._facts else None)
        self._pictures.rest()
        page.show_item(item)
        self._sitting.look(time.monotonic())
        self._ask_reasons()
        self._show_progress()
        if was_empty and self.is_open:
            page.focus_item()

    def _show_progress(self) -> None:
        self.changed.emit()
        if self.is_made:
            left = self._walk.left
            total = self._reviewed + left if self._is_known else 0
            pace = (self._sitting.per_minute, self._sitting.seconds_for(left))
            pace = pace if left else (None, None)
            self.page.show_progress(self._reviewed, total, pace)
            self.page.undo.setEnabled(bool(self.undo_words()))

    def _forget(self) -> None:
        """What was read ahead may be old."""
        self._shelf.forget()
        self._pictures.forget()
        self._likes.forget()
        if self.is_made:
            self.page.show_reading()

    def _read_ahead(self) -> None:
        """The next items and pages are asked for before they are wanted."""
        if self._facts is None:
            return
        around = self._walk.around(_BEHIND, _AHEAD)
        if keys := self._shelf.missing(around):
            self._parts.session.ask(ReviewItemsAsked(case=self._facts.path, keys=keys))
        self._draw_ahead()

    def _draw_ahead(self) -> None:
        if self.page.reading.shows_page:
            coming = self._walk.around(0, _AHEAD)[1:]
            self._pictures.draw_ahead(self._shelf.pages(coming)[:_PICTURES_AHEAD])

    def _want_picture(self, page: int, width: int) -> None:
        if self._shown is not None:
            self._pictures.want(self._shown, page, width)
            self._draw_ahead()
