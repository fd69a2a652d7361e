"""Blind checks: a new one, going on with one, and what earlier ones found."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Signal

from app.desktop.accuracy_cards import Card, ScrolledTable
from app.desktop.learning_words import interval_words, share
from app.desktop.pieces import button, column, enable, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import AccuracyStanding, CheckStanding

__all__ = ["ChecksCard"]


class ChecksCard(Card):
    """A sentence of what a check is for, the buttons, and a line for each check."""

    begin_wanted = Signal()
    go_on_wanted = Signal(int)
    report_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._checks: tuple[CheckStanding, ...] = ()
        self._why_not = ""
        self.begin = button(self.tr("&New blind check\u2026"))
        self.go_on = button(self.tr("Go on w&ith it\u2026"))
        self.report = button(self.tr("Show the re&port"))
        self.table = ScrolledTable(
            self.tr("Blind checks, the newest first"),
            (
                self.tr("Drawn on"),
                self.tr("Items"),
                self.tr("Labelled"),
                self.tr("Right"),
                self.tr("Right when decided alone"),
            ),
        )
        self.empty = label(tone="muted")
        self.empty.setText(self.tr("There was no blind check in this case yet."))
        self._arrange()
        self.begin.clicked.connect(self.begin_wanted)
        self.go_on.clicked.connect(lambda: self.go_on_wanted.emit(self._chosen_key()))
        self.report.clicked.connect(lambda: self.report_wanted.emit(self._chosen_key()))
        self.table.currentCellChanged.connect(self._follow)
        self.table.itemActivated.connect(self._activate)
        self.show_standing(None)

    def show_standing(self, standing: AccuracyStanding | None) -> None:
        """These checks there are; the newest is chosen."""
        self._checks = tuple(reversed(standing.checks)) if standing else ()
        self.table.show_lines([self._line(each) for each in self._checks])
        if self._checks:
            self.table.setCurrentCell(0, 0)
        self.table.setVisible(bool(self._checks))
        self.empty.setVisible(not self._checks)
        self._follow()

    def allow(self, why_not: str) -> None:
        """Whether a check can be begun, or why not."""
        self._why_not = why_not
        self._follow()

    def _chosen(self) -> CheckStanding | None:
        at = self.table.currentRow()
        return self._checks[at] if 0 <= at < len(self._checks) else None

    def _chosen_key(self) -> int:
        chosen = self._chosen()
        return chosen.key if chosen else 0

    def _follow(self) -> None:
        chosen, why_not = self._chosen(), self._why_not
        enable(self.begin, self.tr("Label a random sample without seeing answers"), why_not)
        self.go_on.setVisible(bool(self._checks))
        self.report.setVisible(bool(self._checks))
        left = chosen.left_for_me if chosen else 0
        enable(
            self.go_on,
            self.tr("Label what is left of the chosen one"),
            why_not or ("" if left else self.tr("You have labelled all of it.")),
        )
        labelled = chosen is not None and chosen.left < chosen.items
        enable(
            self.report,
            self.tr("What the chosen one found, in full"),
            why_not or ("" if labelled else self.tr("Nothing of it is labelled yet.")),
        )

    def _activate(self) -> None:
        """Return on a line goes on with it, or shows what it found."""
        for each in (self.go_on, self.report):
            if each.isEnabled():
                each.click()
                return

    def _line(self, check: CheckStanding) -> tuple[str, ...]:
        labelled = check.items - check.left
        found = check.report
        right = alone = self.tr("not finished")
        if found is not None:
            right = f"{share(found.right)} ({interval_words(found.interval)})"
            alone = share(found.alone_right)
            if found.alone_interval is not None:
                alone += f" ({interval_words(found.alone_interval)})"
        return (_day(check.at), number(check.items), number(labelled), right, alone)

    def _arrange(self) -> None:
        says = label(
            self.tr("You label a random sample without seeing what Postroom answered. "
                    "Nothing tells better how often it is right, and how long the work "
                    "takes by hand. 50 items are enough to begin with."),
            tone="muted",
        )  # fmt: skip
        says.setWordWrap(True)
        title = label(self.tr("Blind checks"), size=TYPE.heading)
        buttons = row(self.begin, self.go_on, self.report, None)
        whole = column(
            title, says, buttons, self.empty, self.table, None, margin=SPACE.wide,
            spacing=SPACE.normal,
        )  # fmt: skip
        whole.setStretch(4, 20)
        self.setLayout(whole)


def _day(at: str) -> str:
    day = QDate.fromString(at[:10], "yyyy-MM-dd")
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)
