"""What labels would change, before anything of it is used."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from app.desktop.figures import Figure, FiguresTable
from app.desktop.language import told
from app.desktop.learning_words import interval_words, items_words, right_words, share
from app.desktop.look import Look
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.reliability_chart import ReliabilityChart
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number, plain_line
from app.records import Change, Interval, LearningReport, Lesson

__all__ = ["LessonDialog"]

_LARGE, _SMALL = (1080, 640), (760, 300)


class LessonDialog(QDialog):
    """The reason, the figures before and after, how far they hold, and every change."""

    def __init__(self, look: Look, lesson: Lesson, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What would change \u2013 Postroom"))
        self.lesson = lesson
        self.reason = label(told(lesson.report.reason))
        self.reason.setWordWrap(True)
        self.chart = ReliabilityChart(look)
        self.held = FiguresTable(
            self.tr("How well probabilities hold"),
            (
                self.tr("Probability"),
                self.tr("It says"),
                self.tr("Right"),
                self.tr("Items"),
            ),
        )
        self.changes = FiguresTable(
            self.tr("What would change"),
            (self.tr("Item"), self.tr("Before"), self.tr("After"), self.tr("Probability")),
            numbers=3,
        )
        self.use = button(self.tr("&Use it and sort again"), kind="primary")
        self.use.setDefault(True)
        self.use.clicked.connect(self.accept)
        self.not_now = button(self.tr("&Not now"))
        self.not_now.clicked.connect(self.reject)
        self._fill()
        self._arrange()
        worth_it = lesson.report.used
        self.use.setEnabled(worth_it)
        (self.use if worth_it else self.not_now).setFocus()

    def _fill(self) -> None:
        bins = self.lesson.report.reliability
        self.chart.show_bins(bins)
        self.held.show_lines(
            [
                (
                    interval_words(Interval(low=b.low, high=b.high)),
                    share(b.claimed),
                    share(b.right),
                    number(b.count),
                )
                for b in bins
            ]
        )
        self.changes.show_lines([_change_line(change) for change in self.lesson.changes])

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        whole.addWidget(label(self.tr("What would change"), size=TYPE.heading))
        whole.addWidget(self.reason)
        whole.addWidget(self._figures())
        body = row(self._holding(), self._changing(), spacing=SPACE.section)
        body.setStretch(0, 4)
        body.setStretch(1, 6)
        whole.addLayout(body, 1)
        note = label(
            self.tr("Nothing is changed until you use it. What persons decided stays."),
            tone="muted",
        )
        whole.addLayout(row(note, None, self.not_now, self.use))
        much = bool(self.lesson.report.reliability or self.lesson.changes)
        self.resize(*(_LARGE if much else _SMALL))

    def _figures(self) -> QFrame:
        report = self.lesson.report
        before, after = Figure(self.tr("Right before")), Figure(self.tr("Right after"))
        if report.interval is None:  # no label was held out
            before.show_figure("\u2013", self.tr("not compared"))
            after.show_figure("\u2013", self.tr("not compared"))
        else:
            before.show_figure(share(report.right_before), self.tr("of the labels"))
            held_out = self.tr("each label held out in its turn")
            after.show_figure(right_words(report.right_after, report.interval), held_out)
        error = Figure(self.tr("Probabilities are off by"))
        error.show_figure(*_error_words(self, report))
        alone = Figure(self.tr("Decided alone"))
        if self.lesson.decided_alone is None:
            alone.show_figure("\u2013", self.tr("nothing can be promised"))
        else:
            items = items_words(self.lesson.items)
            alone.show_figure(
                number(self.lesson.decided_alone), self.tr("of {items}").format(items=items)
            )
        made = frame("surface")
        made.setObjectName("card")
        made.setLayout(row(before, after, error, alone, margin=SPACE.normal, spacing=16))
        return made

    def _holding(self) -> QWidget:
        made = QWidget()
        title = label(self.tr("How well probabilities hold"), strong=True)
        there = bool(self.lesson.report.reliability)
        says = label(
            self.tr("Bars: share right. Dashed: as it says. Numbers above: items.")
            if there
            else self.tr("Nothing was calibrated, so there is nothing to show."),
            tone="muted",
            size=TYPE.small,
        )
        says.setWordWrap(True)
        for each in (self.chart, self.held):
            each.setVisible(there)
        whole = column(title, says, self.chart, self.held, spacing=SPACE.hair)
        whole.setStretchFactor(self.chart, 3)
        whole.setStretchFactor(self.held, 2)
        if not there:
            whole.addStretch(1)
        made.setLayout(whole)
        return made

    def _changing(self) -> QWidget:
        changed, shown = self.lesson.changed, len(self.lesson.changes)
        said = self.tr("{items} would be sorted otherwise")
        title = said.format(items=items_words(changed))
        if not changed:
            title = self.tr("No item would be sorted otherwise")
        self.changes.setVisible(shown > 0)
        if shown < changed:
            title += self.tr("; the surest {count} are listed").format(count=number(shown))
        made = QWidget()
        whole = column(label(title, strong=True), self.changes, spacing=SPACE.hair)
        whole.setStretchFactor(self.changes, 1)
        if not shown:
            whole.addStretch(1)
        made.setLayout(whole)
        return made


def _error_words(dialog: LessonDialog, report: LearningReport) -> tuple[str, str]:
    if report.calibration_error is None:
        return "\u2013", dialog.tr("not calibrated")
    value = _percent(report.calibration_error)
    if report.sampling_error is None:
        return value, ""
    chance = _percent(report.sampling_error)
    return value, dialog.tr("{chance} would be chance alone").format(chance=chance)


def _percent(part: float) -> str:
    """A small share with one decimal."""
    return QLocale().toString(part * 100, "f", 1) + "\u00a0%"


def _change_line(change: Change) -> tuple[str, str, str, str]:
    where = f"{change.document}, {change.place}" if change.place else change.document
    return (
        plain_line(change.text) or plain_line(where),
        change.before or "\u2013",
        change.after or "\u2013",
        share(change.probability),
    )
