"""Small pieces that every screen is put together from."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.look import Look, scale_font
from app.desktop.tokens import TYPE

__all__ = [
    "ElidedLabel",
    "IconLabel",
    "as_tip",
    "button",
    "column",
    "enable",
    "frame",
    "label",
    "number_box",
    "restyle",
    "row",
    "tool_button",
]


def as_tip(text: str) -> str:
    """A text as a tool tip that shows it as it is.

    Qt takes what looks like markup for markup, and would load the pictures it names; words
    of documents are shown, never followed.
    """
    if "<" not in text:
        return text
    return f"<p>{html.escape(text)}</p>".replace("\n", "<br>")


def enable(widget: QWidget, does: str, why_not: str) -> None:
    """The widget can be used unless there is a reason against it, which it then tells.

    Args:
        widget: A button, mostly.
        does: Its tool tip while it can be used.
        why_not: Why it cannot be used, and what to do; empty where it can.
    """
    widget.setEnabled(not why_not)
    widget.setToolTip(as_tip(why_not or does))
    widget.setAccessibleDescription(why_not or does)


Kind = Literal["bar", "foot", "surface", "sidebar", "rule", "drop", "banner"]


def restyle(widget: QWidget, name: str, value: str) -> None:
    """The widget is drawn by the style sheet's rule for this property."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        for child in widget.findChildren(QWidget):
            child.style().unpolish(child)
            child.style().polish(child)


def frame(kind: Kind) -> QFrame:
    """A frame that the style sheet knows by its kind."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


def label(
    text: str = "", *, tone: str = "text", size: float = TYPE.normal, strong: bool = False
) -> QLabel:
    """A label of plain text: nothing a document says is ever taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    if size != TYPE.normal or strong:
        scale_font(made, size, bold=strong or size > TYPE.normal)
    return made


def button(text: str, *, kind: str = "", name: str = "") -> QPushButton:
    """A push button; its accessible name is its text unless another is given."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(name or text.replace("&", ""))
    made.setAutoDefault(False)
    return made


def tool_button(look: Look, icon: str, name: str) -> QToolButton:
    """A button that is only an icon; its name is its tool tip too."""
    made = QToolButton()
    look.dress(made, icon)
    look.size_icon(made, 18)
    made.setAccessibleName(name)
    made.setToolTip(as_tip(name))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def number_box(name: str, lowest: int, highest: int) -> QSpinBox:
    """A whole number to be typed or stepped; it and the line in it have this name."""
    made = QSpinBox()
    made.setRange(lowest, highest)
    made.setAccessibleName(name)
    made.lineEdit().setAccessibleName(name)
    made.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach it
    return made


def _fill(box: QBoxLayout, things: tuple[QWidget | QLayout | int | None, ...]) -> None:
    for thing in things:
        if thing is None:
            box.addStretch(1)
        elif isinstance(thing, int):
            box.addSpacing(thing)
        elif isinstance(thing, QWidget):
            box.addWidget(thing)
        else:
            box.addLayout(thing)


def row(
    *things: QWidget | QLayout | int | None, margin: int = 0, spacing: int = 8
) -> QHBoxLayout:
    """Things side by side; a number is a gap, None takes what is left."""
    made = QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    _fill(made, things)
    return made


def column(
    *things: QWidget | QLayout | int | None, margin: int = 0, spacing: int = 8
) -> QVBoxLayout:
    """Things below each other; a number is a gap, None takes what is left."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    _fill(made, things)
    return made


class ElidedLabel(QLabel):
    """A label on one line whose middle is left out where there is no room for all."""

    def __init__(self, *, tone: str = "text", size: float = TYPE.normal) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if size != TYPE.normal:
            scale_font(self, size)
        self._whole = ""

    def say(self, text: str) -> None:
        """This is shown, all of it in the tool tip where it is cut."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text is cut to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self.width(), 40)
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, width))
        self.setToolTip(as_tip(self._whole) if self.text() != self._whole else "")


class IconLabel(QLabel):
    """An icon that only accompanies words; screen readers are told the words."""

    def __init__(self, look: Look, size: int = 18) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._shown = ("info", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(look.icon_size(size))
        look.changed.connect(self._draw)

    def show_icon(self, name: str, tone: str) -> None:
        """This icon is shown."""
        self._shown = (name, tone)
        self._draw()

    def _draw(self) -> None:
        name, tone = self._shown
        size = self._look.icon_size(self._size)
        self.setFixedSize(size)
        self.setPixmap(
            self._look.picture(name, tone, size.width(), self.devicePixelRatioF())
        )
