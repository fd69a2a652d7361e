"""How often the program should be right where it decides alone, and what that means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame

from app.desktop.learning_words import accuracy_words
from app.desktop.pieces import label, number_box, row
from app.desktop.tokens import SPACE, TYPE
from app.records import AtAccuracy

__all__ = ["CHOICES", "AccuracyBar"]

_LOWEST, _HIGHEST, _USUAL = 80, 99, 90
CHOICES = tuple(percent / 100 for percent in range(_LOWEST, _HIGHEST + 1))


class AccuracyBar(QFrame):
    """A number from 80 to 99 %, and beside it what it would mean for this case."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._meanings: dict[int, AtAccuracy] = {}
        self._kept = _USUAL
        self._why_not = ""
        name = self.tr("Right when decided alone, in percent")
        self.wish = number_box(name, _LOWEST, _HIGHEST)
        self.wish.setValue(_USUAL)
        self.wish.setSuffix("\u00a0%")
        self.wish.setToolTip(
            self.tr("Of the items that the program decides alone, so many are right.")
        )
        self.wish.valueChanged.connect(self._take)
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        title = label(self.tr("Right when decided a&lone"), tone="muted")
        title.setBuddy(self.wish)
        whole = row(title, self.wish, SPACE.hair, self.says)
        whole.setStretch(3, 1)
        whole.setContentsMargins(SPACE.normal, 0, SPACE.normal, SPACE.small)
        self.setLayout(whole)

    @property
    def accuracy(self) -> float:
        """The share that is asked for, 0 to 1."""
        return self.wish.value() / 100

    @property
    def is_changed(self) -> bool:
        """Whether another accuracy is asked for than the last run was asked for."""
        return self.wish.value() != self._kept

    def show_kept(self, accuracy: float) -> None:
        """This is what the last run was asked for."""
        self._kept = min(max(round(accuracy * 100), _LOWEST), _HIGHEST)
        with QSignalBlocker(self.wish):
            self.wish.setValue(self._kept)
        self._say()

    def show_meanings(self, meanings: Sequence[AtAccuracy], why_not: str) -> None:
        """What each accuracy would mean; or why nothing can be promised."""
        self._meanings = {round(m.promise.wanted * 100): m for m in meanings}
        self._why_not = why_not
        self._say()

    def _take(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        meaning = self._meanings.get(self.wish.value())
        said = accuracy_words(meaning) + "." if meaning else self._why_not
        if self.is_changed:
            said = self.tr("{meaning} Sort again to use it.").format(meaning=said).strip()
        self.says.setText(said)
        self.wish.setAccessibleDescription(said)
