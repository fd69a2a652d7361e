"""Which rows the table shows, how they are grouped, and which come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QMenu,
    QPushButton,
)

from app.desktop import words
from app.desktop.chip_row import ChipRow
from app.desktop.filter_menus import EXTRAS, FilterMenu, GroupMenu, chip_words
from app.desktop.look import Look
from app.desktop.pieces import button, column, row, tool_button
from app.desktop.segments import Segments
from app.desktop.tokens import SPACE
from app.records import RowFacets, RowFilter, Scheme, Status

__all__ = ["FilterBar"]

_INPUT, _PRIORITY = "input", "priority"
_STATUSES: tuple[Status | None, ...] = (None, *Status)


class FilterBar(QFrame):
    """Segments with counts, a list of categories, groups, and chips of what else is asked.

    Attributes:
        asked: What is asked beside status, category, document and words.
    """

    changed = Signal()
    order_chosen = Signal()
    cleared = Signal()
    facets_wanted = Signal()
    dates_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._look = look
        self.asked = RowFilter()
        self._narrowed = False
        self._statuses = Segments([""] * len(_STATUSES))
        self.segments = dict(zip(_STATUSES, self._statuses.buttons, strict=True))
        self.category = self._categories()
        self.order = self._orders()
        self.group_menu = GroupMenu(self)
        self.filter_menu = FilterMenu(self)
        self.group = _menu_button(self.group_menu)
        self.more = _menu_button(self.filter_menu)
        self.columns = _menu_button(QMenu(self))
        self.documents = tool_button(look, "sidebar", self.tr("Hide or show the documents"))
        self.clear = button(self.tr("Clear filt&ers"), kind="quiet")
        self.clear.setParent(self)
        self.chips: list[QPushButton] = []
        self._lower, self._chips = ChipRow(), ChipRow()
        self._arrange()
        self.show_categories(None)
        self.show_counts({})
        self._connect()
        self._follow()

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

    @property
    def narrows(self) -> bool:
        """Whether anything is left out here."""
        plain = replace(self.asked, group="", group_column="")
        return bool(self.status or self.chosen_category or plain != RowFilter())

    def wanted(self, wanted: RowFilter) -> RowFilter:
        """A filter with all that is chosen here."""
        extras = {name: getattr(self.asked, name) for name in EXTRAS}
        return replace(
            wanted,
            status=self.status,
            category=self.chosen_category,
            group=self.asked.group,
            group_column=self.asked.group_column,
            **extras,
        )

    def show_order(self, by_column: bool) -> None:  # noqa: FBT001 - one fact, read as a sentence
        """The table is ordered by a column that was clicked, or by what stands here."""
        if by_column:
            self.order.setCurrentIndex(-1)
        elif self.order.currentIndex() < 0:
            self.order.setCurrentIndex(0)

    def choose_status(self, status: Status | None) -> None:
        """This status is shown, as if it had been clicked."""
        self.segments[status].click()

    def return_to(self, wanted: RowFilter) -> None:
        """What is chosen here is what this filter says."""
        self.segments[wanted.status].setChecked(True)
        at = self.category.findData(wanted.category) if wanted.category else 0
        self.category.setCurrentIndex(max(at, 0))
        extras = {name: getattr(wanted, name) for name in EXTRAS}
        self.asked = RowFilter(
            group=wanted.group, group_column=wanted.group_column, **extras
        )
        self.order.setCurrentIndex(0)
        self._follow()

    def reset(self) -> None:
        """All rows are wanted, without groups."""
        self.return_to(RowFilter())

    def clear_filters(self) -> None:
        """All rows are wanted; the groups stay."""
        asked = self.asked
        self.return_to(RowFilter(group=asked.group, group_column=asked.group_column))
        self.cleared.emit()
        self.changed.emit()

    def ask(self, asked: RowFilter) -> None:
        """This is asked beside status and category."""
        if asked != self.asked:
            self.asked = asked
            self._follow()
            self.changed.emit()

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
        for status, segment in self.segments.items():
            title = self.tr("All") if status is None else words.status_words(status)
            count = words.number(by_status.get(status, 0))
            segment.setText(f"{title}  {count}" if by_status else title)
            segment.setAccessibleName(self.tr("Show {rows}").format(rows=segment.text()))
        self._statuses.offer([True] * len(self.segments))

    def show_facets(self, facets: RowFacets) -> None:
        """What can be filtered and grouped by is known."""
        self.group_menu.fill(facets, self.asked)
        self.filter_menu.fill(facets, self.asked)

    def show_narrowed(self, narrowed: bool) -> None:  # noqa: FBT001 - one fact
        """Whether there is anything to clear, here or elsewhere on the page."""
        if narrowed != self._narrowed:
            self._narrowed = narrowed
            self._show_chips()

    def _follow(self) -> None:
        self.order.setVisible(self.status is Status.NEEDS_REVIEW)
        by = self.group_menu.words_of(self.asked)
        said = self.tr("&Group: {what}").format(what=by) if by else self.tr("&Group")
        self.group.setText(said)
        self.group.setAccessibleName(said.replace("&", ""))
        self._lower.fit()
        self._narrowed = self._narrowed or self.narrows
        self._show_chips()

    def _show_chips(self) -> None:
        for chip in self.chips:
            chip.deleteLater()
        self.chips = []
        for said, without in chip_words(self.asked):
            chip = button(said, kind="quiet")
            self._look.dress(chip, "close", "accent")
            chip.setAccessibleName(self.tr("Remove filter: {filter}").format(filter=said))
            chip.setToolTip(self.tr("Show these again"))
            chip.clicked.connect(lambda _=False, without=without: self.ask(without))
            self.chips.append(chip)
        narrows = [self.clear] if self._narrowed else []
        self.clear.setVisible(self._narrowed)
        self._chips.show_chips([*self.chips, *narrows])

    def _connect(self) -> None:
        self._statuses.chosen.connect(self._follow)
        self._statuses.chosen.connect(self.changed)
        self.category.activated.connect(self._follow)
        self.category.activated.connect(self.changed)
        self.clear.clicked.connect(self.clear_filters)
        for menu in (self.group_menu, self.filter_menu):
            menu.aboutToShow.connect(self.facets_wanted)
            menu.chosen.connect(self.ask)
            menu.dates_wanted.connect(self.dates_wanted)

    def _arrange(self) -> None:
        self.group.setText(self.tr("&Group"))
        self.more.setText(self.tr("Fi&lter"))
        self.columns.setText(self.tr("Colum&ns"))
        for each in (self.group, self.more, self.columns):
            each.setAccessibleName(each.text().replace("&", ""))
        upper = row(self.documents, self._statuses)
        upper.setStretch(1, 1)
        self._lower.hold(self.category, self.group, self.more, self.columns, self.order)
        whole = column(upper, self._lower, self._chips, spacing=SPACE.hair)
        whole.setContentsMargins(SPACE.small, SPACE.small, SPACE.normal, SPACE.small)
        self.setLayout(whole)

    def _categories(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.tr("Category"))
        made.setMinimumContentsLength(14)
        made.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        return made

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


def _menu_button(menu: QMenu) -> QPushButton:
    made = QPushButton()
    made.setProperty("kind", "menu")
    made.setAutoDefault(False)
    made.setMenu(menu)
    return made
