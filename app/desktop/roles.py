"""What screen readers are told that a widget is, where it draws itself."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

__all__ = ["is_a", "tell_roles"]

_ROLE = "told-role"


def is_a(widget: QWidget, role: QAccessible.Role) -> None:
    """The widget is told to be this, a picture for example, instead of just an area.

    To be said in its constructor, before anybody asks.
    """
    widget.setProperty(_ROLE, role.value)


def tell_roles() -> None:
    """From now on screen readers are told the roles that widgets were given; once."""
    QAccessible.installFactory(_told)


def _told(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a widget with a role of its own; None leaves it to Qt."""
    role = thing.property(_ROLE) if isinstance(thing, QWidget) else None
    if not isinstance(role, int) or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, QAccessible.Role(role))
