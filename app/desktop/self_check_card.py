"""The self-check: one sentence, and behind it everything that was looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.pieces import IconLabel, as_tip, button, column, label, row
from app.desktop.self_check_words import (
    finding_icon,
    finding_words,
    problem_words,
    promise_words,
    summary_icon,
    summary_words,
)
from app.desktop.settings_cards import Card
from app.desktop.tokens import SPACE
from app.records import Finding

__all__ = ["SelfCheckCard"]


class SelfCheckCard(Card):
    """What the self-check found; it is unfolded by a button."""

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Self-check"))
        self.findings: tuple[Finding, ...] = ()
        self._icon = IconLabel(look)
        self.says = label(strong=True)
        self.says.setWordWrap(True)
        self.problems = label()
        self.problems.setWordWrap(True)
        self.problems.hide()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(120)
        self.busy.setAccessibleName(self.tr("The self-check runs"))
        self.again = button(self.tr("&Check again"))
        self.unfold = button(self.tr("&Show what was looked at"))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._unfold)
        said = row(self._icon, self.says, self.busy, self.again, spacing=SPACE.normal)
        said.setStretch(1, 1)
        self.list = _Findings(look)
        self.copy = button(self.tr("Copy as te&xt"))
        self.save = button(self.tr("Save as f&ile\u2026"))
        self._inside = QWidget()
        self._inside.setLayout(self._unfolded())
        self.add(said)
        self.add(self.problems)
        self.add(row(self.unfold, self.copy, self.save, None))
        self.add(self._inside)
        self._inside.hide()
        self.show_busy()

    def show_busy(self) -> None:
        """It is being looked; what was found before stays."""
        self.busy.show()
        self.again.setEnabled(False)
        if not self.findings:
            self._icon.show_icon("shield", "accent")
            self.says.setText(
                self.tr("Looking at this computer and this installation\u2026")
            )
        self._allow()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """This was found."""
        self.findings = findings
        self.busy.hide()
        self.again.setEnabled(True)
        self.says.setText(summary_words(findings))
        self._icon.show_icon(*summary_icon(findings))
        self.list.show_findings(findings)
        self.problems.setText(problem_words(findings))
        self.problems.setVisible(bool(self.problems.text()))
        self._allow()

    def show_failed(self) -> None:
        """Nothing could be looked at; what was found before stays."""
        self.busy.hide()
        self.again.setEnabled(True)
        if not self.findings:
            self._icon.show_icon("failed", "failed")
            self.says.setText(self.tr("The self-check could not be made."))

    def _allow(self) -> None:
        for each in (self.copy, self.save, self.unfold):
            each.setEnabled(bool(self.findings))

    def _unfold(self, is_on: bool) -> None:  # noqa: FBT001 - what the button tells
        self._inside.setVisible(is_on)
        hides, shows = (
            self.tr("Hide what wa&s looked at"),
            self.tr("&Show what was looked at"),
        )
        said = hides if is_on else shows
        self.unfold.setText(said)
        self.unfold.setAccessibleName(said.replace("&", ""))

    def _unfolded(self) -> QVBoxLayout:
        title = label(
            self.tr("Nothing leaves this computer: how you can check"), strong=True
        )
        lines = []
        for said in promise_words():
            line = label(said)
            line.setWordWrap(True)
            lines.append(line)
        return column(
            SPACE.small,
            title,
            *lines,
            SPACE.small,
            label(self.tr("What was looked at"), strong=True),
            self.list,
            spacing=SPACE.small,
        )


class _Findings(QListWidget):
    """Everything that was looked at, below each other, as high as it is long."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._states: list[str] = []
        self.setObjectName("sentences")
        self.setAccessibleName(self.tr("What was looked at"))
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        look.changed.connect(self._draw)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """These are listed."""
        self.clear()
        self._states = [each.state for each in findings]
        for each in findings:
            words = finding_words(each)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words.replace("\n", ". "))
            item.setToolTip(as_tip(words))
            self.addItem(item)
        self._draw()
        self._fit()
        if self.count():
            self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes lines higher."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _draw(self) -> None:
        self.setIconSize(self._look.icon_size(18))
        for at, state in enumerate(self._states):
            self.item(at).setIcon(self._look.icon(*finding_icon(state)))

    def _fit(self) -> None:
        self.doItemsLayout()
        heights = sum(self.sizeHintForRow(at) for at in range(self.count()))
        self.setFixedHeight(heights + 2 * self.frameWidth() + SPACE.hair)
