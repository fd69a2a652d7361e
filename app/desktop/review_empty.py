"""What stands on the page of review where there is no item to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desktop.look import Look
from app.desktop.pieces import IconLabel, button, column, label, row
from app.desktop.tokens import SPACE, TYPE

__all__ = ["EmptyReview"]

_WIDTH = 64  # in average characters
_ICON = 36


class EmptyReview(QWidget):
    """A sentence about why nothing is here, and what can be done next."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = IconLabel(look, _ICON)
        self.title = label(size=TYPE.heading)
        self.text = label(tone="muted")
        for each in (self.title, self.text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.text.setFixedWidth(_WIDTH * self.text.fontMetrics().averageCharWidth())
        self.first = button("", kind="primary")
        self.second = button("")
        self._does: dict[QPushButton, Callable[[], None]] = {}
        for does in (self.first, self.second):
            does.clicked.connect(lambda _=False, which=does: self._do(which))
        buttons = row(None, self.first, self.second, None)
        self.setLayout(
            column(
                None,
                row(None, self._icon, None),
                SPACE.small,
                self.title,
                row(None, self.text, None),
                SPACE.small,
                buttons,
                None,
                None,
            )
        )

    def say(
        self,
        icon: tuple[str, str],
        title: str,
        text: str,
        offers: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """Why nothing is here, and at most two things to do, each with what does it."""
        self._icon.show_icon(*icon)
        self._tell(self.title, title)
        self._tell(self.text, text)
        self._does.clear()
        for at, each in enumerate((self.first, self.second)):
            each.setVisible(at < len(offers))
            if at < len(offers):
                words, does = offers[at]
                each.setText(words)
                each.setAccessibleName(words.replace("&", ""))
                self._does[each] = does

    def focus_first(self) -> None:
        """What can be done next has the focus."""
        if not self.first.isHidden():
            self.first.setFocus()
        else:
            self.setFocus()

    def _do(self, which: QPushButton) -> None:
        if which in self._does:
            self._does[which]()

    @staticmethod
    def _tell(where: QLabel, text: str) -> None:
        where.setText(text)
        where.setAccessibleName(text)
