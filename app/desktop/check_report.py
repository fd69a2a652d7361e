"""What a blind check found, in figures that can be read, copied and read out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QTableWidgetItem, QWidget

from app.desktop.figures import Figure, FiguresTable
from app.desktop.learning_words import (
    agreement_words,
    interval_words,
    items_words,
    minutes_words,
    right_words,
    share,
)
from app.desktop.pieces import as_tip, button, column, frame, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import BlindReport

__all__ = ["CheckReport"]


class CheckReport(QScrollArea):
    """The figures first, then a table for each question they raise."""

    leave_wanted = Signal()
    others_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(self.tr("Blind check: what it found"), size=TYPE.title)
        self.says = label(tone="muted")
        self.right = Figure(self.tr("Right"))
        self.alone = Figure(self.tr("Right when decided alone"))
        self.macro = Figure(self.tr("Evenly over categories"))
        self.saved = Figure(self.tr("Hours saved"))
        self.categories = self._categories()
        self.groups = self._groups()
        self.times = self._times()
        self.kappa = self._kappa()
        self.confusion = _Confusion()
        self.leave = button(self.tr("&Leave the report"), kind="primary")
        self.others = button(self.tr("&All samples"))
        self.leave.clicked.connect(self.leave_wanted)
        self.others.clicked.connect(self.others_wanted)
        self.setAccessibleName(self.tr("What the blind check found"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._arrange()

    def show_report(self, report: BlindReport) -> None:
        """These are the figures."""
        self.says.setText(
            self.tr("{checked} of {sample} labelled. Ranges hold the true share 19 times "
                    "in 20.").format(
                checked=number(report.checked), sample=items_words(report.sample)
            )
        )  # fmt: skip
        self.right.show_figure(
            share(report.right), self._around(interval_words(report.interval))
        )
        self.alone.show_figure(
            share(report.alone_right),
            self._around(interval_words(report.alone_interval), report.alone_checked),
        )
        self.macro.show_figure(
            _two(report.macro_f1),
            self.tr("1 is perfect; each category counts the same"),
        )
        self.saved.show_figure(*self._saved_words(report))
        self._show_tables(report)
        self.verticalScrollBar().setValue(0)

    def _show_tables(self, report: BlindReport) -> None:
        self.categories.show_lines(
            [
                (c.category, number(c.checked), number(c.predicted),
                 share(c.precision if c.predicted else None),
                 share(c.recall if c.checked else None), _two(c.f1))
                for c in report.categories if c.checked or c.predicted
            ]
        )  # fmt: skip
        kinds = {"language": self.tr("Language {name}"), "sheet": self.tr("Sheet {name}")}
        self.groups.show_lines(
            [
                (
                    kinds.get(g.kind, "{name}").format(name=g.name),
                    number(g.checked),
                    right_words(g.right, g.interval),
                )
                for g in report.groups
            ]
        )
        self.times.show_lines(
            [
                (self.tr("By hand"), minutes_words(report.times.by_hand)),
                (self.tr("With Postroom"), minutes_words(report.times.with_program)),
            ]
        )
        self.kappa.show_lines(
            [
                (self.tr("{one} and {other}").format(one=one, other=other),
                 number(both), agreement_words(value))
                for one, other, both, value in report.kappa
            ]
        )  # fmt: skip
        self._agreement.setVisible(bool(report.kappa))
        self.confusion.show_pairs(report.confusion)
        for table in self._tables():
            table.be_as_high_as_its_lines()

    def _tables(self) -> tuple[FiguresTable, ...]:
        return (self.categories, self.groups, self.times, self.kappa, self.confusion)

    def _around(self, interval: str, items: int | None = None) -> str:
        said = self.tr("range {interval}").format(interval=interval) if interval else ""
        if items is None:
            return said
        return f"{said}, {items_words(items)}" if said else items_words(items)

    def _saved_words(self, report: BlindReport) -> tuple[str, str]:
        if report.times.saved_hours is None:
            return "\u2013", self.tr("not measured")
        hours = QLocale().toString(report.times.saved_hours, "f", 1)
        return hours, self.tr("over all items of the case")

    def _categories(self) -> FiguresTable:
        titles = (self.tr("Category"), self.tr("By persons"), self.tr("By Postroom"))
        scores = (self.tr("Rightly there"), self.tr("Found"), self.tr("Both together"))
        made = FiguresTable(self.tr("Scores by category"), (*titles, *scores))
        tips = (
            "",
            self.tr("How often persons chose it"),
            self.tr("How often Postroom chose it"),
            self.tr("Of what Postroom put there, so much belongs there"),
            self.tr("Of what belongs there, Postroom found so much"),
            self.tr("Both together; 1 is perfect"),
        )
        made.show_titles((*titles, *scores), tips)
        return made

    def _groups(self) -> FiguresTable:
        titles = (self.tr("Group"), self.tr("Items"), self.tr("Right"))
        return FiguresTable(self.tr("Scores by language and sheet"), titles)

    def _times(self) -> FiguresTable:
        titles = (self.tr("An item takes"), self.tr("Time"))
        return FiguresTable(self.tr("Times"), titles)

    def _kappa(self) -> FiguresTable:
        titles = (self.tr("Persons"), self.tr("Items"), self.tr("Beyond chance (kappa)"))
        return FiguresTable(self.tr("Agreement between persons"), titles)

    def _arrange(self) -> None:
        figures = frame("surface")
        figures.setObjectName("card")
        shown = (self.right, self.alone, self.macro, self.saved)
        figures.setLayout(row(*shown, margin=SPACE.wide, spacing=16))
        left = column(
            _card(self.tr("By category"), self.categories),
            _card(self.tr("Who said what"), self.confusion),
            None,
            spacing=SPACE.wide,
        )
        self._agreement = _card(self.tr("Agreement between persons"), self.kappa)
        right = column(
            _card(self.tr("By language and sheet"), self.groups),
            _card(self.tr("Time"), self.times),
            self._agreement,
            None,
            spacing=SPACE.wide,
        )
        body = row(spacing=SPACE.wide)
        body.addLayout(left, 3)
        body.addLayout(right, 2)
        head = row(self.title, None, self.others, self.leave)
        inside = QWidget()
        inside.setLayout(
            column(head, self.says, figures, body, None, margin=24, spacing=SPACE.normal)
        )
        self.setWidget(inside)


class _Confusion(FiguresTable):
    """Rows: what persons said; columns: what the program said, by the same numbers."""

    def __init__(self) -> None:
        super().__init__("", ("",))
        self.setAccessibleName(self.tr("How often each pair of answers came together"))

    def show_pairs(self, pairs: Sequence[tuple[str, str, int]]) -> None:
        """How often a person's and the program's category came together."""
        names = list(dict.fromkeys(name for pair in pairs for name in pair[:2]))
        counts = {(one, other): count for one, other, count in pairs}
        numbers = [str(at) for at in range(1, len(names) + 1)]
        self.setColumnCount(len(names) + 1)
        self.show_titles([self.tr("Persons \\ Postroom"), *numbers], ["", *names])
        self.show_lines(
            [
                (f"{at}  {one}", *(number(counts.get((one, o), 0)) for o in names))
                for at, one in enumerate(names, start=1)
            ]
        )
        for at, one in enumerate(names):
            for where, other in enumerate(names, start=1):
                cell = self.item(at, where)
                if cell is not None:
                    self._dress(cell, (one, other), counts.get((one, other), 0))

    def _dress(self, cell: QTableWidgetItem, pair: tuple[str, str], count: int) -> None:
        """Agreement is bold, nothing is a dot, and every cell says what it counts."""
        one, other = pair
        font = cell.font()
        font.setBold(one == other)
        cell.setFont(font)
        cell.setText(number(count) if count else "\u00b7")
        said = self.tr("Persons: {one}. Postroom: {other}. {items}").format(
            one=one, other=other, items=items_words(count)
        )
        cell.setToolTip(as_tip(said))
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, said)


def _two(value: float) -> str:
    return QLocale().toString(value, "f", 2)


def _card(title: str, table: FiguresTable) -> QFrame:
    made = frame("surface")
    made.setObjectName("card")
    made.setLayout(
        column(label(title, strong=True), table, margin=SPACE.normal, spacing=SPACE.small)
    )
    return made
