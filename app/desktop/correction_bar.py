"""A person's word on an item: confirm the guess or choose another category."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from app.desktop.category_box import CategoryBox
from app.desktop.look import Look
from app.desktop.pieces import button, column, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import ResultRow, Scheme

__all__ = ["CorrectionBar"]


class CorrectionBar(QFrame):
    """The category, a button that confirms or corrects it, and what stays private."""

    decided = Signal(str)
    private_wanted = Signal(bool)
    undo_wanted = Signal()
    given_up = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._guess: str | None = None
        self._many = 1
        self._reviewed = False
        self.box = CategoryBox()
        self.confirm = button(self.tr("Confir&m"))
        self.private = QCheckBox(self.tr("&Keep private"))
        says = self.tr("Private items are never kept in the scheme's memory.")
        self.private.setToolTip(says)
        self.private.setAccessibleDescription(says)
        self.undo = button(self.tr("&Undo"), kind="quiet")
        look.dress(self.undo, "undo", "accent")
        self.undo.setToolTip(self.tr("Take back your last decision (Ctrl+Z)"))
        self.undo.setEnabled(False)
        self.waits = label(tone="muted", size=TYPE.small)
        self.waits.setWordWrap(True)
        self.waits.hide()
        self._connect()
        self._arrange()

    def show_categories(self, scheme: Scheme | None) -> None:
        """Items can be sorted into the categories of this scheme."""
        if self.box.show_categories(scheme):
            self.box.stand_on(self._guess)

    def show_row(self, shown: ResultRow) -> None:
        """This item can be decided on; its guess stands there to be confirmed."""
        verdict = shown.verdict
        self._guess = verdict.category if verdict else None
        self._reviewed = verdict.reviewed if verdict else False
        self.setVisible(shown.item is not None and verdict is not None)
        self.box.stand_on(self._guess)
        with QSignalBlocker(self.private):
            self.private.setChecked(shown.private)
        self._follow()

    def show_many(self, count: int) -> None:
        """So many rows are selected: they are decided together."""
        self._many = count
        self._follow()

    def show_wait(self, why: str) -> None:
        """Nothing can be decided now, for this reason; empty where it can."""
        self.waits.setText(why)
        self.waits.setVisible(bool(why))
        for each in (self.box, self.private):
            each.setEnabled(not why)
        self._follow()

    def show_undo(self, possible: bool) -> None:  # noqa: FBT001 - one fact, read as a sentence
        """Whether a decision of this session can be taken back."""
        self.undo.setEnabled(possible)

    def decide(self) -> None:
        """What stands there is what the person says."""
        if self.confirm.isEnabled() and self.box.category:
            self.decided.emit(self.box.category)

    def give_up(self) -> None:
        """The guess stands there again."""
        self.box.stand_on(self._guess)
        self.given_up.emit()

    def _follow(self) -> None:
        chosen = self.box.category
        if self._many > 1:
            said = self.tr("Set {count} ite&ms\u2026").format(count=number(self._many))
        elif chosen == self._guess and not self._reviewed:
            said = self.tr("Confir&m")
        elif chosen == self._guess:
            said = self.tr("Confir&m again")
        else:
            said = self.tr("C&orrect")
        self.confirm.setText(said)
        self.confirm.setAccessibleName(said.replace("&", "").rstrip("\u2026"))
        self.confirm.setEnabled(bool(chosen) and not self.waits.text())

    def _connect(self) -> None:
        self.box.currentTextChanged.connect(lambda _text: self._follow())
        self.box.settled.connect(self.decide)
        self.box.given_up.connect(self.give_up)
        self.confirm.clicked.connect(self.decide)
        self.confirm.setToolTip(self.tr("Keep this category for the item (Ctrl+Return)"))
        self.private.toggled.connect(self.private_wanted)
        self.undo.clicked.connect(self.undo_wanted)

    def _arrange(self) -> None:
        title = label(self.tr("&Category"), tone="muted")
        title.setBuddy(self.box)
        choosing = row(title, self.box, self.confirm)
        choosing.setStretch(1, 1)
        beside = row(self.private, None, self.undo)
        whole = column(choosing, beside, self.waits, spacing=SPACE.hair)
        whole.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.small)
        self.setLayout(whole)
