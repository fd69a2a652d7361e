"""The foot of the window: what is being done and how long it takes, or how things stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStackedWidget, QWidget

from app.desktop import words
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, IconLabel, button, column, frame, label, row
from app.desktop.questions import CaseFacts, Job
from app.desktop.tokens import SPACE, TYPE
from app.records import Phase, RunCounts, Step

__all__ = ["RunStrip"]


class RunStrip(QStackedWidget):
    """Progress with buttons to pause and to stop while a job runs, a summary otherwise.

    Attributes:
        share: How much of what is being done is done, in percent; -1 where nothing runs or
            nobody knows.
    """

    stop_wanted = Signal()
    pause_wanted = Signal(bool)
    share_changed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.phase = label()
        self.share = -1
        self._look = look
        self._job = Job.SORT
        self._rests = False
        self.document = ElidedLabel(tone="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.how_many = label(tone="muted")
        self.left = label(tone="muted")
        self.pause = button(self.tr("Pause"))
        self.pause.clicked.connect(self._pause)
        self.stop = button(self.tr("Sto&p"))
        look.dress(self.stop, "stop", "failed")
        self.stop.setToolTip(self.tr("Stop; everything done so far is kept (Ctrl+.)"))
        self.stop.clicked.connect(self._stop)
        self.summary = ElidedLabel()
        self.method = label(tone="muted", size=TYPE.small)
        self.method.setWordWrap(True)
        self.addWidget(self._resting(look))
        self.addWidget(self._running())

    def begin(self, job: Job) -> None:
        """A job begins."""
        self._job = job
        self.show_paused(rests=False)
        self.pause.setEnabled(True)
        self.stop.setEnabled(True)
        self.stop.setText(self.tr("Sto&p"))
        self.phase.setText(self.tr("Getting ready"))
        self.document.say("")
        for each in (self.how_many, self.left):
            each.clear()
        self.bar.setRange(0, 0)
        self.setCurrentIndex(1)

    def show_paused(self, *, rests: bool) -> None:
        """The job rests until the person lets it go on, or goes on."""
        self._rests = rests
        said = self.tr("Go on") if rests else self.tr("Pause")
        self.pause.setText(said)
        self.pause.setAccessibleName(said)
        self._look.dress(self.pause, "go-on" if rests else "pause")
        tip = self.tr("Go on where it stands (Ctrl+Shift+.)")
        if not rests:
            tip = self.tr("Let the computer rest, and go on later (Ctrl+Shift+.)")
        self.pause.setToolTip(tip)
        if rests:
            self.phase.setText(self.tr("Paused"))
            self.left.clear()

    def show_step(self, step: Step) -> None:
        """Where the job stands."""
        self._show_share(step)
        if self._rests:  # the step that was under way when the person paused
            return
        self.phase.setText(words.phase_words(step.phase))
        said = words.plain_line(told(step.message) or step.document)
        is_trial = step.phase is Phase.MODEL_CHECK and self._job is Job.SUMMARIZE
        if is_trial:
            self.phase.setText(self.tr("Language model"))
            said = self.tr("Trying whether the language model rewords soundly (once, about "
                           "a minute). You can stop; the summaries are there.")  # fmt: skip
        self.document.say(said)
        self.left.setText(words.time_left_words(step.seconds_left))
        if step.total > 0:
            self.bar.setRange(0, step.total)
            self.bar.setValue(min(step.done, step.total))
            self.how_many.setText(
                self.tr("{done} of {total}").format(
                    done=words.number(step.done), total=words.number(step.total)
                )
            )
        else:
            self.bar.setRange(0, 0)
            self.how_many.clear()

    def stopping(self) -> None:
        """The person asked to stop; the step that is under way ends first."""
        self.stop.setEnabled(False)
        self.pause.setEnabled(False)
        self._rests = False
        self.phase.setText(self.tr("Stopping after this step"))
        self.left.clear()

    def rest(self, facts: CaseFacts | None) -> None:
        """No job is running; this is how things stand, and how far they can be trusted."""
        self.setCurrentIndex(0)
        self._tell_share(-1)
        self.summary.say(_summary(self, facts.counts) if facts else "")
        self.method.setText(" ".join(told(each) for each in facts.method) if facts else "")
        self.method.setVisible(bool(self.method.text()))

    def _show_share(self, step: Step) -> None:
        done = min(step.done, step.total)
        self._tell_share(100 * done // step.total if step.total > 0 else -1)

    def _tell_share(self, share: int) -> None:
        if share != self.share:
            self.share = share
            self.share_changed.emit(share)

    def _pause(self) -> None:
        self.pause_wanted.emit(not self._rests)

    def _stop(self) -> None:
        self.stopping()
        self.stop_wanted.emit()

    def _running(self) -> QWidget:
        strip = frame("foot")
        parts = row(
            self.phase,
            self.document,
            self.how_many,
            self.bar,
            self.left,
            self.pause,
            self.stop,
            spacing=16,
        )
        parts.setContentsMargins(SPACE.wide, 6, SPACE.normal, 6)
        parts.setStretch(1, 1)
        strip.setLayout(parts)
        return strip

    def _resting(self, look: Look) -> QWidget:
        strip = frame("foot")
        icon = IconLabel(look, 16)
        icon.show_icon("shield", "accent")
        promise = label(self.tr("Nothing leaves this computer."), tone="muted")
        stands = row(self.summary, icon, promise, spacing=6)
        stands.setStretch(0, 1)
        parts = column(stands, self.method, spacing=1)
        parts.setContentsMargins(SPACE.wide, 6, SPACE.wide, 6)
        strip.setLayout(parts)
        return strip


def _summary(owner: RunStrip, counts: RunCounts) -> str:
    said = owner.tr("{items} items: {sorted} sorted, {review} need review").format(
        items=words.number(counts.items),
        sorted=words.number(counts.sorted),
        review=words.number(counts.needs_review),
    )
    if counts.failed:
        said += owner.tr(", {count} failed").format(count=words.number(counts.failed))
    if counts.undecided:
        said += owner.tr(", {count} not decided yet").format(
            count=words.number(counts.undecided)
        )
    if counts.documents_failed:
        said += owner.tr(". Could not be read: {documents}").format(
            documents=words.documents_words(counts.documents_failed)
        )
    return said
