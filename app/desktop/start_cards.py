"""What Postroom does, each a large card that is one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.desktop.look import Look
from app.desktop.pieces import IconLabel, column, label, row
from app.desktop.tokens import SPACE, TYPE

__all__ = ["ChoiceCard"]

_ICON = 36


class ChoiceCard(QPushButton):
    """A button with an icon, a name and a sentence; Return presses it as Space does.

    Args:
        look: Draws the icon.
        icon: Its name.
        name: What is done, with the letter that Alt reaches it by.
        says: What comes of it, in a sentence.
    """

    def __init__(self, look: Look, icon: str, name: str, says: str) -> None:
        super().__init__()
        self.says = says
        self.setAccessibleName(name.replace("&", ""))
        self.setAccessibleDescription(says)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        drawn = IconLabel(look, _ICON)
        drawn.show_icon(icon, "accent")
        title = label(name, size=TYPE.heading)
        title.setBuddy(self)  # underlines the letter, and presses the card for it
        title.setWordWrap(True)
        sentence = label(says, tone="muted")
        sentence.setWordWrap(True)
        for each in (drawn, title, sentence):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        whole = column(
            row(drawn, None), SPACE.hair, title, sentence, None, spacing=SPACE.hair
        )
        whole.setContentsMargins(SPACE.wide, SPACE.section, SPACE.wide, SPACE.section)
        self.setLayout(whole)

    def sizeHint(self) -> QSize:
        """As much as its words need, not its own empty text."""
        return self._fitted(super().sizeHint().width() * 3)

    def minimumSizeHint(self) -> QSize:
        """So that no word is cut at the width it has."""
        return self._fitted(self.width())

    def hasHeightForWidth(self) -> bool:
        """The narrower it is, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Its height at a width."""
        arranged = self.layout()
        return arranged.totalHeightForWidth(width) if arranged is not None else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it too, but not one that is still held from a dialog before."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def _fitted(self, width: int) -> QSize:
        arranged = self.layout()
        if arranged is None:
            return QSize()
        least = arranged.minimumSize().width()
        width = max(width, least)
        return QSize(least, arranged.totalHeightForWidth(width))
