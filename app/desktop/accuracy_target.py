"""How right the program should be where it decides alone, and what that means here."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from app.desktop.accuracy_bar import HIGHEST, LOWEST
from app.desktop.accuracy_cards import Card, ScrolledTable, figures_in_pairs
from app.desktop.accuracy_curve import PromiseCurve
from app.desktop.accuracy_words import (
    Missing,
    brief_words,
    missing_words,
    pace_words,
    what_is_missing,
    work_words,
    wrong_words,
)
from app.desktop.figures import Figure
from app.desktop.learning_words import items_words, share
from app.desktop.look import Look
from app.desktop.pieces import button, column, label, number_box, row
from app.desktop.questions import CaseFacts
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import AccuracyStanding, AtAccuracy

__all__ = ["TargetCard"]


class TargetCard(Card):
    """A slider and the same number to type; what it means; and what every other would."""

    chosen = Signal(int)
    remedy_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._standing: AccuracyStanding | None = None
        self._missing = Missing.SORTING
        self._marked = 0  # the line of the table that has the arrow
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LOWEST, HIGHEST)
        self.slider.setPageStep(5)
        self.slider.setTickInterval(5)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setAccessibleName(self.tr("Right when decided alone, slider"))
        self.typed = number_box(
            self.tr("Right when decided alone, in percent"), LOWEST, HIGHEST
        )
        self.typed.setSuffix("\u00a0%")
        self.typed.setKeyboardTracking(False)
        self.alone = Figure(self.tr("Decided alone"))
        self.review = Figure(self.tr("For a person"))
        self.work = Figure(self.tr("A person\u2019s work"))
        self.wrong = Figure(self.tr("Wrong ones to expect"))
        self.why = label(size=TYPE.normal, strong=True)
        self.remedy = label(tone="muted")
        self.act = button("")
        self.curve = PromiseCurve(look)
        self.table = self._table()
        for said in (self.why, self.remedy):
            said.setWordWrap(True)
        self._arrange()
        self._connect()
        self.show_standing(None, None)

    def show_percent(self, percent: int) -> None:
        """This is chosen now, wherever it was chosen."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.typed):
            self.slider.setValue(percent)
            self.typed.setValue(percent)
        self.curve.show_chosen(percent)
        self._say()

    def show_standing(
        self, facts: CaseFacts | None, standing: AccuracyStanding | None
    ) -> None:
        """What every accuracy means, or why nothing can be promised and what to do."""
        self._standing = standing
        self._missing = what_is_missing(facts, standing)
        there = self._missing is Missing.NOTHING
        self.curve.show_meanings(standing.at if standing else ())
        self._fill(standing)
        for shown in (self.meaning, self.pictures):
            shown.setVisible(there)
        self.nothing.setVisible(not there)
        why, remedy = ("", "") if there else missing_words(self._missing, facts, standing)
        self.why.setText(why)
        self.remedy.setText(remedy)
        self._offer()
        self._say()

    def allow(self, *, is_free: bool) -> None:
        """Whether another accuracy can be chosen now."""
        for each in (self.slider, self.typed):
            each.setEnabled(is_free)
        self.act.setEnabled(is_free)

    def _offer(self) -> None:
        offered = {
            Missing.SORTING: self.tr("Go to the &beginning"),
            Missing.LABELS: self.tr("La&bel items now"),
            Missing.LEARNING: self.tr("See what la&bels would change\u2026"),
            Missing.HOLDING: self.tr("La&bel more items"),
        }.get(self._missing, "")
        self.act.setVisible(bool(offered))
        self.act.setText(offered)
        self.act.setAccessibleName(offered.replace("&", ""))

    def _say(self) -> None:
        found = self._meanings().get(self.slider.value())
        standing = self._standing
        if found is None or standing is None:
            return
        whole = items_words(found.alone + found.review)
        part = found.alone / max(found.alone + found.review, 1)
        of = self.tr("{share} of {items}").format(share=share(part), items=whole)
        self.alone.show_figure(number(found.alone), of)
        self.review.show_figure(number(found.review), self.tr("still to be looked at"))
        self.work.show_figure(
            work_words(found.review, standing.pace), pace_words(standing.pace)
        )
        self.wrong.show_figure(*wrong_words(found))
        said = [
            self.alone.accessibleName(),
            self.review.accessibleName(),
            self.work.accessibleName(),
            self.wrong.accessibleName(),
        ]
        for each in (self.slider, self.typed):
            each.setAccessibleDescription(" ".join(said))
        self._mark(self.slider.value())

    def _meanings(self) -> dict[int, AtAccuracy]:
        at = self._standing.at if self._standing else ()
        return {round(each.promise.wanted * 100): each for each in at}

    def _fill(self, standing: AccuracyStanding | None) -> None:
        if standing is None:
            return
        lines = [
            (
                share(each.promise.wanted),
                number(each.alone),
                number(each.review),
                brief_words(each.review, standing.pace),
            )
            for each in standing.at
        ]
        # The table makes its first line the current one, which nobody has chosen.
        with QSignalBlocker(self.table):
            self.table.show_lines(lines)

    def _mark(self, percent: int) -> None:
        """The chosen line is selected, bold, and has an arrow before it."""
        chosen = percent - LOWEST
        for at in {self._marked, chosen}:
            said = share((at + LOWEST) / 100)
            for where in range(self.table.columnCount()):
                cell = self.table.item(at, where)
                if cell is not None:
                    font = cell.font()
                    font.setBold(at == chosen)
                    cell.setFont(font)
            first = self.table.item(at, 0)
            if first is not None:
                first.setText(f"\u25b8 {said}" if at == chosen else said)
        self._marked = chosen
        with QSignalBlocker(self.table):
            self.table.setCurrentCell(percent - LOWEST, 0)

    def _take_line(self) -> None:
        at = self.table.currentRow()
        if at >= 0:
            self.chosen.emit(at + LOWEST)

    def _table(self) -> ScrolledTable:
        titles = (
            self.tr("Wanted"),
            self.tr("Alone"),
            self.tr("For a person"),
            self.tr("Work, about"),
        )
        made = ScrolledTable(self.tr("What every accuracy means"), titles, stretched=3)
        made.setProperty("dense", "true")
        return made

    def _arrange(self) -> None:
        title = label(
            self.tr("How right should it be where it decides alone?"), size=TYPE.heading
        )
        title.setWordWrap(True)
        said = label(self.tr("Right when decided &alone"), tone="muted")
        said.setBuddy(self.typed)
        choosing = row(said, self.slider, self.typed, spacing=SPACE.normal)
        choosing.setStretch(1, 1)
        self.meaning = figures_in_pairs((self.alone, self.review, self.work, self.wrong))
        self.nothing = QWidget()
        self.nothing.setLayout(
            column(self.why, self.remedy, row(self.act, None), None, spacing=SPACE.small)
        )
        self.pictures = QWidget()
        beside = row(self.curve, self.table, spacing=SPACE.normal)
        beside.setStretch(0, 5)
        beside.setStretch(1, 6)
        self.pictures.setLayout(beside)
        whole = column(
            title, choosing, self.meaning, self.nothing, self.pictures, margin=SPACE.wide,
            spacing=SPACE.normal,
        )  # fmt: skip
        whole.setStretch(3, 1)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self.chosen)
        self.typed.valueChanged.connect(self.chosen)
        self.curve.chosen.connect(self.chosen)
        self.table.currentCellChanged.connect(self._take_line)
        self.act.clicked.connect(lambda: self.remedy_wanted.emit(self._missing))
