"""Small buttons side by side, on as many lines as the width asks for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from app.desktop.tokens import SPACE

__all__ = ["ChipRow"]


class ChipRow(QWidget):
    """Takes no room while it has no button."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setLayout(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def hold(self, *widgets: QWidget) -> None:
        """These stay here; those that are hidden take no room."""
        for each in widgets:
            self._lines.addWidget(each)
        self.show()

    def show_chips(self, chips: list[QWidget]) -> None:
        """These are shown in place of those before."""
        while (item := self._lines.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None and gone not in chips:
                gone.hide()
        for chip in chips:
            self._lines.addWidget(chip)
            chip.show()
        self.setVisible(bool(chips))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The width says how many lines there are."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """A larger font may ask for more lines."""
        super().changeEvent(event)
        self.fit()

    def fit(self) -> None:
        """It is as high as its lines, also after one of the things has changed."""
        # Not left to the layout around it, which would rather cut a line than the table.
        high = self._lines.heightForWidth(self.width())
        if high != self.minimumHeight():
            self.setFixedHeight(high)


class _Lines(QLayout):
    """Things one after another, on a new line where there is no room for the next.

    After Qt's own example: https://doc.qt.io/qtforpython-6/examples (flow layout).
    """

    def __init__(self) -> None:
        super().__init__()
        self._things: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE.hair)

    def addItem(self, item: QLayoutItem) -> None:
        """The thing is the last."""
        self._things.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._things)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The thing at a place."""
        return self._things[index] if 0 <= index < len(self._things) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """The thing at a place is no longer laid out."""
        return self._things.pop(index) if 0 <= index < len(self._things) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        """How high all lines are together."""
        return self._placed(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Everything goes to its place."""
        super().setGeometry(rect)
        self._placed(rect, moving=True)

    def sizeHint(self) -> QSize:
        """As large as the largest thing."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The same."""
        size = QSize()
        for thing in self._things:
            size = size.expandedTo(thing.minimumSize())
        return size

    def _placed(self, rect: QRect, *, moving: bool) -> int:
        left, top, high = rect.left(), rect.top(), 0
        for thing in self._things:
            if thing.isEmpty():
                continue
            size = thing.sizeHint()
            if left > rect.left() and left + size.width() > rect.right() + 1:
                left, top, high = rect.left(), top + high + self.spacing(), 0
            if moving:
                width = min(size.width(), rect.width())
                thing.setGeometry(QRect(QPoint(left, top), QSize(width, size.height())))
            left += size.width() + self.spacing()
            high = max(high, size.height())
        return top + high - rect.top()
