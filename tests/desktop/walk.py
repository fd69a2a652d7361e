"""Walks through a window as somebody does who sees little, or has no mouse.

Every function returns what is wrong, each in words that name the widget.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QDateTimeEdit,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)

from tests.desktop.walk_room import called, cut_words, outside

__all__ = [
    "cut_words",
    "doubled_letters",
    "outside",
    "same_names",
    "told_by_colour",
    "unnamed",
    "unreached",
    "unreached_backwards",
    "unseen_focus",
    "wrong_roles",
]

ROLE = QAccessible.Role
BUTTONS = {
    *(ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ButtonMenu, ROLE.ButtonDropDown),
    *(ROLE.PageTab, ROLE.Link, ROLE.Switch),
}
# What a screen reader is told that a widget is, by its class.
ROLES: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QAbstractButton, BUTTONS),
    (QComboBox, {ROLE.ComboBox}),
    (QAbstractSpinBox, {ROLE.SpinBox}),
    (QAbstractSlider, {ROLE.Slider, ROLE.ScrollBar}),
    (QLineEdit, {ROLE.EditableText}),
    (QPlainTextEdit, {ROLE.EditableText, ROLE.Document}),
    (QTextEdit, {ROLE.EditableText, ROLE.Document}),
    (QAbstractItemView, {ROLE.Table, ROLE.List, ROLE.Tree}),
)
# Of these no screen reader can say what they are for.
MEANINGLESS = {ROLE.NoRole, ROLE.Client, ROLE.Border, ROLE.Pane}
STEPS = 400
# Colours that mean something.
TONES = {"review", "failed", "sorted", "warning", "error", "good"}
# A date and a time have no more fields.
FIELDS = 6


def _reached_by_focus(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget that can have the focus, itself and not as a part of another."""
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes and widget.isVisibleTo(root) and widget.window() is root.window():
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """Widgets a person can reach that a screen reader has no name for."""
    return [called(widget) for widget in _reached_by_focus(root) if not _spoken(widget)]


def _spoken(widget: QWidget) -> str:
    """What a screen reader calls the widget.

    Qt on Linux gives what a box of choices has chosen for its name: that is none.
    """
    if isinstance(widget, QComboBox):
        labels = widget.window().findChildren(QLabel)
        buddies = (each.text() for each in labels if each.buddy() is widget)
        return widget.accessibleName() or next(buddies, "")
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def wrong_roles(root: QWidget) -> list[str]:
    """Widgets that a screen reader takes for something else, or for nothing."""
    found = []
    for widget in _reached_by_focus(root):
        if _is_inside_another(widget) or isinstance(widget, QScrollArea):
            continue  # a named region that scrolls has no better role in Qt
        interface = QAccessible.queryAccessibleInterface(widget)
        role = interface.role()
        wanted = next((roles for kind, roles in ROLES if isinstance(widget, kind)), None)
        is_wrong = role in MEANINGLESS if wanted is None else role not in wanted
        if is_wrong:
            found.append(f"{called(widget)} is {role.name}")
    return found


# -------------------------------------------------------------------- with the keyboard


def _round(root: QWidget, start: QWidget) -> tuple[list[QWidget], str]:
    """All that Tab reaches from a widget on, and what is wrong with the way."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    first = QApplication.focusWidget()
    if first is None:
        return [], f"nothing has the focus after {called(start)}"
    seen = [first]
    for _ in range(STEPS):
        focused = _after_tab(seen[-1])
        if focused is None or focused.window() is not root.window():
            return seen, f"Tab leaves the window after {called(seen[-1])}"
        if focused is first:
            return seen, ""
        if focused in seen:
            return seen, f"Tab is trapped at {called(focused)} after {called(seen[-1])}"
        seen.append(focused)
    return seen, "Tab does not come round"


def _after_tab(widget: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> QWidget | None:
    """Who has the focus after Tab; a date has several fields to go through first."""
    focused: QWidget | None = widget
    for _ in range(FIELDS):
        QTest.keyClick(widget, key)
        focused = QApplication.focusWidget()
        if focused is not widget or not isinstance(widget, QDateTimeEdit):
            break
    return focused


def _start_of(root: QWidget) -> QWidget | None:
    """Where the person is, or the first thing that Tab reaches."""
    focused = QApplication.focusWidget()
    if focused is not None and root.isAncestorOf(focused):
        return focused
    return next((w for w in _reached_by_focus(root) if w.isEnabled()), None)


def unreached(root: QWidget) -> list[str]:
    """What neither Tab nor, among its like, an arrow key reaches; and traps on the way."""
    start = _start_of(root)
    if start is None:
        return ["nothing can have the focus"]
    seen, wrong = _round(root, start)
    groups = {_group(widget) for widget in seen} - {None}
    found = [wrong] if wrong else []
    for widget in _reached_by_focus(root):
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not by_tab or not widget.isEnabled() or _is_inside_another(widget):
            continue
        by_arrow = _group(widget) in groups
        if widget not in seen and widget.focusProxy() not in seen and not by_arrow:
            found.append(f"Tab does not reach {called(widget)}")
    return found


def _group(widget: QWidget) -> object:
    """What arrow keys go round in: radio buttons, and buttons of which one is chosen."""
    if not isinstance(widget, QAbstractButton):
        return None
    group = cast("QButtonGroup | None", widget.group())
    if group is not None and group.exclusive():
        return group
    exclusive = isinstance(widget, QRadioButton) or widget.autoExclusive()
    return widget.parentWidget() if exclusive else None


def _is_inside_another(widget: QWidget) -> bool:
    """Whether it is a part of a control that has the focus as a whole."""
    holder = widget.parentWidget()
    if isinstance(widget, QScrollBar | QSplitterHandle):
        return True
    while holder is not None and not holder.isWindow():
        if isinstance(holder, QComboBox | QAbstractSpinBox | QAbstractItemView):
            return True
        holder = holder.parentWidget()
    return False


def unseen_focus(root: QWidget) -> list[str]:
    """Widgets that look the same with the focus as without it."""
    start = _start_of(root)
    if start is None:
        return []
    seen, _ = _round(root, start)
    found = []
    for at, widget in enumerate(seen):
        other = seen[(at + 1) % len(seen)]
        if other is widget or not widget.isVisible():
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        _scroll_to(widget)
        area = _around(root, widget)
        focused = root.grab(area).toImage()
        other.setFocus(Qt.FocusReason.TabFocusReason)
        if _around(root, widget) != area:
            continue  # scrolled away with the focus: it was seen to move
        if root.grab(area).toImage() == focused:
            found.append(f"{called(widget)} looks the same with the focus")
    return found


def _scroll_to(widget: QWidget) -> None:
    """It is seen, as it is when a person comes to it by Tab."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()


def _around(root: QWidget, widget: QWidget) -> QRect:
    """Where the widget is drawn, with the few pixels around it."""
    corner = widget.mapTo(root, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-4, -4, 4, 4) & root.rect()


def doubled_letters(root: QWidget) -> list[str]:
    """Letters that stand for two things on one page."""
    letters = Counter(
        found[1].lower()
        for text in _texts_with_letters(root)
        if (found := re.search("&([^&])", text.replace("&&", "")))
    )
    shown = {
        letter: [text for text in _texts_with_letters(root) if f"&{letter}" in text.lower()]
        for letter, times in letters.items()
        if times > 1
    }
    return [f"Alt+{letter}: {', '.join(texts)}" for letter, texts in shown.items()]


def _texts_with_letters(root: QWidget) -> Iterator[str]:
    window = root.window()
    if isinstance(window, QMainWindow):
        bar = window.findChild(QMenuBar)
        if bar is not None:
            yield from (action.text() for action in bar.actions())
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        if isinstance(widget, QAbstractButton) and widget.isEnabled():
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            yield widget.text()


# -------------------------------------------------------------------- told apart


def same_names(root: QWidget) -> list[str]:
    """Controls of one kind that a screen reader calls the same: which is which?"""
    names = Counter(
        (type(widget).__name__, _spoken(widget))
        for widget in _reached_by_focus(root)
        if not _is_inside_another(widget)
    )
    return [
        f"{times} {kind} are called {name!r}"
        for (kind, name), times in names.items()
        if times > 1
    ]


def unreached_backwards(root: QWidget) -> list[str]:
    """What Tab reaches and Shift+Tab does not, and traps on that way."""
    start = _start_of(root)
    if start is None:
        return ["nothing can have the focus"]
    forth, _ = _round(root, start)
    back = [forth[0]]
    forth[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(STEPS):
        focused = _after_tab(back[-1], Qt.Key.Key_Backtab)
        if focused is None or focused is forth[0] or focused in back:
            break
        back.append(focused)
    groups = {_group(each) for each in back} - {None}
    return [
        f"Shift+Tab does not reach {called(each)}"
        for each in forth
        if each not in back and _group(each) not in groups
    ]


def told_by_colour(root: QWidget) -> list[str]:
    """What wears a colour that means something, without words to say the same."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.property("tone") not in TONES or not widget.isVisibleTo(root):
            continue
        words = [_spoken(widget), *(each.text() for each in widget.findChildren(QLabel))]
        if not any(word.strip() for word in words):
            found.append(f"{called(widget)} is told by colour alone")
    return found
