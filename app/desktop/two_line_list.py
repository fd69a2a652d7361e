"""Lines below each other: a name, and below it in a quieter colour what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.tokens import SPACE

__all__ = ["TwoLineList", "TwoLines"]

_IDENTITY = Qt.ItemDataRole.UserRole + 1
_REMARK = Qt.ItemDataRole.UserRole + 2
_ICON = Qt.ItemDataRole.UserRole + 3
_ICON_SIZE = 18
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoLines:
    """One entry of the list.

    Attributes:
        identity: By which it is found again.
        name: The first line.
        remark: The second line; empty for none.
        icon: Its icon, and the colour that it has; None for none.
        spoken: What a screen reader is told; name and remark where it is empty.
        tip: The tool tip; the same as what is spoken where it is empty.
    """

    identity: object
    name: str
    remark: str = ""
    icon: tuple[str, str] | None = None
    spoken: str = ""
    tip: str = ""


class TwoLineList(QListWidget):
    """One entry is chosen at a time.

    Args:
        look: Draws the icons.
        name: For screen readers.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName("lines")
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(look))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        look.changed.connect(self.viewport().update)

    def identity(self) -> object:
        """What the cursor is on; None for nothing."""
        at = self.currentRow()
        return self.item(at).data(_IDENTITY) if at >= 0 else None

    def choose(self, identity: object) -> bool:
        """Whether the cursor is on this entry now."""
        for at in range(self.count()):
            if self.item(at).data(_IDENTITY) == identity:
                self.setCurrentRow(at)
                return True
        return False

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many entries."""
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def show_lines(self, lines: Sequence[TwoLines]) -> None:
        """These are listed; the cursor stays where it was, and nobody is told of it."""
        before, at = self.identity(), self.currentRow()
        with QSignalBlocker(self):
            while self.count() > len(lines):
                self.takeItem(self.count() - 1)
            while self.count() < len(lines):
                self.addItem(QListWidgetItem())
            for number, line in enumerate(lines):
                _fill(self.item(number), line)
            if not self.choose(before) and lines:
                self.setCurrentRow(min(max(at, 0), len(lines) - 1))


def _fill(item: QListWidgetItem, line: TwoLines) -> None:
    said = f"{line.name}, {line.remark}" if line.remark else line.name
    item.setText(line.name)
    item.setData(_IDENTITY, line.identity)
    item.setData(_REMARK, line.remark)
    item.setData(_ICON, line.icon)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken or said)
    item.setToolTip(as_tip(line.tip or line.spoken or said))


class _Delegate(QStyledItemDelegate):
    """The style draws the ground; icon and words grow with the text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two where there is a remark, with room around them."""
        lines = 2 if index.data(_REMARK) else 1
        height = lines * option.fontMetrics.height() + 2 * SPACE.small
        return QSize(super().sizeHint(option, index).width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The entry, its words cut where there is no room for all."""
        self.initStyleOption(option, index)
        name, option.text = option.text, ""
        ground = QStyle.ControlElement.CE_ItemViewItem
        option.widget.style().drawControl(ground, option, painter, option.widget)
        room = option.rect.adjusted(SPACE.small, SPACE.small, -SPACE.small, -SPACE.small)
        if (icon := index.data(_ICON)) is not None:
            size = self._look.icon_size(_ICON_SIZE).width()
            top = room.top() + (room.height() - size) // 2
            square = QRect(room.left() + SPACE.hair, top, size, size)
            self._look.icon(*icon).paint(painter, square)
            room.setLeft(square.right() + SPACE.small)
        self._write(painter, option, room, (name, str(index.data(_REMARK))))

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        words: tuple[str, str],
    ) -> None:
        metrics, elide = option.fontMetrics, Qt.TextElideMode.ElideRight
        line = QRect(room)
        line.setHeight(metrics.height())
        colours = (
            option.palette.color(QPalette.ColorRole.Text),
            self._look.colour("muted"),
        )
        painter.save()
        for text, colour in zip(words, colours, strict=True):
            painter.setPen(colour)
            shown = metrics.elidedText(text, elide, room.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, metrics.height())
        painter.restore()
