"""The place for settings: the self-check first, then what matters, each with a sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from app.desktop.banner import Banner
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, column, frame, label, row
from app.desktop.self_check_card import SelfCheckCard
from app.desktop.settings_choices import SettingsChoices
from app.desktop.settings_storage import AboutCard, StorageCard
from app.desktop.tokens import SPACE, TYPE

__all__ = ["SettingsPage"]

_WIDEST = 860


class SettingsPage(QWidget):
    """Cards below each other, no wider than a line is read well.

    Args:
        look: Draws the icons.
        version: Of the program.
        cases: Where new case files go.
        log: Where the log is; None where none can be kept.
    """

    def __init__(self, look: Look, version: str, cases: Path, log: Path | None) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.self_check = SelfCheckCard(look)
        self.choices = SettingsChoices()
        self.storage = StorageCard(cases)
        self.about = AboutCard(version, log)
        self._look = look
        self._cards = QWidget()
        self.scrolled = self._body()
        self._fit()
        look.changed.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        whole = column(self._head(), self.banner, self.scrolled, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _head(self) -> QFrame:
        head: QFrame = frame("bar")
        says = ElidedLabel(tone="muted")
        says.say(self.tr("Every change counts at once. Ctrl+Z takes it back."))
        titles = row(
            label(self.tr("Settings"), size=TYPE.heading), says, spacing=SPACE.normal
        )
        titles.setStretch(1, 1)
        titles.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        head.setLayout(titles)
        return head

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whatever has the focus is seen, however it came by it."""
        if now is not None and self._cards.isAncestorOf(now):
            self.scrolled.ensureWidgetVisible(now, 0, SPACE.section)

    def _fit(self) -> None:
        self._cards.setMaximumWidth(round(_WIDEST * self._look.ratio))

    def _body(self) -> QScrollArea:
        cards = self._cards
        cards.setLayout(
            column(
                self.self_check, self.choices, self.storage, self.about, None,
                spacing=SPACE.normal,
            )
        )  # fmt: skip
        inside = QWidget()
        lines = row(cards, None, spacing=0)
        lines.setStretch(0, 100)
        lines.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.wide)
        inside.setLayout(lines)
        made = QScrollArea()
        made.setObjectName("room")
        made.setAccessibleName(self.tr("Settings"))
        made.setWidgetResizable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWidget(inside)
        return made
