"""A list of names to tick, with a line that finds them as they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.desktop.pieces import column
from app.desktop.tokens import SPACE

__all__ = ["ThemeChecklist"]

_NAME = Qt.ItemDataRole.UserRole
_UP_OR_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ThemeChecklist(QWidget):
    """Space, Return or a click ticks; what is ticked stands first when it is opened.

    Args:
        name: Of what is ticked, for screen readers.
        finds: What the line that finds says.
    """

    changed = Signal()
    pointed_at = Signal(str)

    def __init__(self, name: str, finds: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(finds)
        self.line.setAccessibleName(finds)
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.itemChanged.connect(self.changed)
        self.list.currentItemChanged.connect(self._point)
        self.line.textChanged.connect(self._find)
        for each in (self.line, self.list):
            each.installEventFilter(self)
        self.setLayout(column(self.line, self.list, spacing=SPACE.small))

    def show_names(
        self,
        names: Sequence[str],
        ticked: Sequence[str],
        remarks: Mapping[str, str] | None = None,
    ) -> None:
        """These can be ticked; a remark stands behind its name."""
        first = [name for name in ticked if name in names]
        with QSignalBlocker(self.list):
            self.list.clear()
            self._fill(names, first, remarks or {})
        self.line.clear()
        self.list.setCurrentRow(0 if names else -1)

    def _fill(
        self, names: Sequence[str], first: Sequence[str], remarks: Mapping[str, str]
    ) -> None:
        for name in (*first, *(name for name in names if name not in first)):
            remark = remarks.get(name, "")
            line = QListWidgetItem(f"{name}  {remark}".strip())
            line.setData(_NAME, name)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = name in first
            line.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            line.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
            self.list.addItem(line)

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        lines = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(line.data(_NAME))
            for line in lines
            if line.checkState() == Qt.CheckState.Checked
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return ticks what is marked, arrows in the line move the mark."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, typed = event.key(), event.text()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle()
            return True
        if watched is self.line and key in _UP_OR_DOWN:
            self._move(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1)
            return True
        if watched is self.list and plain and typed.strip() and typed.isprintable():
            self.line.setFocus()
            self.line.insert(typed)
            return True
        return False

    def _toggle(self) -> None:
        if self.list.currentRow() < 0:
            return
        line = self.list.currentItem()
        is_on = line.checkState() == Qt.CheckState.Checked
        line.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        if self.line.text():
            self.line.selectAll()

    def _move(self, by: int) -> None:
        shown = [at for at in range(self.list.count()) if not self.list.isRowHidden(at)]
        if shown:
            at = self.list.currentRow()
            where = shown.index(at) + by if at in shown else (0 if by > 0 else -1)
            self.list.setCurrentRow(shown[max(0, min(where, len(shown) - 1))])

    def _find(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        first = -1
        for at in range(self.list.count()):
            name = str(self.list.item(at).data(_NAME)).casefold()
            fits = all(word in name for word in wanted.split())
            self.list.setRowHidden(at, not fits)
            if fits and first < 0:
                first = at
        self.list.setCurrentRow(first)

    def _point(self, line: QListWidgetItem | None) -> None:
        if line is not None:
            self.pointed_at.emit(str(line.data(_NAME)))
