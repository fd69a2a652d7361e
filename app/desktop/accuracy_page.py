"""The place for accuracy: what is asked for, how right it is, and what it learned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from app.desktop.accuracy_checks import ChecksCard
from app.desktop.accuracy_learned import LearnedCard
from app.desktop.accuracy_memory import MemoryCard
from app.desktop.accuracy_target import TargetCard
from app.desktop.accuracy_time import TimeCard
from app.desktop.accuracy_trust import TrustCard
from app.desktop.banner import Banner
from app.desktop.look import Look
from app.desktop.pieces import (
    ElidedLabel,
    button,
    column,
    enable,
    frame,
    label,
    restyle,
    row,
)
from app.desktop.segments import Tabs
from app.desktop.tokens import SPACE, TYPE

__all__ = ["AccuracyPage"]

_NARROW = 120  # average characters, below which the cards stand below each other


class AccuracyPage(QWidget):
    """Three views: the target with what it means, checks and time, and what was learned."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.says = ElidedLabel(tone="muted")
        self.sort = button(self.tr("&Sort again with this"))
        self.target = TargetCard(look)
        self.trust = TrustCard(look)
        self.checks = ChecksCard()
        self.time = TimeCard()
        self.learned = LearnedCard()
        self.memory = MemoryCard()
        self.how_right = _Room(self.tr("Target"), ((self.target, 6), (self.trust, 5)))
        self.checking = _Room(
            self.tr("Checks and time saved"), ((self.checks, 6), (self.time, 5))
        )
        self.learning = _Room(
            self.tr("What it has learned"), ((self.learned, 5), (self.memory, 6))
        )
        self.tabs = Tabs(
            (
                (self.tr("&Target"), self.how_right),
                (self.tr("Chec&ks and time"), self.checking),
                (self.tr("&Learned"), self.learning),
            )
        )
        whole = column(self._head(), self.banner, self._body(), spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_change(self, said: str, *, is_changed: bool, why_not: str) -> None:
        """Whether another accuracy is chosen than the last run was asked for."""
        self.says.say(said)
        does = self.tr("Decide everything anew at the chosen accuracy; what persons "
                       "decided stays (F5)")  # fmt: skip
        same = "" if is_changed else self.tr("Choose another accuracy first.")
        enable(self.sort, does, why_not or same)
        restyle(self.sort, "kind", "primary" if is_changed else "plain")

    def _head(self) -> QFrame:
        head: QFrame = frame("bar")
        titles = row(
            label(self.tr("Accuracy"), size=TYPE.heading),
            self.says,
            self.sort,
            spacing=SPACE.wide,
        )
        titles.setStretch(1, 1)
        titles.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.small)
        head.setLayout(titles)
        return head

    def _body(self) -> QWidget:
        body = QWidget()
        inside = column(self.tabs)
        inside.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.normal)
        body.setLayout(inside)
        return body


class _Room(QScrollArea):
    """Two cards side by side, or below each other where that is too narrow for the type.

    It scrolls where there is no room for them.
    """

    def __init__(self, name: str, cards: tuple[tuple[QWidget, int], ...]) -> None:
        super().__init__()
        inside = QWidget()
        self._cards = row(spacing=SPACE.normal)
        for card, share in cards:
            self._cards.addWidget(card, share)
        inside.setLayout(self._cards)
        self.setObjectName("room")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards stand as the new width allows."""
        across = self.viewport().width() >= _NARROW * self.fontMetrics().averageCharWidth()
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if across else ways.TopToBottom
        if way is not self._cards.direction():
            self._cards.setDirection(way)
        super().resizeEvent(event)
