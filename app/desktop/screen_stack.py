"""The pages of the window on top of each other; one is seen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

__all__ = ["ScreenStack"]


class ScreenStack(QStackedWidget):
    """Wants no more room than the page that is seen.

    Qt's own stack wants the room of its largest page, so that one large page would keep
    the window from becoming small on all others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Of the page that is seen."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """Of the page that is seen."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()
