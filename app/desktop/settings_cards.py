"""The cards that settings stand on: a title, and lines of a name, a sentence, a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop.pieces import column, frame, label, row
from app.desktop.tokens import SPACE, TYPE

__all__ = ["Card", "SettingsCard", "choice_box"]

_CHARACTERS = 24


class Card(QWidget):
    """A surface with a title.

    Args:
        title: Above what is added.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        ground = frame("surface")
        ground.setObjectName("card")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE.small)
        self._lines.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.wide)
        self._lines.addWidget(label(title, size=TYPE.heading))
        ground.setLayout(self._lines)
        self.setLayout(column(ground))

    def add(self, thing: QWidget | QLayout) -> None:
        """Below what was added before."""
        if isinstance(thing, QWidget):
            self._lines.addWidget(thing)
        else:
            self._lines.addLayout(thing)


class SettingsCard(Card):
    """Settings below each other, each with one sentence."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._remarks: dict[QWidget, tuple[str, QLabel]] = {}

    def ask(self, name: str, sentence: str, control: QWidget) -> None:
        """A setting: its name with the letter that leads to it, and what it does."""
        plain = name.replace("&", "")
        control.setAccessibleName(plain)
        remark = label(sentence, tone="muted", size=TYPE.small)
        remark.setWordWrap(True)
        self._remarks[control] = (sentence, remark)
        control.setAccessibleDescription(sentence)
        if isinstance(control, QCheckBox):
            control.setText(name)
            self.add(column(control, remark, spacing=0))
            return
        shown = label(name)
        shown.setBuddy(control)
        line = row(column(shown, remark, spacing=0), control, spacing=SPACE.section)
        line.setStretch(0, 1)
        line.setAlignment(control, Qt.AlignmentFlag.AlignVCenter)
        self.add(line)

    def fix(self, control: QWidget, *, is_fixed: bool) -> None:
        """The machine's policy sets this one; that is said in place of its sentence."""
        sentence, remark = self._remarks[control]
        said = self.tr("Your administrators have set this.") if is_fixed else sentence
        control.setEnabled(not is_fixed)
        control.setAccessibleDescription(said)
        remark.setText(said)


class _Choices(QComboBox):
    """The wheel scrolls the page it lies over, and never changes a setting in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whatever lies behind may scroll."""
        event.ignore()


def choice_box() -> QComboBox:
    """A list of choices that is as wide as all others."""
    made = _Choices()
    made.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    made.setMinimumContentsLength(_CHARACTERS)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
