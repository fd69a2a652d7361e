"""A person decides, item after item: keys and buttons become wishes to the session."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from app.desktop.asking import DeedDone
from app.desktop.learning_words import items_words
from app.desktop.parts import Parts
from app.desktop.questions import (
    About,
    CaseFacts,
    Deed,
    Done,
    KeysAsked,
    KeysRead,
    Problem,
    Wish,
)
from app.desktop.review_questions import KeepDecision, TakeBack
from app.records import ResultRow

__all__ = ["Reviewing"]


class Reviewing(QObject):
    """Corrections, what is private, and taking back; the cursor then goes on.

    Args:
        parts: Of the window.
    """

    stood = Signal(object)
    undo_changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._bar = parts.desk.reader.correction
        self._shown: ResultRow | None = None
        self._watch = QElapsedTimer()
        self._decided: list[tuple[int, ...]] = []
        self._undoing: list[tuple[int, ...]] = []
        self._is_free = False
        self._connect()

    def begin_case(self) -> None:
        """Another case: what was decided in the one before cannot be taken back here."""
        self._decided.clear()
        self._undoing.clear()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Every control can be used exactly when it makes sense."""
        self._is_free = is_free
        if facts is not None and facts.scheme is not None and is_free:
            self._bar.show_categories(facts.scheme)
        busy = self.tr("Decisions have to wait until the work has ended.")
        self._bar.show_wait("" if is_free else busy)
        self._follow_actions()

    def _follow_actions(self) -> None:
        do, shown = self._parts.actions, self._shown
        verdict = shown.verdict if shown and shown.item else None
        can = self._is_free and verdict is not None
        do.confirm.setEnabled(can)
        do.choose.setEnabled(can)
        do.private.setEnabled(can)
        do.take_guess.setEnabled(can and bool(verdict and verdict.category))
        do.take_runner_up.setEnabled(can and bool(verdict and verdict.runner_up))
        self._bar.show_undo(self.can_undo)
        self.undo_changed.emit()

    # ---------------------------------------------------------------- what a person says

    def _show(self, shown: ResultRow | None) -> None:
        before, self._shown = self._shown, shown
        is_other = before is None or shown is None or before.item != shown.item
        if is_other:
            self._watch.start()
        self._follow_actions()

    def _decide(self, category: str) -> None:
        private = self._bar.private.isChecked()
        self._wish(Wish(deed=Deed.CATEGORY, keys=(), category=category, private=private))

    def _take(self, category: str | None) -> None:
        if category:
            self._decide(category)

    def _take_guess(self) -> None:
        verdict = self._shown.verdict if self._shown else None
        self._take(verdict.category if verdict else None)

    def _take_runner_up(self) -> None:
        verdict = self._shown.verdict if self._shown else None
        self._take(verdict.runner_up if verdict else None)

    def _keep_private(self, private: bool) -> None:  # noqa: FBT001 - what a check box tells
        self._wish(Wish(deed=Deed.PRIVATE, keys=(), private=private))

    def _wish(self, wish: Wish) -> None:
        """The wish is about the selected items; of several, their keys are read first."""
        parts, shown = self._parts, self._shown
        if not self._is_free or shown is None:
            return
        stretches = parts.desk.table.stretches()
        if sum(length for _, length in stretches) > 1:
            row_filter = parts.desk.items.row_filter
            asked = KeysAsked(
                row_filter=row_filter,
                stretches=stretches,
                wish=replace(wish, private=wish.private and wish.deed is Deed.PRIVATE),
            )
            parts.session.ask(asked)
        elif shown.item is not None and shown.verdict is not None:
            one = replace(wish, keys=(shown.item.key,))
            if wish.deed is Deed.CATEGORY:
                one = replace(one, seconds=self._watch.elapsed() / 1000)
                parts.desk.table.go_on()
            parts.session.decide(one)

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to take back now."""
        return self._is_free and bool(self._decided or self._shown_decision())

    @property
    def undoes_shown(self) -> bool:
        """Whether it would be one made earlier, on the item shown."""
        return not self._decided

    def undo(self) -> None:
        """The last decision is taken back, or one made earlier, on the item shown."""
        if self.can_undo:
            keys = self._decided.pop() if self._decided else self._shown_decision()
            self._undoing.append(keys)
            self._parts.session.decide(Wish(deed=Deed.UNDO, keys=keys))
            self._follow_actions()

    def _shown_decision(self) -> tuple[int, ...]:
        """The key of the item shown where a person has decided on it, else nothing."""
        row = self._shown
        if row is None or row.item is None or row.item.key in self._all_undoing():
            return ()
        decided = row.verdict is not None and row.verdict.reviewed
        return (row.item.key,) if decided else ()

    def _all_undoing(self) -> set[int]:
        return {key for keys in self._undoing for key in keys}

    # ---------------------------------------------------------------- what is told

    def _take_answer(self, answer: object) -> None:
        if isinstance(answer, KeysRead) and answer.wish.keys:
            self._ask_about_many(answer.wish)

    def _ask_about_many(self, wish: Wish) -> None:
        items = items_words(len(wish.keys))
        if wish.deed is Deed.CATEGORY:
            said = self.tr("Sort {items} into \u201c{category}\u201d?")
        elif wish.private:
            said = self.tr("Keep {items} private?")
        else:
            said = self.tr("Keep {items} private no longer?")
        question = QMessageBox(self._parts.window)
        question.setWindowTitle(self.tr("Several items \u2013 Postroom"))
        ratio = self._parts.window.devicePixelRatioF()
        question.setIconPixmap(self._parts.look.picture("person", "accent", 36, ratio))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(said.format(items=items, category=wish.category))
        question.setInformativeText(self.tr("All selected items are changed together."))
        do = question.addButton(
            self.tr("&Yes, {items}").format(items=items), QMessageBox.ButtonRole.AcceptRole
        )
        question.setDefaultButton(do)
        question.setEscapeButton(
            question.addButton(self.tr("&No"), QMessageBox.ButtonRole.RejectRole)
        )
        question.accepted.connect(lambda: self._decide_many(wish))
        question.rejected.connect(self._show_again)
        question.finished.connect(question.deleteLater)
        question.open()

    def _decide_many(self, wish: Wish) -> None:
        if wish.deed is Deed.CATEGORY:
            self._parts.desk.table.go_on()
        self._parts.session.decide(wish)

    def _show_again(self) -> None:
        if self._shown is not None:
            self._bar.show_row(self._shown)

    def _take_done(self, done: Done) -> None:
        if done.wish.deed is Deed.CATEGORY:
            self._decided.append(done.wish.keys)
        elif done.wish.deed is Deed.UNDO:
            if done.wish.keys in self._undoing:
                self._undoing.remove(done.wish.keys)
            self._parts.desk.table.go_back_to(done.wish.keys[0])
        self.stood.emit(done)
        self._parts.desk.items.refresh()

    def _take_problem(self, problem: Problem) -> None:
        """A decision that could not be taken back stands, and can be another time."""
        if problem.about is About.DECIDING and self._undoing:
            self._decided.append(self._undoing.pop(0))
            self._follow_actions()

    def _take_deed(self, done: DeedDone) -> None:
        """What was decided in review is the last decision here too, until it is undone."""
        match done.deed:
            case KeepDecision():
                self._decided.append(done.deed.keys)
            case TakeBack():
                self._forget(done.deed.keys)
            case _:
                return
        self._follow_actions()

    def _forget(self, keys: tuple[int, ...]) -> None:
        """The last decision on these was taken back."""
        newest = len(self._decided) - 1
        at = next((n for n in range(newest, -1, -1) if self._decided[n] == keys), None)
        if at is not None:
            del self._decided[at]

    def _choose(self) -> None:
        self._bar.box.setFocus()
        self._bar.box.line.selectAll()

    def _connect(self) -> None:
        do, desk, bar = self._parts.actions, self._parts.desk, self._bar
        for action in (do.take_guess, do.take_runner_up):
            desk.table.addAction(action)
        do.confirm.triggered.connect(bar.decide)
        do.choose.triggered.connect(self._choose)
        do.private.triggered.connect(bar.private.click)
        do.take_guess.triggered.connect(self._take_guess)
        do.take_runner_up.triggered.connect(self._take_runner_up)
        bar.decided.connect(self._decide)
        bar.private_wanted.connect(self._keep_private)
        bar.undo_wanted.connect(self.undo)
        bar.given_up.connect(desk.table.setFocus)
        desk.table.row_shown.connect(self._show)
        desk.table.selected.connect(bar.show_many)
        session = self._parts.session
        session.answered.connect(self._take_answer)
        session.done.connect(self._take_done)
        session.problem.connect(self._take_problem)
        session.deed_done.connect(self._take_deed)
