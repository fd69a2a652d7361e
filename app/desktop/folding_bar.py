"""A bar that shows less where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

__all__ = ["FoldingBar"]


class FoldingBar(QFrame):
    """In a narrow window some of it hides, and some buttons keep only their icons.

    What hides must be reached in another way too: through a menu, or by its key.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.is_folded = False
        self._hiding: list[QWidget] = []
        self._instead: list[QWidget] = []
        self._shrinking: list[QToolButton] = []

    def hide_when_narrow(self, *widgets: QWidget) -> None:
        """These are not shown in a narrow window."""
        self._hiding += widgets

    def show_when_narrow(self, *widgets: QWidget) -> None:
        """These are shown in a narrow window only."""
        for each in widgets:
            each.setVisible(self.is_folded)
        self._instead += widgets

    def shrink_when_narrow(self, *buttons: QToolButton) -> None:
        """These show only their icons in a narrow window; tool tips have the words."""
        self._shrinking += buttons

    def minimumSizeHint(self) -> QSize:
        """The width it has when it is folded."""
        size = super().minimumSizeHint()
        if not self.is_folded:
            size.setWidth(size.width() - self._saving())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It folds and unfolds with the window."""
        super().resizeEvent(event)
        wanted = self.sizeHint().width()
        whole = wanted + self._saving() if self.is_folded else wanted
        if self.is_folded != (whole > self.width()):
            self._fold(folded=not self.is_folded)

    def _saving(self) -> int:
        layout = self.layout()
        gap = layout.spacing() if layout is not None else 0
        saved = sum(each.minimumSizeHint().width() + gap for each in self._hiding)
        saved -= sum(each.minimumSizeHint().width() + gap for each in self._instead)
        for each in self._shrinking:
            words = each.text().replace("&", "")
            saved += each.fontMetrics().horizontalAdvance(words) + gap // 2
        return saved

    def _fold(self, *, folded: bool) -> None:
        self.is_folded = folded
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if folded:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._shrinking:
            button.setToolButtonStyle(style)
        for each in self._hiding:
            each.setVisible(not folded)
        for each in self._instead:
            each.setVisible(folded)
