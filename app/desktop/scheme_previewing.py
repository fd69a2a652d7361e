"""Looking at what changed categories would change, a moment after each change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.asking import Answered
from app.desktop.language import told
from app.desktop.questions import CaseFacts, JobEnd, Problem
from app.desktop.scheme_changes import SchemeChanges
from app.desktop.scheme_questions import PreviewAsked, RestAsked, TryScheme
from app.desktop.session import Session
from app.records import Scheme, SchemePreview

__all__ = ["Previewing"]

PAUSE = 1000  # milliseconds without a change, after which is looked
MOST_ITEMS = 5000  # beyond so many only a person asks


class Previewing(QObject):
    """Asks by itself in a case of a usual size, and when the person says so in any.

    Args:
        session: Answers.
        changes: Where it is shown.
    """

    found = Signal(object)

    def __init__(self, session: Session, changes: SchemeChanges) -> None:
        super().__init__(changes)
        self._session = session
        self._changes = changes
        self._facts: CaseFacts | None = None
        self._is_free = True
        self._scheme: Scheme | None = None
        self._asked: Scheme | None = None
        self._shown: Scheme | None = None
        self._closely = False  # whether the person has asked and not been answered
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE)
        self.timer.timeout.connect(self._ask)
        changes.see.clicked.connect(self.see)

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """How things stand."""
        if (facts and facts.path) != (self._facts and self._facts.path):
            self._shown = self._asked = None
        self._facts, self._is_free = facts, is_free
        self._say()

    def want(self, scheme: Scheme | None, *, at_once: bool = False) -> None:
        """These are the categories now; None while they have mistakes."""
        if scheme == self._scheme and scheme == self._shown:
            return
        self._scheme = scheme
        if scheme is None or scheme == self._shown or not self._by_itself:
            self.timer.stop()
        elif at_once:
            self._ask()
        else:
            self.timer.start()
        self._say()
        if scheme == self._shown and self._changes.preview is not None:
            self._changes.show_preview(self._changes.preview)

    def see(self) -> None:
        """The person asks for it."""
        self.timer.stop()
        self._shown = None
        if self._facts is None or self._scheme is None:
            return
        if self._by_itself:
            self._closely = True
            self._ask()
        elif self._is_free:
            case = self._facts.path
            self._changes.say(self.tr("Looking at every item\u2026"))
            self._session.begin(TryScheme(case=case, scheme=self._scheme))

    def take_answer(self, answer: Answered) -> None:
        """What was found; where the categories have changed since, it is asked anew."""
        question = answer.question
        if not isinstance(question, PreviewAsked) or question.scheme != self._asked:
            return
        self._asked = None
        is_here = self._facts is not None and self._facts.path == question.case
        if is_here and isinstance(answer.value, SchemePreview):
            self._take(question.scheme, answer.value)
        if self._closely:
            self._ask()

    def take_end(self, end: JobEnd) -> None:
        """The long way of it has ended."""
        if isinstance(end.task, TryScheme) and isinstance(end.value, SchemePreview):
            self._take(end.task.scheme, end.value)
        else:
            self._shown = None
            self._say()

    def take_problem(self, problem: Problem) -> None:
        """It could not be found out."""
        self._asked = None
        self._changes.show_preview(None)
        self._changes.say(told(problem.what), told(problem.remedy))

    def begin_anew(self) -> None:
        """The case has changed: what was found does not hold any more."""
        self._shown = None
        if self._scheme is not None and self._by_itself:
            self.timer.start()

    def rest(self) -> None:
        """Nobody looks any more."""
        self.timer.stop()
        if self._facts is not None and self._facts.scheme is not None:
            self._session.ask(RestAsked())

    @property
    def _by_itself(self) -> bool:
        facts = self._facts
        return (
            facts is not None
            and facts.scheme is not None
            and facts.counts.items <= MOST_ITEMS
        )

    def _ask(self) -> None:
        if self._facts is None or self._scheme is None or self._asked is not None:
            return  # one at a time: the answer asks again
        self._asked = self._scheme
        closely, self._closely = self._closely, False
        self._session.ask(
            PreviewAsked(case=self._facts.path, scheme=self._scheme, closely=closely)
        )
        self._say()

    def _take(self, scheme: Scheme, found: SchemePreview) -> None:
        if scheme == self._scheme:
            self._shown = scheme
            self._changes.show_preview(found)
            self.found.emit(found)
        elif self._by_itself:
            self._ask()
        self._say()

    def _say(self) -> None:
        """Why there is nothing to see, where there is not."""
        facts, changes = self._facts, self._changes
        sorted_case = facts is not None and facts.scheme is not None
        can_see = sorted_case and self._scheme is not None
        changes.see.setEnabled(can_see and (self._by_itself or self._is_free))
        if not sorted_case:
            changes.show_preview(None)
            changes.say(
                self.tr("Open a case that is sorted, and you see here which items a change "
                        "would move.")
            )  # fmt: skip
        elif self._scheme is None:
            changes.show_preview(None)
            changes.say(self.tr("Mend what is marked, and you see here what would move."))
        elif self._shown != self._scheme and not self._by_itself:
            changes.show_preview(None)
            changes.say(
                self.tr("This case is large: ask for it when you want to see what would "
                        "move.")
            )  # fmt: skip
        elif self._asked is not None or self.timer.isActive():
            changes.say(self.tr("Looking\u2026"))
