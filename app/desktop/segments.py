"""A few views of one thing: a button for each, one of them pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from app.desktop.pieces import column, frame, row
from app.desktop.tokens import SPACE

__all__ = ["Segments", "Tabs"]


_EDGE = 2


class Segments(QFrame):
    """Buttons side by side; only what there is is offered.

    Where there is no room for all beside each other they stand in two rows or more.

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
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._grid.setSpacing(_EDGE)
        self._beside = 0
        for at, title in enumerate(titles):
            tab = QToolButton(inside)
            tab.setText(title)
            tab.setAccessibleName(title.replace("&", ""))
            tab.setProperty("kind", "segment")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(tab, at)
            self.buttons.append(tab)
        self._arrange(len(self.buttons))
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
        self._beside = 0
        self._fit()
        if not offered[self.at]:
            self.choose(0)

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest button; as high as it stands now."""
        widest = max((tab.sizeHint().width() for tab in self._shown()), default=0)
        return QSize(widest + 2 * _EDGE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside each other as far as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _shown(self) -> list[QToolButton]:
        return [tab for tab in self.buttons if not tab.isHidden()]

    def _fit(self) -> None:
        widths = [tab.sizeHint().width() + _EDGE for tab in self._shown()]
        room = max(self.width() - _EDGE, 1)
        for rows in range(1, len(widths) + 1):
            beside = -(-len(widths) // rows)
            columns = [max(widths[at::beside]) for at in range(beside)]
            if sum(columns) <= room or beside == 1:
                self._arrange(beside)
                return

    def _arrange(self, beside: int) -> None:
        """So many buttons stand in each row."""
        if beside == self._beside:
            return
        self._beside = beside
        for at, tab in enumerate(self._shown()):
            self._grid.addWidget(tab, at // beside, at % beside)
        self.updateGeometry()


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
