"""Small pieces that every screen is put together from."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
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
    "IconLabel",
    "button",
    "column",
    "frame",
    "label",
    "number_box",
    "restyle",
    "row",
    "tool_button",
]

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
    made.setIconSize(QSize(18, 18))
    made.setAccessibleName(name)
    made.setToolTip(name)
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


class IconLabel(QLabel):
    """An icon that only accompanies words; screen readers are told the words."""

    def __init__(self, look: Look, size: int = 18) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._shown = ("info", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(size, size)
        look.changed.connect(self._draw)

    def show_icon(self, name: str, tone: str) -> None:
        """This icon is shown."""
        self._shown = (name, tone)
        self._draw()

    def _draw(self) -> None:
        name, tone = self._shown
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._look.picture(name, tone, self._size, ratio))
