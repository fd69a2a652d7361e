"""What a window has too little room for: words that are cut, and what lies outside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QToolButton,
    QWidget,
)

__all__ = ["called", "cut_words", "outside"]


def called(widget: QWidget) -> str:
    """The widget as its owner knows it."""
    name = widget.accessibleName() or widget.objectName()
    if isinstance(widget, QAbstractButton | QLabel) and not name:
        name = widget.text()
    holder = widget.parentWidget()
    within = f" in {type(holder).__name__}" if holder is not None else ""
    return f"{type(widget).__name__} {name!r}{within}"


def cut_words(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        if isinstance(widget, QLabel) and widget.text() and not _elides(widget):
            found += _cut_label(widget)
        elif isinstance(widget, QAbstractButton) and _shows_words(widget):
            room, wanted = widget.size(), widget.sizeHint()
            if room.width() < wanted.width() - 1 or room.height() < wanted.height() - 4:
                found.append(f"{called(widget)} has {room.toTuple()}, wants "
                             f"{wanted.toTuple()}")  # fmt: skip
    return found


def _elides(label: QLabel) -> bool:
    """Whether it leaves out words itself, and has them in its tool tip."""
    return type(label).__name__ == "ElidedLabel" or bool(label.pixmap())


def _shows_words(button: QAbstractButton) -> bool:
    only_icon = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(button, QToolButton) and button.toolButtonStyle() == only_icon:
        return bool(button.text()) and button.icon().isNull()
    return bool(button.text())


def _cut_label(label: QLabel) -> list[str]:
    width, height = label.width(), label.height()
    if label.wordWrap():
        wanted = label.heightForWidth(width)
        is_cut = height < wanted - 2
        longest = max(label.text().split(), key=len, default="")
        is_cut = is_cut or width < label.fontMetrics().horizontalAdvance(longest) - 1
    else:
        wanted = label.minimumSizeHint().width()
        is_cut = width < wanted - 1 or height < label.fontMetrics().height() - 2
    return [f"{called(label)} {label.text()[:40]!r} is cut"] if is_cut else []


def outside(root: QWidget, width: int, height: int) -> list[str]:
    """What does not fit into a screen of this size, and cannot be scrolled to."""
    least = root.minimumSizeHint().expandedTo(root.minimumSize())
    found = []
    if least.width() > width or least.height() > height:
        found.append(f"{called(root)} wants at least {least.toTuple()}")
        found += _largest(root, width, height)
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        if _scrolls(widget, root) or widget.size().isEmpty():
            continue
        place = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
        if not root.rect().adjusted(-2, -2, 2, 2).contains(place):
            found.append(f"{called(widget)} reaches outside: {place.getRect()}")
    return found


def _largest(root: QWidget, width: int, height: int) -> list[str]:
    """The parts that want most of the room."""
    return [
        f"  {called(widget)} wants {least.toTuple()}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.window() is root.window()
        if not _scrolls(widget, root)
        if (least := widget.minimumSizeHint()).width() > width * 0.85
        or least.height() > height * 0.85
    ]


def _scrolls(widget: QWidget, root: QWidget) -> bool:
    holder = widget.parentWidget()
    while holder is not None and holder is not root:
        if isinstance(holder, QAbstractScrollArea):
            return True
        holder = holder.parentWidget()
    return False
