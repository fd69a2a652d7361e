"""Why an item was decided as it was, below its name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from app.desktop.pieces import label
from app.desktop.review_words import (
    evidence_words,
    guess_words,
    learned_words,
    model_words,
    needs_words,
    runner_up_words,
)
from app.desktop.tokens import SPACE
from app.records import ReviewItem, ReviewReasons

__all__ = ["WhyPanel"]

_LINES, _FEWEST_LINES = 16, 4  # of text, at most and at least


class WhyPanel(QScrollArea):
    """Evidence, probability, runner-up, what was learned from, and who had a say."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.small)
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(SPACE.hair)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setProperty("kind", "sidebar")
        inside.setLayout(self._grid)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Why this guess"))
        self.hide()

    @property
    def said(self) -> dict[str, str]:
        """What stands there, by what it is about."""
        return {about.text(): told.text() for about, told in self._lines}

    def show_reasons(self, item: ReviewItem, reasons: ReviewReasons) -> None:
        """This is why."""
        verdict = item.row.verdict
        if verdict is None:
            return
        shares = {one.category: one.probability for one in item.likely}
        second = shares.get(verdict.runner_up or "")
        guess = verdict.category or self.tr("None")
        facts = (
            (self.tr("Needs you"), needs_words(verdict)),
            (self.tr("Guess"), f"{guess}. {guess_words(verdict, reasons)}"),
            (self.tr("Because of"), evidence_words(verdict.evidence)),
            (self.tr("Second"), runner_up_words(verdict, second)),
            (self.tr("Learned"), learned_words(reasons)),
            (self.tr("Language model"), model_words(verdict)),
        )
        while len(self._lines) < len(facts):
            self._add_line()
        for (about, told), (name, words) in zip(self._lines, facts, strict=True):
            about.setText(name)
            told.setText(words)
        self.setAccessibleDescription("\n".join(f"{n}: {w}" for n, w in facts))
        self._fit()

    def _add_line(self) -> None:
        about, told = label(tone="muted"), label()
        told.setWordWrap(True)
        about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        at = len(self._lines)
        self._grid.addWidget(about, at, 0)
        self._grid.addWidget(told, at, 1)
        self._lines.append((about, told))

    def sizeHint(self) -> QSize:
        """As high as what it says, up to a limit; where there is no room it is less."""
        wanted = self._grid.totalHeightForWidth(max(self.viewport().width(), 200))
        most = _LINES * self.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), min(max(wanted, 1), most))

    def minimumSizeHint(self) -> QSize:
        """A few lines; the rest is scrolled to."""
        return QSize(0, _FEWEST_LINES * self.fontMetrics().lineSpacing())

    def _fit(self) -> None:
        self._grid.invalidate()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
