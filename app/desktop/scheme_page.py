"""The page of categories: schemes on the left, one in the middle, what it changes right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.desktop.banner import Banner
from app.desktop.chip_row import ChipRow
from app.desktop.look import Look
from app.desktop.pieces import IconLabel, button, column, frame, label, row
from app.desktop.scheme_changes import SchemeChanges
from app.desktop.scheme_fields import CategoryFields, SchemeFields, UndoKeys
from app.desktop.scheme_list import CategoryList, SchemeList
from app.desktop.scheme_removed import RemovedCategories
from app.desktop.tokens import SPACE, TYPE

__all__ = ["SchemePage"]


class SchemePage(QWidget):
    """Shows schemes; what a person does is told by the widgets' own signals."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.keys = UndoKeys()
        self.state = label(tone="muted")
        self.save = button(self.tr("&Save"), kind="primary")
        self.schemes = SchemeList(look, self.tr("Schemes"))
        self.new = button(self.tr("&New"))
        self.copy = button(self.tr("Make a &copy"))
        self.bring_in = button(self.tr("Impor&t\u2026"))
        self.export = button(self.tr("E&xport\u2026"))
        self.delete = button(self.tr("De&lete"))
        self.fields = SchemeFields(self.keys)
        self.categories = CategoryList(look, self.tr("Categories"))
        self.add = button(self.tr("Add a cate&gory"))
        self.remove = button(self.tr("R&emove"))
        self.up = button(self.tr("&Up"), name=self.tr("Move up"))
        self.down = button(self.tr("Do&wn"), name=self.tr("Move down"))
        self.count_problem = label(tone="error", size=TYPE.small)
        self.removed = RemovedCategories()
        self.category = CategoryFields(self.keys)
        self.changes = SchemeChanges(look)
        self.shipped = self._shipped(look)
        self.broken = label(tone="error")
        self.middle = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._say_keys()
        self._arrange()

    def _say_keys(self) -> None:
        for each, tip in (
            (self.save, self.tr("Writes the changes to the scheme (Ctrl+S)")),
            (self.add, self.tr("A new category below this one (Insert in the list)")),
            (self.remove, self.tr("The chosen category goes (Del in the list)")),
            (self.up, self.tr("The chosen category moves up (Alt+Up in the list)")),
            (self.down, self.tr("The chosen category moves down (Alt+Down in the list)")),
        ):
            each.setToolTip(tip)

    def _shipped(self, look: Look) -> QFrame:
        made = frame("banner")
        made.setProperty("tone", "info")
        icon = IconLabel(look)
        icon.show_icon("lock", "accent")
        said = label(self.tr("Came with Postroom; read only."))
        self.copy_to_change = button(self.tr("Make a copy to change it"))
        parts = ChipRow()
        parts.setParent(self)  # before it is shown: it is no window
        parts.hold(icon, said, self.copy_to_change)
        whole = column(parts)
        whole.setContentsMargins(SPACE.normal, SPACE.small, SPACE.small, SPACE.small)
        made.setLayout(whole)
        return made

    def _arrange(self) -> None:
        bar = frame("bar")
        title = label(self.tr("Categories"), size=TYPE.heading)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        parts = row(title, self.state, self.save, spacing=SPACE.normal)
        parts.setStretch(1, 1)
        parts.setContentsMargins(SPACE.wide, SPACE.small, SPACE.normal, SPACE.small)
        bar.setLayout(parts)
        self.middle.addWidget(self._editor())
        self.middle.addWidget(self._nothing())
        right = frame("surface")
        right.setLayout(column(self.changes, spacing=0))
        for pane in (self._left(), self.middle, right):
            self.splitter.addWidget(pane)
        self._fit()
        self.splitter.setSizes([228, 560, 480])
        self.splitter.setHandleWidth(1)
        for at, stretch in enumerate((0, 1, 1)):
            self.splitter.setStretchFactor(at, stretch)
            self.splitter.setCollapsible(at, False)  # noqa: FBT003 - Qt's signature
        whole = column(bar, self.banner, self.splitter, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def changeEvent(self, event: QEvent) -> None:
        """Larger type asks for wider panes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """No pane is narrower than its widest button, no list lower than a few lines."""
        left = (self.new, self.copy, self.bring_in, self.export, self.delete)
        middle = (self.category.pick, self.add)
        right = (self.changes.see, self.changes.sort)
        leasts = ((left, 200), (middle, 380), (right, 320))
        for at, (buttons, least) in enumerate(leasts):
            widest = max(each.sizeHint().width() for each in buttons)
            pane = self.splitter.widget(at)
            if pane is not None:
                pane.setMinimumWidth(max(least, widest + 2 * SPACE.wide + SPACE.section))
        self.categories.setMinimumHeight(7 * self.fontMetrics().height())

    def _left(self) -> QFrame:
        made = frame("sidebar")
        buttons = ChipRow()
        buttons.setParent(self)  # before it is shown: it is no window
        buttons.hold(self.new, self.copy, self.bring_in, self.export, self.delete)
        below = column(buttons)
        below.setContentsMargins(SPACE.small, SPACE.small, SPACE.small, SPACE.normal)
        whole = column(self.schemes, below, spacing=0)
        whole.setStretch(0, 1)
        made.setLayout(whole)
        return made

    def _editor(self) -> QWidget:
        keys = ChipRow()
        keys.setParent(self)  # before it is shown: it is no window
        keys.hold(self.add, self.remove, self.up, self.down)
        self.count_problem.setWordWrap(True)
        self.count_problem.hide()
        upper = column(
            *(self.shipped, self.fields, SPACE.hair, self.categories, keys),
            *(self.count_problem, self.removed),
            spacing=SPACE.small,
        )
        upper.setStretchFactor(self.categories, 1)
        self.categories.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )
        inner = frame("surface")
        whole = column(upper, self.category, margin=SPACE.wide, spacing=SPACE.small)
        whole.setStretch(0, 5)
        whole.setStretch(1, 6)
        inner.setLayout(whole)
        room = QScrollArea()
        room.setObjectName("room")
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setWidget(inner)
        return room

    def _nothing(self) -> QWidget:
        made = frame("surface")
        self.broken.setWordWrap(True)
        made.setLayout(column(self.broken, None, margin=SPACE.wide))
        return made
