"""The place for models: the list with what is used, and one of them beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSplitter, QWidget

from app.desktop.banner import Banner
from app.desktop.look import Look
from app.desktop.models_details import ModelDetails
from app.desktop.models_list import ModelList
from app.desktop.models_words import choice_words
from app.desktop.pieces import ElidedLabel, button, column, enable, frame, label, row
from app.desktop.tokens import SPACE, TYPE
from app.records import InstalledModel, ModelKind, ModelState

__all__ = ["ModelsPage"]


class ModelsPage(QWidget):
    """The list at the left, the model that the cursor is on at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.says = ElidedLabel(tone="muted")
        self.check_all = button(self.tr("Check &all files"))
        self.from_folder = button(self.tr("Install from a f&older\u2026"))
        self.from_file = button(self.tr("&Install from a file\u2026"), kind="primary")
        self.list = ModelList(look)
        self.used = QComboBox()
        self.used.setAccessibleName(self.tr("Language model in use"))
        self.used.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.used.setMinimumContentsLength(12)
        self.used_says = label(tone="muted", size=TYPE.small)
        self.used_says.setWordWrap(True)
        self.details = ModelDetails(look)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left())
        self.splitter.addWidget(self._right())
        self.splitter.setSizes([_LIST, 900])
        self.splitter.setStretchFactor(1, 1)
        whole = column(self._head(), self.banner, self.splitter, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.details.hide()

    def show_choices(
        self, models: Sequence[InstalledModel], chosen: str, *, is_fixed: bool
    ) -> None:
        """Which language model can be used, and which one is chosen."""
        ready = [
            each.entry.name
            for each in models
            if each.state is ModelState.READY
            and each.entry.kind is ModelKind.LANGUAGE_MODEL
        ]
        names = ["", "none", *ready]
        if chosen not in names:
            names.append(chosen)
        with QSignalBlocker(self.used):
            self.used.clear()
            for name in names:
                self.used.addItem(choice_words(name, models), name)
            self.used.setCurrentIndex(names.index(chosen))
        fixed = self.tr("Your administrators have set this.")
        self.used.setEnabled(not is_fixed)
        why = self.tr(
            "It counts from the next sorting on. A model that a trial found to add nothing "
            "is left out in any case."
        )
        if chosen not in ("", "none", *ready):
            why = self.tr("The chosen model is not ready. Choose another one.")
        self.used_says.setText(fixed if is_fixed else why)
        self.used.setAccessibleDescription(self.used_says.text())

    def allow(self, *, is_free: bool) -> None:
        """What can be done now."""
        wait = "" if is_free else self.tr("Wait until the work that runs now has ended.")
        enable(
            self.from_file,
            self.tr("Bring a model onto this computer from a file on a stick or a drive"),
            wait,
        )
        enable(self.from_folder, self.tr("The same from a folder that holds it"), wait)
        enable(
            self.check_all,
            self.tr("Read the files of all models and compare them with what is known"),
            wait,
        )

    def _head(self) -> QFrame:
        head: QFrame = frame("bar")
        titles = row(
            label(self.tr("Models"), size=TYPE.heading),
            self.says,
            self.check_all,
            self.from_folder,
            self.from_file,
            spacing=SPACE.normal,
        )
        titles.setStretch(1, 1)
        titles.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.small)
        head.setLayout(titles)
        return head

    def _left(self) -> QFrame:
        left: QFrame = frame("sidebar")
        title = label(self.tr("Lan&guage model in use"))
        title.setBuddy(self.used)
        foot = column(title, self.used, self.used_says, spacing=SPACE.hair)
        foot.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.normal)
        whole = column(self.list, foot, spacing=0)
        whole.setStretch(0, 1)
        left.setLayout(whole)
        left.setMinimumWidth(_NARROWEST)
        return left

    def _right(self) -> QScrollArea:
        scrolled = QScrollArea()
        scrolled.setObjectName("room")
        scrolled.setAccessibleName(self.tr("The chosen model"))
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("kind", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = row(self.details, None, spacing=0)
        lines.setStretch(0, 100)
        inside.setLayout(lines)
        scrolled.setWidget(inside)
        return scrolled


_LIST = 380
_NARROWEST = 260
