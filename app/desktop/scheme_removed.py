"""Categories that were removed, and where what people said under their names goes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.desktop.pieces import ElidedLabel, column
from app.desktop.scheme_words import labels_words
from app.desktop.tokens import SPACE, TYPE
from app.records import RemovedCategory, SchemeDraft

__all__ = ["RemovedCategories"]


class RemovedCategories(QWidget):
    """One line for each category that is gone and that people have corrected items into."""

    moved = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QComboBox] = {}
        self._shown: tuple[object, ...] = ()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(SPACE.hair)
        self.hide()

    def show_draft(self, draft: SchemeDraft | None, labels: Mapping[str, int]) -> None:
        """These are gone from this draft.

        Args:
            draft: What is worked on.
            labels: How many corrected texts there are under each name.
        """
        gone = draft.removed if draft is not None else ()
        told = [(one, _count(one, labels)) for one in gone]
        told = [(one, count) for one, count in told if count]
        names = [(one.key, one.name) for one in draft.categories] if draft else []
        state = (tuple(told), tuple(names))
        if state != self._shown:
            self._shown = state
            self._rebuild(told, names)
        self.setVisible(bool(told))

    def _rebuild(
        self, told: list[tuple[RemovedCategory, int]], names: list[tuple[int, str]]
    ) -> None:
        if list(self.boxes) != [one.name for one, _ in told]:
            self._clear()
            for one, count in told:
                self._whole.addWidget(self._line(one, count))
        for one, _ in told:
            box = self.boxes[one.name]
            blocker = QSignalBlocker(box)
            box.clear()
            box.addItem(self.tr("Leave them unused"), 0)
            for key, name in names:
                if name.strip():
                    box.addItem(self.tr("Move to {name}").format(name=name), key)
            box.setCurrentIndex(max(0, box.findData(one.moved_to)))
            blocker.unblock()

    def _line(self, one: RemovedCategory, count: int) -> QWidget:
        said = self.tr("\u201c{name}\u201d is removed; it has {labels}:").format(
            name=one.name, labels=labels_words(count)
        )
        told = ElidedLabel(size=TYPE.small)
        told.say(said)
        box = QComboBox()
        box.setAccessibleName(said)
        box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        box.setMinimumContentsLength(18)
        name = one.name
        box.activated.connect(lambda _: self.moved.emit(name, int(box.currentData())))
        self.boxes[name] = box
        line = QWidget()
        line.setLayout(column(told, box, spacing=2))
        return line

    def _clear(self) -> None:
        self.boxes.clear()
        while (item := self._whole.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _count(one: RemovedCategory, labels: Mapping[str, int]) -> int:
    return sum(labels.get(name, 0) for name in (one.name, *one.formerly))
