"""One line above the items: how right decisions should be, and where that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.desktop.learning_words import accuracy_words, share
from app.desktop.pieces import ElidedLabel, button, row
from app.desktop.tokens import SPACE, TYPE
from app.records import AtAccuracy

__all__ = ["CHOICES", "HIGHEST", "LOWEST", "AccuracyBar"]

LOWEST, HIGHEST, _USUAL = 80, 99, 90
CHOICES = tuple(percent / 100 for percent in range(LOWEST, HIGHEST + 1))


class AccuracyBar(QFrame):
    """The accuracy that the next run is asked for; it is chosen at a place of its own."""

    changed = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._meanings: dict[int, AtAccuracy] = {}
        self._percent = self._kept = _USUAL
        self._why_not = ""
        self.says = ElidedLabel(tone="muted", size=TYPE.small)
        self.adjust = button(
            self.tr("Ad&just\u2026"), kind="quiet", name=self.tr("Adjust the accuracy")
        )
        self.adjust.setToolTip(
            self.tr("How right it should be where it decides alone, and what that means")
        )
        self.adjust.clicked.connect(self.wanted)
        whole = row(self.says, self.adjust, spacing=SPACE.small)
        whole.setStretch(0, 1)
        whole.setContentsMargins(SPACE.normal, 0, SPACE.normal, SPACE.hair)
        self.setLayout(whole)
        self._say()

    @property
    def accuracy(self) -> float:
        """The share that is asked for, 0 to 1."""
        return self._percent / 100

    @property
    def kept(self) -> float:
        """The share that the last run was asked for, 0 to 1."""
        return self._kept / 100

    @property
    def is_changed(self) -> bool:
        """Whether another accuracy is asked for than the last run was asked for."""
        return self._percent != self._kept

    def choose(self, accuracy: float) -> None:
        """The next run is asked for this."""
        percent = _fitting(accuracy)
        if percent != self._percent:
            self._percent = percent
            self._say()
            self.changed.emit()

    def show_kept(self, accuracy: float) -> None:
        """This is what the last run was asked for."""
        self._percent = self._kept = _fitting(accuracy)
        self._say()

    def forget_meanings(self, why_not: str) -> None:
        """What accuracies mean is not known yet; or why nothing can be promised."""
        self._meanings.clear()
        self._why_not = why_not
        self._say()

    def show_meanings(self, meanings: Sequence[AtAccuracy]) -> None:
        """What some accuracies would mean."""
        self._meanings |= {round(m.promise.wanted * 100): m for m in meanings}
        self._say()

    def _say(self) -> None:
        meaning = self._meanings.get(self._percent)
        if meaning is not None:
            said = self.tr("{meaning}.").format(meaning=accuracy_words(meaning))
        else:
            wanted = self.tr("Right when decided alone: {wanted} wanted.")
            said = f"{wanted.format(wanted=share(self.accuracy))} {self._why_not}".strip()
        if self.is_changed:
            said += " " + self.tr("Sort again to use it.")
        self.says.say(said.strip())
        self.adjust.setAccessibleDescription(said.strip())


def _fitting(accuracy: float) -> int:
    return min(max(round(accuracy * 100), LOWEST), HIGHEST)
