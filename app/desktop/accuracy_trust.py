"""How sure the program is, and whether that holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.desktop.accuracy_cards import Card, ScrolledTable
from app.desktop.accuracy_words import trust_words
from app.desktop.learning_words import interval_words, share
from app.desktop.look import Look
from app.desktop.pieces import column, label
from app.desktop.reliability_chart import ReliabilityChart
from app.desktop.segments import Segments
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import AccuracyStanding, Interval, ReliabilityBin

__all__ = ["TrustCard"]


class TrustCard(Card):
    """A sentence, the picture, and the same as a table; from labels or from a check."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._bins: tuple[tuple[ReliabilityBin, ...], ...] = ((), ())
        self.source = Segments((self.tr("Labels held &out"), self.tr("Last blind &check")))
        self.says = label()
        self.note = label(tone="muted", size=TYPE.small)
        self.chart = ReliabilityChart(look)
        self.table = ScrolledTable(
            self.tr("What it says and how often it is right"),
            (
                self.tr("It says"),
                self.tr("Right"),
                self.tr("Range"),
                self.tr("Items"),
            ),
        )
        for said in (self.says, self.note):
            said.setWordWrap(True)
        self.source.chosen.connect(self._show)
        self._arrange()
        self.show_standing(None)

    def show_standing(self, standing: AccuracyStanding | None) -> None:
        """What held of the last run's labels, and of the last check."""
        if standing is None:
            self._bins = ((), ())
        else:
            self._bins = (standing.held_out, standing.checked)
        there = [bool(each) for each in self._bins]
        self.source.setVisible(all(there))
        if any(there) and not there[self.source.at]:
            self.source.choose(there.index(True))
        self._show()

    def _show(self) -> None:
        bins = self._bins[self.source.at]
        self.says.setText(trust_words(bins) or self._why_not())
        self.note.setText(self._note(bins) if bins else "")
        self.note.setVisible(bool(bins))
        self.chart.show_bins(bins)
        self.table.show_lines(
            [
                (
                    self.tr("{stretch}, on average {claimed}").format(
                        stretch=interval_words(Interval(low=each.low, high=each.high)),
                        claimed=share(each.claimed),
                    ),
                    share(each.right),
                    interval_words(each.interval),
                    number(each.count),
                )
                for each in bins
            ]
        )
        for shown in (self.chart, self.table):
            shown.setVisible(bool(bins))
        self.filler.setVisible(not bins)

    def _why_not(self) -> str:
        return self.tr(
            "Nobody knows yet how far its percentages can be trusted: that takes labels "
            "that it has not seen. Label 50 items, or do a blind check."
        )

    def _note(self, bins: Sequence[ReliabilityBin]) -> str:
        count = number(sum(each.count for each in bins))
        if self.source.at == 0:
            said = self.tr("{count} labels, each judged as if nobody had labelled it. "
                           "Dashed: as it says. Thin lines hold the true share 19 times "
                           "in 20.")  # fmt: skip
        else:
            said = self.tr("{count} items of the last blind check. Dashed: as it says. "
                           "Thin lines hold the true share 19 times in 20.")  # fmt: skip
        return said.format(count=count)

    def _arrange(self) -> None:
        title = label(self.tr("When it is sure, is it right?"), size=TYPE.heading)
        title.setWordWrap(True)
        self.filler = QWidget()
        whole = column(
            title, self.source, self.says, self.chart, self.note, self.table, self.filler,
            margin=SPACE.wide, spacing=SPACE.small,
        )  # fmt: skip
        whole.setStretch(3, 3)
        whole.setStretch(5, 2)
        whole.setStretch(6, 1)
        self.setLayout(whole)
