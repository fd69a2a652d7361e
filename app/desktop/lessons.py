"""Learning, seen from the desk: what is not used yet, what it would change, how sure."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.learning_words import labels_words
from app.desktop.lesson_dialog import LessonDialog
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import AccuracyAsked, AccuracyRead, CaseFacts
from app.records import Lesson

__all__ = ["Lessons"]

# How long after a case was opened the bar is filled, in milliseconds.
_PATIENCE = 300


class Lessons(QObject):
    """The labels' banner, the Learn action and its dialog, and the accuracy asked for.

    Args:
        parts: Of the window.
    """

    use_wanted = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._facts: CaseFacts | None = None
        self._is_dismissed = False
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_PATIENCE)
        self._asking.timeout.connect(self._ask)
        parts.actions.learn.triggered.connect(self.learn)
        parts.desk.labels.dismiss.clicked.connect(self._dismiss)
        parts.desk.accuracy.wanted.connect(self._go_to_accuracy)
        parts.session.answered.connect(self._take_answer)

    def begin_case(self, facts: CaseFacts) -> None:
        """Another case, or another run of it."""
        self._is_dismissed = False
        accuracy = self._parts.desk.accuracy
        accuracy.show_kept(facts.settings.accuracy)
        accuracy.forget_meanings(self._why_not(facts))
        if facts.learned is not None and facts.learned.calibrated:
            self._asking.start()  # after the rows, which somebody waits for

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Learning is offered exactly while there is something to learn from."""
        self._facts = facts
        there = facts is not None and facts.new_labels > 0
        self._parts.actions.learn.setEnabled(is_free and there)
        self._parts.desk.accuracy.adjust.setEnabled(is_free)
        self._show_banner(facts.new_labels if facts and is_free else 0)

    def learn(self) -> None:
        """What the labels would teach is found out."""
        if self._parts.actions.learn.isEnabled():
            self._parts.session.learn()

    def show_lesson(self, lesson: Lesson) -> None:
        """What would change, and the question whether to use it."""
        dialog = LessonDialog(self._parts.look, lesson, self._parts.window)
        dialog.accepted.connect(self.use_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_banner(self, labels: int) -> None:
        banner = self._parts.desk.labels
        if not labels or self._is_dismissed:
            banner.hide()
        elif banner.isHidden():
            banner.say(
                "info",
                labels_words(labels),
                self.tr("Labels are what persons said of items."),
                action=(self.tr("See what the&y would change"), self.learn),
            )
        else:
            banner.reword(labels_words(labels))

    def _ask(self) -> None:
        """What the last run's accuracy means; the place for accuracy asks of others."""
        facts = self._facts
        if facts is not None and facts.learned is not None and facts.learned.calibrated:
            wanted = (self._parts.desk.accuracy.kept,)
            self._parts.session.ask(AccuracyAsked(wanted=wanted))

    def _go_to_accuracy(self) -> None:
        self._parts.rail.gone_to.emit(Place.ACCURACY)

    def _dismiss(self) -> None:
        self._is_dismissed = True  # until the next run; the menu still has it

    def _why_not(self, facts: CaseFacts) -> str:
        learned = facts.learned
        if learned is not None and learned.calibrated:
            return ""
        return self.tr("Needs at least 50 labels to promise this.")

    def _take_answer(self, answer: object) -> None:
        if isinstance(answer, AccuracyRead):
            self._parts.desk.accuracy.show_meanings(answer.meanings)
