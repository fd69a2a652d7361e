"""The slim bar above the desk: add, search, scheme, sort, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from app.desktop.folding_bar import FoldingBar
from app.desktop.look import Look
from app.desktop.pieces import button, label, restyle, row
from app.desktop.scheme_box import SchemeBox, SchemeChoice
from app.desktop.tokens import SPACE

__all__ = ["DeskHeader"]

_NARROWEST = 150  # of the list of schemes, in device-independent pixels


class DeskHeader(FoldingBar):
    """What is done most, within reach; everything is in the menus too."""

    searched = Signal(str)
    sort_wanted = Signal()

    def __init__(self, look: Look, choice: SchemeChoice) -> None:
        super().__init__()
        self._look = look
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the items (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the items"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(360)
        glass = QAction(self.search)
        look.dress(glass, "search", "muted")
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(200)
        self._typing.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.scheme = SchemeBox(choice)
        self.sort = button(self.tr("&Sort"), kind="primary")
        self.sort.clicked.connect(self.sort_wanted)
        into = label(self.tr("Sort &into"), tone="muted")
        into.setBuddy(self.scheme)
        self.hide_when_narrow(into)
        self.scheme.setMinimumWidth(_NARROWEST)
        self._bar = row(self.search, None, into, self.scheme, self.sort)
        self._bar.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        self.setLayout(self._bar)

    def show_need(self, needed: bool) -> None:  # noqa: FBT001 - one fact, read as a sentence
        """Sort stands out while there is something left to sort."""
        restyle(self.sort, "kind", "primary" if needed else "plain")

    def place_actions(self, left: tuple[QAction, ...], right: tuple[QAction, ...]) -> None:
        """These actions get a button, some before the search, some at the end."""
        for at, action in enumerate(left):
            made = _action_button(self._look, action)
            self._bar.insertWidget(at, made)
            self.shrink_when_narrow(made)
        for action in right:
            made = _action_button(self._look, action)
            self._bar.addWidget(made)
            self.shrink_when_narrow(made)


def _action_button(look: Look, action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    look.size_icon(made, 18)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def name() -> None:
        made.setAccessibleName(action.text().replace("&", "").replace("\u2026", ""))

    action.changed.connect(name)
    name()
    return made
