"""A blind check from its beginning to its report; answers go to the session one by one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.check_questions import (
    CheckAnswer,
    CheckAnswered,
    ChecksAsked,
    ChecksRead,
    ItemAsked,
    ItemRead,
    LeftAsked,
    LeftRead,
    ReportAsked,
    ReportRead,
)
from app.desktop.parts import Parts
from app.desktop.questions import CaseFacts, Problem
from app.records import BlindCheck

__all__ = ["Checking"]


class Checking(QObject):
    """Asks for one item after another; skipped ones come again at the end.

    Args:
        parts: Of the window.
    """

    stood = Signal(object)
    opened_or_closed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._page = parts.check
        self._facts: CaseFacts | None = None
        self._check = 0
        self._total = 0
        self._person = ""
        self._left: list[int] = []
        self._before: list[int] = []
        self._unkept = 0
        self._wished: int | None = None
        self._origin: QWidget | None = None
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether the screen of the check is shown."""
        return self._parts.screens.currentWidget() is self._page

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """A check can be begun once something is sorted."""
        self._facts = facts
        sorted_once = facts is not None and facts.scheme is not None
        there = facts is not None and facts.counts.items > 0
        self._parts.actions.check.setEnabled(is_free and sorted_once and there)

    def open(self) -> None:
        """The results go out of sight, and the question who labels which sample appears."""
        if self._can_open and self._parts.actions.check.isEnabled():
            self._show()
            self._show_setup()
            self.opened_or_closed.emit()

    def open_at(self, check: int) -> None:
        """The same with this sample chosen; 0 for a new one."""
        if self._can_open:
            self._show()
            self._wished = check
            self._show_setup()
            self.opened_or_closed.emit()

    def open_report(self, check: int) -> None:
        """What a check has found so far is seen at once."""
        if self._can_open:
            self._show()
            self._show_report(check)
            self.opened_or_closed.emit()

    def close(self) -> None:
        """What was seen before the check is seen again."""
        self._check = 0
        origin = self._origin or self._parts.desk
        self._parts.screens.setCurrentWidget(origin)
        if origin is self._parts.desk:
            self._parts.desk.table.setFocus()
        self.opened_or_closed.emit()

    @property
    def _can_open(self) -> bool:
        facts = self._facts
        sorted_once = facts is not None and facts.scheme is not None
        return sorted_once and self._parts.session.job is None and not self.is_open

    def _show(self) -> None:
        setup, facts = self._page.setup, self._facts
        if facts is not None:
            setup.name.setText(setup.person or facts.person)
            self._page.asking.picker.show_categories(facts.scheme)
        self._origin = self._parts.screens.currentWidget()
        self._wished = None
        self._page.banner.hide()
        self._parts.screens.setCurrentWidget(self._page)

    def take_problem(self, problem: Problem) -> None:
        """What went wrong is said on the screen of the check."""
        self._page.banner.say("error", problem.what, problem.remedy)
        self._page.setup.show_wait(waiting=False)
        if self._unkept:  # an answer was not kept: what is left is read anew
            self._unkept = 0
            self._before.clear()
            self._ask_left()

    # ---------------------------------------------------------------- before

    def _show_setup(self) -> None:
        self._page.show_stage(self._page.setup)
        self._page.setup.begin.setFocus()
        self._ask_checks()

    def _ask_checks(self) -> None:
        self._parts.session.ask(ChecksAsked(person=self._page.setup.person))

    def _begin(self) -> None:
        setup = self._page.setup
        self._person = setup.person
        self._page.banner.hide()
        if setup.chosen:
            self._check = setup.chosen
            self._ask_left()
        else:
            setup.show_wait(waiting=True)
            self._parts.session.begin_check(setup.how_many.value())

    def _take_check(self, check: BlindCheck) -> None:
        self._check = check.key
        self._ask_left()

    # ---------------------------------------------------------------- during

    def _ask_left(self) -> None:
        self._parts.session.ask(LeftAsked(check=self._check, person=self._person))
        self._ask_checks()

    def _take_left(self, read: LeftRead) -> None:
        if (read.question.check, read.question.person) != (self._check, self._person):
            return
        self._left, self._before = list(read.keys), []
        self._page.show_stage(self._page.asking)
        self._ask_item()

    def _take_checks(self, read: ChecksRead) -> None:
        self._page.setup.show_checks(read.checks, read.left)
        if self._wished is not None:
            self._page.setup.choose(self._wished)
            self._wished = None
        begun = next((c for c in read.checks if c.key == self._check), None)
        if begun is not None:
            self._total = len(begun.items)
            self._show_place()

    def _ask_item(self) -> None:
        self._page.asking.wait()
        self._show_place()
        if self._left:
            self._parts.session.ask(ItemAsked(key=self._left[0]))
        elif not self._unkept:
            self._show_report(self._check)

    def _show_place(self) -> None:
        total = max(self._total, len(self._left))
        done = total - len(self._left)
        self._page.asking.show_place(done, total, can_go_back=bool(self._before))

    def _take_item(self, read: ItemRead) -> None:
        if self._left and read.item.key == self._left[0]:
            self._page.asking.show_item(read)

    def _answer(self, category: str, seconds: float) -> None:
        key = self._left.pop(0)
        self._before.append(key)
        self._unkept += 1
        self._parts.session.answer_check(
            CheckAnswer(
                check=self._check,
                key=key,
                person=self._person,
                category=category,
                seconds=seconds,
            )
        )
        self._ask_item()

    def _skip(self) -> None:
        if self._left:
            self._left.append(self._left.pop(0))
            self._ask_item()

    def _go_back(self) -> None:
        if self._before:
            self._left.insert(0, self._before.pop())
            self._ask_item()

    def _take_kept(self, kept: CheckAnswered) -> None:
        self._unkept = max(0, self._unkept - 1)
        self.stood.emit(kept)
        if self.is_open and self._check and not self._left and not self._unkept:
            self._show_report(self._check)

    # ---------------------------------------------------------------- after

    def _show_report(self, check: int) -> None:
        self._page.banner.hide()
        self._parts.session.ask(ReportAsked(check=check))

    def _take_report(self, read: ReportRead) -> None:
        self._check = 0
        self._page.report.show_report(read.report)
        self._page.show_stage(self._page.report)
        self._page.report.leave.setFocus()

    def _take_answer(self, answer: object) -> None:
        if not self.is_open:
            return
        match answer:
            case ChecksRead():
                self._take_checks(answer)
            case LeftRead():
                self._take_left(answer)
            case ItemRead():
                self._take_item(answer)
            case ReportRead():
                self._take_report(answer)
            case _:
                pass

    def _connect(self) -> None:
        session, page = self._parts.session, self._page
        self._parts.actions.check.triggered.connect(self.open)
        page.wanted.connect(self.open_at)
        page.report_wanted.connect(self.open_report)
        page.setup.begin_wanted.connect(self._begin)
        page.setup.report_wanted.connect(lambda: self._show_report(page.setup.chosen))
        page.setup.named.connect(self._ask_checks)
        page.setup.leave_wanted.connect(self.close)
        page.asking.answered.connect(self._answer)
        page.asking.skipped.connect(self._skip)
        page.asking.went_back.connect(self._go_back)
        page.asking.stopped.connect(self.close)
        page.report.leave_wanted.connect(self.close)
        page.report.others_wanted.connect(self._show_setup)
        session.answered.connect(self._take_answer)
        session.check_begun.connect(self._take_check)
        session.check_answered.connect(self._take_kept)
