"""Which rows the table shows, by status and category, and which come first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QSizePolicy, QToolButton

from app.desktop import words
from app.desktop.pieces import frame, row
from app.desktop.tokens import SPACE
from app.records import Scheme, Status

__all__ = ["FilterBar"]

_INPUT, _PRIORITY = "input", "priority"


class FilterBar(QFrame):
    """Segments with counts, a list of categories, and the order of what needs review."""

    changed = Signal()
    order_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.segments: dict[Status | None, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        segments = frame("surface")
        segments.setObjectName("segments")
        choices = row(margin=2, spacing=2)
        for status in (None, *Status):
            choices.addWidget(self._segment(status))
        segments.setLayout(choices)
        self.segments[None].setChecked(True)
        self._group.buttonClicked.connect(self._follow)
        self._group.buttonClicked.connect(self.changed)
        self.category = QComboBox()
        self.category.setAccessibleName(self.tr("Category"))
        self.category.setMinimumContentsLength(9)
        self.category.setMaximumWidth(20 * self.fontMetrics().averageCharWidth() + 60)
        self.category.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.category.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.category.activated.connect(self.changed)
        self.order = self._orders()
        self.show_categories(None)
        self.show_counts({})
        whole = row(segments, None, self.order, self.category)
        whole.setStretchFactor(self.category, 1000)
        whole.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        self.setLayout(whole)

    @property
    def status(self) -> Status | None:
        """The chosen status; None for all."""
        return next(s for s, button in self.segments.items() if button.isChecked())

    @property
    def chosen_category(self) -> str | None:
        """The chosen category; None for all."""
        chosen = self.category.currentData()
        return chosen if isinstance(chosen, str) else None

    @property
    def wants_priority(self) -> bool:
        """Whether the queue of what needs review is wanted, most useful first."""
        chosen = self.order.currentData()
        return self.status is Status.NEEDS_REVIEW and chosen == _PRIORITY

    def show_order(self, by_column: bool) -> None:  # noqa: FBT001 - one fact, read as a sentence
        """The table is ordered by a column that was clicked, or by what stands here."""
        if by_column:
            self.order.setCurrentIndex(-1)
        elif self.order.currentIndex() < 0:
            self.order.setCurrentIndex(0)

    def choose_status(self, status: Status | None) -> None:
        """This status is shown, as if it had been clicked."""
        self.segments[status].click()

    def reset(self) -> None:
        """All rows are wanted."""
        self.segments[None].setChecked(True)
        self.category.setCurrentIndex(0)
        self.order.setCurrentIndex(0)
        self._follow()

    def show_categories(self, scheme: Scheme | None) -> None:
        """The categories of this scheme can be chosen."""
        before = self.chosen_category
        with QSignalBlocker(self.category):
            self.category.clear()
            self.category.addItem(self.tr("All categories"), None)
            for name in scheme.names if scheme else ():
                self.category.addItem(name, name)
            at = self.category.findData(before) if before else 0
            self.category.setCurrentIndex(max(at, 0))

    def show_counts(self, by_status: Mapping[Status | None, int]) -> None:
        """How many rows each segment leaves."""
        for status, button in self.segments.items():
            title = self.tr("All") if status is None else words.status_words(status)
            count = words.number(by_status.get(status, 0))
            button.setText(f"{title}  {count}" if by_status else title)
            button.setAccessibleName(self.tr("Show {rows}").format(rows=button.text()))

    def _follow(self) -> None:
        self.order.setVisible(self.status is Status.NEEDS_REVIEW)

    def _orders(self) -> QComboBox:
        made = QComboBox()
        made.addItem(self.tr("In input order"), _INPUT)
        made.addItem(self.tr("Most useful first"), _PRIORITY)
        made.setPlaceholderText(self.tr("By a column"))
        made.setAccessibleName(self.tr("Order of the items that need review"))
        made.setToolTip(
            self.tr("Most useful first: the items from which the program learns most.")
        )
        made.activated.connect(self.order_chosen)
        made.hide()
        return made

    def _segment(self, status: Status | None) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "segment")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(button)
        self.segments[status] = button
        return button
