"""A sentence above the thing it is about: what happened, what to do, perhaps a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.desktop.language import told
from app.desktop.look import Look, scale_font
from app.desktop.pieces import IconLabel, button, column, label, restyle, row, tool_button
from app.desktop.tokens import SPACE, TYPE

__all__ = ["Banner"]

Tone = Literal["info", "good", "warning", "error"]
_ICONS = {
    "info": ("info", "accent"),
    "good": ("sorted", "sorted"),
    "warning": ("warning", "review"),
    "error": ("failed", "failed"),
}


class Banner(QFrame):
    """Hidden until something is to be said; never in the way of anything else."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._act: Callable[[], None] | None = None
        self._icon = IconLabel(look)
        self.what = label()
        self.what.setWordWrap(True)
        scale_font(self.what, TYPE.normal, bold=True)
        self.remedy = label()
        self.remedy.setWordWrap(True)
        self.action = button("")
        self.action.clicked.connect(self._do)
        self.dismiss = tool_button(look, "close", self.tr("Close this message"))
        self.dismiss.clicked.connect(self.hide)
        said = column(self.what, self.remedy, spacing=2)
        whole = row(self._icon, said, self.action, self.dismiss, spacing=SPACE.normal)
        whole.setStretch(1, 1)
        whole.setContentsMargins(SPACE.wide, SPACE.small, SPACE.small, SPACE.small)
        self.setLayout(whole)
        self.hide()

    def say(
        self,
        tone: Tone,
        what: str,
        remedy: str = "",
        action: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """The sentence is shown and spoken, in the person's language where it is known."""
        what, remedy = told(what), told(remedy)
        restyle(self, "tone", tone)
        self._icon.show_icon(*_ICONS[tone])
        self.what.setText(what)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{what} {remedy}".strip())
        self.action.setVisible(action is not None)
        if action is not None:
            text, self._act = action
            self.action.setText(text)
            self.action.setAccessibleName(text.replace("&", ""))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def reword(self, what: str) -> None:
        """The sentence changes a little; it is not spoken again."""
        what = told(what)
        self.what.setText(what)
        self.setAccessibleName(f"{what} {self.remedy.text()}".strip())

    def _do(self) -> None:
        if self._act is not None:
            self.hide()
            self._act()
