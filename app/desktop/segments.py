"""A few views of one thing: a button for each, one of them pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QToolButton, QWidget

from app.desktop.pieces import column, frame, row
from app.desktop.tokens import SPACE

__all__ = ["Segments", "Tabs"]


class Segments(QFrame):
    """Buttons side by side; only what there is is offered.

    Args:
        titles: With the letter that is pressed for each.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        inside = frame("surface")
        inside.setObjectName("segments")
        choices = row(margin=2, spacing=2)
        for at, title in enumerate(titles):
            tab = QToolButton()
            tab.setText(title)
            tab.setAccessibleName(title.replace("&", ""))
            tab.setProperty("kind", "segment")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(tab, at)
            self.buttons.append(tab)
            choices.addWidget(tab)
        inside.setLayout(choices)
        self.buttons[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)
        self.setLayout(row(inside, None))

    @property
    def at(self) -> int:
        """The number of the one that is pressed."""
        return self._group.checkedId()

    def choose(self, at: int) -> None:
        """This one is pressed, as if it had been clicked."""
        self.buttons[at].click()

    def offer(self, offered: Sequence[bool]) -> None:
        """These exist; where the pressed one does not, the first is pressed."""
        for tab, there in zip(self.buttons, offered, strict=True):
            tab.setVisible(there)
        if not offered[self.at]:
            self.choose(0)


class Tabs(QWidget):
    """Buttons side by side, and the view of the one that is pressed."""

    def __init__(self, views: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self._views = [view for _, view in views]
        self._segments = Segments([title for title, _ in views])
        self.buttons = self._segments.buttons
        self.chosen = self._segments.chosen
        self.stack = QStackedWidget()
        for view in self._views:
            self.stack.addWidget(view)
        self._segments.chosen.connect(self.stack.setCurrentIndex)
        whole = column(self._segments, self.stack, spacing=SPACE.small)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def choose(self, view: QWidget) -> None:
        """This view is shown, as if its button had been clicked."""
        self._segments.choose(self._views.index(view))

    def offer(self, offered: Sequence[bool]) -> None:
        """These views exist; where the chosen one does not, the first is shown."""
        self._segments.offer(offered)
