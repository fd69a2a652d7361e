"""Before a blind check: who labels, which sample, how many items."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from app.desktop.learning_words import items_words
from app.desktop.pieces import button, column, frame, label, number_box, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import BlindCheck

__all__ = ["CheckSetup"]

_USUAL, _MOST = 50, 2000
_WIDTH = 84  # of the column, in average characters


class CheckSetup(QWidget):
    """A new sample, or one that was begun; a second person may label it too."""

    begin_wanted = Signal()
    report_wanted = Signal()
    leave_wanted = Signal()
    named = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Your name"))
        self.sample = QComboBox()
        self.sample.setAccessibleName(self.tr("Sample"))
        self.how_many = number_box(self.tr("How many items"), 1, _MOST)
        self.how_many.setValue(_USUAL)
        self.begin = button(self.tr("&Begin"), kind="primary")
        self.report = button(self.tr("Show the re&port"))
        self.leave = button(self.tr("&Leave the check"))
        self.begin.clicked.connect(self.begin_wanted)
        self.report.clicked.connect(self.report_wanted)
        self.leave.clicked.connect(self.leave_wanted)
        self.name.textChanged.connect(self._follow)
        self.name.editingFinished.connect(self.named)
        self.name.returnPressed.connect(self.begin.click)
        self.sample.currentIndexChanged.connect(self._follow)
        self._checks: tuple[BlindCheck, ...] = ()
        self._left: Mapping[int, int] = {}
        self._arrange()
        self.show_checks((), {})

    @property
    def person(self) -> str:
        """Who labels."""
        return self.name.text().strip()

    @property
    def chosen(self) -> int:
        """The key of the chosen sample; 0 for a new one."""
        key = self.sample.currentData()
        return key if isinstance(key, int) else 0

    def show_checks(self, checks: tuple[BlindCheck, ...], left: Mapping[int, int]) -> None:
        """These samples were begun; the one that is not finished is proposed."""
        if checks == self._checks and left == self._left and self.sample.count():
            return
        kept = self.chosen if checks == self._checks and self.sample.count() else None
        self._checks, self._left = checks, left
        self.sample.clear()
        self.sample.addItem(self.tr("A new random sample"), 0)
        for check in reversed(checks):
            self.sample.addItem(
                self._sample_words(check, left.get(check.key, 0)), check.key
            )
        unfinished = [c.key for c in checks if left.get(c.key, 0)]
        proposed = unfinished[-1] if unfinished else 0
        at = self.sample.findData(proposed if kept is None else kept)
        self.sample.setCurrentIndex(max(at, 0))
        self._follow()

    def choose(self, key: int) -> None:
        """This sample is chosen; 0 for a new one."""
        self.sample.setCurrentIndex(max(self.sample.findData(key), 0))

    def show_wait(self, waiting: bool) -> None:  # noqa: FBT001 - one fact, read as a sentence
        """A sample is being drawn."""
        self.begin.setEnabled(not waiting and bool(self.person))

    def _sample_words(self, check: BlindCheck, left: int) -> str:
        day = QDate.fromString(check.at[:10], Qt.DateFormat.ISODate)
        said = self.tr("{day}, {items}: {left}").format(
            day=QLocale().toString(day, QLocale.FormatType.ShortFormat),
            items=items_words(len(check.items)),
            left=self.tr("{count} left for you").format(count=number(left))
            if left
            else self.tr("all labelled by you"),
        )
        return f"{check.key}  {said}"

    def _follow(self) -> None:
        key = self.chosen
        finished = key > 0 and not self._left.get(key, 0)
        self.how_many.setEnabled(key == 0)
        self.begin.setText(self.tr("&Begin") if key == 0 else self.tr("&Go on"))
        self.begin.setAccessibleName(self.begin.text().replace("&", ""))
        self.begin.setEnabled(bool(self.person) and not finished)
        begun = next((c for c in self._checks if c.key == key), None)
        self.report.setEnabled(begun is not None)

    def _arrange(self) -> None:
        says = label(
            self.tr(
                "You label a random sample without seeing what Postroom answered. So you "
                "find out how often it is right, and how long the work takes by hand. "
                "You can stop at any time and go on later. A colleague may label the same "
                "sample: then the report says how far you agree."
            ),
            tone="muted",
        )
        says.setWordWrap(True)
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE.wide)
        form.setVerticalSpacing(SPACE.normal)
        form.setColumnStretch(1, 1)
        for at, (title, field) in enumerate(
            (
                (self.tr("Your &name"), self.name),
                (self.tr("S&ample"), self.sample),
                (self.tr("&How many items"), self.how_many),
            )
        ):
            shown = label(title)
            shown.setBuddy(field)
            form.addWidget(shown, at, 0)
            form.addWidget(field, at, 1)
        buttons = row(self.leave, None, self.report, self.begin)
        card: QFrame = frame("surface")
        card.setObjectName("card")
        card.setMaximumWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        card.setLayout(
            column(
                label(self.tr("Blind check"), size=TYPE.title),
                says,
                SPACE.small,
                form,
                SPACE.small,
                buttons,
                margin=SPACE.section,
                spacing=SPACE.normal,
            )
        )
        beside = row(None, card, None, margin=SPACE.page)
        beside.setStretchFactor(card, 1000)
        self.setLayout(column(beside, None))
